// Reading the registry. Everything takes the date of which it is asked.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "registry/derive.hpp"
#include "registry/model.hpp"
#include "sql/database.hpp"

namespace registry {

// A school on a day, as lists show it.
struct SchoolRow {
  SchoolId id;
  SchoolState state;
  std::string type;  // "Academy converter"; "" when not known
  bool academy = false;
  bool state_funded = false;
  OrganisationId trust;  // multi- or single-academy trust on that day
  std::string trust_name;
  std::string authority_name;
};

struct OrganisationRow {
  OrganisationId id;
  OrganisationKind kind = OrganisationKind::Mat;
  std::optional<std::int64_t> uid;
  std::string code;
  std::string companies_house;
  std::string ukprn;
  std::string name;  // on the day asked for
  std::string newest_name;
  std::string status;
  base::Date opened;
  base::Date closed;
  std::string address;
};

struct ClusterRow {
  ClusterId id;
  OrganisationId owner;
  std::string owner_name;
  std::string name;
  std::string letter;
  std::string kind;
  base::Period life;  // all days where nobody said when it began or ends
};

struct MembershipRow {
  Membership membership;
  OrganisationKind kind = OrganisationKind::Mat;
  std::string organisation_name;
};

struct ClusterMembershipRow {
  ClusterMembership membership;
  ClusterRow cluster;
};

// A member of a group or cluster, with its dates.
struct MemberRow {
  SchoolRow school;  // on the day asked for; on its last day for members of the past
  base::Period period;
  bool from_exact = true;
  bool until_exact = true;
  bool funding = false;  // clusters
  bool lead = false;
};

// Which schools a list is about. Empty: all.
struct Filter {
  std::optional<OrganisationId> authority;
  std::optional<OrganisationId> organisation;  // trust, federation, ...
  std::optional<ClusterId> cluster;
};

// Of which days the files in force speak.
struct SourceDays {
  std::optional<base::Date> oldest;  // of schools
  std::optional<base::Date> newest;
  std::optional<base::Date> newest_groups;  // of groups and their members
};

struct Stats {
  std::int64_t open_schools = 0;
  std::int64_t open_state_funded_schools = 0;
  // Of those state-funded; nothing when no file gives a number.
  std::optional<std::int64_t> pupils;
  std::int64_t academies = 0;  // of those state-funded
  std::int64_t trusts_with_two_or_more_academies = 0;
  std::int64_t clusters = 0;
  std::map<std::string, std::int64_t> phases;  // of those state-funded
  SourceDays days;                             // how far the figures can be believed
};

struct SourceRow {
  std::int64_t id = 0;
  std::int64_t import_id = 0;
  std::string kind;
  std::string name;
  base::Date as_of;
  std::int64_t rows_read = 0;
  std::int64_t rows_bad = 0;
  bool in_force = true;
};

struct ImportRow {
  std::int64_t id = 0;
  std::string action;
  std::int64_t undoes = 0;
  std::int64_t undone_by = 0;
  std::int64_t recorded_at = 0;  // seconds since 1970
  std::vector<std::pair<std::string, std::int64_t>> counts;
  std::vector<SourceRow> sources;
};

// A value of one attribute, from the first source that shows it to the last before another value.
struct SeenFact {
  std::int64_t urn = 0;
  Attribute attribute = Attribute::Name;
  std::string value;
  base::Date on;       // the day of which the first source speaks
  base::Date last_on;  // and the newest
  std::string source;  // the newest
};

// A cluster in a list.
struct ClusterSize {
  std::int64_t schools = 0;
  std::int64_t pupils = 0;
  std::string lead;
};

class Reference;  // store_reference.hpp

base::Error school_not_found(std::int64_t urn);
base::Error cluster_not_found(ClusterId id);

// Whose members are meant; the order is that of the questions' texts.
using MembersOf = std::variant<OrganisationId, ClusterId>;
enum class Trusts { Named, LeftOut };
// Store::members() in two halves, for who asks something else on the same journey: the answers are
// those to these questions, in their order. Who does not show them leaves the members' trusts out.
std::vector<sql::Question> member_questions(const MembersOf& owner, base::Date on, Trusts trusts);
base::Result<std::vector<MemberRow>> read_members(std::span<sql::Rows> answers,
                                                  const Reference& reference,
                                                  const MembersOf& owner, base::Date on);

inline constexpr std::string_view version_question = "SELECT version FROM registry_version";

class Store {
 public:
  explicit Store(sql::Connection& connection) : connection_(connection) {}

  base::Result<std::int64_t> version();
  // When an import or edit last changed it, in seconds since 1970; 0: never.
  base::Result<std::int64_t> changed_at();
  base::Result<Stats> stats(base::Date on, std::optional<OrganisationId> authority);

  // By any URN it ever had. Error: school_not_found.
  base::Result<SchoolId> school_of_urn(std::int64_t urn);
  // All that it ever had, each once.
  base::Result<std::vector<std::int64_t>> urns_of(SchoolId school);
  base::Result<std::optional<SchoolRow>> school(SchoolId school, base::Date on);

  base::Result<std::optional<OrganisationRow>> organisation(OrganisationId id, base::Date on);
  // By three-digit code or by name, folded. Error: authority_not_found.
  base::Result<OrganisationId> authority(std::string_view text);
  // By UID, name or "id-7". Error: group_not_found.
  base::Result<OrganisationId> group(std::string_view text);
  // Error: cluster_not_found.
  base::Result<ClusterRow> cluster(ClusterId id);
  // By its id, or its name when there is one of that name. Errors: cluster_not_found,
  // cluster_ambiguous.
  base::Result<ClusterId> cluster_by_text(std::string_view text);
  base::Result<std::vector<ClusterRow>> clusters(std::optional<OrganisationId> owner);
  base::Result<std::vector<OrganisationRow>> organisations(
      const std::vector<OrganisationKind>& kinds, base::Date on);

  // Schools of the filter that were open on the day, by name.
  base::Result<std::vector<SchoolRow>> schools(const Reference& reference, const Filter& filter,
                                               base::Date on);
  // The same in the order of their ids, from the one after `after`: for who reads all in pages.
  base::Result<std::vector<SchoolRow>> schools_after(const Reference& reference,
                                                     const Filter& filter, base::Date on,
                                                     SchoolId after, int limit);
  // Everybody who ever belonged, by name and date; `school` is as on the day, or on its last day
  // of membership when that has passed, or on the first when it has not begun.
  base::Result<std::vector<MemberRow>> members(const Reference& reference, const MembersOf& owner,
                                               base::Date on);
  // How many open schools and pupils each organisation had on the day; authorities: state-funded.
  base::Result<std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>>> sizes(base::Date on);
  base::Result<std::map<std::int64_t, ClusterSize>> cluster_sizes(base::Date on);
  // The clusters of each school on the day, for colours on maps: school -> cluster.
  base::Result<std::map<std::int64_t, std::int64_t>> clusters_of_schools(OrganisationId owner,
                                                                         base::Date on);

  // The organisation of the kind to which each school belongs on the day: school -> organisation.
  // Of several, the one that it joined last.
  base::Result<std::map<std::int64_t, std::int64_t>> organisations_of_schools(OrganisationKind kind,
                                                                              base::Date on);

  base::Result<SourceDays> source_days();
  // The newest first.
  base::Result<std::vector<ImportRow>> imports();
  base::Result<std::vector<Remark>> remarks(std::int64_t source_id);

 private:
  sql::Connection& connection_;
};

}  // namespace registry
