// Runs the requests of src/delegation/cases/requests: how they are written says the README there.
#include "delegation/request.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "delegation/request_sums.hpp"
#include "delegation/world_testing.hpp"

namespace delegation {
namespace {

// "F07 on 2026-03-16 with amount 18000 under Cleaning": the first word, and what stands behind each
// of the others up to the next.
std::string after(const std::string& text, const std::string& word) {
  const std::size_t at = text.find(" " + word + " ");
  if (at == std::string::npos) return "";
  std::size_t end = text.size();
  for (const char* next : {" on ", " by ", " with ", " under ", " needed ", " until ", " says "}) {
    const std::size_t found = text.find(next, at + word.size() + 2);
    end = std::min(end, found);
  }
  const std::size_t begins = at + word.size() + 2;
  return text.substr(begins, end - begins);
}

std::vector<std::string> words_of_line(const std::string& text) {
  std::vector<std::string> words;
  for (const std::string_view each : base::split(text, ' ')) words.emplace_back(each);
  return words;
}

class RequestWorld {
 public:
  Reading reading;

  Route route(base::Date on) const {
    const World& world = reading.world;
    const Unit unit = World::must(world.unit(on));
    const int decision = world.decision(request_.decision);
    const WithSums sums = with_sums(world.catalogue, decision, facts_, request_.heading, "",
                                    world.catalogue.financial_year(false, on), before_);
    Ruling ruling = decide(world.catalogue, unit, decision, sums.facts);
    Route route = route_of(world.catalogue, unit, ruling, standing(on));
    route.sums = base::join(sums.told, "\n");
    return route;
  }

  void ask(const std::string& text) {
    request_.decision = text.substr(0, text.find(' '));
    request_.asked = day_of(after(text, "on"));
    request_.heading = after(text, "under");
    if (const std::string needed = after(text, "needed"); !needed.empty()) {
      request_.needed = day_of(needed);
    }
    facts_ = reading.world.read_facts(after(text, "with"));
    request_.routes.push_back(route(request_.asked));
  }

  void before(const std::string& text) {
    FactValues amount = reading.world.read_facts(after(text, "with"));
    const int at = fact_called(reading.world.catalogue.facts, "amount");
    before_.push_back({*base::parse_integer(text.substr(0, text.find(' '))),
                       day_of(after(text, "on")), after(text, "under"), "",
                       amount.of[static_cast<std::size_t>(at)], after(text, "by")});
  }

  // "recommend head on 2026-03-03 for": "" where it is noted, else why not.
  std::string step(const std::string& text) {
    const std::vector<std::string> words = words_of_line(text);
    RequestStep step;
    const auto kind = step_kind_of(words[0]);
    if (!kind) throw std::runtime_error("no step: " + words[0]);
    step.kind = *kind;
    if (words[1] != "on") step.level = words[1];
    const std::vector<std::string> rest = words_of_line(after(text, "on"));
    step.on = day_of(rest[0]);
    if (rest.size() > 1) step.result = rest[1];
    step.words = after(text, "says");
    if (const std::string due = after(text, "until"); !due.empty()) step.due = day_of(due);
    const FactValues was = facts_;
    if (*kind == StepKind::Facts) facts_ = reading.world.read_facts(after(text, "with"));
    const Route then = route(step.on);
    if (!step.level.empty()) {
      step.name = level_name(reading.world.catalogue, reading.world.level(step.level),
                             reading.world.names_on(step.on));
    }
    const base::Status noted = check_step(request_, then, step, today_);
    if (!noted.ok()) {
      facts_ = was;
      return "refused " + noted.error().code + "\n" + noted.error().message + "\n";
    }
    request_.steps.push_back(step);
    if (!route_changes(request_.kept(), then).empty() || *kind == StepKind::Facts) {
      request_.routes.push_back(then);
    }
    return "";
  }

  // "cluster on 2026-03-20 sealed carried"
  void meeting(const std::string& text) {
    const std::vector<std::string> words = words_of_line(text);
    AgendaNote note;
    const base::Date on = day_of(words[2]);
    const int level = reading.world.level(words[0]);
    note.body = body_of(level, on);
    note.body_name = level_name(reading.world.catalogue, level, reading.world.names_on(on));
    note.on = on;
    note.position = 4;
    note.meeting = governance::MeetingId{1};
    note.state = *governance::meeting_state_of(words[3]);
    if (words.size() > 4) note.decided = *governance::decided_of(words[4]);
    std::erase_if(request_.agenda, [&](const AgendaNote& each) { return each.on == on; });
    request_.agenda.push_back(note);
  }

  std::string state(base::Date on) {
    const DecisionRequest now = World::must(with_outcome(
        request_, on, [&](base::Date day) -> base::Result<Route> { return route(day); }));
    const Route today = now.open() ? route(on) : now.kept();
    const RequestState state = state_of(now, today, on);
    std::string text = std::string(word_of(state.stage)) + (state.overdue ? " overdue" : "") +
                       "\n" + state.words + "\n";
    for (const std::string& each : state.changed) text += "changed: " + each + "\n";
    for (const RouteStage& each : state.ladder) {
      text += std::string(word_of(each.mark)) + " " + each.part.name + ": " + each.words + "\n";
    }
    if (!today.sums.empty()) text += "sum: " + today.sums + "\n";
    for (const std::string& each : state.notes) text += "note: " + each + "\n";
    for (const NextStep& each : state.next) {
      text += "next: " + std::string(word_of(each.kind)) + " " + each.level + "\n";
    }
    return text;
  }

 private:
  // Another cluster has another board.
  governance::BodyId body_of(int level, base::Date on) const {
    const Level& info = reading.world.catalogue.levels[static_cast<std::size_t>(level)];
    if (!info.body) return {};
    const std::string cluster = reading.world.names_on(on).cluster;
    std::int64_t id = level + 1;
    if (info.unit == "cluster") {
      for (const char each : cluster) id = id * 31 + each;
    }
    return governance::BodyId{id};
  }

  Standing standing(base::Date on) const {
    Standing made;
    made.filled = reading.world.filled;
    made.names = reading.world.names_on(on);
    for (int level = 0; level < static_cast<int>(reading.world.catalogue.levels.size()); ++level) {
      made.behind[static_cast<std::size_t>(level)].body = body_of(level, on);
    }
    return made;
  }

  base::Date today_ = *base::Date::from_iso("2026-12-31");
  DecisionRequest request_;
  FactValues facts_;
  std::vector<GrantedBefore> before_;
};

void run_request(const std::filesystem::path& path, int& states) {
  std::ifstream in(path);
  RequestWorld world;
  std::string row;
  for (int line = 1; std::getline(in, row); ++line) {
    if (row.empty() || row.starts_with('#')) continue;
    const bool state = row.starts_with("state ");
    if (!state && !row.starts_with("step ")) {
      if (row.starts_with("request "))
        world.ask(row.substr(8));
      else if (row.starts_with("before "))
        world.before(row.substr(7));
      else if (row.starts_with("meeting "))
        world.meeting(row.substr(8));
      else
        world_line(world.reading, in, row, line);
      continue;
    }
    const int asked_at = line;
    const std::string asked = row;
    std::string wanted;
    std::string told;
    while (std::getline(in, told) && !told.empty()) {
      ++line;
      wanted += told + "\n";
    }
    ++line;
    states += state ? 1 : 0;
    EXPECT_EQ(state ? world.state(day_of(asked.substr(6))) : world.step(asked.substr(5)), wanted)
        << path.filename().string() << ":" << asked_at << ": " << asked;
  }
}

TEST(RequestCases, EveryRequestStandsWhereItIsWritten) {
  const std::filesystem::path folder = "src/delegation/cases/requests";
  std::ifstream in(folder / "README.md");
  const std::string order((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".case") paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  int states = 0;
  for (const auto& path : paths) {
    EXPECT_NE(order.find("`" + path.stem().string() + "`"), std::string::npos)
        << path << " has no place in the README";
    try {
      run_request(path, states);
    } catch (const std::exception& error) {
      ADD_FAILURE() << path << ": " << error.what();
    }
  }
  EXPECT_GE(paths.size(), 12U);
  EXPECT_GE(states, 30);
}

TEST(RequestSource, SaysWhatAnItemCameFrom) {
  EXPECT_EQ(read_source(source_of(RequestId{7})).request, 7);
  EXPECT_EQ(read_source("action 7").request, 0);
  const ItemSource whole =
      read_source("decision F07 for school 990866 with amount=18000; months=24");
  EXPECT_EQ(whole.decision, "F07");
  EXPECT_EQ(whole.place, "school 990866");
  EXPECT_EQ(whole.facts, (std::vector<std::string>{"amount=18000", "months=24"}));
  EXPECT_EQ(read_source("decision F07").decision, "F07");
  EXPECT_EQ(read_source("decision F07").place, "");
}

TEST(FinancialYear, BeginsWhereTheCatalogueSays) {
  const Catalogue& shipped = shipped_catalogue();
  const base::Date day = day_of("2026-03-16");
  EXPECT_EQ(shipped.financial_year(false, day),
            *base::Period::between(day_of("2025-09-01"), day_of("2026-09-01")));
  EXPECT_EQ(shipped.financial_year(true, day),
            *base::Period::between(day_of("2025-04-01"), day_of("2026-04-01")));
  // A year of one's own stands above, from its first day on.
  const Catalogue own = World::must(
      read_catalogue("year ours\nof: group\nbegins: 01-01\nfrom: 2026-06-01\n", shipped));
  EXPECT_EQ(own.financial_year(false, day).from(), day_of("2025-09-01"));
  EXPECT_EQ(own.financial_year(false, day_of("2027-03-01")).from(), day_of("2027-01-01"));
  for (const char* wrong :
       {"year x\nof: school\nbegins: 09-01\n", "year x\nof: group\nbegins: 02-29\n",
        "fact x\nlabel: X\ntype: number\nsum: heading\n"}) {
    const auto read = read_catalogue(wrong);
    ASSERT_FALSE(read.ok()) << wrong;
    EXPECT_EQ(read.error().code, "bad_catalogue");
  }
}

}  // namespace
}  // namespace delegation
