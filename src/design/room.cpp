// The room design's commands.
#include "design/room.hpp"

#include "design/commands.hpp"

namespace design {

std::vector<base::Command> commands() {
  std::vector<base::Command> all = design_commands();
  for (const auto& part : {scenario_commands(), plan_commands(), worker_commands()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace design
