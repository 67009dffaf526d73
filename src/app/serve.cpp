// guildhall serve
#include "app/serve.hpp"

#include "base/text.hpp"

namespace app {

std::vector<base::Command> serve_commands() { return {}; }

}  // namespace app
