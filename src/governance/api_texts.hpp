// A text of our own that stands above a shipped one, as every face of it needs it: the form under
// its page with the texts before it, GET and PUT of the API.
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
  SaveText save;
  std::string hint =
      "Whole blocks, as docs/spec/governance.md explains them; they stand above "
      "those that are shipped";
  std::string button = "Save the text";
};

// Who saved a text is told to whoever administers everything, though anybody may read the text.
enum class WhoSaved { Untold, Told };
WhoSaved who_saved(const Context& context, const web::Request& request);
web::Schema saved_by_schema();  // of an optional member

// {"version": 3, "NAME": "...", "newest": 4, "versions": [...]}: the newest text, or that of a
// version. Error: text_not_found.
base::Result<std::string> own_text_json(sql::Connection& connection, const TextKind& kind,
                                        std::string_view name, WhoSaved who,
                                        std::optional<std::int64_t> version = std::nullopt);
// The same as an answer, with ?version=; and what it is.
base::Result<web::Response> own_text_answer(const Context& context, const web::Request& request,
                                            sql::Connection& connection, const TextKind& kind,
                                            std::string_view name);
web::Schema own_text_schema(std::string_view name);
web::ApiParameter own_text_version();

// GET and PUT of the path, with the member "text".
void add_text_api(web::Router& router, const Context& context, const TextFace& face);

// For whoever administers everything, else nothing: the form, with what was typed and is wrong, or
// with the text of ?version=, and all versions that there were. Error: text_not_found.
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
