// Terms of reference in the database of each engine: versions, what findings make of them, saving
// over what was seen; and meetings of two groups at which one person is wanted.
#include "governance/store_terms.hpp"

#include <gtest/gtest.h>

#include "governance/api_terms.hpp"
#include "governance/api_year.hpp"
#include "governance/store_clash.hpp"
#include "governance/store_due.hpp"
#include "governance/store_testing.hpp"

namespace governance {
namespace {

class TermsStore : public GovernanceStore {
 protected:
  Words text(const std::string& body, const std::string& text, const std::string& from,
             Words more = {}) {
    more.merge(Words{{"change", "terms-text"},
                     {"body", body},
                     {"text", text},
                     {"from", from},
                     {"adopted", "Trust board"}});
    return more;
  }
  TermsView view(const std::string& body, std::string_view on) {
    return must(terms_view(*lease(), BodyId{*base::parse_integer(body)}, day(on)));
  }
  std::int64_t in_trail(const std::string& words) {
    return must(lease()->integer(
        "SELECT count(*) FROM audit WHERE new_values LIKE '%' || $1 || '%' OR old_values LIKE '%' "
        "|| $1 || '%'",
        {words}));
  }
};

TEST_P(TermsStore, VersionsAreKeptAndTheNewestCountsAsReview) {
  const std::string north = body("North board", "cluster_board", "cluster North");
  EXPECT_NE(codes(north, "2026-01-01").find("terms;"), std::string::npos);
  const Outcome first = note(text(north, "# 1. Purpose\r\nNorth meets.\r\n\r\n", "2025-09-01"));
  EXPECT_EQ(codes(north, "2026-01-01").find("terms;"), std::string::npos);
  EXPECT_NE(codes(north, "2026-09-01").find("terms;"), std::string::npos) << "a year is over";
  EXPECT_NE(codes(north, "2025-08-31").find("terms;"), std::string::npos) << "not known yet";
  const Outcome second =
      note(text(north, "# 1. Purpose\nNorth meets each term.", "2026-09-01",
                {{"why", "More often"}, {"seen", std::to_string(first.number)}}));
  EXPECT_EQ(codes(north, "2026-09-01").find("terms;"), std::string::npos);
  EXPECT_EQ(view(north, "2026-08-31").now()->text, "# 1. Purpose\nNorth meets.");
  EXPECT_EQ(view(north, "2026-09-01").now()->number, second.number);
  EXPECT_EQ(view(north, "2026-09-01").due, day("2027-09-01"));
  note({{"change", "terms"}, {"body", north}, {"on", "2027-03-01"}});
  EXPECT_EQ(codes(north, "2027-10-01").find("terms;"), std::string::npos) << "it was looked at";
  EXPECT_EQ(in_trail("North meets"), 0) << "the trail has the hash";
  EXPECT_GT(in_trail("sha256"), 0);
}

TEST_P(TermsStore, NothingIsSavedOverAVersionThatWasNotSeen) {
  const std::string north = body("North board", "cluster_board", "cluster North");
  const std::string first =
      std::to_string(note(text(north, "One", "2025-09-01", {{"seen", "0"}})).number);
  EXPECT_EQ(refused(text(north, "Two", "2025-10-01", {{"seen", "0"}})), "governance_conflict");
  const std::string second =
      std::to_string(note(text(north, "Two", "2025-10-01", {{"seen", first}})).number);
  EXPECT_EQ(refused(text(north, "Three", "2025-11-01", {{"seen", first}})), "governance_conflict");
  const auto told = try_note(text(north, "Three", "2025-11-01", {{"seen", first}}));
  EXPECT_NE(told.error().message.find("version " + second), std::string::npos);
  note({{"change", "withdraw-terms"}, {"number", second}});
  EXPECT_EQ(refused({{"change", "withdraw-terms"}, {"number", second}}), "bad_governance");
  EXPECT_EQ(refused(text(north, "Three", "2025-11-01", {{"seen", second}})), "governance_conflict")
      << "what was seen was withdrawn";
  EXPECT_EQ(view(north, "2026-01-01").now()->text, "One");
  EXPECT_EQ(refused(text(north, "\n \n", "2025-11-01")), "bad_governance");
  EXPECT_EQ(refused(text(north, "Four", "2025-11-01", {{"meeting", "99"}})), "meeting_not_found");
  EXPECT_EQ(refused(text(north, "Four", "2025-11-01", {{"seen", "x"}})), "bad_governance");
  const std::string met =
      std::to_string(note({{"change", "meeting"}, {"body", north}, {"on", "2025-11-01"}}).number);
  note(text(north, "Four", "2025-11-01", {{"meeting", met}}));
  EXPECT_EQ(std::to_string(view(north, "2026-01-01").now()->meeting), met);
}

TEST_P(TermsStore, TextsAreComparedWithEachOtherAndWithTheModel) {
  const std::string north = body("North board", "cluster_board", "cluster North");
  EXPECT_FALSE(must(terms_difference(view(north, "2026-01-01"), "", "")));
  const std::string model = must(terms_side(view(north, "2026-01-01"), "model", "from")).text;
  EXPECT_NE(model.find("North board"), std::string::npos);
  EXPECT_EQ(model.find("{"), std::string::npos);
  const std::string first = std::to_string(note(text(north, model, "2025-09-01")).number);
  auto made = must(terms_difference(view(north, "2026-01-01"), "", ""));
  ASSERT_TRUE(made);
  EXPECT_FALSE(differs(made->parts)) << "it is the model";
  const std::string second =
      std::to_string(note(text(north, model + "\n10. New", "2025-10-01")).number);
  made = must(terms_difference(view(north, "2026-01-01"), "", ""));
  EXPECT_EQ(made->from.label, "Version " + first + ", from 1 September 2025");
  EXPECT_TRUE(differs(made->parts));
  EXPECT_EQ(
      difference_text(must(terms_difference(view(north, "2026-01-01"), second, second))->parts)
          .find("{+"),
      std::string::npos);
  EXPECT_EQ(code_of(terms_difference(view(north, "2026-01-01"), "99", "")), "bad_governance");
  EXPECT_EQ(code_of(terms_difference(view(north, "2026-01-01"), "nothing", "")), "bad_governance");
  const std::string hub = body("Hub", "executive", "cluster North");
  EXPECT_EQ(code_of(terms_difference(view(hub, "2026-01-01"), "model", "model")), "bad_governance");
}

// Cy sits in Tide Trust and on the governing body of a maintained school.
class ClashStore : public TermsStore {
 protected:
  void sit(const std::string& on, const std::string& seat) {
    note({{"change", "appoint"},
          {"body", on},
          {"seat", seat},
          {"person", "Cy Bell"},
          {"from", "2024-09-01"}});
  }
  std::string meets(const std::string& body, const std::string& starts) {
    return std::to_string(
        note({{"change", "meeting"}, {"body", body}, {"on", "2026-02-03"}, {"starts", starts}})
            .number);
  }
};

TEST_P(ClashStore, MeetingsOfTwoGroupsAtOnceAreTold) {
  const std::string oak = body("Oak", "local_governing_body", "school 990001");
  const std::string maintained = body("Maintained", "governing_body", "school 990004");
  sit(oak, "parent");
  sit(maintained, "parent");
  meets(maintained, "17:00");
  const Words planned = {
      {"change", "meeting"}, {"body", oak}, {"on", "2026-02-03"}, {"starts", "16:30"}};
  const auto warned = must(try_note(planned, Keep::Nothing)).warnings;
  ASSERT_EQ(warned.size(), 1U);
  EXPECT_EQ(warned[0].sentence(), "Maintained, of another group, meets at 17:00: Cy Bell.");
  // Who may not edit the school of the other body is not told which it is.
  const base::Result<Change> change = read_change(planned);
  const auto outsider = must(save_changes(
      *lease(), {change.value()}, writing(),
      [](const guard::UnitPath& path) -> base::Result<std::string> {
        for (const guard::Unit& each : path) {
          if (each.kind == guard::UnitKind::Group) return std::string("editor");
        }
        return base::make_error("not_allowed", "No.");
      },
      Keep::Nothing));
  ASSERT_EQ(outsider.front().warnings.size(), 1U);
  EXPECT_EQ(outsider.front().warnings[0].sentence(),
            "Cy Bell is wanted at another meeting then, of another group.");
  EXPECT_TRUE(
      must(try_note(
               {{"change", "meeting"}, {"body", oak}, {"on", "2026-02-03"}, {"starts", "09:00"}},
               Keep::Nothing))
          .warnings.empty());
  meets(oak, "16:30");
  const registry::OrganisationId trust{
      must(lease()->integer("SELECT id FROM organisation WHERE uid = 90001"))};
  const auto told = [&](const Sees& sees) {
    const YearPlan plan = must(year_plan(*lease(), trust, 2025, {}, sees));
    std::string text;
    for (std::size_t at = 0; at < plan.days.size() - plan.suggested.size(); ++at) {
      for (const Objection& each : plan.against_day(at)) text += each.sentence() + "\n";
    }
    return text;
  };
  EXPECT_NE(told({}).find("Maintained"), std::string::npos);
  const std::string hidden = told([](const Body&) -> base::Result<bool> { return false; });
  EXPECT_EQ(hidden.find("Maintained"), std::string::npos) << hidden;
  EXPECT_NE(hidden.find("Cy Bell is wanted at another meeting"), std::string::npos) << hidden;
}

TEST_P(ClashStore, APersonIsToldOfTwoMeetingsAtOnce) {
  const std::string oak = body("Oak", "local_governing_body", "school 990001");
  const std::string maintained = body("Maintained", "governing_body", "school 990004");
  sit(oak, "parent");
  sit(maintained, "parent");
  meets(oak, "16:30");
  meets(maintained, "17:00");
  const PersonId person{must(lease()->integer("SELECT id FROM person WHERE name = 'Cy Bell'"))};
  const auto clashes = [&] {
    std::vector<std::string> told;
    for (const Due& each : must(due_of(*lease(), person, today, [](const Body&) {
           return base::Result<Sight>(Sight::Anybody);
         }))) {
      if (each.kind == DueKind::Clash) told.push_back(words_of(each));
    }
    return told;
  };
  ASSERT_EQ(clashes().size(), 1U);
  EXPECT_EQ(clashes()[0],
            "Oak: It meets on 3 February 2026, 16:30, and at the same time Maintained, 17:00.");
  const std::string met = std::to_string(must(lease()->integer("SELECT max(id) FROM meeting")));
  note({{"change", "cancel-meeting"}, {"meeting", met}});
  EXPECT_TRUE(clashes().empty());
}

// Nobody is asked about who has nothing outside, so that a calendar stays quick.
TEST_P(ClashStore, AnOfficeElsewhereIsFoundToo) {
  const std::string oak = body("Oak", "local_governing_body", "school 990001");
  const std::string maintained = body("Maintained", "governing_body", "school 990004");
  sit(oak, "parent");
  note({{"change", "office"},
        {"office", "headteacher"},
        {"person", "Cy Bell"},
        {"at", "school 990004"},
        {"from", "2024-09-01"}});
  meets(maintained, "17:00");
  const Facts facts = must(facts_of_body(*lease(), BodyId{*base::parse_integer(oak)}));
  const RuleBook book = must(rules_in_force(*lease()));
  const auto found = must(meetings_elsewhere(*lease(), facts, book, base::academic_year(2025), {}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].body_name, "Maintained");
  EXPECT_TRUE(
      must(meetings_elsewhere(*lease(), facts, book, base::academic_year(2026), {})).empty());
}

INSTANTIATE_TEST_SUITE_P(Engines, TermsStore, sql::all_engines(), sql::test_engine_name);
INSTANTIATE_TEST_SUITE_P(Engines, ClashStore, sql::all_engines(), sql::test_engine_name);

}  // namespace
}  // namespace governance
