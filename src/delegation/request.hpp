// A request for a decision on its way: who must be heard, who decides, who is told, and what is
// next. Pure: what was noted and today's ruling go in, where it stands comes out. The words are
// explained in docs/spec/delegation.md.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "delegation/standing.hpp"
#include "governance/meeting.hpp"

namespace delegation {

struct DecisionRequest;
struct RequestStep;
struct KeptRoute;
using RequestId = base::Id<DecisionRequest>;
using RequestStepId = base::Id<RequestStep>;
using RouteId = base::Id<KeptRoute>;

// By what somebody has a part: a clause of a version of a layer.
struct PowerUsed {
  std::string layer;    // "group"; "" of none
  std::string scheme;   // its title
  std::string version;  // "11"
  std::string clause;   // "4.7"; "": what the scheme retains
  friend bool operator==(const PowerUsed&, const PowerUsed&) = default;
};
// "clause 4.7 of Scheme of the trust (version 11)"; "" of none
std::string words_of(const PowerUsed& power);

struct RoutePart {
  Part part = Part::Decides;
  std::string level;        // its code
  std::string name;         // "the headteacher of Saltmere Academy"
  governance::BodyId body;  // none of an office, or where it is not known
  bool there = true;        // somebody is behind it on that day
  int days = 0;             // to answer, or to report; 0: not said
  std::string to;           // whom it reports to, as a name; "": who decides
  PowerUsed by;
  // The first day of the version that gives it; of kept routes it is not known.
  base::Date from = base::Date::distant_past();
};

// A ruling on a day, as it is kept.
struct Route {
  RouteId id;  // none: it is not kept
  base::Date on;
  std::string why;    // "asked", "facts", "changed"
  std::string facts;  // "amount=£18,000.00; months=24": those that were given
  std::string sums;   // where sums of the year come from, in sentences; or ""
  Outcome outcome = Outcome::Gap;
  std::vector<RoutePart> parts;  // who decides first
  std::string says;              // the sentences of the ruling, a line each
  std::string because;           // the same of its reasons

  const RoutePart* decider() const;  // null where nobody can be named
  const RoutePart* part(Part part, std::string_view level) const;
};
Route route_of(const Catalogue& catalogue, const Unit& unit, const Ruling& ruling,
               const Standing& standing);
// What the second says otherwise, a sentence for each step; none where the same do the same.
std::vector<std::string> route_changes(const Route& before, const Route& after);

enum class StepKind {
  Recommend,
  Consult,  // a level is asked for its view
  Answer,
  Facts,  // they have changed
  Decide,
  Withdraw,
  Inform,
  Report,
};
inline constexpr int step_kinds = 8;
std::string_view word_of(StepKind kind);   // "recommend"
std::string_view label_of(StepKind kind);  // "Recommends"
std::optional<StepKind> step_kind_of(std::string_view word);
// Facts and a withdrawal are of the request as a whole.
constexpr bool is_of_level(StepKind kind) {
  return kind != StepKind::Facts && kind != StepKind::Withdraw;
}

struct RequestStep {
  RequestStepId id;
  StepKind kind = StepKind::Recommend;
  std::string level;  // its code; "" of facts and of a withdrawal
  std::string name;   // of the level, as the route names it
  base::Date on;
  std::string result;             // for, against, none; granted, refused; else ""
  std::string words;              // why, or what was answered
  std::optional<base::Date> due;  // of Consult: the last day to answer
  governance::PersonId person;    // who holds the office, where it is one
  std::string person_name;        // "" where it is none
  std::string noted_by;           // as the audit trail names them
  RouteId route;                  // on which it was taken
  PowerUsed by;
  std::string says;               // the sentences of the ruling by which it was taken
  governance::MeetingId meeting;  // that decided
  governance::ItemId item;        // and its number in the register of decisions
  bool early = false;             // decided, before everybody was heard
};

// An item of an agenda that is about the request.
struct AgendaNote {
  governance::MeetingId meeting;
  governance::ItemId item;
  int position = 0;
  governance::BodyId body;
  std::string body_name;
  base::Date on;
  governance::MeetingState state = governance::MeetingState::Planned;
  governance::Decided decided = governance::Decided::NotPut;  // once its minutes are approved
  bool takes_outcome() const;  // carried or lost, by approved minutes
};

struct DecisionRequest {
  RequestId id;
  std::int64_t revision = 0;
  std::string decision;  // its code
  governance::Place place;
  std::string place_name;
  std::string words;    // what is asked for
  std::string heading;  // of the budget; or ""
  std::string party;    // to whom the money goes; or ""
  base::Date asked;
  governance::PersonId asked_by;     // none: not said
  std::string noted_by;              // who entered it
  std::int64_t account = 0;          // their number; 0 of none
  std::optional<base::Date> needed;  // by when
  std::vector<Route> routes;         // kept, the newest last; at least one
  std::vector<RequestStep> steps;    // by day
  std::vector<AgendaNote> agenda;    // of meetings that were not cancelled

  const Route& kept() const { return routes.back(); }
  // The newest; or null.
  const RequestStep* step(StepKind kind) const;
  const RequestStep* step(StepKind kind, const RoutePart& part) const;
  bool open() const { return !step(StepKind::Decide) && !step(StepKind::Withdraw); }
};

enum class Stage { Waits, Ready, OnAgenda, Stuck, Granted, Refused, Done, Withdrawn };
inline constexpr int stages = 8;
std::string_view word_of(Stage stage);   // "on_agenda"
std::string_view label_of(Stage stage);  // "On an agenda"

enum class Mark { Done, Now, ToCome, Passed };  // Passed: there is nobody, so it is not waited for
std::string_view word_of(Mark mark);
struct RouteStage {
  RoutePart part;
  Mark mark = Mark::ToCome;
  std::string words;  // "recommended it on 3 March 2026"
  std::optional<base::Date> due;
  bool late = false;
};
// What may be noted next.
struct NextStep {
  StepKind kind;
  std::string level;
  std::string words;  // "The headteacher of Saltmere Academy recommends"
};
struct RequestState {
  Stage stage = Stage::Waits;
  std::string words;  // "Waits for the recommendation of the headteacher of Saltmere Academy"
  std::vector<RouteStage> ladder;
  std::vector<NextStep> next;  // but facts and withdrawal, which may be noted while it is open
  std::vector<std::string> changed;  // of the route, against that which is kept
  std::vector<std::string> notes;    // what else is to be known
  bool overdue = false;              // not recommended, decided or reported by its day
};
// `now`: today's ruling; of a request that is decided the route by which it was.
RequestState state_of(const DecisionRequest& request, const Route& now, base::Date today);

// Whether the step may be noted, by the route of its day, on which `step.name` and `step.by` are
// filled in. Errors: bad_step, no_power (who is to decide does not, by the scheme).
base::Status check_step(const DecisionRequest& request, const Route& then, RequestStep& step,
                        base::Date today);
// The decision that approved minutes record, by the route of the day of the meeting; none where
// that body does not decide it.
std::optional<RequestStep> outcome_of(const DecisionRequest& request, const AgendaNote& item,
                                      const Route& then);

// The request with that decision noted, where a meeting up to that day made one; it has no number
// until it is written.
using RouteAt = std::function<base::Result<Route>(base::Date)>;
base::Result<DecisionRequest> with_outcome(DecisionRequest request, base::Date until,
                                           const RouteAt& route_at);

// "decision F07 for school 990866 with amount=18000; months=24", or "request 7": what an item of
// an agenda says that it came from.
struct ItemSource {
  std::int64_t request = 0;  // 0: none
  std::string decision;      // "": none
  std::string place;         // "": that of the body
  std::vector<std::string> facts;
};
ItemSource read_source(std::string_view text);
std::string source_of(RequestId request);  // "request 7"

}  // namespace delegation
