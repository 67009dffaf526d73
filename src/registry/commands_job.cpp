// guildhall job list | show | stop: imports that servers are asked for.
#include <ostream>

#include "base/text.hpp"
#include "registry/api_job.hpp"
#include "registry/commands.hpp"

namespace registry {

namespace {

constexpr int listed_max = 100;

base::Result<JobId> job_asked(const base::Invocation& call) {
  const std::string text = call.value("NUMBER").value_or("");
  if (const auto number = base::parse_integer(text)) return JobId{*number};
  return base::make_error("bad_number",
                          "\"" + text +
                              "\" is not the number of a job. `guildhall job list` shows "
                              "them.",
                          "NUMBER");
}

base::Result<int> run_list(const base::Invocation& call) {
  sql::Database database = TRY(open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const std::vector<Job> found = TRY(jobs(*lease, listed_max));
  *call.out << (call.json ? jobs_json(found) : jobs_text(found));
  return 0;
}

base::Result<int> run_show(const base::Invocation& call) {
  const JobId id = TRY(job_asked(call));
  sql::Database database = TRY(open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const Job found = TRY(job(*lease, id));
  *call.out << (call.json ? TRY(job_json(found)) : jobs_text({found}) + found.report);
  return 0;
}

base::Result<int> run_stop(const base::Invocation& call) {
  const JobId id = TRY(job_asked(call));
  sql::Database database = TRY(open_existing(call));
  const sql::Lease lease = TRY(database.write());
  TRY(stop_job(*lease, id, call.now_s()));
  *call.out << "Job " << id.value << " is stopped, or will be at its next step.\n";
  return 0;
}

}  // namespace

std::vector<base::Command> job_commands() {
  using enum base::OptionKind;
  const base::CommandOption number = {"NUMBER", Positional, "The number of the job", "", true};
  std::vector<base::Command> made;
  made.push_back({"job list",
                  "List jobs: imports that servers were asked for",
                  "The newest first. A server does them. Example: guildhall job list --json",
                  {},
                  run_list});
  made.push_back({"job show",
                  "Show a job and its report",
                  "Example: guildhall job show 12",
                  {number},
                  run_show});
  made.push_back({"job stop",
                  "Stop a job",
                  "One that waits is over at once. One that runs stops at its next step; on SQLite "
                  "use its page, for nobody else can write meanwhile. One whose server is gone is "
                  "over at the next start. Nothing is changed.\nExample: "
                  "guildhall job stop 12",
                  {number},
                  run_stop});
  return made;
}

}  // namespace registry
