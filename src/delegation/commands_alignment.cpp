// guildhall alignment show|export|import|set: the same as the pages, for scripts.
#include <ostream>

#include "base/text.hpp"
#include "delegation/api_alignment.hpp"
#include "delegation/commands_alignment.hpp"
#include "delegation/texts.hpp"
#include "governance/commands_kept.hpp"
#include "registry/commands.hpp"
#include "registry/unpack.hpp"

namespace delegation {

namespace {

using enum base::OptionKind;
using governance::anybody;
using governance::writing_of;

governance::Keep keep_of(const base::Invocation& call) {
  return call.flag("dry-run") ? governance::Keep::Nothing : governance::Keep::All;
}

base::Result<registry::OrganisationId> group_asked(const base::Invocation& call,
                                                   sql::Connection& connection) {
  registry::Store store(connection);
  if (const auto authority = call.value("authority")) return store.authority(*authority);
  if (const auto group = call.value("group")) return store.group(*group);
  return base::make_error("alignment_not_found",
                          "Say whose matrix: --group with a UID or name, or --authority.",
                          "--group");
}

// An option that names a word of the matrix. Error: bad_alignment.
template <typename Kind>
base::Result<std::optional<Kind>> kind_asked(const base::Invocation& call, const char* name,
                                             std::optional<Kind> (*find)(std::string_view)) {
  const auto text = call.value(name);
  if (!text) return std::optional<Kind>();
  const auto kind = find(*text);
  if (kind) return kind;
  return base::make_error("bad_alignment", "\"" + *text + "\" is no " + name + " of a matrix.",
                          "--" + std::string(name));
}

base::Result<int> run_show(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const base::Date on = TRY(registry::date_option(call, "on", call.today));
  AlignmentFilter filter;
  filter.area = TRY(kind_asked<Area>(call, "area", area_of));
  filter.phase = TRY(kind_asked<AlignedPhase>(call, "phase", aligned_phase_of));
  filter.approach = TRY(kind_asked<Approach>(call, "approach", approach_of));
  filter.in_motion = call.flag("in-motion");
  const registry::Reference reference = TRY(registry::Reference::read(*lease));
  const AlignmentPicture picture =
      TRY(alignment_picture(*lease, reference, TRY(group_asked(call, *lease)), on));
  if (call.flag("movement")) {
    const auto points = TRY(movement_of(*lease, reference, picture, call.today));
    *call.out << (call.json ? movement_json(picture.owner, points) : movement_csv(points));
    return 0;
  }
  *call.out << (call.json          ? alignment_json(picture, filter)
                : call.flag("csv") ? alignment_csv(picture, filter)
                                   : alignment_table(picture, filter));
  return 0;
}

base::Result<int> run_export(const base::Invocation& call) {
  if (!call.value("group") && !call.value("authority")) {
    *call.out << shipped_alignment_text();
    return 0;
  }
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  *call.out << TRY(alignment_text_of(*lease, TRY(group_asked(call, *lease))));
  return 0;
}

base::Result<int> tell(const base::Invocation& call, const AlignmentOutcome& outcome) {
  const bool dry = call.flag("dry-run");
  if (call.json) {
    *call.out << alignment_outcome_json(outcome, dry);
    return 0;
  }
  *call.out << alignment_outcome_text(outcome);
  if (dry) *call.out << "Nothing was saved: this was a dry run.\n";
  return 0;
}

base::Result<int> run_import(const base::Invocation& call) {
  const base::Date start = TRY(registry::date_option(call, "start", call.today));
  const auto path = call.value("FILE");
  base::Result<AlignmentMatrix> matrix = read_alignment(
      path ? TRY(registry::read_unpacked(*path)) : std::string(shipped_alignment_text()), start);
  if (!matrix.ok()) {
    base::Error error = std::move(matrix).error();
    error.message = path.value_or("") + ": " + error.message;
    return error;
  }
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.write());
  return tell(call, TRY(import_alignment(*lease, TRY(group_asked(call, *lease)), matrix.value(),
                                         !path, writing_of(call), anybody, keep_of(call))));
}

base::Result<int> run_set(const base::Invocation& call) {
  AlignmentWords words;
  words["change"] = call.value("CHANGE").value_or("");
  for (const std::string& each : call.list("WORD")) {
    const std::size_t equals = each.find('=');
    if (equals == std::string::npos) {
      return base::make_error("bad_alignment",
                              "\"" + each + "\" is no word with its value, such as code=payroll.",
                              "WORD");
    }
    words[each.substr(0, equals)] = each.substr(equals + 1);
  }
  const AlignmentChange change = TRY(read_alignment_change(words, call.today));
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.write());
  return tell(call, TRY(save_alignment(*lease, TRY(group_asked(call, *lease)), {change},
                                       writing_of(call), anybody, keep_of(call))));
}

}  // namespace

std::vector<base::Command> alignment_commands() {
  const base::CommandOption group = {"group", Value, "Whose matrix: UID or name of a group",
                                     "GROUP"};
  const base::CommandOption authority = {"authority", Value, "The same of an authority",
                                         "AUTHORITY"};
  const base::CommandOption dry = {"dry-run", Flag, "Only show what would change"};
  const base::CommandOption reason = {"reason", Value, "Why, for the audit trail", "TEXT"};
  return {
      {"alignment show",
       "Show what the schools of a group do in common, on a day",
       "Functions by area and phase: the approach with the schools counted, direction of travel, "
       "what is overdue and what falls away.\n"
       "Example: guildhall alignment show --group 90001 --area finance --on 2026-09-01",
       {group,
        authority,
        {"on", Value, "The day (today)", "DATE"},
        {"area", Value, "standards, inclusion, finance, services, governance", "AREA"},
        {"phase", Value, "primary, secondary, special", "PHASE"},
        {"approach", Value, "central, common, in_some, individual, delegated", "APPROACH"},
        {"in-motion", Flag, "Only what is in motion in the school year of the day"},
        {"movement", Flag, "Entries by approach over the years up to the day, as CSV"},
        {"csv", Flag, "As CSV"}},
       run_show},
      {"alignment export",
       "Print an alignment matrix as a text that can be edited and imported",
       "Without a group the sample that is shipped.\n"
       "Example: guildhall alignment export --group 90001 > matrix.txt",
       {group, authority},
       run_export},
      {"alignment import",
       "Take an alignment matrix from its text",
       "The group gets a matrix where it has none. Entries that stand already are passed over; "
       "others are added, or take the place of those of the same day. Without a file the sample "
       "that is shipped, for a group that has no matrix yet.\n"
       "Example: guildhall alignment import matrix.txt --group 90001 --dry-run",
       {{"FILE", Positional, "The text; none: the sample"},
        group,
        authority,
        {"start", Value, "What \"start\" means in it (today)", "DATE"},
        dry,
        reason},
       run_import},
      {"alignment set",
       "Change one entry of an alignment matrix",
       "CHANGE is function, adoption, withdraw_function, withdraw_adoption or heading (title and "
       "evidence_months); the words are those of the text, and number for an entry that was made "
       "by mistake.\n"
       "Example: guildhall alignment set adoption code=ict school=990866 level=adopted "
       "since=2026-01-05 evidence='Seen on a visit' --group 90001",
       {{"CHANGE", Positional, "What is changed", "", true},
        {"WORD", PositionalList, "Words with their values: code=payroll", "", true},
        group,
        authority,
        dry,
        reason},
       run_set},
  };
}

}  // namespace delegation
