// The pages of boards as requests: what they say, how changes are seen and saved, and who may not.
#include "app/site_testing.hpp"
#include "web/json_read.hpp"

namespace app {
namespace {

// One county for all of these tests would be changed by them: each has its own.
class GovernancePagesTest : public SiteTest {
 protected:
  GovernancePagesTest() {
    import_county(GUILDHALL_SOURCE_DIR "/data/demo");
    import_boards(GUILDHALL_SOURCE_DIR "/data/demo");
    boss_ = administrator();
  }

  std::string page(const std::string& path, const std::string& query = "") {
    const web::Response response = get_as(boss_, path, query);
    EXPECT_EQ(response.status, 200) << path << response.error_detail;
    return response.body;
  }
  static void expect_words(const std::string& body, const std::vector<std::string>& words) {
    for (const std::string& each : words) {
      EXPECT_NE(body.find(each), std::string::npos) << each;
    }
  }
  std::string number_of(const std::string& name) {
    const sql::Lease lease = sql::must(database_->read());
    return std::to_string(sql::must(lease->integer("SELECT id FROM body WHERE name = $1", {name})));
  }

  std::string boss_;
};

TEST_F(GovernancePagesTest, WhatIsWrongIsShownTheWorstFirst) {
  expect_words(page("/boards"), {"Harbour Learning Trust", "Lantern Schools Trust", "Eastmarch",
                                 "The rules of composition"});
  const std::string owner = std::to_string(sql::must(
      sql::must(database_->read())->integer("SELECT id FROM organisation WHERE uid = 90001")));
  const std::string health = page("/boards/of/" + owner);
  expect_words(health, {"Boards of Harbour Learning Trust", "rules broken", "vacancies",
                        "Harbour cluster board", "Harbour Learning Trust board"});
  expect_words(page("/boards/of/" + owner, "format=csv"), {"finding,rule,what", "breach"});
  const std::string board = page("/boards/" + number_of("Harbour Learning Trust board"));
  expect_words(board, {"still sits though the term ended on 31 August 2026", "Who sits",
                       "Reappoint them, or end the appointment.", "Attend without a vote",
                       "Lead headteacher of Harbour"});
  EXPECT_EQ(get("/boards/999999").status, 404);
  EXPECT_EQ(get("/boards/of/999999").status, 404);
  EXPECT_EQ(get("/people/999999").status, 404);
  EXPECT_EQ(get_as(boss_, "/boards/note/wish").status, 404);
}

// The texts are for everybody; who saved them is not.
TEST_F(GovernancePagesTest, WhoSavedATextIsToldToAdministratorsAlone) {
  const auto put = [&](const std::string& path, const std::string& body) {
    EXPECT_EQ(ask(boss_, web::Method::Put, "/api/v1" + path, body, "0").status, 200) << path;
  };
  put("/boards/retention", R"({"text": "# ours\n"})");
  put("/schemes/catalogue",
      R"({"text": "decision Z01\ndomain: finance\ntitle: Buy a minibus\nasks: amount\n"})");
  for (const std::string path : {"/api/v1/boards/retention", "/api/v1/schemes/catalogue",
                                 "/api/v1/schemes/catalogue/history", "/schemes/catalogue"}) {
    EXPECT_NE(page(path).find("Agnes Marsh"), std::string::npos) << path;
    const web::Response open = get(path);
    EXPECT_EQ(open.status, 200) << path;
    EXPECT_EQ(open.body.find("Agnes Marsh"), std::string::npos) << path;
  }
  EXPECT_NE(get("/schemes/catalogue").body.find("Buy a minibus"), std::string::npos);
}

TEST_F(GovernancePagesTest, SchoolsAndClustersLeadToTheirBodies) {
  expect_words(page("/schools/990866"), {"Saltmere Academy: governing body"});
  const sql::Lease lease = sql::must(database_->read());
  const std::string cluster = std::to_string(sql::must(lease->integer(
      "SELECT k.id FROM cluster k JOIN organisation o ON o.id = k.organisation_id WHERE o.uid = "
      "90001 AND k.name = 'Harbour'")));
  expect_words(page("/clusters/" + cluster), {"Harbour cluster board"});
}

// What was recorded is for those with a grant over the body, until the minutes are approved.
// Who edits the school alone does not say by which rules its body is held.
TEST_F(GovernancePagesTest, ARuleOfOneBodyIsForItsOwnersAndIsNeverSilent) {
  const sql::Lease lease = sql::must(database_->read());
  sql::Rows rows = sql::must(
      lease->query("SELECT b.id, b.place_id, m.organisation_id FROM body b JOIN membership m ON "
                   "m.school_id = b.place_id WHERE b.kind = 'local_governing_body' AND "
                   "m.until_on > 20261201 ORDER BY b.id LIMIT 1"));
  ASSERT_TRUE(sql::must(rows.next()));
  const std::string number = std::to_string(rows.integer(0));
  const guard::Unit school{guard::UnitKind::School, rows.integer(1), "The school"};
  const guard::Unit group{guard::UnitKind::Group, rows.integer(2), "The trust"};
  const auto editor = [&](const std::string& name, const guard::Unit& unit) {
    return person(name, guard::Grant{{}, guard::Role::Editor, unit, base::Period::since(today())});
  };
  const std::string clerk = editor("Rita Reed", school);
  const std::string words = "body=" + number +
                            "&rule=chair_sits&as=held+by:+a+member&why=They+asked&source=Board&"
                            "from=2026-01-01&step=save";
  EXPECT_EQ(post_as(clerk, "/boards/note/override", words).status, 403);
  EXPECT_EQ(get_as(clerk, "/boards/" + number).body.find("/boards/note/override"),
            std::string::npos);
  EXPECT_EQ(post_as(editor("Tom Trust", group), "/boards/note/override", words).status, 303);
  expect_words(page("/boards/" + number), {"Own rule: Of this body alone, since 1 January 2026"});
  expect_words(page("/boards/of/" + std::to_string(group.id)), {"1 own rule"});
  EXPECT_EQ(post_as(clerk, "/boards/note/withdraw-override", "number=1&step=save").status, 403);
}

// The page that lists papers and the file itself ask the same.
TEST_F(GovernancePagesTest, PapersAreReadAsTheMinutesAre) {
  std::int64_t open = 0;
  {
    const sql::Lease lease = sql::must(database_->write());
    open = sql::must(lease->integer("SELECT min(id) FROM agenda_item WHERE meeting_id = 1"));
    const auto paper = [&](std::int64_t item, const char* name) {
      sql::must(lease->run(
          "INSERT INTO paper (item_id, name, size_bytes, sha256, content, made_at, withdrawn) "
          "SELECT $1, $2, size_bytes, sha256, content, made_at, 0 FROM paper WHERE id = 1",
          {item, name}));
    };
    if (sql::must(lease->integer("SELECT count(*) FROM paper")) == 0) {
      sql::must(lease->run(
          "INSERT INTO paper (id, item_id, name, size_bytes, sha256, content, made_at, withdrawn) "
          "VALUES (1, $1, 'First.pdf', 1, "
          "'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb', 'YQ', 0, 0)",
          {open}));
    }
    const std::int64_t secret = sql::must(lease->integer(
        "INSERT INTO agenda_item (meeting_id, position, title, motion, notes, needs, casting, "
        "decided, present, needed, votes_for, votes_against, abstained, by_casting, lead_id, "
        "starts, confidential, source) VALUES (1, 99, 'Pay', '', '', '', '', '', 0, 0, 0, 0, 0, "
        "0, 0, '', 1, '') RETURNING id"));
    paper(open, "Roof.pdf");
    paper(secret, "Pay.pdf");
  }
  const auto number = [&](const char* name) {
    return std::to_string(sql::must(
        sql::must(database_->read())->integer("SELECT id FROM paper WHERE name = $1", {name})));
  };
  const std::string outsider = person("Olga Reed", std::nullopt);
  const std::string listed = get_as(outsider, "/meetings/1/agenda").body;
  EXPECT_NE(listed.find("Roof.pdf"), std::string::npos);
  EXPECT_EQ(listed.find("Pay.pdf"), std::string::npos);
  EXPECT_EQ(get_as(outsider, "/papers/" + number("Roof.pdf")).status, 200);
  EXPECT_EQ(get_as(outsider, "/papers/" + number("Pay.pdf")).status, 403);
  expect_words(page("/meetings/1/agenda"), {"Roof.pdf", "Pay.pdf"});
  EXPECT_EQ(get_as(boss_, "/papers/" + number("Pay.pdf")).status, 200);
}

TEST_F(GovernancePagesTest, CalendarsOfAPersonAreFoundFromTheirPage) {
  expect_words(page("/people/1"), {"/people/1/calendar.ics", "/calendars?kind=person&amp;of=1"});
  expect_words(page("/boards/1"), {"/boards/1/calendar.ics", "/calendars?kind=body&amp;of=1"});
  expect_words(page("/calendars", "kind=body&of=7"), {"value=\"7\""});
}

TEST_F(GovernancePagesTest, DraftsOfMinutesAreNotForEverybody) {
  const std::string outsider = person(
      "Olga Reed", guard::Grant{{},
                                guard::Role::Editor,
                                sql::must(find_unit(*sql::must(database_->read()),
                                                    guard::UnitKind::School, "990101", today())),
                                base::Period::since(today())});
  const auto held = std::to_string(sql::must(
      sql::must(database_->read())->integer("SELECT min(id) FROM meeting WHERE state = 'held'")));
  for (const std::string& path : {"/meetings/" + held, "/api/v1/meetings/" + held}) {
    EXPECT_EQ(get_as(outsider, path).status, 403) << path;
    EXPECT_EQ(get_as(boss_, path).status, 200) << path;
  }
  EXPECT_EQ(get_as(outsider, "/meetings/1").status, 200);
  const std::string board = number_of("Harbour Learning Trust board");
  EXPECT_EQ(get("/boards/" + board).body.find("Bring figures"), std::string::npos);
  expect_words(page("/boards/" + board), {"To be done", "Bring figures"});
}

TEST_F(GovernancePagesTest, ABodyIsOfTheDayThatIsAskedFor) {
  const std::string number = number_of("Harbour cluster board");
  expect_words(page("/boards/" + number), {"Headteacher of each academy", "Saltmere Academy"});
  const web::Json json = sql::must(web::Json::parse(page("/boards/" + number, "format=json")));
  EXPECT_EQ(sql::must(sql::must(json.at("name")).text()), "Harbour cluster board");
  EXPECT_GT(sql::must(sql::must(json.at("seats")).elements()).size(), 10U);
  // Before any school was in the cluster there are the two seats of nobody's school.
  const web::Json before =
      sql::must(web::Json::parse(page("/boards/" + number, "format=json&on=2012-01-01")));
  EXPECT_EQ(sql::must(sql::must(before.at("seats")).elements()).size(), 2U);
}

TEST_F(GovernancePagesTest, AChangeIsSeenThenSaved) {
  const std::string number = number_of("Harbour cluster board");
  const std::string form = page("/boards/note/appoint", "body=" + number + "&seat=staff");
  expect_words(form, {"Nominated member of trust staff", "Elected by parents", "First day"});
  const std::string words =
      "body=" + number + "&seat=staff&person=Ada+Newman&from=2026-11-01&by=board";
  const web::Response seen = post_as(boss_, "/boards/note/appoint", words);
  EXPECT_EQ(seen.status, 200);
  expect_words(seen.body, {"Ada Newman sits on Harbour cluster board", "They are new here",
                           "This would then be wrong", "2 people sit where 1 may", "Save"});
  EXPECT_EQ(page("/people", "q=newman").find("Ada Newman"), std::string::npos);
  const web::Response saved = post_as(boss_, "/boards/note/appoint", words + "&step=save");
  EXPECT_EQ(saved.status, 303) << saved.body;
  EXPECT_EQ(header_of(saved, "Location"), "/boards/" + number + "?saved=1");
  expect_words(page("/boards/" + number, "saved=1"), {"Saved.", "Ada Newman"});
  expect_words(page("/people", "q=newman"), {"Ada Newman"});
  const web::Response wrong =
      post_as(boss_, "/boards/note/appoint", "body=" + number + "&seat=king&person=Al");
  EXPECT_EQ(wrong.status, 400);
  expect_words(wrong.body, {"There is a problem", "king"});
}

TEST_F(GovernancePagesTest, WhoMayNotChangesNothing) {
  const std::string reader =
      person("Rita Reed", guard::Grant{{}, guard::Role::Reader, {}, base::Period::since(today())});
  const std::string words =
      "body=" + number_of("Harbour cluster board") + "&seat=staff&person=Ada+Newman&step=save";
  EXPECT_EQ(post_as(reader, "/boards/note/appoint", words).status, 403);
  EXPECT_EQ(post_as("", "/boards/note/appoint", words).status, 401);
  EXPECT_EQ(page("/people", "q=newman").find("Ada Newman"), std::string::npos);
  EXPECT_EQ(page("/boards/rules").find("name=\"content\"") != std::string::npos, true);
  EXPECT_EQ(get_as(reader, "/boards/rules").body.find("name=\"content\""), std::string::npos);
}

// Training is for those with a grant where somebody sits, the day of a check for who edits there,
// its number for administrators of everything; others do not even learn that it is missing.
TEST_F(GovernancePagesTest, WhatIsKnownOfSomebodyIsForFewEyes) {
  const std::string board = number_of("Harbour cluster board");
  const auto ask_changes = [&](const std::string& change) {
    const web::Response done =
        ask(boss_, web::Method::Post, "/api/v1/boards/changes", R"({"changes": [)" + change + "]}");
    EXPECT_EQ(done.status, 201) << done.body;
    EXPECT_EQ(done.body.find("001234567890"), std::string::npos);
  };
  ask_changes(R"({"change": "appoint", "body": ")" + board +
              R"(", "seat": "staff", "person": "Ada Newman", "from": "2026-09-01"})");
  ask_changes(R"({"change": "checked", "person": "Ada Newman", "check": "dbs", "on": "2026-09-03",
                 "certificate": "001234567890"})");
  ask_changes(R"({"change": "trained", "person": "Ada Newman", "subject": "safeguarding",
                 "on": "2026-09-04"})");
  const sql::Lease lease = sql::must(database_->read());
  const std::string ada =
      std::to_string(sql::must(lease->integer("SELECT id FROM person WHERE name = 'Ada Newman'")));
  const auto role = [&](const std::string& name, guard::Role role) {
    return person(name, guard::Grant{{},
                                     role,
                                     sql::must(find_unit(*lease, guard::UnitKind::Group,
                                                         "Harbour Learning Trust", today())),
                                     base::Period::since(today())});
  };
  const std::string editor = role("Edda Reed", guard::Role::Editor);
  const std::string reader = role("Rita Reed", guard::Role::Reader);
  for (const std::string& path : {"/people/" + ada, "/api/v1/people/" + ada}) {
    const bool api = path.front() == '/' && path.starts_with("/api");
    const std::string check = api ? "2026-09-03" : "3 September 2026";
    const std::string training = api ? "2026-09-04" : "4 September 2026";
    const auto sees = [&](const web::Response& page, const std::string& words) {
      return page.body.find(words) != std::string::npos;
    };
    EXPECT_TRUE(sees(get_as(boss_, path), "001234567890"));
    EXPECT_TRUE(sees(get_as(editor, path), check));
    EXPECT_FALSE(sees(get_as(editor, path), "001234567890"));
    EXPECT_TRUE(sees(get_as(reader, path), training));
    EXPECT_FALSE(sees(get_as(reader, path), check));
    EXPECT_FALSE(sees(get(path), training));
  }
  const std::string trust =
      std::to_string(sql::must(lease->integer("SELECT id FROM organisation WHERE uid = 90001")));
  for (const std::string& path : {"/boards/of/" + trust, "/api/v1/boards/of/" + trust}) {
    const std::string query = path.starts_with("/api") ? "" : "format=json";
    EXPECT_NE(get_as(reader, path, query).body.find("no dbs check"), std::string::npos);
    const web::Response open =
        path.starts_with("/api") ? get_as("", path) : get_as("", path, query);
    EXPECT_EQ(open.body.find("dbs check"), std::string::npos) << path;
  }
  expect_words(get_as("", "/api/v1/people", "q=newman").body, {"Ada Newman"});
}

TEST_F(GovernancePagesTest, ASchoolOfATrustSaysHowItIsGoverned) {
  const sql::Lease lease = sql::must(database_->read());
  const std::string urn = std::to_string(sql::must(lease->integer(
      "SELECT i.value FROM body b JOIN identifier i ON i.school_id = b.place_id AND i.scheme = "
      "'urn' WHERE b.kind = 'local_governing_body' ORDER BY b.id LIMIT 1")));
  expect_words(page("/schools/" + urn), {"as the national register counts: Own local governing"});
  const std::string maintained = std::to_string(sql::must(lease->integer(
      "SELECT i.value FROM body b JOIN identifier i ON i.school_id = b.place_id AND i.scheme = "
      "'urn' WHERE b.kind = 'governing_body' ORDER BY b.id LIMIT 1")));
  EXPECT_EQ(page("/schools/" + maintained).find("as the national register counts"),
            std::string::npos);
}

TEST_F(GovernancePagesTest, RulesOfOurOwnAreSavedOrToldWhatIsWrong) {
  const web::Response wrong = post_as(boss_, "/boards/rules", "version=0&step=save&content=wish");
  EXPECT_EQ(wrong.status, 400);
  EXPECT_EQ(wrong.error_code, "bad_rules");
  const std::string set =
      "rules%20committee%0Atitle:%20Ours%0Abodies:%20committee%0Afrom:%202026-01-01%0A"
      "source:%20Our%20scheme%0Aquorum:%201/2%0A";
  const web::Response seen = post_as(boss_, "/boards/rules", "version=0&content=" + set);
  EXPECT_EQ(seen.status, 200);
  expect_words(seen.body, {"looked at, as of today", "Would be mended", "Save the rules"});
  EXPECT_EQ(page("/boards/rules").find("Our scheme"), std::string::npos);
  EXPECT_EQ(post_as(boss_, "/boards/rules", "version=0&content=wish").status, 400);
  EXPECT_EQ(post_as(boss_, "/boards/rules", "version=0&step=save&content=" + set).status, 303);
  expect_words(page("/boards/rules"), {"Our scheme"});
  EXPECT_EQ(post_as(boss_, "/boards/rules", "version=0&step=save&content=").status, 409);
  // By programs the same.
  const web::Response read = get_as(boss_, "/api/v1/boards/rules");
  expect_words(read.body, {"\"version\": 1", "Our scheme"});
  const auto put = [&](const std::string& version, const std::string& query) {
    return ask(boss_, web::Method::Put, "/api/v1/boards/rules", R"({"rules": ""})", version, query);
  };
  EXPECT_EQ(put("", "dry_run=true").status, 200);
  EXPECT_EQ(put("0", "").status, 412);
  const web::Response unseen = put("", "");
  EXPECT_EQ(unseen.status, 428) << "whoever did not look overwrites nothing";
  EXPECT_EQ(unseen.error_code, "bad_governance");
  EXPECT_EQ(unseen.content_type, "application/problem+json");
  EXPECT_EQ(put("1", "").status, 200);
  EXPECT_EQ(page("/boards/rules").find("Our scheme"), std::string::npos);
}

TEST_F(GovernancePagesTest, AMeetingIsRunFromItsPage) {
  expect_words(page("/meetings/1"), {"Minutes approved", "Approved and sealed", "Carried"});
  const auto open = sql::must(
      sql::must(database_->read())->integer("SELECT min(id) FROM meeting WHERE state = 'planned'"));
  const std::string path = "/meetings/" + std::to_string(open);
  expect_words(page(path), {"Who is there", "Save who is there", "Matters arising", "No quorum"});
  const std::string form = page(path);
  const std::size_t at = form.find("name=\"p");
  ASSERT_NE(at, std::string::npos);
  const std::string field = form.substr(at + 6, form.find('"', at + 6) - at - 6);
  const std::size_t seen = form.find("name=\"seen\" value=\"");
  const std::string version = form.substr(seen + 19, form.find('"', seen + 19) - seen - 19);
  const std::string body = "seen=" + version + "&" + field + "=present";
  EXPECT_EQ(post_as(boss_, path + "/attendance", body).status, 303);
  const web::Response late = post_as(boss_, path + "/attendance", body);
  EXPECT_EQ(late.error_code, "governance_conflict");
  expect_words(late.body, {"Somebody recorded something of this meeting meanwhile"});
  expect_words(page("/boards/decisions", "q=SENCo"), {"To share a SENCo", "Carried"});
  EXPECT_NE(page("/boards/1/calendar.ics").find("BEGIN:VCALENDAR"), std::string::npos);
  expect_words(get("/api/v1/boards/decisions").body, {"\"decisions\"", "\"result\""});
  expect_words(get_as(boss_, "/api/v1/meetings/1").body, {"\"decided\": \"carried\"", "seal"});
}

TEST_F(GovernancePagesTest, ProgramsDoTheSame) {
  const std::string number = number_of("Harbour cluster board");
  const std::string body =
      R"({"changes": [{"change": "terms", "body": ")" + number + R"(", "on": "2026-11-01"}]})";
  const web::Response dry =
      ask(boss_, web::Method::Post, "/api/v1/boards/changes", body, "", "dry_run=true");
  EXPECT_EQ(dry.status, 200) << dry.body;
  expect_words(dry.body, {"\"dry_run\": true", "Terms of reference of Harbour cluster board"});
  EXPECT_EQ(ask(boss_, web::Method::Post, "/api/v1/boards/changes", body).status, 201);
  EXPECT_EQ(get_as(boss_, "/api/v1/boards/" + number).status, 200);
  expect_words(get_as(boss_, "/api/v1/people/1").body, {"\"seats\""});
  EXPECT_EQ(ask(boss_, web::Method::Post, "/api/v1/boards/changes",
                R"({"changes": [{"change": "wish"}]})")
                .status,
            400);
}

}  // namespace
}  // namespace app
