// What the words of a change mean: schools, bodies and places as people write them, and the names
// of what was found.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "governance/store.hpp"
#include "sql/database.hpp"

namespace governance {

// By URN. Errors: bad_governance (no number), school_not_found.
base::Result<std::int64_t> school_of(sql::Connection& connection, const std::string& text);
// By number or name; errors are those of `field`: body_not_found, bad_governance (several).
base::Result<BodyId> body_called(sql::Connection& connection, const std::string& text,
                                 std::string_view field);
// "school 123456", "cluster 12" or "cluster NAME of OWNER", "group 2044", "authority 926", "body
// 7".
base::Result<Place> place_of(sql::Connection& connection, const std::string& text);

// None of everything.
std::optional<Place> place_of_unit(const guard::Unit& unit);

base::Result<std::string> name_of(sql::Connection& connection, PersonId person);
base::Result<std::string> name_of(sql::Connection& connection, const Place& place);

}  // namespace governance
