// The room access's commands.
#include "access/room.hpp"

#include "access/commands.hpp"

namespace guard {

std::vector<base::Command> commands(const FindUnit& find_unit) {
  std::vector<base::Command> all = user_commands(find_unit);
  const std::vector<base::Command> audit = audit_commands();
  all.insert(all.end(), audit.begin(), audit.end());
  return all;
}

}  // namespace guard
