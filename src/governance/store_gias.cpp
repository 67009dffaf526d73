// A file may speak of everything: for who may edit everything all is read, for others the places
// that are theirs. A plan is written in bulk.
#include "governance/store_gias.hpp"

#include <algorithm>
#include <memory>
#include <set>

#include "access/secrets.hpp"
#include "access/store_audit.hpp"
#include "access/values.hpp"
#include "base/text.hpp"
#include "governance/store_facts.hpp"
#include "governance/store_known.hpp"
#include "governance/store_owner.hpp"
#include "governance/store_parts.hpp"
#include "governance/store_rules.hpp"

namespace governance {

namespace {

using base::Date;

constexpr std::string_view post_columns =
    "gid, role, urn, uid, person_id, title, forename_1, forename_2, surname, appointment_id, "
    "office_id, said_from_on, said_until_on, said_by";

GiasPost read_post(const sql::Rows& rows) {
  GiasPost post;
  post.said.gid = rows.integer(0);
  post.said.role = gias_role(rows.text(1)).value_or(GiasRole::Governor);
  post.said.urn = rows.integer(2);
  post.said.uid = rows.integer(3);
  post.person = rows.id<Person>(4);
  post.said.title = rows.text(5);
  post.said.forename_1 = rows.text(6);
  post.said.forename_2 = rows.text(7);
  post.said.surname = rows.text(8);
  post.appointment = rows.id<Appointment>(9);
  post.office = rows.id<Office>(10);
  post.said.period = base::Period(rows.date(11), rows.date(12));
  post.said.by = rows.text(13);
  return post;
}

// The facts and rules that a plan looks at, and the numbers of the register.
struct Loaded {
  Facts facts;
  RuleBook book;
  GiasKnown known;
};

// Schools and groups, by their numbers here. Nothing: all.
struct Places {
  std::vector<std::int64_t> schools;
  std::vector<std::int64_t> groups;
};

// "0, 12, 13", for a condition with IN.
template <typename Numbers>
std::string list_of(const Numbers& numbers) {
  std::string list = "0";
  for (const std::int64_t each : numbers) list += ", " + std::to_string(each);
  return list;
}

base::Status load_identifiers(sql::Connection& connection, const std::optional<Places>& only,
                              GiasKnown& known) {
  sql::Rows schools = TRY(connection.query(
      "SELECT value, school_id FROM identifier WHERE scheme = 'urn'" +
      (only ? " AND school_id IN (" + list_of(only->schools) + ")" : std::string()) +
      " ORDER BY from_on, school_id"));
  while (TRY(schools.next())) known.schools[schools.integer(0)] = schools.integer(1);
  sql::Rows groups = TRY(
      connection.query("SELECT uid, id, companies_house FROM organisation WHERE uid IS NOT NULL" +
                       (only ? " AND id IN (" + list_of(only->groups) + ")" : std::string())));
  while (TRY(groups.next())) {
    known.groups[groups.integer(0)] = groups.integer(1);
    known.companies[groups.integer(0)] = groups.text(2);
  }
  return {};
}

// Posts of the places that are known, and those of these numbers.
base::Status load_posts(sql::Connection& connection, bool all, const std::vector<GiasRow>& rows,
                        GiasKnown& known) {
  std::vector<std::int64_t> urns;
  std::vector<std::int64_t> uids;
  std::vector<std::int64_t> gids;
  for (const auto& [urn, _] : known.schools) urns.push_back(urn);
  for (const auto& [uid, _] : known.groups) uids.push_back(uid);
  for (const GiasRow& row : rows) gids.push_back(row.gid);
  sql::Rows posts = TRY(connection.query("SELECT " + std::string(post_columns) + " FROM gias_post" +
                                         (all ? std::string()
                                              : " WHERE (urn <> 0 AND urn IN (" + list_of(urns) +
                                                    ")) OR (uid <> 0 AND uid IN (" + list_of(uids) +
                                                    ")) OR gid IN (" + list_of(gids) + ")")));
  while (TRY(posts.next())) {
    GiasPost post = read_post(posts);
    known.posts[post.said.gid] = std::move(post);
  }
  known.last_person = TRY(connection.integer("SELECT max(id) FROM person"));
  known.last_body = TRY(connection.integer("SELECT max(id) FROM body"));
  known.last_appointment = TRY(connection.integer("SELECT max(id) FROM appointment"));
  known.last_office = TRY(connection.integer("SELECT max(id) FROM office"));
  return {};
}

// Holders of posts whose seat or office was taken back are in no fact.
base::Status load_names(sql::Connection& connection, const GiasKnown& known, Facts& facts) {
  std::set<std::int64_t> missing;
  for (const auto& [_, post] : known.posts) {
    if (!facts.person(post.person)) missing.insert(post.person.value);
  }
  if (missing.empty()) return {};
  sql::Rows rows =
      TRY(connection.query("SELECT id, name FROM person WHERE id IN (" + list_of(missing) + ")"));
  while (TRY(rows.next())) facts.people.push_back({rows.id<Person>(0), std::string(rows.text(1))});
  facts.index();
  return {};
}

base::Status load_facts(sql::Connection& connection, const std::optional<Places>& only,
                        Loaded& loaded) {
  loaded.facts = only ? TRY(facts_of_places(connection, only->schools, only->groups))
                      : TRY(all_facts(connection));
  TRY(load_names(connection, loaded.known, loaded.facts));
  loaded.book = TRY(rules_in_force(connection));
  loaded.known.facts = &loaded.facts;
  loaded.known.book = &loaded.book;
  return {};
}

// Whose the file is to import: by which power, and which places; nothing where all are.
struct Own {
  std::string power;
  std::optional<Places> places;
};

// Schools and groups of the file that are not the doer's are not known to the plan.
base::Result<Own> only_own(sql::Connection& connection, const std::vector<GiasRow>& rows,
                           Date today, const May& may, GiasKnown& known) {
  base::Result<std::string> all = may({guard::Unit{}});
  if (all.ok()) return Own{all.value(), {}};
  Own own;
  own.places.emplace();
  const auto keep = [&](std::map<std::int64_t, std::int64_t>& ids, PlaceKind kind,
                        const std::set<std::int64_t>& named,
                        std::vector<std::int64_t>& places) -> base::Status {
    std::map<std::int64_t, std::int64_t> kept;
    for (const std::int64_t number : named) {
      const auto found = ids.find(number);
      if (found == ids.end()) continue;
      base::Result<std::string> granted =
          may(TRY(path_of(connection, {kind, found->second}, today)));
      if (!granted.ok()) continue;
      own.power = granted.value();
      kept.insert(*found);
      places.push_back(found->second);
    }
    ids = std::move(kept);
    return {};
  };
  std::set<std::int64_t> urns;
  std::set<std::int64_t> uids;
  for (const GiasRow& row : rows) {
    urns.insert(row.urn);
    uids.insert(row.uid);
  }
  TRY(keep(known.schools, PlaceKind::School, urns, own.places->schools));
  TRY(keep(known.groups, PlaceKind::Group, uids, own.places->groups));
  if (known.schools.empty() && known.groups.empty()) return std::move(all).error();
  return own;
}

// A name is one person within a trust, so all schools of the trusts are looked at.
base::Result<Places> with_trusts(sql::Connection& connection, const Places& own) {
  Places all = own;
  sql::Rows rows = TRY(connection.query(
      "SELECT school_id FROM membership WHERE organisation_id IN (" + list_of(own.groups) +
      ") OR organisation_id IN (SELECT organisation_id FROM membership WHERE school_id IN (" +
      list_of(own.schools) + "))"));
  while (TRY(rows.next())) all.schools.push_back(rows.integer(0));
  return all;
}

// What of the places that the plan may come to is the doer's too.
base::Status find_editable(sql::Connection& connection, const std::vector<GiasRow>& rows,
                           const Places& own, Date today, const May& may, Loaded& loaded) {
  GiasKnown& known = loaded.known;
  std::set<Place>& editable = known.editable.emplace();
  for (const std::int64_t group : own.groups) editable.insert({PlaceKind::Group, group});
  std::set<Place> above;
  for (const std::int64_t school : own.schools) {
    editable.insert({PlaceKind::School, school});
    for (const Place& group : loaded.facts.units_of(school, PlaceKind::Group, today)) {
      above.insert(group);
    }
  }
  for (const Place& group : above) {
    if (may(TRY(path_of(connection, group, today))).ok()) editable.insert(group);
  }
  for (const GiasRow& row : rows) {
    const auto post = known.posts.find(row.gid);
    if (post == known.posts.end() || post->second.said.name() == row.name()) continue;
    const PersonId person = post->second.person;
    for (const auto& path : TRY(paths_of_person(connection, person, base::Period(), today))) {
      if (!may(path).ok()) known.others.insert(person.value);
    }
  }
  return {};
}

base::Result<std::unique_ptr<Loaded>> load(sql::Connection& connection,
                                           const std::vector<GiasRow>& rows, const Writing& writing,
                                           const May& may, std::string& power) {
  auto loaded = std::make_unique<Loaded>();
  GiasKnown& known = loaded->known;
  known.today = writing.today;
  TRY(load_identifiers(connection, {}, known));
  const Own own = TRY(only_own(connection, rows, writing.today, may, known));
  power = own.power;
  TRY(load_posts(connection, !own.places, rows, known));
  if (!own.places) {
    TRY(load_facts(connection, {}, *loaded));
    return loaded;
  }
  TRY(load_facts(connection, TRY(with_trusts(connection, *own.places)), *loaded));
  TRY(find_editable(connection, rows, *own.places, writing.today, may, *loaded));
  return loaded;
}

std::string version_of(const GiasPlan& plan) {
  std::string told;
  for (const GiasNote& note : plan.notes) told += std::to_string(note.line) + note.what + "\n";
  for (const GiasRemark& remark : plan.remarks) {
    told += std::to_string(remark.line) + remark.column + remark.value + remark.reason + "\n";
  }
  return guard::sha256(told);
}

class Writer {
 public:
  Writer(sql::Connection& connection, const GiasPlan& plan, std::int64_t now_s)
      : connection_(connection), plan_(plan), now_s_(now_s) {}

  base::Status write() {
    TRY(people());
    TRY(bodies());
    TRY(appointments());
    TRY(offices());
    TRY(changed());
    return posts();
  }

 private:
  base::Status people() {
    sql::BulkWriter rows =
        TRY(connection_.bulk("person", {"id", "name", "folded", "email", "made_at", "withdrawn"}));
    for (const Person& each : plan_.people) {
      TRY(rows.add({each.id, each.name, base::fold(each.name), "", now_s_, 0}));
    }
    return rows.flush();
  }

  base::Status bodies() {
    sql::BulkWriter rows = TRY(connection_.bulk(
        "body", {"id", "version", "kind", "name", "place_kind", "place_id", "parent_id", "rule_set",
                 "from_on", "until_on", "terms_agreed_on", "made_at", "withdrawn"}));
    for (const Body& each : plan_.bodies) {
      TRY(rows.add({each.id, 1, code_of(each.kind), each.name, code_of(each.place.kind),
                    each.place.id, each.parent, each.rule_set, each.period.from(),
                    each.period.until(), 0, now_s_, 0}));
    }
    TRY(rows.flush());
    sql::BulkWriter shares =
        TRY(connection_.bulk("body_share", {"body_id", "school_id", "from_on", "until_on"}));
    for (const GiasPlan::Share& each : plan_.shares) {
      TRY(shares.add({each.body, each.school, each.from, Date::distant_future()}));
    }
    return shares.flush();
  }

  base::Status appointments() {
    sql::BulkWriter rows =
        TRY(connection_.bulk("appointment", {"id", "body_id", "person_id", "category",
                                             "appointed_by", "for_school_id", "from_on", "until_on",
                                             "term_ends_on", "why_ended", "made_at", "withdrawn"}));
    for (const Appointment& each : plan_.appointments) {
      TRY(rows.add({each.id, each.body, each.person, each.category, each.appointed_by,
                    each.for_school, each.period.from(), each.period.until(),
                    each.term_ends.value_or(Date::distant_future()), "", now_s_, 0}));
    }
    return rows.flush();
  }

  base::Status offices() {
    sql::BulkWriter rows = TRY(
        connection_.bulk("office", {"id", "kind", "person_id", "place_kind", "place_id", "from_on",
                                    "until_on", "why_ended", "made_at", "withdrawn"}));
    for (const Office& each : plan_.offices) {
      TRY(rows.add({each.id, code_of(each.kind), each.person, code_of(each.place.kind),
                    each.place.id, each.period.from(), each.period.until(), "", now_s_, 0}));
    }
    return rows.flush();
  }

  base::Status changed() {
    for (const GiasPlan::Dated& each : plan_.appointments_changed) {
      TRY(
          connection_.run("UPDATE appointment SET from_on = $2, until_on = $3, term_ends_on = $3, "
                          "appointed_by = $4 WHERE id = $1",
                          {each.number, each.period.from(), each.period.until(), each.by}));
    }
    for (const GiasPlan::Dated& each : plan_.offices_changed) {
      TRY(connection_.run("UPDATE office SET from_on = $2, until_on = $3 WHERE id = $1",
                          {each.number, each.period.from(), each.period.until()}));
    }
    for (const Person& each : plan_.renamed) {
      TRY(connection_.run("UPDATE person SET name = $2, folded = $3 WHERE id = $1",
                          {each.id, each.name, base::fold(each.name)}));
    }
    return {};
  }

  // A post that says something else takes the place of what it said.
  base::Status posts() {
    for (const GiasPost& each : plan_.posts) {
      TRY(connection_.run("DELETE FROM gias_post WHERE gid = $1", {each.said.gid}));
    }
    sql::BulkWriter rows = TRY(connection_.bulk(
        "gias_post",
        {"gid", "role", "urn", "uid", "person_id", "title", "forename_1", "forename_2", "surname",
         "appointment_id", "office_id", "said_from_on", "said_until_on", "said_by"}));
    for (const GiasPost& each : plan_.posts) {
      const GiasRow& said = each.said;
      TRY(rows.add({said.gid, info_of(said.role).label, said.urn, said.uid, each.person, said.title,
                    said.forename_1, said.forename_2, said.surname, each.appointment, each.office,
                    said.period.from(), said.period.until(), said.by}));
    }
    return rows.flush();
  }

  sql::Connection& connection_;
  const GiasPlan& plan_;
  std::int64_t now_s_;
};

base::Status save(sql::Connection& connection, const GiasPlan& plan, std::string_view bytes,
                  const Writing& writing, const std::string& power) {
  TRY(Writer(connection, plan, writing.now_s).write());
  const std::string digest = guard::sha256(bytes);
  const std::int64_t id = TRY(connection.integer(
      "INSERT INTO gias_import (digest, posts, people, bodies, made_at) VALUES ($1, $2, $3, $4, "
      "$5) RETURNING id",
      {digest, static_cast<std::int64_t>(plan.posts.size()),
       static_cast<std::int64_t>(plan.people.size()), static_cast<std::int64_t>(plan.bodies.size()),
       writing.now_s}));
  guard::Doer by = writing.by;
  by.power = power;
  guard::Values values;
  values.add("digest", digest);
  values.add("posts", static_cast<std::int64_t>(plan.posts.size()));
  values.add("people", static_cast<std::int64_t>(plan.people.size()));
  values.add("bodies", static_cast<std::int64_t>(plan.bodies.size()));
  values.add("appointments", static_cast<std::int64_t>(plan.appointments.size()));
  values.add("offices", static_cast<std::int64_t>(plan.offices.size()));
  values.add("disagreements", static_cast<std::int64_t>(plan.count(GiasNoteKind::Disagreement)));
  TRY(guard::record(connection, {by,
                                 "governance.gias",
                                 {"gias_import", id, "Extract of the register's people"},
                                 "",
                                 values.json(),
                                 writing.now_s}));
  return {};
}

}  // namespace

base::Result<GiasReport> import_gias(sql::Connection& connection, std::string_view bytes,
                                     const Writing& writing, const May& may, Keep keep,
                                     const std::optional<std::string>& seen) {
  const GiasFile file = TRY(read_gias_layout(bytes));
  auto transaction = TRY(keep == Keep::All ? sql::Transaction::begin_write(connection)
                                           : sql::Transaction::begin_read(connection));
  if (keep == Keep::All) TRY(guard::lock_audit(connection));
  std::string power;
  const std::unique_ptr<Loaded> loaded = TRY(load(connection, file.rows, writing, may, power));
  GiasReport report;
  report.plan = plan_gias(loaded->known, file.rows);
  report.plan.remarks.insert(report.plan.remarks.begin(), file.remarks.begin(), file.remarks.end());
  std::ranges::stable_sort(report.plan.remarks, {}, &GiasRemark::line);
  report.version = version_of(report.plan);
  if (keep == Keep::Nothing) return report;
  if (seen && *seen != report.version) {
    return base::make_error("governance_conflict",
                            "Somebody noted something since you looked, so nothing was saved. "
                            "Look at what the file would do now.",
                            "file");
  }
  if (!report.plan.empty()) TRY(save(connection, report.plan, bytes, writing, power));
  TRY(transaction.commit());
  return report;
}

base::Result<std::string> export_gias(sql::Connection& connection,
                                      std::optional<registry::OrganisationId> owner, Date since,
                                      Date today) {
  auto transaction = TRY(sql::Transaction::begin_read(connection));
  std::optional<Places> only;
  if (owner) {
    OwnedPlaces places = TRY(places_of(connection, *owner, today));
    only = Places{std::move(places.schools), std::move(places.groups)};
  }
  const auto loaded = std::make_unique<Loaded>();
  loaded->known.today = today;
  TRY(load_identifiers(connection, only, loaded->known));
  TRY(load_posts(connection, !only, {}, loaded->known));
  TRY(load_facts(connection, only, *loaded));
  return write_gias_layout(gias_rows(loaded->known, since));
}

}  // namespace governance
