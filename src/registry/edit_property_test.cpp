// Random edits between random imports: what one edit derives anew is what everything would be,
// derived anew. Few schools, days and clusters, so that edits meet, overlap and contradict.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "registry/world_testing.hpp"

namespace registry {
namespace {

using sql::must;

// As widely in the first tests as in the last.
int draw(int count) { return *rc::gen::resize(100, rc::gen::inRange(0, count)); }
bool one_in(int count) { return draw(count) == 0; }
std::string urn(int school) { return std::to_string(990001 + school); }
constexpr int schools_max = 4;
constexpr std::string_view names[] = {"Harbour", "Moor", "Hill", "Port"};
std::string some_name() { return std::string(names[static_cast<std::size_t>(draw(4))]); }
std::string some_owner() { return one_in(3) ? "UID 501" : "Eastmarch"; }

// Past, near and far: one edit's day lies within another's period.
base::Date some_day() {
  constexpr std::int64_t days[] = {20170901, 20190315, 20200901, 20230401, 20260901, 20280901};
  return *base::Date::from_number(days[static_cast<std::size_t>(draw(6))]);
}

GivenFile register_file(int year) {
  std::string text = "URN,EstablishmentName,EstablishmentStatus (name),LA (name),NumberOfPupils\n";
  for (int school = 0; school < schools_max; ++school) {
    if (school > 0 && one_in(8)) continue;
    text += urn(school) + ",School " + std::to_string(school) + (one_in(3) ? " North" : "") +
            ",Open,Eastmarch," + std::to_string(100 * (1 + draw(3))) + "\n";
  }
  return {"edubase" + std::to_string(year) + "0901.csv", text};
}

GivenFile group_file(int year) {
  return {"alllinksdata" + std::to_string(year) + "0901.csv",
          "URN,Group UID,Group Name,Group Type,Joined date,EstablishmentName,LA (name)\n990001,501,"
          "Harbour Trust,Multi-academy trust,01-09-2016,School 0,Eastmarch\n"};
}

// Links make two entries one school, whose clusters then are one school's.
GivenFile link_file(int year) {
  const std::string from = urn(draw(schools_max));
  return {"links" + std::to_string(year) + "0901.csv",
          "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n" + from + "," +
              urn(draw(schools_max)) + ",Somebody,Successor,01-09-2020\n"};
}

GivenFile cluster_file(int year) {
  std::string text = "owner,cluster,letter,kind,urn,school,joined,left,funding,lead\n";
  for (int school = 0; school < schools_max; ++school) {
    if (school > 0 && one_in(3)) continue;
    text += some_owner() + "," + some_name() + ",A,cluster," + urn(school) + ",,2018-09-01," +
            (one_in(3) ? "2024-09-01" : "") + ",yes," + (one_in(3) ? "yes" : "no") + "\n";
  }
  GivenFile file{"clusters.csv", text};
  file.as_of = base::Date::from_ymd(year, 9, 1);
  file.clusters = true;
  return file;
}

EditWords some_edit() {
  EditWords words;
  Edit& edit = words.edit;
  edit.kind = static_cast<EditKind>(draw(static_cast<int>(EditKind::Withdraw)));
  words.owner = some_owner();
  words.cluster = some_name();
  words.to_cluster = some_name();
  edit.urn = 990001 + draw(schools_max);
  if (edit.kind == EditKind::ClusterLead && one_in(4)) edit.urn = 0;
  edit.name = some_name();
  edit.letter = one_in(2) ? "B" : "";
  edit.cluster_kind = one_in(2) ? "zone" : "hub";
  edit.from = some_day();
  edit.until = one_in(2) ? some_day() : base::Date::distant_future();
  if (edit.kind == EditKind::ClusterMake && one_in(2)) edit.from = base::Date::distant_past();
  edit.funding = one_in(2);
  edit.lead = one_in(2);
  edit.reason = "As agreed.";
  if (edit.kind == EditKind::GroupCorrect) {
    words.owner = "UID 501";
    edit.fact = one_in(2) ? "name" : "address";
    edit.value = some_name() + " Trust";
  } else if (edit.kind == EditKind::SchoolCorrect) {
    edit.fact = one_in(2) ? "pupils" : "name";
    edit.value = edit.fact == "name" ? some_name() + " School" : std::to_string(50 * draw(5));
  }
  return words;
}

std::string told(const EditWords& words) {
  const Edit& edit = words.edit;
  return std::string(edit_code(edit.kind)) + " owner " + words.owner + " cluster " + words.cluster +
         " to " + words.to_cluster + " urn " + std::to_string(edit.urn) + " name " + edit.name +
         " " + edit.fact + "=" + edit.value + " " + edit.from.iso() + ".." + edit.until.iso() +
         (edit.funding ? " funding" : "") + (edit.lead ? " lead" : "");
}

struct Tally {
  std::int64_t saved = 0;
  std::int64_t refused = 0;
  std::int64_t withdrawn = 0;
};

void import(World& world, const GivenFile& file) {
  RC_LOG() << file.name << "\n" << file.text;
  world.import({file});
}

// What is wrong with an edit is drawn too: it is refused and leaves no trace.
void step(World& world, int at, Tally& tally) {
  const int what = draw(12);
  const int year = 2018 + at % 8;
  if (what == 0) {
    import(world, register_file(year));
  } else if (what == 1) {
    import(world, one_in(2) ? group_file(year) : link_file(year));
  } else if (what == 2) {
    import(world, cluster_file(year));
  } else if (what <= 4 && tally.saved > 0) {
    const std::int64_t edit = 1 + draw(static_cast<int>(tally.saved));
    const auto done = world.withdraw(edit);
    RC_LOG() << "withdraw " << edit << " " << sql::code_of(done) << "\n";
    tally.saved += done.ok();
    tally.withdrawn += done.ok();
  } else {
    const EditWords words = some_edit();
    const auto done = world.edit(words);
    RC_LOG() << told(words) << " " << sql::code_of(done) << "\n";
    (done.ok() ? tally.saved : tally.refused) += 1;
  }
}

void one_edit_derives_what_all_would(sql::TestEngine engine, Tally& tally) {
  // There each step waits for the disk.
  if (engine == sql::TestEngine::Postgres && !one_in(8)) return;
  World world(engine);
  import(world, register_file(2017));
  import(world, group_file(2017));
  import(world, cluster_file(2017));
  Tally own;
  const int steps = 6 + draw(14);
  for (int at = 0; at < steps; ++at) {
    step(world, at, own);
    const std::string before = world.dump();
    const Changes changes = world.rebuild_for_good();
    const std::string after = world.dump();
    RC_ASSERT(after == before);
    RC_ASSERT(nothing(changes));
  }
  tally.saved += own.saved;
  tally.refused += own.refused;
  tally.withdrawn += own.withdrawn;
}

class Edits : public testing::TestWithParam<sql::TestEngine> {};

TEST_P(Edits, derive_anew_what_a_full_rebuild_would) {
  if (!sql::TestPlace::available(GetParam())) GTEST_SKIP() << "run me inside tools/with_postgres";
  Tally tally;
  EXPECT_TRUE(rc::check([&] { one_edit_derives_what_all_would(GetParam(), tally); }));
  // The generator makes what it is there for.
  const std::int64_t some = GetParam() == sql::TestEngine::Postgres ? 2 : 20;
  EXPECT_GT(tally.saved, 5 * some);
  EXPECT_GT(tally.withdrawn, some);
  EXPECT_GT(tally.refused, some);
  RecordProperty("saved", static_cast<int>(tally.saved));
}

INSTANTIATE_TEST_SUITE_P(Engines, Edits,
                         testing::Values(sql::TestEngine::SqliteMemory, sql::TestEngine::Postgres),
                         sql::test_engine_name);

}  // namespace
}  // namespace registry
