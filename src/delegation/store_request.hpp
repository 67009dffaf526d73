// Requests for decisions in the database: as they stand on a day, and noting more of them. Each
// writing is one transaction with its audit record.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "delegation/request.hpp"
#include "delegation/request_file.hpp"
#include "delegation/request_sums.hpp"
#include "delegation/store_setting.hpp"
#include "governance/store_change.hpp"

namespace delegation {

// A request with its ruling on the day and what follows from it.
struct RequestPicture {
  DecisionRequest request;
  Route now;  // once it is decided: the route by which it was
  RequestState state;
  std::string title;  // of the decision, "F07, Take on a shared service"
  std::string asker;  // name of the person; "" where nobody was said
};

// Settings of places on days, each read once.
class RequestSettings {
 public:
  explicit RequestSettings(sql::Connection& connection) : connection_(connection) {}
  // Errors: those of setting_of().
  base::Result<const Setting*> at(const governance::Place& place, base::Date on);
  // Takes one in place of what would be read.
  void keep(std::unique_ptr<Setting> setting);
  // Reads those of many schools at once. What cannot be read is told when it is asked for.
  base::Status prepare(const std::vector<governance::Place>& places, base::Date on);
  // Error: bad_catalogue.
  base::Result<const Catalogue*> catalogue();
  // What the place was granted before, by steps and by approved minutes; read when it is first
  // asked for, and again after forget_granted(), which is for who notes that something was granted.
  base::Result<const std::vector<GrantedBefore>*> granted(const governance::Place& place);
  void forget_granted(const governance::Place& place) { granted_.erase(place); }

 private:
  sql::Connection& connection_;
  std::optional<Catalogue> catalogue_;
  std::map<std::pair<governance::Place, base::Date>, std::unique_ptr<Setting>> kept_;
  std::map<governance::Place, std::vector<GrantedBefore>> granted_;
};

// A ruling as a route, with sums of the year filled in. Where the place has no scheme or the
// decision is not in the catalogue on that day, nobody can be named and the route says why.
// `except`: a request that does not count to the sums itself.
struct RouteQuestion {
  governance::Place place;
  std::string decision;
  FactValues facts;
  std::string heading;
  std::string party;
  RequestId except = {};
};
base::Result<Route> route_on(RequestSettings& settings, const RouteQuestion& question,
                             base::Date on);

// Error: request_not_found.
base::Result<RequestPicture> request_picture(sql::Connection& connection, RequestId id,
                                             base::Date today);

// A place in the order of a list of requests, which is that of its members. It stays where it is,
// whatever becomes of the request that stood there.
struct RequestCursor {
  bool done = false;  // withdrawn, or decided, and told and reported to all, by what was noted
  base::Date asked;   // the newest first
  RequestId id;       // the highest first
  friend bool operator==(const RequestCursor&, const RequestCursor&) = default;
};
std::string text_of(const RequestCursor& cursor);  // "0-20251001-205"
std::optional<RequestCursor> read_cursor(std::string_view text);

// Of which requests: of a place, of a body, or of any.
struct RequestFilter {
  std::optional<governance::Place> of;  // of the place, or of what lies within it
  std::optional<governance::Place> at;  // of the place alone
  governance::BodyId body;              // that decides it, or has it on an agenda; none: any
  bool open_only = false;               // or something is still to be told or reported
  // None: every one.
  std::function<base::Result<bool>(const RequestPicture&, RequestSettings&)> wanted;
  std::optional<RequestCursor> after;  // only what comes after it; not where a body is asked for
  std::size_t most = 0;                // of them; 0: all
  // So many are looked at; 0: all. Those whose kept route names the body come first, and do not
  // count.
  std::size_t look_at_most = 0;
};
struct RequestPictures {
  std::vector<RequestPicture> all;
  // Others may come after it: there are more than `most`, or not all were looked at.
  std::optional<RequestCursor> next;
};
// Those to which something is still to be done first, then the newest.
base::Result<RequestPictures> request_pictures(sql::Connection& connection,
                                               const RequestFilter& filter, base::Date today);

// That nothing was left out. Error: list_too_long.
base::Status check_whole(const RequestPictures& found);

// Where a level of the request stands: whose editors note its steps. Errors: those of
// RequestSettings::at().
base::Result<governance::Place> place_of_level(RequestSettings& settings,
                                               const DecisionRequest& request,
                                               const std::string& level, base::Date on);

struct NewRequest {
  governance::Place place;
  std::string decision;
  std::string words;
  std::string heading;
  std::string party;
  FactValues facts;
  base::Date asked;
  governance::PersonId asked_by;
  std::optional<base::Date> needed;
};
// Errors: bad_step, decision_not_found, person_not_found, those of `may` for the place.
base::Result<RequestId> ask_for_decision(sql::Connection& connection, const NewRequest& asked,
                                         const governance::Writing& writing,
                                         const governance::May& may, governance::Keep keep);

struct NewStep {
  StepKind kind = StepKind::Recommend;
  std::string level;
  base::Date on;
  std::string result;
  std::string words;
  std::optional<base::Date> due;
  FactValues facts;  // of StepKind::Facts
};
// `seen`: the revision that was looked at. Who may note it is asked for the place of the level, or
// of the request where the step has none. Errors: request_not_found, request_conflict, bad_step,
// no_power, those of `may`.
base::Status note_step(sql::Connection& connection, RequestId id, std::int64_t seen,
                       const NewStep& step, const governance::Writing& writing,
                       const governance::May& may);

// All of them or none, with what was noted of them; the numbers that they got. Errors: those of
// both, with the line.
base::Result<std::vector<RequestId>> import_requests(sql::Connection& connection,
                                                     const std::vector<FileRequest>& all,
                                                     const governance::Writing& writing,
                                                     const governance::May& may,
                                                     governance::Keep keep);

// It as an item of an agenda; `motion`: other words than those it was asked with, or "".
struct RequestItem {
  std::string title;
  std::string motion;
};
RequestItem item_of(const RequestPicture& picture, const std::string& motion);

// Puts it on the agenda of a meeting of the body that decides it today. Errors: request_not_found,
// bad_step, no_power, and those of governance::save_changes().
base::Status put_on_agenda(sql::Connection& connection, RequestId id, governance::MeetingId meeting,
                           const std::string& motion, const governance::Writing& writing,
                           const governance::May& may);
// Meetings of the body that are planned, the next first.
base::Result<std::vector<governance::Meeting>> meetings_to_come(sql::Connection& connection,
                                                                governance::BodyId body,
                                                                base::Date today);

enum class RequestTrouble { NoPower, NotTold, Early };
std::string_view word_of(RequestTrouble trouble);   // "no_power"
std::string_view label_of(RequestTrouble trouble);  // "Decided without power"
struct RequestFinding {
  RequestTrouble trouble = RequestTrouble::NoPower;
  RequestId request;              // none: the item says only which decision it is
  std::string decision;           // its code
  governance::MeetingId meeting;  // none: it was no meeting that is kept here
  governance::ItemId item;
  std::string who;  // decided
  base::Date on;
  std::string what;  // in words, and what mends it
};
// Of motions that were carried, by approved minutes, on a request or a decision that the item
// names; the newest first.
base::Result<std::vector<RequestFinding>> request_findings(sql::Connection& connection,
                                                           base::Date today);

// What is to be said of an item of the register of decisions.
struct PowerOfItem {
  RequestId request;     // none: of no request
  std::string decision;  // "F07"
  std::string words;     // "By clause 4.7 of Scheme (version 11)", or what is wrong
  bool lacks_power = false;
};
// Only those that have a request or name a decision.
base::Result<std::map<std::int64_t, PowerOfItem>> powers_of_items(
    sql::Connection& connection, const std::vector<std::int64_t>& items);

// "amount=£18,000.00; months=24", and back. Error: bad_fact.
std::string facts_text(const Catalogue& catalogue, const FactValues& facts);
base::Result<FactValues> facts_of_text(const Catalogue& catalogue, std::string_view text);

}  // namespace delegation
