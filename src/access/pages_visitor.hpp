// Who asks, as the handlers of every room see it.
#pragma once

#include <string>

#include "access/may.hpp"
#include "access/principal.hpp"
#include "web/caller.hpp"
#include "web/http.hpp"

namespace guard {

// What Gate puts into web::Request::caller.
struct Visitor : web::Caller {
  Principal principal;
  // Of somebody who is not signed in and gets a form: the cookie that is still to be set.
  std::string form_secret;
};

// Nobody's principal where no Gate looked at the request.
const Principal& principal_of(const web::Request& request);

// Whether to show the way to a change; whether it may be made is asked again when it is.
bool shows(const web::Request& request, Action action, const UnitPath& path, base::Date date);

}  // namespace guard
