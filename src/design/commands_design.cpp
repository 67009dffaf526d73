// guildhall design: a plan at once, without keeping anything.
#include <fstream>
#include <ostream>

#include "base/text.hpp"
#include "design/api_scenario.hpp"
#include "design/commands.hpp"
#include "design/cost.hpp"
#include "design/export.hpp"
#include "design/neighbours.hpp"
#include "design/pages_outlines.hpp"
#include "design/problem_of.hpp"
#include "design/store_named.hpp"
#include "registry/commands.hpp"
#include "registry/pages.hpp"
#include "registry/store_reference.hpp"
#include "web/json.hpp"

namespace design {

namespace {

using enum base::OptionKind;
constexpr double percent = 100;

base::Status add_which(const base::Invocation& call, sql::Connection& connection,
                       Scenario& scenario) {
  registry::Store store(connection);
  std::vector<std::string> names;
  for (const std::string& each : call.list("authority")) {
    const auto row = TRY(store.organisation(TRY(store.authority(each)), scenario.on));
    scenario.which.authorities.push_back(row ? row->code : each);
    names.push_back(row ? row->name : each);
  }
  for (const std::string& each : call.list("group")) {
    const auto row = TRY(store.organisation(TRY(store.group(each)), scenario.on));
    if (!row || !row->uid) {
      return base::make_error("group_without_number",
                              each + " has no UID, by which a scenario finds it.", "--group");
    }
    scenario.which.groups.push_back(*row->uid);
    names.push_back(row->name);
  }
  std::vector<std::string> districts;
  for (const std::string& each : call.list("district")) {
    districts.push_back(TRY(district_called(connection, each, scenario.on)));
  }
  scenario.which.districts.insert(scenario.which.districts.end(), districts.begin(),
                                  districts.end());
  if (!districts.empty()) names = districts;
  if (scenario.name.empty()) {
    scenario.name = "Clusters of " + (names.empty() ? "all schools" : names.front());
    if (names.size() > 1) scenario.name += " and " + std::to_string(names.size() - 1) + " more";
  }
  SchoolNames schools(connection, scenario.on);
  for (const std::string& each : call.list("joining")) {
    scenario.which.joining.push_back(TRY(schools.urn_of(each)));
  }
  for (const std::string& each : call.list("leaving")) {
    scenario.which.leaving.push_back(TRY(schools.urn_of(each)));
  }
  if (call.flag("mainstream")) scenario.which.mainstream_only = true;
  return {};
}

base::Status add_bounds(const base::Invocation& call, Scenario& scenario) {
  Band& schools = scenario.rules.schools;
  if (call.value("min")) schools.least = TRY(whole_option(call, "min", 0));
  if (call.value("max")) schools.most = TRY(whole_option(call, "max", 0));
  if (call.value("min-pupils")) {
    scenario.rules.pupils.least = TRY(whole_option(call, "min-pupils", 0));
  }
  if (call.value("max-pupils")) {
    scenario.rules.pupils.most = TRY(whole_option(call, "max-pupils", 0));
  }
  if (call.value("clusters")) {
    const auto count = static_cast<int>(TRY(whole_option(call, "clusters", 1)));
    scenario.clusters = {count, count};
  }
  return {};
}

struct Answer {
  Scenario scenario;
  Facts facts;
  Built built;
  solve::Solution solution;
  Plan plan;
  Plan today;
  std::vector<geo::Polygon> land;
  Measured measured;
  std::optional<Measured> measured_today;
};

base::Result<solve::Solution> solved(const base::Invocation& call, const Built& built) {
  solve::Options options;
  options.seconds = TRY(seconds_option(call, 10));
  options.seed = static_cast<std::uint64_t>(TRY(whole_option(call, "seed", 1)));
  options.threads = static_cast<int>(call.settings.whole("design.threads"));
  options.bound_seconds = std::max(1.0, options.seconds / 4);
  if (call.interactive) {
    options.watch = [&call](const solve::Progress& now) {
      *call.err << "\r" << base::with_decimals(now.seconds, 0) << " s, cost "
                << base::with_decimals(now.cost, 1) << ", at least "
                << base::with_decimals(now.bound, 1) << "   " << std::flush;
      return true;
    };
  }
  auto solution = solve::solve(built.problem, options);
  if (call.interactive) *call.err << "\n";
  return solution;
}

base::Error impossible(const std::vector<std::string>& reasons) {
  return base::make_error("cannot_cluster",
                          "No plan can keep these rules. " + base::join(reasons, " "));
}

base::Result<Answer> answer(const base::Invocation& call) {
  Answer made;
  sql::Database database = TRY(registry::open_existing(call));
  {
    const sql::Lease lease = TRY(database.read());
    made.scenario = TRY(scenario_of(call, *lease));
    made.facts = TRY(load_facts(*lease, made.scenario, places_of(call)));
    if (call.value("map")) made.land = TRY(land_under(*lease, made.facts));
  }
  made.built = TRY(problem_of(made.scenario, made.facts));
  const auto reasons = impossible_rules(made.scenario, made.facts, made.built);
  if (!reasons.empty()) return impossible(reasons);
  made.solution = TRY(solved(call, made.built));
  made.plan = plan_of(made.built, made.facts, made.solution.plan);
  made.today = plan_of_today(made.facts);
  const auto neighbours = neighbours_of(made.scenario.rules, made.facts);
  made.measured = measured(made.scenario, made.facts, made.plan, made.today, neighbours);
  if (!made.facts.today.empty()) {
    made.measured_today = measured(made.scenario, made.facts, made.today, made.today, neighbours);
  }
  return made;
}

std::string proof_text(const Answer& made) {
  const solve::Solution& solution = made.solution;
  std::string text = "Cost " + base::with_decimals(solution.valuation.cost, 2);
  const auto terms = terms_in_words(solution.valuation);
  if (terms.size() > 1) text += ": " + terms_text(terms);
  if (!solution.valuation.feasible) return text + ". Some rules are not kept; see below.";
  if (!solution.has_bound) return text + ". Nothing was proven.";
  return text + ". Proven within " + base::with_decimals(solution.gap() * percent, 2) +
         "% of the best possible: no grouping that keeps these rules can cost less than " +
         base::with_decimals(solution.bound, 2) + ".";
}

std::string answer_text(const Answer& made) {
  const Facts& facts = made.facts;
  std::string text = made.scenario.name + ", " + made.scenario.on.long_form() + "\n" +
                     registry::count_words(std::ssize(facts.schools), "school", "schools") +
                     " in " +
                     registry::count_words(std::ssize(made.plan.clusters), "cluster", "clusters") +
                     ". Travel is " + made.measured.travel_label + ".\n" + proof_text(made) + "\n";
  for (const std::string& each : made.built.remarks) text += "Note: " + each + "\n";
  for (const LeftOut& each : facts.left_out) {
    text += "Left out: " + std::to_string(each.urn) + " " + each.name + ": " + each.why + "\n";
  }
  for (const std::string& each : made.measured.broken) text += "Breaks a rule: " + each + "\n";
  text += "\n";
  if (made.measured_today) {
    text += measures_text({"Today", "Plan"}, {&*made.measured_today, &made.measured});
  } else {
    text += measures_text({"Plan"}, {&made.measured});
  }
  text += "\n" + clusters_text(facts, made.plan, made.measured);
  const solve::Solution& solution = made.solution;
  return text + "\nSeed " + std::to_string(solution.seed) + ", " + std::to_string(solution.moves) +
         " moves in " + std::to_string(solution.rounds) + " rounds, " +
         base::with_decimals(solution.seconds, 1) + " s.\n";
}

std::string answer_json(const Answer& made) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  const solve::Solution& solution = made.solution;
  json.begin_object();
  json.member("scenario", scenario_text(made.scenario));
  json.member("on", made.scenario.on.iso());
  json.member("schools", made.facts.schools.size());
  json.member("objective", solution.valuation.cost);
  const auto proven = [&](double value) {
    return solution.has_bound ? std::optional<double>(value) : std::nullopt;
  };
  json.member("bound", proven(solution.bound));
  json.member("gap", proven(solution.gap()));
  json.member("feasible", solution.valuation.feasible);
  json.key("terms");
  json.begin_object();
  for (const solve::Term& term : solution.valuation.terms) json.member(term.name, term.cost);
  json.end_object();
  json.member("seed", static_cast<std::int64_t>(solution.seed));
  json.member("seconds", solution.seconds);
  json.member("moves", static_cast<std::int64_t>(solution.moves));
  json.member("travel", made.measured.travel_label);
  json.key("remarks");
  json.begin_array();
  for (const std::string& each : made.built.remarks) json.value(each);
  json.end_array();
  json.key("broken");
  json.begin_array();
  for (const std::string& each : made.measured.broken) json.value(each);
  json.end_array();
  json.key("measures");
  write_figures(json, made.measured.whole);
  json.key("not_known");
  write_not_known(json, made.measured.whole);
  if (made.measured_today) {
    json.key("measures_today");
    write_figures(json, made.measured_today->whole);
  }
  json.key("clusters");
  json.begin_array();
  const auto members = members_of(made.plan);
  for (std::size_t at = 0; at < members.size(); ++at) {
    json.begin_object();
    json.member("name", made.plan.clusters[at].name);
    json.member("letter", made.plan.clusters[at].letter);
    json.key("schools");
    json.begin_array();
    for (const int each : members[at]) {
      json.value(made.facts.schools[static_cast<std::size_t>(each)].urn);
    }
    json.end_array();
    json.key("measures");
    write_figures(json, made.measured.clusters[at].figures);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

base::Result<int> run_design(const base::Invocation& call) {
  const Answer made = TRY(answer(call));
  *call.out << (call.json ? answer_json(made) : answer_text(made));
  TRY(write_option(call, "csv",
                   plan_csv(made.scenario, made.facts, made.plan, made.today, made.measured)));
  TRY(write_option(call, "measures", measures_csv(made.plan, made.measured)));
  TRY(write_option(call, "geojson", plan_geojson(made.facts, made.plan, made.today)));
  TRY(write_option(call, "map",
                   plan_svg(made.facts, made.plan, made.land,
                            made.scenario.name + ", " + made.scenario.on.long_form())));
  return made.solution.valuation.feasible ? 0 : 1;
}

}  // namespace

TravelPlaces places_of(const base::Invocation& call) {
  return {call.settings.text("design.travel_folder")};
}

base::Result<std::vector<geo::Polygon>> land_under(sql::Connection& connection,
                                                   const Facts& facts) {
  const registry::Reference reference = TRY(registry::Reference::read(connection));
  return land_of(TRY(outlines_of(connection, facts, shapes_of(reference, facts.on))));
}

base::Result<std::int64_t> whole_option(const base::Invocation& call, const std::string& name,
                                        std::int64_t otherwise) {
  return call.whole(name, otherwise, 0, 1'000'000'000);
}

base::Result<double> seconds_option(const base::Invocation& call, double otherwise) {
  constexpr double day_s = 86400;
  return call.number("seconds", otherwise, 0.01, day_s);
}

base::Status write_option(const base::Invocation& call, const std::string& name,
                          const std::string& content) {
  const std::optional<std::string> path = call.value(name);
  if (!path) return {};
  std::ofstream file(*path, std::ios::binary);
  file << content;
  if (file.flush()) return {};
  return base::make_error("file_unwritable", *path + " cannot be written.", "--" + name);
}

std::vector<base::CommandOption> scenario_options() {
  return {
      {"authority", ValueList, "Schools of this authority, by name or code; may be given again",
       "NAME", false},
      {"group", ValueList,
       "Schools of this trust or federation, by name or UID; may be given again", "NAME", false},
      {"district", ValueList, "Only schools in this district, by name; may be given again", "NAME",
       false},
      {"joining", ValueList, "A school that will join, by URN or name; may be given again",
       "SCHOOL", false},
      {"leaving", ValueList, "A school that will leave, by URN or name; may be given again",
       "SCHOOL", false},
      {"on", Value, "The day of whose schools and clusters is asked; today if not given", "DATE",
       false},
      {"preset", Value, "Rules and weights to begin with; scenario presets lists them", "CODE",
       false},
      {"file", Value, "A scenario as text, to which the other options are added", "FILE", false},
      {"min", Value, "At least so many schools in a cluster (6 if not given)", "N", false},
      {"max", Value, "At most so many schools in a cluster (12 if not given)", "N", false},
      {"min-pupils", Value, "At least so many pupils in a cluster", "N", false},
      {"max-pupils", Value, "At most so many pupils in a cluster", "N", false},
      {"clusters", Value, "How many clusters", "N", false},
      {"mainstream", Flag, "Leave out special schools and alternative provision", "", false},
      {"straight", Flag, "Reckon with straight lines in kilometres, not with estimated minutes", "",
       false},
      {"rule", ValueList, "A line of a scenario, such as \"contiguous: kept\"; may be given again",
       "LINE", false},
  };
}

base::Result<Scenario> scenario_of(const base::Invocation& call, sql::Connection& connection) {
  std::string text;
  if (const auto path = call.value("file")) {
    std::ifstream file(*path, std::ios::binary);
    text.assign(std::istreambuf_iterator<char>(file), {});
    if (!file) {
      return base::make_error("file_unreadable", *path + " cannot be read.", "--file");
    }
    text += "\n";
  }
  Scenario begun;
  if (const auto code = call.value("preset")) {
    const Preset* preset = find_preset(*code);
    if (preset == nullptr) {
      return base::make_error(
          "bad_scenario",
          "There is no preset \"" + *code + "\". `guildhall scenario presets` lists them.",
          "--preset");
    }
    apply(*preset, begun);
  }
  for (const std::string& each : call.list("rule")) text += each + "\n";
  Scenario scenario = TRY(read_scenario(scenario_text(begun) + text));
  if (call.value("on") || scenario.on == base::Date()) {
    scenario.on = TRY(registry::date_option(call, "on", call.today));
  }
  TRY(add_which(call, connection, scenario));
  TRY(add_bounds(call, scenario));
  if (call.flag("straight")) scenario.travel = TravelBy::Straight;
  if (call.value("name")) scenario.name = *call.value("name");
  TRY(check(scenario));
  return scenario;
}

std::vector<base::Command> design_commands() {
  base::Command design;
  design.path = "design";
  design.summary = "Group schools into clusters as well as can be, and say how good that is";
  design.help =
      "Of an authority, of a trust, or of all schools where neither is given. Prints the plan, its "
      "measures beside today's, and within how many per cent of the best possible it is proven to "
      "be. Nothing is kept: scenario make does that. Exit status 1 when a rule is broken.\n"
      "Example: guildhall design --authority Norfolk --min 6 --max 12 --map norfolk.svg";
  design.options = scenario_options();
  for (base::CommandOption each : std::vector<base::CommandOption>{
           {"seconds", Value, "How long to look for a better plan (10 if not given)", "S", false},
           {"seed", Value, "Where chance begins (1 if not given)", "K", false},
           {"csv", Value, "Write a row for each school to this file", "FILE", false},
           {"measures", Value, "Write the measures to this file, as CSV", "FILE", false},
           {"geojson", Value, "Write schools and clusters to this file, as GeoJSON", "FILE", false},
           {"map", Value, "Write a map to this file, as SVG", "FILE", false}}) {
    design.options.push_back(std::move(each));
  }
  design.run = run_design;
  return {design};
}

}  // namespace design
