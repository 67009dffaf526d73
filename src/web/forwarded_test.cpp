// Which words of proxies are believed.
#include "web/forwarded.hpp"

#include <gtest/gtest.h>

namespace web {
namespace {

const std::vector<Network> trusted = {*Network::parse("127.0.0.1"), *Network::parse("10.0.0.0/8"),
                                      *Network::parse("::1")};

Request after(std::string peer, std::map<std::string, std::string> headers) {
  Request request;
  request.peer = std::move(peer);
  request.headers = std::move(headers);
  believe_proxies(trusted, request);
  return request;
}

TEST(Forwarded, BelievesATrustedProxy) {
  const Request request =
      after("127.0.0.1", {{"x-forwarded-for", "203.0.113.7"}, {"x-forwarded-proto", "https"}});
  EXPECT_EQ(request.peer, "203.0.113.7");
  EXPECT_TRUE(request.secure);
  EXPECT_EQ(after("::1", {{"x-forwarded-for", "2001:db8::7"}}).peer, "2001:db8::7");
}

TEST(Forwarded, BelievesNobodyElse) {
  const Request request =
      after("198.51.100.1", {{"x-forwarded-for", "203.0.113.7"}, {"x-forwarded-proto", "https"}});
  EXPECT_EQ(request.peer, "198.51.100.1");
  EXPECT_FALSE(request.secure);
}

TEST(Forwarded, TakesTheLastAddressThatIsNoProxys) {
  EXPECT_EQ(after("127.0.0.1", {{"x-forwarded-for", "192.0.2.66, 203.0.113.7, 10.1.2.3"}}).peer,
            "203.0.113.7");
  EXPECT_EQ(after("127.0.0.1", {{"x-forwarded-for", "10.9.9.9 ,10.1.2.3"}}).peer, "10.9.9.9");
}

TEST(Forwarded, StopsAtWhatIsNoAddress) {
  EXPECT_EQ(after("127.0.0.1", {{"x-forwarded-for", "203.0.113.7, unknown"}}).peer, "127.0.0.1");
  EXPECT_EQ(after("127.0.0.1", {{"x-forwarded-for", "203.0.113.7, 10.0.0.0/8"}}).peer, "127.0.0.1");
  EXPECT_EQ(after("127.0.0.1", {{"x-forwarded-for", ""}}).peer, "127.0.0.1");
  EXPECT_EQ(after("127.0.0.1", {{"x-forwarded-for", "203.0.113.7,,10.1.2.3"}}).peer, "10.1.2.3");
}

TEST(Forwarded, TheSchemeIsHttpsOrItIsNot) {
  for (const char* scheme : {"http", "HTTPS ", "https, http", ""}) {
    EXPECT_FALSE(after("127.0.0.1", {{"x-forwarded-proto", scheme}}).secure) << scheme;
  }
}

}  // namespace
}  // namespace web
