// People of boards from files and to files, by page, program and command: who may, and what waits
// for nobody.
#include <fstream>
#include <sstream>

#include "app/site_testing.hpp"
#include "governance/room.hpp"

namespace app {
namespace {

class GovernanceFilesTest : public SiteTest {
 protected:
  GovernanceFilesTest() {
    import_county(GUILDHALL_SOURCE_DIR "/data/demo");
    import_boards(GUILDHALL_SOURCE_DIR "/data/demo");
    boss_ = administrator();
    trust_ = "organisation=" + std::to_string(number("SELECT id FROM organisation WHERE uid = "
                                                     "90001"));
  }
  std::int64_t number(const std::string& query) {
    return sql::must(sql::must(database_->read())->integer(query));
  }
  web::Response import_people(const std::string& session, const std::string& json,
                              const std::string& query = "") {
    return ask(session, web::Method::Post, "/api/v1/boards/import", json, "", query);
  }

  std::string boss_;
  std::string trust_;
};

// As a member of JSON.
constexpr std::string_view extract =
    R"("GID,URN,UID,Role,Title,Forename 1,Forename 2,Surname,Date of appointment,)"
    R"(Date term of office ends/ended,Appointing body\n)"
    R"(1,,90001,Member - individual,,Nell,,Marsh,01/09/2025,,\n")";

TEST_F(GovernanceFilesTest, TheFileOfEverythingIsForWhoMayEditEverything) {
  const std::string reader = person("Rhys Reader", {});
  for (const std::string path : {"/boards/gias", "/api/v1/boards/gias"}) {
    EXPECT_EQ(get_as(reader, path, "format=csv").error_code, "not_allowed") << path;
    EXPECT_EQ(get_as(boss_, path, "format=csv").status, 200) << path;
    const web::Response own = get_as(reader, path, "format=csv&" + trust_);
    EXPECT_EQ(own.status, 200) << path;
    EXPECT_NE(own.body.find(",90001,"), std::string::npos) << path;
    EXPECT_EQ(get_as(reader, path, "format=csv&organisation=999999").error_code, "group_not_found");
    EXPECT_EQ(get_as(reader, path, "format=csv&organisation=king").error_code, "bad_governance");
  }
  EXPECT_NE(get_as(reader, "/boards/gias").body.find("Harbour Learning Trust"), std::string::npos)
      << "the page leads to the file of each";
  EXPECT_EQ(get_as(reader, "/boards/gias").body.find("Download the file of all"),
            std::string::npos);
}

TEST_F(GovernanceFilesTest, AnExtractIsLookedAtWhileSomebodyElseWrites) {
  const std::string csv = std::string(R"({"csv": )") + std::string(extract) + "}";
  web::Response seen;
  {
    const sql::Lease writes = sql::must(database_->write());
    seen = import_people(boss_, csv, "dry_run=true");
  }
  EXPECT_EQ(seen.status, 200) << seen.body;
  EXPECT_NE(seen.body.find("Nell Marsh sits on"), std::string::npos) << seen.body;
  EXPECT_EQ(import_people(person("Rhys Reader", std::nullopt), csv, "dry_run=true").error_code,
            "not_allowed");
}

TEST_F(GovernanceFilesTest, AProgramMaySaveAFileThatItDidNotLookAt) {
  const auto with = [](const std::string& more) {
    return std::string(R"({"csv": )") + std::string(extract) + more + "}";
  };
  EXPECT_EQ(import_people(boss_, with(R"(, "version": "other")")).error_code,
            "governance_conflict");
  const web::Response saved = import_people(boss_, with(""));
  EXPECT_EQ(saved.status, 201) << saved.body;
  EXPECT_EQ(number("SELECT count(*) FROM person WHERE name = 'Nell Marsh'"), 1);
  EXPECT_EQ(import_people(boss_, R"({"csv": "change,person\nperson,Zoe Ash\n"})").status, 201);
  EXPECT_EQ(number("SELECT count(*) FROM person WHERE name = 'Zoe Ash'"), 1);
}

TEST_F(GovernanceFilesTest, ACommandReadsWhatSpreadsheetsSave) {
  const std::string path = (place_.folder() / "changes.csv").string();
  std::ofstream(path, std::ios::binary) << "change,person\nperson,Ren\xE9 Ash\n";
  std::ostringstream out;
  base::Invocation call;
  call.values = {{"FILE", {path}}};
  call.database = place_.url();
  call.today = today();
  call.now_s = [] { return now; };
  call.out = &out;
  call.err = &out;
  for (const base::Command& command : governance::commands()) {
    if (command.path == "governance import") {
      EXPECT_EQ(sql::must(command.run(call)), 0) << out.str();
    }
  }
  EXPECT_EQ(number("SELECT count(*) FROM person WHERE name = 'Ren\xC3\xA9 Ash'"), 1) << out.str();
}

}  // namespace
}  // namespace app
