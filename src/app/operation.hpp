// For those who look after a running server: /healthz, /readyz and /metrics.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "app/ready.hpp"
#include "base/settings.hpp"
#include "sql/database.hpp"
#include "web/meter.hpp"
#include "web/network.hpp"
#include "web/router.hpp"
#include "web/server.hpp"

namespace app {

class Operation {
 public:
  // `database` must outlive it.
  Operation(sql::Database& database, const base::Settings& settings,
            std::function<std::int64_t()> now_s, std::string version);

  // /healthz, /readyz and, where the settings have it, /metrics.
  void add_pages(web::Router& router);
  // What the server's own worker for these pages answers; see ServerOptions::is_operation.
  static bool is_operation(const web::Request& request);

  // Counts an answer; to be called for each entry of the log. Trouble without a request is none.
  void count(const web::LogEntry& entry);
  // Where to read how busy the server is; before it runs.
  void watch(std::function<web::ServerLoad()> load) { load_ = std::move(load); }

 private:
  web::Response readiness();
  base::Result<web::Response> metrics(const web::Request& request);
  bool may_read(const web::Request& request) const;

  sql::Database& database_;
  std::function<std::int64_t()> now_s_;
  std::string version_;
  std::int64_t start_s_;
  bool metrics_on_;
  std::vector<web::Network> readers_;
  web::Meter meter_;
  std::function<web::ServerLoad()> load_;
  ReadyProbe probe_;
};

}  // namespace app
