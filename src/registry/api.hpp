// Schools, groups, clusters and figures, gathered for a reader and written as text, CSV and JSON:
// the same for commands and pages.
#pragma once

#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/csv.hpp"
#include "registry/search.hpp"
#include "registry/store.hpp"
#include "registry/store_changes.hpp"
#include "registry/store_reference.hpp"
#include "registry/store_school.hpp"

namespace registry {

struct GroupView {
  OrganisationRow group;
  base::Date on;
  std::vector<MemberRow> members;  // ever
  std::vector<ClusterRow> clusters;
};

struct ClusterView {
  ClusterRow cluster;
  base::Date on;
  std::vector<MemberRow> members;  // ever
};

// Errors: school_not_found, group_not_found, cluster_not_found; those of the database.
base::Result<SchoolView> school_view(sql::Connection& connection, const Reference& reference,
                                     std::int64_t urn, base::Date on);
base::Result<GroupView> group_view(sql::Connection& connection, const Reference& reference,
                                   OrganisationId id, base::Date on);
base::Result<ClusterView> cluster_view(sql::Connection& connection, const Reference& reference,
                                       ClusterId id, base::Date on);
// The same in two halves, as for a school in store_school.hpp.
base::Result<GroupView> read_group_view(std::span<sql::Rows> answers, const Reference& reference,
                                        OrganisationId id, base::Date on);
base::Result<ClusterView> read_cluster_view(std::span<sql::Rows> answers,
                                            const Reference& reference, ClusterId id,
                                            base::Date on);

std::string stats_text(const Stats& stats, base::Date on);
std::string stats_csv(const Stats& stats, base::Date on);
std::string stats_json(const Stats& stats, base::Date on);
std::string changes_text(const ChangeList& list, base::Date from, base::Date to, bool all);
std::string changes_json(const ChangeList& list, base::Date from, base::Date to, bool all);
std::string changes_csv(const ChangeList& list);
std::string schools_csv(const std::vector<SchoolRow>& rows);
// `next`: of a list in pages, the address of the page after it, if there is one.
std::string schools_json(const std::vector<SchoolRow>& rows, base::Date on,
                         const std::optional<std::string>* next = nullptr);
std::string school_text(const SchoolView& view);
std::string school_json(const SchoolView& view);
std::string school_csv(const SchoolView& view);
std::string group_text(const GroupView& view);
std::string group_json(const GroupView& view);
// Groups or authorities, with schools and pupils by id.
std::string groups_json(const std::vector<OrganisationRow>& rows,
                        const std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>>& sizes,
                        base::Date on);
std::string cluster_text(const ClusterView& view);
std::string cluster_json(const ClusterView& view);
std::string members_csv(const std::vector<MemberRow>& members);
std::string clusters_text(const std::vector<ClusterRow>& clusters);
std::string clusters_json(const std::vector<ClusterRow>& clusters);
// What was found, as it was on a day: names and words of that day; schools that were not there
// then count as closed.
base::Result<std::vector<Found>> found_on(sql::Connection& connection, std::vector<Found> found,
                                          base::Date on);
std::string found_text(const std::vector<Found>& found);
std::string found_json(const std::vector<Found>& found);

// "Norfolk, primary, academy converter": the words under a school's name.
std::string school_words(const SchoolRow& row);
// "21.7%" from hundredths of a per cent.
std::string percent(std::int64_t hundredths);
// The day in the long form; "not known" for the distant past, "" for the distant future.
std::string day_words(base::Date date);
// "since 1 September 2018", "by 24 May 2025" when the first day is only that of first sight.
std::string since_words(base::Date from, bool exact);

}  // namespace registry
