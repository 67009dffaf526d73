// Working out what pages show of a plan, and keeping it.
#include "design/pages_plan_view.hpp"

#include <algorithm>

#include "design/pages_plan.hpp"

namespace design {

namespace {

// Of a county's plans a few dozen kilobytes each, of a country's several megabytes.
constexpr std::size_t views_max = 24;
constexpr std::size_t reasons_max = 1000;
constexpr std::size_t changes_max = 4;

std::vector<std::string> reasons_of(const Bench& bench, const Plan& plan,
                                    const std::vector<Moved>& moved) {
  std::vector<std::string> reasons(std::min(moved.size(), reasons_max));
  if (reasons.empty()) return reasons;
  // A scenario that cannot be worked on has no reasons either; its pages say so elsewhere.
  const base::Result<Built> built = problem_of(bench.scenario, bench.facts, &plan);
  if (!built.ok()) return reasons;
  for (std::size_t at = 0; at < reasons.size(); ++at) {
    const base::Result<WhyHere> why =
        why_here(bench.scenario, bench.facts, built.value(), plan, moved[at].school);
    if (why.ok()) reasons[at] = why.value().short_reason;
  }
  return reasons;
}

}  // namespace

PlanView view_of(const BenchPtr& bench, const Plan& plan, std::shared_ptr<const BenchView> common) {
  const Scenario& scenario = bench->scenario;
  const Facts& facts = bench->facts;
  PlanView view;
  view.bench = bench;
  view.common = std::move(common);
  view.measured = measured(scenario, facts, plan, bench->today, bench->neighbours);
  view.broken = broken_rules(scenario, facts, plan, bench->neighbours);
  std::vector<const Measured*> beside = {&view.measured};
  if (view.beside_today()) {
    beside.insert(beside.begin(), &view.common->today);
    view.moved = moved(bench->today, plan);
  }
  view.compared = compared(beside);
  return view;
}

PlanViewPtr PlanViews::find(const std::string& key) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found =
      std::find_if(kept_.begin(), kept_.end(), [&](const Entry& each) { return each.key == key; });
  if (found == kept_.end()) return nullptr;
  std::rotate(kept_.begin(), found, found + 1);
  return kept_.front().view;
}

std::shared_ptr<const BenchView> PlanViews::common_of(const Bench& bench) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const Entry& each : kept_) {
      if (each.view->bench->facts_key == bench.facts_key) return each.view->common;
    }
  }
  BenchView made;
  if (!bench.facts.today.empty()) {
    made.today = measured(bench.scenario, bench.facts, bench.today, bench.today, bench.neighbours);
    made.cost_today = costs_of(bench.scenario, bench.facts, {&bench.today}).front();
  }
  return std::make_shared<const BenchView>(std::move(made));
}

void PlanViews::keep(std::string key, const PlanViewPtr& view) {
  const std::lock_guard<std::mutex> lock(mutex_);
  kept_.insert(kept_.begin(), {std::move(key), view});
  if (kept_.size() > views_max) kept_.pop_back();
}

PlanViewPtr PlanViews::of(const OnTable& table) {
  std::string key = std::to_string(table.stored.row.id.value) + " " +
                    std::to_string(table.stored.version) + " " + table.bench->facts_key;
  if (PlanViewPtr found = find(key)) return found;
  PlanView made = view_of(table.bench, table.read.plan, common_of(*table.bench));
  made.reasons = reasons_of(*table.bench, table.read.plan, made.moved);
  made.cost = costs_of(table.bench->scenario, table.bench->facts, {&table.read.plan}).front();
  auto view = std::make_shared<const PlanView>(std::move(made));
  keep(std::move(key), view);
  return view;
}

std::vector<std::size_t> chief_measures() {
  std::vector<std::size_t> places;
  for (const std::string_view code :
       {"travel.mean", "travel.worst", "travel.within20", "travel.km", "size.schools_max",
        "size.schools_min", "size.pupils_cv", "feeders.split", "lead.none", "contiguity.overlaps",
        "trusts.spread"}) {
    places.push_back(measure_place(code));
  }
  return places;
}

std::string measured_change(const PlanView& before, const PlanView& after) {
  std::string text;
  std::size_t said = 0;
  const auto add = [&](const std::string& sentence) {
    if (++said <= changes_max) text += (text.empty() ? "" : " ") + sentence + ".";
  };
  if (before.broken.size() != after.broken.size()) {
    add("Rules broken: " + std::to_string(before.broken.size()) + " → " +
        std::to_string(after.broken.size()));
  }
  for (const std::size_t place : chief_measures()) {
    const MeasureKind& kind = measure_kinds()[place];
    const Figure& was = before.measured.whole[place];
    const Figure& is = after.measured.whole[place];
    if (!was.value || !is.value || figure_text(kind, was) == figure_text(kind, is)) continue;
    add(std::string(kind.name) + ": " + figure_text(kind, was) + " → " + figure_text(kind, is) +
        (kind.unit.empty() || kind.unit == "%" ? "" : " " + std::string(kind.unit)));
  }
  return text;
}

}  // namespace design
