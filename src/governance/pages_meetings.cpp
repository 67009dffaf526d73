// /meetings/{meeting}: before, during and after it: agenda, who is there, quorum at each item,
// votes, actions, minutes; /boards/decisions: what all bodies decided; a calendar for other
// programs.
#include "base/text.hpp"
#include "governance/pages_sitting.hpp"
#include "governance/store_facts.hpp"
#include "governance/store_feed.hpp"
#include "governance/store_meeting.hpp"
#include "governance/store_rules.hpp"
#include "web/asked.hpp"
#include "web/form_data.hpp"
#include "web/redirect.hpp"

namespace governance {

namespace {

using web::Html;

Html quorum_tag(const QuorumNow& now) {
  return web::tag(now.met() ? web::Tone::Ok : web::Tone::Bad,
                  (now.met() ? "Quorum: " : "No quorum: ") + std::to_string(now.present) +
                      " there, " + std::to_string(now.needed) + " needed");
}

std::vector<std::pair<std::string, std::string>> of_meeting(const Sitting& now) {
  return {{"meeting", std::to_string(now.meeting().id.value)},
          {"seen", std::to_string(now.meeting().version)}};
}
std::vector<std::pair<std::string, std::string>> of_item(const Sitting& now, const Item& item) {
  return {{"item", std::to_string(item.id.value)}, {"seen", std::to_string(now.meeting().version)}};
}

// One choice for each person, and one button. `of` sets their ids apart from those of other forms.
Html choices_form(const std::string& action, const std::string& of, const web::Request& request,
                  const Sitting& now, const std::vector<PersonId>& people,
                  const std::vector<web::Choice>& choices,
                  const std::function<std::string(PersonId)>& chosen, std::string_view button) {
  Html fields;
  for (const PersonId person : people) {
    std::string label = now.facts().person_name(person);
    for (const StandIn& each : now.made.stand_ins) {
      if (each.person != person) continue;
      label += ", alternate for " + now.facts().person_name(each.holder);
    }
    fields.add(web::select({.id = of + "-" + std::to_string(person.value),
                            .label = label,
                            .name = "p" + std::to_string(person.value)},
                           choices, chosen(person)));
  }
  fields.add(web::button(web::ButtonKind::Secondary, button));
  return web::post_form(action, *request.caller, {{"seen", std::to_string(now.meeting().version)}},
                        fields);
}

Html attendance_part(const web::Request& request, const Sitting& now) {
  Html html;
  if (now.open()) {
    html.add(web::paragraph(quorum_tag(quorum_now(now.made, now.record, nullptr))));
    if (now.made.members.empty()) {
      return html.add(web::paragraph(Html("Nobody sits on this body on that day.")));
    }
    html.add(choices_form(
        meeting_href(now.meeting().id) + "/attendance", "there", request, now,
        with_stand_ins(now.made.members, now.made),
        {{"", "Not noted"},
         {"present", "Present"},
         {"apologies", "Apologies"},
         {"absent", "Absent"}},
        [&](PersonId person) {
          const Attendance* known = now.record.of(person);
          return known ? std::string(code_of(known->presence)) : std::string();
        },
        "Save who is there"));
    html.add(web::paragraph(web::link(note_href(ChangeKind::Attend, of_meeting(now)),
                                      Html("Somebody comes late or leaves early"))));
    return html;
  }
  web::Table table;
  table.caption = "Attendance";
  table.columns = {{"Who"}, {"Was"}};
  for (const Attendance& each : now.record.attendance) {
    table.rows.push_back({web::cells(Html(now.facts().person_name(each.person)),
                                     Html(std::string(label_of(each.presence))))});
  }
  return html.add(table.rows.empty() ? web::paragraph(Html("Nobody was noted."))
                                     : web::table(table));
}

Html votes_part(const web::Request& request, const Sitting& now, const Item& item) {
  const Tally found = now.result_of(item).tally;
  Html html = web::paragraph(Html("Motion: " + item.motion));
  html.add(web::paragraph(Html(words_of(found))));
  std::vector<Html> voids;
  for (const auto& [person, reason] : found.void_votes) {
    voids.emplace_back("Not counted: " + now.facts().person_name(person) + " " + reason + ".");
  }
  if (!voids.empty()) html.add(web::list(voids));
  if (!now.open()) return html;
  html.add(choices_form(
      meeting_href(now.meeting().id) + "/votes/" + std::to_string(item.id.value),
      "vote-" + std::to_string(item.id.value), request, now,
      with_stand_ins(now.made.voting, now.made),
      {{"", "No vote"}, {"for", "For"}, {"against", "Against"}, {"abstain", "Abstains"}},
      [&](PersonId person) {
        for (const Vote& vote : now.record.votes) {
          if (vote.item == item.id && vote.person == person) {
            return std::string(code_of(vote.choice));
          }
        }
        return std::string();
      },
      "Save the votes on item " + std::to_string(item.position)));
  if (found.decided == Decided::Tied) {
    html.add(web::paragraph(web::link(note_href(ChangeKind::CastingVote, of_item(now, item)),
                                      Html("The chair’s casting vote"))));
  }
  return html;
}

Html item_part(const web::Request& request, const Sitting& now, const Item& item,
               const NotedItems& notes) {
  Html html = web::paragraph(quorum_tag(now.result_of(item).quorum));
  if (const auto note = notes.find(item.id.value); note != notes.end()) {
    html.add(web::paragraph(note->second.html));
  }
  html.add(item_interests_part(request, now, item));
  if (!item.notes.empty()) html.add(web::paragraph(Html(item.notes)));
  if (!item.motion.empty()) html.add(votes_part(request, now, item));
  if (now.open()) {
    html.add(web::list(
        {web::link(note_href(ChangeKind::DeclareAt, of_item(now, item)),
                   Html("Somebody declares an interest").add(web::hidden(" at " + item.title))),
         web::link(note_href(ChangeKind::Withdraw, of_item(now, item)),
                   Html("Somebody withdraws").add(web::hidden(" from " + item.title))),
         web::link(note_href(ChangeKind::Minute, of_item(now, item)),
                   Html("Words for the minutes").add(web::hidden(" of " + item.title)))}));
  }
  return web::section("item-" + std::to_string(item.position),
                      std::to_string(item.position) + ". " + item.title, html);
}

Html actions_part(const Sitting& now) {
  std::vector<web::Item> items;
  for (const Action& each : now.actions()) {
    Html end;
    if (now.may_edit && !each.done) {
      end = web::link(note_href(ChangeKind::FinishAction, {{"number", std::to_string(each.id)}}),
                      Html("Done").add(web::hidden(": " + each.what)));
    }
    Html what(each.what);
    if (each.confidential) what.add(Html(" ")).add(web::tag(web::Tone::Warn, "Confidential"));
    items.push_back(
        {what, Html(now.facts().person_name(each.person) + ", by " + each.due.long_form()),
         each.done ? web::tag(web::Tone::Ok, "Done") : web::tag(web::Tone::Plain, "Open"), end});
  }
  return web::section("h-actions", "Actions",
                      items.empty() ? web::paragraph(Html("None.")) : web::items(items));
}

// Sixty-four digits that a line may break.
std::string in_groups(std::string_view digits) {
  std::string spaced;
  for (std::size_t at = 0; at < digits.size(); ++at) {
    if (at > 0 && at % 8 == 0) spaced += ' ';
    spaced += digits[at];
  }
  return spaced;
}

std::string seal_words(const Meeting& meeting) {
  return "Seal: " + in_groups(meeting.seal) +
         (meeting.seal_2.empty() ? "" : "; of part 2: " + in_groups(meeting.seal_2));
}

Html minutes_part(const Sitting& now) {
  const bool sealed = now.meeting().state == MeetingState::Sealed;
  const std::string text = now.minutes();
  Html html;
  html.add(lines_of(text));
  html.add(lines_of(now.minutes_2()));
  if (sealed) {
    const bool whole = now.whole();
    html.add(web::finding(
        whole ? web::Tone::Ok : web::Tone::Bad,
        whole ? "Approved and sealed" : "These are not the minutes approved",
        Html((now.meeting().approved ? "Approved on " + now.meeting().approved->long_form() + ". "
                                     : std::string()) +
             seal_words(now.meeting()))));
  }
  for (const Correction& each : now.corrections()) {
    const std::string part = each.confidential ? "Correction of part 2, " : "Correction of ";
    html.add(web::finding(web::Tone::Info, part + base::moment(each.made_at), Html(each.text)));
  }
  return web::section("h-minutes", sealed ? "Minutes" : "Minutes so far", html);
}

Html ways_part(const Sitting& now) {
  std::vector<Html> links;
  const auto way = [&](ChangeKind kind) {
    links.push_back(
        web::link(note_href(kind, of_meeting(now)), Html(std::string(info_of(kind).label))));
  };
  if (now.open()) {
    way(ChangeKind::AddItem);
    way(ChangeKind::GiveProxy);
    if (now.meeting().state == MeetingState::Planned) {
      way(ChangeKind::Hold);
      way(ChangeKind::CancelMeeting);
    } else {
      way(ChangeKind::Approve);
    }
  }
  const std::vector<std::pair<std::string, std::string>> only = {
      {"meeting", std::to_string(now.meeting().id.value)}};
  links.push_back(web::link(note_href(ChangeKind::AddAction, only),
                            Html(std::string(info_of(ChangeKind::AddAction).label))));
  if (now.meeting().state == MeetingState::Sealed) {
    links.push_back(web::link(note_href(ChangeKind::Correct, only),
                              Html(std::string(info_of(ChangeKind::Correct).label))));
  }
  return web::section("h-ways", "Change", web::list(links));
}

// Before it and after it: what is printed, sent and prepared.
Html around_part(const Sitting& now) {
  const std::string here = meeting_href(now.meeting().id);
  std::vector<Html> links = {web::link(
      here + "/agenda", Html(now.open() ? "Prepare and print the agenda" : "The agenda"))};
  if (now.may_edit && now.meeting().state == MeetingState::Planned) {
    links.push_back(web::link(here + "/invitation", Html("Invite the members")));
  }
  links.push_back(web::link(here + "/minutes", Html("Minutes to print")));
  return web::section("h-around", "Papers", web::list(links));
}

base::Result<web::Response> meeting(const Context& context, const web::Request& request,
                                    const std::optional<base::Error>& error) {
  const Sitting now = TRY(sitting(context, request));
  if (TRY(registry::format_of(request)) == registry::Format::Json) {
    return registry::json_response(meeting_json(now));
  }
  web::Page page =
      registry::plain_page(*context, request, now.body->name + ", " + now.meeting().on.long_form());
  page.section = "Boards";
  page.breadcrumbs = {{"Boards", "/boards"}, {now.body->name, body_href(now.body->id, {})}};
  page.caption = state_tag(now.meeting());
  std::string when = now.meeting().starts;
  if (!now.meeting().place.empty()) when += (when.empty() ? "" : ", ") + now.meeting().place;
  if (!when.empty()) page.lead = Html(when);
  if (error) web::show_error(page, *error);
  if (!request.query.get_or("saved", "").empty()) {
    page.notice = Html("Saved.");
  }
  page.content.add(around_part(now));
  page.content.add(web::section("h-there", "Who is there", attendance_part(request, now)));
  if (now.record.items.empty()) {
    page.content.add(web::section(
        "h-agenda", "Agenda",
        web::empty_state("The agenda is empty.",
                         now.open() ? web::link(note_href(ChangeKind::AddItem, of_meeting(now)),
                                                Html("Add the first item"))
                                    : Html("Nothing was put on it."))));
  }
  std::vector<std::int64_t> numbers;
  for (const Item& item : now.items()) numbers.push_back(item.id.value);
  const NotedItems notes =
      TRY(notes_of_items(context, *TRY(context->catalogue->database().read()), numbers));
  for (const Item& item : now.items()) page.content.add(item_part(request, now, item, notes));
  page.content.add(actions_part(now));
  page.content.add(minutes_part(now));
  if (now.may_edit) page.content.add(ways_part(now));
  return web::render(page, context->site);
}

// A form with one choice for each person; what is not chosen is not changed.
base::Result<web::Response> save_choices(const Context& context, const web::Request& request,
                                         const Words& all, const std::string& word) {
  const web::FormData typed = TRY(web::read_form(request));
  std::vector<Change> changes;
  const Composition made = TRY(sitting(context, request)).made;
  for (const PersonId person : with_stand_ins(made.members, made)) {
    const std::string chosen(typed.get_or("p" + std::to_string(person.value), ""));
    if (chosen.empty()) continue;
    Words words = all;
    words["person"] = std::to_string(person.value);
    words[word] = chosen;
    // The first says which version was seen; the others follow it in the same transaction.
    if (changes.empty()) words["seen"] = typed.get_or("seen", "");
    changes.push_back(TRY(read_change(words)));
  }
  const std::string back = "/meetings/" + request.captured.at("meeting");
  if (changes.empty()) return web::redirect(back);
  const base::Result<std::vector<Outcome>> saved = save_noted(context, request, changes);
  if (saved.ok()) return web::redirect(back + "?saved=1");
  if (saved.error().kind != base::ErrorKind::Conflict) return saved.error();
  return meeting(context, request, saved.error());
}

base::Result<web::Response> decisions(const Context& context, const web::Request& request) {
  const std::string words(base::trim(request.query.get_or("q", "")));
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const std::vector<MotionRow> rows = TRY(motions(*lease, words, decisions_max));
  std::vector<std::int64_t> numbers;
  for (const MotionRow& row : rows) numbers.push_back(row.item.value);
  const NotedItems notes = TRY(notes_of_items(context, *lease, numbers));
  if (TRY(registry::format_of(request)) == registry::Format::Json) {
    return registry::json_response(motions_json(rows, texts_of(notes)));
  }
  web::Page page = registry::plain_page(*context, request, "Register of decisions");
  page.section = "Boards";
  page.breadcrumbs = {{"Boards", "/boards"}};
  page.lead = Html(
      "What was put to the vote, in every body, the newest first; once the minutes are approved.");
  page.content.add(web::search_box("/boards/decisions", {}, "Words", words));
  web::Table table;
  table.caption = "Decisions";
  table.columns = {{"Motion", false, true}, {"Body"}, {"Day"}, {"Result", false, true}};
  if (!notes.empty()) table.columns.push_back({"Power", false, true});
  for (const MotionRow& row : rows) {
    table.rows.push_back(
        {web::cells(web::link(meeting_href(row.meeting), Html(row.motion)), Html(row.body_name),
                    web::date(row.on), Html(words_of(row.result.tally)))});
    if (notes.empty()) continue;
    const auto note = notes.find(row.item.value);
    table.rows.back().cells.push_back(note == notes.end() ? web::does_not_apply()
                                                          : note->second.html);
  }
  page.content.add(table.rows.empty() ? web::empty_state("No such decision is recorded.",
                                                         web::link("/boards", Html("All boards")))
                                      : web::table(table));
  return web::render(page, context->site);
}

base::Result<web::Response> calendar(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const Body body = TRY(body_row(*lease, BodyId{web::captured_number(request, "body")}));
  web::Response response;
  response.content_type = "text/calendar; charset=utf-8";
  response.body =
      ical_text(TRY(events_of_body(*lease, body.id, context->today())), context->now_s());
  return response;
}

}  // namespace

base::Result<NotedItems> notes_of_items(const Context& context, sql::Connection& connection,
                                        const std::vector<std::int64_t>& items) {
  NotedItems all;
  for (const registry::ItemNotes& notes : context->item_notes) {
    for (auto& [item, note] : TRY(notes(connection, items))) {
      all[item].html.add(note.html);
      all[item].text += note.text;
    }
  }
  return all;
}

std::map<std::int64_t, std::string> texts_of(const NotedItems& notes) {
  std::map<std::int64_t, std::string> texts;
  for (const auto& [item, note] : notes) texts[item] = note.text;
  return texts;
}

base::Result<Sitting> sitting(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  Sitting found{TRY(meeting_view(*lease, MeetingId{web::captured_number(request, "meeting")}))};
  const guard::UnitPath path = found.path =
      TRY(path_of(*lease, found.body->place, context->today()));
  TRY(require_reading(found.meeting(), request, path, context->today()));
  found.confidential = guard::shows(request, guard::Action::ReadDrafts, path, context->today());
  found.may_edit = guard::shows(request, guard::Action::Edit, path, context->today());
  return found;
}

std::string meeting_href(MeetingId id) { return "/meetings/" + std::to_string(id.value); }

Html state_tag(const Meeting& meeting) {
  switch (meeting.state) {
    case MeetingState::Planned: return web::tag(web::Tone::Info, label_of(meeting.state));
    case MeetingState::Held: return web::tag(web::Tone::Plain, label_of(meeting.state));
    case MeetingState::Sealed: return web::tag(web::Tone::Ok, label_of(meeting.state));
    case MeetingState::Cancelled: return web::tag(web::Tone::Past, label_of(meeting.state));
  }
  return {};
}

Html lines_of(const std::string& text) {
  Html html;
  for (const std::string_view line : base::split(text, '\n')) {
    if (!line.empty()) html.add(web::paragraph(Html(line)));
  }
  return html;
}

web::Html meetings_part(const std::vector<Meeting>& meetings, const Body& body, bool may_edit,
                        bool signed_in) {
  std::vector<web::Item> items;
  for (const Meeting& each : meetings) {
    items.push_back({web::link(meeting_href(each.id), Html(each.on.long_form())),
                     Html(each.starts + (each.place.empty() ? "" : " " + each.place)),
                     state_tag(each)});
  }
  Html html = items.empty() ? web::paragraph(Html("None is planned, and none was recorded."))
                            : web::items(items);
  std::vector<Html> links;
  const std::string number = std::to_string(body.id.value);
  if (may_edit) {
    links.push_back(web::link(note_href(ChangeKind::PlanMeeting, {{"body", number}}),
                              Html(std::string(info_of(ChangeKind::PlanMeeting).label))));
  }
  links.push_back(web::link("/boards/" + number + "/attendance", Html("Who was at which meeting")));
  links.push_back(
      web::link("/boards/" + number + "/calendar.ics", Html("Its meetings, as a file")));
  if (signed_in) {
    links.push_back(web::link("/calendars?kind=body&of=" + number,
                              Html("A calendar that other programs keep up to date")));
  }
  return web::section("h-meetings", "Meetings", html.add(web::list(links)));
}

void add_meeting_pages(web::Router& router, const Context& context) {
  router.get("/boards/decisions", "The register of decisions of all bodies", "/boards/decisions",
             [context](const web::Request& request) { return decisions(context, request); });
  router.get("/boards/{body}/calendar.ics", "The meetings of a body, for calendars",
             "/boards/1/calendar.ics",
             [context](const web::Request& request) { return calendar(context, request); });
  router.get("/meetings/{meeting}", "A meeting: agenda, who is there, votes, minutes",
             "/meetings/1", web::Audience::Member, [context](const web::Request& request) {
               return meeting(context, request, std::nullopt);
             });
  router.post(
      "/meetings/{meeting}/attendance", "Saves who is at a meeting", "/meetings/1/attendance",
      "seen=&p1=present", web::Audience::Member, [context](const web::Request& request) {
        return save_choices(context, request,
                            {{"change", "attended"}, {"meeting", request.captured.at("meeting")}},
                            "status");
      });
  router.post(
      "/meetings/{meeting}/votes/{item}", "Saves the votes on an item", "/meetings/1/votes/1",
      "seen=&p1=for", web::Audience::Member, [context](const web::Request& request) {
        return save_choices(context, request,
                            {{"change", "voted"}, {"item", request.captured.at("item")}}, "choice");
      });
}

}  // namespace governance
