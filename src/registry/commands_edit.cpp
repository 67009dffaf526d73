// guildhall edit make | rename | change | end | lead | add | move | leave | funding | correct |
// correct-group | withdraw | import | list | disagreements
#include <ostream>

#include "base/text.hpp"
#include "registry/api_edit.hpp"
#include "registry/commands.hpp"
#include "registry/store_edit_words.hpp"
#include "registry/unpack.hpp"

namespace registry {

namespace {

constexpr int listed_max = 200;

using enum base::OptionKind;

// Which word or option of the call gives which part of the edit.
enum class Part { Owner, Cluster, To, Urn, Name, Fact, FactValue };
struct Word {
  Part part;
  base::CommandOption option;
};

base::CommandOption word(std::string name, std::string help, bool required = true) {
  return {std::move(name), Positional, std::move(help), "", required};
}

const base::CommandOption dry_run = {"dry-run", Flag, "Show what would change and save nothing"};
const base::CommandOption reason = {"reason", Value, "Why, for the audit trail", "TEXT"};
const base::CommandOption from = {"from", Value, "The first day; it may lie ahead", "DATE", true};
const base::CommandOption since = {"from", Value, "The first day; always, if not given", "DATE"};
const base::CommandOption until = {"until", Value, "The first day on which it no longer holds",
                                   "DATE"};
const base::CommandOption funding = {"funding", Flag, "It becomes the school's funding cluster"};
const base::CommandOption lead = {"lead", Flag, "The school becomes the lead school"};
const base::CommandOption letter = {"letter", Value, "A letter that stands for it", "LETTER"};
const base::CommandOption kind = {"kind", Value, "cluster, hub, zone or partnership", "KIND"};

const Word cluster = {Part::Cluster, word("CLUSTER", "Its name, or its number")};
const Word urn = {Part::Urn, word("URN", "Any URN that the school has had")};

base::Result<std::int64_t> number_of(const base::Invocation& call, std::string_view name) {
  const std::string text = call.value(name).value_or("");
  const std::optional<std::int64_t> number = base::parse_integer(text);
  if (number) return *number;
  return base::make_error("bad_number", "\"" + text + "\" is not a number.", std::string(name));
}

base::Result<EditWords> words_of(const base::Invocation& call, EditKind edit_kind,
                                 const std::vector<Word>& words) {
  EditWords made;
  Edit& edit = made.edit;
  edit.kind = edit_kind;
  for (const Word& each : words) {
    const std::string text = call.value(each.option.name).value_or("");
    switch (each.part) {
      case Part::Owner: made.owner = text; break;
      case Part::Cluster: made.cluster = text; break;
      case Part::To: made.to_cluster = text; break;
      case Part::Name: edit.name = text; break;
      case Part::Fact: edit.fact = text; break;
      case Part::FactValue: edit.value = text; break;
      case Part::Urn:
        if (!text.empty()) edit.urn = TRY(number_of(call, each.option.name));
        break;
    }
  }
  edit.from = TRY(date_option(call, "from", base::Date::distant_past()));
  edit.until = TRY(date_option(call, "until", base::Date::distant_future()));
  edit.letter = call.value("letter").value_or("");
  edit.cluster_kind = call.value("kind").value_or("");
  edit.funding = call.flag("funding");
  edit.lead = call.flag("lead");
  edit.reason = call.value("reason").value_or("");
  return made;
}

SaveOptions options_of(const base::Invocation& call) {
  SaveOptions options;
  options.authorise = [](const EditPreview&) { return guard::command_doer(); };
  options.today = call.today;
  options.now_s = call.now_s();
  options.dry_run = call.flag("dry-run");
  return options;
}

base::Result<int> save(const base::Invocation& call, sql::Database& database,
                       const EditRequest& request) {
  const SavedEdit saved = TRY(save_edit(database, request, "", options_of(call)));
  *call.out << (call.json ? saved_json(saved) : saved_text(saved));
  return 0;
}

base::Command edit_command(EditKind edit_kind, std::string name, std::string summary,
                           std::string help, std::vector<Word> words,
                           std::vector<base::CommandOption> options) {
  std::vector<base::CommandOption> all;
  for (const Word& each : words) all.push_back(each.option);
  all.insert(all.end(), options.begin(), options.end());
  all.push_back(reason);
  all.push_back(dry_run);
  return {"edit " + std::move(name), std::move(summary), std::move(help), std::move(all),
          [edit_kind, words = std::move(words)](const base::Invocation& call) -> base::Result<int> {
            const EditWords given = TRY(words_of(call, edit_kind, words));
            sql::Database database = TRY(open_existing(call));
            const EditRequest request = TRY(request_of(*TRY(database.read()), given));
            return save(call, database, request);
          }};
}

base::Result<int> run_withdraw(const base::Invocation& call) {
  const std::int64_t edit = TRY(number_of(call, "NUMBER"));
  sql::Database database = TRY(open_existing(call));
  return save(call, database, withdrawal(edit, call.value("reason").value_or("")));
}

base::Result<int> run_import(const base::Invocation& call) {
  const std::string text = TRY(read_unpacked(call.value("FILE").value_or("")));
  sql::Database database = TRY(open_existing(call));
  const SaveOptions options = options_of(call);
  const EditsReport report = TRY(import_edits(database, text, options));
  *call.out << (call.json ? edits_report_json(report, options.dry_run)
                          : edits_report_text(report, options.dry_run));
  if (report.remarks.empty()) return 0;
  return base::make_error("edits_rejected", std::to_string(report.remarks.size()) +
                                                " rows cannot be used; nothing was saved.");
}

base::Result<std::vector<EditRow>> listed(const base::Invocation& call,
                                          sql::Connection& connection) {
  Store store(connection);
  if (const auto text = call.value("cluster")) {
    return edits_of_cluster(connection, TRY(store.cluster_by_text(*text)));
  }
  if (call.value("school")) {
    return edits_of_school(connection, TRY(store.school_of_urn(TRY(number_of(call, "school")))));
  }
  if (const auto text = call.value("group")) {
    const base::Result<OrganisationId> authority = store.authority(*text);
    return edits_of_group(connection, authority.ok() ? authority.value() : TRY(store.group(*text)));
  }
  return edits(connection, listed_max);
}

base::Result<int> run_list(const base::Invocation& call) {
  sql::Database database = TRY(open_existing(call));
  sql::Lease lease = TRY(database.read());
  const std::vector<EditRow> rows = TRY(listed(call, *lease));
  *call.out << (call.json ? edits_json(rows) : edits_text(rows));
  return 0;
}

base::Result<int> run_disagreements(const base::Invocation& call) {
  sql::Database database = TRY(open_existing(call));
  sql::Lease lease = TRY(database.read());
  const std::vector<Disagreement> found = TRY(disagreements(*lease));
  *call.out << (call.json ? disagreements_json(found) : disagreements_text(found));
  return 0;
}

void add_cluster_commands(std::vector<base::Command>& made) {
  const Word owner = {Part::Owner, word("OWNER", "A group or authority by name, or \"UID 501\"")};
  const Word name = {Part::Name, word("NAME", "The name that it will have")};
  made.push_back(
      edit_command(EditKind::ClusterMake, "make", "Make a cluster",
                   "Makes a cluster of a group or authority, without schools.\n"
                   "Example: guildhall edit make Eastmarch Harbour --letter A --from 2027-09-01",
                   {owner, name}, {letter, kind, since}));
  made.push_back(edit_command(EditKind::ClusterRename, "rename", "Rename a cluster",
                              "Gives a cluster another name, for all days.\n"
                              "Example: guildhall edit rename Harbour \"Harbour and Quay\"",
                              {cluster, name}, {}));
  made.push_back(edit_command(EditKind::ClusterChange, "change",
                              "Change the letter and kind of a cluster",
                              "Sets the letter and, if given, the kind of a cluster.\n"
                              "Example: guildhall edit change Harbour --letter B --kind hub",
                              {cluster}, {letter, kind}));
  made.push_back(edit_command(EditKind::ClusterEnd, "end", "End a cluster",
                              "From the day on the cluster is no more: all memberships end.\n"
                              "Example: guildhall edit end Harbour --from 2027-09-01",
                              {cluster}, {from}));
  made.push_back(
      edit_command(EditKind::ClusterLead, "lead", "Set the lead school of a cluster",
                   "From the day on this school leads the cluster; without a URN none does.\n"
                   "Example: guildhall edit lead Harbour 990001 --from 2027-09-01",
                   {cluster, {Part::Urn, word("URN", "A school of the cluster", false)}}, {from}));
}

void add_membership_commands(std::vector<base::Command>& made) {
  made.push_back(edit_command(EditKind::MembershipAdd, "add", "Add a school to a cluster",
                              "Example: guildhall edit add Harbour 990001 --from 2027-09-01 "
                              "--funding",
                              {cluster, urn}, {from, until, funding, lead}));
  made.push_back(edit_command(
      EditKind::MembershipMove, "move", "Move a school to another cluster",
      "Ends the membership in CLUSTER on the day and begins one in TO, of the same owner.\n"
      "Example: guildhall edit move 990001 Harbour Moor --from 2027-09-01 --funding",
      {urn, cluster, {Part::To, word("TO", "The other cluster, by name or number")}},
      {from, funding}));
  made.push_back(edit_command(EditKind::MembershipEnd, "leave",
                              "End the membership of a school in a cluster",
                              "From the day on the school no longer belongs.\n"
                              "Example: guildhall edit leave Harbour 990001 --from 2027-09-01",
                              {cluster, urn}, {from}));
  made.push_back(edit_command(
      EditKind::MembershipFunding, "funding", "Set the funding cluster of a school",
      "From the day on this cluster, of those of its owner, holds the school's share of money.\n"
      "Example: guildhall edit funding Harbour 990001 --from 2027-09-01",
      {cluster, urn}, {from}));
}

void add_fact_commands(std::vector<base::Command>& made) {
  const Word fact = {Part::Fact, word("FACT", "name, pupils, postcode, ...: see the guide")};
  const Word value = {Part::FactValue, word("VALUE", "What it is; \"\" for not known")};
  made.push_back(edit_command(
      EditKind::SchoolCorrect, "correct", "Correct a fact of a school",
      "Holds beside what the register says, until somebody withdraws it; needs --reason. Facts: "
      "name, type, phase, town, postcode, district, location, pupils, capacity, fsm_percent, "
      "age_low, age_high.\n"
      "Example: guildhall edit correct 990001 pupils 215 --from 2026-09-01 --reason \"Census\"",
      {urn, fact, value}, {since, until}));
  made.push_back(edit_command(
      EditKind::GroupCorrect, "correct-group", "Correct a fact of a group",
      "For groups that have a UID; needs --reason. Facts: name, address, companies_house, ukprn.\n"
      "Example: guildhall edit correct-group \"UID 501\" name \"Harbour Trust\" --reason Renamed",
      {{Part::Owner, word("GROUP", "By name, or \"UID 501\"")}, fact, value}, {}));
}

}  // namespace

std::vector<base::Command> edit_commands() {
  std::vector<base::Command> made;
  add_cluster_commands(made);
  add_membership_commands(made);
  add_fact_commands(made);
  made.push_back({"edit withdraw",
                  "Undo an edit",
                  "Takes the edit out of force; a withdrawal can itself be withdrawn, which brings "
                  "the edit back.\nExample: guildhall edit withdraw 12 --dry-run",
                  {word("NUMBER", "The number of the edit"), reason, dry_run},
                  run_withdraw});
  made.push_back({"edit import",
                  "Make many edits from a CSV file",
                  "One row an edit, in the columns of docs/reference/files.md; all are made or "
                  "none. Each row sees what those before it did.\n"
                  "Example: guildhall edit import changes.csv --dry-run",
                  {word("FILE", "A CSV file"), dry_run},
                  run_import});
  made.push_back({"edit list",
                  "List edits",
                  "The newest first: all, or those of one thing.\n"
                  "Example: guildhall edit list --cluster Harbour --json",
                  {{"cluster", Value, "Of this cluster, by name or number", "CLUSTER"},
                   {"school", Value, "Of this school", "URN"},
                   {"group", Value, "Of this group or authority and its clusters", "GROUP"}},
                  run_list});
  made.push_back({"edit disagreements",
                  "List edits that files contradict by now",
                  "Edits that still hold although a file that came later says otherwise.\n"
                  "Example: guildhall edit disagreements",
                  {},
                  run_disagreements});
  return made;
}

}  // namespace registry
