// What the server answers to requests that are broken, too large, too slow or too many.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "web/server_test_client.hpp"

namespace web {
namespace {

Response answer(Request& request) {
  Response response;
  response.body = request.path;
  return response;
}

struct Case {
  const char* name;
  std::string bytes;
  int status;
};

std::vector<Case> broken_requests() {
  const std::string post = "POST / HTTP/1.1\r\nHost: t\r\n";
  return {
      {"no HTTP", "hello\r\n\r\n", 400},
      {"TLS", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11), 400},
      {"HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
      {"bare line feed", "GET / HTTP/1.1\nHost: t\n\n", 400},
      {"space before colon", "GET / HTTP/1.1\r\nHost : t\r\n\r\n", 400},
      {"no Host", "GET / HTTP/1.1\r\n\r\n", 400},
      {"two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
      {"bad Host", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
      {"length and coding", post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
      {"coding and length", post + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n", 400},
      {"two lengths", post + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400},
      {"same length twice", post + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400},
      {"negative length", post + "Content-Length: -3\r\n\r\n", 400},
      {"length of words", post + "Content-Length: three\r\n\r\n", 400},
      {"coding in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
      {"bad chunk", post + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n", 400},
      {"broken escape", get("/%zz"), 400},
      {"short escape", get("/%4"), 400},
      {"NUL", get("/a%00b"), 400},
      {"not UTF-8", get("/%ff"), 400},
      {"upwards", get("/a/../b"), 400},
      {"upwards, escaped", get("/a/%2e%2e/b"), 400},
      {"no slash", get("schools"), 400},
      {"bad query", get("/?q=%"), 400},
      {"no length", post + "\r\n", 411},
      {"long body", post + "Content-Length: 1000001\r\n\r\n", 413},
      {"long chunk", post + "Transfer-Encoding: chunked\r\n\r\nfffff\r\n", 413},
      {"long address", get("/" + std::string(70'000, 'a')), 414},
      {"long header", get("/", "X: " + std::string(70'000, 'a') + "\r\n"), 431},
      {"unknown method", "BREW /pot HTTP/1.1\r\nHost: t\r\n\r\n", 501},
      {"unused method", "OPTIONS / HTTP/1.1\r\nHost: t\r\n\r\n", 501},
      {"echo", "TRACE / HTTP/1.1\r\nHost: t\r\n\r\n", 501},
      {"tunnel", "CONNECT t:443 HTTP/1.1\r\nHost: t\r\n\r\n", 501},
      {"put without length", "PUT / HTTP/1.1\r\nHost: t\r\n\r\n", 411},
      {"patch without length", "PATCH / HTTP/1.1\r\nHost: t\r\n\r\n", 411},
      {"unknown coding", post + "Transfer-Encoding: gzip, chunked\r\n\r\n", 501},
  };
}

TEST(ServerLimits, EachBrokenRequestIsToldWhatIsWrong) {
  ServerOptions options;
  options.body_bytes_max = 1'000'000;
  RunningServer server(options, answer);
  for (const Case& broken : broken_requests()) {
    RawClient client(server.port());
    client.send(broken.bytes);
    const auto reply = client.reply();
    ASSERT_TRUE(reply) << broken.name;
    EXPECT_EQ(reply->status, broken.status) << broken.name;
    EXPECT_EQ(reply->header("connection"), "close") << broken.name;
    EXPECT_NE(reply->body, "") << broken.name;
    EXPECT_TRUE(client.ended()) << broken.name;
  }
  EXPECT_EQ(ask(server.port(), get("/well"))->body, "/well");
}

TEST(ServerLimits, ARefusalSaysNothingOfTheRequestBefore) {
  ServerOptions options;
  std::string logged;
  options.log = [&](const LogEntry& entry) { logged += line_of(entry); };
  RunningServer server(options, answer);
  RawClient client(server.port());
  client.send("HEAD /well HTTP/1.1\r\nHost: t\r\n\r\nGET /%zz HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_EQ(client.reply(true)->status, 200);
  const auto reply = client.reply();
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 400);
  EXPECT_NE(reply->body, "");
  server.stop();
  EXPECT_EQ(logged, "HEAD  200  \n  400 bad_path \n");
}

TEST(ServerLimits, AHugeBodyIsRefusedWhileItIsSent) {
  RunningServer server({}, answer);
  RawClient client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 95000000\r\n\r\n");
  const auto reply = client.reply();
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 413);
  // The server listens on for a moment: a reset could make the client lose the answer unread.
  EXPECT_TRUE(client.send("x"));
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_TRUE(client.send(std::string(100'000, 'x')));
  EXPECT_TRUE(client.ended_politely());
}

TEST(ServerLimits, AddressesThatAProxyWouldGetAreUnderstood) {
  RunningServer server({}, answer);
  EXPECT_EQ(ask(server.port(), get("http://test/schools"))->body, "/schools");
  EXPECT_EQ(ask(server.port(), get("http://test"))->body, "/");
  EXPECT_EQ(ask(server.port(), "\r\n" + get("/after-a-line-break"))->body, "/after-a-line-break");
}

TEST(ServerLimits, SlowClientsHurtNobodyAndAreGoneInTheEnd) {
  ServerOptions options;
  options.message_s_max = 1;
  RunningServer server(options, answer);
  std::vector<RawClient> slow;
  for (int i = 0; i < 300; ++i) {
    slow.emplace_back(server.port());
    slow.back().send("GET / HTTP/1.1\r\nHost: t\r\n");
  }
  std::atomic<bool> finished = false;
  std::thread dripping([&] {
    while (!finished) {
      for (RawClient& client : slow) client.send("X: y\r\n");
      std::this_thread::sleep_for(std::chrono::milliseconds(300));
    }
  });
  for (int i = 0; i < 10; ++i) {
    const auto reply = ask(server.port(), get("/normal"));
    EXPECT_TRUE(reply && reply->body == "/normal");
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  int told = 0;
  int ended = 0;
  for (RawClient& client : slow) {
    const auto reply = client.reply();
    told += reply && reply->status == 408;
    ended += client.ended();
  }
  finished = true;
  dripping.join();
  EXPECT_EQ(told, 300);
  EXPECT_EQ(ended, 300);
}

TEST(ServerLimits, SilentConnectionsAreClosedInSilence) {
  ServerOptions options;
  options.message_s_max = 1;
  options.idle_s_max = 1;
  RunningServer server(options, answer);
  RawClient never(server.port());
  RawClient once(server.port());
  once.send(get("/once"));
  EXPECT_TRUE(once.reply());
  EXPECT_TRUE(never.ended());
  EXPECT_TRUE(once.ended());
}

TEST(ServerLimits, ReadersWhoDoNotReadAreCutOff) {
  ServerOptions options;
  options.message_s_max = 1;
  options.log = [](const LogEntry&) {};
  const std::string large(40'000, 'x');
  RunningServer server(options, [&](Request&) {
    Response response;
    response.body = large;
    return response;
  });
  RawClient client(server.port());
  std::string requests;
  for (int i = 0; i < 400; ++i) requests += get("/");
  client.send(requests);  // 16 MB of answers, which no socket buffer holds
  std::this_thread::sleep_for(std::chrono::milliseconds(2600));
  int whole = 0;
  while (client.reply()) ++whole;
  EXPECT_LT(whole, 400);
}

// The server's own refusals are handed to whoever makes pages of them, with their codes.
TEST(ServerLimits, RefusalsCarryTheirCodes) {
  ServerOptions options;
  options.connections_max = 1;
  options.message_s_max = 1;
  options.refusal = [](const base::Error& error) {
    Response response;
    response.status = 503;
    response.body = error.code;
    return response;
  };
  RunningServer server(options, answer);
  RawClient slow(server.port());
  slow.send("GET / HTTP/1.1\r\n");
  const auto too_many = RawClient(server.port()).reply();
  ASSERT_TRUE(too_many);
  EXPECT_EQ(too_many->body, "too_many_requests");
  const auto too_slow = slow.reply();
  ASSERT_TRUE(too_slow);
  EXPECT_EQ(too_slow->body, "request_too_slow");
}

TEST(ServerLimits, OneConnectionTooManyIsToldSo) {
  ServerOptions options;
  options.connections_max = 3;
  RunningServer server(options, answer);
  std::vector<RawClient> clients;
  for (int i = 0; i < 3; ++i) {
    clients.emplace_back(server.port());
    clients.back().send(get("/"));
    EXPECT_EQ(clients.back().reply()->status, 200);
  }
  RawClient fourth(server.port());
  const auto reply = fourth.reply();
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 503);
  EXPECT_NE(reply->header("retry-after"), "");
  EXPECT_TRUE(fourth.ended());
  clients.pop_back();
  int status = 503;
  for (int i = 0; i < 100 && status == 503; ++i) {
    clients.emplace_back(server.port());
    clients.back().send(get("/"));
    status = clients.back().reply()->status;
    if (status == 503) clients.pop_back();
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_EQ(status, 200);
  // Those that were refused, and are gone, have not become room for others.
  for (int i = 0; i < 20; ++i) EXPECT_EQ(ask(server.port(), get("/"))->status, 503);
}

// Who writes waits for others who write, an import say; who reads does not wait for any of them.
TEST(ServerLimits, WhoReadsIsAnsweredWhileAllWhoWriteWait) {
  ServerOptions options;
  options.workers = 4;
  std::atomic<bool> released = false;
  std::atomic<int> begun = 0;
  RunningServer server(options, [&](Request& request) {
    if (request.method == Method::Post) {
      ++begun;
      while (!released) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return answer(request);
  });
  std::vector<RawClient> writers;
  for (int i = 0; i < 5; ++i) {
    writers.emplace_back(server.port());
    writers.back().send("POST /w HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
  }
  while (begun < 2) std::this_thread::yield();
  for (int i = 0; i < 10; ++i) EXPECT_EQ(ask(server.port(), get("/r"))->status, 200);
  EXPECT_EQ(begun, 2) << "half of the workers";
  released = true;
  for (RawClient& writer : writers) EXPECT_EQ(writer.reply()->status, 200);
  EXPECT_EQ(begun, 5);
}

TEST(ServerLimits, OneWaitingRequestTooManyIsToldSo) {
  ServerOptions options;
  options.workers = 1;
  options.queue_max = 2;
  std::atomic<bool> released = false;
  std::atomic<int> begun = 0;
  RunningServer server(options, [&](Request& request) {
    ++begun;
    while (!released) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return answer(request);
  });
  RawClient at_work(server.port());
  at_work.send(get("/at-work"));
  while (begun == 0) std::this_thread::yield();
  // Two wait; which of these are the two depends on the order of arrival, their number does not.
  std::vector<RawClient> others;
  for (int i = 0; i < 5; ++i) {
    others.emplace_back(server.port());
    others.back().send(get("/other"));
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  released = true;
  int refused = 0;
  for (RawClient& client : others) {
    const auto reply = client.reply();
    ASSERT_TRUE(reply);
    if (reply->status != 503) continue;
    ++refused;
    EXPECT_NE(reply->header("retry-after"), "");
  }
  EXPECT_EQ(refused, 3);
  EXPECT_EQ(at_work.reply()->body, "/at-work");
}

TEST(ServerLimits, RunningOutOfFileDescriptorsPasses) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP()
      << "to look at memory the sanitizer needs a descriptor too, and reports when it gets "
         "none";
#endif
  RunningServer server({}, answer);
  rlimit before = {};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
  RawClient probe(server.port());
  const rlim_t room = static_cast<rlim_t>(probe.descriptor()) + 12;
  std::vector<RawClient> clients;
  for (int i = 0; i < 9; ++i) clients.emplace_back(server.port());
  // Now the server has some of its own descriptors open; forbid any more, then knock.
  rlimit tight = before;
  tight.rlim_cur = room;
  const int knocking = [&] {
    RawClient late(server.port());
    EXPECT_EQ(setrlimit(RLIMIT_NOFILE, &tight), 0);
    std::this_thread::sleep_for(std::chrono::milliseconds(350));
    EXPECT_EQ(setrlimit(RLIMIT_NOFILE, &before), 0);
    late.send(get("/late"));
    const auto reply = late.reply();
    return reply ? reply->status : 0;
  }();
  EXPECT_EQ(knocking, 200);
}

}  // namespace
}  // namespace web
