// /api/v1/boards and /people: the same as the pages, for programs.
#include "base/text.hpp"
#include "governance/api_interests.hpp"
#include "governance/api_meeting.hpp"
#include "governance/api_rules.hpp"
#include "governance/api_skills.hpp"
#include "governance/api_texts.hpp"
#include "governance/api_year.hpp"
#include "governance/calendar.hpp"
#include "governance/pages.hpp"
#include "governance/room.hpp"
#include "governance/store_facts.hpp"
#include "governance/store_rules.hpp"
#include "web/asked.hpp"
#include "web/form_data.hpp"
#include "web/json_read.hpp"
#include "web/openapi.hpp"

namespace governance {

namespace {

using web::Schema;

base::Result<base::Date> day(const Context& context, const web::Request& request) {
  return web::date_field(request.query, "on", context->today());
}

base::Result<web::Response> one_body(const Context& context, const web::Request& request) {
  const base::Date on = TRY(day(context, request));
  const BodyId id{web::captured_number(request, "body")};
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const RuleBook book = TRY(rules_in_force(*lease));
  const Facts facts = TRY(facts_of_body(*lease, id));
  const Body& found = *facts.body(id);
  const guard::UnitPath path = TRY(path_of(*lease, found.place, context->today()));
  return registry::json_response(
      body_json(facts, view_of(facts, book, found, on, sight_of(request, path, context->today()))));
}

base::Result<web::Response> one_owner(const Context& context, const web::Request& request) {
  const base::Date on = TRY(day(context, request));
  const registry::OrganisationId id{web::captured_number(request, "organisation")};
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const RuleBook book = TRY(rules_in_force(*lease));
  const Facts facts = TRY(facts_of_owner(*lease, id, base::Period::day(on)));
  const guard::UnitPath path = TRY(path_of(*lease, {PlaceKind::Group, id.value}, context->today()));
  const Sight sight = sight_of(request, path, context->today());
  return registry::json_response(health_json(facts, health(facts, book, on, sight, id), on));
}

base::Result<web::Response> one_person(const Context& context, const web::Request& request) {
  const base::Date on = TRY(day(context, request));
  const PersonId id{web::captured_number(request, "person")};
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const PersonRow row = TRY(person_row(*lease, id));
  const RuleBook book = TRY(rules_in_force(*lease));
  const Facts facts = TRY(facts_of_person(*lease, id));
  const PersonKnown known = TRY(known_to(context, request, *lease, id));
  return registry::json_response(person_json(facts, row, seats_of(facts, book, id, on), on, known));
}

base::Result<web::Response> find_people(const Context& context, const web::Request& request) {
  const std::string words(base::trim(request.query.get_or("q", "")));
  const sql::Lease lease = TRY(context->catalogue->database().read());
  return registry::json_response(people_json(TRY(people_called(*lease, words, people_max))));
}

base::Result<web::Response> change(const Context& context, const web::Request& request) {
  const web::Json json = TRY(web::read_json(request));
  TRY(json.only({"changes", "reason"}));
  const bool dry = TRY(web::dry_run_asked(request));
  std::vector<Change> changes;
  for (const web::Json& each : TRY(TRY(json.at("changes")).elements())) {
    Words words;
    for (const std::string& name : TRY(each.names())) words[name] = TRY(TRY(each.at(name)).text());
    changes.push_back(TRY(read_change(words)));
  }
  const std::string reason = TRY(json.text_or("reason", ""));
  const sql::Lease lease = TRY(context->catalogue->database().write());
  const std::vector<Outcome> done =
      TRY(save_changes(*lease, changes, writing_of(context, request, reason),
                       may_of(request, context->today()), dry ? Keep::Nothing : Keep::All));
  web::Response answer = registry::json_response(outcomes_json(done, dry));
  if (!dry) answer.status = 201;
  return answer;
}

base::Result<web::Response> one_meeting(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  MeetingView view = TRY(meeting_view(*lease, MeetingId{web::captured_number(request, "meeting")}));
  const guard::UnitPath path = TRY(path_of(*lease, view.body->place, context->today()));
  TRY(require_reading(view.meeting(), request, path, context->today()));
  view.confidential = guard::shows(request, guard::Action::ReadDrafts, path, context->today());
  return registry::json_response(meeting_json(view));
}

base::Result<web::Response> all_decisions(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const std::vector<MotionRow> rows =
      TRY(motions(*lease, std::string(request.query.get_or("q", "")), decisions_max));
  std::vector<std::int64_t> numbers;
  for (const MotionRow& row : rows) numbers.push_back(row.item.value);
  return registry::json_response(
      motions_json(rows, texts_of(TRY(notes_of_items(context, *lease, numbers)))));
}

base::Result<int> year_of(const Context& context, const web::Request& request) {
  const std::string_view text = request.query.get_or("year", "");
  if (text.empty()) return school_year(context->today());
  const auto year = base::parse_integer(text);
  if (!year || *year < 2000 || *year > 2999) {
    return bad_change("year", "\"" + std::string(text) + "\" is no year; write 2025 for 2025/26.");
  }
  return static_cast<int>(*year);
}

base::Result<YearPlan> plan_of(const Context& context, const web::Request& request,
                               sql::Connection& connection) {
  std::vector<BodyId> only;
  for (const std::string_view each : request.query.all("body")) {
    only.push_back(BodyId{base::parse_integer(each).value_or(0)});
  }
  return year_plan(connection,
                   registry::OrganisationId{web::captured_number(request, "organisation")},
                   TRY(year_of(context, request)), only, sees_of(context, request, connection));
}

base::Result<web::Response> suggested(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  return registry::json_response(plan_json(TRY(plan_of(context, request, *lease))));
}

base::Result<web::Response> plan_year(const Context& context, const web::Request& request) {
  const bool dry = TRY(web::dry_run_asked(request));
  const sql::Lease lease = TRY(context->catalogue->database().write());
  const YearPlan plan = TRY(plan_of(context, request, *lease));
  TRY(save_changes(*lease, changes_of(plan.suggested), writing_of(context, request, ""),
                   may_of(request, context->today()), dry ? Keep::Nothing : Keep::All));
  web::Response answer = registry::json_response(plan_json(plan));
  if (!dry) answer.status = 201;
  return answer;
}

base::Result<web::Response> attended(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const AttendanceView view = TRY(attendance_view(
      *lease, BodyId{web::captured_number(request, "body")}, TRY(year_of(context, request))));
  const guard::UnitPath path = TRY(path_of(*lease, view.body->place, context->today()));
  TRY(guard::require(guard::principal_of(request), guard::Action::ReadDrafts, path,
                     context->today()));
  return registry::json_response(attendance_json(view));
}

Schema year_schema() {
  return Schema::object(
      {{"year", Schema::whole("In which it begins")},
       {"meetings",
        Schema::array(Schema::object(
            {{"body", Schema::whole()},
             {"body_name", Schema::text()},
             {"on", Schema::date()},
             {"starts", Schema::text()},
             {"lasts_min", Schema::whole("Minutes")},
             {"template", Schema::text("Whose standing items it may have")},
             {"against", Schema::array(Schema::text("A clash, or a day out of term"))}}))}});
}

Schema attendance_schema() {
  return Schema::object(
      {{"body", Schema::whole()},
       {"body_name", Schema::text()},
       {"year", Schema::whole("In which it begins")},
       {"meetings", Schema::array(Schema::date("Those that were held"))},
       {"people",
        Schema::array(Schema::object(
            {{"person", Schema::whole()},
             {"name", Schema::text()},
             {"was", Schema::array(Schema::text("present, apologies, absent, nothing: not noted; "
                                                "-: did not sit then"))},
             {"present", Schema::whole()},
             {"possible", Schema::whole("Meetings while they sat")}}))}});
}

base::Result<web::Response> read_own_rules(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  return own_text_answer(context, request, *lease, rules_kind, "rules");
}

base::Result<web::Response> put_own_rules(const Context& context, const web::Request& request) {
  const web::Json json = TRY(web::read_json(request));
  TRY(json.only({"rules", "reason"}));
  const std::string content = TRY(TRY(json.at("rules")).text());
  const Writing writing =
      TRY(writing_as_administrator(context, request, TRY(json.text_or("reason", ""))));
  const bool dry = TRY(web::dry_run_asked(request));
  const sql::Lease lease = TRY(context->catalogue->database().write());
  if (dry) {
    return registry::json_response(
        rules_preview_json(TRY(preview_rules(*lease, content, context->today()))));
  }
  return web::saved_over_seen(
      request, "bad_governance",
      [&](std::int64_t seen) { return save_rules(*lease, content, seen, writing); },
      [&] { return own_text_answer(context, request, *lease, rules_kind, "rules"); });
}

Schema decided_schema() {
  return Schema::one_of({"not_put", "no_quorum", "carried", "lost", "tied"});
}

Schema decisions_schema() {
  return Schema::object(
      {{"decisions", Schema::array(Schema::object(
                         {{"meeting", Schema::whole()},
                          {"body", Schema::whole()},
                          {"body_name", Schema::text()},
                          {"on", Schema::date()},
                          {"title", Schema::text()},
                          {"motion", Schema::text()},
                          {"decided", decided_schema()},
                          {"result", Schema::text("With the votes, in words")},
                          {"item", Schema::whole("Its number in the register")},
                          {"power", Schema::text("By which clause, of which request"), true}}))}});
}

Schema meeting_schema() {
  const Schema item = Schema::object(
      {{"id", Schema::whole()},
       {"position", Schema::whole()},
       {"title", Schema::text()},
       {"motion", Schema::text("What is put to the vote; empty: nothing")},
       {"starts", Schema::text()},
       {"lead", Schema::text("Who leads it; empty: nobody is noted")},
       {"confidential", Schema::truth("Only shown to who may read drafts")},
       {"present", Schema::whole("Of those who vote, and have not withdrawn")},
       {"needed", Schema::whole("For a quorum")},
       {"decided", decided_schema()},
       {"for", Schema::whole()},
       {"against", Schema::whole()},
       {"abstained", Schema::whole()},
       {"interests",
        Schema::array(Schema::object({{"person", Schema::whole()},
                                      {"name", Schema::text()},
                                      {"interest", Schema::whole("Its number; 0: in words alone")},
                                      {"why", Schema::text("As it was declared")},
                                      {"withdrew", Schema::truth()}}))}});
  const Schema there =
      Schema::object({{"person", Schema::whole()},
                      {"name", Schema::text()},
                      {"status", Schema::one_of({"present", "apologies", "absent"})}});
  return Schema::object({{"id", Schema::whole()},
                         {"version", Schema::whole("Give it as seen when you record more")},
                         {"body", Schema::whole()},
                         {"body_name", Schema::text()},
                         {"on", Schema::date()},
                         {"starts", Schema::text()},
                         {"place", Schema::text()},
                         {"lasts_min", Schema::whole("Minutes; 0: not said")},
                         {"state", Schema::one_of({"planned", "held", "sealed", "cancelled"})},
                         {"invited", Schema::array(Schema::date("When members were invited"))},
                         {"attendance", Schema::array(there)},
                         {"items", Schema::array(item)},
                         {"minutes", Schema::text("As approved, or as they are so far")},
                         {"minutes_2", Schema::text("The confidential part, for who may see it")},
                         {"seal", Schema::text("SHA-256 of the minutes as approved")}});
}

Schema finding_schema() {
  return Schema::object({{"kind", Schema::one_of({"breach", "vacancy", "overdue", "missing",
                                                  "unclear", "soon", "look", "own_rule"})},
                         {"rule", Schema::text("Its code")},
                         {"what", Schema::text("What is wrong, with names")},
                         {"rule_says", Schema::text("The rule in plain words")},
                         {"citation", Schema::text()},
                         {"mend", Schema::text("What would mend it")},
                         {"due", Schema::date(), true}});
}

Schema seat_schema() {
  return Schema::object({{"seat", Schema::text("The code of the seat in the rules")},
                         {"label", Schema::text()},
                         {"school", Schema::text("For which it is"), true},
                         {"person", Schema::whole("Left out where it is vacant"), true},
                         {"name", Schema::text(), true},
                         {"votes", Schema::truth()},
                         {"ex_officio", Schema::truth("It follows an office")},
                         {"why", Schema::text("By which right")},
                         {"appointment", Schema::whole("Its number"), true},
                         {"from", Schema::date(), true},
                         {"until", Schema::date(), true},
                         {"term", Schema::date("The first day after the term"), true}});
}

std::vector<Schema::Member> body_members() {
  return {{"id", Schema::whole()},
          {"name", Schema::text()},
          {"kind", Schema::text("cluster_board, trust_board, ...")},
          {"place_kind", Schema::one_of({"group", "authority", "cluster", "school"})},
          {"place", Schema::text("Whose body it is")},
          {"from", Schema::date(), true},
          {"until", Schema::date(), true}};
}

Schema body_schema() {
  std::vector<Schema::Member> members = body_members();
  members.push_back({"on", Schema::date()});
  members.push_back({"rules", Schema::text("The code of the set in force")});
  members.push_back({"own_rules", Schema::array(Schema::text("What holds of this body alone"))});
  members.push_back({"quorum", Schema::whole()});
  members.push_back({"voting", Schema::whole("Members who vote")});
  members.push_back({"seats", Schema::array(seat_schema())});
  members.push_back(
      {"alternates", Schema::array(Schema::object({{"id", Schema::whole()},
                                                   {"seat", Schema::text()},
                                                   {"person", Schema::whole("Who may sit in")},
                                                   {"name", Schema::text()},
                                                   {"holder", Schema::whole("For whom")},
                                                   {"holder_name", Schema::text()},
                                                   {"from", Schema::date(), true},
                                                   {"until", Schema::date(), true}}))});
  members.push_back({"attend", Schema::array(Schema::object({{"person", Schema::whole()},
                                                             {"name", Schema::text()},
                                                             {"office", Schema::text()},
                                                             {"place", Schema::text()}}))});
  members.push_back({"findings", Schema::array(finding_schema())});
  members.push_back({"ahead", Schema::array(Schema::object(
                                  {{"from", Schema::date()}, {"finding", finding_schema()}}))});
  return Schema::object(std::move(members));
}

Schema owner_schema() {
  std::vector<Schema::Member> members = body_members();
  members.push_back({"seats", Schema::whole()});
  members.push_back({"members", Schema::whole()});
  members.push_back({"findings", Schema::array(finding_schema())});
  return Schema::object(
      {{"on", Schema::date()}, {"bodies", Schema::array(Schema::object(std::move(members)))}});
}

Schema person_schema() {
  return Schema::object(
      {{"id", Schema::whole()},
       {"name", Schema::text()},
       {"email", Schema::text("For who may edit everything"), true},
       {"email_confirmed",
        Schema::truth("Not where they gave it themselves and nobody who keeps the boards did"),
        true},
       {"on", Schema::date()},
       {"offices", Schema::array(Schema::object({{"id", Schema::whole()},
                                                 {"office", Schema::text()},
                                                 {"place_kind", Schema::text()},
                                                 {"place", Schema::text()},
                                                 {"from", Schema::date(), true},
                                                 {"until", Schema::date(), true}}))},
       {"seats",
        Schema::array(Schema::object(
            {{"body", Schema::whole()},
             {"body_name", Schema::text()},
             {"seat", seat_schema()},
             {"alternate",
              Schema::whole("Of an alternate: its number; the seat is that of who may be away"),
              true}}))},
       {"interests", interests_schema(), true},
       {"due", Schema::array(Schema::object(
                   {{"kind", Schema::one_of({"finding", "clash", "action", "meeting"})},
                    {"what", Schema::text("Of a meeting when it begins, or nothing")},
                    {"body", Schema::whole()},
                    {"body_name", Schema::text()},
                    {"meeting", Schema::whole(), true},
                    {"day", Schema::date("By which, or of the meeting"), true},
                    {"late", Schema::truth()}}))},
       {"training",
        Schema::array(Schema::object({{"id", Schema::whole()},
                                      {"subject", Schema::text()},
                                      {"on", Schema::date()},
                                      {"until", Schema::date(), true}})),
        true},
       {"skills", levels_schema(), true},
       {"checks",
        Schema::array(Schema::object(
            {{"id", Schema::whole()},
             {"check", Schema::text("dbs, ...; for who edits a place where they sit")},
             {"on", Schema::date()},
             {"certificate", Schema::text("For administrators of everything"), true}})),
        true}});
}

Schema outcome_schema() {
  return Schema::object(
      {{"dry_run", Schema::truth()},
       {"changes", Schema::array(Schema::object(
                       {{"what", Schema::text("What was done, in a sentence")},
                        {"number", Schema::whole("Of what was made or changed")},
                        {"body", Schema::whole(), true},
                        {"person", Schema::whole(), true},
                        {"meeting", Schema::whole(), true},
                        {"new_person", Schema::truth()},
                        {"come", Schema::array(finding_schema())},
                        {"gone", Schema::array(finding_schema())},
                        {"warnings", Schema::array(Schema::text("Where a meeting clashes"))}}))}});
}

void add_rules_api(web::Router& router, const Context& context) {
  const Schema rules = own_text_schema("rules");
  router.api(reading(context, "/boards/rules", "Rules of our own", "/boards/rules", read_own_rules),
             {.id = "getRules", .parameters = {own_text_version()}, .answer = rules});
  web::Route put =
      reading(context, "/boards/rules", "Saves rules of our own in place of those seen",
              "/boards/rules", put_own_rules);
  put.method = web::Method::Put;
  put.audience = web::Audience::Administrator;
  put.example_body = R"({"rules": ""})";
  router.api(std::move(put),
             {.id = "putRules",
              .parameters = {{"dry_run", "true: only tell what it would change in findings"},
                             {"If-Match", "The version that was seen; wanted, unless dry_run",
                              false, web::ApiParameter::Place::Header}},
              .body = Schema::object({{"rules", Schema::text("The whole text")},
                                      {"reason", Schema::text("For the audit trail"), true}}),
              .answer = rules});
}

void add_meeting_api(web::Router& router, const Context& context) {
  web::Route meeting = reading(context, "/meetings/{meeting}",
                               "A meeting: who is there, quorum and votes item by item, minutes",
                               "/meetings/1", one_meeting);
  meeting.audience = web::Audience::Member;
  router.api(std::move(meeting), {.id = "getMeeting", .answer = meeting_schema()});
  const std::vector<web::ApiParameter> of_year = {
      {"year", "In which the school year begins; this one if not given"},
      {"body", "Only of this body; may be given several times"}};
  router.api(reading(context, "/boards/of/{organisation}/year",
                     "The meetings that templates suggest for a year, and what speaks against each",
                     "/boards/of/1/year", suggested),
             {.id = "suggestYear", .parameters = of_year, .answer = year_schema()});
  web::Route planned = reading(context, "/boards/of/{organisation}/year",
                               "Plans the meetings that templates suggest: all of them or none",
                               "/boards/of/1/year", plan_year);
  planned.method = web::Method::Post;
  planned.audience = web::Audience::Member;
  std::vector<web::ApiParameter> with_dry = of_year;
  with_dry.push_back({"dry_run", "true: only show what would be planned"});
  router.api(std::move(planned),
             {.id = "planYear", .parameters = with_dry, .answer = year_schema(), .status = 201});
  web::Route there = reading(context, "/boards/{body}/attendance",
                             "Who was at which meeting of a body in a school year",
                             "/boards/1/attendance", attended);
  there.audience = web::Audience::Member;
  router.api(
      std::move(there),
      {.id = "getAttendance", .parameters = {of_year.front()}, .answer = attendance_schema()});
}

}  // namespace

void add_api(web::Router& router, const Context& context) {
  add_file_api(router, context);
  add_interest_api(router, context);
  add_terms_api(router, context);
  add_paper_api(router, context);
  const web::ApiParameter on = {"on", "The day; today if not given"};
  router.api(reading(context, "/boards/of/{organisation}",
                     "Every body of a group or authority with its findings, the worst first",
                     "/boards/of/1", one_owner),
             {.id = "listBodies", .parameters = {on}, .answer = owner_schema()});
  router.api(reading(context, "/boards/{body}",
                     "A body: its seats, findings, and what comes in the year ahead", "/boards/1",
                     one_body),
             {.id = "getBody", .parameters = {on}, .answer = body_schema()});
  router.api(reading(context, "/people", "People whose name has all the words", "/people?q=a",
                     find_people),
             {.id = "findPeople",
              .parameters = {{"q", "Words of the name"}},
              .answer = Schema::object(
                  {{"people", Schema::array(Schema::object(
                                  {{"id", Schema::whole()}, {"name", Schema::text()}}))}})});
  router.api(reading(context, "/people/{person}",
                     "What is due for a person, what they hold and where they sit", "/people/1",
                     one_person),
             {.id = "getPerson", .parameters = {on}, .answer = person_schema()});
  router.api(reading(context, "/boards/decisions",
                     "What bodies decided, the newest first, once the minutes are approved",
                     "/boards/decisions", all_decisions),
             {.id = "listDecisions",
              .parameters = {{"q", "Words that the body, title and motion have together"}},
              .answer = decisions_schema()});
  add_rules_api(router, context);
  add_meeting_api(router, context);
  web::Route note =
      reading(context, "/boards/changes", "Notes changes of people and bodies: all of them or none",
              "/boards/changes", change);
  note.method = web::Method::Post;
  note.audience = web::Audience::Member;
  note.example_body = R"({"changes": [{"change": "terms", "body": "1", "on": "2026-01-31"}]})";
  router.api(std::move(note),
             {.id = "noteChanges",
              .parameters = {{"dry_run", "true: only show what would change"}},
              .body = Schema::object({{"changes", Schema::array(Schema::map(Schema::text(
                                                      "A word of the change; see the guide")))},
                                      {"reason", Schema::text("For the audit trail"), true}}),
              .answer = outcome_schema(),
              .status = 201});
}

}  // namespace governance
