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

constexpr std::string_view which =
    "WHERE ($1 = 0 OR r.id = $1) AND ($2 = '' OR (r.place_kind = $2 AND r.place_id = $3))";

// The rows of tables that belong to requests.
class Loader {
 public:
  Loader(sql::Connection& connection, const WhichRequests& wanted)
      : connection_(connection), wanted_(wanted) {}

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
    const std::string kind =
        wanted_.of ? std::string(governance::code_of(wanted_.of->kind)) : std::string();
    return connection_.query(
        "SELECT " + columns + " FROM decision_request r " + joined + std::string(which) + order,
        {wanted_.id, kind, wanted_.of ? wanted_.of->id : 0});
  }

  base::Status requests() {
    sql::Rows rows = TRY(rows_of(
        "r.id, r.revision, r.decision, r.place_kind, r.place_id, r.words, r.heading, r.party, "
        "r.asked_on, r.asked_by_id, r.needed_on, r.account_id, r.actor",
        "", " ORDER BY r.asked_on DESC, r.id DESC LIMIT " + std::to_string(requests_max)));
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
    for (DecisionRequest& each : found_) {
      each.place_name = TRY(governance::name_of(connection_, each.place));
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
  const WhichRequests wanted_;
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

// Its unit lies within the place, or is it.
base::Result<bool> within(sql::Connection& connection, const DecisionRequest& request,
                          const Place& place, Date on) {
  if (request.place == place) return true;
  for (const guard::Unit& unit : TRY(governance::path_of(connection, request.place, on))) {
    const bool same_kind =
        (unit.kind == guard::UnitKind::School) == (place.kind == PlaceKind::School) &&
        (unit.kind == guard::UnitKind::Cluster) == (place.kind == PlaceKind::Cluster) &&
        unit.kind != guard::UnitKind::Everything;
    if (same_kind && unit.id == place.id) return true;
  }
  return false;
}

bool concerns_body(const RequestPicture& picture, governance::BodyId body) {
  const RoutePart* decider = picture.now.decider();
  const bool on_agenda = std::ranges::any_of(
      picture.request.agenda, [&](const AgendaNote& note) { return note.body == body; });
  return on_agenda || (decider && decider->body == body);
}

bool is_open(const RequestState& state) {
  return state.stage != Stage::Done && state.stage != Stage::Withdrawn &&
         !(state.stage == Stage::Refused && state.next.empty());
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

base::Result<std::vector<GrantedBefore>> granted_before(sql::Connection& connection,
                                                        const Place& place, RequestId except) {
  sql::Rows rows = TRY(connection.query(
      "SELECT r.id, s.noted_on, r.heading, r.party, t.amount FROM decision_request r JOIN "
      "request_step s ON s.request_id = r.id AND s.kind = 'decide' AND s.result = 'granted' JOIN "
      "request_route t ON t.id = s.route_id WHERE r.place_kind = $1 AND r.place_id = $2 AND r.id "
      "<> $3 AND t.amount > 0 ORDER BY s.noted_on, r.id",
      {governance::code_of(place.kind), place.id, except}));
  std::vector<GrantedBefore> found;
  while (TRY(rows.next())) {
    found.push_back({rows.integer(0), rows.date(1), std::string(rows.text(2)),
                     std::string(rows.text(3)), rows.integer(4)});
  }
  return found;
}

base::Result<Route> route_on(sql::Connection& connection, RequestSettings& settings,
                             const RouteQuestion& question, Date on) {
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
  const WithSums sums =
      with_sums(setting.catalogue, decision, question.facts, question.heading, question.party, year,
                TRY(granted_before(connection, question.place, question.except)));
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

base::Result<std::vector<DecisionRequest>> requests_noted(sql::Connection& connection,
                                                          const WhichRequests& wanted) {
  return Loader(connection, wanted).load();
}

base::Result<DecisionRequest> request_row(sql::Connection& connection, RequestId id) {
  std::vector<DecisionRequest> found;
  if (id.known()) found = TRY(requests_noted(connection, {id, {}}));
  if (!found.empty()) return std::move(found.front());
  return base::make_error("request_not_found",
                          "There is no request number " + std::to_string(id.value) + ".");
}

base::Result<Route> route_at(sql::Connection& connection, RequestSettings& settings,
                             const DecisionRequest& request, Date on) {
  // The facts as they were given by that day.
  const Route* said = &request.routes.front();
  for (const Route& each : request.routes) {
    if (each.why == "facts" && each.on <= on) said = &each;
  }
  const Catalogue catalogue = TRY(catalogue_in_force(connection));
  const auto facts = facts_of_text(catalogue, said->facts);
  RouteQuestion question{
      request.place,   request.decision, facts.ok() ? facts.value() : FactValues(),
      request.heading, request.party,    request.id};
  Route route = TRY(route_on(connection, settings, question, on));
  route.facts = said->facts;
  return route;
}

base::Result<DecisionRequest> with_outcome_of(sql::Connection& connection,
                                              RequestSettings& settings, DecisionRequest request,
                                              Date until) {
  const DecisionRequest asked = request;
  return with_outcome(std::move(request), until,
                      [&](Date on) { return route_at(connection, settings, asked, on); });
}

namespace {

base::Result<RequestPicture> picture_of(sql::Connection& connection, RequestSettings& settings,
                                        const Catalogue& catalogue, DecisionRequest request,
                                        Date today) {
  RequestPicture made;
  made.request = TRY(with_outcome_of(connection, settings, std::move(request), today));
  made.now = made.request.open() ? TRY(route_at(connection, settings, made.request, today))
                                 : made.request.kept();
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

}  // namespace

base::Result<RequestPicture> request_picture(sql::Connection& connection, RequestId id,
                                             Date today) {
  RequestSettings settings(connection);
  return picture_of(connection, settings, TRY(catalogue_in_force(connection)),
                    TRY(request_row(connection, id)), today);
}

base::Result<std::vector<RequestPicture>> request_pictures(sql::Connection& connection,
                                                           const RequestFilter& filter,
                                                           Date today) {
  RequestSettings settings(connection);
  const Catalogue catalogue = TRY(catalogue_in_force(connection));
  std::vector<RequestPicture> found;
  for (DecisionRequest& request : TRY(requests_noted(connection, {{}, filter.at}))) {
    if (filter.of && !TRY(within(connection, request, *filter.of, today))) continue;
    RequestPicture made =
        TRY(picture_of(connection, settings, catalogue, std::move(request), today));
    if (filter.open_only && !is_open(made.state)) continue;
    if (filter.body.known() && !concerns_body(made, filter.body)) continue;
    found.push_back(std::move(made));
  }
  std::ranges::stable_sort(found, {},
                           [](const RequestPicture& each) { return !is_open(each.state); });
  return found;
}

base::Result<Place> place_of_level(sql::Connection& connection, const DecisionRequest& request,
                                   const std::string& level, Date on) {
  const auto setting = TRY(setting_of(connection, request.place, on));
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
