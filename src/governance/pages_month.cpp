// /boards/calendar/month: one month of a group's meetings and deadlines, a day a cell; on a phone a
// list of the days on which there is something.
#include "governance/pages_month.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "governance/calendar.hpp"
#include "governance/store_owner.hpp"

namespace governance {

namespace {

using web::Html;

constexpr const char* weekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                    "Friday", "Saturday", "Sunday"};

base::Date first_of(base::Date day) {
  return base::Date::from_ymd(day.year(), day.month(), 1).value();
}

// 0: Monday.
int weekday_of(base::Date on) {
  return static_cast<int>(std::chrono::weekday(on.days()).iso_encoding()) - 1;
}

std::string code_of_month(base::Date month) { return month.iso().substr(0, 7); }

// "2026-11", else that of today. Error: bad_governance.
base::Result<base::Date> month_asked(const web::Request& request, base::Date today) {
  const std::string text(request.query.get_or("month", ""));
  if (text.empty()) return first_of(today);
  const auto day = base::Date::from_iso(text + "-01");
  if (day && day->year() >= 2000 && day->year() < 3000) return *day;
  return bad_change("month", "\"" + text + "\" is no month; write it as 2026-11.");
}

class Grid {
 public:
  Grid(const YearPlan& plan, base::Date month, base::Date today)
      : plan_(plan), month_(month), today_(today), entries_(calendar_entries(plan)) {}

  bool empty() const {
    return std::ranges::none_of(
        entries_, [&](const CalendarEntry& each) { return first_of(each.on) == month_; });
  }

  // Roles stay in the markup, for on a phone it is laid out as a list.
  Html table() const {
    Html html;
    html.open("table", {{"class", "gh-month"}, {"role", "table"}});
    html.add(web::el("caption", {{"class", "govuk-visually-hidden"}},
                     "Meetings and deadlines of " + month_name(month_)));
    html.open("thead", {{"role", "rowgroup"}}).open("tr", {{"role", "row"}});
    for (const char* each : weekdays) {
      html.add(web::el("th", {{"scope", "col"}, {"role", "columnheader"}}, each));
    }
    html.close("tr").close("thead").open("tbody", {{"role", "rowgroup"}});
    const base::Date until = months_later(month_, 1);
    for (base::Date monday = month_.plus_days(-weekday_of(month_)); monday < until;
         monday = monday.plus_days(7)) {
      html.open("tr", {{"role", "row"}});
      for (int at = 0; at < 7; ++at) html.add(cell(monday.plus_days(at)));
      html.close("tr");
    }
    return html.close("tbody").close("table");
  }

 private:
  Html cell(base::Date day) const {
    if (first_of(day) != month_) {
      return web::el("td", {{"role", "cell"}, {"class", "gh-month__none"}});
    }
    Html content;
    for (const CalendarEntry& each : entries_) {
      if (each.on != day) continue;
      content.add(web::el("div", {{"class", "gh-month__entry"}}, entry(each)));
    }
    Html html;
    html.open("td", {{"role", "cell"}, {"class", "gh-month__none", content.empty()}});
    html.open("p", {{"class", "gh-month__day"}});
    html.add(web::el("span", {{"class", "gh-month__long"}},
                     std::string(weekdays[weekday_of(day)]) + " "));
    html.add(Html(day.day()));
    html.add(web::el("span", {{"class", "gh-month__long"}}, " " + month_name(day)));
    if (day == today_) html.add(Html(" ")).add(web::tag(web::Tone::Info, "Today"));
    html.close("p");
    const std::string closed = closed_on(day);
    if (!closed.empty()) html.add(web::sub(Html(closed)));
    return html.add(content).close("td");
  }

  static Html entry(const CalendarEntry& each) {
    if (!each.meeting) {
      return web::join(web::tag(web::Tone::Info, "Deadline"), Html(" "), each.event.title);
    }
    return web::join(each.event.title, each.event.note);
  }

  // Holidays and closed days within a term.
  std::string closed_on(base::Date day) const {
    const TermDates* dates = plan_.calendar->year(school_year(day));
    if (!dates || weekday_of(day) > 4) return "";
    const bool in_term = std::ranges::any_of(
        dates->terms, [&](const SchoolTerm& each) { return each.days.contains(day); });
    return in_term ? dates->closed_why(day) : "";
  }

  const YearPlan& plan_;
  base::Date month_;
  base::Date today_;
  std::vector<CalendarEntry> entries_;
};

std::vector<web::Choice> months_offered(base::Date month) {
  std::vector<web::Choice> choices;
  const base::Date begins = base::academic_year(school_year(month)).from();
  for (int at = 0; at < 12; ++at) {
    const base::Date each = months_later(begins, at);
    choices.push_back({code_of_month(each), month_name(each)});
  }
  return choices;
}

Html ways(registry::OrganisationId owner, base::Date month) {
  const base::Date before = month.plus_days(-1);
  const base::Date after = months_later(month, 1);
  const std::string year = std::to_string(school_year(month));
  return web::el(
      "nav", {{"aria-label", "Other months"}, {"class", "gh-noprint"}},
      web::list(
          {web::link(month_href(owner, before), Html("Previous month: " + month_name(before))),
           web::link(month_href(owner, after), Html("Next month: " + month_name(after))),
           web::link("/boards/calendar?of=" + std::to_string(owner.value) + "&year=" + year,
                     Html("The whole year as a list"))}));
}

base::Result<web::Response> show(const Context& context, const web::Request& request) {
  const base::Date month = TRY(month_asked(request, context->today()));
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const std::optional<OwnerAsked> asked = TRY(owner_asked(*lease, request, context->today()));
  web::Page page = board_page(context, request, "Meetings of boards in " + month_name(month));
  if (!asked) {
    page.content = no_bodies();
    return web::render(page, context->site);
  }
  page.title = asked->name + ": meetings in " + month_name(month);
  page.breadcrumbs.push_back({"Calendar", "/boards/calendar?of=" + asked->number +
                                              "&year=" + std::to_string(school_year(month))});
  Html fields = web::select({.id = "of", .label = "Group or authority"}, asked->all, asked->number);
  fields.add(
      web::select({.id = "month", .label = "Month"}, months_offered(month), code_of_month(month)));
  fields.add(web::button(web::ButtonKind::Secondary, "Show"));
  page.content = web::get_form("/boards/calendar/month", {}, fields);
  page.content.add(ways(asked->id, month));
  const base::Result<YearPlan> plan =
      year_planned(*lease, asked->id, school_year(month), sees_of(context, request, *lease));
  if (!plan.ok()) {
    if (plan.error().kind == base::ErrorKind::Unavailable) return plan.error();
    page.content.add(web::empty_state(
        plan.error().message, web::link("/boards/year", Html("Templates, terms and deadlines"))));
    return web::render(page, context->site);
  }
  const Grid grid(plan.value(), month, context->today());
  page.content.add(
      grid.empty() ? web::empty_state(
                         "No meeting is planned in this month, and nothing is due.",
                         web::link("/boards/of/" + asked->number + "/plan", Html("Plan the year")))
                   : grid.table());
  return web::render(page, context->site);
}

}  // namespace

base::Result<std::optional<OwnerAsked>> owner_asked(sql::Connection& connection,
                                                    const web::Request& request, base::Date today) {
  OwnerAsked made;
  for (const OwnerRow& each : TRY(owners(connection, today))) {
    made.all.push_back({std::to_string(each.id.value), each.name});
  }
  if (made.all.empty()) return std::optional<OwnerAsked>{};
  made.number = request.query.get_or("of", made.all.front().value);
  const auto known = std::ranges::find(made.all, made.number, &web::Choice::value);
  if (known == made.all.end()) return base::make_error("not_found", "There is no such group.");
  made.id = registry::OrganisationId{base::parse_integer(made.number).value_or(0)};
  made.name = known->label;
  return std::optional(std::move(made));
}

Html no_bodies() {
  return web::empty_state("No body has been noted yet.", web::link("/boards", Html("All boards")));
}

std::string month_href(registry::OrganisationId owner, base::Date month) {
  return "/boards/calendar/month?of=" + std::to_string(owner.value) +
         "&month=" + code_of_month(month);
}

base::Date month_of_year(int year, base::Date today) {
  return first_of(school_year(today) == year ? today : base::academic_year(year).from());
}

void add_month_pages(web::Router& router, const Context& context) {
  router.get("/boards/calendar/month", "Meetings and deadlines of a group in one month, day by day",
             "/boards/calendar/month",
             [context](const web::Request& request) { return show(context, request); });
}

}  // namespace governance
