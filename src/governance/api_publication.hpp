// The yearly publication as a part of a page, as a page of its own that can be saved as a file, as
// JSON, and as a list of members in CSV.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "governance/publication.hpp"
#include "registry/model.hpp"
#include "sql/database.hpp"
#include "web/html.hpp"

namespace governance {

// Of the bodies of a group or authority, or of one body alone. Errors:
// group_not_found, body_not_found.
base::Result<Publication> publication_of(sql::Connection& connection,
                                         registry::OrganisationId owner, base::Date on);
base::Result<Publication> publication_of(sql::Connection& connection, BodyId body, base::Date on);

// The day for a school year that is asked for, "2025"; today for "". Error: bad_governance.
base::Result<base::Date> publication_day_asked(std::string_view year, base::Date today);

web::Html publication_content(const Publication& publication);
// With everything that it needs, to be put on a website as it is.
std::string publication_html(const Publication& publication);
std::string publication_json(const Publication& publication);
std::string members_csv(const Publication& publication);

}  // namespace governance
