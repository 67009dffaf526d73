// The trail in the database: one chain from many writers, and what was done to it behind our back.
#include "access/store_audit.hpp"

#include <gtest/gtest.h>

#include <random>
#include <thread>

#include "access/audit_testing.hpp"
#include "access/store_testing.hpp"

namespace guard {
namespace {

using sql::code_of;
using sql::must;

class AuditStore : public AccessTest {
 protected:
  void fill(int count) {
    const sql::Lease lease = must(database().write());
    auto transaction = must(sql::Transaction::begin_write(*lease));
    for (int i = 1; i <= count; ++i) EXPECT_EQ(must(record(*lease, some_act(i))), i);
    must(transaction.commit());
  }
  // What whoever owns the database can do.
  void disarm() {
    const sql::Lease lease = must(database().write());
    const bool sqlite = lease->engine() == sql::Engine::Sqlite;
    must(lease->script(sqlite ? "DROP TRIGGER audit_update; DROP TRIGGER audit_delete"
                              : "DROP TRIGGER audit_update ON audit"));
  }
  void run(std::string_view sql, sql::Values values = {}) {
    must(must(database().write())->run(sql, values));
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, AuditStore, sql::all_engines(), sql::test_engine_name);
class SharedAuditStore : public AuditStore {};
INSTANTIATE_TEST_SUITE_P(Engines, SharedAuditStore, sql::shared_engines(), sql::test_engine_name);

TEST_P(AuditStore, keeps_what_was_recorded) {
  EXPECT_TRUE(trail().whole());
  fill(30);
  const ChainReport report = trail();
  EXPECT_TRUE(report.whole());
  EXPECT_EQ(report.records, 30);
  const sql::Lease lease = must(database().read());
  const AuditHead head = must(audit_head(*lease));
  EXPECT_EQ(head.seq, 30);
  EXPECT_EQ(head.hash, chain_of(30).back().hash);
  std::vector<AuditRecord> all;
  must(each_audit_record(*lease, [&](const AuditRecord& one) -> base::Status {
    all.push_back(one);
    return {};
  }));
  ASSERT_EQ(all.size(), 30U);
  EXPECT_EQ(canonical_text(all[6].act), canonical_text(some_act(7)));
}

TEST_P(AuditStore, reads_more_than_a_page) {
  fill(1001);
  EXPECT_EQ(trail().records, 1001);
  EXPECT_TRUE(trail(chain_of(1000).back().hash).whole());
  EXPECT_FALSE(trail(std::string(64, 'a')).whole());
}

TEST_P(AuditStore, forgets_an_act_whose_change_was_rolled_back) {
  fill(3);
  {
    const sql::Lease lease = must(database().write());
    const auto transaction = must(sql::Transaction::begin_write(*lease));
    must(record(*lease, some_act(4)));
  }
  EXPECT_EQ(trail().records, 3);
  EXPECT_TRUE(trail().whole());
}

TEST_P(AuditStore, refuses_change_and_deletion) {
  fill(3);
  {
    const sql::Lease lease = must(database().write());
    EXPECT_EQ(code_of(lease->run("UPDATE audit SET reason = 'other' WHERE seq = 2")),
              "database_constraint");
    EXPECT_EQ(code_of(lease->run("DELETE FROM audit WHERE seq = 3")), "database_constraint");
  }
  EXPECT_EQ(trail().records, 3);
}

TEST_P(AuditStore, is_searched_by_each_filter) {
  fill(50);
  const sql::Lease lease = must(database().read());
  const auto count = [&](const AuditFilter& filter) {
    return must(search_audit(*lease, filter, 1000)).size();
  };
  EXPECT_EQ(count({}), 50U);
  EXPECT_EQ(count({.subject_kind = "account"}), 10U);
  EXPECT_EQ(count({.subject_kind = "cluster", .subject_id = 3}), 6U);
  EXPECT_EQ(count({.actor = AccountId{1}}), 16U);
  EXPECT_EQ(count({.action = "account"}), 10U);
  EXPECT_EQ(count({.action = "account.close"}), 10U);
  EXPECT_EQ(count({.action = "accoun"}), 0U);
  EXPECT_EQ(count({.words = "Harbour 1"}), 11U);
  EXPECT_EQ(count({.words = "agreed"}), 25U);
  EXPECT_EQ(count({.words = "100%"}), 0U);
  EXPECT_EQ(count({.from_s = 1800000011, .until_s = 1800000021}), 10U);
  const auto page = must(search_audit(*lease, {.before_seq = 41}, 5));
  ASSERT_EQ(page.size(), 5U);
  EXPECT_EQ(page.front().seq, 40);
  const auto history = must(audit_history(*lease, {"cluster", 3}, 4));
  ASSERT_EQ(history.size(), 4U);
  EXPECT_GT(history[0].seq, history[1].seq);
  for (const AuditRecord& one : history) EXPECT_EQ(one.act.subject.id, 3);
}

TEST_P(SharedAuditStore, is_one_chain_whoever_writes) {
  sql::Options options;
  options.readers_max = 4;
  options.wait_ms_max = 60000;
  sql::Database shared = open(options);
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&shared, thread] {
      for (int i = 0; i < 25; ++i) {
        const sql::Lease lease = must(shared.write());
        auto transaction = must(sql::Transaction::begin_write(*lease));
        must(record(*lease, some_act(thread * 100 + i)));
        // Every fifth change fails after it was recorded.
        if (i % 5 != 4) must(transaction.commit());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const ChainReport report = trail();
  EXPECT_TRUE(report.whole());
  EXPECT_EQ(report.records, 80);
}

// Fifty times: a field of some record, a record removed, two exchanged, one inserted at the end.
TEST_P(AuditStore, shows_any_tampering_and_where) {
  fill(30);
  disarm();
  const auto chain = chain_of(30);
  std::mt19937_64 random(7);
  const char* texts[] = {"actor_name",   "via",        "action",     "subject_kind",
                         "subject_name", "old_values", "new_values", "reason",
                         "power",        "previous",   "hash"};
  const char* numbers[] = {"recorded_at", "actor_id", "via_id", "subject_id"};
  for (int round = 0; round < 50; ++round) {
    const std::int64_t seq = 1 + static_cast<std::int64_t>(random() % 30);
    const sql::Lease lease = must(database().write());
    const auto undone = must(sql::Transaction::begin_write(*lease));
    std::int64_t first = seq;
    if (round % 5 == 0) {
      must(lease->run("DELETE FROM audit WHERE seq = $1", {seq}));
    } else if (round % 5 == 1) {
      const std::int64_t other = seq % 30 + 1;
      must(lease->run("UPDATE audit SET seq = 1000 WHERE seq = $1", {seq}));
      must(lease->run("UPDATE audit SET seq = $2 WHERE seq = $1", {other, seq}));
      must(lease->run("UPDATE audit SET seq = $1 WHERE seq = 1000", {other}));
      first = std::min(seq, other);
    } else if (round % 5 == 2) {
      const std::string column = numbers[random() % 4];
      must(
          lease->run("UPDATE audit SET " + column + " = " + column + " + 1 WHERE seq = $1", {seq}));
    } else {
      const std::string column = texts[random() % 11];
      must(lease->run("UPDATE audit SET " + column + " = " + column + " || 'x' WHERE seq = $1",
                      {seq}));
    }
    ChainCheck check;
    const AuditHead head = must(audit_head(*lease));
    must(each_audit_record(*lease, [&](const AuditRecord& one) -> base::Status {
      check.add(one);
      return {};
    }));
    const ChainReport report = check.finish(head);
    ASSERT_FALSE(report.whole()) << "round " << round;
    EXPECT_EQ(report.first.front().seq, first) << "round " << round;
  }
  EXPECT_TRUE(trail(chain[20].hash).whole());
}

TEST_P(AuditStore, is_checked_from_an_anchor_on) {
  fill(2500);  // more than are read at once
  disarm();
  const auto chain = chain_of(2500);
  const ChainReport after = trail(chain[999].hash, 1000);
  EXPECT_TRUE(after.whole());
  EXPECT_EQ(after.records, 1500);
  EXPECT_EQ(trail(after.last.hash, after.last.seq).records, 0);
  EXPECT_TRUE(trail(after.last.hash, after.last.seq).whole());
  // Not the hash of this record, and a record that there is not.
  EXPECT_EQ(trail(chain[998].hash, 1000).first.front().seq, 1001);
  EXPECT_EQ(trail(chain[998].hash, 2500).first.front().kind, FaultKind::Head);
  EXPECT_EQ(trail(after.last.hash, 2501).first.front().kind, FaultKind::Head);
  run("UPDATE audit SET reason = 'another' WHERE seq IN (900, 2000)");
  const ChainReport tampered = trail(chain[999].hash, 1000);
  EXPECT_EQ(tampered.faults, 1);
  EXPECT_EQ(tampered.first.front().seq, 2000);
  EXPECT_EQ(trail().faults, 2);
}

TEST_P(AuditStore, is_checked_part_by_part) {
  fill(2500);
  disarm();
  const auto chain = chain_of(2500);
  const std::string& noted = chain[2200].hash;
  const ChainReport first = part_of_trail({noted}, 1200);
  EXPECT_EQ(first.records, 1200);
  EXPECT_EQ(first.left, 1300);
  EXPECT_TRUE(first.whole());
  EXPECT_FALSE(first.anchor_seen);
  const ChainReport second = part_of_trail({first.last.hash, first.last.seq, noted}, 1200);
  EXPECT_EQ(second.left, 100);
  EXPECT_TRUE(second.whole());
  EXPECT_TRUE(second.anchor_seen);
  const ChainReport third = part_of_trail({second.last.hash, second.last.seq}, 1200);
  EXPECT_EQ(third.records, 100);
  EXPECT_EQ(third.left, 0);
  EXPECT_TRUE(third.whole());
  // As many as there are: it is over, and an anchor that was not met is told.
  EXPECT_EQ(part_of_trail({}, 2500).left, 0);
  EXPECT_EQ(part_of_trail({first.last.hash, 1200, chain[3].hash}, 1300).first.front().kind,
            FaultKind::Anchor);
  // What is wrong is told by the part that has it.
  run("UPDATE audit SET reason = 'another' WHERE seq = 1201");
  EXPECT_TRUE(part_of_trail({}, 1200).whole());
  EXPECT_EQ(part_of_trail({first.last.hash, 1200}, 1200).first.front().seq, 1201);
}

TEST_P(AuditStore, shows_a_tail_that_was_cut_off_and_a_head_that_was_changed) {
  fill(10);
  disarm();
  const auto chain = chain_of(10);
  run("DELETE FROM audit WHERE seq > 7");
  EXPECT_EQ(trail().first.front().message,
            "Records 8 to 10 are missing. The end of the trail was cut off.");
  run("UPDATE audit_head SET seq = 7, hash = $1", {chain[6].hash});
  EXPECT_TRUE(trail().whole());
  EXPECT_EQ(trail(chain[9].hash).first.front().kind, FaultKind::Anchor);
  run("DELETE FROM audit_head");
  EXPECT_FALSE(trail().whole());
}

}  // namespace
}  // namespace guard
