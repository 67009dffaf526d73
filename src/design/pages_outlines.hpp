// The land under the map of a plan: outlines of the authorities in which its schools lie, guessed
// from where all their schools are, also those that the plan has nothing to do with.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "design/plan.hpp"
#include "geo/hull.hpp"
#include "registry/pages_kept.hpp"

namespace design {

// Makes the shape of an authority, or has kept it.
using Shapes = std::function<base::Result<std::shared_ptr<const registry::Shape>>(
    registry::Store&, registry::OrganisationId)>;
// Made anew each time: for commands.
Shapes shapes_of(const registry::Reference& reference, base::Date on);

base::Result<std::vector<web::MapOutline>> outlines_of(sql::Connection& connection,
                                                       const Facts& facts, const Shapes& shapes);
// The same for a picture that stands alone.
std::vector<geo::Polygon> land_of(const std::vector<web::MapOutline>& outlines);

}  // namespace design
