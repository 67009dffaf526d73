// Each kind of rule is a function that looks at one composition. What a person has settled stands
// in place of what the program cannot see.
#include "governance/findings.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "governance/calendar.hpp"

namespace governance {

namespace {

// Whether terms that end soon are told too.
enum class Soon { Told, LeftOut };

int place_on(const std::vector<std::string>& scale, std::string_view found) {
  const auto at = std::ranges::find_if(
      scale, [&](const std::string& each) { return base::equal_ignoring_case(each, found); });
  return at == scale.end() ? -1 : static_cast<int>(at - scale.begin());
}

std::string days_before(int days) {
  if (days < 0) return "only after it";
  if (days == 0) return "on its day";
  return std::to_string(days) + (days == 1 ? " day before" : " days before");
}

std::string people(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " person" : " people");
}

class Judge {
 public:
  Judge(const Facts& facts, const RuleBook& book, const Body& body, base::Date on, Soon soon)
      : facts_(facts),
        body_(body),
        on_(on),
        soon_(soon),
        made_(composition(facts, book, body, on)) {}

  std::vector<Finding> all() {
    if (!made_.rules) {
      Finding& none = add(FindingKind::Unclear, "rules");
      none.what = body_.rule_set.empty()
                      ? "There are no rules for a " + base::lower_ascii(label_of(body_.kind)) +
                            " on this day."
                      : "There are no rules \"" + body_.rule_set + "\" on this day.";
      none.rule_says = "Every body has rules of composition.";
      none.mend = "Name the rules that it follows.";
      return std::move(found_);
    }
    for (const SeatRule& seat : made_.rules->seats) seats(seat);
    for (const Seat& seat : made_.seats) held(seat);
    for (const Alternate& each : facts_.alternates_of(body_.id)) {
      if (each.period.contains(on_)) sits_in(each);
    }
    for (const Rule& rule : made_.rules->rules) judge(rule);
    for (const OwnRule& own : made_.rules->own) own_rule(own);
    if (soon_ == Soon::Told && made_.rules->notice_days > 0) notices();
    std::ranges::stable_sort(found_, {}, &Finding::kind);
    return std::move(found_);
  }

 private:
  Finding& add(FindingKind kind, std::string rule) {
    Finding& made = found_.emplace_back();
    made.kind = kind;
    made.body = body_.id;
    made.rule = std::move(rule);
    return made;
  }

  // Somebody looked at it and said how it stands.
  const Settlement* settled(const std::string& rule, std::int64_t school, base::Date on) const {
    for (const Settlement& each : facts_.settlements_of(body_.id)) {
      if (each.rule == rule && each.period.contains(on) && each.school == school) return &each;
    }
    return nullptr;
  }

  // What somebody settled stands in place of what the facts do not decide, and beside what they do.
  // Null where it is settled so that the rule is kept.
  Finding* against(const Rule& rule, FindingKind kind, std::string what, std::int64_t school = 0,
                   PersonId person = {}) {
    const Settlement* said = settled(rule.code, school, on_);
    const bool open = kind == FindingKind::Unclear;
    if (said && open && said->kept) return nullptr;
    Finding& made = add(said && open ? FindingKind::Breach : kind, rule.code);
    made.what = std::move(what);
    if (said) made.what += " It was looked at: " + said->why + ".";
    made.rule_says = rule.says;
    made.citation = rule.citation;
    made.mend = rule.mend;
    made.school = school;
    made.person = person;
    return &made;
  }

  void against_due(const Rule& rule, FindingKind kind, std::string what, base::Date due,
                   PersonId person = {}) {
    if (Finding* made = against(rule, kind, std::move(what), 0, person)) made->due = due;
  }

  void seats(const SeatRule& rule) {
    int filled = 0;
    for (const Seat& seat : made_.seats) {
      if (seat.rule != &rule) continue;
      if (!seat.vacant()) {
        ++filled;
        continue;
      }
      Finding& made = add(FindingKind::Vacancy, "seat " + rule.code);
      made.what = rule.label +
                  (seat.school == 0 ? "" : " (" + facts_.school_name(seat.school) + ")") +
                  ": the seat is vacant" + (seat.lacks.empty() ? "." : ", for " + seat.lacks + ".");
      made.rule_says = rule.label;
      made.citation = rule.citation;
      made.mend =
          rule.source == SeatSource::Appointed ? "Appoint somebody." : "Note who holds the office.";
      made.school = seat.school;
    }
    if (rule.source != SeatSource::Appointed || !rule.most) return;
    const int most =
        rule.each_school ? *rule.most * static_cast<int>(made_.schools.size()) : *rule.most;
    if (filled <= most) return;
    Finding& made = add(FindingKind::Breach, "seat " + rule.code);
    made.what = rule.label + ": " + people(static_cast<std::size_t>(filled)) + " sit where " +
                std::to_string(most) + " may.";
    made.rule_says = rule.label + ", at most " + std::to_string(most);
    made.citation = rule.citation;
    made.mend = "End an appointment.";
  }

  Finding& of_seat(const Seat& seat, FindingKind kind, std::string what, std::string mend) {
    Finding& made = add(kind, "seat " + seat.category);
    made.what = facts_.person_name(seat.holder) + std::move(what);
    made.rule_says = seat.rule ? seat.rule->label : seat.category;
    made.citation = seat.rule ? seat.rule->citation : made_.rules->source;
    made.mend = std::move(mend);
    made.school = seat.school;
    made.person = seat.holder;
    return made;
  }

  // One appointment: its category, its term, the office that its holder must have.
  void held(const Seat& seat) {
    if (!seat.appointment) return;
    if (!seat.rule) {
      of_seat(seat, FindingKind::Breach,
              " sits as \"" + seat.category + "\", a seat that these rules do not have.",
              "Give the appointment a seat of the rules, or end it.");
      return;
    }
    if (seat.rule->must_hold && !holds(seat.holder, *seat.rule->must_hold)) {
      of_seat(seat, FindingKind::Breach,
              " sits as " + seat.rule->label + " and is not noted as " +
                  base::lower_ascii(label_of(*seat.rule->must_hold)) + " of the group.",
              "Note the office, or appoint somebody who holds it.");
    }
    if (!seat.appointment->term_ends) return;
    const base::Date ends = *seat.appointment->term_ends;
    const std::string day = ends.plus_days(-1).long_form();
    if (ends <= on_) {
      of_seat(seat, FindingKind::Breach, " still sits though the term ended on " + day + ".",
              "Reappoint them, or end the appointment.")
          .due = ends;
    } else if (soon_ == Soon::Told && ends.days_since(on_) <= made_.rules->soon_days) {
      of_seat(seat, FindingKind::Soon, "'s term ends on " + day + ".",
              "Decide on reappointment or a successor.")
          .due = ends;
    }
  }

  // An alternate: whether the rules let somebody sit in there, for whom, and this person.
  void sits_in(const Alternate& alternate) {
    const SeatRule* rule = made_.rules->seat(alternate.category);
    const std::string label = rule ? rule->label : "\"" + alternate.category + "\"";
    const auto wrong = [&](FindingKind kind, const std::string& what, std::string mend) {
      Finding& made = add(kind, "seat " + alternate.category);
      made.what = facts_.person_name(alternate.person) + " " + what;
      made.rule_says = "Alternates: " + label;
      made.citation = rule ? rule->citation : made_.rules->source;
      made.mend = std::move(mend);
      made.school = alternate.for_school;
      made.person = alternate.person;
    };
    if (!rule || !rule->alternates) {
      wrong(FindingKind::Breach,
            "is noted as alternate for " + label + ", and these rules let nobody sit in there.",
            "End it, or let the body say by a rule of its own: alternates: yes.");
      return;
    }
    const auto seats = seats_of(made_, alternate);
    if (seats.size() > 1) {
      wrong(FindingKind::Unclear, "is alternate for " + label + ", and it is not noted for whom.",
            "End it, and note it anew with the holder or the school.");
    }
    if (std::ranges::binary_search(made_.members, alternate.person)) {
      wrong(FindingKind::Breach, "is alternate for " + label + " and sits on the body themselves.",
            "Name somebody else who does not sit on it.");
    }
    if (rule->must_hold && !holds(alternate.person, *rule->must_hold)) {
      wrong(FindingKind::Breach,
            "is alternate for " + label + " and is not noted as " +
                base::lower_ascii(label_of(*rule->must_hold)) + " of the group.",
            "Note the office, or name somebody who holds it.");
    }
  }

  bool holds(PersonId person, OfficeKind kind) const {
    return std::ranges::any_of(facts_.offices_of(person), [&](const Office* each) {
      return each->kind == kind && each->period.contains(on_);
    });
  }

  std::size_t count(const std::vector<std::string>& seats) const {
    if (seats.empty()) return made_.members.size();
    std::set<PersonId> counted;
    for (const Seat& seat : made_.seats) {
      if (!seat.vacant() && std::ranges::find(seats, seat.category) != seats.end()) {
        counted.insert(seat.holder);
      }
    }
    return counted.size();
  }

  // Where the office is held that the rule speaks of: at the body, at its place, or in the group.
  const Office* officer(OfficeKind kind) const {
    if (const Office* held = facts_.holder(kind, {PlaceKind::Body, body_.id.value}, on_)) {
      return held;
    }
    if (const Office* held = facts_.holder(kind, body_.place, on_)) return held;
    const Body* board = facts_.trust_board_of(body_, on_);
    if (!board || !may_be_at(kind, PlaceKind::Group)) return nullptr;
    return facts_.holder(kind, board->place, on_);
  }

  void judge(const Rule& rule) {
    switch (rule.kind) {
      case RuleKind::Total: return total(rule);
      case RuleKind::AtMost: return at_most(rule);
      case RuleKind::Majority: return majority(rule);
      case RuleKind::OfficeFilled:
        if (!officer(rule.office)) {
          against(rule, FindingKind::Vacancy,
                  "Nobody is " + base::lower_ascii(label_of(rule.office)) + ".");
        }
        return;
      case RuleKind::HeldByMember: return held_by_member(rule);
      case RuleKind::HolderSchool: return holder_school(rule);
      case RuleKind::NoEmployees: return no_employees(rule);
      case RuleKind::Apart: return apart(rule);
      case RuleKind::AllMaintained: return all_maintained(rule);
      case RuleKind::EachAgreed: return each_agreed(rule);
      case RuleKind::BoardAgreed: return board_agreed(rule);
      case RuleKind::Steps: return steps(rule);
      case RuleKind::Terms: return terms(rule);
      case RuleKind::Trained:
      case RuleKind::Checked: return had(rule);
      case RuleKind::Declared: return declared(rule);
      case RuleKind::Meets: return meets(rule);
      case RuleKind::Skilled: return skilled(rule);
    }
  }

  void total(const Rule& rule) {
    const std::size_t sit = made_.members.size();
    if (rule.most && sit > static_cast<std::size_t>(*rule.most)) {
      against(rule, FindingKind::Breach,
              people(sit) + " sit, " + std::to_string(*rule.most) + " may.");
    } else if (rule.least && sit < static_cast<std::size_t>(*rule.least)) {
      against(rule, FindingKind::Breach,
              people(sit) + " sit, " + std::to_string(*rule.least) + " must.");
    }
  }

  void at_most(const Rule& rule) {
    const std::size_t some = count(rule.seats);
    const std::size_t all = made_.members.size();
    if (some * static_cast<std::size_t>(rule.part.in) >
        all * static_cast<std::size_t>(rule.part.of)) {
      against(rule, FindingKind::Breach,
              std::to_string(some) + " of " + people(all) + ", more than " +
                  std::to_string(rule.part.of) + " in " + std::to_string(rule.part.in) + ".");
    }
  }

  void majority(const Rule& rule) {
    const std::size_t some = count(rule.seats);
    const std::size_t all = made_.members.size();
    if (2 * some <= all) {
      against(rule, FindingKind::Breach,
              std::to_string(some) + " of " + people(all) + ", not more than half.");
    }
  }

  void held_by_member(const Rule& rule) {
    const Office* held = officer(rule.office);
    if (!held) return nobody_holds(rule);
    const bool member = std::ranges::any_of(made_.seats, [&](const Seat& seat) {
      const bool meant =
          rule.seats.empty() || std::ranges::find(rule.seats, seat.category) != rule.seats.end();
      return meant && seat.holder == held->person;
    });
    if (member) return;
    std::vector<std::string> labels;
    for (const std::string& each : rule.seats) labels.push_back(made_.rules->seat(each)->label);
    against(rule, FindingKind::Breach,
            facts_.person_name(held->person) + " is " + base::lower_ascii(label_of(rule.office)) +
                (labels.empty() ? " and does not sit."
                                : " and does not sit as " + base::join(labels, " or ") + "."),
            0, held->person);
  }

  // Told once: by the rule that somebody must hold the office, where the set has one.
  void nobody_holds(const Rule& rule) {
    const bool told = std::ranges::any_of(made_.rules->rules, [&](const Rule& other) {
      return other.kind == RuleKind::OfficeFilled && other.office == rule.office;
    });
    if (told) return;
    against(rule, FindingKind::Unclear,
            "Nobody is noted as " + base::lower_ascii(label_of(rule.office)) + ".");
  }

  void holder_school(const Rule& rule) {
    const Office* held = officer(rule.office);
    if (!held) return nobody_holds(rule);
    for (const Office* each : facts_.offices_of(held->person)) {
      if (each->kind != OfficeKind::Headteacher || !each->period.contains(on_)) continue;
      if (std::ranges::find(made_.schools, each->place.id) == made_.schools.end()) continue;
      return school_of_holder(rule, held->person, each->place.id);
    }
    against(
        rule, FindingKind::Unclear,
        facts_.person_name(held->person) + " is not noted as headteacher of a school of this body.",
        0, held->person);
  }

  void school_of_holder(const Rule& rule, PersonId person, std::int64_t school) {
    const SchoolFacts* known = facts_.school(school);
    const SchoolFacts::State* state = known ? known->at(on_) : nullptr;
    const std::string name = facts_.school_name(school);
    if (state && state->report_card_on) return report_card(rule, person, school, *state);
    if (!state || state->grade.empty()) {
      against(
          rule, FindingKind::Unclear,
          "No grade of " + name + " is known, whose head is " + facts_.person_name(person) + ".",
          school, person);
      return;
    }
    const bool good = std::ranges::any_of(rule.grades, [&](const std::string& grade) {
      return base::equal_ignoring_case(grade, state->grade);
    });
    if (good) return;
    against(rule, FindingKind::Breach,
            facts_.person_name(person) + " leads " + name + ", which is graded " +
                base::lower_ascii(state->grade) + ".",
            school, person);
  }

  // Since November 2025: no grade, and grades of before do not count any more.
  void report_card(const Rule& rule, PersonId person, std::int64_t school,
                   const SchoolFacts::State& state) {
    const std::string name = facts_.school_name(school);
    const std::string card = "report card of " + state.report_card_on->long_form();
    std::vector<std::string> unknown;
    for (const ReportCardNeed& need : rule.cards) {
      const Judgement* found = facts_.judgement(school, need.area, on_);
      if (!found || found->on < *state.report_card_on || place_on(rule.scale, found->found) < 0) {
        unknown.push_back(need.area);
      } else if (place_on(rule.scale, found->found) > place_on(rule.scale, need.least)) {
        against(rule, FindingKind::Breach,
                facts_.person_name(person) + " leads " + name + ", whose " + card + " says " +
                    found->found + " of " + need.area + ", not " + need.least + ".",
                school, person);
        return;
      }
    }
    if (rule.cards.empty()) unknown.emplace_back("what the rule asks of a report card");
    if (unknown.empty()) return;
    against(rule, FindingKind::Unclear,
            name + " has a " + card + "; what it says of " + base::join(unknown, " and of ") +
                " is not noted.",
            school, person);
  }

  void no_employees(const Rule& rule) {
    for (const PersonId person : meant(rule, true)) {
      for (const Office* each : facts_.offices_of(person)) {
        if (!employs(each->kind) || !each->period.contains(on_)) continue;
        against(rule, FindingKind::Breach,
                facts_.person_name(person) + " is " + base::lower_ascii(label_of(each->kind)) +
                    " of " + facts_.place_name(each->place) + ".",
                0, person);
        break;
      }
    }
  }

  void apart(const Rule& rule) {
    const Office* one = officer(rule.office);
    const Office* other = officer(*rule.other_office);
    if (!one || !other || one->person != other->person) return;
    against(rule, FindingKind::Breach,
            facts_.person_name(one->person) + " is both " +
                base::lower_ascii(label_of(rule.office)) + " and " +
                base::lower_ascii(label_of(*rule.other_office)) + ".",
            0, one->person);
  }

  // What must hold of every school cannot be judged where there is none.
  bool has_schools(const Rule& rule) {
    if (!made_.schools.empty()) return true;
    against(rule, FindingKind::Unclear, "No school of this body is known on this day.");
    return false;
  }

  void all_maintained(const Rule& rule) {
    if (!has_schools(rule)) return;
    for (const std::int64_t school : made_.schools) {
      const SchoolFacts* known = facts_.school(school);
      const SchoolFacts::State* state = known ? known->at(on_) : nullptr;
      if (!state) {
        against(rule, FindingKind::Unclear,
                "It is not known what kind of school " + facts_.school_name(school) + " is.",
                school);
      } else if (state->academy) {
        against(rule, FindingKind::Breach, facts_.school_name(school) + " is an academy.", school);
      }
    }
  }

  // The newest word of the place, on or before the day; null where there is none.
  const Resolution* resolved(const Rule& rule, const Place& by) const {
    const Resolution* newest = nullptr;
    for (const Resolution& each : facts_.resolutions_by(by)) {
      const bool about = each.about == 0 || each.about == body_.id.value;
      if (about && each.question == rule.question && each.on <= on_) newest = &each;
    }
    return newest;
  }

  void each_agreed(const Rule& rule) {
    if (!has_schools(rule)) return;
    for (const std::int64_t school : made_.schools) {
      const Resolution* said = resolved(rule, {PlaceKind::School, school});
      if (said && said->agreed) continue;
      const std::string name = "The governing body of " + facts_.school_name(school);
      against(rule, FindingKind::Breach,
              said ? name + " resolved against it on " + said->on.long_form() + "."
                   : name + " has not resolved on it.",
              school);
    }
  }

  void board_agreed(const Rule& rule) {
    const Body* board = facts_.trust_board_of(body_, on_);
    if (!board) {
      against(rule, FindingKind::Unclear, "No trust board is noted that could agree.");
      return;
    }
    const Resolution* said = resolved(rule, {PlaceKind::Body, board->id.value});
    if (said && said->agreed) return;
    against(rule, FindingKind::Breach,
            said ? "The trust board resolved against it on " + said->on.long_form() + "."
                 : "The trust board has not resolved on it.");
  }

  void steps(const Rule& rule) {
    const auto steps = facts_.steps_of(body_.id);
    if (steps.empty()) {
      against(rule, FindingKind::Missing, "There is no plan with dated steps.");
    }
    for (const Step& step : steps) {
      const bool done = step.done && *step.done <= on_;
      if (done || step.due >= on_) continue;
      against_due(rule, FindingKind::Overdue,
                  "\"" + step.what + "\" was due on " + step.due.long_form() + ".", step.due);
    }
  }

  void terms(const Rule& rule) {
    const std::optional<base::Date> agreed = body_.terms_looked_at(on_);
    if (!agreed) {
      against(rule, FindingKind::Unclear,
              "It is not noted when its terms of reference were agreed.");
      return;
    }
    const base::Date due = months_later(*agreed, rule.months);
    if (due > on_) return;
    against_due(rule, FindingKind::Overdue,
                "Terms of reference were last agreed on " + agreed->long_form() + ".", due);
  }

  // Of several seats, since the last one was taken.
  base::Date sits_since(PersonId person) const {
    base::Date since = base::Date::distant_past();
    for (const Seat& seat : made_.seats) {
      if (seat.holder != person) continue;
      const base::Period& sits = seat.office ? seat.office->period : seat.appointment->period;
      since = std::max(since, sits.from());
    }
    for (const StandIn& each : made_.stand_ins) {
      if (each.person == person) since = std::max(since, each.alternate->period.from());
    }
    return since;
  }

  // Of whom it is asked: those in the seats of the rule, or all; with those who sit in for them.
  std::vector<PersonId> meant(const Rule& rule, bool alternates) const {
    const auto of_rule = [&](const std::string& seat) {
      return rule.seats.empty() || std::ranges::find(rule.seats, seat) != rule.seats.end();
    };
    std::set<PersonId> found;
    for (const Seat& seat : made_.seats) {
      if (!seat.vacant() && of_rule(seat.category)) found.insert(seat.holder);
    }
    for (const StandIn& each : made_.stand_ins) {
      if (alternates && of_rule(each.alternate->category)) found.insert(each.person);
    }
    return {found.begin(), found.end()};
  }

  // Of training, days are told; of checks they are not, for they are for fewer eyes than findings.
  void had(const Rule& rule) {
    const bool training = rule.kind == RuleKind::Trained;
    const std::string named = training ? "training in " + rule.subject : rule.subject + " check";
    for (const PersonId person : meant(rule, rule.alternates)) {
      const Training* trained = training ? facts_.training(person, rule.subject, on_) : nullptr;
      const Check* checked = training ? nullptr : facts_.check(person, rule.subject, on_);
      if (!trained && !checked) {
        not_had(rule, person, named);
        continue;
      }
      base::Date due = trained ? trained->until.value_or(base::Date::distant_future())
                               : base::Date::distant_future();
      if (rule.months > 0) {
        due = std::min(due, months_later(trained ? trained->on : checked->on, rule.months));
      }
      renewal(rule, person, named, due);
    }
  }

  void not_had(const Rule& rule, PersonId person, const std::string& named) {
    const std::string name = facts_.person_name(person);
    const base::Date since = sits_since(person);
    if (since == base::Date::distant_past()) {
      told(against(rule, FindingKind::Unclear,
                   name + ": no " + named + " is noted, nor since when they sit.", 0, person));
      return;
    }
    const base::Date due = since.plus_days(rule.grace_days);
    if (on_ < due) {
      if (soon_ == Soon::LeftOut) return;
      told(against(rule, FindingKind::Soon,
                   name + ": " + named + " is wanted by " + due.long_form() +
                       ", and none is noted yet.",
                   0, person),
           due);
      return;
    }
    told(against(rule, FindingKind::Missing,
                 name + ": no " + named + " is noted; it was wanted by " + due.long_form() + ".", 0,
                 person),
         due);
  }

  void renewal(const Rule& rule, PersonId person, const std::string& named, base::Date due) {
    const bool training = rule.kind == RuleKind::Trained;
    const bool overdue = due <= on_;
    if (!overdue && (soon_ == Soon::LeftOut || due.days_since(on_) > made_.rules->soon_days))
      return;
    Finding* made = against(rule, overdue ? FindingKind::Overdue : FindingKind::Soon,
                            facts_.person_name(person) + ": " + named + (overdue ? " was" : " is") +
                                " to be renewed" +
                                (training  ? " by " + due.long_form()
                                 : overdue ? ""
                                           : " soon") +
                                ".",
                            0, person);
    told(made, training ? std::optional(due) : std::nullopt);
    // The day on which a check runs out tells the day of the check.
    if (made && !training) made->sight = Sight::Edit;
  }

  static void told(Finding* made, std::optional<base::Date> due = {}) {
    if (!made) return;
    made->due = due;
    made->sight = Sight::Drafts;
  }

  void declared(const Rule& rule) {
    const int year = school_year(on_);
    const base::Date begins = base::academic_year(year).from();
    for (const PersonId person : meant(rule, rule.alternates)) {
      if (facts_.declared(person, year)) continue;
      const base::Date since = std::max(begins, sits_since(person));
      const base::Date due = since.plus_days(rule.grace_days);
      if (on_ < due) continue;
      against_due(rule, FindingKind::Missing,
                  facts_.person_name(person) + " has not declared interests for " +
                      school_year_name(year) + ".",
                  due, person);
    }
  }

  void skilled(const Rule& rule) {
    for (SkillGap& each : skill_gaps(facts_, body_.kind, made_.members, on_, rule.months)) {
      told(against(rule, each.unclear ? FindingKind::Unclear : FindingKind::Look,
                   std::move(each.what)));
    }
  }

  std::vector<base::Period> stretches(const Rule& rule, std::optional<base::Date> first) const {
    std::vector<base::Period> found = years_or_terms(rule, on_);
    // In part of a year nobody can hold all its meetings; of what was before the first that is
    // recorded nothing is known.
    std::erase_if(found, [&](const base::Period& each) {
      return each.from() > on_ || !body_.period.contains(each) || (first && each.until() <= *first);
    });
    return found;
  }

  void meets(const Rule& rule) {
    std::optional<base::Date> first;
    for (const MeetingDay& each : facts_.meetings_of(body_.id)) {
      if (!each.cancelled && !first) first = each.on;
    }
    const std::vector<base::Period> judged = stretches(rule, first);
    if (judged.empty()) return;
    if (!first) {
      against(rule, FindingKind::Unclear, "No meeting of it is recorded.");
      return;
    }
    for (const base::Period& each : judged) met_in(rule, each, *first);
  }

  // Of a year or term that is over it is told what was held; of one that lasts, what is planned.
  // Looking ahead, what is planned is taken as held.
  void met_in(const Rule& rule, const base::Period& stretch, base::Date first) {
    int held = 0;
    int open = 0;
    int ahead = 0;
    for (const MeetingDay& each : facts_.meetings_of(body_.id)) {
      if (each.cancelled || !stretch.contains(each.on)) continue;
      ++(each.held || soon_ == Soon::LeftOut ? held : each.on < on_ ? open : ahead);
    }
    const int least = rule.least.value_or(0);
    const std::string when = rule.each_term ? "from " + stretch.from().long_form() + " to " +
                                                  stretch.until().plus_days(-1).long_form()
                                            : "in " + school_year_name(stretch.from().year());
    const auto said = [&](int count, std::string_view how, int must) {
      return std::to_string(count) + (count == 1 ? " meeting " : " meetings ") +
             (count == 1 ? "is " : "are ") + std::string(how) + " " + when + "; " +
             std::to_string(must) + " or more must be.";
    };
    if (stretch.until() > on_) {
      const int all = held + open + ahead;
      if (soon_ == Soon::LeftOut) return;
      if (all < least) {
        against_due(rule, FindingKind::Soon, said(all, "held or planned", least), stretch.until());
      } else if (rule.most && all > *rule.most) {
        against_due(rule, FindingKind::Soon,
                    std::to_string(all) + " meetings are held or planned " + when + ", " +
                        std::to_string(*rule.most) + " are meant.",
                    stretch.until());
      }
      return;
    }
    if (held + open < least) {
      const bool known = first <= stretch.from();
      against(rule, known ? FindingKind::Breach : FindingKind::Unclear,
              said(held, "noted as held", least) +
                  (known ? "" : " Before " + first.long_form() + " none is recorded."));
    } else if (held < std::max(least, rule.explained) && open > 0) {
      against(rule, FindingKind::Unclear,
              "Of " + std::to_string(open) + (open == 1 ? " meeting " : " meetings ") + when +
                  " it is not noted whether they were held.");
    } else if (held < rule.explained) {
      against(rule, FindingKind::Unclear,
              std::to_string(held) + " meetings were held " + when +
                  "; that there were fewer than " + std::to_string(rule.explained) +
                  " is to be explained.");
    } else if (rule.most && held > *rule.most) {
      against(rule, FindingKind::Breach,
              std::to_string(held) + " meetings were held " + when + ", " +
                  std::to_string(*rule.most) + " are meant.");
    }
  }

  // Never passed over: what it lets pass the shared rule might not.
  void own_rule(const OwnRule& own) {
    Finding& made = add(own.fits ? FindingKind::Own : FindingKind::Unclear, own.rule);
    made.what = own.what;
    made.rule_says = own.fits ? "It stands in place of: " + own.replaced
                              : "A rule of one body stands in place of one that it has.";
    made.citation = own.why;
    const std::string number = std::to_string(own.id);
    made.mend = own.fits ? "Look whether it is still meant; else end it (number " + number + ")."
                         : "End it (number " + number + "), or note another that fits.";
  }

  // Members are invited so many days before a meeting. Of meetings that were, a late invitation is
  // told for a year.
  void notices() {
    constexpr int told_months = 12;
    const int days = made_.rules->notice_days;
    for (const MeetingDay& each : facts_.meetings_of(body_.id)) {
      const bool over = each.held || each.on < on_;
      if (each.cancelled || (over && months_later(each.on, told_months) <= on_)) continue;
      const base::Date due = each.on.plus_days(-days);
      const bool invited = each.invited && *each.invited <= on_;
      const bool late = invited && *each.invited > due;
      if (!late && (over || invited || due >= on_)) continue;
      notice(each, late, due);
    }
  }

  // What somebody settled of the day of the meeting, or of today, stands beside it.
  void notice(const MeetingDay& meeting, bool late, base::Date due) {
    constexpr const char* code = "notice";
    const Settlement* said = settled(code, 0, meeting.on);
    if (!said) said = settled(code, 0, on_);
    Finding& made = add(late ? FindingKind::Breach : FindingKind::Overdue, code);
    const std::string of = "the meeting of " + meeting.on.long_form();
    made.what = late ? "Members were invited to " + of + " " +
                           days_before(meeting.on.days_since(*meeting.invited)) + "."
                     : "Members are not noted as invited to " + of + ".";
    if (said) made.what += " It was looked at: " + said->why + ".";
    made.rule_says = "Members are invited " + std::to_string(made_.rules->notice_days) +
                     " days before a meeting.";
    made.citation = made_.rules->source;
    made.mend = !late ? "Send the invitation, and note that it was sent."
                : meeting.held || meeting.on < on_
                    ? "Ask the members to agree to the shorter notice, and note that they did."
                    : "Ask the members to agree to the shorter notice, or choose another day.";
    made.due = due;
  }

  const Facts& facts_;
  const Body& body_;
  base::Date on_;
  Soon soon_;
  Composition made_;
  std::vector<Finding> found_;
};

std::vector<Finding> judged(const Facts& facts, const RuleBook& book, const Body& body,
                            base::Date on, Soon soon) {
  if (!body.period.contains(on)) return {};
  return Judge(facts, book, body, on, soon).all();
}

}  // namespace

std::vector<Finding> findings(const Facts& facts, const RuleBook& book, const Body& body,
                              base::Date on) {
  return judged(facts, book, body, on, Soon::Told);
}

std::vector<Ahead> findings_ahead(const Facts& facts, const RuleBook& book, const Body& body,
                                  const base::Period& within) {
  std::vector<Ahead> told;
  std::vector<Finding> before;
  std::vector<base::Date> days = change_days(facts, book, body, within);
  if (days.empty() || days.front() != within.from()) days.insert(days.begin(), within.from());
  for (const base::Date on : days) {
    std::vector<Finding> now = judged(facts, book, body, on, Soon::LeftOut);
    for (const Finding& each : now) {
      // Of a year that has not begun nobody can have declared yet.
      const bool early = each.kind == FindingKind::Missing && each.due &&
                         school_year(*each.due) > school_year(within.from());
      if (early) continue;
      const bool known =
          std::ranges::any_of(before, [&](const Finding& old) { return old.same(each); });
      if (!known) told.push_back({on, each});
    }
    before = std::move(now);
  }
  return told;
}

}  // namespace governance
