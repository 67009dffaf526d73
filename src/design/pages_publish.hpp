// What the pages of consulting and enacting share: what readers are told of a plan, its effects.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "design/pages_plan_parts.hpp"

namespace design {

void add_publish_pages(web::Router& router, const Context& context);       // /plans/.../publish
void add_consultation_pages(web::Router& router, const Context& context);  // /consultations/...
void add_export_pages(web::Router& router, const Context& context);   // CSV, GeoJSON, SVG of both
void add_effects_pages(web::Router& router, const Context& context);  // /plans/.../effects
void add_enact_pages(web::Router& router, const Context& context);    // /plans/.../enact, undo

// ---- what readers are told ----------------------------------------------------------------------

// "19 of 118 schools would change cluster"
std::string moves_in_words(const PlanShown& shown);
// All that readers are told of a plan, in sections: how it was found, maps, clusters, measures, and
// what changes for every school. It leads to no page of drafts.
web::Html told_of(const PlanShown& shown);
// What changes for one school.
web::Html told_of_school(const PlanShown& shown, int school);

// As it was published: the captured {plan}, for whoever may read. Error: plan_not_found, also where
// it is not published (any more).
base::Result<PlanShown> consultation_of(const Context& context, const web::Request& request);

// ---- effects ------------------------------------------------------------------------------------

// What needs somebody's attention, or that nothing does.
web::Html trouble_finding(const std::vector<Effect>& effects);
web::Html effect_sections(const std::vector<Effect>& effects);

}  // namespace design
