// Scenarios, plans and runs as text and JSON, shared by commands and API.
#pragma once

#include <string>
#include <vector>

#include "design/effects.hpp"
#include "design/explain.hpp"
#include "design/store.hpp"
#include "design/store_run.hpp"

namespace design {

struct ScenarioView {
  StoredScenario stored;
  std::vector<PlanRow> plans;
  std::vector<VersionRow> versions;
  std::vector<Run> runs;
};

std::string scenarios_text(const std::vector<ScenarioRow>& rows);
std::string scenarios_json(const std::vector<ScenarioRow>& rows);
std::string scenario_view_text(const ScenarioView& view);
std::string scenario_json(const ScenarioView& view);
std::string presets_list_text();
std::string presets_json();
std::string run_text(const Run& run);
std::string run_json(const Run& run);
std::string plan_row_text(const PlanRow& row);
std::string plan_json(const StoredPlan& stored, const Facts& facts, const Plan& plan,
                      const Measured& measured);
std::string why_text(const Plan& plan, const WhyHere& why);
std::string why_json(const Plan& plan, const WhyHere& why);
std::string effects_text(const std::vector<Effect>& effects);
std::string effects_json(const std::vector<Effect>& effects);

}  // namespace design
