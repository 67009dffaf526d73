// /boards/calendar: the meetings and deadlines of a year over all bodies of a group;
// /boards/of/{organisation}/plan: planning a year from templates; /boards/year: templates, terms
// and deadlines with their sources; /boards/{body}/attendance: who was at which meeting.
#include <algorithm>

#include "base/text.hpp"
#include "governance/api_texts.hpp"
#include "governance/api_year.hpp"
#include "governance/calendar.hpp"
#include "governance/pages_month.hpp"
#include "governance/pages_sitting.hpp"
#include "web/asked.hpp"
#include "web/form_data.hpp"
#include "web/redirect.hpp"

namespace governance {

namespace {

using web::Html;

int year_asked(const Context& context, const web::NamedValues& asked) {
  const auto year = base::parse_integer(asked.get_or("year", ""));
  return year && *year >= 2000 && *year < 3000 ? static_cast<int>(*year)
                                               : school_year(context->today());
}

std::vector<web::Choice> years_offered(int about) {
  std::vector<web::Choice> choices;
  for (int year = about - 2; year <= about + 2; ++year) {
    choices.push_back({std::to_string(year), school_year_name(year)});
  }
  return choices;
}

Html warnings(const std::vector<Objection>& said) {
  Html html;
  for (const Objection& each : said) {
    html.add(web::paragraph(
        web::tag(web::Tone::Warn, std::string(label_of(each.kind))).add(Html(" " + each.words))));
  }
  return html;
}

// ---- the calendar of a group --------------------------------------------------------------------

std::vector<CalendarEntry> meetings_shown(const YearPlan& plan) {
  std::vector<CalendarEntry> entries;
  const std::size_t known = plan.days.size() - plan.suggested.size();
  for (std::size_t at = 0; at < known; ++at) {
    const MeetingDay& day = plan.days[at];
    const Body* body = plan.facts->body(day.body);
    if (!body || !is_of(*plan.facts, *body, plan.owner, day.on)) continue;
    Html title = web::link(meeting_href(MeetingId{day.id}), Html(body->name));
    if (!day.starts.empty()) title.add(Html(", " + day.starts));
    if (day.cancelled) title.add(Html(" ")).add(web::tag(web::Tone::Past, "Cancelled"));
    const bool told = !day.held && !day.cancelled;
    entries.push_back(
        {day.on,
         {day.on.long_form(), title, told ? warnings(plan.against_day(at)) : Html(), told},
         true,
         day.starts});
  }
  return entries;
}

// Each once, with the kinds of body that answer for it.
void add_deadlines(const YearPlan& plan, std::vector<CalendarEntry>& entries) {
  std::vector<std::pair<DueDay, std::vector<std::string>>> due;
  for (int at = 0; at < body_kinds; ++at) {
    const auto kind = static_cast<BodyKind>(at);
    const bool there =
        std::ranges::any_of(plan.bodies, [&](const Body* each) { return each->kind == kind; });
    if (!there) continue;
    for (const DueDay& each : due_days(*plan.calendar, kind, base::academic_year(plan.year))) {
      const auto known = std::ranges::find_if(due, [&](const auto& other) {
        return other.first.deadline == each.deadline && other.first.on == each.on;
      });
      if (known != due.end()) {
        known->second.push_back(base::lower_ascii(label_of(kind)));
      } else {
        due.push_back({each, {base::lower_ascii(label_of(kind))}});
      }
    }
  }
  for (const auto& [day, kinds] : due) {
    Html note("Deadline of each " + base::join(kinds, ", ") + ". " + day.deadline->source + ".");
    if (!day.deadline->unsure.empty()) note.add(Html(" " + day.deadline->unsure));
    entries.push_back({day.on, {day.on.long_form(), Html(day.deadline->title), note, true}, false});
  }
}

// A year of so many days stands on one page; of more, one month at a time.
constexpr std::size_t whole_year_max = 200;

// Leaves the month that is asked for, else that of today, else the first; with the way to the
// others.
Html one_month(std::vector<CalendarEntry>& entries, const web::Request& request, base::Date today,
               const std::string& address) {
  std::ranges::stable_sort(entries, {}, &CalendarEntry::on);
  const auto number = [](base::Date on) {
    return on.year() * 12 + static_cast<int>(on.month()) - 1;
  };
  const auto asked = base::parse_integer(request.query.get_or("month", ""));
  const int wanted =
      asked && *asked > 0 && *asked < 200'000 ? static_cast<int>(*asked) : number(today);
  const bool there = std::ranges::any_of(
      entries, [&](const CalendarEntry& each) { return number(each.on) == wanted; });
  const int chosen = there ? wanted : number(entries.front().on);
  std::vector<Html> ways;
  for (std::size_t at = 0; at < entries.size();) {
    const std::size_t begins = at;
    const base::Date on = entries[at].on;
    while (at < entries.size() && number(entries[at].on) == number(on)) ++at;
    const std::string label = month_name(on) + " (" + std::to_string(at - begins) + ")";
    ways.push_back(number(on) == chosen
                       ? Html(label + ", shown here")
                       : web::link(address + "&month=" + std::to_string(number(on)), Html(label)));
  }
  std::erase_if(entries, [&](const CalendarEntry& each) { return number(each.on) != chosen; });
  return web::section("h-months", "Months", web::list(ways));
}

Html months_of(std::vector<CalendarEntry> entries) {
  std::ranges::stable_sort(entries, {}, &CalendarEntry::on);
  Html html;
  for (std::size_t at = 0; at < entries.size();) {
    std::vector<web::Event> events;
    const base::Date first = entries[at].on;
    while (at < entries.size() && entries[at].on.month() == first.month()) {
      events.push_back(entries[at++].event);
    }
    html.add(
        web::section("m-" + std::to_string(first.month()), month_name(first), web::events(events)));
  }
  return html;
}

base::Result<web::Response> calendar(const Context& context, const web::Request& request) {
  const int year = year_asked(context, request.query);
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const std::optional<OwnerAsked> asked = TRY(owner_asked(*lease, request, context->today()));
  web::Page page = board_page(context, request, "Calendar of boards, " + school_year_name(year));
  if (!asked) {
    page.content = no_bodies();
    return web::render(page, context->site);
  }
  Html fields = web::select({.id = "of", .label = "Group or authority"}, asked->all, asked->number);
  fields.add(web::select({.id = "year", .label = "School year"},
                         years_offered(school_year(context->today())), std::to_string(year)));
  fields.add(web::button(web::ButtonKind::Secondary, "Show"));
  page.content = web::get_form("/boards/calendar", {}, fields);
  const base::Result<YearPlan> plan =
      year_planned(*lease, asked->id, year, sees_of(context, request, *lease));
  std::vector<Html> ways = {web::link("/boards/year", Html("Templates, terms and deadlines")),
                            web::link(month_href(asked->id, month_of_year(year, context->today())),
                                      Html("Month by month"))};
  if (!plan.ok()) {
    page.content.add(web::empty_state(plan.error().message, ways.front()));
    return web::render(page, context->site);
  }
  page.lead = Html("Meetings of the bodies of " + asked->name +
                   ", their deadlines, and where somebody would have to be in two places.");
  std::vector<CalendarEntry> entries = calendar_entries(plan.value());
  const bool none = std::ranges::none_of(entries, &CalendarEntry::meeting);
  if (entries.size() > whole_year_max) {
    page.content.add(
        one_month(entries, request, context->today(),
                  "/boards/calendar?of=" + asked->number + "&year=" + std::to_string(year)));
  }
  if (guard::principal_of(request).signed_in) {
    ways.push_back(web::link("/calendars", Html("Calendars for other programs")));
    ways.push_back(web::link("/boards/of/" + asked->number + "/plan?year=" + std::to_string(year),
                             Html("Plan the year")));
  }
  page.content.add(web::list(ways));
  if (none) page.content.add(web::paragraph(Html("No meeting of this year is planned.")));
  page.content.add(months_of(std::move(entries)));
  return web::render(page, context->site);
}

// ---- planning a year ----------------------------------------------------------------------------

std::string key_of(const Suggested& each) {
  std::string key = std::to_string(each.body.value) + "-" + each.code;
  std::ranges::replace(key, ' ', '-');
  return key;
}

// The dates as they were typed stand in place of those suggested; what was left out is gone.
base::Status read_typed(const web::NamedValues& typed, YearPlan& plan) {
  std::vector<Suggested> kept;
  for (Suggested each : plan.suggested) {
    const std::string key = key_of(each);
    const auto day = typed.get("on-" + key);
    if (!day) continue;
    if (base::trim(*day).empty()) continue;
    const auto on = base::Date::parse(base::trim(*day));
    if (!on) {
      return bad_change("on-" + key,
                        "\"" + std::string(*day) + "\" is no day; write it as 2026-10-01.");
    }
    each.on = *on;
    each.starts = base::trim(typed.get_or("at-" + key, ""));
    if (!each.starts.empty() && !is_time(each.starts)) {
      return bad_change("at-" + key, "\"" + each.starts + "\" is no time such as 16:30.");
    }
    kept.push_back(std::move(each));
  }
  plan.suggested = std::move(kept);
  plan.check();
  return {};
}

std::vector<BodyId> bodies_asked(const web::NamedValues& asked) {
  std::vector<BodyId> only;
  for (const std::string_view each : asked.all("body")) {
    only.push_back(BodyId{base::parse_integer(each).value_or(0)});
  }
  return only;
}

Html choose_form(const YearPlan& plan, const std::string& here, int about) {
  std::vector<web::Choice> bodies;
  for (const Body* each : plan.bodies) {
    if (!plan.calendar->of(each->kind, base::academic_year(plan.year).from())) continue;
    bodies.push_back({std::to_string(each->id.value), each->name});
  }
  if (bodies.empty()) {
    return web::empty_state("No body that has a template is in being in this year.",
                            web::link("/boards", Html("All boards")));
  }
  Html fields = web::select({.id = "year", .label = "School year"}, years_offered(about),
                            std::to_string(plan.year));
  fields.add(web::checkboxes({.id = "body", .label = "Bodies"}, bodies, {}));
  fields.add(web::button(web::ButtonKind::Main, "Suggest dates"));
  return web::get_form(here, {}, fields);
}

Html plan_summary(std::size_t clashing, std::size_t out_of_term) {
  std::vector<std::string> said;
  if (clashing > 0) said.push_back(std::to_string(clashing) + " of these dates clash");
  if (out_of_term > 0) said.push_back(std::to_string(out_of_term) + " are out of term");
  return web::finding(
      said.empty() ? web::Tone::Ok : web::Tone::Warn,
      said.empty() ? "Nothing clashes, and all are in term" : base::join(said, "; "),
      Html("Change any day, look again, then save all of them together."));
}

Html dates_form(const YearPlan& plan, const web::Request& request, const std::string& here,
                const web::NamedValues& asked, const std::optional<base::Error>& error) {
  Html fields;
  BodyId last;
  std::size_t clashing = 0;
  std::size_t out_of_term = 0;
  for (std::size_t at = 0; at < plan.suggested.size(); ++at) {
    const Suggested& each = plan.suggested[at];
    const std::string key = key_of(each);
    const std::string name = plan.facts->body(each.body)->name;
    if (each.body != last) fields.add(web::el("h2", {{"class", "govuk-heading-m"}}, name));
    last = each.body;
    const auto wrong = [&](const std::string& field) {
      return error && error->field == field ? error->message : std::string();
    };
    std::string what = each.code.substr(each.code.find(' ') + 1);
    std::ranges::replace(what, '_', ' ');
    Html day = web::date_text({.id = "on-" + key,
                               .label = name + ", " + what + ": day",
                               .hint = "Nothing: this meeting is left out",
                               .error = wrong("on-" + key)},
                              std::string(asked.get_or("on-" + key, each.on.long_form())));
    Html time = web::text_input({.id = "at-" + key,
                                 .label = name + ", " + what + ": begins at",
                                 .hint = "Such as 17:00",
                                 .error = wrong("at-" + key)},
                                asked.get_or("at-" + key, each.starts), web::Width::Five);
    fields.add(web::columns(web::Columns::OneOne, day, time));
    const std::vector<Objection> said = plan.against(at);
    const auto any = [&](Objection::Kind kind) {
      return std::ranges::find(said, kind, &Objection::kind) != said.end() ? 1U : 0U;
    };
    clashing += any(Objection::Kind::Clash);
    out_of_term += any(Objection::Kind::OutOfTerm);
    fields.add(warnings(said));
  }
  Html summary = plan_summary(clashing, out_of_term);
  Html buttons = web::button(web::ButtonKind::Secondary, "Look again", "step", "check");
  buttons.add(web::button(web::ButtonKind::Main, "Save all", "step", "save"));
  fields.add(web::button_group(buttons));
  std::vector<web::Hidden> hidden = {{"year", std::to_string(plan.year)}};
  for (const std::string_view body : asked.all("body"))
    hidden.push_back({"body", std::string(body)});
  return summary.add(web::post_form(here, *request.caller, hidden, fields));
}

base::Result<web::Response> show_plan(const Context& context, const web::Request& request,
                                      const web::NamedValues& asked, const YearPlan& plan,
                                      const std::optional<base::Error>& error) {
  const std::string owner = request.captured.at("organisation");
  const std::string here = "/boards/of/" + owner + "/plan";
  web::Page page = board_page(context, request, "Plan the year " + school_year_name(plan.year));
  page.breadcrumbs.push_back(
      {"Calendar", "/boards/calendar?of=" + owner + "&year=" + std::to_string(plan.year)});
  if (error) web::show_error(page, *error);
  const TermDates* dates = plan.calendar->year(plan.year);
  page.lead =
      Html("Dates follow from the templates and from " + dates->title + ". " + dates->unsure);
  const bool chosen = !bodies_asked(asked).empty();
  if (!chosen) {
    page.content = choose_form(plan, here, school_year(context->today()));
  } else if (plan.suggested.empty()) {
    page.content =
        web::empty_state("All that the templates suggest for these bodies is planned.",
                         web::link("/boards/calendar?of=" + owner, Html("Look at the calendar")));
  } else {
    page.content = dates_form(plan, request, here, asked, error);
  }
  return web::render(page, context->site);
}

base::Result<YearPlan> plan_asked(const Context& context, const web::Request& request,
                                  const web::NamedValues& asked) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const registry::OrganisationId owner{web::captured_number(request, "organisation")};
  const int year = year_asked(context, asked);
  const Sees sees = sees_of(context, request, *lease);
  const std::vector<BodyId> only = bodies_asked(asked);
  return only.empty() ? year_planned(*lease, owner, year, sees)
                      : year_plan(*lease, owner, year, only, sees);
}

base::Result<web::Response> save_plan(const Context& context, const web::Request& request) {
  const web::FormData typed = TRY(web::read_form(request, {.parts_max = 5000}));
  YearPlan plan = TRY(plan_asked(context, request, typed));
  const base::Status read = read_typed(typed, plan);
  if (!read.ok()) return show_plan(context, request, typed, plan, read.error());
  if (typed.get_or("step", "") != "save") {
    return show_plan(context, request, typed, plan, std::nullopt);
  }
  const base::Result<std::vector<Outcome>> saved =
      save_noted(context, request, changes_of(plan.suggested));
  if (!saved.ok() && saved.error().kind == base::ErrorKind::Invalid) {
    return show_plan(context, request, typed, plan, saved.error());
  }
  // Somebody planned it meanwhile: what is left is shown.
  if (!saved.ok() && saved.error().kind == base::ErrorKind::Conflict) {
    return show_plan(context, request, typed, TRY(plan_asked(context, request, typed)),
                     saved.error());
  }
  TRY(std::move(saved));
  return web::redirect("/boards/calendar?of=" + request.captured.at("organisation") +
                       "&year=" + std::to_string(plan.year));
}

// ---- templates, terms, deadlines ----------------------------------------------------------------

Html unsure_box(const std::string& unsure) {
  return unsure.empty()
             ? Html()
             : web::finding(web::Tone::Info, "Look it up before you rely on it", Html(unsure));
}

Html terms_part(const YearCalendar& calendar) {
  web::Table table;
  table.caption = "Terms";
  table.columns = {{"Year"}, {"Term"}, {"Days", false, true}, {"Half-term holiday", false, true}};
  for (const TermDates& year : calendar.years) {
    for (const SchoolTerm& term : year.terms) {
      table.rows.push_back({web::cells(Html(school_year_name(year.year)), Html(term.name),
                                       Html(term.days.describe()), Html(term.half.describe()))});
    }
  }
  return web::section("h-terms", "Terms", web::table(table));
}

Html templates_part(const YearCalendar& calendar) {
  Html html;
  for (const YearTemplate& plan : calendar.templates) {
    Html content = web::paragraph(Html(plan.source + "."));
    content.add(unsure_box(plan.unsure));
    web::Table table;
    table.caption = "Meetings of " + plan.title;
    table.columns = {{"Meeting"}, {"When"}, {"Standing items", false, true}};
    for (const TemplateMeeting& each : plan.meetings) {
      table.rows.push_back(
          {web::cells(Html(plan.code + " " + each.code),
                      Html(each.term + " " + std::to_string(each.half) + ", week " +
                           std::to_string(each.week) + ", " + each.starts),
                      Html(base::join(plan.items_of(each.code), "; ")))});
    }
    html.add(web::section("t-" + plan.code, plan.title, content.add(web::table(table))));
  }
  return html;
}

Html deadlines_part(const YearCalendar& calendar, int year) {
  std::vector<std::pair<base::Date, const Deadline*>> all;
  for (const Deadline& each : calendar.deadlines) {
    for (const DueDay& day : due_days(calendar, each.kinds.front(), base::academic_year(year))) {
      if (day.deadline == &each) all.emplace_back(day.on, &each);
    }
  }
  std::ranges::stable_sort(all, {}, [](const auto& each) { return each.first; });
  std::vector<web::Event> events;
  for (const auto& [on, due] : all) {
    events.push_back(
        {on.long_form(), Html(due->title), Html(due->source + ". " + due->unsure), false});
  }
  return web::section("h-deadlines", "Deadlines of " + school_year_name(year), web::events(events));
}

TextFace face() {
  return {&calendar_kind, "/boards/year", "Calendar", "Templates, terms and deadlines",
          save_calendar};
}

base::Result<web::Response> texts(const Context& context, const web::Request& request,
                                  const std::optional<base::Error>& error,
                                  const std::optional<std::string>& typed) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const YearCalendar all = TRY(calendar_in_force(*lease));
  web::Page page = board_page(context, request, "Templates, terms and deadlines");
  page.lead = Html(
      "What a year of meetings is planned from. Every line has its source; your own "
      "text stands above what is shipped.");
  if (error) web::show_error(page, *error);
  if (!request.query.get_or("saved", "").empty()) {
    page.notice = Html("Saved.");
  }
  page.content = terms_part(all);
  page.content.add(deadlines_part(all, year_asked(context, request.query)));
  page.content.add(templates_part(all));
  page.content.add(TRY(own_text_part(context, request, *lease, face(), error, typed)));
  return web::render(page, context->site);
}

// ---- attendance ---------------------------------------------------------------------------------

Html was_cell(const std::string& was) {
  if (was == "-") return web::does_not_apply();
  if (was.empty()) return Html("Not noted");
  const auto presence = presence_of(was);
  return Html(std::string(label_of(*presence)));
}

base::Result<web::Response> attendance(const Context& context, const web::Request& request) {
  const int year = year_asked(context, request.query);
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const AttendanceView view =
      TRY(attendance_view(*lease, BodyId{web::captured_number(request, "body")}, year));
  const guard::UnitPath path = TRY(path_of(*lease, view.body->place, context->today()));
  TRY(guard::require(guard::principal_of(request), guard::Action::ReadDrafts, path,
                     context->today()));
  switch (TRY(registry::format_of(request))) {
    case registry::Format::Json: return registry::json_response(attendance_json(view));
    case registry::Format::Csv: return registry::csv_response(attendance_csv(view), "attendance");
    case registry::Format::Html: break;
  }
  web::Page page = board_page(context, request,
                              "Attendance of " + view.body->name + ", " + school_year_name(year));
  page.breadcrumbs.push_back({view.body->name, body_href(view.body->id, {})});
  page.tools = registry::format_links(request);
  Html fields = web::select({.id = "year", .label = "School year"},
                            years_offered(school_year(context->today())), std::to_string(year));
  fields.add(web::button(web::ButtonKind::Secondary, "Show"));
  page.content = web::get_form(request.path, {}, fields);
  if (view.table.meetings.empty()) {
    page.content.add(
        web::empty_state("No meeting of this year is noted as held.",
                         web::link(body_href(view.body->id, {}), Html("Back to the body"))));
    return web::render(page, context->site);
  }
  web::Table table;
  table.caption = "Attendance";
  table.columns = {{"Who", false, true}};
  for (const Meeting& each : view.table.meetings) table.columns.push_back({each.on.long_form()});
  table.columns.push_back({"Present"});
  for (const AttendanceRow& row : view.table.rows) {
    std::vector<Html> cells = {person_link(*view.facts, row.person, {})};
    for (const std::string& was : row.was) cells.push_back(was_cell(was));
    Html sum(std::to_string(row.present) + " of " + std::to_string(row.possible));
    if (row.few) sum.add(Html(" ")).add(web::tag(web::Tone::Warn, "Few"));
    cells.push_back(std::move(sum));
    table.rows.push_back({std::move(cells), row.few});
  }
  page.content.add(web::section("h-attendance", "Who was there", web::table(table)));
  return web::render(page, context->site);
}

}  // namespace

std::string month_name(base::Date on) {
  constexpr const char* names[] = {"January",   "February", "March",    "April",
                                   "May",       "June",     "July",     "August",
                                   "September", "October",  "November", "December"};
  return std::string(names[on.month() - 1]) + " " + std::to_string(on.year());
}

std::vector<CalendarEntry> calendar_entries(const YearPlan& plan) {
  std::vector<CalendarEntry> entries = meetings_shown(plan);
  add_deadlines(plan, entries);
  std::ranges::stable_sort(entries, {}, [](const CalendarEntry& each) {
    return std::pair(each.on, std::string_view(each.starts));
  });
  return entries;
}

void add_year_pages(web::Router& router, const Context& context) {
  router.get("/boards/calendar", "Meetings and deadlines of all bodies of a group, over a year",
             "/boards/calendar",
             [context](const web::Request& request) { return calendar(context, request); });
  add_month_pages(router, context);
  router.get("/boards/year", "Templates of meetings, term dates and deadlines, with their sources",
             "/boards/year", [context](const web::Request& request) {
               return texts(context, request, std::nullopt, std::nullopt);
             });
  router.post(
      "/boards/year", "Saves a calendar of our own", "/boards/year",
      "version=0&content=", web::Audience::Administrator, [context](const web::Request& request) {
        return save_typed_text(context, request, face(), [&](const auto& error, const auto& typed) {
          return texts(context, request, error, typed);
        });
      });
  router.get("/boards/of/{organisation}/plan", "Plans a year of meetings from templates",
             "/boards/of/1/plan", web::Audience::Member,
             [context](const web::Request& request) -> base::Result<web::Response> {
               const YearPlan plan = TRY(plan_asked(context, request, request.query));
               return show_plan(context, request, request.query, plan, std::nullopt);
             });
  router.post("/boards/of/{organisation}/plan", "Saves a year of meetings", "/boards/of/1/plan",
              "year=2026&body=1&step=check", web::Audience::Member,
              [context](const web::Request& request) { return save_plan(context, request); });
  router.get("/boards/{body}/attendance", "Who was at which meeting of a body, over a year",
             "/boards/1/attendance", web::Audience::Member,
             [context](const web::Request& request) { return attendance(context, request); });
}

}  // namespace governance
