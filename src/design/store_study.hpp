// What came of a study of moves, for who wants to go on from it.
#pragma once

#include <cstdint>

#include "design/store_facts.hpp"
#include "design/store_run.hpp"

namespace design {

// The point of a frontier at which so many schools move, as a plan to be kept with make_plan().
// Errors: bad_plan (the run is no such study, or has no such point), those of the facts.
base::Result<NewPlan> point_of(sql::Connection& connection, Benches& benches, const Run& run,
                               std::int64_t moves);

}  // namespace design
