// Reading lists of places. One bad row refuses the file: a place that is left out would be missed
// in the answer, not here.
#include "geo/places.hpp"

#include <algorithm>
#include <set>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "geo/data_lines.hpp"
#include "geo/grid_reference.hpp"

namespace geo {

base::Result<PlaceList> read_places(std::string_view csv, std::string_view file) {
  constexpr std::string_view form = "the first row must be \"id,east_m,north_m\"";
  if (!base::is_utf8(csv)) return bad_file(file, "it is not text in UTF-8; save it as such");
  base::CsvReader reader(csv);
  if (reader.next() != base::CsvRow::Row) return bad_file(file, form);
  const std::vector<std::string> headings(reader.cells().begin(), reader.cells().end());
  const auto column = [&](std::string_view name) {
    return static_cast<std::size_t>(std::find(headings.begin(), headings.end(), name) -
                                    headings.begin());
  };
  const std::size_t id = column("id");
  const std::size_t east = column("east_m");
  const std::size_t north = column("north_m");
  if (std::max({id, east, north}) == headings.size()) return bad_file(file, form);
  PlaceList list;
  std::set<std::string, std::less<>> seen;
  for (base::CsvRow state = reader.next(); state != base::CsvRow::End; state = reader.next()) {
    const std::string where = "line " + std::to_string(reader.line()) + ": ";
    const auto& cells = reader.cells();
    if (state == base::CsvRow::Unterminated || reader.doubtful() ||
        cells.size() != headings.size()) {
      return bad_file(file, where + "it has not the cells of the first row");
    }
    const std::string identifier(base::trim(cells[id]));
    if (identifier.empty()) return bad_file(file, where + "it has no id");
    if (!seen.insert(identifier).second) {
      return bad_file(file, where + "the id " + identifier + " was there already");
    }
    const auto point =
        parse_grid_reference(std::string(cells[east]) + "," + std::string(cells[north]), "");
    if (!point.ok()) {
      return bad_file(file, where +
                                "metres on the National Grid are numbers, east up to 700000 "
                                "and north up to 1300000");
    }
    list.identifiers.push_back(identifier);
    list.points.push_back(point.value());
  }
  if (list.points.empty()) return bad_file(file, "it has no places");
  return list;
}

}  // namespace geo
