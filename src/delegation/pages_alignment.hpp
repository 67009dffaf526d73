// What the pages of the alignment matrix share.
#pragma once

#include <string>

#include "access/pages_visitor.hpp"
#include "delegation/store_alignment.hpp"
#include "registry/pages.hpp"

namespace delegation {

using Context = registry::Context;

void add_alignment_pages(web::Router& router, const Context& context);  // /alignment, /alignment/of
void add_alignment_function_pages(web::Router& router, const Context& context);  // .../functions
void add_alignment_movement_pages(web::Router& router, const Context& context);  // .../movement
void add_alignment_edit_pages(web::Router& router, const Context& context);      // .../change
void add_alignment_api(web::Router& router, const Context& context);

// "/alignment/of/7" with more behind it.
std::string alignment_href(registry::OrganisationId group, const web::AsOf& as_of,
                           const std::string& more = "");
std::string aligned_function_href(registry::OrganisationId group, const web::AsOf& as_of,
                                  std::string_view code);
std::string aligned_school_href(registry::OrganisationId group, const web::AsOf& as_of,
                                const AlignedSchool& school);

registry::OrganisationId alignment_group_asked(const web::Request& request);

// One request to a page of a matrix: the day, and all that is known of it.
struct AlignmentVisit {
  registry::Visit now;
  AlignmentPicture picture;
  bool may_edit = false;  // the group
  const web::AsOf& as_of() const { return now.as_of; }
  registry::OrganisationId group() const { return picture.owner.group; }
};
// Errors: alignment_not_found, bad_date.
base::Result<AlignmentVisit> visit_alignment(const Context& context, const web::Request& request);
// The frame, with the tabs of the matrix; `current` is the end of the address of one of them.
web::Page alignment_page(const AlignmentVisit& visit, std::string title,
                         const std::string& current);

// `linked`: each leads to its function.
web::Html alignment_findings(const AlignmentVisit& visit,
                             const std::vector<const AlignmentFinding*>& findings,
                             bool linked = true);
web::Tone tone_of(AlignmentTrouble trouble);
web::Html adoption_tag(const AdoptionEntry* adoption);
web::Html direction_cell(const FunctionState& state, base::Date on);
web::Html lead_cell(const AlignmentLeads& leads, const FunctionState& state);

// Parts of a whole as one bar: in the picture, in words beneath it for paper and screen readers.
struct BarPart {
  int number = 0;
  std::string label;
  std::string_view look;  // a class: "gh-al-common"
};
struct Bar {
  std::string label;
  std::string note = {};
  std::string href = {};
  std::vector<BarPart> parts;
};
// All bars have the same parts, in the same order.
web::Html alignment_bars(const std::string& label, const std::vector<Bar>& bars);
std::vector<BarPart> parts_of(const AdoptionCount& count);

}  // namespace delegation
