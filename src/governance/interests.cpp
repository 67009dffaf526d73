// A row for each person, however many seats they have.
#include "governance/interests.hpp"

#include <algorithm>

#include "governance/calendar.hpp"

namespace governance {

std::string words_of(const Interest& interest) {
  return std::string(label_of(interest.kind)) + (interest.what.empty() ? "" : ": " + interest.what);
}

std::vector<Interest> interests_known(const Facts& facts, PersonId person, base::Date on) {
  const base::Period year(base::academic_year(school_year(on)).from(), on.plus_days(1));
  std::vector<Interest> known;
  for (const Interest& each : facts.interests_of(person)) {
    if (each.period.overlaps(year)) known.push_back(each);
  }
  return known;
}

const Declaration* declaration_of(const Facts& facts, PersonId person, base::Date on) {
  const Declaration* newest = nullptr;
  for (const Declaration& each : facts.declarations_of(person)) {
    if (each.year != school_year(on) || each.on > on) continue;
    if (!newest || newest->on <= each.on) newest = &each;
  }
  return newest;
}

std::vector<RegisterRow> interest_register(const Facts& facts, const RuleBook& book,
                                           const Body& body, base::Date on) {
  std::vector<RegisterRow> rows;
  if (!body.period.contains(on)) return rows;
  for (const PersonId person : composition(facts, book, body, on).members) {
    RegisterRow row{person, facts.person_name(person), interests_known(facts, person, on), {}};
    if (const Declaration* made = declaration_of(facts, person, on)) {
      row.confirmed = made->on;
      row.nothing = made->nothing;
    }
    rows.push_back(std::move(row));
  }
  std::ranges::stable_sort(rows, {}, &RegisterRow::name);
  return rows;
}

std::string confirmed_words(const RegisterRow& row, base::Date on) {
  if (!row.confirmed) return "Not confirmed for " + school_year_name(school_year(on));
  return (row.nothing ? "Nothing to declare, said on " : "Confirmed on ") +
         row.confirmed->long_form();
}

}  // namespace governance
