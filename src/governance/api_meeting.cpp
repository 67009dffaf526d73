// Gathering a meeting, and writing it as JSON.
#include "governance/api_meeting.hpp"

#include "access/secrets.hpp"
#include "governance/api_interests.hpp"
#include "governance/store_facts.hpp"
#include "web/json.hpp"

namespace governance {

namespace {

template <typename Kind>
std::vector<Kind> seen_of(const std::vector<Kind>& all, bool confidential) {
  std::vector<Kind> seen;
  for (const Kind& each : all) {
    if (confidential || !each.confidential) seen.push_back(each);
  }
  return seen;
}

}  // namespace

std::string MeetingView::minutes() const {
  if (meeting().state == MeetingState::Sealed) return sealed;
  return minutes_text(facts(), *body, made, record, chair);
}

std::string MeetingView::minutes_2() const {
  if (!confidential) return "";
  if (meeting().state == MeetingState::Sealed) return sealed_2;
  return minutes_text(facts(), *body, made, record, chair, MinutesPart::Confidential);
}

std::vector<Item> MeetingView::items() const { return seen_of(record.items, confidential); }

std::vector<Action> MeetingView::actions() const { return seen_of(record.actions, confidential); }

std::vector<Correction> MeetingView::corrections() const {
  return seen_of(record.corrections, confidential);
}

bool MeetingView::shows_papers(ItemId item) const {
  if (confidential) return true;
  const Item* found = record.item(item);
  return meeting().state == MeetingState::Sealed && found && !found->confidential;
}

bool MeetingView::whole() const {
  if (meeting().state != MeetingState::Sealed) return true;
  const bool second =
      meeting().seal_2.empty() ? sealed_2.empty() : guard::sha256(sealed_2) == meeting().seal_2;
  return second && guard::sha256(sealed) == meeting().seal;
}

base::Result<MeetingView> meeting_view(sql::Connection& connection, MeetingId id) {
  MeetingView view;
  view.record = TRY(meeting_record(connection, id));
  view.known = std::make_shared<Facts>(
      TRY(facts_of_meetings(connection, view.meeting().body, {&view.record, 1})));
  view.book = std::make_shared<RuleBook>(TRY(rules_in_force(connection)));
  view.body = view.facts().body(view.meeting().body);
  view.made = composition(view.facts(), *view.book, *view.body, view.meeting().on);
  const Office* chair = view.facts().holder(
      OfficeKind::Chair, {PlaceKind::Body, view.body->id.value}, view.meeting().on);
  if (chair) view.chair = chair->person;
  view.sealed = TRY(sealed_minutes(connection, id, MinutesPart::Open));
  view.sealed_2 = TRY(sealed_minutes(connection, id, MinutesPart::Confidential));
  return view;
}

ItemResult MeetingView::result_of(const Item& item) const {
  return governance::result_of(made, record, item, chair);
}

namespace {

void write_declared(web::JsonWriter& json, const MeetingView& view, const Item& item) {
  json.key("interests");
  json.begin_array();
  for (const DeclaredInterest& each : declared_at(view.record, item.id)) {
    json.begin_object();
    json.member("person", each.person.value);
    json.member("name", view.facts().person_name(each.person));
    json.member("interest", each.interest.value);
    json.member("why", each.why);
    json.member("withdrew", view.record.withdrew(each.person, item.id));
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string meeting_json(const MeetingView& view) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  const Meeting& meeting = view.meeting();
  json.begin_object();
  json.member("id", meeting.id.value);
  json.member("version", meeting.version);
  json.member("body", meeting.body.value);
  json.member("body_name", view.body->name);
  json.member("on", meeting.on.iso());
  json.member("starts", meeting.starts);
  json.member("place", meeting.place);
  json.member("lasts_min", static_cast<std::int64_t>(meeting.lasts_min));
  json.member("state", code_of(meeting.state));
  json.key("invited");
  json.begin_array();
  for (const Invitation& each : view.record.invitations) json.value(each.sent.iso());
  json.end_array();
  json.key("attendance");
  json.begin_array();
  for (const Attendance& each : view.record.attendance) {
    json.begin_object();
    json.member("person", each.person.value);
    json.member("name", view.facts().person_name(each.person));
    json.member("status", code_of(each.presence));
    json.end_object();
  }
  json.end_array();
  json.key("items");
  json.begin_array();
  for (const Item& item : view.items()) {
    const auto& [quorum, found] = view.result_of(item);
    json.begin_object();
    json.member("id", item.id.value);
    json.member("position", static_cast<std::int64_t>(item.position));
    json.member("title", item.title);
    json.member("motion", item.motion);
    json.member("starts", item.starts);
    json.member("lead", item.lead.known() ? view.facts().person_name(item.lead) : "");
    json.member("confidential", item.confidential);
    json.member("present", static_cast<std::int64_t>(quorum.present));
    json.member("needed", static_cast<std::int64_t>(quorum.needed));
    json.member("decided", code_of(found.decided));
    json.member("for", static_cast<std::int64_t>(found.votes_for));
    json.member("against", static_cast<std::int64_t>(found.votes_against));
    json.member("abstained", static_cast<std::int64_t>(found.abstained));
    write_declared(json, view, item);
    json.end_object();
  }
  json.end_array();
  json.member("minutes", view.minutes());
  json.member("minutes_2", view.minutes_2());
  json.member("seal", meeting.seal);
  json.end_object();
  return json.take();
}

std::string motions_json(const std::vector<MotionRow>& rows,
                         const std::map<std::int64_t, std::string>& powers) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.key("decisions");
  json.begin_array();
  for (const MotionRow& row : rows) {
    json.begin_object();
    json.member("meeting", row.meeting.value);
    json.member("body", row.body.value);
    json.member("body_name", row.body_name);
    json.member("on", row.on.iso());
    json.member("title", row.title);
    json.member("motion", row.motion);
    json.member("decided", code_of(row.result.tally.decided));
    json.member("result", words_of(row.result.tally));
    json.member("item", row.item.value);
    const auto power = powers.find(row.item.value);
    if (power != powers.end()) json.member("power", power->second);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

std::string motions_text(const std::vector<MotionRow>& rows) {
  std::string text;
  for (const MotionRow& row : rows) {
    text += row.on.iso() + " " + row.body_name + ": " + row.motion + ". " +
            words_of(row.result.tally) + " (meeting " + std::to_string(row.meeting.value) + ")\n";
  }
  return text.empty() ? "No such decision is recorded.\n" : text;
}

}  // namespace governance
