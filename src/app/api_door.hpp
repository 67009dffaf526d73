// What every route of the API has in common: how fast one may ask, changes that are made once, and
// errors as problems.
#pragma once

#include <cstdint>

#include "access/room.hpp"
#include "web/rate.hpp"
#include "web/router.hpp"

namespace app {

class ApiDoor {
 public:
  ApiDoor(guard::FrontContext front, std::int64_t requests_per_minute)
      : front_(std::move(front)), rate_(requests_per_minute) {}

  // Asks the route's handler, for a request that was let in. Total: errors are problems.
  web::Response answer(const web::Request& request, const web::Route& route);

 private:
  base::Result<web::Response> once(const web::Request& request, const web::Route& route);

  guard::FrontContext front_;
  web::RateLimit rate_;
};

}  // namespace app
