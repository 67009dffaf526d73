// A file of people and bodies, as all faces take it: changes as rows, or the register's extract of
// governors. First it is looked at, row by row; then exactly what was seen is saved.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "governance/store_gias.hpp"

namespace governance {

struct FileView {
  bool gias = false;  // the register's layout
  std::size_t rows = 0;
  std::size_t unchanged = 0;       // that say what is here already
  std::vector<GiasNote> notes;     // with effects, disagreements, posts that are missing
  std::vector<GiasRemark> errors;  // rows that cannot be used
  std::string version;             // of all that; "" where nothing can be saved
  bool saved = false;

  std::size_t count(GiasNoteKind kind) const;
};

// Whether the first line is that of the register's extract.
bool is_gias_layout(std::string_view text);

// Nothing is kept. Errors: those of the file as a whole.
base::Result<FileView> look_at_file(sql::Connection& connection, std::string_view text,
                                    const Writing& writing, const May& may);
// Saves what look_at_file() showed under that version; without one, what the file says now. Of the
// register's extract rows that cannot be used are left out; changes are all saved or none. Errors:
// governance_conflict, bad_governance.
base::Result<FileView> save_file(sql::Connection& connection, std::string_view text,
                                 const std::optional<std::string>& version, const Writing& writing,
                                 const May& may);

std::string file_text(const FileView& view);
std::string file_json(const FileView& view);

}  // namespace governance
