// Where a request stands follows from its route and what was noted; nothing of it is kept.
#include "delegation/request.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace delegation {

namespace {

using base::Date;

struct Word {
  std::string_view word;
  std::string_view label;
};
constexpr Word step_words[] = {{"recommend", "Recommendation"},
                               {"consult", "Consultation begins"},
                               {"answer", "Answer"},
                               {"facts", "Other facts"},
                               {"decide", "Decision"},
                               {"withdraw", "Withdrawal"},
                               {"inform", "Notice"},
                               {"report", "Report"}};
constexpr Word stage_words[] = {
    {"waits", "Waits"}, {"ready", "May be decided"}, {"on_agenda", "On an agenda"},
    {"stuck", "Stuck"}, {"granted", "Granted"},      {"refused", "Refused"},
    {"done", "Done"},   {"withdrawn", "Withdrawn"}};
constexpr std::string_view mark_words[] = {"done", "now", "to_come", "passed"};

// "a, b and c"
std::string listed(const std::vector<std::string>& all) {
  std::string text;
  for (std::size_t at = 0; at < all.size(); ++at) {
    text += (at == 0 ? "" : at + 1 == all.size() ? " and " : ", ") + all[at];
  }
  return text;
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

std::string result_words(const RequestStep& step) {
  const std::string on = " on " + step.on.long_form();
  if (step.result == "for") return "Recommended" + on + " that it be granted";
  if (step.result == "against") return "Recommended" + on + " that it be refused";
  if (step.result == "none") return "Made no recommendation, noted" + on;
  return (step.result == "granted" ? "Granted" : "Refused") + on;
}

// The parts of a route, each with what was noted of it.
class Looking {
 public:
  Looking(const DecisionRequest& request, const Route& now, Date today)
      : request_(request), now_(now), today_(today), decided_(request.step(StepKind::Decide)) {}

  RequestState look() {
    if (const RequestStep* withdrawn = request_.step(StepKind::Withdraw)) {
      made_.stage = Stage::Withdrawn;
      made_.words = "Withdrawn on " + withdrawn->on.long_form();
      return std::move(made_);
    }
    if (!decided_) made_.changed = route_changes(request_.kept(), now_);
    look_at_parts(Part::Recommends);
    look_at_parts(Part::Consulted);
    heard_ = waiting_.empty();
    look_at_decision();
    look_at_parts(Part::Informed);
    if (!decided_ || decided_->result == "granted") look_at_parts(Part::Reports);
    if (decided_) after_decision();
    if (!decided_) note_what_is_over();
    return std::move(made_);
  }

 private:
  void look_at_parts(Part kind) {
    for (const RoutePart& part : now_.parts) {
      if (part.part != kind) continue;
      RouteStage stage{part};
      switch (kind) {
        case Part::Recommends: recommends(stage); break;
        case Part::Consulted: consulted(stage); break;
        default: follows(stage); break;
      }
      if (!part.there && stage.mark != Mark::Done) {
        stage.mark = Mark::Passed;
        stage.words = "Nobody is there on this day, so it is not waited for";
        stage.due.reset();
        stage.late = false;
      } else if (stage.mark == Mark::Now) {
        wait_for(stage);
      }
      made_.ladder.push_back(std::move(stage));
    }
  }

  void recommends(RouteStage& stage) const {
    const RequestStep* step = request_.step(StepKind::Recommend, stage.part);
    if (step) {
      stage.mark = Mark::Done;
      stage.words = result_words(*step);
    } else {
      stage.mark = decided_ ? Mark::Passed : Mark::Now;
      stage.words = decided_ ? "It was decided without a recommendation" : "Is asked to recommend";
      if (!decided_) recommends_by(stage);
    }
  }

  // Counted from when it was first asked of them: by a route that is kept, else by a version that
  // began since the newest of them.
  void recommends_by(RouteStage& stage) const {
    if (stage.part.days == 0) return;
    const Date kept = request_.routes.size() == 1 ? request_.asked : request_.kept().on;
    Date asked = std::max(kept, stage.part.from);
    for (auto route = request_.routes.rbegin(); route != request_.routes.rend(); ++route) {
      const RoutePart* part = route->part(Part::Recommends, stage.part.level);
      if (!part || part->name != stage.part.name) break;
      asked = &*route == &request_.routes.front() ? request_.asked : route->on;
    }
    stage.due = asked.plus_days(stage.part.days);
    stage.late = *stage.due < today_;
    stage.words = (stage.late ? "Was to recommend by " : "Is asked to recommend by ") +
                  stage.due->long_form();
  }

  void consulted(RouteStage& stage) const {
    const RequestStep* begun = request_.step(StepKind::Consult, stage.part);
    const RequestStep* answer = request_.step(StepKind::Answer, stage.part);
    if (begun) stage.due = begun->due;
    if (answer) {
      stage.mark = Mark::Done;
      stage.words = "Answered on " + answer->on.long_form();
      stage.due.reset();
    } else if (begun && stage.due && *stage.due < today_) {
      stage.mark = Mark::Done;
      stage.late = true;
      stage.words = "Lapsed: no answer by " + stage.due->long_form();
    } else if (decided_) {
      stage.mark = Mark::Passed;
      stage.words = "It was decided without their view";
    } else {
      stage.mark = Mark::Now;
      stage.words =
          begun ? "Has until " + stage.due->long_form() + " to answer"
                : "Is to be asked" + (stage.part.days == 0
                                          ? std::string()
                                          : ", with " + days_text(stage.part.days) + " to answer");
    }
  }

  void follows(RouteStage& stage) const {
    const bool told = stage.part.part == Part::Informed;
    const RequestStep* step = request_.step(told ? StepKind::Inform : StepKind::Report, stage.part);
    if (step) {
      stage.mark = Mark::Done;
      stage.words = (told ? "Told on " : "Reported on ") + step->on.long_form();
      return;
    }
    stage.mark = decided_ ? Mark::Now : Mark::ToCome;
    stage.words = told ? "Is to be told" : "Reports back";
    if (told || stage.part.days == 0) return;
    if (!decided_) {
      stage.words += " within " + days_text(stage.part.days);
      return;
    }
    stage.due = decided_->on.plus_days(stage.part.days);
    stage.late = *stage.due < today_;
    stage.words += " by " + stage.due->long_form();
  }

  static std::string due_words(const RouteStage& stage) {
    if (!stage.due) return "";
    return (stage.late ? ", which was due by " : " until ") + stage.due->long_form();
  }

  // What is waited for now, and how it is noted.
  void wait_for(const RouteStage& stage) {
    const RoutePart& part = stage.part;
    switch (part.part) {
      case Part::Recommends:
        waiting_.push_back("the recommendation of " + part.name + due_words(stage));
        made_.overdue = made_.overdue || stage.late;
        next(StepKind::Recommend, part, "Note the recommendation of " + part.name);
        break;
      case Part::Consulted:
        if (stage.due) {
          waiting_.push_back("the answer of " + part.name + " until " + stage.due->long_form());
          next(StepKind::Answer, part, "Note the answer of " + part.name);
        } else {
          waiting_.push_back("the consultation of " + part.name);
          next(StepKind::Consult, part, "Ask " + part.name + " for a view");
        }
        break;
      case Part::Informed:
        to_tell_.push_back(part.name);
        next(StepKind::Inform, part, "Note that the decision was told: " + part.name);
        break;
      default:
        made_.overdue = made_.overdue || stage.late;
        to_report_.push_back(part.name +
                             (stage.due ? " by " + stage.due->long_form() : std::string()));
        next(StepKind::Report, part, "Note the report of " + part.name);
    }
  }

  void next(StepKind kind, const RoutePart& part, std::string words) {
    made_.next.push_back({kind, part.level, std::move(words)});
  }

  void look_at_decision() {
    const RoutePart* decider = now_.decider();
    if (decided_) {
      RouteStage stage{decider ? *decider : RoutePart()};
      stage.part.name = decided_->name;
      stage.mark = Mark::Done;
      stage.words = result_words(*decided_);
      made_.ladder.push_back(std::move(stage));
      return;
    }
    made_.overdue = made_.overdue || (request_.needed && *request_.needed < today_);
    if (!decider) {
      made_.stage = Stage::Stuck;
      made_.words = first_line(now_.says);
      return;
    }
    RouteStage stage{*decider};
    stage.mark = heard_ ? Mark::Now : Mark::ToCome;
    stage.words = "Decides";
    made_.stage = heard_ ? Stage::Ready : Stage::Waits;
    made_.words = heard_ ? "May be decided by " + decider->name : "Waits for " + listed(waiting_);
    if (const AgendaNote* item = on_agenda(*decider)) {
      made_.stage = Stage::OnAgenda;
      stage.words = "On the agenda of " + item->body_name + ", " + item->on.long_form();
      if (item->state == governance::MeetingState::Held) {
        stage.words += ", whose minutes are not approved yet";
      }
      made_.words = stage.words + (heard_ ? std::string() : "; waits for " + listed(waiting_));
    }
    if (heard_) next(StepKind::Decide, *decider, "Note the decision of " + decider->name);
    made_.ladder.push_back(std::move(stage));
  }

  // Of the body that decides, the newest; and what lies with another is told.
  const AgendaNote* on_agenda(const RoutePart& decider) {
    const AgendaNote* found = nullptr;
    for (const AgendaNote& item : request_.agenda) {
      const bool theirs = decider.body.known() && item.body == decider.body;
      const bool open = item.state == governance::MeetingState::Planned ||
                        item.state == governance::MeetingState::Held;
      if (theirs && open) found = &item;
      const std::string where = item.body_name + ", " + item.on.long_form();
      if (theirs && !open) {
        made_.notes.push_back("It was on the agenda of " + where + ", and was not decided there.");
      } else if (!theirs && item.takes_outcome()) {
        made_.notes.push_back("A motion on it was put in the meeting of " + where +
                              ", who had no power to decide it.");
      } else if (!theirs) {
        made_.notes.push_back("It is on the agenda of " + where + "; to decide is for " +
                              decider.name + ".");
      }
    }
    return found;
  }

  void after_decision() {
    if (decided_->early) {
      made_.notes.push_back("It was decided before everybody was heard who is to be heard first.");
    }
    const bool granted = decided_->result == "granted";
    made_.words = (granted ? "Granted by " : "Refused by ") + decided_->name + " on " +
                  decided_->on.long_form();
    if (to_tell_.empty() && to_report_.empty()) {
      made_.stage = granted ? Stage::Done : Stage::Refused;
      return;
    }
    made_.stage = granted ? Stage::Granted : Stage::Refused;
    if (!to_tell_.empty()) made_.words += "; to be told: " + listed(to_tell_);
    if (!to_report_.empty()) made_.words += "; report due: " + listed(to_report_);
  }

  // Recommendations and answers of levels that are not asked any more, and of other facts.
  void note_what_is_over() {
    Date facts_changed = Date::distant_past();
    if (const RequestStep* step = request_.step(StepKind::Facts)) facts_changed = step->on;
    for (const RequestStep& step : request_.steps) {
      const bool recommends = step.kind == StepKind::Recommend;
      if (!recommends && step.kind != StepKind::Answer) continue;
      const std::string what = (recommends ? "The recommendation of " : "The answer of ") +
                               step.name + ", " + step.on.long_form();
      const RoutePart* part =
          now_.part(recommends ? Part::Recommends : Part::Consulted, step.level);
      if (!part || part->name != step.name) {
        made_.notes.push_back(what + ", is not asked for any more.");
      } else if (step.on < facts_changed && request_.step(step.kind, *part) == &step) {
        made_.notes.push_back(what + ", was given before the facts were changed on " +
                              facts_changed.long_form() + ".");
      }
    }
  }

  const DecisionRequest& request_;
  const Route& now_;
  const Date today_;
  const RequestStep* decided_;
  bool heard_ = false;
  std::vector<std::string> waiting_;
  std::vector<std::string> to_tell_;
  std::vector<std::string> to_report_;
  RequestState made_;
};

}  // namespace

std::string_view word_of(StepKind kind) { return step_words[static_cast<std::size_t>(kind)].word; }
std::string_view label_of(StepKind kind) {
  return step_words[static_cast<std::size_t>(kind)].label;
}
std::optional<StepKind> step_kind_of(std::string_view word) {
  const auto found = std::ranges::find(step_words, word, &Word::word);
  if (found == std::end(step_words)) return std::nullopt;
  return static_cast<StepKind>(found - std::begin(step_words));
}
std::string_view word_of(Stage stage) { return stage_words[static_cast<std::size_t>(stage)].word; }
std::string_view label_of(Stage stage) {
  return stage_words[static_cast<std::size_t>(stage)].label;
}
std::string_view word_of(Mark mark) { return mark_words[static_cast<std::size_t>(mark)]; }

bool AgendaNote::takes_outcome() const {
  return state == governance::MeetingState::Sealed &&
         (decided == governance::Decided::Carried || decided == governance::Decided::Lost);
}

const RequestStep* DecisionRequest::step(StepKind kind) const {
  const auto found = std::ranges::find(steps.rbegin(), steps.rend(), kind, &RequestStep::kind);
  return found == steps.rend() ? nullptr : &*found;
}

// A school that has moved has another cluster board: the level alone does not say who it was.
const RequestStep* DecisionRequest::step(StepKind kind, const RoutePart& part) const {
  const RequestStep* found = nullptr;
  for (const RequestStep& each : steps) {
    if (each.kind == kind && each.level == part.level && each.name == part.name) found = &each;
  }
  return found;
}

RequestState state_of(const DecisionRequest& request, const Route& now, base::Date today) {
  return Looking(request, now, today).look();
}

ItemSource read_source(std::string_view text) {
  ItemSource source;
  text = base::trim(text);
  if (text.starts_with("request ")) {
    source.request = base::parse_integer(text.substr(8)).value_or(0);
    return source;
  }
  if (!text.starts_with("decision ")) return source;
  text.remove_prefix(9);
  if (const std::size_t with = text.find(" with "); with != std::string_view::npos) {
    const std::string_view facts = text.substr(with + 6);
    for (const std::string_view fact : base::split(facts, ';')) {
      if (!base::trim(fact).empty()) source.facts.emplace_back(base::trim(fact));
    }
    text = text.substr(0, with);
  }
  if (const std::size_t at = text.find(" for "); at != std::string_view::npos) {
    source.place = base::trim(text.substr(at + 5));
    text = text.substr(0, at);
  }
  source.decision = base::trim(text);
  return source;
}

std::string source_of(RequestId request) { return "request " + std::to_string(request.value); }

}  // namespace delegation
