// Paths in the order in which they were registered; methods of one path side by side.
#include "web/openapi.hpp"

#include <algorithm>

#include "web/router.hpp"

namespace web {
namespace {

// RFC 9457, with our own code.
Schema problem_schema() {
  return Schema::object({{"type", Schema::text("Address of the explanation")},
                         {"title", Schema::text()},
                         {"status", Schema::whole()},
                         {"detail", Schema::text("What is wrong and how to mend it")},
                         {"code", Schema::text("The word for it in the table of errors")},
                         {"field", Schema::text("What was at fault"), true}});
}

std::string lower(std::string_view method) {
  std::string text(method);
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
  return text;
}

std::vector<std::string> captures_of(std::string_view pattern) {
  std::vector<std::string> names;
  for (std::size_t at = pattern.find('{'); at != pattern.npos; at = pattern.find('{', at + 1)) {
    names.emplace_back(pattern.substr(at + 1, pattern.find('}', at) - at - 1));
  }
  return names;
}

void write_parameter(JsonWriter& json, std::string_view name, std::string_view place,
                     std::string_view about, bool required) {
  json.begin_object();
  json.member("name", name);
  json.member("in", place);
  if (!about.empty()) json.member("description", about);
  json.member("required", required);
  json.key("schema");
  Schema::text().write(json);
  json.end_object();
}

void write_parameters(JsonWriter& json, const Route& route) {
  json.key("parameters");
  json.begin_array();
  for (const std::string& name : captures_of(route.pattern)) {
    write_parameter(json, name, "path", "", true);
  }
  for (const ApiParameter& each : route.api->parameters) {
    write_parameter(json, each.name, each.place == ApiParameter::Place::Query ? "query" : "header",
                    each.about, each.required);
  }
  if (!route.api->paged.empty()) {
    write_parameter(json, "page_size", "query", "How many at most; 100 if not given, 1,000 at most",
                    false);
    write_parameter(json, "cursor", "query", "Where to go on: the end of the address in next",
                    false);
  }
  json.end_array();
}

void write_content(JsonWriter& json, std::string_view type, const Schema& schema) {
  json.key("content");
  json.begin_object();
  json.key(type);
  json.begin_object();
  json.key("schema");
  schema.write(json);
  json.end_object();
  json.end_object();
}

void write_security(JsonWriter& json, const Route& route) {
  json.key("security");
  json.begin_array();
  // An empty object stands for nobody: where that is enough, a token is not asked for.
  if (route.audience == Audience::Anyone || route.audience == Audience::Reader) {
    json.begin_object();
    json.end_object();
  }
  for (const std::string_view scheme : {"token", "session"}) {
    if (scheme == "token" && !route.api->by_token) continue;
    json.begin_object();
    json.key(scheme);
    json.begin_array();
    json.end_array();
    json.end_object();
  }
  json.end_array();
}

void write_answer(JsonWriter& json, int status, std::string_view about, const Schema& schema) {
  json.key(std::to_string(status));
  json.begin_object();
  json.member("description", about);
  write_content(json, "application/json", schema);
  json.end_object();
}

void write_answers(JsonWriter& json, const ApiOperation& api) {
  json.key("responses");
  json.begin_object();
  const bool tries = std::ranges::any_of(
      api.parameters, [](const ApiParameter& each) { return each.name == "dry_run"; });
  if (tries && api.status != 200) {
    write_answer(json, 200, "Nothing was saved: what would change, or what is wrong", api.answer);
  }
  write_answer(json, api.status, "Done", api.answer);
  json.key("default");
  json.begin_object();
  json.member("description", "What went wrong");
  write_content(json, "application/problem+json", problem_schema());
  json.end_object();
  json.end_object();
}

void write_operation(JsonWriter& json, const Route& route) {
  const ApiOperation& api = *route.api;
  json.key(lower(method_name(route.method)));
  json.begin_object();
  json.member("operationId", api.id);
  json.member("summary", route.help);
  if (!api.about.empty()) json.member("description", api.about);
  json.member("x-example", route.example);
  if (!route.example_body.empty()) {
    json.member("x-example-body", route.example_body);
    json.member("x-example-type", api.body_type);
  }
  write_security(json, route);
  write_parameters(json, route);
  if (api.body) {
    json.key("requestBody");
    json.begin_object();
    json.member("required", true);
    write_content(json, api.body_type.substr(0, api.body_type.find(';')), *api.body);
    json.end_object();
  }
  write_answers(json, api);
  json.end_object();
}

void write_schemes(JsonWriter& json) {
  json.key("components");
  json.begin_object();
  json.key("securitySchemes");
  json.begin_object();
  json.key("token");
  json.begin_object();
  json.member("type", "http");
  json.member("scheme", "bearer");
  json.member("description", "An API token of your account");
  json.end_object();
  json.key("session");
  json.begin_object();
  json.member("type", "apiKey");
  json.member("in", "cookie");
  json.member("name", "session");
  json.member("description", "The browser's session; a change also needs X-Guildhall-CSRF");
  json.end_object();
  json.end_object();
  json.end_object();
}

}  // namespace

std::string openapi_json(const Router& router, std::string_view title, std::string_view version) {
  JsonWriter json(JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("openapi", "3.1.0");
  json.key("info");
  json.begin_object();
  json.member("title", title);
  json.member("version", version);
  json.end_object();
  json.key("paths");
  json.begin_object();
  std::vector<std::string_view> written;
  for (const Route& first : router.routes()) {
    if (first.api == nullptr) continue;
    if (std::ranges::find(written, first.pattern) != written.end()) continue;
    written.push_back(first.pattern);
    json.key(first.pattern);
    json.begin_object();
    for (const Route& route : router.routes()) {
      if (route.api != nullptr && route.pattern == first.pattern) write_operation(json, route);
    }
    json.end_object();
  }
  json.end_object();
  write_schemes(json);
  json.end_object();
  return json.take();
}

}  // namespace web
