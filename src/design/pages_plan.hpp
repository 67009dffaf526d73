// What the pages of a plan share with others that show one: its map, its letters and colours, and
// what was worked out of it, kept between requests.
#pragma once

#include <string>
#include <vector>

#include "design/pages.hpp"
#include "web/svg.hpp"

namespace design {

// Above this many schools a page has neither a row nor a sign for each.
inline constexpr std::size_t schools_listed_max = 3000;

// How clusters are told apart: colours count those of today first, so that a cluster that goes on
// keeps its colour and its letter.
struct ClusterLook {
  int colour = 0;
  std::string letter;
};
std::vector<ClusterLook> looks_of(const Plan& plan, const Facts& facts);
web::Html cluster_badge(const ClusterLook& look);

web::Phase sign_of(const SchoolFacts& school);
web::Html phase_cell(const SchoolFacts& school);

// A plan as a picture: phases by shape, clusters by colour, area and letter, a scale bar. Its table
// must stand on the same page. Schools link to `school_path` and their URN; "" links none.
struct PlanMap {
  std::string id = "p";
  std::string title;
  std::string school_path = {};
  const Plan* before = nullptr;  // schools that move against it have a thick outline
  int width = 540;
  int height = 430;
};
web::Html plan_map(const Facts& facts, const Plan& plan,
                   const std::vector<web::MapOutline>& outlines, const PlanMap& shape);
// The key of one or several such maps: phases, and the thick outline if something moves.
web::Html plan_map_key(const Facts& facts, bool moves);

}  // namespace design
