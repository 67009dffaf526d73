// /api/v1/requests
#include "base/text.hpp"
#include "delegation/pages_request.hpp"
#include "governance/pages.hpp"
#include "web/asked.hpp"
#include "web/json_read.hpp"
#include "web/openapi.hpp"
#include "web/paging.hpp"

namespace delegation {

namespace {

using web::Schema;

RequestId request_asked(const web::Request& request) {
  return RequestId{web::captured_number(request, "request")};
}

base::Result<web::Response> answered(const Context& context, sql::Connection& connection,
                                     RequestId id, int status) {
  web::Response response =
      registry::json_response(request_json(TRY(request_picture(connection, id, context->today()))));
  response.status = status;
  return response;
}

base::Result<web::Response> list(const Context& context, const web::Request& request) {
  const web::PageAsked page = TRY(web::page_asked(request));
  const RequestView view = TRY(request_view_of(request));
  const std::string of(base::trim(request.query.get_or("of", "")));
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const RequestPictures found = TRY(
      requests_asked(context, request, *lease,
                     {view, of, TRY(after_of(page.cursor, "cursor")), page.size, looked_at_once}));
  std::optional<std::string> next;
  if (found.next) next = web::next_address(request, text_of(*found.next));
  return registry::json_response(requests_json(found.all, &next));
}

base::Result<web::Response> findings(const Context& context, const web::Request&) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  return registry::json_response(
      request_findings_json(TRY(request_findings(*lease, context->today()))));
}

base::Result<web::Response> one(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  return answered(context, *lease, request_asked(request), 200);
}

base::Result<FactValues> facts_of(const Catalogue& catalogue, const web::Json& json) {
  std::vector<std::string> texts;
  if (const auto facts = TRY(json.maybe("facts"))) {
    for (const std::string& name : TRY(facts->names())) {
      texts.push_back(name + "=" + TRY(TRY(facts->at(name)).text()));
    }
  }
  auto read = read_facts(catalogue.facts, texts);
  if (read.ok()) return read;
  base::Error error = read.error();
  error.field = "facts." + error.field;
  return error;
}

base::Result<web::Response> ask(const Context& context, const web::Request& request) {
  const web::Json json = TRY(web::read_json(request));
  TRY(json.only(
      {"decision", "for", "words", "facts", "heading", "party", "asked", "asked_by", "needed"}));
  const bool dry = TRY(web::dry_run_asked(request));
  const sql::Lease lease = TRY(context->catalogue->database().write());
  NewRequest asked;
  asked.decision = TRY(TRY(json.at("decision")).text());
  asked.place = TRY(place_asked(*lease, TRY(TRY(json.at("for")).text()), context->today()));
  asked.words = TRY(TRY(json.at("words")).text());
  asked.heading = TRY(json.text_or("heading", ""));
  asked.party = TRY(json.text_or("party", ""));
  asked.asked = TRY(json.date_or("asked", context->today()));
  asked.needed = TRY(json.maybe_date("needed"));
  asked.facts = TRY(facts_of(TRY(catalogue_in_force(*lease)), json));
  if (const auto person = TRY(json.maybe("asked_by"))) {
    asked.asked_by = governance::PersonId{TRY(person->whole())};
  }
  const RequestId id =
      TRY(ask_for_decision(*lease, asked, request_writing(context, request),
                           TRY(may_ask(context, request, *lease, asked.place)),
                           dry ? governance::Keep::Nothing : governance::Keep::All));
  if (!dry) return answered(context, *lease, id, 201);
  RequestSettings settings(*lease);
  const Route route = TRY(
      route_on(settings, {asked.place, asked.decision, asked.facts, asked.heading, asked.party, {}},
               asked.asked));
  RequestPicture picture;
  picture.request.decision = asked.decision;
  picture.request.place = asked.place;
  picture.request.words = asked.words;
  picture.request.asked = asked.asked;
  picture.request.needed = asked.needed;
  picture.request.routes = {route};
  picture.now = route;
  picture.state = state_of(picture.request, route, context->today());
  return registry::json_response(request_json(picture));
}

base::Result<web::Response> step(const Context& context, const web::Request& request) {
  const web::Json json = TRY(web::read_json(request));
  TRY(json.only({"step", "level", "on", "result", "words", "due", "facts"}));
  const std::string word = TRY(TRY(json.at("step")).text());
  const auto kind = step_kind_of(word);
  if (!kind) return base::make_error("bad_step", "There is no step \"" + word + "\".", "step");
  const sql::Lease lease = TRY(context->catalogue->database().write());
  NewStep noted;
  noted.kind = *kind;
  const std::string level = TRY(json.text_or("level", ""));
  if (is_of_level(noted.kind)) noted.level = level;
  noted.on = TRY(json.date_or("on", context->today()));
  noted.result = TRY(json.text_or("result", ""));
  noted.words = TRY(json.text_or("words", ""));
  noted.due = TRY(json.maybe_date("due"));
  noted.facts = TRY(facts_of(TRY(catalogue_in_force(*lease)), json));
  const DecisionRequest of =
      TRY(request_picture(*lease, request_asked(request), context->today())).request;
  const governance::May may = TRY(may_note(context, request, *lease, of, noted.level));
  return web::saved_over_seen(
      request, "bad_step",
      [&](std::int64_t seen) {
        return note_step(*lease, request_asked(request), seen, noted,
                         request_writing(context, request), may);
      },
      [&] { return answered(context, *lease, request_asked(request), 200); });
}

base::Result<web::Response> agenda(const Context& context, const web::Request& request) {
  const web::Json json = TRY(web::read_json(request));
  TRY(json.only({"meeting", "motion"}));
  const governance::MeetingId meeting{TRY(TRY(json.at("meeting")).whole())};
  const std::string motion = TRY(json.text_or("motion", ""));
  const sql::Lease lease = TRY(context->catalogue->database().write());
  TRY(put_on_agenda(*lease, request_asked(request), meeting, motion,
                    request_writing(context, request),
                    governance::may_of(request, context->today())));
  return answered(context, *lease, request_asked(request), 200);
}

// ---- what it looks like -------------------------------------------------------------------------

std::vector<Schema::Member> head_members() {
  return {{"number", Schema::whole()},
          {"revision", Schema::whole("To be sent as If-Match when a step is noted")},
          {"decision", Schema::text("Its code")},
          {"title", Schema::text()},
          {"of",
           Schema::object(
               {{"kind", Schema::text()}, {"number", Schema::whole()}, {"name", Schema::text()}})},
          {"words", Schema::text("What is asked for")},
          {"heading", Schema::text("Of the budget"), true},
          {"party", Schema::text("To whom the money goes"), true},
          {"asked", Schema::date()},
          {"asked_by", Schema::text(), true},
          {"noted_by", Schema::text("Who entered it")},
          {"needed", Schema::date("By when"), true},
          {"stage", Schema::one_of({"waits", "ready", "on_agenda", "stuck", "granted", "refused",
                                    "done", "withdrawn"})},
          {"says", Schema::text("Where it stands, in words")},
          {"overdue", Schema::truth()}};
}

Schema route_schema() {
  const Schema texts = Schema::array(Schema::text());
  return Schema::object({{"on", Schema::date()},
                         {"why", Schema::text("asked, facts, changed, decided"), true},
                         {"facts", Schema::text()},
                         {"outcome", Schema::text()},
                         {"says", texts},
                         {"because", texts},
                         {"sums", Schema::array(Schema::text("Where a sum comes from"))}});
}

Schema step_schema() {
  return Schema::object({{"step", Schema::one_of({"recommend", "consult", "answer", "facts",
                                                  "decide", "withdraw", "inform", "report"})},
                         {"level", Schema::text(), true},
                         {"who", Schema::text(), true},
                         {"on", Schema::date()},
                         {"result", Schema::text("for, against, none; granted, refused"), true},
                         {"words", Schema::text(), true},
                         {"due", Schema::date("The last day to answer"), true},
                         {"person", Schema::text("Who held the office"), true},
                         {"noted_by", Schema::text(), true},
                         {"power", Schema::text("The clause by which it was taken"), true},
                         {"ruling", Schema::array(Schema::text("The sentences of that day"))},
                         {"meeting", Schema::whole(), true},
                         {"item", Schema::whole("Its number in the register of decisions"), true}});
}

Schema request_schema() {
  const Schema texts = Schema::array(Schema::text());
  std::vector<Schema::Member> members = head_members();
  members.push_back({"route", route_schema()});
  members.push_back({"ladder", Schema::array(Schema::object(
                                   {{"part", Schema::text()},
                                    {"level", Schema::text()},
                                    {"who", Schema::text()},
                                    {"power", Schema::text(), true},
                                    {"mark", Schema::one_of({"done", "now", "to_come", "passed"})},
                                    {"words", Schema::text()},
                                    {"due", Schema::date(), true},
                                    {"late", Schema::truth()}}))});
  members.push_back({"changed", Schema::array(Schema::text("What has changed of its route"))});
  members.push_back({"notes", texts});
  members.push_back({"next", Schema::array(Schema::object({{"step", Schema::text()},
                                                           {"level", Schema::text()},
                                                           {"words", Schema::text()}}))});
  members.push_back({"steps", Schema::array(step_schema())});
  members.push_back({"agenda", Schema::array(Schema::object({{"meeting", Schema::whole()},
                                                             {"item", Schema::whole()},
                                                             {"body", Schema::whole()},
                                                             {"body_name", Schema::text()},
                                                             {"on", Schema::date()},
                                                             {"state", Schema::text()}}))});
  members.push_back({"routes", Schema::array(route_schema())});
  return Schema::object(std::move(members));
}

using Handling = base::Result<web::Response> (*)(const Context&, const web::Request&);
web::Route route(const Context& context, web::Method method, std::string pattern, std::string help,
                 std::string example, Handling handling) {
  return {.method = method,
          .pattern = std::move(pattern),
          .help = std::move(help),
          .example = std::move(example),
          .audience = web::Audience::Member,
          .handler = [context, handling](const web::Request& request) {
            return handling(context, request);
          }};
}

void add_writing(web::Router& router, const Context& context) {
  using enum web::Method;
  const Schema facts = Schema::map(Schema::text("As one types it: \"18000\""));
  web::Route asks = route(context, Post, "/requests", "Asks for a decision", "/requests", ask);
  asks.example_body =
      R"({"decision": "F07", "for": "990866", "words": "A SENCo", "facts": {"amount": "18000"}})";
  router.api(
      std::move(asks),
      {.id = "askForDecision",
       .parameters = {{"dry_run", "true: only show which way it would go"}},
       .body = Schema::object(
           {{"decision", Schema::text("Its code")},
            {"for", Schema::text("URN or name of a school, or \"cluster 12\", \"group 90001\"")},
            {"words", Schema::text("What is asked for")},
            {"facts", facts, true},
            {"heading", Schema::text("Of the budget"), true},
            {"party", Schema::text("To whom the money goes"), true},
            {"asked", Schema::date("Today if not given"), true},
            {"asked_by", Schema::whole("The number of a person"), true},
            {"needed", Schema::date("By when"), true}}),
       .answer = request_schema(),
       .status = 201});
  web::Route steps = route(context, Post, "/requests/{request}/steps", "Notes a step of a request",
                           "/requests/1/steps", step);
  steps.example_body = R"({"step": "recommend", "level": "head", "result": "for"})";
  router.api(
      std::move(steps),
      {.id = "noteRequestStep",
       .parameters = {{"If-Match", "The revision that was seen; wanted", false,
                       web::ApiParameter::Place::Header}},
       .body = Schema::object(
           {{"step", Schema::one_of({"recommend", "consult", "answer", "facts", "decide",
                                     "withdraw", "inform", "report"})},
            {"level", Schema::text("Its code; may be left out where one alone is meant"), true},
            {"on", Schema::date("Today if not given"), true},
            {"result", Schema::text("for, against, none; granted, refused"), true},
            {"words", Schema::text(), true},
            {"due", Schema::date("Of consult: the last day to answer"), true},
            {"facts", facts, true}}),
       .answer = request_schema()});
  web::Route puts = route(context, Post, "/requests/{request}/agenda",
                          "Puts a request on the agenda of a meeting of the body that decides",
                          "/requests/1/agenda", agenda);
  puts.example_body = R"({"meeting": 1})";
  router.api(
      std::move(puts),
      {.id = "putRequestOnAgenda",
       .body = Schema::object({{"meeting", Schema::whole()},
                               {"motion", Schema::text("What is asked for, if not given"), true}}),
       .answer = request_schema()});
}

}  // namespace

void add_request_api(web::Router& router, const Context& context) {
  using enum web::Method;
  router.api(
      route(context, Get, "/requests", "Requests for decisions, those that are open first",
            "/requests", list),
      {.id = "listRequests",
       .parameters = {{"state", "open (if not given), mine, overdue or all"},
                      {"of", "URN or name of a school, or \"cluster 12\", \"group 90001\""},
                      {"page_size", "How many, to 1,000 (100)"},
                      {"cursor", "As \"next\" gives it"}},
       .answer = Schema::object(
           {{"next",
             Schema::text("The address of the next page, which may hold few or none").or_null()},
            {"requests", Schema::array(Schema::object(head_members()))}})});
  router.api(route(context, Get, "/requests/findings", "What was decided without power",
                   "/requests/findings", findings),
             {.id = "listRequestFindings",
              .answer = Schema::object(
                  {{"findings", Schema::array(Schema::object(
                                    {{"trouble", Schema::one_of({"no_power", "not_told", "early"})},
                                     {"request", Schema::whole(), true},
                                     {"decision", Schema::text()},
                                     {"meeting", Schema::whole()},
                                     {"item", Schema::whole()},
                                     {"who", Schema::text("Decided")},
                                     {"on", Schema::date()},
                                     {"what", Schema::text()}}))}})});
  router.api(route(context, Get, "/requests/{request}",
                   "A request: where it stands, its route, what was noted and what is next",
                   "/requests/1", one),
             {.id = "getRequest", .answer = request_schema()});
  add_writing(router, context);
}

}  // namespace delegation
