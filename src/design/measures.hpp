// How coherent clusters are: every measure for each cluster and for the whole. None alone says
// which plan is better. What cannot be known says which fact is missing, and is never a silent
// nought.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "design/plan.hpp"

namespace design {

enum class Better { Lower, Higher, Neither };

struct MeasureKind {
  std::string_view code;      // "travel.mean"
  std::string_view part;      // "Travel": measures stand together in parts
  std::string_view name;      // "Mean journey"
  std::string_view unit;      // "minutes", "schools", "%", ""
  std::string_view sentence;  // what it says, for somebody who has never met it
  Better better = Better::Neither;
  int decimals = 0;
  bool of_cluster = true;  // has a value for each cluster, not for the whole only
};
// In the order in which they are shown.
std::span<const MeasureKind> measure_kinds();
// CHECKs that there is one. The place in measure_kinds() and in the lists below.
std::size_t measure_place(std::string_view code);

struct Figure {
  std::optional<double> value = {};
  std::string missing = {};  // without a value: "pupils of 3 schools", "there is no secondary"
};

struct ClusterMeasures {
  std::vector<Figure> figures;  // as measure_kinds()
  int schools = 0;
  int middle = no_place;            // the school with the least travel for the others (the median)
  int meeting = no_place;           // the school whose farthest colleague is nearest: where to meet
  std::vector<std::string> broken;  // rules of the scenario that it breaks, in words
};

struct Measured {
  std::vector<Figure> whole;              // as measure_kinds()
  std::vector<ClusterMeasures> clusters;  // as Plan::clusters
  std::vector<std::string> broken;        // all of them, with the cluster's name
  std::string travel_label;               // what minutes rest on
};

// Against `baseline`, mostly plan_of_today(). `neighbours` as neighbours_of(), made once.
Measured measured(const Scenario& scenario, const Facts& facts, const Plan& plan,
                  const Plan& baseline, const std::vector<std::vector<int>>& neighbours);

// One measure of several plans side by side.
enum class Verdict { Same, Better, Worse, Other };
std::string_view verdict_label(Verdict verdict);
struct ComparedRow {
  std::size_t kind = 0;         // place in measure_kinds()
  std::vector<Figure> figures;  // of each plan
  std::vector<Verdict> against_first;
};
std::vector<ComparedRow> compared(const std::vector<const Measured*>& plans);

// "13.1", "8,212", "96%"; the missing fact in words otherwise.
std::string figure_text(const MeasureKind& kind, const Figure& figure);

}  // namespace design
