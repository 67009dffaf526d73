// One function for each kind.
#include "governance/store_note.hpp"

#include "base/text.hpp"
#include "governance/store_names.hpp"

namespace governance {

namespace {

using base::Date;

base::Result<Written> resolve(sql::Connection& connection, const Change& change, const Found& found,
                              std::int64_t now_s) {
  Written made;
  made.number = TRY(connection.integer(
      "INSERT INTO resolution (place_kind, place_id, question, about_body_id, agreed, "
      "resolved_on, made_at, withdrawn) VALUES ($1, $2, $3, $4, $5, $6, $7, 0) RETURNING id",
      {code_of(found.place.kind), found.place.id, change.word("question"),
       change.word("body").empty() ? BodyId{} : found.body, change.yes ? 1 : 0, *change.on,
       now_s}));
  made.what = TRY(name_of(connection, found.place)) + " resolved " +
              (change.yes ? "for" : "against") + " " + change.word("question") + " on " +
              change.on->long_form() + ".";
  return made;
}

base::Result<Written> add_step(sql::Connection& connection, const Change& change,
                               const Found& found, std::int64_t now_s) {
  Written made;
  made.number = TRY(connection.integer(
      "INSERT INTO plan_step (body_id, what, due_on, done_on, made_at, withdrawn) VALUES ($1, $2, "
      "$3, $4, $5, 0) RETURNING id",
      {found.body, change.word("what"), *change.due, Date::distant_future(), now_s}));
  made.what = "A step: " + change.word("what") + ", due on " + change.due->long_form() + ".";
  return made;
}

base::Result<Written> finish_step(sql::Connection& connection, const Change& change) {
  const std::string what =
      TRY(connection.text("SELECT what FROM plan_step WHERE id = $1", {change.number}));
  TRY(connection.run("UPDATE plan_step SET done_on = $2 WHERE id = $1",
                     {change.number, *change.on}));
  return Written{"Done on " + change.on->long_form() + ": " + what + ".", change.number, ""};
}

base::Result<Written> settle(sql::Connection& connection, const Change& change, const Found& found,
                             std::int64_t now_s) {
  Written made;
  made.number = TRY(connection.integer(
      "INSERT INTO settlement (body_id, rule, school_id, kept, from_on, until_on, why, made_at, "
      "withdrawn) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0) RETURNING id",
      {found.body, change.word("rule"), found.school, change.yes ? 1 : 0, change.period.from(),
       change.period.until(), change.word("why"), now_s}));
  made.what = "The rule " + change.word("rule") + " is " + (change.yes ? "kept" : "not kept") +
              ": " + change.word("why") + ".";
  return made;
}

base::Result<Written> declare(sql::Connection& connection, const Change& change, const Found& found,
                              std::int64_t now_s) {
  const bool nothing = change.word("nothing") == "yes";
  const std::int64_t standing = TRY(connection.integer(
      "SELECT count(*) FROM interest WHERE person_id = $1 AND withdrawn = 0 AND from_on <= $2 AND "
      "until_on > $2",
      {found.person, *change.on}));
  if (nothing && standing > 0) {
    return bad_change("nothing", "Interests of theirs stand on that day: end them first.");
  }
  Written made;
  made.number =
      TRY(connection.integer("INSERT INTO declaration (person_id, year, declared_on, made_at, "
                             "withdrawn, no_interests) VALUES "
                             "($1, $2, $3, $4, 0, $5) RETURNING id",
                             {found.person, change.year, *change.on, now_s, nothing ? 1 : 0}));
  made.what = TRY(name_of(connection, found.person)) +
              (nothing ? " declared on " + change.on->long_form() + " that they have no interests."
                       : " declared interests on " + change.on->long_form() +
                             (standing == 0 ? "."
                                            : ", and confirmed " + std::to_string(standing) +
                                                  " that are noted."));
  return made;
}

base::Result<Written> judge(sql::Connection& connection, const Change& change, const Found& found,
                            std::int64_t now_s) {
  Written made;
  made.number = TRY(connection.integer(
      "INSERT INTO judgement (school_id, area, found, judged_on, made_at, withdrawn) VALUES ($1, "
      "$2, $3, $4, $5, 0) RETURNING id",
      {found.school, base::lower_ascii(change.word("area")),
       base::lower_ascii(change.word("found")), *change.on, now_s}));
  made.what = std::string(info_of(change.kind).label) + ": " + change.word("area") + ", " +
              change.word("found") + ".";
  return made;
}

}  // namespace

base::Result<Written> write_note(sql::Connection& connection, const Change& change,
                                 const Found& found, std::int64_t now_s) {
  switch (change.kind) {
    case ChangeKind::Resolve: return resolve(connection, change, found, now_s);
    case ChangeKind::AddStep: return add_step(connection, change, found, now_s);
    case ChangeKind::FinishStep: return finish_step(connection, change);
    case ChangeKind::Settle: return settle(connection, change, found, now_s);
    case ChangeKind::Declare: return declare(connection, change, found, now_s);
    default: return judge(connection, change, found, now_s);
  }
}

}  // namespace governance
