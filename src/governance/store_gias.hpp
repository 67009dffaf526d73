// The extract of people of the national register in the database: taking it over, and giving out
// what is here in the same layout.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "governance/gias_plan.hpp"
#include "governance/store_change.hpp"
#include "registry/model.hpp"

namespace governance {

struct GiasReport {
  GiasPlan plan;
  // Of all that is told: who saves gives the one that they saw.
  std::string version;
};

// All of it or nothing, with one record in the trail. Rows of schools and groups that the doer may
// not edit are remarks. A dry run keeps nothing. `seen`: the version of the dry run that was looked
// at. Errors: those of read_gias_layout(), governance_conflict (it would do something else by now).
base::Result<GiasReport> import_gias(sql::Connection& connection, std::string_view bytes,
                                     const Writing& writing, const May& may, Keep keep,
                                     const std::optional<std::string>& seen = {});

// Posts of a group or authority and its schools, or of everything; those that were over before
// `since` are left out.
base::Result<std::string> export_gias(sql::Connection& connection,
                                      std::optional<registry::OrganisationId> owner,
                                      base::Date since, base::Date today);

}  // namespace governance
