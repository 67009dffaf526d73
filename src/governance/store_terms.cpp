// A text stands in its own table alone: the trail has its hash.
#include "governance/store_terms.hpp"

#include "access/values.hpp"
#include "governance/store_names.hpp"

namespace governance {

namespace {

constexpr std::string_view terms_columns =
    "SELECT id, body_id, from_on, adopted_by, meeting_id, why, content, actor, made_at FROM "
    "terms_text WHERE withdrawn = 0 AND ";

TermsVersion read_terms(const sql::Rows& rows) {
  TermsVersion version;
  version.number = rows.integer(0);
  version.body = rows.id<Body>(1);
  version.from = rows.date(2);
  version.adopted_by = rows.text(3);
  version.meeting = rows.integer(4);
  version.why = rows.text(5);
  version.text = rows.text(6);
  version.actor = rows.text(7);
  version.made_at = rows.integer(8);
  return version;
}

base::Status check_seen(const Change& change, const std::vector<TermsVersion>& versions) {
  if (change.word("seen").empty() || change.seen == terms_newest(versions)) return {};
  const TermsVersion* newest = terms_numbered(versions, terms_newest(versions));
  return base::make_error(
      "governance_conflict",
      (newest ? newest->actor + " saved version " + std::to_string(newest->number) + " meanwhile"
              : std::string("The version that you saw was withdrawn meanwhile")) +
          ", so nothing was saved. Look at what there is now, then make your "
          "change again.",
      "text");
}

}  // namespace

base::Result<std::vector<TermsVersion>> terms_of(sql::Connection& connection, BodyId body) {
  sql::Rows rows =
      TRY(connection.query(std::string(terms_columns) + "body_id = $1 ORDER BY id", {body}));
  std::vector<TermsVersion> found;
  while (TRY(rows.next())) found.push_back(read_terms(rows));
  return found;
}

base::Result<TermsVersion> terms_row(sql::Connection& connection, std::int64_t number) {
  sql::Rows rows = TRY(connection.query(std::string(terms_columns) + "id = $1", {number}));
  if (TRY(rows.next())) return read_terms(rows);
  return bad_change("number",
                    "There is no text of terms of reference " + std::to_string(number) + ".");
}

base::Result<TermsNames> terms_names(sql::Connection& connection, const Body& body, base::Date on) {
  TermsNames names;
  names.body = body.name;
  if (body.parent.known()) {
    names.parent = TRY(name_of(connection, Place{PlaceKind::Body, body.parent.value}));
  }
  // The group or authority that the place is of, the nearest first.
  for (const guard::Unit& unit : TRY(path_of(connection, body.place, on))) {
    const bool owns =
        unit.kind == guard::UnitKind::Group || unit.kind == guard::UnitKind::Authority;
    if (owns && names.owner.empty()) names.owner = unit.name;
  }
  return names;
}

base::Result<Written> write_terms(sql::Connection& connection, const Change& change, BodyId body,
                                  const TermsWriter& by) {
  TRY(check_seen(change, TRY(terms_of(connection, body))));
  const std::string text = tidy_terms(change.word("text"));
  if (text.empty()) return bad_change("text", "Nothing is written there.");
  if (change.meeting != 0) {
    const std::int64_t known =
        TRY(connection.integer("SELECT count(*) FROM meeting WHERE id = $1", {change.meeting}));
    if (known == 0) {
      return base::make_error("meeting_not_found",
                              "There is no meeting number " + std::to_string(change.meeting) + ".",
                              "meeting");
    }
  }
  Written made;
  made.number = TRY(connection.integer(
      "INSERT INTO terms_text (body_id, from_on, adopted_by, meeting_id, why, content, actor, "
      "made_at, withdrawn) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0) RETURNING id",
      {body, change.period.from(), change.word("adopted"), change.meeting, change.word("why"), text,
       by.name, by.now_s}));
  made.what = "Terms of reference of " +
              TRY(name_of(connection, Place{PlaceKind::Body, body.value})) +
              ", adopted by: " + change.word("adopted") + ". They hold from " +
              change.period.from().long_form() + " on.";
  return made;
}

base::Result<Written> withdraw_terms(sql::Connection& connection, const TermsVersion& version) {
  const std::int64_t rows = TRY(connection.run(
      "UPDATE terms_text SET withdrawn = 1 WHERE id = $1 AND withdrawn = 0", {version.number}));
  if (rows == 0) {
    return base::make_error("governance_conflict",
                            "It was withdrawn meanwhile, so nothing was saved.", "number");
  }
  Written made;
  made.number = version.number;
  made.before = guard::Values().add("from", version.from.iso()).json();
  made.what = "The text of terms of reference from " + version.from.long_form() +
              " was entered by mistake.";
  return made;
}

}  // namespace governance
