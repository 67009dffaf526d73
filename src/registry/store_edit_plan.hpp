// How an edit is worked out before it is written: for the sources of store_edit.hpp only. A plan
// reads; its `write` is called inside the transaction that read it.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "registry/clusters.hpp"
#include "registry/store_edit.hpp"
#include "registry/store_parts.hpp"

namespace registry {

struct EditPlan {
  Edit edit;  // complete, but for who and when
  EditPreview preview;
  // What the audit trail has it under too: nobody needs a right on it.
  std::optional<guard::Subject> also;
  // Writes the timelines; afterwards the subjects have their numbers.
  std::function<base::Status(sql::Connection&, EditPreview&)> write;
};

struct Owner {
  OrganisationId id;
  OrganisationKind kind = OrganisationKind::Mat;
  std::string name;
  std::string edit_name;  // "UID 501" or the folded name: owner_name() in organisations.hpp
  bool numbered = true;   // false: known by a name alone, so that edits cannot name it
};
// Error: group_not_found.
base::Result<Owner> load_owner(sql::Connection& connection, OrganisationId id);
// By what stands in a scope; not known() when there is none by now.
base::Result<OrganisationId> owner_of_scope(sql::Connection& connection, const std::string& scope);

// All that edits of one owner's clusters need.
class ClusterScope {
 public:
  static base::Result<ClusterScope> load(sql::Connection& connection, OrganisationId owner);

  // Gives the school of a URN; asks the database for one that it has not met.
  base::Status meet(sql::Connection& connection, std::int64_t urn);
  EditedClusters with(std::span<const Edit> in_force) const;

  const Owner& owner() const { return owner_; }
  const std::vector<Edit>& edits() const { return edits_; }
  const EditedClusters& now() const { return now_; }
  std::int64_t newest_source() const { return newest_source_; }
  // The place in now() of a cluster of the database, or of a handle; -1 when there is none.
  std::int64_t place_of(ClusterId id) const;
  std::int64_t place_of(const std::string& handle) const;
  std::optional<std::int64_t> school_of(std::int64_t urn) const;
  // Whether the newest file has a cluster of that name.
  bool file_states(std::string_view name) const;
  // 0 for one that is not stored yet.
  ClusterId id_of(const std::string& name) const;

 private:
  Owner owner_;
  Clusters stated_;
  std::vector<Edit> edits_;
  std::unordered_map<std::int64_t, std::int64_t> schools_;
  std::map<std::string, std::int64_t> ids_;  // by name
  EditedClusters now_;
  std::int64_t newest_source_ = 0;
};

base::Result<std::string> school_name(sql::Connection& connection, std::int64_t school);

// `request.edit.id` is the number that it will have.
base::Result<EditPlan> plan_edit(sql::Connection& connection, const EditRequest& request,
                                 base::Date today);
base::Result<EditPlan> plan_clusters(sql::Connection& connection, const EditRequest& request,
                                     OrganisationId owner);
base::Result<EditPlan> plan_school(sql::Connection& connection, const EditRequest& request,
                                   std::int64_t urn, base::Date today);
base::Result<EditPlan> plan_group(sql::Connection& connection, const EditRequest& request,
                                  OrganisationId group);

// The edits of a scope when `edit` has come.
std::vector<Edit> in_force_with(std::vector<Edit> edits, const Edit& edit);
// Edits in words, with the names of today. Loads the clusters of each owner once.
class Sentences {
 public:
  explicit Sentences(sql::Connection& connection) : connection_(connection) {}
  base::Result<std::string> of(const Edit& edit);

 private:
  sql::Connection& connection_;
  std::map<std::int64_t, ClusterScope> scopes_;  // by owner
};
base::Error bad_edit(std::string field, std::string message);
base::Error without_effect();

}  // namespace registry
