// One question for each kind, and one statement that takes a row of it out.
#include "governance/store_retention.hpp"

#include <algorithm>
#include <map>

#include "access/secrets.hpp"
#include "access/store_audit.hpp"
#include "access/values.hpp"
#include "base/text.hpp"
#include "governance/store_interest.hpp"
#include "governance/store_known.hpp"

namespace governance {

namespace {

using base::Date;

// The question gives person, row and the day of the row (0: it has none); the
// statement takes the row out. Names have none: they go by erase_person().
struct Source {
  KeptKind kind;
  std::string_view question;
  std::string_view statement;
};
constexpr Source sources[] = {
    {KeptKind::Names, "SELECT id, id, 0 FROM person WHERE name <> 'Person ' || id", ""},
    {KeptKind::Addresses, "SELECT id, id, 0 FROM person WHERE email <> ''",
     "UPDATE person SET email = '', address_own = 0 WHERE id = $1"},
    {KeptKind::Reasons, "SELECT person_id, id, 0 FROM office WHERE why_ended <> ''",
     "UPDATE office SET why_ended = '' WHERE id = $1"},
    {KeptKind::Reasons, "SELECT person_id, id, 0 FROM appointment WHERE why_ended <> ''",
     "UPDATE appointment SET why_ended = '' WHERE id = $1"},
    {KeptKind::Training, "SELECT person_id, id, done_on FROM training",
     "DELETE FROM training WHERE id = $1"},
    {KeptKind::Checks, "SELECT person_id, id, checked_on FROM person_check",
     "DELETE FROM person_check WHERE id = $1"},
    {KeptKind::Certificates,
     "SELECT person_id, id, checked_on FROM person_check WHERE certificate <> ''",
     "UPDATE person_check SET certificate = '' WHERE id = $1"},
    {KeptKind::Interests, "SELECT person_id, id, until_on FROM interest WHERE what <> ''",
     "UPDATE interest SET what = '' WHERE id = $1"},
    {KeptKind::Declarations, "SELECT person_id, id, declared_on FROM declaration",
     "DELETE FROM declaration WHERE id = $1"},
    {KeptKind::Skills, "SELECT person_id, id, assessed_on FROM skill_level",
     "DELETE FROM skill_level WHERE id = $1"},
};

struct Row {
  const Source* source;
  PersonId person;
  std::int64_t id;
};
struct Over {
  std::vector<OverTime> all;
  std::vector<Row> rows;
};

// The first day on which somebody holds neither seat nor office any more; of who never held one,
// the day on which they were noted.
base::Result<std::map<std::int64_t, Date>> days_of_leaving(sql::Connection& connection) {
  std::map<std::int64_t, Date> left;
  sql::Rows noted = TRY(connection.query("SELECT id, made_at FROM person"));
  while (TRY(noted.next())) {
    const std::chrono::sys_seconds at{std::chrono::seconds(noted.integer(1))};
    left[noted.integer(0)] = Date(std::chrono::floor<std::chrono::days>(at));
  }
  sql::Rows held = TRY(connection.query(
      "SELECT person_id, MAX(until_on) FROM (SELECT person_id, until_on FROM office WHERE "
      "withdrawn = 0 UNION ALL SELECT a.person_id, CASE WHEN b.until_on < a.until_on THEN "
      "b.until_on ELSE a.until_on END FROM appointment a JOIN body b ON b.id = a.body_id WHERE "
      "a.withdrawn = 0 UNION ALL SELECT person_id, until_on FROM alternate WHERE withdrawn = 0) AS "
      "held GROUP BY person_id"));
  while (TRY(held.next())) left[held.integer(0)] = held.date(1);
  return left;
}

// From which day the time of a row is counted.
Date since(const RetentionRule& rule, Date left, std::int64_t day) {
  if (rule.after == KeptAfter::Leaving) return left;
  return Date::from_number(day).value_or(Date::distant_future());
}

void add(Over& found, const Source& source, const sql::Rows& rows, Date from, Date over) {
  const PersonId person = rows.id<Person>(0);
  found.rows.push_back({&source, person, rows.integer(1)});
  const auto same = [&](const OverTime& each) {
    return each.kind == source.kind && each.person == person;
  };
  // Rows of one person stand together.
  const auto known = std::find_if(found.all.rbegin(), found.all.rend(), same);
  if (known == found.all.rend()) {
    found.all.push_back({source.kind, person, 1, from, over});
    return;
  }
  ++known->rows;
  known->since = std::max(known->since, from);
  known->over = std::max(known->over, over);
}

base::Result<Over> find_over(sql::Connection& connection, Date today) {
  const auto left = TRY(days_of_leaving(connection));
  const auto holding = retention_on(TRY(retention_in_force(connection)), today);
  Over found;
  for (const Source& source : sources) {
    const auto rule = std::ranges::find(holding, source.kind, &RetentionRule::kind);
    if (rule == holding.end() || !rule->months) continue;
    sql::Rows rows = TRY(connection.query(std::string(source.question) + " ORDER BY 1, 2"));
    while (TRY(rows.next())) {
      const Date from = since(*rule, left.at(rows.integer(0)), rows.integer(2));
      const auto over = over_on(*rule, from);
      if (over && *over <= today) add(found, source, rows, from, *over);
    }
  }
  std::ranges::stable_sort(found.all, {},
                           [](const OverTime& each) { return std::pair(each.kind, each.person); });
  return found;
}

base::Status take_out(sql::Connection& connection, const std::vector<Row>& rows) {
  for (const Row& each : rows) {
    if (each.source->kind == KeptKind::Names) {
      TRY(erase_person(connection, each.person));
    } else {
      TRY(connection.run(each.source->statement, {each.id}));
    }
  }
  return {};
}

// "training": "12 17"
std::string told_in_trail(const std::vector<OverTime>& all) {
  std::map<std::string_view, std::string> people;
  for (const OverTime& each : all) {
    std::string& numbers = people[code_of(each.kind)];
    numbers += (numbers.empty() ? "" : " ") + std::to_string(each.person.value);
  }
  guard::Values values;
  for (const auto& [kind, numbers] : people) values.add(kind, numbers);
  return values.json();
}

}  // namespace

base::Result<std::vector<RetentionRule>> retention_in_force(sql::Connection& connection) {
  const OwnText own = TRY(own_text(connection, retention_kind));
  return retention_with(TRY(read_retention(own.content)));
}

base::Status save_retention(sql::Connection& connection, const std::string& content,
                            std::int64_t seen_version, const Writing& writing) {
  TRY(read_retention(content));
  return save_own_text(connection, retention_kind, content, seen_version, writing);
}

base::Result<std::vector<OverTime>> over_time(sql::Connection& connection, base::Date today) {
  return TRY(find_over(connection, today)).all;
}

std::string words_of(const OverTime& each, const std::vector<RetentionRule>& holding) {
  const auto rule = std::ranges::find(holding, each.kind, &RetentionRule::kind);
  std::string words =
      "Person " + std::to_string(each.person.value) + ": " + base::lower_ascii(label_of(each.kind));
  if (each.rows > 1) words += " (" + std::to_string(each.rows) + ")";
  if (rule == holding.end()) return words;
  return words + "; since " + each.since.long_form() + ", kept " + words_of(*rule);
}

std::string version_of(const std::vector<OverTime>& all) {
  std::string told;
  for (const OverTime& each : all) {
    told += std::string(code_of(each.kind)) + " " + std::to_string(each.person.value) + " " +
            std::to_string(each.rows) + "\n";
  }
  return guard::sha256(told);
}

base::Result<std::vector<OverTime>> purge(sql::Connection& connection, const Writing& writing,
                                          const std::optional<std::string>& seen) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(guard::lock_audit(connection));
  Over found = TRY(find_over(connection, writing.today));
  if (seen && *seen != version_of(found.all)) {
    return base::make_error("governance_conflict",
                            "What is over its time is not what you saw, so nothing was taken out. "
                            "Look at the list again.",
                            "version");
  }
  if (found.all.empty()) return found.all;
  TRY(take_out(connection, found.rows));
  TRY(guard::record(connection, {writing.by,
                                 "governance.purge",
                                 {"retention", 0, "What was over its time"},
                                 "",
                                 told_in_trail(found.all),
                                 writing.now_s}));
  TRY(transaction.commit());
  return std::move(found.all);
}

base::Status erase_person(sql::Connection& connection, PersonId person) {
  const std::string name = erased_name(person);
  TRY(
      connection.run("UPDATE person SET name = $2, folded = $3, email = '', address_own = 0 WHERE "
                     "id = $1",
                     {person, name, base::fold(name)}));
  TRY(connection.run("UPDATE office SET why_ended = '' WHERE person_id = $1", {person}));
  TRY(connection.run("UPDATE appointment SET why_ended = '' WHERE person_id = $1", {person}));
  TRY(erase_known(connection, person));
  TRY(connection.run("DELETE FROM person_account WHERE person_id = $1", {person}));
  TRY(erase_interests(connection, person));
  TRY(connection.run(
      "UPDATE gias_post SET title = '', forename_1 = '', forename_2 = '', surname = '' WHERE "
      "person_id = $1",
      {person}));
  return {};
}

}  // namespace governance
