// Roads as bytes, to be kept in a file. They belong to one extract and one table of speeds, say so,
// and end in a digest of themselves. They are for this machine: no other needs to read them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "geo/roads.hpp"

namespace geo {

std::string pack_roads(const Roads& roads, std::uint64_t extract_digest);

struct UnpackedRoads {
  std::optional<Roads> roads;
  std::string why_not;  // "it is damaged"
};
// `speeds` are those that the roads must have been made with, and get back.
UnpackedRoads unpack_roads(std::string_view bytes, std::uint64_t extract_digest,
                           const RoadSpeeds& speeds);

}  // namespace geo
