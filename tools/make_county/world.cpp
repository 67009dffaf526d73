// Builds schools, their records in time and the links between them.
#include "world.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "dates.hpp"

namespace county {
namespace {

constexpr int first_urn = 990101;
constexpr int brackenford_urn = 990214;
constexpr int brackenford_academy_urn = 990871;

int maintained_type(const SchoolSeed& seed) {
  switch (seed.kind) {
    case 'N': return 15;
    case 'X': return 7;
    case 'U': return 14;
    case 'K': return 18;
    case 'H': return 11;
    default: break;
  }
  switch (seed.church) {
    case 'c': return 3;
    case 'v': return 2;
    case 'r': return 2;
    case 'f': return 5;
    default: return 1;
  }
}

const NewSchoolSeed* newcomer(std::string_view id) {
  for (const NewSchoolSeed& seed : new_school_seeds()) {
    if (id == seed.id) return &seed;
  }
  return nullptr;
}

// Numbers run within each series, as the register's do: 1 nursery, 2 primary, 3 church, 4
// secondary, 7 special.
class Numbers {
 public:
  int take(const SchoolSeed& seed, bool fresh) {
    if (std::string_view(seed.id) == "brackenford" && !fresh) return 4021;
    return next(fresh ? series(seed) + 900 : series(seed))++;
  }

 private:
  static int series(const SchoolSeed& seed) {
    switch (seed.kind) {
      case 'N': return 1001;
      case 'U': return 1101;
      case 'X': return 7001;
      case 'K': return 8601;
      case 'H': return 6001;
      case 'S':
      case 'T':
      case 'A': return 4001;
      default: break;
    }
    if (seed.church == 'c') return 3001;
    return seed.church == 'v' || seed.church == 'r' ? 3301 : 2001;
  }
  int& next(int start) { return table_.try_emplace(start, start).first->second; }

  std::map<int, int> table_;
};

Record first_record(const SchoolSeed& seed, std::size_t school, Numbers& numbers) {
  Record record;
  record.school = school;
  record.type = maintained_type(seed);
  record.names.emplace_back(0, seed.name);
  const NewSchoolSeed* made = newcomer(seed.id);
  if (made != nullptr) {
    record.opened = made->opened;
    record.reason_opened =
        std::string_view(seed.id) == "haven" ? "Result of Amalgamation" : "New Provision";
    if (made->type != 0) {
      record.type = made->type;
      record.reason_opened = "Academy Free School";
    }
  }
  record.number = numbers.take(seed, made != nullptr && made->type != 0);
  record.has_ukprn = std::string_view(seed.id) != "brackenford";
  return record;
}

void convert(World& world, const ConversionSeed& seed, Numbers& numbers) {
  const std::size_t index = world.by_id.find(seed.id)->second;
  School& school = world.schools[index];
  Record& old = world.records[school.records.back()];
  Record record;
  record.school = index;
  record.type = seed.type;
  record.names.emplace_back(0, seed.name != nullptr ? seed.name : old.names.back().second);
  record.opened = seed.opened;
  const bool sponsored = seed.type == 28;
  record.reason_opened = sponsored ? "New Provision" : "Academy Converter";
  record.number = sponsored ? numbers.take(*school.seed, true) : old.number;
  old.closed = day_before(seed.opened);
  old.reason_closed = sponsored ? "For Academy" : "Academy Converter";
  school.records.push_back(world.records.size());
  world.records.push_back(record);
}

// Later records are numbered by the day on which they opened; Brackenford's number is fixed by
// the mock-ups, and the others are counted from it.
void number_records(World& world) {
  std::vector<std::size_t> later;
  int urn = first_urn;
  for (std::size_t i = 0; i < world.records.size(); ++i) {
    Record& record = world.records[i];
    const bool brackenford =
        std::string_view(world.schools[record.school].seed->id) == "brackenford";
    if (record.opened != 0) {
      later.push_back(i);
    } else if (brackenford) {
      record.urn = brackenford_urn;
    } else {
      if (urn == brackenford_urn) ++urn;
      record.urn = urn++;
    }
  }
  std::stable_sort(later.begin(), later.end(), [&](std::size_t a, std::size_t b) {
    return world.records[a].opened < world.records[b].opened;
  });
  std::size_t anchor = 0;
  for (std::size_t i = 0; i < later.size(); ++i) {
    const Record& record = world.records[later[i]];
    if (std::string_view(world.schools[record.school].seed->id) == "brackenford") anchor = i;
  }
  for (std::size_t i = 0; i < later.size(); ++i) {
    world.records[later[i]].urn =
        brackenford_academy_urn + static_cast<int>(i) - static_cast<int>(anchor);
  }
}

void apply_names_and_closures(World& world) {
  for (const RenameSeed& seed : rename_seeds()) {
    const std::size_t school = world.by_id.find(seed.id)->second;
    world.records[world.record_on(school, seed.date)].names.emplace_back(seed.date, seed.name);
  }
  for (const ClosureSeed& seed : closure_seeds()) {
    Record& record = world.records[world.school(seed.id).records.back()];
    record.closed = seed.closed;
    record.reason_closed = seed.reason;
  }
}

void link_both_ways(World& world, const Record& before, const Record& after,
                    const std::string& backward, const std::string& forward, int date) {
  world.links.push_back({after.urn, before.urn, before.names.back().second, backward, date});
  world.links.push_back({before.urn, after.urn, after.names.back().second, forward, date});
}

void add_links(World& world) {
  for (const School& school : world.schools) {
    for (std::size_t i = 1; i < school.records.size(); ++i) {
      const Record& after = world.records[school.records[i]];
      link_both_ways(world, world.records[school.records[i - 1]], after, "Predecessor",
                     "Successor", after.opened);
    }
  }
  for (const LinkSeed& seed : link_seeds()) {
    link_both_ways(world, world.records[world.school(seed.before).records.back()],
                   world.records[world.school(seed.after).records.front()], seed.backward,
                   seed.forward, seed.date);
  }
  std::sort(world.links.begin(), world.links.end(), [](const Link& a, const Link& b) {
    return std::pair(a.urn, a.other) < std::pair(b.urn, b.other);
  });
}

}  // namespace

const std::string& Record::name_on(int date) const {
  const std::string* found = &names.front().second;
  for (const auto& [since, name] : names) {
    if (since <= date) found = &name;
  }
  return *found;
}

char School::kind_on(int date) const {
  const bool grows = std::string_view(seed->id) == "kestrel-down";
  return grows && date >= all_through_since ? 'A' : seed->kind;
}

const School& World::school(std::string_view id) const {
  auto found = by_id.find(id);
  if (found == by_id.end()) {
    std::fprintf(stderr, "The tables name an unknown school: %.*s\n",
                 static_cast<int>(id.size()), id.data());
    std::exit(1);
  }
  return schools[found->second];
}

std::size_t World::record_on(std::size_t school, int date) const {
  const std::vector<std::size_t>& all = schools[school].records;
  std::size_t found = all.front();
  for (const std::size_t record : all) {
    if (records[record].opened <= date) found = record;
  }
  return found;
}

const Record& World::record_of_urn(int urn) const {
  return *std::find_if(records.begin(), records.end(),
                       [urn](const Record& record) { return record.urn == urn; });
}

const GroupSeed* World::group_on(int urn, int date, std::initializer_list<int> types) const {
  for (const Belonging& belonging : belongings) {
    if (belonging.urn != urn || !belonging.on(date)) continue;
    const GroupSeed& group = group_of_uid(belonging.uid);
    if (std::find(types.begin(), types.end(), group.type) != types.end()) return &group;
  }
  return nullptr;
}

const GroupSeed& group_of_uid(int uid) {
  const auto groups = group_seeds();
  return *std::find_if(groups.begin(), groups.end(),
                       [uid](const GroupSeed& group) { return group.uid == uid; });
}

bool is_academy(int type) {
  constexpr int types[] = {28, 34, 35, 36, 44, 45};
  return std::find(std::begin(types), std::end(types), type) != std::end(types);
}

bool is_state_funded(int type) { return type != 11 && type != 18; }

World make_world(std::uint64_t seed) {
  World world;
  world.seed = seed;
  Numbers numbers;
  for (const SchoolSeed& row : school_seeds()) {
    School school;
    school.seed = &row;
    for (const Place& place : places()) {
      if (place.letter == row.place) school.place = &place;
    }
    school.records.push_back(world.records.size());
    world.records.push_back(first_record(row, world.schools.size(), numbers));
    world.by_id.emplace(row.id, world.schools.size());
    world.schools.push_back(school);
  }
  for (const ConversionSeed& row : conversion_seeds()) {
    world.school(row.id);
    convert(world, row, numbers);
  }
  number_records(world);
  apply_names_and_closures(world);
  add_links(world);
  add_facts(world);
  add_memberships(world);
  return world;
}

}  // namespace county
