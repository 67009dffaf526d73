// A text of our own that stands above a shipped one, as every face of it needs it: the form under
// its page, GET and PUT of the API.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "governance/pages.hpp"
#include "governance/store_text.hpp"

namespace governance {

struct TextFace {
  const TextKind* kind = nullptr;
  std::string path;  // "/boards/retention": of the page and of the API
  std::string id;    // "Retention": getRetention, putRetention
  std::string help;  // "How long what is kept of people is kept"
  // Reads it whole, and saves it in place of the one that was seen. Errors: of the reader,
  // governance_conflict.
  std::function<base::Status(sql::Connection&, const std::string&, std::int64_t, const Writing&)>
      save;
};

// {"version": 3, "NAME": "..."}
std::string own_text_json(const OwnText& own, std::string_view name);

// GET and PUT of the path, with the member "text".
void add_text_api(web::Router& router, const Context& context, const TextFace& face);

// For whoever administers everything, else nothing: the form, with what was typed and is wrong.
base::Result<web::Html> own_text_part(const Context& context, const web::Request& request,
                                      sql::Connection& connection, const TextFace& face,
                                      const std::optional<base::Error>& error,
                                      const std::optional<std::string>& typed);
// What the form sends: saved, or shown again with what is wrong.
using ShowText = std::function<base::Result<web::Response>(const std::optional<base::Error>&,
                                                           const std::optional<std::string>&)>;
base::Result<web::Response> save_typed_text(const Context& context, const web::Request& request,
                                            const TextFace& face, const ShowText& show);

}  // namespace governance
