// Rate, then once, then the handler.
#include "app/api_door.hpp"

#include "access/secrets.hpp"
#include "access/store_once.hpp"
#include "web/outgoing.hpp"
#include "web/problem.hpp"

namespace app {
namespace {

constexpr int first_refusal = 400;
constexpr int server_fault = 500;

// Whoever signed in is counted by account, whatever the address; everybody else by address.
std::string caller_of(const web::Request& request) {
  const guard::Principal& principal = guard::principal_of(request);
  return principal.account.known() ? "account " + std::to_string(principal.account.value)
                                   : "address " + request.peer;
}

bool changes(const web::Route& route) { return route.method != web::Method::Get; }

base::Result<web::Response> handled(const web::Request& request, const web::Route& route) {
  web::Response response = TRY(route.handler(request));
  // What a handler refuses with a status of its own is a problem already.
  if (response.status < first_refusal) response.content_type = "application/json";
  // A program may keep what it reads; a browser with a session may not.
  if (!changes(route) && guard::principal_of(request).via == guard::Via::Token) {
    response.headers.emplace_back("Cache-Control", web::private_kept);
  }
  return response;
}

}  // namespace

web::Response ApiDoor::answer(const web::Request& request, const web::Route& route) {
  const web::Allowance allowance = rate_.ask(caller_of(request), front_->rules.now_s());
  web::Response response;
  if (allowance.allowed) {
    base::Result<web::Response> made = once(request, route);
    response = made.ok() ? std::move(made).value() : web::problem(made.error());
    if (!made.ok()) response.error_code = made.error().code;
  } else {
    response = web::problem(
        base::make_error("too_fast", "More than " + std::to_string(allowance.limit) +
                                         " requests a minute are not allowed here. Wait " +
                                         std::to_string(allowance.retry_s) + " seconds."));
  }
  web::tell(response, allowance);
  return response;
}

base::Result<web::Response> ApiDoor::once(const web::Request& request, const web::Route& route) {
  const auto header = request.headers.find("idempotency-key");
  if (!changes(route) || header == request.headers.end()) return handled(request, route);
  // The body by its own hash: it may be a large file, of which no copy is to be made.
  const guard::OnceRequest asked = {
      caller_of(request), header->second,
      guard::sha256(std::string(web::method_name(route.method)) + " " + request.path +
                    request.query.text() + "\n" + guard::sha256(request.body))};
  {
    const sql::Lease lease = TRY(front_->database.write());
    if (const auto before = TRY(guard::begin_once(*lease, asked, front_->rules.now_s()))) {
      web::Response response;
      response.status = before->status;
      response.content_type =
          before->status >= first_refusal ? "application/problem+json" : "application/json";
      response.body = before->body;
      response.headers.emplace_back("Idempotency-Replayed", "true");
      return response;
    }
  }
  base::Result<web::Response> made = handled(request, route);
  web::Response response = made.ok() ? made.value() : web::problem(made.error());
  // The change may have been made: the key stays as that of a request that was cut off.
  if (!made.ok() && made.error().code == "outcome_unknown") return response;
  const sql::Lease lease = TRY(front_->database.write());
  // What failed for want of a database or the like may be tried again with the same key.
  if (response.status >= server_fault) {
    TRY(guard::forget_once(*lease, asked));
  } else {
    TRY(guard::keep_answer(*lease, asked, {response.status, response.body}));
  }
  return response;
}

}  // namespace app
