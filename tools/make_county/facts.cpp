// What a school is like: where it stands, how large it is, whom it serves, how it was inspected.
#include <algorithm>
#include <string>

#include "dates.hpp"
#include "prng.hpp"
#include "world.hpp"

namespace county {
namespace {

constexpr const char* streets[] = {
    "School Lane",     "Church Lane",      "Staithe Road",   "The Street",     "Mill Drove",
    "Sea Bank",        "Osier Way",        "Tern Close",     "Windpump Lane",  "Causeway",
    "Herring Row",     "Fisherman’s Walk", "Café Row",       "Samphire Road",  "Marsh View",
    "Lime Kiln Road",  "Chapel Drove",     "Turnpike Road",  "Plover Crescent", "Beacon Hill",
    "Netmakers’ Yard", "Abbey Walk",       "Curlew Avenue",  "Long Dyke Road", "Quarter Lane"};

// The village of a school away from its town is the name that it bears.
std::string locality_of(const std::string& name, const std::string& town) {
  std::string village = name;
  for (const char* word : {" Primary", " Church of England", " Infant", " Junior", " High",
                           " Nursery", " Catholic", " School", " St "}) {
    village = village.substr(0, village.find(word));
  }
  const bool street = village.find(" Lane") != std::string::npos ||
                      village.find(" Road") != std::string::npos;
  const bool named = village.rfind("St ", 0) == 0 || village.rfind("The ", 0) == 0;
  return street || named || village == town ? "" : village;
}

std::string digits(int value, std::size_t width) {
  std::string text = std::to_string(value);
  return text.size() >= width ? text : std::string(width - text.size(), '0') + text;
}

void place_school(School& school, std::size_t place_index, Prng& prng) {
  const SchoolSeed& seed = *school.seed;
  school.easting_m = seed.x_dam * 10;
  school.northing_m = seed.y_dam * 10;
  // Positions given to 10 m are kept, for the mock-ups state distances between them.
  if (seed.x_dam % 10 == 0 && seed.y_dam % 10 == 0) {
    school.easting_m += prng.between(-40, 40);
    school.northing_m += prng.between(-40, 40);
  }
  const long dx_m = school.easting_m - school.place->x_dam * 10L;
  const long dy_m = school.northing_m - school.place->y_dam * 10L;
  const bool city = school.place->district == 1;
  school.village = dx_m * dx_m + dy_m * dy_m > (city ? 5000L * 5000L : 1500L * 1500L);
  if (school.village) school.locality = locality_of(seed.name, school.place->town);
  school.street = streets[prng.between(0, static_cast<int>(std::size(streets)) - 1)];
  const std::string_view letters = "ABDEFGHJLNPQRSTUWXYZ";
  const auto letter = [&] { return letters[static_cast<std::size_t>(prng.between(0, 19))]; };
  // One draw to a statement: compilers differ in the order of operands.
  school.postcode = "EM" + std::to_string(school.place->postcode_district) + " ";
  school.postcode += std::to_string(prng.between(1, 9));
  school.postcode += letter();
  school.postcode += letter();
  const bool east = dx_m >= 0;
  school.ward = east ? school.place->ward_east : school.place->ward_west;
  const int area = static_cast<int>(place_index) * 2 + (east ? 1 : 0);
  const int part = school.village ? prng.between(3, 5) : prng.between(0, 2);
  const std::string district = district_names()[static_cast<std::size_t>(school.place->district)];
  school.msoa_name = district + " " + digits(area + 1, 3);
  school.msoa_code = "E02999" + digits(area + 1, 3);
  school.lsoa_name = school.msoa_name + static_cast<char>('A' + part);
  school.lsoa_code = "E01999" + digits(area * 6 + part + 1, 3);
  school.property = "10099" + digits(prng.between(0, 9999999), 7);
}

// Capacities come in whole forms of entry: 7 or 6 year groups of 15 or 30.
int capacity_of(const School& school) {
  const SchoolSeed& seed = *school.seed;
  const int most = std::max({seed.pupils_2016, seed.pupils_2022, seed.pupils_2026});
  int step = 105;
  if (seed.kind == 'I') step = 90;
  if (seed.kind == 'J') step = 120;
  if (most < 100) step = 35;
  if (std::string_view("STAKH").find(seed.kind) != std::string_view::npos) step = 75;
  if (std::string_view("XNU").find(seed.kind) != std::string_view::npos) step = 8;
  return (most * 102 / 100 + step - 1) / step * step;
}

int fsm_of(const School& school, Prng& prng) {
  int tenths = school.place->fsm_percent * 10 + prng.between(-45, 45);
  if (school.seed->kind == 'X' || school.seed->kind == 'U') tenths += 180;
  if (school.seed->kind == 'J' || school.village) tenths -= 15;
  // The council's estate by the harbour of Corran, and the old wharves of Wenbridge.
  const std::string_view id = school.seed->id;
  if (id == "lifeboat" || id == "foundry" || id == "canal") tenths += 110;
  return std::max(tenths, 21);
}

// Inspectors come on working days, not in August, and gave no grades while schools were shut.
int inspection_day(int year, Prng& prng) {
  int month = year == 2024 ? prng.between(1, 7) : prng.between(1, 11);
  if (month == 8) month = 9;
  if ((year == 2020 && month > 3) || (year == 2021 && month < 5)) {
    year = 2021;
    month = prng.between(9, 11);
  }
  int date = year * 10000 + month * 100 + prng.between(5, 25);
  while (weekday(date) > 5) ++date;
  return date;
}

void inspect(Record& record, const School& school, Prng& prng) {
  const std::string_view id = school.seed->id;
  for (const InspectionSeed& seed : inspection_seeds()) {
    if (id == seed.id && record.open_on(seed.date)) {
      record.inspections.push_back({seed.date, seed.grade});
    }
  }
  // Whoever has stories in the tables has no others, and independent schools have no grades here.
  const auto seeds = inspection_seeds();
  const bool told = std::any_of(seeds.begin(), seeds.end(),
                                [id](const InspectionSeed& seed) { return id == seed.id; });
  if (school.seed->kind == 'H' || (told && !record.inspections.empty())) return;
  if (told && record.opened != 0) return;
  int year = record.opened == 0 ? prng.between(2011, 2014) : record.opened / 10000 + 3;
  while (year <= 2024) {
    const int date = inspection_day(year, prng);
    const int roll = prng.between(1, 100) - (school.place->fsm_percent > 30 ? 5 : 0);
    const char* grade = "Good";
    if (roll > 87) grade = "Outstanding";
    if (roll <= 12) grade = "Requires improvement";
    if (roll <= -2) grade = "Serious Weaknesses";
    if (record.open_on(date)) record.inspections.push_back({date, grade});
    year = date / 10000 + prng.between(3, 5);
  }
}

}  // namespace

int census_before(int date) {
  // The third Thursday of each January.
  constexpr int censuses[] = {20160121, 20170119, 20180118, 20190117, 20200116, 20210121,
                              20220120, 20230119, 20240118, 20250116, 20260115};
  int found = 0;
  for (const int census : censuses) {
    if (census <= date) found = census;
  }
  return found;
}

int census_of(const Record& record, int date) {
  const int census =
      census_before(record.closed != 0 && record.closed < date ? record.closed : date);
  return census >= record.opened ? census : 0;
}

int pupils_in(const World& world, const School& school, int year) {
  const SchoolSeed& seed = *school.seed;
  int first_year = 2016;
  int first = seed.pupils_2016;
  // A free school fills from its first year group upwards.
  if (first == 0) {
    first_year = world.records[school.records.front()].opened / 10000 + 1;
    first = seed.pupils_2022 != 0 ? seed.pupils_2022 : seed.pupils_2026 / 3;
    if (std::string_view(seed.id) == "sallow") first = 42;
  }
  int last_year = 2026;
  int last = seed.pupils_2026;
  // Schools that closed on the way were going to be this small by 2026.
  if (last == 0) last = first * (first < 50 ? 30 : 92) / 100;
  if (seed.pupils_2022 != 0 && first_year < 2022) {
    if (year <= 2022) {
      last_year = 2022;
      last = seed.pupils_2022;
    } else {
      first_year = 2022;
      first = seed.pupils_2022;
    }
  }
  if (year <= first_year) return first;
  if (year >= last_year) return last;
  const int between = first + (last - first) * (year - first_year) / (last_year - first_year);
  Prng prng = Prng::of(world.seed, std::string(seed.id) + std::to_string(year));
  const int swing = std::max(between * 2 / 100, 1);
  return between + prng.between(-swing, swing);
}

void add_facts(World& world) {
  for (School& school : world.schools) {
    Prng prng = Prng::of(world.seed, school.seed->id);
    const auto place_index = static_cast<std::size_t>(school.place - places().data());
    place_school(school, place_index, prng);
    school.capacity = capacity_of(school);
    school.fsm_tenths = fsm_of(school, prng);
    school.girls_per_mille = school.seed->kind == 'X' || school.seed->kind == 'U'
                                 ? prng.between(260, 340)
                                 : prng.between(465, 525);
    school.nursery_class = school.seed->kind == 'P' && prng.between(1, 3) == 1;
    for (const std::size_t record : school.records) {
      inspect(world.records[record], school, prng);
    }
  }
}

}  // namespace county
