// All rooms that tell what a plan of the designer changes.
#pragma once

#include "design/store_enact.hpp"

namespace app {

// With what the registry knows: memberships, leads, trusts; then boards and who decides.
design::Contributors plan_contributors();

}  // namespace app
