// guildhall body|person|findings|governance ...: the same as the pages, for scripts.
#include <fstream>
#include <iterator>
#include <ostream>

#include "base/text.hpp"
#include "governance/api_files.hpp"
#include "governance/api_interests.hpp"
#include "governance/api_meeting.hpp"
#include "governance/api_publication.hpp"
#include "governance/api_rules.hpp"
#include "governance/api_views.hpp"
#include "governance/api_year.hpp"
#include "governance/calendar.hpp"
#include "governance/commands_kept.hpp"
#include "governance/commands_own.hpp"
#include "governance/commands_terms.hpp"
#include "governance/room.hpp"
#include "governance/store_export.hpp"
#include "governance/store_facts.hpp"
#include "governance/store_rules.hpp"
#include "registry/commands.hpp"

namespace governance {

namespace {

using enum base::OptionKind;

// The group or authority that is asked about; nothing where neither is.
base::Result<std::optional<registry::OrganisationId>> owner_asked(const base::Invocation& call,
                                                                  sql::Connection& connection) {
  registry::Store store(connection);
  if (const auto group = call.value("group")) return std::optional(TRY(store.group(*group)));
  if (const auto authority = call.value("authority")) {
    return std::optional(TRY(store.authority(*authority)));
  }
  return std::optional<registry::OrganisationId>();
}

base::Result<std::vector<HealthRow>> rows_asked(const base::Invocation& call,
                                                sql::Connection& connection, Facts& facts,
                                                const RuleBook& book, base::Date on) {
  if (const auto owner = TRY(owner_asked(call, connection))) {
    facts = TRY(facts_of_owner(connection, *owner, base::Period::day(on)));
    return health(facts, book, on, Sight::Edit, owner);
  }
  if (!call.value("body")) {
    facts = TRY(all_facts(connection));
    return health(facts, book, on, Sight::Edit);
  }
  const BodyId only{TRY(number_of(call, "body"))};
  facts = TRY(facts_of_body(connection, only));
  std::vector<HealthRow> rows = health(facts, book, on, Sight::Edit);
  std::erase_if(rows, [&](const HealthRow& row) { return row.body->id != only; });
  return rows;
}

base::Result<int> run_findings(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const base::Date on = TRY(registry::date_option(call, "on", call.today));
  const RuleBook book = TRY(rules_in_force(*lease));
  Facts facts;
  std::vector<HealthRow> rows = TRY(rows_asked(call, *lease, facts, book, on));
  if (call.flag("broken")) {
    std::erase_if(rows, [](const HealthRow& row) { return row.findings.empty(); });
  }
  *call.out << (call.json          ? health_json(facts, rows, on)
                : call.flag("csv") ? health_csv(facts, rows)
                                   : health_text(facts, rows));
  return 0;
}

base::Result<int> run_body(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const base::Date on = TRY(registry::date_option(call, "on", call.today));
  const BodyId id{TRY(number_of(call, "NUMBER"))};
  const RuleBook book = TRY(rules_in_force(*lease));
  const Facts facts = TRY(facts_of_body(*lease, id));
  const BodyView view = view_of(facts, book, *facts.body(id), on, Sight::Edit);
  *call.out << (call.json ? body_json(facts, view) : body_text(facts, view));
  return 0;
}

base::Result<int> run_person(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const base::Date on = TRY(registry::date_option(call, "on", call.today));
  const PersonId id{TRY(number_of(call, "NUMBER"))};
  if (call.flag("all")) {
    const sql::Lease lease = TRY(database.write());
    *call.out << export_json(TRY(give_out(*lease, id, writing_of(call))));
    return 0;
  }
  const sql::Lease lease = TRY(database.read());
  const PersonRow person = TRY(person_row(*lease, id));
  const RuleBook book = TRY(rules_in_force(*lease));
  const Facts facts = TRY(facts_of_person(*lease, id));
  const std::vector<PersonSeat> seats = seats_of(facts, book, id, on);
  PersonKnown known = TRY(person_known(*lease, id, Sight::Edit, true));
  known.due =
      TRY(due_of(*lease, id, on, [](const Body&) -> base::Result<Sight> { return Sight::Edit; }));
  *call.out << (call.json ? person_json(facts, person, seats, on, known)
                          : person_text(facts, person, seats, known));
  return 0;
}

base::Result<int> run_interests(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const base::Date on = TRY(registry::date_option(call, "on", call.today));
  const RegisterView view = TRY(register_view(*lease, BodyId{TRY(number_of(call, "NUMBER"))}, on));
  *call.out << (call.json          ? register_json(view)
                : call.flag("csv") ? register_csv(view)
                                   : register_text(view));
  return 0;
}

base::Result<int> run_people(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const std::vector<PersonRow> found =
      TRY(people_called(*lease, base::join(call.list("WORD"), " "), people_max));
  *call.out << (call.json ? people_json(found) : people_text(found));
  return 0;
}

base::Result<int> run_meeting(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  MeetingView view = TRY(meeting_view(*lease, MeetingId{TRY(number_of(call, "NUMBER"))}));
  view.confidential = true;  // whoever has the database may do all
  const std::string part_2 = view.minutes_2();
  *call.out << (call.json ? meeting_json(view)
                          : view.minutes() + (part_2.empty() ? "" : "\n" + part_2));
  return 0;
}

base::Result<int> run_decisions(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const std::vector<MotionRow> rows =
      TRY(motions(*lease, base::join(call.list("WORD"), " "), decisions_max));
  *call.out << (call.json ? motions_json(rows, {}) : motions_text(rows));
  return 0;
}

base::Result<int> told(const base::Invocation& call, const std::vector<Outcome>& outcomes) {
  const bool dry = call.flag("dry-run");
  *call.out << (call.json ? outcomes_json(outcomes, dry) : outcomes_text(outcomes));
  if (dry && !call.json) *call.out << "Nothing was saved.\n";
  return 0;
}

// guildhall meetings plan --group 90001 --year 2026 --dry-run
base::Result<int> run_plan(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.write());
  const auto owner = TRY(owner_asked(call, *lease));
  if (!owner) return bad_change("group", "Say of which --group or --authority.");
  const int year =
      call.value("year") ? static_cast<int>(TRY(number_of(call, "year"))) : school_year(call.today);
  std::vector<BodyId> only;
  if (call.value("body")) only.push_back(BodyId{TRY(number_of(call, "body"))});
  const YearPlan plan = TRY(year_plan(*lease, *owner, year, only));
  const bool dry = call.flag("dry-run");
  TRY(save_changes(*lease, changes_of(plan.suggested), writing_of(call), anybody,
                   dry ? Keep::Nothing : Keep::All));
  *call.out << (call.json ? plan_json(plan) : plan_text(plan));
  if (dry && !call.json) *call.out << "Nothing was saved.\n";
  return 0;
}

base::Result<int> run_attendance(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const int year =
      call.value("year") ? static_cast<int>(TRY(number_of(call, "year"))) : school_year(call.today);
  const AttendanceView view =
      TRY(attendance_view(*lease, BodyId{TRY(number_of(call, "NUMBER"))}, year));
  *call.out << (call.json ? attendance_json(view) : attendance_csv(view));
  return 0;
}

// guildhall governance note appoint body=3 seat=parent person="Ann Lee"
base::Result<int> run_note(const base::Invocation& call) {
  Words words;
  words["change"] = call.value("CHANGE").value_or("");
  for (const std::string& each : call.list("WORD=VALUE")) {
    const std::size_t at = each.find('=');
    if (at == std::string::npos) {
      return base::make_error("bad_governance", "\"" + each + "\" is not WORD=VALUE.");
    }
    words[each.substr(0, at)] = each.substr(at + 1);
  }
  const Change change = TRY(read_change(words));
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.write());
  return told(call, TRY(save_changes(*lease, {change}, writing_of(call), anybody,
                                     call.flag("dry-run") ? Keep::Nothing : Keep::All)));
}

// Rows that cannot be used are told and left out.
base::Result<int> import_extract(const base::Invocation& call, const std::string& text) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.write());
  FileView view = TRY(look_at_file(*lease, text, writing_of(call), anybody));
  const bool dry = call.flag("dry-run");
  if (!dry && !view.version.empty()) {
    view = TRY(save_file(*lease, text, view.version, writing_of(call), anybody));
  }
  *call.out << (call.json ? file_json(view) : file_text(view));
  if (dry && !call.json) *call.out << "Nothing was saved.\n";
  return 0;
}

base::Result<int> run_rules_check(const base::Invocation& call) {
  const std::string text = TRY(file_of(call));
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const base::Date on = TRY(registry::date_option(call, "on", call.today));
  const RulesPreview preview = TRY(preview_rules(*lease, text, on));
  *call.out << (call.json ? rules_preview_json(preview) : rules_preview_text(preview));
  return 0;
}

base::Result<int> run_publication(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const base::Date on = TRY(publication_day_asked(call.value("year").value_or(""), call.today));
  const auto owner = TRY(owner_asked(call, *lease));
  if (!owner && !call.value("body")) {
    return base::make_error("bad_governance", "Give --group, --authority or --body.");
  }
  const Publication made =
      owner ? TRY(publication_of(*lease, *owner, on))
            : TRY(publication_of(*lease, BodyId{TRY(number_of(call, "body"))}, on));
  *call.out << (call.json           ? publication_json(made)
                : call.flag("html") ? publication_html(made)
                                    : members_csv(made));
  return 0;
}

base::Result<int> run_export(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const base::Date since =
      TRY(registry::date_option(call, "since", twelve_months_before(call.today)));
  *call.out << TRY(export_gias(*lease, TRY(owner_asked(call, *lease)), since, call.today));
  return 0;
}

base::Result<int> run_import(const base::Invocation& call) {
  const std::string path = call.value("FILE").value_or("");
  const std::string text = text_of_file(TRY(file_of(call)));
  if (is_gias_layout(text)) return import_extract(call, text);
  std::vector<Change> changes;
  bool bad = false;
  for (const ChangeRow& row : TRY(read_changes(text))) {
    if (row.change.ok()) {
      changes.push_back(row.change.value());
      continue;
    }
    bad = true;
    *call.err << path << ":" << row.line << ": " << row.change.error().message << "\n";
  }
  if (bad) {
    return base::make_error("bad_governance",
                            "Rows of the file cannot be used, so nothing was saved.", "FILE");
  }
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.write());
  return told(call, TRY(save_changes(*lease, changes, writing_of(call), anybody,
                                     call.flag("dry-run") ? Keep::Nothing : Keep::All)));
}

const base::CommandOption on_option = {"on", Value, "The day; today if not given", "DATE", false};
const base::CommandOption dry_option = {"dry-run", Flag, "Only show what would change", "", false};
const base::CommandOption reason_option = {"reason", Value, "Why, for the audit trail", "TEXT",
                                           false};

std::vector<base::Command> commands_of_years() {
  return {
      {"meetings plan",
       "Plans a year of meetings from the templates: all of them or none",
       "Each body of the group or authority gets the meetings of the template of its kind, but "
       "those "
       "that it has already. What speaks against a date (a clash of somebody who sits on two "
       "bodies, a "
       "day out of term) is told beneath it.\n"
       "Example: guildhall meetings plan --group 90001 --year 2027 --dry-run",
       {{"group", Value, "A trust or other group, by UID or name", "GROUP", false},
        {"authority", Value, "An authority, by code or name", "AUTHORITY", false},
        {"body", Value, "Only this body", "NUMBER", false},
        {"year", Value, "In which the school year begins; this one if not given", "YEAR", false},
        dry_option,
        reason_option},
       run_plan},
      {"meetings attendance",
       "Who was at which meeting of a body in a school year, as CSV",
       "One row for each who sat; \"-\" where they did not sit on that day.\n"
       "Example: guildhall meetings attendance 3 --year 2025",
       {{"NUMBER", Positional, "The number of the body", "", true},
        {"year", Value, "In which the school year begins; this one if not given", "YEAR", false}},
       run_attendance},
  };
}

std::vector<base::Command> commands_of_files() {
  return {
      {"governance export",
       "Who governs, in the layout of the national register",
       "The columns are those of the extract of governors of Get Information about Schools; who "
       "left is in it for a year, or since the day that is given.\n"
       "Example: guildhall governance export --group 90001",
       {{"group", Value, "A trust or other group, by UID or name", "GROUP", false},
        {"authority", Value, "An authority, by code or name", "AUTHORITY", false},
        {"since", Value, "Leave out who left before; a year ago if not given", "DATE", false}},
       run_export},
      {"governance publication",
       "Who governs, as it must be published each year",
       "Everybody who sat in the twelve months before the end of the school year, or before today "
       "while it lasts: "
       "the seat, who appointed them, the days, interests and attendance. A list of members as "
       "CSV, or with --html a page that can be put on a website.\n"
       "Example: guildhall governance publication --group 90001 --year 2025 --html",
       {{"group", Value, "A trust or other group, by UID or name", "GROUP", false},
        {"authority", Value, "An authority, by code or name", "AUTHORITY", false},
        {"body", Value, "One body", "NUMBER", false},
        {"year", Value,
         "In which the school year begins, one that has begun; up to today if not given", "YEAR",
         false},
        {"html", Flag, "A page for a website", "", false}},
       run_publication},
      {"governance import",
       "Notes the changes of a CSV file, or takes over the register's extract of governors",
       "Of changes the first line names the columns, which are the words of changes; each row is "
       "one, and all are noted or none. Of the extract (GID, URN, UID, Role, ...) what is new is "
       "taken over; where it differs from what is here, that is told and nothing is changed. What "
       "cannot be used is told with its line.\n"
       "Example: guildhall governance import appointments.csv --dry-run",
       {{"FILE", Positional, "The CSV file", "", true}, dry_option, reason_option},
       run_import},
  };
}

std::vector<base::Command> commands_of_rules() {
  return {
      {"governance rules check",
       "What a text of rules would change in the findings of all bodies",
       "The text in place of our own, judged on a day; nothing is saved.\n"
       "Example: guildhall governance rules check rules.txt",
       {{"FILE", Positional, "The text, as docs/spec/governance.md explains it", "", true},
        on_option},
       run_rules_check},
  };
}

std::vector<base::Command> commands_that_tell() {
  return {
      {"findings",
       "What is wrong with bodies on a day",
       "Every rule that is broken, every vacancy, what is overdue or missing or cannot be judged, "
       "with the rule and what mends it; the worst body first. Without a group, an authority or a "
       "body it looks at all that there are.\n"
       "Example: guildhall findings --authority Eastmarch --on 2026-09-01",
       {{"group", Value, "A trust or other group, by UID or name", "GROUP", false},
        {"authority", Value, "An authority, by code or name", "AUTHORITY", false},
        {"body", Value, "One body", "NUMBER", false},
        on_option,
        {"broken", Flag, "Only bodies with findings", "", false},
        {"csv", Flag, "As a table, a finding a row", "", false}},
       run_findings},
      {"body",
       "Who sits on a body on a day, and what is wrong with it",
       "Seat by seat with the quorum, the findings, and what comes in the year ahead.\n"
       "Example: guildhall body 3 --on 2026-09-01",
       {{"NUMBER", Positional, "The number of the body", "", true}, on_option},
       run_body},
      {"interests",
       "The register of interests of a body on a day",
       "Who sits, which interests they have or had in the school year so far, and whether they "
       "confirmed them since 1 September.\n"
       "Example: guildhall interests 3 --csv",
       {{"NUMBER", Positional, "The number of the body", "", true},
        on_option,
        {"csv", Flag, "As a table, an interest a row", "", false}},
       run_interests},
      {"person",
       "What is due for a person, what they hold, and where they sit",
       "Terms that end, declarations, training, checks, open actions and meetings to come; offices "
       "of all days, and the seats of one; or all rows that boards keep of them, for who "
       "asks what is kept of them: that it was given out is noted in the trail.\n"
       "Example: guildhall person 12 --all --reason \"Their request of 3 May\"",
       {{"NUMBER", Positional, "The number of the person", "", true},
        on_option,
        {"all", Flag, "All rows of them, of all days, as JSON", "", false},
        reason_option},
       run_person},
      {"people",
       "Finds people by name",
       "Those whose name has all the words in their order, with their numbers; fifty at most.\n"
       "Example: guildhall people ann lee",
       {{"WORD", PositionalList, "A word of the name", "", true}},
       run_people},
      {"meeting",
       "A meeting: who was there, what was decided, the minutes",
       "The minutes as they were approved, or as they follow from what was recorded so far.\n"
       "Example: guildhall meeting 4 --json",
       {{"NUMBER", Positional, "The number of the meeting", "", true}},
       run_meeting},
      {"decisions",
       "What bodies decided, the newest first",
       "Motions of meetings whose minutes are approved, with their result; those that have all the "
       "words, where some are given.\nExample: guildhall decisions SENCo",
       {{"WORD", PositionalList, "A word of the body, the title or the motion", "", false}},
       run_decisions},
  };
}

std::vector<base::Command> commands_that_note() {
  return {
      {"governance note",
       "Notes one change: an appointment, an office, a resolution",
       "CHANGE is person, body, office, appoint, end-appointment, resolved, meeting, attended, "
       "voted or another; docs/guide/governance.md has all of them, and the words of each.\n"
       "Example: guildhall governance note appoint body=3 seat=parent person=\"Ann Lee\" "
       "from=2026-09-01",
       {{"CHANGE", Positional, "What is noted", "", true},
        {"WORD=VALUE", PositionalList, "Its words", "", false},
        dry_option,
        reason_option},
       run_note},
  };
}

}  // namespace

base::Result<std::int64_t> number_of(const base::Invocation& call, std::string_view name) {
  const std::string text = call.value(name).value_or("");
  const auto number = base::parse_integer(text);
  if (!number) {
    return base::make_error("bad_number", "\"" + text + "\" is no number.", std::string(name));
  }
  return *number;
}

Writing writing_of(const base::Invocation& call) {
  return {guard::command_doer(call.value("reason").value_or("")), call.now_s(), call.today};
}

base::Result<std::string> anybody(const guard::UnitPath&) { return guard::command_doer().power; }

base::Result<std::string> file_of(const base::Invocation& call) {
  const std::string path = call.value("FILE").value_or("");
  std::ifstream in(path, std::ios::binary);
  if (in) return std::string{std::istreambuf_iterator<char>(in), {}};
  return base::make_error("file_unreadable", "\"" + path + "\" cannot be read.", "FILE");
}

std::vector<base::Command> commands() {
  std::vector<base::Command> all = commands_that_tell();
  for (auto& part : {commands_that_note(), commands_of_files(), commands_of_rules(),
                     commands_of_texts(), commands_of_terms(), commands_of_years(),
                     commands_of_kept(), commands_of_own(), commands_of_skills()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace governance
