// Reading changes: each kind, each way to get it wrong, and files of them.
#include "governance/change.hpp"

#include <gtest/gtest.h>

namespace governance {
namespace {

base::Error error_of(const Words& words) {
  const auto read = read_change(words);
  if (read.ok()) return {};
  EXPECT_EQ(read.error().code, "bad_governance");
  return read.error();
}

TEST(Changes, AreListedInTheOrderOfTheirKinds) {
  ASSERT_EQ(change_infos().size(), static_cast<std::size_t>(change_kinds));
  for (int at = 0; at < change_kinds; ++at) {
    EXPECT_EQ(change_infos()[static_cast<std::size_t>(at)].kind, static_cast<ChangeKind>(at));
  }
}

TEST(Changes, AreReadWithTheirDays) {
  const auto read = read_change({{"change", "appoint"},
                                 {"body", "3"},
                                 {"seat", " parent "},
                                 {"person", "Ann Lee"},
                                 {"by", "Elected by parents"},
                                 {"from", "1 September 2026"},
                                 {"until", ""},
                                 {"term", "2030-09-01"}});
  ASSERT_TRUE(read.ok()) << read.error().message;
  const Change& change = read.value();
  EXPECT_EQ(change.word("seat"), "parent");
  EXPECT_EQ(change.appointed_by, "elected_parents");
  EXPECT_EQ(change.period.from().iso(), "2026-09-01");
  EXPECT_TRUE(change.period.open_end());
  EXPECT_EQ(change.term_ends->iso(), "2030-09-01");
}

TEST(Changes, SayWhichWordIsWrong) {
  const std::pair<Words, std::string> wrong[] = {
      {{}, "change"},
      {{{"change", "wish"}}, "change"},
      {{{"change", "person"}}, "person"},
      {{{"change", "person"}, {"person", "A"}, {"seat", "x"}}, "seat"},
      {{{"change", "body"}, {"name", "A"}, {"kind", "court"}, {"at", "school 1"}}, "kind"},
      {{{"change", "office"}, {"office", "king"}, {"person", "A"}, {"at", "school 1"}}, "office"},
      {{{"change", "end-body"}, {"body", "1"}, {"until", "soon"}}, "until"},
      {{{"change", "end-office"}, {"number", "first"}, {"until", "2026-01-01"}}, "number"},
      {{{"change", "declared"}, {"person", "A"}, {"year", "25"}, {"on", "2026-01-01"}}, "year"},
      {{{"change", "resolved"},
        {"question", "q"},
        {"at", "body 1"},
        {"answer", "perhaps"},
        {"on", "2026-01-01"}},
       "answer"},
      {{{"change", "appoint"}, {"body", "1"}, {"seat", "a"}, {"person", "A"}, {"by", "me"}}, "by"},
      {{{"change", "office"},
        {"office", "chair"},
        {"person", "A"},
        {"at", "body 1"},
        {"from", "2026-01-01"},
        {"until", "2025-01-01"}},
       "until"},
      {{{"change", "meeting"}, {"body", "1"}, {"on", "2026-01-01"}, {"starts", "25:00"}}, "starts"},
      {{{"change", "item"}, {"meeting", "1"}, {"title", "A"}, {"needs", "most"}}, "needs"},
      {{{"change", "attended"}, {"meeting", "1"}, {"person", "A"}, {"status", "asleep"}}, "status"},
      {{{"change", "voted"}, {"item", "1"}, {"person", "A"}, {"choice", "perhaps"}}, "choice"},
      {{{"change", "attended"},
        {"meeting", "1"},
        {"person", "A"},
        {"status", "present"},
        {"arrived", "5000"}},
       "arrived"},
  };
  for (const auto& [words, field] : wrong) EXPECT_EQ(error_of(words).field, field);
}

TEST(Changes, ComeFromAFileWithTheirLines) {
  const auto rows = read_changes(
      "\xEF\xBB\xBF"
      "change,person,email\nperson,Ann Lee,ann@example.org\n\nwish,Bob,\n"
      "person,A,B,C\n");
  ASSERT_TRUE(rows.ok()) << rows.error().message;
  ASSERT_EQ(rows.value().size(), 3U);
  EXPECT_EQ(rows.value()[0].line, 2);
  EXPECT_EQ(rows.value()[0].change.value().word("email"), "ann@example.org");
  EXPECT_EQ(rows.value()[1].line, 4);
  EXPECT_FALSE(rows.value()[1].change.ok());
  EXPECT_FALSE(rows.value()[2].change.ok());
  EXPECT_EQ(read_changes("").error().code, "bad_governance");
  EXPECT_EQ(read_changes("change,wish\n").error().code, "bad_governance");
  EXPECT_EQ(read_changes("change,person\nperson,\"Ann").error().code, "bad_governance");
}

}  // namespace
}  // namespace governance
