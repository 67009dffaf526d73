// Plans for people and for other programs: text, CSV, GeoJSON, a map as SVG.
#pragma once

#include <string>
#include <vector>

#include "design/measures.hpp"
#include "design/plan.hpp"
#include "geo/hull.hpp"

namespace design {

// A row for each school: cluster, letter, urn, name, phase, pupils, authority, trust, today's
// cluster, moves (yes/no), minutes to the middle school, able to lead, pinned.
std::string plan_csv(const Scenario& scenario, const Facts& facts, const Plan& plan,
                     const Plan& baseline, const Measured& measured);
// A row for each measure: whole, then each cluster.
std::string measures_csv(const Plan& plan, const Measured& measured);
// Points of schools and hulls of clusters, in degrees (RFC 7946).
std::string plan_geojson(const Facts& facts, const Plan& plan, const Plan& baseline);
// A picture that stands alone, with letters, phases by shape, and a scale bar; on land.
std::string plan_svg(const Facts& facts, const Plan& plan, const std::vector<geo::Polygon>& land,
                     const std::string& title);

// For a terminal: the measures of plans beside each other, and the clusters with their schools.
std::string measures_text(const std::vector<std::string>& names,
                          const std::vector<const Measured*>& plans);
std::string clusters_text(const Facts& facts, const Plan& plan, const Measured& measured);

}  // namespace design
