// Jobs in JSON and in words.
#pragma once

#include <string>
#include <vector>

#include "registry/store_job.hpp"

namespace registry {

base::Result<std::string> job_json(const Job& job);
// Without their reports.
std::string jobs_json(const std::vector<Job>& jobs);
std::string jobs_text(const std::vector<Job>& jobs);

}  // namespace registry
