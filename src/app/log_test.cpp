// Lines of the log, character by character.
#include "app/log.hpp"

#include <gtest/gtest.h>

namespace app {

namespace {

web::LogEntry answered() {
  web::LogEntry entry;
  entry.id = 7;
  entry.method = "GET";
  entry.pattern = "/schools/{urn}";
  entry.status = 200;
  entry.duration_us = 1250;
  entry.bytes = 5120;
  return entry;
}

constexpr std::int64_t moment_ms = 1795684507042;  // 26 November 2026, 09:15:07.042

TEST(Log, WritesALineOfJsonForEachRequest) {
  EXPECT_EQ(log_line(answered(), "json", moment_ms),
            R"({"time":"2026-11-26T09:15:07.042Z","level":"info","id":7,"method":"GET",)"
            R"("route":"/schools/{urn}","status":200,"ms":1.25,"bytes":5120})");
}

TEST(Log, WritesTextForPeople) {
  EXPECT_EQ(log_line(answered(), "text", moment_ms),
            "2026-11-26T09:15:07.042Z GET /schools/{urn} 200 1.3 ms 5120 bytes");
}

TEST(Log, TellsTroubleWithoutTheValuesThatADatabaseNames) {
  web::LogEntry entry = answered();
  entry.status = 500;
  entry.code = "database_failed";
  entry.trouble =
      "ERROR:  duplicate key\nDETAIL:  Key (email)=(ada@school.example) exists.\n(23505)";
  for (const char* format : {"json", "text"}) {
    const std::string line = log_line(entry, format, moment_ms);
    EXPECT_EQ(line.find("ada"), std::string::npos) << line;
    EXPECT_NE(line.find("ERROR:  duplicate key (23505)"), std::string::npos) << line;
    EXPECT_NE(line.find("database_failed"), std::string::npos) << line;
    EXPECT_EQ(line.find('\n'), std::string::npos);
  }
  EXPECT_TRUE(is_trouble(entry));
  EXPECT_FALSE(is_trouble(answered()));
}

TEST(Log, TellsTroubleThatBelongsToNoRequest) {
  web::LogEntry entry;
  entry.trouble = "cannot accept connections: Too many open files\x1b[31m";
  EXPECT_TRUE(is_trouble(entry));
  EXPECT_EQ(log_line(entry, "json", 0),
            R"({"time":"1970-01-01T00:00:00.000Z","level":"error",)"
            R"("trouble":"cannot accept connections: Too many open files?[31m"})");
  EXPECT_EQ(
      log_line(entry, "text", 0),
      "1970-01-01T00:00:00.000Z trouble: cannot accept connections: Too many open files?[31m");
}

}  // namespace

}  // namespace app
