// Small worlds drawn as text, for the tests of this room. A map has a letter for each school, 5 km
// apart: capitals are secondaries, small letters primaries, a point is nothing. A second map of the
// same shape has the clusters of today, by digit; "." is none.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "design/plan.hpp"
#include "geo/travel.hpp"

namespace design {

inline constexpr double cell_m = 5000;
inline constexpr std::size_t neighbours_kept = 60;

// Travel in a straight line: a minute for each kilometre. Every school has 100 pupils, is graded
// Good, and has the URN 990001, 990002, ... from west to east, north to south.
inline Facts world(std::string_view map, std::string_view today = {}) {
  Facts facts;
  facts.on = *base::Date::from_iso("2026-09-01");
  const auto rows = base::split(base::trim(map), '\n');
  const auto clusters = base::split(base::trim(today), '\n');
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const std::string_view line = base::trim(rows[row]);
    for (std::size_t column = 0; column < line.size(); ++column) {
      const char mark = line[column];
      if (mark == '.') continue;
      SchoolFacts school;
      school.urn = 990001 + static_cast<std::int64_t>(facts.schools.size());
      school.id = registry::SchoolId{school.urn - 990000};
      school.name = std::string(1, mark);
      const bool capital = mark >= 'A' && mark <= 'Z';
      school.phase = capital ? registry::Phase::Secondary : registry::Phase::Primary;
      school.point = {600000 + cell_m * static_cast<double>(column),
                      300000 - cell_m * static_cast<double>(row)};
      school.pupils = 100;
      school.ofsted_grade = "Good";
      school.authority_name = "Eastmarch";
      if (!clusters[0].empty()) {
        const char digit = base::trim(clusters[row])[column];
        if (digit != '.') school.today = digit - '1';
        while (static_cast<int>(facts.today.size()) <= school.today) {
          const std::string number = std::to_string(facts.today.size() + 1);
          facts.today.push_back(
              {registry::ClusterId{static_cast<std::int64_t>(facts.today.size() + 1)},
               "Cluster " + number, std::string(1, static_cast<char>('A' + facts.today.size()))});
        }
      }
      facts.schools.push_back(std::move(school));
    }
  }
  std::vector<geo::GridPoint> points;
  for (const SchoolFacts& each : facts.schools) points.push_back(each.point);
  facts.travel = geo::travel_straight(points, {}, neighbours_kept);
  facts.owner = registry::OrganisationId{1};
  facts.owner_name = "Eastmarch";
  return facts;
}

// A scenario of straight lines with these further lines.
inline Scenario rules(std::string_view lines) {
  auto read = read_scenario("name: Test\non: 2026-09-01\ntravel: straight\n" + std::string(lines));
  CHECK(read.ok());
  return std::move(read).value();
}

// The place of the school with this mark.
inline int school(const Facts& facts, char mark) {
  for (std::size_t at = 0; at < facts.schools.size(); ++at) {
    if (facts.schools[at].name == std::string(1, mark)) return static_cast<int>(at);
  }
  CHECK(false);
}

// Which schools are together, as text: "AbC deF", clusters by their first school.
inline std::string groups(const Facts& facts, const Plan& plan) {
  std::vector<std::string> parts;
  for (const std::vector<int>& members : members_of(plan)) {
    std::string part;
    for (const int each : members) part += facts.schools[static_cast<std::size_t>(each)].name;
    if (!part.empty()) parts.push_back(part);
  }
  std::sort(parts.begin(), parts.end());
  return base::join(parts, " ");
}

}  // namespace design
