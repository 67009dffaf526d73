// The door of the server: who asks, whether this route is open to them, and whether a form is one
// that we gave to this very browser.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "access/pages_visitor.hpp"
#include "access/settings.hpp"
#include "access/store_use_notes.hpp"
#include "sql/database.hpp"
#include "web/router.hpp"

namespace guard {

// Without the prefixes that a request by TLS gives them.
inline constexpr std::string_view session_cookie = "session";
inline constexpr std::string_view form_cookie = "form";
// What a program that uses the API with the cookie of a session sends instead of a form's field.
inline constexpr std::string_view csrf_header = "x-guildhall-csrf";

class Gate {
 public:
  struct Rules {
    Settings settings;
    Reading reading = Reading::Anyone;
    bool demo = false;  // else sessions of the demonstration are nobody's
    std::function<base::Date()> today;
    std::function<std::int64_t()> now_s;
  };
  // `database` must outlive it.
  Gate(sql::Database& database, Rules rules);

  // Sets request.caller from the session's cookie or the API token. Errors: token_invalid, those of
  // the database.
  base::Status greet(web::Request& request) const;
  // Whether who was greeted may use the route, and whether a form or a change by the API is meant.
  // Errors: sign_in_wanted, code_wanted, not_allowed, form_expired, csrf_missing.
  base::Status admit(const web::Request& request, const web::Route& route) const;
  // When sessions and tokens were in use is written beside the requests.
  UseNotes& notes() const { return notes_; }

 private:
  base::Result<Principal> principal(const web::Request& request) const;

  sql::Database& database_;
  const Rules rules_;
  const std::shared_ptr<const Visitor> nobody_;
  mutable UseNotes notes_;
};

}  // namespace guard
