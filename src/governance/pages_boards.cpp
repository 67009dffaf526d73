// /boards: whose boards there are; /boards/of/{organisation}: every body of a group or authority on
// one page, the worst first; /boards/{body}: who sits there, by which right, and what is wrong.
#include <algorithm>

#include "base/text.hpp"
#include "governance/api_structure.hpp"
#include "governance/pages.hpp"
#include "governance/store_documents.hpp"
#include "governance/store_facts.hpp"
#include "governance/store_meeting.hpp"
#include "governance/store_owner.hpp"
#include "governance/store_rules.hpp"
#include "web/asked.hpp"

namespace governance {

namespace {

using web::Html;

base::Result<web::Response> boards(const Context& context, const web::Request& request) {
  registry::Visit visit = TRY(registry::visit(*context, request));
  web::Page page = registry::begin_page(visit, "Boards", "Boards");
  page.lead = Html(
      "Who sits where, by which right and until when; and whether each body is properly composed, "
      "today and on any day ahead.");
  std::vector<web::Item> items;
  for (const OwnerRow& row : TRY(owners(*visit.lease, visit.on()))) {
    items.push_back({web::link(owner_href(row.id, visit.as_of), Html(row.name)),
                     Html(std::string(registry::kind_label(row.kind)))});
  }
  page.content.add(web::section(
      "h-owners", "Groups and authorities",
      items.empty()
          ? web::empty_state(
                "No body has been noted yet.",
                guard::principal_of(request).signed_in
                    ? web::link(note_href(ChangeKind::MakeBody, {}), Html("Make the first"))
                    : web::link("/sign-in?to=/boards", Html("Sign in to make one")))
          : web::items(items)));
  std::vector<Html> ways = {
      web::link("/boards/calendar", Html("The calendar of meetings")),
      web::link("/people", Html("Find a person")),
      web::link("/boards/decisions", Html("The register of decisions")),
      web::link("/boards/rules", Html("The rules of composition")),
      web::link("/boards/terms", Html("Model terms of reference")),
      web::link("/boards/skills", Html("Skills that bodies look for")),
      web::link("/boards/retention", Html("How long things are kept of people")),
      web::link("/boards/gias", Html("Who governs, as the national register "
                                     "lays it out"))};
  if (guard::principal_of(request).signed_in) {
    ways.push_back(web::link("/boards/import", Html("Import people from a file")));
    ways.push_back(web::link(note_href(ChangeKind::MakeBody, {}), Html("Make a body")));
  }
  page.content.add(web::section("h-ways", "More", web::list(ways)));
  return web::render(page, context->site);
}

Html finding_tags(const HealthRow& row) {
  Html tags;
  for (int kind = 0; kind < finding_kinds; ++kind) {
    const auto each = static_cast<FindingKind>(kind);
    const std::size_t count = row.count(each);
    if (count == 0) continue;
    tags.add(web::tag(tone_of(each), count_words(each, count)));
    tags.add(Html(" "));
  }
  return row.findings.empty() ? web::tag(web::Tone::Ok, "Every rule kept") : tags;
}

Html health_table(const Facts& facts, const std::vector<HealthRow>& rows, const web::AsOf& as_of) {
  web::Table table;
  table.caption = "Bodies, the worst first";
  table.columns = {{"Body", false, true}, {"Of"}, {"Members", true}, {"Findings", false, true}};
  for (const HealthRow& row : rows) {
    Html name = web::link(body_href(row.body->id, as_of), Html(row.body->name));
    name.add(web::sub(Html(std::string(label_of(row.body->kind)))));
    table.rows.push_back(
        {web::cells(name, Html(facts.place_name(row.body->place)),
                    Html(std::to_string(row.members) + " of " + std::to_string(row.seats)),
                    finding_tags(row)),
         row.count(FindingKind::Breach) > 0});
  }
  return web::table(table);
}

Html health_tiles(const std::vector<HealthRow>& rows) {
  std::size_t sound = 0;
  std::size_t broken = 0;
  std::size_t vacant = 0;
  for (const HealthRow& row : rows) {
    sound += row.findings.empty() ? 1 : 0;
    broken += row.count(FindingKind::Breach);
    vacant += row.count(FindingKind::Vacancy);
  }
  const auto tone = [](std::size_t count, web::Tone bad) {
    return count == 0 ? web::Tone::Plain : bad;
  };
  return web::tiles({{std::to_string(rows.size()), "bodies"},
                     {std::to_string(sound), "with every rule kept"},
                     {std::to_string(broken), "rules broken", "", "", tone(broken, web::Tone::Bad)},
                     {std::to_string(vacant), "vacancies", "", "", tone(vacant, web::Tone::Warn)}});
}

// As a picture and a list; of an authority with very many bodies the table says enough.
Html structure_part(const Facts& facts, const std::vector<HealthRow>& bodies,
                    const std::string& name, const web::AsOf& as_of) {
  std::vector<Standing> standing;
  for (const HealthRow& each : bodies) standing.push_back({each.body, as_of.on});
  std::vector<StructureRow> rows;
  for (const Placed& each : structure(facts, standing)) {
    const Body& body = *standing[each.at].body;
    rows.push_back(
        {body.name, std::string(label_of(body.kind)), body_href(body.id, as_of), each.depth});
  }
  return web::section("h-structure", "Structure",
                      structure_picture(rows, name).add(structure_list(rows)));
}

base::Result<web::Response> owner(const Context& context, const web::Request& request) {
  registry::Visit visit = TRY(registry::visit(*context, request));
  const registry::OrganisationId id{web::captured_number(request, "organisation")};
  const auto row = TRY(visit.store.organisation(id, visit.on()));
  if (!row) {
    return base::make_error("group_not_found",
                            "There is no group number " + std::to_string(id.value) + ".");
  }
  const RuleBook book = TRY(rules_in_force(*visit.lease));
  const Facts facts = TRY(facts_of_owner(*visit.lease, id, base::Period::day(visit.on())));
  const std::vector<HealthRow> rows = health(
      facts, book, visit.on(),
      sight_of(request, TRY(path_of(*visit.lease, {PlaceKind::Group, id.value}, context->today())),
               context->today()),
      id);
  switch (TRY(registry::format_of(request))) {
    case registry::Format::Json:
      return registry::json_response(health_json(facts, rows, visit.on()));
    case registry::Format::Csv: return registry::csv_response(health_csv(facts, rows), "boards");
    case registry::Format::Html: break;
  }
  web::Page page = registry::begin_page(visit, "Boards of " + row->name, "Boards");
  page.breadcrumbs = {{"Boards", "/boards"}};
  page.tools = registry::format_links(request);
  if (rows.empty()) {
    page.content =
        web::empty_state("No body of " + row->name + " is in being on this day.",
                         guard::principal_of(request).signed_in
                             ? web::link(note_href(ChangeKind::MakeBody, {}), Html("Make a body"))
                             : web::link("/boards", Html("All boards")));
    return web::render(page, context->site);
  }
  page.content.add(health_tiles(rows));
  page.content.add(web::paragraph(web::link("/boards/calendar?of=" + std::to_string(id.value),
                                            Html("The calendar of their meetings"))));
  page.content.add(web::section("h-bodies", "Every body", health_table(facts, rows, visit.as_of)));
  if (rows.size() > 1) {
    page.content.add(structure_part(facts, rows, row->name, visit.as_of));
  }
  page.content.add(web::section(
      "h-ways", "More",
      web::list({web::link("/boards/of/" + std::to_string(id.value) + "/publication",
                           Html("The yearly publication, with the list of members")),
                 web::link("/boards/gias?organisation=" + std::to_string(id.value),
                           Html("Who governs, as the national register lays it out"))})));
  return web::render(page, context->site);
}

// ---- one body -----------------------------------------------------------------------------------

struct Shown {
  const Facts& facts;
  const BodyView& view;
  const web::AsOf& as_of;
  bool may_edit = false;
  bool may_rule = false;  // say by which rules the body is held
};

Html seat_actions(const Shown& shown, const Seat& seat) {
  if (!shown.may_edit) return {};
  const std::string body = std::to_string(shown.view.body->id.value);
  if (seat.appointment) {
    return web::link(note_href(ChangeKind::EndAppointment,
                               {{"number", std::to_string(seat.appointment->id.value)}}),
                     Html("End").add(web::hidden(" the appointment of " +
                                                 shown.facts.person_name(seat.holder))));
  }
  if (!seat.vacant() || !seat.rule || seat.rule->source != SeatSource::Appointed) return {};
  return web::link(note_href(ChangeKind::Appoint, {{"body", body}, {"seat", seat.category}}),
                   Html("Fill").add(web::hidden(" the seat " + seat.rule->label)));
}

// Who may sit in for the holder when they are away.
void add_alternates(const Shown& shown, const Seat& seat, Html& who, Html& actions) {
  for (const StandIn& each : shown.view.made.stand_ins) {
    const Alternate& named = *each.alternate;
    const bool of_seat = seat.category == named.category &&
                         (named.for_school == 0 || seat.school == named.for_school);
    if (seat.holder != each.holder || !of_seat) continue;
    Html words("Alternate: ");
    who.add(web::sub(words.add(person_link(shown.facts, each.person, shown.as_of))));
    if (!shown.may_edit) continue;
    actions.add(Html(" ")).add(web::link(
        note_href(ChangeKind::EndAlternate, {{"number", std::to_string(named.id.value)}}),
        Html("End the alternate").add(web::hidden(" " + shown.facts.person_name(each.person)))));
  }
}

Html seats_table(const Shown& shown) {
  const Facts& facts = shown.facts;
  web::Table table;
  table.caption = "Seats";
  table.columns = {{"Seat", false, true}, {"Who sits"}, {"By which right", false, true}};
  if (shown.may_edit) table.columns.push_back({"Change"});
  for (const Seat& seat : shown.view.made.seats) {
    Html label(seat.rule ? seat.rule->label : seat.category);
    if (seat.school != 0) label.add(web::sub(Html(facts.school_name(seat.school))));
    Html who = seat.vacant() ? web::tag(web::Tone::Warn, "Vacant")
                             : person_link(facts, seat.holder, shown.as_of);
    if (!seat.vacant() && !seat.votes()) who.add(web::sub(Html("No vote")));
    Html actions = seat_actions(shown, seat);
    add_alternates(shown, seat, who, actions);
    web::Row row{web::cells(label, who, Html(derivation(facts, seat))), seat.vacant()};
    if (shown.may_edit) {
      row.cells.push_back(actions.empty() ? web::does_not_apply() : actions);
    }
    table.rows.push_back(std::move(row));
  }
  return web::table(table);
}

Html findings_part(const BodyView& view) {
  if (view.findings.empty()) {
    return web::finding(web::Tone::Ok, "Every rule is kept",
                        Html("Nothing is broken, vacant, overdue or unclear on this day."));
  }
  Html html;
  for (const Finding& each : view.findings) html.add(finding_box(each));
  return html;
}

Html ahead_part(const BodyView& view) {
  std::vector<web::Event> events;
  for (const Ahead& each : view.ahead) {
    events.push_back(
        {each.from.long_form(), Html(each.finding.what), Html(each.finding.mend), true});
  }
  return events.empty() ? web::paragraph(Html("Nothing that is known changes this for the worse in "
                                              "the year ahead."))
                        : web::events(events);
}

Html rules_note(const Shown& shown) {
  const BodyView& view = shown.view;
  if (!view.made.rules) return {};
  const RuleSet& rules = *view.made.rules;
  Html text("Rules: ");
  text.add(web::link("/boards/rules#" + rules.code, Html(rules.title)));
  text.add(Html(". Quorum: " + std::to_string(view.quorum) + " of " +
                std::to_string(view.made.voting.size()) + " who vote."));
  if (!rules.unsure.empty()) text.add(Html(" " + rules.unsure));
  Html html = web::note(text);
  // What they are is told among the findings.
  if (!rules.own.empty() && shown.may_rule) {
    std::vector<Html> ends;
    for (const OwnRule& each : rules.own) {
      const std::string number = std::to_string(each.id);
      ends.push_back(web::link(note_href(ChangeKind::EndOverride, {{"number", number}}),
                               Html("End the own rule " + each.rule + " (number " + number + ")")));
    }
    html.add(web::list(ends));
  }
  return html;
}

bool may_have_alternates(const BodyView& view) {
  return view.made.rules && std::ranges::any_of(view.made.rules->seats, &SeatRule::alternates);
}

Html ways(const Shown& shown) {
  const std::string body = std::to_string(shown.view.body->id.value);
  const std::vector<std::pair<std::string, std::string>> of = {{"body", body}};
  std::vector<Html> links;
  for (const ChangeKind kind : {ChangeKind::Appoint, ChangeKind::NameAlternate,
                                ChangeKind::SetRemit, ChangeKind::AgreeTerms, ChangeKind::AddStep,
                                ChangeKind::Settle, ChangeKind::Override, ChangeKind::EndBody}) {
    if (is_of_rules(kind) && !shown.may_rule) continue;
    if (is_of_alternates(kind) && !may_have_alternates(shown.view)) continue;
    links.push_back(web::link(note_href(kind, of), Html(std::string(info_of(kind).label))));
  }
  links.push_back(
      web::link(note_href(ChangeKind::TakeOffice, {{"at", "body " + body}, {"office", "chair"}}),
                Html("Somebody becomes chair")));
  links.push_back(
      web::link("/boards/" + body + "/terms/edit", Html("Change its terms of reference")));
  links.push_back(web::link(note_href(ChangeKind::Resolve, {{"at", "body " + body}}),
                            Html("It resolved on a question")));
  return web::section("h-ways", "Change", web::list(links));
}

Html actions_part(const std::vector<ActionRow>& actions, bool may_edit) {
  if (actions.empty()) return {};
  std::vector<web::Item> items;
  for (const ActionRow& each : actions) {
    Html end;
    if (may_edit) {
      end = web::link(
          note_href(ChangeKind::FinishAction, {{"number", std::to_string(each.action.id)}}),
          Html("Done").add(web::hidden(": " + each.action.what)));
    }
    items.push_back({Html(each.action.what),
                     Html(each.person_name + ", by " + each.action.due.long_form()),
                     {},
                     end});
  }
  return web::section("h-actions", "To be done", web::items(items));
}

Html attend_part(const Shown& shown) {
  std::vector<web::Item> items;
  for (const Attendee& each : shown.view.attend) {
    items.push_back({person_link(shown.facts, each.person, shown.as_of),
                     Html(std::string(label_of(each.office->kind)) + " of " +
                          shown.facts.place_name(each.office->place) + ". " + each.citation)});
  }
  return items.empty() ? Html()
                       : web::section("h-attend", "Attend without a vote", web::items(items));
}

base::Result<web::Response> body(const Context& context, const web::Request& request) {
  registry::Visit visit = TRY(registry::visit(*context, request));
  const BodyId id{web::captured_number(request, "body")};
  const RuleBook book = TRY(rules_in_force(*visit.lease));
  const Facts facts = TRY(facts_of_body(*visit.lease, id));
  const Body& found = *facts.body(id);
  const guard::UnitPath path = TRY(path_of(*visit.lease, found.place, context->today()));
  const BodyView view =
      view_of(facts, book, found, visit.on(), sight_of(request, path, context->today()));
  if (TRY(registry::format_of(request)) == registry::Format::Json) {
    return registry::json_response(body_json(facts, view));
  }
  const Shown shown{facts, view, visit.as_of,
                    guard::shows(request, guard::Action::Edit, path, context->today()),
                    guard::shows(request, guard::Action::Edit, owners_of(path), context->today())};
  web::Page page = registry::begin_page(visit, found.name, "Boards");
  page.breadcrumbs = {{"Boards", "/boards"}};
  page.caption = Html(std::string(label_of(found.kind)) + " of " + facts.place_name(found.place));
  page.tools = registry::format_links(request);
  std::erase_if(page.tools, [](const web::Link& tool) { return tool.label == "CSV"; });
  if (!request.query.get_or("saved", "").empty()) {
    page.notice = Html("Saved.");
  }
  if (!found.period.contains(visit.on())) {
    page.content =
        web::empty_state("It is not in being on this day: " + found.period.describe() + ".",
                         web::link("/boards", Html("All boards")));
    return web::render(page, context->site);
  }
  Html seats = seats_table(shown);
  seats.add(rules_note(shown));
  if (const std::string remit = TRY(remit_of(*visit.lease, id)); !remit.empty()) {
    page.lead = Html(remit);
  }
  page.content.add(web::section("h-seats", "Who sits",
                                web::columns(web::Columns::ThreeTwo, seats, findings_part(view))));
  page.content.add(attend_part(shown));
  page.content.add(register_part(facts, book, found, visit.on(), visit.as_of));
  for (const registry::BodyPanel& panel : context->body_panels) {
    page.content.add(TRY(panel(visit, request, id.value)));
  }
  page.content.add(meetings_part(TRY(meetings_of(*visit.lease, id)), found, shown.may_edit,
                                 guard::principal_of(request).signed_in));
  const bool drafts = sight_of(request, path, context->today()) >= Sight::Drafts;
  if (drafts) {
    page.content.add(actions_part(TRY(open_actions(*visit.lease, id)), shown.may_edit));
  }
  page.content.add(web::section("h-ahead", "In the year ahead", ahead_part(view)));
  std::vector<Html> documents = {
      web::link("/boards/" + std::to_string(id.value) + "/terms", Html("Terms of reference")),
      web::link("/boards/" + std::to_string(id.value) + "/publication",
                Html("Its members, as they are published"))};
  if (drafts) {
    documents.push_back(web::link("/boards/" + std::to_string(id.value) + "/skills",
                                  Html("Skills of those who sit")));
  }
  page.content.add(web::section("h-papers", "Documents", web::list(documents)));
  if (shown.may_edit) page.content.add(ways(shown));
  return web::render(page, context->site);
}

// On the page of a group or authority: the way to its boards.
base::Result<Html> owner_panel(registry::Visit& visit, const registry::OrganisationRow& row) {
  return web::section(
      "h-boards", "Boards",
      web::list({web::link(owner_href(row.id, visit.as_of),
                           Html("Its bodies, who sits there, and what is wrong"))}));
}

std::vector<Html> links_of(const std::vector<Body>& bodies, const web::AsOf& as_of) {
  std::vector<Html> links;
  for (const Body& each : bodies) {
    if (!each.period.contains(as_of.on)) continue;
    links.push_back(web::link(body_href(each.id, as_of), Html(each.name)));
  }
  return links;
}

// On the page of a cluster or school: its bodies on the day.
base::Result<Html> place_panel(registry::Visit& visit, const Place& place) {
  const auto links = links_of(TRY(bodies_at(*visit.lease, place)), visit.as_of);
  return links.empty() ? Html() : web::section("h-boards", "Boards", web::list(links));
}

// How a trust's school is governed, of the modes that the national register knows.
std::string mode_of(const std::vector<Body>& bodies, base::Date on) {
  bool own = false;
  bool shared = false;
  for (const Body& each : bodies) {
    if (!each.period.contains(on) || !governs_schools(each.kind)) continue;
    const bool shares = each.kind == BodyKind::SharedLocalGoverningBody;
    (shares ? shared : own) = true;
  }
  if (own && shared) return "Own local governing body, and shared local governors";
  if (own) return "Own local governing body";
  return shared ? "Shared local governors" : "No local governing body, and no local governors";
}

base::Result<Html> school_panel(registry::Visit& visit, registry::SchoolId school) {
  std::vector<Body> bodies = TRY(bodies_at(*visit.lease, {PlaceKind::School, school.value}));
  // A share of a body may have ended, or not begun.
  for (Body& each : bodies) each = TRY(body_row(*visit.lease, each.id));
  std::erase_if(bodies, [&](const Body& body) {
    return !body.shares.empty() && std::ranges::none_of(body.shares, [&](const Body::Share& share) {
      return share.school == school.value && share.period.contains(visit.on());
    });
  });
  // Of a trust whose board is noted here: of others nobody said that they have none.
  const bool of_trust = TRY(trust_board_noted(*visit.lease, school, visit.on()));
  const auto links = links_of(bodies, visit.as_of);
  if (links.empty() && !of_trust) return Html();
  Html content = links.empty() ? Html() : web::list(links);
  if (of_trust) {
    content.add(web::paragraph(Html(
        "Governance mode, as the national register counts: " + mode_of(bodies, visit.on()) + ".")));
  }
  return web::section("h-boards", "Boards", content);
}

}  // namespace

void add_board_pages(web::Router& router, const Context& context) {
  context->cluster_panels.push_back(
      [](registry::Visit& visit, const web::Request&, const registry::ClusterRow& row) {
        return place_panel(visit, {PlaceKind::Cluster, row.id.value});
      });
  context->school_panels.push_back(
      [](registry::Visit& visit, const web::Request&, registry::SchoolId school) {
        return school_panel(visit, school);
      });
  context->owner_panels.push_back(
      [](registry::Visit& visit, const web::Request&, const registry::OrganisationRow& row) {
        return owner_panel(visit, row);
      });
  router.get("/boards", "Boards: whose there are", "/boards",
             [context](const web::Request& request) { return boards(context, request); });
  router.get("/boards/of/{organisation}",
             "Every body of a group or authority, and what is wrong with it", "/boards/of/1",
             [context](const web::Request& request) { return owner(context, request); });
  router.get("/boards/{body}", "A body: who sits there, by which right, and what is wrong",
             "/boards/1",
             [context](const web::Request& request) { return body(context, request); });
}

}  // namespace governance
