// Which function answers which address. Every route is registered with a sentence of help, so that
// none can lack one and the program can list all that it serves.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "web/http.hpp"

namespace web {

// Errors become pages by the error table: NotFound is 404, Invalid 400, Unavailable 503.
using Handler = std::function<base::Result<Response>(const Request&)>;

struct Route {
  std::string pattern;  // "/schools/{urn}"; a capture is one whole segment
  std::string help;     // one sentence in plain words, shown in the list of pages
  Handler handler;
  std::string example;  // a path in the demonstration county, for tests that visit every page
};

class Router {
 public:
  // A page or download that is read with GET (and so HEAD). CHECKs that the pattern is new, the
  // help is there, and the example matches the pattern.
  void get(std::string pattern, std::string help, std::string example, Handler handler);
  const std::vector<Route>& routes() const { return routes_; }
  // The answer to a request, by the best route: a fixed segment wins over a capture. Errors
  // not_found (no such address) and method_not_allowed are errors like any other.
  base::Result<Response> answer(Request& request) const;
  // The best route for a decoded path; null when there is none.
  const Route* find(std::string_view path) const;

 private:
  std::vector<Route> routes_;
};

}  // namespace web
