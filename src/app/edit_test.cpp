// The pages of editing, by who may and who may not, as requests.
#include "app/site_testing.hpp"
#include "registry/store_edit_words.hpp"

namespace app {
namespace {

const char* const schools =
    "URN,EstablishmentName,EstablishmentStatus (name),LA (name),LA (code)\n"
    "990101,Saltmere High School,Open,Eastmarch,918\n"
    "990214,Brakenford School,Open,Eastmarch,918\n";

const char* const clusters =
    "action,owner,cluster,urn,name,from,funding\n"
    "cluster.make,Eastmarch,,,Harbour,,\n"
    "cluster.make,Eastmarch,,,Moor,,\n"
    "membership.add,,Harbour,990101,,2020-09-01,yes\n"
    "membership.add,,Moor,990214,,2020-09-01,yes\n";

class EditTest : public SiteTest {
 protected:
  EditTest() {
    import("edit_test_20240101.csv", schools);
    registry::SaveOptions options;
    options.today = today();
    options.now_s = now;
    options.authorise = [](const registry::EditPreview&) { return guard::command_doer(); };
    EXPECT_TRUE(sql::must(registry::import_edits(*database_, clusters, options)).remarks.empty());
  }

  std::string editor_of(guard::UnitKind kind, const std::string& words) {
    const auto unit = sql::must(find_unit(*sql::must(database_->read()), kind, words, today()));
    return person("Editor of " + words,
                  guard::Grant{{}, guard::Role::Editor, unit, base::Period::since(today())});
  }
  std::int64_t version() {
    return sql::must(registry::Store(*sql::must(database_->read())).version());
  }

  // What the page of a preview would send to save.
  web::Response save(const std::string& session, const std::string& kind, const std::string& body) {
    const web::Response shown = post_as(session, "/edits/new/" + kind, body);
    EXPECT_EQ(shown.status, 200) << shown.body;
    const std::string before = "name=\"version\" value=\"";
    const std::size_t at = shown.body.find(before) + before.size();
    const std::string seen = shown.body.substr(at, shown.body.find('"', at) - at);
    return post_as(session, "/edits/new/" + kind, body + "&step=save&version=" + seen);
  }
};

TEST_F(EditTest, AnEditorChangesTheirOwnCluster) {
  const std::string ada = editor_of(guard::UnitKind::Cluster, "Harbour");
  EXPECT_NE(get_as(ada, "/clusters/1").body.find("Rename the cluster"), std::string::npos);
  const web::Response saved = save(ada, "cluster.rename", "cluster=1&name=Quay");
  EXPECT_EQ(saved.status, 303);
  EXPECT_EQ(header_of(saved, "Location"), "/clusters/1?saved=5");
  EXPECT_NE(get_as(ada, "/clusters/1", "saved=5").body.find("Your change is saved"),
            std::string::npos);
  EXPECT_NE(get_as(ada, "/clusters/1/history").body.find("Rename Harbour to Quay"),
            std::string::npos);
}

TEST_F(EditTest, AMoveNeedsTheRightOnBothClusters) {
  const std::string body = "cluster=1&to=2&urn=990101&from=1+September+2027";
  const std::string ada = editor_of(guard::UnitKind::Cluster, "Harbour");
  const std::int64_t seen = version();
  EXPECT_EQ(post_as(ada, "/edits/new/membership.move", body).status, 403);
  EXPECT_EQ(post_as(ada, "/edits/new/membership.move", body + "&step=save&version=1").status, 403)
      << "also by who leaves the preview out";
  // Nor may the funding be taken from a cluster of others.
  EXPECT_EQ(post_as(ada, "/edits/new/membership.add",
                    "cluster=1&urn=990214&from=1+September+2027&roles=funding")
                .status,
            403);
  EXPECT_EQ(version(), seen);
  const std::string county = editor_of(guard::UnitKind::Authority, "Eastmarch");
  EXPECT_EQ(save(county, "membership.move", body).status, 303);
}

TEST_F(EditTest, WhoMayNotIsShownNoWay) {
  const std::string ada = editor_of(guard::UnitKind::Cluster, "Harbour");
  EXPECT_EQ(get_as(ada, "/clusters/2").body.find("Rename the cluster"), std::string::npos);
  EXPECT_EQ(get_as(ada, "/edits/new/cluster.rename", "cluster=2").status, 403);
  EXPECT_EQ(get_as(ada, "/edits/2/withdraw").status, 403);
  EXPECT_EQ(post_as(ada, "/edits/2/withdraw", "version=0-0").status, 403);
  EXPECT_EQ(get_as("", "/clusters/1/history").status, 303);
  EXPECT_EQ(post_as(ada, "/edits/import",
                    "step=save&text=action%2Ccluster%2Cname%0Acluster.rename%2CMoor%2CHeath%0A")
                .status,
            400);
  EXPECT_NE(get_as(ada, "/clusters/2").body.find("Moor"), std::string::npos);
}

TEST_F(EditTest, TheSecondOfTwoEditorsIsShownBothAndKeepsWhatTheyTyped) {
  const std::string ada = editor_of(guard::UnitKind::Cluster, "Harbour");
  const std::string ben = editor_of(guard::UnitKind::Authority, "Eastmarch");
  EXPECT_EQ(save(ben, "cluster.rename", "cluster=1&name=Quay").status, 303);
  const web::Response late = post_as(ada, "/edits/new/cluster.rename",
                                     "cluster=1&name=Port&reason=Asked&step=save&version=2-7");
  EXPECT_EQ(late.status, 409);
  for (const char* words : {"Editor of Eastmarch saved on", "to Quay", "value=\"Port\"",
                            "value=\"Asked\"", "Save all the same"}) {
    EXPECT_NE(late.body.find(words), std::string::npos) << words;
  }
}

TEST_F(EditTest, AFileIsSavedAsItWasSeenOrItsConflictIsShown) {
  const std::string ben = editor_of(guard::UnitKind::Authority, "Eastmarch");
  const std::string file = "text=action%2Ccluster%2Cname%0Acluster.rename%2CMoor%2CHeath%0A";
  const std::int64_t start = version();
  const web::Response shown = post_as(ben, "/edits/import", "step=save&" + file);
  EXPECT_EQ(shown.status, 200) << "what nobody saw is shown, not saved";
  EXPECT_EQ(version(), start);
  const auto seen_in = [](const web::Response& page) {
    const std::string before = "name=\"versions\" value=\"";
    const std::size_t at = page.body.find(before) + before.size();
    return "&versions=" + page.body.substr(at, page.body.find('"', at) - at);
  };
  EXPECT_EQ(save(ben, "cluster.change", "cluster=2&letter=M&kind=cluster").status, 303);
  const web::Response late = post_as(ben, "/edits/import", "step=save&" + file + seen_in(shown));
  EXPECT_EQ(late.status, 409);
  for (const char* words : {"Editor of Eastmarch saved on", "Heath", "Make 1 edit"}) {
    EXPECT_NE(late.body.find(words), std::string::npos) << words;
  }
  const web::Response saved = post_as(ben, "/edits/import", "step=save&" + file + seen_in(late));
  EXPECT_EQ(saved.status, 303) << saved.body;
  EXPECT_EQ(post_as(ben, "/edits/import", "step=save&versions=1-1+2-2&" + file).status, 400);
}

TEST_F(EditTest, AFileByTheApiIsSavedOnlyAsItWasSeen) {
  using enum web::Method;
  const std::string ben = editor_of(guard::UnitKind::Authority, "Eastmarch");
  const std::string path = "/api/v1/edits/file";
  const std::string csv = R"("csv": "action,cluster,name\ncluster.rename,Moor,Heath\n")";
  const auto with_version_of = [&](const web::Response& dry) {
    const std::string before = "\"version\":";
    const std::size_t at = dry.body.find(before);
    EXPECT_NE(at, std::string::npos) << dry.body;
    const std::size_t first = dry.body.find('"', at + before.size()) + 1;
    const std::string version = dry.body.substr(first, dry.body.find('"', first) - first);
    return "{" + csv + R"(, "versions": [")" + version + "\"]}";
  };
  const std::int64_t start = version();
  const web::Response dry = ask(ben, Post, path, "{" + csv + "}", "", "dry_run=true");
  ASSERT_EQ(dry.status, 200) << dry.body;
  EXPECT_EQ(version(), start);
  EXPECT_EQ(save(ben, "cluster.change", "cluster=2&letter=M&kind=cluster").status, 303);
  const web::Response late = ask(ben, Post, path, with_version_of(dry));
  EXPECT_EQ(late.status, 412) << late.body;
  EXPECT_NE(late.body.find("Line 2: "), std::string::npos) << late.body;
  const web::Response again = ask(ben, Post, path, "{" + csv + "}", "", "dry_run=true");
  EXPECT_EQ(ask(ben, Post, path, with_version_of(again)).status, 201);
  EXPECT_EQ(ask(ben, Post, path, "{" + csv + "}", "", "dry_run=maybe").status, 400);
}

}  // namespace
}  // namespace app
