// What the calendar as a list and as months share.
#pragma once

#include <string>
#include <vector>

#include "governance/api_year.hpp"
#include "governance/pages.hpp"

namespace governance {

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
