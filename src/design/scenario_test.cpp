// Scenarios as text: what is written is read again, and what cannot be read is named with its line.
#include "design/scenario.hpp"

#include <gtest/gtest.h>

#include "sql/database_testing.hpp"

namespace design {
namespace {

using sql::code_of;
using sql::must;

constexpr std::string_view everything =
    "name: Clusters 2027\n"
    "note: After the consultation\n"
    "preset: county\n"
    "on: 2026-09-01\n"
    "authority: 918\n"
    "group: 90001\n"
    "district: Saltmere\n"
    "phase: Primary\n"
    "independent schools too: yes\n"
    "mainstream only: yes\n"
    "joining: 990101\n"
    "leaving: 990102\n"
    "schools: 6 to 12, kept\n"
    "pupils: at least 1000, 0.5 each\n"
    "clusters: 12 to 14\n"
    "travel limit: 20 minutes, 5 each\n"
    "secondary: kept\n"
    "able lead: 30 each\n"
    "able grades: Outstanding\n"
    "able by report card: no\n"
    "able source: Trust Cluster Model\n"
    "able dated: 2012-04-01\n"
    "at most: 2 secondary, kept\n"
    "at most: 1 special, 30 each\n"
    "federations: kept\n"
    "contiguous: 20 each\n"
    "pin: 990103 in Harbour\n"
    "locked: Moor\n"
    "apart: 990104 990105\n"
    "barrier: River; 600000 300000, 610000 310000\n"
    "journeys count for: pupils\n"
    "weight moves: 12.5\n"
    "travel: matrix norfolk.csv\n";

TEST(ScenarioText, writes_what_it_has_read) {
  const Scenario scenario = must(read_scenario(everything));
  EXPECT_EQ(scenario_text(scenario), everything);
  EXPECT_TRUE(check(scenario).ok());
  EXPECT_EQ(scenario.rules.barriers.front().corners.size(), 2U);
  EXPECT_FALSE(scenario.rules.pupils.strength.hard);
}

TEST(ScenarioText, says_nothing_of_what_is_as_usual) {
  EXPECT_EQ(scenario_text(Scenario{}), "schools: 6 to 12, kept\n");
}

TEST(ScenarioText, takes_comments_and_every_form_of_a_range) {
  const Scenario scenario =
      must(read_scenario("# by hand\n\nschools: at most 9\npupils: 300\nclusters: any\n"));
  EXPECT_FALSE(scenario.rules.schools.least.has_value());
  EXPECT_EQ(scenario.rules.schools.most, 9);
  EXPECT_EQ(scenario.rules.pupils.least, 300);
  EXPECT_EQ(scenario.rules.pupils.most, 300);
  EXPECT_FALSE(scenario.clusters.least.has_value());
}

TEST(ScenarioText, names_the_line_that_it_cannot_read) {
  for (const char* line :
       {"colour: blue", "no colon", "schools: few", "schools: 6 to 12, dear", "pin: 990101",
        "apart: 990101", "barrier: River", "barrier: River; 600000", "on: someday",
        "phase: Kindergarten", "travel: by sea", "weight moves: -1", "clusters: 99999999",
        "able by report card: perhaps", "journeys count for: cars", "joining: Oak",
        "mainstream only: maybe", "independent schools too: 1", "able dated: x"}) {
    const auto read = read_scenario("name: Test\n" + std::string(line));
    ASSERT_EQ(code_of(read), "bad_scenario") << line;
    EXPECT_TRUE(read.error().message.starts_with("Line 2: ")) << read.error().message;
  }
}

TEST(ScenarioCheck, refuses_what_cannot_be_worked_with) {
  const std::pair<const char*, const char*> bad[] = {
      {"schools: 12 to 6", "schools"},
      {"name:", "name"},
      {"clusters: 5 to 3", "clusters"},
      {"weight travel: 0", "weight travel"},
      {"weight moves: 9999999", "weight moves"},
      {"secondary: 9999999 each", "price"},
      {"at most: 2 secondary, 9999999 each", "price"},
      {"at most: 2 secondary\nat most: 3 secondary", "at most"},
      {"at most: 2000000 primary", "at most"},
      {"secondary: kept\nat most: 0 secondary", "at most"},
      {"travel: matrix", "travel"},
      {"travel: roads ../secret", "travel"},
      {"clusters: 0", "clusters"},
      {"pupils: at least 999999999", "pupils"},
  };
  for (const auto& [line, field] : bad) {
    const Scenario scenario = must(read_scenario("name: Test\n" + std::string(line)));
    const auto checked = check(scenario);
    ASSERT_EQ(code_of(checked), "bad_scenario") << line;
    EXPECT_EQ(checked.error().field, field) << line;
  }
}

TEST(ScenarioDifferences, pair_lines_of_one_word) {
  const Scenario before = must(read_scenario("name: A\nschools: 6 to 12\njoining: 990101\n"));
  const Scenario after = must(read_scenario("name: A\nschools: 8 to 14\nsecondary: kept\n"));
  const auto found = differences(before, after);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].before, "joining: 990101");
  EXPECT_EQ(found[0].after, "");
  EXPECT_EQ(found[1].before, "schools: 6 to 12, kept");
  EXPECT_EQ(found[1].after, "schools: 8 to 14, kept");
  EXPECT_EQ(found[2].after, "secondary: kept");
  EXPECT_TRUE(differences(before, before).empty());
}

TEST(Presets, are_data_with_source_and_day) {
  ASSERT_GE(presets().size(), 3U);
  for (const Preset& each : presets()) {
    EXPECT_FALSE(each.source.empty()) << each.code;
    Scenario scenario;
    scenario.name = "Test";
    apply(each, scenario);
    EXPECT_TRUE(check(scenario).ok()) << each.code;
    EXPECT_EQ(scenario.preset, each.code);
  }
  EXPECT_EQ(find_preset("county")->scenario.rules.schools.least, 8);
  EXPECT_EQ(find_preset("county")->scenario.rules.schools.most, 14);
  EXPECT_EQ(find_preset("together")->scenario.rules.schools.most, 8);
  EXPECT_EQ(find_preset("trust")->scenario.rules.travel.minutes, 20);
  EXPECT_EQ(find_preset("nothing"), nullptr);
}

TEST(Presets, name_the_line_that_is_wrong) {
  EXPECT_EQ(code_of(read_presets("title: Lost\n")), "bad_scenario");
  EXPECT_EQ(code_of(read_presets("preset a\ntitle: A\nsource: B\n")), "bad_scenario");
  EXPECT_EQ(code_of(read_presets("preset a\ntitle: A\nsource: B\ndated: x\n")), "bad_scenario");
  EXPECT_EQ(code_of(read_presets("preset a\ntitle: A\nsource: B\ndated: 2020-01-01\nx: y\n")),
            "bad_scenario");
}

TEST(Wishes, have_words_for_their_weights) {
  for (const Wish& wish : wishes()) {
    for (const Care care : {Care::None, Care::Little, Care::Some, Care::Much}) {
      EXPECT_EQ(care_of(wish, weight_of(wish, care)), care) << wish.code;
    }
  }
  EXPECT_EQ(care_label(Care::Much), "matters most");
}

}  // namespace
}  // namespace design
