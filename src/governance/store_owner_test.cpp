// Whose bodies are whose: the same by facts, by SQL and by what somebody may edit.
#include <algorithm>
#include <set>

#include "governance/api_publication.hpp"
#include "governance/api_views.hpp"
#include "governance/api_year.hpp"
#include "governance/store_gias.hpp"
#include "governance/store_owner.hpp"
#include "governance/store_testing.hpp"
#include "registry/store.hpp"

namespace governance {
namespace {

// Beside the schools of the fixture, of which C to F are followed in time: D becomes an academy of
// Tide Trust, E and F stay, G and H are new; G is in a federation with F, no cluster has G and H.
class OwnerStore : public GovernanceStore {
 protected:
  void SetUp() override {
    GovernanceStore::SetUp();
    if (IsSkipped()) return;
    std::string schools =
        "URN,EstablishmentName,EstablishmentStatus (name),LA (code),LA (name),"
        "PhaseOfEducation (name),TypeOfEstablishment (name),EstablishmentTypeGroup (name),"
        "Trusts (code),Trusts (name),FederationFlag (name),Federations (code),"
        "Federations (name)\n";
    for (int at = 0; at < 9; ++at) {
      const bool academy = at < 4;
      const bool federated = at == 5 || at == 6;
      schools += std::to_string(990001 + at) + ",School " +
                 std::string(1, static_cast<char>('A' + at)) + ",Open," +
                 (at == 8 ? "919,Westmarch" : "918,Eastmarch") + ",Primary," +
                 (academy ? "Academy converter,Academies,90001,Tide Trust,"
                          : "Community school,Local authority maintained schools,,,") +
                 (federated ? "Supported by a federation,90031,Fen Federation\n"
                            : "Not under a federation,,\n");
    }
    import("edubasealldata20250101.csv", schools, false);
    body("Eastmarch forum", "joint_committee", "authority 918");
    body("Trust board", "trust_board", "group 90001");
    body("North board", "cluster_board", "cluster North of Tide Trust");
    body("South group", "steering_group", "cluster South of Eastmarch");
    body("Fed board", "governing_body", "group 90031");
    body("A body", "local_governing_body", "school 990001");
    body("D body", "governing_body", "school 990004");
    body("E body", "governing_body", "school 990005");
    body("H body", "governing_body", "school 990008", {{"from", "2025-03-01"}});
    body("I body", "governing_body", "school 990009", {{"until", "2025-09-01"}});
  }

  registry::OrganisationId authority(const std::string& name) {
    return must(registry::Store(*lease()).authority(name));
  }
  registry::OrganisationId group(const std::string& name) {
    return must(registry::Store(*lease()).group(name));
  }

  static std::string names_of(std::vector<const Body*> bodies) {
    std::ranges::sort(bodies, {}, &Body::name);
    std::string names;
    for (const Body* each : bodies) names += each->name + ";";
    return names;
  }
  std::string owned(registry::OrganisationId owner, const std::string& on) {
    const Facts facts = must(facts_of_owner(*lease(), owner, base::Period::day(day(on))));
    return names_of(bodies_of(facts, owner, day(on)));
  }
};

TEST_P(OwnerStore, AnAuthorityHasTheBodiesOfTheSchoolsThatItMaintains) {
  EXPECT_EQ(owned(authority("Eastmarch"), "2026-01-01"),
            "E body;Eastmarch forum;Fed board;H body;South group;");
  EXPECT_EQ(owned(authority("Eastmarch"), "2025-02-01"),
            "E body;Eastmarch forum;Fed board;South group;")
      << "that of H is not in being yet";
  EXPECT_EQ(owned(authority("Eastmarch"), "2024-06-01"),
            "D body;E body;Eastmarch forum;South group;")
      << "D is maintained, and nothing is known of the federation";
  EXPECT_EQ(owned(group("Tide Trust"), "2026-01-01"), "A body;D body;North board;Trust board;");
  EXPECT_EQ(owned(group("Tide Trust"), "2024-06-01"), "A body;North board;Trust board;");
  EXPECT_EQ(owned(group("90031"), "2026-01-01"), "Fed board;");
  EXPECT_EQ(owned(authority("Westmarch"), "2025-03-01"), "I body;");
  EXPECT_EQ(owned(authority("Westmarch"), "2026-01-01"), "");
}

// Of every group and authority and on every day: those that are offered have a body, and no others.
TEST_P(OwnerStore, TheListHasWhoHasABody) {
  const Facts all = must(all_facts(*lease()));
  std::vector<registry::OrganisationId> known;
  for (const char* name : {"Eastmarch", "Westmarch"}) known.push_back(authority(name));
  for (const char* name : {"Tide Trust", "90031"}) known.push_back(group(name));
  for (const char* on : {"2023-01-01", "2024-06-01", "2025-02-01", "2025-09-01", "2026-01-01"}) {
    std::set<registry::OrganisationId> listed;
    for (const OwnerRow& each : must(owners(*lease(), day(on)))) {
      listed.insert(each.id);
      EXPECT_EQ(each.kind == registry::OrganisationKind::Authority, each.name.ends_with("march"))
          << each.name;
    }
    for (const registry::OrganisationId each : known) {
      const std::string whole = names_of(bodies_of(all, each, day(on)));
      EXPECT_EQ(owned(each, on), whole) << each.value << on;
      EXPECT_EQ(listed.contains(each), !whole.empty()) << each.value << on;
      listed.erase(each);
    }
    EXPECT_TRUE(listed.empty()) << on;
  }
}

// A grant for the authority reaches what its page has, and no academy.
TEST_P(OwnerStore, AGrantReachesTheBodiesOfItsOwner) {
  const Facts all = must(all_facts(*lease()));
  const auto reaches = [&](const Body& body, registry::OrganisationId owner) {
    const guard::UnitPath path = must(path_of(*lease(), body.place, today));
    return std::ranges::any_of(path, [&](const guard::Unit& unit) {
      const bool kind =
          unit.kind == guard::UnitKind::Authority || unit.kind == guard::UnitKind::Group;
      return kind && unit.id == owner.value;
    });
  };
  for (const registry::OrganisationId owner :
       {authority("Eastmarch"), authority("Westmarch"), group("Tide Trust"), group("90031")}) {
    for (const Body& each : all.bodies) {
      if (!each.period.contains(today)) continue;
      EXPECT_EQ(reaches(each, owner), is_of(all, each, owner, today)) << each.name << owner.value;
    }
  }
}

TEST_P(OwnerStore, TheYearHasThemOnTheDaysOnWhichTheyAreTheOwners) {
  const auto meeting = [&](const std::string& of, const std::string& on) {
    note({{"change", "meeting"}, {"body", of}, {"on", on}, {"starts", "17:00"}});
  };
  meeting("H body", "2025-11-04");
  meeting("D body", "2024-11-05");
  meeting("D body", "2025-02-04");
  must(save_calendar(*lease(),
                     "terms 2024\nsource: the county\n"
                     "autumn: 2024-09-02 to 2024-12-20, half 2024-10-28 to 2024-11-01\n"
                     "spring: 2025-01-06 to 2025-04-04, half 2025-02-17 to 2025-02-21\n"
                     "summer: 2025-04-22 to 2025-07-22, half 2025-05-26 to 2025-05-30\n",
                     0, writing()));
  const registry::OrganisationId march = authority("Eastmarch");
  const YearPlan now = must(year_plan(*lease(), march, 2025, {}));
  EXPECT_EQ(names_of(now.bodies), "E body;Eastmarch forum;Fed board;H body;South group;");
  EXPECT_TRUE(std::ranges::any_of(now.suggested, [&](const Suggested& each) {
    return now.facts->body(each.body)->name == "H body";
  }));
  // D leaves in the course of this one, H comes.
  const YearPlan before = must(year_plan(*lease(), march, 2024, {}));
  EXPECT_EQ(names_of(before.bodies), "D body;E body;Eastmarch forum;Fed board;H body;South group;");
  for (const Suggested& each : before.suggested) {
    const std::string& name = before.facts->body(each.body)->name;
    EXPECT_TRUE(name != "D body" || each.on < day("2025-01-01"));
    EXPECT_TRUE(name != "H body" || each.on >= day("2025-03-01"));
  }
  EXPECT_EQ(names_of(must(year_plan(*lease(), group("Tide Trust"), 2024, {})).bodies),
            "A body;D body;North board;Trust board;");
}

TEST_P(OwnerStore, WhatIsPublishedAndExportedIsTheirs) {
  note({{"change", "appoint"},
        {"body", "H body"},
        {"seat", "parent"},
        {"person", "Hal Moor"},
        {"from", "2025-09-01"}});
  note({{"change", "appoint"},
        {"body", "A body"},
        {"seat", "parent"},
        {"person", "Abe Lee"},
        {"from", "2025-09-01"}});
  note({{"change", "appoint"},
        {"body", "Fed board"},
        {"seat", "parent"},
        {"person", "Fay Wold"},
        {"from", "2025-09-01"}});
  const registry::OrganisationId march = authority("Eastmarch");
  std::string published;
  for (const PublishedBody& each : must(publication_of(*lease(), march, today)).bodies) {
    published += each.body.name + (each.left ? " left;" : ";");
  }
  EXPECT_NE(published.find("H body;"), std::string::npos) << published;
  EXPECT_NE(published.find("Fed board;"), std::string::npos) << published;
  EXPECT_EQ(published.find("A body"), std::string::npos) << published;
  EXPECT_EQ(published.find("D body"), std::string::npos) << "it left a year ago: " << published;
  const auto last_year = must(publication_of(*lease(), march, day("2025-06-01")));
  const auto left = std::ranges::find_if(
      last_year.bodies, [](const PublishedBody& each) { return each.body.name == "D body"; });
  ASSERT_NE(left, last_year.bodies.end());
  EXPECT_TRUE(left->left);
  const std::string file = must(export_gias(*lease(), march, day("2025-01-01"), today));
  EXPECT_NE(file.find("Moor"), std::string::npos) << file;
  EXPECT_NE(file.find("Wold"), std::string::npos) << file;
  EXPECT_EQ(file.find("Lee"), std::string::npos) << file;
}

INSTANTIATE_TEST_SUITE_P(Engines, OwnerStore, sql::all_engines(), sql::test_engine_name);

}  // namespace
}  // namespace governance
