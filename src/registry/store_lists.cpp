// Queries about many schools at once: lists, members, figures.
#include <algorithm>
#include <array>
#include <tuple>
#include <unordered_map>

#include "registry/store.hpp"
#include "registry/store_reference.hpp"
#include "registry/store_rows.hpp"

namespace registry {

namespace {

// What each school belonged to, by school.
using Belonging = std::unordered_multimap<std::int64_t, std::pair<OrganisationId, base::Period>>;

base::Result<Belonging> read_belonging(sql::Rows& rows) {
  Belonging read;
  while (TRY(rows.next())) {
    read.emplace(rows.integer(0),
                 std::pair(rows.id<Organisation>(1), base::Period(rows.date(2), rows.date(3))));
  }
  return read;
}

void set_trust(const Reference& reference, const Belonging& belonging, base::Date shown_on,
               base::Date on, SchoolRow& school) {
  TrustOnDay trust(reference, shown_on);
  const auto [first, last] = belonging.equal_range(school.id.value);
  for (auto each = first; each != last; ++each) trust.see(each->second.first, each->second.second);
  school.trust = trust.found();
  if (school.trust.known()) school.trust_name = reference.name_of(school.trust, on);
}

// The day on which a member is shown, as SQL and for one.
constexpr std::string_view day_shown =
    "CASE WHEN m.from_on > $1 THEN m.from_on WHEN m.until_on <= $1 THEN m.until_on - 1 "
    "ELSE $1 END";
base::Date day_shown_of(const base::Period& period, base::Date on) {
  if (period.contains(on)) return on;
  if (period.until() <= on) return period.until().plus_days(-1);
  return period.from();
}

// A table of memberships: how its rows become members of one organisation or cluster.
struct Memberships {
  std::string_view table;
  std::string_view owner;
  std::string_view flags;  // two columns
  void (*read)(const sql::Rows& rows, int first, MemberRow& member);
};

constexpr Memberships of_organisation = {"membership", "organisation_id",
                                         "m.from_exact, m.until_exact",
                                         [](const sql::Rows& rows, int first, MemberRow& member) {
                                           member.from_exact = rows.integer(first) != 0;
                                           member.until_exact = rows.integer(first + 1) != 0;
                                         }};
constexpr Memberships of_cluster = {"cluster_membership", "cluster_id", "m.funding, m.lead",
                                    [](const sql::Rows& rows, int first, MemberRow& member) {
                                      member.funding = rows.integer(first) != 0;
                                      member.lead = rows.integer(first + 1) != 0;
                                    }};

// Members of all times, each with its school on the day asked for, on its last day of membership or
// on the first: a date is a number yyyymmdd, and no state begins on the number before a date.
std::string members_question(const Memberships& which) {
  return "SELECT " + std::string(state_columns) + ", s.school_id, m.from_on, m.until_on, " +
         std::string(which.flags) + " FROM " + std::string(which.table) +
         " m JOIN school_state s ON s.school_id = m.school_id AND s.from_on <= " +
         std::string(day_shown) + " AND s.until_on > " + std::string(day_shown) + " WHERE m." +
         std::string(which.owner) + " = $2";
}

// What else the members ever belonged to.
std::string trusts_question(const Memberships& which) {
  return "SELECT n.school_id, n.organisation_id, n.from_on, n.until_on FROM " +
         std::string(which.table) + " m JOIN membership n ON n.school_id = m.school_id WHERE m." +
         std::string(which.owner) + " = $1";
}

const Memberships& memberships_of(const MembersOf& owner) {
  return std::holds_alternative<ClusterId>(owner) ? of_cluster : of_organisation;
}

// Which schools a filter means, on the day $1; $2 is the owner that it names.
struct Chosen {
  std::string where;
  std::int64_t owner = 0;
};

Chosen chosen_by(const Filter& filter) {
  Chosen chosen = {" WHERE s.from_on <= $1 AND s.until_on > $1 AND s.status IN (1, 2) AND $2 = $2"};
  if (filter.authority) {
    chosen.where += " AND s.authority_id = $2";
    chosen.owner = filter.authority->value;
  } else if (filter.organisation) {
    chosen.where +=
        " AND s.school_id IN (SELECT school_id FROM membership WHERE organisation_id = $2 "
        "AND from_on <= $1 AND until_on > $1)";
    chosen.owner = filter.organisation->value;
  } else if (filter.cluster) {
    chosen.where +=
        " AND s.school_id IN (SELECT school_id FROM cluster_membership "
        "WHERE cluster_id = $2 AND from_on <= $1 AND until_on > $1)";
    chosen.owner = filter.cluster->value;
  }
  return chosen;
}

const std::string state_select =
    "SELECT " + std::string(state_columns) + ", s.school_id FROM school_state s";
const std::string trust_select =
    "SELECT n.school_id, n.organisation_id, n.from_on, n.until_on FROM school_state s "
    "JOIN membership n ON n.school_id = s.school_id AND n.from_on <= $1 AND n.until_on > $1";

base::Result<std::vector<SchoolRow>> read_school_rows(sql::Rows& rows, const Reference& reference,
                                                      const Belonging& belonging, base::Date on) {
  std::vector<SchoolRow> found;
  while (TRY(rows.next())) {
    SchoolRow& row = found.emplace_back(
        reference.row_of(rows.id<School>(state_column_count), read_state(rows, 0)));
    set_trust(reference, belonging, on, on, row);
  }
  return found;
}

}  // namespace

base::Result<Stats> Store::stats(base::Date on, std::optional<OrganisationId> authority) {
  Stats stats;
  std::int64_t within = authority ? authority->value : 0;
  // Two texts, for with an authority its index leads to the few rows that count.
  std::string only = authority ? " AND s.authority_id = $2" : " AND $2 = $2";
  sql::Rows rows = TRY(connection_.query(
      "SELECT s.phase, coalesce(t.state_funded, 0), coalesce(t.academy, 0), count(*), "
      "coalesce(sum(s.pupils), 0), count(s.pupils) FROM school_state s "
      "LEFT JOIN school_type t ON t.id = s.type_id WHERE s.from_on <= $1 AND s.until_on > $1 "
      "AND s.status IN (1, 2)" +
          only + " GROUP BY s.phase, coalesce(t.state_funded, 0), coalesce(t.academy, 0)",
      {on, within}));
  while (TRY(rows.next())) {
    std::int64_t count = rows.integer(3);
    stats.open_schools += count;
    if (rows.integer(1) == 0) continue;
    stats.open_state_funded_schools += count;
    if (rows.integer(5) > 0) stats.pupils = stats.pupils.value_or(0) + rows.integer(4);
    stats.academies += rows.integer(2) != 0 ? count : 0;
    stats.phases[std::string(phase_name(static_cast<Phase>(rows.integer(0))))] += count;
  }
  // With an authority: trusts with two or more academies in that authority.
  std::string members = authority
                            ? "FROM school_state s JOIN membership m ON m.school_id = s.school_id"
                            : "FROM membership m";
  std::string there = authority ? " AND s.authority_id = $2 AND s.from_on <= $1 AND s.until_on > $1"
                                : " AND $2 = $2";
  stats.trusts_with_two_or_more_academies = TRY(connection_.integer(
      "SELECT count(*) FROM (SELECT m.organisation_id " + members +
          " JOIN organisation o ON o.id = m.organisation_id WHERE o.kind = 'mat' "
          "AND m.from_on <= $1 AND m.until_on > $1" +
          there + " GROUP BY m.organisation_id HAVING count(DISTINCT m.urn) >= 2) AS large",
      {on, within}));
  stats.clusters = TRY(connection_.integer(
      "SELECT count(DISTINCT m.cluster_id) FROM cluster_membership m "
      "JOIN cluster c ON c.id = m.cluster_id WHERE m.from_on <= $1 AND m.until_on > $1 "
      "AND ($2 = 0 OR c.organisation_id = $2)",
      {on, within}));
  stats.days = TRY(source_days());
  return stats;
}

base::Result<std::vector<SchoolRow>> Store::schools(const Reference& reference,
                                                    const Filter& filter, base::Date on) {
  const Chosen chosen = chosen_by(filter);
  std::vector<sql::Rows> answers = TRY(connection_.query_all(
      {{state_select + chosen.where + " ORDER BY s.name, s.urn", {on, chosen.owner}},
       {trust_select + chosen.where, {on, chosen.owner}}}));
  const Belonging belonging = TRY(read_belonging(answers[1]));
  return read_school_rows(answers[0], reference, belonging, on);
}

base::Result<std::vector<SchoolRow>> Store::schools_after(const Reference& reference,
                                                          const Filter& filter, base::Date on,
                                                          SchoolId after, int limit) {
  const Chosen chosen = chosen_by(filter);
  const std::string slice = chosen.where +
                            " AND s.school_id IN (SELECT s.school_id FROM school_state s" +
                            chosen.where + " AND s.school_id > $3 ORDER BY s.school_id LIMIT $4)";
  const std::vector<sql::Value> values = {on, chosen.owner, after, limit};
  std::vector<sql::Rows> answers = TRY(connection_.query_all(
      {{state_select + slice + " ORDER BY s.school_id", values}, {trust_select + slice, values}}));
  const Belonging belonging = TRY(read_belonging(answers[1]));
  return read_school_rows(answers[0], reference, belonging, on);
}

std::vector<sql::Question> member_questions(const MembersOf& owner, base::Date on, Trusts trusts) {
  static const std::array<std::string, 2> members = {members_question(of_organisation),
                                                     members_question(of_cluster)};
  static const std::array<std::string, 2> belonging = {trusts_question(of_organisation),
                                                       trusts_question(of_cluster)};
  const std::int64_t id = std::visit([](auto each) { return each.value; }, owner);
  std::vector<sql::Question> questions = {{members[owner.index()], {on, id}}};
  if (trusts == Trusts::Named) questions.push_back({belonging[owner.index()], {id}});
  return questions;
}

base::Result<std::vector<MemberRow>> read_members(std::span<sql::Rows> answers,
                                                  const Reference& reference,
                                                  const MembersOf& owner, base::Date on) {
  Belonging belonging;
  if (answers.size() > 1) belonging = TRY(read_belonging(answers[1]));
  std::vector<MemberRow> members;
  sql::Rows& rows = answers[0];
  while (TRY(rows.next())) {
    MemberRow& member = members.emplace_back();
    member.school = reference.row_of(rows.id<School>(state_column_count), read_state(rows, 0));
    member.period =
        base::Period(rows.date(state_column_count + 1), rows.date(state_column_count + 2));
    memberships_of(owner).read(rows, state_column_count + 3, member);
    set_trust(reference, belonging, day_shown_of(member.period, on), on, member.school);
  }
  std::stable_sort(members.begin(), members.end(), [](const auto& left, const auto& right) {
    return std::tuple(std::string_view(left.school.state.name), left.period.from(),
                      left.school.state.urn) < std::tuple(std::string_view(right.school.state.name),
                                                          right.period.from(),
                                                          right.school.state.urn);
  });
  return members;
}

base::Result<std::vector<MemberRow>> Store::members(const Reference& reference,
                                                    const MembersOf& owner, base::Date on) {
  std::vector<sql::Rows> answers =
      TRY(connection_.query_all(member_questions(owner, on, Trusts::Named)));
  return read_members(answers, reference, owner, on);
}

base::Result<std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>>> Store::sizes(
    base::Date on) {
  std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>> sizes;
  sql::Rows rows = TRY(connection_.query(
      "SELECT m.organisation_id, count(DISTINCT s.school_id), coalesce(sum(s.pupils), 0) "
      "FROM membership m JOIN school_state s ON s.school_id = m.school_id AND s.urn = m.urn "
      "AND s.from_on <= $1 AND s.until_on > $1 AND s.status IN (1, 2) "
      "WHERE m.from_on <= $1 AND m.until_on > $1 GROUP BY m.organisation_id",
      {on}));
  while (TRY(rows.next())) sizes[rows.integer(0)] = {rows.integer(1), rows.integer(2)};
  sql::Rows authorities = TRY(connection_.query(
      "SELECT s.authority_id, count(*), coalesce(sum(s.pupils), 0) FROM school_state s "
      "JOIN school_type t ON t.id = s.type_id AND t.state_funded = 1 "
      "WHERE s.from_on <= $1 AND s.until_on > $1 AND s.status IN (1, 2) "
      "AND s.authority_id IS NOT NULL GROUP BY s.authority_id",
      {on}));
  while (TRY(authorities.next())) {
    sizes[authorities.integer(0)] = {authorities.integer(1), authorities.integer(2)};
  }
  return sizes;
}

base::Result<std::map<std::int64_t, ClusterSize>> Store::cluster_sizes(base::Date on) {
  std::map<std::int64_t, ClusterSize> sizes;
  sql::Rows rows = TRY(connection_.query(
      "SELECT m.cluster_id, m.lead, s.name, coalesce(s.pupils, 0) FROM cluster_membership m "
      "JOIN school_state s ON s.school_id = m.school_id AND s.from_on <= $1 AND s.until_on > $1 "
      "AND s.status IN (1, 2) WHERE m.from_on <= $1 AND m.until_on > $1",
      {on}));
  while (TRY(rows.next())) {
    ClusterSize& size = sizes[rows.integer(0)];
    ++size.schools;
    size.pupils += rows.integer(3);
    if (rows.integer(1) != 0) size.lead = rows.text(2);
  }
  return sizes;
}

base::Result<std::map<std::int64_t, std::int64_t>> Store::clusters_of_schools(OrganisationId owner,
                                                                              base::Date on) {
  std::map<std::int64_t, std::int64_t> found;
  // A school in two clusters is coloured by its funding cluster.
  sql::Rows rows =
      TRY(connection_.query("SELECT m.school_id, m.cluster_id FROM cluster_membership m "
                            "JOIN cluster c ON c.id = m.cluster_id WHERE c.organisation_id = $2 "
                            "AND m.from_on <= $1 AND m.until_on > $1 ORDER BY m.funding",
                            {on, owner}));
  while (TRY(rows.next())) found[rows.integer(0)] = rows.integer(1);
  return found;
}

base::Result<std::map<std::int64_t, std::int64_t>> Store::organisations_of_schools(
    OrganisationKind kind, base::Date on) {
  std::map<std::int64_t, std::int64_t> found;
  sql::Rows rows = TRY(connection_.query(
      "SELECT m.school_id, m.organisation_id FROM membership m JOIN organisation o ON o.id = "
      "m.organisation_id WHERE o.kind = $2 AND m.from_on <= $1 AND m.until_on > $1 "
      "ORDER BY m.from_on, m.organisation_id",
      {on, kind_code(kind)}));
  while (TRY(rows.next())) found[rows.integer(0)] = rows.integer(1);
  return found;
}

}  // namespace registry
