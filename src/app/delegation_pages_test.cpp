// The pages and addresses of schemes of delegation: asking, drafts, adoption, and who may not.
#include "app/site_testing.hpp"

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
  expect_words(page("/decide", "q=shared+senco&for=Saltmere+Academy"), {"F07, Take on"});
  expect_words(page("/decide", "q=zzz&for=990866"), {"No decision has any of these words."});
  expect_words(page("/decide", "q=f07&for=Saltmere"), {"No school is called", "Did you mean"});
  const std::string asked = "decision=F07&for=990866&f_amount=18000&f_rating=full";
  const std::string ruling = page("/decide", asked);
  expect_words(ruling,
               {"The cluster board of Harbour decides.", "Each level’s part", "What if?",
                "How the amount changes the answer", "Over £5,000.00", "Decides this", "Overridden",
                "Overlay of the cluster Harbour", "Trust board, 10 July 2025"});
  expect_words(page("/decide", "decision=F15&for=990866"),
               {"Who decides may depend on", "Wanted to say who decides"});
  expect_words(page("/decide", "decision=F03&for=group+90001"), {"Harbour Learning Trust"});
  EXPECT_EQ(get("/decide", "decision=F99&for=990866").status, 404);
  EXPECT_EQ(get("/decide", asked + "&f_months=long").status, 400);
  expect_words(page("/decide", asked + "&format=json"), {"\"outcome\": \"decided\""});
  // The same by programs, one and many.
  expect_words(
      page("/api/v1/decide", "decision=F07&for=990866&fact=amount%3D18000&fact=rating%3Dfull"),
      {"\"decider\": \"cluster\""});
  EXPECT_EQ(get_as(boss_, "/api/v1/decide", "decision=F07&for=990866&fact=wish%3D1").error_code,
            "bad_fact");
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

TEST_F(DelegationPagesTest, SchemesAreListedShownAndCompared) {
  expect_words(page("/schemes"), {"Harbour Learning Trust", "4 adopted versions, 1 draft"});
  expect_words(page("/schemes/of/" + owner_),
               {"In force today", "Scheme of delegation of the trust", "Cluster overlay: Harbour",
                "Drafts", "Ratings of schools", "No review of a school"});
  EXPECT_EQ(get("/schemes/of/" + owner_).body.find("<h2 id=\"h-drafts\""), std::string::npos);
  EXPECT_EQ(get("/schemes/of/999999").status, 404);
  expect_words(page("/schemes/1"), {"Members", "F01", "Not allowed by law", "Clause",
                                    "What else holds", "What it changes"});
  expect_words(page("/schemes/2/difference"), {"F07, amount"});
  expect_words(page("/schemes/5/difference"), {"Both give the same answers"});
  EXPECT_EQ(get("/schemes/999").status, 404);
  EXPECT_NE(get("/schemes/5").status, 200) << "a draft is for those with a grant";
  expect_words(page("/schemes/compare", "a=990866&b=990867"), {"waits for the rating"});
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
  const std::string ratings = "/schemes/of/" + owner_ + "/ratings";
  expect_words(page(ratings), {"By which review, and why"});
  EXPECT_EQ(post_as(boss_, ratings, "school=990866&rating=full&from=&reason=").status, 400);
  EXPECT_EQ(post_as(boss_, ratings, "school=990866&rating=full&reason=Yearly").status, 303);
  expect_words(page("/schemes/of/" + owner_), {"Yearly", "Take away that of"});
  EXPECT_EQ(post_as(boss_, ratings, "withdraw=1").status, 303);
  EXPECT_EQ(post_as(boss_, ratings, "withdraw=1").status, 404);
  EXPECT_EQ(post_as(boss_, "/schemes/catalogue", "version=0&content=wish").status, 400);
  EXPECT_EQ(
      post_as(boss_, "/schemes/catalogue",
              "version=0&content=decision%20Z1%0Adomain:%20finance%0Atitle:%20Buy%20a%20bus%0A")
          .status,
      303);
  expect_words(page("/schemes/catalogue"), {"Buy a bus"});
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

}  // namespace
}  // namespace app
