// A scenario: which schools are to be grouped, by which rules, and what is wanted most. It is a
// text that people can read, compare and write by hand (scenario_text), kept version by version.
// Schools and organisations stand in it by their outside numbers, which survive a rebuild of the
// registry.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "registry/model.hpp"
#include "solve/problem.hpp"

namespace design {

using solve::Strength;  // kept at any price, or paid for

// Which schools. A school is meant when it fits every list that is not empty, is open on the day
// and has a place on the map; `joining` come besides, `leaving` go.
struct Which {
  std::vector<std::string> authorities;  // codes of three digits, "926"
  std::vector<std::int64_t> groups;      // UIDs: trusts, federations
  std::vector<std::string> districts;    // as the register names them, "Saltmere"
  std::vector<registry::Phase> phases;
  bool state_funded_only = true;
  bool mainstream_only = false;       // no special schools, no alternative provision
  std::vector<std::int64_t> joining;  // URNs: growth
  std::vector<std::int64_t> leaving;  // URNs
  friend bool operator==(const Which&, const Which&) = default;
};

// At least `least` and at most `most`; nothing: no bound.
struct Band {
  std::optional<std::int64_t> least = {};
  std::optional<std::int64_t> most = {};
  Strength strength = {};
  bool none() const { return !least && !most; }
};

// A rule that is on or off.
struct Rule {
  bool on = false;
  Strength strength = {};
};

// Kinds of schools of which a cluster may be to have only few.
enum class SchoolClass { Secondary, Primary, Nursery, Special };
struct SchoolClassInfo {
  SchoolClass of;
  std::string_view code;  // "secondary"
  std::string_view many;  // "secondary or all-through schools"
};
std::span<const SchoolClassInfo> school_classes();
// At most so many of a class in each cluster; the price is for each one more.
struct AtMost {
  SchoolClass of = SchoolClass::Secondary;
  std::int64_t most = 0;
  Strength strength = {};
};
std::string words_of(const AtMost& rule);  // "at most 2 secondary or all-through schools"

// Nobody travels longer than this to the middle school of the cluster; hard: as far as a price of
// `far_price_hard` can keep it, and what is broken is named.
struct TravelLimit {
  std::optional<double> minutes = {};
  Strength strength = {false, 5};
};

enum class AbleBy {
  Grade,       // an Ofsted grade of the list (LeadRule)
  ReportCard,  // has a report card, and no grade speaks against it: for schools inspected since
               // 2025
};

// Which schools can supply the lead head: data, dated and cited (data/design/presets.txt).
struct LeadRule {
  Rule rule;
  std::vector<std::string> grades = {"Outstanding", "Good"};
  bool report_cards_count = true;  // a school with only a report card is taken to be able
  std::string source = {};         // "Trust Cluster Model, key features"
  std::optional<base::Date> dated = {};
};

struct Pin {
  std::int64_t urn = 0;
  std::string cluster;  // name or letter of one of today's clusters
  friend bool operator==(const Pin&, const Pin&) = default;
};
struct KeptApart {
  std::int64_t a = 0;  // URNs
  std::int64_t b = 0;
  friend bool operator==(const KeptApart&, const KeptApart&) = default;
};
struct Barrier {
  std::string name;
  std::vector<std::pair<std::int64_t, std::int64_t>> corners;  // metres east and north
  friend bool operator==(const Barrier&, const Barrier&) = default;
};

struct Rules {
  Band schools = {6, 12, {}};
  Band pupils;
  TravelLimit travel;
  Rule secondary;                   // at least one secondary or all-through school in each cluster
  LeadRule lead;                    // at least one school able to supply the lead head
  std::vector<AtMost> at_most;      // of a class of schools, each class once
  Rule federations;                 // schools of one federation stay together
  Rule contiguous;                  // each cluster in one piece, on the neighbours of Delaunay
  std::vector<Pin> pins;            // these schools stay there
  std::vector<std::string> locked;  // today's clusters that gain and lose no school
  std::vector<KeptApart> apart;
  std::vector<Barrier> barriers;  // lines that no cluster reaches across
};

// What is wanted, each as a price in minutes of travel of one school: 10 for a move means that a
// school changes its cluster when that saves more than 10 minutes.
struct Weights {
  bool by_pupils = false;  // a journey counts for each pupil (in hundreds) instead of each school
  double travel = 1;       // a minute to the middle school
  double compactness = 0;  // a minute to the mean of the others
  double far = 0;          // a school beyond the travel limit (TravelLimit pays separately)
  double moves = 0;        // a school that leaves today's cluster
  double trusts = 0;       // each further cluster over which a trust is spread
  double districts = 0;    // the same of a district
  double pupils = 0;       // uneven numbers of pupils, squared
  double deprivation = 0;  // uneven shares of FSM, squared
  double send = 0;         // uneven shares of SEND, squared
};

// How the weights are told: one row for each.
struct Wish {
  std::string_view code;      // "moves"
  std::string_view name;      // "Few schools change cluster"
  std::string_view sentence;  // "A school that leaves its cluster counts like so many minutes ..."
  double Weights::*weight;
  double usual;  // what "matters" means
};
std::span<const Wish> wishes();

// Words for weights: none, a little, matters, matters most (0, 1/4, 1 and 4 times the usual).
enum class Care { None, Little, Some, Much };
std::string_view care_label(Care care);
double weight_of(const Wish& wish, Care care);
Care care_of(const Wish& wish, double weight);  // the nearest

enum class TravelBy { Straight, Estimated, Matrix, Roads };
std::string_view travel_code(TravelBy by);  // "straight", "estimated", "matrix", "roads"

// How many clusters. Nothing: as many as there are today where the sizes allow that, else so many
// that their mean size is in the middle of the bounds. (A free number always ends at the smallest
// clusters allowed: more of them mean shorter journeys.)
struct Clusters {
  std::optional<int> least = {};
  std::optional<int> most = {};
};

struct Scenario {
  std::string name;
  std::string note;
  std::string preset;  // the code of the preset that it began with, ""
  base::Date on;       // of this day are the schools, and today's clusters
  Which which;
  Rules rules;
  Weights weights;
  Clusters clusters;
  TravelBy travel = TravelBy::Estimated;
  std::string travel_file;  // of Matrix and Roads: its name under the setting design.travel_folder
};

// One line for each thing said, in a fixed order, defaults left out: equal scenarios have equal
// texts. docs/reference/scenario.md has the words.
std::string scenario_text(const Scenario& scenario);
// Error: bad_scenario, with the line and how to mend it.
base::Result<Scenario> read_scenario(std::string_view text);

// Whether it can be worked with: bounds in order, prices not negative, a name.
// Error: bad_scenario, whose field is the one at fault.
base::Status check(const Scenario& scenario);

// What differs, line by line, in words: for the history.
struct Difference {
  std::string before;  // "" where it was not said
  std::string after;
};
std::vector<Difference> differences(const Scenario& before, const Scenario& after);

// A starting point that practice or research gives: its rules and weights, without the schools.
struct Preset {
  std::string code;  // "county"
  std::string name;
  std::string source;
  base::Date dated;
  Scenario scenario;
};
// What is embedded of data/design/presets.txt.
const std::vector<Preset>& presets();
// Error: bad_scenario.
base::Result<std::vector<Preset>> read_presets(std::string_view text);
const Preset* find_preset(std::string_view code);
// Its rules, weights and number of clusters; name, schools and day stay.
void apply(const Preset& preset, Scenario& scenario);

}  // namespace design
