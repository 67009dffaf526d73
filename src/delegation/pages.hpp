// What the pages of this room and its addresses of the API share.
#pragma once

#include <memory>
#include <string>

#include "access/pages_visitor.hpp"
#include "delegation/api_ruling.hpp"
#include "delegation/store_scheme.hpp"
#include "registry/pages.hpp"

namespace delegation {

using Context = registry::Context;

void add_decide_pages(web::Router& router, const Context& context);  // /decide
void add_scheme_pages(web::Router& router, const Context& context);  // /schemes, /schemes/{version}
void add_draft_pages(web::Router& router, const Context& context);   // /schemes/{version}/edit
void add_review_pages(web::Router& router, const Context& context);  // /schemes/of/{..}/ratings
// Where the owner's schools stand on the day. `waits`: an overlay
// by rating is in force, so that who decides hangs on the reviews.
base::Result<web::Html> ratings_part(registry::Visit& visit, const Catalogue& catalogue,
                                     registry::OrganisationId owner, bool waits, bool may_edit);
void add_matrix_pages(web::Router& router, const Context& context);       // /schemes/of/{..}/import
void add_unit_matrix_pages(web::Router& router, const Context& context);  // /schemes/at
void add_catalogue_pages(web::Router& router, const Context& context);    // /schemes/catalogue
void add_power_pages(web::Router& router, const Context& context);        // /people/{person}/powers
// What a question about the place needs, as setting_of() reads it, but read once until something is
// changed.
using KeptSetting = std::shared_ptr<const Setting>;
base::Result<KeptSetting> kept_setting(const Context& context, sql::Connection& connection,
                                       const governance::Place& place, base::Date on);
// What the pages of schools, clusters, groups and people show of this room.
void add_panels(const Context& context);
void add_decide_api(web::Router& router, const Context& context);
void add_scheme_api(web::Router& router, const Context& context);
void add_scheme_table_api(web::Router& router, const Context& context);
void add_unit_matrix_api(web::Router& router, const Context& context);
void add_catalogue_api(web::Router& router, const Context& context);

std::string version_href(VersionId version);
std::string schemes_href(registry::OrganisationId owner, const web::AsOf& as_of);
// The question asked on its page. `place` as place_asked() reads it.
std::string decide_href(std::string_view decision, std::string_view place, const web::AsOf& as_of);

// Of which cluster or school an overlay is, as place_asked() reads it; of none 0. Errors: those of
// place_asked(), at the field "unit".
web::Html unit_input(const std::string& typed, const std::string& error);
base::Result<std::int64_t> unit_typed(sql::Connection& connection, const std::string& text,
                                      base::Date on);
// Facts of the question: f_amount=18000. Error: bad_fact, at its field.
base::Result<FactValues> facts_asked(const Catalogue& catalogue, const web::Query& query);
std::string fact_field(const FactInfo& fact);  // "f_amount"
// The field of a fact; `given` may be unknown.
web::Html fact_control(const FactInfo& fact, std::int64_t given, const std::string& hint);
// Facts that the decision asks for; and the school's, where a clause looks at one.
std::vector<int> facts_wanted(const Setting& setting, int decision, const Ruling& ruling);
// How the place is asked for: "990866", "cluster 12", "group 90001".
base::Result<std::string> asked_as(registry::Visit& visit, const governance::Place& place);

// A letter with its edge, and beside it the words, seen or heard only.
web::Html letter(Part part);
web::Html role(Part part);
// What the letters mean.
web::Html legend();
// What a matrix on paper says of itself on every sheet.
struct MatrixTold {
  std::string what;    // "Scheme of delegation, version 11, in force from 1 September 2025"
  std::string domain;  // its label
  base::Date on;       // of the law that bars levels
};
struct SheetRow {
  const Decision* decision = nullptr;
  web::Html note;
  std::vector<Cell> cells;
};
// By when and to whom, of those cells that say so.
std::vector<std::string> cell_notes(const Catalogue& catalogue, const std::vector<Cell>& cells);
web::Html rows_table(const Catalogue& catalogue, const std::vector<int>& levels,
                     const std::vector<SheetRow>& rows, const MatrixTold& told);
// What law and handbook fix of a domain's decisions on the day, with citations; or nothing. `unit`:
// only of those that are asked of such a one; "": of all.
web::Html laws_part(const Catalogue& catalogue, const Domain& domain, base::Date on,
                    std::string_view unit);
// Who does what in each decision of one domain, as a table: rows are clauses, nearest first, or
// what is retained. `edited`: a draft, whose clauses are linked to be changed; none: it is read.
web::Html matrix_table(const Catalogue& catalogue, const Scheme& scheme, const Domain& domain,
                       const MatrixTold& told, VersionId edited);
// How a version names itself on paper.
std::string version_told(const VersionRow& row, const Scheme& scheme,
                         std::optional<base::Date> until = std::nullopt);
// A domain's matrix under its heading, on paper a sheet of its own; nothing where it is empty.
web::Html domain_part(const Domain& domain, const web::Html& table);

// What is wrong, and whether it stops.
web::Html faults_part(const Checked& checked);

base::Result<guard::UnitPath> path_of_owner(const Context& context, sql::Connection& connection,
                                            registry::OrganisationId owner);
// As whom schemes of the owner are changed. Error: not_allowed.
base::Result<governance::Writing> writing_for(const Context& context, const web::Request& request,
                                              sql::Connection& connection,
                                              registry::OrganisationId owner);
// Drafts, and what was dropped and so may never have been adopted, are for those with a grant.
base::Result<bool> shows_drafts(const Context& context, const web::Request& request,
                                sql::Connection& connection, registry::OrganisationId owner);
// Error: not_allowed.
base::Status require_reading(const Context& context, const web::Request& request,
                             sql::Connection& connection, const VersionRow& row);
bool may_edit(const Context& context, const web::Request& request, const guard::UnitPath& path);

}  // namespace delegation
