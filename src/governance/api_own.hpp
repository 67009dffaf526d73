// The accounts of a person as text for a terminal and as JSON for programs.
#pragma once

#include <string>
#include <vector>

#include "governance/store_own.hpp"
#include "web/schema.hpp"

namespace governance {

std::string accounts_text(const std::vector<guard::Account>& accounts);
std::string accounts_json(PersonId person, const std::vector<guard::Account>& accounts);
web::Schema accounts_schema();

}  // namespace governance
