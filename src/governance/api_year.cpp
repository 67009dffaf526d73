// Gathering a year, and writing it as text, JSON and CSV.
#include "governance/api_year.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/csv.hpp"
#include "base/text.hpp"
#include "governance/api_views.hpp"
#include "governance/calendar.hpp"
#include "governance/store_facts.hpp"
#include "governance/store_meeting.hpp"
#include "governance/store_rules.hpp"
#include "web/json.hpp"

namespace governance {

void YearPlan::check() {
  std::erase_if(days, [](const MeetingDay& each) { return each.id == 0; });
  for (const Suggested& each : suggested) {
    days.push_back({0, each.body, each.on, each.starts, each.lasts_min, false, false, {}});
  }
  found = clashes(*facts, *book, days);
}

std::vector<Objection> YearPlan::against_day(std::size_t day) const {
  std::vector<Objection> said =
      governance::against_day(*calendar, *facts, days, found, day, unnamed);
  for (Objection& each : against_elsewhere(*facts, *book, days[day], elsewhere)) {
    said.push_back(std::move(each));
  }
  return said;
}

std::vector<Objection> YearPlan::against(std::size_t suggestion) const {
  return against_day(days.size() - suggested.size() + suggestion);
}

base::Result<YearPlan> year_planned(sql::Connection& connection, registry::OrganisationId owner,
                                    int year, const Sees& sees) {
  YearPlan plan;
  plan.year = year;
  plan.owner = owner;
  plan.calendar = std::make_shared<YearCalendar>(TRY(calendar_in_force(connection)));
  plan.book = std::make_shared<RuleBook>(TRY(rules_in_force(connection)));
  const base::Period days = base::academic_year(year);
  plan.facts = std::make_shared<Facts>(TRY(facts_of_owner(connection, owner, days)));
  if (!plan.calendar->year(year)) {
    return bad_change("year", "No term dates of " + school_year_name(year) +
                                  " are known; put them into the calendar.");
  }
  for (const Body& each : plan.facts->bodies) {
    if (days_owned(*plan.facts, each, owner, days)) plan.bodies.push_back(&each);
  }
  std::ranges::sort(plan.bodies, {}, &Body::name);
  for (const MeetingDay& each : plan.facts->meetings) {
    if (days.contains(each.on)) plan.days.push_back(each);
  }
  for (const MeetingDay& each : plan.days) {
    const Body* body = plan.facts->body(each.body);
    const bool own = std::ranges::find(plan.bodies, body) != plan.bodies.end();
    if (!sees || !body || own || plan.unnamed.contains(each.body)) continue;
    if (!TRY(sees(*body))) plan.unnamed.insert(each.body);
  }
  plan.elsewhere = TRY(meetings_elsewhere(connection, *plan.facts, *plan.book, days, sees));
  plan.check();
  return plan;
}

base::Result<YearPlan> year_plan(sql::Connection& connection, registry::OrganisationId owner,
                                 int year, const std::vector<BodyId>& only, const Sees& sees) {
  YearPlan plan = TRY(year_planned(connection, owner, year, sees));
  std::vector<Body> wanted;
  for (const Body* each : plan.bodies) {
    const bool asked = only.empty() || std::ranges::find(only, each->id) != only.end();
    if (asked) wanted.push_back(*each);
  }
  plan.suggested = suggested_year(*plan.calendar, wanted, year);
  const auto taken = TRY(templates_used(connection, base::academic_year(year)));
  std::erase_if(plan.suggested, [&](const Suggested& each) {
    return !is_of(*plan.facts, *plan.facts->body(each.body), owner, each.on) ||
           std::ranges::find(taken, std::pair(each.body, each.code)) != taken.end();
  });
  plan.check();
  return plan;
}

std::vector<Change> changes_of(const std::vector<Suggested>& suggested) {
  std::vector<Change> changes;
  for (const Suggested& each : suggested) {
    base::Result<Change> change = read_change({{"change", "meeting"},
                                               {"body", std::to_string(each.body.value)},
                                               {"on", each.on.iso()},
                                               {"starts", each.starts},
                                               {"lasts", std::to_string(each.lasts_min)},
                                               {"template", each.code}});
    CHECK(change.ok());
    changes.push_back(std::move(change).value());
  }
  return changes;
}

std::string plan_text(const YearPlan& plan) {
  std::string text;
  for (std::size_t at = 0; at < plan.suggested.size(); ++at) {
    const Suggested& each = plan.suggested[at];
    text += each.on.iso() + " " + each.starts + " " + plan.facts->body(each.body)->name + " (" +
            each.code + ")\n";
    for (const Objection& said : plan.against(at)) text += "  ! " + said.sentence() + "\n";
  }
  return text.empty() ? "Nothing is left to be planned.\n" : text;
}

std::string plan_json(const YearPlan& plan) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("year", static_cast<std::int64_t>(plan.year));
  json.key("meetings");
  json.begin_array();
  for (std::size_t at = 0; at < plan.suggested.size(); ++at) {
    const Suggested& each = plan.suggested[at];
    json.begin_object();
    json.member("body", each.body.value);
    json.member("body_name", plan.facts->body(each.body)->name);
    json.member("on", each.on.iso());
    json.member("starts", each.starts);
    json.member("lasts_min", static_cast<std::int64_t>(each.lasts_min));
    json.member("template", each.code);
    json.key("against");
    json.begin_array();
    for (const Objection& said : plan.against(at)) json.value(said.sentence());
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

base::Result<AttendanceView> attendance_view(sql::Connection& connection, BodyId body, int year) {
  AttendanceView view;
  std::vector<MeetingRecord> records;
  for (const Meeting& each : TRY(meetings_of(connection, body))) {
    if (!base::academic_year(year).contains(each.on)) continue;
    records.push_back(TRY(meeting_record(connection, each.id)));
  }
  view.facts = std::make_shared<Facts>(TRY(facts_of_meetings(connection, body, records)));
  view.body = view.facts->body(body);
  view.table =
      attendance_table(*view.facts, TRY(rules_in_force(connection)), *view.body, records, year);
  return view;
}

std::string attendance_csv(const AttendanceView& view) {
  std::vector<std::string> head = {"person", "name"};
  for (const Meeting& each : view.table.meetings) head.push_back(each.on.iso());
  head.insert(head.end(), {"present", "possible"});
  std::string text = base::csv_row(head);
  for (const AttendanceRow& row : view.table.rows) {
    std::vector<std::string> cells = {std::to_string(row.person.value),
                                      view.facts->person_name(row.person)};
    cells.insert(cells.end(), row.was.begin(), row.was.end());
    cells.insert(cells.end(), {std::to_string(row.present), std::to_string(row.possible)});
    text += base::csv_row(cells);
  }
  return text;
}

std::string attendance_json(const AttendanceView& view) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("body", view.body->id.value);
  json.member("body_name", view.body->name);
  json.member("year", static_cast<std::int64_t>(view.table.year));
  json.key("meetings");
  json.begin_array();
  for (const Meeting& each : view.table.meetings) json.value(each.on.iso());
  json.end_array();
  json.key("people");
  json.begin_array();
  for (const AttendanceRow& row : view.table.rows) {
    json.begin_object();
    json.member("person", row.person.value);
    json.member("name", view.facts->person_name(row.person));
    json.key("was");
    json.begin_array();
    for (const std::string& each : row.was) json.value(each);
    json.end_array();
    json.member("present", static_cast<std::int64_t>(row.present));
    json.member("possible", static_cast<std::int64_t>(row.possible));
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

}  // namespace governance
