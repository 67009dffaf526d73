// Who belongs to which trust, federation, sponsor and cluster, and from when to when.
#include <algorithm>
#include <tuple>

#include "world.hpp"

namespace county {
namespace {

constexpr int multi_academy = 6;
constexpr int sponsor = 5;

void join(World& world, int urn, int uid, int joined) {
  world.belongings.push_back({urn, uid, joined, 0});
}

void leave_trust(World& world, int urn, int date) {
  for (Belonging& belonging : world.belongings) {
    if (belonging.urn == urn && belonging.left == 0) belonging.left = date;
  }
}

void add_trusts(World& world) {
  for (const ConversionSeed& seed : conversion_seeds()) {
    const std::size_t school = world.by_id.find(seed.id)->second;
    join(world, world.records[world.record_on(school, seed.opened)].urn, seed.uid, seed.opened);
  }
  for (const NewSchoolSeed& seed : new_school_seeds()) {
    if (seed.uid == 0) continue;
    join(world, world.records[world.school(seed.id).records.front()].urn, seed.uid, seed.opened);
  }
  for (const TrustMoveSeed& seed : trust_move_seeds()) {
    const std::size_t school = world.by_id.find(seed.id)->second;
    const int urn = world.records[world.record_on(school, seed.date)].urn;
    leave_trust(world, urn, seed.date);
    join(world, urn, seed.uid, seed.date);
  }
}

// Every academy of a trust that is also a sponsor is linked to the sponsor, as in the register.
void add_sponsors(World& world) {
  std::vector<Belonging> sponsored;
  for (const GroupSeed& group : group_seeds()) {
    if (group.type != sponsor) continue;
    for (const Belonging& belonging : world.belongings) {
      const GroupSeed& trust = group_of_uid(belonging.uid);
      if (trust.type != multi_academy || std::string_view(trust.name) != group.name) continue;
      if (belonging.left != 0 && belonging.left <= group.opened) continue;
      sponsored.push_back(
          {belonging.urn, group.uid, std::max(belonging.joined, group.opened), belonging.left});
    }
  }
  world.belongings.insert(world.belongings.end(), sponsored.begin(), sponsored.end());
}

void add_partnerships(World& world) {
  for (const GroupMemberSeed& seed : group_member_seeds()) {
    join(world, world.records[world.school(seed.id).records.front()].urn, seed.uid, seed.joined);
  }
}

std::string county_cluster_name(char letter) {
  if (letter == 'P') return "St Fenna (Roman Catholic)";
  for (const Place& place : places()) {
    if (place.letter == letter) return place.cluster;
  }
  return "";
}

ClusterMembership county_membership(const World& world, std::size_t school, char letter,
                                    int joined) {
  ClusterMembership row;
  row.owner = "Eastmarch";
  row.cluster = county_cluster_name(letter);
  row.letter = letter;
  row.kind = "cluster";
  row.school = school;
  row.urn = world.records[world.record_on(school, joined)].urn;
  row.joined = joined;
  row.funding = true;
  return row;
}

// The secondary school of the place leads; Brackenford's primary school took over when the high
// school left for its trust's cluster.
bool leads(const School& school, char letter, int date) {
  const std::string_view id = school.seed->id;
  if (id == "brackenford-p") return date >= 20220901;
  if (id == "kestrel-down") return false;
  const char kind = school.seed->kind;
  return (kind == 'S' || kind == 'T') && (school.seed->place == letter || letter == 'P');
}

void add_county_clusters_of(World& world, std::size_t index) {
  const School& school = world.schools[index];
  if (school.seed->cluster == '-') return;
  const Record& first = world.records[school.records.front()];
  const Record& last = world.records[school.records.back()];
  const int begin = std::max(first.opened, county_clusters_began);
  std::vector<std::pair<int, char>> turns = {{begin, school.seed->cluster}};
  for (const CountyMoveSeed& seed : county_move_seeds()) {
    if (std::string_view(seed.id) == school.seed->id) turns.emplace_back(seed.date, seed.cluster);
  }
  if (std::string_view(school.seed->id) == "brackenford-p") {
    turns.emplace_back(20220901, school.seed->cluster);
  }
  for (std::size_t i = 0; i < turns.size(); ++i) {
    const auto [joined, letter] = turns[i];
    if (letter == '-') continue;
    ClusterMembership row = county_membership(world, index, letter, joined);
    row.lead = leads(school, letter, joined);
    if (i + 1 < turns.size()) row.left = turns[i + 1].first;
    // Every closure of the tables is on the 31st of August.
    if (row.left == 0 && last.closed != 0) row.left = last.closed / 10000 * 10000 + 901;
    world.clusters.push_back(row);
  }
}

void add_second_clusters(World& world) {
  for (const SecondClusterSeed& seed : second_cluster_seeds()) {
    const std::size_t school = world.by_id.find(seed.id)->second;
    ClusterMembership row = county_membership(world, school, seed.cluster, seed.joined);
    row.funding = false;
    world.clusters.push_back(row);
  }
}

bool in_county_cluster(const World& world, std::size_t school, int date) {
  return std::any_of(world.clusters.begin(), world.clusters.end(),
                     [&](const ClusterMembership& row) {
                       return row.owner == "Eastmarch" && row.school == school && row.funding &&
                              row.joined <= date && (row.left == 0 || date < row.left);
                     });
}

void add_trust_clusters(World& world) {
  for (const TrustClusterMemberSeed& seed : trust_cluster_member_seeds()) {
    ClusterMembership row;
    row.owner = group_of_uid(seed.uid).name;
    for (const TrustClusterSeed& cluster : trust_cluster_seeds()) {
      if (cluster.uid != seed.uid || cluster.letter != seed.letter) continue;
      row.cluster = cluster.cluster;
      row.kind = cluster.kind;
    }
    row.letter = seed.letter;
    row.school = world.by_id.find(seed.id)->second;
    row.urn = world.records[world.record_on(row.school, seed.joined)].urn;
    row.joined = seed.joined;
    row.left = seed.left;
    row.funding = !in_county_cluster(world, row.school, seed.joined);
    row.lead = seed.lead;
    world.clusters.push_back(row);
  }
}

}  // namespace

void add_memberships(World& world) {
  add_trusts(world);
  add_sponsors(world);
  add_partnerships(world);
  for (std::size_t school = 0; school < world.schools.size(); ++school) {
    add_county_clusters_of(world, school);
  }
  add_second_clusters(world);
  add_trust_clusters(world);
  const auto key = [](const ClusterMembership& row) {
    return std::tuple(row.owner, row.letter, row.joined, row.urn);
  };
  std::stable_sort(world.clusters.begin(), world.clusters.end(),
                   [&](const auto& a, const auto& b) { return key(a) < key(b); });
}

}  // namespace county
