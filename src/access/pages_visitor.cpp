// The principal of a request.
#include "access/pages_visitor.hpp"

namespace guard {

const Principal& principal_of(const web::Request& request) {
  static const Principal nobody;
  const auto* visitor = dynamic_cast<const Visitor*>(request.caller.get());
  return visitor == nullptr ? nobody : visitor->principal;
}

bool shows(const web::Request& request, Action action, const UnitPath& path, base::Date date) {
  const Principal& principal = principal_of(request);
  return principal.signed_in && may(principal, action, path, date).allowed;
}

}  // namespace guard
