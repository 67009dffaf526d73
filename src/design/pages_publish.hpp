// What the pages of consulting and enacting share: a plan beside today's clusters, its effects.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "design/measures.hpp"
#include "design/pages.hpp"

namespace design {

void add_publish_pages(web::Router& router, const Context& context);       // /plans/.../publish
void add_consultation_pages(web::Router& router, const Context& context);  // /consultations/...
void add_export_pages(web::Router& router, const Context& context);   // CSV, GeoJSON, SVG of both
void add_effects_pages(web::Router& router, const Context& context);  // /plans/.../effects
void add_enact_pages(web::Router& router, const Context& context);    // /plans/.../enact, undo

// ---- a plan beside today's clusters
// -------------------------------------------------------------------------------------

struct Beside {
  OnTable table;
  Measured today;
  Measured then;
  std::vector<Moved> moves;

  const Bench& bench() const { return *table.bench; }
  const Facts& facts() const { return table.bench->facts; }
  const Plan& plan() const { return table.read.plan; }
  bool has_today() const { return !facts().today.empty(); }
};
Beside beside_today(OnTable table);

// "19 of 118 schools would change cluster"
std::string moves_in_words(const Beside& beside);
// Badge and name of a cluster; in the colour that it has today, where it is there today.
web::Html cluster_label(const Facts& facts, const PlanCluster& cluster, int place);
// All that readers are told of a plan, in sections: how it was found, maps, clusters, measures, and
// what changes for every school.
web::Html told_of(const Beside& beside);
// Schools by URN, or by words of their names.
std::vector<int> schools_called(const Facts& facts, std::string_view words);
// What changes for one school.
web::Html told_of_school(const Beside& beside, int school);

// ---- what is out for consultation
// -------------------------------------------------------------------------------------

struct Consultation {
  sql::Lease lease;  // for reading
  PlanRow row;       // as it is now
  OnTable table;     // as it was published
  std::string asker;
};
// Of the captured {plan}, for whoever may read. Error: plan_not_found, also where it is not
// published (any more).
base::Result<Consultation> consultation_of(const Context& context, const web::Request& request);

// ---- effects
// -------------------------------------------------------------------------------------

base::Result<std::vector<Effect>> effects_on(const PageContext& context,
                                             sql::Connection& connection, const OnTable& table,
                                             base::Date from);
// What needs somebody's attention, or that nothing does.
web::Html trouble_finding(const std::vector<Effect>& effects);
web::Html effect_sections(const std::vector<Effect>& effects);

}  // namespace design
