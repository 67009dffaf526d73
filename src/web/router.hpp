// Which function answers which address. Every route is registered with a sentence of help, so that
// none can lack one and the program can list all that it serves.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "web/http.hpp"
#include "web/openapi.hpp"

namespace web {

// Errors become pages by the error table: NotFound is 404, Invalid 400, Unavailable 503.
using Handler = std::function<base::Result<Response>(const Request&)>;

// The coarse door of a route; what exactly somebody may do, its handler asks.
enum class Audience {
  Anyone,         // also without sign-in, whatever the settings say
  Reader,         // whoever may read: everybody, or members only where a setting says so
  Member,         // whoever is signed in
  Administrator,  // whoever administers everything
};

enum class RouteKind {
  Page,       // is read in a browser; listed under Help
  Form,       // what a page sends with POST: carries the token of its caller
  Api,        // for programs
  Passage,    // only leads a browser on, perhaps to another site
  Operation,  // for those who look after the server: nobody is asked who they are
};

struct Route {
  Method method = Method::Get;
  std::string pattern;       // "/schools/{urn}"; a capture is one whole segment
  std::string help;          // one sentence in plain words, shown in the list of pages
  std::string example;       // a path in the demonstration county, for tests that visit every route
  std::string example_body;  // what to send there: of a form urlencoded, of the API JSON
  Audience audience = Audience::Reader;
  RouteKind kind = RouteKind::Page;
  Handler handler;
  // Of a route of the API: what it takes and gives.
  std::shared_ptr<const ApiOperation> api = {};
};

class Router {
 public:
  // Any route. CHECKs that the help is there, the example matches the pattern, and the pattern is
  // new for its method; for another method it must have the same names of captures. A route for GET
  // answers HEAD too; a form is always a POST.
  void add(Route route);
  // A page or download.
  void get(std::string pattern, std::string help, std::string example, Handler handler);
  void get(std::string pattern, std::string help, std::string example, Audience audience,
           Handler handler);
  // What a form of a page sends.
  void post(std::string pattern, std::string help, std::string example, std::string example_body,
            Audience audience, Handler handler);
  // An address of the API below /api/v1, which pattern and example leave out.
  void api(Route route, ApiOperation operation);
  const std::vector<Route>& routes() const { return routes_; }

  // The route for a request, whose `pattern` and `captured` are filled in: a fixed segment wins
  // over a capture, whatever the method. Errors: not_found (no such address), method_not_allowed.
  base::Result<const Route*> choose(Request& request) const;
  // Chooses and asks the handler; for whoever lets everybody in.
  base::Result<Response> answer(Request& request) const;
  // The route for a decoded path; null when there is none for this method.
  const Route* find(Method method, std::string_view path) const;
  // "GET, HEAD, POST": what the header Allow says of a path; "" where nothing is.
  std::string allowed(std::string_view path) const;

 private:
  const std::string* best_pattern(std::string_view path) const;
  const Route* route_of(Method method, std::string_view pattern) const;

  std::vector<Route> routes_;
};

}  // namespace web
