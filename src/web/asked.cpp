// Queries and headers that every change by the API understands.
#include "web/asked.hpp"

#include "base/text.hpp"
#include "web/problem.hpp"

namespace web {

base::Result<bool> dry_run_asked(const Request& request) {
  const std::string_view text = request.query.get_or("dry_run", "false");
  if (text == "true" || text == "false") return text == "true";
  return base::make_error("bad_request", "dry_run is true or false. Nothing was saved.", "dry_run");
}

std::string version_asked(const Request& request) {
  std::string_view text = base::trim(header(request, "if-match"));
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
    text = text.substr(1, text.size() - 2);
  }
  return text == "*" ? "" : std::string(text);
}

base::Result<Response> saved_over_seen(const Request& request, std::string_view code,
                                       const std::function<base::Status(std::int64_t seen)>& save,
                                       const std::function<base::Result<Response>()>& answer) {
  const std::string asked = version_asked(request);
  if (asked.empty()) {
    return problem(base::make_error(std::string(code),
                                    "Say in If-Match which version was seen, as the answer to GET "
                                    "tells it. Nothing was saved.",
                                    "If-Match"),
                   status_version_wanted);
  }
  const base::Status saved = save(base::parse_integer(asked).value_or(-1));
  if (saved.ok()) return answer();
  if (saved.error().kind == base::ErrorKind::Conflict) {
    return problem(saved.error(), status_version_gone);
  }
  return saved.error();
}

std::int64_t captured_number(const Request& request, const std::string& name) {
  return base::parse_integer(request.captured.at(name)).value_or(0);
}

}  // namespace web
