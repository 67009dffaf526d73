// What the calendar as a list and as months share.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "governance/api_year.hpp"
#include "governance/pages.hpp"

namespace governance {

// Whose calendar is asked for, of all that there are.
struct OwnerAsked {
  registry::OrganisationId id;
  std::string number;
  std::string name;
  std::vector<web::Choice> all;
};
// The first, where nobody was asked for; nothing where there is none. Error: not_found.
base::Result<std::optional<OwnerAsked>> owner_asked(sql::Connection& connection,
                                                    const web::Request& request, base::Date today);
web::Html no_bodies();  // says so

// A meeting or a deadline.
struct CalendarEntry {
  base::Date on;
  web::Event event;
  bool meeting = false;
  std::string starts = {};  // "16:30"
};
// By day and time.
std::vector<CalendarEntry> calendar_entries(const YearPlan& plan);
std::string month_name(base::Date on);  // "November 2026"

// /boards/calendar/month
void add_month_pages(web::Router& router, const Context& context);
// `month`: any day of it.
std::string month_href(registry::OrganisationId owner, base::Date month);
// That of today, if it is in the school year, else its first.
base::Date month_of_year(int year, base::Date today);

}  // namespace governance
