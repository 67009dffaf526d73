// One pass over the matrix for a day; matrices have some hundred entries, groups some hundred
// schools.
#include "delegation/alignment_measure.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "base/months.hpp"
#include "base/text.hpp"

namespace delegation {

namespace {

using base::Date;

using HistoryOfSchool = std::vector<const AdoptionEntry*>;  // by day
using Histories = std::map<std::pair<std::string_view, std::int64_t>, HistoryOfSchool>;
using StateKey = std::pair<std::string_view, AlignedPhase>;
using StateHistories = std::map<StateKey, std::vector<const FunctionState*>>;

constexpr int movement_years_max = 10;

std::string schools_words(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " school" : " schools");
}

bool covers(AlignedPhase phase, const AlignedSchool& school) {
  switch (phase) {
    case AlignedPhase::All: return true;
    case AlignedPhase::Primary: return school.primary;
    case AlignedPhase::Secondary: return school.secondary;
    case AlignedPhase::Special: return school.special;
  }
  return false;
}

// "Payroll", or "Payroll (primary)" where the phase is named.
std::string named(const FunctionState& state) {
  if (state.phase == AlignedPhase::All) return state.title;
  return state.title + " (" + base::lower_ascii(label_of(state.phase)) + ")";
}

std::string sentence(const std::string& text) { return text.ends_with('.') ? text : text + "."; }

StateHistories histories_of_states(const AlignmentMatrix& matrix) {
  StateHistories histories;
  for (const FunctionState& state : matrix.states) {
    if (state.withdrawn_at == 0) histories[{state.code, state.phase}].push_back(&state);
  }
  for (auto& [_, states] : histories) {
    std::ranges::stable_sort(states, {}, [](const FunctionState* each) { return each->from; });
  }
  return histories;
}

template <typename Entry, typename Start>
const Entry* standing(const std::vector<const Entry*>& entries, Date on, Start start) {
  const Entry* found = nullptr;
  for (const Entry* each : entries) {
    if (each->*start <= on) found = each;
  }
  return found;
}

std::string months_words(int months) {
  return std::to_string(months) + (months == 1 ? " month" : " months");
}

class Viewer {
 public:
  Viewer(const AlignmentMatrix& matrix, const std::vector<AlignedSchool>& schools, Date on)
      : matrix_(matrix), states_(histories_of_states(matrix)) {
    view_.on = on;
    view_.year = school_year_of(on);
    for (const AlignedSchool& school : schools) schools_.push_back(&school);
    std::ranges::sort(schools_, {}, &AlignedSchool::name);
    for (const AdoptionEntry& each : matrix.adoptions) {
      if (each.withdrawn_at == 0) adoptions_[{each.code, each.school}].push_back(&each);
    }
    for (auto& [_, entries] : adoptions_) {
      std::ranges::stable_sort(entries, {}, [](const AdoptionEntry* each) { return each->since; });
    }
  }

  AlignmentView view() {
    rows();
    for (const AlignedRow& row : view_.rows) findings(row);
    std::ranges::stable_sort(view_.findings, {}, &AlignmentFinding::trouble);
    motion_of_states();
    motion_of_schools();
    std::ranges::stable_sort(view_.motion, {}, &Motion::on);
    return std::move(view_);
  }

 private:
  void rows() {
    std::map<std::string_view, std::size_t> order;
    for (const FunctionState& each : matrix_.states) order.emplace(each.code, order.size());
    std::vector<const FunctionState*> held;
    for (const auto& [_, states] : states_) {
      const FunctionState* state = standing(states, view_.on, &FunctionState::from);
      if (state && state->approach != Approach::Ended) held.push_back(state);
    }
    std::ranges::sort(held, {}, [&](const FunctionState* each) {
      return std::tuple(each->area, order.at(each->code), each->phase);
    });
    for (const FunctionState* each : held) add_row(*each, held);
  }

  // What is said of all phases is not for those that have an entry of their own.
  static bool has_own(const FunctionState& state, const std::vector<const FunctionState*>& held,
                      const AlignedSchool& school) {
    return std::ranges::any_of(held, [&](const FunctionState* other) {
      return other->code == state.code && other->phase != AlignedPhase::All &&
             covers(other->phase, school);
    });
  }

  void add_row(const FunctionState& state, const std::vector<const FunctionState*>& held) {
    AlignedRow row;
    row.state = &state;
    for (const AlignedSchool* school : schools_) {
      if (!covers(state.phase, *school)) continue;
      if (state.phase == AlignedPhase::All && has_own(state, held, *school)) continue;
      const AdoptionEntry* adoption =
          standing(history(state.code, school->id), view_.on, &AdoptionEntry::since);
      row.schools.push_back({school, adoption});
      ++row.count.schools;
      if (adoption) ++row.count.of[static_cast<std::size_t>(adoption->level)];
    }
    view_.rows.push_back(std::move(row));
  }

  const HistoryOfSchool& history(std::string_view code, std::int64_t school) const {
    static const HistoryOfSchool none;
    const auto found = adoptions_.find({code, school});
    return found == adoptions_.end() ? none : found->second;
  }

  void add(AlignmentTrouble trouble, const AlignedRow& row, Date since, std::string what,
           std::string mend, const std::vector<std::int64_t>& schools = {}) {
    view_.findings.push_back({trouble, row.state->code, row.state->phase, std::move(what),
                              std::move(mend), schools, since});
  }

  void findings(const AlignedRow& row) {
    const FunctionState& state = *row.state;
    if (state.by && *state.by < view_.on) {
      add(AlignmentTrouble::Overdue, row, state.by->plus_days(1),
          named(state) + ": its target was due on " + state.by->long_form() + ": " +
              sentence(state.target),
          "Enter how it is done now, or a new day.");
    } else if (state.direction == Direction::Develop && !state.by) {
      add(AlignmentTrouble::NoDate, row, state.from,
          named(state) + ": no day is set for its target: " + sentence(state.target),
          "Say until when it is to be reached.");
    }
    if (!is_shared(state.approach)) return;
    drift(row);
    if (state.approach == Approach::Common) not_adopted(row);
    old_evidence(row);
    if (row.count.known() > 0 || state.approach == Approach::Common) not_known(row);
  }

  // The last day on which it began not to be adopted any more; nothing where it is, where its own
  // way was agreed, or where it never was.
  std::optional<Date> fell_away(const SchoolAdoption& each) const {
    const auto fallen = [](AdoptionLevel level) {
      return level == AdoptionLevel::Partly || level == AdoptionLevel::NotYet;
    };
    if (!each.adoption || !fallen(each.adoption->level)) return std::nullopt;
    std::optional<Date> since;
    bool adopted = false;
    for (const AdoptionEntry* entry : history(each.adoption->code, each.school->id)) {
      if (entry->since > view_.on) break;
      if (entry->level == AdoptionLevel::Adopted) {
        adopted = true;
        since.reset();
      } else if (adopted && fallen(entry->level) && !since) {
        since = entry->since;
      }
    }
    return since;
  }

  void drift(const AlignedRow& row) {
    std::vector<std::string> names;
    std::vector<std::int64_t> schools;
    Date first = Date::distant_future();
    for (const SchoolAdoption& each : row.schools) {
      const auto since = fell_away(each);
      if (!since) continue;
      names.push_back(each.school->name);
      schools.push_back(each.school->id);
      first = std::min(first, *since);
    }
    if (schools.empty()) return;
    const int now = row.count.at(AdoptionLevel::Adopted);
    add(AlignmentTrouble::Drift, row, first,
        named(*row.state) + " is to be common, but " + schools_words(schools.size()) +
            " had adopted it and no longer " + (schools.size() == 1 ? "does" : "do") + ": " +
            base::join(names, ", ") + ". " + std::to_string(now) + " of " +
            schools_words(static_cast<std::size_t>(row.count.schools)) +
            (row.count.schools == 1 ? " has" : " have") + " it now.",
        "Bring it back with them, agree their own way, or change the approach.", schools);
  }

  void not_adopted(const AlignedRow& row) {
    std::vector<std::string> names;
    std::vector<std::int64_t> schools;
    for (const SchoolAdoption& each : row.schools) {
      if (!each.adoption || each.adoption->level != AdoptionLevel::NotYet) continue;
      if (fell_away(each)) continue;
      names.push_back(each.school->name);
      schools.push_back(each.school->id);
    }
    if (schools.empty()) return;
    add(AlignmentTrouble::NotAdopted, row, row.state->from,
        named(*row.state) + " is to be common; not adopted yet by " + base::join(names, ", ") + ".",
        "Agree with them when, or agree their own way.", schools);
  }

  void old_evidence(const AlignedRow& row) {
    std::vector<std::int64_t> schools;
    Date first = Date::distant_future();
    for (const SchoolAdoption& each : row.schools) {
      if (!each.adoption) continue;
      const Date judged = each.adoption->judged.value_or(each.adoption->since);
      const Date old = base::plus_months(judged, matrix_.evidence_months);
      if (old > view_.on) continue;
      schools.push_back(each.school->id);
      first = std::min(first, old);
    }
    if (schools.empty()) return;
    add(AlignmentTrouble::OldEvidence, row, first,
        named(*row.state) + ": the evidence of " + schools_words(schools.size()) +
            " is older than " + months_words(matrix_.evidence_months) + ".",
        "Look again, and enter what was found.", schools);
  }

  void not_known(const AlignedRow& row) {
    std::vector<std::int64_t> schools;
    for (const SchoolAdoption& each : row.schools) {
      if (!each.adoption) schools.push_back(each.school->id);
    }
    if (schools.empty()) return;
    add(AlignmentTrouble::NotKnown, row, row.state->from,
        named(*row.state) + ": nothing is noted of " + schools_words(schools.size()) + ".",
        "Enter how far they have come.", schools);
  }

  void add_motion(MotionKind kind, Date on, const FunctionState& state, std::string what) {
    view_.motion.push_back({kind, on, state.code, state.phase, std::move(what)});
  }

  void motion_of_states() {
    for (const auto& [_, states] : states_) {
      for (std::size_t at = 0; at < states.size(); ++at) {
        const FunctionState& state = *states[at];
        if (state.approach == Approach::Ended && at == 0) continue;
        const Date until = at + 1 < states.size() ? states[at + 1]->from : Date::distant_future();
        if (state.by && view_.year.contains(*state.by) && until > view_.year.from()) {
          add_motion(MotionKind::Target, *state.by, state,
                     named(state) + ": " + sentence(state.target));
        }
        if (!view_.year.contains(state.from)) continue;
        begins(state, at == 0 ? nullptr : states[at - 1]);
      }
    }
  }

  void begins(const FunctionState& state, const FunctionState* before) {
    if (!before || before->approach == Approach::Ended) {
      add_motion(MotionKind::Begins, state.from, state,
                 named(state) + " comes into the matrix: " +
                     base::lower_ascii(label_of(state.approach)) + ".");
      return;
    }
    if (state.approach == Approach::Ended) {
      add_motion(MotionKind::Ends, state.from, state, named(state) + " leaves the matrix.");
      return;
    }
    if (state.provider != before->provider) {
      const auto words = [](const std::string& provider) {
        return provider.empty() ? std::string("nobody named") : provider;
      };
      add_motion(MotionKind::Provider, state.from, state,
                 named(state) + " moves from " + words(before->provider) + " to " +
                     words(state.provider) + ".");
    }
    if (state.approach != before->approach) {
      add_motion(MotionKind::Approach, state.from, state,
                 named(state) + ": " + std::string(label_of(before->approach)) + " becomes " +
                     base::lower_ascii(label_of(state.approach)) + ".");
    }
  }

  // Which of the schools adopted it in the year, one line for each function.
  void motion_of_schools() {
    std::set<std::string_view> told;
    for (const AlignedRow& row : view_.rows) {
      if (!is_shared(row.state->approach) || !told.insert(row.state->code).second) continue;
      std::vector<std::string> names;
      Date first = Date::distant_future();
      for (const AlignedSchool* school : schools_) {
        const AdoptionEntry* before = nullptr;
        for (const AdoptionEntry* each : history(row.state->code, school->id)) {
          const bool now = each->level == AdoptionLevel::Adopted;
          if (view_.year.contains(each->since) && now && before &&
              before->level != AdoptionLevel::Adopted) {
            names.push_back(school->name);
            first = std::min(first, each->since);
          }
          before = each;
        }
      }
      if (names.empty()) continue;
      add_motion(MotionKind::Adopted, first, *row.state,
                 row.state->title + " adopted by " + base::join(names, ", ") + ".");
    }
  }

  const AlignmentMatrix& matrix_;
  StateHistories states_;
  Histories adoptions_;
  std::vector<const AlignedSchool*> schools_;
  AlignmentView view_;
};

struct Name {
  std::string_view code;
  std::string_view label;
};
constexpr std::array<Name, 6> trouble_names = {{
    {"drift", "Drift"},
    {"overdue", "Overdue"},
    {"not_adopted", "Not adopted"},
    {"old_evidence", "Old evidence"},
    {"not_known", "Not known"},
    {"no_date", "No date"},
}};
constexpr std::array<Name, 6> motion_names = {{
    {"target", "Target due"},
    {"provider", "Change of provider"},
    {"approach", "Change of approach"},
    {"begins", "New"},
    {"ends", "Ends"},
    {"adopted", "Adopted"},
}};

}  // namespace

std::string_view code_of(AlignmentTrouble trouble) {
  return trouble_names[static_cast<std::size_t>(trouble)].code;
}
std::string_view label_of(AlignmentTrouble trouble) {
  return trouble_names[static_cast<std::size_t>(trouble)].label;
}
std::string_view code_of(MotionKind kind) {
  return motion_names[static_cast<std::size_t>(kind)].code;
}
std::string_view label_of(MotionKind kind) {
  return motion_names[static_cast<std::size_t>(kind)].label;
}

int AdoptionCount::known() const { return std::accumulate(of.begin(), of.end(), 0); }

const AlignedRow* AlignmentView::row(std::string_view code, AlignedPhase phase) const {
  const auto found = std::ranges::find_if(rows, [&](const AlignedRow& each) {
    return each.state->code == code && each.state->phase == phase;
  });
  return found == rows.end() ? nullptr : &*found;
}

std::vector<const AlignmentFinding*> AlignmentView::findings_of(std::string_view code,
                                                                AlignedPhase phase) const {
  std::vector<const AlignmentFinding*> found;
  for (const AlignmentFinding& each : findings) {
    if (each.code == code && each.phase == phase) found.push_back(&each);
  }
  return found;
}

bool AlignmentView::in_motion(std::string_view code, AlignedPhase phase) const {
  return std::ranges::any_of(
      motion, [&](const Motion& each) { return each.code == code && each.phase == phase; });
}

AlignmentView alignment_on(const AlignmentMatrix& matrix, const std::vector<AlignedSchool>& schools,
                           Date on) {
  return Viewer(matrix, schools, on).view();
}

std::string approach_words(const AlignedRow& row) {
  const AdoptionCount& count = row.count;
  const std::string label(label_of(row.state->approach));
  if (!is_shared(row.state->approach) || count.known() == 0) return label;
  const int adopted = count.at(AdoptionLevel::Adopted);
  std::string words = "Common in " + std::to_string(adopted) + " of " +
                      schools_words(static_cast<std::size_t>(count.schools));
  if (adopted == count.schools && count.schools > 1) {
    words = "Common in all " + schools_words(static_cast<std::size_t>(count.schools));
  }
  const auto further = [&](int number, std::string_view what) {
    if (number > 0) words += ", " + std::to_string(number) + " " + std::string(what);
  };
  further(count.at(AdoptionLevel::Partly), "partly");
  further(count.at(AdoptionLevel::OwnWay), "their own way");
  further(count.schools - count.known(), "not known");
  return words;
}

base::Period school_year_of(Date on) {
  constexpr int first = 1001;
  constexpr int last = 9997;
  const int year = on.year() - (on.month() >= 9 ? 0 : 1);
  return base::academic_year(std::clamp(year, first, last));
}

Date until_of(const AlignmentMatrix& matrix, const FunctionState& state) {
  Date until = Date::distant_future();
  for (const FunctionState& each : matrix.states) {
    if (each.withdrawn_at != 0 || each.code != state.code || each.phase != state.phase) continue;
    if (each.from > state.from) until = std::min(until, each.from);
  }
  return until;
}

MovementPoint movement_point(const AlignmentView& view, Date today) {
  MovementPoint point;
  point.on = view.on;
  point.planned = view.on > today;
  std::map<std::pair<std::string, std::int64_t>, AdoptionCount> schools;
  for (const AlignedRow& row : view.rows) {
    ++point.entries;
    ++point.of[static_cast<std::size_t>(row.state->approach)];
    if (!is_shared(row.state->approach)) continue;
    for (const SchoolAdoption& each : row.schools) {
      AdoptionCount& count = schools[{each.school->name, each.school->id}];
      ++count.schools;
      if (each.adoption) ++count.of[static_cast<std::size_t>(each.adoption->level)];
    }
  }
  for (const auto& [school, count] : schools) {
    point.schools.push_back({school.second, school.first, count});
  }
  return point;
}

std::vector<Date> movement_days(const AlignmentMatrix& matrix, Date on) {
  Date first = Date::distant_future();
  Date last = Date::distant_past();
  for (const FunctionState& each : matrix.states) {
    if (each.withdrawn_at != 0) continue;
    first = std::min(first, each.from);
    last = std::max(last, each.from);
  }
  std::vector<Date> days;
  if (first > on) return days;
  for (Date day = school_year_of(first).from(); day < on; day = base::plus_months(day, 12)) {
    if (day >= first) days.push_back(day);
  }
  if (days.size() > movement_years_max) days.erase(days.begin(), days.end() - movement_years_max);
  days.push_back(on);
  const Date next = school_year_of(on).until();
  if (last > on) days.push_back(next);
  return days;
}

}  // namespace delegation
