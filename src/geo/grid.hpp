// Places in England: metres east and north on the British National Grid, in which the registers
// give them, and degrees on WGS84, which the rest of the world uses. Formulas and constants:
// Ordnance Survey, "A guide to coordinate systems in Great Britain" (v3.6, 2020), annexes A to C.
// Between the two lies one Helmert transformation for the whole country, good to about 5 m.
#pragma once

namespace geo {

struct GridPoint {
  double east_m = 0;
  double north_m = 0;
  friend bool operator==(const GridPoint&, const GridPoint&) = default;
};

struct LatLong {
  double latitude_deg = 0;
  double longitude_deg = 0;  // east is positive
};

// In a straight line on the plane of the grid; in England within 0.1 % of the way over the ground.
double distance_m(const GridPoint& from, const GridPoint& to);

LatLong to_wgs84(const GridPoint& point);
GridPoint to_grid(const LatLong& place);

// The projection alone: degrees here are on the Airy 1830 ellipsoid of the old maps (OSGB36), which
// lies up to 120 m away from WGS84.
LatLong osgb36_from_grid(const GridPoint& point);
GridPoint grid_from_osgb36(const LatLong& place);

}  // namespace geo
