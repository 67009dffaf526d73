// The two layouts behind one look.
#include "governance/api_files.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "web/json.hpp"

namespace governance {

namespace {

FileView view_of(const GiasReport& report, bool saved) {
  FileView view;
  view.gias = true;
  view.rows = report.plan.rows;
  view.unchanged = report.plan.unchanged;
  view.notes = report.plan.notes;
  view.errors = report.plan.remarks;
  if (!report.plan.empty()) view.version = report.version;
  view.saved = saved;
  return view;
}

// The changes of the file; what is wrong with rows goes to the view.
base::Result<std::vector<Change>> read(std::string_view text, FileView& view,
                                       std::vector<int>& lines) {
  std::vector<Change> changes;
  for (ChangeRow& row : TRY(read_changes(text))) {
    ++view.rows;
    if (!row.change.ok()) {
      const base::Error& error = row.change.error();
      view.errors.push_back({row.line, error.field, "", error.message});
      continue;
    }
    changes.push_back(std::move(row.change).value());
    lines.push_back(row.line);
  }
  if (view.rows == 0) return bad_change("file", "The file has no rows.");
  return changes;
}

base::Result<FileView> look_at_changes(sql::Connection& connection, std::string_view text,
                                       const Writing& writing, const May& may) {
  FileView view;
  std::vector<int> lines;
  const std::vector<Change> changes = TRY(read(text, view, lines));
  const auto tried = TRY(try_changes(connection, changes, writing, may));
  std::vector<Outcome> outcomes;
  for (std::size_t at = 0; at < tried.size(); ++at) {
    if (tried[at].ok()) {
      const Outcome& outcome = tried[at].value();
      outcomes.push_back(outcome);
      view.notes.push_back({GiasNoteKind::Effect, lines[at],
                            outcome.what + (outcome.new_person ? " They are new here." : "")});
    } else {
      const base::Error& error = tried[at].error();
      view.errors.push_back({lines[at], error.field, "", error.message});
    }
  }
  std::ranges::stable_sort(view.errors, {}, &GiasRemark::line);
  if (view.errors.empty()) view.version = version_of(outcomes);
  return view;
}

std::string_view word_of(GiasNoteKind kind) {
  switch (kind) {
    case GiasNoteKind::Effect: return "effects";
    case GiasNoteKind::Disagreement: return "disagreements";
    case GiasNoteKind::Missing: break;
  }
  return "missing";
}

void notes_text(const FileView& view, GiasNoteKind kind, std::string_view heading,
                std::string& text) {
  if (view.count(kind) == 0) return;
  text += std::string(heading) + "\n";
  for (const GiasNote& note : view.notes) {
    if (note.kind != kind) continue;
    text += "  " + (note.line == 0 ? "" : "line " + std::to_string(note.line) + ": ") + note.what +
            "\n";
  }
}

}  // namespace

std::size_t FileView::count(GiasNoteKind kind) const {
  return static_cast<std::size_t>(std::ranges::count(notes, kind, &GiasNote::kind));
}

bool is_gias_layout(std::string_view text) {
  const std::string head = base::lower_ascii(text.substr(0, text.find_first_of("\r\n")));
  return head.find("gid") != std::string::npos && head.find("surname") != std::string::npos;
}

base::Result<FileView> look_at_file(sql::Connection& connection, std::string_view text,
                                    const Writing& writing, const May& may) {
  if (!is_gias_layout(text)) return look_at_changes(connection, text, writing, may);
  return view_of(TRY(import_gias(connection, text, writing, may, Keep::Nothing)), false);
}

base::Result<FileView> save_file(sql::Connection& connection, std::string_view text,
                                 const std::optional<std::string>& version, const Writing& writing,
                                 const May& may) {
  if (is_gias_layout(text)) {
    return view_of(TRY(import_gias(connection, text, writing, may, Keep::All, version)), true);
  }
  FileView view;
  std::vector<int> lines;
  const std::vector<Change> changes = TRY(read(text, view, lines));
  if (!view.errors.empty()) return bad_change("file", view.errors.front().reason);
  const auto outcomes = TRY(save_changes(connection, changes, writing, may, Keep::All, version));
  for (std::size_t at = 0; at < outcomes.size(); ++at) {
    view.notes.push_back({GiasNoteKind::Effect, lines[at], outcomes[at].what});
  }
  view.saved = true;
  return view;
}

std::string file_text(const FileView& view) {
  std::string text;
  notes_text(view, GiasNoteKind::Effect, view.saved ? "Changed:" : "Would change:", text);
  notes_text(view, GiasNoteKind::Disagreement, "Otherwise here, and left as it is:", text);
  notes_text(view, GiasNoteKind::Missing, "Known here by number, and not in the file:", text);
  if (!view.errors.empty()) text += "Rows that cannot be used:\n";
  for (const GiasRemark& error : view.errors) {
    text += "  line " + std::to_string(error.line) + (error.column.empty() ? "" : ", ") +
            error.column + (error.value.empty() ? "" : " \"" + error.value + "\"") + ": " +
            error.reason + "\n";
  }
  text += std::to_string(view.rows) + " rows read, " + std::to_string(view.unchanged) +
          " as it is here already, " + std::to_string(view.count(GiasNoteKind::Effect)) +
          " changes, " + std::to_string(view.count(GiasNoteKind::Disagreement)) +
          " disagreements, " + std::to_string(view.errors.size()) + " that cannot be used.\n";
  return text;
}

std::string file_json(const FileView& view) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("layout", view.gias ? "gias" : "changes");
  json.member("saved", view.saved);
  json.member("rows", view.rows);
  json.member("unchanged", view.unchanged);
  for (const GiasNoteKind kind :
       {GiasNoteKind::Effect, GiasNoteKind::Disagreement, GiasNoteKind::Missing}) {
    json.key(word_of(kind));
    json.begin_array();
    for (const GiasNote& note : view.notes) {
      if (note.kind != kind) continue;
      json.begin_object();
      if (note.line != 0) json.member("line", note.line);
      json.member("what", note.what);
      json.end_object();
    }
    json.end_array();
  }
  json.key("errors");
  json.begin_array();
  for (const GiasRemark& error : view.errors) {
    json.begin_object();
    json.member("line", error.line);
    json.member("column", error.column);
    json.member("value", error.value);
    json.member("reason", error.reason);
    json.end_object();
  }
  json.end_array();
  json.member("version", view.version);
  json.end_object();
  return json.take();
}

}  // namespace governance
