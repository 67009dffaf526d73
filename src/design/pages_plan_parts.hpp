// Parts of the pages of one plan, and the pages that a form comes back to.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "design/pages_plan.hpp"
#include "web/form_data.hpp"

namespace design {

// One look at a plan.
struct PlanShown {
  PlanVisit visit;
  PlanViewPtr view;
  std::vector<VersionRow> versions;  // the newest first
  std::vector<ClusterLook> looks;    // of the plan's clusters
  std::vector<ClusterLook> looks_today;
  std::vector<web::MapOutline> outlines;  // of the authorities, for maps
  // Whether the registry has changed since this version was made, and since it was published: then
  // figures may be others than those that people saw.
  bool changed_since_made = false;
  bool changed_since_published = false;
  std::optional<ProvenBound> bound = {};  // of the scenario, by the register of today

  const PlanRow& row() const { return visit.table.stored.row; }
  const Plan& plan() const { return visit.table.read.plan; }
  const Facts& facts() const { return visit.table.bench->facts; }
  const Scenario& scenario() const { return visit.table.bench->scenario; }
  std::int64_t version() const { return visit.table.stored.version; }
  bool newest() const { return version() == row().version; }
  bool open() const { return row().state == PlanState::Draft || row().state == PlanState::Undone; }
  bool may_change() const { return visit.may_work && newest() && open(); }
  bool large() const { return facts().schools.size() > schools_listed_max; }
};
base::Result<PlanShown> plan_shown(const Context& context, const web::Request& request);
base::Result<PlanShown> plan_shown(const Context& context, PlanVisit visit);

base::Result<web::Response> plan_page(const Context& context, const web::Request& request,
                                      const Refused& refused);
base::Result<web::Response> plan_cluster_page(const Context& context, const web::Request& request,
                                              int cluster, const Refused& refused);
base::Result<web::Response> plan_school_page(const Context& context, const web::Request& request,
                                             int school, const Refused& refused);
void add_plan_hand_pages(web::Router& router, const Context& context);

// The frame: breadcrumbs to the plan, its state, what to say of an earlier version.
web::Page plan_frame(const Context& context, const web::Request& request, const PlanShown& shown,
                     std::string title);
std::string plan_cluster_href(PlanId id, int cluster);
std::string plan_school_href(PlanId id, std::int64_t urn);
// "?version=3" where an earlier one is shown.
std::string version_suffix(const PlanShown& shown);

// Badge and name, with a link to the plan's page of it; "No cluster".
web::Html cluster_cell(const PlanShown& shown, int cluster);
web::Html cluster_of_today(const PlanShown& shown, int cluster);
web::Html minutes_cell(const PlanShown& shown, int school, int middle);

// A picture below its name.
web::Html figure_box(const std::string& heading, const std::string& note, const web::Html& picture);
// Schools of which the plan says nothing, and why; nothing where there is none.
web::Html left_out_section(const PlanShown& shown);
// `plan_side` with today's clusters beside it, on a map like `shape`.
web::Html beside_today(const PlanShown& shown, PlanMap shape, const web::Html& plan_side);
web::Html proof_box(const PlanShown& shown);
web::Html proof_section(const PlanShown& shown);
web::Html cost_section(const PlanShown& shown);
bool pinned_or_locked(const Plan& plan);
web::Html measures_section(const PlanShown& shown);
web::Html rules_part(const PlanShown& shown);
web::Html moves_section(const web::Request& request, const PlanShown& shown);
web::Html clusters_section(const web::Request& request, const PlanShown& shown);

// Forms of changes by hand: a value of `to` that means out of all clusters, and how every form
// begins.
inline constexpr std::string_view to_none = "-";
// Their places in the plan by letter: Z comes before AA.
std::vector<int> clusters_by_letter(const PlanShown& shown);
// All clusters but one; of very many those nearest to that one, which the hint says.
std::vector<web::Choice> cluster_choices(const PlanShown& shown, int except);
std::string choices_hint(const PlanShown& shown, int except);
std::vector<web::Hidden> hand_fields(const PlanShown& shown, std::string_view at);
std::string hand_href(PlanId id);

}  // namespace design
