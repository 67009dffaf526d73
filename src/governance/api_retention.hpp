// Retention as text for a terminal and as JSON for programs.
#pragma once

#include <string>
#include <vector>

#include "governance/store_retention.hpp"
#include "web/schema.hpp"

namespace governance {

std::string retention_text_of(const std::vector<RetentionRule>& holding);
std::string retention_json(const std::vector<RetentionRule>& holding);
web::Schema retention_schema();

// `only_shown`: nothing was taken out.
std::string over_time_text(const std::vector<OverTime>& all,
                           const std::vector<RetentionRule>& holding, bool only_shown);
std::string over_time_json(const std::vector<OverTime>& all,
                           const std::vector<RetentionRule>& holding, bool only_shown);
web::Schema over_time_schema();

}  // namespace governance
