// Reading the files on which travel rests.
#include "app/travel.hpp"

#include <algorithm>
#include <filesystem>
#include <ostream>

#include "registry/unpack.hpp"

namespace app {
namespace {

constexpr std::size_t faults_shown = 20;

std::string name_of_file(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

base::Result<geo::Estimate> read_estimate(const base::Invocation& call) {
  const auto file = call.value("estimate");
  if (!file) return geo::default_estimate();
  return geo::read_estimate(TRY(registry::read_unpacked(*file)), name_of_file(*file));
}

base::Result<geo::TravelMatrix> read_matrix(const base::Invocation& call, const std::string& file) {
  auto matrix = TRY(geo::read_matrix(TRY(registry::read_unpacked(file)), name_of_file(file)));
  if (const auto day = call.value("dated")) {
    matrix.dated = base::Date::parse(*day);
    if (!matrix.dated) {
      return base::make_error("bad_date", "\"" + *day + "\" is no day. Write it as 2026-05-24.",
                              "--dated");
    }
  }
  std::ostream& err = *call.err;
  for (std::size_t i = 0; i < std::min(faults_shown, matrix.faults.size()); ++i) {
    const geo::MatrixFault& fault = matrix.faults[i];
    err << matrix.name << ": line " << fault.line;
    if (!fault.column.empty()) err << ", " << fault.column;
    err << ": " << fault.what << ".\n";
  }
  if (!matrix.faults.empty()) {
    err << matrix.name << ": " << matrix.faults.size() << " rows were left out, " << matrix.pairs()
        << " taken.\n";
  }
  return matrix;
}

base::Result<std::shared_ptr<const geo::Roads>> read_roads(const base::Invocation& call,
                                                           const std::string& extract) {
  geo::RoadSpeeds speeds = geo::default_road_speeds();
  if (const auto file = call.value("road-speeds")) {
    speeds = TRY(geo::read_road_speeds(TRY(registry::read_unpacked(*file)), name_of_file(*file)));
  }
  const auto opened =
      TRY(geo::open_roads(extract, speeds, call.value("keep").value_or(extract + ".roads")));
  if (!opened.note.empty()) *call.err << opened.note << "\n";
  return opened.roads;
}

}  // namespace

std::vector<base::CommandOption> travel_options() {
  using enum base::OptionKind;
  return {
      {"roads", Value, "By road, on this extract of OpenStreetMap (.osm.pbf)", "FILE", false},
      {"keep", Value, "Where to keep what is made of the extract; beside it if not given", "FILE",
       false},
      {"road-speeds", Value, "Speeds by class of road (travel numbers roads)", "FILE", false},
      {"matrix", Value, "By a table of minutes: CSV with from,to,minutes and perhaps km", "FILE",
       false},
      {"dated", Value, "The day of which the table speaks, for its label", "DATE", false},
      {"estimate", Value, "Numbers of the estimate (travel numbers estimate)", "FILE", false},
      {"no-estimate", Flag, "Where roads or table know no way there is none", "", false},
      {"barriers", Value,
       "Lines that no estimated way crosses: CSV with line,east_m,north_m, a row a corner", "FILE",
       false},
  };
}

base::Result<TravelChoice> read_travel_choice(const base::Invocation& call) {
  const auto roads = call.value("roads");
  const auto matrix = call.value("matrix");
  const bool direct = !roads && !matrix;
  if (roads && matrix) {
    return base::make_error("usage", "Give --roads or --matrix, not both.", "--matrix");
  }
  if (direct && call.flag("no-estimate")) {
    return base::make_error("usage", "--no-estimate needs --roads or --matrix.", "--no-estimate");
  }
  TravelChoice choice;
  choice.fill_gaps = !call.flag("no-estimate");
  choice.estimate = TRY(read_estimate(call));
  if (const auto file = call.value("barriers")) {
    choice.barriers = TRY(geo::read_barriers(TRY(registry::read_unpacked(*file))));
  }
  if (matrix) choice.matrix = TRY(read_matrix(call, *matrix));
  if (roads) choice.roads = TRY(read_roads(call, *roads));
  return choice;
}

geo::TravelPtr TravelChoice::travel(std::vector<geo::GridPoint> points,
                                    const std::vector<std::string>& identifiers,
                                    std::size_t nearest_max, double minutes_max) const {
  geo::Gaps gaps;
  if (fill_gaps) gaps = {estimate, geo::Barriers(barriers)};
  if (roads) {
    return geo::travel_by_roads(std::move(points), *roads, gaps, nearest_max, minutes_max);
  }
  if (matrix) {
    return geo::travel_by_matrix(std::move(points), identifiers, *matrix, gaps, nearest_max);
  }
  return geo::travel_estimated(std::move(points), estimate, geo::Barriers(barriers), nearest_max);
}

}  // namespace app
