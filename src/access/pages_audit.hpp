// Records of the audit trail as people read them; also for the pages of things in other rooms.
#pragma once

#include <vector>

#include "access/audit.hpp"
#include "web/html.hpp"

namespace guard {

// Who did what, when, by what right and why; an empty list says that nothing was done yet.
web::Html audit_events(const std::vector<AuditRecord>& records);

}  // namespace guard
