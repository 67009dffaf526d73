// Clusters and who belongs to them when, from the files in which groups state them. A file states
// the whole history of each owner's clusters: for every owner the newest file counts.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "registry/evidence.hpp"
#include "registry/model.hpp"
#include "registry/organisations.hpp"

namespace registry {

struct ClusterRecord {
  std::int64_t owner = 0;  // place in Organisations::all()
  std::string name;
  std::string letter;
  std::string kind;  // cluster, hub, zone, partnership
  friend bool operator==(const ClusterRecord&, const ClusterRecord&) = default;
};

struct Clusters {
  std::vector<ClusterRecord> all;
  // By URN as stated; ClusterMembership::cluster is the place in `all`.
  std::unordered_map<std::int64_t, std::vector<ClusterMembership>> members;
};

Clusters clusters_of(const Evidence& evidence, const Organisations& organisations);

// Marks the rows of one file of clusters that cannot be used, and takes them out of it: an owner
// or a URN that is not in the registry, a kind or yes/no that is neither, a school twice in one
// cluster at a time, two funding clusters at a time. `school_of` gives a number for the school of
// a URN, or nothing.
void check_cluster_file(SourceFile& file, const Organisations& organisations,
                        const std::function<std::optional<std::int64_t>(std::int64_t)>& school_of);

}  // namespace registry
