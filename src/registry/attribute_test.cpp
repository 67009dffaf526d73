// The cells of evidence rows.
#include "registry/attribute.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace registry {
namespace {

// Bytes near the separator are those that a wrong mask would take for one.
rc::Gen<std::string> some_cell() {
  const std::string bytes = "\x1e\x20\x9f\x9e\x5f\x0f ab7";
  return rc::gen::container<std::string>(rc::gen::elementOf(bytes));
}

RC_GTEST_PROP(Cell, EachIsFoundWhereItWasPut, ()) {
  const int count = *rc::gen::inRange(1, 40);
  std::vector<Attribute> attributes;
  std::vector<std::string> values;
  std::string cells;
  for (int at = 0; at < count; ++at) {
    attributes.push_back(static_cast<Attribute>(at));
    values.push_back(*some_cell());
    if (at > 0) cells += cell_separator;
    cells += values.back();
  }
  const Layout layout(attributes);
  for (int at = 0; at < count; ++at) {
    RC_ASSERT(cell(layout, cells, static_cast<Attribute>(at)) ==
              values[static_cast<std::size_t>(at)]);
  }
  RC_ASSERT(cell(layout, cells, static_cast<Attribute>(count)).empty());
}

TEST(Cell, OneThatTheRowIsTooShortForIsEmpty) {
  const Layout layout({Attribute::Urn, Attribute::Name, Attribute::Type});
  EXPECT_EQ(cell(layout, "100000\x1fOak", Attribute::Name), "Oak");
  EXPECT_EQ(cell(layout, "100000\x1fOak", Attribute::Type), "");
  EXPECT_EQ(cell(layout, "", Attribute::Urn), "");
}

}  // namespace
}  // namespace registry
