// /healthz, /readyz and /metrics. The text of the figures is read by a strict reader of its own.
#include "app/operation.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <future>
#include <map>
#include <regex>
#include <set>

#include "app/settings.hpp"
#include "base/text.hpp"
#include "sql/database_testing.hpp"
#include "sql/migrate.hpp"

namespace app {

namespace {

// The text format 0.0.4: each family with HELP and TYPE, then its samples and no others; no sample
// twice; classes of a histogram that grow to +Inf, which is the count.
class Reader {
 public:
  void read(const std::string& text) {
    ASSERT_FALSE(text.empty());
    ASSERT_EQ(text.back(), '\n');
    const std::string_view lines = std::string_view(text).substr(0, text.size() - 1);
    for (const std::string_view each : base::split(lines, '\n')) {
      line(std::string(each));
    }
    for (const auto& [family, type] : types_) {
      if (type == "histogram") histogram(family);
    }
  }
  double operator[](const std::string& sample) const {
    const auto found = samples_.find(sample);
    EXPECT_NE(found, samples_.end()) << sample;
    return found == samples_.end() ? -1 : found->second;
  }
  bool has(const std::string& sample) const { return samples_.contains(sample); }

 private:
  void line(const std::string& text) {
    static const std::regex help(R"(# HELP ([a-z_][a-z0-9_]*) \S.*\.)");
    static const std::regex type(R"(# TYPE ([a-z_][a-z0-9_]*) (counter|gauge|histogram))");
    static const std::regex sample(R"re(([a-z_][a-z0-9_]*)(\{([a-z_]+="([^"\\]|\\["\\n])*")re"
                                   R"re((,[a-z_]+="([^"\\]|\\["\\n])*")*)\})? )re"
                                   R"re((-?[0-9]+(\.[0-9]+)?(e[-+][0-9]+)?))re");
    std::smatch match;
    if (std::regex_match(text, match, help)) {
      EXPECT_TRUE(helped_.insert(match[1]).second) << text;
      family_ = match[1];
    } else if (std::regex_match(text, match, type)) {
      EXPECT_EQ(match[1], family_) << text;
      EXPECT_TRUE(types_.emplace(match[1], match[2]).second) << text;
      EXPECT_EQ(std::string(match[1]).ends_with("_total"), match[2] == "counter") << text;
    } else if (std::regex_match(text, match, sample)) {
      std::string name = match[1];
      if (types_[family_] == "histogram") {
        const std::string ending = name.substr(std::min(name.size(), family_.size()));
        EXPECT_TRUE(ending == "_bucket" || ending == "_sum" || ending == "_count") << text;
        name.resize(family_.size());
      }
      EXPECT_EQ(name, family_) << text;
      const std::string whole = text.substr(0, text.rfind(' '));
      EXPECT_TRUE(samples_.emplace(whole, std::strtod(match[7].str().c_str(), nullptr)).second)
          << text;
      order_.push_back(whole);
    } else {
      ADD_FAILURE() << "not of the format: " << text;
    }
  }

  void histogram(const std::string& family) {
    double before = 0;
    for (const std::string& each : order_) {
      if (!each.starts_with(family + "_bucket{")) continue;
      EXPECT_GE(samples_[each], before) << each;
      before = samples_[each];
      const std::size_t last = each.find(",le=\"+Inf\"}");
      if (last == each.npos) continue;
      std::string count = each.substr(0, last) + "}";
      count.replace(family.size(), 7, "_count");
      EXPECT_EQ(samples_[count], before) << count;
      before = 0;
    }
  }

  std::string family_;
  std::set<std::string> helped_;
  std::map<std::string, std::string> types_;
  std::map<std::string, double> samples_;
  std::vector<std::string> order_;
};

class OperationTest : public sql::EngineTest {
 protected:
  void SetUp() override {
    EngineTest::SetUp();
    if (IsSkipped()) return;
    sql::Lease lease = sql::must(database().write());
    sql::must(sql::migrate(*lease));
  }
  void begin(const std::string& readers = "") {
    SettingSources sources;
    if (!readers.empty()) sources.environment["GUILDHALL_METRICS_READERS"] = readers;
    operation_.emplace(
        database(), sql::must(read_settings(sources)), [this] { return now_s_; }, "9.8.7");
    operation_->add_pages(router_);
  }
  base::Result<web::Response> get(const std::string& path, const std::string& peer = "127.0.0.1",
                                  std::map<std::string, std::string> headers = {}) {
    web::Request request;
    request.path = path;
    request.peer = peer;
    request.headers = std::move(headers);
    EXPECT_TRUE(Operation::is_operation(request));
    return router_.answer(request);
  }
  void answered(const char* pattern, int status, std::int64_t duration_us, std::size_t bytes) {
    web::LogEntry entry;
    entry.method = "GET";
    entry.pattern = pattern;
    entry.status = status;
    entry.duration_us = duration_us;
    entry.bytes = bytes;
    operation_->count(entry);
  }

  std::int64_t now_s_ = 1'790'000'000;
  std::optional<Operation> operation_;
  web::Router router_;
  void TearDown() override {
    operation_.reset();
    EngineTest::TearDown();
  }
};

TEST_P(OperationTest, LivesAndIsReady) {
  begin();
  EXPECT_EQ(sql::must(get("/healthz")).body, "ok\n");
  const web::Response ready = sql::must(get("/readyz", "203.0.113.5"));
  EXPECT_EQ(ready.status, 200);
  EXPECT_EQ(ready.body, "{\"ready\":true,\"schema_version\":" +
                            std::to_string(sql::migrations().back().number) + "}\n");
}

TEST_P(OperationTest, IsNotReadyWithAnotherSchema) {
  begin();
  const auto reason = [&](const char* change) {
    {
      sql::Lease lease = sql::must(database().write());
      sql::must(lease->run(change));
    }
    const web::Response response = sql::must(get("/readyz"));
    EXPECT_EQ(response.status, 503);
    EXPECT_EQ(response.error_code.empty(), false);
    return response.body.substr(0, 50);
  };
  EXPECT_EQ(reason("DELETE FROM schema_version WHERE number > 1"),
            "{\"ready\":false,\"error\":\"database_older\",\"message\":");
  EXPECT_EQ(reason("UPDATE schema_version SET number = 1000"),
            "{\"ready\":false,\"error\":\"database_newer\",\"message\":");
  EXPECT_FALSE(sql::must(get("/metrics")).body.find("guildhall_ready 0\n") == std::string::npos);
}

TEST_P(OperationTest, CountsInThePlainFormat) {
  begin();
  operation_->watch([] { return web::ServerLoad{3, 2, 4}; });
  answered("/schools/{urn}", 200, 900, 5000);
  answered("/schools/{urn}", 200, 1'000, 5000);
  answered("/schools/{urn}", 404, 30'000, 700);
  answered("", 404, 20'000'000, 100);
  now_s_ += 60;
  const web::Response response = sql::must(get("/metrics"));
  EXPECT_EQ(response.content_type, "text/plain; version=0.0.4; charset=utf-8");
  Reader read;
  read.read(response.body);
  const std::string route = "{route=\"/schools/{urn}\"";
  EXPECT_EQ(read["guildhall_http_requests_total" + route + ",method=\"GET\",status=\"200\"}"], 2);
  EXPECT_EQ(read["guildhall_http_requests_total" + route + ",method=\"GET\",status=\"404\"}"], 1);
  EXPECT_EQ(read["guildhall_http_response_bytes_total" + route + "}"], 10700);
  const std::string duration = "guildhall_http_request_duration_seconds";
  EXPECT_EQ(read[duration + "_bucket" + route + ",le=\"0.001\"}"], 2);
  EXPECT_EQ(read[duration + "_bucket" + route + ",le=\"0.025\"}"], 2);
  EXPECT_EQ(read[duration + "_bucket" + route + ",le=\"0.05\"}"], 3);
  EXPECT_EQ(read[duration + "_bucket{route=\"(none)\",le=\"10\"}"], 0);
  EXPECT_EQ(read[duration + "_count{route=\"(none)\"}"], 1);
  EXPECT_NEAR(read[duration + "_sum" + route + "}"], 0.0319, 1e-9);
  EXPECT_EQ(read["guildhall_http_connections"], 3);
  EXPECT_EQ(read["guildhall_http_requests_waiting"], 2);
  EXPECT_EQ(read["guildhall_http_workers"], 4);
  EXPECT_EQ(read["guildhall_uptime_seconds"], 60);
  EXPECT_EQ(read["guildhall_ready"], 1);
  EXPECT_EQ(read["guildhall_schema_version"], sql::migrations().back().number);
  EXPECT_TRUE(read.has("guildhall_registry_version"));
  EXPECT_TRUE(read.has("guildhall_build_info{version=\"9.8.7\"}"));
  EXPECT_GT(read["process_resident_memory_bytes"], 1'000'000);
  EXPECT_GT(read["process_open_fds"], 2);
  EXPECT_GT(read["process_cpu_seconds_total"], 0);
  EXPECT_GT(read["guildhall_database_leases_total"], 0);
}

TEST_P(OperationTest, ShowsFiguresOnlyToThoseWhoMayReadThem) {
  begin();
  EXPECT_TRUE(get("/metrics", "127.0.0.1").ok());
  EXPECT_TRUE(get("/metrics", "::1").ok());
  EXPECT_TRUE(get("/metrics", "::ffff:127.0.0.1").ok());
  EXPECT_EQ(sql::code_of(get("/metrics", "203.0.113.5")), "metrics_refused");
  EXPECT_EQ(sql::code_of(get("/metrics", "")), "metrics_refused");
  // Through a proxy on this machine that nobody told us to trust.
  for (const char* header : {"x-forwarded-for", "forwarded", "x-real-ip"}) {
    EXPECT_EQ(sql::code_of(get("/metrics", "127.0.0.1", {{header, "203.0.113.5"}})),
              "metrics_refused");
  }
}

TEST_P(OperationTest, ShowsFiguresToAConfiguredNetwork) {
  begin("10.1.0.0/16");
  EXPECT_TRUE(get("/metrics", "10.1.2.3").ok());
  EXPECT_TRUE(get("/metrics", "10.1.2.3", {{"x-forwarded-for", "10.1.2.3"}}).ok());
  EXPECT_EQ(sql::code_of(get("/metrics", "127.0.0.1")), "metrics_refused");
}

INSTANTIATE_TEST_SUITE_P(Engines, OperationTest, sql::shared_engines(), sql::test_engine_name);

TEST(Ready, TellsAfterAWhileThatADatabaseHangs) {
  std::promise<void> release;
  std::atomic<int> looks = 0;
  {
    ReadyProbe probe(
        [&] {
          if (++looks == 1) release.get_future().wait();
          Readiness found;
          found.schema_version = 5;
          return found;
        },
        50);
    EXPECT_EQ(probe.ask().code, "database_unavailable");
    EXPECT_EQ(probe.ask().code, "database_unavailable");
    release.set_value();
    Readiness found = probe.ask();
    while (!found.code.empty()) found = probe.ask();
    EXPECT_EQ(found.schema_version, 5);
  }
  EXPECT_GE(looks, 2);
}

}  // namespace

}  // namespace app
