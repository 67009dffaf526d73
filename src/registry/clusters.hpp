// Clusters and who belongs to them when: from the files in which groups state them, and from edits.
// A file states the whole history of each owner's clusters: for every owner the newest file counts,
// and edits are applied to it in their order.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "registry/edit.hpp"
#include "registry/evidence.hpp"
#include "registry/model.hpp"
#include "registry/organisations.hpp"

namespace registry {

struct ClusterRecord {
  std::int64_t owner = 0;  // place in Organisations::all(), or a number of the database
  std::string name;
  std::string letter;
  std::string kind;  // cluster, hub, zone, partnership
  // By what edits and the database know it, whatever it is called now: the folded name that a file
  // gives it, "#12" if edit 12 made it. More than one when both did.
  std::vector<std::string> handles = {};
  base::Period life = {};
  friend bool operator==(const ClusterRecord&, const ClusterRecord&) = default;
};

bool is_cluster_kind(std::string_view text);

// As files state them. `owner` of the clusters is one and the same for edit_clusters().
struct StatedMembership {
  std::int64_t urn = 0;
  ClusterMembership membership;  // `cluster` is the place in Clusters::all
};
struct Clusters {
  std::vector<ClusterRecord> all;
  std::vector<StatedMembership> members;
};

// As they are.
struct SchoolInCluster {
  std::int64_t school = 0;
  ClusterMembership membership;  // `cluster` is the place in EditedClusters::all
};
struct EditedClusters {
  std::vector<ClusterRecord> all;
  std::vector<SchoolInCluster> members;
};

// Gives a number for the school of a URN, or nothing.
using SchoolOfUrn = std::function<std::optional<std::int64_t>(std::int64_t)>;

Clusters clusters_of(const Evidence& evidence, const Organisations& organisations);

// The clusters of one owner after its edits in force, which come by number. An edit that finds
// nothing to hold of (no such cluster, a name that another has by now) changes nothing.
EditedClusters edit_clusters(const Clusters& stated, std::int64_t owner,
                             std::span<const Edit> edits, const SchoolOfUrn& school_of);

// Marks the rows of one file of clusters that cannot be used, and takes them out of it: an owner
// or a URN that is not in the registry, a kind or yes/no that is neither, a school twice in one
// cluster at a time, two funding clusters at a time.
void check_cluster_file(SourceFile& file, const Organisations& organisations,
                        const SchoolOfUrn& school_of);

}  // namespace registry
