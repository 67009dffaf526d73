// Lines of numbers, and what they mean in each layout.
#include "solve/read.hpp"

#include <charconv>
#include <cmath>
#include <string>

namespace solve {
namespace {

struct Line {
  int number = 0;
  std::vector<double> values;
};

base::Error wrong(int line, const std::string& what) {
  return base::make_error("bad_instance", "Line " + std::to_string(line) + ": " + what, "instance");
}

bool blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

base::Result<std::vector<Line>> numbers_of(std::string_view text) {
  std::vector<Line> lines;
  int number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view rest = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    Line line{number, {}};
    while (true) {
      while (!rest.empty() && blank(rest.front())) rest.remove_prefix(1);
      if (rest.empty()) break;
      double value = 0;
      const auto [after, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
      if (error != std::errc{} || !std::isfinite(value)) {
        return wrong(number, "expected a number at \"" + std::string(rest.substr(0, 20)) + "\".");
      }
      line.values.push_back(value);
      rest.remove_prefix(static_cast<std::size_t>(after - rest.data()));
    }
    if (!line.values.empty()) lines.push_back(std::move(line));
  }
  return lines;
}

constexpr double largest_whole = 9e15;  // doubles hold each whole number up to here

base::Result<std::int64_t> whole(const Line& line, std::size_t column) {
  const double value = line.values[column];
  if (value != std::floor(value) || std::abs(value) > largest_whole) {
    return wrong(line.number, "number " + std::to_string(column + 1) + " must be whole.");
  }
  return static_cast<std::int64_t>(value);
}

struct Layout {
  std::size_t head = 0;     // index of the line that has n and p
  std::size_t columns = 0;  // numbers in each line of a point
  std::size_t x = 0;
  std::size_t weight = 0;
};

base::Result<Layout> layout_of(const std::vector<Line>& lines) {
  if (lines.empty()) return wrong(1, "the file is empty; expected \"n p\" or \"n p lower upper\".");
  if (lines.size() >= 2 && lines[0].values.size() == 2 && lines[1].values.size() == 3) {
    return Layout{1, 4, 1, 3};
  }
  if (lines[0].values.size() == 2) return Layout{0, 4, 0, 3};
  if (lines[0].values.size() == 4) return Layout{0, 3, 0, 2};
  return wrong(lines[0].number, "expected \"n p\" or \"n p lower upper\".");
}

base::Result<void> read_points(const std::vector<Line>& lines, const Layout& layout,
                               Measure& measure, Problem& problem) {
  for (std::size_t i = layout.head + 1; i < lines.size(); ++i) {
    const Line& line = lines[i];
    if (line.values.size() != layout.columns) {
      return wrong(line.number, "expected " + std::to_string(layout.columns) + " numbers, not " +
                                    std::to_string(line.values.size()) + ".");
    }
    problem.points.push_back({line.values[layout.x], line.values[layout.x + 1]});
    measure.weights.push_back(TRY(whole(line, layout.weight)));
    if (layout.columns == 4 && layout.head == 0) {
      const std::int64_t capacity = TRY(whole(line, 2));
      if (i > 1 && capacity != measure.upper) {
        return wrong(line.number, "capacities that differ cannot be used.");
      }
      measure.upper = capacity;
    }
  }
  return {};
}

}  // namespace

base::Result<Problem> read_instance(std::string_view text) {
  const std::vector<Line> lines = TRY(numbers_of(text));
  const Layout layout = TRY(layout_of(lines));
  const Line& head = lines[layout.head];
  const std::int64_t count = TRY(whole(head, 0));
  const std::int64_t clusters = TRY(whole(head, 1));
  Problem problem;
  Measure measure{"weight", {}};
  if (head.values.size() == 3) measure.upper = TRY(whole(head, 2));
  if (head.values.size() == 4) {
    measure.lower = TRY(whole(head, 2));
    measure.upper = TRY(whole(head, 3));
  }
  if (layout.head == 1) problem.metric = Metric::Truncated;
  TRY(read_points(lines, layout, measure, problem));
  if (static_cast<std::int64_t>(problem.points.size()) != count) {
    return wrong(head.number, "promised " + std::to_string(count) + " points, but there are " +
                                  std::to_string(problem.points.size()) + ".");
  }
  if (clusters < 1 || clusters > count) {
    return wrong(head.number, "the number of clusters must be 1 to " + std::to_string(count) + ".");
  }
  problem.clusters_min = problem.clusters_max = static_cast<int>(clusters);
  problem.measures.push_back(std::move(measure));
  TRY(check(problem));
  return problem;
}

}  // namespace solve
