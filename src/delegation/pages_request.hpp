// What the pages of requests share.
#pragma once

#include <string>
#include <vector>

#include "delegation/api_request.hpp"
#include "delegation/pages.hpp"

namespace delegation {

void add_request_pages(web::Router& router, const Context& context);      // /requests
void add_one_request_pages(web::Router& router, const Context& context);  // /requests/{request}
void add_request_panels(const Context& context);
void add_request_api(web::Router& router, const Context& context);

std::string request_href(RequestId id);
// "Waits", "Granted", and "Overdue" beside it.
web::Html stage_tags(const RequestState& state);
// Requests as a list of links with where they stand.
web::Html request_items(const std::vector<RequestPicture>& pictures);

// As whom steps of requests are noted; the power is filled in when the place is known.
governance::Writing request_writing(const Context& context, const web::Request& request);
// Who may ask for a decision of the place: who edits it, or holds an office or a seat there.
base::Result<governance::May> may_ask(const Context& context, const web::Request& request,
                                      sql::Connection& connection, const governance::Place& place);
// Who may note a step of the level: who edits its unit, or holds the office that it is.
base::Result<governance::May> may_note(const Context& context, const web::Request& request,
                                       sql::Connection& connection, const DecisionRequest& of,
                                       const std::string& level);
// Whether the visitor is one of them today.
base::Result<bool> notes_level(const Context& context, const web::Request& request,
                               sql::Connection& connection, RequestSettings& settings,
                               const DecisionRequest& of, const std::string& level);
// Without what is known of the school and was only shown: a rating changes by a review.
FactValues but_known(const Setting& setting, FactValues facts);
// The word of ?state=.
enum class RequestView { Open, Mine, Overdue, All };
struct RequestsAsked {
  RequestView view = RequestView::Open;
  std::string of;                      // as place_asked() reads it; "": anywhere
  std::optional<RequestCursor> after;  // these as in RequestFilter
  std::size_t most = 0;
  std::size_t look_at_most = 0;
};
// So many are ruled upon for one page or answer.
inline constexpr std::size_t looked_at_once = 2000;
base::Result<RequestPictures> requests_asked(const Context& context, const web::Request& request,
                                             sql::Connection& connection,
                                             const RequestsAsked& asked);
// Where the page before ended; "": there was none. Error: bad_page.
base::Result<std::optional<RequestCursor>> after_of(std::string_view text, std::string_view field);
// Error: bad_step.
base::Result<RequestView> request_view_of(const web::Request& request);

}  // namespace delegation
