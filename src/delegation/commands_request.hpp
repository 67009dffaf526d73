// guildhall request list|show|ask|step|decide|withdraw|agenda|findings
#pragma once

#include <vector>

#include "base/command.hpp"

namespace delegation {

std::vector<base::Command> request_commands();

}  // namespace delegation
