// /api/v1/plans and /consultations: looking, changing by hand, publishing, enacting.
#include "base/text.hpp"
#include "design/api_routes.hpp"
#include "design/api_scenario.hpp"
#include "design/api_schemas.hpp"
#include "design/pages_publish.hpp"
#include "registry/pages_edit.hpp"
#include "web/asked.hpp"

namespace design {

namespace {

using web::Schema;

base::Result<std::string> json_of(PageContext& context, sql::Connection& connection,
                                  const OnTable& table) {
  const PlanViewPtr view = context.views.of(table);
  const PlanRow& row = table.stored.row;
  return plan_json(table, view->measured,
                   {view->cost, TRY(proven_bound(connection, row.scenario, row.scenario_version))});
}

base::Result<web::Response> shown(const Context& context, PlanId id) {
  const sql::Lease lease = TRY(context->database().read());
  const OnTable table = TRY(on_table(*lease, context->benches, id, 0));
  return registry::json_response(TRY(json_of(*context, *lease, table)));
}

base::Result<web::Response> show(const Context& context, const web::Request& request) {
  const PlanVisit visit = TRY(plan_visit(context, request));
  return registry::json_response(TRY(json_of(*context, *visit.lease, visit.table)));
}

base::Result<web::Response> why(const Context& context, const web::Request& request) {
  const OnTable table = TRY(plan_visit(context, request)).table;
  const Bench& bench = *table.bench;
  const int school = TRY(school_called(bench.facts, request.captured.at("urn")));
  const Built built = TRY(problem_of(bench.scenario, bench.facts, &table.read.plan));
  return registry::json_response(why_json(
      table.read.plan, TRY(why_here(bench.scenario, bench.facts, built, table.read.plan, school))));
}

base::Result<web::Response> effects(const Context& context, const web::Request& request) {
  const PlanVisit visit = TRY(plan_visit(context, request));
  const base::Date from =
      TRY(web::date_field(request.query, "from", visit.table.bench->scenario.on));
  const auto found = TRY(effects_of(*visit.lease, context->contributors, visit.table.stored,
                                    context->benches.places(), from));
  return registry::json_response("{\"effects\": " + effects_json(found) + "}");
}

// ---- changing
// -------------------------------------------------------------------------------------

// What is changed, by whom; the connection of the visit is given back, for a write wants its own.
struct Change {
  OnTable table;
  Writing writing;
  const PlanRow& row() const { return table.stored.row; }
};
base::Result<Change> change_of(const Context& context, const web::Request& request,
                               std::string reason) {
  PlanVisit visit = TRY(plan_visit(context, request));
  const Writing writing = TRY(writing_of(context, request, visit.path, std::move(reason)));
  return Change{std::move(visit.table), writing};
}

base::Result<Hand> hand_of(const web::Json& json, const OnTable& table) {
  Hand hand;
  const std::string kind = TRY(TRY(json.at("kind")).text());
  const std::optional<HandKind> known = hand_kind_of(kind);
  if (!known) {
    return base::make_error("bad_plan", "\"" + kind + "\" is no change by hand.", "kind");
  }
  hand.kind = *known;
  if (const auto schools = TRY(json.maybe("schools"))) {
    for (const web::Json& each : TRY(schools->elements())) {
      hand.schools.push_back(
          TRY(school_called(table.bench->facts, std::to_string(TRY(each.whole())))));
    }
  }
  const std::string cluster = TRY(json.text_or("cluster", ""));
  const std::string to = TRY(json.text_or("to", ""));
  if (!cluster.empty()) hand.cluster = TRY(cluster_called(table.read.plan, cluster));
  if (!to.empty()) hand.to = TRY(cluster_called(table.read.plan, to));
  hand.name = TRY(json.text_or("name", ""));
  hand.letter = TRY(json.text_or("letter", ""));
  return hand;
}

base::Result<web::Response> change_by_hand(const Context& context, const web::Request& request) {
  const web::Json json = TRY(web::read_json(request));
  TRY(json.only({"kind", "schools", "cluster", "to", "name", "letter", "reason"}));
  const Change change = TRY(change_of(context, request, TRY(json.text_or("reason", ""))));
  const Facts& facts = change.table.bench->facts;
  const Handled handled =
      TRY(handle(change.table.read.plan, facts, TRY(hand_of(json, change.table))));
  const sql::Lease lease = TRY(context->database().write());
  const auto saved = save_plan(*lease, change.row().id, version_seen(request, change.row().version),
                               plan_text(handled.plan, facts), handled.sentence, change.writing);
  if (!saved.ok()) return refused(saved.error());
  web::JsonWriter answer(web::JsonWriter::Layout::Indented);
  answer.begin_object();
  answer.member("version", saved.value());
  answer.member("sentence", handled.sentence);
  answer.end_object();
  return made(answer.take());
}

base::Result<web::Response> copy(const Context& context, const web::Request& request) {
  const web::Json json = TRY(web::read_json(request));
  TRY(json.only({"name", "reason"}));
  const Change change = TRY(change_of(context, request, TRY(json.text_or("reason", ""))));
  const std::string name = TRY(json.text_or("name", "Copy of " + change.row().name));
  const PlanId id =
      TRY(copy_plan(*TRY(context->database().write()), change.row().id, name, change.writing));
  return made(TRY(shown(context, id)).body);
}

base::Result<web::Response> revert(const Context& context, const web::Request& request) {
  const web::Json json = TRY(web::read_json(request));
  TRY(json.only({"to", "reason"}));
  const std::int64_t to = TRY(TRY(json.at("to")).whole());
  const Change change = TRY(change_of(context, request, TRY(json.text_or("reason", ""))));
  const base::Result<std::int64_t> saved =
      revert_plan(*TRY(context->database().write()), change.row().id,
                  version_seen(request, change.row().version), to, change.writing);
  return saved.ok() ? shown(context, change.row().id) : refused(saved.error());
}

base::Result<web::Response> rename(const Context& context, const web::Request& request) {
  const web::Json json = TRY(web::read_json(request));
  TRY(json.only({"name", "reason"}));
  const std::string name = TRY(TRY(json.at("name")).text());
  const Change change = TRY(change_of(context, request, TRY(json.text_or("reason", ""))));
  const base::Status saved =
      rename_plan(*TRY(context->database().write()), change.row().id, name, change.writing);
  return saved.ok() ? shown(context, change.row().id) : refused(saved.error());
}

base::Result<web::Response> publish(const Context& context, const web::Request& request) {
  const web::Json json = TRY(web::read_json(request));
  TRY(json.only({"until", "note", "reason"}));
  const Change change = TRY(change_of(context, request, TRY(json.text_or("reason", ""))));
  Publication wanted;
  wanted.seen_version = version_seen(request, change.row().version);
  wanted.note = TRY(json.text_or("note", ""));
  const base::Date until = TRY(json.date_or("until", base::Date::distant_future()));
  if (until < context->registry->today()) {
    return base::make_error("bad_date", until.long_form() + " is over; give a day to come.",
                            "until");
  }
  if (until != base::Date::distant_future()) wanted.answers_until = until;
  const base::Status published =
      publish_plan(*TRY(context->database().write()), change.row().id, wanted, change.writing);
  if (!published.ok()) return refused(published.error());
  return shown(context, change.row().id);
}

base::Result<web::Response> withdraw(const Context& context, const web::Request& request) {
  const Change change = TRY(change_of(context, request, TRY(read_reason(request))));
  TRY(withdraw_plan(*TRY(context->database().write()), change.row().id, change.writing));
  return shown(context, change.row().id);
}

base::Result<EnactOptions> options_of(const Context& context, const web::Request& request,
                                      const std::string& reason) {
  EnactOptions options;
  options.today = context->registry->today();
  options.from = options.today;
  options.now_s = context->registry->now_s();
  options.reason = reason;
  options.dry_run = TRY(web::dry_run_asked(request));
  options.seen_preview = web::version_asked(request);
  options.authorise = registry::authorise(request, options.today, reason);
  return options;
}

base::Result<web::Response> told(const base::Result<Enactment>& done, bool dry_run) {
  if (!done.ok()) return refused(done.error());
  std::string json = enactment_json(done.value());
  return dry_run ? registry::json_response(std::move(json)) : made(std::move(json));
}

base::Result<web::Response> enact(const Context& context, const web::Request& request) {
  const web::Json json = TRY(web::read_json(request));
  TRY(json.only({"from", "reason"}));
  TRY(TRY(json.at("from")).text());  // an enactment never begins on a day that nobody named
  const std::string reason = TRY(json.text_or("reason", ""));
  EnactOptions options = TRY(options_of(context, request, reason));
  options.from = TRY(json.date_or("from", options.today));
  const PlanId id = TRY(change_of(context, request, reason)).row().id;
  return told(enact_plan(context->database(), id, context->benches.places(), options),
              options.dry_run);
}

base::Result<web::Response> undo(const Context& context, const web::Request& request) {
  const std::string reason = TRY(read_reason(request));
  const EnactOptions options = TRY(options_of(context, request, reason));
  const PlanId id = TRY(change_of(context, request, reason)).row().id;
  return told(undo_enactment(context->database(), id, options), options.dry_run);
}

base::Result<web::Response> list_consultations(const Context& context,
                                               const web::Request& request) {
  const sql::Lease lease = TRY(context->database().read());
  return listed(request, "consultations", plans_json(TRY(published_plans(*lease))));
}

base::Result<web::Response> show_consultation(const Context& context, const web::Request& request) {
  const PlanShown about = TRY(consultation_of(context, request));
  return registry::json_response(TRY(json_of(*context, *about.visit.lease, about.visit.table)));
}

// ---- registering
// -------------------------------------------------------------------------------------

using Handling = base::Result<web::Response> (*)(const Context&, const web::Request&);

web::Route reading(const Context& context, std::string pattern, std::string help,
                   std::string example, web::Audience audience, Handling handling) {
  return {.pattern = std::move(pattern),
          .help = std::move(help),
          .example = std::move(example),
          .audience = audience,
          .handler = [context, handling](const web::Request& request) {
            return handling(context, request);
          }};
}

web::Route changing(const Context& context, const std::string& what, std::string help,
                    std::string body, Handling handling) {
  web::Route route = reading(context, "/plans/{plan}/" + what, std::move(help), "/plans/2/" + what,
                             web::Audience::Member, handling);
  route.method = web::Method::Post;
  route.example_body = std::move(body);
  return route;
}

const web::ApiParameter dry = {"dry_run", "true: only show what would change"};

web::ApiParameter seen_plan() {
  return if_match(
      "The version of the plan that was seen; then a change by somebody else since is "
      "told (412), and nothing is saved");
}
web::ApiParameter seen_preview() {
  return if_match(
      "The version of the dry run that was seen; if other edits would be made by now, "
      "that is told (412), and nothing is saved");
}

void add_looking(web::Router& router, const Context& context) {
  using enum web::Audience;
  const web::ApiParameter version = {"version", "An earlier version; the newest if not given"};
  router.api(
      reading(context, "/plans/{plan}", "A plan: its clusters, measures, and the schools that move",
              "/plans/2", Member, show),
      {.id = "getPlan", .parameters = {version}, .answer = plan_schema()});
  router.api(reading(context, "/plans/{plan}/schools/{urn}",
                     "Why a school is in its cluster, and what others would cost",
                     "/plans/2/schools/990871", Member, why),
             {.id = "explainSchool", .parameters = {version}, .answer = why_schema()});
  router.api(
      reading(context, "/plans/{plan}/effects", "What a plan would change in what Guildhall knows",
              "/plans/2/effects", Member, effects),
      {.id = "getEffects",
       .parameters = {{"from", "The day from which the plan would hold"}, version},
       .answer = effects_schema()});
  router.api(reading(context, "/consultations", "Plans that are out for consultation",
                     "/consultations", Reader, list_consultations),
             {.id = "listConsultations",
              .answer = listed_schema("consultations", plan_row_schema()),
              .paged = "consultations"});
  router.api(reading(context, "/consultations/{plan}", "A plan as it was published",
                     "/consultations/3", Reader, show_consultation),
             {.id = "getConsultation", .answer = plan_schema()});
}

void add_changing(web::Router& router, const Context& context) {
  const Schema reason = Schema::text("For the audit trail");
  router.api(
      changing(context, "hand", "Changes a plan by hand, as a further version",
               R"({"kind": "pin", "schools": [990871]})", change_by_hand),
      {.id = "changePlan",
       .parameters = {seen_plan()},
       .body = Schema::object(
           {{"kind", Schema::one_of(
                         {"move", "pin", "unpin", "lock", "unlock", "split", "merge", "rename"})},
            {"schools", Schema::array(Schema::whole("URN")), true},
            {"cluster", Schema::text("Its name or letter in the plan"), true},
            {"to", Schema::text("Of a move: where to; of a merge: the cluster that goes"), true},
            {"name", Schema::text("Of a split or a renaming"), true},
            {"letter", Schema::text(), true},
            {"reason", reason, true}}),
       .answer = Schema::object({{"version", Schema::whole("Of the plan now")},
                                 {"sentence", Schema::text("What was done")}}),
       .status = 201});
  router.api(changing(context, "copy", "Copies a plan", R"({"name": "A second"})", copy),
             {.id = "copyPlan",
              .body = Schema::object({{"name", Schema::text(), true}, {"reason", reason, true}}),
              .answer = plan_schema(),
              .status = 201});
  router.api(
      changing(context, "revert", "Goes back to an earlier version, by a further one",
               R"({"to": 1})", revert),
      {.id = "revertPlan",
       .parameters = {seen_plan()},
       .body = Schema::object({{"to", Schema::whole("The version")}, {"reason", reason, true}}),
       .answer = plan_schema()});
  router.api(
      changing(context, "name", "Gives a plan another name", R"({"name": "Second"})", rename),
      {.id = "namePlan",
       .body = Schema::object({{"name", Schema::text()}, {"reason", reason, true}}),
       .answer = plan_schema()});
  router.api(changing(context, "publish", "Publishes a plan for consultation",
                      R"({"until": "2030-01-31", "note": "Tell us"})", publish),
             {.id = "publishPlan",
              .parameters = {seen_plan()},
              .body = Schema::object({{"until", Schema::date("The last day for answers"), true},
                                      {"note", Schema::text("What is asked"), true},
                                      {"reason", reason, true}}),
              .answer = plan_schema()});
  router.api(changing(context, "withdraw", "Withdraws a plan from consultation",
                      R"({"reason": "A mistake"})", withdraw),
             {.id = "withdrawPlan", .body = reason_body(), .answer = plan_schema()});
  router.api(
      changing(context, "enact", "Makes a plan’s clusters true from a day on: all edits or none",
               R"({"from": "2030-09-01", "reason": "The cabinet"})", enact),
      {.id = "enactPlan",
       .parameters = {dry, seen_preview()},
       .body = Schema::object(
           {{"from", Schema::date("The first day on which it holds")}, {"reason", reason, true}}),
       .answer = enactment_schema(),
       .status = 201});
  router.api(changing(context, "undo", "Takes the enactment of a plan back, by further edits",
                      R"({"reason": "A mistake"})", undo),
             {.id = "undoEnactment",
              .parameters = {dry, seen_preview()},
              .body = reason_body(),
              .answer = enactment_schema(),
              .status = 201});
}

}  // namespace

void add_plan_api(web::Router& router, const Context& context) {
  add_looking(router, context);
  add_changing(router, context);
}

}  // namespace design
