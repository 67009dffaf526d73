// One list of common tables says which schools, units and bodies are meant; every question takes
// its rows from there. For everything there is no such list.
#include "governance/store_facts.hpp"

#include <map>
#include <set>

#include "base/check.hpp"
#include "governance/store_owner.hpp"
#include "governance/store_parts.hpp"
#include "governance/store_skill.hpp"

namespace governance {

namespace {

using base::Date;

// What a question is asked of: `schools` and `clusters` are queries of numbers, `bodies` a
// condition on bodies that are taken in whatever their place. All may use $1 and $2.
struct Scope {
  std::string schools;  // "": everything
  std::string bodies;
  std::int64_t first = 0;   // $1, also the group or authority itself
  std::int64_t second = 0;  // $2
  std::string clusters =
      "SELECT cluster_id AS id FROM cluster_membership WHERE school_id IN (SELECT id FROM s)";
  // People who are meant whatever they hold, as "($2)"; the groups and clusters where they hold an
  // office are wanted by name. "": nobody.
  std::string people = {};
  std::string groups = "id = $1";  // of groups and authorities that are meant themselves
  FactsFor wanted = FactsFor::Findings;
};

// Each way to a body or a person is a query of its own: joined by OR, PostgreSQL reads all rows.
// s: schools; g: groups, c: clusters, b: bodies; p: people who sit or hold something there.
constexpr std::string_view common =
    "WITH s AS (@), "
    "g AS (SELECT organisation_id AS id FROM membership WHERE school_id IN (SELECT id FROM s) "
    "UNION SELECT id FROM organisation WHERE ^), "
    "c AS (%), "
    "b AS (SELECT id FROM body WHERE # "
    "UNION SELECT id FROM body WHERE place_kind = 'school' AND place_id IN (SELECT id FROM s) "
    "UNION SELECT id FROM body WHERE place_kind = 'cluster' AND place_id IN (SELECT id FROM c) "
    "UNION SELECT id FROM body WHERE place_kind = 'group' AND place_id IN (SELECT id FROM g) "
    "UNION SELECT id FROM body WHERE place_kind = 'authority' AND place_id IN (SELECT id FROM g) "
    "UNION SELECT body_id FROM body_share WHERE school_id IN (SELECT id FROM s)), "
    "p AS (SELECT person_id AS id FROM appointment WHERE withdrawn = 0 AND body_id IN (SELECT id "
    "FROM b) "
    "UNION SELECT person_id FROM alternate WHERE withdrawn = 0 AND body_id IN (SELECT id FROM b) "
    "UNION SELECT person_id FROM office WHERE withdrawn = 0 AND place_kind = 'school' AND place_id "
    "IN (SELECT id FROM s) "
    "UNION SELECT person_id FROM office WHERE withdrawn = 0 AND place_kind = 'body' AND place_id "
    "IN (SELECT id FROM b) "
    "UNION SELECT person_id FROM office WHERE withdrawn = 0 AND place_kind = 'cluster' AND "
    "place_id IN (SELECT id FROM c) "
    "UNION SELECT person_id FROM office WHERE withdrawn = 0 AND place_kind IN ('group', "
    "'authority') AND place_id IN (SELECT id FROM g) ~) ";

class Loader {
 public:
  Loader(sql::Connection& connection, Scope scope)
      : connection_(connection), scope_(std::move(scope)) {}

  base::Result<Facts> load() {
    TRY(units());
    TRY(schools());
    TRY(bodies());
    TRY(appointments());
    TRY(alternates());
    TRY(offices());
    TRY(people());
    if (scope_.wanted == FactsFor::Findings) {
      TRY(declared());
      TRY(trained_and_checked());
      TRY(notes());
      facts_.skills = TRY(all_skills(connection_));
    }
    if (scope_.wanted != FactsFor::Composition) TRY(meetings());
    facts_.index();
    return std::move(facts_);
  }

 private:
  // `select` with the condition, where not everything is asked for.
  base::Result<sql::Rows> ask(const std::string& select, const std::string& where,
                              const std::string& always = "") {
    if (scope_.schools.empty()) {
      texts_.push_back(select + (always.empty() ? "" : " WHERE " + always));
      return connection_.query(texts_.back());
    }
    std::string text(common);
    text.replace(text.find('@'), 1, scope_.schools);
    text.replace(text.find('#'), 1, scope_.bodies);
    text.replace(text.find('%'), 1, scope_.clusters);
    text.replace(text.find('^'), 1, scope_.groups);
    text.replace(
        text.find('~'), 1,
        scope_.people.empty() ? "" : "UNION SELECT id FROM person WHERE id IN " + scope_.people);
    text += select + " WHERE " + (always.empty() ? "" : always + " AND ") + where;
    texts_.push_back(std::move(text));
    return connection_.query(texts_.back(), {scope_.first, scope_.second});
  }

  static base::Period period(const sql::Rows& rows, int column) {
    const auto found = base::Period::between(rows.date(column), rows.date(column + 1));
    // What ends before it begins never was: a day that belongs to nothing that is asked about.
    return found ? *found : base::Period::day(Date::distant_past());
  }

  // The numbers of a list, and of a person those of the places of these kinds where they hold an
  // office.
  std::string among(const std::string& list, const std::string& kinds) const {
    return "id IN (SELECT id FROM " + list +
           (scope_.people.empty()
                ? ")"
                : " UNION SELECT place_id FROM office WHERE place_kind IN (" + kinds +
                      ") AND person_id IN " + scope_.people + " AND withdrawn = 0)");
  }

  base::Status units() {
    sql::Rows groups =
        TRY(ask("SELECT id, name, kind FROM organisation", among("g", "'group', 'authority'")));
    while (TRY(groups.next())) {
      const PlaceKind kind =
          groups.text(2) == "authority" ? PlaceKind::Authority : PlaceKind::Group;
      facts_.units.push_back({{kind, groups.integer(0)}, std::string(groups.text(1))});
      facts_.units.back().federation = groups.text(2) == "federation";
    }
    sql::Rows clusters =
        TRY(ask("SELECT id, name, organisation_id FROM cluster", among("c", "'cluster'")));
    while (TRY(clusters.next())) {
      facts_.units.push_back(
          {{PlaceKind::Cluster, clusters.integer(0)}, std::string(clusters.text(1))});
      facts_.units.back().owner = clusters.integer(2);
    }
    sql::Rows members =
        TRY(ask("SELECT school_id, organisation_id, from_on, until_on FROM "
                "membership",
                "school_id IN (SELECT id FROM s)"));
    while (TRY(members.next())) {
      facts_.belongings.push_back(
          {{PlaceKind::Group, members.integer(1)}, members.integer(0), period(members, 2)});
    }
    sql::Rows of_clusters =
        TRY(ask("SELECT school_id, cluster_id, from_on, until_on FROM "
                "cluster_membership",
                "school_id IN (SELECT id FROM s)"));
    while (TRY(of_clusters.next())) {
      facts_.belongings.push_back({{PlaceKind::Cluster, of_clusters.integer(1)},
                                   of_clusters.integer(0),
                                   period(of_clusters, 2)});
    }
    return {};
  }

  base::Status schools() {
    std::set<std::int64_t> academies;
    std::set<std::int64_t> maintained;
    sql::Rows types = TRY(connection_.query("SELECT id, academy, state_funded FROM school_type"));
    while (TRY(types.next())) {
      const bool academy = types.integer(1) != 0;
      if (academy) academies.insert(types.integer(0));
      if (!academy && types.integer(2) != 0) maintained.insert(types.integer(0));
    }
    sql::Rows rows =
        TRY(ask("SELECT school_id, from_on, until_on, name, type_id, ofsted_grade, "
                "report_card_on, authority_id FROM school_state",
                "school_id IN (SELECT id FROM s)"));
    std::map<std::int64_t, std::size_t> places;
    while (TRY(rows.next())) {
      const auto [at, fresh] = places.try_emplace(rows.integer(0), facts_.schools.size());
      if (fresh) facts_.schools.push_back({rows.integer(0), "", {}});
      SchoolFacts& school = facts_.schools[at->second];
      SchoolFacts::State state;
      state.period = period(rows, 1);
      state.academy = academies.contains(rows.integer(4));
      if (maintained.contains(rows.integer(4))) state.maintained_by = rows.integer(7);
      state.grade = rows.text(5);
      if (!rows.is_null(6)) state.report_card_on = rows.date(6);
      school.states.push_back(std::move(state));
      // The newest name, which is that of the last state.
      if (school.states.back().period.until() >= newest_[school.id]) {
        newest_[school.id] = school.states.back().period.until();
        school.name = rows.text(3);
      }
    }
    return {};
  }

  base::Status bodies() {
    sql::Rows rows =
        TRY(ask("SELECT id, kind, name, place_kind, place_id, parent_id, rule_set, "
                "from_on, until_on, terms_agreed_on FROM body",
                "id IN (SELECT id FROM b)", "withdrawn = 0"));
    while (TRY(rows.next())) facts_.bodies.push_back(read_body(rows));
    sql::Rows shares = TRY(ask("SELECT body_id, school_id, from_on, until_on FROM body_share",
                               "body_id IN (SELECT id FROM b)"));
    std::map<std::int64_t, Body*> known;
    for (Body& body : facts_.bodies) known[body.id.value] = &body;
    while (TRY(shares.next())) {
      const auto found = known.find(shares.integer(0));
      if (found == known.end()) continue;
      found->second->shares.push_back({shares.integer(1), period(shares, 2)});
    }
    sql::Rows terms = TRY(ask("SELECT body_id, from_on FROM terms_text",
                              "body_id IN (SELECT id FROM b)", "withdrawn = 0"));
    while (TRY(terms.next())) {
      const auto found = known.find(terms.integer(0));
      if (found != known.end()) found->second->terms_texts.push_back(terms.date(1));
    }
    return {};
  }

  base::Status appointments() {
    sql::Rows rows =
        TRY(ask(std::string("SELECT ") + std::string(appointment_columns) + " FROM appointment",
                "body_id IN (SELECT id FROM b)", "withdrawn = 0"));
    while (TRY(rows.next())) facts_.appointments.push_back(read_appointment(rows));
    return {};
  }

  base::Status alternates() {
    sql::Rows rows =
        TRY(ask(std::string("SELECT ") + std::string(alternate_columns) + " FROM alternate",
                "body_id IN (SELECT id FROM b)", "withdrawn = 0"));
    while (TRY(rows.next())) facts_.alternates.push_back(read_alternate(rows));
    return {};
  }

  // Those held there, and whatever else is held by who sits or holds something there.
  base::Status offices() {
    const std::string columns =
        std::string("SELECT ") + std::string(office_columns) + " FROM office";
    sql::Rows rows = TRY(ask(columns, "person_id IN (SELECT id FROM p)", "withdrawn = 0"));
    while (TRY(rows.next())) facts_.offices.push_back(read_office(rows));
    return {};
  }

  base::Status people() {
    sql::Rows rows = TRY(ask("SELECT id, name FROM person", "id IN (SELECT id FROM p)"));
    while (TRY(rows.next())) {
      facts_.people.push_back({rows.id<Person>(0), std::string(rows.text(1))});
    }
    return {};
  }

  base::Status declared() {
    sql::Rows declared =
        TRY(ask("SELECT person_id, year, declared_on, no_interests FROM declaration",
                "person_id IN (SELECT id FROM p)", "withdrawn = 0"));
    while (TRY(declared.next())) {
      facts_.declarations.push_back({declared.id<Person>(0), static_cast<int>(declared.integer(1)),
                                     declared.date(2), declared.integer(3) != 0});
    }
    sql::Rows interests = TRY(ask("SELECT " + std::string(interest_columns) + " FROM interest",
                                  "person_id IN (SELECT id FROM p)", "withdrawn = 0"));
    while (TRY(interests.next())) facts_.interests.push_back(read_interest(interests));
    return {};
  }

  base::Status trained_and_checked() {
    sql::Rows trained = TRY(ask("SELECT id, person_id, subject, done_on, until_on FROM training",
                                "person_id IN (SELECT id FROM p)", "withdrawn = 0"));
    while (TRY(trained.next())) facts_.trainings.push_back(read_training(trained));
    sql::Rows checked = TRY(ask("SELECT id, person_id, kind, checked_on FROM person_check",
                                "person_id IN (SELECT id FROM p)", "withdrawn = 0"));
    while (TRY(checked.next())) facts_.checks.push_back(read_check(checked));
    sql::Rows levels = TRY(ask("SELECT " + std::string(skill_level_columns) + " FROM skill_level",
                               "person_id IN (SELECT id FROM p)", "withdrawn = 0"));
    while (TRY(levels.next())) facts_.levels.push_back(read_level(levels));
    return {};
  }

  base::Status notes() {
    sql::Rows resolved = TRY(ask(
        "SELECT place_kind, place_id, question, about_body_id, agreed, resolved_on FROM resolution",
        "((place_kind = 'school' AND place_id IN (SELECT id FROM s)) OR (place_kind = 'body' AND "
        "place_id IN (SELECT id FROM b)))",
        "withdrawn = 0"));
    while (TRY(resolved.next())) {
      facts_.resolutions.push_back({place_of(resolved, 0), std::string(resolved.text(2)),
                                    resolved.integer(3), resolved.integer(4) != 0,
                                    resolved.date(5)});
    }
    sql::Rows steps = TRY(ask("SELECT id, body_id, what, due_on, done_on FROM plan_step",
                              "body_id IN (SELECT id FROM b)", "withdrawn = 0"));
    while (TRY(steps.next())) {
      Step step{steps.integer(0), steps.id<Body>(1), std::string(steps.text(2)), steps.date(3), {}};
      if (steps.date(4) != Date::distant_future()) step.done = steps.date(4);
      facts_.steps.push_back(std::move(step));
    }
    sql::Rows settled =
        TRY(ask("SELECT body_id, rule, school_id, kept, from_on, until_on, why "
                "FROM settlement",
                "body_id IN (SELECT id FROM b)", "withdrawn = 0"));
    while (TRY(settled.next())) {
      facts_.settlements.push_back({settled.id<Body>(0), std::string(settled.text(1)),
                                    settled.integer(2), settled.integer(3) != 0, period(settled, 4),
                                    std::string(settled.text(6))});
    }
    sql::Rows judged = TRY(ask("SELECT school_id, area, found, judged_on FROM judgement",
                               "school_id IN (SELECT id FROM s)", "withdrawn = 0"));
    while (TRY(judged.next())) {
      facts_.judgements.push_back({judged.integer(0), std::string(judged.text(1)),
                                   std::string(judged.text(2)), judged.date(3)});
    }
    return {};
  }

  base::Status meetings() {
    sql::Rows rows =
        TRY(ask("SELECT id, body_id, held_on, starts, lasts_min, state, (SELECT min(sent_on) FROM "
                "invitation i WHERE i.meeting_id = meeting.id) FROM meeting",
                "body_id IN (SELECT id FROM b)"));
    while (TRY(rows.next())) {
      MeetingDay day;
      day.id = rows.integer(0);
      day.body = rows.id<Body>(1);
      day.on = rows.date(2);
      day.starts = rows.text(3);
      day.lasts_min = static_cast<int>(rows.integer(4));
      day.held = rows.text(5) == "held" || rows.text(5) == "sealed";
      day.cancelled = rows.text(5) == "cancelled";
      if (!rows.is_null(6)) day.invited = rows.date(6);
      facts_.meetings.push_back(std::move(day));
    }
    return {};
  }

  sql::Connection& connection_;
  Scope scope_;
  Facts facts_;
  std::vector<std::string> texts_;
  std::map<std::int64_t, Date> newest_;
};

std::string schools_of(const Body& body) {
  if (!body.shares.empty()) return "SELECT school_id AS id FROM body_share WHERE body_id = $2";
  switch (body.place.kind) {
    case PlaceKind::School: return "SELECT id FROM school WHERE id = $1";
    case PlaceKind::Cluster:
      return "SELECT school_id AS id FROM cluster_membership WHERE cluster_id = $1";
    default: return "SELECT school_id AS id FROM membership WHERE organisation_id = $1";
  }
}

}  // namespace

base::Result<Facts> facts_of_body(sql::Connection& connection, BodyId id) {
  const Body body = TRY(body_row(connection, id));
  return Loader(connection, {schools_of(body), "id = $2", body.place.id, id.value}).load();
}

namespace {

// With the schools of its clusters, and with others.
base::Result<Facts> facts_with(sql::Connection& connection, registry::OrganisationId owner,
                               const std::string& others, FactsFor wanted) {
  Scope scope = {schools_of_group("$1") + " UNION " + others, "id = $2", owner.value, 0,
                 "SELECT id FROM cluster WHERE organisation_id = $1"};
  scope.wanted = wanted;
  return Loader(connection, std::move(scope)).load();
}

}  // namespace

base::Result<Facts> facts_of_owner(sql::Connection& connection, registry::OrganisationId owner,
                                   const base::Period& within) {
  return facts_with(connection, owner, schools_maintained("$1", within), FactsFor::Findings);
}

base::Result<Facts> facts_of_schools(sql::Connection& connection, registry::OrganisationId owner,
                                     const std::vector<std::int64_t>& schools) {
  return facts_with(connection, owner, "SELECT id FROM school WHERE id IN " + number_list(schools),
                    FactsFor::Composition);
}

base::Result<Facts> facts_of_unit(sql::Connection& connection, const Place& owner,
                                  std::int64_t cluster, std::int64_t school) {
  const std::string number = std::to_string(owner.id);
  Scope scope;
  scope.schools =
      "SELECT school_id AS id FROM cluster_membership WHERE cluster_id = $1 UNION SELECT id FROM "
      "school WHERE id = $2";
  if (owner.kind == PlaceKind::Group) scope.schools += " UNION " + schools_of_group(number);
  scope.first = cluster;
  scope.second = school;
  scope.bodies = "id = 0";
  scope.clusters = "SELECT id FROM cluster WHERE id = $1 UNION " + Scope().clusters;
  scope.groups = "id = " + number;
  scope.wanted = FactsFor::Composition;
  return Loader(connection, std::move(scope)).load();
}

base::Result<Facts> facts_of_places(sql::Connection& connection,
                                    const std::vector<std::int64_t>& schools,
                                    const std::vector<std::int64_t>& groups, FactsFor wanted) {
  Scope scope;
  scope.schools = "SELECT id FROM school WHERE id IN " + number_list(schools);
  scope.bodies = "id = $2";
  scope.groups = "id = $1 OR id IN " + number_list(groups);
  scope.wanted = wanted;
  return Loader(connection, std::move(scope)).load();
}

namespace {

// By `|| ''` no index of kinds is used: it would lead to the bodies of all schools. `people` is a
// list, "($2)".
base::Result<Facts> facts_around(sql::Connection& connection, const std::string& people,
                                 std::int64_t second, FactsFor wanted) {
  const std::string bodies = "SELECT body_id FROM appointment WHERE person_id IN " + people +
                             " AND withdrawn = 0 UNION SELECT place_id FROM office WHERE "
                             "place_kind = 'body' AND person_id IN " +
                             people +
                             " AND withdrawn = 0 UNION SELECT body_id FROM alternate WHERE "
                             "person_id IN " +
                             people + " AND withdrawn = 0";
  Scope scope;
  scope.schools =
      "SELECT place_id AS id FROM office WHERE place_kind = 'school' AND person_id IN " + people +
      " AND withdrawn = 0 UNION SELECT place_id FROM body WHERE place_kind || '' = 'school' AND id "
      "IN (" +
      bodies + ") UNION SELECT for_school_id FROM appointment WHERE person_id IN " + people +
      " AND withdrawn = 0 UNION SELECT for_school_id FROM alternate WHERE person_id IN " + people +
      " AND withdrawn = 0 UNION SELECT school_id FROM body_share WHERE body_id IN (" + bodies + ")";
  scope.bodies = "id IN (" + bodies + ")";
  scope.second = second;
  scope.people = people;
  scope.wanted = wanted;
  return Loader(connection, std::move(scope)).load();
}

}  // namespace

base::Result<Facts> facts_of_person(sql::Connection& connection, PersonId person) {
  return facts_around(connection, "($2)", person.value, FactsFor::Findings);
}

base::Result<Facts> facts_of_people(sql::Connection& connection,
                                    const std::vector<PersonId>& people, FactsFor wanted) {
  std::string list = number_list(people);
  list.insert(list.size() - 1, ", $2");  // every question is asked with both
  return facts_around(connection, list, 0, wanted);
}

base::Result<Facts> all_facts(sql::Connection& connection) { return Loader(connection, {}).load(); }

}  // namespace governance
