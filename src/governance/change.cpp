// Which words each kind of change has, and how they are read.
#include "governance/change.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/csv.hpp"
#include "base/text.hpp"
#include "governance/findings.hpp"
#include "governance/meeting.hpp"

namespace governance {

namespace {

const std::string nothing;

class Reading {
 public:
  Reading(const ChangeInfo& info, const Words& words) {
    made_.kind = info.kind;
    for (const auto& [name, value] : words) {
      const std::string text(base::trim(value));
      if (!text.empty()) made_.words[name] = text;
    }
  }

  base::Result<Change> read(const ChangeInfo& info) {
    TRY(known(info));
    TRY(period());
    TRY(day("on", made_.on));
    TRY(day("term", made_.term_ends));
    TRY(day("due", made_.due));
    TRY(kinds());
    TRY(numbers());
    TRY(of_meeting());
    return std::move(made_);
  }

 private:
  base::Status known(const ChangeInfo& info) const {
    for (const Field& field : info.fields) {
      if (field.wanted && made_.word(field.name).empty()) {
        return bad_change(field.name, "\"" + std::string(field.name) +
                                          "\" is wanted: " + base::lower_ascii(field.label) + ".");
      }
    }
    for (const auto& [name, _] : made_.words) {
      const auto same = [&](const Field& field) { return field.name == name; };
      if (name != "change" && std::ranges::none_of(info.fields, same)) {
        return bad_change(name, "\"" + std::string(info.code) + "\" has no \"" + name + "\".");
      }
    }
    return {};
  }

  base::Status day(std::string_view name, std::optional<base::Date>& into) const {
    const std::string& text = made_.word(name);
    if (text.empty()) return {};
    into = base::Date::parse(text);
    if (into) return {};
    return bad_change(name, "\"" + text + "\" is no day; write it as 2026-09-01.");
  }

  base::Status period() {
    std::optional<base::Date> begins;
    std::optional<base::Date> ends;
    TRY(day("from", begins));
    TRY(day("until", ends));
    const auto read = base::Period::between(begins.value_or(base::Date::distant_past()),
                                            ends.value_or(base::Date::distant_future()));
    if (!read) return bad_change("until", "It would end before it begins.");
    made_.period = *read;
    return {};
  }

  base::Status kinds() {
    if (const std::string& text = made_.word("kind"); !text.empty()) {
      TRY(kind_of(text));
    }
    if (const std::string& text = made_.word("office"); !text.empty()) {
      const auto kind = office_kind_of(text);
      if (!kind) return bad_change("office", "There is no office \"" + text + "\".");
      made_.office = *kind;
    }
    if (const std::string& text = made_.word("by"); !text.empty()) {
      const AppointedBy* by = appointing_body(text);
      if (!by) return bad_change("by", "There is no appointing body \"" + text + "\".");
      made_.appointed_by = by->code;
    }
    if (const std::string& text = made_.word("answer"); !text.empty()) {
      if (text != "yes" && text != "no") return bad_change("answer", "The answer is yes or no.");
      made_.yes = text == "yes";
    }
    return {};
  }

  // Of an interest, or of a body.
  base::Status kind_of(const std::string& text) {
    if (made_.kind == ChangeKind::AddInterest) {
      const auto kind = interest_kind_of(text);
      if (!kind) return bad_change("kind", "There is no kind of interest \"" + text + "\".");
      made_.interest_kind = *kind;
      return {};
    }
    const auto kind = body_kind_of(text);
    if (!kind) return bad_change("kind", "There is no kind of body \"" + text + "\".");
    made_.body_kind = *kind;
    return {};
  }

  base::Status yes_or_no(std::string_view name) const {
    const std::string& text = made_.word(name);
    if (text.empty() || text == "yes" || text == "no") return {};
    return bad_change(name, "\"" + std::string(name) + "\" is yes or no.");
  }

  base::Status number(std::string_view name, std::int64_t& into) const {
    const std::string& text = made_.word(name);
    if (text.empty()) return {};
    const auto read = base::parse_integer(text);
    if (!read || *read <= 0) return bad_change(name, "\"" + text + "\" is no number.");
    into = *read;
    return {};
  }

  base::Status place_on_agenda(std::string_view name, int& into) const {
    std::int64_t read = 0;
    TRY(number(name, read));
    if (read > 1000) return bad_change(name, "\"" + std::to_string(read) + "\" is too many.");
    into = static_cast<int>(read);
    return {};
  }

  base::Status of_meeting() {
    TRY(yes_or_no("withdrew"));
    TRY(yes_or_no("nothing"));
    TRY(number("meeting", made_.meeting));
    TRY(number("item", made_.item));
    const bool none = made_.kind == ChangeKind::SetTerms && made_.word("seen") == "0";
    if (!none) TRY(number("seen", made_.seen));
    TRY(place_on_agenda("arrived", made_.arrived));
    TRY(place_on_agenda("left", made_.left));
    TRY(place_on_agenda("to", made_.to));
    TRY(place_on_agenda("lasts", made_.lasts_min));
    if (const std::string& text = made_.word("confidential");
        !text.empty() && text != "yes" && text != "no") {
      return bad_change("confidential", "It is confidential: yes or no.");
    }
    if (const std::string& text = made_.word("needs"); !text.empty()) {
      made_.needs = read_part(text);
      if (!made_.needs) return bad_change("needs", "\"" + text + "\" is no part such as 2/3.");
    }
    if (const std::string& text = made_.word("status"); !text.empty() && !presence_of(text)) {
      return bad_change("status", "\"" + text + "\" is not present, apologies or absent.");
    }
    if (const std::string& text = made_.word("choice"); !text.empty() && !choice_of(text)) {
      return bad_change("choice", "\"" + text + "\" is not for, against or abstain.");
    }
    if (const std::string& text = made_.word("starts"); !text.empty() && !is_time(text)) {
      return bad_change("starts", "\"" + text + "\" is no time such as 16:30.");
    }
    return {};
  }

  base::Status numbers() {
    TRY(number("number", made_.number));
    if (const std::string& text = made_.word("year"); !text.empty()) {
      const auto read = base::parse_integer(text);
      if (!read || *read < 2000 || *read > 2999) {
        return bad_change("year", "\"" + text + "\" is no year; write 2025 for 2025/26.");
      }
      made_.year = static_cast<int>(*read);
    }
    return of_skill();
  }

  base::Status of_skill() {
    if (made_.kind != ChangeKind::AddSkill) return {};
    const auto level = base::parse_integer(made_.word("level"));
    if (!level || *level < 0 || *level > skill_level_max) {
      return bad_change("level",
                        "\"" + made_.word("level") +
                            "\" is no level: 0 none, 1 a little, 2 some, 3 good, 4 strong.");
    }
    made_.level = static_cast<int>(*level);
    const std::string& source = made_.word("source");
    if (source.empty() || source == "self" || source == "review") return {};
    return bad_change("source", "The level was said by themselves (self) or in a review (review).");
  }

  Change made_;
};

std::string seats_listed(const RuleSet& rules) {
  std::vector<std::string> codes;
  for (const SeatRule& seat : rules.seats) {
    if (seat.source == SeatSource::Appointed) codes.push_back(seat.code);
  }
  return base::join(codes, ", ");
}

base::Status check_office(const Facts& facts, const Change& change, const Found& found) {
  if (!may_be_at(change.office, found.place.kind)) {
    return bad_change("at", std::string(label_of(change.office)) + " is not an office of a " +
                                std::string(code_of(found.place.kind)) + ".");
  }
  for (const Office& held : facts.offices_at(found.place)) {
    if (held.kind != change.office || !held.period.overlaps(change.period)) continue;
    if (!one_holder(change.office) && held.person != found.person) continue;
    return base::make_error("office_taken",
                            facts.person_name(held.person) + " is " +
                                base::lower_ascii(label_of(held.kind)) + " of " +
                                facts.place_name(held.place) + " " + held.period.describe() +
                                " (office " + std::to_string(held.id.value) + "): end that first.",
                            "office");
  }
  return {};
}

base::Status check_appointment(const Facts& facts, const RuleBook& book, const Change& change,
                               const Found& found) {
  const Body* body = facts.body(found.body);
  CHECK(body);
  const std::string& code = change.word("seat");
  const RuleSet* rules = book.of(*body, day_judged(change.period, found.today));
  const SeatRule* seat = rules ? rules->seat(code) : nullptr;
  if (!seat || seat->source != SeatSource::Appointed) {
    return bad_change("seat", "Nobody is appointed to a seat \"" + code + "\" of " + body->name +
                                  (rules ? "; there are " + seats_listed(*rules) + "." : "."));
  }
  if (!body->period.contains(change.period) && !body->period.overlaps(change.period)) {
    return bad_change("from", body->name + " is not in being then.");
  }
  if (seat->each_school && found.school == 0) {
    return bad_change("for", "Each school has such a seat: say for which school.");
  }
  for (const Appointment& sits : facts.appointments_to(found.body)) {
    if (sits.person != found.person || sits.category != code) continue;
    if (!sits.period.overlaps(change.period)) continue;
    return base::make_error("office_taken",
                            facts.person_name(sits.person) + " sits there already " +
                                sits.period.describe() + " (appointment " +
                                std::to_string(sits.id.value) + ").",
                            "person");
  }
  return {};
}

// A seat has one alternate at a time, and nobody is alternate for two on one body.
base::Status check_alternate(const Facts& facts, const RuleBook& book, const Change& change,
                             const Found& found) {
  const Body* body = facts.body(found.body);
  CHECK(body);
  const std::string& code = change.word("seat");
  const RuleSet* rules = book.of(*body, day_judged(change.period, found.today));
  const SeatRule* seat = rules ? rules->seat(code) : nullptr;
  if (!seat) return bad_change("seat", body->name + " has no seat \"" + code + "\".");
  if (!seat->alternates) {
    return bad_change("seat", "The rules of " + body->name + " let nobody sit in for " +
                                  seat->label + "; a rule of its own may: alternates: yes.");
  }
  const bool each_school = seat->each_school || seat->source == SeatSource::EachSchoolOffice ||
                           seat->source == SeatSource::EachSchoolBody;
  if (each_school && found.school == 0) {
    return bad_change("for", "Each school has such a seat: say for which school.");
  }
  const bool several = seat->source == SeatSource::Appointed && !each_school && seat->most != 1;
  if (several && !found.holder.known()) {
    return bad_change("holder", "Several hold such a seat: say for whom.");
  }
  if (found.holder == found.person) {
    return bad_change("holder", "Nobody is alternate for themselves.");
  }
  for (const Alternate& each : facts.alternates_of(found.body)) {
    if (!each.period.overlaps(change.period)) continue;
    const bool same_seat =
        each.category == code && each.for_school == found.school && each.holder == found.holder;
    if (each.person != found.person && !same_seat) continue;
    return base::make_error("office_taken",
                            facts.person_name(each.person) + " is alternate there already " +
                                each.period.describe() + " (alternate " +
                                std::to_string(each.id.value) + "): end that first.",
                            "person");
  }
  return {};
}

// The line must fit the rules that the body has on the first day.
base::Status check_override(const Facts& facts, const RuleBook& book, const Change& change,
                            const Found& found) {
  const Body* body = facts.body(found.body);
  CHECK(body);
  const RuleSet* rules = book.of(*body, day_judged(change.period, found.today));
  if (!rules) return bad_change("from", body->name + " has no rules on this day.");
  const auto put = overridden(*rules, override_of(change));
  if (put.ok()) return {};
  return bad_change("as", put.error().message);
}

base::Status check_body(const Facts& facts, const RuleBook& book, const Change& change,
                        const Found& found) {
  if (!change.word("rules").empty() &&
      !book.set(change.word("rules"), base::Date::distant_future())) {
    return bad_change("rules", "There are no rules \"" + change.word("rules") + "\".");
  }
  if (change.body_kind != BodyKind::SharedLocalGoverningBody) return {};
  if (found.schools.size() < 2)
    return bad_change("schools", "A shared body has two schools or more.");
  Facts with = facts;
  Body made;
  made.id = BodyId{-1};
  made.kind = change.body_kind;
  made.place = found.place;
  made.rule_set = change.word("rules");
  made.period = change.period;
  for (const std::int64_t school : found.schools) made.shares.push_back({school, change.period});
  with.bodies.push_back(made);
  with.index();
  const base::Date on = day_judged(change.period, found.today);
  const RuleSet* rules = book.of(made, on);
  if (!rules) return {};
  std::vector<std::string> against;
  for (const Finding& each : findings(with, book, *with.body(made.id), on)) {
    const auto rule = std::ranges::find(rules->rules, each.rule, &Rule::code);
    if (rule != rules->rules.end() && rule->kind == RuleKind::EachAgreed) {
      against.push_back(each.what);
    }
  }
  if (against.empty()) return {};
  return base::make_error(
      "not_agreed", base::join(against, " ") + " Every one of them must agree first.", "schools");
}

}  // namespace

bool is_own_word(const Change& change) {
  switch (change.kind) {
    case ChangeKind::Declare:
    case ChangeKind::AddInterest:
    case ChangeKind::EndInterest:
    case ChangeKind::SetAddress: return true;
    case ChangeKind::AddSkill: return change.word("source") != "review";
    default: return false;
  }
}

RuleOverride override_of(const Change& change) {
  return {0,
          change.word("rule"),
          change.word("as"),
          change.word("why"),
          change.word("source"),
          change.period};
}

base::Error bad_change(std::string_view field, std::string message) {
  return base::make_error("bad_governance", std::move(message), std::string(field));
}

const std::string& Change::word(std::string_view name) const {
  const auto found = words.find(name);
  return found == words.end() ? nothing : found->second;
}

base::Date day_judged(const base::Period& period, base::Date today) {
  if (!period.open_start()) return period.from();
  return period.contains(today) ? today : period.until().plus_days(-1);
}

base::Result<Change> read_change(const Words& words) {
  const auto named = words.find("change");
  const ChangeInfo* info = named == words.end() ? nullptr : change_info(base::trim(named->second));
  if (!info) {
    std::vector<std::string> codes;
    for (const ChangeInfo& each : change_infos()) codes.emplace_back(each.code);
    return bad_change("change", "\"change\" says what is noted: " + base::join(codes, ", ") + ".");
  }
  return Reading(*info, words).read(*info);
}

base::Status check_change(const Facts& facts, const RuleBook& book, const Change& change,
                          const Found& found) {
  switch (change.kind) {
    case ChangeKind::TakeOffice: return check_office(facts, change, found);
    case ChangeKind::Appoint: return check_appointment(facts, book, change, found);
    case ChangeKind::NameAlternate: return check_alternate(facts, book, change, found);
    case ChangeKind::MakeBody: return check_body(facts, book, change, found);
    case ChangeKind::Override: return check_override(facts, book, change, found);
    default: return {};
  }
}

const std::vector<std::string>& change_columns() {
  static const std::vector<std::string> columns = [] {
    std::vector<std::string> all = {"change"};
    for (const ChangeInfo& info : change_infos()) {
      for (const Field& field : info.fields) {
        if (std::ranges::find(all, field.name) == all.end()) all.emplace_back(field.name);
      }
    }
    return all;
  }();
  return columns;
}

namespace {

// A row of a file, by the names of its columns.
base::Result<Change> read_row(const std::vector<std::string>& heads,
                              const std::vector<std::string_view>& cells) {
  if (cells.size() > heads.size()) {
    return bad_change("file", "The row has more cells than the first line.");
  }
  Words words;
  for (std::size_t at = 0; at < cells.size(); ++at) words[heads[at]] = std::string(cells[at]);
  return read_change(words);
}

}  // namespace

base::Result<std::vector<ChangeRow>> read_changes(std::string_view csv) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";  // spreadsheets begin a file of UTF-8 so
  if (csv.starts_with(mark)) csv.remove_prefix(mark.size());
  base::CsvReader reader(csv);
  std::vector<std::string> heads;
  std::vector<ChangeRow> rows;
  for (;;) {
    const base::CsvRow row = reader.next();
    if (row == base::CsvRow::Unterminated) {
      return bad_change("file", "Line " + std::to_string(reader.line()) +
                                    ": a quoted cell does not end; the file was cut off.");
    }
    if (row == base::CsvRow::End) break;
    if (heads.empty()) {
      for (const std::string_view cell : reader.cells()) heads.emplace_back(base::trim(cell));
      for (const std::string& head : heads) {
        if (std::ranges::find(change_columns(), head) == change_columns().end()) {
          return bad_change("file", "There is no column \"" + head + "\"; there are " +
                                        base::join(change_columns(), ", ") + ".");
        }
      }
      continue;
    }
    rows.push_back({reader.line(), read_row(heads, reader.cells())});
  }
  if (heads.empty())
    return bad_change("file", "The file is empty; its first line names the columns.");
  return rows;
}

}  // namespace governance
