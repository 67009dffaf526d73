// Which facts of a school or group can be corrected, and corrections applied to what files say.
// What is left out (status, authority, dates of opening) has consequences beyond the fact itself
// and comes by files alone.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "registry/attribute.hpp"
#include "registry/edit.hpp"
#include "registry/entry.hpp"
#include "registry/model.hpp"
#include "registry/organisations.hpp"

namespace registry {

struct FactRow {
  std::string_view code;   // "pupils", as stored
  std::string_view label;  // "Pupils"
  std::string_view hint;   // "A whole number"; "" where any text will do
  Attribute attribute;     // under which files give it
};
std::span<const FactRow> school_facts();
std::span<const FactRow> group_facts();
// Null when there is none of that code.
const FactRow* school_fact(std::string_view code);
const FactRow* group_fact(std::string_view code);

// As people read it; "" when not known.
std::string fact_text(const SchoolState& state, std::string_view code, const SchoolTypes& types);
std::string fact_text(const OrganisationRecord& record, std::string_view code);
// False, and nothing is changed, when the value cannot be one of this fact. "" is "not known".
bool set_fact(SchoolState& state, std::string_view code, std::string_view value,
              const SchoolTypes& types);
bool set_fact(OrganisationRecord& record, std::string_view code, std::string_view value);

// The states with the corrections of their entries, which come by number.
std::vector<SchoolState> corrected(const std::vector<SchoolState>& states,
                                   std::span<const Edit> edits, const SchoolTypes& types);
// Notes in `record.stated` what was corrected.
void correct(OrganisationRecord& record, std::span<const Edit> edits);

}  // namespace registry
