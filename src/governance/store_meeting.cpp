// A meeting is written to by one change at a time: each counts its version up.
#include "governance/store_meeting.hpp"

#include <algorithm>

#include "access/secrets.hpp"
#include "access/values.hpp"
#include "base/check.hpp"
#include "base/text.hpp"
#include "governance/calendar.hpp"
#include "governance/store_agenda.hpp"
#include "governance/store_facts.hpp"
#include "governance/store_interest.hpp"
#include "governance/store_names.hpp"
#include "governance/store_rules.hpp"

namespace governance {

namespace {

using base::Date;

base::Error meeting_not_found(std::int64_t id) {
  return base::make_error("meeting_not_found",
                          "There is no meeting number " + std::to_string(id) + ".", "meeting");
}

constexpr std::string_view meeting_columns =
    "id, version, body_id, held_on, starts, place, state, seal, approved_on, lasts_min, template, "
    "seal_2";

Meeting read_meeting(const sql::Rows& rows) {
  Meeting meeting;
  meeting.id = rows.id<Meeting>(0);
  meeting.version = rows.integer(1);
  meeting.body = rows.id<Body>(2);
  meeting.on = rows.date(3);
  meeting.starts = rows.text(4);
  meeting.place = rows.text(5);
  const auto state = meeting_state_of(rows.text(6));
  CHECK(state.has_value());
  meeting.state = *state;
  meeting.seal = rows.text(7);
  if (rows.date(8) != Date::distant_future()) meeting.approved = rows.date(8);
  meeting.lasts_min = static_cast<int>(rows.integer(9));
  meeting.template_code = rows.text(10);
  meeting.seal_2 = rows.text(11);
  return meeting;
}

base::Result<Meeting> meeting_row(sql::Connection& connection, MeetingId id) {
  sql::Rows rows = TRY(connection.query(
      "SELECT " + std::string(meeting_columns) + " FROM meeting WHERE id = $1", {id}));
  if (!TRY(rows.next())) return meeting_not_found(id.value);
  return read_meeting(rows);
}

// Of a query with the columns present to by_casting from the ninth on.
ItemResult read_result(const sql::Rows& rows, Decided decided) {
  const auto count = [&](int column) { return static_cast<int>(rows.integer(column)); };
  ItemResult result{{count(8), count(9)}, {}};
  result.tally.decided = decided;
  result.tally.votes_for = count(10);
  result.tally.votes_against = count(11);
  result.tally.abstained = count(12);
  result.tally.by_casting = rows.integer(13) != 0;
  return result;
}

base::Status read_items(sql::Connection& connection, MeetingRecord& record) {
  sql::Rows rows = TRY(connection.query(
      "SELECT id, position, title, motion, notes, needs, casting, decided, present, needed, "
      "votes_for, votes_against, abstained, by_casting, lead_id, starts, confidential, source FROM "
      "agenda_item WHERE meeting_id = $1 AND dropped = 0 ORDER BY position",
      {record.meeting.id}));
  while (TRY(rows.next())) {
    Item item;
    item.id = rows.id<Item>(0);
    item.position = static_cast<int>(rows.integer(1));
    item.title = rows.text(2);
    item.motion = rows.text(3);
    item.notes = rows.text(4);
    item.needs = read_part(rows.text(5));
    item.casting = choice_of(rows.text(6));
    if (const auto decided = decided_of(rows.text(7))) item.sealed = read_result(rows, *decided);
    item.lead = rows.id<Person>(14);
    item.starts = rows.text(15);
    item.confidential = rows.integer(16) != 0;
    item.source = rows.text(17);
    record.items.push_back(std::move(item));
  }
  return {};
}

base::Status read_people(sql::Connection& connection, MeetingRecord& record) {
  sql::Rows there = TRY(connection.query(
      "SELECT person_id, presence, from_item, until_item FROM attendance WHERE meeting_id = $1 "
      "ORDER BY person_id",
      {record.meeting.id}));
  while (TRY(there.next())) {
    record.attendance.push_back(
        {there.id<Person>(0), presence_of(there.text(1)).value_or(Presence::Absent),
         static_cast<int>(there.integer(2)), static_cast<int>(there.integer(3))});
  }
  sql::Rows withdrew = TRY(connection.query(
      "SELECT w.item_id, w.person_id, w.why FROM withdrawal w JOIN agenda_item i ON i.id = "
      "w.item_id WHERE i.meeting_id = $1 ORDER BY w.item_id, w.person_id",
      {record.meeting.id}));
  while (TRY(withdrew.next())) {
    record.withdrawals.push_back(
        {withdrew.id<Item>(0), withdrew.id<Person>(1), std::string(withdrew.text(2))});
  }
  record.interests = TRY(interests_declared(connection, record.meeting.id));
  sql::Rows proxies = TRY(connection.query(
      "SELECT person_id, holder_id FROM proxy WHERE meeting_id = $1 ORDER BY person_id",
      {record.meeting.id}));
  while (TRY(proxies.next())) {
    record.proxies.push_back({proxies.id<Person>(0), proxies.id<Person>(1)});
  }
  sql::Rows votes = TRY(connection.query(
      "SELECT v.item_id, v.person_id, v.choice FROM vote v JOIN agenda_item i ON i.id = v.item_id "
      "WHERE i.meeting_id = $1 ORDER BY v.item_id, v.person_id",
      {record.meeting.id}));
  while (TRY(votes.next())) {
    record.votes.push_back({votes.id<Item>(0), votes.id<Person>(1),
                            choice_of(votes.text(2)).value_or(Choice::Abstain)});
  }
  return {};
}

Action read_action(const sql::Rows& rows) {
  Action action{rows.integer(0),    rows.id<Meeting>(1), std::string(rows.text(2)),
                rows.id<Person>(3), rows.date(4),        {}};
  if (rows.date(5) != Date::distant_future()) action.done = rows.date(5);
  action.item = rows.id<Item>(6);
  action.confidential = rows.integer(7) != 0;
  return action;
}

// Of a confidential item it is confidential, whatever was said when it was noted.
constexpr std::string_view action_columns =
    "a.id, a.meeting_id, a.what, a.person_id, a.due_on, a.done_on, a.item_id, CASE WHEN "
    "a.confidential = 1 OR EXISTS (SELECT 1 FROM agenda_item i WHERE i.id = a.item_id AND "
    "i.confidential = 1) THEN 1 ELSE 0 END";

class Recorder {
 public:
  Recorder(sql::Connection& connection, const Change& change, const OfMeeting& of, PersonId person,
           PersonId holder, const RuleBook& book, const Moment& now)
      : connection_(connection),
        change_(change),
        of_(of),
        person_(person),
        holder_(holder),
        book_(book),
        now_s_(now.now_s),
        today_(now.today) {}

  base::Result<Written> write() {
    Written made;
    made.what = TRY(write(made.number));
    made.before = before_.json();
    return made;
  }

 private:
  base::Result<std::string> write(std::int64_t& number) {
    if (change_.kind == ChangeKind::PlanMeeting) return plan(number);
    const Meeting meeting = TRY(meeting_row(connection_, of_.meeting));
    number = meeting.id.value;
    TRY(open_for(meeting));
    const std::int64_t rows = TRY(connection_.run(
        "UPDATE meeting SET version = version + 1 WHERE id = $1 AND ($2 = 0 OR version = $2)",
        {meeting.id, change_.seen}));
    if (rows == 0) {
      return base::make_error("governance_conflict",
                              "Somebody recorded something of this meeting meanwhile (version " +
                                  std::to_string(meeting.version) +
                                  "), so nothing was saved. Look at it, then make your change "
                                  "again.",
                              "seen");
    }
    return record(meeting, number);
  }

  base::Result<std::string> plan(std::int64_t& number) {
    const Body body = TRY(body_row(connection_, of_.body));
    if (!body.period.contains(*change_.on)) {
      return bad_change("on", body.name + " is not in being on that day.");
    }
    TRY(not_planned_yet(body));
    number = TRY(connection_.integer(
        "INSERT INTO meeting (version, body_id, held_on, starts, place, state, seal, minutes, "
        "approved_on, made_at, lasts_min, template) VALUES (1, $1, $2, $3, $4, 'planned', '', '', "
        "$5, $6, $7, $8) RETURNING id",
        {body.id, *change_.on, change_.word("starts"), change_.word("place"),
         Date::distant_future(), now_s_, change_.lasts_min, change_.word("template")}));
    return body.name + " meets on " + change_.on->long_form() + ".";
  }

  // Each meeting of a template once in a school year, whoever else plans at the same moment.
  base::Status not_planned_yet(const Body& body) {
    const std::string& code = change_.word("template");
    if (code.empty()) return {};
    const base::Period year = base::academic_year(school_year(*change_.on));
    sql::Rows rows = TRY(connection_.query(
        "SELECT held_on FROM meeting WHERE body_id = $1 AND template = $2 AND state <> 'cancelled' "
        "AND held_on >= $3 AND held_on < $4",
        {body.id, code, year.from(), year.until()}));
    if (!TRY(rows.next())) return {};
    return base::make_error("governance_conflict",
                            "\"" + code + "\" of " + body.name + " is planned already, for " +
                                rows.date(0).long_form() +
                                ", so nothing was saved. Look at the year as it is now.",
                            "template");
  }

  // What is closed takes corrections and ends of actions alone.
  base::Status open_for(const Meeting& meeting) const {
    const bool sealed = meeting.state == MeetingState::Sealed;
    const bool after = change_.kind == ChangeKind::Correct ||
                       change_.kind == ChangeKind::FinishAction ||
                       change_.kind == ChangeKind::AddAction;
    if (change_.kind == ChangeKind::Correct && !sealed) {
      return bad_change("meeting", "Its minutes are not approved yet: mend what was recorded.");
    }
    if (meeting.state == MeetingState::Cancelled || (sealed && !after)) {
      return base::make_error("meeting_closed",
                              sealed ? "Its minutes are approved; note a correction of them."
                                     : "The meeting was cancelled; plan another.",
                              "meeting");
    }
    return {};
  }

  base::Result<std::string> record(const Meeting& meeting, std::int64_t& number) {
    if (is_of_agenda(change_.kind)) {
      return write_agenda(connection_, change_, meeting, holder_, now_s_);
    }
    switch (change_.kind) {
      case ChangeKind::CancelMeeting:
        TRY(state(meeting, MeetingState::Cancelled));
        return "The meeting of " + meeting.on.long_form() + " is cancelled.";
      case ChangeKind::Hold:
        if (meeting.on > today_) {
          return bad_change("meeting",
                            "It is planned for " + meeting.on.long_form() + ", which is to come.");
        }
        TRY(state(meeting, MeetingState::Held));
        return "The meeting of " + meeting.on.long_form() + " was held.";
      case ChangeKind::AddItem: return add_item(meeting, number);
      case ChangeKind::Attend: return attend(meeting);
      case ChangeKind::GiveProxy:
        TRY(
            connection_.run("INSERT INTO proxy (meeting_id, person_id, holder_id) VALUES ($1, $2, "
                            "$3) ON CONFLICT (meeting_id, person_id) DO UPDATE SET holder_id = "
                            "excluded.holder_id",
                            {meeting.id, person_, holder_}));
        return TRY(name_of(connection_, person_)) + " gave a proxy to " +
               TRY(name_of(connection_, holder_)) + ".";
      case ChangeKind::Approve: return approve(meeting);
      case ChangeKind::Correct:
        number = TRY(connection_.integer(
            "INSERT INTO minutes_correction (meeting_id, content, made_at, confidential) VALUES "
            "($1, $2, $3, $4) RETURNING id",
            {meeting.id, change_.word("text"), now_s_, TRY(confidential(meeting)) ? 1 : 0}));
        return std::string("A correction of the minutes is noted.");
      case ChangeKind::AddAction:
        number = TRY(connection_.integer(
            "INSERT INTO meeting_action (meeting_id, what, person_id, due_on, done_on, made_at, "
            "item_id, confidential) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
            {meeting.id, change_.word("what"), person_, *change_.due, Date::distant_future(),
             now_s_, change_.item, TRY(confidential(meeting)) ? 1 : 0}));
        return TRY(name_of(connection_, person_)) + " is to do by " + change_.due->long_form() +
               ": " + change_.word("what") + ".";
      case ChangeKind::FinishAction:
        TRY(connection_.run("UPDATE meeting_action SET done_on = $2 WHERE id = $1",
                            {change_.number, *change_.on}));
        return "Done on " + change_.on->long_form() + ".";
      default: return of_item(meeting);
    }
  }

  // Where the agenda has confidential items it must be said, so that nothing of them gets into what
  // everybody reads by being forgotten.
  base::Result<bool> confidential(const Meeting& meeting) {
    const std::string& said = change_.word("confidential");
    if (!said.empty() || change_.item != 0) return said == "yes";
    const std::int64_t items = TRY(connection_.integer(
        "SELECT count(*) FROM agenda_item WHERE meeting_id = $1 AND dropped = 0 AND confidential = "
        "1",
        {meeting.id}));
    if (items == 0) return false;
    return bad_change("confidential",
                      "The agenda has confidential items: say whether this is confidential too, "
                      "yes or no.");
  }

  base::Status state(const Meeting& meeting, MeetingState state) {
    before_.add("state", code_of(meeting.state));
    TRY(connection_.run("UPDATE meeting SET state = $2 WHERE id = $1",
                        {meeting.id, code_of(state)}));
    return {};
  }

  base::Result<std::string> add_item(const Meeting& meeting, std::int64_t& number) {
    const std::int64_t last = TRY(connection_.integer(
        "SELECT coalesce(max(position), 0) FROM agenda_item WHERE meeting_id = $1 AND dropped = 0",
        {meeting.id}));
    number = TRY(connection_.integer(
        "INSERT INTO agenda_item (meeting_id, position, title, motion, notes, needs, casting, "
        "decided, present, needed, votes_for, votes_against, abstained, by_casting, lead_id, "
        "starts, confidential, source) VALUES ($1, $2, $3, $4, '', $5, '', '', 0, 0, 0, 0, 0, 0, "
        "$6, $7, $8, $9) RETURNING id",
        {meeting.id, last + 1, change_.word("title"), change_.word("motion"), change_.word("needs"),
         holder_, change_.word("starts"), change_.word("confidential") == "yes" ? 1 : 0,
         change_.word("source")}));
    return "Item " + std::to_string(last + 1) + ": " + change_.word("title") + ".";
  }

  base::Result<std::string> attend(const Meeting& meeting) {
    if (change_.left != 0 && change_.left <= change_.arrived) {
      return bad_change("left", "They would leave before they came.");
    }
    TRY(remember("status",
                 "SELECT presence FROM attendance WHERE meeting_id = $1 AND person_id = $2",
                 meeting.id.value));
    TRY(connection_.run(
        "INSERT INTO attendance (meeting_id, person_id, presence, from_item, until_item) VALUES "
        "($1, $2, $3, $4, $5) ON CONFLICT (meeting_id, person_id) DO UPDATE SET presence = "
        "excluded.presence, from_item = excluded.from_item, until_item = excluded.until_item",
        {meeting.id, person_, change_.word("status"), change_.arrived, change_.left}));
    return TRY(name_of(connection_, person_)) + ": " + change_.word("status") + ".";
  }

  base::Result<std::string> of_item(const Meeting& meeting) {
    const ItemId item{change_.item};
    switch (change_.kind) {
      case ChangeKind::Withdraw:
        TRY(
            connection_.run("INSERT INTO withdrawal (item_id, person_id, why) VALUES ($1, $2, $3) "
                            "ON CONFLICT (item_id, person_id) DO UPDATE SET why = excluded.why",
                            {item, person_, change_.word("why")}));
        return TRY(name_of(connection_, person_)) + " withdrew from the item.";
      case ChangeKind::DeclareAt:
        if (change_.number != 0) TRY(sits(meeting));
        return declare_at(connection_, change_, person_, meeting.on);
      case ChangeKind::CastVote:
        TRY(remember("choice", "SELECT choice FROM vote WHERE item_id = $1 AND person_id = $2",
                     item.value));
        TRY(
            connection_.run("INSERT INTO vote (item_id, person_id, choice) VALUES ($1, $2, $3) ON "
                            "CONFLICT (item_id, person_id) DO UPDATE SET choice = excluded.choice",
                            {item, person_, change_.word("choice")}));
        return TRY(name_of(connection_, person_)) + " voted: " + change_.word("choice") + ".";
      case ChangeKind::CastingVote:
        if (change_.word("choice") == "abstain") {
          return bad_change("choice", "A casting vote is for or against.");
        }
        TRY(connection_.run("UPDATE agenda_item SET casting = $2 WHERE id = $1",
                            {item, change_.word("choice")}));
        return "The chair's casting vote: " + change_.word("choice") + ".";
      default:
        TRY(connection_.run("UPDATE agenda_item SET notes = $2 WHERE id = $1",
                            {item, change_.word("text")}));
        return "Noted for the minutes of " + meeting.on.long_form() + ".";
    }
  }

  // Interests are told of who sits; of others by who declares them, in words.
  base::Status sits(const Meeting& meeting) const {
    const Facts facts = TRY(facts_of_body(connection_, meeting.body));
    const auto members = composition(facts, book_, *facts.body(meeting.body), meeting.on).members;
    if (std::ranges::find(members, person_) != members.end()) return {};
    return bad_change("number", "They do not sit on this body: say the interest in words.");
  }

  // The minutes as they are now are kept with their hash, and never change again.
  base::Result<std::string> approve(const Meeting& meeting) {
    if (meeting.state != MeetingState::Held) {
      return bad_change("meeting", "Say first that the meeting was held.");
    }
    if (*change_.on < meeting.on) return bad_change("on", "That is before the meeting itself.");
    const MeetingRecord record = TRY(meeting_record(connection_, meeting.id));
    const Facts facts = TRY(facts_of_meetings(connection_, meeting.body, {&record, 1}));
    const Body& body = *facts.body(meeting.body);
    const Office* held =
        facts.holder(OfficeKind::Chair, {PlaceKind::Body, body.id.value}, meeting.on);
    const PersonId chair = held ? held->person : PersonId{};
    const Composition made = composition(facts, book_, body, meeting.on);
    for (const Item& item : record.items) {
      const ItemResult result = result_of(made, record, item, chair);
      TRY(connection_.run(
          "UPDATE agenda_item SET decided = $2, present = $3, needed = $4, votes_for = $5, "
          "votes_against = $6, abstained = $7, by_casting = $8 WHERE id = $1",
          {item.id, code_of(result.tally.decided), result.quorum.present, result.quorum.needed,
           result.tally.votes_for, result.tally.votes_against, result.tally.abstained,
           result.tally.by_casting ? 1 : 0}));
    }
    const std::string minutes = minutes_text(facts, body, made, record, chair);
    const std::string part_2 =
        minutes_text(facts, body, made, record, chair, MinutesPart::Confidential);
    TRY(connection_.run(
        "UPDATE meeting SET state = 'sealed', seal = $2, minutes = $3, approved_on = $4, seal_2 = "
        "$5, minutes_2 = $6 WHERE id = $1",
        {meeting.id, guard::sha256(minutes), minutes, *change_.on,
         part_2.empty() ? std::string() : guard::sha256(part_2), part_2}));
    return "The minutes of " + meeting.on.long_form() + " were approved on " +
           change_.on->long_form() + " and are sealed.";
  }

  // What stood there, for the trail.
  base::Status remember(std::string_view name, const std::string& query, std::int64_t of) {
    const std::string was = TRY(connection_.text(query, {of, person_}));
    if (!was.empty()) before_.add(name, was);
    return {};
  }

  sql::Connection& connection_;
  const Change& change_;
  const OfMeeting& of_;
  PersonId person_;
  PersonId holder_;
  const RuleBook& book_;
  std::int64_t now_s_;
  Date today_;
  guard::Values before_;
};

}  // namespace

base::Result<MeetingRecord> meeting_record(sql::Connection& connection, MeetingId id) {
  MeetingRecord record;
  record.meeting = TRY(meeting_row(connection, id));
  TRY(read_items(connection, record));
  TRY(read_people(connection, record));
  sql::Rows actions = TRY(connection.query("SELECT " + std::string(action_columns) +
                                               " FROM meeting_action a WHERE a.meeting_id = $1 "
                                               "ORDER BY a.due_on, a.id",
                                           {id}));
  while (TRY(actions.next())) record.actions.push_back(read_action(actions));
  sql::Rows corrections = TRY(connection.query(
      "SELECT content, made_at, confidential FROM minutes_correction WHERE meeting_id = $1 ORDER "
      "BY id",
      {id}));
  while (TRY(corrections.next())) {
    record.corrections.push_back(
        {std::string(corrections.text(0)), corrections.integer(1), corrections.integer(2) != 0});
  }
  sql::Rows invited = TRY(connection.query(
      "SELECT sent_on, agenda_version FROM invitation WHERE meeting_id = $1 ORDER BY sent_on, id",
      {id}));
  while (TRY(invited.next())) {
    record.invitations.push_back({invited.date(0), invited.integer(1)});
  }
  return record;
}

base::Result<Facts> facts_of_meetings(sql::Connection& connection, BodyId body,
                                      std::span<const MeetingRecord> records) {
  Facts facts = TRY(facts_of_body(connection, body));
  std::vector<PersonId> unknown;
  const auto take = [&](PersonId person) {
    if (person.known() && !facts.person(person)) unknown.push_back(person);
  };
  for (const MeetingRecord& record : records) {
    for (const Item& each : record.items) take(each.lead);
    for (const Attendance& each : record.attendance) take(each.person);
    for (const Withdrawal& each : record.withdrawals) take(each.person);
    for (const DeclaredInterest& each : record.interests) take(each.person);
    for (const Vote& each : record.votes) take(each.person);
    for (const Action& each : record.actions) take(each.person);
    for (const Proxy& each : record.proxies) {
      take(each.person);
      take(each.holder);
    }
  }
  if (unknown.empty()) return facts;
  sql::Rows rows =
      TRY(connection.query("SELECT id, name FROM person WHERE id IN " + number_list(unknown)));
  while (TRY(rows.next())) {
    facts.people.push_back({rows.id<Person>(0), std::string(rows.text(1))});
  }
  facts.index();
  return facts;
}

base::Result<std::vector<Meeting>> meetings_of(sql::Connection& connection, BodyId body) {
  sql::Rows rows = TRY(connection.query("SELECT " + std::string(meeting_columns) +
                                            " FROM meeting WHERE body_id = $1 ORDER BY held_on "
                                            "DESC, id DESC",
                                        {body}));
  std::vector<Meeting> found;
  while (TRY(rows.next())) found.push_back(read_meeting(rows));
  return found;
}

base::Result<std::string> sealed_minutes(sql::Connection& connection, MeetingId id,
                                         MinutesPart part) {
  TRY(meeting_row(connection, id));
  return part == MinutesPart::Open
             ? connection.text("SELECT minutes FROM meeting WHERE id = $1", {id})
             : connection.text("SELECT minutes_2 FROM meeting WHERE id = $1", {id});
}

base::Result<std::vector<MotionRow>> motions(sql::Connection& connection, const std::string& words,
                                             int limit) {
  sql::Rows rows = TRY(connection.query(
      "SELECT m.id, m.body_id, b.name, m.held_on, i.id, i.title, i.motion, i.decided, i.present, "
      "i.needed, i.votes_for, i.votes_against, i.abstained, i.by_casting FROM agenda_item i JOIN "
      "meeting m ON m.id = i.meeting_id JOIN body b ON b.id = m.body_id WHERE i.motion <> '' AND "
      "m.state = 'sealed' AND i.dropped = 0 AND i.confidential = 0 ORDER BY m.held_on DESC, m.id "
      "DESC, i.position"));
  const std::string folded = base::fold(words);
  std::vector<MotionRow> found;
  while (static_cast<int>(found.size()) < limit && TRY(rows.next())) {
    const auto decided = decided_of(rows.text(7));
    CHECK(decided.has_value());
    MotionRow row{rows.id<Meeting>(0),       rows.id<Body>(1),
                  std::string(rows.text(2)), rows.date(3),
                  rows.id<Item>(4),          std::string(rows.text(5)),
                  std::string(rows.text(6)), read_result(rows, *decided)};
    const std::string all = base::fold(row.body_name + " " + row.title + " " + row.motion);
    bool meant = true;
    for (const std::string_view word : base::split(folded, ' ')) {
      meant = meant && all.find(word) != std::string::npos;
    }
    if (meant) found.push_back(std::move(row));
  }
  return found;
}

base::Result<std::optional<PutMotion>> motion_at(sql::Connection& connection, ItemId item) {
  const std::int64_t id = TRY(connection.integer(
      "SELECT meeting_id FROM agenda_item WHERE id = $1 AND dropped = 0", {item}));
  if (id == 0) return std::optional<PutMotion>();
  const MeetingRecord record = TRY(meeting_record(connection, MeetingId{id}));
  const Facts facts = TRY(facts_of_body(connection, record.meeting.body));
  const RuleBook book = TRY(rules_in_force(connection));
  const Body& body = *facts.body(record.meeting.body);
  const Item& put = *record.item(item);
  const Office* chair =
      facts.holder(OfficeKind::Chair, {PlaceKind::Body, body.id.value}, record.meeting.on);
  const Composition made = composition(facts, book, body, record.meeting.on);
  const ItemResult result = result_of(made, record, put, chair ? chair->person : PersonId{});
  return std::optional(PutMotion{record.meeting, body.place, result});
}

base::Result<std::vector<MotionRow>> carried_motions(sql::Connection& connection,
                                                     const Place& place, Date since) {
  sql::Rows rows = TRY(connection.query(
      "SELECT m.id, m.body_id, b.name, m.held_on, i.id, i.title, i.motion FROM agenda_item i JOIN "
      "meeting m ON m.id = i.meeting_id JOIN body b ON b.id = m.body_id WHERE b.place_kind = $1 "
      "AND b.place_id = $2 AND m.held_on >= $3 AND i.motion <> '' AND i.dropped = 0 AND "
      "i.confidential = 0 AND m.state IN ('held', 'sealed') ORDER BY m.held_on DESC, m.id DESC, "
      "i.position",
      {code_of(place.kind), place.id, since}));
  std::vector<MotionRow> put;
  while (TRY(rows.next())) {
    put.push_back({rows.id<Meeting>(0),
                   rows.id<Body>(1),
                   std::string(rows.text(2)),
                   rows.date(3),
                   rows.id<Item>(4),
                   std::string(rows.text(5)),
                   std::string(rows.text(6)),
                   {}});
  }
  std::vector<MotionRow> carried;
  for (MotionRow& row : put) {
    const auto motion = TRY(motion_at(connection, row.item));
    CHECK(motion.has_value());
    row.result = motion->result;
    if (row.result.tally.decided == Decided::Carried) carried.push_back(std::move(row));
  }
  return carried;
}

base::Result<std::vector<ActionRow>> open_actions(sql::Connection& connection, BodyId body) {
  sql::Rows rows = TRY(connection.query(
      "SELECT " + std::string(action_columns) +
          ", p.name FROM meeting_action a JOIN meeting m ON m.id = a.meeting_id JOIN person p ON "
          "p.id = a.person_id WHERE a.done_on = $2 AND m.body_id = $1 ORDER BY a.due_on, a.id",
      {body, Date::distant_future()}));
  std::vector<ActionRow> found;
  while (TRY(rows.next())) found.push_back({read_action(rows), std::string(rows.text(8))});
  return found;
}

base::Result<OfMeeting> meeting_named(sql::Connection& connection, const Change& change) {
  std::int64_t id = change.meeting;
  if (change.item != 0) {
    id = TRY(connection.integer("SELECT meeting_id FROM agenda_item WHERE id = $1 AND dropped = 0",
                                {change.item}));
    if (id == 0)
      return bad_change("item", "There is no item number " + std::to_string(change.item) + ".");
    if (change.meeting != 0 && change.meeting != id) {
      return bad_change("item", "Item number " + std::to_string(change.item) +
                                    " is on the agenda of another meeting.");
    }
  } else if (change.kind == ChangeKind::FinishAction) {
    id = TRY(
        connection.integer("SELECT meeting_id FROM meeting_action WHERE id = $1", {change.number}));
    if (id == 0) {
      return bad_change("number",
                        "There is no action number " + std::to_string(change.number) + ".");
    }
  }
  const Meeting meeting = TRY(meeting_row(connection, MeetingId{id}));
  return OfMeeting{meeting.id, meeting.body};
}

base::Result<Written> write_meeting(sql::Connection& connection, const Change& change,
                                    const OfMeeting& of, PersonId person, PersonId holder,
                                    const RuleBook& book, const Moment& now) {
  return Recorder(connection, change, of, person, holder, book, now).write();
}

}  // namespace governance
