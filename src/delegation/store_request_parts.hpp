// What the stores of requests share.
#pragma once

#include <string>
#include <vector>

#include "delegation/store_request.hpp"
#include "governance/store_meeting.hpp"

namespace delegation {

struct WhichRequests {
  RequestId id;                         // none: any
  std::optional<governance::Place> of;  // of exactly this place
};
// As they were noted, without outcomes that meetings have since. The newest first, requests_max at
// most.
base::Result<std::vector<DecisionRequest>> requests_noted(sql::Connection& connection,
                                                          const WhichRequests& wanted);
// Error: request_not_found.
base::Result<DecisionRequest> request_row(sql::Connection& connection, RequestId id);
// The ruling of a day, on the facts as they were given by then.
base::Result<Route> route_at(sql::Connection& connection, RequestSettings& settings,
                             const DecisionRequest& request, base::Date on);
// With the decision that approved minutes record, where it is not noted yet, of a meeting up to
// that day.
base::Result<DecisionRequest> with_outcome_of(sql::Connection& connection,
                                              RequestSettings& settings, DecisionRequest request,
                                              base::Date until);
// Of the place, by requests that were granted.
base::Result<std::vector<GrantedBefore>> granted_before(sql::Connection& connection,
                                                        const governance::Place& place,
                                                        RequestId except);

}  // namespace delegation
