// Jobs: each is done once, by one server, and what was uploaded is kept until then.
#include "registry/store_job.hpp"

#include <gtest/gtest.h>

#include <chrono>

#include "access/secrets.hpp"
#include "registry/api_report.hpp"
#include "registry/store_job_runner.hpp"
#include "sql/database_testing.hpp"
#include "sql/migrate.hpp"

namespace registry {
namespace {

constexpr std::int64_t noon = 1800000000;  // 15 January 2027
const std::string two_schools =
    "URN,EstablishmentName,EstablishmentStatus (name),LA (name),LA (code)\n"
    "990001,Oak Primary School,Open,Eastmarch,918\n"
    "990002,Elm Primary School,Open,Eastmarch,918\n";

class JobTest : public sql::EngineTest {
 protected:
  void SetUp() override {
    EngineTest::SetUp();
    if (!IsSkipped()) sql::must(sql::migrate(*sql::must(database().write())));
  }
  sql::Lease writer() { return sql::must(database().write()); }
  static guard::Doer ada() {
    return {guard::AccountId{7}, "Ada", guard::Via::Session, 3, "grant 1: Editor of everything.",
            "New files."};
  }
  JobId add(const std::vector<UploadedFile>& files) {
    Job made;
    made.by = ada();
    made.made_at = noon;
    return sql::must(add_import_job(*writer(), made, files));
  }
  JobId add() { return add({{"schools_20240101.csv", 0, two_schools}}); }
  Job found(JobId id) { return sql::must(job(*sql::must(database().read()), id)); }
  std::int64_t parts() {
    return sql::must(sql::must(database().read())->integer("SELECT count(*) FROM job_part"));
  }
  JobRunner::Rules rules() {
    return {[] { return *base::Date::from_iso("2027-01-15"); }, [] { return noon; }, report_json,
            [this](const std::string& line) { troubles_.push_back(line); }};
  }
  // Waits until a runner has brought it there.
  bool comes_to(JobId id, JobState state) {
    for (int i = 0; i < 400; ++i) {
      if (found(id).state == state) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(25));
    }
    return false;
  }
  std::vector<std::string> troubles_;
};

TEST_P(JobTest, KeepsWhatWasUploadedAndWhoAsked) {
  std::string large;
  for (int i = 0; i < 40000; ++i) large += guard::random_secret();  // some packed megabytes
  const JobId id = add({{"small.csv", 4, "a,b\n"}, {"large.csv", 7, large}, {"empty.csv", 0, ""}});
  EXPECT_GT(parts(), 3);
  {
    const sql::Lease lease = sql::must(database().read());
    EXPECT_EQ(sql::must(job_file(*lease, id, 0)), "a,b\n");
    EXPECT_EQ(sql::must(job_file(*lease, id, 1)), large);
    EXPECT_EQ(sql::must(job_file(*lease, id, 2)), "");
  }
  const Job kept = found(id);
  EXPECT_EQ(kept.state, JobState::Waiting);
  EXPECT_TRUE(kept.dry_run);
  ASSERT_EQ(kept.files.size(), 3u);
  EXPECT_EQ(kept.files[1].name, "large.csv");
  EXPECT_EQ(kept.files[1].bytes, 7);
  EXPECT_EQ(kept.by.name, "Ada");
  EXPECT_EQ(kept.by.account, guard::AccountId{7});
  EXPECT_EQ(kept.by.reason, "New files.");
}

TEST_P(JobTest, IsTakenOnceAndTakenUpWhenItWasAbandoned) {
  const JobId id = add();
  EXPECT_EQ(sql::must(take_job(*writer(), noon))->id, id);
  EXPECT_FALSE(sql::must(take_job(*writer(), noon)).has_value());
  EXPECT_FALSE(sql::must(beat_job(*writer(), id, noon + 10)));
  EXPECT_FALSE(sql::must(take_job(*writer(), noon + job_abandoned_s + 5)).has_value());
  EXPECT_TRUE(sql::must(take_job(*writer(), noon + 11 + job_abandoned_s)).has_value());
  sql::must(put_back_job(*writer(), id));
  EXPECT_TRUE(sql::must(take_job(*writer(), noon)).has_value());
}

TEST_P(JobTest, FilesAreKeptUntilTheWorkIsDone) {
  const JobId id = add();
  sql::must(take_job(*writer(), noon));
  sql::must(end_job(*writer(), id, {JobState::Ready, 0, "{}", "", ""}, noon));
  EXPECT_GT(parts(), 0);
  sql::must(confirm_job(*writer(), id, ada()));
  EXPECT_FALSE(found(id).dry_run);
  EXPECT_EQ(sql::code_of(confirm_job(*writer(), id, ada())), "job_not_ready");
  sql::must(take_job(*writer(), noon));
  sql::must(end_job(*writer(), id, {JobState::Done, 4, "{}", "", ""}, noon));
  EXPECT_EQ(parts(), 0);
  EXPECT_EQ(found(id).import_id, 4);
}

TEST_P(JobTest, IsStopped) {
  const JobId waiting = add();
  sql::must(stop_job(*writer(), waiting, noon));
  EXPECT_EQ(found(waiting).state, JobState::Stopped);
  EXPECT_EQ(parts(), 0);
  EXPECT_EQ(sql::code_of(stop_job(*writer(), waiting, noon)), "job_over");
  EXPECT_EQ(sql::code_of(stop_job(*writer(), JobId{99}, noon)), "job_not_found");
  const JobId running = add();
  sql::must(take_job(*writer(), noon));
  sql::must(stop_job(*writer(), running, noon));
  EXPECT_TRUE(sql::must(beat_job(*writer(), running, noon)));
  EXPECT_EQ(sql::code_of(add_import_job(*writer(), {}, {})), "job_without_files");
}

TEST_P(JobTest, ARunnerShowsThenImportsThenUndoes) {
  if (GetParam() == sql::TestEngine::SqliteMemory) GTEST_SKIP() << "one connection only";
  JobRunner runner(database(), rules());
  const JobId id = add();
  runner.wake();
  ASSERT_TRUE(comes_to(id, JobState::Ready)) << found(id).error_message;
  EXPECT_NE(found(id).report.find("\"schools_new\": 2"), std::string::npos);
  {
    const sql::Lease lease = sql::must(database().read());
    EXPECT_EQ(sql::must(lease->integer("SELECT count(*) FROM school")), 0);
  }
  sql::must(confirm_job(*writer(), id, ada()));
  runner.wake();
  ASSERT_TRUE(comes_to(id, JobState::Done));
  EXPECT_EQ(found(id).import_id, 1);
  {
    const sql::Lease lease = sql::must(database().read());
    EXPECT_EQ(sql::must(lease->text("SELECT actor_name FROM audit WHERE action = 'import.files'")),
              "Ada");
  }
  Job undo;
  undo.kind = JobKind::Undo;
  undo.dry_run = false;
  undo.import_id = 1;
  undo.by = ada();
  const JobId second = sql::must(add_undo_job(*writer(), undo));
  runner.wake();
  ASSERT_TRUE(comes_to(second, JobState::Done)) << found(second).error_message;
  const sql::Lease lease = sql::must(database().read());
  EXPECT_EQ(sql::must(lease->integer("SELECT count(*) FROM school_state")), 0);
  EXPECT_TRUE(troubles_.empty());
}

TEST_P(JobTest, WhatCannotBeReadFailsWithItsReason) {
  if (GetParam() == sql::TestEngine::SqliteMemory) GTEST_SKIP() << "one connection only";
  JobRunner runner(database(), rules());
  const JobId id = add({{"holiday_20240101.csv", 8, "a,b\n1,2\n"}});
  runner.wake();
  ASSERT_TRUE(comes_to(id, JobState::Failed));
  EXPECT_EQ(found(id).error_code, "file_not_gias");
  EXPECT_EQ(parts(), 0);
}

TEST_P(JobTest, AnImportThatIsToStopChangesNothing) {
  ImportOptions options;
  options.today = *base::Date::from_iso("2027-01-15");
  options.stop = [] { return true; };
  EXPECT_EQ(sql::code_of(import_files(database(), {"/no/such/file.csv"}, options)),
            "import_stopped");
}

INSTANTIATE_TEST_SUITE_P(Engines, JobTest, sql::all_engines(), sql::test_engine_name);

}  // namespace
}  // namespace registry
