// The worked examples of the Ordnance Survey, the way there and back, and every open school.
#include "geo/grid.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace geo {
namespace {

double degrees(double degrees, double minutes, double seconds) {
  return degrees + minutes / 60 + seconds / 3600;
}

// Annex C of the guide works this point of Norfolk, the water tower of Caister, both ways.
const LatLong caister{degrees(52, 39, 27.2531), degrees(1, 43, 4.5177)};
const GridPoint caister_on_grid{651409.903, 313177.270};

TEST(Grid, projects_the_example_of_the_guide) {
  const GridPoint point = grid_from_osgb36(caister);
  EXPECT_NEAR(point.east_m, caister_on_grid.east_m, 0.001);
  EXPECT_NEAR(point.north_m, caister_on_grid.north_m, 0.001);
}

TEST(Grid, takes_the_example_of_the_guide_back) {
  const LatLong place = osgb36_from_grid(caister_on_grid);
  EXPECT_NEAR(place.latitude_deg, caister.latitude_deg, 1e-8);
  EXPECT_NEAR(place.longitude_deg, caister.longitude_deg, 1e-8);
}

// The same tower by satellite, and where the exact transformation (OSTN15) puts it.
TEST(Grid, is_within_five_metres_of_the_exact_transformation) {
  const LatLong by_satellite{degrees(52, 39, 28.8282), degrees(1, 42, 57.8663)};
  const GridPoint exact{651409.804, 313177.450};
  EXPECT_LT(distance_m(to_grid(by_satellite), exact), 5);
  EXPECT_LT(distance_m(to_grid(to_wgs84(exact)), exact), 0.1);
  std::printf("%.2f m from the exact place\n", distance_m(to_grid(by_satellite), exact));
}

TEST(Grid, measures_in_metres) {
  EXPECT_DOUBLE_EQ(distance_m({600000, 300000}, {600300, 300400}), 500);
}

RC_GTEST_PROP(GridProperty, there_and_back_is_the_same_place, ()) {
  const GridPoint point{static_cast<double>(*rc::gen::inRange(80000, 660000)),
                        static_cast<double>(*rc::gen::inRange(5000, 660000))};
  RC_ASSERT(distance_m(to_grid(to_wgs84(point)), point) < 0.1);
  RC_ASSERT(distance_m(grid_from_osgb36(osgb36_from_grid(point)), point) < 0.001);
}

// Cells of a line whose cells may be quoted.
std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (const char letter : line) {
    if (letter == '"') {
      quoted = !quoted;
    } else if (letter == ',' && !quoted) {
      cells.emplace_back();
    } else {
      cells.back() += letter;
    }
  }
  return cells;
}

// A copy of the register of 2025 gives both. Its degrees were made with the same transformation by
// another program, so this compares the programs, not the transformation with the ground.
TEST(Grid, agrees_with_the_register) {
  const std::filesystem::path file = std::filesystem::path(GUILDHALL_SOURCE_DIR) / ".." / "shared" /
                                     "data" / "gias" / "gias-open-20250524.csv.gz";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "there is no " << file << " to compare with";
  const std::string command = "gzip -dc '" + file.string() + "'";
  const std::unique_ptr<FILE, int (*)(FILE*)> stream(popen(command.c_str(), "r"), pclose);
  ASSERT_TRUE(stream);
  char line[4096];
  int compared = 0;
  double most_m = 0;
  while (std::fgets(line, sizeof line, stream.get()) != nullptr) {
    const auto cells = cells_of(line);
    if (cells.size() != 16 || cells[10].empty() || std::atof(cells[10].c_str()) < 1) continue;
    const GridPoint given{std::atof(cells[10].c_str()), std::atof(cells[11].c_str())};
    const GridPoint made = to_grid({std::atof(cells[15].c_str()), std::atof(cells[14].c_str())});
    most_m = std::max(most_m, distance_m(given, made));
    ++compared;
  }
  EXPECT_GT(compared, 20000);
  EXPECT_LT(most_m, 0.1);
  std::printf("%d schools, at most %.4f m apart\n", compared, most_m);
}

}  // namespace
}  // namespace geo
