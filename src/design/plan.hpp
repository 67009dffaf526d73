// A plan: which school is in which cluster, with what was pinned and locked by hand. And the facts
// of schools on the scenario's day, of which everything about plans is computed. Schools are
// numbered by their place in Facts::schools, clusters by their place in Plan::clusters.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "design/scenario.hpp"
#include "geo/travel.hpp"
#include "registry/model.hpp"

namespace design {

struct SchoolFacts {
  registry::SchoolId id;
  std::int64_t urn = 0;  // on the day
  std::string name;
  registry::Phase phase = registry::Phase::NotKnown;
  bool special = false;  // special school or alternative provision
  bool academy = false;
  geo::GridPoint point;  // known: others are in Facts::left_out
  std::optional<std::int64_t> pupils = {};
  std::optional<double> fsm = {};   // share of pupils, 0 to 1
  std::optional<double> send = {};  // the same; no file of today gives it
  std::int64_t trust = 0;           // numbers of organisations; 0: none
  std::string trust_name = {};
  std::int64_t federation = 0;
  std::string federation_name = {};
  std::string authority_name = {};
  std::string district = {};
  std::string town = {};
  std::string ofsted_grade = {};
  std::optional<base::Date> ofsted_on = {};
  std::optional<base::Date> report_card_on = {};
  int today = -1;                 // place in Facts::today; -1: in no cluster
  std::vector<int> also_in = {};  // the same of further clusters of the owner: split catchments
  bool leads_today = false;
  bool funded_today = false;  // by today's cluster
  bool joining = false;       // growth: not among them today
};

struct TodayCluster {
  registry::ClusterId id;
  std::string name;
  std::string letter;
  std::string kind = "cluster";  // "hub", ...
};

// A school that cannot be grouped, and why: "its place is not known".
struct LeftOut {
  std::int64_t urn = 0;
  std::string name;
  std::string why;
};

struct Facts {
  base::Date on;
  std::vector<SchoolFacts> schools;
  std::vector<TodayCluster> today;  // of the owner, as they are on the day; may be empty
  // Whose clusters these are, and would be after enacting; not known() where a scenario is of
  // several authorities or groups.
  registry::OrganisationId owner;
  std::string owner_name;
  bool owner_is_authority = false;
  geo::TravelPtr travel;  // places are those of `schools`
  std::vector<LeftOut> left_out;
  std::int64_t registry_version = 0;  // of which these facts are
};

bool is_secondary(const SchoolFacts& school);  // secondary, middle deemed so, all-through
bool is_primary(const SchoolFacts& school);
bool is_of(const SchoolFacts& school, SchoolClass of);
// Nothing: not known (no inspection that the registry has).
std::optional<bool> is_able(const SchoolFacts& school, const LeadRule& rule);

// Whether an inspection is known of any school; without one the rule of an able lead is left out.
bool any_inspection(const Facts& facts, const LeadRule& rule);

struct PlanCluster {
  registry::ClusterId id;  // of today's cluster that it continues; not known(): a new one
  std::string name;
  std::string letter;
  bool locked = false;  // gains and loses no school
  friend bool operator==(const PlanCluster&, const PlanCluster&) = default;
};

inline constexpr int no_place = -1;

struct Plan {
  std::vector<PlanCluster> clusters;
  std::vector<int> of;       // for each school of the facts; no_place: in none
  std::vector<char> pinned;  // for each school: not to be moved by the solver
  friend bool operator==(const Plan&, const Plan&) = default;
};

// Whether somebody took it out of all clusters by hand. Others without a cluster are only not known
// to the plan.
bool is_kept_out(const Plan& plan, std::size_t school);

std::vector<std::vector<int>> members_of(const Plan& plan);
// The place of the cluster that continues today's of this number; no_place: none.
int cluster_of_id(const Plan& plan, registry::ClusterId id);
// Today's clusters, by number, that gain or lose a school by the plan; both of the same facts.
std::set<registry::ClusterId> redrawn_clusters(const Plan& today, const Plan& plan);
// Whether a school leaves a cluster that it has beside the one that the plan decides of: who moves
// leaves one that is redrawn, who stays only one that no school has any more.
bool leaves_beside(const Plan& today, const Plan& plan,
                   const std::set<registry::ClusterId>& redrawn, std::size_t at,
                   registry::ClusterId cluster);

// Today's clusters as a plan. Schools in none stay in none.
Plan plan_of_today(const Facts& facts);

// As it is kept: a line for each cluster with the URNs of its schools, pinned ones with "!".
//   "cluster 12 A Saltmere<tab>990101 990102!"   "locked 13 B Wenbridge<tab>..."
// A new cluster has the number 0, one without a letter "-". The last line, "outside<tab>990103",
// has those that were taken out of all clusters by hand.
std::string plan_text(const Plan& plan, const Facts& facts);
// A line of such a text, for who has no facts.
struct PlanLine {
  PlanCluster cluster;
  bool outside = false;  // those that were taken out; of no cluster
  struct School {
    std::int64_t urn = 0;
    bool pinned = false;
  };
  std::vector<School> schools;
};
// Error: bad_plan.
base::Result<std::vector<PlanLine>> read_plan_lines(std::string_view text);
// A text read against facts that may have changed since: who is no longer there is reported.
struct ReadPlan {
  Plan plan;
  std::vector<std::int64_t> unknown;  // URNs in the text that the facts do not have
  std::vector<int> unplaced;          // schools of the facts that the text does not have
};
// Error: bad_plan.
base::Result<ReadPlan> read_plan(std::string_view text, const Facts& facts);

// What is done to a plan by hand. Every one can be undone: plans keep their versions.
enum class HandKind { Move, Pin, Unpin, Lock, Unlock, Split, Merge, Rename };
std::string_view hand_code(HandKind kind);  // "move"
std::optional<HandKind> hand_kind_of(std::string_view code);
struct Hand {
  HandKind kind = HandKind::Move;
  std::vector<int> schools = {};  // Move, Pin, Unpin, Split (those that go to the new cluster)
  int cluster = no_place;         // Lock, Unlock, Rename; Split: the old; Merge: the one that stays
  int to = no_place;              // Move: where to (no_place: out of all); Merge: the one that goes
  std::string name = {};          // Split, Rename
  std::string letter = {};
};
struct Handled {
  Plan plan;
  std::string sentence;  // "Moved Oak Primary School from Harbour to Moor and pinned it there"
};
// A school that is moved by hand is pinned. Split without schools parts the cluster in the middle.
// Errors: bad_plan (no such school or cluster, nothing would change, a locked cluster).
base::Result<Handled> handle(const Plan& plan, const Facts& facts, const Hand& hand);

// What people call them: a school by its URN, a cluster by its name or letter. Error: bad_plan.
base::Result<int> school_called(const Facts& facts, std::string_view urn);
base::Result<int> cluster_called(const Plan& plan, std::string_view text);

// Schools that change, against another plan of the same facts (today's): clusters are matched so
// that as few schools as possible count as moved.
struct Moved {
  int school = 0;
  int from = no_place;  // cluster in `before`
  int to = no_place;    // cluster in `plan`
};
std::vector<Moved> moved(const Plan& before, const Plan& plan);

// Names, letters and today's numbers for clusters that have none: a cluster takes over the one of
// today's with which it shares most schools, a new one is named after the town of its middle
// school.
void name_clusters(Plan& plan, const Facts& facts);

}  // namespace design
