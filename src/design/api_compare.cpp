// Scenarios beside each other, for pages and commands.
#include "base/text.hpp"
#include "design/api_scenario.hpp"
#include "design/export.hpp"

namespace design {

namespace {

// Null: there is none.
const PlanRow* chief_plan(const std::vector<PlanRow>& plans, std::int64_t version) {
  if (const PlanRow* best = best_proven(plans, version)) return best;
  const PlanRow* found = nullptr;
  for (const PlanRow& row : plans) {
    const bool better = found == nullptr || row.kind != PlanKind::Today;
    if (better) found = &row;
  }
  return found;
}

}  // namespace

const PlanRow* best_proven(const std::vector<PlanRow>& plans, std::int64_t version) {
  const PlanRow* best = nullptr;
  for (const PlanRow& row : plans) {
    const bool sound = row.scenario_version == version && row.proof.gap();
    if (sound && (best == nullptr || row.proof.cost < best->proof.cost)) best = &row;
  }
  return best;
}

std::optional<double> ScenarioSide::gap() const {
  if (!table) return std::nullopt;
  if (table->stored.row.proof.solved) return table->stored.row.proof.gap();
  return standing.bound ? standing.cost.gap(standing.bound->minutes) : std::nullopt;
}

base::Result<ScenarioSide> scenario_side(sql::Connection& connection, Benches& benches,
                                         const StoredScenario& stored) {
  ScenarioSide side;
  side.stored = stored;
  const std::vector<PlanRow> rows = TRY(plans(connection, stored.row.id));
  const PlanRow* chief = chief_plan(rows, stored.row.version);
  if (chief == nullptr) return side;
  side.table = TRY(on_table(connection, benches, chief->id, 0));
  const Bench& bench = *side.table->bench;
  side.measured =
      measured(bench.scenario, bench.facts, side.table->read.plan, bench.today, bench.neighbours);
  side.standing = TRY(standing_of(connection, *side.table));
  return side;
}

std::string sides_text(const std::vector<ScenarioSide>& sides) {
  constexpr double percent = 100;
  std::string text;
  std::vector<std::string> names;
  std::vector<const Measured*> plans;
  for (const ScenarioSide& side : sides) {
    text += "Scenario " + std::to_string(side.stored.row.id.value) + ": " + side.stored.row.name;
    if (side.table) {
      const PlanRow& plan = side.table->stored.row;
      const auto gap = side.gap();
      text += ", by plan " + std::to_string(plan.id.value) + ", " + plan.name +
              (gap ? ", within " + base::with_decimals(*gap * percent, 2) + "% of the best possible"
                   : "");
      names.push_back(side.stored.row.name);
      plans.push_back(&side.measured);
    } else {
      text += ", which has no plan yet";
    }
    text += ".\n";
    if (&side == &sides.front()) continue;
    for (const Difference& each :
         differences(sides.front().stored.scenario, side.stored.scenario)) {
      if (!each.before.empty()) text += "  - " + each.before + "\n";
      if (!each.after.empty()) text += "  + " + each.after + "\n";
    }
  }
  return plans.empty() ? text : text + "\n" + measures_text(names, plans);
}

}  // namespace design
