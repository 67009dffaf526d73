// Edits in the database: previews, conflicts, undo, refusals, disagreements, on every engine.
#include "registry/store_edit.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "access/store_audit.hpp"
#include "registry/store_catalogue.hpp"
#include "registry/store_reference.hpp"
#include "registry/store_units.hpp"
#include "registry/world_testing.hpp"

namespace registry {
namespace {

using sql::code_of;
using sql::must;

const GivenFile schools = {"edubase20240101.csv",
                           "URN,EstablishmentName,EstablishmentStatus (name),LA (name),"
                           "NumberOfPupils,TrustSchoolFlag (name),Trusts (name)\n"
                           "990001,Oak Primary School,Open,Eastmarch,210,,\n"
                           "990002,Elm Primary School,Open,Eastmarch,180,,\n"
                           "990003,Yew Academy,Open,Eastmarch,900,Supported by a multi-academy "
                           "trust,Moor Trust\n"};
const GivenFile members = {
    "alllinksdata20240101.csv",
    "URN,Group UID,Group ID,Group Name,Group Type,Joined date,EstablishmentName,LA (name)\n"
    "990002,501,TR00501,Harbour Trust,Multi-academy trust,01-09-2015,Elm,Eastmarch\n"};
const GivenFile clusters = {"clusters.csv",
                            "owner,cluster,letter,kind,urn,school,joined,left,funding,lead\n"
                            "Eastmarch,Harbour,A,cluster,990001,,2018-09-01,,yes,yes\n"
                            "Eastmarch,Moor,B,cluster,990002,,2018-09-01,,yes,no\n",
                            base::Date::from_iso("2024-02-01"), false, true};

base::Date day(std::string_view text) { return *base::Date::from_iso(text); }

EditWords words(EditKind kind, std::string cluster = "", std::int64_t urn = 0,
                std::string_view from = "2026-09-01") {
  EditWords made;
  made.edit.kind = kind;
  made.edit.urn = urn;
  made.edit.from = day(from);
  made.cluster = std::move(cluster);
  return made;
}
EditWords make(std::string name, std::string owner = "Eastmarch") {
  EditWords made = words(EditKind::ClusterMake, "", 0, "2025-09-01");
  made.edit.name = std::move(name);
  made.owner = std::move(owner);
  return made;
}
EditWords rename(std::string cluster, std::string name) {
  EditWords made = words(EditKind::ClusterRename, std::move(cluster));
  made.edit.name = std::move(name);
  return made;
}
EditWords move(std::int64_t urn, std::string from, std::string to) {
  EditWords made = words(EditKind::MembershipMove, std::move(from), urn);
  made.to_cluster = std::move(to);
  made.edit.funding = true;
  return made;
}
EditWords correct(std::string fact, std::string value, std::string reason = "Census.") {
  EditWords made = words(EditKind::SchoolCorrect, "", 990001, "2024-09-01");
  made.edit.fact = std::move(fact);
  made.edit.value = std::move(value);
  made.edit.reason = std::move(reason);
  return made;
}
EditWords correct_group(std::string owner, std::string fact, std::string value) {
  EditWords made = words(EditKind::GroupCorrect);
  made.owner = std::move(owner);
  made.edit.fact = std::move(fact);
  made.edit.value = std::move(value);
  made.edit.reason = "Companies House.";
  return made;
}

SaveOptions options_of(const std::string& actor) {
  SaveOptions options;
  options.authorise = [actor](const EditPreview&) {
    guard::Doer doer = guard::command_doer();
    doer.name = actor;
    return doer;
  };
  options.today = day("2026-01-01");
  options.now_s = 1'770'000'000;
  return options;
}

class StoreEdit : public testing::TestWithParam<sql::TestEngine> {
 protected:
  void SetUp() override {
    if (!sql::TestPlace::available(GetParam())) GTEST_SKIP() << "run me inside tools/with_postgres";
    world_.emplace(GetParam());
    world().import({schools});
    world().import({members});
    world().import({clusters});
  }
  World& world() { return *world_; }
  EditRequest request(const EditWords& given) {
    return must(request_of(*must(world().database().read()), given));
  }
  EditPreview preview(const EditWords& given) {
    return must(preview_edit(*must(world().database().read()), request(given), world().today));
  }

 private:
  std::optional<World> world_;
};

TEST_P(StoreEdit, shows_what_will_change_and_writes_nothing) {
  const std::string before = world().dump();
  const EditPreview shown = preview(move(990001, "Harbour", "Moor"));
  EXPECT_EQ(shown.sentence, "Move Oak Primary School from Harbour to Moor from 1 September 2026");
  ASSERT_EQ(shown.rows.size(), 2u);
  EXPECT_EQ(shown.rows[0].label, "Oak Primary School in Harbour");
  EXPECT_EQ(shown.rows[0].before, "since 1 September 2018, funding, lead");
  EXPECT_EQ(shown.rows[0].after, "1 September 2018 to 31 August 2026, funding, lead");
  EXPECT_EQ(shown.rows[1].label, "Oak Primary School in Moor");
  EXPECT_EQ(shown.rows[1].before, "not a member");
  EXPECT_EQ(shown.rows[1].after, "since 1 September 2026, funding");
  // A move needs the right on both.
  ASSERT_EQ(shown.paths.size(), 2u);
  EXPECT_EQ(shown.paths[0].front().name, "Harbour");
  EXPECT_EQ(shown.paths[1].front().name, "Moor");
  EXPECT_EQ(shown.paths[0][1].kind, guard::UnitKind::Authority);
  EXPECT_EQ(world().dump(), before);
}

// What a server keeps of groups and files outlasts edits of schools and clusters, and nothing else.
TEST_P(StoreEdit, leaves_what_is_kept_of_groups_unless_it_touches_them) {
  const auto read = [&](const Reference* before) {
    return must(
        Reference::read(*must(world().database().read()), Reference::Extent::Schools, before));
  };
  const auto again = [&](const Reference& before) { return read(&before); };
  const Reference first = read(nullptr);
  const OrganisationId trust = first.group_of_uid(501).value();
  must(world().edit(rename("Harbour", "Quay")));
  must(world().edit(correct("pupils", "215")));
  const Reference second = again(first);
  EXPECT_EQ(second.organisation(trust), first.organisation(trust)) << "the same, not a copy";
  const ClusterId quay = must(Store(*must(world().database().read())).cluster_by_text("Quay"));
  EXPECT_EQ(second.cluster(quay)->name, "Quay");

  const std::int64_t edit = must(world().edit(correct_group("UID 501", "name", "Haven Trust")));
  const Reference third = again(second);
  EXPECT_EQ(third.organisation(trust)->newest_name, "Haven Trust");
  must(world().withdraw(edit));
  const Reference fourth = again(third);
  EXPECT_EQ(fourth.organisation(trust)->newest_name, "Harbour Trust");
  EXPECT_EQ(fourth.school_of_urn(990009), std::nullopt);
  world().import({{"edubase20240301.csv",
                   "URN,EstablishmentName,EstablishmentStatus (name),LA (name)\n"
                   "990009,Ash Primary School,Open,Eastmarch\n",
                   std::nullopt, true}});
  EXPECT_TRUE(again(fourth).school_of_urn(990009).has_value());
}

// Where many edit, a search among very many is not made anew for each edit, nor while one waits.
TEST_P(StoreEdit, lets_the_index_of_a_whole_country_rest) {
  std::string country = "URN,EstablishmentName,EstablishmentStatus (name),LA (name)\n";
  for (int at = 0; at < 10'000; ++at) {
    country += std::to_string(100'000 + at) + ",School,Open,Eastmarch\n";
  }
  Catalogue small(world().database());
  EXPECT_TRUE(must(small.index())->find("Quay", 1).empty());
  world().import({{"edubase20240301.csv", country, std::nullopt, true}});
  Catalogue large(world().database());
  EXPECT_TRUE(must(large.index())->find("Quay", 1).empty());
  must(world().edit(rename("Harbour", "Quay")));
  EXPECT_TRUE(must(large.index())->find("Quay", 1).empty()) << "not yet";
  EXPECT_EQ(must(small.index())->find("Quay", 1).size(), 1u) << "at once";
  Catalogue restless(world().database(), std::chrono::seconds(0));
  EXPECT_EQ(must(restless.index())->find("Quay", 1).size(), 1u);
  must(world().edit(rename("Quay", "Staithe")));
  EXPECT_TRUE(must(restless.index())->find("Staithe", 1).empty()) << "nobody waits for it";
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (must(restless.index())->find("Staithe", 1).empty()) {
    ASSERT_LT(std::chrono::steady_clock::now(), deadline) << "it follows by itself";
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

TEST_P(StoreEdit, saves_with_its_audit_records_and_counts_the_version_up) {
  const std::int64_t version = must(Store(*must(world().database().read())).version());
  EXPECT_EQ(must(world().edit(move(990001, "Harbour", "Moor"))), 1);
  EXPECT_EQ(world().answer("clusters 990001"),
            "1 September 2018 to 31 August 2026: Harbour, cluster of Eastmarch, funding, lead\n"
            "since 1 September 2026: Moor, cluster of Eastmarch, funding\n");
  sql::Lease lease = must(world().database().read());
  EXPECT_EQ(must(Store(*lease).version()), version + 1);
  const SchoolId oak = must(Store(*lease).school_of_urn(990001));
  const auto records = must(guard::audit_history(*lease, {"school", oak.value}, 10));
  ASSERT_EQ(records.size(), 1u);
  EXPECT_EQ(records[0].act.action, "membership.move");
  EXPECT_EQ(records[0].act.by.name, "Ada Marsh");
  EXPECT_NE(records[0].act.old_values.find("since 1 September 2018"), std::string::npos);
  const auto moor = must(Store(*lease).cluster_by_text("Moor"));
  EXPECT_EQ(must(guard::audit_history(*lease, {"cluster", moor.value}, 10)).size(), 1u);
  EXPECT_TRUE(must(guard::verify_audit(*lease)).whole());
}

TEST_P(StoreEdit, makes_renames_changes_and_ends_clusters) {
  must(world().edit(make("Hill", "Harbour Trust")));
  EditWords add = words(EditKind::MembershipAdd, "Hill", 990002);
  add.edit.lead = true;
  must(world().edit(add));
  must(world().edit(rename("Hill", "Quay")));
  EditWords change = words(EditKind::ClusterChange, "Quay");
  change.edit.letter = "Q";
  change.edit.cluster_kind = "hub";
  must(world().edit(change));
  must(world().edit(words(EditKind::ClusterEnd, "Quay", 0, "2028-09-01")));
  EXPECT_EQ(world().answer("clusters 990002"),
            "since 1 September 2018: Moor, cluster of Eastmarch, funding\n"
            "1 September 2026 to 31 August 2028: Quay, hub of Harbour Trust, lead\n");
  must(world().edit(words(EditKind::ClusterLead, "Harbour", 0)));
  EXPECT_EQ(world().answer("clusters 990001"),
            "1 September 2018 to 31 August 2026: Harbour, cluster of Eastmarch, funding, lead\n"
            "since 1 September 2026: Harbour, cluster of Eastmarch, funding\n");
  EXPECT_TRUE(nothing(world().rebuild()));
  sql::Lease lease = must(world().database().read());
  const ClusterId quay = must(Store(*lease).cluster_by_text("Quay"));
  EXPECT_EQ(must(edits_of_cluster(*lease, quay)).size(), 5u);
  EXPECT_EQ(must(edits_of_group(*lease, must(Store(*lease).group("501")))).size(), 5u);
  EXPECT_EQ(must(edits(*lease, 2)).size(), 2u);
}

TEST_P(StoreEdit, undoes_by_reversal_and_undoes_the_undo) {
  const std::string before = world().dump();
  const std::int64_t edit = must(world().edit(move(990001, "Harbour", "Moor")));
  const std::string after = world().dump();
  const std::int64_t undo = must(world().withdraw(edit));
  EXPECT_EQ(world().dump(), before);
  EXPECT_EQ(code_of(world().withdraw(edit)), "edit_withdrawn");
  must(world().withdraw(undo));
  EXPECT_EQ(world().dump(), after);
  EXPECT_EQ(code_of(world().withdraw(undo)), "edit_withdrawn");
  EXPECT_EQ(code_of(world().withdraw(99)), "edit_not_found");
  sql::Lease lease = must(world().database().read());
  const auto rows = must(edits_of_school(*lease, must(Store(*lease).school_of_urn(990001))));
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].sentence, "Withdraw edit 2");
  EXPECT_EQ(rows[1].withdrawn_by, 3);
  EXPECT_EQ(rows[2].withdrawn_by, 0);
}

TEST_P(StoreEdit, keeps_the_number_of_a_cluster_that_comes_back) {
  const std::int64_t edit = must(world().edit(make("Hill")));
  auto hill = [&] { return must(Store(*must(world().database().read())).cluster_by_text("Hill")); };
  const ClusterId id = hill();
  const std::int64_t undo = must(world().withdraw(edit));
  must(world().edit(make("Dale")));
  must(world().withdraw(undo));
  EXPECT_EQ(hill(), id) << "a role granted for it must not reach another cluster";
}

TEST_P(StoreEdit, tells_the_second_of_two_editors_what_the_first_did) {
  const EditPreview shown = preview(rename("Harbour", "Port"));
  const EditRequest mine = request(rename("Harbour", "Port"));
  // Elsewhere in the registry: no conflict.
  must(world().edit(rename("Moor", "Heath")));
  SaveOptions trial = options_of("Ben Hill");
  trial.dry_run = true;
  EXPECT_EQ(code_of(save_edit(world().database(), mine, shown.version, trial)), "");
  must(world().edit(rename("Harbour", "Quay")));
  const auto saved = save_edit(world().database(), mine, shown.version, options_of("Ben Hill"));
  ASSERT_EQ(code_of(saved), "edit_conflict");
  EXPECT_NE(saved.error().message.find("Ada Marsh saved on"), std::string::npos);
  EXPECT_NE(saved.error().message.find("to Quay"), std::string::npos) << saved.error().message;
  // Of an import too.
  const EditPreview later = preview(rename("Quay", "Port"));
  GivenFile newer = clusters;
  newer.text += "Eastmarch,Harbour,A,cluster,990003,,2018-09-01,,yes,no\n";
  newer.as_of = day("2025-02-01");
  world().import({newer});
  const auto again = save_edit(world().database(), mine, later.version, options_of("Ben Hill"));
  ASSERT_EQ(code_of(again), "edit_conflict");
  EXPECT_NE(again.error().message.find("import"), std::string::npos);
}

TEST_P(StoreEdit, saves_nothing_that_is_not_allowed) {
  const std::string before = world().dump();
  SaveOptions options = options_of("Ben Hill");
  options.authorise = [](const EditPreview&) -> base::Result<guard::Doer> {
    return base::make_error("not_allowed", "You may not.");
  };
  EXPECT_EQ(code_of(save_edit(world().database(), request(make("Hill")), "", options)),
            "not_allowed");
  EXPECT_EQ(world().dump(), before);
  EXPECT_EQ(must(edits(*must(world().database().read()), 9)).size(), 0u);
}

TEST_P(StoreEdit, keeps_a_correction_against_later_files_and_shows_the_disagreement) {
  const std::int64_t edit = must(world().edit(correct("pupils", "230")));
  must(world().edit(correct("name", "Oak and Ash Primary School")));
  const std::int64_t group = must(world().edit(correct_group("UID 501", "name", "Haven Trust")));
  EXPECT_EQ(world().answer("disagreements"), "");
  GivenFile later = schools;
  later.name = "edubase20250101.csv";
  GivenFile groups = {"allgroupsdata20250101.csv",
                      "Group UID,Group ID,Group Name,Group Type,Group Status\n"
                      "501,TR00501,Harbour Trust,Multi-academy trust,Open\n"};
  world().import({later, groups});
  EXPECT_EQ(world().answer("states 990001 pupils"),
            "until 31 December 2023: 990001 Open, Oak Primary School, pupils not known\n"
            "1 January 2024 to 31 August 2024: 990001 Open, Oak Primary School, pupils 210\n"
            "since 1 September 2024: 990001 Open, Oak and Ash Primary School, pupils 230\n");
  EXPECT_EQ(world().answer("disagreements"),
            "Correct name of Haven Trust to Haven Trust: allgroupsdata20250101.csv says Harbour "
            "Trust\n"
            "Correct name of Oak and Ash Primary School to Oak and Ash Primary School from 1 "
            "September 2024: edubase20250101.csv says Oak Primary School\n"
            "Correct pupils of Oak and Ash Primary School to 230 from 1 September 2024: "
            "edubase20250101.csv says 210\n");
  EXPECT_NE(world().answer("groups").find("UID 501: Haven Trust"), std::string::npos);
  must(world().withdraw(edit));
  must(world().withdraw(group));
  EXPECT_NE(world().answer("groups").find("UID 501: Harbour Trust"), std::string::npos);
  // A file that has followed the edit disagrees no longer.
  GivenFile followed = later;
  followed.name = "edubase20250601.csv";
  followed.text.replace(followed.text.find("Oak Primary"), 11, "Oak and Ash Primary");
  world().import({followed});
  EXPECT_EQ(world().answer("disagreements"), "");
  EXPECT_TRUE(nothing(world().rebuild()));
}

TEST_P(StoreEdit, says_when_a_later_file_of_clusters_states_otherwise) {
  must(world().edit(move(990001, "Harbour", "Moor")));
  must(world().edit(rename("Moor", "Heath")));
  GivenFile newer = clusters;
  newer.name = "clusters-2025.csv";
  newer.as_of = day("2025-02-01");
  newer.text.replace(newer.text.find("Moor"), 4, "Heath");
  world().import({newer});
  EXPECT_EQ(world().answer("clusters 990001"),
            "1 September 2018 to 31 August 2026: Harbour, cluster of Eastmarch, funding, lead\n"
            "since 1 September 2026: Heath, cluster of Eastmarch, funding\n");
  EXPECT_EQ(world().answer("disagreements"),
            "Move Oak Primary School from Harbour to Heath from 1 September 2026: "
            "clusters-2025.csv states otherwise\n")
      << "the file has followed the renaming";
}

TEST_P(StoreEdit, goes_by_files_that_were_imported_before_there_were_edits) {
  const std::string before = world().dump();
  {
    sql::Lease lease = must(world().database().write());
    must(lease->run("DELETE FROM cluster_stated"));
    must(lease->run("DELETE FROM cluster_membership_stated"));
    must(lease->run("DELETE FROM cluster_identity"));
  }
  must(derive_what_is_stated(world().database()));
  EXPECT_EQ(world().dump(), before);
  must(world().edit(rename("Moor", "Heath")));
  EXPECT_EQ(world().answer("clusters 990002"),
            "since 1 September 2018: Heath, cluster of Eastmarch, funding\n");
}

TEST_P(StoreEdit, refuses_what_cannot_be) {
  EXPECT_EQ(code_of(world().edit(make("moor"))), "cluster_name_taken");
  EXPECT_EQ(code_of(world().edit(rename("Harbour", "Moor"))), "cluster_name_taken");
  EXPECT_EQ(code_of(world().edit(rename("Harbour", "Harbour"))), "edit_without_effect");
  EXPECT_EQ(code_of(world().edit(make(" "))), "bad_edit");
  EXPECT_EQ(code_of(world().edit(make("two\nlines"))), "bad_edit");
  EditWords kind = make("Hill");
  kind.edit.cluster_kind = "club";
  EXPECT_EQ(code_of(world().edit(kind)), "bad_edit");
  EXPECT_EQ(code_of(world().edit(make("Hill", "Moor Trust"))), "group_without_number");
  EXPECT_EQ(code_of(world().edit(correct_group("Eastmarch", "name", "Eastmere"))),
            "group_without_number");
  EXPECT_EQ(code_of(world().edit(words(EditKind::MembershipAdd, "Harbour", 990001))),
            "already_member");
  EXPECT_EQ(code_of(world().edit(words(EditKind::MembershipEnd, "Harbour", 990003))),
            "not_a_member");
  EXPECT_EQ(code_of(world().edit(words(EditKind::MembershipAdd, "Harbour", 123456))),
            "school_not_found");
  EXPECT_EQ(code_of(world().edit(move(990001, "Harbour", "Harbour"))), "bad_edit");
  EditWords reversed = words(EditKind::MembershipAdd, "Harbour", 990003);
  reversed.edit.until = day("2026-08-31");
  EXPECT_EQ(code_of(world().edit(reversed)), "bad_edit");
  EditWords dayless = words(EditKind::MembershipFunding, "Harbour", 990001);
  dayless.edit.from = base::Date::distant_past();
  EXPECT_EQ(code_of(world().edit(dayless)), "bad_edit");
  EXPECT_EQ(code_of(world().edit(words(EditKind::ClusterEnd, "Nowhere"))), "cluster_not_found");
  EXPECT_EQ(code_of(world().edit(correct("status", "Closed"))), "bad_edit");
  EXPECT_EQ(code_of(world().edit(correct("pupils", "many"))), "bad_edit");
  EXPECT_EQ(code_of(world().edit(correct("pupils", "230", ""))), "bad_edit");
  EXPECT_EQ(code_of(world().edit(correct("pupils", "210"))), "edit_without_effect");
  EXPECT_EQ(must(edits(*must(world().database().read()), 9)).size(), 0u);
}

TEST_P(StoreEdit, takes_all_rows_of_a_file_or_none) {
  const std::string before = world().dump();
  const std::string good =
      "action,owner,cluster,to,urn,name,kind,from,funding,fact,value,reason\n"
      "cluster.make,Eastmarch,,,,Hill,zone,01/09/2025,,,,\n"
      "membership.add,,Hill,,990003,,,2026-09-01,yes,,,\n"
      "school.correct,,,,990001,,,,,pupils,230,Census\n";
  const EditsReport tried = world().edit_file(good, true);
  EXPECT_EQ(tried.saved.size(), 3u);
  EXPECT_EQ(world().dump(), before);
  const EditsReport wrong =
      world().edit_file(good +
                        "membership.move,,Harbour,Nowhere,990001,,,2026-09-01,,,,\n"
                        "club.make,,,,many,,,soon,perhaps,,,\n");
  ASSERT_EQ(wrong.remarks.size(), 5u);
  EXPECT_EQ(wrong.remarks[0].line, 5);
  EXPECT_EQ(wrong.remarks[0].column, "cluster");
  EXPECT_EQ(wrong.remarks[1].column, "action");
  EXPECT_EQ(wrong.remarks[2].value, "many");
  EXPECT_EQ(wrong.remarks[3].column, "from");
  EXPECT_EQ(wrong.remarks[4].column, "funding");
  EXPECT_EQ(world().dump(), before);
  EXPECT_EQ(world().edit_file(good).saved.size(), 3u);
  EXPECT_EQ(world().answer("clusters 990003"),
            "since 1 September 2026: Hill, zone of Eastmarch, funding\n");
  EXPECT_EQ(code_of(read_edits("a,b\n1,2\n")), "edits_rejected");
  EXPECT_EQ(code_of(read_edits("action,name\ncluster.make,\"Hi")), "edits_rejected");
  EXPECT_EQ(code_of(read_edits("")), "edits_rejected");
}

// Rows see those before them, so a version is of what the file itself has made by then.
TEST_P(StoreEdit, saves_a_file_only_as_it_was_seen) {
  const std::string file =
      "action,cluster,name,urn,fact,value,reason\n"
      "cluster.rename,Harbour,Quay,,,,\n"
      "cluster.rename,Quay,Old Quay,,,,\n"
      "school.correct,,,990001,pupils,230,Census\n";
  auto look = [&] {
    std::vector<std::string> versions;
    for (const SavedEdit& each : world().edit_file(file, true).saved) {
      versions.push_back(each.preview.version);
    }
    return versions;
  };
  std::vector<std::string> seen = look();
  ASSERT_EQ(seen.size(), 3u);
  EditWords letter = words(EditKind::ClusterChange, "Harbour");
  letter.edit.letter = "H";
  must(world().edit(letter));
  const std::string before = world().dump();
  const EditsReport late = world().edit_file(file, false, seen);
  EXPECT_TRUE(late.conflict);
  ASSERT_EQ(late.remarks.size(), 2u);
  EXPECT_EQ(late.remarks[0].line, 2);
  EXPECT_NE(late.remarks[0].reason.find("Ada Marsh saved on"), std::string::npos);
  EXPECT_EQ(late.remarks[1].line, 3);
  EXPECT_EQ(world().dump(), before);
  seen = look();
  must(world().edit(correct("capacity", "300")));
  EXPECT_TRUE(world().edit_file(file, true, seen).conflict) << "it is the same school";
  seen = look();
  // What does not touch the rows of the file is no conflict.
  must(world().edit(make("Hill")));
  EXPECT_FALSE(world().edit_file(file, false, seen).conflict);
  EXPECT_NE(world().answer("clusters 990001").find("Old Quay"), std::string::npos);
  seen.pop_back();
  EXPECT_THROW(world().edit_file(file, false, seen), std::runtime_error);
}

TEST_P(StoreEdit, knows_what_a_school_is_part_of) {
  sql::Lease lease = must(world().database().read());
  const SchoolId elm = must(Store(*lease).school_of_urn(990002));
  const guard::UnitPath path = must(unit_path_of_school(*lease, elm, day("2025-01-01")));
  ASSERT_EQ(path.size(), 5u);
  EXPECT_EQ(path[0].name, "Elm Primary School");
  EXPECT_EQ(path[1].name, "Moor");
  EXPECT_EQ(path[2].name, "Harbour Trust");
  EXPECT_EQ(path[3].name, "Eastmarch");
  EXPECT_EQ(path[4].kind, guard::UnitKind::Everything);
  EXPECT_EQ(must(unit_path_of_school(*lease, elm, day("2010-01-01"))).size(), 3u);
}

INSTANTIATE_TEST_SUITE_P(Engines, StoreEdit, sql::all_engines(), sql::test_engine_name);

// Many at once: one after the other, each with its own number, and the trail is whole.
class SharedEdit : public StoreEdit {};

TEST_P(SharedEdit, lets_many_editors_save_at_the_same_moment) {
  constexpr int editors = 4;
  constexpr int each = 5;
  std::vector<std::thread> threads;
  threads.reserve(editors);
  for (int editor = 0; editor < editors; ++editor) {
    threads.emplace_back([this, editor] {
      for (int at = 0; at < each; ++at) {
        const std::string name = "Cluster " + std::to_string(editor * 100 + at);
        must(save_edit(world().database(), request(make(name)), "", options_of("Ben Hill")));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  sql::Lease lease = must(world().database().read());
  EXPECT_EQ(must(edits(*lease, 100)).size(), static_cast<std::size_t>(editors * each));
  EXPECT_EQ(must(Store(*lease).clusters(std::nullopt)).size(), 2u + editors * each);
  EXPECT_TRUE(must(guard::verify_audit(*lease)).whole());
  EXPECT_TRUE(nothing(world().rebuild()));
}

INSTANTIATE_TEST_SUITE_P(Engines, SharedEdit, sql::shared_engines(), sql::test_engine_name);

}  // namespace
}  // namespace registry
