// Alignment matrices on each engine: history kept, both times, who may, versions, the trail.
#include "delegation/store_alignment.hpp"

#include <gtest/gtest.h>

#include "access/store_audit.hpp"
#include "delegation/texts.hpp"
#include "governance/store_testing.hpp"

namespace delegation {
namespace {

using governance::day;
using governance::Keep;
using sql::code_of;
using sql::must;

base::Result<std::string> anybody(const guard::UnitPath&) { return std::string("all"); }

class AlignmentStore : public governance::GovernanceStore {
 protected:
  void SetUp() override {
    GovernanceStore::SetUp();
    if (IsSkipped()) return;
    tide_ = must(registry::Store(*lease()).group("Tide Trust"));
  }

  AlignmentMatrix sample() const {
    return read_alignment(shipped_alignment_text(), day("2025-09-01")).value();
  }
  base::Result<AlignmentOutcome> take(const AlignmentMatrix& matrix, bool fresh = false,
                                      Keep keep = Keep::All) {
    return import_alignment(*lease(), tide_, matrix, fresh, writing(), anybody, keep);
  }
  base::Result<AlignmentOutcome> change(const AlignmentWords& words, Keep keep = Keep::All,
                                        const governance::May& may = anybody) {
    const AlignmentChange change = TRY(read_alignment_change(words, today));
    return save_alignment(*lease(), tide_, {change}, writing(), may, keep);
  }
  base::Result<AlignmentOutcome> adopts(const std::string& urn, const std::string& level,
                                        const std::string& since) {
    return change({{"change", "adoption"},
                   {"code", "oversight"},
                   {"school", urn},
                   {"level", level},
                   {"since", since},
                   {"evidence", "Seen by Cy Bell"},
                   {"judged_by", "Director"}});
  }
  AlignmentMatrix matrix() { return must(alignment_of(*lease(), tide_)); }
  AlignmentView view(std::string_view on) {
    matrix_ = matrix();
    const registry::Reference reference = must(registry::Reference::read(*lease()));
    schools_ = must(aligned_schools(*lease(), reference, tide_, day(on)));
    return alignment_on(matrix_, schools_, day(on));
  }
  std::int64_t count(const std::string& sql) { return must(lease()->integer(sql)); }

  registry::OrganisationId tide_;
  AlignmentMatrix matrix_;
  std::vector<AlignedSchool> schools_;
};

TEST_P(AlignmentStore, ItsTitleAndWhenEvidenceIsOldAreChangedByThemselves) {
  must(take(sample(), true));
  must(adopts("990001", "adopted", "2025-09-01"));
  const std::int64_t trail = count("SELECT count(*) FROM audit");
  const AlignmentOutcome done =
      must(change({{"change", "heading"}, {"title", "What we share"}, {"evidence_months", "3"}}));
  EXPECT_NE(done.what.front().find("\"What we share\""), std::string::npos);
  EXPECT_EQ(matrix().title, "What we share");
  EXPECT_EQ(matrix().evidence_months, 3);
  EXPECT_EQ(matrix().states.size(), sample().states.size());
  EXPECT_EQ(count("SELECT count(*) FROM audit"), trail + 1);
  // Two saw one heading: the second is told, and what the first saved stands.
  const std::string seen = std::to_string(heading_seen(matrix()));
  must(change(
      {{"change", "heading"}, {"title", "First"}, {"evidence_months", "3"}, {"seen", seen}}));
  EXPECT_EQ(
      code_of(change(
          {{"change", "heading"}, {"title", "Second"}, {"evidence_months", "3"}, {"seen", seen}})),
      "alignment_conflict");
  EXPECT_EQ(matrix().title, "First");
  for (const AlignmentWords& wrong :
       {AlignmentWords{{"change", "heading"}, {"title", "X"}, {"evidence_months", "0"}},
        AlignmentWords{{"change", "heading"}, {"title", "X"}},
        AlignmentWords{{"change", "heading"}, {"title", " "}, {"evidence_months", "3"}},
        AlignmentWords{{"change", "heading"}, {"code", "x"}}}) {
    EXPECT_EQ(code_of(change(wrong)), "bad_alignment");
  }
}

TEST_P(AlignmentStore, BeginsFromTheSampleOnce) {
  EXPECT_EQ(code_of(alignment_of(*lease(), tide_)), "alignment_not_found");
  EXPECT_TRUE(must(alignment_matrices(*lease())).empty());
  EXPECT_EQ(must(take(sample(), true, Keep::Nothing)).what.size(), sample().states.size());
  EXPECT_EQ(code_of(alignment_of(*lease(), tide_)), "alignment_not_found");
  must(take(sample(), true));
  EXPECT_EQ(code_of(take(sample(), true)), "alignment_exists");
  const auto rows = must(alignment_matrices(*lease()));
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].name, "Tide Trust");
  EXPECT_GE(rows[0].functions, 40);
  const AlignmentOutcome again = must(take(sample()));
  EXPECT_TRUE(again.what.empty());
  EXPECT_EQ(again.unchanged, sample().states.size());
  const std::string text = must(alignment_text_of(*lease(), tide_));
  const auto read = read_alignment(text, day("2000-01-01"));
  ASSERT_TRUE(read.ok());
  EXPECT_TRUE(must(take(read.value())).what.empty()) << "the export says what is here";
}

TEST_P(AlignmentStore, WhatIsCorrectedStaysAsItWasKnown) {
  must(take(sample(), true));
  const AlignmentWords words = {
      {"change", "function"}, {"code", "catering"},   {"area", "services"},  {"title", "Catering"},
      {"phase", "all"},       {"approach", "common"}, {"from", "2025-09-01"}};
  const AlignmentOutcome made = must(change(words));
  EXPECT_EQ(made.what.front(), "Catering: common from 1 September 2025 on.");
  EXPECT_FALSE(made.come.empty()) << "nothing is known of the schools";
  int stand = 0;
  int withdrawn = 0;
  for (const FunctionState& each : matrix().states) {
    if (each.code != "catering") continue;
    ++(each.withdrawn_at == 0 ? stand : withdrawn);
    EXPECT_NE(each.made_at, 0);
  }
  EXPECT_EQ(stand, 1);
  EXPECT_EQ(withdrawn, 1);
  AlignmentWords later = words;
  later["from"] = "2026-09-01";
  later["approach"] = "ended";
  must(change(later));
  EXPECT_NE(view("2026-08-31").row("catering", AlignedPhase::All), nullptr);
  EXPECT_EQ(view("2026-09-01").row("catering", AlignedPhase::All), nullptr);
  const std::int64_t number = newest_entry(matrix(), "catering", AlignedPhase::All);
  const AlignmentWords mistake = {{"change", "withdraw_function"},
                                  {"number", std::to_string(number)}};
  must(change(mistake));
  EXPECT_NE(view("2026-09-01").row("catering", AlignedPhase::All), nullptr);
  EXPECT_EQ(code_of(change(mistake)), "alignment_conflict");
  EXPECT_EQ(code_of(change({{"change", "withdraw_function"}, {"number", "999999"}})),
            "bad_alignment");
}

TEST_P(AlignmentStore, AdoptionIsCountedAndFallsAway) {
  must(take(sample(), true));
  const AlignmentOutcome first = must(adopts("990001", "adopted", "2025-09-01"));
  EXPECT_EQ(first.what.front(),
            "Oversight, support and challenge at School A: adopted since 1 "
            "September 2025.");
  must(adopts("990002", "adopted", "2025-09-01"));
  EXPECT_EQ(approach_words(*view("2025-10-01").row("oversight", AlignedPhase::All)),
            "Common in 2 of 3 schools, 1 not known");
  const AlignmentOutcome fell = must(adopts("990002", "not_yet", "2025-11-01"));
  ASSERT_FALSE(fell.come.empty());
  EXPECT_EQ(fell.come.front().trouble, AlignmentTrouble::Drift);
  EXPECT_EQ(view("2025-12-01").findings.front().trouble, AlignmentTrouble::Drift);
  EXPECT_NE(view("2025-10-31").findings.front().trouble, AlignmentTrouble::Drift);
  const std::int64_t number = matrix().adoptions.back().id;
  must(change({{"change", "withdraw_adoption"}, {"number", std::to_string(number)}}));
  EXPECT_NE(view("2025-12-01").findings.front().trouble, AlignmentTrouble::Drift);
  EXPECT_EQ(code_of(change({{"change", "withdraw_adoption"}, {"number", std::to_string(number)}})),
            "alignment_conflict");
}

TEST_P(AlignmentStore, ASchoolMustBelongAndAFunctionMustBeThere) {
  must(take(sample(), true));
  EXPECT_EQ(code_of(adopts("990005", "adopted", "2025-09-01")), "bad_alignment");
  EXPECT_EQ(code_of(adopts("999999", "adopted", "2025-09-01")), "school_not_found");
  EXPECT_EQ(code_of(change({{"change", "adoption"},
                            {"code", "juggling"},
                            {"school", "990001"},
                            {"level", "adopted"}})),
            "alignment_not_found");
  EXPECT_EQ(code_of(change({{"change", "juggle"}})), "bad_alignment");
  EXPECT_EQ(code_of(change({{"change", "withdraw_function"}})), "bad_alignment");
  EXPECT_EQ(code_of(change({{"change", "withdraw_function"}, {"number", "x"}})), "bad_alignment");
  EXPECT_EQ(code_of(change({{"change", "function"}, {"weather", "fine"}})), "bad_alignment");
}

TEST_P(AlignmentStore, FunctionsAskForTheGroupAndAdoptionForTheSchool) {
  must(take(sample(), true));
  std::vector<guard::UnitKind> asked;
  const governance::May may = [&](const guard::UnitPath& path) -> base::Result<std::string> {
    asked.push_back(path.front().kind);
    if (path.front().kind == guard::UnitKind::School) return std::string("the head's grant");
    return base::make_error("not_allowed", "Not yours.");
  };
  const AlignmentWords function = {{"change", "function"},
                                   {"code", "ict"},
                                   {"area", "services"},
                                   {"title", "ICT"},
                                   {"approach", "common"}};
  EXPECT_EQ(code_of(change(function, Keep::All, may)), "not_allowed");
  must(change({{"change", "adoption"}, {"code", "ict"}, {"school", "990001"}, {"level", "adopted"}},
              Keep::All, may));
  EXPECT_EQ(asked, (std::vector{guard::UnitKind::Group, guard::UnitKind::School}));
  EXPECT_EQ(count("SELECT count(*) FROM audit WHERE power = 'the head''s grant'"), 1);
  EXPECT_EQ(code_of(import_alignment(*lease(), tide_, sample(), false, writing(), may, Keep::All)),
            "not_allowed");
}

TEST_P(AlignmentStore, WhoSawAnOlderEntryIsRefused) {
  must(take(sample(), true));
  const std::string seen = std::to_string(newest_entry(matrix(), "ict", AlignedPhase::All));
  const AlignmentWords words = {{"change", "function"},  {"code", "ict"},
                                {"area", "services"},    {"title", "ICT"},
                                {"approach", "central"}, {"seen", seen}};
  must(change(words, Keep::Nothing));
  must(change(words));
  EXPECT_EQ(code_of(change(words)), "alignment_conflict");
  AlignmentWords adoption = {{"change", "adoption"},
                             {"code", "ict"},
                             {"school", "990001"},
                             {"level", "partly"},
                             {"seen", "0"}};
  must(change(adoption));
  EXPECT_EQ(code_of(change(adoption)), "alignment_conflict");
}

TEST_P(AlignmentStore, LeadsAreWhoHoldsTheOfficeOrIsNamed) {
  must(take(sample(), true));
  note({{"change", "office"},
        {"office", "chief_executive"},
        {"person", "Di Orr"},
        {"at", "group Tide Trust"},
        {"from", "2024-09-01"},
        {"until", "2026-06-30"}});
  note({{"change", "person"}, {"person", "Ed Fox"}});
  const AlignmentWords words = {
      {"change", "function"}, {"code", "ict"},      {"area", "services"}, {"title", "ICT"},
      {"approach", "common"}, {"lead", "ICT lead"}, {"person", "Ed Fox"}};
  must(change(words));
  EXPECT_EQ(count("SELECT count(*) FROM audit WHERE new_values LIKE '%Ed Fox%' AND action LIKE "
                  "'alignment%'"),
            0);
  const AlignmentView now = view("2026-01-01");
  const AlignmentLeads leads = must(AlignmentLeads::of(*lease(), tide_, day("2026-01-01")));
  const FunctionState& oversight = *now.row("oversight", AlignedPhase::All)->state;
  EXPECT_EQ(leads.role(oversight), "Chief executive");
  EXPECT_EQ(leads.person(oversight), "Di Orr");
  EXPECT_EQ(leads.person(*now.row("ict", AlignedPhase::All)->state), "Ed Fox");
  EXPECT_EQ(must(AlignmentLeads::of(*lease(), tide_, day("2026-09-01"))).person(oversight), "");
  AlignmentWords nobody = words;
  nobody["person"] = "Nobody Known";
  EXPECT_EQ(code_of(change(nobody)), "person_not_found");
  note({{"change", "erase"}, {"person", "Ed Fox"}});
  for (const FunctionState& each : matrix().states) {
    EXPECT_NE(each.person, "Ed Fox");
  }
}

TEST_P(AlignmentStore, TheTrailHasNoEvidence) {
  must(take(sample(), true));
  must(adopts("990001", "adopted", "2025-09-01"));
  EXPECT_EQ(count("SELECT count(*) FROM audit WHERE new_values LIKE '%Cy Bell%'"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM audit WHERE action = 'alignment.adoption'"), 1);
  EXPECT_TRUE(must(guard::verify_audit(*lease())).whole());
}

TEST_P(AlignmentStore, AnAuthorityHasTheSchoolsThatItMaintains) {
  const registry::OrganisationId march = must(registry::Store(*lease()).authority("Eastmarch"));
  must(import_alignment(*lease(), march, sample(), true, writing(), anybody, Keep::All));
  const registry::Reference reference = must(registry::Reference::read(*lease()));
  EXPECT_EQ(must(aligned_schools(*lease(), reference, march, today)).size(), 3u);
  EXPECT_TRUE(must(alignment_matrix_of(*lease(), march)).authority);
}

INSTANTIATE_TEST_SUITE_P(Engines, AlignmentStore, sql::all_engines(), sql::test_engine_name);

}  // namespace
}  // namespace delegation
