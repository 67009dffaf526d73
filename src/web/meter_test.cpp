// Counting from several threads at once, and classes of durations.
#include "web/meter.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "web/exposition.hpp"

namespace web {
namespace {

TEST(Meter, LosesNothingWhenManyCountAtOnce) {
  Meter meter;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&meter] {
      for (int i = 0; i < 20'000; ++i) {
        // Many keys, so that threads meet while they put them in.
        const std::string pattern = "/" + std::to_string(i % 500);
        meter.count({pattern, "GET", 200 + i % 2, 1'500, 10});
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const auto all = meter.series();
  EXPECT_EQ(all.size(), 500U);
  for (const Meter::Series& each : all) {
    EXPECT_EQ(each.requests, 160U);
    EXPECT_EQ(each.bytes, 1600U);
    EXPECT_EQ(each.duration_us, 240'000U);
    EXPECT_EQ(each.classes[1], 160U);
  }
}

TEST(Meter, ADurationBelongsToTheClassThatEndsWithIt) {
  Meter meter;
  for (const std::int64_t duration_us : {0L, 1'000L, 1'001L, 10'000'000L, 10'000'001L}) {
    meter.count({"/", "GET", 200, duration_us, 0});
  }
  const auto all = meter.series();
  ASSERT_EQ(all.size(), 1U);
  const auto& classes = all[0].classes;
  EXPECT_EQ(classes[0], 2U);
  EXPECT_EQ(classes[1], 1U);
  EXPECT_EQ(classes[duration_us_bounds.size() - 1], 1U);
  EXPECT_EQ(classes[duration_us_bounds.size()], 1U);
}

TEST(Exposition, EscapesWhatStandsInLabelsAndHelp) {
  Exposition out;
  out.family("a_total", Exposition::Type::Counter, "One\ntwo \\ three.");
  out.sample({{"route", "a\"b\\c\nd"}}, std::int64_t{3});
  out.family("b", Exposition::Type::Gauge, "B.");
  out.sample({}, 0.25);
  EXPECT_EQ(out.take(),
            "# HELP a_total One\\ntwo \\\\ three.\n# TYPE a_total counter\n"
            "a_total{route=\"a\\\"b\\\\c\\nd\"} 3\n"
            "# HELP b B.\n# TYPE b gauge\nb 0.25\n");
}

}  // namespace
}  // namespace web
