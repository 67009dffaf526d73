// The reader without a connection: limits that only show when bytes come in pieces, and trailers.
#include "web/request_reader.hpp"

#include <gtest/gtest.h>

#include <string>

namespace web {
namespace {

using Progress = RequestReader::Progress;

const ReaderLimits small{200, 50};

// Everything in one piece, or line by line.
Progress read(RequestReader& reader, std::string_view bytes, bool by_lines) {
  std::string waiting;
  while (!bytes.empty() && reader.progress() == Progress::NeedMore) {
    const std::size_t line = bytes.find('\n');
    const bool whole = !by_lines || line == std::string_view::npos;
    const std::size_t count = whole ? bytes.size() : line + 1;
    waiting.append(bytes.substr(0, count));
    bytes.remove_prefix(count);
    waiting.erase(0, reader.feed(waiting));
  }
  return reader.progress();
}

std::string refusal(std::string_view bytes, bool by_lines) {
  RequestReader reader(small);
  return read(reader, bytes, by_lines) == Progress::Refused ? reader.refusal().code : "";
}

TEST(RequestReader, NamesWhatItCannotServe) {
  for (const bool by_lines : {false, true}) {
    EXPECT_EQ(refusal("BREW /pot HTTP/1.1\r\nHost: t\r\n\r\n", by_lines), "unknown_method");
    EXPECT_EQ(refusal("POST / HTTP/1.1\r\nHost: t\r\n\r\n", by_lines), "length_missing");
    EXPECT_EQ(
        refusal("POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", by_lines),
        "unknown_coding");
  }
}

TEST(RequestReader, ReadsEveryMethodThatARouteMayHave) {
  for (const Method method :
       {Method::Get, Method::Head, Method::Post, Method::Put, Method::Patch, Method::Delete}) {
    RequestReader reader(small);
    const std::string text =
        std::string(method_name(method)) + " /x HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\n\r\nab";
    ASSERT_EQ(read(reader, text, false), Progress::Complete) << text;
    const Request request = reader.take();
    EXPECT_EQ(request.method, method);
    EXPECT_EQ(request.body, "ab");
  }
  RequestReader reader(small);
  EXPECT_EQ(read(reader, "DELETE /x HTTP/1.1\r\nHost: t\r\n\r\n", false), Progress::Complete);
}

TEST(RequestReader, BoundsTheHeadersTogether) {
  std::string headers = "Host: t\r\n";
  for (int i = 0; i < 20; ++i) headers += "X: aaaaaaaaaa\r\n";
  const std::string line = "GET / HTTP/1.1\r\n";
  for (const bool by_lines : {false, true}) {
    // Never ended; ended; and each of its two parts within the limit but not their sum.
    EXPECT_EQ(refusal(line + headers, by_lines), "headers_too_large");
    EXPECT_EQ(refusal(line + headers + "\r\n", by_lines), "headers_too_large");
    EXPECT_EQ(refusal("GET /" + std::string(120, 'a') +
                          " HTTP/1.1\r\nHost: t\r\nX: " + std::string(120, 'a') + "\r\n\r\n",
                      by_lines),
              "headers_too_large");
    EXPECT_EQ(refusal("GET /" + std::string(300, 'a'), by_lines), "address_too_long");
    EXPECT_EQ(refusal("GET /" + std::string(150, 'a') + " HTTP/1.1\r\nHost: t\r\n\r\n", by_lines),
              "");
  }
}

TEST(RequestReader, AsksOnceWhetherABodyMayBeLonger) {
  int asked = 0;
  std::optional<std::uint64_t> said;
  ReaderLimits limits = small;
  limits.admit_longer = [&](const Request& head,
                            std::optional<std::uint64_t> length) -> base::Result<std::size_t> {
    ++asked;
    said = length;
    EXPECT_EQ(head.method, Method::Post);
    EXPECT_EQ(header(head, "x"), "y");
    if (head.path == "/full") return base::make_error("too_many_requests", "Wait.");
    return head.path == "/up" ? 120 : 0;
  };
  const auto code_of = [&](const std::string& path, std::size_t length, bool chunked,
                           bool by_lines) {
    asked = 0;
    std::string text = "POST " + path + " HTTP/1.1\r\nHost: t\r\nX: y\r\n";
    if (chunked) {
      text += "Transfer-Encoding: chunked\r\n\r\n";
      for (std::size_t sent = 0; sent < length; sent += 10) text += "a\r\n0123456789\r\n";
      text += "0\r\n\r\n";
    } else {
      text += "Content-Length: " + std::to_string(length) + "\r\n\r\n" + std::string(length, 'x');
    }
    RequestReader reader(limits);
    if (read(reader, text, by_lines) == Progress::Refused) return reader.refusal().code;
    EXPECT_EQ(reader.take().body.size(), length);
    return std::string();
  };
  for (const bool chunked : {false, true}) {
    for (const bool by_lines : {false, true}) {
      EXPECT_EQ(code_of("/up", 50, chunked, by_lines), "");
      EXPECT_EQ(asked, 0);
      EXPECT_EQ(code_of("/up", 120, chunked, by_lines), "");
      EXPECT_EQ(asked, 1);
      EXPECT_EQ(said.has_value(), !chunked);
      EXPECT_EQ(code_of("/up", 130, chunked, by_lines), "body_too_large");
      EXPECT_EQ(asked, 1);
      EXPECT_EQ(code_of("/other", 60, chunked, by_lines), "body_too_large");
      EXPECT_EQ(code_of("/full", 60, chunked, by_lines), "too_many_requests");
    }
  }
}

TEST(RequestReader, BoundsWhatComesBetweenChunks) {
  const std::string head = "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const bool by_lines : {false, true}) {
    EXPECT_EQ(refusal(head + "3;x=" + std::string(300, 'a'), by_lines), "headers_too_large");
    EXPECT_EQ(refusal(head + "0\r\nX: " + std::string(300, 'a'), by_lines), "headers_too_large");
    // Chunks that are each small enough.
    EXPECT_EQ(refusal(head + "20\r\n" + std::string(32, 'a') + "\r\n20\r\n", by_lines),
              "body_too_large");
  }
}

TEST(RequestReader, TrailersReplaceNoHeaders) {
  RequestReader reader({});
  const std::string bytes =
      "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\nabc\r\n0\r\nHost: evil/\r\nCookie: a=b\r\n\r\n";
  ASSERT_EQ(read(reader, bytes, false), Progress::Complete);
  const Request request = reader.take();
  EXPECT_EQ(request.body, "abc");
  EXPECT_EQ(request.headers.at("host"), "t");
  EXPECT_EQ(request.headers.count("cookie"), 0u);
}

TEST(RequestReader, JoinsHeadersOfOneName) {
  RequestReader reader({});
  const std::string bytes =
      "GET / HTTP/1.1\r\nHost: t\r\nAccept: a\r\nCookie: x=1\r\naccept: b\r\nCookie: y=2\r\n\r\n";
  ASSERT_EQ(read(reader, bytes, true), Progress::Complete);
  const Request request = reader.take();
  EXPECT_EQ(request.headers.at("accept"), "a, b");
  EXPECT_EQ(request.headers.at("cookie"), "x=1; y=2");
}

TEST(RequestReader, LeavesTheNextRequestAlone) {
  RequestReader reader({});
  const std::string one = "GET /1 HTTP/1.1\r\nHost: t\r\n\r\n";
  const std::string two = "GET /2 HTTP/1.1\r\nHost: t\r\n\r\n";
  EXPECT_EQ(reader.feed(one + two), one.size());
  EXPECT_EQ(reader.take().path, "/1");
  reader.reset();
  EXPECT_FALSE(reader.begun());
  EXPECT_EQ(reader.feed(two), two.size());
  EXPECT_EQ(reader.take().path, "/2");
}

}  // namespace
}  // namespace web
