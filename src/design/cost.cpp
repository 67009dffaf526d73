// The solver's own valuation, in words.
#include "design/cost.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "design/problem_of.hpp"

namespace design {

namespace {

struct TermName {
  std::string_view code;
  std::string_view name;
};
constexpr TermName term_names[] = {
    {"travel", "Journeys to the middle schools"},
    {"compactness", "Journeys to the other schools of the cluster"},
    {"far", "Schools beyond the travel limit"},
    {"moves", "Schools that change cluster"},
    {"trusts together", "Trusts spread over clusters"},
    {"districts together", "Districts spread over clusters"},
    {"federations", "Federations that are parted"},
    {"schools", "Clusters with too few or too many schools"},
    {"pupils", "Numbers of pupils, uneven or out of bounds"},
    {"deprivation", "Uneven shares of free school meals"},
    {"SEND", "Uneven shares of pupils with SEND"},
    {"secondary", "Clusters without a secondary"},
    {"able lead", "Clusters without a school able to supply the lead head"},
    {"contiguity", "Clusters in several pieces"},
};

std::string counted(std::ptrdiff_t count, std::string_view one, std::string_view many) {
  return base::with_thousands(count) + " " + std::string(count == 1 ? one : many);
}

// How many clusters the scenario takes: the bound speaks of plans with so many.
std::string clusters_wanted(int least, int most) {
  if (least == most) return std::to_string(least);
  return std::to_string(least) + " to " + std::to_string(most);
}

}  // namespace

std::optional<double> PlanCost::gap(double bound) const {
  if (!known || !unlike.empty() || bound <= 0) return std::nullopt;
  return std::max(0.0, minutes / bound - 1);
}

std::vector<CostTerm> terms_in_words(const solve::Valuation& valuation) {
  std::vector<CostTerm> terms;
  for (const solve::Term& each : valuation.terms) {
    if (each.cost == 0) continue;
    const auto found = std::find_if(std::begin(term_names), std::end(term_names),
                                    [&](const TermName& name) { return name.code == each.name; });
    const bool known = found != std::end(term_names);
    const bool at_most = each.name.starts_with("at most ");
    terms.push_back({each.name,
                     known     ? std::string(found->name)
                     : at_most ? "Clusters that should have " + each.name
                               : each.name,
                     each.cost});
  }
  return terms;
}

std::string terms_text(const std::vector<CostTerm>& terms) {
  std::string text;
  for (const CostTerm& each : terms) {
    std::string name = each.name;
    if (!text.empty())
      name[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(name[0])));
    text += (text.empty() ? "" : ", ") + name + " " + base::with_decimals(each.minutes, 1);
  }
  return text;
}

std::vector<PlanCost> costs_of(const Scenario& scenario, const Facts& facts,
                               const std::vector<const Plan*>& plans) {
  std::vector<PlanCost> costs(plans.size());
  base::Result<Built> made = problem_of(scenario, facts);
  if (!made.ok()) {
    for (PlanCost& each : costs) each.unlike = "the scenario cannot be worked on";
    return costs;
  }
  Built built = std::move(made).value();
  const int least = built.problem.clusters_min;
  const int most = built.problem.clusters_max;
  // A plan with more clusters than the scenario takes can be valued all the same.
  int clusters = most;
  for (const Plan* plan : plans) {
    clusters = std::max(clusters, static_cast<int>(plan->clusters.size()));
  }
  built.problem.clusters_max = clusters;
  built.labels.resize(static_cast<std::size_t>(clusters));
  for (std::size_t at = 0; at < plans.size(); ++at) {
    PlanCost& cost = costs[at];
    const Plan& plan = *plans[at];
    const auto outside = std::count(plan.of.begin(), plan.of.end(), no_place);
    if (outside > 0) {
      cost.unlike = counted(outside, "school is", "schools are") + " in no cluster";
      continue;
    }
    const solve::Valuation value = solve::valued(built.problem, assignment_of(built, facts, plan));
    cost.known = true;
    cost.minutes = value.cost;
    cost.terms = terms_in_words(value);
    if (value.clusters < least || value.clusters > most) {
      cost.unlike = "it has " + counted(value.clusters, "cluster", "clusters") +
                    ", and the scenario asks for " + clusters_wanted(least, most);
    } else if (!value.feasible) {
      cost.unlike = "it breaks a rule that is to be kept";
    }
  }
  return costs;
}

}  // namespace design
