// Every scheme that is shipped is read, and has no fault but those that its text speaks of.
#include "delegation/samples.hpp"

#include <gtest/gtest.h>

#include <map>

#include "delegation/analysis.hpp"
#include "delegation/world_testing.hpp"

namespace delegation {
namespace {

const base::Date day = *base::Date::from_ymd(2026, 3, 16);

std::string faults_of(const World& world) {
  const auto unit = world.unit(day);
  if (!unit.ok()) return unit.error().message;
  std::string all;
  for (const Fault& fault : faults_of(world.catalogue, unit.value())) {
    all += fault_text(world.catalogue, nullptr, fault) + "\n";
  }
  return all;
}

TEST(Samples, HaveTheFaultsThatTheySpeakOfAndNoOther) {
  const std::map<std::string_view, std::string> spoken = {
      {"primary", "S06: two levels decide.\n"},
      {"maintained",
       "F18: the law does not let that level decide.\nF19: the law does not let that level "
       "decide.\nG01: the law does not let that level decide.\n"}};
  for (const Sample& sample : samples()) {
    World world;
    world.add(std::string(sample.text));
    const Scheme scheme = World::must(read_scheme(world.catalogue, sample.text));
    const Layer alone(world.catalogue, scheme);
    for (const Fault& fault : faults_of(world.catalogue, alone)) {
      ADD_FAILURE() << sample.name << ": " << fault_text(world.catalogue, &scheme, fault);
    }
    const std::string fact(fact_of(scheme.kind));
    if (!fact.empty()) world.set(world.facts, fact + " " + scheme.which);
    if (scheme.kind != LayerKind::Group && !scheme.whole) {
      world.add(std::string(
          sample_called(sample.name == "ladder_bespoke" ? "ladder" : "trust").value_or("")));
    }
    const auto found = spoken.find(sample.name);
    EXPECT_EQ(faults_of(world), found == spoken.end() ? "" : found->second) << sample.name;
  }
}

TEST(Samples, AreFoundByName) {
  EXPECT_EQ(sample_called("shipped"), sample_called("trust"));
  EXPECT_FALSE(sample_called("nothing"));
  for (const Sample& sample : samples()) {
    EXPECT_EQ(sample_called(sample.name), sample.text);
    EXPECT_FALSE(sample.about.empty());
    const Scheme scheme = World::must(read_scheme(shipped_catalogue(), sample.text));
    EXPECT_EQ(scheme.code, sample.name);
  }
}

}  // namespace
}  // namespace delegation
