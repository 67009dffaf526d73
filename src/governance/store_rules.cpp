// Rules that are shipped, texts of our own, and what single bodies have of theirs.
#include "governance/store_rules.hpp"

#include "access/values.hpp"

namespace governance {

namespace {

constexpr std::string_view override_columns =
    "o.id, o.rule, o.content, o.why, o.source, o.from_on, o.until_on";

RuleOverride read_override(const sql::Rows& rows) {
  return {rows.integer(0),           std::string(rows.text(1)),
          std::string(rows.text(2)), std::string(rows.text(3)),
          std::string(rows.text(4)), base::Period(rows.date(5), rows.date(6))};
}

// There are few, so that all of them are read.
base::Status add_overrides(sql::Connection& connection, RuleBook& book) {
  sql::Rows rows = TRY(connection.query(
      "SELECT " + std::string(override_columns) +
      ", b.id, b.kind, b.rule_set FROM rule_override o JOIN body b ON b.id = o.body_id WHERE "
      "o.withdrawn = 0 ORDER BY b.id, o.id"));
  Body body;
  std::vector<RuleOverride> own;
  while (TRY(rows.next())) {
    if (rows.id<Body>(7) != body.id) {
      if (!own.empty()) book.add_own(body, own);
      own.clear();
      body.id = rows.id<Body>(7);
      body.kind = body_kind_of(rows.text(8)).value_or(BodyKind::Committee);
      body.rule_set = rows.text(9);
    }
    own.push_back(read_override(rows));
  }
  if (!own.empty()) book.add_own(body, own);
  return {};
}

}  // namespace

base::Result<RuleBook> rules_with(sql::Connection& connection, const std::string& own) {
  RuleBook book = shipped_rules();
  if (!own.empty()) book.add(TRY(read_rules(own)));
  TRY(add_overrides(connection, book));
  return book;
}

base::Result<RuleBook> rules_in_force(sql::Connection& connection) {
  return rules_with(connection, TRY(own_text(connection, rules_kind)).content);
}

base::Result<std::vector<RuleOverride>> overrides_of(sql::Connection& connection, BodyId body) {
  sql::Rows rows = TRY(connection.query(
      "SELECT " + std::string(override_columns) +
          " FROM rule_override o WHERE o.body_id = $1 AND o.withdrawn = 0 ORDER BY o.id DESC",
      {body}));
  std::vector<RuleOverride> found;
  while (TRY(rows.next())) found.push_back(read_override(rows));
  return found;
}

base::Result<OverrideRow> override_row(sql::Connection& connection, std::int64_t number) {
  sql::Rows rows = TRY(
      connection.query("SELECT " + std::string(override_columns) +
                           ", o.body_id FROM rule_override o WHERE o.id = $1 AND o.withdrawn = 0",
                       {number}));
  if (TRY(rows.next())) return OverrideRow{rows.id<Body>(7), read_override(rows)};
  return bad_change("number",
                    "There is no rule of one body numbered " + std::to_string(number) + ".");
}

base::Result<Written> write_override(sql::Connection& connection, const Change& change, BodyId body,
                                     const RuleOverride& before, std::int64_t now_s) {
  Written made;
  if (change.kind == ChangeKind::Override) {
    const RuleOverride own = override_of(change);
    made.number = TRY(connection.integer(
        "INSERT INTO rule_override (body_id, rule, content, why, source, from_on, until_on, "
        "made_at, withdrawn) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0) RETURNING id",
        {body, own.rule, own.content, own.why, own.source, own.period.from(), own.period.until(),
         now_s}));
    made.what =
        "Of this body alone: " + own.rule + ", " + own.content + ", " + own.period.describe() + ".";
    return made;
  }
  const bool withdrawn = change.kind == ChangeKind::WithdrawOverride;
  const std::int64_t rows =
      withdrawn
          ? TRY(connection.run("UPDATE rule_override SET withdrawn = 1 WHERE id = $1 AND "
                               "withdrawn = 0",
                               {change.number}))
          : TRY(connection.run("UPDATE rule_override SET until_on = $2 WHERE id = $1 AND "
                               "withdrawn = 0 AND until_on = $3",
                               {change.number, change.period.until(), before.period.until()}));
  if (rows == 0) {
    return base::make_error("governance_conflict",
                            "It was ended or withdrawn meanwhile, so nothing was saved.", "number");
  }
  made.number = change.number;
  made.before = guard::Values().add("until", before.period.until().iso()).json();
  made.what = before.rule + ", " + before.content +
              (withdrawn ? " was never of this body alone."
                         : " is no longer of this body alone "
                           "from " +
                               change.period.until().long_form() + " on.");
  return made;
}

base::Status save_rules(sql::Connection& connection, const std::string& content,
                        std::int64_t seen_version, const Writing& writing) {
  TRY(read_rules(content));
  return save_own_text(connection, rules_kind, content, seen_version, writing);
}

}  // namespace governance
