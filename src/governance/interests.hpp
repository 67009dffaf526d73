// The register of interests of a body on a day: who sits, which interests they have or had in the
// school year so far, and whether they confirmed them in it. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "governance/composition.hpp"

namespace governance {

std::string words_of(const Interest& interest);  // "Business: director of Harbour Boats Ltd"

// In force on a day of the school year up to this day, by first day.
std::vector<Interest> interests_known(const Facts& facts, PersonId person, base::Date on);
// The newest for the school year of the day, made by then; null where there is none.
const Declaration* declaration_of(const Facts& facts, PersonId person, base::Date on);

struct RegisterRow {
  PersonId person;
  std::string name;
  std::vector<Interest> interests;
  std::optional<base::Date> confirmed;  // since 1 September
  bool nothing = false;                 // they declared that they have none
};
// Of who sits on the day, by name.
std::vector<RegisterRow> interest_register(const Facts& facts, const RuleBook& book,
                                           const Body& body, base::Date on);
// "Confirmed on 3 September 2025", "Nothing to declare, said on ...", "Not confirmed for 2025/26"
std::string confirmed_words(const RegisterRow& row, base::Date on);

}  // namespace governance
