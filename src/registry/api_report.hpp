// Imports told to people and to scripts.
#pragma once

#include <string>
#include <vector>

#include "registry/store.hpp"
#include "registry/store_import.hpp"

namespace registry {

std::string report_text(const ImportReport& report, bool dry_run);
std::string report_json(const ImportReport& report, bool dry_run);
std::string imports_text(const std::vector<ImportRow>& imports);
std::string imports_json(const std::vector<ImportRow>& imports);

// "schools_new" -> "new schools", for the counts of an import.
std::string_view count_label(std::string_view name);
// One line of what is wrong with a row.
std::string remark_text(const Remark& remark);

}  // namespace registry
