// The whole site: every room's pages, the home page, help, errors and assets behind one function.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "access/room.hpp"
#include "app/api_door.hpp"
#include "app/operation.hpp"
#include "base/date.hpp"
#include "design/pages.hpp"
#include "registry/pages.hpp"
#include "web/http.hpp"
#include "web/router.hpp"

namespace app {

class Site {
 public:
  // `catalogue` and `operation` must outlive the site.
  struct Rules {
    std::string version;
    std::int64_t api_requests_per_minute = 600;
    registry::JobRunner* jobs = nullptr;   // must outlive the site; null: no uploads
    design::WorkerThread* runs = nullptr;  // the same; null: runs wait for `guildhall worker`
    design::TravelPlaces travel = {};
  };
  Site(registry::Catalogue& catalogue, Operation& operation, guard::FrontContext front,
       const Rules& rules);

  // Total: errors become pages, or JSON for those who asked for it.
  web::Response answer(web::Request& request) const;
  web::Response error_page(const base::Error& error, const web::Request* request) const;
  const web::Router& router() const { return router_; }

 private:
  web::Response draw_error(const base::Error& error, const web::Request* request) const;

  base::Result<web::Response> let_in(web::Request& request) const;
  web::Response refuse(const base::Error& error, const web::Request& request) const;

  web::Router router_;
  guard::FrontContext front_;
  std::unique_ptr<ApiDoor> api_;
  registry::Context context_;
  design::Context design_;
};

}  // namespace app
