// Member by member as api_scenario.cpp writes them; tests hold each answer against its schema.
#include "design/api_schemas.hpp"

#include <utility>
#include <vector>

namespace design {

namespace {

using web::Schema;

Schema moment() { return Schema::whole("Seconds since 1970"); }

std::vector<Schema::Member> with(std::vector<Schema::Member> members,
                                 std::vector<Schema::Member> more) {
  for (Schema::Member& each : more) members.push_back(std::move(each));
  return members;
}

std::vector<Schema::Member> scenario_members() {
  return {{"id", Schema::whole()},
          {"version", Schema::whole("To be sent as If-Match when it is saved")},
          {"name", Schema::text()},
          {"owner", Schema::text("Whose clusters; empty where there is not one")},
          {"changed_at", moment()},
          {"changed_by", Schema::text()},
          {"archived", Schema::truth("Put away")},
          {"plans", Schema::whole("How many")}};
}

Schema proof_schema() {
  return Schema::object(
      {{"cost", Schema::number()},
       {"bound", Schema::number("No plan that keeps the rules costs less")},
       {"gap", Schema::number("How much more than the bound it costs, as a share; null: not proven")
                   .or_null()},
       {"feasible", Schema::truth("It keeps all rules")},
       {"seed", Schema::whole()},
       {"moves", Schema::whole()},
       {"seconds", Schema::number()}});
}

Schema cost_schema() {
  return Schema::object(
      {{"minutes", Schema::number("Null where a school is in no cluster").or_null()},
       {"terms", Schema::map(Schema::number("Minutes of one school's travel"))},
       {"bound", Schema::number("No plan that keeps the rules of the scenario costs less; null: "
                                "not proven by the register of today")
                     .or_null()},
       {"gap", Schema::number("How much more than the bound it costs, as a share; null: not "
                              "proven")
                   .or_null()},
       {"unlike", Schema::text("Why the bound says nothing of this plan"), true}});
}

std::vector<Schema::Member> plan_members() {
  return {{"id", Schema::whole()},
          {"scenario", Schema::whole()},
          {"scenario_version", Schema::whole("With whose rules it was made")},
          {"version", Schema::whole("To be sent as If-Match when it is changed")},
          {"name", Schema::text()},
          {"kind", Schema::one_of({"today", "solver", "hand"})},
          {"state", Schema::one_of({"draft", "published", "enacted", "undone"})},
          {"changed_at", moment()},
          {"changed_by", Schema::text()},
          {"proof", proof_schema(), true},
          {"enacted_from", Schema::date(), true},
          {"published_version", Schema::whole(), true},
          {"published_note", Schema::text(), true},
          {"answers_until", Schema::date(), true}};
}

Schema figures_schema() {
  return Schema::map(Schema::number("Of the measure; null where it is not known").or_null());
}

Schema plan_cluster_schema() {
  return Schema::object({{"id", Schema::whole("Of the registry; 0: a new one")},
                         {"name", Schema::text()},
                         {"letter", Schema::text()},
                         {"locked", Schema::truth("Gains and loses no school")},
                         {"schools", Schema::array(Schema::whole("URN"))},
                         {"measures", figures_schema()}});
}

std::vector<Schema::Member> run_members() {
  return {{"id", Schema::whole()},
          {"kind", Schema::one_of({"solve", "repair", "frontier", "sizes"})},
          {"state", Schema::one_of({"waiting", "running", "done", "failed", "stopped"})},
          {"scenario", Schema::whole()},
          {"percent", Schema::whole()},
          {"step", Schema::text("What it was at last")},
          {"seconds", Schema::number("Worked so far")},
          {"cost", Schema::number("Of the best plan so far")},
          {"bound", Schema::number("No plan that keeps the rules costs less; 0: not known yet")},
          {"feasible", Schema::truth("The best plan so far keeps all rules")},
          {"moves", Schema::whole()},
          {"plan", Schema::whole("That it made; 0: none yet")},
          {"takes", Schema::whole("How often a worker took it up")},
          {"error", Schema::text("The code of what went wrong"), true},
          {"message", Schema::text(), true}};
}

Schema frontier_point_schema() {
  const Schema cluster = Schema::object({{"id", Schema::whole("Of the registry; 0: a new one")},
                                         {"name", Schema::text()},
                                         {"letter", Schema::text()},
                                         {"schools", Schema::array(Schema::whole("URN"))}});
  return Schema::object({{"moves", Schema::whole("At most so many schools move away from today")},
                         {"cost", Schema::number("Without the price of moves")},
                         {"share", Schema::number("Of what the last point saves, 0 to 1")},
                         {"broken", Schema::whole("Rules to be kept that are broken still")},
                         {"clusters", Schema::array(cluster)}});
}

Schema size_point_schema() {
  return Schema::object(
      {{"size", Schema::whole("Schools a cluster, for which it was solved")},
       {"clusters", Schema::whole("How many")},
       {"cost", Schema::number()},
       {"gap",
        Schema::number("How much more than the bound, as a share; null: not proven").or_null()},
       {"feasible", Schema::truth("It keeps all rules")},
       {"travel", Schema::text("What minutes rest on")},
       {"measures", figures_schema()},
       {"not_known", Schema::map(Schema::text("Which facts are missing"))}});
}

}  // namespace

Schema scenario_row_schema() { return Schema::object(scenario_members()); }

Schema sides_schema() {
  const Schema otherwise = Schema::object(
      {{"before", Schema::text("What the first asks")}, {"after", Schema::text("What this asks")}});
  return Schema::object(
      {{"scenarios",
        Schema::array(Schema::object(with(
            scenario_members(),
            {{"asked_otherwise", Schema::array(otherwise)},
             {"plan", Schema::whole("By which it is judged; left out where there is none"), true},
             {"gap", Schema::number("To the best possible, where it is proven").or_null(), true},
             {"measures", figures_schema(), true},
             {"broken", Schema::array(Schema::text("A rule that is not kept")), true}})))}});
}

Schema scenario_schema() {
  return Schema::object(
      with(scenario_members(), {{"scenario", Schema::text("Its words: docs/reference/scenario.md")},
                                {"plan_list", Schema::array(plan_row_schema())},
                                {"runs", Schema::array(run_row_schema())}}));
}

Schema plan_row_schema() { return Schema::object(plan_members()); }

Schema plan_schema() {
  const Schema move = Schema::object({{"urn", Schema::whole()},
                                      {"school", Schema::text()},
                                      {"from", Schema::text("Null: no cluster").or_null()},
                                      {"to", Schema::text("Null: no cluster").or_null()}});
  return Schema::object(
      with(plan_members(), {{"cost", cost_schema()},
                            {"travel", Schema::text("What minutes rest on")},
                            {"measures", figures_schema()},
                            {"not_known", Schema::map(Schema::text("Which facts are missing"))},
                            {"broken", Schema::array(Schema::text("A rule that is not kept"))},
                            {"clusters", Schema::array(plan_cluster_schema())},
                            {"moves", Schema::array(move)}}));
}

Schema run_row_schema() { return Schema::object(run_members()); }

Schema run_schema() {
  return Schema::object(
      with(run_members(), {{"sentence", Schema::text("What a study found"), true},
                           {"frontier", Schema::array(frontier_point_schema()), true},
                           {"sizes", Schema::array(size_point_schema()), true}}));
}

Schema preset_schema() {
  return Schema::object({{"code", Schema::text()},
                         {"name", Schema::text()},
                         {"source", Schema::text()},
                         {"dated", Schema::date()},
                         {"scenario", Schema::text("Its words, without the schools")}});
}

Schema why_schema() {
  const Schema elsewhere =
      Schema::object({{"cluster", Schema::text()},
                      {"extra_cost", Schema::number("In minutes of one school's travel")},
                      {"minutes", Schema::number("To the middle school there")},
                      {"breaks", Schema::array(Schema::text())}});
  return Schema::object({{"cluster", Schema::text()},
                         {"minutes", Schema::number("To the middle school")},
                         {"sentence", Schema::text()},
                         {"short_reason", Schema::text()},
                         {"binding", Schema::array(Schema::text("A rule that keeps it here"))},
                         {"next_best", Schema::array(elsewhere)}});
}

Schema effects_schema() {
  return Schema::object({{"effects", Schema::array(Schema::object(
                                         {{"part", Schema::text()},
                                          {"kind", Schema::one_of({"same", "changes", "trouble"})},
                                          {"subject", Schema::text()},
                                          {"urn", Schema::whole(), true},
                                          {"before", Schema::text()},
                                          {"after", Schema::text()},
                                          {"note", Schema::text("What has to be done")}}))}});
}

Schema enactment_schema() {
  const Schema change = Schema::object({{"what", Schema::text()},
                                        {"before", Schema::text("Empty: nothing")},
                                        {"after", Schema::text("Empty: nothing")}});
  return Schema::object(
      {{"version", Schema::text("Of what was seen: to be sent as If-Match")},
       {"edits", Schema::array(Schema::object(
                     {{"edit", Schema::whole("Its number; 0 where nothing was saved")},
                      {"sentence", Schema::text()},
                      {"changes", Schema::array(change)}}))},
       {"remarks", Schema::array(Schema::text("What is left as it is, and why"))}});
}

Schema listed_schema(std::string_view member, Schema items) {
  return Schema::object({{"next", Schema::text("The address of the next page").or_null()},
                         {std::string(member), Schema::array(std::move(items))}});
}

}  // namespace design
