// What the files of commands of this room share.
#pragma once

#include <string>
#include <vector>

#include "governance/store_text.hpp"
#include "registry/commands.hpp"

namespace governance {

// Error: bad_number.
base::Result<std::int64_t> number_of(const base::Invocation& call, std::string_view name);
Writing writing_of(const base::Invocation& call);
// Whoever has the database may do all.
base::Result<std::string> anybody(const guard::UnitPath& path);
// The text of FILE. Error: file_unreadable.
base::Result<std::string> file_of(const base::Invocation& call);

// "PATH show" and "PATH save" of a text of our own.
struct TextCommand {
  const TextKind* kind = nullptr;
  std::string path;  // "governance retention"
  std::string file;  // "retention.txt", of the example
  std::string spec;  // "docs/spec/governance.md"
  SaveText save;
  std::string member = "text";  // of what --json answers
};
std::vector<base::Command> text_commands(const TextCommand& text);
// Those of this room: rules, calendar, retention, skills.
std::vector<base::Command> commands_of_texts();

// guildhall governance retention ..., governance purge
std::vector<base::Command> commands_of_kept();
// guildhall skills, governance skills ...
std::vector<base::Command> commands_of_skills();

}  // namespace governance
