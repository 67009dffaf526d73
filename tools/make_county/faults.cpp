// The generator checks its own world before it writes a line, so that the demonstration is clean:
// whatever an importer reports about these files is then a fault of the importer.
#include <algorithm>
#include <set>
#include <string>
#include <tuple>

#include "world.hpp"

namespace county {
namespace {

using Faults = std::vector<std::string>;

constexpr int never = 99991231;

int end_of(int left) { return left == 0 ? never : left; }

void check_records(const World& world, Faults& faults) {
  std::set<int> urns;
  for (const Record& record : world.records) {
    const std::string label = std::to_string(record.urn) + " " + record.names.back().second;
    if (record.urn < 990000 || record.urn > 990999) faults.push_back(label + ": URN out of range");
    if (!urns.insert(record.urn).second) faults.push_back(label + ": URN used twice");
    if (record.closed != 0 && record.closed < record.opened) {
      faults.push_back(label + ": closed before it opened");
    }
    for (std::size_t i = 1; i < record.names.size(); ++i) {
      if (!record.open_on(record.names[i].first)) faults.push_back(label + ": renamed when shut");
    }
    for (std::size_t i = 0; i < record.inspections.size(); ++i) {
      const Inspection& inspection = record.inspections[i];
      if (inspection.date >= 20240901 || !record.open_on(inspection.date)) {
        faults.push_back(label + ": inspected on an impossible day");
      }
      if (i > 0 && inspection.date < record.inspections[i - 1].date) {
        faults.push_back(label + ": inspections out of order");
      }
    }
  }
  for (const int date : snapshot_dates) {
    std::set<int> numbers;
    for (const Record& record : world.records) {
      if (record.open_on(date) && !numbers.insert(record.number).second) {
        faults.push_back(std::to_string(record.number) + ": school number used twice");
      }
    }
  }
}

std::string inverse_of(std::string type) {
  const bool backward = type.rfind("Predecessor", 0) == 0;
  const std::string from = backward ? "Predecessor" : "Successor";
  return type.replace(0, from.size(), backward ? "Successor" : "Predecessor");
}

void check_links(const World& world, Faults& faults) {
  for (const Link& link : world.links) {
    const auto other = std::find_if(world.links.begin(), world.links.end(), [&](const Link& l) {
      return l.urn == link.other && l.other == link.urn && l.date == link.date &&
             l.type == inverse_of(link.type);
    });
    if (other == world.links.end()) {
      faults.push_back(std::to_string(link.urn) + ": link to one side only");
    }
  }
}

void check_belongings(const World& world, Faults& faults) {
  for (const Belonging& a : world.belongings) {
    const GroupSeed& group = group_of_uid(a.uid);
    const Record& record = world.record_of_urn(a.urn);
    const std::string label = std::to_string(a.urn) + " in " + group.name;
    if (a.joined < group.opened) faults.push_back(label + ": joined before the group opened");
    if (group.closed != 0 && a.left == 0) faults.push_back(label + ": still in a closed group");
    if (a.joined < record.opened || (record.closed != 0 && a.left == 0)) {
      faults.push_back(label + ": belongs while the school is shut");
    }
    for (const Belonging& b : world.belongings) {
      if (&a == &b || a.urn != b.urn) continue;
      const int other = group_of_uid(b.uid).type;
      const bool trusts = (group.type == 6 || group.type == 10) && (other == 6 || other == 10);
      if ((trusts || a.uid == b.uid) && a.joined < end_of(b.left) && b.joined < end_of(a.left)) {
        faults.push_back(label + ": overlaps another membership");
      }
    }
  }
}

void check_clusters(const World& world, Faults& faults) {
  std::set<int> days;
  for (const ClusterMembership& row : world.clusters) {
    days.insert(row.joined);
    const Record& record = world.record_of_urn(row.urn);
    if (!record.open_on(row.joined)) faults.push_back(row.cluster + ": member is shut");
    if (row.left != 0 && row.left <= row.joined) faults.push_back(row.cluster + ": ends too soon");
  }
  for (const int day : days) {
    std::set<std::tuple<std::string, char>> leads;
    std::set<std::tuple<std::string, char, std::size_t>> members;
    std::vector<int> funding(world.schools.size(), 0);
    std::vector<int> any(world.schools.size(), 0);
    for (const ClusterMembership& row : world.clusters) {
      if (row.joined > day || day >= end_of(row.left)) continue;
      const std::string label = row.owner + " " + row.letter + " on " + std::to_string(day);
      if (row.lead && !leads.emplace(row.owner, row.letter).second) {
        faults.push_back(label + ": two lead schools");
      }
      if (!members.emplace(row.owner, row.letter, row.school).second) {
        faults.push_back(label + ": member twice");
      }
      any[row.school] = 1;
      funding[row.school] += row.funding ? 1 : 0;
    }
    for (std::size_t i = 0; i < any.size(); ++i) {
      if (any[i] != funding[i]) {
        faults.push_back(std::string(world.schools[i].seed->id) + " on " + std::to_string(day) +
                         ": not one funding cluster");
      }
    }
  }
}

// The shore of the Meresea, from north to south; the land is to its west.
void check_shore(const World& world, Faults& faults) {
  struct Point {
    int x_m, y_m;
  };
  constexpr Point shore[] = {{599000, 349500}, {602000, 345000}, {606000, 341000},
                             {609800, 337500}, {611600, 334000}, {613900, 326500},
                             {613000, 322000}, {612600, 316000}, {609000, 310000},
                             {607000, 300000}};
  for (const School& school : world.schools) {
    for (std::size_t i = 1; i < std::size(shore); ++i) {
      const Point north = shore[i - 1];
      const Point south = shore[i];
      if (school.northing_m > north.y_m || school.northing_m < south.y_m) continue;
      const int x_m = north.x_m + (south.x_m - north.x_m) * ((north.y_m - school.northing_m) / 10) /
                                      ((north.y_m - south.y_m) / 10);
      if (school.easting_m > x_m) faults.push_back(school.seed->id + std::string(": in the sea"));
    }
  }
}

}  // namespace

std::vector<std::string> faults(const World& world) {
  Faults found;
  check_records(world, found);
  check_links(world, found);
  check_belongings(world, found);
  check_clusters(world, found);
  check_shore(world, found);
  return found;
}

}  // namespace county
