// What regroupings change for boards, in small worlds.
#include "governance/regrouping.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "governance/world_testing.hpp"

namespace governance {
namespace {

base::Date day(std::string_view text) { return *base::Date::from_iso(text); }

std::string told(const std::vector<BoardChange>& changes) {
  std::string text;
  for (const BoardChange& each : changes) {
    text += each.kind == BoardChange::Kind::Trouble ? "! " : "";
    text += each.what + ": " + each.before;
    text += each.kind == BoardChange::Kind::Stays ? " stays" : " -> " + each.after;
    text += each.note.empty() ? "\n" : ". " + each.note + "\n";
  }
  return text;
}

// Oak, Elm and Ash in Harbour, Fir and Yew in Moor; each with a head, each cluster with a board.
class Regroupings : public testing::Test {
 protected:
  Regroupings() {
    for (const char* line :
         {"school Oak; grade good",
          "school Elm; grade good",
          "school Ash; grade good",
          "school Fir; grade good",
          "school Yew; grade good",
          "member Oak; of cluster Harbour",
          "member Elm; of cluster Harbour",
          "member Ash; of cluster Harbour",
          "member Fir; of cluster Moor",
          "member Yew; of cluster Moor",
          "body Harbour board; kind cluster_board; of cluster Harbour",
          "body Moor board; kind cluster_board; of cluster Moor",
          "body Oak and Elm; kind shared_local_governing_body; of school Oak; shares Oak, Elm",
          "office headteacher; held Ann; at school Oak",
          "office headteacher; held Ben; at school Elm",
          "office headteacher; held Cas; at school Fir",
          "office chair; held Dot; at body Oak and Elm",
          "office chair; held Ann; at body Harbour board",
          "office lead_headteacher; held Ann; at cluster Harbour",
          "office lead_headteacher; held Cas; at cluster Moor",
          "meeting Harbour board; on 2027-11-03",
          "meeting Harbour board; on 2026-11-03; held",
          "meeting Moor board; on 2027-10-01"}) {
      world.line(line);
    }
    world.facts.index();
    plan.from = day("2027-09-01");
  }

  std::int64_t school(const std::string& name) const {
    return std::ranges::find(world.facts.schools, name, &SchoolFacts::name)->id;
  }
  std::int64_t cluster(const std::string& name) const {
    for (const UnitName& each : world.facts.units) {
      if (each.unit.kind == PlaceKind::Cluster && each.name == name) return each.unit.id;
    }
    return 0;
  }
  void move(const std::string& name, std::int64_t from, std::int64_t to) {
    if (from != 0) plan.ends.push_back({from, school(name)});
    if (to != 0) plan.begins.push_back({to, school(name)});
  }
  std::string told(const OpenActions& actions = {}) const {
    return governance::told(board_changes(world.facts, world.book(), plan, actions));
  }
  static bool has(const std::string& text, std::string_view words) {
    return text.find(words) != std::string::npos;
  }

  World world;
  Regrouping plan;
};

TEST_F(Regroupings, SeatsFollowTheSchoolToItsNewBoard) {
  move("Elm", cluster("Harbour"), cluster("Moor"));
  const std::string text = told();
  EXPECT_TRUE(has(text, "Seats that end: Ben (headteacher of Elm), Dot (chair of Oak and Elm)."))
      << text;
  EXPECT_TRUE(has(text,
                  "Seats that begin: Ben (headteacher of Elm), Dot (chair of Oak and Elm). "
                  "Invite who is new to 1 meeting that is planned, the first on 1 October "
                  "2027."))
      << text;
  EXPECT_TRUE(has(text, "Its chair, Ann, keeps a seat.")) << text;
  EXPECT_TRUE(has(text, "Its lead headteacher, Ann, stays eligible by the rules.")) << text;
  EXPECT_TRUE(has(text, "Its lead headteacher, Cas, stays eligible by the rules.")) << text;
  EXPECT_TRUE(has(text,
                  "Oak and Elm: its schools are in Harbour -> its schools are in Harbour and "
                  "Moor. One body"))
      << text;
}

TEST_F(Regroupings, AChairAndALeadHeadWhoseSchoolLeavesAreTrouble) {
  move("Oak", cluster("Harbour"), cluster("Moor"));
  const std::string text = told();
  EXPECT_TRUE(has(text, "! Harbour board: chair: Ann -> does not sit there")) << text;
  EXPECT_TRUE(has(text, "! Harbour board: lead headteacher: Ann -> to be appointed. ")) << text;
  EXPECT_TRUE(has(text, "Ask the trust board to appoint another lead headteacher.")) << text;
}

TEST_F(Regroupings, SeatsToBeFilledAndFindingsThatGoAreTold) {
  for (const char* line :
       {"body Fen group; kind steering_group; of cluster Fen", "school Bay; maintained",
        "member Bay; of cluster Fen", "seat governor; held Eve; on Fen group; for Bay",
        "body Sea committee; kind joint_committee; of cluster Sea", "school Ebb; maintained",
        "school Tor", "member Ebb; of cluster Sea", "member Tor; of cluster Sea"}) {
    world.line(line);
  }
  world.facts.index();
  move("Bay", cluster("Fen"), cluster("Sea"));
  move("Tor", cluster("Sea"), cluster("Fen"));
  const std::string text = told();
  EXPECT_TRUE(has(text, "Appointments to be ended, for schools that leave: Eve.")) << text;
  EXPECT_TRUE(has(text,
                  "Seats to be filled: Headteacher of each school (Tor), Chair or nominee of "
                  "each governing body (Tor)."))
      << text;
  EXPECT_FALSE(has(text, "that these rules do not have")) << text;
  EXPECT_TRUE(has(text, "Sea committee: ") && has(text, "-> no longer so")) << text;
}

TEST_F(Regroupings, ABoardWhoseClusterEndsLeavesItsWork) {
  for (const char* each : {"Oak", "Elm", "Ash"}) move(each, cluster("Harbour"), cluster("Moor"));
  plan.ended = {cluster("Harbour")};
  const std::string text = told({{world.body_named("Harbour board").id, 2}});
  EXPECT_TRUE(has(text, "! Harbour board: 3 people sit")) << text;
  EXPECT_TRUE(has(text,
                  "-> Harbour ends. End the body. Cancel or move 1 meeting that is planned "
                  "from then on, the first on 3 November 2027. Hand over 2 actions that are "
                  "open. Offices of the cluster end too: Ann (lead headteacher)."))
      << text;
  EXPECT_FALSE(has(text, "Harbour board: chair")) << text;
}

TEST_F(Regroupings, ASeatThatNobodyIsNotedToFillIsAChange) {
  move("Ash", cluster("Harbour"), cluster("Moor"));  // nobody is noted as its head
  const auto changes = board_changes(world.facts, world.book(), plan, {});
  const auto moor = std::ranges::find(changes, "Moor board", &BoardChange::what);
  ASSERT_NE(moor, changes.end());
  EXPECT_TRUE(has(moor->note, "Seats to be filled: ")) << moor->note;
  EXPECT_EQ(moor->kind, BoardChange::Kind::Changes);
}

TEST_F(Regroupings, ABoardThatIsToBeginAtAClusterThatEndsIsTold) {
  world.line("body Harbour forum; kind cluster_board; of cluster Harbour; from 2028-01-01");
  world.line("body Harbour panel; kind cluster_board; of cluster Harbour; until 2027-09-01");
  world.facts.index();
  for (const char* each : {"Oak", "Elm", "Ash"}) move(each, cluster("Harbour"), cluster("Moor"));
  plan.ended = {cluster("Harbour")};
  const std::string text = told();
  EXPECT_TRUE(has(text, "Harbour forum: ")) << text;
  EXPECT_FALSE(has(text, "Harbour panel: ")) << text;
}

TEST_F(Regroupings, ANewClusterWantsABoard) {
  plan.made = {{{PlaceKind::Cluster, -1}, "Shore"}};
  move("Fir", cluster("Moor"), -1);
  move("Ash", cluster("Harbour"), -1);
  const std::string text = told();
  EXPECT_TRUE(has(text,
                  "Shore: not there -> has no cluster board yet. Set up a cluster board: 1 "
                  "person sits by an office that they hold now. To be elected or appointed: "))
      << text;
  EXPECT_TRUE(has(text, "lead headteacher")) << text;
  EXPECT_TRUE(has(text, "! Moor board: lead headteacher: Cas -> to be appointed")) << text;
}

TEST_F(Regroupings, WhereNoBoardIsNotedNothingIsTold) {
  world.facts.bodies.clear();
  world.facts.index();
  plan.made = {{{PlaceKind::Cluster, -1}, "Shore"}};
  move("Fir", cluster("Moor"), -1);
  EXPECT_EQ(told(), "");
}

TEST_F(Regroupings, FactsThatAreRegroupedKeepTheDaysBefore) {
  move("Elm", cluster("Harbour"), cluster("Moor"));
  const Facts after = regrouped(world.facts, plan);
  const Body& harbour = world.body_named("Harbour board");
  const auto last = plan.from.plus_days(-1);
  EXPECT_EQ(after.schools_of(harbour, last), world.facts.schools_of(harbour, last));
  EXPECT_EQ(after.schools_of(harbour, plan.from).size(), 2U);
  EXPECT_EQ(after.schools_of(world.body_named("Moor board"), plan.from).size(), 3U);
}

// Whoever moves there and back again, and whoever is not asked about, leaves all as it is.
TEST_F(Regroupings, OfNothingChangeNothing) {
  rc::check([&] {
    Regrouping none;
    none.from = plan.from;
    const std::string who = *rc::gen::element<std::string>("Oak", "Elm", "Ash");
    if (*rc::gen::arbitrary<bool>()) {
      none.ends.push_back({cluster("Harbour"), school(who)});
      none.begins.push_back({cluster("Harbour"), school(who)});
    }
    for (const BoardChange& each : board_changes(world.facts, world.book(), none, {})) {
      RC_ASSERT(each.kind == BoardChange::Kind::Stays);
    }
  });
}

}  // namespace
}  // namespace governance
