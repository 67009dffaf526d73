// guildhall governance retention|purge: how long what is kept of people is kept, and taking out
// what is over its time; guildhall skills, governance skills: audits of skills.
#include "governance/commands_kept.hpp"

#include <ostream>

#include "governance/api_retention.hpp"
#include "governance/api_skills.hpp"

namespace governance {

namespace {

using enum base::OptionKind;

base::Result<int> run_retention(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const auto holding = retention_on(TRY(retention_in_force(*lease)), call.today);
  *call.out << (call.json ? retention_json(holding) : retention_text_of(holding));
  return 0;
}

base::Result<int> run_skill_list(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const std::vector<Skill> skills = skills_on(TRY(all_skills(*lease)), call.today);
  *call.out << (call.json ? skill_list_json(skills) : skill_list_text(skills));
  return 0;
}

base::Result<int> run_skills(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const base::Date on = TRY(registry::date_option(call, "on", call.today));
  const SkillsView view = TRY(skills_view(*lease, BodyId{TRY(number_of(call, "NUMBER"))}, on));
  *call.out << (call.json          ? skills_json(view)
                : call.flag("csv") ? skills_csv(view)
                                   : skills_text(view));
  return 0;
}

base::Result<int> run_purge(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.write());
  const bool confirmed = call.flag("confirm");
  const auto holding = retention_on(TRY(retention_in_force(*lease)), call.today);
  const std::vector<OverTime> all =
      confirmed ? TRY(purge(*lease, writing_of(call))) : TRY(over_time(*lease, call.today));
  *call.out << (call.json ? over_time_json(all, holding, !confirmed)
                          : over_time_text(all, holding, !confirmed));
  return 0;
}

}  // namespace

std::vector<base::Command> commands_of_skills() {
  const base::CommandOption reason = {"reason", Value, "Why, for the audit trail", "TEXT", false};
  return {
      {"skills",
       "Which skills those who sit on a body have on a day",
       "Beside what the body looks for: who knows what how well, what is not covered, and of whom "
       "there is no audit.\n"
       "Example: guildhall skills 3 --csv",
       {{"NUMBER", Positional, "The number of the body", "", true},
        {"on", Value, "The day; today if not given", "DATE", false},
        {"csv", Flag, "As a table, a skill a row, a member a column", "", false}},
       run_skills},
      {"governance skills list",
       "The skills that bodies look for, and why",
       "Each with its area, how many are wanted at which level, and its source, as they hold "
       "today.\n"
       "Example: guildhall governance skills list",
       {},
       run_skill_list},
  };
}

std::vector<base::Command> commands_of_kept() {
  const base::CommandOption reason = {"reason", Value, "Why, for the audit trail", "TEXT", false};
  return {
      {"governance retention list",
       "How long what is kept of people is kept, and why",
       "Each kind with its purpose, lawful basis, time and source, as they hold today.\n"
       "Example: guildhall governance retention list",
       {},
       run_retention},
      {"governance purge",
       "What is kept of people and is over its time, and taking it out",
       "A row for each person and kind, by numbers. Without --confirm nothing is changed; with it "
       "all of them are taken out for good, or none, and the trail has the numbers. Offices, "
       "seats, attendance, votes and minutes stay.\n"
       "Example: guildhall governance purge --confirm --reason \"Yearly review\"",
       {{"confirm", Flag, "Take them out, for good", "", false}, reason},
       run_purge},
  };
}

}  // namespace governance
