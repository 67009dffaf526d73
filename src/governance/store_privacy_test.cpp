// What is kept of people: who sees it, what the trail has of it, what is taken out and what is
// told.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "access/store_audit.hpp"
#include "governance/api_views.hpp"
#include "governance/store_export.hpp"
#include "governance/store_known.hpp"
#include "governance/store_testing.hpp"

namespace governance {
namespace {

TEST_P(GovernanceStore, WhoKeepsABodyNotesWhatItsMembersDeclare) {
  const std::string oak = body("Oak body", "local_governing_body", "school 990001");
  note({{"change", "appoint"}, {"body", oak}, {"seat", "parent"}, {"person", "Cy Bell"}});
  const auto of_school = [](const guard::UnitPath& path) -> base::Result<std::string> {
    if (path.front().kind == guard::UnitKind::School) return std::string("Editor of School A");
    return base::make_error("not_allowed", "No.");
  };
  const auto declare = [&](const std::string& who) {
    return code_of(save_changes(
        *lease(),
        {must(read_change(
            {{"change", "declared"}, {"person", who}, {"year", "2025"}, {"on", "2025-09-10"}}))},
        writing(), of_school, Keep::All));
  };
  EXPECT_EQ(declare("Cy Bell"), "");
  EXPECT_EQ(declare("Di Orr"), "not_allowed");
}

TEST_P(GovernanceStore, TheTrailHasNumbersOfPeopleAndNoNames) {
  note({{"change", "office"},
        {"office", "headteacher"},
        {"at", "school 990001"},
        {"person", "Ann Lee"},
        {"email", "ann@example.org"}});
  const guard::AuditRecord last = must(guard::search_audit(*lease(), {}, 1)).front();
  EXPECT_EQ(last.act.action, "governance.office");
  const std::string all = last.act.subject.name + last.act.old_values + last.act.new_values;
  EXPECT_EQ(all.find("Ann"), std::string::npos) << all;
  EXPECT_EQ(all.find("ann@"), std::string::npos) << all;
  EXPECT_NE(all.find("\"person\""), std::string::npos) << all;
}

TEST_P(GovernanceStore, WhoIsErasedHasNoNameAndTheRecordStays) {
  const Outcome took = note({{"change", "office"},
                             {"office", "headteacher"},
                             {"at", "school 990001"},
                             {"person", "Ann Lee"},
                             {"email", "ann@example.org"}});
  note({{"change", "end-office"},
        {"number", std::to_string(took.number)},
        {"until", "2027-01-01"},
        {"why", "illness"}});
  note({{"change", "erase"}, {"person", "ann@example.org"}});
  const PersonRow row = must(person_row(*lease(), took.person));
  EXPECT_EQ(row.name, "Person " + std::to_string(took.person.value));
  EXPECT_EQ(row.email, "");
  EXPECT_TRUE(must(people_called(*lease(), "Ann Lee", 9)).empty());
  const Facts facts = must(facts_of_person(*lease(), took.person));
  ASSERT_EQ(facts.offices_of(took.person).size(), 1U);
  EXPECT_EQ(facts.offices_of(took.person).front()->why_ended, "");
}

// Who may edit one school does not draw another under a body of theirs.
TEST_P(GovernanceStore, ABodyIsSharedByWhoMayEditEachOfItsSchools) {
  const std::int64_t mine = must(
      lease()->integer("SELECT school_id FROM identifier WHERE scheme = 'urn' AND value = 990001"));
  const auto only_mine = [&](const guard::UnitPath& path) -> base::Result<std::string> {
    const auto is_mine = [&](const guard::Unit& unit) {
      return unit.kind == guard::UnitKind::School && unit.id == mine;
    };
    if (std::ranges::any_of(path, is_mine)) return std::string("editor of School A");
    return base::make_error("not_allowed", "No.");
  };
  const auto tried = [&](const std::string& schools) {
    const Change change = must(read_change({{"change", "body"},
                                            {"name", "Transition"},
                                            {"kind", "transition_board"},
                                            {"at", "school 990001"},
                                            {"schools", schools}}));
    return code_of(save_changes(*lease(), {change}, writing(), only_mine, Keep::All));
  };
  EXPECT_EQ(tried("990001 990004"), "not_allowed");
  EXPECT_EQ(must(lease()->integer("SELECT count(*) FROM body", {})), 0);
  EXPECT_EQ(tried("990001"), "");
}

// Neither a seat that is over nor one to come opens what is known of somebody.
TEST_P(GovernanceStore, WhatIsKnownIsForWhoKeepsABodyWhereTheySitToday) {
  const auto sits = [&](const std::string& at, const std::string& from, const std::string& until) {
    const std::string number = body("Governors of " + at, "local_governing_body", "school " + at);
    return note({{"change", "appoint"},
                 {"body", number},
                 {"seat", "parent"},
                 {"person", "Cy Bell"},
                 {"from", from},
                 {"until", until}})
        .person;
  };
  const PersonId person = sits("990001", "2020-09-01", "2024-09-01");
  sits("990002", "2026-09-01", "2030-09-01");
  EXPECT_TRUE(must(paths_of_person(*lease(), person, base::Period::day(today), today)).empty());
  sits("990003", "2025-09-01", "2029-09-01");
  EXPECT_EQ(must(paths_of_person(*lease(), person, base::Period::day(today), today)).size(), 1U);
}

TEST_P(GovernanceStore, TheTrailHasNothingThatWasWrittenOfPeople) {
  const std::string oak = body("Oak", "local_governing_body", "school 990001");
  const auto met =
      std::to_string(note({{"change", "meeting"}, {"body", oak}, {"on", "2026-01-04"}}).number);
  note({{"change", "item"},
        {"meeting", met},
        {"title", "Dismissal of Ann Lee"},
        {"motion", "That Ann Lee be dismissed"},
        {"source", "letter of Ann Lee"}});
  note({{"change", "action"},
        {"meeting", met},
        {"what", "Write to Ann Lee"},
        {"person", "Bob Ray"},
        {"due", "2026-02-01"}});
  EXPECT_EQ(must(lease()->integer("SELECT count(*) FROM audit WHERE new_values LIKE '%Ann Lee%'")),
            0);
}

// Also where they have no seat.
TEST_P(GovernanceStore, APersonsOfficesAreThereAndNameTheirPlaces) {
  for (const char* place : {"group 90001", "cluster North"}) {
    const bool group = std::string_view(place).starts_with("group");
    const Outcome took = note({{"change", "office"},
                               {"office", group ? "director" : "lead_headteacher"},
                               {"at", place},
                               {"person", group ? "Fay Moor" : "Gil Dow"}});
    const Facts facts = must(facts_of_person(*lease(), took.person));
    const auto offices = facts.offices_of(took.person);
    ASSERT_EQ(offices.size(), 1U) << place;
    EXPECT_EQ(facts.place_name(offices.front()->place), group ? "Tide Trust" : "North");
  }
}

// Neither the day of a check nor the number of its certificate is in the trail or in a sentence.
TEST_P(GovernanceStore, WhatIsKnownOfSomebodyIsKeptForFewEyes) {
  const std::string oak =
      body("Oak body", "local_governing_body", "school 990001", {{"rules", "sponsored_lgb"}});
  const Outcome sat = note({{"change", "appoint"},
                            {"body", oak},
                            {"seat", "parent"},
                            {"person", "Cy Bell"},
                            {"from", "2025-09-01"}});
  EXPECT_NE(codes(oak, "2026-01-01").find("safeguarding;dbs;"), std::string::npos);
  const Outcome checked = note({{"change", "checked"},
                                {"person", "Cy Bell"},
                                {"check", "DBS"},
                                {"on", "2025-09-03"},
                                {"certificate", "001234567890"}});
  const guard::AuditRecord last = must(guard::search_audit(*lease(), {}, 1)).front();
  const std::string told = checked.what + last.act.new_values + last.act.subject.name;
  for (const char* secret : {"2025-09-03", "3 September", "001234567890"}) {
    EXPECT_EQ(told.find(secret), std::string::npos) << told;
  }
  const Outcome trained = note({{"change", "trained"},
                                {"person", "Cy Bell"},
                                {"subject", "Safeguarding"},
                                {"on", "2025-09-03"},
                                {"until", "2026-03-01"}});
  EXPECT_EQ(codes(oak, "2026-02-28").find("dbs"), std::string::npos);
  std::vector<Finding> late = found(oak, "2026-03-01");
  EXPECT_EQ(std::ranges::count(late, FindingKind::Overdue, &Finding::kind), 1);
  keep_seen(late, Sight::Anybody);
  EXPECT_EQ(std::ranges::count(late, FindingKind::Overdue, &Finding::kind), 0);
  const PersonKnown edits = must(person_known(*lease(), sat.person, Sight::Edit, false));
  ASSERT_EQ(edits.checks.size(), 1U);
  EXPECT_EQ(edits.checks.front().certificate, "");
  EXPECT_TRUE(must(person_known(*lease(), sat.person, Sight::Drafts, false)).checks.empty());
  EXPECT_TRUE(must(person_known(*lease(), sat.person, Sight::Anybody, false)).trainings.empty());
  EXPECT_EQ(must(person_known(*lease(), sat.person, Sight::Edit, true)).checks[0].certificate,
            "001234567890");
  const std::string number = std::to_string(trained.number);
  note({{"change", "withdraw-training"}, {"number", number}});
  EXPECT_EQ(refused({{"change", "withdraw-training"}, {"number", number}}), "bad_governance");
  EXPECT_EQ(refused({{"change", "trained"},
                     {"person", "Cy Bell"},
                     {"subject", "prevent"},
                     {"on", "2025-09-03"},
                     {"until", "2025-09-03"}}),
            "bad_governance");
  note({{"change", "erase"}, {"person", "Cy Bell"}});
  EXPECT_EQ(must(lease()->integer("SELECT count(*) FROM training")), 0);
  EXPECT_EQ(must(lease()->integer("SELECT count(*) FROM person_check")), 0);
}

// Columns of tables with people that person_tables() does not know, as "table.column".
std::vector<std::string> not_exported(const std::string& schema) {
  std::map<std::string, std::set<std::string>> tables;
  std::set<std::string> of_people{"person"};
  std::string table;
  for (const std::string_view each : base::split(schema, '\n')) {
    const std::string line(base::trim(each));
    const std::string first = line.substr(0, line.find(' '));
    if (line.starts_with("CREATE TABLE ")) {
      table = line.substr(13, line.find(' ', 13) - 13);
    } else if (line.starts_with(")")) {
      table.clear();
    } else if (!table.empty() && !first.empty() && base::lower_ascii(first) == first) {
      if (line.find("REFERENCES person(") != std::string::npos || first == "person_id" ||
          first == "holder_id") {
        of_people.insert(table);
      }
      if (line.find(" NOT NULL") != std::string::npos || first == "id") tables[table].insert(first);
    }
  }
  std::vector<std::string> missing;
  for (const std::string& name : of_people) {
    const auto known = std::ranges::find(person_tables(), name, &PersonTable::table);
    for (const std::string& column : tables[name]) {
      const bool told =
          known != person_tables().end() && (std::ranges::count(known->columns, column) > 0 ||
                                             std::ranges::count(known->people, column) > 0);
      if (!told && column != "folded") missing.push_back(name + "." + column);
    }
  }
  return missing;
}

TEST(GovernanceExport, HasEveryTableOfTheSchemaThatNamesAPerson) {
  std::string schema;
  for (const sql::Migration& step : sql::migrations()) schema += std::string(step.sql) + "\n";
  EXPECT_EQ(not_exported(schema), std::vector<std::string>{});
  const std::string more = "CREATE TABLE skill (\n  holder_id INTEGER NOT NULL\n) STRICT;\n";
  EXPECT_EQ(not_exported(schema + more), std::vector<std::string>{"skill.holder_id"});
}

TEST_P(GovernanceStore, AllThatIsKeptOfAPersonIsTold) {
  const std::string oak = body("Oak body", "local_governing_body", "school 990001");
  const Outcome sat =
      note({{"change", "appoint"}, {"body", oak}, {"seat", "parent"}, {"person", "Cy Bell"}});
  note({{"change", "checked"},
        {"person", "Cy Bell"},
        {"check", "DBS"},
        {"on", "2025-09-03"},
        {"certificate", "001234567890"}});
  const std::string told = export_json(must(person_export(*lease(), sat.person)));
  for (const char* part : {"Cy Bell", "\"parent\"", "20250903", "001234567890", "\"vote\": []"}) {
    EXPECT_NE(told.find(part), std::string::npos) << part << told;
  }
  EXPECT_EQ(code_of(person_export(*lease(), PersonId{9999})), "person_not_found");
}

TEST_P(GovernanceStore, ThatItWasGivenOutIsInTheTrail) {
  const std::string oak = body("Oak body", "local_governing_body", "school 990001");
  const PersonId cy =
      note({{"change", "appoint"}, {"body", oak}, {"seat", "parent"}, {"person", "Cy Bell"}})
          .person;
  const std::string given = export_json(must(give_out(*lease(), cy, writing())));
  EXPECT_EQ(given, export_json(must(person_export(*lease(), cy))));
  const guard::AuditRecord last = must(guard::search_audit(*lease(), {}, 1)).front();
  EXPECT_EQ(last.act.action, "governance.give-out");
  EXPECT_EQ(last.act.subject.id, cy.value);
  EXPECT_EQ(last.act.by.reason, "because");
  EXPECT_EQ(last.act.new_values, R"({"rows":2})");
  EXPECT_EQ(code_of(give_out(*lease(), PersonId{9999}, writing())), "person_not_found");
}

}  // namespace
}  // namespace governance
