// Schemes in the database on each engine: drafts, adoption, ratings, and the answers that come of
// them.
#include "registry/store.hpp"
#include "delegation/store_difference.hpp"
#include "delegation/store_scheme.hpp"
#include "delegation/store_setting.hpp"
#include "governance/store_meeting.hpp"
#include "governance/store_testing.hpp"

namespace delegation {
namespace {

using governance::day;
using sql::code_of;
using sql::must;

const std::string head = "scheme tide\ntitle: Scheme of Tide\nlayer: group\n";
const std::string rest =
    "retained: board\nfalls: lgb to board\nfalls: head to board\n\nclause 0\non: F18, "
    "G01\nmembers: decides\n\nclause 00\non: P02\nhead: decides\n\nclause 1\non: F15\nwhen: amount "
    "up to 5000\nhead: decides\n\nclause 2\non: F15\nwhen: amount over 5000\nlgb: decides\nhead: "
    "recommends\n";
const std::string first = head + "version: 1\nfrom: 2025-09-01\n" + rest;

class SchemeStore : public governance::GovernanceStore {
 protected:
  registry::OrganisationId trust() { return must(registry::Store(*lease()).group("90001")); }
  base::Result<VersionId> try_begin(const std::string& text, std::int64_t unit = 0) {
    const NewDraft draft{trust(), unit, text};
    return begin_draft(*lease(), draft, writing());
  }
  VersionId begun(const std::string& text, std::int64_t unit = 0) {
    return must(try_begin(text, unit));
  }
  Adoption adoption(const char* from) {
    return {day(from), std::nullopt, "trust board, minute 4", "to begin", 0};
  }
  VersionId adopted(const std::string& text, const char* from, std::int64_t unit = 0) {
    const VersionId id = begun(text, unit);
    must(adopt(*lease(), id, 1, adoption(from), writing()));
    return id;
  }
  governance::Place school(int urn) {
    return {governance::PlaceKind::School,
            must(registry::Store(*lease()).school_of_urn(urn)).value};
  }
  // "head", or the outcome where nobody decides.
  std::string decider(const char* on, std::int64_t amount, int urn = 990001) {
    const governance::Place place = school(urn);
    const auto setting = must(setting_of(*lease(), place, day(on)));
    FactValues facts;
    facts.of[static_cast<std::size_t>(fact_called(setting->catalogue.facts, "amount"))] = amount;
    const Held holds = must(held(*setting, facts));
    const Ruling ruling = rule(*setting, holds, setting->catalogue.decision_called("F15"), facts);
    return ruling.outcome == Outcome::Decided
               ? setting->catalogue.levels[static_cast<std::size_t>(ruling.decider)].code
               : std::string(word_of(ruling.outcome));
  }
  void people() {
    const std::string board = body("Tide board", "trust_board", "group 90001");
    for (const char* name : {"Ann", "Ben", "Cas"}) {
      note({{"change", "appoint"},
            {"body", board},
            {"seat", "trustee"},
            {"person", name},
            {"from", "2025-01-01"}});
    }
    note({{"change", "office"},
          {"person", "Dee"},
          {"office", "headteacher"},
          {"at", "school 990001"},
          {"from", "2025-01-01"}});
  }
};

TEST_P(SchemeStore, AVersionHoldsFromItsDayAndTheOneBeforeUntilThen) {
  people();
  EXPECT_EQ(decider("2025-10-01", 400'000), "gap") << "nothing was adopted";
  adopted(first, "2025-09-01");
  EXPECT_EQ(decider("2025-08-31", 400'000), "gap");
  EXPECT_EQ(decider("2025-10-01", 400'000), "head");
  std::string next = first;
  next.replace(next.find("version: 1"), 10, "version: 2");
  for (std::size_t at = next.find("5000"); at != std::string::npos; at = next.find("5000")) {
    next.replace(at, 4, "3000");
  }
  const VersionId second = adopted(next, "2026-09-01");
  EXPECT_EQ(decider("2026-08-31", 400'000), "head");
  EXPECT_EQ(decider("2026-09-01", 400'000), "board") << "there is no LGB: its powers fall";
  const VersionRow row = must(version_row(*lease(), second));
  const VersionDifference made = must(version_difference(*lease(), row));
  ASSERT_TRUE(made.before);
  ASSERT_FALSE(made.all.empty());
  EXPECT_TRUE(
      made.all.front().text.starts_with("now the headteacher decides at amounts up to £3,000"))
      << made.all.front().words();
  // It has not begun, so it may be taken back; the first has, and may not.
  EXPECT_EQ(code_of(drop(*lease(), VersionId{1}, 2, writing())), "scheme_conflict");
  must(drop(*lease(), second, 2, writing()));
  EXPECT_EQ(decider("2026-09-01", 400'000), "head");
  EXPECT_EQ(code_of(drop(*lease(), second, 3, writing())), "scheme_conflict");
}

TEST_P(SchemeStore, WhatIsFaultyIsNotAdopted) {
  const VersionId id = begun(first);
  std::string torn = first + "\nclause 3\non: F15\nwhen: amount up to 100\nboard: decides\n";
  must(save_draft(*lease(), id, 1, torn, writing()));
  const VersionRow row = must(version_row(*lease(), id));
  const Checked checked = must(check_version(*lease(), row));
  EXPECT_TRUE(checked.stops());
  EXPECT_EQ(code_of(adopt(*lease(), id, 2, adoption("2025-09-01"), writing())), "scheme_faulty");
  EXPECT_EQ(must(version_row(*lease(), id)).state, VersionState::Draft);
  must(save_draft(*lease(), id, 2, first, writing()));
  Adoption nobody = adoption("2025-09-01");
  nobody.adopted = " ";
  EXPECT_EQ(code_of(adopt(*lease(), id, 3, nobody, writing())), "bad_scheme");
  Adoption late = adoption("2025-09-01");
  late.review = day("2025-08-01");
  EXPECT_EQ(code_of(adopt(*lease(), id, 3, late, writing())), "bad_scheme");
  must(adopt(*lease(), id, 3, adoption("2025-09-01"), writing()));
  EXPECT_EQ(code_of(save_draft(*lease(), id, 4, first, writing())), "scheme_conflict")
      << "what was adopted stays";
  const VersionId again = begun(first);
  EXPECT_EQ(code_of(adopt(*lease(), again, 1, adoption("2026-09-01"), writing())), "bad_scheme")
      << "the number is taken";
}

TEST_P(SchemeStore, AnAdoptionNamesOnlyAnItemThatCarriedItsMotion) {
  people();
  const VersionId id = begun(first);
  const auto by_item = [&](std::int64_t item) {
    Adoption named = adoption("2025-09-01");
    named.item = item;
    const auto done = adopt(*lease(), id, 1, named, writing());
    EXPECT_TRUE(done.ok() || done.error().field == "item") << done.error().message;
    return done.ok() ? std::string() : done.error().message;
  };
  const auto says = [&](std::int64_t item, std::string_view words) {
    const std::string message = by_item(item);
    EXPECT_NE(message.find(words), std::string::npos) << message;
  };
  says(4711, "There is no item number 4711");
  const auto put = [&](const std::string& of, const char* choice, const char* third) {
    const std::string meeting =
        std::to_string(note({{"change", "meeting"}, {"body", of}, {"on", "2025-07-09"}}).number);
    const std::string item = std::to_string(
        note({{"change", "item"}, {"meeting", meeting}, {"title", "Scheme"}, {"motion", "Adopt"}})
            .number);
    for (const char* name : {"Ann", "Ben", "Cas"}) {
      note({{"change", "attended"}, {"meeting", meeting}, {"person", name}, {"status", "present"}});
      const char* voted = std::string_view(name) == "Cas" ? third : choice;
      if (*voted == '\0') continue;
      note({{"change", "voted"}, {"item", item}, {"person", name}, {"choice", voted}});
    }
    note({{"change", "held"}, {"meeting", meeting}});
    return *base::parse_integer(item);
  };
  const std::string board =
      std::to_string(must(lease()->integer("SELECT id FROM body WHERE name = 'Tide board'")));
  says(put(board, "", ""), "no motion was put to the vote");
  says(put(board, "against", "for"), "carried no motion. Lost: 1 for, 2 against");
  const std::string other = body("South board", "cluster_board", "cluster South of Eastmarch");
  for (const char* name : {"Ann", "Ben", "Cas"}) {
    note({{"change", "appoint"},
          {"body", other},
          {"seat", "director"},
          {"person", name},
          {"from", "2025-01-01"}});
  }
  says(put(other, "for", "for"), "of a meeting of another body");
  const std::int64_t carried = put(board, "for", "against");
  const auto offered = must(governance::carried_motions(
      *lease(), {governance::PlaceKind::Group, trust().value}, day("2025-01-01")));
  ASSERT_EQ(offered.size(), 1U) << "what was lost, or of others, is not offered";
  EXPECT_EQ(offered.front().item.value, carried);
  EXPECT_EQ(by_item(carried), "");
  EXPECT_EQ(must(version_row(*lease(), id)).item, carried);
}

TEST_P(SchemeStore, TwoWhoChangeADraftAreToldOfEachOther) {
  const VersionId id = begun(first);
  must(save_draft(*lease(), id, 1, first + "# one\n", writing()));
  EXPECT_EQ(code_of(save_draft(*lease(), id, 1, first + "# two\n", writing())), "scheme_conflict");
  EXPECT_TRUE(must(version_row(*lease(), id)).content.ends_with("# one\n"));
  EXPECT_EQ(code_of(save_draft(*lease(), id, 2, "scheme tide\nwish: 1\n", writing())),
            "bad_scheme");
  EXPECT_EQ(code_of(save_draft(*lease(), VersionId{99}, 1, first, writing())), "scheme_not_found");
  EXPECT_EQ(code_of(try_begin(first, 0)), "scheme_conflict") << "there is a draft already";
  std::string other = first;
  other.replace(other.find("scheme tide"), 11, "scheme other");
  EXPECT_EQ(code_of(try_begin(other, 0)), "scheme_conflict") << "a group has one scheme";
  EXPECT_EQ(code_of(save_draft(*lease(), id, 2, other, writing())), "bad_scheme");
}

TEST_P(SchemeStore, OverlaysAreOfUnitsOfTheOwner) {
  people();
  adopted(first, "2025-09-01");
  const std::string overlay =
      "scheme north\ntitle: North\nlayer: cluster\nversion: 1\nfrom: 2025-09-01\n\nclause N1\non: "
      "F15\nboard: decides\n";
  const std::int64_t north = must(lease()->integer("SELECT id FROM cluster WHERE name = 'North'"));
  const std::int64_t south = must(lease()->integer("SELECT id FROM cluster WHERE name = 'South'"));
  EXPECT_EQ(code_of(try_begin(overlay, 0)), "bad_scheme");
  EXPECT_EQ(code_of(try_begin(overlay, south)), "bad_scheme");
  adopted(overlay, "2025-09-01", north);
  EXPECT_EQ(decider("2025-10-01", 400'000), "board");
  EXPECT_EQ(decider("2025-10-01", 400'000, 990004), "gap") << "a school of the authority";
}

TEST_P(SchemeStore, ARatingChoosesTheOverlay) {
  people();
  adopted(first, "2025-09-01");
  adopted(
      "scheme less\ntitle: Less\nlayer: rating reduced\nversion: 1\nfrom: 2025-09-01\n\nclause "
      "R1\non: F15\nboard: decides\n",
      "2025-09-01");
  EXPECT_EQ(decider("2025-10-01", 400'000), "missing_facts") << "the overlay waits for the rating";
  RatingRow rating;
  rating.owner = trust();
  rating.school = registry::SchoolId{school(990001).id};
  rating.rating = "full";
  rating.from = day("2025-09-01");
  rating.reason = "Yearly review";
  const std::int64_t number = must(rate_school(*lease(), rating, writing()));
  EXPECT_EQ(decider("2025-10-01", 400'000), "head");
  RatingRow lower = rating;
  lower.rating = "reduced";
  lower.from = day("2026-03-01");
  lower.id = must(rate_school(*lease(), lower, writing()));
  EXPECT_EQ(decider("2026-02-28", 400'000), "head");
  EXPECT_EQ(decider("2026-03-01", 400'000), "board");
  must(withdraw_rating(*lease(), lower, writing()));
  EXPECT_EQ(decider("2026-03-01", 400'000), "head");
  EXPECT_EQ(code_of(withdraw_rating(*lease(), lower, writing())), "scheme_not_found");
  for (auto change : {+[](RatingRow& row) { row.rating = "splendid"; },
                      +[](RatingRow& row) { row.reason = ""; }}) {
    RatingRow wrong = rating;
    change(wrong);
    EXPECT_EQ(code_of(rate_school(*lease(), wrong, writing())), "bad_scheme");
  }
  RatingRow early = rating;
  early.next = rating.from;
  EXPECT_EQ(code_of(rate_school(*lease(), early, writing())), "bad_scheme");
  early.next = day("2026-01-01");
  early.review = ReviewKind::Triggered;
  early.from = day("2025-11-01");
  must(rate_school(*lease(), early, writing()));
  const std::vector<RatingRow> kept = must(ratings_of(*lease(), trust()));
  EXPECT_EQ(kept.front().review, ReviewKind::Triggered);
  EXPECT_EQ(kept.front().next, early.next);
  EXPECT_EQ(kept.back().review, ReviewKind::Yearly);
  EXPECT_FALSE(kept.back().next);
  const auto names = [&](registry::OrganisationId owner) {
    std::string text;
    for (const ReviewedSchool& each : must(schools_of_owner(*lease(), owner, day("2025-11-01")))) {
      text += each.name + ";";
    }
    return text;
  };
  EXPECT_EQ(names(trust()), "School A;School B;School C;");
  RatingRow elsewhere = rating;
  elsewhere.school = registry::SchoolId{school(990004).id};
  EXPECT_EQ(code_of(rate_school(*lease(), elsewhere, writing())), "bad_scheme");
  EXPECT_GT(number, 0);
}

TEST_P(SchemeStore, DecisionsOfOurOwnStandAboveTheShippedOnes) {
  const Catalogue before = must(catalogue_in_force(*lease()));
  const std::string own =
      "decision Z01\ndomain: finance\ntitle: Buy a minibus\nasks: amount\n\ndecision F15\ndomain: "
      "finance\ntitle: Sign a small contract\nasks: amount\n";
  must(save_catalogue(*lease(), own, 0, writing()));
  const Catalogue after = must(catalogue_in_force(*lease()));
  EXPECT_EQ(after.decisions.size(), before.decisions.size() + 1);
  const auto at = static_cast<std::size_t>(after.decision_called("F15"));
  EXPECT_EQ(after.decisions[at].title, "Sign a small contract");
  EXPECT_EQ(after.decisions[at].laws.size(), before.decisions[at].laws.size()) << "its laws stay";
  EXPECT_EQ(code_of(save_catalogue(*lease(), own, 0, writing())), "governance_conflict");
  EXPECT_EQ(code_of(save_catalogue(*lease(), "decision Z02\n", 1, writing())), "bad_catalogue");
  const std::string less = "decision Z01\ndomain: finance\ntitle: Buy a bus\nasks: amount\n";
  must(save_catalogue(*lease(), less, 1, writing()));
  const std::string shipped = before.decisions[at].title;
  const auto history = must(catalogue_history(*lease()));
  ASSERT_EQ(history.size(), 2U);
  EXPECT_EQ(history[0].version, 2);
  EXPECT_EQ(history[0].changes,
            (std::vector<std::string>{
                "F15 is called \"" + shipped + "\"; before it was \"Sign a small contract\".",
                "Z01 is called \"Buy a bus\"; before it was \"Buy a minibus\"."}));
  EXPECT_EQ(history[1].changes.size(), 2U) << "against what is shipped";
  EXPECT_EQ(must(governance::text_of_version(must(governance::own_texts(*lease(), catalogue_kind)),
                                             catalogue_kind, 1))
                .content,
            own);
  EXPECT_EQ(code_of(governance::text_of_version({}, catalogue_kind, 1)), "text_not_found");
  must(save_catalogue(*lease(), own, 2, writing()));
  adopted(first, "2025-09-01");
  std::string using_own = first;
  using_own.replace(using_own.find("version: 1"), 10, "version: 2");
  adopted(using_own + "\nclause 9\non: Z01\nhead: decides\n", "2026-09-01");
  EXPECT_EQ(code_of(save_catalogue(*lease(), "", 3, writing())), "bad_scheme")
      << "a scheme in use speaks of one of them";
}

TEST_P(SchemeStore, ManySchoolsHaveTheAnswersThatEachHasAlone) {
  people();
  adopted(first, "2025-09-01");
  std::vector<registry::SchoolId> schools;
  for (int at = 0; at < 6; ++at) schools.push_back(registry::SchoolId{school(990001 + at).id});
  const auto many = must(settings_of(*lease(), schools, day("2025-10-01")));
  ASSERT_EQ(many.size(), schools.size());
  for (std::size_t at = 0; at < schools.size(); ++at) {
    const auto alone = must(setting_of(*lease(), {governance::PlaceKind::School, schools[at].value},
                                       day("2025-10-01")));
    EXPECT_EQ(many[at]->owner, alone->owner);
    EXPECT_EQ(many[at]->known, alone->known);
    EXPECT_EQ(many[at]->standing.filled, alone->standing.filled) << at;
    EXPECT_EQ(many[at]->layers.size(), alone->layers.size());
  }
}

TEST_P(SchemeStore, OfASchoolThatNobodyHereGovernsNothingIsAsked) {
  import("edubasealldata20250101.csv",
         "URN,EstablishmentName,EstablishmentStatus (name),LA (code),LA (name),"
         "PhaseOfEducation (name),TypeOfEstablishment (name),EstablishmentTypeGroup (name)\n"
         "990021,Lone Academy,Open,918,Eastmarch,Primary,Academy converter,Academies\n",
         false);
  const auto asked = setting_of(*lease(), school(990021), day("2025-10-01"));
  ASSERT_EQ(code_of(asked), "group_not_found");
  EXPECT_NE(asked.error().message.find("No group or authority that governs the school"),
            std::string::npos)
      << asked.error().message;
}

TEST_P(SchemeStore, ASchoolIsFoundByItsName) {
  EXPECT_EQ(must(school_called(*lease(), "school a", day("2025-10-01"))).value, school(990001).id);
  EXPECT_EQ(must(school_called(*lease(), " 990002 ", day("2025-10-01"))).value, school(990002).id);
  const auto near = school_called(*lease(), "School", day("2025-10-01"));
  ASSERT_EQ(code_of(near), "school_not_found");
  EXPECT_NE(near.error().message.find("School A (990001)"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Engines, SchemeStore, sql::all_engines(), sql::test_engine_name);

}  // namespace
}  // namespace delegation
