// guildhall solve: the engine of room solve on a file of its own.
#include <fstream>
#include <ostream>
#include <sstream>

#include "app/serve.hpp"
#include "base/text.hpp"
#include "solve/read.hpp"
#include "solve/solve.hpp"
#include "web/json.hpp"

namespace app {

namespace {

base::Result<std::string> contents_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return base::make_error("file_unreadable", "Cannot read " + file + ".", "FILE");
  return text.str();
}

base::Result<double> number_of(const base::Invocation& call, const char* name, double otherwise,
                               double least, double most) {
  const auto text = call.value(name);
  if (!text) return otherwise;
  std::istringstream in(*text);
  double number = 0;
  if (!(in >> number) || !in.eof() || number < least || number > most) {
    std::ostringstream range;
    range << "--" << name << " must be a number from " << least << " to " << most << ", not "
          << *text << ".";
    return base::make_error("bad_number", range.str(), "--" + std::string(name));
  }
  return number;
}

base::Result<void> write_plan(const solve::Assignment& plan, const std::string& file) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  for (const int cluster : plan) out << cluster + 1 << "\n";
  out.close();
  if (!out) return base::make_error("file_unwritable", "Cannot write " + file + ".", "--out");
  return {};
}

void show(const base::Invocation& call, const solve::Solution& solution) {
  const solve::Valuation& value = solution.valuation;
  if (call.json) {
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
    json.member("rounds", solution.rounds);
    json.member("moves", std::to_string(solution.moves));
    json.key("violations");
    json.begin_array();
    for (const solve::Violation& violation : value.violations) json.value(violation.text);
    json.end_array();
    json.end_object();
    *call.out << json.take();
    return;
  }
  char line[160];
  std::snprintf(line, sizeof line, "%d clusters, %.2f in all", value.clusters, value.cost);
  *call.out << line;
  if (solution.has_bound) {
    std::snprintf(line, sizeof line,
                  "; no plan has less than %.2f, so this is at most %.2f %% more", solution.bound,
                  100 * solution.gap());
    *call.out << line;
  }
  std::snprintf(line, sizeof line, ".\n%d rounds in %.1f s.\n", solution.rounds, solution.seconds);
  *call.out << line;
  for (const solve::Violation& violation : value.violations) *call.out << violation.text << "\n";
}

base::Result<int> run_solve(const base::Invocation& call) {
  const std::string file = call.value("FILE").value_or("");
  const solve::Problem problem = TRY(solve::read_instance(TRY(contents_of(file))));
  solve::Options options;
  options.seconds = TRY(number_of(call, "seconds", 10, 0.01, 1e6));
  options.seed = static_cast<std::uint64_t>(TRY(number_of(call, "seed", 1, 0, 1e9)));
  options.threads = static_cast<int>(TRY(number_of(call, "threads", 2, 1, 256)));
  options.rounds_max = static_cast<int>(TRY(number_of(call, "rounds", 0, 0, 1e6)));
  options.bound_seconds = TRY(number_of(call, "bound-seconds", options.seconds / 4, 0, 1e6));
  if (call.interactive && !call.json) {
    options.watch = [&err = *call.err](const solve::Progress& progress) {
      err << "\r" << static_cast<long>(progress.seconds) << " s, " << progress.cost
          << (progress.feasible ? "" : " (rules are broken still)") << "      " << std::flush;
      return true;
    };
  }
  const solve::Solution solution = TRY(solve::solve(problem, options));
  if (options.watch) *call.err << "\n";
  if (const auto out = call.value("out")) TRY(write_plan(solution.plan, *out));
  show(call, solution);
  return solution.valuation.feasible ? 0 : 1;
}

}  // namespace

std::vector<base::Command> solve_commands() {
  using enum base::OptionKind;
  return {{"solve",
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
            {"out", Value, "Write the cluster of each point, one a line", "FILE"}},
           run_solve}};
}

}  // namespace app
