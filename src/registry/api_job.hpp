// Jobs in JSON and in words.
#pragma once

#include <string>
#include <vector>

#include "registry/store_job.hpp"

namespace registry {

std::string job_json(const Job& job);
std::string jobs_json(const std::vector<Job>& jobs);
std::string jobs_text(const std::vector<Job>& jobs);

}  // namespace registry
