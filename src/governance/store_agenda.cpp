// Items that move, are reworded or taken off stay rows; what was offered keeps its source.
#include "governance/store_agenda.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "governance/calendar.hpp"
#include "governance/findings.hpp"
#include "governance/store_meeting.hpp"
#include "governance/store_year.hpp"

namespace governance {

namespace {

using base::Date;

// Once somebody was noted as there, places on the agenda mean something: "left before item 4".
base::Status not_begun(sql::Connection& connection, const Meeting& meeting) {
  const std::int64_t noted = TRY(
      connection.integer("SELECT count(*) FROM attendance WHERE meeting_id = $1", {meeting.id}));
  if (meeting.state == MeetingState::Planned && noted == 0) return {};
  return bad_change("item", "The meeting has begun: its agenda stays as it is.");
}

base::Result<std::vector<std::int64_t>> items_of(sql::Connection& connection, MeetingId meeting) {
  sql::Rows rows = TRY(connection.query(
      "SELECT id FROM agenda_item WHERE meeting_id = $1 AND dropped = 0 ORDER BY position",
      {meeting}));
  std::vector<std::int64_t> items;
  while (TRY(rows.next())) items.push_back(rows.integer(0));
  return items;
}

base::Status number_anew(sql::Connection& connection, const std::vector<std::int64_t>& items) {
  for (std::size_t at = 0; at < items.size(); ++at) {
    TRY(connection.run("UPDATE agenda_item SET position = $2 WHERE id = $1",
                       {items[at], static_cast<std::int64_t>(at + 1)}));
  }
  return {};
}

base::Result<std::string> move(sql::Connection& connection, const Change& change,
                               const Meeting& meeting) {
  std::vector<std::int64_t> items = TRY(items_of(connection, meeting.id));
  std::erase(items, change.item);
  const std::size_t to = std::min(static_cast<std::size_t>(change.to - 1), items.size());
  items.insert(items.begin() + static_cast<std::ptrdiff_t>(to), change.item);
  TRY(number_anew(connection, items));
  return "It is item " + std::to_string(to + 1) + " now.";
}

base::Result<std::string> reword(sql::Connection& connection, const Change& change, PersonId lead) {
  TRY(connection.run(
      "UPDATE agenda_item SET title = $2, motion = $3, needs = $4, lead_id = $5, starts = $6, "
      "confidential = $7 WHERE id = $1",
      {change.item, change.word("title"), change.word("motion"), change.word("needs"), lead,
       change.word("starts"), change.word("confidential") == "yes" ? 1 : 0}));
  return "The item says: " + change.word("title") + ".";
}

base::Result<std::string> drop(sql::Connection& connection, const Change& change,
                               const Meeting& meeting) {
  TRY(connection.run("UPDATE agenda_item SET dropped = 1 WHERE id = $1", {change.item}));
  TRY(number_anew(connection, TRY(items_of(connection, meeting.id))));
  return std::string("The item is off the agenda.");
}

base::Result<std::string> put_standing(sql::Connection& connection, const Change& change,
                                       const Meeting& meeting) {
  const std::string& code =
      change.word("template").empty() ? meeting.template_code : change.word("template");
  const YearCalendar calendar = TRY(calendar_in_force(connection));
  const std::vector<std::string> titles = calendar.items_of(code, meeting.on);
  if (titles.empty()) {
    return bad_change("template", code.empty() ? "The meeting was planned without a template: name "
                                                 "one, such as trust_board autumn_1."
                                               : "There are no standing items \"" + code + "\".");
  }
  std::int64_t position = static_cast<std::int64_t>(TRY(items_of(connection, meeting.id)).size());
  int put = 0;
  for (const std::string& title : titles) {
    const std::int64_t there = TRY(connection.integer(
        "SELECT count(*) FROM agenda_item WHERE meeting_id = $1 AND title = $2 AND dropped = 0",
        {meeting.id, title}));
    if (there > 0) continue;
    TRY(connection.run(
        "INSERT INTO agenda_item (meeting_id, position, title, motion, notes, needs, casting, "
        "decided, present, needed, votes_for, votes_against, abstained, by_casting, source) VALUES "
        "($1, $2, $3, '', '', '', '', '', 0, 0, 0, 0, 0, 0, $4)",
        {meeting.id, ++position, title, "standing " + code}));
    ++put;
  }
  return std::to_string(put) + (put == 1 ? " standing item is" : " standing items are") +
         " on the agenda.";
}

// The meeting before, where its minutes wait for approval.
base::Status offer_minutes(sql::Connection& connection, const Meeting& meeting,
                           std::vector<Offer>& into) {
  for (const Meeting& each : TRY(meetings_of(connection, meeting.body))) {
    if (each.on > meeting.on || each.state != MeetingState::Held || each.id == meeting.id) continue;
    const std::string day = each.on.long_form();
    into.push_back({"Minutes of " + day, "To approve the minutes of " + day,
                    "minutes of meeting " + std::to_string(each.id.value)});
  }
  return {};
}

void offer_findings(const Facts& facts, const RuleBook& book, const Meeting& meeting,
                    std::vector<Offer>& into) {
  const Body& body = *facts.body(meeting.body);
  const RuleSet* rules = book.of(body, meeting.on);
  for (const Finding& each : findings(facts, book, body, meeting.on)) {
    const bool of_seat = each.rule.starts_with("seat ");
    const std::string source =
        each.rule + (each.person.known() ? " of person " + std::to_string(each.person.value) : "");
    if (of_seat && each.kind == FindingKind::Vacancy) {
      into.push_back({"Vacancy: " + each.rule_says, "", source});
    } else if (of_seat && each.due) {
      into.push_back(
          {"Term of office: " + each.rule_says + ", " + each.due->plus_days(-1).long_form(), "",
           source});
    }
    if (!rules || each.kind != FindingKind::Overdue) continue;
    const auto rule = std::ranges::find(rules->rules, each.rule, &Rule::code);
    if (rule != rules->rules.end() && rule->kind == RuleKind::Terms) {
      into.push_back({"Terms of reference", "To agree the terms of reference", source});
    }
  }
  for (const Step& step : facts.steps_of(body.id)) {
    if (step.done || step.due > months_later(meeting.on, 3)) continue;
    into.push_back({"Plan: " + step.what + ", due on " + step.due.long_form(), "",
                    "step " + std::to_string(step.id)});
  }
}

}  // namespace

base::Result<std::string> write_agenda(sql::Connection& connection, const Change& change,
                                       const Meeting& meeting, PersonId lead, std::int64_t now_s) {
  if (change.kind == ChangeKind::Invite) {
    TRY(connection.run(
        "INSERT INTO invitation (meeting_id, sent_on, agenda_version, made_at) VALUES ($1, $2, $3, "
        "$4)",
        {meeting.id, *change.on, meeting.version, now_s}));
    return "Members were invited on " + change.on->long_form() + ".";
  }
  TRY(not_begun(connection, meeting));
  switch (change.kind) {
    case ChangeKind::MoveItem: return move(connection, change, meeting);
    case ChangeKind::RewordItem: return reword(connection, change, lead);
    case ChangeKind::DropItem: return drop(connection, change, meeting);
    default: return put_standing(connection, change, meeting);
  }
}

base::Result<std::vector<Offer>> offers(sql::Connection& connection, const MeetingRecord& record,
                                        const Facts& facts, const RuleBook& book) {
  std::vector<Offer> found;
  TRY(offer_minutes(connection, record.meeting, found));
  for (const ActionRow& each : TRY(open_actions(connection, record.meeting.body))) {
    if (each.action.meeting == record.meeting.id) continue;
    found.push_back({"Action: " + each.action.what + ", by " + each.action.due.long_form(), "",
                     "action " + std::to_string(each.action.id), each.action.confidential});
  }
  offer_findings(facts, book, record.meeting, found);
  std::vector<Offer> fresh;
  for (Offer& each : found) {
    const auto taken = [&](const auto& other) { return other.source == each.source; };
    if (std::ranges::any_of(record.items, taken) || std::ranges::any_of(fresh, taken)) continue;
    fresh.push_back(std::move(each));
  }
  return fresh;
}

}  // namespace governance
