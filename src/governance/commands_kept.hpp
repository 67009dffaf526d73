// What the files of commands of this room share.
#pragma once

#include <string>
#include <vector>

#include "governance/store_change.hpp"
#include "registry/commands.hpp"

namespace governance {

// Error: bad_number.
base::Result<std::int64_t> number_of(const base::Invocation& call, std::string_view name);
Writing writing_of(const base::Invocation& call);
// The text of FILE. Error: file_unreadable.
base::Result<std::string> file_of(const base::Invocation& call);

// guildhall governance retention ..., governance purge
std::vector<base::Command> commands_of_kept();
// guildhall skills, governance skills ...
std::vector<base::Command> commands_of_skills();

}  // namespace governance
