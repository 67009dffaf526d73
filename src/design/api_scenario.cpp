// As text for a terminal and as JSON for programs.
#include "design/api_scenario.hpp"

#include "base/text.hpp"
#include "design/run_report.hpp"
#include "registry/api_edit.hpp"
#include "web/json.hpp"

namespace design {

namespace {

constexpr double percent = 100;

void write_row(web::JsonWriter& json, const ScenarioRow& row) {
  json.member("id", row.id.value);
  json.member("version", row.version);
  json.member("name", row.name);
  json.member("owner", row.owner_name);
  json.member("changed_at", row.changed_at);
  json.member("changed_by", row.changed_by);
  json.member("archived", row.archived);
  json.member("plans", row.plans);
}

void write_row(web::JsonWriter& json, const PlanRow& row) {
  json.member("id", row.id.value);
  json.member("scenario", row.scenario.value);
  json.member("scenario_version", row.scenario_version);
  json.member("version", row.version);
  json.member("name", row.name);
  json.member("kind", plan_kind_code(row.kind));
  json.member("state", plan_state_code(row.state));
  json.member("changed_at", row.changed_at);
  json.member("changed_by", row.changed_by);
  if (row.proof.solved) {
    json.key("proof");
    json.begin_object();
    json.member("cost", row.proof.cost);
    json.member("bound", row.proof.bound);
    json.member("gap", row.proof.gap());
    json.member("feasible", row.proof.feasible);
    json.member("seed", static_cast<std::int64_t>(row.proof.seed));
    json.member("moves", static_cast<std::int64_t>(row.proof.moves));
    json.member("seconds", row.proof.seconds);
    json.end_object();
  }
  if (row.enacted_from) json.member("enacted_from", row.enacted_from->iso());
  if (row.published_version != 0) {
    json.member("published_version", row.published_version);
    json.member("published_note", row.published_note);
  }
  if (row.answers_until) json.member("answers_until", row.answers_until->iso());
}

void write_standing(web::JsonWriter& json, const Standing& standing) {
  const PlanCost& cost = standing.cost;
  json.key("cost");
  json.begin_object();
  json.member("minutes", cost.known ? std::optional<double>(cost.minutes) : std::nullopt);
  json.key("terms");
  json.begin_object();
  for (const CostTerm& each : cost.terms) json.member(each.code, each.minutes);
  json.end_object();
  json.member("bound",
              standing.bound ? std::optional<double>(standing.bound->minutes) : std::nullopt);
  json.member("gap", standing.bound ? cost.gap(standing.bound->minutes) : std::nullopt);
  if (!cost.unlike.empty()) json.member("unlike", cost.unlike);
  json.end_object();
}

// What a study says first; "" where there is no report.
std::string_view sentence_of(const Run& run) {
  constexpr std::string_view head = "sentence\t";
  const std::string_view report = run.report;
  if (!report.starts_with(head)) return {};
  return report.substr(head.size(), report.find('\n') - head.size());
}

void write_members(web::JsonWriter& json, const Run& run) {
  json.member("id", run.id.value);
  json.member("kind", run_kind_code(run.wanted.kind));
  json.member("state", run_state_code(run.state));
  json.member("scenario", run.wanted.scenario.value);
  json.member("percent", run.progress.percent);
  json.member("step", run.progress.step);
  json.member("seconds", run.progress.seconds);
  json.member("cost", run.progress.cost);
  json.member("bound", run.progress.bound);
  json.member("feasible", run.progress.feasible);
  json.member("moves", static_cast<std::int64_t>(run.progress.moves));
  json.member("plan", run.made.value);
  json.member("takes", run.takes);
  if (!run.error_code.empty()) {
    json.member("error", run.error_code);
    json.member("message", run.error_message);
  }
}

void write_row(web::JsonWriter& json, const Run& run) {
  json.begin_object();
  write_members(json, run);
  json.end_object();
}

// Cluster by cluster; schools that were taken out of all clusters are left out.
void write_plan_text(web::JsonWriter& json, const std::string& text) {
  json.begin_array();
  const auto lines = read_plan_lines(text);
  for (const PlanLine& each : lines.ok() ? lines.value() : std::vector<PlanLine>{}) {
    if (each.outside) continue;
    json.begin_object();
    json.member("id", each.cluster.id.value);
    json.member("name", each.cluster.name);
    json.member("letter", each.cluster.letter);
    json.key("schools");
    json.begin_array();
    for (const PlanLine::School& school : each.schools) json.value(school.urn);
    json.end_array();
    json.end_object();
  }
  json.end_array();
}

void write_frontier(web::JsonWriter& json, const FrontierReport& report) {
  json.begin_array();
  for (const auto& [point, plan] : report.points) {
    json.begin_object();
    json.member("moves", point.moves);
    json.member("cost", point.cost);
    json.member("share", point.share);
    json.member("broken", point.broken);
    json.key("clusters");
    write_plan_text(json, plan);
    json.end_object();
  }
  json.end_array();
}

void write_sizes(web::JsonWriter& json, const SizeStudy& study) {
  json.begin_array();
  for (const SizePoint& each : study.points) {
    json.begin_object();
    json.member("size", each.size);
    json.member("clusters", each.clusters);
    json.member("cost", each.cost);
    json.member("gap", each.gap);
    json.member("feasible", each.feasible);
    json.member("travel", each.measured.travel_label);
    json.key("measures");
    write_figures(json, each.measured.whole);
    json.key("not_known");
    write_not_known(json, each.measured.whole);
    json.end_object();
  }
  json.end_array();
}

void write_list(web::JsonWriter& json, const std::vector<std::string>& texts) {
  json.begin_array();
  for (const std::string& each : texts) json.value(each);
  json.end_array();
}

void write_clusters(web::JsonWriter& json, const Facts& facts, const Plan& plan,
                    const Measured& measured) {
  json.begin_array();
  const auto members = members_of(plan);
  for (std::size_t at = 0; at < members.size(); ++at) {
    json.begin_object();
    json.member("id", plan.clusters[at].id.value);  // of the registry; 0: a new one
    json.member("name", plan.clusters[at].name);
    json.member("letter", plan.clusters[at].letter);
    json.member("locked", plan.clusters[at].locked);
    json.key("schools");
    json.begin_array();
    for (const int each : members[at]) {
      json.value(facts.schools[static_cast<std::size_t>(each)].urn);
    }
    json.end_array();
    json.key("measures");
    write_figures(json, measured.clusters[at].figures);
    json.end_object();
  }
  json.end_array();
}

void write_moves(web::JsonWriter& json, const Bench& bench, const Plan& plan) {
  auto member = [&json](std::string_view name, const Plan& of, int cluster) {
    json.key(name);
    cluster == no_place ? json.value(nullptr)
                        : json.value(of.clusters[static_cast<std::size_t>(cluster)].name);
  };
  json.begin_array();
  for (const Moved& each : moved(bench.today, plan)) {
    const SchoolFacts& school = bench.facts.schools[static_cast<std::size_t>(each.school)];
    json.begin_object();
    json.member("urn", school.urn);
    json.member("school", school.name);
    member("from", bench.today, each.from);
    member("to", plan, each.to);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

void write_figures(web::JsonWriter& json, const std::vector<Figure>& figures) {
  json.begin_object();
  for (std::size_t kind = 0; kind < figures.size(); ++kind) {
    json.member(measure_kinds()[kind].code, figures[kind].value);
  }
  json.end_object();
}

void write_not_known(web::JsonWriter& json, const std::vector<Figure>& figures) {
  json.begin_object();
  for (std::size_t kind = 0; kind < figures.size(); ++kind) {
    if (!figures[kind].value) json.member(measure_kinds()[kind].code, figures[kind].missing);
  }
  json.end_object();
}

base::Result<ScenarioView> scenario_view(sql::Connection& connection, ScenarioId id,
                                         std::int64_t version) {
  constexpr int runs_shown = 20;
  ScenarioView view;
  view.stored = TRY(scenario(connection, id, version));
  view.plans = TRY(plans(connection, id));
  view.versions = TRY(scenario_versions(connection, id));
  view.runs = TRY(runs(connection, id, runs_shown));
  return view;
}

std::string scenarios_text(const std::vector<ScenarioRow>& rows) {
  std::string text;
  for (const ScenarioRow& each : rows) {
    text += std::to_string(each.id.value) + "  " + each.name + ", version " +
            std::to_string(each.version) + ", " + std::to_string(each.plans) +
            (each.plans == 1 ? " plan" : " plans") + ", changed " + base::moment(each.changed_at) +
            " by " + each.changed_by + (each.archived ? " (put away)" : "") + "\n";
  }
  return text.empty() ? "There are no scenarios. `guildhall scenario make` makes one.\n" : text;
}

std::string scenarios_json(const std::vector<ScenarioRow>& rows) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_array();
  for (const ScenarioRow& each : rows) {
    json.begin_object();
    write_row(json, each);
    json.end_object();
  }
  json.end_array();
  return json.take();
}

std::string plan_row_text(const PlanRow& row) {
  std::string text = "Plan " + std::to_string(row.id.value) + ": " + row.name + ". " +
                     std::string(plan_kind_label(row.kind)) + ", version " +
                     std::to_string(row.version) + ", " + std::string(plan_state_label(row.state)) +
                     ".";
  const Proof& proof = row.proof;
  if (proof.gap()) {
    text += " Proven within " + base::with_decimals(*proof.gap() * percent, 2) +
            "% of the best possible.";
  }
  if (row.enacted_from && row.state == PlanState::Enacted) {
    text += " In force from " + row.enacted_from->long_form() + ".";
  }
  return text + "\n";
}

std::string run_text(const Run& run) {
  std::string text = "Run " + std::to_string(run.id.value) + ": " +
                     std::string(run_kind_label(run.wanted.kind)) + ", " +
                     std::string(run_state_code(run.state)) + ", " +
                     base::with_decimals(run.progress.seconds, 1) + " s";
  if (run.progress.cost > 0) {
    text += ", cost " + base::with_decimals(run.progress.cost, 2);
    if (run.progress.bound > 0) {
      text += ", at least " + base::with_decimals(run.progress.bound, 2);
    }
  }
  if (run.made.known()) text += ", made plan " + std::to_string(run.made.value);
  text += "\n";
  if (!run.error_message.empty()) text += run.error_message + "\n";
  if (!sentence_of(run).empty()) text += std::string(sentence_of(run)) + "\n";
  return text;
}

std::string run_json(const Run& run) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  write_members(json, run);
  if (!sentence_of(run).empty()) json.member("sentence", sentence_of(run));
  const auto frontier = read_frontier_report(run.report);
  if (run.wanted.kind == RunKind::Frontier && frontier.ok()) {
    json.key("frontier");
    write_frontier(json, frontier.value());
  }
  const auto sizes = read_size_study(run.report);
  if (run.wanted.kind == RunKind::Sizes && sizes.ok()) {
    json.key("sizes");
    write_sizes(json, sizes.value());
  }
  json.end_object();
  return json.take();
}

std::string scenario_view_text(const ScenarioView& view) {
  std::string text = "# Scenario " + std::to_string(view.stored.row.id.value) + ", version " +
                     std::to_string(view.stored.row.version) + "\n" +
                     scenario_text(view.stored.scenario) + "\n";
  for (const PlanRow& each : view.plans) text += "# " + plan_row_text(each);
  for (const Run& each : view.runs) text += "# " + run_text(each);
  for (const VersionRow& each : view.versions) {
    text += "# Version " + std::to_string(each.version) + ", " + base::moment(each.made_at) + ", " +
            each.by + ": " + each.what + "\n";
  }
  return text;
}

std::string scenario_json(const ScenarioView& view) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  write_row(json, view.stored.row);
  json.member("scenario", scenario_text(view.stored.scenario));
  json.key("plan_list");
  json.begin_array();
  for (const PlanRow& each : view.plans) {
    json.begin_object();
    write_row(json, each);
    json.end_object();
  }
  json.end_array();
  json.key("runs");
  json.begin_array();
  for (const Run& each : view.runs) write_row(json, each);
  json.end_array();
  json.end_object();
  return json.take();
}

std::string presets_list_text() {
  std::string text;
  for (const Preset& each : presets()) {
    text += each.code + "  " + each.name + "\n    " + each.source + " (" + each.dated.long_form() +
            ")\n";
  }
  return text;
}

std::string presets_json() {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_array();
  for (const Preset& each : presets()) {
    json.begin_object();
    json.member("code", each.code);
    json.member("name", each.name);
    json.member("source", each.source);
    json.member("dated", each.dated.iso());
    json.member("scenario", scenario_text(each.scenario));
    json.end_object();
  }
  json.end_array();
  return json.take();
}

std::string plans_json(const std::vector<PlanRow>& rows) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_array();
  for (const PlanRow& each : rows) {
    json.begin_object();
    write_row(json, each);
    json.end_object();
  }
  json.end_array();
  return json.take();
}

std::string runs_json(const std::vector<Run>& runs) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_array();
  for (const Run& each : runs) write_row(json, each);
  json.end_array();
  return json.take();
}

base::Result<Standing> standing_of(sql::Connection& connection, const OnTable& table) {
  Standing standing;
  standing.cost = costs_of(table.bench->scenario, table.bench->facts, {&table.read.plan}).front();
  const PlanRow& row = table.stored.row;
  standing.bound = TRY(proven_bound(connection, row.scenario, row.scenario_version));
  return standing;
}

std::string standing_text(const Standing& standing) {
  const PlanCost& cost = standing.cost;
  if (!cost.known) return "Its cost is not known, because " + cost.unlike + ".\n";
  std::string text = "Costs " + base::with_decimals(cost.minutes, 2) + " minutes";
  if (!cost.terms.empty()) text += ": " + terms_text(cost.terms);
  text += ".\n";
  if (!standing.bound) return text;
  const auto gap = cost.gap(standing.bound->minutes);
  if (!gap) {
    return text + "What runs of its scenario have proven says nothing of it, because " +
           cost.unlike + ".\n";
  }
  return text + "Within " + base::with_decimals(*gap * percent, 2) +
         "% of the best possible of its scenario, as run " +
         std::to_string(standing.bound->run.value) + " has proven.\n";
}

std::string plan_json(const OnTable& table, const Measured& measured, const Standing& standing) {
  const Bench& bench = *table.bench;
  const Plan& plan = table.read.plan;
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  write_row(json, table.stored.row);
  write_standing(json, standing);
  json.member("travel", measured.travel_label);
  json.key("measures");
  write_figures(json, measured.whole);
  json.key("not_known");
  write_not_known(json, measured.whole);
  json.key("broken");
  write_list(json, measured.broken);
  json.key("clusters");
  write_clusters(json, bench.facts, plan, measured);
  json.key("moves");
  write_moves(json, bench, plan);
  json.end_object();
  return json.take();
}

std::string sides_json(const std::vector<ScenarioSide>& sides) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.key("scenarios");
  json.begin_array();
  for (const ScenarioSide& side : sides) {
    json.begin_object();
    write_row(json, side.stored.row);
    json.key("asked_otherwise");  // than the first
    json.begin_array();
    for (const Difference& each :
         differences(sides.front().stored.scenario, side.stored.scenario)) {
      json.begin_object();
      json.member("before", each.before);
      json.member("after", each.after);
      json.end_object();
    }
    json.end_array();
    if (side.table) {
      json.member("plan", side.table->stored.row.id.value);
      json.member("gap", side.gap());
      json.key("measures");
      write_figures(json, side.measured.whole);
      json.key("broken");
      write_list(json, side.measured.broken);
    }
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

std::string why_text(const Plan& plan, const WhyHere& why) {
  std::string text = why.sentence + "\n";
  for (const std::string& each : why.binding) text += each + "\n";
  for (const Elsewhere& each : why.next_best) {
    text += "In " + plan.clusters[static_cast<std::size_t>(each.cluster)].name + ": " +
            base::with_decimals(each.extra_cost, 1) + " more, " +
            base::with_decimals(each.minutes, 0) + " minutes to the middle school" +
            (each.breaks.empty() ? "" : "; breaks " + base::join(each.breaks, ", ")) + "\n";
  }
  return text;
}

std::string why_json(const Plan& plan, const WhyHere& why) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  auto name = [&](int cluster) { return plan.clusters[static_cast<std::size_t>(cluster)].name; };
  json.begin_object();
  json.member("cluster", name(why.cluster));
  json.member("minutes", why.minutes);
  json.member("sentence", why.sentence);
  json.member("short_reason", why.short_reason);
  json.key("binding");
  write_list(json, why.binding);
  json.key("next_best");
  json.begin_array();
  for (const Elsewhere& each : why.next_best) {
    json.begin_object();
    json.member("cluster", name(each.cluster));
    json.member("extra_cost", each.extra_cost);
    json.member("minutes", each.minutes);
    json.key("breaks");
    write_list(json, each.breaks);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

std::string effects_text(const std::vector<Effect>& effects) {
  std::string text;
  std::string part;
  for (const Effect& each : effects) {
    if (each.part != part) text += each.part + "\n";
    part = each.part;
    text += "  " + each.subject + ": " + each.before +
            (each.kind == EffectKind::Same ? ", as before" : " -> " + each.after) +
            (each.note.empty() ? "" : ". " + each.note) + "\n";
  }
  return text.empty() ? "The plan changes nothing.\n" : text;
}

std::string effects_json(const std::vector<Effect>& effects) {
  constexpr std::string_view kinds[] = {"same", "changes", "trouble"};
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_array();
  for (const Effect& each : effects) {
    json.begin_object();
    json.member("part", each.part);
    json.member("kind", kinds[static_cast<std::size_t>(each.kind)]);
    json.member("subject", each.subject);
    if (each.urn != 0) json.member("urn", each.urn);
    json.member("before", each.before);
    json.member("after", each.after);
    json.member("note", each.note);
    json.end_object();
  }
  json.end_array();
  return json.take();
}

std::string enactment_json(const Enactment& made) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("version", made.version);
  json.key("edits");
  json.begin_array();
  for (std::size_t at = 0; at < made.previews.size(); ++at) {
    json.begin_object();
    json.member("edit", at < made.edits.size() ? made.edits[at] : std::int64_t{0});
    json.member("sentence", made.sentences[at]);
    registry::write_changes(json, made.previews[at]);
    json.end_object();
  }
  json.end_array();
  json.key("remarks");
  write_list(json, made.remarks);
  json.end_object();
  return json.take();
}

}  // namespace design
