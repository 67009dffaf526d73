// The table of measures, and plans side by side.
#include "design/measures.hpp"

#include <algorithm>
#include <cmath>

#include "base/check.hpp"
#include "base/text.hpp"

namespace design {

namespace {

using enum Better;

// Sources: reference of the project on clusters (optimisation, section 5); adjusted Rand index:
// Hubert and Arabie 1985.
constexpr MeasureKind kinds[] = {
    {"travel.mean", "Travel", "Mean journey", "minutes",
     "From a school to the middle school of its cluster, in the mean of all schools.", Lower, 1},
    {"travel.mean_pupils", "Travel", "Mean journey, by pupils", "minutes",
     "The same, where each school counts for its pupils.", Lower, 1},
    {"travel.worst", "Travel", "Longest journey", "minutes",
     "The longest journey of any school to its middle school.", Lower, 1},
    {"travel.p95", "Travel", "Journey of 19 in 20 schools", "minutes",
     "Nineteen of twenty schools have a journey of at most this.", Lower, 1},
    {"travel.within20", "Travel", "Schools within 20 minutes", "%",
     "Schools that reach their middle school within 20 minutes.", Higher, 0},
    {"travel.within30", "Travel", "Schools within 30 minutes", "%",
     "Schools that reach their middle school within 30 minutes.", Higher, 0},
    {"travel.within20_pupils", "Travel", "Pupils within 20 minutes", "%",
     "Pupils whose school reaches its middle school within 20 minutes.", Higher, 0},
    {"travel.within30_pupils", "Travel", "Pupils within 30 minutes", "%",
     "Pupils whose school reaches its middle school within 30 minutes.", Higher, 0},
    {"travel.meeting", "Travel", "Longest way to the best meeting place", "minutes",
     "If a cluster meets at the school that suits the farthest best, the longest way to it.", Lower,
     1},
    {"travel.km", "Travel", "Total travel in a straight line", "km",
     "All distances to the middle schools, in a straight line.", Lower, 1},
    {"size.clusters", "Size", "Clusters", "", "How many clusters there are.", Neither, 0, false},
    {"size.schools", "Size", "Schools in a cluster", "schools",
     "How many schools a cluster has; of all clusters, in the mean.", Neither, 1},
    {"size.schools_min", "Size", "Smallest cluster", "schools", "The fewest schools of a cluster.",
     Neither, 0, false},
    {"size.schools_max", "Size", "Largest cluster", "schools", "The most schools of a cluster.",
     Neither, 0, false},
    {"size.schools_cv", "Size", "Unevenness of schools", "%",
     "How far the numbers of schools lie apart: standard deviation as a share of the mean.", Lower,
     0, false},
    {"size.pupils", "Size", "Pupils in a cluster", "pupils",
     "How many pupils a cluster has; of all clusters, in the mean.", Neither, 0},
    {"size.pupils_min", "Size", "Fewest pupils", "pupils", "The fewest pupils of a cluster.",
     Neither, 0, false},
    {"size.pupils_max", "Size", "Most pupils", "pupils", "The most pupils of a cluster.", Neither,
     0, false},
    {"size.pupils_cv", "Size", "Unevenness of pupils", "%",
     "How far the numbers of pupils lie apart: standard deviation as a share of the mean.", Lower,
     0, false},
    {"size.outside", "Size", "Clusters outside the bounds", "clusters",
     "Clusters with fewer or more schools or pupils than the scenario allows.", Lower, 0},
    {"size.unplaced", "Size", "Schools in no cluster", "schools",
     "Schools of the scenario that the plan has in no cluster.", Lower, 0, false},
    {"feeders.share", "Feeders", "Primaries with their secondary", "%",
     "Primaries whose nearest secondary school is in their own cluster.", Higher, 0},
    {"feeders.without", "Feeders", "Clusters without a secondary", "clusters",
     "Clusters that have neither a secondary nor an all-through school.", Lower, 0},
    {"feeders.split", "Feeders", "Secondaries parted from their feeders", "schools",
     "Secondaries of whose feeders, the primaries nearest to them, half or more are elsewhere.",
     Lower, 0},
    {"lead.none", "Capacity to lead", "Clusters without an able lead", "clusters",
     "Clusters without a school that is able to supply the lead head.", Lower, 0},
    {"lead.few", "Capacity to lead", "Clusters with fewer than two able schools", "clusters",
     "Clusters where no second school could take over.", Lower, 0},
    {"lead.share", "Capacity to lead", "Able schools", "%",
     "Of the schools that were inspected, those able to supply a lead; in support, the strong for "
     "the weak.",
     Neither, 0},
    {"contiguity.pieces", "Contiguity", "Further pieces", "pieces",
     "Pieces beyond the first into which clusters fall on the net of neighbouring schools.", Lower,
     0},
    {"contiguity.overlaps", "Contiguity", "Overlapping clusters", "pairs",
     "Pairs of clusters whose areas overlap.", Lower, 0},
    {"change.moved", "Change", "Schools that change cluster", "schools",
     "Schools that are not in the cluster that continues theirs of today.", Lower, 0},
    {"change.parted", "Change", "Pairs parted", "%",
     "Pairs of schools that are together today and would not be.", Lower, 0, false},
    {"change.joined", "Change", "Pairs newly together", "%",
     "Of the pairs that would be together, those that are not today.", Neither, 0, false},
    {"change.rand", "Change", "Likeness to today", "",
     "The adjusted Rand index: 1 as today, 0 as chance would have it.", Neither, 2, false},
    {"trusts.spread", "Trusts", "Trusts over several clusters", "clusters",
     "For each trust, the clusters beyond the first over which its schools are spread.", Lower, 0,
     false},
    {"trusts.single", "Trusts", "Schools with others of their trust", "%",
     "Of the schools of trusts with several schools here, those with another of it in the cluster.",
     Higher, 0},
    {"trusts.outsiders", "Trusts", "Lone outsiders", "schools",
     "Schools that alone are outside the trust to which all others of their cluster belong.", Lower,
     0},
    {"need.fsm", "Need", "Pupils with free school meals", "%",
     "The share of pupils eligible for free school meals.", Neither, 1},
    {"need.fsm_spread", "Need", "Spread of free school meals", "points",
     "From the cluster with the smallest share to that with the largest.", Lower, 1, false},
    {"need.send", "Need", "Pupils with SEND", "%",
     "The share of pupils with special educational needs.", Neither, 1},
    {"isolation.nearest", "Isolation", "To the nearest colleague", "minutes",
     "From a school to the nearest school of its cluster, in the mean.", Lower, 1},
    {"isolation.alone", "Isolation", "Isolated schools", "schools",
     "Schools more than 20 minutes from every other school of their cluster.", Lower, 0},
    {"money.send", "Money", "Devolved SEND money", "pounds",
     "What is devolved to a cluster for special educational needs.", Neither, 0},
};

bool is_same(const MeasureKind& kind, double one, double other) {
  const double half = 0.5 * std::pow(10.0, -kind.decimals);
  return std::abs(one - other) < half;
}

Verdict verdict_of(const MeasureKind& kind, const Figure& first, const Figure& now) {
  if (!first.value || !now.value) return Verdict::Other;
  if (is_same(kind, *first.value, *now.value)) return Verdict::Same;
  if (kind.better == Better::Neither) return Verdict::Other;
  const bool less = *now.value < *first.value;
  return less == (kind.better == Better::Lower) ? Verdict::Better : Verdict::Worse;
}

}  // namespace

std::span<const MeasureKind> measure_kinds() { return kinds; }

std::size_t measure_place(std::string_view code) {
  const auto* found = std::ranges::find(kinds, code, &MeasureKind::code);
  CHECK(found != std::end(kinds));
  return static_cast<std::size_t>(found - std::begin(kinds));
}

std::string_view verdict_label(Verdict verdict) {
  constexpr std::string_view labels[] = {"Same", "Better", "Worse", "Different"};
  return labels[static_cast<std::size_t>(verdict)];
}

std::vector<ComparedRow> compared(const std::vector<const Measured*>& plans) {
  std::vector<ComparedRow> rows;
  for (std::size_t kind = 0; kind < std::size(kinds); ++kind) {
    ComparedRow row{kind, {}, {}};
    for (const Measured* plan : plans) {
      row.figures.push_back(plan->whole[kind]);
      row.against_first.push_back(verdict_of(kinds[kind], row.figures.front(), row.figures.back()));
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string figure_text(const MeasureKind& kind, const Figure& figure) {
  if (!figure.value) return "not known: " + figure.missing;
  std::string text = kind.decimals == 0 ? base::with_thousands(std::llround(*figure.value))
                                        : base::with_decimals(*figure.value, kind.decimals);
  if (kind.unit == "%") text += "%";
  return text;
}

}  // namespace design
