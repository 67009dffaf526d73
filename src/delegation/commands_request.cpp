// Requests for decisions by command: the same store as the pages and the API.
#include "delegation/commands_request.hpp"

#include <ostream>

#include "base/text.hpp"
#include "delegation/api_request.hpp"
#include "governance/commands_kept.hpp"
#include "registry/commands.hpp"
#include "registry/unpack.hpp"

namespace delegation {

namespace {

using enum base::OptionKind;
using governance::anybody;
using governance::number_of;
using governance::writing_of;

base::Result<std::optional<base::Date>> day_option(const base::Invocation& call,
                                                   const std::string& name) {
  if (!call.value(name)) return std::optional<base::Date>();
  return std::optional(TRY(registry::date_option(call, name, call.today)));
}

base::Result<int> shown(const base::Invocation& call, sql::Connection& connection, RequestId id) {
  const RequestPicture picture = TRY(request_picture(connection, id, call.today));
  *call.out << (call.json ? request_json(picture) : request_text(picture));
  return 0;
}

base::Result<int> run_list(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  RequestFilter filter;
  filter.open_only = !call.flag("all");
  if (const auto of = call.value("of")) {
    filter.of = TRY(place_asked(*lease, *of, call.today));
  }
  const auto pictures = TRY(request_pictures(*lease, filter, call.today)).all;
  *call.out << (call.json          ? requests_json(pictures)
                : call.flag("csv") ? requests_csv(pictures)
                                   : requests_text(pictures));
  return 0;
}

base::Result<int> run_show(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  return shown(call, *lease, RequestId{TRY(number_of(call, "NUMBER"))});
}

base::Result<int> run_ask(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.write());
  NewRequest asked;
  asked.asked = TRY(registry::date_option(call, "on", call.today));
  asked.decision = call.value("CODE").value_or("");
  asked.place = TRY(place_asked(*lease, call.value("for").value_or(""), asked.asked));
  asked.words = call.value("words").value_or("");
  asked.heading = call.value("heading").value_or("");
  asked.party = call.value("party").value_or("");
  asked.facts = TRY(read_facts(TRY(catalogue_in_force(*lease)).facts, call.list("fact")));
  asked.needed = TRY(day_option(call, "needed"));
  if (call.value("by")) asked.asked_by = governance::PersonId{TRY(number_of(call, "by"))};
  const RequestId id =
      TRY(ask_for_decision(*lease, asked, writing_of(call), anybody, governance::Keep::All));
  return shown(call, *lease, id);
}

base::Result<int> noted(const base::Invocation& call, StepKind kind) {
  const RequestId id{TRY(number_of(call, "NUMBER"))};
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.write());
  NewStep step;
  step.kind = kind;
  step.level = call.value("level").value_or("");
  step.on = TRY(registry::date_option(call, "on", call.today));
  step.result = call.value(kind == StepKind::Decide ? "RESULT" : "result").value_or("");
  step.words = call.value("words").value_or("");
  step.due = TRY(day_option(call, "until"));
  step.facts = TRY(read_facts(TRY(catalogue_in_force(*lease)).facts, call.list("fact")));
  const std::int64_t seen = TRY(request_picture(*lease, id, call.today)).request.revision;
  TRY(note_step(*lease, id, seen, step, writing_of(call), anybody));
  return shown(call, *lease, id);
}

base::Result<int> run_step(const base::Invocation& call) {
  const std::string word = call.value("STEP").value_or("");
  const auto kind = step_kind_of(word);
  if (!kind) return base::make_error("bad_step", "There is no step \"" + word + "\".", "STEP");
  if (*kind == StepKind::Decide || *kind == StepKind::Withdraw) {
    return base::make_error("usage", "Use guildhall request " + word + " for that.", "STEP");
  }
  return noted(call, *kind);
}

base::Result<int> run_decide(const base::Invocation& call) { return noted(call, StepKind::Decide); }

base::Result<int> run_withdraw(const base::Invocation& call) {
  return noted(call, StepKind::Withdraw);
}

base::Result<int> run_agenda(const base::Invocation& call) {
  const RequestId id{TRY(number_of(call, "NUMBER"))};
  const governance::MeetingId meeting{TRY(number_of(call, "MEETING"))};
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.write());
  TRY(put_on_agenda(*lease, id, meeting, call.value("motion").value_or(""), writing_of(call),
                    anybody));
  return shown(call, *lease, id);
}

base::Result<int> run_import(const base::Invocation& call) {
  const std::vector<FileRequest> all =
      TRY(read_request_file(TRY(registry::read_unpacked(call.value("FILE").value_or("")))));
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.write());
  const bool dry = call.flag("dry-run");
  const auto made = TRY(import_requests(*lease, all, writing_of(call), anybody,
                                        dry ? governance::Keep::Nothing : governance::Keep::All));
  *call.out << (dry ? "Would be taken over: " : "Taken over: ") << made.size()
            << (made.size() == 1 ? " request" : " requests") << ".\n";
  return 0;
}

base::Result<int> run_findings(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const auto found = TRY(request_findings(*lease, call.today));
  *call.out << (call.json ? request_findings_json(found) : request_findings_text(found));
  return found.empty() ? 0 : 1;
}

}  // namespace

namespace {

const base::CommandOption number = {"NUMBER", Positional, "The number of the request", "", true};
const base::CommandOption on = {"on", Value, "The day on which it was (today)", "DATE"};
const base::CommandOption level = {
    "level", Value, "Which level it is: head, lgb; left out where one alone is meant", "CODE"};
const base::CommandOption words = {"words", Value, "In words", "TEXT"};
const base::CommandOption fact = {"fact", ValueList, "A fact: amount=18000", "NAME=VALUE"};
const base::CommandOption reason = {"reason", Value, "For the audit trail", "TEXT"};

std::vector<base::Command> writing_commands() {
  return {
      {"request ask",
       "Ask for a decision",
       "It goes the way that the scheme of delegation says: who recommends, who is consulted, who "
       "decides, who is told.\n"
       "Example: guildhall request ask F07 --for 990866 --words \"A SENCo for three schools\" "
       "--fact amount=18000",
       {{"CODE", Positional, "The decision, such as F07", "", true},
        {"for", Value, "A school by URN or name, or \"cluster 12\", \"group 90001\"", "PLACE",
         true},
        {"words", Value, "What is asked for", "TEXT", true},
        fact,
        {"heading", Value, "The heading of the budget, whose sums of the year count", "TEXT"},
        {"party", Value, "To whom the money goes", "TEXT"},
        {"by", Value, "Who asks: the number of a person", "NUMBER"},
        {"needed", Value, "By when the decision is needed", "DATE"},
        on,
        reason},
       run_ask},
      {"request step",
       "Note a step of a request",
       "STEP is recommend (--result for, against or none), consult (--until), answer (--words), "
       "facts (--fact), inform or report.\n"
       "Example: guildhall request step 1 recommend --level head --result for",
       {number,
        {"STEP", Positional, "recommend, consult, answer, facts, inform or report", "", true},
        level,
        {"result", Value, "for, against or none", "WORD"},
        words,
        {"until", Value, "The last day to answer", "DATE"},
        fact,
        on,
        reason},
       run_step},
      {"request decide",
       "Note the decision of an officer, or of a meeting that is not kept here",
       "Refused where the scheme of that day gives the decision to somebody else. What a meeting "
       "decides that is kept here comes with its minutes.\n"
       "Example: guildhall request decide 1 granted",
       {number, {"RESULT", Positional, "granted or refused", "", true}, level, words, on, reason},
       run_decide},
      {"request withdraw",
       "Withdraw a request",
       "Example: guildhall request withdraw 1 --words \"Another school pays for it\"",
       {number, words, on, reason},
       run_withdraw},
      {"request agenda",
       "Put a request on the agenda of a meeting of the body that decides it",
       "Example: guildhall request agenda 1 12",
       {number,
        {"MEETING", Positional, "The number of the meeting", "", true},
        {"motion", Value, "The motion, if it is to be other words", "TEXT"},
        reason},
       run_agenda},
      {"request import",
       "Take over requests and their steps from a text",
       "All of them or none. The words are explained in docs/spec/delegation.md.\n"
       "Example: guildhall request import requests.txt --dry-run",
       {{"FILE", Positional, "The text", "", true},
        {"dry-run", Flag, "Only say whether it could be"},
        reason},
       run_import},
  };
}

}  // namespace

std::vector<base::Command> request_commands() {
  std::vector<base::Command> all = {
      {"request list",
       "List requests for decisions and where each stands",
       "Those that are to be decided, told or reported.\n"
       "Example: guildhall request list --of \"group 90001\"",
       {{"of", Value, "Of a school by URN or name, or \"cluster 12\", \"group 90001\"", "PLACE"},
        {"all", Flag, "Also those that are over"},
        {"csv", Flag, "As a table"}},
       run_list},
      {"request show",
       "Show a request: its route, what was noted and what is next",
       "Example: guildhall request show 1",
       {number},
       run_show},
      {"request findings",
       "List what was decided without power",
       "Motions that were carried, held against the scheme of their day. The exit status is 1 "
       "where there is one.\n"
       "Example: guildhall request findings",
       {},
       run_findings},
  };
  for (base::Command& each : writing_commands()) all.push_back(std::move(each));
  return all;
}

}  // namespace delegation
