// What the commands of this room share.
#pragma once

#include <string>
#include <vector>

#include "access/room.hpp"
#include "base/command.hpp"
#include "sql/database.hpp"

namespace guard {

// The database of the call, which must be there, brought to the newest schema.
base::Result<sql::Database> open_existing(const base::Invocation& call);

// "2026-11-26 12:00:05 UTC"
std::string moment_text(std::int64_t seconds);

std::vector<base::Command> user_commands(const FindUnit& find_unit);
std::vector<base::Command> audit_commands();

}  // namespace guard
