// What the stores of this room share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "governance/store.hpp"
#include "sql/database.hpp"

namespace governance {

inline constexpr std::string_view body_columns =
    "id, kind, name, place_kind, place_id, parent_id, rule_set, from_on, until_on, terms_agreed_on";
inline constexpr std::string_view appointment_columns =
    "id, body_id, person_id, category, appointed_by, for_school_id, from_on, until_on, "
    "term_ends_on, why_ended";
inline constexpr std::string_view alternate_columns =
    "id, body_id, person_id, category, for_school_id, holder_id, from_on, until_on";
inline constexpr std::string_view office_columns =
    "id, kind, person_id, place_kind, place_id, from_on, until_on, why_ended";
inline constexpr std::string_view skill_level_columns =
    "id, person_id, skill, grade, assessed_on, source";
inline constexpr std::string_view interest_columns = "id, person_id, kind, what, from_on, until_on";

// Rows of these columns.
Body read_body(const sql::Rows& rows);  // without its shares
Appointment read_appointment(const sql::Rows& rows);
Alternate read_alternate(const sql::Rows& rows);
Office read_office(const sql::Rows& rows);
Interest read_interest(const sql::Rows& rows);
Training read_training(const sql::Rows& rows);  // id, person_id, subject, done_on, until_on
Check read_check(const sql::Rows& rows);        // id, person_id, kind, checked_on
SkillLevel read_level(const sql::Rows& rows);   // skill_level_columns
// Two columns: kind and number.
Place place_of(const sql::Rows& rows, int column);

// "(0, 3, 7)": of a query, where no row has the number 0.
std::string number_list(const std::vector<std::int64_t>& numbers);
template <typename What>
std::string number_list(const std::vector<base::Id<What>>& ids) {
  std::vector<std::int64_t> numbers;
  for (const base::Id<What> each : ids) numbers.push_back(each.value);
  return number_list(numbers);
}

// What every writer of changes is given, and gives back.
struct Moment {
  std::int64_t now_s = 0;
  base::Date today;
};
struct Written {
  std::string what;         // a sentence
  std::int64_t number = 0;  // of what was made or changed
  std::string before;       // what stood there, as a JSON object, or ""
};

base::Error body_not_found(BodyId id);
base::Error person_not_found(PersonId id);

}  // namespace governance
