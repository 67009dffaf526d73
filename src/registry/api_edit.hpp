// Edits told to people and to scripts.
#pragma once

#include <string>
#include <vector>

#include "registry/store_edit_words.hpp"
#include "web/json.hpp"

namespace registry {

// The member "changes" of an object: what is otherwise by an edit.
void write_changes(web::JsonWriter& json, const EditPreview& preview);
std::string saved_text(const SavedEdit& saved);
std::string saved_json(const SavedEdit& saved);
std::string edits_text(const std::vector<EditRow>& rows);
std::string edits_json(const std::vector<EditRow>& rows);
std::string edits_report_text(const EditsReport& report, bool dry_run);
std::string edits_report_json(const EditsReport& report, bool dry_run);
std::string disagreements_text(const std::vector<Disagreement>& found);
std::string disagreements_json(const std::vector<Disagreement>& found);

}  // namespace registry
