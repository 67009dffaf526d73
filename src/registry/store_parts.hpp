// Pieces of the derived tables as both ways of writing them need them: everything after an import,
// one subject after an edit. Inside a writing transaction.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "registry/clusters.hpp"
#include "registry/edit.hpp"
#include "registry/model.hpp"
#include "registry/store_digest.hpp"
#include "sql/database.hpp"

namespace registry {

// Makes whoever writes evidence or timelines wait for one another, and counts the version up: an
// import that had read the edits must not pass over one that was saved meanwhile.
base::Status lock_registry(sql::Connection& connection);
// After that, by whoever changes more than schools, clusters and their memberships: who keeps what
// files and groups are (Reference) shall read it anew.
base::Status unsettle_registry(sql::Connection& connection);

// ---- states ---------------------------------------------------------------------------------

base::Result<sql::BulkWriter> state_writer(sql::Connection& connection, StateTable table);
base::Status add_state(sql::BulkWriter& writer, std::int64_t school, const SchoolState& state);
std::string_view table_name(StateTable table);
// What a change of some rows of a school adds to its digest.
base::Status add_to_digest(sql::Connection& connection, std::int64_t school,
                           std::uint64_t difference);

// ---- clusters -------------------------------------------------------------------------------

// Owners are numbered as the database numbers organisations.
struct NumberedClusters {
  std::vector<std::int64_t> ids;   // of the records, in their order
  std::vector<std::int64_t> gone;  // no record is these any more
  std::int64_t fresh = 0;          // clusters that were not there
};
// Gives every cluster its number and writes the clusters. `only_owner`: of this organisation alone;
// 0: of all. `name_of` gives what edits call an owner.
base::Result<NumberedClusters> write_clusters(
    sql::Connection& connection, const std::vector<ClusterRecord>& records, std::int64_t only_owner,
    const std::function<std::string(std::int64_t owner)>& name_of);
// After nothing belongs to them.
base::Status remove_clusters(sql::Connection& connection, const std::vector<std::int64_t>& gone);

// What files state, before edits.
base::Status write_stated(sql::Connection& connection, const Clusters& stated);
base::Result<Clusters> load_stated(sql::Connection& connection, std::int64_t owner);

// ---- edits ----------------------------------------------------------------------------------

// "SELECT ... FROM edit", and a row of it. Error: database_newer.
extern const std::string_view select_edits;
base::Result<Edit> read_edit(const sql::Rows& rows);

// Those of the scopes, by number, withdrawn or not; all when no scope is given.
base::Result<std::vector<Edit>> load_edits(sql::Connection& connection,
                                           const std::vector<std::string>& scopes = {});

}  // namespace registry
