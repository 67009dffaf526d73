// The register's extract in the database of each engine: taken over once, given out as it came, and
// never against what was noted here.
#include "governance/store_gias.hpp"

#include <gtest/gtest.h>

#include "access/store_audit.hpp"
#include "base/text.hpp"
#include "governance/api_rules.hpp"
#include "governance/store_gias_testing.hpp"
#include "governance/store_rules.hpp"

namespace governance {
namespace {

class GovernanceGias : public GiasWorld {};

TEST_P(GovernanceGias, WhatComesInGoesOutAsItCame) {
  const FileView seen = look(whole(posts));
  EXPECT_TRUE(seen.errors.empty());
  EXPECT_EQ(count("person") + count("gias_post"), 0) << "a dry run keeps nothing";
  const FileView saved = import(whole(posts));
  EXPECT_TRUE(saved.saved);
  EXPECT_EQ(told(saved, GiasNoteKind::Disagreement), "");
  EXPECT_EQ(count("gias_post"), 12);
  EXPECT_EQ(count("person"), 9) << "Dee and Eve have two posts, Flo has a seat and the chair";
  EXPECT_EQ(count("body"), 5);
  EXPECT_EQ(count("appointment"), 6);
  EXPECT_EQ(exported(), whole(posts));
  EXPECT_EQ(must(guard::search_audit(*lease(), {.action = "governance.gias"}, 9)).size(), 1U);

  const FileView again = import(whole(posts));
  EXPECT_EQ(again.unchanged, 12U);
  EXPECT_TRUE(again.notes.empty() && again.version.empty()) << "twice changes nothing";
  EXPECT_EQ(count("gias_import"), 1);
}

TEST_P(GovernanceGias, SeatsAndOfficesComeOfRoles) {
  import(whole(posts));
  const Facts facts = must(all_facts(*lease()));
  std::string lines;
  for (const Body& body : facts.bodies) {
    const Composition made = composition(facts, shipped_rules(), body, today);
    for (const Seat& seat : made.seats) {
      if (!seat.vacant()) {
        lines += body.name + ", " + seat.category + ": " + facts.person_name(seat.holder) + "\n";
      }
    }
  }
  for (const std::string line : {"School A: local governing body, head: Cai Roe",
                                 "School A: local governing body, "
                                 "parent: Ben Ash",
                                 "Tide Trust: trust board, trustee: Hal Q Orr",
                                 "Tide Trust: members of the trust, member: Gus Ray",
                                 "Tide Trust: shared local governing body, trust: Eve Hay"}) {
    EXPECT_NE(lines.find(line), std::string::npos) << line << "\nis not in\n" << lines;
  }
}

TEST_P(GovernanceGias, WhatTheRegisterSaysAnewIsTakenOver) {
  import(whole(posts));
  std::string changed =
      with(whole(posts), "12,990001,,,Local governor,Mr,Ben,,Ash,01/09/2024,31/08",
           "12,990001,,,Local governor,Mr,Ben,,Ashe,01/09/2024,30/11");
  changed = with(changed, "3,,90001,,Accounting officer,,Ivy,,May,01/09/2022,,",
                 "3,,90001,,Accounting officer,,Ivy,,May,01/09/2022,31/12/2025,");
  const FileView saved = import(changed);
  EXPECT_EQ(told(saved, GiasNoteKind::Effect),
            "Ivy May, accounting officer, is there 1 September 2022 to 31 December 2025; until now "
            "since 1 September 2022.\nBen Ashe, local governor, is there 1 September 2024 to 30 "
            "November 2028; until now 1 September 2024 to 31 August 2028.\nBen Ash is called Ben "
            "Ashe.\n");
  EXPECT_EQ(exported(), changed);
}

TEST_P(GovernanceGias, WhatWasNotedHereIsNotOverwritten) {
  import(whole(posts));
  const std::string ben =
      std::to_string(must(lease()->integer("SELECT appointment_id FROM gias_post WHERE gid = 12")));
  note({{"change", "end-appointment"}, {"number", ben}, {"until", "2026-03-01"}});
  const FileView repeats = look(whole(posts));
  EXPECT_EQ(told(repeats, GiasNoteKind::Disagreement),
            "The register has Ben Ash, local governor, 1 September 2024 to 31 August 2028; here it "
            "is 1 September 2024 to 28 February 2026.\n");
  EXPECT_TRUE(repeats.version.empty()) << "there is nothing to save";
  const FileView anew = look(with(whole(posts), "Ash,01/09/2024,31/08", "Ash,01/09/2024,30/11"));
  EXPECT_EQ(anew.count(GiasNoteKind::Disagreement), 1U);
  EXPECT_EQ(anew.count(GiasNoteKind::Effect), 0U);

  note({{"change", "withdraw-appointment"}, {"number", ben}});
  EXPECT_NE(told(look(whole(posts)), GiasNoteKind::Disagreement).find("entered by mistake"),
            std::string::npos);
  const FileView elsewhere =
      look(with(whole(posts), "12,990001,,,Local governor", "12,990004,,,Governor"));
  EXPECT_NE(told(elsewhere, GiasNoteKind::Disagreement).find("now it is another post"),
            std::string::npos);
}

TEST_P(GovernanceGias, WhoIsHereAlreadyIsFoundAndOthersAreToldOf) {
  const auto body = [&](const std::string& name, const std::string& kind) {
    note({{"change", "body"}, {"name", name}, {"kind", kind}, {"at", "school 990001"}});
  };
  body("School A governors", "local_governing_body");
  note({{"change", "appoint"},
        {"body", "School A governors"},
        {"seat", "parent"},
        {"person", "Ben Ash"},
        {"from", "2024-09-01"},
        {"until", "2028-09-01"}});
  note({{"change", "office"},
        {"office", "chair"},
        {"at", "body School A governors"},
        {"person", "Una Poe"},
        {"from", "2025-09-01"}});
  const FileView saved = import(whole(posts));
  EXPECT_EQ(told(saved, GiasNoteKind::Disagreement),
            "The register says that Ann Lee is chair of School A governors 1 September 2024 to 31 "
            "August 2028; here it is Una Poe since 1 September 2025 (office 1).\n");
  EXPECT_NE(told(saved, GiasNoteKind::Effect)
                .find("Ben Ash, local governor, is known by the register's number 12."),
            std::string::npos);
  EXPECT_EQ(count("body"), 5) << "the school has its body already";
  EXPECT_EQ(count("person"), 10);
  EXPECT_NE(told(look(whole(posts)), GiasNoteKind::Disagreement).find("somebody else was chair"),
            std::string::npos)
      << "it is told again as long as it is so";
}

TEST_P(GovernanceGias, WhatTheFileLacksIsToldAndErasedNamesDoNotComeBack) {
  import(whole(posts));
  const std::string without =
      with(whole(posts),
           "2,,90001,,Trustee,Dr,Hal,Q,Orr,01/09/2022,31/08/2026,Appointed by academy "
           "members\r\n",
           "");
  EXPECT_NE(told(look(without), GiasNoteKind::Missing).find("Hal Q Orr, trustee"),
            std::string::npos);
  note({{"change", "erase"}, {"person", "Gus Ray"}});
  const FileView after = import(whole(posts));
  EXPECT_TRUE(after.notes.empty());
  EXPECT_EQ(exported().find("Gus"), std::string::npos);
  EXPECT_EQ(must(lease()->integer("SELECT count(*) FROM gias_post WHERE surname = 'Ray'")), 0);
}

TEST_P(GovernanceGias, OnlyWhatWasSeenIsSavedAndOnlyByWhoMay) {
  const std::string text = whole(posts);
  const FileView seen = look(text);
  note({{"change", "office"},
        {"office", "accounting_officer"},
        {"at", "group 90001"},
        {"person", "Una Poe"}});
  EXPECT_EQ(code_of(save_file(*lease(), text, seen.version, writing(), anybody)),
            "governance_conflict");
  EXPECT_EQ(count("gias_post"), 0);
  const May only_school = [](const guard::UnitPath& path) -> base::Result<std::string> {
    if (path.front().kind == guard::UnitKind::School) return std::string("school");
    return base::make_error("not_allowed", "No.");
  };
  const FileView part = must(look_at_file(*lease(), text, writing(), only_school));
  EXPECT_EQ(part.errors.size(), 6U) << "posts of the group and its shared body are not theirs";
  const May nobody = [](const guard::UnitPath&) -> base::Result<std::string> {
    return base::make_error("not_allowed", "No.");
  };
  EXPECT_EQ(code_of(look_at_file(*lease(), text, writing(), nobody)), "not_allowed");
}

TEST_P(GovernanceGias, AnOwnersFileIsMadeOfTheirPlacesAlone) {
  import(whole(posts));
  const registry::OrganisationId trust{number("SELECT id FROM organisation WHERE uid = 90001")};
  std::string own = whole(posts);
  own.erase(own.find("17,990004"));
  EXPECT_EQ(must(export_gias(*lease(), trust, base::Date::distant_past(), today)), own);
  std::vector<std::int64_t> schools;
  {
    const sql::Lease reads = lease();
    sql::Rows rows = must(reads->query("SELECT school_id FROM membership"));
    while (must(rows.next())) schools.push_back(rows.integer(0));
  }
  const Facts all = must(all_facts(*lease()));
  const Facts part = must(facts_of_places(*lease(), schools, {trust.value}));
  EXPECT_EQ(part.bodies.size() + 1, all.bodies.size()) << "all but the maintained school's";
  EXPECT_EQ(part.appointments.size() + 1, all.appointments.size());
  EXPECT_EQ(part.people.size() + 1, all.people.size());
  const Facts none = must(facts_of_places(*lease(), {}, {trust.value}));
  EXPECT_EQ(none.place_name({PlaceKind::Group, trust.value}), "Tide Trust")
      << "without its schools";
}

TEST_P(GovernanceGias, AFileOfChangesIsSeenRowByRow) {
  const std::string good = "change,name,kind,at\nbody,A body,local_governing_body,school 990001\n";
  const FileView seen = look(good);
  ASSERT_EQ(seen.count(GiasNoteKind::Effect), 1U);
  EXPECT_EQ(code_of(save_file(*lease(), good, "other", writing(), anybody)), "governance_conflict");
  EXPECT_EQ(count("body"), 0);
  EXPECT_TRUE(must(save_file(*lease(), good, seen.version, writing(), anybody)).saved);
  EXPECT_EQ(count("body"), 1);
  const FileView bad = look(
      "change,name,kind,at,body,until\nbody,B,king,school 990001,,\nend-body,,,,77,2026-05-01\n"
      "end-body,,,,A body,2026-05-01\n");
  EXPECT_TRUE(bad.version.empty());
  ASSERT_EQ(bad.errors.size(), 2U);
  EXPECT_EQ(bad.errors[0].line, 2);
  EXPECT_EQ(bad.errors[1].line, 3);
  EXPECT_EQ(bad.count(GiasNoteKind::Effect), 1U);
  EXPECT_EQ(code_of(look_at_file(*lease(), "change,name\n", writing(), anybody)), "bad_governance");
}

TEST_P(GovernanceGias, WhatNewRulesWouldChangeIsToldBeforeTheyAreSaved) {
  import(whole(posts));
  const std::string text =
      "rules committee\ntitle: Ours\nbodies: trust_board\nfrom: 2020-01-01\nsource: Our scheme\n"
      "quorum: 1/2\nseat trustee\nlabel: Trustee\nappointed: 0 or more\nrule many\ntotal: 5 or "
      "more\nsays: There are five.\nmend: Appoint more.\n";
  const RulesPreview seen = must(preview_rules(*lease(), text, today));
  EXPECT_EQ(seen.bodies, 5U);
  ASSERT_EQ(seen.effects.size(), 1U) << "the board alone follows them";
  EXPECT_EQ(seen.effects[0].name, "Tide Trust: trust board");
  EXPECT_EQ(seen.effects[0].come.front().rule, "many");
  EXPECT_GT(seen.gone(), 3U) << "what the shipped rules wanted";
  EXPECT_EQ(must(preview_rules(*lease(), "", today)).effects.size(), 0U);
  EXPECT_EQ(code_of(preview_rules(*lease(), "wish", today)), "bad_rules");
  EXPECT_NE(rules_preview_text(seen).find("5 bodies looked at: 1 findings would come"),
            std::string::npos);
  must(save_rules(*lease(), text, 0, writing()));
  EXPECT_EQ(must(preview_rules(*lease(), text, today)).effects.size(), 0U);
  EXPECT_EQ(must(preview_rules(*lease(), "", today)).come(), seen.gone());
}

TEST_P(GovernanceGias, ARuleOfOneBodyHoldsOnItsDaysAndSaysWhatItReplaces) {
  import(whole(posts));
  const std::int64_t number =
      must(lease()->integer("SELECT id FROM body WHERE kind = 'governing_body'"));
  const auto found = [&](std::string_view on) {
    const Facts facts = must(facts_of_body(*lease(), BodyId{number}));
    const RuleBook book = must(rules_in_force(*lease()));
    for (const Finding& each :
         findings(facts, book, *facts.body(BodyId{number}), *base::Date::from_iso(on))) {
      if (each.rule == "seven" && each.kind == FindingKind::Breach) return each;
    }
    return Finding{};
  };
  EXPECT_EQ(found("2026-05-01").rule, "seven") << "one sits where seven must";
  Words words = {{"change", "override"},
                 {"body", std::to_string(number)},
                 {"rule", "seven"},
                 {"as", "total: 1 or more"},
                 {"why", "The school is new"},
                 {"source", "Order of the authority"},
                 {"from", "2026-05-01"}};
  const Outcome made =
      must(save_changes(*lease(), {must(read_change(words))}, writing(), anybody, Keep::All))
          .front();
  ASSERT_EQ(made.gone.size(), 1U) << "what it does to findings is told";
  EXPECT_EQ(made.gone.front().rule, "seven");
  ASSERT_EQ(made.come.size(), 1U) << "and that it is now a rule of its own";
  EXPECT_EQ(made.come.front().kind, FindingKind::Own);
  EXPECT_EQ(found("2026-04-30").rule, "seven");
  EXPECT_EQ(found("2026-05-01").rule, "");
  words["as"] = "total: 2 or more";
  note(words);
  EXPECT_NE(found("2026-06-01")
                .citation.find("It stands in place of: total: 1 or more, which stood in place of: "
                               "A governing body has at least seven members. The school is new "
                               "(Order of the authority)"),
            std::string::npos)
      << found("2026-06-01").citation;
  const std::string second =
      std::to_string(must(lease()->integer("SELECT max(id) FROM rule_override")));
  note({{"change", "end-override"}, {"number", second}, {"until", "2026-07-01"}});
  EXPECT_EQ(found("2026-06-30").rule, "seven");
  EXPECT_EQ(found("2026-07-01").rule, "");
  note({{"change", "withdraw-override"}, {"number", std::to_string(made.number)}});
  EXPECT_EQ(found("2026-07-01").rule, "seven");
  const auto refused = [&](const Words& more) {
    Words all = words;
    for (const auto& [name, value] : more) all[name] = value;
    return code_of(save_changes(*lease(), {must(read_change(all))}, writing(), anybody, Keep::All));
  };
  EXPECT_EQ(refused({{"rule", "king"}}), "bad_governance");
  EXPECT_EQ(refused({{"as", "wish"}}), "bad_governance");
  EXPECT_EQ(code_of(override_row(*lease(), 99)), "bad_governance");
}

INSTANTIATE_TEST_SUITE_P(Engines, GovernanceGias, sql::all_engines(), sql::test_engine_name);

}  // namespace
}  // namespace governance
