// What a command sees of the options that were given.
#include "base/command.hpp"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(Invocation, gives_what_was_given) {
  Invocation call;
  call.values = {{"dry-run", {}}, {"on", {"2024-01-01", "2025-01-01"}}, {"FILE", {"a", "b"}}};
  EXPECT_TRUE(call.flag("dry-run"));
  EXPECT_FALSE(call.flag("json"));
  EXPECT_EQ(call.value("on"), "2025-01-01");
  EXPECT_EQ(call.value("dry-run"), std::nullopt);
  EXPECT_EQ(call.value("to"), std::nullopt);
  EXPECT_EQ(call.list("FILE"), (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(call.list("to").empty());
}

}  // namespace
}  // namespace base
