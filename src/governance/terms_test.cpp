// Versions, models and differences of terms of reference, without a database.
#include "governance/terms.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/text.hpp"
#include "governance/difference.hpp"
#include "governance/rules.hpp"

namespace governance {
namespace {

base::Date day(std::string_view text) { return *base::Date::from_iso(text); }

std::string told(std::string_view before, std::string_view after) {
  return difference_text(difference(before, after));
}

// One side of a difference.
std::string side(const std::vector<DifferencePart>& parts, PartKind without) {
  std::string text;
  for (const DifferencePart& each : parts) text += each.kind == without ? "" : each.text;
  return text;
}

TEST(Difference, IsToldInWordsWithinTheLinesThatChanged) {
  EXPECT_EQ(told("The board meets three times.\nIt has a chair.",
                 "The board meets four times.\nIt has a chair."),
            "The board meets [-three -]{+four +}times.\nIt has a chair.");
  EXPECT_EQ(told("one\ntwo\n", "one\nnew\ntwo\n"), "one\n{+new\n+}two\n");
  EXPECT_EQ(told("Papers come before.\nA\n", "Papers come before, with minutes.\nA\n"),
            "Papers come [-before.-]{+before, with minutes.+}\nA\n");
  EXPECT_EQ(told("", "a"), "{+a+}");
  EXPECT_EQ(told("a", ""), "[-a-]");
  EXPECT_EQ(told("", ""), "");
  EXPECT_FALSE(differs(difference("same\ntext", "same\ntext")));
}

TEST(Difference, OfALineInWhichLittleStaysIsToldAsAWhole) {
  EXPECT_EQ(told("The chair is elected by governors.", "Everybody may come to the meeting."),
            "[-The chair is elected by governors.-]{+Everybody may come to the meeting.+}");
}

TEST(Difference, OfVeryLongTextsStaysWithinItsMemory) {
  std::string before = "begins\n";
  std::string after = "begins\n";
  for (int at = 0; at < 3000; ++at) {
    before += "old " + std::to_string(at) + "\n";
    after += "new " + std::to_string(at) + "\n";
  }
  const auto parts = difference(before + "ends", after + "ends");
  EXPECT_EQ(side(parts, PartKind::Added), before + "ends");
  EXPECT_EQ(parts.front().text, "begins\n");
  EXPECT_EQ(parts.back().text, "ends");
}

// INVARIANT of difference.hpp, over texts of few words so that much stays.
TEST(Difference, HasBothTexts) {
  const auto text =
      rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
                       "a ", "b ", "\n", "c\n", "  ", "d", "\n\n", "a b c ", "\xC3\xA9 ")),
                   [](const std::vector<std::string>& words) { return base::join(words, ""); });
  EXPECT_TRUE(rc::check("a difference has both texts", [&] {
    const std::string before = *text;
    const std::string after = *text;
    const auto parts = difference(before, after);
    RC_ASSERT(side(parts, PartKind::Added) == before);
    RC_ASSERT(side(parts, PartKind::Removed) == after);
    RC_ASSERT(differs(parts) == (before != after));
    for (std::size_t at = 1; at < parts.size(); ++at) {
      RC_ASSERT(parts[at].kind != parts[at - 1].kind);
    }
  }));
}

TEST(Terms, HoldFromTheirDayOn) {
  std::vector<TermsVersion> all(3);
  all[0].number = 4;
  all[0].from = day("2025-09-01");
  all[1].number = 5;
  all[1].from = day("2026-09-01");
  all[2].number = 6;
  all[2].from = day("2025-09-01");
  EXPECT_EQ(terms_in_force(all, day("2025-08-31")), nullptr);
  EXPECT_EQ(terms_in_force(all, day("2025-09-01"))->number, 6) << "of one day the newest";
  EXPECT_EQ(terms_in_force(all, day("2026-09-01"))->number, 5);
  EXPECT_EQ(terms_newest(all), 6);
  EXPECT_EQ(terms_newest({}), 0);
  EXPECT_EQ(terms_numbered(all, 7), nullptr);
}

TEST(Terms, AreLookedAtByATextOrANote) {
  Body body;
  EXPECT_EQ(body.terms_looked_at(day("2026-01-01")), std::nullopt);
  body.terms_texts = {day("2025-09-01"), day("2026-09-01")};
  EXPECT_EQ(body.terms_looked_at(day("2026-01-01")), day("2025-09-01"));
  EXPECT_EQ(body.terms_looked_at(day("2025-01-01")), std::nullopt);
  body.terms_agreed = day("2025-12-01");
  EXPECT_EQ(body.terms_looked_at(day("2026-01-01")), day("2025-12-01"));
  EXPECT_EQ(body.terms_looked_at(day("2026-10-01")), day("2026-09-01"));
}

TEST(Terms, AreTidiedAndLaidOut) {
  EXPECT_EQ(tidy_terms("\r\n\n# One \r\n\ntext\t\n\n"), "# One\n\ntext");
  EXPECT_EQ(tidy_terms(" \n "), "");
  const auto blocks = terms_blocks("# One\n\n1.1 Text:\n- an item\n#none\n");
  ASSERT_EQ(blocks.size(), 4U);
  EXPECT_EQ(blocks[0].kind, TermsLine::Heading);
  EXPECT_EQ(blocks[0].text, "One");
  EXPECT_EQ(blocks[2].kind, TermsLine::Item);
  EXPECT_EQ(blocks[3].kind, TermsLine::Paragraph);
}

TEST(TermsModels, AreThereForEveryKindThatRulesWantThemOf) {
  for (const TermsModel& each : terms_models()) {
    EXPECT_FALSE(each.title.empty() || each.source.empty() || each.text.empty()) << each.code;
    EXPECT_FALSE(each.kinds.empty() && each.rules.empty()) << each.code;
    EXPECT_TRUE(each.rules.empty() || shipped_rules().set(each.rules, base::Date::distant_future()))
        << each.code;
    const std::string text = filled(each, {"North board", "", "Tide Trust"});
    EXPECT_EQ(text.find('{'), std::string::npos) << each.code;
    EXPECT_NE(text.find("North board"), std::string::npos) << each.code;
    EXPECT_EQ(terms_blocks(text).front().kind, TermsLine::Heading) << each.code;
  }
  for (const BodyKind kind :
       {BodyKind::Members, BodyKind::TrustBoard, BodyKind::Committee, BodyKind::ClusterBoard,
        BodyKind::SteeringGroup, BodyKind::JointCommittee, BodyKind::LocalGoverningBody,
        BodyKind::SharedLocalGoverningBody, BodyKind::GoverningBody}) {
    EXPECT_TRUE(model_for(kind, "")) << label_of(kind);
  }
  EXPECT_EQ(model_for(BodyKind::LocalGoverningBody, "sponsored_lgb")->code, "sponsored_lgb");
  EXPECT_EQ(model_for(BodyKind::LocalGoverningBody, "other")->code, "partner_lgb");
  EXPECT_EQ(model_for(BodyKind::Executive, ""), nullptr);
  EXPECT_EQ(terms_model("none"), nullptr);
}

}  // namespace
}  // namespace governance
