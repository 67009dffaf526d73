// Imports in words and in JSON.
#include "registry/api_report.hpp"

#include <algorithm>
#include <array>

#include "base/date.hpp"
#include "base/text.hpp"
#include "web/json.hpp"

namespace registry {

namespace {

constexpr std::size_t remarks_shown_max = 20;

struct CountWords {
  std::string_view name;
  std::string_view label;
};

constexpr std::array<CountWords, 15> count_words = {{
    {"schools_new", "new schools"},
    {"schools_changed", "schools with changed facts"},
    {"schools_gone", "schools no longer named by any file"},
    {"opened", "entries opened"},
    {"closed", "entries closed"},
    {"renamed", "schools renamed"},
    {"joined_trust", "joined a trust"},
    {"left_trust", "left a trust"},
    {"moved_trust", "moved to another trust"},
    {"linked", "new links between schools"},
    {"links_circular", "of them circular: not followed"},
    {"links_one_sided", "of them said by one side only"},
    {"links_contradicted", "of them against the statuses: not followed"},
    {"groups_new", "new groups"},
    {"clusters_new", "new clusters"},
}};

std::string line_of(std::int64_t number, std::string_view what) {
  std::string text = base::with_thousands(number);
  return std::string(text.size() < 9 ? 9 - text.size() : 0, ' ') + text + "  " + std::string(what) +
         "\n";
}

std::string file_text(const FileReport& file) {
  std::string text = file.name + ": " + base::with_thousands(file.rows_read) + " rows, " +
                     (file.kind == "group_links" ? std::string("group links") : file.kind) +
                     " as of " + file.as_of.long_form() + " (" + file.as_of_reason + ")\n";
  if (file.already) return text + "    imported already for this day: nothing to do\n";
  auto told = [&](bool bad, std::string_view what) {
    auto count = std::count_if(file.remarks.begin(), file.remarks.end(),
                               [&](const Remark& remark) { return remark.bad == bad; });
    if (count == 0) return;
    text += "    " + base::with_thousands(count) + " " + std::string(what) + "\n";
    std::size_t shown = 0;
    for (const Remark& remark : file.remarks) {
      if (remark.bad == bad && shown++ < remarks_shown_max) text += remark_text(remark);
    }
    if (shown > remarks_shown_max) {
      text += "    ... and " +
              base::with_thousands(static_cast<std::int64_t>(shown - remarks_shown_max)) +
              " more; --json gives all\n";
    }
  };
  told(true, "rows could not be read and were left out:");
  told(false, "rows were read, but look at them:");
  if (file.rows_left_out > 0) {
    text += "    " + base::with_thousands(file.rows_left_out) +
            " rows repeat others or are about children's centres, and were passed over\n";
  }
  return text;
}

void write_remarks(web::JsonWriter& json, const std::vector<Remark>& remarks) {
  json.key("remarks");
  json.begin_array();
  for (const Remark& remark : remarks) {
    json.begin_object();
    json.member("line", remark.line);
    json.member("severity", remark.bad ? "bad" : "note");
    json.member("column", remark.column);
    json.member("value", remark.value);
    json.member("reason", remark.reason);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string remark_text(const Remark& remark) {
  std::string text = "    line " + std::to_string(remark.line);
  if (!remark.column.empty()) text += ", " + remark.column;
  if (!remark.value.empty()) text += ", \"" + remark.value + "\"";
  return text + ": " + remark.reason + "\n";
}

std::string_view count_label(std::string_view name) {
  for (const CountWords& words : count_words) {
    if (words.name == name) return words.label;
  }
  return name;
}

std::string report_text(const ImportReport& report, bool dry_run) {
  std::string text;
  for (const FileReport& file : report.files) text += file_text(file);
  bool nothing = std::all_of(report.files.begin(), report.files.end(),
                             [](const FileReport& file) { return file.already; });
  if (!report.files.empty() && nothing) return text + "Nothing changed.\n";
  text += dry_run ? "This would happen:\n" : "This happened:\n";
  std::string counts;
  for (const auto& [name, number] : report.changes.counts()) {
    if (number != 0) counts += line_of(number, count_label(name));
  }
  text += counts.empty() ? "        no fact changed\n" : counts;
  if (dry_run) return text + "Nothing was saved: this was a dry run.\n";
  return text + "Saved as import number " + std::to_string(report.import_id) +
         ". It can be undone with: guildhall import undo " + std::to_string(report.import_id) +
         "\n";
}

std::string report_json(const ImportReport& report, bool dry_run) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("dry_run", dry_run);
  json.key("import");
  report.import_id == 0 ? json.value(nullptr) : json.value(report.import_id);
  json.key("changes");
  json.begin_object();
  for (const auto& [name, number] : report.changes.counts()) json.member(name, number);
  json.end_object();
  json.key("files");
  json.begin_array();
  for (const FileReport& file : report.files) {
    json.begin_object();
    json.member("name", file.name);
    json.member("kind", file.kind);
    json.member("as_of", file.as_of.iso());
    json.member("as_of_reason", file.as_of_reason);
    json.member("rows_read", file.rows_read);
    json.member("rows_bad", file.rows_bad);
    json.member("rows_left_out", file.rows_left_out);
    json.member("rows_new", file.evidence_new);
    json.member("already_imported", file.already);
    write_remarks(json, file.remarks);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

std::string imports_text(const std::vector<ImportRow>& imports) {
  if (imports.empty()) return "Nothing has been imported yet.\n";
  std::string text;
  for (const ImportRow& row : imports) {
    text += std::to_string(row.id) + "  " + base::moment(row.recorded_at) + "  ";
    text += row.action == "undo" ? "undid import " + std::to_string(row.undoes) + "\n" : "import\n";
    if (row.undone_by != 0) {
      text += "    undone by number " + std::to_string(row.undone_by) + "\n";
    }
    for (const SourceRow& source : row.sources) {
      text += "    " + source.name + ": " + source.kind + " as of " + source.as_of.long_form() +
              ", " + base::with_thousands(source.rows_read) + " rows, " +
              base::with_thousands(source.rows_bad) + " bad\n";
    }
    for (const auto& [name, number] : row.counts) {
      if (number != 0) text += line_of(number, count_label(name));
    }
  }
  return text;
}

std::string imports_json(const std::vector<ImportRow>& imports) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.key("imports");
  json.begin_array();
  for (const ImportRow& row : imports) {
    json.begin_object();
    json.member("id", row.id);
    json.member("action", row.action);
    if (row.undoes != 0) json.member("undoes", row.undoes);
    if (row.undone_by != 0) json.member("undone_by", row.undone_by);
    json.member("recorded_at_s", row.recorded_at);
    json.key("changes");
    json.begin_object();
    for (const auto& [name, number] : row.counts) json.member(name, number);
    json.end_object();
    json.key("files");
    json.begin_array();
    for (const SourceRow& source : row.sources) {
      json.begin_object();
      json.member("id", source.id);
      json.member("name", source.name);
      json.member("kind", source.kind);
      json.member("as_of", source.as_of.iso());
      json.member("rows_read", source.rows_read);
      json.member("rows_bad", source.rows_bad);
      json.member("in_force", source.in_force);
      json.end_object();
    }
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

}  // namespace registry
