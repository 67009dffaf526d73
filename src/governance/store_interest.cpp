// Words of interests stand in their own tables alone: never in the trail.
#include "governance/store_interest.hpp"

#include "base/text.hpp"
#include "governance/store_names.hpp"

namespace governance {

base::Result<Interest> interest_row(sql::Connection& connection, std::int64_t number) {
  sql::Rows rows = TRY(connection.query(
      "SELECT " + std::string(interest_columns) + " FROM interest WHERE id = $1 AND withdrawn = 0",
      {number}));
  if (TRY(rows.next())) return read_interest(rows);
  return bad_change("number", "There is no interest " + std::to_string(number) + ".");
}

base::Result<Written> write_interest(sql::Connection& connection, const Change& change,
                                     PersonId person, std::int64_t now_s) {
  const std::string name = TRY(name_of(connection, person));
  Written made;
  made.number = change.number;
  if (change.kind == ChangeKind::AddInterest) {
    made.number = TRY(connection.integer(
        "INSERT INTO interest (person_id, kind, what, from_on, until_on, made_at, withdrawn) "
        "VALUES ($1, $2, $3, $4, $5, $6, 0) RETURNING id",
        {person, code_of(change.interest_kind), change.word("what"), change.period.from(),
         change.period.until(), now_s}));
    made.what = "An interest of " + name + ": " + std::string(label_of(change.interest_kind)) +
                ", " + change.word("what") + ", " + change.period.describe() + ".";
  } else if (change.kind == ChangeKind::EndInterest) {
    TRY(connection.run("UPDATE interest SET until_on = $2 WHERE id = $1",
                       {change.number, change.period.until()}));
    made.what = "An interest of " + name + " ends: its last day is " +
                change.period.until().plus_days(-1).long_form() + ".";
  } else {
    TRY(connection.run("UPDATE interest SET withdrawn = 1 WHERE id = $1", {change.number}));
    made.what = "An interest of " + name + " was entered by mistake.";
  }
  return made;
}

base::Result<std::vector<DeclaredInterest>> interests_declared(sql::Connection& connection,
                                                               MeetingId meeting) {
  sql::Rows rows = TRY(connection.query(
      "SELECT d.item_id, d.person_id, d.interest_id, d.why FROM item_interest d JOIN agenda_item i "
      "ON i.id = d.item_id WHERE i.meeting_id = $1 ORDER BY d.item_id, d.person_id",
      {meeting}));
  std::vector<DeclaredInterest> found;
  while (TRY(rows.next())) {
    found.push_back(
        {rows.id<Item>(0), rows.id<Person>(1), rows.id<Interest>(2), std::string(rows.text(3))});
  }
  return found;
}

base::Result<std::string> declare_at(sql::Connection& connection, const Change& change,
                                     PersonId person, base::Date on) {
  std::string why = change.word("why");
  if (change.number != 0) {
    const Interest interest = TRY(interest_row(connection, change.number));
    if (interest.person != person || !interest.period.contains(on)) {
      return bad_change("number", "Interest " + std::to_string(change.number) +
                                      " is not one that they have on the day of the meeting.");
    }
    if (why.empty()) why = interest.what;
  } else if (why.empty()) {
    return bad_change("why",
                      "Say which interest: by the number of one that is noted, or in words.");
  }
  const ItemId item{change.item};
  TRY(connection.run(
      "INSERT INTO item_interest (item_id, person_id, interest_id, why) VALUES ($1, $2, $3, $4) ON "
      "CONFLICT (item_id, person_id) DO UPDATE SET interest_id = excluded.interest_id, why = "
      "excluded.why",
      {item, person, InterestId{change.number}, why}));
  const bool withdrew = change.word("withdrew") == "yes";
  if (withdrew) {
    TRY(connection.run(
        "INSERT INTO withdrawal (item_id, person_id, why) VALUES ($1, $2, $3) ON CONFLICT "
        "(item_id, person_id) DO UPDATE SET why = excluded.why",
        {item, person, why}));
  } else if (change.word("withdrew") == "no") {
    TRY(connection.run("DELETE FROM withdrawal WHERE item_id = $1 AND person_id = $2",
                       {item, person}));
  }
  return TRY(name_of(connection, person)) + " declared an interest at the item" +
         (withdrew ? " and withdrew." : ".");
}

base::Status erase_interests(sql::Connection& connection, PersonId person) {
  TRY(connection.run("UPDATE interest SET what = '' WHERE person_id = $1", {person}));
  TRY(connection.run("UPDATE item_interest SET why = '' WHERE person_id = $1", {person}));
  TRY(connection.run("UPDATE withdrawal SET why = '' WHERE person_id = $1", {person}));
  return {};
}

}  // namespace governance
