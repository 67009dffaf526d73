// guildhall solve: the engine of room solve on a file of its own.
#include <fstream>
#include <ostream>

#include "app/serve.hpp"
#include "base/text.hpp"
#include "registry/unpack.hpp"
#include "solve/read.hpp"
#include "solve/solve.hpp"
#include "web/json.hpp"

namespace app {

namespace {

constexpr std::int64_t seed_max = 1'000'000'000;

base::Error unwritable(const std::string& file) {
  return base::make_error("file_unwritable", "Cannot write " + file + ".", "--out");
}

base::Result<void> write_plan(const solve::Assignment& plan, const std::string& file) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  for (const int cluster : plan) out << cluster + 1 << "\n";
  out.close();
  if (!out) return unwritable(file);
  return {};
}

// How the search went: a mark for each round that kept all hard rules at a lower cost.
struct Mark {
  double seconds = 0;
  double objective = 0;
};

void show_json(std::ostream& out, const solve::Solution& solution, const std::vector<Mark>& marks) {
  const solve::Valuation& value = solution.valuation;
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("objective", value.cost);
  json.key("bound");
  solution.has_bound ? json.value(solution.bound) : json.value(nullptr);
  json.key("gap");
  solution.has_bound ? json.value(solution.gap()) : json.value(nullptr);
  json.member("feasible", value.feasible);
  json.member("clusters", value.clusters);
  json.member("seconds", solution.seconds);
  json.member("seed", static_cast<std::int64_t>(solution.seed));
  json.member("rounds", solution.rounds);
  json.member("moves", static_cast<std::int64_t>(solution.moves));
  json.key("terms");
  json.begin_object();
  for (const solve::Term& term : value.terms) json.member(term.name, term.cost);
  json.end_object();
  json.key("violations");
  json.begin_array();
  for (const solve::Violation& violation : value.violations) json.value(violation.text);
  json.end_array();
  json.key("progress");
  json.begin_array();
  for (const Mark& mark : marks) {
    json.begin_object();
    json.member("seconds", mark.seconds);
    json.member("objective", mark.objective);
    json.end_object();
  }
  json.end_array();
  json.key("kinds_of_moves");
  json.begin_array();
  for (const solve::MoveStatistics& kind : solution.statistics) {
    json.begin_object();
    json.member("name", kind.name);
    json.member("proposed", static_cast<std::int64_t>(kind.proposed));
    json.member("made", static_cast<std::int64_t>(kind.made));
    json.end_object();
  }
  json.end_array();
  json.end_object();
  out << json.take();
}

void show(std::ostream& out, const solve::Solution& solution) {
  const solve::Valuation& value = solution.valuation;
  out << value.clusters << " clusters, " << base::with_decimals(value.cost, 2) << " in all";
  if (solution.has_bound) {
    out << "; no plan has less than " << base::with_decimals(solution.bound, 2)
        << ", so this is at most " << base::with_decimals(100 * solution.gap(), 2) << " % more";
  }
  out << ".\n"
      << solution.rounds << " rounds in " << base::with_decimals(solution.seconds, 1) << " s.\n";
  for (const solve::Violation& violation : value.violations) out << violation.text << "\n";
}

base::Error bad_place(const std::string& message, const std::string& option) {
  return base::make_error("bad_instance", message, option);
}

// The clusters of a file that --out wrote, one a line.
base::Result<solve::Assignment> read_plan(const std::string& file, const solve::Problem& problem) {
  const std::string text = TRY(registry::read_unpacked(file));
  solve::Assignment plan;
  std::size_t number = 0;
  for (const std::string_view line : base::split(text, '\n')) {
    ++number;
    if (base::trim(line).empty()) continue;
    const auto cluster = base::parse_integer(base::trim(line));
    if (!cluster || *cluster < 1 || *cluster > problem.clusters_max) {
      return bad_place("Line " + std::to_string(number) + " of " + file +
                           " is not the number of a cluster, from 1 to " +
                           std::to_string(problem.clusters_max) + ".",
                       "--from");
    }
    plan.push_back(static_cast<int>(*cluster) - 1);
  }
  if (plan.size() != problem.points.size()) {
    return bad_place(file + " has " + std::to_string(plan.size()) + " lines, and there are " +
                         std::to_string(problem.points.size()) + " points: it needs one for each.",
                     "--from");
  }
  return plan;
}

// "5=12": point 5 stays in cluster 12.
base::Status add_pins(const base::Invocation& call, solve::Problem& problem) {
  const std::vector<std::string> pins = call.list("pin");
  if (!pins.empty()) problem.pinned.assign(problem.points.size(), solve::no_cluster);
  for (const std::string& each : pins) {
    const std::size_t equal = each.find('=');
    const auto point = base::parse_integer(each.substr(0, equal));
    const auto cluster = base::parse_integer(equal == each.npos ? "" : each.substr(equal + 1));
    const bool known = point && cluster && *point >= 1 && *point <= problem.size() &&
                       *cluster >= 1 && *cluster <= problem.clusters_max;
    if (!known) {
      return bad_place(
          "The pin \"" + each + "\" is not a point and a cluster that there are, such as 5=12.",
          "--pin");
    }
    int& pinned = problem.pinned[static_cast<std::size_t>(*point - 1)];
    const int to = static_cast<int>(*cluster) - 1;
    if (pinned != solve::no_cluster && pinned != to) {
      return bad_place("Point " + std::to_string(*point) + " is pinned to clusters " +
                           std::to_string(pinned + 1) + " and " + std::to_string(to + 1) +
                           ". Leave one of them out.",
                       "--pin");
    }
    pinned = to;
  }
  return {};
}

base::Result<int> run_solve(const base::Invocation& call) {
  const std::string file = call.value("FILE").value_or("");
  solve::Problem problem = TRY(solve::read_instance(TRY(registry::read_unpacked(file))));
  solve::Options options;
  if (const auto from = call.value("from")) {
    options.start = TRY(read_plan(*from, problem));
    // Its numbers are kept, so that pins can name them.
    problem.today = *options.start;
    options.warm = true;
  }
  TRY(add_pins(call, problem));
  options.seconds = TRY(call.number("seconds", options.seconds, 0.01, 1e6));
  options.seed = static_cast<std::uint64_t>(TRY(call.whole("seed", 1, 0, seed_max)));
  options.threads = static_cast<int>(TRY(call.whole("threads", 2, 1, 256)));
  options.rounds_max = static_cast<int>(TRY(call.whole("rounds", 0, 0, 1'000'000)));
  options.bound_seconds = TRY(call.number("bound-seconds", options.seconds / 4, 0, 1e6));
  // Known before the search, for its answer would be lost.
  const auto out = call.value("out");
  if (out && !std::ofstream(*out, std::ios::app)) return unwritable(*out);
  std::vector<Mark> marks;
  const bool drawn = call.interactive && !call.json;
  options.watch = [&marks, drawn, &err = *call.err](const solve::Progress& progress) {
    if (progress.feasible && (marks.empty() || progress.cost < marks.back().objective)) {
      marks.push_back({progress.seconds, progress.cost});
    }
    if (drawn) {
      err << "\r" << static_cast<long>(progress.seconds) << " s, "
          << base::with_decimals(progress.cost, 2)
          << (progress.feasible ? "" : " (rules are broken still)") << "      " << std::flush;
    }
    return true;
  };
  const solve::Solution solution = TRY(solve::solve(problem, options));
  if (drawn) *call.err << "\n";
  if (out) TRY(write_plan(solution.plan, *out));
  call.json ? show_json(*call.out, solution, marks) : show(*call.out, solution);
  return solution.valuation.feasible ? 0 : 1;
}

}  // namespace

std::vector<base::Command> solve_commands() {
  using enum base::OptionKind;
  return {
      {"solve",
       "Group the points of a file into clusters within bounds, with least travel",
       "Reads published layouts of the capacitated p-median problem: \"n p lower upper\" and a "
       "line \"x y weight\" for each point; \"n p\" and \"x y capacity demand\"; that of the "
       "OR-Library. Travel is the distance of each point from the median of its cluster. The "
       "same file, seed and --rounds give the same answer with any number of threads. The exit "
       "status is 1 when a bound is broken in the answer.\n"
       "Example: guildhall solve county.txt --seconds 10 --out clusters.txt --json",
       {{"FILE", Positional, "The file with the points", "", true},
        {"seconds", Value, "How long to search (10)", "S"},
        {"seed", Value, "What chance begins with (1)", "K"},
        {"threads", Value, "How many threads search (2)", "T"},
        {"rounds", Value, "Search so many rounds, however long they take", "N"},
        {"bound-seconds", Value, "How long the bound may take (a quarter of the seconds)", "S"},
        {"from", Value, "Go on from this plan, as --out writes it, and keep its numbers", "FILE"},
        {"pin", ValueList, "A point that stays in a cluster, as 5=12; may be given again",
         "POINT=CLUSTER"},
        {"out", Value, "Write the cluster of each point, one a line", "FILE"}},
       run_solve}};
}

}  // namespace app
