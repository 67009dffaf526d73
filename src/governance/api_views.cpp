// One gathering for all faces, so that none says less than another.
#include "governance/api_views.hpp"

#include <algorithm>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "governance/api_interests.hpp"
#include "governance/api_skills.hpp"
#include "governance/calendar.hpp"
#include "web/json.hpp"

namespace governance {

namespace {

using web::JsonWriter;

void write_day(JsonWriter& json, std::string_view name, base::Date day) {
  const bool open = day == base::Date::distant_past() || day == base::Date::distant_future();
  if (!open) json.member(name, day.iso());
}

void write_finding(JsonWriter& json, const Finding& finding) {
  json.begin_object();
  json.member("kind", code_of(finding.kind));
  json.member("rule", finding.rule);
  json.member("what", finding.what);
  json.member("rule_says", finding.rule_says);
  json.member("citation", finding.citation);
  json.member("mend", finding.mend);
  if (finding.due) json.member("due", finding.due->iso());
  json.end_object();
}

void write_findings(JsonWriter& json, std::string_view name, const std::vector<Finding>& all) {
  json.key(name);
  json.begin_array();
  for (const Finding& each : all) write_finding(json, each);
  json.end_array();
}

void write_seat(JsonWriter& json, const Facts& facts, const Seat& seat) {
  json.begin_object();
  json.member("seat", seat.category);
  json.member("label", seat.rule ? seat.rule->label : seat.category);
  if (seat.school != 0) json.member("school", facts.school_name(seat.school));
  if (!seat.vacant()) {
    json.member("person", seat.holder.value);
    json.member("name", facts.person_name(seat.holder));
  }
  json.member("votes", seat.votes());
  json.member("ex_officio", seat.office != nullptr);
  json.member("why", derivation(facts, seat));
  if (seat.appointment) {
    json.member("appointment", seat.appointment->id.value);
    write_day(json, "from", seat.appointment->period.from());
    write_day(json, "until", seat.appointment->period.until());
    if (seat.appointment->term_ends) json.member("term", seat.appointment->term_ends->iso());
  }
  json.end_object();
}

void write_body_row(JsonWriter& json, const Facts& facts, const Body& body) {
  json.member("id", body.id.value);
  json.member("name", body.name);
  json.member("kind", code_of(body.kind));
  json.member("place_kind", code_of(body.place.kind));
  json.member("place", facts.place_name(body.place));
  write_day(json, "from", body.period.from());
  write_day(json, "until", body.period.until());
}

std::string seat_line(const Facts& facts, const Seat& seat) {
  std::string line = "  " + (seat.rule ? seat.rule->label : seat.category);
  if (seat.school != 0) line += " (" + facts.school_name(seat.school) + ")";
  line += ": " + (seat.vacant() ? std::string("vacant") : facts.person_name(seat.holder));
  if (!seat.vacant() && !seat.votes()) line += ", no vote";
  return line + "\n";
}

// "Bea Moor" of who may sit in for the holder of the seat; "" where nobody may.
std::string stand_in_of(const Facts& facts, const Composition& made, const Seat& seat) {
  for (const StandIn& each : made.stand_ins) {
    const std::vector<const Seat*> seats = governance::seats_of(made, *each.alternate);
    if (seats.size() == 1 && seats.front() == &seat) return facts.person_name(each.person);
  }
  return "";
}

std::string finding_line(const Finding& finding) {
  return "  " + std::string(label_of(finding.kind)) + ": " + finding.what + " " + finding.mend +
         " [" + finding.rule + "; " + finding.citation + "]\n";
}

}  // namespace

BodyView view_of(const Facts& facts, const RuleBook& book, const Body& body, base::Date on,
                 Sight sight) {
  constexpr int ahead_months = 12;
  BodyView view;
  view.body = &body;
  view.on = on;
  view.made = composition(facts, book, body, on);
  view.quorum = quorum(view.made);
  view.findings = findings(facts, book, body, on);
  keep_seen(view.findings, sight);
  view.attend = attendees(facts, book, body, on);
  const base::Period within(on, months_later(on, ahead_months));
  for (Ahead& each : findings_ahead(facts, book, body, within)) {
    if (each.from > on && each.finding.sight <= sight) view.ahead.push_back(std::move(each));
  }
  return view;
}

std::size_t HealthRow::count(FindingKind kind) const {
  return static_cast<std::size_t>(std::ranges::count(findings, kind, &Finding::kind));
}

std::string count_words(FindingKind kind, std::size_t count) {
  constexpr std::pair<std::string_view, std::string_view> words[] = {
      {"rule broken", "rules broken"}, {"vacancy", "vacancies"}, {"overdue", "overdue"},
      {"missing", "missing"},          {"unclear", "unclear"},   {"soon", "soon"},
      {"to look at", "to look at"},    {"own rule", "own rules"}};
  static_assert(std::size(words) == finding_kinds);
  const auto& [one, many] = words[static_cast<int>(kind)];
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

std::vector<HealthRow> health(const Facts& facts, const RuleBook& book, base::Date on, Sight sight,
                              std::optional<registry::OrganisationId> owner) {
  std::vector<HealthRow> rows;
  for (const Body& body : facts.bodies) {
    if (!body.period.contains(on) || (owner && !is_of(facts, body, *owner, on))) continue;
    const Composition made = composition(facts, book, body, on);
    rows.push_back(
        {&body, made.seats.size(), made.members.size(), findings(facts, book, body, on)});
    keep_seen(rows.back().findings, sight);
  }
  std::ranges::stable_sort(rows, [](const HealthRow& one, const HealthRow& other) {
    for (int kind = 0; kind < finding_kinds; ++kind) {
      const std::size_t left = one.count(static_cast<FindingKind>(kind));
      const std::size_t right = other.count(static_cast<FindingKind>(kind));
      if (left != right) return left > right;
    }
    return one.body->name < other.body->name;
  });
  return rows;
}

std::vector<PersonSeat> seats_of(const Facts& facts, const RuleBook& book, PersonId person,
                                 base::Date on) {
  std::vector<PersonSeat> found;
  for (const Body& body : facts.bodies) {
    if (!body.period.contains(on)) continue;
    const Composition made = composition(facts, book, body, on);
    for (const Seat& seat : made.seats) {
      if (seat.holder == person) found.push_back({&body, seat});
    }
    for (const StandIn& each : made.stand_ins) {
      if (each.person != person) continue;
      found.push_back(
          {&body, *governance::seats_of(made, *each.alternate).front(), each.alternate});
    }
  }
  std::ranges::stable_sort(found, {}, [](const PersonSeat& each) { return !!each.alternate; });
  return found;
}

std::string words_of(const Facts& facts, const PersonSeat& each) {
  const std::string label = each.seat.rule ? each.seat.rule->label : each.seat.category;
  if (!each.alternate) return label + ". " + derivation(facts, each.seat);
  const std::string school = each.seat.school == 0 ? "" : facts.school_name(each.seat.school);
  return "Alternate for " + facts.person_name(each.seat.holder) + ": " + label +
         (school.empty() ? "" : " (" + school + ")") + ", " + each.alternate->period.describe() +
         ".";
}

std::string body_text(const Facts& facts, const BodyView& view) {
  const Body& body = *view.body;
  std::string text = body.name + ", " + base::lower_ascii(label_of(body.kind)) + " of " +
                     facts.place_name(body.place) + ", on " + view.on.long_form() + "\n";
  if (!body.period.contains(view.on)) {
    return text + "It is not in being on this day: " + body.period.describe() + ".\n";
  }
  if (view.made.rules) {
    text += "Rules: " + view.made.rules->title + " (" + view.made.rules->source + ")\n";
  }
  text += "Quorum: " + std::to_string(view.quorum) + " of " +
          std::to_string(view.made.voting.size()) + " who vote\nSeats\n";
  for (const Seat& seat : view.made.seats) {
    text += seat_line(facts, seat);
    const std::string alternate = stand_in_of(facts, view.made, seat);
    if (!alternate.empty()) text += "    Alternate: " + alternate + "\n";
  }
  for (const Attendee& each : view.attend) {
    text += "  Attends without a vote: " + facts.person_name(each.person) + ", " +
            base::lower_ascii(label_of(each.office->kind)) + " of " +
            facts.place_name(each.office->place) + "\n";
  }
  text += "Findings\n";
  if (view.findings.empty()) text += "  None: every rule is kept.\n";
  for (const Finding& each : view.findings) text += finding_line(each);
  if (!view.ahead.empty()) text += "Ahead, if nobody does anything\n";
  for (const Ahead& each : view.ahead) {
    text += "  From " + each.from.long_form() + ":" + finding_line(each.finding).substr(1);
  }
  return text;
}

std::string body_json(const Facts& facts, const BodyView& view) {
  JsonWriter json(JsonWriter::Layout::Indented);
  json.begin_object();
  write_body_row(json, facts, *view.body);
  json.member("on", view.on.iso());
  json.member("rules", view.made.rules ? view.made.rules->code : std::string());
  json.key("own_rules");
  json.begin_array();
  if (view.made.rules) {
    for (const OwnRule& each : view.made.rules->own) json.value(each.words());
  }
  json.end_array();
  json.member("quorum", static_cast<std::int64_t>(view.quorum));
  json.member("voting", static_cast<std::int64_t>(view.made.voting.size()));
  json.key("seats");
  json.begin_array();
  for (const Seat& seat : view.made.seats) write_seat(json, facts, seat);
  json.end_array();
  json.key("alternates");
  json.begin_array();
  for (const StandIn& each : view.made.stand_ins) {
    json.begin_object();
    json.member("id", each.alternate->id.value);
    json.member("seat", each.alternate->category);
    json.member("person", each.person.value);
    json.member("name", facts.person_name(each.person));
    json.member("holder", each.holder.value);
    json.member("holder_name", facts.person_name(each.holder));
    write_day(json, "from", each.alternate->period.from());
    write_day(json, "until", each.alternate->period.until());
    json.end_object();
  }
  json.end_array();
  json.key("attend");
  json.begin_array();
  for (const Attendee& each : view.attend) {
    json.begin_object();
    json.member("person", each.person.value);
    json.member("name", facts.person_name(each.person));
    json.member("office", code_of(each.office->kind));
    json.member("place", facts.place_name(each.office->place));
    json.end_object();
  }
  json.end_array();
  write_findings(json, "findings", view.findings);
  json.key("ahead");
  json.begin_array();
  for (const Ahead& each : view.ahead) {
    json.begin_object();
    json.member("from", each.from.iso());
    json.key("finding");
    write_finding(json, each.finding);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

std::string health_text(const Facts& facts, const std::vector<HealthRow>& rows) {
  std::string text;
  for (const HealthRow& row : rows) {
    text += "Body " + std::to_string(row.body->id.value) + ", " + row.body->name + " (" +
            base::lower_ascii(label_of(row.body->kind)) + " of " +
            facts.place_name(row.body->place) + "): " + std::to_string(row.members) + " of " +
            std::to_string(row.seats) + " seats filled\n";
    for (const Finding& each : row.findings) text += finding_line(each);
  }
  return text.empty() ? "There are no bodies on this day.\n" : text;
}

std::string health_json(const Facts& facts, const std::vector<HealthRow>& rows, base::Date on) {
  JsonWriter json(JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("on", on.iso());
  json.key("bodies");
  json.begin_array();
  for (const HealthRow& row : rows) {
    json.begin_object();
    write_body_row(json, facts, *row.body);
    json.member("seats", static_cast<std::int64_t>(row.seats));
    json.member("members", static_cast<std::int64_t>(row.members));
    write_findings(json, "findings", row.findings);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

std::string health_csv(const Facts& facts, const std::vector<HealthRow>& rows) {
  std::string text = base::csv_row({"body", "name", "kind", "place", "members", "seats", "finding",
                                    "rule", "what", "mend", "citation"});
  for (const HealthRow& row : rows) {
    const auto line = [&](const Finding& finding, bool none) {
      text += base::csv_row(
          {std::to_string(row.body->id.value), row.body->name, std::string(code_of(row.body->kind)),
           facts.place_name(row.body->place), std::to_string(row.members),
           std::to_string(row.seats), none ? "" : std::string(code_of(finding.kind)), finding.rule,
           finding.what, finding.mend, finding.citation});
    };
    if (row.findings.empty()) line({}, true);
    for (const Finding& each : row.findings) line(each, false);
  }
  return text;
}

base::Result<PersonKnown> person_known(sql::Connection& connection, PersonId person, Sight sight,
                                       bool everything) {
  PersonKnown known;
  known.sight = sight;
  known.certificates = everything;
  known.email = everything;
  if (sight >= Sight::Drafts) {
    known.trainings = TRY(trainings_of(connection, person));
    known.levels = TRY(levels_of(connection, person));
  }
  if (sight >= Sight::Edit) known.checks = TRY(checks_of(connection, person));
  if (!everything) {
    for (CheckRow& each : known.checks) each.certificate.clear();
  }
  return known;
}

bool sees_interests(const std::vector<PersonSeat>& seats, const PersonKnown& known) {
  return !seats.empty() || known.sight >= Sight::Drafts;
}

std::string people_text(const std::vector<PersonRow>& people) {
  std::string text;
  for (const PersonRow& each : people) {
    text += each.name + " (person " + std::to_string(each.id.value) + ")\n";
  }
  return text.empty() ? "Nobody of that name is known here.\n" : text;
}

std::string people_json(const std::vector<PersonRow>& people) {
  JsonWriter json(JsonWriter::Layout::Indented);
  json.begin_object();
  json.key("people");
  json.begin_array();
  for (const PersonRow& each : people) {
    json.begin_object();
    json.member("id", each.id.value);
    json.member("name", each.name);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

std::string person_text(const Facts& facts, const PersonRow& person,
                        const std::vector<PersonSeat>& seats, const PersonKnown& known) {
  std::string text = person.name + " (person " + std::to_string(person.id.value) + ")\n";
  if (!known.due.empty()) text += "Due\n";
  for (const Due& each : known.due) {
    text += "  " + words_of(each) + "\n";
  }
  text += "Offices\n";
  for (const Office* each : facts.offices_of(person.id)) {
    text += "  " + std::string(label_of(each->kind)) + " of " + facts.place_name(each->place) +
            ", " + each->period.describe() + " (office " + std::to_string(each->id.value) + ")\n";
  }
  text += "Seats\n";
  for (const PersonSeat& each : seats) {
    text += "  " + each.body->name + ": " + words_of(facts, each) + "\n";
  }
  const auto interests = facts.interests_of(person.id);
  const bool shown = sees_interests(seats, known) && !interests.empty();
  if (shown) text += "Interests\n";
  for (const Interest& each : interests) {
    if (!shown) break;
    text += "  " + words_of(each) + ", " + each.period.describe() + " (interest " +
            std::to_string(each.id.value) + ")\n";
  }
  if (!known.trainings.empty()) text += "Training\n";
  for (const Training& each : known.trainings) {
    text += "  " + each.subject + ", " + each.on.long_form() +
            (each.until ? ", valid until " + each.until->plus_days(-1).long_form() : "") +
            " (number " + std::to_string(each.id) + ")\n";
  }
  if (!known.levels.empty()) text += "Skills\n";
  for (const SkillLevel& each : known.levels) {
    text +=
        "  " + each.skill + ": " + words_of(each) + " (number " + std::to_string(each.id) + ")\n";
  }
  if (!known.checks.empty()) text += "Checks\n";
  for (const CheckRow& each : known.checks) {
    text += "  " + each.check.kind + ", " + each.check.on.long_form() + " (number " +
            std::to_string(each.check.id) + ")\n";
  }
  return text;
}

namespace {

void write_due(JsonWriter& json, const std::vector<Due>& due) {
  json.key("due");
  json.begin_array();
  for (const Due& each : due) {
    json.begin_object();
    json.member("kind", code_of(each.kind));
    json.member("what", each.what);
    json.member("body", each.body.value);
    json.member("body_name", each.body_name);
    if (each.meeting.known()) json.member("meeting", each.meeting.value);
    if (each.day) json.member("day", each.day->iso());
    json.member("late", each.late);
    json.end_object();
  }
  json.end_array();
}

void write_known_of(JsonWriter& json, const PersonKnown& known) {
  if (known.sight < Sight::Drafts) return;
  json.key("training");
  json.begin_array();
  for (const Training& each : known.trainings) {
    json.begin_object();
    json.member("id", each.id);
    json.member("subject", each.subject);
    json.member("on", each.on.iso());
    if (each.until) json.member("until", each.until->iso());
    json.end_object();
  }
  json.end_array();
  json.key("skills");
  write_levels(json, known.levels);
  if (known.sight < Sight::Edit) return;
  json.key("checks");
  json.begin_array();
  for (const CheckRow& each : known.checks) {
    json.begin_object();
    json.member("id", each.check.id);
    json.member("check", each.check.kind);
    json.member("on", each.check.on.iso());
    if (!each.certificate.empty()) json.member("certificate", each.certificate);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string export_json(const std::vector<PersonRows>& tables) {
  JsonWriter json(JsonWriter::Layout::Indented);
  json.begin_object();
  for (const PersonRows& each : tables) {
    json.key(each.table->table);
    json.begin_array();
    for (const auto& row : each.rows) {
      json.begin_object();
      for (std::size_t at = 0; at < row.size(); ++at) {
        std::visit([&](const auto& value) { json.member(each.table->columns[at], value); },
                   row[at]);
      }
      json.end_object();
    }
    json.end_array();
  }
  json.end_object();
  return json.take();
}

std::string person_json(const Facts& facts, const PersonRow& person,
                        const std::vector<PersonSeat>& seats, base::Date on,
                        const PersonKnown& known) {
  JsonWriter json(JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("id", person.id.value);
  json.member("name", person.name);
  if (known.email && !person.email.empty()) {
    json.member("email", person.email);
    json.member("email_confirmed", !person.address_own);
  }
  json.member("on", on.iso());
  json.key("offices");
  json.begin_array();
  for (const Office* each : facts.offices_of(person.id)) {
    json.begin_object();
    json.member("id", each->id.value);
    json.member("office", code_of(each->kind));
    json.member("place_kind", code_of(each->place.kind));
    json.member("place", facts.place_name(each->place));
    write_day(json, "from", each->period.from());
    write_day(json, "until", each->period.until());
    json.end_object();
  }
  json.end_array();
  json.key("seats");
  json.begin_array();
  for (const PersonSeat& each : seats) {
    json.begin_object();
    json.member("body", each.body->id.value);
    json.member("body_name", each.body->name);
    json.key("seat");
    write_seat(json, facts, each.seat);
    if (each.alternate) json.member("alternate", each.alternate->id.value);
    json.end_object();
  }
  json.end_array();
  if (sees_interests(seats, known)) {
    json.key("interests");
    write_interests(json, facts.interests_of(person.id));
  }
  write_due(json, known.due);
  write_known_of(json, known);
  json.end_object();
  return json.take();
}

std::string outcomes_text(const std::vector<Outcome>& outcomes) {
  std::string text;
  for (const Outcome& each : outcomes) {
    text += each.what + (each.new_person ? " They are new here." : "") + " (number " +
            std::to_string(each.number) + ")\n";
    for (const Finding& finding : each.come) text += "  now" + finding_line(finding).substr(1);
    for (const Finding& finding : each.gone) text += "  mended" + finding_line(finding).substr(1);
    for (const Objection& said : each.warnings) text += "  ! " + said.sentence() + "\n";
  }
  return text;
}

std::string outcomes_json(const std::vector<Outcome>& outcomes, bool dry_run) {
  JsonWriter json(JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("dry_run", dry_run);
  json.key("changes");
  json.begin_array();
  for (const Outcome& each : outcomes) {
    json.begin_object();
    json.member("what", each.what);
    json.member("number", each.number);
    if (each.body.known()) json.member("body", each.body.value);
    if (each.person.known()) json.member("person", each.person.value);
    if (each.meeting.known()) json.member("meeting", each.meeting.value);
    json.member("new_person", each.new_person);
    write_findings(json, "come", each.come);
    write_findings(json, "gone", each.gone);
    json.key("warnings");
    json.begin_array();
    for (const Objection& said : each.warnings) json.value(said.sentence());
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

}  // namespace governance
