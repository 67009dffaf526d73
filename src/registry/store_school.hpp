// Everything about one school.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "registry/store.hpp"
#include "registry/store_reference.hpp"

namespace registry {

// Everything about one school that its page and its command show.
struct SchoolView {
  SchoolId id;
  base::Date on;
  std::optional<SchoolRow> row;  // on the day; nothing when it was not in being or known
  std::int64_t newest_urn = 0;
  std::string newest_name;
  std::vector<SchoolState> states;
  std::vector<Identifier> identifiers;
  std::vector<MembershipRow> memberships;
  std::vector<ClusterMembershipRow> clusters;
  std::vector<Succession> successions;
  std::vector<SeenFact> facts;
  std::vector<Edit> corrections;  // in force, of whatever day
};

// The questions of which everything about a school with these URNs is put together, and its putting
// together from their answers, in their order: who asks something else too sends all on one
// journey.
std::vector<sql::Question> school_questions(SchoolId id, const std::vector<std::int64_t>& urns);
base::Result<SchoolView> read_school_view(std::span<sql::Rows> answers, const Reference& reference,
                                          SchoolId id, base::Date on);

}  // namespace registry
