// Comparing the registry on two days.
#include "registry/store_changes.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <unordered_set>

namespace registry {

namespace {

struct Entry {
  bool open = false;
  bool within = true;  // the authority that was asked for
  std::int64_t school = 0;
  std::string name;
  std::int64_t trust = 0;
};

// The registry on one day, by URN.
struct Day {
  std::unordered_map<std::int64_t, Entry> entries;
  std::unordered_map<std::int64_t, std::int64_t> clusters;  // by school
};

struct Names {
  std::unordered_map<std::int64_t, std::string> organisations;
  std::unordered_map<std::int64_t, std::string> clusters;
  std::unordered_map<std::int64_t, std::string> schools;  // the newest; of members without a state
};

base::Result<Day> load_day(sql::Connection& connection, base::Date on, const Filter& filter) {
  Day day;
  sql::Rows states = TRY(connection.query(
      "SELECT urn, status, name, school_id, coalesce(authority_id, 0) FROM school_state "
      "WHERE from_on <= $1 AND until_on > $1",
      {on}));
  while (TRY(states.next())) {
    Entry& entry = day.entries[states.integer(0)];
    entry.open = is_open(static_cast<Status>(states.integer(1)));
    entry.name = states.text(2);
    entry.school = states.integer(3);
    entry.within = !filter.authority || filter.authority->value == states.integer(4);
  }
  // Where sources of one day name two trusts, the newer membership counts.
  sql::Rows trusts = TRY(connection.query(
      "SELECT m.urn, m.organisation_id, m.school_id FROM membership m JOIN organisation o "
      "ON o.id = m.organisation_id WHERE m.from_on <= $1 AND m.until_on > $1 "
      "AND o.kind IN ('mat', 'sat') ORDER BY m.from_on, coalesce(o.uid, 0)",
      {on}));
  while (TRY(trusts.next())) {
    auto [found, added] = day.entries.try_emplace(trusts.integer(0));
    if (added) found->second.within = !filter.authority;
    found->second.trust = trusts.integer(1);
    found->second.school = trusts.integer(2);
  }
  sql::Rows clusters = TRY(
      connection.query("SELECT school_id, cluster_id FROM cluster_membership WHERE from_on <= $1 "
                       "AND until_on > $1 ORDER BY funding",
                       {on}));
  while (TRY(clusters.next())) day.clusters[clusters.integer(0)] = clusters.integer(1);
  return day;
}

base::Result<std::unordered_set<std::int64_t>> members_of(sql::Connection& connection,
                                                          const Filter& filter, base::Date from,
                                                          base::Date to) {
  std::unordered_set<std::int64_t> members;
  std::string_view statement =
      filter.organisation
          ? "SELECT school_id FROM membership WHERE organisation_id = $1 AND "
            "((from_on <= $2 AND until_on > $2) OR (from_on <= $3 AND until_on > $3))"
          : "SELECT school_id FROM cluster_membership WHERE cluster_id = $1 AND "
            "((from_on <= $2 AND until_on > $2) OR (from_on <= $3 AND until_on > $3))";
  std::int64_t unit = filter.organisation ? filter.organisation->value : filter.cluster->value;
  sql::Rows rows = TRY(connection.query(statement, {unit, from, to}));
  while (TRY(rows.next())) members.insert(rows.integer(0));
  return members;
}

void keep(Day& day, const std::unordered_set<std::int64_t>& schools) {
  for (auto it = day.entries.begin(); it != day.entries.end();) {
    it = schools.count(it->second.school) > 0 ? std::next(it) : day.entries.erase(it);
  }
}

// Schools that were within the authority on either day: when an authority is reorganised, its
// schools have not closed.
void keep_within(Day& before, Day& after) {
  std::unordered_set<std::int64_t> schools;
  for (const Day* day : {&before, &after}) {
    for (const auto& [urn, entry] : day->entries) {
      if (entry.within) schools.insert(entry.school);
    }
  }
  keep(before, schools);
  keep(after, schools);
}

base::Result<Names> load_names(sql::Connection& connection) {
  Names names;
  sql::Rows organisations =
      TRY(connection.query("SELECT id, name FROM organisation WHERE kind IN ('mat', 'sat')"));
  while (TRY(organisations.next())) {
    names.organisations[organisations.integer(0)] = organisations.text(1);
  }
  sql::Rows schools = TRY(
      connection.query("SELECT DISTINCT s.school_id, s.name FROM school_state s JOIN membership m "
                       "ON m.school_id = s.school_id AND (m.urn <> s.urn OR m.from_on < s.from_on) "
                       "WHERE s.until_on = $1",
                       {base::Date::distant_future()}));
  while (TRY(schools.next())) names.schools[schools.integer(0)] = schools.text(1);
  sql::Rows clusters = TRY(connection.query("SELECT id, name FROM cluster"));
  while (TRY(clusters.next())) names.clusters[clusters.integer(0)] = clusters.text(1);
  return names;
}

base::Result<std::unordered_map<std::int64_t, std::int64_t>> load_successors(
    sql::Connection& connection) {
  std::unordered_map<std::int64_t, std::int64_t> successors;
  sql::Rows rows = TRY(connection.query(
      "SELECT predecessor_urn, successor_urn FROM succession WHERE kind <> 'other' "
      "ORDER BY predecessor_urn, successor_urn"));
  while (TRY(rows.next())) successors[rows.integer(0)] = rows.integer(1);
  return successors;
}

class Comparison {
 public:
  Comparison(const Day& before, const Day& after, const Names& names,
             const std::unordered_map<std::int64_t, std::int64_t>& successors)
      : before_(before), after_(after), names_(names), successors_(successors) {}

  ChangeList compare() {
    static const Entry none;
    for (const auto& [urn, was] : before_.entries) {
      auto found = after_.entries.find(urn);
      entry(urn, was, found == after_.entries.end() ? none : found->second);
    }
    for (const auto& [urn, now] : after_.entries) {
      if (before_.entries.count(urn) == 0) entry(urn, none, now);
    }
    clusters();
    std::sort(list_.changes.begin(), list_.changes.end(),
              [](const Change& left, const Change& right) {
                return std::tie(left.kind, left.school, left.urn) <
                       std::tie(right.kind, right.school, right.urn);
              });
    return std::move(list_);
  }

 private:
  void add(ChangeKind kind, std::int64_t urn, const std::string& school, std::string before,
           std::string after) {
    ++list_.counts[static_cast<std::size_t>(kind)];
    list_.changes.push_back({kind, urn, school, std::move(before), std::move(after)});
  }

  void entry(std::int64_t urn, const Entry& was, const Entry& now) {
    std::int64_t school = now.school != 0 ? now.school : was.school;
    std::string name = now.name.empty() ? was.name : now.name;
    auto newest = names_.schools.find(school);
    if (name.empty() && newest != names_.schools.end()) name = newest->second;
    if (was.open && !now.open) {
      add(ChangeKind::Closed, urn, name, "", "");
      auto successor = successors_.find(urn);
      if (successor != successors_.end()) {
        add(ChangeKind::Continued, urn, name, "", std::to_string(successor->second));
      }
    }
    if (now.open && !was.open) add(ChangeKind::Opened, urn, name, "", "");
    if (was.open && now.open && was.name != now.name) {
      add(ChangeKind::Renamed, urn, name, was.name, now.name);
    }
    auto trust = [&](std::int64_t id) {
      auto found = names_.organisations.find(id);
      return found == names_.organisations.end() ? std::string() : found->second;
    };
    if (was.trust == now.trust) return;
    ChangeKind kind = ChangeKind::MovedTrust;
    if (was.trust == 0) kind = ChangeKind::JoinedTrust;
    if (now.trust == 0) kind = ChangeKind::LeftTrust;
    add(kind, urn, name, trust(was.trust), trust(now.trust));
  }

  void clusters() {
    std::map<std::int64_t, std::pair<std::int64_t, std::string>> schools;  // newest URN, name
    for (const Day* day : {&before_, &after_}) {
      for (const auto& [urn, each] : day->entries) {
        if (each.open) schools[each.school] = {urn, each.name};
      }
    }
    for (const auto& [school, shown] : schools) {
      std::int64_t was = cluster(before_, school);
      std::int64_t now = cluster(after_, school);
      if (was == now) continue;
      ChangeKind kind = ChangeKind::MovedCluster;
      if (was == 0) kind = ChangeKind::JoinedCluster;
      if (now == 0) kind = ChangeKind::LeftCluster;
      add(kind, shown.first, shown.second, cluster_name(was), cluster_name(now));
    }
  }

  static std::int64_t cluster(const Day& day, std::int64_t school) {
    auto found = day.clusters.find(school);
    return found == day.clusters.end() ? 0 : found->second;
  }

  std::string cluster_name(std::int64_t id) const {
    auto found = names_.clusters.find(id);
    return found == names_.clusters.end() ? std::string() : found->second;
  }

  const Day& before_;
  const Day& after_;
  const Names& names_;
  const std::unordered_map<std::int64_t, std::int64_t>& successors_;
  ChangeList list_;
};

struct KindWords {
  std::string_view code;
  std::string_view label;
};

constexpr std::array<KindWords, change_kind_count> kind_words = {{
    {"joined_trust", "Joined a trust"},
    {"left_trust", "Left a trust"},
    {"moved_trust", "Moved to another trust"},
    {"closed", "Closed"},
    {"opened", "Opened"},
    {"continued", "Closed, with a successor"},
    {"renamed", "Renamed"},
    {"joined_cluster", "Joined a cluster"},
    {"left_cluster", "Left a cluster"},
    {"moved_cluster", "Moved to another cluster"},
}};

}  // namespace

std::string_view change_code(ChangeKind kind) {
  return kind_words[static_cast<std::size_t>(kind)].code;
}

std::string_view change_label(ChangeKind kind) {
  return kind_words[static_cast<std::size_t>(kind)].label;
}

base::Result<ChangeList> changes_between(sql::Connection& connection, base::Date from,
                                         base::Date to, const Filter& filter) {
  if (to <= from) {
    return base::make_error(
        "dates_reversed",
        to.long_form() + " is not after " + from.long_form() + ". Give the earlier day first.",
        "to");
  }
  Day before = TRY(load_day(connection, from, filter));
  Day after = TRY(load_day(connection, to, filter));
  if (filter.organisation || filter.cluster) {
    auto members = TRY(members_of(connection, filter, from, to));
    keep(before, members);
    keep(after, members);
  }
  if (filter.authority) keep_within(before, after);
  Names names = TRY(load_names(connection));
  auto successors = TRY(load_successors(connection));
  return Comparison(before, after, names, successors).compare();
}

}  // namespace registry
