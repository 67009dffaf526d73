// What the server answers to requests that are as they should be. See also server_limits_test.cpp.
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <stdexcept>
#include <string>
#include <thread>

#include "web/compress.hpp"
#include "web/outgoing.hpp"
#include "web/router.hpp"
#include "web/server_test_client.hpp"

namespace web {
namespace {

std::string long_text() {
  std::string text;
  while (text.size() < 20'000) text += "<td>Marsh Lane Primary School</td>\n";
  return text;
}

Response answer(Request& request) {
  Response response;
  if (request.path == "/long") {
    response.body = long_text();
  } else if (request.path == "/asset.css") {
    response.body = gzip(long_text(), 9);
    response.gzipped = true;
    response.immutable = true;
    response.content_type = "text/css";
  } else if (request.path == "/throws") {
    throw std::runtime_error("planted");
  } else if (request.path == "/missing") {
    response.status = 404;
    response.body = "no such page";
  } else {
    response.body =
        request.path + "|" + std::string(request.query.get_or("q", "-")) + "|" + request.body;
  }
  return response;
}

TEST(Server, AnswersAndSaysWhatEveryAnswerMustSay) {
  ServerOptions options;
  options.now_s = [] { return std::int64_t{784111777}; };
  RunningServer server(options, answer);
  const auto reply = ask(server.port(), get("/a%20b?q=caf%C3%A9"));
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 200);
  EXPECT_EQ(reply->body, "/a b|caf\u00e9|");
  EXPECT_EQ(reply->header("server"), "Guildhall");
  EXPECT_EQ(reply->header("date"), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(reply->header("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(reply->header("cache-control"), "no-cache");
  EXPECT_EQ(reply->header("x-content-type-options"), "nosniff");
  EXPECT_EQ(reply->header("referrer-policy"), "same-origin");
  EXPECT_EQ(reply->header("cross-origin-opener-policy"), "same-origin");
  EXPECT_NE(reply->header("permissions-policy"), "");
  EXPECT_EQ(reply->header("content-security-policy").substr(0, 18), "default-src 'none'");
}

TEST(Server, KeepsConnectionsAndAnswersPipelinedRequestsInOrder) {
  ServerOptions options;
  options.workers = 4;
  RunningServer server(options, [](Request& request) {
    // The first takes longest: an answer that overtook it would come out of order.
    if (request.path == "/0") std::this_thread::sleep_for(std::chrono::milliseconds(50));
    return answer(request);
  });
  RawClient client(server.port());
  std::string requests;
  for (int i = 0; i < 20; ++i) requests += get("/" + std::to_string(i));
  client.send(requests);
  for (int i = 0; i < 20; ++i) {
    const auto reply = client.reply();
    ASSERT_TRUE(reply) << i;
    EXPECT_EQ(reply->body, "/" + std::to_string(i) + "|-|");
    EXPECT_EQ(reply->header("connection"), "");
  }
}

TEST(Server, ClosesWhenTheClientWishes) {
  RunningServer server({}, answer);
  RawClient modern(server.port());
  modern.send(get("/", "Connection: close\r\n"));
  EXPECT_EQ(modern.reply()->header("connection"), "close");
  EXPECT_TRUE(modern.ended());

  RawClient old(server.port());
  old.send("GET / HTTP/1.0\r\n\r\n");
  EXPECT_EQ(old.reply()->header("connection"), "close");
  EXPECT_TRUE(old.ended());

  RawClient old_that_keeps(server.port());
  for (int i = 0; i < 2; ++i) {
    old_that_keeps.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    const auto reply = old_that_keeps.reply();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->header("connection"), "keep-alive");
  }
}

TEST(Server, HeadHasTheHeadersOfGetAndNoBody) {
  RunningServer server({}, answer);
  for (const std::string lines : {"", "Accept-Encoding: gzip\r\n"}) {
    RawClient client(server.port());
    client.send(get("/long", lines));
    auto whole = client.reply();
    client.send("HEAD /long HTTP/1.1\r\nHost: test\r\n" + lines + "\r\n" + get("/next"));
    auto head = client.reply(true);
    ASSERT_TRUE(whole && head);
    EXPECT_EQ(whole->headers, head->headers);
    // Had a body been sent, it would stand where this answer should.
    EXPECT_EQ(client.reply()->body, "/next|-|");
  }
}

TEST(Server, ReadsBodiesPlainAndChunked) {
  RunningServer server({}, answer);
  RawClient client(server.port());
  client.send("POST /p HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\n\r\nhello");
  EXPECT_EQ(client.reply()->body, "/p|-|hello");
  client.send(
      "POST /p HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\nhel\r\n2\r\nlo\r\n0\r\nHost: evil\r\n\r\n");
  EXPECT_EQ(client.reply()->body, "/p|-|hello");
}

TEST(Server, EncouragesAClientThatAsks) {
  RunningServer server({}, answer);
  RawClient client(server.port());
  client.send("POST /p HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.reply()->status, 100);
  client.send("hello");
  EXPECT_EQ(client.reply()->body, "/p|-|hello");
  // What is too large is refused before it is sent.
  client.send(
      "POST /p HTTP/1.1\r\nHost: t\r\nContent-Length: 99999999\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.reply()->status, 413);
}

TEST(Server, SendsNothingTwice) {
  RunningServer server({}, answer);
  const auto first = ask(server.port(), get("/long"));
  const std::string tag = first->header("etag");
  EXPECT_EQ(tag.size(), 34u);
  for (const std::string& named : {tag, "W/" + tag, "\"x\", " + tag, std::string("*")}) {
    RawClient client(server.port());
    client.send(get("/long", "If-None-Match: " + named + "\r\n") + get("/next"));
    const auto reply = client.reply();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 304) << named;
    EXPECT_EQ(reply->header("etag"), tag);
    EXPECT_EQ(reply->header("content-length"), "");
    EXPECT_EQ(client.reply()->body, "/next|-|");
  }
  EXPECT_EQ(ask(server.port(), get("/long", "If-None-Match: \"x\"\r\n"))->status, 200);
  EXPECT_EQ(ask(server.port(), get("/missing"))->header("etag"), "");
  EXPECT_EQ(ask(server.port(), get("/missing"))->header("cache-control"), "no-store");
}

TEST(Server, CompressesForThoseWhoCanRead) {
  RunningServer server({}, answer);
  const auto plain = ask(server.port(), get("/long"));
  const auto packed = ask(server.port(), get("/long", "Accept-Encoding: br, gzip;q=0.5\r\n"));
  ASSERT_TRUE(plain && packed);
  EXPECT_EQ(plain->header("content-encoding"), "");
  EXPECT_EQ(packed->header("content-encoding"), "gzip");
  EXPECT_EQ(plain->header("vary"), "Accept-Encoding");
  EXPECT_EQ(packed->header("vary"), "Accept-Encoding");
  EXPECT_LT(packed->body.size(), plain->body.size() / 4);
  EXPECT_EQ(gunzip(packed->body, 1 << 20), plain->body);
  EXPECT_NE(packed->header("etag"), plain->header("etag"));
  const auto known = ask(
      server.port(),
      get("/long", "Accept-Encoding: gzip\r\nIf-None-Match: " + packed->header("etag") + "\r\n"));
  EXPECT_EQ(known->status, 304);
  EXPECT_EQ(known->header("etag"), packed->header("etag"));
  EXPECT_EQ(ask(server.port(), get("/small", "Accept-Encoding: gzip\r\n"))->body, "/small|-|");
  EXPECT_EQ(ask(server.port(), get("/long", "Accept-Encoding: gzip;q=0\r\n"))->body, plain->body);
}

TEST(Server, PassesAssetsThroughAsTheyArePacked) {
  RunningServer server({}, answer);
  const auto packed = ask(server.port(), get("/asset.css", "Accept-Encoding: gzip\r\n"));
  const auto plain = ask(server.port(), get("/asset.css"));
  ASSERT_TRUE(plain && packed);
  EXPECT_EQ(packed->body, gzip(long_text(), 9));
  EXPECT_EQ(packed->header("content-encoding"), "gzip");
  EXPECT_EQ(packed->header("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(plain->body, long_text());
  EXPECT_EQ(plain->header("content-encoding"), "");
}

TEST(Server, OutlivesAHandlerThatThrows) {
  ServerOptions options;
  std::string logged;
  options.log = [&](const LogEntry& entry) { logged += line_of(entry); };
  RunningServer server(options, answer);
  RawClient client(server.port());
  client.send(get("/throws") + get("/after"));
  const auto reply = client.reply();
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 500);
  EXPECT_EQ(reply->body.find("planted"), std::string::npos);
  EXPECT_EQ(client.reply()->body, "/after|-|");
  server.stop();
  EXPECT_EQ(logged, "GET  500 internal planted\nGET  200  \n");
}

TEST(Server, LogsTheRouteAndNothingThatSomebodyWrote) {
  ServerOptions options;
  std::string logged;
  options.log = [&](const LogEntry& entry) { logged += line_of(entry); };
  Router router;
  router.get("/schools/{urn}", "A school.", "/schools/1",
             [](const Request&) { return Response(); });
  RunningServer server(options, [&](Request& request) {
    auto response = router.answer(request);
    return response.ok() ? std::move(response).value() : plain_error(response.error());
  });
  RawClient client(server.port());
  for (const char* target : {"/schools/Ada-Lovelace?q=Ada+Lovelace", "/Ada-Lovelace?q=Ada"}) {
    client.send(std::string("GET ") + target + " HTTP/1.1\r\nHost: Ada\r\nCookie: Ada\r\n\r\n");
    EXPECT_TRUE(client.reply());
  }
  client.send("GET /%zz/Ada HTTP/1.1\r\nHost: Ada\r\n\r\n");
  EXPECT_EQ(client.reply()->status, 400);
  server.stop();
  EXPECT_EQ(logged.find("Ada"), std::string::npos) << logged;
  EXPECT_EQ(logged, "GET /schools/{urn} 200  \nGET  404 not_found \n  400 bad_path \n");
}

TEST(Server, AnswersWhoeverLooksAfterItWhileAllWorkersWait) {
  ServerOptions options;
  options.workers = 1;
  options.is_operation = [](const Request& request) { return request.path == "/healthz"; };
  std::promise<void> release;
  const std::shared_future<void> released = release.get_future().share();
  std::atomic<bool> busy = false;
  RunningServer server(options, [&](Request& request) {
    if (request.path == "/healthz") return Response{.body = request.peer};
    busy = true;
    released.wait();
    return Response();
  });
  RawClient slow(server.port());
  slow.send(get("/slow"));
  while (!busy) std::this_thread::yield();
  EXPECT_EQ(ask(server.port(), get("/healthz"))->body, "127.0.0.1");
  release.set_value();
  EXPECT_EQ(slow.reply()->status, 200);
}

TEST(Server, ShowsItsOwnErrorsAsTheProgramWishes) {
  ServerOptions options;
  options.refusal = [](const base::Error& error) {
    Response response;
    response.status = 400;
    response.body = "<h1>" + error.code + "</h1>";
    return response;
  };
  RunningServer server(options, answer);
  EXPECT_EQ(ask(server.port(), get("/?q=%"))->body, "<h1>bad_query</h1>");
  EXPECT_EQ(ask(server.port(), get("/throws"))->body, "<h1>internal</h1>");
}

TEST(Server, FinishesWhatIsUnderWayWhenStopped) {
  std::atomic<bool> begun = false;
  RunningServer server({}, [&](Request& request) {
    begun = true;
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    return answer(request);
  });
  RawClient idle(server.port());
  idle.send(get("/first"));
  ASSERT_TRUE(idle.reply());
  begun = false;
  RawClient busy(server.port());
  busy.send(get("/slow"));
  while (!begun) std::this_thread::yield();
  std::thread stopping([&] { EXPECT_TRUE(server.stop()); });
  EXPECT_TRUE(idle.ended());
  const auto reply = busy.reply();
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->body, "/slow|-|");
  EXPECT_EQ(reply->header("connection"), "close");
  stopping.join();
}

TEST(Server, LetsAClientReadWhatItWasSendingWhenItStopped) {
  ServerOptions options;
  options.drain_s_max = 30;
  RunningServer server(options, [](Request&) {
    Response response;
    response.body.assign(16'000'000, 'x');  // more than socket buffers hold
    return response;
  });
  RawClient client(server.port());
  client.send(get("/"));
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  const auto start = std::chrono::steady_clock::now();
  std::thread stopping([&] { EXPECT_TRUE(server.stop()); });
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  const auto reply = client.reply();
  EXPECT_TRUE(reply && reply->body.size() == 16'000'000);
  stopping.join();
  // Kept alive, the connection would have been waited for until the drain is over.
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

TEST(Server, ClosesWithoutAResetWhenStopped) {
  std::atomic<bool> begun = false;
  RunningServer server({}, [&](Request& request) {
    begun = true;
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    return answer(request);
  });
  RawClient client(server.port());
  client.send(get("/slow"));
  while (!begun) std::this_thread::yield();
  // A browser that keeps a connection alive may ask again before it hears that it is over.
  client.send(std::string(100'000, 'x'));
  std::thread stopping([&] { EXPECT_TRUE(server.stop()); });
  EXPECT_TRUE(client.reply());
  EXPECT_TRUE(client.ended_politely());
  stopping.join();
}

TEST(Server, CutsOffWhatOutlastsTheDrain) {
  ServerOptions options;
  options.drain_s_max = 1;
  std::atomic<bool> begun = false;
  std::atomic<bool> released = false;
  RunningServer server(options, [&](Request& request) {
    begun = true;
    while (!released) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return answer(request);
  });
  RawClient busy(server.port());
  busy.send(get("/slow"));
  while (!begun) std::this_thread::yield();
  EXPECT_FALSE(server.stop());
  EXPECT_TRUE(busy.ended());
  released = true;
}

TEST(Server, MayBeStoppedBeforeItRuns) {
  auto server = Server::listen({.port = 0}, answer);
  ASSERT_TRUE(server);
  server.value().stop();
  EXPECT_TRUE(server.value().run());
}

TEST(Server, SaysWhichPortIsTaken) {
  RunningServer first({}, answer);
  ServerOptions options;
  options.port = first.port();
  const auto second = Server::listen(options, answer);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, "address_in_use");
  EXPECT_NE(second.error().message.find(std::to_string(first.port())), std::string::npos);
  EXPECT_NE(second.error().message.find("--port"), std::string::npos);
}

TEST(Server, KnowsAddressesOfBothKinds) {
  for (const std::string wrong : {"nowhere", "300.1.1.1", "192.0.2.1", ""}) {
    ServerOptions options;
    options.address = wrong;
    options.port = 0;
    const auto server = Server::listen(options, answer);
    ASSERT_FALSE(server) << wrong;
    EXPECT_EQ(server.error().code, "address_invalid") << wrong;
  }
  ServerOptions options;
  options.address = "localhost";
  options.port = 0;
  EXPECT_TRUE(Server::listen(options, answer));
  options.address = "[::1]";
  const auto server = Server::listen(options, answer);
  // A machine without IPv6 says so; it must not be called a wrong spelling.
  EXPECT_TRUE(server.ok() || server.error().message.find("numeric") == std::string::npos);
}

}  // namespace
}  // namespace web
