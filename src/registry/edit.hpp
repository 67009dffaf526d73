// An edit: evidence of our own, beside the files. It is kept for ever; a withdrawal takes it out of
// force and can itself be withdrawn. Pure: store_edit keeps edits, derive() applies them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/period.hpp"
#include "base/result.hpp"

namespace registry {

enum class EditKind {
  ClusterMake,        // name, letter, cluster_kind; from a day
  ClusterRename,      // name; value: the one before, for people
  ClusterChange,      // letter, cluster_kind
  ClusterEnd,         // from: the first day on which it is no more
  ClusterLead,        // urn leads from a day; 0: nobody does
  MembershipAdd,      // urn, period, funding, lead
  MembershipMove,     // urn from `cluster` to `to_cluster` from a day, funding
  MembershipEnd,      // from: the first day on which the school no longer belongs
  MembershipFunding,  // from a day `cluster` is the school's funding cluster
  SchoolCorrect,      // fact, value, period, of the entry `urn`
  GroupCorrect,       // fact, value
  Withdraw,           // undoes
};
std::string_view edit_code(EditKind kind);   // "cluster.make", as stored and in the audit trail
std::string_view edit_label(EditKind kind);  // "Made a cluster"
std::optional<EditKind> edit_kind_of(std::string_view code);

struct Edit {
  std::int64_t id = 0;
  EditKind kind = EditKind::ClusterMake;
  std::string owner;       // "UID 501" or the folded name of an authority; "" for schools
  std::string cluster;     // by handle
  std::string to_cluster;  // by handle
  std::int64_t urn = 0;
  std::string name;
  std::string letter;
  std::string cluster_kind;
  std::string fact;
  std::string value;
  base::Date from = base::Date::distant_past();
  base::Date until = base::Date::distant_future();
  bool funding = false;
  bool lead = false;
  std::int64_t undoes = 0;
  std::string scope;  // scope_of(); a withdrawal has that of what it undoes
  std::int64_t after_source = 0;
  std::int64_t recorded_at = 0;
  std::int64_t account = 0;
  std::string actor;
  std::string reason;

  base::Period period() const { return {from, until}; }
};

// What must be derived anew when the edit comes or goes.
std::string clusters_scope(std::string_view owner);  // "clusters UID 501"
std::string school_scope(std::int64_t urn);          // "school 990001": one entry
std::string group_scope(std::string_view owner);     // "group UID 501"
std::string scope_of(const Edit& edit);              // of any edit but a withdrawal

// The handle of a cluster that this edit made.
std::string made_handle(std::int64_t edit);  // "#12"

// Those in force without the withdrawals, by number. `all` by number; complete for its scopes.
std::vector<Edit> in_force(std::vector<Edit> all);
// Which edit takes this one out of force, or 0.
std::int64_t withdrawn_by(std::span<const Edit> all, std::int64_t id);

}  // namespace registry
