// /api/v1/alignment
#include <algorithm>

#include "delegation/api_alignment.hpp"
#include "delegation/pages_alignment.hpp"
#include "governance/pages.hpp"
#include "web/asked.hpp"
#include "web/json_read.hpp"

namespace delegation {

namespace {

using web::Schema;

base::Result<web::Response> all(const Context& context, const web::Request&) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  return registry::json_response(alignment_matrices_json(TRY(alignment_matrices(*lease))));
}

base::Result<web::Response> one(const Context& context, const web::Request& request) {
  return registry::json_response(
      alignment_json(TRY(visit_alignment(context, request)).picture, {}));
}

base::Result<web::Response> one_function(const Context& context, const web::Request& request) {
  const AlignmentVisit visit = TRY(visit_alignment(context, request));
  const std::string& code = request.captured.at("code");
  if (std::ranges::find(visit.picture.matrix.states, code, &FunctionState::code) ==
      visit.picture.matrix.states.end()) {
    return base::make_error("alignment_not_found", "The matrix has no function \"" + code + "\".",
                            "code");
  }
  return registry::json_response(aligned_function_json(visit.picture, code));
}

base::Result<web::Response> moved(const Context& context, const web::Request& request) {
  const AlignmentVisit visit = TRY(visit_alignment(context, request));
  return registry::json_response(movement_json(
      visit.picture.owner,
      TRY(movement_of(*visit.now.lease, *visit.now.reference, visit.picture, context->today()))));
}

base::Result<web::Response> text(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const std::string text = TRY(alignment_text_of(*lease, alignment_group_asked(request)));
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("text", text);
  json.end_object();
  return registry::json_response(json.take());
}

base::Result<web::Response> answer_outcome(const AlignmentOutcome& outcome, bool dry) {
  web::Response answer = registry::json_response(alignment_outcome_json(outcome, dry));
  if (!dry) answer.status = 201;
  return answer;
}

base::Result<web::Response> change(const Context& context, const web::Request& request) {
  const web::Json json = TRY(web::read_json(request));
  TRY(json.only({"changes", "reason"}));
  const bool dry = TRY(web::dry_run_asked(request));
  std::vector<AlignmentChange> changes;
  for (const web::Json& each : TRY(TRY(json.at("changes")).elements())) {
    AlignmentWords words;
    for (const std::string& name : TRY(each.names())) words[name] = TRY(TRY(each.at(name)).text());
    changes.push_back(TRY(read_alignment_change(words, context->today())));
  }
  const std::string reason = TRY(json.text_or("reason", ""));
  const sql::Lease lease = TRY(context->catalogue->database().write());
  return answer_outcome(
      TRY(save_alignment(*lease, alignment_group_asked(request), changes,
                         governance::writing_of(context, request, reason),
                         governance::may_of(request, context->today()),
                         dry ? governance::Keep::Nothing : governance::Keep::All)),
      dry);
}

base::Result<web::Response> import_text(const Context& context, const web::Request& request) {
  const web::Json json = TRY(web::read_json(request));
  TRY(json.only({"text", "start", "reason"}));
  const bool dry = TRY(web::dry_run_asked(request));
  const base::Date start = TRY(json.date_or("start", context->today()));
  const AlignmentMatrix matrix = TRY(read_alignment(TRY(TRY(json.at("text")).text()), start));
  const std::string reason = TRY(json.text_or("reason", ""));
  const sql::Lease lease = TRY(context->catalogue->database().write());
  return answer_outcome(
      TRY(import_alignment(*lease, alignment_group_asked(request), matrix, false,
                           governance::writing_of(context, request, reason),
                           governance::may_of(request, context->today()),
                           dry ? governance::Keep::Nothing : governance::Keep::All)),
      dry);
}

// ---- what it looks like -------------------------------------------------------------------------

std::vector<Schema::Member> group_members() {
  return {{"group", Schema::whole()},
          {"group_name", Schema::text()},
          {"title", Schema::text("Of the matrix")}};
}

std::vector<Schema::Member> state_members() {
  return {{"id", Schema::whole("Of the entry")},
          {"code", Schema::text("Of the function")},
          {"title", Schema::text()},
          {"area", Schema::one_of({"standards", "inclusion", "finance", "services", "governance"})},
          {"phase", Schema::one_of({"all", "primary", "secondary", "special"})},
          {"from", Schema::date()},
          {"approach",
           Schema::one_of({"central", "common", "in_some", "individual", "delegated", "ended"})},
          {"says", Schema::text("How it is done")},
          {"provider", Schema::text()},
          {"direction", Schema::one_of({"maintain", "develop"})},
          {"target", Schema::text()},
          {"by", Schema::date("When the target is due"), true},
          {"lead", Schema::text("An office or role")},
          {"person", Schema::text("Who that is on the day; empty: not known")},
          {"policy", Schema::text()},
          {"link", Schema::text("To the policy")},
          {"decisions", Schema::array(Schema::text("Codes of the catalogue"))},
          {"services", Schema::array(Schema::text())}};
}

Schema finding_schema() {
  return Schema::object({{"trouble", Schema::one_of({"drift", "overdue", "not_adopted",
                                                     "old_evidence", "not_known", "no_date"})},
                         {"code", Schema::text("Of the function")},
                         {"phase", Schema::text()},
                         {"since", Schema::date()},
                         {"what", Schema::text()},
                         {"mend", Schema::text("What mends it")}});
}

Schema matrix_schema() {
  std::vector<Schema::Member> entry = state_members();
  entry.push_back({"words", Schema::text("The approach, with the schools counted")});
  entry.push_back({"adoption", Schema::object({{"schools", Schema::whole()},
                                               {"adopted", Schema::whole()},
                                               {"partly", Schema::whole()},
                                               {"own_way", Schema::whole()},
                                               {"not_yet", Schema::whole()},
                                               {"not_known", Schema::whole()}})});
  std::vector<Schema::Member> members = group_members();
  members.push_back({"evidence_months", Schema::whole("After which evidence is old")});
  members.push_back(
      {"heading", Schema::whole("Of title and months: what a change of them may say in seen")});
  members.push_back({"on", Schema::date()});
  members.push_back({"entries", Schema::array(Schema::object(std::move(entry)))});
  members.push_back({"findings", Schema::array(finding_schema())});
  members.push_back({"motion", Schema::array(Schema::object(
                                   {{"kind", Schema::one_of({"target", "provider", "approach",
                                                             "begins", "ends", "adopted"})},
                                    {"on", Schema::date()},
                                    {"code", Schema::text("Of the function")},
                                    {"phase", Schema::text()},
                                    {"what", Schema::text()}}))});
  return Schema::object(std::move(members));
}

Schema function_schema() {
  std::vector<Schema::Member> entry = state_members();
  entry.push_back({"made_at", Schema::whole("Seconds since 1970")});
  entry.push_back({"withdrawn_at", Schema::whole("Seconds since 1970; 0: it stands")});
  const Schema school = Schema::object(
      {{"urn", Schema::whole()},
       {"school", Schema::text()},
       {"level", Schema::one_of({"adopted", "partly", "own_way", "not_yet", "not_known"})},
       {"id", Schema::whole("Of the entry"), true},
       {"since", Schema::date(), true},
       {"evidence", Schema::text(), true},
       {"judged_by", Schema::text(), true},
       {"judged", Schema::date(), true}});
  std::vector<Schema::Member> members = group_members();
  members.push_back({"on", Schema::date()});
  members.push_back({"code", Schema::text()});
  members.push_back({"history", Schema::array(Schema::object(std::move(entry)))});
  members.push_back({"schools", Schema::array(school)});
  return Schema::object(std::move(members));
}

Schema movement_schema() {
  std::vector<Schema::Member> day = {
      {"on", Schema::date()}, {"planned", Schema::truth()}, {"entries", Schema::whole()}};
  for (int at = 0; at + 1 < approaches; ++at) {
    day.push_back({std::string(code_of(static_cast<Approach>(at))), Schema::whole()});
  }
  day.push_back({"schools", Schema::array(Schema::object({{"school", Schema::text()},
                                                          {"to_be_common", Schema::whole()},
                                                          {"adopted", Schema::whole()},
                                                          {"not_known", Schema::whole()}}))});
  std::vector<Schema::Member> members = group_members();
  members.push_back({"days", Schema::array(Schema::object(std::move(day)))});
  return Schema::object(std::move(members));
}

Schema outcome_schema() {
  return Schema::object({{"saved", Schema::truth()},
                         {"what", Schema::array(Schema::text("What changes, in sentences"))},
                         {"unchanged", Schema::whole("Entries of a text that stand already")},
                         {"come", Schema::array(finding_schema())},
                         {"gone", Schema::array(finding_schema())}});
}

using Handling = base::Result<web::Response> (*)(const Context&, const web::Request&);
web::Route route_of(const Context& context, web::Method method, std::string pattern,
                    std::string help, std::string example, Handling handling) {
  return {.method = method,
          .pattern = std::move(pattern),
          .help = std::move(help),
          .example = std::move(example),
          .audience = method == web::Method::Get ? web::Audience::Reader : web::Audience::Member,
          .handler = [context, handling](const web::Request& request) {
            return handling(context, request);
          }};
}

void add_writing(web::Router& router, const Context& context) {
  const web::ApiParameter dry_run = {"dry_run", "true: only show what would change"};
  web::Route changes = route_of(context, web::Method::Post, "/alignment/of/{group}/changes",
                                "Changes an alignment matrix: all of the changes or none",
                                "/alignment/of/1/changes", change);
  changes.example_body =
      R"({"changes": [{"change": "adoption", "code": "ict", "school": "990866", )"
      R"("level": "adopted", "since": "2026-01-05"}]})";
  router.api(std::move(changes),
             {.id = "changeAlignment",
              .parameters = {dry_run},
              .body = Schema::object({{"changes", Schema::array(Schema::map(Schema::text(
                                                      "A word of the change; see the guide")))},
                                      {"reason", Schema::text("For the audit trail"), true}}),
              .answer = outcome_schema(),
              .status = 201});
  web::Route text = route_of(context, web::Method::Post, "/alignment/of/{group}/text",
                             "Takes a matrix from its text: what stands already is passed over",
                             "/alignment/of/1/text", import_text);
  text.example_body = R"({"text": "matrix\ntitle: Aligned autonomy\n"})";
  router.api(std::move(text),
             {.id = "importAlignment",
              .parameters = {dry_run},
              .body = Schema::object({{"text", Schema::text("As the guide explains it")},
                                      {"start", Schema::date("What \"start\" means in it"), true},
                                      {"reason", Schema::text("For the audit trail"), true}}),
              .answer = outcome_schema(),
              .status = 201});
}

}  // namespace

void add_alignment_api(web::Router& router, const Context& context) {
  using enum web::Method;
  const web::ApiParameter on = {"on", "The day; today if not given"};
  std::vector<Schema::Member> row = group_members();
  row.push_back({"functions", Schema::whole()});
  router.api(
      route_of(context, Get, "/alignment", "Alignment matrices: whose there are", "/alignment",
               all),
      {.id = "listAlignments",
       .answer = Schema::object({{"matrices", Schema::array(Schema::object(std::move(row)))}})});
  router.api(route_of(context, Get, "/alignment/of/{group}",
                      "The alignment matrix of a group on a day, with what is wrong and in motion",
                      "/alignment/of/1", one),
             {.id = "getAlignment", .parameters = {on}, .answer = matrix_schema()});
  router.api(route_of(context, Get, "/alignment/of/{group}/functions/{code}",
                      "One function of an alignment matrix: its history, and its schools on a day",
                      "/alignment/of/1/functions/payroll", one_function),
             {.id = "getAlignedFunction", .parameters = {on}, .answer = function_schema()});
  router.api(route_of(context, Get, "/alignment/of/{group}/movement",
                      "How an alignment matrix moved over the years up to a day",
                      "/alignment/of/1/movement", moved),
             {.id = "getAlignmentMovement", .parameters = {on}, .answer = movement_schema()});
  router.api(route_of(context, Get, "/alignment/of/{group}/text",
                      "An alignment matrix as a text that can be edited and taken back",
                      "/alignment/of/1/text", text),
             {.id = "exportAlignment",
              .answer = Schema::object({{"text", Schema::text("All entries that stand")}})});
  add_writing(router, context);
}

}  // namespace delegation
