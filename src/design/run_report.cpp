// Lines of words parted by tabs; a point of a frontier is followed by its plan.
#include "design/run_report.hpp"

#include <charconv>

#include "base/text.hpp"

namespace design {

namespace {

double number_of(std::string_view text) {
  double number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

base::Error bad() {
  return base::make_error("bad_plan", "The report of the run cannot be read. Run it again.");
}

}  // namespace

std::string assignment_text(const solve::Assignment& assignment) {
  std::string text;
  for (const int each : assignment) text += (text.empty() ? "" : " ") + std::to_string(each);
  return text;
}

std::optional<solve::Assignment> read_assignment(std::string_view text, const Built& built) {
  solve::Assignment made;
  if (text.empty()) return std::nullopt;
  for (const std::string_view each : base::split(text, ' ')) {
    const auto number = base::parse_integer(each);
    if (!number || *number < 0 || *number >= built.problem.clusters_max) return std::nullopt;
    made.push_back(static_cast<int>(*number));
  }
  if (made.size() != built.problem.points.size()) return std::nullopt;
  return made;
}

std::string report_text(const Frontier& frontier, const Facts& facts) {
  std::string text = "sentence\t" + frontier.sentence + "\n";
  for (const FrontierPoint& each : frontier.points) {
    text += "point\t" + std::to_string(each.moves) + "\t" + base::shortest_decimal(each.cost) +
            "\t" + base::shortest_decimal(each.share) + "\t" + std::to_string(each.broken) + "\n" +
            plan_text(each.plan, facts);
  }
  return text;
}

base::Result<FrontierReport> read_frontier_report(std::string_view text) {
  FrontierReport made;
  for (const std::string_view line : base::split(text, '\n')) {
    const auto cells = base::split(line, '\t');
    if (cells[0] == "sentence" && cells.size() == 2) {
      made.sentence = cells[1];
    } else if (cells[0] == "point" && cells.size() == 5) {
      FrontierPoint point;
      point.moves = static_cast<int>(number_of(cells[1]));
      point.cost = number_of(cells[2]);
      point.share = number_of(cells[3]);
      point.broken = static_cast<int>(number_of(cells[4]));
      made.points.emplace_back(std::move(point), "");
    } else if (!made.points.empty()) {
      made.points.back().second += std::string(line) + "\n";
    }
  }
  if (made.points.empty()) return bad();
  return made;
}

base::Result<Frontier> read_frontier(std::string_view text, const Facts& facts) {
  FrontierReport report = TRY(read_frontier_report(text));
  Frontier made;
  made.sentence = std::move(report.sentence);
  for (auto& [point, plan] : report.points) {
    point.plan = TRY(read_plan(plan, facts)).plan;
    made.points.push_back(std::move(point));
  }
  return made;
}

std::string report_text(const SizeStudy& study) {
  std::string text = "sentence\t" + study.sentence + "\n";
  for (const SizePoint& each : study.points) {
    text += "size\t" + std::to_string(each.size) + "\t" + std::to_string(each.clusters) + "\t" +
            base::shortest_decimal(each.cost) + "\t" +
            (each.gap ? base::shortest_decimal(*each.gap) : "?") + "\t" +
            (each.feasible ? "1" : "0") + "\t" + each.measured.travel_label;
    const auto kinds = measure_kinds();
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
      const Figure& figure = each.measured.whole[kind];
      text += "\t" + std::string(kinds[kind].code) + "\t" +
              (figure.value ? base::shortest_decimal(*figure.value) : "?" + figure.missing);
    }
    text += "\n";
  }
  return text;
}

base::Result<SizeStudy> read_size_study(std::string_view text) {
  constexpr std::size_t first_figure = 7;
  SizeStudy made;
  for (const std::string_view line : base::split(text, '\n')) {
    const auto cells = base::split(line, '\t');
    if (cells[0] == "sentence" && cells.size() == 2) made.sentence = cells[1];
    if (cells[0] != "size" || cells.size() < first_figure) continue;
    SizePoint point;
    point.size = static_cast<int>(number_of(cells[1]));
    point.clusters = static_cast<int>(number_of(cells[2]));
    point.cost = number_of(cells[3]);
    if (cells[4] != "?") point.gap = number_of(cells[4]);
    point.feasible = cells[5] == "1";
    point.measured.travel_label = cells[6];
    point.measured.whole.resize(measure_kinds().size(), {std::nullopt, "not in this report"});
    for (std::size_t at = first_figure; at + 1 < cells.size(); at += 2) {
      for (std::size_t kind = 0; kind < measure_kinds().size(); ++kind) {
        if (measure_kinds()[kind].code != cells[at]) continue;
        Figure& figure = point.measured.whole[kind];
        if (cells[at + 1].starts_with('?')) {
          figure = {std::nullopt, std::string(cells[at + 1].substr(1))};
        } else {
          figure = {number_of(cells[at + 1]), {}};
        }
      }
    }
    made.points.push_back(std::move(point));
  }
  if (made.sentence.empty()) return bad();
  return made;
}

}  // namespace design
