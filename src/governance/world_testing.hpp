// Small worlds as text, for the tests of this room: facts line by line, read into Facts. How one is
// written: cases/README.md. Throws what cannot be read.
#pragma once

#include <istream>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "governance/facts.hpp"
#include "governance/rules.hpp"

namespace governance {

class World {
 public:
  Facts facts;

  World() { facts.skills = skills_with({}); }

  // "school Oak; grade good; from 2020-09-01"
  void line(std::string_view text) {
    fields_.clear();
    const auto pieces = base::split(text, ';');
    for (const std::string_view piece : pieces) {
      const std::string_view field = base::trim(piece);
      const std::size_t space = field.find(' ');
      const std::string word(field.substr(0, space));
      fields_[word] = space == std::string_view::npos ? "" : base::trim(field.substr(space));
    }
    const std::string what(base::trim(pieces[0]).substr(0, base::trim(pieces[0]).find(' ')));
    if (what == "school") return school();
    if (what == "member") return member();
    if (what == "body") return body();
    if (what == "office") return office();
    if (what == "seat") return seat();
    if (what == "alternate") return alternate();
    if (what == "resolved") return resolved();
    if (what == "step") return step();
    if (what == "settled") return settled();
    if (what == "declared") return declared();
    if (what == "judged") return judged();
    if (what == "trained") return trained();
    if (what == "checked") return checked();
    if (what == "skilled") return skilled();
    if (what == "meeting") return meeting();
    if (what == "meets") return meets();
    if (what == "own") return own();
    throw std::runtime_error("not known: " + std::string(text));
  }

  // The shipped rules, with those that bodies have of their own.
  RuleBook book() const {
    RuleBook made = shipped_rules();
    for (const auto& [body, own] : own_) made.add_own(*facts.body(body), own);
    return made;
  }

  PersonId person(const std::string& name) {
    const auto known = people_.try_emplace(name, PersonId{next_ + 1});
    if (known.second) facts.people.push_back({PersonId{++next_}, name});
    return known.first->second;
  }
  const Body& body_named(const std::string& name) const {
    const Body* found = facts.body(BodyId{places_.at("body " + name).id});
    if (!found) throw std::runtime_error("no body " + name);
    return *found;
  }
  static base::Date day(std::string_view text) {
    const auto read = base::Date::from_iso(base::trim(text));
    if (!read) throw std::runtime_error("no day: " + std::string(text));
    return *read;
  }

 private:
  bool has(const std::string& word) const { return fields_.contains(word); }
  const std::string& text(const std::string& word) const {
    const auto found = fields_.find(word);
    if (found == fields_.end()) throw std::runtime_error("wanted: " + word);
    return found->second;
  }
  std::string text_or_none(const std::string& word) const { return has(word) ? text(word) : ""; }
  base::Period period() const {
    return {has("from") ? day(text("from")) : base::Date::distant_past(),
            has("until") ? day(text("until")) : base::Date::distant_future()};
  }

  // "cluster Harbour"; numbered as they are first named.
  Place place(const std::string& words) {
    const auto known = places_.try_emplace(words);
    if (!known.second) return known.first->second;
    const std::size_t space = words.find(' ');
    const auto kind = place_kind_of(words.substr(0, space));
    if (!kind) throw std::runtime_error("no place: " + words);
    known.first->second = Place{*kind, ++next_};
    if (*kind != PlaceKind::School && *kind != PlaceKind::Body) {
      facts.units.push_back({known.first->second, words.substr(space + 1)});
    }
    return known.first->second;
  }
  std::int64_t school_id(const std::string& name) { return place("school " + name).id; }
  BodyId body_id(const std::string& name) { return BodyId{place("body " + name).id}; }

  void school() {
    const std::int64_t id = school_id(text("school"));
    SchoolFacts* known = nullptr;
    for (SchoolFacts& each : facts.schools) known = each.id == id ? &each : known;
    if (!known) {
      facts.schools.push_back({id, text("school"), {}});
      known = &facts.schools.back();
    }
    SchoolFacts::State state;
    state.period = period();
    state.academy = !has("maintained");
    state.grade = text_or_none("grade");
    if (has("card")) state.report_card_on = day(text("card"));
    known->states.push_back(state);
  }

  void member() {
    facts.belongings.push_back({place(text("of")), school_id(text("member")), period()});
  }

  void body() {
    Body made;
    made.id = body_id(text("body"));
    made.name = text("body");
    const auto kind = body_kind_of(text("kind"));
    if (!kind) throw std::runtime_error("no kind of body: " + text("kind"));
    made.kind = *kind;
    made.place = place(text("of"));
    if (has("under")) made.parent = body_id(text("under"));
    made.rule_set = text_or_none("rules");
    made.period = period();
    if (has("terms")) made.terms_agreed = day(text("terms"));
    if (has("text")) made.terms_texts.push_back(day(text("text")));
    const std::string shares = text_or_none("shares");
    for (const std::string_view each : base::split(shares, ',')) {
      const std::string name(base::trim(each));
      if (!name.empty()) made.shares.push_back({school_id(name), made.period});
    }
    facts.bodies.push_back(made);
  }

  void office() {
    const auto kind = office_kind_of(text("office"));
    if (!kind) throw std::runtime_error("no office: " + text("office"));
    facts.offices.push_back(
        {OfficeId{++next_}, *kind, person(text("held")), place(text("at")), period(), ""});
  }

  void seat() {
    Appointment made;
    made.id = AppointmentId{++next_};
    made.body = body_id(text("on"));
    made.person = person(text("held"));
    made.category = text("seat");
    made.appointed_by = text_or_none("by");
    made.period = period();
    if (has("term")) made.term_ends = day(text("term"));
    if (has("for")) made.for_school = school_id(text("for"));
    facts.appointments.push_back(made);
  }

  void alternate() {
    Alternate made;
    made.id = AlternateId{++next_};
    made.person = person(text("alternate"));
    made.body = body_id(text("on"));
    made.category = text("seat");
    made.period = period();
    if (has("school")) made.for_school = school_id(text("school"));
    if (has("for")) made.holder = person(text("for"));
    facts.alternates.push_back(made);
  }

  void resolved() {
    facts.resolutions.push_back({place(text("by")), text("resolved"),
                                 has("about") ? body_id(text("about")).value : 0, !has("no"),
                                 day(text("on"))});
  }

  void step() {
    facts.steps.push_back({++next_, body_id(text("of")), text("step"), day(text("due")),
                           has("done") ? std::optional(day(text("done"))) : std::nullopt});
  }

  void settled() {
    facts.settlements.push_back({body_id(text("of")), text("settled"),
                                 has("school") ? school_id(text("school")) : 0, has("kept"),
                                 period(), text("why")});
  }

  void declared() {
    const auto year = base::parse_integer(text("year"));
    facts.declarations.push_back({person(text("declared")), static_cast<int>(year.value()),
                                  base::academic_year(static_cast<int>(*year)).from()});
  }

  // "Ann, Bea", or everybody who was named so far.
  std::vector<PersonId> those(const std::string& names) {
    std::vector<PersonId> found;
    for (const Person& each : facts.people) {
      if (names == "everybody") found.push_back(each.id);
    }
    if (!found.empty()) return found;
    for (const std::string_view each : base::split(names, ',')) {
      found.push_back(person(std::string(base::trim(each))));
    }
    return found;
  }

  void trained() {
    for (const PersonId who : those(text("who"))) {
      facts.trainings.push_back({++next_, who, text("trained"), day(text("on")),
                                 has("until") ? std::optional(day(text("until"))) : std::nullopt});
    }
  }

  void checked() {
    for (const PersonId who : those(text("who"))) {
      facts.checks.push_back({++next_, who, text("checked"), day(text("on"))});
    }
  }

  // In each skill that is shipped or in one; on a day, or anew in each year as often as any rule
  // wants.
  void skilled() {
    const int level = static_cast<int>(base::parse_integer(text("skilled")).value());
    for (const PersonId who : those(text("who"))) {
      for (const Skill& each : skills_with({})) {
        if (has("in") && text("in") != each.code) continue;
        for (int year = 2009; year < 2034; ++year) {
          const base::Date on =
              has("on") ? day(text("on")) : base::Date::from_ymd(year, 1, 5).value();
          facts.levels.push_back({++next_, who, each.code, level, on, has("review")});
          if (has("on")) break;
        }
      }
    }
  }

  void judged() {
    facts.judgements.push_back(
        {school_id(text("judged")), text("area"), text("found"), day(text("on"))});
  }

  void meeting() {
    MeetingDay made;
    made.id = ++next_;
    made.body = body_id(text("meeting"));
    made.on = day(text("on"));
    made.starts = text_or_none("starts");
    made.held = has("held");
    made.cancelled = has("cancelled");
    if (has("invited")) made.invited = day(text("invited"));
    facts.meetings.push_back(made);
  }

  // Every two months of many years, which is as often as any rule wants.
  void meets() {
    const BodyId body = body_id(text("meets"));
    for (int month = 0; month < 12 * 25; month += 2) {
      MeetingDay made;
      made.id = ++next_;
      made.body = body;
      made.on =
          base::Date::from_ymd(2009 + month / 12, static_cast<unsigned>(1 + month % 12), 5).value();
      made.held = true;
      facts.meetings.push_back(made);
    }
  }

  void own() {
    own_[body_id(text("of"))].push_back(
        {++next_, text("own"), text("as"), text("why"), text("source"), period()});
  }

  std::map<std::string, std::string> fields_;
  std::map<BodyId, std::vector<RuleOverride>> own_;
  std::map<std::string, PersonId> people_;
  std::map<std::string, Place> places_;
  std::int64_t next_ = 0;
};

}  // namespace governance
