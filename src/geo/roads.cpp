// From an extract, or from what was kept of it, to roads.
#include "geo/roads.hpp"

#include <filesystem>
#include <fstream>

#include "geo/digest.hpp"
#include "geo/road_cache.hpp"
#include "geo/roads_osm.hpp"

namespace geo {
namespace {

base::Result<std::uint64_t> digest_of_file(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  std::vector<char> block(1 << 20);
  std::uint64_t digest = digest_start;
  do {
    stream.read(block.data(), static_cast<std::streamsize>(block.size()));
    digest = digest_of({block.data(), static_cast<std::size_t>(stream.gcount())}, digest);
  } while (stream);
  if (!stream.eof()) {
    return base::make_error("file_unreadable", "The file " + file + " cannot be read.", file);
  }
  return digest;
}

// What stands in the cache, if it is there.
std::optional<std::string> bytes_of(const std::string& file) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored)) return {};
  std::string bytes(std::filesystem::file_size(file), '\0');
  std::ifstream(file, std::ios::binary)
      .read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return bytes;
}

// Under another name first, so that nobody ever reads half of it.
bool write_whole(const std::string& file, const std::string& bytes) {
  const std::string part = file + ".part";
  std::error_code failure;
  {
    std::ofstream stream(part, std::ios::binary | std::ios::trunc);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    stream.close();
    if (!stream) {
      std::filesystem::remove(part, failure);
      return false;
    }
  }
  std::filesystem::rename(part, file, failure);
  return !failure;
}

base::Result<Roads> read_extract(const std::string& extract, const RoadSpeeds& speeds) {
  const std::string name = std::filesystem::path(extract).filename().string();
  return make_roads(name, network_of(TRY(read_osm(extract, speeds))), speeds);
}

}  // namespace

base::Result<Roads> make_roads(std::string name, const RoadNetwork& network,
                               const RoadSpeeds& speeds) {
  const auto kept = greatest_part(network.graph);
  // A single node is no road.
  if (kept.size() < 2) {
    return base::make_error("roads_missing",
                            name + " has no roads on which a car can go anywhere and come back.",
                            name);
  }
  Roads roads{std::move(name), network.dated, speeds, {}, {}};
  roads.nodes.reserve(kept.size());
  for (const std::uint32_t node : kept) roads.nodes.push_back(network.nodes[node]);
  roads.hierarchy = Hierarchy(part_of(network.graph, kept));
  return roads;
}

base::Result<OpenedRoads> open_roads(const std::string& extract, const RoadSpeeds& speeds,
                                     const std::string& cache) {
  OpenedRoads opened;
  if (cache.empty()) {
    opened.roads = std::make_shared<const Roads>(TRY(read_extract(extract, speeds)));
    return opened;
  }
  const std::uint64_t digest = TRY(digest_of_file(extract));
  if (const auto bytes = bytes_of(cache)) {
    UnpackedRoads kept = unpack_roads(*bytes, digest, speeds);
    if (kept.roads) {
      kept.roads->name = std::filesystem::path(extract).filename().string();
      opened.roads = std::make_shared<const Roads>(std::move(*kept.roads));
      opened.from_cache = true;
      return opened;
    }
    opened.note = "The roads kept in " + cache + " were made anew: " + kept.why_not + ".";
  }
  Roads roads = TRY(read_extract(extract, speeds));
  if (!write_whole(cache, pack_roads(roads, digest))) {
    opened.note = "The roads could not be kept in " + cache + "; they are read again next time.";
  }
  opened.roads = std::make_shared<const Roads>(std::move(roads));
  return opened;
}

}  // namespace geo
