// Whatever is written of a request is judged by the ruling of its own day, read inside the
// transaction that writes it.
#include <algorithm>

#include "access/store_audit.hpp"
#include "access/values.hpp"
#include "base/text.hpp"
#include "delegation/store_request_parts.hpp"
#include "governance/store_names.hpp"

namespace delegation {

namespace {

using base::Date;
using governance::Keep;
using governance::May;
using governance::Place;
using governance::Writing;

base::Error bad(std::string what, std::string_view field) {
  return base::make_error("bad_step", std::move(what), std::string(field));
}

Date day_or_never(const std::optional<Date>& day) { return day.value_or(Date::distant_future()); }

base::Result<RouteId> write_route(sql::Connection& connection, RequestId request,
                                  const Route& route) {
  const Catalogue catalogue = TRY(catalogue_in_force(connection));
  const RouteId id{TRY(connection.integer(
      "INSERT INTO request_route (request_id, on_day, why, facts, amount, sums, outcome, says, "
      "because) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
      {request, route.on, route.why, route.facts, amount_of(catalogue, route.facts), route.sums,
       word_of(route.outcome), route.says, route.because}))};
  int position = 0;
  for (const RoutePart& part : route.parts) {
    TRY(connection.run(
        "INSERT INTO request_part (route_id, position, part, level, name, body_id, there, days, "
        "reports_to, layer, scheme, version, clause) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
        "$10, $11, $12, $13)",
        {id, ++position, word_of(part.part), part.level, part.name, part.body, part.there ? 1 : 0,
         part.days, part.to, part.by.layer, part.by.scheme, part.by.version, part.by.clause}));
  }
  return id;
}

base::Status write_step(sql::Connection& connection, RequestId request, const RequestStep& step,
                        const Writing& writing) {
  TRY(connection.run(
      "INSERT INTO request_step (request_id, kind, level, name, noted_on, result, words, due_on, "
      "person_id, route_id, layer, scheme, version, clause, says, meeting_id, item_id, early, "
      "actor, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, "
      "$16, $17, $18, $19, $20)",
      {request,         word_of(step.kind), step.level,      step.name,
       step.on,         step.result,        step.words,      day_or_never(step.due),
       step.person,     step.route,         step.by.layer,   step.by.scheme,
       step.by.version, step.by.clause,     step.says,       step.meeting,
       step.item,       step.early ? 1 : 0, writing.by.name, writing.now_s}));
  return {};
}

// Codes, numbers and days alone: what people wrote does not go into the trail.
guard::Values values_of(const RequestStep& step) {
  guard::Values values;
  values.add("step", word_of(step.kind)).add("on", step.on.iso());
  if (!step.level.empty()) values.add("level", step.level);
  if (!step.result.empty()) values.add("result", step.result);
  if (!step.by.clause.empty()) {
    values.add("clause", step.by.clause).add("version", step.by.version);
  }
  if (step.meeting.known()) values.add("meeting", step.meeting.value);
  if (step.item.known()) values.add("item", step.item.value);
  return values;
}

base::Status record(sql::Connection& connection, const guard::Doer& by, const std::string& action,
                    RequestId id, const guard::Values& values, std::int64_t now_s) {
  TRY(guard::record(connection,
                    {by, "request." + action, {"request", id.value}, "", values.json(), now_s}));
  return {};
}

// A decision that approved minutes record is written before anything else is.
base::Result<DecisionRequest> settled(sql::Connection& connection, RequestSettings& settings,
                                      DecisionRequest request, Date until, const Writing& writing) {
  DecisionRequest now = TRY(with_outcome_of(settings, request, until));
  if (now.steps.size() == request.steps.size()) return request;
  now.routes.back().id = TRY(write_route(connection, now.id, now.routes.back()));
  RequestStep& step = now.steps.back();
  step.route = now.routes.back().id;
  step.noted_by = writing.by.name;
  TRY(write_step(connection, now.id, step, writing));
  TRY(connection.run("UPDATE decision_request SET revision = revision + 1 WHERE id = $1",
                     {now.id}));
  ++now.revision;
  settings.forget_granted(now.place);
  guard::Doer by = writing.by;
  by.power = "minutes of meeting " + std::to_string(step.meeting.value) + " that were approved";
  TRY(record(connection, by, "outcome", now.id, values_of(step), writing.now_s));
  return now;
}

// Of a place: what it was granted by meetings counts to its sums from now on.
base::Status settle_place(sql::Connection& connection, RequestSettings& settings,
                          const Place& place, Date until, const Writing& writing) {
  std::vector<DecisionRequest> all = TRY(undecided_at(connection, {place}));
  std::ranges::reverse(all);
  for (DecisionRequest& each : all) {
    if (!each.agenda.empty()) {
      TRY(settled(connection, settings, std::move(each), until, writing));
    }
  }
  return {};
}

base::Status check_new(sql::Connection& connection, const NewRequest& asked,
                       const Writing& writing) {
  if (base::trim(asked.words).empty()) return bad("Say what is asked for.", "words");
  if (asked.asked > writing.today) return bad("That day is to come.", "asked");
  if (asked.needed && *asked.needed < asked.asked) {
    return bad("It is needed before it was asked for.", "needed");
  }
  const Catalogue catalogue = TRY(catalogue_in_force(connection));
  const int decision = catalogue.decision_called(asked.decision);
  if (decision < 0 ||
      !catalogue.decisions[static_cast<std::size_t>(decision)].period.contains(asked.asked)) {
    return base::make_error("decision_not_found",
                            "There is no decision \"" + asked.decision + "\" on " +
                                asked.asked.long_form() + "; /decide lists them.",
                            "decision");
  }
  if (asked.asked_by.known()) TRY(governance::person_row(connection, asked.asked_by));
  return {};
}

// What a level is called there on the day; and who holds it, where it is an office.
void name_level(RequestSettings& settings, const Place& place, RequestStep& step) {
  const auto read = settings.at(place, step.on);
  if (!read.ok()) return;
  const Setting& setting = *read.value();
  const int found = setting.catalogue.level_called(step.level);
  if (found < 0) return;
  step.name = level_name(setting.catalogue, found, setting.standing.names);
  const Behind& behind = setting.standing.behind[static_cast<std::size_t>(found)];
  if (behind.body.known() || behind.people_ids.size() != 1) return;
  step.person = behind.people_ids.front();
}

RequestStep step_of(const NewStep& noted) {
  RequestStep step;
  step.kind = noted.kind;
  if (is_of_level(noted.kind)) step.level = noted.level;
  step.on = noted.on;
  step.result = noted.result;
  step.words = noted.words;
  step.due = noted.due;
  return step;
}

// The route by which a step is taken: that which is kept, where nothing has changed since.
base::Result<RouteId> route_for(sql::Connection& connection, DecisionRequest& request,
                                const RequestStep& step, Route then) {
  const bool facts = step.kind == StepKind::Facts;
  const bool decides = step.kind == StepKind::Decide;
  if (!facts && !decides && route_changes(request.kept(), then).empty()) return request.kept().id;
  then.why = facts ? "facts" : decides ? "decided" : "changed";
  return write_route(connection, request.id, then);
}

base::Error changed_meanwhile(const DecisionRequest& request) {
  return base::make_error("request_conflict",
                          "Somebody noted something of request " +
                              std::to_string(request.id.value) + " meanwhile (revision " +
                              std::to_string(request.revision) +
                              "), so nothing was saved. Look at it, then note your step again.",
                          "seen");
}

// Inside the caller's transaction.
base::Result<RequestId> write_request(sql::Connection& connection, const NewRequest& asked,
                                      const Writing& writing, const May& may) {
  guard::Doer by = writing.by;
  by.power = TRY(may(TRY(governance::path_of(connection, asked.place, writing.today))));
  TRY(check_new(connection, asked, writing));
  RequestSettings settings(connection);
  TRY(settle_place(connection, settings, asked.place, asked.asked, writing));
  Route route =
      TRY(route_on(settings, {asked.place, asked.decision, asked.facts, asked.heading, asked.party},
                   asked.asked));
  route.facts = facts_text(TRY(catalogue_in_force(connection)), asked.facts);
  route.why = "asked";
  const RequestId id{TRY(connection.integer(
      "INSERT INTO decision_request (revision, decision, place_kind, place_id, words, heading, "
      "party, asked_on, asked_by_id, needed_on, account_id, actor, made_at) VALUES (1, $1, $2, $3, "
      "$4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id",
      {asked.decision, governance::code_of(asked.place.kind), asked.place.id, asked.words,
       asked.heading, asked.party, asked.asked, asked.asked_by, day_or_never(asked.needed),
       by.account, by.name, writing.now_s}))};
  TRY(write_route(connection, id, route));
  guard::Values values;
  values.add("decision", asked.decision)
      .add("of", std::string(governance::code_of(asked.place.kind)) + " " +
                     std::to_string(asked.place.id))
      .add("on", asked.asked.iso());
  if (asked.asked_by.known()) values.add("person", asked.asked_by.value);
  TRY(record(connection, by, "ask", id, values, writing.now_s));
  return id;
}

// The same.
base::Status write_noted(sql::Connection& connection, RequestId id, const NewStep& noted,
                         const Writing& writing, const May& may) {
  DecisionRequest request = TRY(request_row(connection, id));
  RequestSettings settings(connection);
  TRY(settle_place(connection, settings, request.place, noted.on, writing));
  request = TRY(request_row(connection, id));

  RequestStep step = step_of(noted);
  Route then = request.open() ? TRY(route_at(settings, request, step.on)) : request.kept();
  if (step.kind == StepKind::Facts) {
    then = TRY(route_on(
        settings,
        {request.place, request.decision, noted.facts, request.heading, request.party, request.id},
        step.on));
    then.facts = facts_text(TRY(catalogue_in_force(connection)), noted.facts);
  }
  if (step.level.empty() && step.kind == StepKind::Decide && then.decider()) {
    step.level = then.decider()->level;
  }
  const Place place = step.level.empty()
                          ? request.place
                          : TRY(place_of_level(settings, request, step.level, step.on));
  guard::Doer by = writing.by;
  by.power = TRY(may(TRY(governance::path_of(connection, place, writing.today))));
  name_level(settings, request.place, step);
  TRY(check_step(request, then, step, writing.today));
  step.route = TRY(route_for(connection, request, step, then));
  TRY(write_step(connection, id, step, writing));
  TRY(connection.run("UPDATE decision_request SET revision = revision + 1 WHERE id = $1", {id}));
  return record(connection, by, "step", id, values_of(step), writing.now_s);
}

// Who holds the office of the level there on that day. Error: bad_step.
base::Result<governance::PersonId> holder_of(sql::Connection& connection, const Place& place,
                                             const std::string& level, Date on) {
  if (level.empty()) return governance::PersonId{};
  RequestSettings settings(connection);
  RequestStep step;
  step.level = level;
  step.on = on;
  name_level(settings, place, step);
  if (step.person.known()) return step.person;
  return bad("Nobody holds \"" + level + "\" there on " + on.long_form() + ".", "by");
}

base::Error at_line(base::Error error, int line) {
  error.message = "Line " + std::to_string(line) + ": " + error.message;
  return error;
}

base::Result<RequestId> write_from_file(sql::Connection& connection, const FileRequest& made,
                                        const Writing& writing, const May& may) {
  const Catalogue catalogue = TRY(catalogue_in_force(connection));
  NewRequest asked;
  asked.place = TRY(place_asked(connection, made.of, made.asked));
  asked.decision = made.decision;
  asked.words = made.words;
  asked.heading = made.heading;
  asked.party = made.party;
  asked.facts = TRY(facts_of_text(catalogue, made.facts));
  asked.asked = made.asked;
  asked.needed = made.needed;
  asked.asked_by = TRY(holder_of(connection, asked.place, made.by, made.asked));
  return write_request(connection, asked, writing, may);
}

base::Status write_from_file(sql::Connection& connection, RequestId id, const FileStep& made,
                             const Writing& writing, const May& may) {
  NewStep step;
  step.kind = made.kind;
  step.level = made.level;
  step.on = made.on;
  step.result = made.result;
  step.words = made.words;
  step.due = made.until;
  step.facts = TRY(facts_of_text(TRY(catalogue_in_force(connection)), made.facts));
  return write_noted(connection, id, step, writing, may);
}

}  // namespace

base::Result<RequestId> ask_for_decision(sql::Connection& connection, const NewRequest& asked,
                                         const Writing& writing, const May& may, Keep keep) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(guard::lock_audit(connection));
  const RequestId id = TRY(write_request(connection, asked, writing, may));
  if (keep == Keep::All) TRY(transaction.commit());
  return id;
}

base::Status note_step(sql::Connection& connection, RequestId id, std::int64_t seen,
                       const NewStep& noted, const Writing& writing, const May& may) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(guard::lock_audit(connection));
  const DecisionRequest request = TRY(request_row(connection, id));
  if (request.revision != seen) return changed_meanwhile(request);
  TRY(write_noted(connection, id, noted, writing, may));
  return transaction.commit();
}

base::Result<std::vector<RequestId>> import_requests(sql::Connection& connection,
                                                     const std::vector<FileRequest>& all,
                                                     const Writing& writing, const May& may,
                                                     Keep keep) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(guard::lock_audit(connection));
  std::vector<RequestId> made;
  for (const FileRequest& each : all) {
    const auto id = write_from_file(connection, each, writing, may);
    if (!id.ok()) return at_line(id.error(), each.line);
    for (const FileStep& step : each.steps) {
      const base::Status noted = write_from_file(connection, id.value(), step, writing, may);
      if (!noted.ok()) return at_line(noted.error(), step.line);
    }
    made.push_back(id.value());
  }
  if (keep == Keep::All) TRY(transaction.commit());
  return made;
}

RequestItem item_of(const RequestPicture& picture, const std::string& motion) {
  const std::string put = base::trim(motion).empty() ? picture.request.words : motion;
  return {picture.title + ": " + picture.request.place_name, "That it be granted: " + put};
}

base::Status put_on_agenda(sql::Connection& connection, RequestId id, governance::MeetingId meeting,
                           const std::string& motion, const Writing& writing, const May& may) {
  const RequestPicture picture = TRY(request_picture(connection, id, writing.today));
  const RoutePart* decider = picture.now.decider();
  if (!picture.request.open() || !decider) {
    return bad("It is not to be decided now: " + picture.state.words + ".", "meeting");
  }
  const governance::MeetingRecord record = TRY(governance::meeting_record(connection, meeting));
  if (record.meeting.body != decider->body) {
    return base::make_error(
        "no_power", "That is no meeting of " + decider->name + ", which decides it.", "meeting");
  }
  for (const AgendaNote& note : picture.request.agenda) {
    if (note.meeting == meeting) return bad("It is on that agenda already.", "meeting");
  }
  const RequestItem item = item_of(picture, motion);
  const governance::Change change =
      TRY(governance::read_change({{"change", "item"},
                                   {"meeting", std::to_string(meeting.value)},
                                   {"title", item.title},
                                   {"motion", item.motion},
                                   {"source", source_of(id)}}));
  TRY(governance::save_changes(connection, {change}, writing, may, Keep::All));
  return {};
}

}  // namespace delegation
