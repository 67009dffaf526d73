// The members are those of RFC 9457, section 3.1, and two of our own.
#include "web/problem.hpp"

#include "base/check.hpp"
#include "base/errors.hpp"
#include "web/json.hpp"

namespace web {

Response problem(const base::Error& error, int status) {
  const base::ErrorRow* row = base::find_error(error.code);
  CHECK(row != nullptr);
  Response response;
  response.status = status != 0 ? status : row->http_status;
  response.content_type = "application/problem+json";
  response.error_code = error.code;
  // What somebody asked for wrongly may hold what they typed; what failed in the machine does not.
  if (response.status >= 500) response.error_detail = error.detail;
  JsonWriter json;
  json.begin_object();
  json.member("type", "/help/errors#" + error.code);
  json.member("title", row->meaning);
  json.member("status", response.status);
  json.member("detail", error.message);
  json.member("code", error.code);
  if (!error.field.empty()) json.member("field", error.field);
  json.end_object();
  response.body = json.take();
  return response;
}

}  // namespace web
