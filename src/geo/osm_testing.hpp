// Small extracts of OpenStreetMap for tests, written by hand as the form is described
// (OpenStreetMap wiki, "PBF Format"): another writer than libosmium, which reads them.
#pragma once

#include <unistd.h>

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <protozero/pbf_writer.hpp>
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
    return std::ssize(nodes_);
  }
  void way(std::vector<std::int64_t> nodes, Tags tags) {
    ways_.push_back({std::move(nodes), std::move(tags)});
  }
  // A road that a car uses both ways.
  void road(std::vector<std::int64_t> nodes, const std::string& road_class = "unclassified") {
    way(std::move(nodes), {{"highway", road_class}});
  }

  // The map is that of 1 May 2026.
  void write(const std::string& file) const {
    std::string head;
    protozero::pbf_writer header(head);
    header.add_string(4, "OsmSchema-V0.6");
    header.add_int64(32, 1777666860);
    std::string text = block("OSMHeader", head);
    if (!nodes_.empty()) text += block("OSMData", nodes());
    if (!ways_.empty()) text += block("OSMData", ways());
    std::ofstream(file, std::ios::binary) << text;
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

  static std::string block(const std::string& type, const std::string& content) {
    std::string blob;
    protozero::pbf_writer(blob).add_bytes(1, content);
    std::string head;
    protozero::pbf_writer header(head);
    header.add_string(1, type);
    header.add_int32(3, static_cast<std::int32_t>(blob.size()));
    std::string length;
    for (const int shift : {24, 16, 8, 0}) length += static_cast<char>(head.size() >> shift);
    return length + head + blob;
  }

  // Every tag has two strings of its own; the first string of a table is nobody's.
  class Strings {
   public:
    void add(protozero::pbf_writer& to, const Tags& tags) {
      std::vector<std::uint32_t> keys;
      std::vector<std::uint32_t> values;
      for (const auto& [key, value] : tags) {
        keys.push_back(number_of(key));
        values.push_back(number_of(value));
      }
      to.add_packed_uint32(2, keys.begin(), keys.end());
      to.add_packed_uint32(3, values.begin(), values.end());
    }
    std::string block_with(const std::string& group) const {
      std::string block;
      protozero::pbf_writer writer(block);
      writer.add_message(1, table_);
      writer.add_message(2, group);
      return block;
    }

   private:
    std::uint32_t number_of(const std::string& text) {
      protozero::pbf_writer(table_).add_bytes(1, text);
      return ++count_;
    }
    std::string table_ = std::string("\n\0", 2);
    std::uint32_t count_ = 0;
  };

  std::string nodes() const {
    Strings strings;
    std::string group;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      protozero::pbf_writer writer(group);
      protozero::pbf_writer node(writer, 1);
      const LatLong at = to_wgs84(nodes_[i].place);
      node.add_sint64(1, static_cast<std::int64_t>(i) + 1);
      strings.add(node, nodes_[i].tags);
      node.add_sint64(8, std::llround(at.latitude_deg * 1e7));
      node.add_sint64(9, std::llround(at.longitude_deg * 1e7));
    }
    return strings.block_with(group);
  }

  std::string ways() const {
    Strings strings;
    std::string group;
    for (std::size_t i = 0; i < ways_.size(); ++i) {
      protozero::pbf_writer writer(group);
      protozero::pbf_writer way(writer, 3);
      way.add_int64(1, static_cast<std::int64_t>(i) + 1);
      strings.add(way, ways_[i].tags);
      std::vector<std::int64_t> steps;
      std::int64_t last = 0;
      for (const std::int64_t node : ways_[i].nodes)
        steps.push_back(node - std::exchange(last, node));
      way.add_packed_sint64(8, steps.begin(), steps.end());
    }
    return strings.block_with(group);
  }

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
