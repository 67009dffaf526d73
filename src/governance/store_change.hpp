// Saving changes: what a change names is looked up, the change is held against the facts, and then
// it is written with its audit record, all in one transaction. A dry run does the same and keeps
// nothing.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "access/audit.hpp"
#include "governance/change.hpp"
#include "governance/findings.hpp"
#include "governance/meeting.hpp"
#include "governance/year.hpp"
#include "sql/database.hpp"

namespace governance {

struct Writing {
  guard::Doer by;
  std::int64_t now_s = 0;
  base::Date today;  // of which findings are told
  // The doer may note of themselves what only they can say (is_own_word()).
  bool own_words = false;
};

// Asked for each change, with the unit that it is about; the error that it gives refuses the
// change. It may fill in the doer's power.
using May = std::function<base::Result<std::string>(const guard::UnitPath&)>;

struct Outcome {
  std::string what;         // "Ann Lee is appointed to North board as Parents since 1 May 2026."
  std::int64_t number = 0;  // of what was made or changed
  BodyId body;              // that it is about; none
  PersonId person;          // none
  MeetingId meeting;        // none
  bool new_person = false;
  // Of the body, today or on the day on which the change begins; told of a single change.
  std::vector<Finding> come;
  std::vector<Finding> gone;
  std::vector<Objection> warnings;  // of a meeting that is planned alone
};

enum class Keep { Nothing, All };

// All of them or none. Errors: those of read_change() and check_change(), body_not_found,
// person_not_found, person_ambiguous, school_not_found, cluster_not_found, group_not_found,
// authority_not_found, governance_conflict (what is to be ended was ended meanwhile), not_allowed,
// meeting_not_found, meeting_closed.
// The message of a change that is not the first says which it is. `seen`: the version of the
// outcomes that were looked at before; governance_conflict where they would be others by now.
base::Result<std::vector<Outcome>> save_changes(sql::Connection& connection,
                                                const std::vector<Change>& changes,
                                                const Writing& writing, const May& may, Keep keep,
                                                const std::optional<std::string>& seen = {});
// What each would do after those before it, and what is wrong with those that cannot be saved; one
// that cannot is passed over. Nothing is kept.
base::Result<std::vector<base::Result<Outcome>>> try_changes(sql::Connection& connection,
                                                             const std::vector<Change>& changes,
                                                             const Writing& writing,
                                                             const May& may);
// Of all that is told of them but numbers that the database gives.
std::string version_of(const std::vector<Outcome>& outcomes);

}  // namespace governance
