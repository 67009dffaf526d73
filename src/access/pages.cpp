// Pieces of the pages of this room.
#include "access/pages.hpp"

#include <algorithm>

#include "access/secrets.hpp"
#include "base/text.hpp"
#include "web/cookies.hpp"

namespace guard {
namespace {

struct Done {
  std::string_view what;
  std::string_view words;
};

constexpr Done done_words[] = {
    {"saved", "Your changes are saved."},
    {"password", "Your password is changed. You are signed out everywhere else."},
    {"second-factor-off", "The second factor is off."},
    {"session-ended", "That session has ended."},
    {"sessions-ended", "You are signed out everywhere else."},
    {"token-revoked", "That token no longer works."},
    {"linked", "That account now signs you in."},
    {"unlinked", "That account no longer signs you in."},
    {"granted", "The role is given."},
    {"revoked", "The role is taken away."},
    {"closed", "The account is closed. Its sessions and tokens have ended."},
    {"signed-out", "You are signed out."},
};

}  // namespace

web::Page begin_page(const Front& front, const web::Request& request, std::string title) {
  web::Page page;
  page.title = std::move(title);
  page.as_of.on = page.as_of.today = front.rules.today();
  page.as_of.shown = false;
  page.notice = notice_of(request);
  page.caller = request.caller;
  if (page.caller != nullptr && !page.caller->csrf.empty()) return page;
  auto visitor = std::make_shared<Visitor>();
  visitor->principal = principal_of(request);
  visitor->form_secret = random_secret();
  visitor->csrf = masked(csrf_of(visitor->form_secret));
  page.caller = std::move(visitor);
  return page;
}

web::Response answer(const Front& front, const web::Request& request, const web::Page& page) {
  web::Response response = web::render(page, front.frame);
  const auto* visitor = dynamic_cast<const Visitor*>(page.caller.get());
  if (visitor != nullptr && !visitor->form_secret.empty()) {
    web::set_cookie(response, form_cookie, visitor->form_secret, std::nullopt, request.secure);
  }
  return response;
}

std::string error_at(const std::optional<base::Error>& error, std::string_view field) {
  return error && error->field == field ? error->message : "";
}

std::string done(std::string_view path, std::string_view what) {
  return std::string(path) + "?done=" + std::string(what);
}

web::Html notice_of(const web::Request& request) {
  const std::string_view what = request.query.get_or("done", "");
  const auto* found = std::ranges::find(done_words, what, &Done::what);
  if (found == std::end(done_words)) return {};
  return web::paragraph(web::Html(found->words));
}

Origin origin_of(const Front& front, const web::Request& request) {
  return {request.peer, std::string(web::header(request, "user-agent")), front.rules.now_s()};
}

Desk desk_of(Front& front) { return {front.database, front.passwords, front.rules.settings}; }

Doer self_of(const web::Request& request, std::string power) {
  return doer_of(principal_of(request), std::move(power));
}

Doer oneself(const web::Request& request) { return self_of(request, "One's own account."); }

base::Result<Doer> manager(const Front& front, const web::Request& request) {
  return self_of(
      request,
      power_of(TRY(require(principal_of(request), Action::ManageAccess, {}, front.rules.today()))));
}

std::string way_back(std::string_view to) {
  const std::string path = web::local_path(to).value_or("/");
  return path.starts_with("/sign-") || path.starts_with("/links/") ? "/" : path;
}

web::Response let_in(const web::Request& request, const NewSession& session, std::string_view to) {
  const std::string back = way_back(to);
  web::Response response =
      web::redirect(session.code_wanted ? "/sign-in/code?to=" + base::percent_encode(back) : back);
  web::set_cookie(response, session_cookie, session.secret, std::nullopt, request.secure);
  web::clear_cookie(response, form_cookie, request.secure);
  return response;
}

base::Result<std::int64_t> captured_number(const web::Request& request, std::string_view name) {
  const auto found = request.captured.find(std::string(name));
  const auto number =
      found == request.captured.end() ? std::nullopt : base::parse_integer(found->second);
  if (number) return *number;
  return base::make_error("not_found", "There is no page at this address.");
}

std::string whole_address(const Front& front, const web::Request& request, std::string_view path) {
  if (!front.rules.site.empty()) return front.rules.site + std::string(path);
  const std::string_view host = web::header(request, "host");
  return (request.secure ? "https://" : "http://") + std::string(host) + std::string(path);
}

web::Response to_sign_in(const web::Request& request, const base::Error& error) {
  const std::string page = error.code == "code_wanted" ? "/sign-in/code" : "/sign-in";
  return web::redirect(page + "?to=" + base::percent_encode(web::address_of(request)));
}

}  // namespace guard
