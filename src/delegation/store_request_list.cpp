// Lists of requests: which there are is asked of the database, and only those that may be shown are
// read and ruled upon.
#include <algorithm>
#include <span>

#include "base/check.hpp"
#include "base/text.hpp"
#include "delegation/store_request_parts.hpp"
#include "governance/store_owner.hpp"

namespace delegation {

namespace {

using base::Date;
using governance::Place;
using governance::PlaceKind;

// A request before it is looked at.
struct Brief {
  RequestCursor at;
  Place place;
  bool theirs = false;  // the body is to decide it by its kept route, or has it on an agenda
};

// By what was noted of them: what approved minutes decide is not noted yet.
constexpr std::string_view done_column =
    "CASE WHEN EXISTS (SELECT 1 FROM request_step w WHERE w.request_id = r.id AND w.kind = "
    "'withdraw') THEN 1 WHEN EXISTS (SELECT 1 FROM request_step d WHERE d.request_id = r.id AND "
    "d.kind = 'decide' AND NOT EXISTS (SELECT 1 FROM request_part p WHERE p.route_id = d.route_id "
    "AND p.there = 1 AND p.part IN ('informed', 'reports') AND NOT EXISTS (SELECT 1 FROM "
    "request_step t WHERE t.request_id = r.id AND t.level = p.level AND t.name = p.name AND "
    "t.kind = CASE p.part WHEN 'informed' THEN 'inform' ELSE 'report' END))) THEN 1 ELSE 0 END";

// Of the body $3.
constexpr std::string_view theirs_column =
    "CASE WHEN EXISTS (SELECT 1 FROM agenda_item i JOIN meeting m ON m.id = i.meeting_id WHERE "
    "i.source = 'request ' || r.id AND i.dropped = 0 AND m.state <> 'cancelled' AND m.body_id = "
    "CAST($3 AS INTEGER)) THEN 1 WHEN EXISTS (SELECT 1 FROM request_part p WHERE p.part = "
    "'decides' AND p.body_id = CAST($3 AS INTEGER) AND p.route_id = (SELECT max(t.id) FROM "
    "request_route t WHERE t.request_id = r.id)) THEN 1 ELSE 0 END";

// Where all the requests are that are meant; none: anywhere. What a body decides lies within its
// place, or is of a school that shares it.
base::Result<std::optional<Place>> realm_of(sql::Connection& connection,
                                            const RequestFilter& filter) {
  if (!filter.body.known()) return filter.at ? filter.at : filter.of;
  return std::optional(TRY(governance::body_row(connection, filter.body)).place);
}

// The place is $1, the day $2.
std::string places_meant(const RequestFilter& filter, PlaceKind realm) {
  const std::string place = "CAST($1 AS INTEGER)";
  std::string places = filter.at ? "SELECT '" + std::string(governance::code_of(realm)) +
                                       "' AS kind, " + place + " AS id"
                                 : governance::places_within(realm, place, "$2");
  if (filter.body.known()) {
    places += " UNION SELECT 'school', h.school_id FROM body_share h WHERE h.body_id = $3";
  }
  return places;
}

// The rest of the cursor is $4, $5 and $6.
std::string query_of(const RequestFilter& filter, const std::optional<Place>& realm) {
  const bool body = filter.body.known();
  std::string where =
      "CAST($1 AS INTEGER) IS NOT NULL AND CAST($2 AS INTEGER) IS NOT NULL AND "
      "CAST($3 AS INTEGER) IS NOT NULL AND CAST($4 AS INTEGER) IS NOT NULL AND "
      "CAST($5 AS INTEGER) IS NOT NULL AND CAST($6 AS INTEGER) IS NOT NULL";
  if (filter.open_only) where += " AND done = 0";
  if (filter.after) {
    where += " AND (done > $4 OR (done = $4 AND (asked_on < $5 OR (asked_on = $5 AND id < $6))))";
  }
  const std::string within =
      !realm ? std::string()
             : "(r.place_kind, r.place_id) IN (" + places_meant(filter, realm->kind) + ")";
  // What is decided is theirs or not, whatever holds today.
  if (body) where += " AND (theirs = 1 OR (inside = 1 AND done = 0))";
  std::string text =
      "SELECT id, place_kind, place_id, asked_on, done, theirs FROM (SELECT r.id, "
      "r.place_kind, r.place_id, r.asked_on, " +
      std::string(done_column) + " AS done, " + (body ? std::string(theirs_column) : "0") +
      " AS theirs, " + (body ? "CASE WHEN " + within + " THEN 1 ELSE 0 END" : "1") +
      " AS inside FROM decision_request r" + (body || !realm ? std::string() : " WHERE " + within) +
      ") AS brief WHERE " + where + " ORDER BY theirs DESC, done, asked_on DESC, id DESC";
  if (!body && filter.look_at_most != 0) {
    text += " LIMIT " + std::to_string(filter.look_at_most + 1);
  }
  return text;
}

base::Result<std::vector<Brief>> briefs_of(sql::Connection& connection, const RequestFilter& filter,
                                           Date on) {
  const std::optional<Place> realm = TRY(realm_of(connection, filter));
  const RequestCursor after = filter.after.value_or(RequestCursor{});
  sql::Rows rows =
      TRY(connection.query(query_of(filter, realm), {realm ? realm->id : 0, on, filter.body,
                                                     after.done ? 1 : 0, after.asked, after.id}));
  std::vector<Brief> found;
  while (TRY(rows.next())) {
    const auto kind = governance::place_kind_of(rows.text(1));
    CHECK(kind.has_value());
    found.push_back({{rows.integer(4) != 0, rows.date(3), rows.id<DecisionRequest>(0)},
                     {*kind, rows.integer(2)},
                     rows.integer(5) != 0});
  }
  return found;
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

// Reads briefs, a block at once, and looks at them one after the other.
class Looking {
 public:
  Looking(sql::Connection& connection, const RequestFilter& filter, Date today)
      : connection_(connection), filter_(filter), today_(today), settings_(connection) {}

  base::Result<RequestPictures> look(const std::vector<Brief>& briefs) {
    constexpr std::size_t block = 200;
    for (std::size_t at = 0; at < briefs.size(); ++at) {
      const bool enough = filter_.most != 0 && found_.all.size() == filter_.most;
      if (enough ||
          (!briefs[at].theirs && filter_.look_at_most != 0 && looked_at_ == filter_.look_at_most)) {
        if (at > 0) found_.next = briefs[at - 1].at;
        break;
      }
      if (at % block == 0) {
        TRY(read(
            {briefs.begin() + static_cast<std::ptrdiff_t>(at),
             briefs.begin() + static_cast<std::ptrdiff_t>(std::min(briefs.size(), at + block))}));
      }
      if (!briefs[at].theirs) ++looked_at_;
      TRY(look_at(briefs[at]));
    }
    return std::move(found_);
  }

 private:
  base::Status read(std::span<const Brief> briefs) {
    std::vector<RequestId> ids;
    std::vector<Place> places;
    for (const Brief& each : briefs) {
      ids.push_back(each.at.id);
      if (!each.at.done) places.push_back(each.place);
    }
    TRY(settings_.prepare(places, today_));
    read_.clear();
    for (DecisionRequest& each : TRY(requests_noted(connection_, ids))) {
      read_.emplace(each.id, std::move(each));
    }
    return {};
  }

  base::Status look_at(const Brief& brief) {
    RequestPicture made =
        TRY(picture_of(connection_, settings_, std::move(read_.at(brief.at.id)), today_));
    if (filter_.open_only && !is_open(made.state)) return {};
    if (filter_.body.known() && !concerns_body(made, filter_.body)) return {};
    if (filter_.wanted && !TRY(filter_.wanted(made, settings_))) return {};
    found_.all.push_back(std::move(made));
    return {};
  }

  sql::Connection& connection_;
  const RequestFilter& filter_;
  const Date today_;
  RequestSettings settings_;
  std::map<RequestId, DecisionRequest> read_;
  std::size_t looked_at_ = 0;
  RequestPictures found_;
};

}  // namespace

std::string text_of(const RequestCursor& cursor) {
  return std::string(cursor.done ? "1-" : "0-") + std::to_string(cursor.asked.number()) + "-" +
         std::to_string(cursor.id.value);
}

std::optional<RequestCursor> read_cursor(std::string_view text) {
  std::vector<std::int64_t> numbers;
  for (const std::string_view each : base::split(text, '-')) {
    const auto number = base::parse_integer(each);
    if (!number) return std::nullopt;
    numbers.push_back(*number);
  }
  if (numbers.size() != 3 || (numbers[0] != 0 && numbers[0] != 1)) return std::nullopt;
  const auto asked = Date::from_number(numbers[1]);
  if (!asked) return std::nullopt;
  return RequestCursor{numbers[0] == 1, *asked, RequestId{numbers[2]}};
}

base::Result<RequestPictures> request_pictures(sql::Connection& connection,
                                               const RequestFilter& filter, Date today) {
  return Looking(connection, filter, today).look(TRY(briefs_of(connection, filter, today)));
}

base::Status check_whole(const RequestPictures& found) {
  if (!found.next) return {};
  return base::make_error("list_too_long",
                          "There are more requests than one file holds. Choose one school, cluster "
                          "or group (of), or read them page by page at /api/v1/requests.",
                          "of");
}

}  // namespace delegation
