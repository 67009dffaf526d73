// Plans and their versions.
#include <algorithm>
#include <iterator>

#include "access/values.hpp"
#include "base/check.hpp"
#include "design/naming.hpp"
#include "design/store.hpp"
#include "design/store_parts.hpp"

namespace design {

namespace {

constexpr std::string_view kind_codes[] = {"today", "solver", "hand"};
constexpr std::string_view state_codes[] = {"draft", "published", "enacted", "undone"};

constexpr std::string_view plan_columns =
    "p.id, p.scenario_id, p.scenario_version, p.version, p.name, p.kind, p.state, p.copied_from, "
    "p.made_at, v.made_at, v.actor, p.published_version, p.published_at, "
    "coalesce(p.answers_until_on, 0), p.published_note, coalesce(p.enacted_from_on, 0), "
    "p.enacted_at, v.solved, v.cost, v.bound, v.feasible, v.seed, v.moves, v.rounds, v.seconds, "
    "v.version, v.content FROM plan p JOIN plan_version v ON v.plan_id = p.id ";
constexpr int version_column = 25;
constexpr int content_column = 26;

template <typename Enum, std::size_t size>
Enum word_of(const std::string_view (&words)[size], std::string_view word) {
  const auto* found = std::find(std::begin(words), std::end(words), word);
  CHECK(found != std::end(words));
  return static_cast<Enum>(found - std::begin(words));
}

Proof read_proof(const sql::Rows& rows, int first) {
  Proof proof;
  proof.solved = rows.integer(first) != 0;
  proof.cost = rows.real(first + 1);
  proof.bound = rows.real(first + 2);
  proof.feasible = rows.integer(first + 3) != 0;
  proof.seed = static_cast<std::uint64_t>(rows.integer(first + 4));
  proof.moves = static_cast<std::uint64_t>(rows.integer(first + 5));
  proof.rounds = static_cast<int>(rows.integer(first + 6));
  proof.seconds = rows.real(first + 7);
  return proof;
}

PlanRow read_row(const sql::Rows& rows) {
  PlanRow row;
  row.id = rows.id<PlanTag>(0);
  row.scenario = rows.id<ScenarioTag>(1);
  row.scenario_version = rows.integer(2);
  row.version = rows.integer(3);
  row.name = rows.text(4);
  row.kind = word_of<PlanKind>(kind_codes, rows.text(5));
  row.state = word_of<PlanState>(state_codes, rows.text(6));
  row.copied_from = rows.integer(7);
  row.made_at = rows.integer(8);
  row.changed_at = rows.integer(9);
  row.changed_by = rows.text(10);
  row.published_version = rows.integer(11);
  row.published_at = rows.integer(12);
  if (rows.integer(13) != 0) row.answers_until = base::Date::from_number(rows.integer(13));
  row.published_note = rows.text(14);
  if (rows.integer(15) != 0) row.enacted_from = base::Date::from_number(rows.integer(15));
  row.enacted_at = rows.integer(16);
  row.proof = read_proof(rows, 17);
  return row;
}

base::Error not_found(PlanId id) {
  return base::make_error("plan_not_found",
                          "There is no plan number " + std::to_string(id.value) + ".", "plan");
}

base::Error conflict(const PlanRow& row) {
  return base::make_error("plan_conflict", row.changed_by + " saved version " +
                                               std::to_string(row.version) +
                                               " meanwhile, so nothing was saved. Look at it, "
                                               "then make your change again.");
}

base::Status check_open(const PlanRow& row) {
  if (row.state == PlanState::Draft || row.state == PlanState::Undone) return {};
  return base::make_error("plan_settled",
                          row.name + " is " +
                              (row.state == PlanState::Published ? "published" : "enacted") +
                              ". Copy it, and change the copy.");
}

base::Status add_version(sql::Connection& connection, PlanId id, std::int64_t version,
                         const NewPlan& plan, const Writing& writing) {
  const Proof& proof = plan.proof;
  TRY(connection.run(
      "INSERT INTO plan_version (plan_id, version, content, what, account_id, actor, made_at, "
      "solved, cost, bound, feasible, seed, moves, rounds, seconds) VALUES ($1, $2, $3, $4, $5, "
      "$6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
      {id, version, plan.text, plan.what, writing.by.account.value, writing.by.name, writing.now_s,
       proof.solved ? 1 : 0, proof.cost, proof.bound, proof.feasible ? 1 : 0,
       static_cast<std::int64_t>(proof.seed), static_cast<std::int64_t>(proof.moves), proof.rounds,
       proof.seconds}));
  return {};
}

guard::Subject subject_of(const PlanRow& row) { return {"plan", row.id.value, row.name}; }

base::Status record_change(sql::Connection& connection, const Writing& writing,
                           const std::string& action, const PlanRow& row, const guard::Values& was,
                           const guard::Values& is) {
  return record(connection, writing, {action, subject_of(row), was.json(), is.json()});
}

base::Result<std::int64_t> add(sql::Connection& connection, PlanId id, std::int64_t seen_version,
                               const NewPlan& change, const Writing& writing) {
  const PlanRow row = TRY(plan(connection, id)).row;
  TRY(check_open(row));
  const std::int64_t changed = TRY(connection.run(
      "UPDATE plan SET version = version + 1, kind = 'hand', state = 'draft' WHERE id = $1 AND "
      "version = $2 AND state IN ('draft', 'undone')",
      {id, seen_version}));
  if (changed == 0) return conflict(row);
  TRY(add_version(connection, id, seen_version + 1, change, writing));
  guard::Values was;
  guard::Values is;
  was.add("version", seen_version);
  is.add("version", seen_version + 1).add("what", change.what);
  TRY(record_change(connection, writing, "plan.change", row, was, is));
  return seen_version + 1;
}

base::Result<std::vector<PlanRow>> rows_of(sql::Rows rows) {
  std::vector<PlanRow> found;
  while (TRY(rows.next())) found.push_back(read_row(rows));
  return found;
}

}  // namespace

std::string_view plan_kind_code(PlanKind kind) { return kind_codes[static_cast<int>(kind)]; }
std::string_view plan_kind_label(PlanKind kind) {
  constexpr std::string_view labels[] = {"Today's clusters", "Worked out by Guildhall",
                                         "Made by hand"};
  return labels[static_cast<int>(kind)];
}
std::string_view plan_state_code(PlanState state) { return state_codes[static_cast<int>(state)]; }
std::string_view plan_state_label(PlanState state) {
  constexpr std::string_view labels[] = {"Draft", "Published for consultation", "Enacted",
                                         "Enactment undone"};
  return labels[static_cast<int>(state)];
}

base::Result<PlanId> insert_plan(sql::Connection& connection, ScenarioId scenario,
                                 std::int64_t scenario_version, const NewPlan& plan,
                                 std::int64_t copied_from, const Writing& writing) {
  if (!is_cluster_name(plan.name)) {
    return base::make_error("bad_plan", "Give the plan a name of at most 200 characters.", "name");
  }
  const PlanId id{TRY(connection.integer(
      "INSERT INTO plan (scenario_id, scenario_version, version, name, kind, state, copied_from, "
      "made_at, published_version, published_at, published_note, enacted_at) VALUES ($1, $2, 1, "
      "$3, $4, 'draft', $5, $6, 0, 0, '', 0) RETURNING id",
      {scenario, scenario_version, plan.name, plan_kind_code(plan.kind), copied_from,
       writing.now_s}))};
  TRY(add_version(connection, id, 1, plan, writing));
  guard::Values after;
  after.add("name", plan.name).add("kind", plan_kind_code(plan.kind)).add("what", plan.what);
  TRY(record(connection, writing, {"plan.make", {"plan", id.value, plan.name}, "", after.json()}));
  return id;
}

base::Result<PlanId> make_plan(sql::Connection& connection, ScenarioId scenario,
                               const NewPlan& plan, const Writing& writing) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  const ScenarioRow row = TRY(design::scenario(connection, scenario, plan.scenario_version)).row;
  const std::int64_t version = plan.scenario_version == 0 ? row.version : plan.scenario_version;
  const PlanId id = TRY(insert_plan(connection, scenario, version, plan, 0, writing));
  TRY(transaction.commit());
  return id;
}

base::Result<std::int64_t> save_plan(sql::Connection& connection, PlanId id,
                                     std::int64_t seen_version, const std::string& text,
                                     const std::string& what, const Writing& writing) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  const std::int64_t version =
      TRY(add(connection, id, seen_version, {"", PlanKind::Hand, what, text, {}}, writing));
  TRY(transaction.commit());
  return version;
}

base::Result<std::int64_t> revert_plan(sql::Connection& connection, PlanId id,
                                       std::int64_t seen_version, std::int64_t to_version,
                                       const Writing& writing) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  const StoredPlan old = TRY(plan(connection, id, to_version));
  const std::int64_t version =
      TRY(add(connection, id, seen_version,
              {"", PlanKind::Hand, "Went back to version " + std::to_string(to_version), old.text,
               old.row.proof},
              writing));
  TRY(transaction.commit());
  return version;
}

base::Result<PlanId> copy_plan(sql::Connection& connection, PlanId id, const std::string& name,
                               const Writing& writing) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  const StoredPlan from = TRY(plan(connection, id));
  const NewPlan made{name, from.row.kind == PlanKind::Today ? PlanKind::Hand : from.row.kind,
                     "Copied from " + from.row.name, from.text, from.row.proof};
  const PlanId copy = TRY(insert_plan(connection, from.row.scenario, from.row.scenario_version,
                                      made, id.value, writing));
  TRY(transaction.commit());
  return copy;
}

base::Status rename_plan(sql::Connection& connection, PlanId id, const std::string& name,
                         const Writing& writing) {
  if (!is_cluster_name(name)) {
    return base::make_error("bad_plan", "Give the plan a name of at most 200 characters.", "name");
  }
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  const PlanRow row = TRY(plan(connection, id)).row;
  TRY(check_open(row));
  TRY(connection.run("UPDATE plan SET name = $2 WHERE id = $1", {id, name}));
  guard::Values was;
  guard::Values is;
  was.add("name", row.name);
  is.add("name", name);
  TRY(record_change(connection, writing, "plan.rename", row, was, is));
  return transaction.commit();
}

base::Result<std::vector<PlanRow>> plans(sql::Connection& connection, ScenarioId scenario) {
  return rows_of(
      TRY(connection.query("SELECT " + std::string(plan_columns) +
                               "AND v.version = p.version WHERE p.scenario_id = $1 ORDER BY p.id",
                           {scenario})));
}

base::Result<StoredPlan> plan(sql::Connection& connection, PlanId id, std::int64_t version) {
  sql::Rows rows =
      TRY(connection.query("SELECT " + std::string(plan_columns) +
                               "WHERE p.id = $1 AND v.version = CASE WHEN CAST($2 AS INTEGER) = 0 "
                               "THEN p.version ELSE CAST($2 AS INTEGER) END",
                           {id, version}));
  if (!TRY(rows.next())) return not_found(id);
  return StoredPlan{read_row(rows), std::string(rows.text(content_column)),
                    rows.integer(version_column)};
}

base::Result<std::vector<VersionRow>> plan_versions(sql::Connection& connection, PlanId id) {
  std::vector<VersionRow> found = TRY(read_versions(
      TRY(connection.query("SELECT version, made_at, actor, what, solved FROM plan_version WHERE "
                           "plan_id = $1 ORDER BY version DESC",
                           {id}))));
  if (found.empty()) return not_found(id);
  return found;
}

base::Status publish_plan(sql::Connection& connection, PlanId id, const Publication& publication,
                          const Writing& writing) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  const PlanRow row = TRY(plan(connection, id)).row;
  TRY(check_open(row));
  const sql::Value until =
      publication.answers_until ? sql::Value(*publication.answers_until) : sql::Value(nullptr);
  const std::int64_t changed = TRY(connection.run(
      "UPDATE plan SET state = 'published', published_version = version, published_at = $3, "
      "answers_until_on = $4, published_note = $5 WHERE id = $1 AND version = $2 AND state IN "
      "('draft', 'undone')",
      {id, publication.seen_version, writing.now_s, until, publication.note}));
  if (changed == 0) return conflict(row);
  guard::Values was;
  guard::Values is;
  was.add("state", plan_state_code(row.state));
  is.add("state", "published").add("version", row.version).add("note", publication.note);
  if (publication.answers_until) is.add("answers_until", publication.answers_until->iso());
  TRY(record_change(connection, writing, "plan.publish", row, was, is));
  return transaction.commit();
}

base::Status withdraw_plan(sql::Connection& connection, PlanId id, const Writing& writing) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  const PlanRow row = TRY(plan(connection, id)).row;
  if (row.state != PlanState::Published) {
    return base::make_error("plan_settled", row.name + " is not published.");
  }
  TRY(connection.run("UPDATE plan SET state = 'draft' WHERE id = $1 AND state = 'published'",
                     {id}));
  guard::Values was;
  guard::Values is;
  was.add("state", "published");
  is.add("state", "draft");
  TRY(record_change(connection, writing, "plan.withdraw", row, was, is));
  return transaction.commit();
}

base::Result<std::vector<PlanRow>> published_plans(sql::Connection& connection) {
  return rows_of(TRY(connection.query(
      "SELECT " + std::string(plan_columns) +
      "AND v.version = p.version WHERE p.published_version <> 0 AND p.state IN ('published', "
      "'enacted') ORDER BY p.published_at DESC, p.id DESC")));
}

}  // namespace design
