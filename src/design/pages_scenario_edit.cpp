// Making and changing a scenario: type -> see what it means -> keep it. Rules that no plan can keep
// are named before any time is spent on them.
#include "base/text.hpp"
#include "design/pages.hpp"
#include "design/pages_compare.hpp"
#include "design/pages_scenario_form.hpp"
#include "design/problem_of.hpp"
#include "web/asked.hpp"
#include "web/redirect.hpp"

namespace design {

namespace {

using web::Html;

// What a person can mend by typing something else.
bool of_typing(const base::Error& error) {
  return error.kind == base::ErrorKind::Invalid || error.kind == base::ErrorKind::Conflict ||
         error.code == "authority_not_found" || error.code == "group_not_found" ||
         error.code == "school_not_found";
}

// What the rules mean for the schools that there are.
base::Result<Html> meaning_of(const Bench& bench) {
  const Facts& facts = bench.facts;
  const Built built = TRY(problem_of(bench.scenario, facts));
  std::int64_t pupils = 0;
  for (const SchoolFacts& each : facts.schools) pupils += each.pupils.value_or(0);
  const auto schools = static_cast<int>(facts.schools.size());
  const auto [least, most] = clusters_allowed(bench.scenario, schools, pupils);
  Html html = web::facts({
      {"Schools", Html(registry::count_words(schools, "school", "schools") + ", " +
                       registry::count_words(pupils, "pupil", "pupils"))},
      {"Clusters today",
       facts.today.empty() ? web::none() : Html(std::to_string(facts.today.size()))},
      {"Clusters of a plan",
       Html(least == most ? std::to_string(least)
                          : std::to_string(least) + " to " + std::to_string(most))},
      {"Journeys", Html(facts.travel->sources().front().label())},
  });
  const auto impossible = impossible_rules(bench.scenario, facts, built);
  if (!impossible.empty()) {
    std::vector<Html> reasons;
    for (const std::string& each : impossible) reasons.emplace_back(each);
    html.add(web::finding(web::Tone::Bad, "No plan can keep these rules", web::list(reasons)));
  }
  for (const std::string& each : built.remarks) html.add(web::note(Html(each)));
  if (!facts.left_out.empty()) {
    std::vector<Html> left;
    for (const LeftOut& each : facts.left_out) left.emplace_back(each.name + ": " + each.why);
    html.add(web::section("h-left", "Left out", web::list(left)));
  }
  return html;
}

class Flow {
 public:
  // `id`: of the scenario that is changed; not known() for a new one.
  Flow(const Context& context, const web::Request& request, ScenarioId id)
      : context_(context), request_(request), id_(id) {}

  base::Result<web::Response> show() {
    const sql::Lease lease = TRY(context_->database().read());
    if (id_.known()) {
      const StoredScenario stored = TRY(enter(*lease));
      web::FormData typed = TRY(typed_of(stored.scenario, *lease));
      typed.add("seen", std::to_string(stored.row.version));
      return form(typed, {});
    }
    Scenario fresh;
    fresh.on = context_->registry->today();
    const std::string_view code = preset_code();
    const Preset* preset = find_preset(code);
    if (preset != nullptr) apply(*preset, fresh);
    for (const std::string_view each : request_.query.all("authority")) {
      fresh.which.authorities.emplace_back(each);
    }
    for (const std::string_view each : request_.query.all("group")) {
      if (const auto uid = base::parse_integer(each)) fresh.which.groups.push_back(*uid);
    }
    for (const std::string_view each : request_.query.all("district")) {
      fresh.which.districts.emplace_back(each);
    }
    return form(TRY(typed_of(fresh, *lease)), {});
  }

  base::Result<web::Response> send() {
    const web::FormData typed = TRY(web::read_form(request_));
    BenchPtr bench;
    {
      const sql::Lease lease = TRY(context_->database().read());
      if (id_.known()) TRY(enter(*lease));
      offered_ = TRY(offered_of(typed, *lease, context_->registry->today()));
      if (typed.get_or("step", "") == "edit") return form(typed, {});
      const auto made = scenario_of(typed, *lease);
      if (!made.ok()) return refuse(typed, made.error());
      const auto looked = context_->benches.of(*lease, made.value());
      if (!looked.ok()) return refuse(typed, looked.error());
      bench = looked.value();
      writing_ = TRY(writing_of(context_, request_, TRY(path_of(*lease, made.value()))));
      before_ = id_.known() ? TRY(scenario(*lease, id_)) : StoredScenario{};
    }
    if (typed.get_or("step", "") != "save") return confirm(typed, *bench, false);
    return save(typed, *bench);
  }

 private:
  // Trusts have smaller clusters than counties.
  std::string_view preset_code() const {
    const bool of_group = !request_.query.get_or("group", "").empty();
    return request_.query.get_or("preset", of_group ? "trust" : "county");
  }

  // Whoever changes a scenario may also change it as it was.
  base::Result<StoredScenario> enter(sql::Connection& connection) {
    StoredScenario stored = TRY(scenario(connection, id_));
    TRY(writing_of(context_, request_, TRY(path_of(connection, stored.scenario))));
    return stored;
  }

  base::Result<web::Response> refuse(const web::FormData& typed, const base::Error& error) {
    if (!of_typing(error)) return error;
    base::Error at_field = error;
    if (error.code == "nothing_to_group") at_field.field = "authority";
    return form(typed, at_field);
  }

  web::Page begin(std::string title) const {
    web::Page page = design_page(context_, request_, std::move(title));
    if (id_.known()) page.breadcrumbs.push_back({"Scenario", scenario_href(id_)});
    return page;
  }
  std::string action() const {
    return id_.known() ? scenario_href(id_) + "/edit" : std::string("/scenarios/new");
  }

  base::Result<web::Response> form(const web::FormData& typed,
                                   const std::optional<base::Error>& error) {
    web::Page page = begin(id_.known() ? "Change a scenario" : "Make a scenario");
    page.lead = Html(
        "Say which schools, by which rules, and what matters. Nothing is kept before "
        "you have seen what it means.");
    if (error) web::show_error(page, *error);
    if (!id_.known()) page.content.add(presets_form());
    Html content = scenario_fields(typed, offered_, error);
    content.add(web::button(web::ButtonKind::Main, "See what it means"));
    page.content.add(web::post_form(action(), *request_.caller,
                                    {{"seen", std::string(typed.get_or("seen", "0"))}}, content));
    return web::render(page, context_->registry->site);
  }

  // Takes another beginning; what was typed is not kept, and it says so.
  Html presets_form() const {
    std::vector<web::Choice> choices;
    for (const Preset& each : presets()) choices.push_back({each.code, each.name});
    std::vector<web::Hidden> hidden;
    for (const char* name : {"authority", "group"}) {
      for (const std::string_view each : request_.query.all(name)) {
        hidden.push_back({name, std::string(each)});
      }
    }
    Html content = web::select({.id = "preset",
                                .label = "Begin with the rules of",
                                .hint = "Fills in the form below anew"},
                               choices, preset_code());
    content.add(web::button(web::ButtonKind::Secondary, "Begin with these"));
    return web::get_form("/scenarios/new", hidden, content);
  }

  std::vector<web::Hidden> typed_again(const web::FormData& typed, std::int64_t seen) const {
    std::vector<web::Hidden> hidden;
    for (const auto& [name, value] : typed.pairs()) {
      if (name == "step" || name == "seen" || name == web::csrf_field) continue;
      hidden.push_back({name, value});
    }
    hidden.push_back({"seen", std::to_string(seen)});
    return hidden;
  }

  // `conflict`: somebody else changed it meanwhile.
  base::Result<web::Response> confirm(const web::FormData& typed, const Bench& bench,
                                      bool conflict) {
    web::Page page =
        begin(conflict ? "Somebody else changed this scenario meanwhile" : "Check what it means");
    page.caption = Html(bench.scenario.name);
    std::int64_t seen = base::parse_integer(typed.get_or("seen", "0")).value_or(0);
    if (conflict) {
      page.status = 409;
      page.error_code = "scenario_conflict";
      seen = before_.row.version;
      page.content.add(
          web::finding(web::Tone::Warn, "Your change is not kept yet",
                       Html(before_.row.changed_by + " saved version " + std::to_string(seen) +
                            " on " + base::moment(before_.row.changed_at) +
                            ". Below is what yours would change of it now.")));
    }
    page.content.add(TRY(meaning_of(bench)));
    if (id_.known()) {
      page.content.add(web::section(
          "h-changes", "What changes",
          differences_table(differences(before_.scenario, bench.scenario), "What changes")));
    }
    Html buttons = web::button(web::ButtonKind::Main,
                               conflict ? "Keep mine all the same" : "Keep it", "step", "save");
    buttons.add(web::button(web::ButtonKind::Secondary, "Change what you typed", "step", "edit"));
    page.content.add(web::post_form(action(), *request_.caller, typed_again(typed, seen),
                                    web::button_group(buttons)));
    return web::render(page, context_->registry->site);
  }

  base::Result<web::Response> save(const web::FormData& typed, const Bench& bench) {
    std::optional<base::Error> refused;
    {
      const sql::Lease lease = TRY(context_->database().write());
      if (!id_.known()) {
        const Begun begun =
            TRY(begin_scenario(*lease, bench.scenario, context_->benches.places(), writing_));
        return web::redirect(scenario_href(begun.scenario));
      }
      const std::int64_t seen = base::parse_integer(typed.get_or("seen", "0")).value_or(0);
      const auto saved = save_scenario(*lease, id_, seen, bench.scenario, writing_);
      if (saved.ok()) return web::redirect(scenario_href(id_));
      refused = saved.error();
      if (refused->code == "scenario_conflict") before_ = TRY(scenario(*lease, id_));
    }
    if (refused->code == "scenario_conflict") return confirm(typed, bench, true);
    return refuse(typed, *refused);
  }

  const Context& context_;
  const web::Request& request_;
  const ScenarioId id_;
  Writing writing_;
  Offered offered_;
  StoredScenario before_;
};

ScenarioId captured_scenario(const web::Request& request) {
  return ScenarioId{web::captured_number(request, "scenario")};
}

base::Result<web::Response> history(const Context& context, const web::Request& request) {
  const ScenarioVisit now = TRY(scenario_visit(context, request));
  web::Page page = design_page(context, request, "History of a scenario");
  page.caption = Html(now.stored.row.name);
  page.breadcrumbs.push_back({now.stored.row.name, scenario_href(now.stored.row.id)});
  Scenario after = now.stored.scenario;
  const std::vector<VersionRow> rows = TRY(scenario_versions(*now.lease, now.stored.row.id));
  for (const VersionRow& row : rows) {
    const std::string heading = "Version " + std::to_string(row.version) + ", " +
                                base::moment(row.made_at) + ", by " + row.by;
    Html content;
    if (row.version > 1) {
      const Scenario before =
          TRY(scenario(*now.lease, now.stored.row.id, row.version - 1)).scenario;
      content = differences_table(differences(before, after), heading);
      after = before;
    } else {
      content = web::paragraph(Html("It was made."));
    }
    page.content.add(web::section("h-v" + std::to_string(row.version), heading, content));
  }
  return web::render(page, context->registry->site);
}

}  // namespace

web::Html differences_table(const std::vector<Difference>& found, std::string_view caption) {
  std::vector<web::Change> rows;
  for (const Difference& each : found) {
    const std::string& line = each.after.empty() ? each.before : each.after;
    const auto value = [](const std::string& text) {
      const std::size_t colon = text.find(": ");
      return text.empty() ? Html() : Html(text.substr(colon + 2));
    };
    rows.push_back({line.substr(0, line.find(':')), value(each.before), value(each.after)});
  }
  if (rows.empty()) return web::paragraph(Html("It says the same as before."));
  return web::changes(caption, rows);
}

void add_scenario_edit_pages(web::Router& router, const Context& context) {
  using enum web::Audience;
  router.get("/scenarios/new", "Make a scenario for the cluster designer",
             "/scenarios/new?preset=county", Member, [context](const web::Request& request) {
               return Flow(context, request, ScenarioId{}).show();
             });
  router.post("/scenarios/new", "See what a new scenario means, and keep it", "/scenarios/new",
              "name=Clusters&authority=918&on=2026-09-01&step=save&weight_travel=1", Member,
              [context](const web::Request& request) {
                return Flow(context, request, ScenarioId{}).send();
              });
  router.get("/scenarios/{scenario}/edit", "Change a scenario", "/scenarios/1/edit", Member,
             [context](const web::Request& request) {
               return Flow(context, request, captured_scenario(request)).show();
             });
  router.post("/scenarios/{scenario}/edit", "See what a change of a scenario means, and keep it",
              "/scenarios/1/edit",
              "name=Clusters&authority=918&on=2026-09-01&step=save&seen=1&weight_travel=1", Member,
              [context](const web::Request& request) {
                return Flow(context, request, captured_scenario(request)).send();
              });
  router.get("/scenarios/{scenario}/history", "How a scenario was changed, version by version",
             "/scenarios/1/history", Member,
             [context](const web::Request& request) { return history(context, request); });
}

}  // namespace design
