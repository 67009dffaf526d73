// What it would change for who decides if schools changed cluster on a day: what
// is told of it.
#pragma once

#include <string>
#include <vector>

#include "delegation/request.hpp"

namespace delegation {

// Schools of one cluster that come to one other, or stay, and for which the same changes.
struct DeciderChange {
  std::vector<std::string> schools;  // by name
  std::string before;                // the cluster; "" of none
  std::string after;
  std::string board_before;        // who stands there behind what clusters decide; "" of nobody
  std::string board_after;         // and then
  int decisions = 0;               // that somebody else decides, in some case
  std::vector<std::string> lines;  // as differences() tells them; those of who decides first
  bool waits = false;              // a school has no rating, so that who decides is not known
};
// A request on its way.
struct RouteChange {
  RequestId request;
  std::string title;   // "F07 for Saltmere Academy"
  std::string before;  // who decides it; "nobody"
  std::string after;
  std::vector<std::string> lines;  // as route_changes() tells them
  bool ended = false;              // it is of a cluster that ends
};
struct RegroupedDecisions {
  bool scheme = false;  // the owner has one in force on the day
  std::vector<DeciderChange> deciders;
  std::vector<RouteChange> routes;
  std::vector<std::string> lost;  // titles of overlays whose cluster ends
};
}  // namespace delegation
