// Scenarios. What was there is compared inside the transaction that writes: of two who saw the same
// version, one changes no row.
#include "design/store.hpp"

#include "access/store_audit.hpp"
#include "access/values.hpp"
#include "design/store_facts.hpp"
#include "design/store_named.hpp"
#include "design/store_parts.hpp"
#include "registry/store.hpp"

namespace design {

namespace {

constexpr std::string_view scenario_columns =
    "s.id, s.version, s.name, s.owner_id, coalesce(o.name, ''), s.copied_from, s.made_at, "
    "v.made_at, v.actor, s.archived, (SELECT count(*) FROM plan p WHERE p.scenario_id = s.id), "
    "v.content FROM scenario s LEFT JOIN organisation o ON o.id = s.owner_id "
    "JOIN scenario_version v ON v.scenario_id = s.id ";

ScenarioRow read_row(const sql::Rows& rows) {
  ScenarioRow row;
  row.id = rows.id<ScenarioTag>(0);
  row.version = rows.integer(1);
  row.name = rows.text(2);
  row.owner = rows.id<registry::Organisation>(3);
  row.owner_name = rows.text(4);
  row.copied_from = rows.integer(5);
  row.made_at = rows.integer(6);
  row.changed_at = rows.integer(7);
  row.changed_by = rows.text(8);
  row.archived = rows.integer(9) != 0;
  row.plans = rows.integer(10);
  return row;
}

base::Error not_found(ScenarioId id) {
  return base::make_error("scenario_not_found",
                          "There is no scenario number " + std::to_string(id.value) + ".",
                          "scenario");
}

base::Status add_version(sql::Connection& connection, ScenarioId id, std::int64_t version,
                         const Scenario& scenario, const std::string& what,
                         const Writing& writing) {
  TRY(
      connection.run("INSERT INTO scenario_version (scenario_id, version, content, what, "
                     "account_id, actor, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                     {id, version, scenario_text(scenario), what, writing.by.account.value,
                      writing.by.name, writing.now_s}));
  return {};
}

base::Result<ScenarioId> insert(sql::Connection& connection, const Scenario& scenario,
                                std::int64_t copied_from, const Writing& writing) {
  TRY(check(scenario));
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  const registry::OrganisationId owner = TRY(owner_of(connection, scenario));
  const ScenarioId id{
      TRY(connection.integer("INSERT INTO scenario (version, name, owner_id, copied_from, archived,"
                             " made_at) VALUES (1, $1, $2, $3, 0, $4) RETURNING id",
                             {scenario.name, owner, copied_from, writing.now_s}))};
  const std::string what =
      copied_from == 0 ? "Made" : "Copied from scenario " + std::to_string(copied_from);
  TRY(add_version(connection, id, 1, scenario, what, writing));
  guard::Values after;
  after.add("name", scenario.name).add("scenario", scenario_text(scenario));
  TRY(record(connection, writing,
             {"scenario.make", {"scenario", id.value, scenario.name}, "", after.json()}));
  TRY(transaction.commit());
  return id;
}

std::string words_of(const std::vector<Difference>& changed) {
  std::string words;
  for (const Difference& each : changed) {
    words += words.empty() ? "" : "; ";
    if (each.before.empty()) {
      words += "added " + each.after;
    } else if (each.after.empty()) {
      words += "took out " + each.before;
    } else {
      words += each.before + " became " + each.after;
    }
  }
  return words;
}

}  // namespace

base::Status record(sql::Connection& connection, const Writing& writing, const Recorded& what) {
  TRY(guard::record(
      connection, {writing.by, what.action, what.subject, what.before, what.after, writing.now_s}));
  return {};
}

base::Result<ScenarioId> make_scenario(sql::Connection& connection, const Scenario& scenario,
                                       const Writing& writing) {
  return insert(connection, scenario, 0, writing);
}

base::Result<std::int64_t> save_scenario(sql::Connection& connection, ScenarioId id,
                                         std::int64_t seen_version, const Scenario& scenario,
                                         const Writing& writing) {
  TRY(check(scenario));
  TRY(check_districts(connection, scenario));
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  const StoredScenario before = TRY(design::scenario(connection, id));
  const registry::OrganisationId owner = TRY(owner_of(connection, scenario));
  const std::int64_t changed =
      TRY(connection.run("UPDATE scenario SET version = version + 1, name = $3, owner_id = $4 "
                         "WHERE id = $1 AND version = $2",
                         {id, seen_version, scenario.name, owner}));
  if (changed == 0) {
    return base::make_error("scenario_conflict",
                            before.row.changed_by + " saved version " +
                                std::to_string(before.row.version) +
                                " meanwhile, so nothing was saved. Look at it, then make your "
                                "change again.");
  }
  const std::vector<Difference> differing = differences(before.scenario, scenario);
  TRY(add_version(connection, id, seen_version + 1, scenario,
                  differing.empty() ? "Saved without a change" : words_of(differing), writing));
  guard::Values was;
  guard::Values is;
  for (const Difference& each : differing) {
    const std::string& line = each.before.empty() ? each.after : each.before;
    const std::string word = line.substr(0, line.find(':'));
    was.add(word, each.before);
    is.add(word, each.after);
  }
  TRY(record(connection, writing,
             {"scenario.change", {"scenario", id.value, scenario.name}, was.json(), is.json()}));
  TRY(transaction.commit());
  return seen_version + 1;
}

base::Result<ScenarioId> copy_scenario(sql::Connection& connection, ScenarioId id,
                                       const std::string& name, const Writing& writing) {
  StoredScenario from = TRY(design::scenario(connection, id));
  from.scenario.name = name;
  return insert(connection, from.scenario, id.value, writing);
}

base::Status archive_scenario(sql::Connection& connection, ScenarioId id, bool archived,
                              const Writing& writing) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  const StoredScenario before = TRY(design::scenario(connection, id));
  if (before.row.archived == archived) return {};
  TRY(connection.run("UPDATE scenario SET archived = $2 WHERE id = $1", {id, archived ? 1 : 0}));
  guard::Values was;
  guard::Values is;
  was.add("archived", before.row.archived);
  is.add("archived", archived);
  TRY(record(connection, writing,
             {"scenario.archive", {"scenario", id.value, before.row.name}, was.json(), is.json()}));
  return transaction.commit();
}

base::Result<std::vector<ScenarioRow>> scenarios(sql::Connection& connection, bool archived) {
  std::vector<ScenarioRow> found;
  sql::Rows rows = TRY(connection.query(
      "SELECT " + std::string(scenario_columns) +
          "AND v.version = s.version WHERE s.archived <= $1 ORDER BY v.made_at DESC, s.id DESC",
      {archived ? 1 : 0}));
  while (TRY(rows.next())) found.push_back(read_row(rows));
  return found;
}

base::Result<StoredScenario> scenario(sql::Connection& connection, ScenarioId id,
                                      std::int64_t version) {
  sql::Rows rows =
      TRY(connection.query("SELECT " + std::string(scenario_columns) +
                               "WHERE s.id = $1 AND v.version = CASE WHEN CAST($2 AS INTEGER) = 0 "
                               "THEN s.version ELSE CAST($2 AS INTEGER) END",
                           {id, version}));
  if (!TRY(rows.next())) return not_found(id);
  StoredScenario found{read_row(rows), {}};
  found.scenario = TRY(read_scenario(rows.text(11)));
  return found;
}

base::Result<std::vector<VersionRow>> read_versions(sql::Rows rows) {
  std::vector<VersionRow> found;
  while (TRY(rows.next())) {
    found.push_back({rows.integer(0), rows.integer(1), std::string(rows.text(2)),
                     std::string(rows.text(3)), rows.integer(4) != 0});
  }
  return found;
}

base::Result<std::vector<VersionRow>> scenario_versions(sql::Connection& connection,
                                                        ScenarioId id) {
  std::vector<VersionRow> found = TRY(read_versions(
      TRY(connection.query("SELECT version, made_at, actor, what, 0 FROM scenario_version WHERE "
                           "scenario_id = $1 ORDER BY version DESC",
                           {id}))));
  if (found.empty()) return not_found(id);
  return found;
}

}  // namespace design
