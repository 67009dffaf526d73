// What is wanted, in words, and whether a scenario can be worked with.
#include "design/scenario.hpp"

#include <algorithm>
#include <cmath>

namespace design {

namespace {

constexpr Wish wish_table[] = {
    {"travel", "Short journeys",
     "A minute of one school's journey to the middle school of its cluster counts like so many.",
     &Weights::travel, 1},
    {"compactness", "Schools near each other",
     "A minute between a school and the others of its cluster, in the mean, counts like so many "
     "minutes of its journey.",
     &Weights::compactness, 0.5},
    {"far", "Nobody too far away",
     "A school beyond the travel limit counts like so many minutes of travel.", &Weights::far, 10},
    {"moves", "Few schools change cluster",
     "A school that leaves its cluster of today counts like so many minutes of travel.",
     &Weights::moves, 5},
    {"trusts", "Schools of a trust together",
     "Each further cluster over which a trust is spread counts like so many minutes of travel.",
     &Weights::trusts, 5},
    {"districts", "Districts together",
     "Each further cluster over which a district is spread counts like so many minutes of travel.",
     &Weights::districts, 10},
    {"pupils", "Clusters of like numbers of pupils",
     "A cluster with twice the pupils of an even share counts like so many minutes of travel.",
     &Weights::pupils, 20},
    {"deprivation", "Deprivation shared evenly",
     "A cluster with twice the share of free school meals counts like so many minutes of travel.",
     &Weights::deprivation, 20},
    {"send", "SEND need shared evenly",
     "A cluster with twice the share of pupils with SEND counts like so many minutes of travel.",
     &Weights::send, 20},
};

constexpr SchoolClassInfo class_table[] = {
    {SchoolClass::Secondary, "secondary", "secondary or all-through schools"},
    {SchoolClass::Primary, "primary", "primary schools"},
    {SchoolClass::Nursery, "nursery", "nursery schools"},
    {SchoolClass::Special, "special", "special schools or alternative provision"},
};

constexpr double care_times[] = {0, 0.25, 1, 4};
constexpr std::size_t name_bytes_max = 200;
constexpr std::size_t text_bytes_max = 20'000;
constexpr double price_max = 1e6;

base::Error bad(std::string message, std::string field) {
  return base::make_error("bad_scenario", std::move(message), std::move(field));
}

base::Status check_band(const Band& band, const std::string& field) {
  if (band.least && band.most && *band.least > *band.most) {
    return bad("A cluster cannot have at least " + std::to_string(*band.least) + " and at most " +
                   std::to_string(*band.most) + " " + field + ".",
               field);
  }
  constexpr std::int64_t most = 100'000'000;
  if ((band.least && *band.least > most) || (band.most && *band.most > most)) {
    return bad("So many " + field + " are not to be found anywhere.", field);
  }
  return {};
}

bool is_price(double number) { return std::isfinite(number) && number >= 0 && number <= price_max; }

base::Status check_prices(const Scenario& scenario) {
  const Rules& rules = scenario.rules;
  for (const Strength& each : {rules.schools.strength, rules.pupils.strength, rules.travel.strength,
                               rules.secondary.strength, rules.lead.rule.strength,
                               rules.federations.strength, rules.contiguous.strength}) {
    if (!is_price(each.price)) return bad("A price is from 0 to 1,000,000.", "price");
  }
  for (const AtMost& each : rules.at_most) {
    if (!is_price(each.strength.price)) return bad("A price is from 0 to 1,000,000.", "price");
  }
  bool any = false;
  for (const Wish& wish : wishes()) {
    const double weight = scenario.weights.*wish.weight;
    if (!is_price(weight)) {
      return bad("A weight is from 0 to 1,000,000.", "weight " + std::string(wish.code));
    }
    any = any || weight > 0;
  }
  if (!any) return bad("Nothing is wanted: give at least one weight.", "weight travel");
  return {};
}

base::Status check_at_most(const Rules& rules) {
  constexpr std::int64_t most = 1'000'000;
  for (auto each = rules.at_most.begin(); each != rules.at_most.end(); ++each) {
    const SchoolClassInfo& info = class_table[static_cast<std::size_t>(each->of)];
    if (each->most > most) {
      return bad("So many " + std::string(info.many) + " are not to be found anywhere.", "at most");
    }
    if (std::any_of(rules.at_most.begin(), each,
                    [&](const AtMost& other) { return other.of == each->of; })) {
      return bad("How many " + std::string(info.many) + " a cluster may have is said twice.",
                 "at most");
    }
    const bool wanted = each->of == SchoolClass::Secondary && rules.secondary.on &&
                        rules.secondary.strength.hard && each->strength.hard;
    if (wanted && each->most == 0) {
      return bad("A cluster cannot have a secondary and at most 0 of them.", "at most");
    }
  }
  return {};
}

}  // namespace

std::span<const Wish> wishes() { return wish_table; }

std::span<const SchoolClassInfo> school_classes() { return class_table; }

std::string words_of(const AtMost& rule) {
  return "at most " + std::to_string(rule.most) + " " +
         std::string(class_table[static_cast<std::size_t>(rule.of)].many);
}

std::string_view care_label(Care care) {
  constexpr std::string_view labels[] = {"does not matter", "matters a little", "matters",
                                         "matters most"};
  return labels[static_cast<std::size_t>(care)];
}

double weight_of(const Wish& wish, Care care) {
  return wish.usual * care_times[static_cast<std::size_t>(care)];
}

Care care_of(const Wish& wish, double weight) {
  Care nearest = Care::None;
  for (const Care each : {Care::Little, Care::Some, Care::Much}) {
    const double now = std::abs(weight_of(wish, each) - weight);
    if (now < std::abs(weight_of(wish, nearest) - weight)) nearest = each;
  }
  return nearest;
}

std::string_view travel_code(TravelBy by) {
  constexpr std::string_view codes[] = {"straight", "estimated", "matrix", "roads"};
  return codes[static_cast<std::size_t>(by)];
}

base::Status check(const Scenario& scenario) {
  if (scenario.name.empty() || scenario.name.size() > name_bytes_max) {
    return bad("Give the scenario a name of at most 200 characters.", "name");
  }
  if (scenario_text(scenario).size() > text_bytes_max) {
    return bad("The scenario says more than Guildhall keeps: at most 20,000 characters.", "note");
  }
  TRY(check_band(scenario.rules.schools, "schools"));
  TRY(check_band(scenario.rules.pupils, "pupils"));
  TRY(check_at_most(scenario.rules));
  TRY(check_prices(scenario));
  const Clusters& clusters = scenario.clusters;
  if ((clusters.least && *clusters.least < 1) || (clusters.most && *clusters.most < 1)) {
    return bad("There must be at least one cluster.", "clusters");
  }
  if (clusters.least && clusters.most && *clusters.least > *clusters.most) {
    return bad("There cannot be at least " + std::to_string(*clusters.least) + " and at most " +
                   std::to_string(*clusters.most) + " clusters.",
               "clusters");
  }
  if (scenario.rules.lead.rule.on && scenario.rules.lead.grades.empty() &&
      !scenario.rules.lead.report_cards_count) {
    return bad("Say which grades make a school able to lead.", "able grades");
  }
  const bool wants_file = scenario.travel == TravelBy::Matrix || scenario.travel == TravelBy::Roads;
  const std::string& file = scenario.travel_file;
  if (wants_file && (file.empty() || file.find('/') != file.npos || file.starts_with('.'))) {
    return bad("Give the name of a file in the travel folder.", "travel");
  }
  return {};
}

}  // namespace design
