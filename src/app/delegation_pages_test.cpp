// The pages and addresses of schemes of delegation: asking, drafts, adoption, and who may not.
#include "app/site_testing.hpp"
#include "delegation/store_setting.hpp"
#include "governance/store_facts.hpp"
#include "governance/store_rules.hpp"

namespace app {
namespace {

class DelegationPagesTest : public SiteTest {
 protected:
  DelegationPagesTest() {
    import_county(GUILDHALL_SOURCE_DIR "/data/demo");
    import_boards(GUILDHALL_SOURCE_DIR "/data/demo");
    import_schemes();
    boss_ = administrator();
    const sql::Lease lease = sql::must(database_->read());
    owner_ =
        std::to_string(sql::must(lease->integer("SELECT id FROM organisation WHERE uid = 90001")));
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

  std::string boss_;
  std::string owner_;
};

TEST_F(DelegationPagesTest, AQuestionIsAnsweredWithItsReasons) {
  expect_words(page("/decide"), {"What is to be decided?", "F07, Take on a service shared"});
  expect_words(page("/decide", "q=budget&for=Saltmere+Academy"), {"F02, Propose", "F03, Approve"});
  expect_words(page("/decide", "q=shared+senco&for=Saltmere+Academy"),
               {"Take on a service shared", "What if?"});
  expect_words(page("/decide", "q=zzz&for=990866"), {"No decision has any of these words."});
  expect_words(page("/decide", "q=f07&for=Saltmere"), {"No school is called", "Did you mean"});
  const std::string asked = "decision=F07&for=990866&f_amount=18000&f_rating=full";
  const std::string ruling = page("/decide", asked);
  expect_words(ruling,
               {"The cluster board of Harbour decides.", "Each level’s part", "What if?",
                "How the amount changes the answer", "Over £5,000.00", "Decides this", "Overridden",
                "Overlay of the cluster Harbour", "Trust board, 11 June 2025"});
  // Heads and chairs of all schools of the cluster sit on its board, whoever is asked about.
  const std::string members = "14 members, of whom 7 must be present";
  expect_words(ruling, {members, "Wanda Kestle, "});
  expect_words(page("/decide",
                    "decision=F07&for=cluster+Harbour+of+Harbour+Learning+Trust&f_amount=18000&"
                    "f_rating=full&on=2026-11-22"),
               {"The cluster board of Harbour decides.", members});
  expect_words(page("/decide", "decision=F15&for=990866"),
               {"Who decides may depend on", "Wanted to say who decides"});
  expect_words(page("/decide", "decision=F03&for=group+90001"), {"Harbour Learning Trust"});
  EXPECT_EQ(get("/decide", "decision=F99&for=990866").status, 404);
  const web::Response wrong = get("/decide", "decision=F15&for=990866&f_amount=many");
  EXPECT_EQ(wrong.status, 400);
  expect_words(wrong.body, {"What if?", "value=\"many\"", "Wanted to say who decides"});
  EXPECT_EQ(get("/decide", "decision=F15&for=990866&f_amount=many&format=json").status, 400);
  expect_words(page("/decide", asked + "&format=json"), {"\"outcome\": \"decided\""});
  // The same by programs, one and many.
  expect_words(page("/api/v1/decide/F07", "for=990866&fact=amount%3D18000&fact=rating%3Dfull"),
               {"\"decider\": \"cluster\""});
  EXPECT_EQ(get_as(boss_, "/api/v1/decide/F07", "for=990866&fact=wish%3D1").error_code, "bad_fact");
  const web::Response many = ask(boss_, web::Method::Post, "/api/v1/decide",
                                 R"({"words": true, "questions": [
           {"decision": "F07", "school": 990866, "facts": {"amount": "18000", "rating": "full"}},
           {"decision": "F15", "school": 990867, "facts": {"rating": "full", "amount": "100"}}]})");
  EXPECT_EQ(many.status, 200) << many.body;
  expect_words(many.body, {"\"decider\":\"cluster\"", "\"decider\":\"head\"", "decides."});
  for (const char* wrong : {R"({"questions": [{"decision": "F99", "school": 990866}]})",
                            R"({"questions": [{"decision": "F07", "school": 1}]})",
                            R"({"questions": [{"decision": "F07", "school": 990866,
                                               "facts": {"wish": "1"}}]})"}) {
    const web::Response told = ask(boss_, web::Method::Post, "/api/v1/decide", wrong);
    EXPECT_GE(told.status, 400) << wrong;
    EXPECT_NE(told.body.find("questions[0]"), std::string::npos) << told.body;
  }
}

TEST_F(DelegationPagesTest, ManyQuestionsMayBeAboutClustersAndGroupsToo) {
  const web::Response answer = ask(boss_, web::Method::Post, "/api/v1/decide",
                                   R"({"questions": [{"decision": "F01", "for": "group 90001"},
                        {"decision": "F07", "school": 990866, "facts": {"amount": "18000"}},
                        {"decision": "F07", "for": "cluster Harbour of Harbour Learning Trust",
                         "facts": {"amount": "18000", "rating": "full"}}]})");
  EXPECT_EQ(answer.status, 200) << answer.body;
  expect_words(answer.body, {"\"decider\":\"board\"", "\"decider\":\"cluster\""});
  EXPECT_EQ(ask(boss_, web::Method::Post, "/api/v1/decide",
                R"({"questions": [{"decision": "F01", "for": "nowhere"}]})")
                .status,
            404);
  const web::Response both =
      ask(boss_, web::Method::Post, "/api/v1/decide",
          R"({"questions": [{"decision": "F01", "for": "group 90001", "school": 990866}]})");
  EXPECT_EQ(both.status, 400);
  EXPECT_NE(both.body.find("questions[0].for"), std::string::npos) << both.body;
  std::string many = R"({"questions": [)";
  for (int at = 0; at < 201; ++at) {
    many += (at == 0 ? "" : ", ") + std::string(R"({"decision": "F01", "for": "cluster )") +
            std::to_string(at + 1) + "\"}";
  }
  EXPECT_EQ(ask(boss_, web::Method::Post, "/api/v1/decide", many + "]}").error_code, "bad_member");
}

TEST_F(DelegationPagesTest, SchemesAreListedShownAndCompared) {
  expect_words(page("/schemes"), {"Harbour Learning Trust", "4 adopted versions, 1 draft"});
  expect_words(page("/schemes/of/" + owner_),
               {"In force today", "Scheme of delegation of the trust", "Cluster overlay: Harbour",
                "Drafts", "Ratings of schools", "No review of a school"});
  EXPECT_EQ(get("/schemes/of/" + owner_).body.find("<h2 id=\"h-drafts\""), std::string::npos);
  EXPECT_EQ(get("/schemes/of/999999").status, 404);
  expect_words(page("/schemes/1"), {"Members", "F01", "Not allowed by law", "Clause",
                                    "What else holds", "What it changes"});
  expect_words(page("/schemes/2/difference"),
               {"F07, Take on a service shared in a cluster", "the lead headteacher decides"});
  expect_words(page("/schemes/5/difference"), {"Both give the same answers"});
  expect_words(
      page("/schemes/1/difference", "with=diocese"),
      {"Held against the scheme “diocese” that is shipped.", "before it was", "Hold it against"});
  expect_words(page("/schemes/1/difference", "with=4"), {"Held against version 2 of reduced"});
  EXPECT_EQ(get("/schemes/1/difference", "with=5").status, 404) << "a draft, to a stranger";
  EXPECT_EQ(get_as(boss_, "/schemes/1/difference", "with=wish").status, 404);
  expect_words(page("/api/v1/schemes/1/difference", "with=5"), {"\"before\": 5"});
  EXPECT_EQ(get("/schemes/999").status, 404);
  EXPECT_NE(get("/schemes/5").status, 200) << "a draft is for those with a grant";
  expect_words(page("/schemes/compare", "a=990866&b=990867"),
               {"waits for the category or rating of the school"});
  expect_words(page("/schemes/catalogue"),
               {"Decisions of our own", "Appoint the external auditor"});
  expect_words(page("/people/2/powers"), {"What Petra Calloway may decide", "Always"});
  expect_words(page("/people/2"), {"Their powers, by the schemes in force"});
  expect_words(page("/schools/990866"), {"Ask who decides what for this school"});
}

TEST_F(DelegationPagesTest, AClerkIsStoppedByAConflictThenAdopts) {
  const std::string draft = "/schemes/5";
  expect_words(page(draft + "/edit"), {"The scheme as text", "Clause by clause", "Add a clause"});
  expect_words(page(draft + "/clause"), {"On which decisions"});
  for (const char* item : {"4711", "x"}) {
    EXPECT_EQ(post_as(boss_, draft + "/adopt",
                      "seen=1&adopted=board&from=1+September+2027&item=" + std::string(item))
                  .status,
              400)
        << "no such item";
  }
  // A second decider for small contracts.
  const std::string torn =
      "seen=1&step=save&code=X1&on=F15&when=amount+up+to+100&level_lgb=decides&says=By+mistake";
  EXPECT_EQ(post_as(boss_, draft + "/clause", torn).status, 303);
  expect_words(page(draft + "/adopt"), {"It may not be adopted with this.", "Mend the draft"});
  const web::Response refused =
      post_as(boss_, draft + "/adopt", "seen=2&adopted=board&from=1+September+2027");
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.error_code, "scheme_faulty");
  const web::Response late = post_as(boss_, draft + "/clause", torn);
  EXPECT_EQ(late.status, 409) << "it was changed since";
  EXPECT_EQ(post_as(boss_, draft + "/clause", "seen=2&step=save&code=X2&on=F999").status, 400);
  EXPECT_EQ(post_as(boss_, draft + "/clause", "was=X1&seen=2&step=remove").status, 303);
  expect_words(page(draft + "/adopt"), {"What it changes", "The resolution"});
  EXPECT_EQ(post_as(boss_, draft + "/adopt", "seen=3&adopted=&from=1+September+2027").status, 400);
  EXPECT_EQ(post_as(boss_, draft + "/adopt", "seen=3&adopted=board&from=sometime").status, 400);
  EXPECT_EQ(post_as(boss_, draft + "/adopt", "seen=3&adopted=board&from=1+September+2027").status,
            303);
  expect_words(page("/schemes/of/" + owner_), {"To come"});
  expect_words(page("/decide", "decision=F07&for=990866&f_amount=18000&f_rating=full"),
               {"names the same decider"});
  EXPECT_EQ(get_as(boss_, draft + "/edit").status, 409) << "it is no draft any more";
  EXPECT_EQ(post_as(boss_, draft + "/drop", "seen=4").status, 303);
  expect_words(page(draft), {"This version was dropped"});
}

TEST_F(DelegationPagesTest, WhatHoldsAtOnePlaceIsAMatrixOfItsOwn) {
  expect_words(page("/schemes/at"), {"Of which school, cluster or group?"});
  expect_words(page("/schemes/at", "for=990867"), {"waits for its", "note the review"});
  for (const char* path : {"/api/v1/schemes/at/990867", "/schemes/at?for=990867&format=csv"}) {
    const std::string whole(path);
    const std::size_t at = whole.find('?');
    EXPECT_EQ(
        get_as(boss_, whole.substr(0, at), at == std::string::npos ? "" : whole.substr(at + 1))
            .error_code,
        "scheme_not_in_force")
        << "an empty list would say that nobody decides anything";
  }
  expect_words(page("/schemes/at", "for=990866&on=2020-01-01"),
               {"No scheme holds for Saltmere Academy on 1 January 2020.", "value=\"2020-01-01\""});
  const std::string cluster = "for=cluster+Harbour+of+Harbour+Learning+Trust";
  expect_words(page("/schemes/at", cluster),
               {"Who decides what at Harbour", "What it follows from",
                "Overlay of the cluster Harbour, version A3, in force from 1 January 2026",
                "adopted: Trust board", "By clause", "not allowed by law"});
  expect_words(page("/schemes/at", cluster + "&format=csv"),
               {"code,decision,domain,when,outcome,", "decides"});
  expect_words(page("/api/v1/schemes/at/group 90001"),
               {"\"decision\": \"F01\"", "\"part\": \"decides\"", "\"clauses\""});
  EXPECT_EQ(get_as(boss_, "/api/v1/schemes/at/nowhere").status, 404);
  expect_words(page("/schemes/at", "for=nowhere"), {"No school is called"});
  expect_words(page("/schools/990866"), {"/schemes/at?for=990866"});
}

TEST_F(DelegationPagesTest, ProgramsReadTablesAndComparePlaces) {
  const std::string read =
      ask(boss_, web::Method::Post, "/api/v1/schemes/import",
          R"({"table": "Code,Decision,Trust board,Headteacher\nF01,The budget,D,C\n"})")
          .body;
  expect_words(read, {"on: F01", "\"mapping\"", "Of none of NGA's four models", "\"faults\""});
  expect_words(ask(boss_, web::Method::Post, "/api/v1/schemes/import",
                   R"({"table": "Code,Decision,LGB,Headteacher\nF01,The budget,D,C\n"})")
                   .body,
               {"Nearest to model 1"});
  EXPECT_EQ(ask(boss_, web::Method::Post, "/api/v1/schemes/import", R"({"table": ""})").error_code,
            "bad_matrix");
  expect_words(page("/api/v1/schemes/1/export"), {"\"clause\": \"4.7\"", "\"text\""});
  expect_words(page("/api/v1/schemes/1/export", "as=rasci"), {"Code,Decision", "\"lost\""});
  EXPECT_EQ(get_as(boss_, "/api/v1/schemes/1/export", "as=pdf").error_code, "bad_format");
  const std::string cluster = "cluster Harbour of Harbour Learning Trust";
  EXPECT_EQ(get_as(boss_, "/api/v1/schemes/at/990866/difference", "with=nowhere").status, 404);
  expect_words(page("/api/v1/schemes/at/" + cluster + "/difference", "with=" + cluster),
               {"\"differences\": []"});
}

TEST_F(DelegationPagesTest, AClauseIsCheckedWhileOneTypesAndEachErrorStandsAtItsField) {
  const std::string draft = "/schemes/5";
  expect_words(page(draft + "/edit"), {"/schemes/5/clause?code=4.7", "The words of a scheme",
                                       "Approve the trust", "amount_in_year"});
  expect_words(page(draft + "/clause", "code=4.7"),
               {"F09: Move money between budget headings", "id=\"checked\"", "Nothing is wrong"});
  expect_words(page(draft + "/clause", "on=F08"), {"F08: Watch spending", "value=\"F08\""});
  const std::string check = "seen=1&step=check&code=X1&on=F15&says=By+mistake";
  expect_words(
      post_as(boss_, draft + "/clause", check + "&when=amount+up+to+100&level_lgb=decides").body,
      {"It may not be adopted with this.", "id=\"checked\""});
  for (const auto& [field, typed] : std::vector<std::pair<std::string, std::string>>{
           {"on", "F999"}, {"when", "wish over 5"}, {"level_lgb", "dances"}, {"code", ""}}) {
    std::string body = "seen=1&step=save";
    for (const auto& [name, good] : std::vector<std::pair<std::string, std::string>>{
             {"code", "X1"}, {"on", "F15"}, {"when", ""}, {"level_lgb", "decides"}}) {
      body += "&" + name + "=" + base::percent_encode(name == field ? typed : good);
    }
    const web::Response told = post_as(boss_, draft + "/clause", body);
    EXPECT_EQ(told.status, 400) << field;
    EXPECT_NE(told.body.find("href=\"#" + field + "\""), std::string::npos) << field;
    EXPECT_EQ(told.body.find("Scheme, line"), std::string::npos) << field;
  }
}

TEST_F(DelegationPagesTest, TextsAreCheckedAndSaved) {
  const std::string draft = "/schemes/5";
  const std::string wrong = "scheme%20trust%0Awish:%201%0A";
  const web::Response looked =
      post_as(boss_, draft + "/edit", "seen=1&step=check&content=" + wrong);
  EXPECT_EQ(looked.status, 200);
  expect_words(looked.body, {"Scheme, line 2", "id=\"checked\""});
  EXPECT_EQ(post_as(boss_, draft + "/edit", "seen=1&step=save&content=" + wrong).error_code,
            "bad_scheme");
  const std::string begin = "/schemes/of/" + owner_ + "/begin";
  expect_words(page(begin), {"A further version of trust, from version 11"});
  EXPECT_EQ(post_as(boss_, begin, "sample=version+1").status, 409) << "there is a draft";
  EXPECT_EQ(post_as(boss_, begin, "sample=wish").status, 404);
  EXPECT_EQ(post_as(boss_, begin, "sample=harbour&unit=nowhere").status, 404);
  EXPECT_EQ(post_as(boss_, begin, "sample=version+2").status, 303);
  EXPECT_EQ(post_as(boss_, "/schemes/catalogue", "version=0&content=wish").status, 400);
  EXPECT_EQ(
      post_as(boss_, "/schemes/catalogue",
              "version=0&content=decision%20Z1%0Adomain:%20finance%0Atitle:%20Buy%20a%20bus%0A")
          .status,
      303);
  expect_words(page("/schemes/catalogue"), {"Buy a bus"});
}

TEST_F(DelegationPagesTest, ReviewsOfSchoolsAreNotedAndFallDue) {
  const std::string ratings = "/schemes/of/" + owner_ + "/ratings";
  expect_words(page(ratings), {"Which review", "Left empty, of a review today: full by "});
  EXPECT_EQ(post_as(boss_, ratings, "school=990866&rating=full&from=&reason=").status, 400);
  EXPECT_EQ(post_as(boss_, ratings, "school=990866&rating=full&reason=Yearly").status, 303);
  expect_words(page("/schemes/of/" + owner_), {"Holds", "Never reviewed", "1 holds"});
  expect_words(page(ratings), {"Take away that of"});
  EXPECT_EQ(post_as(boss_, ratings, "school=990867&rating=full&from=1+September+2024&reason=Yearly")
                .status,
            303);
  EXPECT_EQ(post_as(boss_, ratings,
                    "school=990866&rating=reduced&from=1+September+2027&review=triggered&next="
                    "1+January+2028&reason=Results+fell")
                .status,
            303);
  expect_words(page("/schemes/of/" + owner_),
               {"Review overdue", "1 is overdue", "to come: reduced from "});
  expect_words(page(ratings), {"Triggered", "Results fell"});
  for (const char* wrong : {"review=monthly", "next=wish", "next=1+September+2024"}) {
    const web::Response told =
        post_as(boss_, ratings,
                "school=990867&rating=full&from=1+September+2025&reason=x&" + std::string(wrong));
    EXPECT_EQ(told.status, 400) << wrong;
    const std::string field = std::string(wrong).substr(0, std::string(wrong).find('='));
    EXPECT_NE(told.body.find("href=\"#" + field), std::string::npos) << wrong;
  }
  expect_words(page("/api/v1" + ratings, "on=2027-10-01"),
               {"\"standing\": \"never\"", "\"standing\": \"overdue\"", "\"review\": \"triggered\"",
                "\"next\": \"2028-01-01\""});
  EXPECT_EQ(post_as(boss_, ratings, "withdraw=1").status, 303);
  EXPECT_EQ(post_as(boss_, ratings, "withdraw=1").status, 404);
}

TEST_F(DelegationPagesTest, ARewordedOrRetiredDecisionSaysSo) {
  const std::string own =
      "version=0&content=decision+F24%0Adomain:+finance%0Atitle:+Forgive+a+debt%0Aasks:+amount%0A%"
      "0A"
      "decision+Z01%0Adomain:+finance%0Atitle:+Buy+a+minibus%0Auntil:+2026-09-01%0A";
  EXPECT_EQ(post_as(boss_, "/schemes/catalogue", own).status, 303);
  const std::string now = page("/schemes/catalogue");
  expect_words(now, {"Forgive a debt", "In our own words; shipped as: ", "Not on this day",
                     "Z01, Buy a minibus: until 31 August 2026."});
  expect_words(page("/schemes/catalogue", "on=2026-03-01"), {"A decision of our own."});
  EXPECT_EQ(post_as(boss_, "/schemes/catalogue", "version=1&content=").status, 303);
  expect_words(page("/schemes/catalogue"),
               {"How our own decisions changed", "Z01 is not there any more; it was",
                "Z01 is new: Buy a minibus.", "Every version of it", "Version 2, shown above"});
  expect_words(page("/schemes/catalogue", "version=1"),
               {"This is version 1", "takes the place of version 2", "title: Buy a minibus"});
  EXPECT_EQ(get_as(boss_, "/schemes/catalogue", "version=9").status, 404);
  EXPECT_EQ(get_as(boss_, "/schemes/catalogue", "version=x").status, 400);
}

TEST_F(DelegationPagesTest, AMatrixIsSeenAsItIsReadThenBegun) {
  const std::string address = "/schemes/of/" + owner_ + "/import";
  expect_words(page(address), {"The table", "See how it is read"});
  EXPECT_EQ(post_as(boss_, address, "step=look&table=").status, 400);
  const std::string table =
      "step=look&from=1+September+2027&table=Code,Decision,Trust+board,Headteacher%0AF01,Approve+"
      "the+"
      "trust%27s+budget,D,C%0AQ99,Paint+the+gate,,zz%0A";
  const web::Response looked = post_as(boss_, address, table);
  EXPECT_EQ(looked.status, 200);
  expect_words(looked.body, {"How it was read", "Not in the scheme", "Line 3", "Read it again",
                             "How the table is read", "Begin the draft"});
  EXPECT_EQ(post_as(boss_, address, table + "&mapping=wish%3A+1").status, 400);
  const web::Response begun = post_as(boss_, address, "step=begin&" + table.substr(10));
  // The trust has a scheme, and a draft of it: another code is another scheme for the same unit.
  EXPECT_EQ(begun.status, 409) << begun.body.substr(0, 300);
  expect_words(page("/schemes/1", "format=csv"), {"F01"});
  // An overlay of a school says whose it is.
  const std::string begin = "step=begin&" + table.substr(10);
  EXPECT_EQ(post_as(boss_, address, begin + "&unit=Nowhere").status, 404);
  const web::Response overlay = post_as(boss_, address, begin + "&unit=990867");
  EXPECT_EQ(overlay.status, 303) << overlay.body.substr(0, 300);
  expect_words(page("/schemes/of/" + owner_), {"School overlay: Saltmere Quay Primary School"});
}

TEST_F(DelegationPagesTest, ProgramsWriteOverWhatTheySaw) {
  const std::string address = "/api/v1/schemes/5";
  expect_words(page(address), {"\"state\": \"draft\"", "\"revision\": 1", "\"faults\": []"});
  expect_words(page("/api/v1/schemes/of/" + owner_), {"\"number\": 5", "\"layer\": \"rating\""});
  expect_words(page("/api/v1/schemes/2/difference"), {"F07"});
  const std::string adoption = R"({"from": "2027-09-01", "adopted": "board"})";
  const auto adopt = [&](const std::string& seen) {
    return ask(boss_, web::Method::Post, address + "/adopt", adoption, seen);
  };
  EXPECT_EQ(adopt("").status, 428);
  EXPECT_EQ(adopt("7").status, 412);
  const std::string no_item = R"({"from": "2027-09-01", "adopted": "board", "item": 4711})";
  const web::Response refused = ask(boss_, web::Method::Post, address + "/adopt", no_item, "1");
  EXPECT_EQ(refused.status, 400);
  expect_words(refused.body, {"There is no item number 4711"});
  EXPECT_EQ(adopt("1").status, 200);
  EXPECT_EQ(ask(boss_, web::Method::Put, address, R"({"text": "scheme trust"})", "2").status, 412);
  EXPECT_EQ(ask(boss_, web::Method::Post, address + "/drop", "{}", "2").status, 200);
  EXPECT_EQ(ask(boss_, web::Method::Post, "/api/v1/schemes/of/" + owner_ + "/ratings",
                R"({"school": 990866, "rating": "full", "reason": "Yearly"})")
                .status,
            201);
  EXPECT_EQ(
      ask(boss_, web::Method::Post, "/api/v1/schemes/of/" + owner_, R"({"text": "scheme trust"})")
          .status,
      400);
}

// That settings_of(), which is quick for many, says of each school what setting_of() does; and that
// both find who stands behind the levels as if they had all facts.
void expect_same_settings(sql::Connection& connection, base::Date on, std::size_t schools_least) {
  sql::Rows rows = sql::must(connection.query(
      "SELECT DISTINCT school_id FROM school_state WHERE from_on <= $1 AND until_on > $1", {on}));
  std::vector<registry::SchoolId> schools;
  while (sql::must(rows.next())) schools.push_back(rows.id<registry::School>(0));
  ASSERT_GE(schools.size(), schools_least);
  const auto many = sql::must(delegation::settings_of(connection, schools, on));
  ASSERT_EQ(many.size(), schools.size());
  const governance::Facts facts = sql::must(governance::all_facts(connection));
  const governance::RuleBook book = sql::must(governance::rules_in_force(connection));
  const auto codes = [](const delegation::Setting& setting) {
    std::vector<std::string> all;
    for (const auto& layer : setting.layers) {
      all.push_back(layer->scheme().code + " " + layer->scheme().version);
    }
    return all;
  };
  for (std::size_t at = 0; at < schools.size(); ++at) {
    const auto one =
        delegation::setting_of(connection, {governance::PlaceKind::School, schools[at].value}, on);
    ASSERT_EQ(one.ok(), many[at] != nullptr) << schools[at].value;
    if (!one.ok()) continue;
    const delegation::Setting& alone = *one.value();
    const delegation::Setting& among = *many[at];
    EXPECT_EQ(among.name, alone.name);
    EXPECT_EQ(among.owner, alone.owner) << alone.name;
    EXPECT_EQ(among.asked.owner, alone.asked.owner) << alone.name;
    EXPECT_EQ(among.asked.cluster, alone.asked.cluster) << alone.name;
    EXPECT_EQ(among.known, alone.known) << alone.name;
    EXPECT_EQ(codes(among), codes(alone)) << alone.name;
    EXPECT_EQ(among.standing.filled, alone.standing.filled) << alone.name;
    EXPECT_EQ(among.standing.names.school, alone.standing.names.school);
    EXPECT_EQ(among.standing.names.cluster, alone.standing.names.cluster) << alone.name;
    EXPECT_EQ(among.standing.names.group, alone.standing.names.group) << alone.name;
    const delegation::Standing by_all =
        delegation::standing_of(alone.catalogue, facts, book, alone.asked, on);
    EXPECT_EQ(by_all.filled, alone.standing.filled) << alone.name;
    for (std::size_t level = 0; level < delegation::levels_max; ++level) {
      EXPECT_EQ(by_all.behind[level].people_ids, alone.standing.behind[level].people_ids)
          << alone.name;
      const delegation::Behind& one_behind = alone.standing.behind[level];
      const delegation::Behind& many_behind = among.standing.behind[level];
      EXPECT_EQ(many_behind.name, one_behind.name) << alone.name;
      EXPECT_EQ(many_behind.people_ids, one_behind.people_ids) << alone.name << ", " << level;
      EXPECT_EQ(many_behind.body, one_behind.body) << alone.name << ", " << level;
      EXPECT_EQ(many_behind.quorum, one_behind.quorum) << alone.name << ", " << level;
    }
    if (testing::Test::HasFailure()) FAIL() << "at " << alone.name;
  }
}

TEST_F(DelegationPagesTest, ManySchoolsOfTheCountyHaveTheAnswersThatEachHasAlone) {
  const sql::Lease lease = sql::must(database_->read());
  for (const base::Date on : {day(2023, 3, 1), day(2026, 11, 22)}) {
    expect_same_settings(*lease, on, 100);
  }
}

class RealTrustTest : public SiteTest {};

TEST_F(RealTrustTest, ManySchoolsHaveTheAnswersThatEachHasAlone) {
  const std::string folder = GUILDHALL_SOURCE_DIR "/../shared/data/norfolk/";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "../shared/data is not here";
  registry::ImportOptions options;
  options.today = today();
  options.as_of = day(2025, 5, 24);
  sql::must(registry::import_files(*database_, {folder + "gias-norfolk-20250524-reconstructed.csv"},
                                   options));
  options.as_of = day(2022, 8, 31);
  sql::must(
      registry::import_files(*database_, {folder + "grouplinks-norfolk-20220831.csv"}, options));
  {
    // The trust with the most schools gets a scheme, as if it were its own.
    const sql::Lease lease = sql::must(database_->write());
    const registry::OrganisationId trust{sql::must(lease->integer(
        "SELECT m.organisation_id FROM membership m JOIN organisation o ON o.id = "
        "m.organisation_id WHERE o.uid > 0 GROUP BY m.organisation_id ORDER BY count(*) DESC, 1 "
        "LIMIT 1"))};
    const governance::Writing writing{guard::command_doer("A test."), now, today()};
    const std::string text(*delegation::sample_called("trust"));
    const auto id = sql::must(delegation::begin_draft(*lease, {trust, 0, text}, writing));
    sql::must(delegation::adopt(*lease, id, 1, {day(2022, 9, 1), {}, "A test", "", 0}, writing));
  }
  const sql::Lease lease = sql::must(database_->read());
  expect_same_settings(*lease, day(2025, 5, 24), 300);
}

}  // namespace
}  // namespace app
