// A year of meetings and who was at them, as every face shows it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "governance/attendance.hpp"
#include "governance/store_clash.hpp"
#include "governance/store_year.hpp"
#include "registry/model.hpp"

namespace governance {

// What is planned for bodies, and what is suggested beside it.
struct YearPlan {
  std::shared_ptr<const Facts> facts;
  std::shared_ptr<const RuleBook> book;
  std::shared_ptr<const YearCalendar> calendar;
  int year = 0;
  registry::OrganisationId owner;
  std::vector<const Body*> bodies;  // that are the owner's on a day of the year, by name
  std::vector<Suggested> suggested;
  // Days that are planned already, then those suggested in their order.
  std::vector<MeetingDay> days;
  std::vector<Clash> found;  // of the year; places in `days`
  Unnamed unnamed;           // bodies of other groups that may not be named
  // Planned meetings of other groups at which somebody of these is wanted.
  std::vector<Elsewhere> elsewhere;

  // What speaks against a suggestion: clashes by name, a day out of term. Empty: nothing.
  std::vector<Objection> against(std::size_t suggestion) const;
  std::vector<Objection> against_day(std::size_t day) const;
  void check();  // fills `days` and `found` anew, after dates were changed
};
// Without suggestions: for a calendar. `sees`: which bodies of other groups may be named; none
// given: all. Error: bad_governance (no term dates of the year).
base::Result<YearPlan> year_planned(sql::Connection& connection, registry::OrganisationId owner,
                                    int year, const Sees& sees = {});
// `only` empty: of every body of the owner. A body with a meeting of that template in the year
// already is not suggested it again.
base::Result<YearPlan> year_plan(sql::Connection& connection, registry::OrganisationId owner,
                                 int year, const std::vector<BodyId>& only, const Sees& sees = {});
// As changes to be saved together.
std::vector<Change> changes_of(const std::vector<Suggested>& suggested);

std::string plan_text(const YearPlan& plan);
std::string plan_json(const YearPlan& plan);

// Error: body_not_found.
struct AttendanceView {
  std::shared_ptr<const Facts> facts;
  const Body* body = nullptr;
  AttendanceTable table;
};
base::Result<AttendanceView> attendance_view(sql::Connection& connection, BodyId body, int year);
std::string attendance_csv(const AttendanceView& view);
std::string attendance_json(const AttendanceView& view);

}  // namespace governance
