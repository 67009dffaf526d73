// Figures of the server in Prometheus's text format, and whether it lives and is ready.
#include "app/operation.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "app/settings.hpp"
#include "base/errors.hpp"
#include "web/exposition.hpp"
#include "web/json.hpp"

namespace app {

namespace {

using web::Exposition;
using Type = Exposition::Type;

constexpr int ready_ms_max = 1000;
constexpr std::string_view no_route = "(none)";

double seconds(std::int64_t us) { return static_cast<double>(us) / 1'000'000; }

void put_one(Exposition& out, std::string_view name, Type type, std::string_view help,
             std::int64_t value) {
  out.family(name, type, help);
  out.sample({}, value);
}

void put_requests(Exposition& out, const std::vector<web::Meter::Series>& all) {
  out.family("guildhall_http_requests_total", Type::Counter,
             "Requests answered, by route, method and status.");
  for (const auto& each : all) {
    out.sample(
        {{"route", each.pattern}, {"method", each.method}, {"status", std::to_string(each.status)}},
        static_cast<std::int64_t>(each.requests));
  }
  // Durations and bytes by route alone: more would be many lines that nobody asks for.
  std::map<std::string, web::Meter::Series> routes;
  for (const auto& each : all) {
    auto& sum = routes[each.pattern];
    sum.requests += each.requests;
    sum.bytes += each.bytes;
    sum.duration_us += each.duration_us;
    for (std::size_t i = 0; i < sum.classes.size(); ++i) sum.classes[i] += each.classes[i];
  }
  out.family("guildhall_http_response_bytes_total", Type::Counter,
             "Bytes of bodies sent, by route, as they were sent.");
  for (const auto& [route, sum] : routes) {
    out.sample({{"route", route}}, static_cast<std::int64_t>(sum.bytes));
  }
  out.family("guildhall_http_request_duration_seconds", Type::Histogram,
             "From a request read whole to its answer sent, by route.");
  for (const auto& [route, sum] : routes) {
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < sum.classes.size(); ++i) {
      below += sum.classes[i];
      std::string bound = "+Inf";
      if (i < web::duration_us_bounds.size()) {
        web::JsonWriter number;
        number.value(seconds(web::duration_us_bounds[i]));
        bound = number.take();
      }
      out.part("_bucket", {{"route", route}, {"le", bound}}, static_cast<std::int64_t>(below));
    }
    out.part("_sum", {{"route", route}}, seconds(static_cast<std::int64_t>(sum.duration_us)));
    // Of the same counting as the classes, so that the last of them is always the count.
    out.part("_count", {{"route", route}}, static_cast<std::int64_t>(below));
  }
}

void put_load(Exposition& out, const web::ServerLoad& load) {
  put_one(out, "guildhall_http_connections", Type::Gauge, "Connections that are open.",
          static_cast<std::int64_t>(load.connections));
  put_one(out, "guildhall_http_requests_waiting", Type::Gauge, "Requests that wait for a worker.",
          static_cast<std::int64_t>(load.waiting));
  put_one(out, "guildhall_http_workers", Type::Gauge, "Workers that answer requests.",
          load.workers);
}

void put_database(Exposition& out, const sql::Usage& usage) {
  put_one(out, "guildhall_database_leases_total", Type::Counter,
          "Connections to the database lent to a request or a job.", usage.leases);
  put_one(out, "guildhall_database_waits_total", Type::Counter,
          "Leases that waited for a connection to come back.", usage.waits);
  out.family("guildhall_database_wait_seconds_total", Type::Counter,
             "How long they waited, together.");
  out.sample({}, seconds(usage.wait_us));
  put_one(out, "guildhall_database_refusals_total", Type::Counter,
          "Waits that ended without a connection.", usage.refusals);
  put_one(out, "guildhall_database_connections_lent", Type::Gauge, "Connections lent just now.",
          usage.lent);
}

void put_readiness(Exposition& out, const Readiness& ready) {
  put_one(out, "guildhall_ready", Type::Gauge, "1 when the database answers and has our schema.",
          ready.code.empty() ? 1 : 0);
  if (!ready.code.empty()) return;
  put_one(out, "guildhall_schema_version", Type::Gauge, "Number of the newest schema step.",
          ready.schema_version);
  put_one(out, "guildhall_registry_version", Type::Gauge,
          "Grows by one with every change of the registry.", ready.registry_version);
  out.family("guildhall_jobs", Type::Gauge, "Jobs by state.");
  for (const auto& [state, number] : ready.jobs) out.sample({{"state", state}}, number);
}

std::int64_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::int64_t pages = 0;
  file >> pages >> pages;
  return pages * sysconf(_SC_PAGESIZE);
}

std::int64_t open_files() {
  std::error_code code;
  const std::filesystem::directory_iterator files("/proc/self/fd", code);
  return code ? 0 : std::distance(begin(files), end(files));
}

void put_process(Exposition& out, std::int64_t start_s, std::int64_t now_s) {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto of = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + seconds(time.tv_usec);
  };
  out.family("process_cpu_seconds_total", Type::Counter, "Processor time used.");
  out.sample({}, of(usage.ru_utime) + of(usage.ru_stime));
  put_one(out, "process_resident_memory_bytes", Type::Gauge, "Memory in use.", resident_bytes());
  put_one(out, "process_open_fds", Type::Gauge, "Files and connections that are open.",
          open_files());
  put_one(out, "process_start_time_seconds", Type::Gauge, "When the server began, since 1970.",
          start_s);
  put_one(out, "guildhall_uptime_seconds", Type::Gauge, "How long the server has run.",
          now_s - start_s);
}

}  // namespace

Operation::Operation(sql::Database& database, const base::Settings& settings,
                     std::function<std::int64_t()> now_s, std::string version)
    : database_(database),
      now_s_(std::move(now_s)),
      version_(std::move(version)),
      start_s_(now_s_()),
      metrics_on_(settings.truth("metrics.on")),
      readers_(networks_of(settings, "metrics.readers")),
      probe_([&database] { return look_at(database); }, ready_ms_max) {}

bool Operation::is_operation(const web::Request& request) {
  return request.path == "/healthz" || request.path == "/readyz" || request.path == "/metrics";
}

void Operation::add_pages(web::Router& router) {
  const auto add = [&router](const char* path, const char* help, web::Handler handler) {
    router.add({.pattern = path,
                .help = help,
                .example = path,
                .audience = web::Audience::Anyone,
                .kind = web::RouteKind::Operation,
                .handler = std::move(handler)});
  };
  add("/healthz", "Whether the server lives: for those who look after it", [](const web::Request&) {
    web::Response response;
    response.content_type = "text/plain; charset=utf-8";
    response.body = "ok\n";
    return response;
  });
  add("/readyz", "Whether the database answers and has our schema",
      [this](const web::Request&) { return readiness(); });
  if (!metrics_on_) return;
  add("/metrics", "Figures of the server in Prometheus's text format",
      [this](const web::Request& request) { return metrics(request); });
}

void Operation::count(const web::LogEntry& entry) {
  if (entry.status == 0) return;
  meter_.count({entry.pattern.empty() ? no_route : entry.pattern,
                entry.method.empty() ? no_route : entry.method, entry.status, entry.duration_us,
                entry.bytes});
}

web::Response Operation::readiness() {
  const Readiness ready = probe_.ask();
  web::JsonWriter json;
  json.begin_object();
  json.member("ready", ready.code.empty());
  web::Response response;
  if (ready.code.empty()) {
    json.member("schema_version", ready.schema_version);
  } else {
    // The words of the table: those of the error itself name the place of the database.
    const base::ErrorRow* row = base::find_error(ready.code);
    CHECK(row != nullptr);
    response.status = 503;
    response.error_code = ready.code;
    json.member("error", ready.code);
    json.member("message", row->meaning);
  }
  json.end_object();
  response.content_type = "application/json";
  response.body = json.take() + "\n";
  return response;
}

bool Operation::may_read(const web::Request& request) const {
  if (!web::contains(readers_, request.peer)) return false;
  // A proxy on this machine that is not trusted has the address of this machine, and so would
  // everybody who comes through it.
  const auto own = {*web::Network::parse("127.0.0.0/8"), *web::Network::parse("::1")};
  const bool forwarded = request.headers.contains("x-forwarded-for") ||
                         request.headers.contains("forwarded") ||
                         request.headers.contains("x-real-ip");
  return !forwarded || !web::contains(own, request.peer);
}

base::Result<web::Response> Operation::metrics(const web::Request& request) {
  if (!may_read(request)) {
    return base::make_error("metrics_refused",
                            "The figures of the server may not be read from here. The setting "
                            "metrics.readers says from where.");
  }
  Exposition out;
  out.family("guildhall_build_info", Type::Gauge, "Always 1; the label says which program.");
  out.sample({{"version", version_}}, std::int64_t{1});
  put_requests(out, meter_.series());
  if (load_) put_load(out, load_());
  put_database(out, database_.usage());
  put_readiness(out, probe_.ask());
  put_process(out, start_s_, now_s_());
  web::Response response;
  response.content_type = Exposition::content_type;
  response.body = out.take();
  return response;
}

}  // namespace app
