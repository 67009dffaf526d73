// Whether a step may be noted, and by which power.
#include <algorithm>

#include "base/text.hpp"
#include "delegation/request.hpp"

namespace delegation {

namespace {

base::Error bad(std::string what, std::string_view field) {
  return base::make_error("bad_step", std::move(what), std::string(field));
}

std::string in_one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return std::string(base::trim(text));
}

// The part that a step of this kind belongs to.
std::optional<Part> part_of(StepKind kind) {
  switch (kind) {
    case StepKind::Recommend: return Part::Recommends;
    case StepKind::Consult:
    case StepKind::Answer: return Part::Consulted;
    case StepKind::Decide: return Part::Decides;
    case StepKind::Inform: return Part::Informed;
    case StepKind::Report: return Part::Reports;
    default: return std::nullopt;
  }
}

bool is_one_of(const std::string& word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

// Who is not heard yet who is to be heard first, on that day.
std::vector<std::string> unheard(const DecisionRequest& request, const Route& then,
                                 base::Date day) {
  std::vector<std::string> names;
  for (const RouteStage& stage : state_of(request, then, day).ladder) {
    const Part part = stage.part.part;
    if (part != Part::Recommends && part != Part::Consulted) continue;
    if (stage.mark == Mark::Now) names.push_back(stage.part.name);
  }
  return names;
}

base::Error no_power(const DecisionRequest& request, const Route& then, const RequestStep& step) {
  const bool decides = step.kind == StepKind::Decide;
  const std::string who = step.name.empty() ? step.level : step.name;
  std::string what = request.decision + ", on " + then.on.long_form() + ": ";
  what += who.empty() ? "nobody can be named. "
          : decides   ? "to decide is not for " + who + ". "
                      : "no such part is for " + who + ". ";
  return base::make_error("no_power", what + in_one_line(then.says + "\n" + then.because), "level");
}

class Checking {
 public:
  Checking(const DecisionRequest& request, const Route& then, RequestStep& step, base::Date today)
      : request_(request), then_(then), step_(step), today_(today) {}

  base::Status check() {
    TRY(day());
    TRY(still_open());
    if (step_.kind == StepKind::Facts || step_.kind == StepKind::Withdraw) return without_level();
    const RoutePart* part = TRY(its_part());
    step_.level = part->level;
    step_.name = part->name;
    step_.by = part->by;
    step_.says = then_.says + (then_.because.empty() ? "" : "\n" + then_.because);
    switch (step_.kind) {
      case StepKind::Recommend: return recommend(*part);
      case StepKind::Consult: return consult(*part);
      case StepKind::Answer: return answer(*part);
      case StepKind::Decide: return decide(*part);
      default: return once(*part, "has been noted");
    }
  }

 private:
  base::Status day() const {
    if (step_.on > today_) return bad("That day is to come: note it when it has happened.", "on");
    if (step_.on >= request_.asked) return {};
    return bad("The request was made on " + request_.asked.long_form() + ", which is after that.",
               "on");
  }

  base::Status still_open() const {
    if (request_.step(StepKind::Withdraw)) return bad("The request was withdrawn.", "step");
    const RequestStep* decided = request_.step(StepKind::Decide);
    const bool after = step_.kind == StepKind::Inform || step_.kind == StepKind::Report;
    if (!decided && after)
      return bad("It is not decided yet, so there is nothing to tell.", "step");
    if (!decided) return {};
    if (!after) {
      return bad("It was decided on " + decided->on.long_form() +
                     ": what remains is to tell it, and to report. Ask anew for another decision.",
                 "step");
    }
    if (step_.on < decided->on) return bad("It was decided after that day.", "on");
    if (step_.kind == StepKind::Report && decided->result != "granted") {
      return bad("It was refused: there is nothing to report of.", "step");
    }
    return {};
  }

  base::Status without_level() const {
    if (step_.kind == StepKind::Withdraw && base::trim(step_.words).empty()) {
      return bad("Say why it is withdrawn.", "words");
    }
    return {};
  }

  base::Result<const RoutePart*> its_part() const {
    const Part wanted = *part_of(step_.kind);
    if (wanted == Part::Decides) {
      const RoutePart* decider = then_.decider();
      if (decider && (step_.level.empty() || step_.level == decider->level)) return decider;
      return no_power(request_, then_, step_);
    }
    if (const RoutePart* part = then_.part(wanted, step_.level)) return part;
    const auto alone = std::ranges::count(then_.parts, wanted, &RoutePart::part) == 1;
    if (step_.level.empty() && alone) {
      return &*std::ranges::find(then_.parts, wanted, &RoutePart::part);
    }
    if (step_.level.empty()) return bad("Say which level it is.", "level");
    return no_power(request_, then_, step_);
  }

  base::Status once(const RoutePart& part, std::string_view what) const {
    const RequestStep* before = request_.step(step_.kind, part);
    if (!before) return {};
    return bad("That of " + part.name + " " + std::string(what) + " already, for " +
                   before->on.long_form() + ".",
               "step");
  }

  base::Status recommend(const RoutePart& part) const {
    if (!is_one_of(step_.result, {"for", "against", "none"})) {
      return bad("Say whether the recommendation is for, against or none.", "result");
    }
    const RequestStep* before = request_.step(StepKind::Recommend, part);
    const RequestStep* facts = request_.step(StepKind::Facts);
    if (before && facts && facts->on >= before->on) return {};  // of other facts
    return once(part, "has been noted");
  }

  base::Status consult(const RoutePart& part) {
    if (part.days != 0 && !step_.due) step_.due = step_.on.plus_days(part.days);
    if (!step_.due || *step_.due < step_.on) {
      return bad("Say until which day they may answer.", "due");
    }
    if (part.days != 0 && *step_.due < step_.on.plus_days(part.days)) {
      return bad("They have " + days_text(part.days) + " by " + words_of(part.by) + ".", "due");
    }
    return once(part, "has begun");
  }

  base::Status answer(const RoutePart& part) const {
    if (base::trim(step_.words).empty()) return bad("Say what they answered.", "words");
    if (!request_.step(StepKind::Consult, part)) {
      return bad("They were not asked yet: note first that the consultation began.", "step");
    }
    return once(part, "has been noted");
  }

  base::Status decide(const RoutePart& part) const {
    if (!is_one_of(step_.result, {"granted", "refused"})) {
      return bad("Say whether it is granted or refused.", "result");
    }
    const std::vector<std::string> names = unheard(request_, then_, step_.on);
    if (!names.empty()) {
      return bad("Not heard yet, and to be heard first: " + base::join(names, ", ") + ".", "step");
    }
    if (part.body.known() && base::trim(step_.words).empty()) {
      return bad(
          "A body decides in a meeting: put it on an agenda; or say by which minute of a "
          "meeting that is not kept here.",
          "words");
    }
    return {};
  }

  const DecisionRequest& request_;
  const Route& then_;
  RequestStep& step_;
  const base::Date today_;
};

}  // namespace

base::Status check_step(const DecisionRequest& request, const Route& then, RequestStep& step,
                        base::Date today) {
  return Checking(request, then, step, today).check();
}

std::optional<RequestStep> outcome_of(const DecisionRequest& request, const AgendaNote& item,
                                      const Route& then) {
  const RoutePart* decider = then.decider();
  if (!item.takes_outcome() || !decider || decider->body != item.body) return std::nullopt;
  RequestStep step;
  step.kind = StepKind::Decide;
  step.level = decider->level;
  step.name = decider->name;
  step.on = item.on;
  step.result = item.decided == governance::Decided::Carried ? "granted" : "refused";
  step.words = "Item " + std::to_string(item.position) + " of the meeting of " + item.body_name +
               ", " + item.on.long_form();
  step.by = decider->by;
  step.says = then.says + (then.because.empty() ? "" : "\n" + then.because);
  step.meeting = item.meeting;
  step.item = item.item;
  step.early = !unheard(request, then, item.on).empty();
  return step;
}

base::Result<DecisionRequest> with_outcome(DecisionRequest request, base::Date until,
                                           const RouteAt& route_at) {
  for (const AgendaNote& item : request.agenda) {
    if (!request.open()) break;
    if (!item.takes_outcome() || item.on < request.asked || item.on > until) continue;
    const Route then = TRY(route_at(item.on));
    std::optional<RequestStep> step = outcome_of(request, item, then);
    if (!step) continue;
    request.steps.push_back(std::move(*step));
    request.routes.push_back(then);
    request.routes.back().why = "decided";
  }
  return request;
}

}  // namespace delegation
