// A secret has 256 bits, so a plain hash of it may be kept (access/secrets.hpp).
#include "governance/store_feed.hpp"
#include "governance/store_rules.hpp"

#include <algorithm>

#include "access/secrets.hpp"
#include "access/store_audit.hpp"
#include "access/values.hpp"
#include "governance/store_facts.hpp"
#include "governance/store_meeting.hpp"
#include "governance/store_names.hpp"
#include "governance/store_year.hpp"

namespace governance {

namespace {

constexpr int feeds_max = 20;  // of one account

base::Error feed_not_found() {
  return base::make_error("feed_not_found",
                          "This calendar is not there: its address is wrong, or it was revoked.");
}

base::Result<std::string> name_of_feed(sql::Connection& connection, bool of_person,
                                       std::int64_t of) {
  if (of_person) return TRY(person_row(connection, PersonId{of})).name;
  return TRY(body_row(connection, BodyId{of})).name;
}

base::Status note(sql::Connection& connection, std::string_view what, std::int64_t id,
                  const FeedRow& feed, const Writing& writing) {
  guard::Values values;
  values.add("kind", feed.of_person ? "person" : "body");
  values.add("of", feed.of);
  TRY(guard::record(connection, {writing.by,
                                 "governance." + std::string(what),
                                 {"calendar_feed", id},
                                 "",
                                 values.json(),
                                 writing.now_s}));
  return {};
}

// Its deadlines from the last school year to the next.
void add_deadlines(const YearCalendar& calendar, const Body& body, base::Date today,
                   std::vector<IcalEvent>& into) {
  const base::Period within(today.plus_days(-366), today.plus_days(2 * 366));
  for (const DueDay& each : due_days(calendar, body.kind, within)) {
    if (!body.period.contains(each.on)) continue;
    IcalEvent event;
    event.uid = "deadline-" + each.deadline->code + "-" + each.on.iso() + "-" +
                std::to_string(body.id.value) + "@guildhall";
    event.summary = each.deadline->title;
    event.note = body.name + ". " + each.deadline->source + ". " + each.deadline->unsure;
    event.on = each.on;
    into.push_back(std::move(event));
  }
}

base::Status add_body(sql::Connection& connection, const YearCalendar& calendar, const Body& body,
                      const std::vector<base::Period>& when, base::Date today,
                      std::vector<IcalEvent>& into) {
  for (const Meeting& each : TRY(meetings_of(connection, body.id))) {
    const bool meant = std::ranges::any_of(
        when, [&](const base::Period& period) { return period.contains(each.on); });
    if (meant && each.on >= today.plus_days(-366)) into.push_back(ical_event(body.name, each));
  }
  add_deadlines(calendar, body, today, into);
  return {};
}

}  // namespace

base::Result<std::vector<FeedRow>> feeds_of(sql::Connection& connection, guard::AccountId account) {
  std::vector<FeedRow> found;
  sql::Rows rows = TRY(connection.query(
      "SELECT id, kind, of_id, made_at FROM calendar_feed WHERE account_id = $1 AND revoked_at = 0 "
      "ORDER BY id DESC",
      {account}));
  while (TRY(rows.next())) {
    found.push_back(
        {rows.integer(0), rows.text(1) == "person", rows.integer(2), "", rows.integer(3)});
  }
  for (FeedRow& each : found) each.name = TRY(name_of_feed(connection, each.of_person, each.of));
  return found;
}

base::Result<std::string> make_feed(sql::Connection& connection, bool of_person, std::int64_t of,
                                    const Writing& writing) {
  TRY(name_of_feed(connection, of_person, of));
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(guard::lock_audit(connection));
  if (TRY(feeds_of(connection, writing.by.account)).size() >= feeds_max) {
    return bad_change("of", "Twenty calendars are in use; revoke one first.");
  }
  const std::string secret = guard::random_secret();
  const std::int64_t id =
      TRY(connection.integer("INSERT INTO calendar_feed (account_id, kind, of_id, secret_hash, "
                             "made_at, revoked_at) VALUES "
                             "($1, $2, $3, $4, $5, 0) RETURNING id",
                             {writing.by.account, of_person ? "person" : "body", of,
                              guard::secret_hash(secret), writing.now_s}));
  TRY(note(connection, "calendar-made", id, {id, of_person, of, "", 0}, writing));
  TRY(transaction.commit());
  return secret;
}

base::Status revoke_feed(sql::Connection& connection, std::int64_t id, const Writing& writing) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(guard::lock_audit(connection));
  for (const FeedRow& each : TRY(feeds_of(connection, writing.by.account))) {
    if (each.id != id) continue;
    TRY(connection.run("UPDATE calendar_feed SET revoked_at = $2 WHERE id = $1",
                       {id, writing.now_s}));
    TRY(note(connection, "calendar-revoked", id, each, writing));
    return transaction.commit();
  }
  return feed_not_found();
}

base::Result<FeedRow> feed_by(sql::Connection& connection, const std::string& secret) {
  if (!guard::is_secret(secret)) return feed_not_found();
  FeedRow found;
  {
    sql::Rows rows = TRY(connection.query(
        "SELECT f.id, f.kind, f.of_id, f.made_at FROM calendar_feed f JOIN account a ON a.id = "
        "f.account_id WHERE f.secret_hash = $1 AND f.revoked_at = 0 AND a.state = 'active'",
        {guard::secret_hash(secret)}));
    if (!TRY(rows.next())) return feed_not_found();
    found = {rows.integer(0), rows.text(1) == "person", rows.integer(2), "", rows.integer(3)};
  }
  found.name = TRY(name_of_feed(connection, found.of_person, found.of));
  return found;
}

base::Result<std::vector<IcalEvent>> events_of_body(sql::Connection& connection, BodyId body,
                                                    base::Date today) {
  std::vector<IcalEvent> events;
  const Body row = TRY(body_row(connection, body));
  TRY(add_body(connection, TRY(calendar_in_force(connection)), row, {base::Period()}, today,
               events));
  return events;
}

base::Result<std::vector<IcalEvent>> events_of_person(sql::Connection& connection, PersonId person,
                                                      base::Date today) {
  const Facts facts = TRY(facts_of_person(connection, person));
  const RuleBook book = TRY(rules_in_force(connection));
  const YearCalendar calendar = TRY(calendar_in_force(connection));
  std::vector<IcalEvent> events;
  for (const Body& body : facts.bodies) {
    std::vector<base::Period> when;
    // Where they sit on the day of a meeting, or look after the body.
    for (const MeetingDay& each : facts.meetings_of(body.id)) {
      const Office* clerk = facts.holder(OfficeKind::GovernanceProfessional,
                                         {PlaceKind::Body, body.id.value}, each.on);
      const bool there = takes_part(composition(facts, book, body, each.on), person);
      if (there || (clerk && clerk->person == person)) when.push_back(base::Period::day(each.on));
    }
    const bool sits = takes_part(composition(facts, book, body, today), person);
    if (!when.empty() || sits) TRY(add_body(connection, calendar, body, when, today, events));
  }
  return events;
}

}  // namespace governance
