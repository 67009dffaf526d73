// What the designer's addresses of the API share.
#pragma once

#include <string>

#include "design/pages.hpp"
#include "web/json_read.hpp"
#include "web/openapi.hpp"

namespace design {

void add_scenario_api(web::Router& router, const Context& context);  // scenarios, runs, presets
void add_plan_api(web::Router& router, const Context& context);      // plans, consultations

// If-Match, where a version is counted; the newest where it was not sent.
std::int64_t version_seen(const web::Request& request, std::int64_t newest);
// What was seen has changed since: 412, as everywhere in the API. Other errors as they are.
base::Result<web::Response> refused(const base::Error& error);
// What was made, 201.
web::Response made(std::string json);
// A list as an object with one member, a page of it.
base::Result<web::Response> listed(const web::Request& request, std::string_view member,
                                   const std::string& array);

web::ApiParameter if_match(std::string about);
// A body that has only a reason.
web::Schema reason_body();
base::Result<std::string> read_reason(const web::Request& request);

}  // namespace design
