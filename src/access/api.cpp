// JSON of this room.
#include "access/api.hpp"

#include "base/text.hpp"

namespace guard {

using web::JsonWriter;

void write_grant(JsonWriter& json, const GrantRow& row) {
  const Grant& grant = row.grant;
  json.begin_object();
  json.member("id", grant.id.value);
  json.member("role", name_of(grant.role));
  json.member("unit_kind", name_of(grant.unit.kind));
  json.member("unit_id", grant.unit.id);
  json.member("unit", grant.unit.name);
  json.member("from", grant.period.open_start() ? "" : grant.period.from().iso());
  json.member("until", grant.period.open_end() ? "" : grant.period.until().iso());
  json.end_object();
}

void write_account(JsonWriter& json, const Account& account, const std::vector<GrantRow>& rows) {
  json.begin_object();
  json.member("id", account.id.value);
  json.member("email", account.email);
  json.member("name", account.name);
  json.member("state", name_of(account.state));
  json.member("second_factor", account.second_factor);
  json.key("grants");
  json.begin_array();
  for (const GrantRow& row : rows) {
    if (row.account == account.id && row.revoked_at == 0) write_grant(json, row);
  }
  json.end_array();
  json.end_object();
}

std::string accounts_json(const std::vector<Account>& all, const std::vector<GrantRow>& rows) {
  JsonWriter json(JsonWriter::Layout::Indented);
  json.begin_array();
  for (const Account& account : all) write_account(json, account, rows);
  json.end_array();
  return json.take();
}

void write_record(JsonWriter& json, const AuditRecord& record) {
  const Act& act = record.act;
  json.begin_object();
  json.member("seq", record.seq);
  json.member("recorded_at", act.recorded_at);
  json.member("actor_id", act.by.account.value);
  json.member("actor_name", act.by.name);
  json.member("via", name_of(act.by.via));
  json.member("via_id", act.by.via_id);
  json.member("action", act.action);
  json.member("subject_kind", act.subject.kind);
  json.member("subject_id", act.subject.id);
  json.member("subject_name", act.subject.name);
  // As texts, not as objects: the hash is of these very bytes.
  json.member("old_values", act.old_values);
  json.member("new_values", act.new_values);
  json.member("reason", act.by.reason);
  json.member("power", act.by.power);
  json.member("previous", record.previous);
  json.member("hash", record.hash);
  json.end_object();
}

std::string report_json(const ChainReport& report) {
  JsonWriter json(JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("whole", report.whole());
  json.member("records", report.records);
  json.member("left", report.left);
  json.member("last_seq", report.last.seq);
  json.member("last_hash", report.last.hash);
  json.member("faults", report.faults);
  json.key("first_faults");
  json.begin_array();
  for (const ChainFault& fault : report.first) {
    json.begin_object();
    json.member("seq", fault.seq);
    json.member("message", fault.message);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

base::Result<AuditLook> audit_look(const web::Request& request) {
  const auto asked = [&](std::string_view name) { return request.query.get_or(name, ""); };
  AuditLook look;
  look.anchor = TRY(read_anchor(asked("anchor"), asked("since"), asked("sought")));
  if (asked("most").empty()) return look;
  const std::int64_t most = base::parse_integer(asked("most")).value_or(0);
  if (most < 1 || most > look.most) {
    return base::make_error("bad_number", "Give a number of records from 1 to 100,000.", "most");
  }
  look.most = most;
  return look;
}

}  // namespace guard
