// bench_deciding SECONDS FILE: how many rulings a second one core gives, with reasons and without,
// for 500 schools, 300 decisions and three layers. Prints a line of JSON. FILE gets the schemes of
// some schools as policies for Cedar, with questions and what we answer, for cedar.mjs.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <random>
#include <vector>

#include "delegation/analysis.hpp"

namespace {

using namespace delegation;

constexpr int decisions = 300;
constexpr int clusters = 50;
constexpr int schools = 500;
constexpr int levels = 8;
constexpr std::int64_t amount_max = 10'000'000;

class Bench {
 public:
  Bench() {
    make_catalogue();
    group_ = std::make_unique<Layer>(catalogue, scheme(LayerKind::Group, decisions, 6));
    for (int at = 0; at < clusters; ++at) {
      clusters_.push_back(std::make_unique<Layer>(catalogue, scheme(LayerKind::Cluster, 60, 3)));
    }
    for (int at = 0; at < schools; ++at) {
      schools_.push_back(std::make_unique<Layer>(catalogue, scheme(LayerKind::School, 30, 2)));
      const Layer* const layers[] = {group_.get(), clusters_[at % clusters].get(),
                                     schools_.back().get()};
      units.push_back(
          make_unit(catalogue, layers, day(), std::array<Filled, levels_max>{}, {}).value());
    }
    for (int at = 0; at < 1 << 16; ++at) {
      questions.push_back({roll(schools), roll(decisions), FactValues()});
      questions.back().facts.of[0] = roll(static_cast<int>(amount_max));
      questions.back().facts.of[1] = roll(2);
    }
  }

  struct Question {
    int school;
    int decision;
    FactValues facts;
  };
  Catalogue catalogue;
  std::vector<Unit> units;
  std::vector<Question> questions;

 private:
  int roll(int count) { return static_cast<int>(dice_() % static_cast<unsigned>(count)); }
  static base::Date day() { return *base::Date::from_ymd(2026, 3, 16); }

  void make_catalogue() {
    catalogue.facts = {{"amount", "Amount", FactType::Money, {}, false},
                       {"shared", "Shared", FactType::YesNo, {}, false}};
    for (int at = 0; at < levels; ++at) {
      const std::string code = "l" + std::to_string(at);
      catalogue.levels.push_back({code, code, true, "board", "", "group"});
    }
    catalogue.domains = {{"x", "X"}};
    for (int at = 0; at < decisions; ++at) {
      Decision made;
      made.code = made.title = "D" + std::to_string(at);
      made.domain = "x";
      made.asks = {0, 1};
      catalogue.decisions.push_back(std::move(made));
    }
  }

  // Bands of the amount, each with a level that decides and three that have parts, and a duty.
  Scheme scheme(LayerKind kind, int of, int bands) {
    Scheme made;
    made.code = made.title = "s";
    made.kind = kind;
    made.version = "1";
    made.from = day();
    made.retained = kind == LayerKind::Group ? 0 : -1;
    for (int at = 0; at < of; ++at) {
      const int decision = of == decisions ? at : roll(decisions);
      for (int band = 0; band < bands; ++band) {
        Clause clause;
        clause.code = std::to_string(made.clauses.size());
        clause.decisions = {decision};
        const std::int64_t width = amount_max / bands;
        clause.when.push_back({0, band * width, (band + 1) * width - 1, 0});
        clause.cells = {{band % levels, Part::Decides, 0, -1},
                        {(band + 1) % levels, Part::Recommends, 0, -1},
                        {(band + 2) % levels, Part::Consulted, 5, -1},
                        {(band + 3) % levels, Part::Informed, 0, -1}};
        made.clauses.push_back(std::move(clause));
      }
    }
    return made;
  }

  std::mt19937 dice_{7};
  std::unique_ptr<Layer> group_;
  std::vector<std::unique_ptr<Layer>> clusters_;
  std::vector<std::unique_ptr<Layer>> schools_;
};

// Of the core's time: on a busy machine others have some of each second.
double seconds_now() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

template <typename Questions, typename Ask>
double per_second(const Questions& questions, double seconds, Ask ask) {
  const double begins = seconds_now();
  long asked = 0;
  double now = begins;
  while ((now = seconds_now()) < begins + seconds) {
    for (const auto& each : questions) ask(each);
    asked += static_cast<long>(questions.size());
  }
  return static_cast<double>(asked) / (now - begins);
}

// ---- the same for Cedar -------------------------------------------------------------------------

constexpr int cedar_schools = 10;
constexpr int cedar_questions = 20'000;

// May this level decide it there?
struct YesNo {
  const Bench::Question* question;
  int level;
};

bool answer(const Bench& bench, const YesNo& asked) {
  const Bench::Question& each = *asked.question;
  const Unit& unit = bench.units[static_cast<std::size_t>(each.school)];
  return who_decides(bench.catalogue, unit, each.decision, each.facts).decider == asked.level;
}

// Half are about the level that decides, half about any.
std::vector<YesNo> yes_no_questions(const Bench& bench) {
  std::vector<YesNo> made;
  std::mt19937 dice(11);
  while (static_cast<int>(made.size()) < cedar_questions) {
    const Bench::Question& each = bench.questions[dice() % bench.questions.size()];
    if (each.school >= cedar_schools) continue;
    YesNo asked{&each, static_cast<int>(dice() % levels)};
    for (int level = 0; dice() % 2 == 0 && level < levels; ++level) {
      if (answer(bench, {&each, level})) asked.level = level;
    }
    made.push_back(asked);
  }
  return made;
}

std::string band(const Clause& clause) {
  return "(context.amount >= " + std::to_string(clause.when[0].least) +
         " && context.amount <= " + std::to_string(clause.when[0].most) + ")";
}

// Each clause permits its decider, unless one of a layer above it applies.
std::string policies(const Bench& bench, int school, int decision) {
  const Unit& unit = bench.units[static_cast<std::size_t>(school)];
  const auto permit = [&](int level, const std::string& when, const std::string& above) {
    return "permit(principal == Level::\\\"l" + std::to_string(level) +
           "\\\", action == Action::\\\"D" + std::to_string(decision) +
           "\\\", resource == School::\\\"s" + std::to_string(school) + "\\\")" +
           (when.empty() ? "" : " when { " + when + " }") +
           (above.empty() ? "" : " unless { " + above + " }") + ";";
  };
  std::string made;
  std::string above;
  for (const Layer* layer : unit.layers) {
    std::string here = above;
    for (const Layer::Entry& entry : layer->about(decision)) {
      const Clause& clause = layer->scheme().clauses[entry.clause];
      made += permit(entry.decider, band(clause), above);
      here += (here.empty() ? "" : " || ") + band(clause);
    }
    above = here;
  }
  return made + permit(unit.retained, "", above);
}

void write_for_cedar(const Bench& bench, const std::vector<YesNo>& asked, const char* path) {
  std::FILE* file = std::fopen(path, "w");
  if (!file) std::exit(1);
  std::fputs("{\"policies\": [", file);
  for (int school = 0; school < cedar_schools; ++school) {
    std::fputs(school == 0 ? "[" : ",\n[", file);
    for (int at = 0; at < decisions; ++at) {
      std::fprintf(file, "%s\"%s\"", at == 0 ? "" : ", ", policies(bench, school, at).c_str());
    }
    std::fputs("]", file);
  }
  std::fputs("],\n\"questions\": [", file);
  for (const YesNo& each : asked) {
    const Bench::Question& question = *each.question;
    std::fprintf(file, "%s[%d, %d, %d, %ld, %d]", &each == asked.data() ? "" : ",\n",
                 question.school, question.decision, each.level,
                 static_cast<long>(question.facts.of[0]), answer(bench, each) ? 1 : 0);
  }
  std::fputs("]}\n", file);
  std::fclose(file);
}

}  // namespace

int main(int count, char** words) {
  const double seconds = count > 1 ? std::atof(words[1]) : 3;
  const Bench bench;
  long checked = 0;
  const double full = per_second(bench.questions, seconds, [&](const Bench::Question& each) {
    const auto at = static_cast<std::size_t>(each.school);
    checked += decide(bench.catalogue, bench.units[at], each.decision, each.facts).duties.size();
  });
  const double quick = per_second(bench.questions, seconds, [&](const Bench::Question& each) {
    const auto at = static_cast<std::size_t>(each.school);
    checked += who_decides(bench.catalogue, bench.units[at], each.decision, each.facts).decider;
  });
  const std::vector<YesNo> yes_no = yes_no_questions(bench);
  const double answered = per_second(
      yes_no, seconds, [&](const YesNo& each) { checked += answer(bench, each) ? 1 : 0; });
  if (count > 2) write_for_cedar(bench, yes_no, words[2]);
  const double begins = seconds_now();
  const std::size_t faults = faults_of(bench.catalogue, bench.units.front()).size();
  std::printf(
      "{\"rulings_per_second\": %.0f, \"deciders_per_second\": %.0f, "
      "\"yes_no_per_second\": %.0f, \"analysis_s\": %.4f, \"faults\": %zu, \"checked\": %ld}\n",
      full, quick, answered, seconds_now() - begins, faults, checked);
}
