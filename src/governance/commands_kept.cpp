// guildhall governance retention|purge: how long what is kept of people is kept, and taking out
// what is over its time; guildhall skills, governance skills: audits of skills.
#include "governance/commands_kept.hpp"

#include <ostream>

#include "governance/api_retention.hpp"
#include "governance/api_skills.hpp"
#include "governance/api_texts.hpp"

namespace governance {

namespace {

using enum base::OptionKind;

// The text of our own, its version on standard error.
base::Result<int> show_text(const base::Invocation& call, const TextKind& kind,
                            std::string_view save) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const OwnText own = TRY(own_text(*lease, kind));
  if (call.json) {
    *call.out << own_text_json(own, "text");
    return 0;
  }
  *call.out << own.content;
  *call.err << "Version " << own.version << ": give it to \"" << save << "\" as --seen.\n";
  return 0;
}

base::Result<int> run_retention(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const auto holding = retention_on(TRY(retention_in_force(*lease)), call.today);
  *call.out << (call.json ? retention_json(holding) : retention_text_of(holding));
  return 0;
}

base::Result<int> run_retention_show(const base::Invocation& call) {
  return show_text(call, retention_kind, "retention save");
}

// The file in place of the text that was seen.
template <typename Save>
base::Result<int> save_text(const base::Invocation& call, Save save) {
  const std::string text = TRY(file_of(call));
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.write());
  TRY(save(*lease, text, TRY(number_of(call, "seen")), writing_of(call)));
  *call.out << "Saved.\n";
  return 0;
}

base::Result<int> run_retention_save(const base::Invocation& call) {
  return save_text(call, save_retention);
}

base::Result<int> run_skill_list(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const std::vector<Skill> skills = skills_on(TRY(all_skills(*lease)), call.today);
  *call.out << (call.json ? skill_list_json(skills) : skill_list_text(skills));
  return 0;
}

base::Result<int> run_skill_show(const base::Invocation& call) {
  return show_text(call, skill_kind, "skills save");
}

base::Result<int> run_skill_save(const base::Invocation& call) {
  return save_text(call, save_skills);
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
      {"governance skills show",
       "The list of skills of our own, as it is in force",
       "The text that stands above what is shipped; nothing where there is none. Its version, for "
       "\"skills save\", is told on standard error, and with --json in the answer.\n"
       "Example: guildhall governance skills show > skills.txt",
       {},
       run_skill_show},
      {"governance skills save",
       "Saves a list of skills of our own in place of that there is",
       "The whole text; an empty file leaves what is shipped alone in force. Nothing is saved "
       "where somebody saved another text since the version that was seen.\n"
       "Example: guildhall governance skills save skills.txt --seen 3",
       {{"FILE", Positional, "The text, as docs/spec/governance.md explains it", "", true},
        {"seen", Value, "The version that \"skills show\" told; 0: there was none", "VERSION",
         true},
        reason},
       run_skill_save},
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
      {"governance retention show",
       "Retention of our own, as it is in force",
       "The text that stands above what is shipped; nothing where there is none. Its version, for "
       "\"retention save\", is told on standard error, and with --json in the answer.\n"
       "Example: guildhall governance retention show > retention.txt",
       {},
       run_retention_show},
      {"governance retention save",
       "Saves retention of our own in place of that there is",
       "The whole text; an empty file leaves what is shipped alone in force. Nothing is saved "
       "where somebody saved another text since the version that was seen.\n"
       "Example: guildhall governance retention save retention.txt --seen 3",
       {{"FILE", Positional, "The text, as docs/spec/governance.md explains it", "", true},
        {"seen", Value, "The version that \"retention show\" told; 0: there was none", "VERSION",
         true},
        reason},
       run_retention_save},
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
