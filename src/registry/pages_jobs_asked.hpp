// What can be asked of jobs, for pages and for the API alike. Each function first asks whether who
// asks may import everything (error: not_allowed).
#pragma once

#include <string>
#include <vector>

#include "registry/pages.hpp"
#include "registry/store_job.hpp"
#include "web/form_data.hpp"

namespace registry {

// The right to import everything, as the one who does it.
base::Result<guard::Doer> importer(const Context& context, const web::Request& request,
                                   std::string reason);

// The newest, without their reports; and the one in the address, as far as it is by now.
base::Result<std::vector<Job>> jobs_asked(const Context& context, const web::Request& request);
base::Result<Job> job_asked(const Context& context, const web::Request& request);

// Keeps the files, and has a dry run made; `job.by` is whom importer() gave. Error:
// job_without_files.
base::Result<JobId> begin_import(const Context& context, Job job,
                                 const std::vector<const web::Upload*>& files);
// A dry run of undoing the import in the address.
base::Result<JobId> begin_undo(const Context& context, const web::Request& request);

// Of the job in the address, whose number it is.
base::Result<JobId> confirm_asked(const Context& context, const web::Request& request);
base::Result<JobId> stop_asked(const Context& context, const web::Request& request);

}  // namespace registry
