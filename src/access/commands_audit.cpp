// guildhall audit verify | head | list | export
#include <algorithm>
#include <ostream>

#include "access/api.hpp"
#include "access/commands.hpp"
#include "access/store_audit.hpp"
#include "base/text.hpp"
#include "web/json.hpp"

namespace guard {
namespace {

using enum base::OptionKind;
using web::JsonWriter;

constexpr int limit_default = 50;
constexpr int limit_max = 10000;

base::Result<int> run_verify(const base::Invocation& call) {
  base::Result<Anchor> anchor =
      read_anchor(call.value("anchor").value_or(""), call.value("since").value_or(""));
  if (!anchor.ok()) {
    base::Error error = anchor.error();
    error.field = "--" + error.field;
    return error;
  }
  sql::Database database = TRY(open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const ChainReport report = TRY(verify_audit(*lease, anchor.value()));
  if (call.json) {
    *call.out << report_json(report);
    return report.whole() ? 0 : 1;
  }
  for (const ChainFault& fault : report.first) *call.out << fault.message << "\n";
  if (report.whole()) {
    *call.out << "The audit trail is whole: " << base::with_thousands(report.records)
              << (report.records == 1 ? " record." : " records.") << "\n";
  } else {
    *call.out << "The audit trail is NOT whole: " << base::with_thousands(report.faults)
              << (report.faults == 1 ? " fault." : " faults.") << "\n";
  }
  return report.whole() ? 0 : 1;
}

base::Result<int> run_head(const base::Invocation& call) {
  sql::Database database = TRY(open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const AuditHead head = TRY(audit_head(*lease));
  if (call.json) {
    JsonWriter json(JsonWriter::Layout::Indented);
    json.begin_object();
    json.member("seq", head.seq);
    json.member("hash", head.hash);
    json.end_object();
    *call.out << json.take();
  } else {
    *call.out << head.hash << "  record " << head.seq << "\n";
  }
  return 0;
}

base::Result<std::int64_t> number_of(const base::Invocation& call, std::string_view name,
                                     std::int64_t otherwise) {
  const std::optional<std::string> text = call.value(name);
  if (!text) return otherwise;
  const std::optional<std::int64_t> number = base::parse_integer(*text);
  if (number && *number > 0) return *number;
  return base::make_error("bad_number", "\"" + *text + "\" is not a number above nought.",
                          "--" + std::string(name));
}

// "cluster:12", or "cluster" for all of that kind.
base::Status read_subject(const std::string& text, AuditFilter& filter) {
  const auto colon = text.find(':');
  filter.subject_kind = text.substr(0, colon);
  if (colon == std::string::npos) return {};
  filter.subject_id = base::parse_integer(text.substr(colon + 1));
  if (filter.subject_id) return {};
  return base::make_error("bad_number",
                          "\"" + text + "\" names no subject. Write kind and number: cluster:12.",
                          "--subject");
}

void show_line(std::ostream& out, const AuditRecord& record) {
  const Act& act = record.act;
  out << record.seq << "  " << moment_text(act.recorded_at) << "  " << act.by.name << "  "
      << act.action << "  " << act.subject.kind << " " << act.subject.id;
  if (!act.subject.name.empty()) out << " (" << act.subject.name << ")";
  out << "\n";
  if (!act.old_values.empty()) out << "    was " << act.old_values << "\n";
  if (!act.new_values.empty()) out << "    now " << act.new_values << "\n";
  if (!act.by.reason.empty()) out << "    because " << act.by.reason << "\n";
}

base::Result<int> run_list(const base::Invocation& call) {
  AuditFilter filter;
  if (const auto text = call.value("subject")) TRY(read_subject(*text, filter));
  if (call.value("actor")) filter.actor = AccountId{TRY(number_of(call, "actor", 0))};
  filter.action = call.value("action").value_or("");
  filter.words = call.value("words").value_or("");
  if (call.value("before")) filter.before_seq = TRY(number_of(call, "before", 0));
  const std::int64_t limit =
      std::min<std::int64_t>(limit_max, TRY(number_of(call, "limit", limit_default)));
  sql::Database database = TRY(open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const std::vector<AuditRecord> found = TRY(search_audit(*lease, filter, static_cast<int>(limit)));
  if (call.json) {
    JsonWriter json(JsonWriter::Layout::Indented);
    json.begin_array();
    for (const AuditRecord& record : found) write_record(json, record);
    json.end_array();
    *call.out << json.take();
  } else {
    for (const AuditRecord& record : found) show_line(*call.out, record);
    if (found.empty()) *call.out << "No record matches.\n";
  }
  return 0;
}

base::Result<int> run_export(const base::Invocation& call) {
  sql::Database database = TRY(open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const auto view = TRY(sql::Transaction::begin_read(*lease));
  TRY(each_audit_record(*lease, [&](const AuditRecord& record) -> base::Status {
    JsonWriter json;
    write_record(json, record);
    *call.out << json.take() << "\n";
    return {};
  }));
  return 0;
}

}  // namespace

std::vector<base::Command> audit_commands() {
  std::vector<base::Command> made;
  made.push_back(
      {"audit verify",
       "Check that the audit trail is whole",
       "Reads every record and names those that were tampered with, taken away, inserted "
       "or exchanged; exit status 1 if there is one. With --anchor also whether the trail "
       "is still the one that had this hash; with --since too, only what came after it is "
       "read.\nExample: guildhall audit verify",
       {{"anchor", Value, "A hash that `audit head` printed before", "HASH", false},
        {"since", Value, "The number of the record that has it", "NUMBER", false}},
       run_verify});
  made.push_back({"audit head",
                  "Print the hash of the newest record",
                  "Keep it in another place, as an anchor for `audit verify`.\nExample: guildhall "
                  "audit head",
                  {},
                  run_head});
  made.push_back({"audit list",
                  "Search the audit trail",
                  "The newest first. An action such as account also finds account.close.\nExample: "
                  "guildhall audit list --subject cluster:12",
                  {{"subject", Value, "Kind and number, or a kind alone", "KIND:NUMBER", false},
                   {"actor", Value, "The number of the account that did it", "NUMBER", false},
                   {"action", Value, "What was done", "ACTION", false},
                   {"words", Value, "In the names or the reason", "TEXT", false},
                   {"before", Value, "Records before this number", "NUMBER", false},
                   {"limit", Value, "How many; 50 if not given", "NUMBER", false}},
                  run_list});
  made.push_back({"audit export",
                  "Print all records, a line of JSON each",
                  "The oldest first, with everything that the hashes are of.\nExample: guildhall "
                  "audit export > audit.jsonl",
                  {},
                  run_export});
  return made;
}

}  // namespace guard
