// Putting the rooms together.
#include "app/rooms.hpp"

#include "app/serve.hpp"
#include "app/settings.hpp"
#include "registry/room.hpp"

namespace app {

std::vector<base::Command> commands() {
  std::vector<base::Command> all = registry::commands();
  for (auto part : {serve_commands(), database_commands(), care_commands(), settings_commands()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace app
