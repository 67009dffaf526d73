// The room registry's commands in one list.
#include "registry/room.hpp"

#include "registry/commands.hpp"

namespace registry {

std::vector<base::Command> commands() {
  std::vector<base::Command> all = import_commands();
  for (auto part : {look_commands(), figure_commands()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace registry
