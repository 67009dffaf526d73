// Reads only: no request waits here for whoever writes.
#include "access/pages_gate.hpp"

#include "access/secrets.hpp"
#include "access/store_session.hpp"
#include "web/cookies.hpp"
#include "web/form_data.hpp"
#include "web/forms.hpp"

namespace guard {
namespace {

std::shared_ptr<const Visitor> nobody_by(Reading reading) {
  auto visitor = std::make_shared<Visitor>();
  visitor->principal.reading = reading;
  return visitor;
}

bool changes(web::Method method) {
  return method != web::Method::Get && method != web::Method::Head;
}

// The secret that the forms of this browser are bound to; "" when it has none.
std::string form_secret_of(const web::Request& request) {
  const auto found = web::find_cookie(request, form_cookie);
  return found && is_secret(*found) ? std::string(*found) : "";
}

std::string wanted_csrf(const web::Request& request) {
  const Principal& principal = principal_of(request);
  if (!principal.csrf.empty()) return principal.csrf;
  const std::string secret = form_secret_of(request);
  return secret.empty() ? "" : csrf_of(secret);
}

bool matches(const web::Request& request, std::string_view given) {
  const std::string wanted = wanted_csrf(request);
  const auto plain = unmasked(given);
  return !wanted.empty() && plain && equal_secrets(*plain, wanted);
}

base::Status check_form(const web::Request& request) {
  if (principal_of(request).via == Via::Token) {
    return base::make_error("not_allowed",
                            "Forms are for people who have signed in. With a token, use /api/v1.");
  }
  // How long a field may be, its handler says: here only the token is wanted.
  const web::FormData form = TRY(web::read_form(request, {.field_bytes_max = request.body.size()}));
  if (matches(request, form.get_or(web::csrf_field, ""))) return {};
  return base::make_error("form_expired",
                          "This form is not one that was given to you in this sign-in. Nothing was "
                          "saved. Go back, load the page again and send it once more.");
}

base::Status check_api(const web::Request& request, const web::Route& route) {
  const Principal& principal = principal_of(request);
  if (principal.via == Via::Token) {
    if (route.api == nullptr || route.api->by_token) return {};
    return base::make_error("session_wanted",
                            "A token may not do this. Sign in and do it in the browser, or by this "
                            "address with the cookie of the session.");
  }
  if (!changes(request.method)) return {};
  if (matches(request, web::header(request, csrf_header))) return {};
  return base::make_error("csrf_missing",
                          "A change by the API needs an API token, or with the cookie of a session "
                          "the header X-Guildhall-CSRF with the token of a form.");
}

base::Status check_member(const Principal& principal) {
  if (principal.signed_in) return {};
  if (principal.code_wanted) {
    return base::make_error("code_wanted",
                            "You have given your password. Give the code of your second factor "
                            "too, and you are signed in.");
  }
  return base::make_error("sign_in_wanted", "Sign in to see or do this.");
}

}  // namespace

Gate::Gate(sql::Database& database, Rules rules)
    : database_(database),
      rules_(std::move(rules)),
      nobody_(nobody_by(rules_.reading)),
      notes_(database) {}

base::Result<Principal> Gate::principal(const web::Request& request) const {
  const std::int64_t now_s = rules_.now_s();
  if (!web::header(request, "authorization").empty()) {
    const auto token = web::bearer_token(request);
    const sql::Lease lease = TRY(database_.read());
    return token_principal(*lease, token.value_or(""), now_s);
  }
  const auto secret = web::find_cookie(request, session_cookie);
  if (!secret) return Principal{};
  const sql::Lease lease = TRY(database_.read());
  Principal found = TRY(session_principal(*lease, *secret, rules_.settings.sessions, now_s));
  return found.demo && !rules_.demo ? Principal{} : found;
}

base::Status Gate::greet(web::Request& request) const {
  request.caller = nobody_;
  Principal found = TRY(principal(request));
  const std::string form_secret = found.csrf.empty() ? form_secret_of(request) : "";
  if (!found.account.known() && form_secret.empty()) return {};
  if (worth_noting(found, rules_.settings, rules_.now_s())) notes_.add(found, rules_.now_s());
  found.reading = rules_.reading;
  auto visitor = std::make_shared<Visitor>();
  visitor->signed_in = found.signed_in;
  visitor->shown_name = found.shown_name;
  visitor->demo = found.demo;
  if (!found.csrf.empty()) visitor->csrf = masked(found.csrf);
  if (!form_secret.empty()) visitor->csrf = masked(csrf_of(form_secret));
  visitor->principal = std::move(found);
  request.caller = std::move(visitor);
  return {};
}

base::Status Gate::admit(const web::Request& request, const web::Route& route) const {
  const Principal& principal = principal_of(request);
  switch (route.audience) {
    case web::Audience::Anyone: break;
    case web::Audience::Reader:
      if (rules_.reading == Reading::Members) TRY(check_member(principal));
      if (principal.via == Via::Token) TRY(require(principal, Action::Read, {}, {}));
      break;
    case web::Audience::Member: TRY(check_member(principal)); break;
    case web::Audience::Administrator:
      TRY(check_member(principal));
      TRY(require(principal, Action::ManageAccess, {}, rules_.today()));
      break;
  }
  if (route.kind == web::RouteKind::Form) return check_form(request);
  if (route.kind == web::RouteKind::Api) return check_api(request, route);
  return {};
}

}  // namespace guard
