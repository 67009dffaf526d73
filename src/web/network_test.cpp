// Which addresses are in which networks.
#include "web/network.hpp"

#include <gtest/gtest.h>

namespace web {
namespace {

TEST(Network, HoldsItsAddressesAndNoOthers) {
  struct Case {
    const char* network;
    const char* address;
    bool inside;
  };
  for (const Case& each :
       {Case{"127.0.0.1", "127.0.0.1", true}, Case{"127.0.0.1", "127.0.0.2", false},
        Case{"10.0.0.0/8", "10.255.1.2", true}, Case{"10.0.0.0/8", "11.0.0.0", false},
        Case{"192.168.4.0/22", "192.168.7.255", true}, Case{"192.168.4.0/22", "192.168.8.0", false},
        Case{"0.0.0.0/0", "203.0.113.9", true}, Case{"0.0.0.0/0", "2001:db8::1", false},
        Case{"::1", "::1", true}, Case{"2001:db8::/32", "2001:db8:9::1", true},
        Case{"2001:db8::/32", "2001:db9::1", false},
        // A socket of both families names IPv4 so.
        Case{"127.0.0.1", "::ffff:127.0.0.1", true}, Case{"::/0", "127.0.0.1", true}}) {
    const auto network = Network::parse(each.network);
    ASSERT_TRUE(network) << each.network;
    EXPECT_EQ(contains({*network}, each.address), each.inside)
        << each.network << " " << each.address;
  }
}

TEST(Network, IsNothingElse) {
  for (const char* text : {"", "localhost", "10.0.0", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1",
                           "::1/129", "10.0.0.0/8/8", " 10.0.0.1", "unix"}) {
    EXPECT_FALSE(Network::parse(text)) << text;
  }
  EXPECT_FALSE(contains({*Network::parse("0.0.0.0/0")}, "unknown"));
  EXPECT_FALSE(contains({}, "127.0.0.1"));
}

}  // namespace
}  // namespace web
