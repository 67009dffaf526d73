// /people: finding somebody; /people/{person}: what they hold and where they sit.
#include "base/text.hpp"
#include "governance/pages.hpp"
#include "governance/store_facts.hpp"
#include "governance/store_rules.hpp"
#include "web/asked.hpp"

namespace governance {

namespace {

using web::Html;

base::Result<web::Response> people(const Context& context, const web::Request& request) {
  registry::Visit visit = TRY(registry::visit(*context, request));
  const std::string words(base::trim(request.query.get_or("q", "")));
  if (TRY(registry::format_of(request)) == registry::Format::Json) {
    return registry::json_response(
        people_json(TRY(people_called(*visit.lease, words, people_max))));
  }
  web::Page page = registry::begin_page(visit, "People of boards", "Boards");
  page.breadcrumbs = {{"Boards", "/boards"}};
  page.lead = Html("People who sit on a body or hold an office.");
  page.content.add(web::search_box("/people", {}, "Name", words));
  if (words.empty()) return web::render(page, context->site);
  std::vector<web::Item> items;
  for (const PersonRow& row : TRY(people_called(*visit.lease, words, people_max))) {
    items.push_back({web::link(person_href(row.id, visit.as_of), Html(row.name)),
                     Html("Person " + std::to_string(row.id.value))});
  }
  page.content.add(
      web::section("h-found", "Found",
                   items.empty() ? web::empty_state("Nobody of that name is known here.",
                                                    web::paragraph(Html("Try a part of the name.")))
                                 : web::items(items)));
  return web::render(page, context->site);
}

Html offices_part(const Facts& facts, PersonId person, base::Date on, bool may_edit) {
  std::vector<web::Item> items;
  for (const Office* each : facts.offices_of(person)) {
    Html end;
    if (may_edit && each->period.contains(on)) {
      end = web::link(
          note_href(ChangeKind::EndOffice, {{"number", std::to_string(each->id.value)}}),
          Html("End").add(web::hidden(" the office of " + std::string(label_of(each->kind)))));
    }
    Html mark = each->period.contains(on)  ? web::tag(web::Tone::Ok, "Now")
                : on < each->period.from() ? web::tag(web::Tone::Info, "Planned")
                                           : web::tag(web::Tone::Past, "Past");
    items.push_back(
        {Html(std::string(label_of(each->kind)) + " of " + facts.place_name(each->place)),
         Html(each->period.describe()), mark, end});
  }
  return web::section("h-offices", "Offices",
                      items.empty() ? web::paragraph(Html("None is noted.")) : web::items(items));
}

Html mistake_link(ChangeKind kind, std::int64_t number, const std::string& of) {
  return web::link(note_href(kind, {{"number", std::to_string(number)}}),
                   Html("Entered by mistake").add(web::hidden(": " + of)));
}

Html training_part(const PersonKnown& known, base::Date on) {
  if (known.sight < Sight::Drafts) return {};
  std::vector<web::Item> items;
  for (const Training& each : known.trainings) {
    const bool over = each.until && *each.until <= on;
    std::string note = each.on.long_form();
    if (each.until) note += ", valid until " + each.until->plus_days(-1).long_form();
    items.push_back({Html(each.subject), Html(note),
                     over ? web::tag(web::Tone::Past, "No longer valid") : Html(),
                     known.sight == Sight::Edit
                         ? mistake_link(ChangeKind::WithdrawTraining, each.id, each.subject)
                         : Html()});
  }
  return web::section("h-training", "Training",
                      items.empty() ? web::paragraph(Html("None is noted.")) : web::items(items));
}

Html checks_part(const PersonKnown& known) {
  if (known.sight < Sight::Edit) return {};
  std::vector<web::Item> items;
  for (const CheckRow& each : known.checks) {
    std::string note = each.check.on.long_form();
    if (!each.certificate.empty()) note += ", certificate " + each.certificate;
    items.push_back({Html(each.check.kind),
                     Html(note),
                     {},
                     mistake_link(ChangeKind::WithdrawCheck, each.check.id, each.check.kind)});
  }
  Html html = items.empty() ? web::paragraph(Html("None is noted.")) : web::items(items);
  html.add(
      web::note(Html("Days are shown to who edits a place where they sit, numbers of "
                     "certificates to administrators of everything.")));
  return web::section("h-checks", "Checks", html);
}

Html calendar_part(PersonId id, bool signed_in) {
  const std::string number = std::to_string(id.value);
  std::vector<Html> links = {
      web::link("/people/" + number + "/calendar.ics", Html("Their meetings, as a file"))};
  if (signed_in) {
    links.push_back(web::link("/calendars?kind=person&of=" + number,
                              Html("A calendar that other programs keep up to date")));
  }
  return web::section("h-calendar", "Calendar", web::list(links));
}

// A finding leads to its body, an action or a meeting to the meeting.
Html due_part(const std::vector<Due>& due) {
  std::vector<web::Item> items;
  for (const Due& each : due) {
    const bool meets = each.kind == DueKind::Meeting;
    const std::string day = each.day ? each.day->long_form() : "";
    Html title = meets ? web::link("/meetings/" + std::to_string(each.meeting.value),
                                   Html("Meeting of " + each.body_name + ", " + day))
                       : Html(each.what);
    Html note = meets ? Html(each.what) : web::link(body_href(each.body, {}), Html(each.body_name));
    if (each.kind == DueKind::Action) note.add(Html(", by " + day));
    items.push_back({title, note,
                     each.late                     ? web::tag(web::Tone::Warn, "Late")
                     : each.kind == DueKind::Clash ? web::tag(web::Tone::Warn, "Clash")
                                                   : Html()});
  }
  Html html = items.empty() ? web::paragraph(Html("Nothing that you may see is due today."))
                            : web::items(items);
  return web::section("h-due", "What is due", html);
}

constexpr std::pair<ChangeKind, std::string_view> ways_to_note[] = {
    {ChangeKind::Declare, "They declared interests"},
    {ChangeKind::AddInterest, "They have an interest"},
    {ChangeKind::AddTraining, "They had training"},
    {ChangeKind::AddCheck, "They were checked"},
    {ChangeKind::TakeOffice, "They take an office"}};

// For administrators of everything.
Html kept_part(PersonId id) {
  const std::string number = std::to_string(id.value);
  return web::section(
      "h-kept", "What is kept of them",
      web::list(
          {web::link("/people/" + number + "/all", Html("All of it, to be printed")),
           web::link("/people/" + number + "/all?format=json", Html("All of it, as a file")),
           web::link("/people/" + number + "/accounts", Html("With which accounts they sign in")),
           web::link(note_href(ChangeKind::ErasePerson, {{"person", number}}),
                     Html("Take out their name and address")),
           web::link("/boards/retention", Html("How long things are kept"))}));
}

// An address that nobody confirmed is told as such: it stands for nobody in files and forms.
Html reached_words(const PersonRow& person) {
  Html words(person.email);
  if (!person.address_own) return words;
  const std::string confirm =
      note_href(ChangeKind::SetAddress,
                {{"person", std::to_string(person.id.value)}, {"address", person.email}});
  return words.add(Html(", as they say themselves. "))
      .add(web::link(confirm, Html("Confirm the address")));
}

base::Result<web::Response> person(const Context& context, const web::Request& request) {
  registry::Visit visit = TRY(registry::visit(*context, request));
  const PersonId id{web::captured_number(request, "person")};
  const PersonRow row = TRY(person_row(*visit.lease, id));
  const RuleBook book = TRY(rules_in_force(*visit.lease));
  const Facts facts = TRY(facts_of_person(*visit.lease, id));
  const std::vector<PersonSeat> seats = seats_of(facts, book, id, visit.on());
  const bool may_edit =
      guard::shows(request, guard::Action::Edit, {guard::Unit{}}, context->today());
  const PersonKnown known = TRY(known_to(context, request, *visit.lease, id));
  if (TRY(registry::format_of(request)) == registry::Format::Json) {
    return registry::json_response(person_json(facts, row, seats, visit.on(), known));
  }
  web::Page page = registry::begin_page(visit, row.name, "Boards");
  page.breadcrumbs = {{"Boards", "/boards"}, {"People", "/people"}};
  if (!request.query.get_or("saved", "").empty()) {
    page.notice = Html("Saved.");
  }
  if (may_edit && !row.email.empty()) page.lead = reached_words(row);
  page.content.add(due_part(known.due));
  page.content.add(own_words_part(facts, row, known, context->today()));
  std::vector<web::Item> items;
  for (const PersonSeat& each : seats) {
    items.push_back({web::link(body_href(each.body->id, visit.as_of), Html(each.body->name)),
                     Html(words_of(facts, each))});
  }
  page.content.add(web::section("h-seats", "Seats",
                                items.empty()
                                    ? web::paragraph(Html("They sit on no body on this day."))
                                    : web::items(items)));
  page.content.add(offices_part(facts, id, visit.on(), may_edit));
  for (const registry::PersonPanel& panel : context->person_panels) {
    page.content.add(TRY(panel(visit, request, id.value)));
  }
  if (sees_interests(seats, known)) {
    page.content.add(person_interests_part(facts, id, visit.on(), known.sight == Sight::Edit));
  }
  page.content.add(calendar_part(id, guard::principal_of(request).signed_in));
  page.content.add(training_part(known, visit.on()));
  page.content.add(checks_part(known));
  page.content.add(person_skills_part(id, known));
  const bool only_own = known.own && known.sight < Sight::Edit;
  if (guard::principal_of(request).signed_in && !only_own) {
    const std::string number = std::to_string(id.value);
    std::vector<Html> ways;
    for (const auto& [kind, label] : ways_to_note) {
      ways.push_back(web::link(note_href(kind, {{"person", number}}), Html(label)));
    }
    page.content.add(web::section("h-ways", "Change", web::list(ways)));
  }
  if (known.certificates) page.content.add(kept_part(id));
  return web::render(page, context->site);
}

}  // namespace

void add_person_pages(web::Router& router, const Context& context) {
  router.get("/people", "People who sit on a body or hold an office", "/people?q=a",
             [context](const web::Request& request) { return people(context, request); });
  router.get("/people/{person}", "A person: what they hold, and where they sit", "/people/1",
             [context](const web::Request& request) { return person(context, request); });
}

}  // namespace governance
