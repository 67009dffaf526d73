// Queries and headers that every change by the API understands.
#include "web/asked.hpp"

#include "base/text.hpp"

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

}  // namespace web
