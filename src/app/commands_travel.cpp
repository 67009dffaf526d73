// guildhall travel between | matrix | numbers
#include <algorithm>
#include <filesystem>
#include <limits>
#include <ostream>

#include "app/serve.hpp"
#include "app/travel.hpp"
#include "base/csv.hpp"
#include "base/text.hpp"
#include "geo/grid_reference.hpp"
#include "geo/places.hpp"
#include "registry/unpack.hpp"
#include "web/json.hpp"

namespace app {
namespace {

constexpr std::size_t all_pairs_max = 3000;
constexpr double minutes_max_default = 40;

// A place of the table need not be on the map: without a point there is no estimate for it.
base::Result<geo::GridPoint> point_of(const std::string& text, const std::string& field,
                                      TravelChoice& choice) {
  auto point = geo::parse_grid_reference(text, field);
  if (point.ok() || !choice.matrix || !choice.matrix->place(text)) return point;
  choice.fill_gaps = false;
  constexpr double nowhere = std::numeric_limits<double>::quiet_NaN();
  return geo::GridPoint{nowhere, nowhere};
}

base::Result<int> run_between(const base::Invocation& call) {
  TravelChoice choice = TRY(read_travel_choice(call));
  const std::vector<std::string> ends = {call.value("FROM").value_or(""),
                                         call.value("TO").value_or("")};
  std::vector<geo::GridPoint> points;
  points.push_back(TRY(point_of(ends[0], "FROM", choice)));
  points.push_back(TRY(point_of(ends[1], "TO", choice)));
  const double straight_km = geo::distance_m(points[0], points[1]) / 1000;
  const geo::TravelPtr travel = choice.travel(std::move(points), ends, 0, minutes_max_default);
  const geo::Trip there = travel->one_way(0, 1);
  const geo::Trip back = travel->one_way(1, 0);
  const geo::Trip mean = travel->between(0, 1);
  if (mean.minutes == geo::no_way) {
    return base::make_error("travel_unknown",
                            "There is no way from " + ends[0] + " to " + ends[1] +
                                " as far as is known: a barrier parts them, the table has no row "
                                "for them, or no road is near.",
                            "TO");
  }
  const geo::TravelSource& source = travel->sources()[mean.source];
  if (call.json) {
    web::JsonWriter json(web::JsonWriter::Layout::Indented);
    json.begin_object();
    json.member("from", ends[0]);
    json.member("to", ends[1]);
    json.member("minutes", mean.minutes);
    json.member("there", there.minutes);
    json.member("back", back.minutes);
    json.key("straight_km");
    straight_km >= 0 ? json.value(straight_km) : json.value(nullptr);
    json.member("how", geo::code_of(source.kind));
    json.member("source", source.label());
    json.end_object();
    *call.out << json.take();
    return 0;
  }
  *call.out << base::with_decimals(mean.minutes, 1) << " minutes, " << source.label() << "\n";
  if (there.minutes != back.minutes) {
    *call.out << base::with_decimals(there.minutes, 1) << " there, "
              << base::with_decimals(back.minutes, 1) << " back\n";
  }
  if (straight_km >= 0) {
    *call.out << base::with_decimals(straight_km, 1) << " km in a straight line\n";
  }
  return 0;
}

// Whom each place is written down with: all others, or its neighbours and whose neighbour it is.
std::vector<std::vector<std::uint32_t>> partners(const geo::Travel& travel, bool all) {
  std::vector<std::vector<std::uint32_t>> found(travel.size());
  for (std::uint32_t place = 0; place < travel.size(); ++place) {
    if (all) {
      for (std::uint32_t other = 0; other < travel.size(); ++other) {
        if (other != place) found[place].push_back(other);
      }
      continue;
    }
    for (const geo::Neighbour& each : travel.neighbours(place)) {
      found[place].push_back(each.place);
      found[each.place].push_back(place);
    }
  }
  for (auto& others : found) {
    std::sort(others.begin(), others.end());
    others.erase(std::unique(others.begin(), others.end()), others.end());
  }
  return found;
}

base::Result<int> run_matrix(const base::Invocation& call) {
  const TravelChoice choice = TRY(read_travel_choice(call));
  // 0: all.
  const auto nearest = static_cast<std::size_t>(TRY(call.whole("nearest", 0, 1, 100'000)));
  const double minutes_max = TRY(call.number("minutes-max", minutes_max_default, 0.1, 10'000));
  const std::string file = call.value("PLACES").value_or("");
  const std::string name = std::filesystem::path(file).filename().string();
  const geo::PlaceList list = TRY(geo::read_places(TRY(registry::read_unpacked(file)), name));
  if (nearest == 0 && list.points.size() > all_pairs_max) {
    return base::make_error("usage",
                            "These are " + base::with_thousands(std::ssize(list.points)) +
                                " places, and so very many pairs. Say --nearest 80.",
                            "--nearest");
  }
  const geo::TravelPtr travel = choice.travel(list.points, list.identifiers, nearest, minutes_max);
  std::int64_t without = 0;
  *call.out << base::csv_row({"from", "to", "minutes", "how"});
  const auto others = partners(*travel, nearest == 0);
  for (std::size_t from = 0; from < others.size(); ++from) {
    for (const std::uint32_t to : others[from]) {
      const geo::Trip trip = travel->one_way(from, to);
      without += trip.minutes == geo::no_way;
      if (trip.minutes == geo::no_way) continue;
      *call.out << base::csv_row({list.identifiers[from], list.identifiers[to],
                                  base::with_decimals(trip.minutes, 2),
                                  std::string(geo::code_of(travel->sources()[trip.source].kind))});
    }
  }
  for (const geo::TravelSource& source : travel->sources()) {
    *call.err << geo::code_of(source.kind) << ": " << source.label() << "\n";
  }
  for (const std::size_t place : travel->unknown_places()) {
    *call.err << list.identifiers[place]
              << (choice.roads ? " is too far from any road.\n" : " is not in the table.\n");
  }
  if (without > 0) *call.err << without << " pairs have no way and no row.\n";
  return 0;
}

base::Result<int> run_numbers(const base::Invocation& call) {
  const std::string which = call.value("WHICH").value_or("");
  if (which == "estimate") {
    *call.out << geo::default_estimate_text();
  } else if (which == "roads") {
    *call.out << geo::default_road_speeds_text();
  } else {
    return base::make_error("usage", "Say estimate or roads.", "WHICH");
  }
  return 0;
}

}  // namespace

std::vector<base::Command> travel_commands() {
  using enum base::OptionKind;
  std::vector<base::CommandOption> between = {
      {"FROM", Positional, "Grid reference, metres east,north, or a place of the table", "", true},
      {"TO", Positional, "The same", "", true}};
  std::vector<base::CommandOption> matrix = {
      {"PLACES", Positional, "CSV with id,east_m,north_m", "", true},
      {"nearest", Value, "Only so many of the nearest for each place; all if not given", "NUMBER",
       false},
      {"minutes-max", Value, "By road: nobody farther than this is among the nearest (default 40)",
       "MINUTES", false}};
  for (auto* options : {&between, &matrix}) {
    for (const base::CommandOption& each : travel_options()) options->push_back(each);
  }
  std::vector<base::Command> made;
  made.push_back({"travel between",
                  "Minutes from door to door between two places, and what they rest on",
                  "The mean of there and back, and each where they differ. Estimated from the "
                  "straight line, unless a table or the roads are given.\n"
                  "Example: guildhall travel between 'TG 230 085' 'TG 514 075'",
                  std::move(between), run_between});
  made.push_back(
      {"travel matrix", "Minutes between all places of a list, as CSV",
       "A row for each pair and direction, and how it was got; it can be given back "
       "with --matrix. More than 3,000 places need --nearest.\n"
       "Example: guildhall travel matrix places.csv --roads norfolk.osm.pbf > minutes.csv",
       std::move(matrix), run_matrix});
  made.push_back({"travel numbers",
                  "Print the numbers of the estimate, or the speeds of roads, to be edited",
                  "What is printed can be changed and given with --estimate or --road-speeds.\n"
                  "Example: guildhall travel numbers estimate > ours.txt",
                  {{"WHICH", Positional, "estimate or roads", "", true}},
                  run_numbers});
  return made;
}

}  // namespace app
