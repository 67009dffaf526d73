// Rows end or are withdrawn, as appointments do.
#include "governance/store_alternate.hpp"

#include "governance/store_names.hpp"

namespace governance {

base::Result<Alternate> alternate_row(sql::Connection& connection, std::int64_t number) {
  sql::Rows rows = TRY(connection.query("SELECT " + std::string(alternate_columns) +
                                            " FROM alternate WHERE id = $1 AND withdrawn = 0",
                                        {number}));
  if (TRY(rows.next())) return read_alternate(rows);
  return bad_change("number", "There is no alternate " + std::to_string(number) + ".");
}

base::Result<Facts> alternates_of(sql::Connection& connection, BodyId body) {
  Facts facts;
  facts.bodies.push_back(TRY(body_row(connection, body)));
  {
    sql::Rows rows =
        TRY(connection.query("SELECT " + std::string(alternate_columns) +
                                 " FROM alternate WHERE body_id = $1 AND withdrawn = 0",
                             {body}));
    while (TRY(rows.next())) facts.alternates.push_back(read_alternate(rows));
  }
  for (const Alternate& each : facts.alternates) {
    facts.people.push_back({each.person, TRY(name_of(connection, each.person))});
  }
  facts.index();
  return facts;
}

base::Result<Written> write_alternate(sql::Connection& connection, const Change& change,
                                      const Found& found, std::int64_t now_s) {
  const std::string name = TRY(name_of(connection, found.person));
  const std::string body = TRY(name_of(connection, Place{PlaceKind::Body, found.body.value}));
  Written made;
  made.number = change.number;
  if (change.kind == ChangeKind::NameAlternate) {
    made.number = TRY(connection.integer(
        "INSERT INTO alternate (body_id, person_id, category, for_school_id, holder_id, from_on, "
        "until_on, made_at, withdrawn) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0) RETURNING id",
        {found.body, found.person, change.word("seat"), found.school, found.holder,
         change.period.from(), change.period.until(), now_s}));
    const std::string whom = found.holder.known() ? TRY(name_of(connection, found.holder))
                                                  : "the seat " + change.word("seat");
    made.what =
        name + " is alternate for " + whom + " on " + body + " " + change.period.describe() + ".";
  } else if (change.kind == ChangeKind::EndAlternate) {
    TRY(connection.run("UPDATE alternate SET until_on = $2 WHERE id = $1",
                       {change.number, change.period.until()}));
    made.what = name + " is no longer alternate on " + body + ": the last day is " +
                change.period.until().plus_days(-1).long_form() + ".";
  } else {
    TRY(connection.run("UPDATE alternate SET withdrawn = 1 WHERE id = $1", {change.number}));
    made.what = name + " was never alternate on " + body + ".";
  }
  return made;
}

}  // namespace governance
