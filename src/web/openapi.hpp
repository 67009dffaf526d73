// The description of the API, made from the routes themselves: OpenAPI 3.1.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web/schema.hpp"

namespace web {

class Router;

// Before the pattern of every address of the API.
inline constexpr std::string_view api_root = "/api/v1";

struct ApiParameter {
  std::string name;
  std::string about;  // a sentence
  bool required = false;
  enum class Place { Query, Header } place = Place::Query;
};

// What a route of the API takes and gives. Captures of the pattern are parameters by themselves.
struct ApiOperation {
  std::string id;  // "listClusters": names of functions in generated clients
  std::vector<ApiParameter> parameters = {};
  std::optional<Schema> body = {};
  Schema answer;
  int status = 200;
  // The member that is a list and comes in pages; "" where none is.
  std::string paged = {};
  // How the example of a body is sent; where that is a form, with the boundary of its parts.
  std::string body_type = "application/json";
  // False: only the session of a browser will do.
  bool by_token = true;
  // What the help does not say; sentences.
  std::string about = {};
};

// `title` and `version` are those of the program.
std::string openapi_json(const Router& router, std::string_view title, std::string_view version);

}  // namespace web
