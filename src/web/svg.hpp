// A map of schools drawn by ourselves: outlines, cluster areas, points. No tiles. It works as a
// plain picture with links; the script adds arrow keys and zoom. The same facts must stand in a
// table on the same page. Few points are numbered as in that table, many carry only badges.
#pragma once

#include <string>
#include <vector>

#include "web/html.hpp"
#include "web/symbols.hpp"

namespace web {

// A place on the British National Grid.
struct Position {
  double x_m = 0;
  double y_m = 0;
};

struct MapPoint {
  Position at;
  std::string name;
  std::string href = {};
  Phase phase = Phase::Other;
  int number = 0;        // 0: no label
  int cluster = -1;      // index of symbols.hpp; below 0 is in no cluster
  bool filled = true;    // maintained schools are hollow where no cluster colours them
  bool lead = false;     // ring
  bool outside = false;  // not of this group: small, white with a grey edge
  bool moved = false;    // thick outline
};

// Land and other outlines; the last position joins the first.
struct MapOutline {
  std::vector<Position> positions;
  std::string name = {};  // written in the middle, for districts; "" writes nothing
};

// The area of a cluster: drawn round these positions (its schools) with room to spare, so that one
// or two will do.
struct MapArea {
  int cluster = 0;
  std::string letter;
  std::string name = {};
  std::vector<Position> positions;
};

struct Map {
  std::string id = "m";  // several maps on a page need several; short, for it is said often
  std::string title;
  std::string description;  // what it shows, and that the table has the same facts
  std::vector<MapOutline> outlines = {};
  std::vector<MapArea> areas = {};
  std::vector<MapPoint> points = {};
  int width = 520;
  int height = 440;
  bool whole_outline = false;  // show the outlines whole, even where no point lies
  bool dots = false;  // many thousands: points are dots without names, areas have no badges
};

// <div> with the picture and, for the script, empty room for buttons and a spoken label. Points
// decide what is in view; outlines are cut by the frame.
Html map(const Map& map);

}  // namespace web
