// What the pages of a plan show of it, worked out once and kept: measuring a county takes as long
// as many pages may.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "design/broken.hpp"
#include "design/cost.hpp"
#include "design/explain.hpp"
#include "design/store_facts.hpp"

namespace design {

// What all plans of a scenario have in common.
struct BenchView {
  Measured today;
  PlanCost cost_today;
};

struct PlanView {
  BenchPtr bench;
  std::shared_ptr<const BenchView> common;
  Measured measured;
  std::vector<BrokenRule> broken;
  std::vector<ComparedRow> compared;  // today and the plan; the plan alone where nothing is today
  std::vector<Moved> moved;           // against today
  // Why, of each that moved; no more of them than a page ever lists.
  std::vector<std::string> reasons;
  PlanCost cost;  // not reckoned while a move is tried out

  bool beside_today() const { return !bench->facts.today.empty(); }
};
using PlanViewPtr = std::shared_ptr<const PlanView>;

PlanView view_of(const BenchPtr& bench, const Plan& plan, std::shared_ptr<const BenchView> common);

// Those last looked at. Safe from any thread.
class PlanViews {
 public:
  PlanViewPtr of(const OnTable& table);

 private:
  struct Entry {
    std::string key;
    PlanViewPtr view;
  };
  PlanViewPtr find(const std::string& key);
  std::shared_ptr<const BenchView> common_of(const Bench& bench);
  void keep(std::string key, const PlanViewPtr& view);

  std::mutex mutex_;
  std::vector<Entry> kept_;  // the last used first
};

// "Mean journey 13.1 → 12.9 minutes. Rules broken: 0 → 1.": what differs of the measures that
// matter most; "" where nothing does.
std::string measured_change(const PlanView& before, const PlanView& after);

// The measures that a page shows first.
std::vector<std::size_t> chief_measures();

}  // namespace design
