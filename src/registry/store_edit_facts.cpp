// Planning and writing corrections: of a school from its states as files tell them, of a group from
// what stands in its row.
#include <algorithm>
#include <memory>

#include "base/text.hpp"
#include "registry/edit_facts.hpp"
#include "registry/store.hpp"
#include "registry/store_edit_plan.hpp"
#include "registry/store_rows.hpp"
#include "registry/store_timelines.hpp"
#include "registry/store_units.hpp"

namespace registry {

namespace {

constexpr std::size_t value_bytes_max = 500;

base::Error no_such_fact(const Edit& edit, std::span<const FactRow> facts) {
  std::string names;
  for (const FactRow& each : facts) names += (names.empty() ? "" : ", ") + std::string(each.code);
  return bad_edit("fact", "\"" + edit.fact + "\" cannot be corrected. What can: " + names + ".");
}

base::Error bad_value(const Edit& edit, const FactRow& fact) {
  return bad_edit("value", "\"" + edit.value + "\" cannot be the " + base::lower_ascii(fact.label) +
                               ". " +
                               (fact.hint.empty() ? "Give one line of text."
                                                  : "Give it so: " + std::string(fact.hint) + "."));
}

// `can_be`: whether the value can be one of this fact.
template <typename CanBe>
base::Status check_correction(Edit& edit, const FactRow& fact, const CanBe& can_be) {
  edit.value = base::trim(edit.value);
  edit.reason = base::trim(edit.reason);
  const bool line = edit.value.size() <= value_bytes_max && base::is_utf8(edit.value) &&
                    std::none_of(edit.value.begin(), edit.value.end(),
                                 [](unsigned char byte) { return byte < 0x20; });
  if (!line || !can_be()) return bad_value(edit, fact);
  if (edit.reason.empty()) {
    return bad_edit("reason",
                    "Say why the register is wrong: a correction is kept with its "
                    "reason, beside what the register says.");
  }
  return {};
}

base::Result<std::vector<SchoolState>> load_states(sql::Connection& connection, StateTable table,
                                                   std::int64_t school) {
  std::vector<SchoolState> states;
  sql::Rows rows = TRY(connection.query("SELECT " + std::string(state_columns) + " FROM " +
                                            std::string(table_name(table)) +
                                            " s WHERE s.school_id = $1 ORDER BY s.from_on",
                                        {school}));
  while (TRY(rows.next())) states.push_back(read_state(rows, 0));
  return states;
}

// "210, until 31 August 2026; 230, since 1 September 2026"
std::string timeline_of(const std::vector<SchoolState>& states, std::int64_t urn,
                        std::string_view fact, const SchoolTypes& types) {
  std::vector<std::pair<base::Period, std::string>> stretches;
  for (const SchoolState& state : states) {
    if (state.urn != urn) continue;
    std::string text = fact_text(state, fact, types);
    if (text.empty()) text = "not known";
    if (!stretches.empty() && stretches.back().second == text &&
        stretches.back().first.until() == state.period.from()) {
      stretches.back().first = base::Period(stretches.back().first.from(), state.period.until());
    } else {
      stretches.emplace_back(state.period, std::move(text));
    }
  }
  if (stretches.size() == 1) return stretches.front().second;
  std::string words;
  for (const auto& [period, text] : stretches) {
    words += (words.empty() ? "" : "; ") + text + ", " + period.describe();
  }
  return words;
}

struct SchoolScope {
  SchoolId id;
  std::vector<SchoolState> stated;  // as files tell them
  std::vector<SchoolState> before;
  std::vector<SchoolState> after;
  bool had_stated = false;
  bool has_stated = false;
};

base::Status replace_states(sql::Connection& connection, StateTable table, SchoolId school,
                            const std::vector<SchoolState>& states) {
  TRY(connection.run("DELETE FROM " + std::string(table_name(table)) + " WHERE school_id = $1",
                     {school}));
  sql::BulkWriter writer = TRY(state_writer(connection, table));
  for (const SchoolState& each : states) TRY(add_state(writer, school.value, each));
  return writer.flush();
}

base::Status write_school(sql::Connection& connection, const SchoolScope& scope) {
  std::uint64_t difference = 0;
  for (const SchoolState& each : scope.after) difference += digest_of(each, StateTable::Derived);
  for (const SchoolState& each : scope.before) difference -= digest_of(each, StateTable::Derived);
  for (const SchoolState& each : scope.stated) {
    const std::uint64_t one = digest_of(each, StateTable::Stated);
    difference += (scope.has_stated ? one : 0) - (scope.had_stated ? one : 0);
  }
  TRY(replace_states(connection, StateTable::Derived, scope.id, scope.after));
  TRY(replace_states(connection, StateTable::Stated, scope.id,
                     scope.has_stated ? scope.stated : std::vector<SchoolState>()));
  return add_to_digest(connection, scope.id.value, difference);
}

// The edits of all entries of the school that are in force, when `edit` has come.
base::Result<std::vector<Edit>> corrections_with(sql::Connection& connection, SchoolId school,
                                                 const Edit& edit) {
  std::vector<std::string> scopes;
  for (const std::int64_t urn : TRY(Store(connection).urns_of(school))) {
    scopes.push_back(school_scope(urn));
  }
  return in_force_with(TRY(load_edits(connection, scopes)), edit);
}

// ---- groups ---------------------------------------------------------------------------------

struct GroupScope {
  OrganisationId id;
  OrganisationRecord stated;  // as files tell it: its correctable facts
  OrganisationRecord before;
  OrganisationRecord after;
};

base::Result<GroupScope> load_group(sql::Connection& connection, OrganisationId id) {
  GroupScope scope;
  scope.id = id;
  sql::Rows rows = TRY(connection.query(
      "SELECT name, address, companies_house, ukprn FROM organisation WHERE id = $1", {id}));
  if (TRY(rows.next())) {
    scope.before.name = rows.text(0);
    scope.before.address = rows.text(1);
    scope.before.companies_house = rows.text(2);
    scope.before.ukprn = rows.text(3);
  }
  scope.stated = scope.before;
  sql::Rows stated = TRY(connection.query(
      "SELECT fact, fact_value FROM organisation_stated WHERE organisation_id = $1", {id}));
  while (TRY(stated.next())) set_fact(scope.stated, stated.text(0), stated.text(1));
  return scope;
}

base::Status write_group(sql::Connection& connection, const GroupScope& scope) {
  const OrganisationRecord& now = scope.after;
  TRY(connection.run(
      "UPDATE organisation SET name = $2, folded = $3, address = $4, companies_house = $5, "
      "ukprn = $6 WHERE id = $1",
      {scope.id, now.name, base::fold(now.name), now.address, now.companies_house, now.ukprn}));
  TRY(connection.run(
      "UPDATE organisation_name SET name = $2 WHERE organisation_id = $1 AND until_on = $3",
      {scope.id, now.name, base::Date::distant_future()}));
  TRY(connection.run("DELETE FROM organisation_stated WHERE organisation_id = $1", {scope.id}));
  for (const auto& [fact, value] : now.stated) {
    TRY(connection.run(
        "INSERT INTO organisation_stated (organisation_id, fact, fact_value) VALUES ($1, $2, $3)",
        {scope.id, fact, value}));
  }
  return {};
}

}  // namespace

base::Result<EditPlan> plan_school(sql::Connection& connection, const EditRequest& request,
                                   std::int64_t urn, base::Date today) {
  EditPlan plan;
  plan.edit = request.edit;
  auto scope = std::make_shared<SchoolScope>();
  scope->id = TRY(Store(connection).school_of_urn(urn));
  const SchoolTypes types = TRY(load_types(connection));
  if (plan.edit.kind != EditKind::Withdraw) {
    plan.edit.scope = school_scope(urn);
    const FactRow* fact = school_fact(plan.edit.fact);
    if (fact == nullptr) return no_such_fact(plan.edit, school_facts());
    SchoolState trial;
    TRY(check_correction(plan.edit, *fact,
                         [&] { return set_fact(trial, plan.edit.fact, plan.edit.value, types); }));
    if (!base::Period::between(plan.edit.from, plan.edit.until)) {
      return bad_edit("until", "The last day lies before the first: give the days in order.");
    }
  }
  scope->before = TRY(load_states(connection, StateTable::Derived, scope->id.value));
  scope->stated = TRY(load_states(connection, StateTable::Stated, scope->id.value));
  scope->had_stated = !scope->stated.empty();
  if (!scope->had_stated) scope->stated = scope->before;
  const std::vector<Edit> edits = TRY(corrections_with(connection, scope->id, plan.edit));
  scope->has_stated = !edits.empty();
  scope->after = corrected(scope->stated, edits, types);
  for (const FactRow& fact : school_facts()) {
    std::string was = timeline_of(scope->before, urn, fact.code, types);
    std::string is = timeline_of(scope->after, urn, fact.code, types);
    if (was == is) continue;
    plan.preview.rows.push_back({std::string(fact.label), std::move(was), std::move(is)});
  }
  if (plan.preview.rows.empty() && plan.edit.kind != EditKind::Withdraw) return without_effect();
  std::uint64_t seen = 0;
  for (const SchoolState& each : scope->before) seen += digest_of(each, StateTable::Derived);
  plan.preview.version = std::to_string(seen);
  plan.preview.sentence = TRY(Sentences(connection).of(plan.edit));
  plan.preview.subjects.push_back(
      {"school", scope->id.value, TRY(school_name(connection, scope->id.value))});
  plan.preview.paths.push_back(TRY(unit_path_of_school(connection, scope->id, today)));
  plan.write = [scope](sql::Connection& writing, EditPreview&) {
    return write_school(writing, *scope);
  };
  return plan;
}

base::Result<EditPlan> plan_group(sql::Connection& connection, const EditRequest& request,
                                  OrganisationId group) {
  EditPlan plan;
  plan.edit = request.edit;
  const Owner owner = TRY(load_owner(connection, group));
  auto scope = std::make_shared<GroupScope>(TRY(load_group(connection, group)));
  if (plan.edit.kind != EditKind::Withdraw) {
    plan.edit.owner = owner.edit_name;
    plan.edit.scope = group_scope(owner.edit_name);
    plan.edit.from = base::Date::distant_past();
    plan.edit.until = base::Date::distant_future();
    const bool has_uid = owner.numbered && owner.kind != OrganisationKind::Authority;
    if (!has_uid) {
      return base::make_error("group_without_number",
                              owner.name +
                                  " has no UID in the register, by which a correction "
                                  "could hold to it.");
    }
    const FactRow* fact = group_fact(plan.edit.fact);
    if (fact == nullptr) return no_such_fact(plan.edit, group_facts());
    OrganisationRecord trial;
    TRY(check_correction(plan.edit, *fact,
                         [&] { return set_fact(trial, plan.edit.fact, plan.edit.value); }));
  }
  const std::string name = plan.edit.scope;
  scope->after = scope->stated;
  correct(scope->after, in_force_with(TRY(load_edits(connection, {name})), plan.edit));
  Digest seen;
  for (const FactRow& fact : group_facts()) {
    std::string was = fact_text(scope->before, fact.code);
    std::string is = fact_text(scope->after, fact.code);
    seen.add(was);
    if (was == is) continue;
    plan.preview.rows.push_back({std::string(fact.label), std::move(was), std::move(is)});
  }
  if (plan.preview.rows.empty() && plan.edit.kind != EditKind::Withdraw) return without_effect();
  plan.preview.version = std::to_string(seen.value());
  plan.preview.sentence = TRY(Sentences(connection).of(plan.edit));
  plan.preview.subjects.push_back({"group", group.value, owner.name});
  plan.preview.paths.push_back(TRY(unit_path_of_group(connection, group)));
  plan.write = [scope](sql::Connection& writing, EditPreview&) {
    return write_group(writing, *scope);
  };
  return plan;
}

}  // namespace registry
