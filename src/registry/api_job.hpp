// Jobs in JSON and in words.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "registry/store_job.hpp"
#include "registry/store_job_runner.hpp"

namespace registry {

std::string job_json(const Job& job, const std::optional<JobProgress>& progress);
std::string jobs_json(const std::vector<Job>& jobs);
std::string jobs_text(const std::vector<Job>& jobs);

}  // namespace registry
