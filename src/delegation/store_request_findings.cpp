// Motions that were carried, held against who had the power on that day.
#include <algorithm>

#include "base/text.hpp"
#include "delegation/store_request_parts.hpp"
#include "governance/store_names.hpp"

namespace delegation {

namespace {

using base::Date;

// An item of an agenda that says what it came from.
struct SourcedItem {
  AgendaNote note;
  ItemSource source;
  bool confidential = false;
};

base::Result<std::vector<SourcedItem>> sourced_items(sql::Connection& connection) {
  sql::Rows rows = TRY(connection.query(
      "SELECT i.id, i.source, i.decided, i.position, m.id, m.body_id, b.name, m.held_on, m.state, "
      "i.confidential FROM agenda_item i JOIN meeting m ON m.id = i.meeting_id JOIN body b ON b.id "
      "= m.body_id WHERE i.dropped = 0 AND m.state <> 'cancelled' AND (i.source LIKE 'request %' "
      "OR i.source LIKE 'decision %') ORDER BY m.held_on DESC, i.id DESC"));
  std::vector<SourcedItem> found;
  while (TRY(rows.next())) {
    SourcedItem item;
    item.note.item = rows.id<governance::Item>(0);
    item.source = read_source(rows.text(1));
    item.note.decided = governance::decided_of(rows.text(2)).value_or(governance::Decided::NotPut);
    item.note.position = static_cast<int>(rows.integer(3));
    item.note.meeting = rows.id<governance::Meeting>(4);
    item.note.body = rows.id<governance::Body>(5);
    item.note.body_name = rows.text(6);
    item.note.on = rows.date(7);
    item.note.state =
        governance::meeting_state_of(rows.text(8)).value_or(governance::MeetingState::Planned);
    item.confidential = rows.integer(9) != 0;
    found.push_back(std::move(item));
  }
  return found;
}

std::string in_one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return std::string(base::trim(text));
}

class Judge {
 public:
  explicit Judge(sql::Connection& connection) : connection_(connection), settings_(connection) {}

  struct Judged {
    PowerOfItem power;
    std::optional<RequestFinding> finding;
  };

  base::Result<Judged> judge(const SourcedItem& item) {
    Judged made;
    made.power.request = RequestId{item.source.request};
    made.power.decision = item.source.decision;
    if (made.power.request.known()) {
      const auto read = request_row(connection_, made.power.request);
      if (!read.ok()) {
        if (read.error().kind == base::ErrorKind::Unavailable) return read.error();
        made.power.words = read.error().message;
        return made;
      }
      TRY(judge_request(item, read.value(), made));
    } else {
      TRY(judge_decision(item, made));
    }
    return made;
  }

 private:
  base::Status judge_request(const SourcedItem& item, const DecisionRequest& noted, Judged& made) {
    made.power.decision = noted.decision;
    if (!item.note.takes_outcome()) return {};
    const DecisionRequest now = TRY(with_outcome_of(settings_, noted, item.note.on));
    const RequestStep* decided = now.step(StepKind::Decide);
    if (decided && decided->item == item.note.item) {
      made.power.words = "By " + words_of(decided->by);
      if (decided->early) {
        tell(item, RequestTrouble::Early, now.id,
             "It was decided before everybody was heard who is to be heard first. The page of the "
             "request says who; note what they said and tell the body.",
             made);
      }
      return {};
    }
    return held_against(item, TRY(route_at(settings_, noted, item.note.on)), made);
  }

  base::Status judge_decision(const SourcedItem& item, Judged& made) {
    if (!item.note.takes_outcome()) return {};
    const governance::Place place =
        item.source.place.empty() ? TRY(governance::body_row(connection_, item.note.body)).place
                                  : TRY(place_named(item.source.place));
    const Catalogue catalogue = TRY(catalogue_in_force(connection_));
    const auto facts = read_facts(catalogue.facts, item.source.facts);
    if (!facts.ok() || place.id == 0) {
      tell(item, RequestTrouble::NotTold, {},
           "What it came from cannot be read" +
               (facts.ok() ? std::string(".") : ": " + facts.error().message) +
               " Write it as in “decision F07 for school 990866 with amount=18000”.",
           made);
      return {};
    }
    const Route then = TRY(route_on(
        settings_, {place, item.source.decision, facts.value(), "", "", {}}, item.note.on));
    return held_against(item, then, made);
  }

  base::Result<governance::Place> place_named(const std::string& text) {
    const auto place = governance::place_of(connection_, text);
    if (place.ok()) return place.value();
    if (place.error().kind == base::ErrorKind::Unavailable) return place.error();
    return governance::Place{};
  }

  // Whether the body was the one that decides.
  base::Status held_against(const SourcedItem& item, const Route& then, Judged& made) {
    const RoutePart* decider = then.decider();
    if (decider && decider->body == item.note.body) {
      made.power.words = "By " + words_of(decider->by);
      return {};
    }
    const bool open = then.outcome == Outcome::MissingFacts;
    tell(item, open ? RequestTrouble::NotTold : RequestTrouble::NoPower, made.power.request,
         in_one_line(then.says + "\n" + then.because) +
             (open ? " Say the fact, and it can be told."
                   : " Let whoever has the power decide it, or have the resolution rescinded."),
         made);
    return {};
  }

  void tell(const SourcedItem& item, RequestTrouble trouble, RequestId request, std::string what,
            Judged& made) const {
    // Who loses a motion has decided nothing that would want a power.
    const bool carried = item.note.decided == governance::Decided::Carried;
    made.power.lacks_power = carried && trouble == RequestTrouble::NoPower;
    if (trouble != RequestTrouble::Early) {
      made.power.words = carried ? std::string(label_of(trouble)) : "Not for this body to decide";
    }
    if (!carried || item.confidential) return;
    made.finding = RequestFinding{trouble,           request,        made.power.decision,
                                  item.note.meeting, item.note.item, item.note.body_name,
                                  item.note.on,      std::move(what)};
  }

  sql::Connection& connection_;
  RequestSettings settings_;
};

}  // namespace

std::string_view word_of(RequestTrouble trouble) {
  constexpr std::string_view words[] = {"no_power", "not_told", "early"};
  return words[static_cast<std::size_t>(trouble)];
}

std::string_view label_of(RequestTrouble trouble) {
  constexpr std::string_view labels[] = {"Decided without power",
                                         "Whether there was a power is not known",
                                         "Decided before everybody was heard"};
  return labels[static_cast<std::size_t>(trouble)];
}

base::Result<std::vector<RequestFinding>> request_findings(sql::Connection& connection,
                                                           Date today) {
  Judge judge(connection);
  std::vector<RequestFinding> found;
  for (const SourcedItem& item : TRY(sourced_items(connection))) {
    if (item.note.on > today) continue;
    auto judged = TRY(judge.judge(item));
    if (judged.finding) found.push_back(std::move(*judged.finding));
  }
  return found;
}

base::Result<std::map<std::int64_t, PowerOfItem>> powers_of_items(
    sql::Connection& connection, const std::vector<std::int64_t>& items) {
  Judge judge(connection);
  std::map<std::int64_t, PowerOfItem> found;
  for (const SourcedItem& item : TRY(sourced_items(connection))) {
    if (std::ranges::find(items, item.note.item.value) == items.end()) continue;
    auto judged = TRY(judge.judge(item));
    if (!judged.power.request.known() && judged.power.decision.empty()) continue;
    found.emplace(item.note.item.value, std::move(judged.power));
  }
  return found;
}

}  // namespace delegation
