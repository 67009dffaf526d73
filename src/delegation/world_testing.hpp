// A small world written as text: a catalogue, layers, a unit; used by cases and tests.
#pragma once

#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "delegation/layers.hpp"
#include "delegation/samples.hpp"
#include "delegation/words.hpp"

namespace delegation {

class World {
 public:
  Catalogue catalogue = shipped_catalogue();

  void use_catalogue(const std::string& text) { catalogue = must(read_catalogue(text)); }
  void add(const std::string& text) { add(text, base::Period()); }
  // `while_there`: the school is in the cluster that has this overlay.
  void add(const std::string& text, const base::Period& while_there) {
    auto layer = std::make_unique<Layer>(catalogue, must(read_scheme(catalogue, text)));
    for (auto& [period, layers] : layers_) {
      if (period == while_there) return layers.push_back(std::move(layer));
    }
    layers_.emplace_back(while_there, Layers()).second.push_back(std::move(layer));
  }
  // The layers that are in force on the day.
  InForce in_force(base::Date on) const {
    InForce all;
    for (const auto& [period, layers] : layers_) {
      if (!period.contains(on)) continue;
      const InForce some = layers_in_force(catalogue, layers, facts, on);
      all.layers.insert(all.layers.end(), some.layers.begin(), some.layers.end());
      all.wanting |= some.wanting;
    }
    return all;
  }
  base::Result<Unit> unit(base::Date on) const {
    return make_unit(catalogue, in_force(on).layers, on, filled, facts);
  }
  std::array<Filled, levels_max> filled{};
  FactValues facts;
  UnitNames names{"Harbour Learning Trust", "Harbour", "Saltmere Academy"};
  // Clusters that the school is in for a time.
  std::vector<std::pair<base::Period, std::string>> clusters;
  UnitNames names_on(base::Date on) const {
    UnitNames made = names;
    for (const auto& [period, cluster] : clusters) {
      if (period.contains(on)) made.cluster = cluster;
    }
    return made;
  }

  // "amount 18000; months 24"
  FactValues read_facts(std::string_view text) const {
    FactValues values;
    for (const std::string_view part : base::split(text, ';')) set(values, base::trim(part));
    return values;
  }
  void set(FactValues& values, std::string_view part) const {
    if (part.empty()) return;
    const std::size_t space = part.find(' ');
    const int fact = fact_called(catalogue.facts, part.substr(0, space));
    if (fact < 0 || space == std::string_view::npos) {
      throw std::runtime_error("no fact: " + std::string(part));
    }
    const auto at = static_cast<std::size_t>(fact);
    values.of[at] = must(read_fact(catalogue.facts[at], part.substr(space + 1)));
  }
  int decision(std::string_view code) const {
    const int found = catalogue.decision_called(code);
    if (found < 0) throw std::runtime_error("no decision: " + std::string(code));
    return found;
  }
  int level(std::string_view code) const {
    const int found = catalogue.level_called(code);
    if (found < 0) throw std::runtime_error("no level: " + std::string(code));
    return found;
  }
  template <typename T>
  static T must(base::Result<T> result) {
    if (!result.ok()) throw std::runtime_error(result.error().message);
    return std::move(result).value();
  }

 private:
  std::vector<std::pair<base::Period, Layers>> layers_;
};

inline std::string shipped(std::string_view name) {
  const auto text = sample_called(name);
  if (!text) throw std::runtime_error("nothing shipped is called " + std::string(name));
  return std::string(*text);
}

inline std::string up_to_end(std::istream& in, int& line) {
  std::string text;
  std::string row;
  while (std::getline(in, row) && row != "end") {
    ++line;
    text += row + "\n";
  }
  ++line;
  return text;
}

inline base::Date day_of(const std::string& text) {
  const auto day = base::Date::parse(text);
  if (!day) throw std::runtime_error("no day: " + text);
  return *day;
}

// The world that is being read, and for how long what comes next holds.
struct Reading {
  World world;
  base::Period period;
};

inline void world_line(Reading& reading, std::istream& in, const std::string& row, int& line) {
  World& world = reading.world;
  const std::size_t space = row.find(' ');
  const std::string word = row.substr(0, space);
  const std::string rest = space == std::string::npos ? "" : row.substr(space + 1);
  if (word == "ship")
    world.add(shipped(rest), reading.period);
  else if (word == "from")
    reading.period = base::Period::since(day_of(rest));
  else if (word == "until")
    reading.period = base::Period::before(day_of(rest));
  else if (word == "cluster")
    world.clusters.emplace_back(reading.period, rest);
  else if (word == "none")
    world.filled[static_cast<std::size_t>(world.level(rest))] = Filled::None;
  else if (word == "few")
    world.filled[static_cast<std::size_t>(world.level(rest))] = Filled::Inquorate;
  else if (word == "school")
    world.set(world.facts, rest);
  else if (row == "catalogue")
    world.use_catalogue(up_to_end(in, line));
  else if (row == "text")
    world.add(up_to_end(in, line), reading.period);
  else
    throw std::runtime_error("not known: " + row);
}

}  // namespace delegation
