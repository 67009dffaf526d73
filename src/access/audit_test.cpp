// The chain: whatever is changed in it is found, and where.
#include "access/audit.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "access/audit_testing.hpp"
#include "sql/database_testing.hpp"

namespace guard {
namespace {

using Random = std::mt19937_64;

int below(Random& random, int count) {
  return static_cast<int>(random() % static_cast<std::uint64_t>(count));
}

constexpr int fields = 15;

void change_text(std::string& text, Random& random) {
  if (text.empty() || random() % 4 == 0) {
    text += "x";
  } else {
    text[random() % text.size()] ^= 1;
  }
}

void tamper(AuditRecord& record, int field, Random& random) {
  Act& act = record.act;
  const std::int64_t by = 1 + below(random, 1000);
  switch (field) {
    case 0: act.recorded_at += by; break;
    case 1: act.by.account.value += by; break;
    case 2: change_text(act.by.name, random); break;
    case 3: act.by.via = act.by.via == Via::Token ? Via::Command : Via::Token; break;
    case 4: act.by.via_id += by; break;
    case 5: change_text(act.action, random); break;
    case 6: change_text(act.subject.kind, random); break;
    case 7: act.subject.id += by; break;
    case 8: change_text(act.subject.name, random); break;
    case 9: change_text(act.old_values, random); break;
    case 10: change_text(act.new_values, random); break;
    case 11: change_text(act.by.reason, random); break;
    case 12: change_text(act.by.power, random); break;
    case 13: change_text(record.previous, random); break;
    default: change_text(record.hash, random); break;
  }
}

AuditHead head_of(const std::vector<AuditRecord>& chain) {
  return {chain.back().seq, chain.back().hash};
}

TEST(Chain, is_whole_as_it_was_made) {
  const auto chain = chain_of(40);
  const ChainReport report = checked(chain, head_of(chain), chain[10].hash);
  EXPECT_TRUE(report.whole());
  EXPECT_EQ(report.records, 40);
  EXPECT_EQ(report.last.hash, chain.back().hash);
  EXPECT_TRUE(checked({}, AuditHead{}).whole());
  EXPECT_TRUE(checked({}, AuditHead{}, chain_start).whole());
}

TEST(Chain, has_a_text_for_each_act_that_no_other_has) {
  Act one = some_act(1);
  Act two = one;
  one.by.name = "Ada";
  one.action = "x\naction 1 y";
  two.by.name = "Ada\naction 1 y";
  two.action = "x";
  EXPECT_NE(canonical_text(one), canonical_text(two));
}

// A thousand times: any field, removed, exchanged or inserted, anywhere.
TEST(Chain, shows_any_tampering_and_where) {
  const auto whole = chain_of(60);
  const AuditHead head = head_of(whole);
  Random random(1);
  for (int round = 0; round < 1000; ++round) {
    auto chain = whole;
    const int at = below(random, 60);
    std::int64_t first = at + 1;
    std::int64_t last = first;
    switch (round % 4) {
      case 0: tamper(chain[static_cast<std::size_t>(at)], below(random, fields), random); break;
      case 1: chain.erase(chain.begin() + at); break;
      case 2: {  // exchanged, numbers and all that should prove them in order
        const int other = (at + 1 + below(random, 59)) % 60;
        std::swap(chain[static_cast<std::size_t>(at)], chain[static_cast<std::size_t>(other)]);
        std::swap(chain[static_cast<std::size_t>(at)].seq,
                  chain[static_cast<std::size_t>(other)].seq);
        first = std::min(at, other) + 1;
        last = first;
        break;
      }
      default: {  // inserted, as well as somebody can who does not hash anew all that follows
        const std::string before = at == 0 ? std::string(chain_start) : chain[at - 1U].hash;
        const Act act = some_act(1000 + round);
        chain.insert(chain.begin() + at, {at + 1, act, before, chain_hash(before, act)});
        for (std::size_t i = static_cast<std::size_t>(at) + 1; i < chain.size(); ++i) {
          ++chain[i].seq;
        }
        last = first + 1;
      }
    }
    const ChainReport report = checked(chain, head);
    ASSERT_FALSE(report.whole()) << "round " << round;
    ASSERT_GE(report.first.front().seq, first) << "round " << round;
    ASSERT_LE(report.first.front().seq, last) << "round " << round;
  }
}

TEST(Chain, shows_what_was_taken_away_and_numbered_anew) {
  auto chain = chain_of(20);
  const AuditHead head = head_of(chain);
  chain.erase(chain.begin() + 6);
  for (std::size_t i = 6; i < chain.size(); ++i) --chain[i].seq;
  const ChainReport report = checked(chain, head);
  ASSERT_FALSE(report.whole());
  EXPECT_EQ(report.first.front().kind, FaultKind::Displaced);
  EXPECT_EQ(report.first.front().seq, 7);
}

TEST(Chain, names_all_that_is_missing) {
  auto chain = chain_of(20);
  const AuditHead head = head_of(chain);
  chain.erase(chain.begin() + 4, chain.begin() + 9);
  const ChainReport report = checked(chain, head);
  EXPECT_EQ(report.faults, 1);
  EXPECT_EQ(report.first.front().kind, FaultKind::Missing);
  EXPECT_EQ(report.first.front().message, "Records 5 to 9 are missing.");
}

TEST(Chain, shows_a_tail_that_was_cut_off) {
  const auto whole = chain_of(20);
  auto chain = whole;
  chain.resize(15);
  const ChainReport by_head = checked(chain, head_of(whole));
  EXPECT_EQ(by_head.first.front().kind, FaultKind::Missing);
  EXPECT_EQ(by_head.first.front().seq, 16);
  // Somebody who also changes the head is found by the anchor.
  EXPECT_TRUE(checked(chain, head_of(chain)).whole());
  const ChainReport by_anchor = checked(chain, head_of(chain), whole.back().hash);
  EXPECT_EQ(by_anchor.first.front().kind, FaultKind::Anchor);
  EXPECT_TRUE(checked(whole, head_of(whole), whole[14].hash).whole());
}

TEST(Chain, shows_what_was_added_behind_the_head) {
  const auto chain = chain_of(20);
  const ChainReport report = checked(chain, {18, chain[17].hash});
  EXPECT_EQ(report.faults, 1);
  EXPECT_EQ(report.first.front().kind, FaultKind::Head);
}

TEST(Chain, keeps_only_the_first_faults) {
  auto chain = chain_of(300);
  const AuditHead head = head_of(chain);
  for (AuditRecord& record : chain) record.act.by.reason += "!";
  const ChainReport report = checked(chain, head);
  EXPECT_EQ(report.faults, 300);
  EXPECT_EQ(report.first.size(), 100U);
}

TEST(Anchor, is_a_hash) {
  EXPECT_EQ(sql::must(parse_anchor(" " + std::string(64, 'A') + "\n")), std::string(64, 'a'));
  EXPECT_EQ(sql::code_of(parse_anchor(std::string(63, 'a'))), "bad_anchor");
  EXPECT_EQ(sql::code_of(parse_anchor(std::string(64, 'g'))), "bad_anchor");
  const std::string hash(64, 'a');
  EXPECT_EQ(sql::must(read_anchor("", " ")).since, 0);
  EXPECT_EQ(sql::must(read_anchor(hash, " 12 ")).since, 12);
  EXPECT_EQ(sql::must(read_anchor(hash, "12", hash)).sought, hash);
  EXPECT_EQ(sql::code_of(read_anchor(hash, "12", "b")), "bad_anchor");
  EXPECT_EQ(sql::code_of(read_anchor(hash, "0")), "bad_number");
  EXPECT_EQ(sql::code_of(read_anchor(hash, "many")), "bad_number");
  EXPECT_EQ(sql::code_of(read_anchor("", "12")), "bad_anchor");
}

TEST(Values, are_json_whatever_they_hold) {
  EXPECT_EQ(Values().json(), "");
  EXPECT_EQ(Values().add("a", "x\"y\\z\n\xff").add("n", std::int64_t{-3}).add("t", true).json(),
            "{\"a\":\"x\\\"y\\\\z\\u000a\xEF\xBF\xBD\",\"n\":-3,\"t\":true}");
}

}  // namespace
}  // namespace guard
