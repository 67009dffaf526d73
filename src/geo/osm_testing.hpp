// Small extracts of OpenStreetMap for tests, written by libosmium itself.
#pragma once

#include <unistd.h>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <osmium/builder/attr.hpp>
#include <osmium/io/pbf_output.hpp>
#include <string>
#include <utility>
#include <vector>

#include "geo/grid.hpp"

namespace geo {

using Tags = std::vector<std::pair<std::string, std::string>>;

class OsmWriter {
 public:
  std::int64_t node(const GridPoint& place, Tags tags = {}) {
    nodes_.push_back({place, std::move(tags)});
    return static_cast<std::int64_t>(nodes_.size());
  }
  void way(std::vector<std::int64_t> nodes, Tags tags) {
    ways_.push_back({std::move(nodes), std::move(tags)});
  }
  // A road that a car uses both ways.
  void road(std::vector<std::int64_t> nodes, const std::string& road_class = "unclassified") {
    way(std::move(nodes), {{"highway", road_class}});
  }

  void write(const std::string& file, const std::string& moment = "2026-05-01T20:21:00Z") const {
    using namespace osmium::builder::attr;
    osmium::memory::Buffer buffer(1024, osmium::memory::Buffer::auto_grow::yes);
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const LatLong at = to_wgs84(nodes_[i].place);
      osmium::builder::add_node(buffer, _id(static_cast<std::int64_t>(i) + 1), _version(1),
                                _location(osmium::Location(at.longitude_deg, at.latitude_deg)),
                                _tags(nodes_[i].tags));
    }
    for (std::size_t i = 0; i < ways_.size(); ++i) {
      osmium::builder::add_way(buffer, _id(static_cast<std::int64_t>(i) + 1), _version(1),
                               _nodes(ways_[i].nodes), _tags(ways_[i].tags));
    }
    osmium::io::Header header;
    if (!moment.empty()) header.set("osmosis_replication_timestamp", moment);
    osmium::io::Writer writer(osmium::io::File(file, "pbf"), header, osmium::io::overwrite::allow);
    writer(std::move(buffer));
    writer.close();
  }

 private:
  struct Node {
    GridPoint place;
    Tags tags;
  };
  struct Way {
    std::vector<std::int64_t> nodes;
    Tags tags;
  };
  std::vector<Node> nodes_;
  std::vector<Way> ways_;
};

// A folder that is there while the test runs.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "guildhall-geo-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace geo
