// The one question of permission. Everything that is shown, saved or refused asks here.
#pragma once

#include <string>
#include <string_view>

#include "access/principal.hpp"
#include "base/result.hpp"

namespace guard {

// ReadDrafts is for what is not yet for everybody who may read: it always takes a grant.
enum class Action { Read, ReadDrafts, Edit, Import, ManageAccess, ReadAudit };

// `reason` is a sentence that can be shown and recorded.
struct Ruling {
  bool allowed = false;
  std::string reason;
  GrantId grant;  // by which it is allowed; none where no grant is needed
};

// A grant reaches its unit and all beneath it, on the days of its period. Administrators may do
// all, editors read, edit and import, readers read. A token may do what its scopes and its account
// both allow. Without a grant, whoever may read by the setting `reading` may read.
Ruling may(const Principal& principal, Action action, const UnitPath& path, base::Date date);

// The same, as an error for a handler to return. Error: not_allowed, with the reason.
base::Result<Ruling> require(const Principal& principal, Action action, const UnitPath& path,
                             base::Date date);

// "Editor of Harbour, since 1 September 2025"
std::string words_of(const Grant& grant);

// For the audit record: "grant 12: Editor of Harbour since 1 September 2025."
std::string power_of(const Ruling& ruling);

}  // namespace guard
