// Requests are read with their routes, steps and agenda items, many at once.
#include "delegation/store_request.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/text.hpp"
#include "delegation/store_request_parts.hpp"
#include "governance/store_names.hpp"

namespace delegation {

namespace {

using base::Date;
using governance::Place;
using governance::PlaceKind;

std::optional<Date> maybe_day(Date day) {
  return day == Date::distant_future() ? std::nullopt : std::optional(day);
}

template <typename T>
std::optional<T> by_word(std::string_view word, int count) {
  for (int at = 0; at < count; ++at) {
    if (word_of(static_cast<T>(at)) == word) return static_cast<T>(at);
  }
  return std::nullopt;
}
constexpr int outcomes = 6;

// The condition.
std::string which(const std::vector<RequestId>& wanted) {
  std::vector<std::string> ids;
  for (const RequestId each : wanted) ids.push_back(std::to_string(each.value));
  return "WHERE r.id IN (" + base::join(ids, ", ") + ")";
}

// The rows of tables that belong to requests.
class Loader {
 public:
  // Of one request at least.
  Loader(sql::Connection& connection, const std::vector<RequestId>& wanted)
      : connection_(connection), which_(which(wanted)) {}

  base::Result<std::vector<DecisionRequest>> load() {
    TRY(requests());
    TRY(routes());
    TRY(parts());
    TRY(steps());
    TRY(agenda());
    return std::move(found_);
  }

 private:
  base::Result<sql::Rows> rows_of(const std::string& columns, const std::string& joined,
                                  const std::string& order) {
    return connection_.query("SELECT " + columns + " FROM decision_request r " + joined + which_ +
                             order);
  }

  base::Status requests() {
    sql::Rows rows = TRY(rows_of(
        "r.id, r.revision, r.decision, r.place_kind, r.place_id, r.words, r.heading, r.party, "
        "r.asked_on, r.asked_by_id, r.needed_on, r.account_id, r.actor",
        "", " ORDER BY r.asked_on DESC, r.id DESC"));
    while (TRY(rows.next())) {
      DecisionRequest made;
      made.id = rows.id<DecisionRequest>(0);
      made.revision = rows.integer(1);
      made.decision = rows.text(2);
      const auto kind = governance::place_kind_of(rows.text(3));
      CHECK(kind.has_value());
      made.place = {*kind, rows.integer(4)};
      made.words = rows.text(5);
      made.heading = rows.text(6);
      made.party = rows.text(7);
      made.asked = rows.date(8);
      made.asked_by = rows.id<governance::Person>(9);
      made.needed = maybe_day(rows.date(10));
      made.account = rows.integer(11);
      made.noted_by = rows.text(12);
      place_[made.id.value] = found_.size();
      found_.push_back(std::move(made));
    }
    std::map<Place, std::string> names;
    for (DecisionRequest& each : found_) {
      auto name = names.find(each.place);
      if (name == names.end()) {
        name = names.emplace(each.place, TRY(governance::name_of(connection_, each.place))).first;
      }
      each.place_name = name->second;
    }
    return {};
  }

  DecisionRequest* request(std::int64_t id) {
    const auto found = place_.find(id);
    return found == place_.end() ? nullptr : &found_[found->second];
  }

  base::Status routes() {
    sql::Rows rows = TRY(rows_of(
        "t.request_id, t.id, t.on_day, t.why, t.facts, t.sums, t.outcome, t.says, t.because",
        "JOIN request_route t ON t.request_id = r.id ", " ORDER BY t.id"));
    while (TRY(rows.next())) {
      DecisionRequest* of = request(rows.integer(0));
      if (!of) continue;
      Route route;
      route.id = rows.id<KeptRoute>(1);
      route.on = rows.date(2);
      route.why = rows.text(3);
      route.facts = rows.text(4);
      route.sums = rows.text(5);
      route.outcome = by_word<Outcome>(rows.text(6), outcomes).value_or(Outcome::Gap);
      route.says = rows.text(7);
      route.because = rows.text(8);
      of->routes.push_back(std::move(route));
    }
    return {};
  }

  base::Status parts() {
    sql::Rows rows = TRY(
        rows_of("t.request_id, t.id, p.part, p.level, p.name, p.body_id, p.there, p.days, "
                "p.reports_to, p.layer, p.scheme, p.version, p.clause",
                "JOIN request_route t ON t.request_id = r.id JOIN request_part p ON p.route_id = "
                "t.id ",
                " ORDER BY t.id, p.position"));
    while (TRY(rows.next())) {
      DecisionRequest* of = request(rows.integer(0));
      if (!of) continue;
      RoutePart part;
      part.part = by_word<Part>(rows.text(2), delegation::parts).value_or(Part::Informed);
      part.level = rows.text(3);
      part.name = rows.text(4);
      part.body = rows.id<governance::Body>(5);
      part.there = rows.integer(6) != 0;
      part.days = static_cast<int>(rows.integer(7));
      part.to = rows.text(8);
      part.by = power(rows, 9);
      const auto route = std::ranges::find(of->routes, rows.id<KeptRoute>(1), &Route::id);
      CHECK(route != of->routes.end());
      route->parts.push_back(std::move(part));
    }
    return {};
  }

  static PowerUsed power(const sql::Rows& rows, int column) {
    return {std::string(rows.text(column)), std::string(rows.text(column + 1)),
            std::string(rows.text(column + 2)), std::string(rows.text(column + 3))};
  }

  base::Status steps() {
    sql::Rows rows = TRY(rows_of(
        "s.request_id, s.id, s.kind, s.level, s.name, s.noted_on, s.result, s.words, s.due_on, "
        "s.person_id, s.actor, s.route_id, s.layer, s.scheme, s.version, s.clause, s.says, "
        "s.meeting_id, s.item_id, s.early",
        "JOIN request_step s ON s.request_id = r.id ", " ORDER BY s.noted_on, s.id"));
    while (TRY(rows.next())) {
      DecisionRequest* of = request(rows.integer(0));
      if (!of) continue;
      RequestStep step;
      step.id = rows.id<RequestStep>(1);
      step.kind = step_kind_of(rows.text(2)).value_or(StepKind::Inform);
      step.level = rows.text(3);
      step.name = rows.text(4);
      step.on = rows.date(5);
      step.result = rows.text(6);
      step.words = rows.text(7);
      step.due = maybe_day(rows.date(8));
      step.person = rows.id<governance::Person>(9);
      step.noted_by = rows.text(10);
      step.route = rows.id<KeptRoute>(11);
      step.by = power(rows, 12);
      step.says = rows.text(16);
      step.meeting = rows.id<governance::Meeting>(17);
      step.item = rows.id<governance::Item>(18);
      step.early = rows.integer(19) != 0;
      of->steps.push_back(std::move(step));
    }
    return {};
  }

  base::Status agenda() {
    sql::Rows rows = TRY(rows_of(
        "r.id, m.id, i.id, i.position, m.body_id, b.name, m.held_on, m.state, i.decided",
        "JOIN agenda_item i ON i.source = 'request ' || r.id AND i.dropped = 0 JOIN meeting m ON "
        "m.id = i.meeting_id AND m.state <> 'cancelled' JOIN body b ON b.id = m.body_id ",
        " ORDER BY m.held_on, i.id"));
    while (TRY(rows.next())) {
      DecisionRequest* of = request(rows.integer(0));
      if (!of) continue;
      AgendaNote note;
      note.meeting = rows.id<governance::Meeting>(1);
      note.item = rows.id<governance::Item>(2);
      note.position = static_cast<int>(rows.integer(3));
      note.body = rows.id<governance::Body>(4);
      note.body_name = rows.text(5);
      note.on = rows.date(6);
      note.state =
          governance::meeting_state_of(rows.text(7)).value_or(governance::MeetingState::Planned);
      note.decided = governance::decided_of(rows.text(8)).value_or(governance::Decided::NotPut);
      of->agenda.push_back(std::move(note));
    }
    return {};
  }

  sql::Connection& connection_;
  const std::string which_;
  std::map<std::int64_t, std::size_t> place_;
  std::vector<DecisionRequest> found_;
};

// Somebody has to be named, or the route says why nobody is.
Route route_of_nobody(base::Date on, std::string says) {
  Route route;
  route.on = on;
  route.says = std::move(says);
  return route;
}

}  // namespace

base::Result<const Setting*> RequestSettings::at(const Place& place, Date on) {
  auto found = kept_.find({place, on});
  if (found == kept_.end()) {
    found = kept_.emplace(std::pair(place, on), TRY(setting_of(connection_, place, on))).first;
  }
  return found->second.get();
}

void RequestSettings::keep(std::unique_ptr<Setting> setting) {
  const std::pair key(setting->place, setting->on);
  kept_[key] = std::move(setting);
}

base::Status RequestSettings::prepare(const std::vector<Place>& places, Date on) {
  std::vector<registry::SchoolId> schools;
  for (const Place& each : places) {
    if (each.kind != PlaceKind::School || kept_.contains({each, on})) continue;
    const registry::SchoolId school{each.id};
    if (std::ranges::find(schools, school) == schools.end()) schools.push_back(school);
  }
  auto read = settings_of(connection_, schools, on);
  if (!read.ok()) {
    return read.error().kind == base::ErrorKind::Unavailable ? read.error() : base::Status();
  }
  for (std::size_t at = 0; at < schools.size(); ++at) {
    std::unique_ptr<Setting>& setting = read.value()[at];
    const Place place{PlaceKind::School, schools[at].value};
    if (setting) kept_.emplace(std::pair(place, on), std::move(setting));
  }
  return {};
}

base::Result<const Catalogue*> RequestSettings::catalogue() {
  if (!catalogue_) catalogue_ = TRY(catalogue_in_force(connection_));
  return &*catalogue_;
}

std::string facts_text(const Catalogue& catalogue, const FactValues& facts) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < catalogue.facts.size(); ++at) {
    if (facts.of[at] == unknown) continue;
    parts.push_back(catalogue.facts[at].code + "=" + fact_text(catalogue.facts[at], facts.of[at]));
  }
  return base::join(parts, "; ");
}

base::Result<FactValues> facts_of_text(const Catalogue& catalogue, std::string_view text) {
  std::vector<std::string> parts;
  for (const std::string_view each : base::split(text, ';')) {
    if (!base::trim(each).empty()) parts.emplace_back(base::trim(each));
  }
  return read_facts(catalogue.facts, parts);
}

std::int64_t amount_of(const Catalogue& catalogue, const std::string& facts) {
  const int amount = fact_called(catalogue.facts, "amount");
  const auto read = facts_of_text(catalogue, facts);
  if (amount < 0 || !read.ok()) return 0;
  const std::int64_t pence = read.value().of[static_cast<std::size_t>(amount)];
  return pence == unknown ? 0 : pence;
}

namespace {

// The ruling of a day, where so much was granted before.
base::Result<Route> route_by(RequestSettings& settings, const RouteQuestion& question, Date on,
                             const std::vector<GrantedBefore>& before) {
  const auto read = settings.at(question.place, on);
  if (!read.ok()) {
    if (read.error().kind == base::ErrorKind::Unavailable) return read.error();
    return route_of_nobody(on, read.error().message);
  }
  const Setting& setting = *read.value();
  const int decision = setting.catalogue.decision_called(question.decision);
  if (decision < 0 ||
      !setting.catalogue.decisions[static_cast<std::size_t>(decision)].period.contains(on)) {
    return route_of_nobody(
        on, "The catalogue has no decision " + question.decision + " on " + on.long_form() + ".");
  }
  const bool authority = setting.asked.owner.kind == PlaceKind::Authority;
  // What was granted up to that day.
  const base::Period year = *base::Period::between(
      setting.catalogue.financial_year(authority, on).from(), on.plus_days(1));
  const WithSums sums = with_sums(setting.catalogue, decision, question.facts, question.heading,
                                  question.party, year, before);
  const Held holds = TRY(held(setting, sums.facts));
  const Ruling ruling = rule(setting, holds, decision, sums.facts);
  Route route = route_of(setting.catalogue, holds.unit, ruling, setting.standing);
  if (!holds.ready && ruling.missing == 0) {
    route.says =
        "No scheme of delegation is in force for " + setting.name + " on " + on.long_form() + ".";
  }
  route.facts = facts_text(setting.catalogue, question.facts);
  route.sums = base::join(sums.told, "\n");
  return route;
}

// What is asked of a day, with the facts as they were given by then.
struct AskedThen {
  RouteQuestion question;
  std::string facts;  // as they were given
};
base::Result<AskedThen> asked_then(RequestSettings& settings, const DecisionRequest& request,
                                   Date on) {
  const Route* said = &request.routes.front();
  for (const Route& each : request.routes) {
    if (each.why == "facts" && each.on <= on) said = &each;
  }
  const auto facts = facts_of_text(*TRY(settings.catalogue()), said->facts);
  return AskedThen{{request.place, request.decision, facts.ok() ? facts.value() : FactValues(),
                    request.heading, request.party, request.id},
                   said->facts};
}

base::Result<std::vector<GrantedBefore>> granted_by_steps(sql::Connection& connection,
                                                          const Place& place) {
  sql::Rows rows = TRY(connection.query(
      "SELECT r.id, s.noted_on, r.heading, r.party, t.amount, r.decision FROM decision_request r "
      "JOIN "
      "request_step s ON s.request_id = r.id AND s.kind = 'decide' AND s.result = 'granted' JOIN "
      "request_route t ON t.id = s.route_id WHERE r.place_kind = $1 AND r.place_id = $2 AND "
      "t.amount > 0 ORDER BY s.noted_on, r.id",
      {governance::code_of(place.kind), place.id}));
  std::vector<GrantedBefore> found;
  while (TRY(rows.next())) {
    found.push_back({rows.integer(0), rows.date(1), std::string(rows.text(2)),
                     std::string(rows.text(3)), rows.integer(4), std::string(rows.text(5))});
  }
  return found;
}

// Those of which approved minutes carried a motion, and nothing is noted of that yet; in the order
// of the meetings.
base::Result<std::vector<DecisionRequest>> carried_since(sql::Connection& connection,
                                                         const Place& place) {
  sql::Rows rows = TRY(connection.query(
      "SELECT r.id FROM decision_request r JOIN agenda_item i ON i.source = 'request ' || r.id AND "
      "i.dropped = 0 AND i.decided = 'carried' JOIN meeting m ON m.id = i.meeting_id AND m.state = "
      "'sealed' WHERE r.place_kind = $1 AND r.place_id = $2 AND NOT EXISTS (SELECT 1 FROM "
      "request_step s WHERE s.request_id = r.id AND s.kind IN ('decide', 'withdraw')) GROUP BY "
      "r.id ORDER BY min(m.held_on), r.id",
      {governance::code_of(place.kind), place.id}));
  std::vector<DecisionRequest> found;
  while (TRY(rows.next())) {
    found.push_back(TRY(request_row(connection, rows.id<DecisionRequest>(0))));
  }
  return found;
}

base::Result<std::vector<GrantedBefore>> granted_at(sql::Connection& connection,
                                                    RequestSettings& settings, const Place& place) {
  std::vector<GrantedBefore> found = TRY(granted_by_steps(connection, place));
  for (DecisionRequest& request : TRY(carried_since(connection, place))) {
    const DecisionRequest asked = request;
    const auto then = [&](Date on) -> base::Result<Route> {
      const AskedThen what = TRY(asked_then(settings, asked, on));
      Route route = TRY(route_by(settings, what.question, on, found));
      route.facts = what.facts;
      return route;
    };
    const DecisionRequest now = TRY(with_outcome(std::move(request), Date::distant_future(), then));
    const RequestStep* decided = now.step(StepKind::Decide);
    if (!decided || decided->result != "granted") continue;
    const std::int64_t amount = amount_of(*TRY(settings.catalogue()), now.kept().facts);
    found.push_back({now.id.value, decided->on, now.heading, now.party, amount, now.decision});
  }
  std::erase_if(found, [](const GrantedBefore& each) { return each.amount <= 0; });
  std::ranges::sort(found, {},
                    [](const GrantedBefore& each) { return std::pair(each.on, each.request); });
  return found;
}

}  // namespace

base::Result<const std::vector<GrantedBefore>*> RequestSettings::granted(const Place& place) {
  auto found = granted_.find(place);
  if (found == granted_.end()) {
    found = granted_.emplace(place, TRY(granted_at(connection_, *this, place))).first;
  }
  return &found->second;
}

base::Result<Route> route_on(RequestSettings& settings, const RouteQuestion& question, Date on) {
  std::vector<GrantedBefore> before = *TRY(settings.granted(question.place));
  std::erase_if(before,
                [&](const GrantedBefore& each) { return each.request == question.except.value; });
  return route_by(settings, question, on, before);
}

base::Result<std::vector<DecisionRequest>> requests_noted(sql::Connection& connection,
                                                          const std::vector<RequestId>& wanted) {
  if (wanted.empty()) return std::vector<DecisionRequest>();
  return Loader(connection, wanted).load();
}

base::Result<std::vector<DecisionRequest>> undecided_at(sql::Connection& connection,
                                                        const std::vector<Place>& places) {
  if (places.empty()) return std::vector<DecisionRequest>();
  std::vector<std::string> rows;
  std::map<Place, std::size_t> order;
  for (const Place& each : places) {
    order.emplace(each, rows.size());
    rows.push_back("('" + std::string(governance::code_of(each.kind)) + "', " +
                   std::to_string(each.id) + ")");
  }
  sql::Rows read = TRY(connection.query(
      "SELECT r.id FROM decision_request r WHERE (r.place_kind, r.place_id) IN (VALUES " +
      base::join(rows, ", ") +
      ") AND NOT EXISTS (SELECT 1 FROM request_step s WHERE s.request_id = r.id AND s.kind IN "
      "('decide', 'withdraw'))"));
  std::vector<RequestId> ids;
  while (TRY(read.next())) ids.push_back(read.id<DecisionRequest>(0));
  std::vector<DecisionRequest> found = TRY(requests_noted(connection, ids));
  std::ranges::stable_sort(found, {},
                           [&](const DecisionRequest& each) { return order.at(each.place); });
  return found;
}

base::Result<DecisionRequest> request_row(sql::Connection& connection, RequestId id) {
  std::vector<DecisionRequest> found;
  if (id.known()) found = TRY(requests_noted(connection, {id}));
  if (!found.empty()) return std::move(found.front());
  return base::make_error("request_not_found",
                          "There is no request number " + std::to_string(id.value) + ".");
}

base::Result<Route> route_at(RequestSettings& settings, const DecisionRequest& request, Date on) {
  const AskedThen what = TRY(asked_then(settings, request, on));
  Route route = TRY(route_on(settings, what.question, on));
  route.facts = what.facts;
  return route;
}

base::Result<DecisionRequest> with_outcome_of(RequestSettings& settings, DecisionRequest request,
                                              Date until) {
  const DecisionRequest asked = request;
  return with_outcome(std::move(request), until,
                      [&](Date on) { return route_at(settings, asked, on); });
}

base::Result<RequestPicture> picture_of(sql::Connection& connection, RequestSettings& settings,
                                        DecisionRequest request, Date today) {
  const Catalogue& catalogue = *TRY(settings.catalogue());
  RequestPicture made;
  made.request = TRY(with_outcome_of(settings, std::move(request), today));
  made.now =
      made.request.open() ? TRY(route_at(settings, made.request, today)) : made.request.kept();
  made.state = state_of(made.request, made.now, today);
  for (RequestStep& step : made.request.steps) {
    if (step.person.known()) {
      step.person_name = TRY(governance::name_of(connection, step.person));
    }
  }
  const int decision = catalogue.decision_called(made.request.decision);
  made.title = made.request.decision;
  if (decision >= 0) {
    made.title += ", " + catalogue.decisions[static_cast<std::size_t>(decision)].title;
  }
  if (made.request.asked_by.known()) {
    made.asker = TRY(governance::name_of(connection, made.request.asked_by));
  }
  return made;
}

base::Result<RequestPicture> request_picture(sql::Connection& connection, RequestId id,
                                             Date today) {
  RequestSettings settings(connection);
  return picture_of(connection, settings, TRY(request_row(connection, id)), today);
}

base::Result<Place> place_of_level(RequestSettings& settings, const DecisionRequest& request,
                                   const std::string& level, Date on) {
  const Setting* setting = TRY(settings.at(request.place, on));
  const int found = setting->catalogue.level_called(level);
  if (found < 0) return request.place;
  const std::string& unit = setting->catalogue.levels[static_cast<std::size_t>(found)].unit;
  const AskedOf& asked = setting->asked;
  if (unit == "cluster" && asked.cluster != 0) return Place{PlaceKind::Cluster, asked.cluster};
  if (unit == "school" && asked.school != 0) return Place{PlaceKind::School, asked.school};
  return unit == "group" ? asked.owner : request.place;
}

base::Result<std::vector<governance::Meeting>> meetings_to_come(sql::Connection& connection,
                                                                governance::BodyId body,
                                                                Date today) {
  std::vector<governance::Meeting> all = TRY(governance::meetings_of(connection, body));
  std::erase_if(all, [&](const governance::Meeting& each) {
    return each.state != governance::MeetingState::Planned || each.on < today;
  });
  std::ranges::reverse(all);
  return all;
}

}  // namespace delegation
