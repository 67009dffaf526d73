// Scenarios, plans and runs as text and JSON, shared by commands and API.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "design/cost.hpp"
#include "design/effects.hpp"
#include "design/explain.hpp"
#include "design/store_enact.hpp"
#include "design/store_run.hpp"

namespace web {
class JsonWriter;
}

namespace design {

struct ScenarioView {
  StoredScenario stored;
  std::vector<PlanRow> plans;
  std::vector<VersionRow> versions;
  std::vector<Run> runs;
};
// The newest version, or the one that is asked for. Error: scenario_not_found.
base::Result<ScenarioView> scenario_view(sql::Connection& connection, ScenarioId id,
                                         std::int64_t version = 0);

std::string scenarios_text(const std::vector<ScenarioRow>& rows);
std::string scenarios_json(const std::vector<ScenarioRow>& rows);
std::string scenario_view_text(const ScenarioView& view);
std::string scenario_json(const ScenarioView& view);
std::string presets_list_text();
std::string presets_json();
std::string plans_json(const std::vector<PlanRow>& rows);
std::string runs_json(const std::vector<Run>& runs);
std::string run_text(const Run& run);
std::string run_json(const Run& run);
std::string plan_row_text(const PlanRow& row);
// The measures as an object: null where one is not known.
void write_figures(web::JsonWriter& json, const std::vector<Figure>& figures);
// Why measures are not known: an object of those, in words.
void write_not_known(web::JsonWriter& json, const std::vector<Figure>& figures);
// What a plan costs, and what runs of its scenario have proven.
struct Standing {
  PlanCost cost;
  std::optional<ProvenBound> bound = {};
};
base::Result<Standing> standing_of(sql::Connection& connection, const OnTable& table);
// "Costs 1,348.5 minutes: journeys ... . Proven within 1.20% ..."
std::string standing_text(const Standing& standing);

// A scenario and the plan by which it is judged: the best that is proven for it, else the newest
// that is not today's, else today's.
struct ScenarioSide {
  StoredScenario stored;
  std::optional<OnTable> table;  // nothing: it has no plan yet
  Measured measured;
  Standing standing;
  std::optional<double> gap() const;
};
base::Result<ScenarioSide> scenario_side(sql::Connection& connection, Benches& benches,
                                         const StoredScenario& stored);
// The best of those that are proven by this version of the rules. Null: there is none.
const PlanRow* best_proven(const std::vector<PlanRow>& plans, std::int64_t version);
// For a terminal: what they ask otherwise, and their plans measure by measure.
std::string sides_text(const std::vector<ScenarioSide>& sides);
std::string sides_json(const std::vector<ScenarioSide>& sides);

std::string plan_json(const OnTable& table, const Measured& measured, const Standing& standing);
std::string why_text(const Plan& plan, const WhyHere& why);
std::string why_json(const Plan& plan, const WhyHere& why);
std::string effects_text(const std::vector<Effect>& effects);
std::string effects_json(const std::vector<Effect>& effects);
std::string enactment_json(const Enactment& made);

}  // namespace design
