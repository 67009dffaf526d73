// What the stores of requests share.
#pragma once

#include <string>
#include <vector>

#include "delegation/store_request.hpp"
#include "governance/store_meeting.hpp"

namespace delegation {

// Those that there are, as they were noted, without outcomes that meetings have since. The newest
// first.
base::Result<std::vector<DecisionRequest>> requests_noted(sql::Connection& connection,
                                                          const std::vector<RequestId>& wanted);
// Of exactly these places those of which neither a decision nor a withdrawal is noted; place by
// place, of each the newest first.
base::Result<std::vector<DecisionRequest>> undecided_at(
    sql::Connection& connection, const std::vector<governance::Place>& places);
// Error: request_not_found.
base::Result<DecisionRequest> request_row(sql::Connection& connection, RequestId id);
// The ruling of a day, on the facts as they were given by then.
base::Result<Route> route_at(RequestSettings& settings, const DecisionRequest& request,
                             base::Date on);
// With the decision that approved minutes record, where it is not noted yet, of a meeting up to
// that day.
base::Result<DecisionRequest> with_outcome_of(RequestSettings& settings, DecisionRequest request,
                                              base::Date until);
// What follows from it today.
base::Result<RequestPicture> picture_of(sql::Connection& connection, RequestSettings& settings,
                                        DecisionRequest request, base::Date today);
// Of facts as a route keeps them, in pence; 0: it was not given.
std::int64_t amount_of(const Catalogue& catalogue, const std::string& facts);

}  // namespace delegation
