// Edits in words and in JSON.
#include "registry/api_edit.hpp"

#include "base/text.hpp"
#include "registry/api_report.hpp"

namespace registry {

namespace {

std::string rows_text(const std::vector<ChangedRow>& rows) {
  std::string text;
  for (const ChangedRow& row : rows) {
    text += "    " + row.label + ": " + (row.before.empty() ? "nothing" : row.before) + " -> " +
            (row.after.empty() ? "nothing" : row.after) + "\n";
  }
  return text.empty() ? "    nothing changes\n" : text;
}

void write_preview(web::JsonWriter& json, const SavedEdit& saved) {
  json.begin_object();
  json.member("edit", saved.id);
  json.member("sentence", saved.preview.sentence);
  json.member("version", saved.preview.version);
  write_changes(json, saved.preview);
  json.end_object();
}

void write_edit(web::JsonWriter& json, const EditRow& row) {
  const Edit& edit = row.edit;
  json.member("edit", edit.id);
  json.member("recorded_at", edit.recorded_at);
  json.member("actor", edit.actor);
  json.member("kind", edit_code(edit.kind));
  json.member("sentence", row.sentence);
  json.member("reason", edit.reason);
  json.member("in_force", row.withdrawn_by == 0);
  if (row.withdrawn_by != 0) json.member("withdrawn_by", row.withdrawn_by);
  if (edit.undoes != 0) json.member("undoes", edit.undoes);
}

void write_remark(web::JsonWriter& json, const Remark& remark) {
  json.begin_object();
  json.member("line", remark.line);
  json.member("column", remark.column);
  json.member("value", remark.value);
  json.member("reason", remark.reason);
  json.end_object();
}

constexpr auto indented = web::JsonWriter::Layout::Indented;

}  // namespace

void write_changes(web::JsonWriter& json, const EditPreview& preview) {
  json.key("changes");
  json.begin_array();
  for (const ChangedRow& row : preview.rows) {
    json.begin_object();
    json.member("what", row.label);
    json.member("before", row.before);
    json.member("after", row.after);
    json.end_object();
  }
  json.end_array();
}

std::string saved_text(const SavedEdit& saved) {
  const std::string head = saved.id == 0 ? "Nothing was saved; this would be done:\n  "
                                         : "Edit " + std::to_string(saved.id) + " was saved:\n  ";
  return head + saved.preview.sentence + "\n" + rows_text(saved.preview.rows);
}

std::string saved_json(const SavedEdit& saved) {
  web::JsonWriter json(indented);
  write_preview(json, saved);
  return json.take();
}

std::string edits_text(const std::vector<EditRow>& rows) {
  std::string text;
  for (const EditRow& row : rows) {
    text += std::to_string(row.edit.id) + "  " + base::moment(row.edit.recorded_at) + ", " +
            row.edit.actor + ": " + row.sentence;
    if (row.withdrawn_by != 0) {
      text += " (withdrawn by edit " + std::to_string(row.withdrawn_by) + ")";
    }
    text += "\n";
    if (!row.edit.reason.empty()) text += "    " + row.edit.reason + "\n";
  }
  return text.empty() ? "No edits.\n" : text;
}

std::string edits_json(const std::vector<EditRow>& rows) {
  web::JsonWriter json(indented);
  json.begin_object();
  json.key("edits");
  json.begin_array();
  for (const EditRow& row : rows) {
    json.begin_object();
    write_edit(json, row);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

std::string edits_report_text(const EditsReport& report, bool dry_run) {
  std::string text;
  for (const SavedEdit& each : report.saved) {
    text += (each.id == 0 ? "  " : "Edit " + std::to_string(each.id) + ": ") +
            each.preview.sentence + "\n" + rows_text(each.preview.rows);
  }
  for (const Remark& remark : report.remarks) text += remark_text(remark);
  text += base::with_thousands(static_cast<std::int64_t>(report.rows)) + " rows read; ";
  if (!report.remarks.empty() || dry_run) return text + "nothing was saved.\n";
  return text + std::to_string(report.saved.size()) + " edits were saved.\n";
}

std::string edits_report_json(const EditsReport& report, bool dry_run) {
  web::JsonWriter json(indented);
  json.begin_object();
  json.member("rows", report.rows);
  json.member("saved", report.remarks.empty() && !dry_run);
  json.key("edits");
  json.begin_array();
  for (const SavedEdit& each : report.saved) write_preview(json, each);
  json.end_array();
  json.key("errors");
  json.begin_array();
  for (const Remark& remark : report.remarks) write_remark(json, remark);
  json.end_array();
  json.end_object();
  return json.take();
}

std::string disagreements_text(const std::vector<Disagreement>& found) {
  std::string text;
  for (const Disagreement& each : found) {
    text += "Edit " + std::to_string(each.row.edit.id) + ": " + each.row.sentence + "\n    " +
            each.file + ", as of " + each.on.long_form() + ", " +
            (each.file_says.empty() ? "states otherwise" : "says " + each.file_says) + "\n";
  }
  return text.empty() ? "No file contradicts an edit.\n" : text;
}

std::string disagreements_json(const std::vector<Disagreement>& found) {
  web::JsonWriter json(indented);
  json.begin_object();
  json.key("disagreements");
  json.begin_array();
  for (const Disagreement& each : found) {
    json.begin_object();
    write_edit(json, each.row);
    json.member("subject_kind", each.subject.kind);
    json.member("subject", each.subject.name);
    json.member("file", each.file);
    json.member("as_of", each.on.iso());
    json.member("file_says", each.file_says);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

}  // namespace registry
