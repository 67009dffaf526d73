// Importing, importing again, undoing: what the database holds afterwards, on every engine.
#include "registry/store_import.hpp"

#include <gtest/gtest.h>

#include "access/store_audit.hpp"
#include "registry/api.hpp"
#include "registry/store_changes.hpp"
#include "registry/store_evidence.hpp"
#include "registry/world_testing.hpp"

namespace registry {
namespace {

using sql::code_of;
using sql::must;

const GivenFile schools_2023 = {
    "edubase20230101.csv",
    "URN,EstablishmentName,EstablishmentStatus (name),LA (name),LA (code),EstablishmentNumber,"
    "TypeOfEstablishment (name),NumberOfPupils,Easting,Northing,OpenDate,CloseDate\n"
    "990001,Oak Primary School,Open,Eastmarch,918,2001,Community school,210,600000,300000,,\n"
    "990002,\xc9lan School,Open,Eastmarch,918,2002,Community school,,600100,300100,,\n"
    "990003,Yew Academy,Open,Eastmarch,918,4003,Academy converter,900,600200,300200,01-09-2015,\n"
    "990004,Bad Row,Open,Eastmarch,918,2004,Community school,many,,,,\n"};

const GivenFile schools_2024 = {
    "edubase20240101.csv",
    "URN,EstablishmentName,EstablishmentStatus (name),LA (name),LA (code),EstablishmentNumber,"
    "TypeOfEstablishment (name),NumberOfPupils,Easting,Northing,OpenDate,CloseDate\n"
    "990001,Oak Primary School,Closed,Eastmarch,918,2001,Community school,,600000,300000,,"
    "31-08-2023\n"
    "990101,Oak Academy,Open,Eastmarch,918,2001,Academy converter,205,600000,300000,01-09-2023,\n"
    "990002,\xc9lan Primary School,Open,Eastmarch,918,2002,Community school,70,600100,300100,,\n"
    "990003,Yew Academy,Open,Eastmarch,918,4003,Academy converter,890,600200,300200,01-09-2015,"
    "\n"};

const GivenFile links = {"links20240101.csv",
                         "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n"
                         "990001,990101,Oak Academy,Successor,01-09-2023\n"
                         "990101,990001,Oak Primary School,Predecessor,01-09-2023\n"};

const GivenFile members = {
    "alllinksdata20240101.csv",
    "URN,Group UID,Group ID,Group Name,Group Type,Joined date,EstablishmentName,LA (name)\n"
    "990101,501,TR00501,Harbour Trust,Multi-academy trust,01-09-2023,Oak Academy,Eastmarch\n"
    "990003,501,TR00501,Harbour Trust,Multi-academy trust,01-09-2015,Yew Academy,Eastmarch\n"};

const GivenFile clusters = {"clusters.csv",
                            "owner,cluster,letter,kind,urn,school,joined,left,funding,lead\n"
                            "Eastmarch,Harbour,A,cluster,990001,Oak,2018-09-01,,yes,no\n"
                            "Eastmarch,Harbour,A,cluster,990003,Yew,2018-09-01,,yes,yes\n",
                            base::Date::from_iso("2024-02-01"), false, true};

class StoreImport : public testing::TestWithParam<sql::TestEngine> {
 protected:
  void SetUp() override {
    if (!sql::TestPlace::available(GetParam())) GTEST_SKIP() << "run me inside tools/with_postgres";
  }
};

TEST_P(StoreImport, answers_alike_on_every_engine) {
  World world(GetParam());
  ImportReport first = world.import({schools_2023});
  EXPECT_EQ(first.changes.schools_new, 3);
  EXPECT_EQ(first.changes.opened, 3);
  EXPECT_EQ(first.files[0].rows_bad, 1);
  ImportReport second = world.import({schools_2024, links, members});
  EXPECT_EQ(second.changes.schools_new, 0) << "the academy is the school that it was";
  EXPECT_EQ(second.changes.opened, 1);
  EXPECT_EQ(second.changes.closed, 1);
  EXPECT_EQ(second.changes.renamed, 1);
  EXPECT_EQ(second.changes.joined_trust, 2);
  EXPECT_EQ(second.changes.linked, 1);
  EXPECT_EQ(second.changes.groups_new, 1);
  EXPECT_EQ(world.import({clusters}).changes.clusters_new, 1);

  EXPECT_EQ(world.answer("stats 2024-01-01"),
            "open 3, state-funded 3, pupils 1165, academies 2, trusts with two or more 1\n");
  EXPECT_EQ(world.answer("stats 2023-01-01 eastmarch"),
            "open 3, state-funded 3, pupils 1110, academies 1, trusts with two or more 0\n");
  EXPECT_EQ(world.answer("changes 2023-01-01 2024-01-01"),
            "Joined a trust: 990101 Oak Academy, after Harbour Trust\n"
            "Closed: 990001 Oak Primary School\n"
            "Opened: 990101 Oak Academy\n"
            "Closed, with a successor: 990001 Oak Primary School, after 990101\n"
            "Renamed: 990002 \u00c9lan Primary School, before \u00c9lan School, after \u00c9lan "
            "Primary School\n");
  EXPECT_EQ(world.answer("clusters 990101"),
            "since 1 September 2018: Harbour, cluster of Eastmarch, funding\n");
  EXPECT_EQ(world.answer("open 2023-06-01"),
            "990001 Oak Primary School\n990003 Yew Academy\n990002 \u00c9lan School\n");
  EXPECT_TRUE(nothing(world.rebuild()));
}

TEST_P(StoreImport, lists_members_and_figures) {
  World world(GetParam());
  world.import({schools_2023, schools_2024, links, members});
  world.import({clusters});
  sql::Lease lease = must(world.database().read());
  Store store(*lease);
  base::Date on = *base::Date::from_iso("2024-06-01");
  Reference reference = must(Reference::read(*lease));
  OrganisationId trust = must(store.group("501"));
  EXPECT_EQ(reference.group_of_uid(501), trust);
  EXPECT_EQ(must(store.group("harbour trust")), trust);
  std::vector<MemberRow> academies = must(store.members(reference, trust, on));
  ASSERT_EQ(academies.size(), 2u);
  EXPECT_EQ(academies[0].school.state.name, "Oak Academy");
  EXPECT_EQ(academies[0].school.trust, trust);
  EXPECT_EQ(academies[0].period.from().iso(), "2023-09-01");
  EXPECT_TRUE(academies[0].from_exact);
  ClusterId cluster = must(store.cluster_by_text("HARBOUR"));
  EXPECT_EQ(must(store.members(reference, cluster, on)).size(), 2u);
  Filter filter;
  filter.cluster = cluster;
  EXPECT_EQ(must(store.schools(reference, filter, on)).size(), 2u);
  auto sizes = must(store.sizes(on));
  EXPECT_EQ(sizes[trust.value], (std::pair<std::int64_t, std::int64_t>(2, 1095)));
  OrganisationId authority = must(store.authority("918"));
  EXPECT_EQ(must(store.clusters_of_schools(authority, on)).size(), 2u);
  std::vector<SeenFact> facts = must(school_view(*lease, reference, 990002, on)).facts;
  auto names = std::count_if(facts.begin(), facts.end(), [](const SeenFact& fact) {
    return fact.attribute == Attribute::Name;
  });
  EXPECT_EQ(names, 2);
}

TEST_P(StoreImport, changes_nothing_when_repeated) {
  World world(GetParam());
  world.import({schools_2023, schools_2024, links, members});
  std::string before = world.dump();
  ImportReport again = world.import({members, schools_2024});
  EXPECT_EQ(again.import_id, 0);
  EXPECT_TRUE(again.files[0].already);
  EXPECT_TRUE(nothing(again.changes));
  EXPECT_EQ(world.dump(), before);
  sql::Lease lease = must(world.database().read());
  EXPECT_EQ(must(Store(*lease).imports()).size(), 1u);
}

TEST_P(StoreImport, saves_nothing_on_a_dry_run) {
  World world(GetParam());
  world.import({schools_2023});
  std::string before = world.dump();
  ImportReport dry = world.import({schools_2024, links, members}, true);
  EXPECT_EQ(dry.import_id, 0);
  EXPECT_EQ(dry.changes.closed, 1);
  EXPECT_EQ(dry.changes.joined_trust, 2);
  EXPECT_EQ(world.dump(), before);
  EXPECT_EQ(world.import({schools_2024, links, members}).changes.counts(), dry.changes.counts());
}

// Editors do not wait for somebody who only looks, and who looks sees what there was at first.
TEST_P(StoreImport, lets_others_write_during_a_dry_run) {
  if (GetParam() == sql::TestEngine::SqliteMemory) GTEST_SKIP() << "one connection only";
  World world(GetParam());
  world.import({schools_2023});
  ImportOptions options;
  options.dry_run = true;
  options.rests = true;
  int made = 0;
  options.progress = [&](std::string_view step, double share) {
    if (step != "Working out timelines" || share != 0.0) return;
    EditWords words;
    words.edit.kind = EditKind::ClusterMake;
    words.owner = "Eastmarch";
    words.edit.name = "Harbour";
    sql::must(world.edit(words));
    ++made;
  };
  const ImportReport dry = sql::must(world.try_import({schools_2024, links, members}, options));
  EXPECT_EQ(made, 1);
  EXPECT_EQ(dry.changes.closed, 1);
  EXPECT_EQ(dry.changes.clusters_new, 0);
  EXPECT_TRUE(nothing(world.rebuild()));
}

// What was read before others had to wait is not read again, and what came since is.
TEST_P(StoreImport, reads_evidence_ahead) {
  World world(GetParam());
  world.import({schools_2023, links});
  EvidenceStore ahead;
  sql::must(ahead.read_rows(*sql::must(world.database().read())));
  world.import({schools_2024, members});
  world.undo(1);
  const sql::Lease lease = sql::must(world.database().write());
  const EvidenceStore both = sql::must(EvidenceStore::load(*lease, std::move(ahead)));
  const EvidenceStore whole = sql::must(EvidenceStore::load(*lease));
  const Evidence left = both.in_force();
  const Evidence right = whole.in_force();
  ASSERT_EQ(left.sightings.size(), right.sightings.size());
  ASSERT_FALSE(left.sightings.empty());
  for (std::size_t at = 0; at < left.sightings.size(); ++at) {
    EXPECT_EQ(left.sightings[at].subject, right.sightings[at].subject);
    EXPECT_EQ(left.sightings[at].cells, right.sightings[at].cells);
  }
}

// It joined before its own entry opens: on the later day it has a trust and no facts yet.
TEST_P(StoreImport, names_a_school_that_joined_before_it_opened) {
  const GivenFile early = {
      "edubase20240102.csv",
      "URN,EstablishmentName,EstablishmentStatus (name),LA (name),LA (code),OpenDate\n"
      "990201,Ash Academy,Open,Eastmarch,918,01-12-2023\n"};
  const GivenFile joined = {
      "alllinksdata20240102.csv",
      "URN,Group UID,Group ID,Group Name,Group Type,Joined date,EstablishmentName,LA (name)\n"
      "990201,501,TR00501,Harbour Trust,Multi-academy trust,01-11-2023,Ash Academy,Eastmarch\n"};
  World world(GetParam());
  world.import({early, joined});
  sql::Lease lease = must(world.database().read());
  const ChangeList list = must(changes_between(*lease, *base::Date::from_iso("2023-10-01"),
                                               *base::Date::from_iso("2023-11-15"), {}));
  ASSERT_EQ(list.changes.size(), 1u);
  EXPECT_EQ(list.changes[0].school, "Ash Academy");
}

TEST_P(StoreImport, says_how_far_figures_can_be_believed) {
  World world(GetParam());
  world.import({schools_2023, members});
  sql::Lease lease = must(world.database().read());
  const base::Date on = *base::Date::from_iso("1900-01-01");
  const Stats stats = must(Store(*lease).stats(on, std::nullopt));
  EXPECT_NE(stats_text(stats, on).find("carried back"), std::string::npos);
  EXPECT_NE(stats_json(stats, on).find("\"evidence_from\": \"2023-01-01\""), std::string::npos)
      << stats_json(stats, on);
  EXPECT_EQ(stats_text(stats, world.today).find("carried back"), std::string::npos);
}

TEST_P(StoreImport, stands_in_the_audit_trail) {
  World world(GetParam());
  world.import({schools_2023}, true);  // a dry run leaves no trace
  const ImportReport first = world.import({schools_2023});
  world.import({schools_2023});  // changes nothing
  world.undo(first.import_id);
  sql::Lease lease = must(world.database().read());
  const auto found = must(guard::search_audit(*lease, {.subject_kind = "import"}, 10));
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].act.action, "import.undo");
  EXPECT_EQ(found[0].act.subject.name, "import " + std::to_string(first.import_id));
  EXPECT_EQ(found[1].act.action, "import.files");
  EXPECT_EQ(found[1].act.subject.id, first.import_id);
  EXPECT_NE(found[1].act.new_values.find("\"schools_new\":3"), std::string::npos)
      << found[1].act.new_values;
  EXPECT_TRUE(must(guard::verify_audit(*lease)).whole());
}

TEST_P(StoreImport, undoes_exactly) {
  World world(GetParam());
  world.import({schools_2023});
  std::string before = world.dump();
  ImportReport second = world.import({schools_2024, links, members});
  std::string after = world.dump();
  ImportReport undone = world.undo(second.import_id);
  EXPECT_EQ(world.dump(), before);
  EXPECT_EQ(undone.changes.left_trust, 2);
  EXPECT_TRUE(nothing(world.rebuild()));
  // The same files may come again.
  world.import({schools_2024, links, members});
  EXPECT_EQ(world.dump(), after);

  sql::Lease lease = must(world.database().read());
  std::vector<ImportRow> imports = must(Store(*lease).imports());
  ASSERT_EQ(imports.size(), 4u);
  EXPECT_EQ(imports[1].action, "undo");
  EXPECT_EQ(imports[1].undoes, second.import_id);
  EXPECT_EQ(imports[2].undone_by, undone.import_id);
  EXPECT_FALSE(imports[2].sources[0].in_force);
}

TEST_P(StoreImport, refuses_to_undo_what_is_not_there) {
  World world(GetParam());
  ImportReport first = world.import({schools_2023});
  ImportReport undone = world.undo(first.import_id);
  ImportOptions options;
  options.today = world.today;
  EXPECT_EQ(code_of(undo_import(world.database(), first.import_id, options)), "import_undone");
  EXPECT_EQ(code_of(undo_import(world.database(), undone.import_id, options)), "import_not_found");
  EXPECT_EQ(code_of(undo_import(world.database(), 99, options)), "import_not_found");
}

TEST_P(StoreImport, takes_all_files_or_none) {
  World world(GetParam());
  ImportOptions options;
  options.today = world.today;
  GivenFile cut = members;
  cut.text = cut.text.substr(0, cut.text.size() - 20);
  EXPECT_EQ(code_of(world.try_import({schools_2023, cut}, options)), "file_truncated");
  sql::Lease lease = must(world.database().read());
  EXPECT_TRUE(must(Store(*lease).imports()).empty());
}

TEST_P(StoreImport, takes_clusters_again_once_their_schools_are_known) {
  World world(GetParam());
  EXPECT_EQ(world.import({clusters}).files[0].rows_bad, 2);
  world.import({schools_2023});
  ImportReport again = world.import({clusters});
  EXPECT_FALSE(again.files[0].already);
  EXPECT_EQ(again.files[0].rows_bad, 0);
  EXPECT_EQ(world.answer("clusters 990003"),
            "since 1 September 2018: Harbour, cluster of Eastmarch, funding, lead\n");
  EXPECT_TRUE(world.import({clusters}).files[0].already);
}

// The correction of a file, for the same day and under the same name, takes its place.
TEST_P(StoreImport, believes_the_later_of_two_files_of_one_day) {
  World world(GetParam());
  world.import({schools_2023});
  world.import({clusters});
  GivenFile corrected = clusters;
  corrected.text =
      "owner,cluster,letter,kind,urn,school,joined,left,funding,lead\n"
      "Eastmarch,Moor,B,zone,990001,Oak,2019-09-01,,yes,no\n";
  world.import({corrected});
  EXPECT_EQ(world.answer("clusters 990001"),
            "since 1 September 2019: Moor, zone of Eastmarch, funding\n");
  EXPECT_EQ(world.answer("clusters 990003"), "");
}

TEST_P(StoreImport, parts_and_joins_schools_as_links_come_and_go) {
  World world(GetParam());
  world.import({schools_2023, schools_2024});
  EXPECT_EQ(world.answer("same 990001 990101"), "two schools\n");
  std::string before = world.dump();
  ImportReport joined = world.import({links});
  EXPECT_EQ(joined.changes.schools_gone, 1);
  EXPECT_EQ(world.answer("same 990001 990101"), "one school\n");
  EXPECT_EQ(world.undo(joined.import_id).changes.schools_new, 1);
  EXPECT_EQ(world.dump(), before);
}

TEST_P(StoreImport, finds_by_what_people_type) {
  World world(GetParam());
  world.import({schools_2023, members});
  sql::Lease lease = must(world.database().read());
  Store store(*lease);
  base::Date on = world.today;
  EXPECT_EQ(code_of(store.school_of_urn(1)), "school_not_found");
  EXPECT_EQ(code_of(store.authority("Westmarch")), "authority_not_found");
  EXPECT_EQ(code_of(store.group("No Such Trust")), "group_not_found");
  EXPECT_EQ(code_of(store.cluster_by_text("None")), "cluster_not_found");
  EXPECT_EQ(code_of(changes_between(*lease, on, on, {})), "dates_reversed");
  EXPECT_EQ(code_of(store.group("7")), "group_not_found");
  EXPECT_EQ(must(store.organisation(must(store.group("501")), on))->name, "Harbour Trust");
}

TEST_P(StoreImport, says_which_cluster_when_several_have_the_name) {
  World world(GetParam());
  world.import({schools_2023, members});
  GivenFile both = clusters;
  both.text += "Harbour Trust,Harbour,A,hub,990003,Yew,2018-09-01,,no,no\n";
  world.import({both});
  sql::Lease lease = must(world.database().read());
  EXPECT_EQ(code_of(Store(*lease).cluster_by_text("harbour")), "cluster_ambiguous");
}

INSTANTIATE_TEST_SUITE_P(Engines, StoreImport, sql::all_engines(), sql::test_engine_name);

}  // namespace
}  // namespace registry
