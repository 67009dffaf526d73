// Jobs told to people and to scripts.
#include "registry/api_job.hpp"

#include <optional>

#include "web/json.hpp"
#include "web/json_read.hpp"

namespace registry {

namespace {

using web::JsonWriter;

void write_moment(JsonWriter& json, std::string_view name, std::int64_t seconds) {
  json.key(name);
  seconds == 0 ? json.value(nullptr) : json.value(seconds);
}

void write_job(JsonWriter& json, const Job& job, const std::optional<web::Json>& report) {
  json.begin_object();
  json.member("id", job.id.value);
  json.member("kind", job_word(job.kind));
  json.member("state", job_word(job.state));
  json.member("dry_run", job.dry_run);
  json.key("import");
  job.import_id == 0 ? json.value(nullptr) : json.value(job.import_id);
  json.member("asked_by", job.by.name);
  write_moment(json, "made_at", job.made_at);
  write_moment(json, "started_at", job.started_at);
  write_moment(json, "finished_at", job.finished_at);
  json.member("attempts", job.takes);
  json.member("step", job.step);
  json.member("percent", job.percent);
  json.member("error", job.error_code);
  json.member("message", job.error_message);
  json.key("files");
  json.begin_array();
  for (const JobFile& file : job.files) {
    json.begin_object();
    json.member("name", file.name);
    json.member("bytes", file.bytes);
    json.end_object();
  }
  json.end_array();
  json.key("report");
  report ? report->write(json) : json.value(nullptr);
  json.end_object();
}

std::string how_far(const Job& job) {
  if (job.state != JobState::Running || job.step.empty()) return "";
  return ", " + job.step + " " + std::to_string(job.percent) + " %";
}

}  // namespace

base::Result<std::string> job_json(const Job& job) {
  std::optional<web::Json> report;
  if (!job.report.empty()) {
    report = TRY(web::Json::parse(job.report, {.bytes_max = job.report.size()}));
  }
  JsonWriter json(JsonWriter::Layout::Indented);
  write_job(json, job, report);
  return json.take();
}

std::string jobs_json(const std::vector<Job>& jobs) {
  JsonWriter json(JsonWriter::Layout::Indented);
  json.begin_object();
  json.key("jobs");
  json.begin_array();
  for (const Job& job : jobs) write_job(json, job, std::nullopt);
  json.end_array();
  json.end_object();
  return json.take();
}

std::string jobs_text(const std::vector<Job>& jobs) {
  std::string text;
  for (const Job& job : jobs) {
    text += std::to_string(job.id.value) + "  " + base::moment(job.made_at) + "  " +
            std::string(job_word(job.kind)) + ", " + std::string(job_word(job.state)) +
            (job.dry_run ? " (dry run)" : "") + how_far(job) + ", asked for by " + job.by.name +
            "\n";
    for (const JobFile& file : job.files) text += "    " + file.name + "\n";
    if (!job.error_message.empty()) text += "    " + job.error_message + "\n";
  }
  return text.empty() ? "No jobs.\n" : text;
}

}  // namespace registry
