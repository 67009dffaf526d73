// Facts as text, and back.
#include "registry/edit_facts.hpp"

#include <algorithm>

#include "base/share.hpp"
#include "base/text.hpp"

namespace registry {

namespace {

constexpr FactRow of_schools[] = {
    {"name", "Name", "", Attribute::Name},
    {"type", "Type", "As the register words it, such as Academy converter", Attribute::Type},
    {"phase", "Phase", "As the register words it, such as Primary", Attribute::Phase},
    {"town", "Town", "", Attribute::Town},
    {"postcode", "Postcode", "", Attribute::Postcode},
    {"district", "District", "", Attribute::District},
    {"location", "Location", "Easting and northing in metres, such as 600000 300000",
     Attribute::Easting},
    {"pupils", "Pupils", "A whole number", Attribute::Pupils},
    {"capacity", "Capacity", "A whole number", Attribute::Capacity},
    {"fsm_percent", "Eligible for free school meals, %", "A percentage, such as 21.7",
     Attribute::FsmPercent},
    {"age_low", "Youngest age", "A whole number", Attribute::AgeLow},
    {"age_high", "Oldest age", "A whole number", Attribute::AgeHigh},
};

constexpr FactRow of_groups[] = {
    {"name", "Name", "", Attribute::GroupName},
    {"address", "Address", "", Attribute::GroupStreet},
    {"companies_house", "Companies House number", "", Attribute::CompaniesHouse},
    {"ukprn", "UKPRN", "", Attribute::Ukprn},
};

const FactRow* find(std::span<const FactRow> rows, std::string_view code) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const FactRow& row) { return row.code == code; });
  return found == rows.end() ? nullptr : &*found;
}

// Of those kept as text.
template <typename State>
auto text_of(State& state, std::string_view code) -> decltype(&state.name) {
  if (code == "name") return &state.name;
  if (code == "town") return &state.town;
  if (code == "postcode") return &state.postcode;
  if (code == "district") return &state.district;
  return nullptr;
}

template <typename Record>
auto group_text_of(Record& record, std::string_view code) -> decltype(&record.name) {
  if (code == "name") return &record.name;
  if (code == "address") return &record.address;
  if (code == "companies_house") return &record.companies_house;
  if (code == "ukprn") return &record.ukprn;
  return nullptr;
}

// Of those kept as a whole number.
template <typename State>
auto number_of(State& state, std::string_view code) -> decltype(&state.pupils) {
  if (code == "pupils") return &state.pupils;
  if (code == "capacity") return &state.capacity;
  if (code == "age_low") return &state.age_low;
  if (code == "age_high") return &state.age_high;
  return nullptr;
}

bool set_location(SchoolState& state, std::string_view value) {
  if (value.empty()) {
    state.easting = state.northing = std::nullopt;
    return true;
  }
  const std::size_t space = value.find(' ');
  if (space == std::string_view::npos) return false;
  const auto easting = base::parse_integer(value.substr(0, space));
  const auto northing = base::parse_integer(base::trim(value.substr(space)));
  // The National Grid covers 700 by 1,300 km.
  const bool good = easting && northing && *easting > 0 && *easting < 700'000 && *northing > 0 &&
                    *northing < 1'300'000;
  if (!good) return false;
  state.easting = easting;
  state.northing = northing;
  return true;
}

bool set_percentage(std::optional<std::int64_t>& field, std::string_view value) {
  if (value.empty()) {
    field = std::nullopt;
    return true;
  }
  const base::Result<base::Share> share = base::Share::parse(value);
  if (!share.ok()) return false;
  field = share.value().hundredths();
  return true;
}

bool set_whole(std::optional<std::int64_t>& field, std::string_view value) {
  const std::optional<std::int64_t> number = base::parse_integer(value);
  constexpr std::int64_t number_max = 1'000'000;
  const bool good = value.empty() || (number && *number >= 0 && *number <= number_max);
  if (good) field = number;
  return good;
}

bool set_phase(SchoolState& state, std::string_view value) {
  const Phase phase = phase_of(value);
  if (phase_name(phase) != value && !value.empty()) return false;
  state.phase = value.empty() ? Phase::NotKnown : phase;
  return true;
}

bool set_type(SchoolState& state, std::string_view value, const SchoolTypes& types) {
  const SchoolType* type = types.find(value);
  if (type == nullptr) return false;
  state.type_id = type->id;
  return true;
}

void apply(const Edit& edit, const SchoolTypes& types, std::vector<SchoolState>& states) {
  std::vector<SchoolState> made;
  for (const SchoolState& state : states) {
    const auto inside = state.period.intersection(edit.period());
    SchoolState changed = state;
    const bool touched = state.urn == edit.urn && inside &&
                         set_fact(changed, edit.fact, edit.value, types) && changed != state;
    if (!touched) {
      made.push_back(state);
      continue;
    }
    if (auto before = base::Period::between(state.period.from(), inside->from())) {
      made.push_back(state);
      made.back().period = *before;
      changed.from_exact = true;
    }
    changed.period = *inside;
    made.push_back(std::move(changed));
    if (auto after = base::Period::between(inside->until(), state.period.until())) {
      made.push_back(state);
      made.back().period = *after;
      made.back().from_exact = true;
    }
  }
  states = std::move(made);
}

}  // namespace

std::span<const FactRow> school_facts() { return of_schools; }
std::span<const FactRow> group_facts() { return of_groups; }
const FactRow* school_fact(std::string_view code) { return find(of_schools, code); }
const FactRow* group_fact(std::string_view code) { return find(of_groups, code); }

std::string fact_text(const SchoolState& state, std::string_view code, const SchoolTypes& types) {
  if (const std::string* text = text_of(state, code)) return *text;
  if (const auto* number = number_of(state, code)) return *number ? std::to_string(**number) : "";
  if (code == "type") {
    const SchoolType* type = state.type_id ? types.by_id(*state.type_id) : nullptr;
    return type == nullptr ? "" : type->name;
  }
  if (code == "phase") {
    return state.phase == Phase::NotKnown ? "" : std::string(phase_name(state.phase));
  }
  if (code == "fsm_percent") {
    return state.fsm ? base::Share::from_hundredths(*state.fsm).format() : "";
  }
  if (code == "location" && state.easting && state.northing) {
    return std::to_string(*state.easting) + " " + std::to_string(*state.northing);
  }
  return "";
}

std::string fact_text(const OrganisationRecord& record, std::string_view code) {
  const std::string* text = group_text_of(record, code);
  return text == nullptr ? "" : *text;
}

bool set_fact(SchoolState& state, std::string_view code, std::string_view value,
              const SchoolTypes& types) {
  if (code == "name" && value.empty()) return false;
  if (std::string* text = text_of(state, code)) {
    *text = value;
    return true;
  }
  if (auto* number = number_of(state, code)) return set_whole(*number, value);
  if (code == "type") return set_type(state, value, types);
  if (code == "phase") return set_phase(state, value);
  if (code == "fsm_percent") return set_percentage(state.fsm, value);
  return code == "location" && set_location(state, value);
}

bool set_fact(OrganisationRecord& record, std::string_view code, std::string_view value) {
  std::string* text = group_text_of(record, code);
  if (text == nullptr || (code == "name" && value.empty())) return false;
  *text = value;
  if (code == "name") {
    record.folded = base::fold(value);
    if (!record.names.empty()) record.names.back().name = value;
  }
  return true;
}

std::vector<SchoolState> corrected(const std::vector<SchoolState>& states,
                                   std::span<const Edit> edits, const SchoolTypes& types) {
  std::vector<SchoolState> made = states;
  for (const Edit& edit : edits) apply(edit, types, made);
  return made;
}

void correct(OrganisationRecord& record, std::span<const Edit> edits) {
  for (const Edit& edit : edits) {
    const bool known = std::any_of(record.stated.begin(), record.stated.end(),
                                   [&](const auto& each) { return each.first == edit.fact; });
    if (!known) record.stated.emplace_back(edit.fact, fact_text(record, edit.fact));
    set_fact(record, edit.fact, edit.value);
  }
}

}  // namespace registry
