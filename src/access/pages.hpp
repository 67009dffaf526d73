// What the pages of this room share.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/pages_gate.hpp"
#include "access/room.hpp"
#include "access/store_oidc_flow.hpp"
#include "web/components.hpp"
#include "web/form_data.hpp"
#include "web/forms.hpp"
#include "web/page.hpp"
#include "web/redirect.hpp"
#include "web/router.hpp"

namespace guard {

void add_sign_in_pages(web::Router& router, const FrontContext& front);
void add_outside_pages(web::Router& router, const FrontContext& front);
void add_link_pages(web::Router& router, const FrontContext& front);
void add_account_pages(web::Router& router, const FrontContext& front);
void add_factor_pages(web::Router& router, const FrontContext& front);
void add_token_pages(web::Router& router, const FrontContext& front);
void add_user_pages(web::Router& router, const FrontContext& front);
void add_audit_pages(web::Router& router, const FrontContext& front);
void add_demo_pages(web::Router& router, const FrontContext& front);

// The frame without a day, for this request. Whoever is not signed in is given what binds a form
// to the browser; answer() sets the cookie.
web::Page begin_page(const Front& front, const web::Request& request, std::string title);
web::Response answer(const Front& front, const web::Request& request, const web::Page& page);

// The words for a field, where the error is about it; "" else.
std::string error_at(const std::optional<base::Error>& error, std::string_view field);

// What was just done, as ?done= tells: "saved" and the like. Unknown words say nothing.
std::string done(std::string_view path, std::string_view what);
web::Html notice_of(const web::Request& request);

Origin origin_of(const Front& front, const web::Request& request);
Desk desk_of(Front& front);
Doer self_of(const web::Request& request, std::string power);
// Who looks after their own account; who looks after those of others. Error: not_allowed.
Doer oneself(const web::Request& request);
base::Result<Doer> manager(const Front& front, const web::Request& request);

// Of a new token: with the field of form and body that it is about.
base::Error token_error(base::Error error);

// Where to go after signing in: ?to= of the request, if it is an address of this site.
std::string way_back(std::string_view to);
// Signed in, or the second factor is still wanted: the cookie, and on to where one wanted to go.
web::Response let_in(const web::Request& request, const NewSession& session, std::string_view to);

// The number in the address. Error: not_found.
base::Result<std::int64_t> captured_number(const web::Request& request, std::string_view name);

// The whole address of a link: with the public address of the settings, else of this request.
std::string whole_address(const Front& front, const web::Request& request, std::string_view path);

}  // namespace guard
