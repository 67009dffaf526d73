// Entries are only ever added and withdrawn.
#include "delegation/store_alignment.hpp"

#include <algorithm>
#include <map>

#include "access/secrets.hpp"
#include "access/store_audit.hpp"
#include "access/values.hpp"
#include "base/text.hpp"
#include "governance/store_facts.hpp"
#include "governance/store_names.hpp"
#include "registry/store.hpp"
#include "registry/store_units.hpp"

namespace delegation {

namespace {

using base::Date;
using governance::Keep;
using registry::OrganisationId;

constexpr std::string_view matrix_query =
    "SELECT m.organisation_id, o.name, o.kind, m.title, (SELECT count(*) FROM alignment_function f "
    "WHERE f.organisation_id = m.organisation_id) FROM alignment_matrix m JOIN organisation o ON "
    "o.id = m.organisation_id";

MatrixRow read_matrix(const sql::Rows& rows) {
  return {rows.id<registry::Organisation>(0), std::string(rows.text(1)),
          rows.text(2) == registry::kind_code(registry::OrganisationKind::Authority),
          std::string(rows.text(3)), rows.integer(4)};
}

base::Error no_matrix() {
  return base::make_error("alignment_not_found",
                          "The group has no alignment matrix. One is begun from the sample at "
                          "/alignment, or with guildhall alignment import.",
                          "group");
}

std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> parts;
  for (const std::string_view each : base::split(text, ',')) {
    if (!base::trim(each).empty()) parts.emplace_back(base::trim(each));
  }
  return parts;
}

std::optional<Date> maybe_day(Date day) {
  return day == Date::distant_future() ? std::nullopt : std::optional(day);
}

FunctionState read_state(const sql::Rows& rows) {
  FunctionState state;
  state.id = rows.integer(0);
  state.code = rows.text(1);
  state.phase = aligned_phase_of(rows.text(2)).value_or(AlignedPhase::All);
  state.from = rows.date(3);
  state.area = area_of(rows.text(4)).value_or(Area::Standards);
  state.title = rows.text(5);
  state.approach = approach_of(rows.text(6)).value_or(Approach::Individual);
  state.says = rows.text(7);
  state.provider = rows.text(8);
  state.direction = direction_of(rows.text(9)).value_or(Direction::Maintain);
  state.target = rows.text(10);
  state.by = maybe_day(rows.date(11));
  state.lead = rows.text(12);
  state.policy = rows.text(13);
  state.link = rows.text(14);
  state.decisions = parts_of(rows.text(15));
  state.services = parts_of(rows.text(16));
  state.made_at = rows.integer(17);
  state.withdrawn_at = rows.integer(18);
  return state;
}

AdoptionEntry read_adoption_row(const sql::Rows& rows) {
  AdoptionEntry adoption;
  adoption.id = rows.integer(0);
  adoption.code = rows.text(1);
  adoption.school = rows.integer(2);
  adoption.since = rows.date(3);
  adoption.level = adoption_level_of(rows.text(4)).value_or(AdoptionLevel::NotYet);
  adoption.evidence = rows.text(5);
  adoption.by = rows.text(6);
  adoption.judged = maybe_day(rows.date(7));
  adoption.made_at = rows.integer(8);
  adoption.withdrawn_at = rows.integer(9);
  return adoption;
}

base::Status add_people(sql::Connection& connection, OrganisationId group,
                        AlignmentMatrix& matrix) {
  sql::Rows rows = TRY(connection.query(
      "SELECT l.state_id, l.person_id FROM alignment_lead l JOIN alignment_state s ON s.id = "
      "l.state_id JOIN alignment_function f ON f.id = s.function_id WHERE f.organisation_id = $1",
      {group}));
  std::map<std::int64_t, std::string> names;
  while (TRY(rows.next())) {
    const auto person = rows.id<governance::Person>(1);
    if (!names.contains(person.value)) {
      names[person.value] = TRY(governance::name_of(connection, person));
    }
    const auto found = std::ranges::find(matrix.states, rows.integer(0), &FunctionState::id);
    if (found != matrix.states.end()) found->person = names[person.value];
  }
  return {};
}

// URNs of the schools on the day, or any that they had.
base::Result<std::map<std::int64_t, std::int64_t>> urns_of(sql::Connection& connection,
                                                           const AlignmentMatrix& matrix) {
  std::map<std::int64_t, std::int64_t> urns;
  registry::Store store(connection);
  for (const AdoptionEntry& each : matrix.adoptions) {
    if (urns.contains(each.school)) continue;
    const auto all = TRY(store.urns_of(registry::SchoolId{each.school}));
    urns[each.school] = all.empty() ? 0 : all.back();
  }
  return urns;
}

bool same_words(const FunctionState& one, const FunctionState& other) {
  AlignmentWords left = words_of(one);
  AlignmentWords right = words_of(other);
  return left == right;
}

bool same_words(const AdoptionEntry& one, const AdoptionEntry& other) {
  return one.level == other.level && one.evidence == other.evidence && one.by == other.by &&
         one.judged == other.judged;
}

base::Error changed_meanwhile() {
  return base::make_error("alignment_conflict",
                          "Somebody changed this meanwhile, so nothing was saved. Look at it as it "
                          "is now, then make your change again.",
                          "seen");
}

base::Status write_heading(sql::Connection& connection, OrganisationId group,
                           const AlignmentMatrix* before, const AlignmentMatrix& matrix,
                           const governance::Writing& writing, const guard::Doer& doer) {
  const auto values = [](const AlignmentMatrix& of) {
    return guard::Values()
        .add("title", of.title)
        .add("evidence_months", std::int64_t{of.evidence_months})
        .json();
  };
  if (before) {
    TRY(connection.run(
        "UPDATE alignment_matrix SET title = $2, evidence_months = $3 WHERE organisation_id = $1",
        {group, matrix.title, matrix.evidence_months}));
  } else {
    TRY(
        connection.run("INSERT INTO alignment_matrix (organisation_id, title, evidence_months, "
                       "made_at) VALUES ($1, $2, $3, $4)",
                       {group, matrix.title, matrix.evidence_months, writing.now_s}));
  }
  TRY(guard::record(connection, {doer,
                                 before ? "alignment.heading" : "alignment.begin",
                                 {"group", group.value, matrix.title},
                                 before ? values(*before) : "",
                                 values(matrix),
                                 writing.now_s}));
  return {};
}

// Writes the changes of one call, one after the other.
class Saver {
 public:
  Saver(sql::Connection& connection, OrganisationId group, const governance::Writing& writing,
        const governance::May& may)
      : connection_(connection), group_(group), writing_(writing), may_(may) {}

  base::Status load() {
    matrix_ = TRY(alignment_of(connection_, group_));
    return {};
  }
  const AlignmentMatrix& matrix() const { return matrix_; }

  base::Result<std::string> save(const AlignmentChange& change) {
    switch (change.kind) {
      case AlignmentChangeKind::Function: return save_state(change);
      case AlignmentChangeKind::Adoption: return save_adoption(change);
      case AlignmentChangeKind::WithdrawFunction: return withdraw_state(change.number);
      case AlignmentChangeKind::WithdrawAdoption: return withdraw_adoption(change.number);
      case AlignmentChangeKind::Heading: return save_heading(change);
    }
    return std::string();
  }

  base::Result<guard::Doer> doer_of_group() {
    guard::Doer doer = writing_.by;
    doer.power = TRY(may_(TRY(registry::unit_path_of_group(connection_, group_))));
    return doer;
  }

 private:
  base::Result<std::string> save_state(const AlignmentChange& change) {
    const guard::Doer doer = TRY(doer_of_group());
    FunctionState state = change.state;
    if (change.seen && *change.seen != newest_entry(matrix_, state.code, state.phase)) {
      return changed_meanwhile();
    }
    governance::PersonId person;
    if (!state.person.empty()) person = TRY(person_of(state.person));
    const FunctionState* before = nullptr;
    for (FunctionState& each : matrix_.states) {
      if (each.withdrawn_at != 0 || each.code != state.code || each.phase != state.phase) continue;
      if (each.from <= state.from && (!before || before->from <= each.from)) before = &each;
    }
    const std::string was = before ? values_of(*before) : "";
    for (FunctionState& each : matrix_.states) {
      const bool replaced = each.withdrawn_at == 0 && each.code == state.code &&
                            each.phase == state.phase && each.from == state.from;
      if (replaced) TRY(withdraw("alignment_state", each.id, each.withdrawn_at));
    }
    const std::int64_t function = TRY(function_of(state.code, true));
    state.id = TRY(insert(function, state));
    state.made_at = writing_.now_s;
    if (person.known()) {
      TRY(connection_.run("INSERT INTO alignment_lead (state_id, person_id) VALUES ($1, $2)",
                          {state.id, person}));
    }
    TRY(record(doer, "function", function, state.title, was, values_of(state)));
    matrix_.states.push_back(state);
    return state.title + phase_words(state.phase) + ": " +
           base::lower_ascii(label_of(state.approach)) + " from " + state.from.long_form() + " on" +
           (state.by ? ", a target due on " + state.by->long_form() : "") + ".";
  }

  base::Result<std::string> save_adoption(const AlignmentChange& change) {
    AdoptionEntry adoption = change.adoption;
    registry::Store store(connection_);
    const registry::SchoolId school = TRY(store.school_of_urn(adoption.school));
    adoption.school = school.value;
    guard::Doer doer = writing_.by;
    doer.power = TRY(may_(TRY(registry::unit_path_of_school(connection_, school, writing_.today))));
    TRY(must_belong(school, adoption.since));
    const std::int64_t function = TRY(function_of(adoption.code, false));
    if (change.seen && *change.seen != newest_entry(matrix_, adoption.code, school.value)) {
      return changed_meanwhile();
    }
    const AdoptionEntry* before = nullptr;
    for (const AdoptionEntry& each : matrix_.adoptions) {
      if (each.withdrawn_at != 0 || each.code != adoption.code || each.school != school.value) {
        continue;
      }
      if (each.since <= adoption.since && (!before || before->since <= each.since)) before = &each;
    }
    const std::string was = before ? values_of(*before) : "";
    for (AdoptionEntry& each : matrix_.adoptions) {
      const bool replaced = each.withdrawn_at == 0 && each.code == adoption.code &&
                            each.school == school.value && each.since == adoption.since;
      if (replaced) TRY(withdraw("alignment_adoption", each.id, each.withdrawn_at));
    }
    adoption.id = TRY(insert(function, adoption));
    adoption.made_at = writing_.now_s;
    const std::string name =
        TRY(governance::name_of(connection_, {governance::PlaceKind::School, school.value}));
    TRY(record(doer, "adoption", function, title_of(adoption.code), was, values_of(adoption)));
    matrix_.adoptions.push_back(adoption);
    return title_of(adoption.code) + " at " + name + ": " +
           base::lower_ascii(label_of(adoption.level)) + " since " + adoption.since.long_form() +
           ".";
  }

  base::Result<std::string> save_heading(const AlignmentChange& change) {
    const guard::Doer doer = TRY(doer_of_group());
    if (change.seen && *change.seen != heading_seen(matrix_)) return changed_meanwhile();
    const AlignmentMatrix& heading = change.heading;
    TRY(write_heading(connection_, group_, &matrix_, heading, writing_, doer));
    matrix_.title = heading.title;
    matrix_.evidence_months = heading.evidence_months;
    return "The matrix is called \"" + heading.title +
           "\", and what was judged of a school is old "
           "after " +
           std::to_string(heading.evidence_months) + " months.";
  }

  base::Result<std::string> withdraw_state(std::int64_t number) {
    const guard::Doer doer = TRY(doer_of_group());
    const auto found = std::ranges::find(matrix_.states, number, &FunctionState::id);
    if (found == matrix_.states.end()) return no_entry(number);
    if (found->withdrawn_at != 0) return changed_meanwhile();
    TRY(withdraw("alignment_state", found->id, found->withdrawn_at));
    TRY(record(doer, "withdraw_function", TRY(function_of(found->code, false)), found->title,
               values_of(*found), ""));
    return "The entry of " + found->title + phase_words(found->phase) + " from " +
           found->from.long_form() + " on was made by mistake.";
  }

  base::Result<std::string> withdraw_adoption(std::int64_t number) {
    const auto found = std::ranges::find(matrix_.adoptions, number, &AdoptionEntry::id);
    if (found == matrix_.adoptions.end()) return no_entry(number);
    const registry::SchoolId school{found->school};
    guard::Doer doer = writing_.by;
    doer.power = TRY(may_(TRY(registry::unit_path_of_school(connection_, school, writing_.today))));
    if (found->withdrawn_at != 0) return changed_meanwhile();
    TRY(withdraw("alignment_adoption", found->id, found->withdrawn_at));
    TRY(record(doer, "withdraw_adoption", TRY(function_of(found->code, false)),
               title_of(found->code), values_of(*found), ""));
    return "The entry of " + title_of(found->code) + " at " +
           TRY(governance::name_of(connection_, {governance::PlaceKind::School, school.value})) +
           " since " + found->since.long_form() + " was made by mistake.";
  }

  static base::Error no_entry(std::int64_t number) {
    return base::make_error("bad_alignment",
                            "The matrix has no entry numbered " + std::to_string(number) + ".",
                            "number");
  }

  static std::string phase_words(AlignedPhase phase) {
    return phase == AlignedPhase::All ? "" : " (" + base::lower_ascii(label_of(phase)) + ")";
  }

  std::string title_of(const std::string& code) const {
    std::string title = code;
    for (const FunctionState& each : matrix_.states) {
      if (each.code == code && each.withdrawn_at == 0) title = each.title;
    }
    return title;
  }

  base::Result<std::int64_t> function_of(const std::string& code, bool make) {
    const std::int64_t known = TRY(connection_.integer(
        "SELECT id FROM alignment_function WHERE organisation_id = $1 AND code = $2",
        {group_, code}));
    if (known != 0) return known;
    if (!make) {
      return base::make_error("alignment_not_found", "The matrix has no function \"" + code + "\".",
                              "code");
    }
    return connection_.integer(
        "INSERT INTO alignment_function (organisation_id, code, made_at) VALUES ($1, $2, $3) "
        "RETURNING id",
        {group_, code, writing_.now_s});
  }

  base::Result<std::int64_t> insert(std::int64_t function, const FunctionState& state) {
    return connection_.integer(
        "INSERT INTO alignment_state (function_id, phase, from_on, area, title, approach, says, "
        "provider, direction, target, due_on, lead, policy, link, decisions, services, made_at, "
        "withdrawn_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, "
        "$16, $17, 0) RETURNING id",
        {function, code_of(state.phase), state.from, code_of(state.area), state.title,
         code_of(state.approach), state.says, state.provider, code_of(state.direction),
         state.target, state.by.value_or(Date::distant_future()), state.lead, state.policy,
         state.link, base::join(state.decisions, ", "), base::join(state.services, ", "),
         writing_.now_s});
  }

  base::Result<std::int64_t> insert(std::int64_t function, const AdoptionEntry& adoption) {
    return connection_.integer(
        "INSERT INTO alignment_adoption (function_id, school_id, since_on, level, evidence, "
        "judged_by, judged_on, made_at, withdrawn_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0) "
        "RETURNING id",
        {function, adoption.school, adoption.since, code_of(adoption.level), adoption.evidence,
         adoption.by, adoption.judged.value_or(Date::distant_future()), writing_.now_s});
  }

  base::Status withdraw(std::string_view table, std::int64_t id, std::int64_t& withdrawn_at) {
    TRY(connection_.run("UPDATE " + std::string(table) + " SET withdrawn_at = $2 WHERE id = $1",
                        {id, writing_.now_s}));
    withdrawn_at = writing_.now_s;
    return {};
  }

  // On the day since which it is to hold, or today: a school that left keeps its history.
  base::Status must_belong(registry::SchoolId school, Date since) {
    for (const Date day : {since, writing_.today}) {
      for (const guard::Unit& unit : TRY(registry::unit_path_of_school(connection_, school, day))) {
        const bool owner =
            unit.kind == guard::UnitKind::Group || unit.kind == guard::UnitKind::Authority;
        if (owner && unit.id == group_.value) return {};
      }
    }
    return base::make_error(
        "bad_alignment",
        "The school did not belong to the group on " + since.long_form() + ", and does not today.",
        "school");
  }

  base::Result<governance::PersonId> person_of(const std::string& text) {
    if (const auto number = base::parse_integer(text)) {
      return TRY(governance::person_row(connection_, governance::PersonId{*number})).id;
    }
    std::vector<governance::PersonRow> found =
        TRY(governance::people_called(connection_, text, governance::people_max));
    std::erase_if(found, [&](const governance::PersonRow& each) {
      return base::fold(each.name) != base::fold(text);
    });
    if (found.size() == 1) return found.front().id;
    if (found.empty()) {
      return base::make_error("person_not_found",
                              "Nobody here is called \"" + text +
                                  "\": give the name as it is noted, or the person's number.",
                              "person");
    }
    return base::make_error("person_ambiguous",
                            "Several people are called \"" + text + "\": give the number.",
                            "person");
  }

  // Neither people nor what was written about a school: those stand in their tables alone.
  static std::string values_of(const FunctionState& state) {
    return guard::Values()
        .add("title", state.title)
        .add("area", code_of(state.area))
        .add("phase", code_of(state.phase))
        .add("from", state.from.iso())
        .add("approach", code_of(state.approach))
        .add("says", state.says)
        .add("provider", state.provider)
        .add("direction", code_of(state.direction))
        .add("target", state.target)
        .add("by", state.by ? state.by->iso() : "")
        .add("policy", state.policy)
        .json();
  }
  static std::string values_of(const AdoptionEntry& adoption) {
    return guard::Values()
        .add("school", adoption.school)
        .add("since", adoption.since.iso())
        .add("level", code_of(adoption.level))
        .add("judged", adoption.judged ? adoption.judged->iso() : "")
        .json();
  }

  base::Status record(const guard::Doer& doer, std::string_view action, std::int64_t function,
                      const std::string& title, const std::string& before,
                      const std::string& after) {
    TRY(guard::record(connection_, {doer,
                                    "alignment." + std::string(action),
                                    {"alignment", function, title},
                                    before,
                                    after,
                                    writing_.now_s}));
    return {};
  }

  sql::Connection& connection_;
  OrganisationId group_;
  const governance::Writing& writing_;
  const governance::May& may_;
  AlignmentMatrix matrix_;
};

Date effect_of(const AlignmentChange& change, Date today) {
  if (change.kind == AlignmentChangeKind::Function) return std::max(today, change.state.from);
  if (change.kind == AlignmentChangeKind::Adoption) return std::max(today, change.adoption.since);
  return today;
}

void compare(const AlignmentMatrix& before, const AlignmentMatrix& after,
             const std::vector<AlignedSchool>& schools, AlignmentOutcome& outcome) {
  const auto was = alignment_on(before, schools, outcome.on).findings;
  const auto is = alignment_on(after, schools, outcome.on).findings;
  const auto missing_in = [](const std::vector<AlignmentFinding>& others,
                             const AlignmentFinding& each) {
    return std::ranges::none_of(others,
                                [&](const AlignmentFinding& other) { return other.same(each); });
  };
  for (const AlignmentFinding& each : is) {
    if (missing_in(was, each)) outcome.come.push_back(each);
  }
  for (const AlignmentFinding& each : was) {
    if (missing_in(is, each)) outcome.gone.push_back(each);
  }
}

// What the text says and the matrix does not.
base::Result<std::vector<AlignmentChange>> differences(sql::Connection& connection,
                                                       const AlignmentMatrix& now,
                                                       const AlignmentMatrix& wanted,
                                                       std::size_t& unchanged) {
  std::vector<AlignmentChange> changes;
  for (const FunctionState& each : wanted.states) {
    const bool there = std::ranges::any_of(now.states, [&](const FunctionState& other) {
      return other.withdrawn_at == 0 && same_words(each, other);
    });
    unchanged += there ? 1 : 0;
    if (!there) changes.push_back({.kind = AlignmentChangeKind::Function, .state = each});
  }
  registry::Store store(connection);
  std::map<std::int64_t, std::int64_t> schools;
  for (const AdoptionEntry& each : wanted.adoptions) {
    if (!schools.contains(each.school)) {
      schools[each.school] = TRY(store.school_of_urn(each.school)).value;
    }
    const std::int64_t school = schools[each.school];
    const bool there = std::ranges::any_of(now.adoptions, [&](const AdoptionEntry& other) {
      return other.withdrawn_at == 0 && other.code == each.code && other.school == school &&
             other.since == each.since && same_words(each, other);
    });
    unchanged += there ? 1 : 0;
    if (!there) changes.push_back({.kind = AlignmentChangeKind::Adoption, .adoption = each});
  }
  return changes;
}

}  // namespace

base::Result<std::vector<MatrixRow>> alignment_matrices(sql::Connection& connection) {
  sql::Rows rows =
      TRY(connection.query(std::string(matrix_query) + " ORDER BY o.name, m.organisation_id"));
  std::vector<MatrixRow> found;
  while (TRY(rows.next())) found.push_back(read_matrix(rows));
  return found;
}

base::Result<MatrixRow> alignment_matrix_of(sql::Connection& connection, OrganisationId group) {
  sql::Rows rows =
      TRY(connection.query(std::string(matrix_query) + " WHERE m.organisation_id = $1", {group}));
  if (!TRY(rows.next())) return no_matrix();
  return read_matrix(rows);
}

base::Result<AlignmentMatrix> alignment_of(sql::Connection& connection, OrganisationId group) {
  AlignmentMatrix matrix;
  {
    sql::Rows rows = TRY(connection.query(
        "SELECT title, evidence_months FROM alignment_matrix WHERE organisation_id = $1", {group}));
    if (!TRY(rows.next())) return no_matrix();
    matrix.title = rows.text(0);
    matrix.evidence_months = static_cast<int>(rows.integer(1));
  }
  sql::Rows states = TRY(connection.query(
      "SELECT s.id, f.code, s.phase, s.from_on, s.area, s.title, s.approach, s.says, s.provider, "
      "s.direction, s.target, s.due_on, s.lead, s.policy, s.link, s.decisions, s.services, "
      "s.made_at, s.withdrawn_at FROM alignment_function f JOIN alignment_state s ON "
      "s.function_id = f.id WHERE f.organisation_id = $1 ORDER BY f.id, s.phase, s.from_on, s.id",
      {group}));
  while (TRY(states.next())) matrix.states.push_back(read_state(states));
  sql::Rows adoptions = TRY(connection.query(
      "SELECT a.id, f.code, a.school_id, a.since_on, a.level, a.evidence, a.judged_by, "
      "a.judged_on, a.made_at, a.withdrawn_at FROM alignment_function f JOIN alignment_adoption a "
      "ON a.function_id = f.id WHERE f.organisation_id = $1 ORDER BY f.id, a.school_id, "
      "a.since_on, a.id",
      {group}));
  while (TRY(adoptions.next())) matrix.adoptions.push_back(read_adoption_row(adoptions));
  TRY(add_people(connection, group, matrix));
  return matrix;
}

base::Result<std::string> alignment_text_of(sql::Connection& connection, OrganisationId group) {
  AlignmentMatrix matrix = TRY(alignment_of(connection, group));
  auto urns = TRY(urns_of(connection, matrix));
  for (AdoptionEntry& each : matrix.adoptions) each.school = urns[each.school];
  return alignment_text(matrix);
}

base::Result<std::vector<AlignedSchool>> aligned_schools(sql::Connection& connection,
                                                         const registry::Reference& reference,
                                                         OrganisationId group, Date on) {
  const registry::OrganisationRow* owner = reference.organisation(group);
  const bool authority = owner && owner->kind == registry::OrganisationKind::Authority;
  registry::Filter filter;
  (authority ? filter.authority : filter.organisation) = group;
  std::vector<AlignedSchool> schools;
  for (const registry::SchoolRow& row :
       TRY(registry::Store(connection).schools(reference, filter, on))) {
    if (authority && (row.academy || !row.state_funded)) continue;
    AlignedSchool& school = schools.emplace_back();
    school.id = row.id.value;
    school.urn = row.state.urn;
    school.name = row.state.name;
    using enum registry::Phase;
    const registry::Phase phase = row.state.phase;
    school.primary =
        phase == Nursery || phase == Primary || phase == MiddlePrimary || phase == AllThrough;
    school.secondary =
        phase == Secondary || phase == MiddleSecondary || phase == Sixteen || phase == AllThrough;
    school.special = !school.primary && !school.secondary;
  }
  return schools;
}

base::Result<AlignmentLeads> AlignmentLeads::of(sql::Connection& connection, OrganisationId group,
                                                Date on) {
  AlignmentLeads leads;
  const MatrixRow row = TRY(alignment_matrix_of(connection, group));
  leads.facts_ = TRY(governance::facts_of_places(connection, {}, {group.value},
                                                 governance::FactsFor::Composition));
  leads.place_ = {row.authority ? governance::PlaceKind::Authority : governance::PlaceKind::Group,
                  group.value};
  leads.on_ = on;
  return leads;
}

std::string AlignmentLeads::role(const FunctionState& state) const {
  const auto office = governance::office_kind_of(state.lead);
  return office ? std::string(governance::label_of(*office)) : state.lead;
}

std::string AlignmentLeads::person(const FunctionState& state) const {
  if (!state.person.empty()) return state.person;
  const auto office = governance::office_kind_of(state.lead);
  if (!office) return "";
  const governance::Office* held = facts_.holder(*office, place_, on_);
  return held ? facts_.person_name(held->person) : "";
}

base::Result<AlignmentPicture> alignment_picture(sql::Connection& connection,
                                                 const registry::Reference& reference,
                                                 OrganisationId group, Date on) {
  AlignmentPicture picture;
  picture.owner = TRY(alignment_matrix_of(connection, group));
  picture.matrix = TRY(alignment_of(connection, group));
  picture.schools = TRY(aligned_schools(connection, reference, group, on));
  picture.leads = TRY(AlignmentLeads::of(connection, group, on));
  picture.view = alignment_on(picture.matrix, picture.schools, on);
  return picture;
}

std::int64_t heading_seen(const AlignmentMatrix& matrix) {
  constexpr std::size_t digits = 15;  // of 64 hexadecimal ones: a positive number
  const std::string digest =
      guard::sha256(matrix.title + "\n" + std::to_string(matrix.evidence_months));
  return std::stoll(digest.substr(0, digits), nullptr, 16);
}

std::int64_t newest_entry(const AlignmentMatrix& matrix, std::string_view code,
                          AlignedPhase phase) {
  std::int64_t newest = 0;
  for (const FunctionState& each : matrix.states) {
    if (each.code == code && each.phase == phase) newest = std::max(newest, each.id);
  }
  return newest;
}

std::int64_t newest_entry(const AlignmentMatrix& matrix, std::string_view code,
                          std::int64_t school) {
  std::int64_t newest = 0;
  for (const AdoptionEntry& each : matrix.adoptions) {
    if (each.code == code && each.school == school) newest = std::max(newest, each.id);
  }
  return newest;
}

base::Result<AlignmentOutcome> save_alignment(sql::Connection& connection, OrganisationId group,
                                              const std::vector<AlignmentChange>& changes,
                                              const governance::Writing& writing,
                                              const governance::May& may, Keep keep) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(guard::lock_audit(connection));
  Saver saver(connection, group, writing, may);
  TRY(saver.load());
  const AlignmentMatrix before = saver.matrix();
  AlignmentOutcome outcome;
  for (std::size_t at = 0; at < changes.size(); ++at) {
    base::Result<std::string> saved = saver.save(changes[at]);
    if (!saved.ok()) {
      base::Error error = std::move(saved).error();
      if (changes.size() > 1) {
        error.message = "Change " + std::to_string(at + 1) + " of " +
                        std::to_string(changes.size()) + ": " + error.message;
      }
      return error;
    }
    outcome.what.push_back(std::move(saved).value());
  }
  if (changes.size() == 1) {
    outcome.on = effect_of(changes.front(), writing.today);
    const registry::Reference reference = TRY(registry::Reference::read(connection));
    const auto schools = TRY(aligned_schools(connection, reference, group, outcome.on));
    compare(before, saver.matrix(), schools, outcome);
  }
  if (keep == Keep::All) TRY(transaction.commit());
  return outcome;
}

base::Result<AlignmentOutcome> import_alignment(sql::Connection& connection, OrganisationId group,
                                                const AlignmentMatrix& matrix, bool fresh,
                                                const governance::Writing& writing,
                                                const governance::May& may, Keep keep) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(guard::lock_audit(connection));
  Saver saver(connection, group, writing, may);
  const guard::Doer doer = TRY(saver.doer_of_group());
  const bool there = alignment_matrix_of(connection, group).ok();
  if (there && fresh) {
    return base::make_error("alignment_exists",
                            "The group has an alignment matrix already. Change that one.", "group");
  }
  AlignmentMatrix before;
  if (there) before = TRY(alignment_of(connection, group));
  const bool heading_changes =
      before.title != matrix.title || before.evidence_months != matrix.evidence_months;
  if (!there || heading_changes) {
    TRY(write_heading(connection, group, there ? &before : nullptr, matrix, writing, doer));
  }
  TRY(saver.load());
  AlignmentOutcome outcome;
  outcome.on = writing.today;
  for (const AlignmentChange& change :
       TRY(differences(connection, before, matrix, outcome.unchanged))) {
    outcome.what.push_back(TRY(saver.save(change)));
  }
  if (keep == Keep::All) TRY(transaction.commit());
  return outcome;
}

}  // namespace delegation
