// The formulas of the guide (grid.hpp), in its own names where it has them.
#include "geo/grid.hpp"

#include <cmath>

namespace geo {
namespace {

constexpr double pi = 3.14159265358979323846;
constexpr double radians_per_degree = pi / 180;
constexpr double radians_per_second = radians_per_degree / 3600;

struct Ellipsoid {
  double a_m;  // half the width at the equator
  double b_m;  // half the height between the poles
  constexpr double e2() const { return (a_m * a_m - b_m * b_m) / (a_m * a_m); }
};
constexpr Ellipsoid airy_1830{6377563.396, 6356256.909};
constexpr Ellipsoid grs80{6378137.000, 6356752.3141};

// The National Grid's transverse Mercator projection.
constexpr double scale_0 = 0.9996012717;
constexpr double latitude_0 = 49 * radians_per_degree;
constexpr double longitude_0 = -2 * radians_per_degree;
constexpr double east_0_m = 400000;
constexpr double north_0_m = -100000;

// From WGS84 to OSGB36; the way back has the signs turned round.
constexpr double shift_x_m = -446.448;
constexpr double shift_y_m = 125.157;
constexpr double shift_z_m = -542.060;
constexpr double shift_scale = 20.4894e-6;
constexpr double turn_x = -0.1502 * radians_per_second;
constexpr double turn_y = -0.2470 * radians_per_second;
constexpr double turn_z = -0.8421 * radians_per_second;

struct Radians {
  double latitude;
  double longitude;
};

// The way along the meridian from the grid's true origin.
double meridian_m(double latitude) {
  constexpr double n = (airy_1830.a_m - airy_1830.b_m) / (airy_1830.a_m + airy_1830.b_m);
  constexpr double n2 = n * n;
  constexpr double n3 = n2 * n;
  const double less = latitude - latitude_0;
  const double more = latitude + latitude_0;
  return airy_1830.b_m * scale_0 *
         ((1 + n + 1.25 * (n2 + n3)) * less -
          (3 * n + 3 * n2 + 2.625 * n3) * std::sin(less) * std::cos(more) +
          1.875 * (n2 + n3) * std::sin(2 * less) * std::cos(2 * more) -
          35.0 / 24 * n3 * std::sin(3 * less) * std::cos(3 * more));
}

// The radii of curvature at a latitude: across the meridian, along it, and what they give.
struct Curvature {
  explicit Curvature(double latitude) {
    const double sine = std::sin(latitude);
    const double rest = 1 - airy_1830.e2() * sine * sine;
    nu = airy_1830.a_m * scale_0 / std::sqrt(rest);
    rho = airy_1830.a_m * scale_0 * (1 - airy_1830.e2()) / (rest * std::sqrt(rest));
    eta2 = nu / rho - 1;
  }
  double nu, rho, eta2;
};

// Names of terms are those of the guide, annex C.
GridPoint project(const Radians& place) {
  const Curvature at(place.latitude);
  const double sine = std::sin(place.latitude);
  const double cosine = std::cos(place.latitude);
  const double tan2 = std::pow(std::tan(place.latitude), 2);
  const double cosine3 = std::pow(cosine, 3);
  const double cosine5 = std::pow(cosine, 5);
  const double i = meridian_m(place.latitude) + north_0_m;
  const double ii = at.nu / 2 * sine * cosine;
  const double iii = at.nu / 24 * sine * cosine3 * (5 - tan2 + 9 * at.eta2);
  const double iiia = at.nu / 720 * sine * cosine5 * (61 - 58 * tan2 + tan2 * tan2);
  const double iv = at.nu * cosine;
  const double v = at.nu / 6 * cosine3 * (at.nu / at.rho - tan2);
  const double vi =
      at.nu / 120 * cosine5 * (5 - 18 * tan2 + tan2 * tan2 + 14 * at.eta2 - 58 * tan2 * at.eta2);
  const double l = place.longitude - longitude_0;
  const double l2 = l * l;
  return {east_0_m + l * (iv + l2 * (v + l2 * vi)), i + l2 * (ii + l2 * (iii + l2 * iiia))};
}

Radians unproject(const GridPoint& point) {
  double latitude = latitude_0;
  // Each turn makes the rest some hundred times smaller; the bound is for points that are no
  // numbers.
  for (int turn = 0; turn < 20; ++turn) {
    const double rest_m = point.north_m - north_0_m - meridian_m(latitude);
    if (std::abs(rest_m) < 1e-5) break;
    latitude += rest_m / (airy_1830.a_m * scale_0);
  }
  const Curvature at(latitude);
  const double tangent = std::tan(latitude);
  const double tan2 = tangent * tangent;
  const double tan4 = tan2 * tan2;
  const double secant = 1 / std::cos(latitude);
  const double nu3 = std::pow(at.nu, 3);
  const double nu5 = std::pow(at.nu, 5);
  const double nu7 = std::pow(at.nu, 7);
  const double vii = tangent / (2 * at.rho * at.nu);
  const double viii = tangent / (24 * at.rho * nu3) * (5 + 3 * tan2 + at.eta2 - 9 * tan2 * at.eta2);
  const double ix = tangent / (720 * at.rho * nu5) * (61 + 90 * tan2 + 45 * tan4);
  const double x = secant / at.nu;
  const double xi = secant / (6 * nu3) * (at.nu / at.rho + 2 * tan2);
  const double xii = secant / (120 * nu5) * (5 + 28 * tan2 + 24 * tan4);
  const double xiia = secant / (5040 * nu7) * (61 + 662 * tan2 + 1320 * tan4 + 720 * tan4 * tan2);
  const double e = point.east_m - east_0_m;
  const double e2 = e * e;
  return {latitude - e2 * (vii - e2 * (viii - e2 * ix)),
          longitude_0 + e * (x - e2 * (xi - e2 * (xii - e2 * xiia)))};
}

struct Cartesian {
  double x, y, z;
};

Cartesian to_cartesian(const Radians& place, const Ellipsoid& on) {
  const double sine = std::sin(place.latitude);
  const double nu = on.a_m / std::sqrt(1 - on.e2() * sine * sine);
  return {nu * std::cos(place.latitude) * std::cos(place.longitude),
          nu * std::cos(place.latitude) * std::sin(place.longitude), nu * (1 - on.e2()) * sine};
}

Radians from_cartesian(const Cartesian& place, const Ellipsoid& on) {
  const double p = std::hypot(place.x, place.y);
  double latitude = std::atan2(place.z, p * (1 - on.e2()));
  for (int turn = 0; turn < 8; ++turn) {
    const double sine = std::sin(latitude);
    const double nu = on.a_m / std::sqrt(1 - on.e2() * sine * sine);
    latitude = std::atan2(place.z + on.e2() * nu * sine, p);
  }
  return {latitude, std::atan2(place.y, place.x)};
}

// `sign` 1: from WGS84 to OSGB36; -1: back.
Cartesian shift(const Cartesian& place, double sign) {
  const double scale = 1 + sign * shift_scale;
  const double x = sign * turn_x;
  const double y = sign * turn_y;
  const double z = sign * turn_z;
  return {sign * shift_x_m + scale * place.x - z * place.y + y * place.z,
          sign * shift_y_m + z * place.x + scale * place.y - x * place.z,
          sign * shift_z_m - y * place.x + x * place.y + scale * place.z};
}

LatLong degrees(const Radians& place) {
  return {place.latitude / radians_per_degree, place.longitude / radians_per_degree};
}
Radians radians(const LatLong& place) {
  return {place.latitude_deg * radians_per_degree, place.longitude_deg * radians_per_degree};
}

}  // namespace

double distance_m(const GridPoint& from, const GridPoint& to) {
  return std::hypot(to.east_m - from.east_m, to.north_m - from.north_m);
}

LatLong osgb36_from_grid(const GridPoint& point) { return degrees(unproject(point)); }
GridPoint grid_from_osgb36(const LatLong& place) { return project(radians(place)); }

LatLong to_wgs84(const GridPoint& point) {
  const Cartesian there = to_cartesian(unproject(point), airy_1830);
  return degrees(from_cartesian(shift(there, -1), grs80));
}

GridPoint to_grid(const LatLong& place) {
  const Cartesian there = to_cartesian(radians(place), grs80);
  return project(from_cartesian(shift(there, 1), airy_1830));
}

}  // namespace geo
