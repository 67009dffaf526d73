// Before a meeting and after it, on paper: /meetings/{meeting}/agenda with what may be taken up,
// /meetings/{meeting}/invitation, /meetings/{meeting}/minutes.
#include <algorithm>

#include "base/text.hpp"
#include "governance/ical.hpp"
#include "governance/pages_sitting.hpp"
#include "governance/store_agenda.hpp"
#include "governance/store_paper.hpp"
#include "web/form_data.hpp"
#include "web/redirect.hpp"

namespace governance {

namespace {

using web::Html;

std::string when_of(const Meeting& meeting) {
  std::string when = meeting.on.long_form();
  if (!meeting.starts.empty()) when += ", " + meeting.starts;
  if (!meeting.place.empty()) when += ", " + meeting.place;
  return when;
}

web::Page frame(const Context& context, const web::Request& request, const Sitting& now,
                const std::string& title) {
  web::Page page = registry::plain_page(*context, request, title + ": " + now.body->name);
  page.section = "Boards";
  page.breadcrumbs = {{"Boards", "/boards"},
                      {now.body->name, body_href(now.body->id, {})},
                      {now.meeting().on.long_form(), meeting_href(now.meeting().id)}};
  page.lead = Html(when_of(now.meeting()));
  if (!request.query.get_or("saved", "").empty()) {
    page.notice = Html("Saved.");
  }
  return page;
}

// Whether its agenda may still be put in order.
bool may_prepare(const Sitting& now) {
  return now.open() && now.meeting().state == MeetingState::Planned &&
         now.record.attendance.empty();
}

std::string item_note(const Sitting& now, const Item& item) {
  std::vector<std::string> parts;
  if (!item.starts.empty()) parts.push_back(item.starts);
  if (item.lead.known()) parts.push_back(now.facts().person_name(item.lead));
  if (!item.motion.empty()) parts.push_back("Motion: " + item.motion);
  if (!item.source.empty()) parts.push_back("From " + item.source);
  return base::join(parts, ". ");
}

std::string seen_of(const Sitting& now) { return std::to_string(now.meeting().version); }

// Up and down by buttons; the rest by the forms of changes.
Html item_ways(const web::Request& request, const Sitting& now, const Item& item) {
  const std::string here = meeting_href(now.meeting().id) + "/agenda";
  const std::string number = std::to_string(item.id.value);
  std::vector<Html> all;
  const auto move = [&](int to, const std::string& label) {
    all.push_back(web::post_form(
        here, *request.caller,
        {{"change", "move-item"},
         {"item", number},
         {"to", std::to_string(to)},
         {"seen", seen_of(now)}},
        web::button(web::ButtonKind::Link, label + " item " + std::to_string(item.position))));
  };
  if (item.position > 1) move(item.position - 1, "Move up");
  if (item.position < static_cast<int>(now.record.items.size())) {
    move(item.position + 1, "Move down");
  }
  std::vector<std::pair<std::string, std::string>> words = {{"item", number},
                                                            {"seen", seen_of(now)}};
  const auto other = [&](ChangeKind kind, const std::string& label) {
    all.push_back(
        web::link(note_href(kind, words), Html(label).add(web::hidden(" " + item.title))));
  };
  other(ChangeKind::DropItem, "Take off");
  words.insert(words.end(), {{"title", item.title},
                             {"motion", item.motion},
                             {"starts", item.starts},
                             {"confidential", item.confidential ? "yes" : "no"}});
  if (item.needs) {
    words.emplace_back("needs",
                       std::to_string(item.needs->of) + "/" + std::to_string(item.needs->in));
  }
  if (item.lead.known()) words.emplace_back("lead", std::to_string(item.lead.value));
  other(ChangeKind::RewordItem, "Reword");
  return web::el("div", {{"class", "gh-noprint"}}, web::list(all));
}

Html papers_of(const web::Request& request, const Item& item, const std::vector<PaperRow>& papers,
               bool may_edit) {
  Html html;
  for (const PaperRow& each : papers) {
    if (each.item != item.id) continue;
    const std::string address = "/papers/" + std::to_string(each.id);
    Html line = web::link(address, Html(each.name));
    line.add(Html(", " + base::with_thousands((each.size_bytes + 1023) / 1024) + " kB"));
    html.add(web::paragraph(line));
    if (!may_edit) continue;
    html.add(web::post_form(address + "/withdraw", *request.caller, {},
                            web::button(web::ButtonKind::Link, "Take away " + each.name)));
  }
  return html;
}

Html upload_part(const web::Request& request, const Sitting& now) {
  std::vector<web::Choice> items;
  for (const Item& item : now.items()) {
    items.push_back(
        {std::to_string(item.id.value), std::to_string(item.position) + ". " + item.title});
  }
  Html fields = web::select({.id = "item", .label = "To which item"}, items, "");
  fields.add(web::file_input({.id = "file",
                              .label = "Paper",
                              .hint = "For those with a role over the body until the minutes are "
                                      "approved; then for whoever is signed in, but of "
                                      "confidential items"},
                             ""));
  fields.add(web::button(web::ButtonKind::Secondary, "Add the paper"));
  return web::section(
      "h-upload", "Add a paper",
      web::upload_form(meeting_href(now.meeting().id) + "/papers", *request.caller, {}, fields));
}

// What arises in this room and in later ones.
base::Result<std::vector<Offer>> offered(const Context& context, sql::Connection& connection,
                                         const Sitting& now) {
  std::vector<Offer> all = TRY(offers(connection, now.record, now.facts(), *now.book));
  const Meeting& meeting = now.meeting();
  for (const registry::AgendaOffers& more : context->agenda_offers) {
    for (registry::AgendaOffer& each : TRY(more(connection, meeting.body.value, meeting.on))) {
      if (std::ranges::count(now.record.items, each.source, &Item::source) != 0) continue;
      all.push_back({std::move(each.title), std::move(each.motion), std::move(each.source)});
    }
  }
  return all;
}

Html offers_part(const web::Request& request, const Sitting& now,
                 const std::vector<Offer>& offered) {
  const std::string here = meeting_href(now.meeting().id) + "/agenda";
  Html html;
  if (offered.empty()) {
    html =
        web::paragraph(Html("Nothing waits: no minutes, no open action, no request, nothing due."));
  } else {
    std::vector<web::Choice> choices;
    for (const Offer& each : offered) {
      choices.push_back({each.source, each.title, "From " + each.source});
    }
    Html fields = web::checkboxes({.id = "take", .label = "What may be taken up"}, choices, {});
    fields.add(web::button(web::ButtonKind::Secondary, "Put what is ticked on the agenda"));
    html =
        web::post_form(here, *request.caller, {{"seen", seen_of(now)}, {"change", "take"}}, fields);
  }
  Html standing;
  if (now.meeting().template_code.empty()) {
    standing = web::paragraph(web::link(
        note_href(ChangeKind::PutStanding,
                  {{"meeting", std::to_string(now.meeting().id.value)}, {"seen", seen_of(now)}}),
        Html("Put the standing items of a template on the agenda")));
  } else {
    standing = web::post_form(
        here, *request.caller,
        {{"change", "standing"},
         {"meeting", std::to_string(now.meeting().id.value)},
         {"seen", seen_of(now)}},
        web::button(web::ButtonKind::Secondary, "Put the standing items on the agenda"));
  }
  return web::el("div", {{"class", "gh-noprint"}},
                 web::section("h-offers", "Matters arising", standing.add(html)));
}

Html agenda_table(const web::Request& request, const Sitting& now,
                  const std::vector<PaperRow>& papers) {
  const bool prepare = may_prepare(now);
  web::Table table;
  table.caption = "Agenda";
  table.columns = {{"Item", false, true}, {"Papers", false, true}};
  if (prepare) table.columns.push_back({"Change"});
  for (const Item& item : now.items()) {
    Html title(std::to_string(item.position) + ". " + item.title);
    if (item.confidential) title.add(Html(" ")).add(web::tag(web::Tone::Warn, "Confidential"));
    const std::string note = item_note(now, item);
    if (!note.empty()) title.add(web::sub(Html(note)));
    Html files = papers_of(request, item, papers, now.open());
    web::Row row{web::cells(title, files.empty() ? web::does_not_apply() : files), false};
    if (prepare) row.cells.push_back(item_ways(request, now, item));
    table.rows.push_back(std::move(row));
  }
  return web::table(table);
}

base::Result<web::Response> agenda(const Context& context, const web::Request& request,
                                   const std::optional<base::Error>& error) {
  const Sitting now = TRY(sitting(context, request));
  web::Page page = frame(context, request, now, "Agenda");
  if (error) web::show_error(page, *error);
  const sql::Lease lease = TRY(context->catalogue->database().read());
  std::vector<PaperRow> papers = TRY(papers_of_meeting(*lease, now.meeting().id));
  std::erase_if(papers, [&](const PaperRow& each) { return !now.shows_papers(each.item); });
  page.content =
      now.record.items.empty()
          ? web::empty_state(
                "The agenda is empty.",
                now.open()
                    ? web::link(note_href(ChangeKind::AddItem,
                                          {{"meeting", std::to_string(now.meeting().id.value)}}),
                                Html("Add an item"))
                    : Html("Nothing was put on it."))
          : web::section("h-agenda", "Agenda", agenda_table(request, now, papers));
  if (may_prepare(now)) {
    page.content.add(offers_part(request, now, TRY(offered(context, *lease, now))));
  }
  if (now.open() && !now.record.items.empty()) {
    page.content.add(web::el("div", {{"class", "gh-noprint"}}, upload_part(request, now)));
  }
  return web::render(page, context->site);
}

// The items that were ticked, as changes; the first says which version was seen.
base::Result<std::vector<Change>> taken(const Context& context, const web::Request& request,
                                        const web::NamedValues& typed) {
  const Sitting now = TRY(sitting(context, request));
  const sql::Lease lease = TRY(context->catalogue->database().read());
  std::vector<Change> changes;
  for (const Offer& each : TRY(offered(context, *lease, now))) {
    const auto chosen = typed.all("take");
    if (std::ranges::find(chosen, each.source) == chosen.end()) continue;
    Words words = {{"change", "item"},      {"meeting", std::to_string(now.meeting().id.value)},
                   {"title", each.title},   {"motion", each.motion},
                   {"source", each.source}, {"confidential", each.confidential ? "yes" : "no"}};
    if (changes.empty()) words["seen"] = typed.get_or("seen", "");
    changes.push_back(TRY(read_change(words)));
  }
  return changes;
}

base::Result<web::Response> save_agenda(const Context& context, const web::Request& request) {
  const web::FormData typed = TRY(web::read_form(request));
  std::vector<Change> changes;
  if (typed.get_or("change", "") == "take") {
    changes = TRY(taken(context, request, typed));
  } else {
    Words words;
    for (const char* name : {"change", "item", "meeting", "to", "seen"}) {
      words[name] = typed.get_or(name, "");
    }
    changes.push_back(TRY(read_change(words)));
  }
  const std::string back = "/meetings/" + request.captured.at("meeting") + "/agenda";
  if (changes.empty()) return web::redirect(back);
  const base::Result<std::vector<Outcome>> saved = save_noted(context, request, changes);
  if (saved.ok()) return web::redirect(back + "?saved=1");
  if (saved.error().kind != base::ErrorKind::Conflict) return saved.error();
  return agenda(context, request, saved.error());
}

// ---- the invitation -----------------------------------------------------------------------------

struct Guests {
  Invited organiser;
  std::vector<Invited> people;
  std::size_t without_address = 0;
};

// Who sits, and who attends by their office. Addresses are for who may edit everything.
base::Result<Guests> guests_of(const Context& context, const web::Request& request,
                               const Sitting& now) {
  const bool addresses =
      guard::shows(request, guard::Action::Edit, {guard::Unit{}}, context->today());
  const sql::Lease lease = TRY(context->catalogue->database().read());
  Guests guests;
  const auto invited = [&](PersonId person) -> base::Result<Invited> {
    const PersonRow row = TRY(person_row(*lease, person));
    return Invited{row.name, addresses ? row.email : ""};
  };
  std::vector<PersonId> people = with_stand_ins(now.made.members, now.made);
  for (const Attendee& each : attendees(now.facts(), *now.book, *now.body, now.meeting().on)) {
    if (std::ranges::find(people, each.person) == people.end()) people.push_back(each.person);
  }
  for (const PersonId person : people) {
    guests.people.push_back(TRY(invited(person)));
    guests.without_address += guests.people.back().email.empty() ? 1 : 0;
  }
  std::ranges::stable_sort(guests.people, {}, &Invited::name);
  const Office* clerk = now.facts().holder(OfficeKind::GovernanceProfessional,
                                           {PlaceKind::Body, now.body->id.value}, now.meeting().on);
  guests.organiser = clerk ? TRY(invited(clerk->person)) : Invited{now.body->name, ""};
  return guests;
}

std::string mail_text(const Sitting& now) {
  std::string text = "You are invited to the meeting of " + now.body->name + " on " +
                     when_of(now.meeting()) + ".\n\nAgenda\n";
  for (const Item& item : now.record.items) {
    text += std::to_string(item.position) + ". " +
            (item.confidential ? std::string("A confidential item") : item.title) + "\n";
  }
  return text + "\nPlease say whether you will be there.\n";
}

base::Result<web::Response> invitation(const Context& context, const web::Request& request) {
  const Sitting now = TRY(sitting(context, request));
  TRY(may_of(request, context->today())(now.path));
  const Guests guests = TRY(guests_of(context, request, now));
  web::Page page = frame(context, request, now, "Invitation");
  std::vector<Html> names;
  for (const Invited& each : guests.people) {
    names.emplace_back(each.name + (each.email.empty() ? "" : ", " + each.email));
  }
  page.content =
      web::section("h-who", "Who is invited",
                   names.empty() ? web::paragraph(Html("Nobody sits on this body on that day."))
                                 : web::list(names));
  page.content.add(web::section("h-text", "Words for a mail", lines_of(mail_text(now))));
  const std::string here = meeting_href(now.meeting().id);
  Html ways = web::paragraph(
      web::link(here + "/invitation.ics", Html("Invitation for calendars, to be attached")));
  if (guests.without_address > 0) {
    ways.add(web::note(Html(std::to_string(guests.without_address) +
                            " of them stand in it without an address: none is known, or it is not "
                            "for you to see.")));
  }
  std::vector<Html> sent;
  for (const Invitation& each : now.record.invitations) {
    sent.emplace_back("Sent on " + each.sent.long_form() + ", with version " +
                      std::to_string(each.agenda_version) + " of the meeting.");
  }
  if (!sent.empty()) ways.add(web::list(sent));
  ways.add(web::paragraph(
      web::link(note_href(ChangeKind::Invite, {{"meeting", std::to_string(now.meeting().id.value)},
                                               {"on", context->today().iso()},
                                               {"seen", seen_of(now)}}),
                Html("Note that it was sent"))));
  page.content.add(web::section("h-sent", "Sending it", ways));
  return web::render(page, context->site);
}

base::Result<web::Response> invitation_file(const Context& context, const web::Request& request) {
  const Sitting now = TRY(sitting(context, request));
  TRY(may_of(request, context->today())(now.path));
  const Guests guests = TRY(guests_of(context, request, now));
  IcalEvent event = ical_event(now.body->name, now.meeting());
  event.note = mail_text(now);
  web::Response response;
  response.content_type = "text/calendar; charset=utf-8; method=REQUEST";
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"invitation.ics\"");
  response.body = ical_request(event, guests.organiser, guests.people, context->now_s());
  return response;
}

base::Result<web::Response> minutes(const Context& context, const web::Request& request) {
  const Sitting now = TRY(sitting(context, request));
  web::Page page = frame(context, request, now, "Minutes");
  page.caption = state_tag(now.meeting());
  page.content = web::section("h-minutes", "Minutes", lines_of(now.minutes()));
  if (const std::string part_2 = now.minutes_2(); !part_2.empty()) {
    page.content.add(web::section("h-minutes-2", "Part 2, confidential", lines_of(part_2)));
  }
  if (now.meeting().state != MeetingState::Sealed) {
    page.content.add(web::note(Html("A draft: the next meeting has not approved it.")));
  }
  return web::render(page, context->site);
}

}  // namespace

void add_agenda_pages(web::Router& router, const Context& context) {
  router.get("/meetings/{meeting}/agenda", "The agenda of a meeting, with what it may take up",
             "/meetings/1/agenda", web::Audience::Member, [context](const web::Request& request) {
               return agenda(context, request, std::nullopt);
             });
  router.post("/meetings/{meeting}/agenda", "Puts the agenda of a meeting in order",
              "/meetings/1/agenda", "change=standing&meeting=1", web::Audience::Member,
              [context](const web::Request& request) { return save_agenda(context, request); });
  router.get("/meetings/{meeting}/invitation", "Who is invited to a meeting, and with what words",
             "/meetings/1/invitation", web::Audience::Member,
             [context](const web::Request& request) { return invitation(context, request); });
  router.get("/meetings/{meeting}/invitation.ics", "The invitation, for calendars",
             "/meetings/1/invitation.ics", web::Audience::Member,
             [context](const web::Request& request) { return invitation_file(context, request); });
  router.get("/meetings/{meeting}/minutes", "The minutes of a meeting, to be printed",
             "/meetings/1/minutes", web::Audience::Member,
             [context](const web::Request& request) { return minutes(context, request); });
  add_paper_pages(router, context);
}

}  // namespace governance
