// Where bodies stand, and that the picture of them is well made whatever their number.
#include "governance/structure.hpp"

#include <gtest/gtest.h>

#include "governance/api_structure.hpp"
#include "governance/world_testing.hpp"

namespace governance {
namespace {

std::string told(const World& world, std::string_view on) {
  std::vector<Standing> standing;
  for (const Body& each : world.facts.bodies) standing.push_back({&each, World::day(on)});
  std::string text;
  for (const Placed& each : structure(world.facts, standing)) {
    text += std::string(static_cast<std::size_t>(each.depth), '-') + standing[each.at].body->name +
            "\n";
  }
  return text;
}

std::size_t count_of(const std::string& text, std::string_view words) {
  std::size_t count = 0;
  for (std::size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) {
    ++count;
  }
  return count;
}

TEST(Structure, FollowsWhoReportsToWhomAndTheClusterOfASchool) {
  World world;
  for (const char* line :
       {"school Oak", "school Elm", "member Oak; of cluster Harbour; from 2026-01-01",
        "body members; kind members; of group Tide", "body board; kind trust_board; of group Tide",
        "body finance; kind committee; of group Tide; under board",
        "body harbour; kind cluster_board; of cluster Harbour; under board",
        "body oak; kind local_governing_body; of school Oak; under board",
        "body elm; kind local_governing_body; of school Elm"}) {
    world.line(line);
  }
  world.facts.index();
  EXPECT_EQ(told(world, "2026-01-01"), "members\n-board\n--finance\n--harbour\n---oak\n--elm\n");
  EXPECT_EQ(told(world, "2025-12-31"), "members\n-board\n--finance\n--harbour\n--elm\n--oak\n");
}

TEST(Structure, OfARingHasEachOnce) {
  World world;
  for (const char* line : {"body a; kind committee; of group Tide; under b",
                           "body b; kind committee; of group Tide; under a"}) {
    world.line(line);
  }
  world.facts.index();
  EXPECT_EQ(told(world, "2026-01-01"), "a\n-b\n");
}

TEST(Structure, IsDrawnForAnyNumberOfBodies) {
  for (const int number : {1, 2, 40, 120}) {
    std::vector<StructureRow> rows = {{"Members <of> Tide", "Members", "#m", 0}};
    for (int at = 1; at < number; ++at) {
      rows.push_back(
          {"Saint Somebody's Church of England Primary Academy and Nursery " + std::to_string(at),
           "Local governing body", "#b", at % 9 == 1 ? 1 : 2});
    }
    const web::Html picture = structure_picture(rows, "Tide");
    EXPECT_EQ(count_of(picture.markup(), "<text"), count_of(picture.markup(), "</text>"));
    EXPECT_GE(count_of(picture.markup(), "Local governing body"),
              static_cast<std::size_t>(number - 1))
        << "each is in it";
    EXPECT_NE(picture.markup().find("Members &lt;of&gt; Tide"), std::string::npos);
    EXPECT_NE(picture.markup().find("role=\"img\""), std::string::npos);
    EXPECT_EQ(count_of(structure_list(rows).markup(), "</li>"), static_cast<std::size_t>(number));
  }
  const std::vector<StructureRow> many(121, {"Board", "Committee", "#b", 0});
  EXPECT_EQ(structure_picture(many, "Tide").markup().find("<svg"), std::string::npos);
}

}  // namespace
}  // namespace governance
