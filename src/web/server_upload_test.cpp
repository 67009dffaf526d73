// Bodies above the usual limit: where they may come, how many at once, and for how long.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>

#include "web/server_test_client.hpp"

namespace web {
namespace {

constexpr std::size_t megabyte = 1024 * 1024;

Response answer(Request& request) {
  Response response;
  response.body = std::to_string(request.body.size());
  return response;
}

ServerOptions uploads() {
  ServerOptions options;
  options.body_limit = [](const Request& head) {
    return head.method == Method::Post && head.path == "/up" ? 3 * megabyte : 0;
  };
  options.large_bodies_bytes_max = 4 * megabyte;
  return options;
}

std::string head_of(std::string_view path, std::size_t length, std::string_view lines = "") {
  return "POST " + std::string(path) +
         " HTTP/1.1\r\nHost: t\r\nContent-Length: " + std::to_string(length) + "\r\n" +
         std::string(lines) + "\r\n";
}

TEST(ServerUpload, ALongBodyMayComeWhereTheProgramSaysSo) {
  RunningServer server(uploads(), answer);
  RawClient client(server.port());
  for (int i = 0; i < 3; ++i) {  // what it held is given back each time
    client.send(head_of("/up", 2 * megabyte) + std::string(2 * megabyte, 'x'));
    EXPECT_EQ(client.reply()->body, std::to_string(2 * megabyte));
  }
  client.send("POST /up HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n200000\r\n" +
              std::string(2 * megabyte, 'x') + "\r\n0\r\n\r\n");
  EXPECT_EQ(client.reply()->body, std::to_string(2 * megabyte));
  EXPECT_EQ(ask(server.port(), head_of("/other", 2 * megabyte))->status, 413);
  EXPECT_EQ(ask(server.port(), head_of("/up", 3 * megabyte + 1))->status, 413);
}

TEST(ServerUpload, TheProgramIsNotAskedAboutUsualBodies) {
  std::atomic<int> asked = 0;
  ServerOptions options;
  options.body_limit = [&](const Request&) {
    ++asked;
    return std::size_t{0};
  };
  RunningServer server(options, answer);
  EXPECT_EQ(ask(server.port(), head_of("/up", 5) + "hello")->status, 200);
  EXPECT_EQ(ask(server.port(), get("/up"))->status, 200);
  EXPECT_EQ(asked, 0);
}

TEST(ServerUpload, OneLargeBodyTooManyIsToldSo) {
  RunningServer server(uploads(), answer);
  RawClient first(server.port());
  first.send(head_of("/up", 3 * megabyte, "Expect: 100-continue\r\n"));
  ASSERT_EQ(first.reply()->status, 100);
  const auto second = ask(server.port(), head_of("/up", 2 * megabyte, "Expect: 100-continue\r\n"));
  ASSERT_TRUE(second);
  EXPECT_EQ(second->status, 503);
  EXPECT_NE(second->header("retry-after"), "");
  // What is usual comes through all the same.
  EXPECT_EQ(ask(server.port(), head_of("/up", 5) + "hello")->status, 200);
  first.send(std::string(3 * megabyte, 'x'));
  EXPECT_EQ(first.reply()->status, 200);
  RawClient third(server.port());
  third.send(head_of("/up", 2 * megabyte, "Expect: 100-continue\r\n"));
  EXPECT_EQ(third.reply()->status, 100);
}

TEST(ServerUpload, WhoeverLeavesGivesBackWhatTheyHeld) {
  RunningServer server(uploads(), answer);
  for (int i = 0; i < 5; ++i) {
    int status = 503;
    for (int attempt = 0; attempt < 500 && status == 503; ++attempt) {
      RawClient leaving(server.port());
      leaving.send(head_of("/up", 3 * megabyte, "Expect: 100-continue\r\n"));
      status = leaving.reply()->status;
      if (status == 503) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    EXPECT_EQ(status, 100) << i;
  }
}

TEST(ServerUpload, HasMoreTimeAsLongAsItKeepsComing) {
  ServerOptions options = uploads();
  options.message_s_max = 1;
  RunningServer server(options, answer);
  RawClient steady(server.port());
  RawClient stalled(server.port());
  stalled.send(head_of("/up", 2 * megabyte) + "x");
  steady.send(head_of("/up", 2 * megabyte));
  for (int i = 0; i < 16; ++i) {
    steady.send(std::string(megabyte / 8, 'x'));
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  EXPECT_EQ(steady.reply()->status, 200);
  EXPECT_EQ(stalled.reply()->status, 408);
}

}  // namespace
}  // namespace web
