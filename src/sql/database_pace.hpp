// How fast a connection lets an engine work that has processes of its own: the priority of our
// thread does not reach them, so who must not be in the way of others rests between statements.
#pragma once

#include <algorithm>
#include <chrono>
#include <thread>

namespace sql {

class Pace {
 public:
  using Span = std::chrono::microseconds;
  // Long enough that readers come in between, short enough for one core to serve them meanwhile.
  static constexpr Span piece = std::chrono::milliseconds(5);
  // A statement that waited for somebody's lock has worked the engine less than it took.
  static constexpr Span rest_max = std::chrono::milliseconds(100);

  explicit Pace(double share = 1) : share_(share) {}
  bool rests() const { return share_ < 1; }
  Span rest_after(Span worked) const {
    if (!rests()) return Span(0);
    const double rest = static_cast<double>(worked.count()) * (1 / share_ - 1);
    return std::min(rest_max, Span(static_cast<Span::rep>(rest)));
  }
  // How many rows to ask for, when so many took so long: by and by as many as make a piece.
  static int rows_next(int rows, Span took) {
    constexpr double rows_min = 16;
    constexpr double rows_max = 1 << 14;
    const double fit =
        static_cast<double>(piece.count()) / std::max(1.0, static_cast<double>(took.count()));
    return static_cast<int>(std::clamp(rows * std::clamp(fit, 0.25, 2.0), rows_min, rows_max));
  }

 private:
  double share_;
};

// Rests at the end of a block as its work deserves.
class Shift {
 public:
  explicit Shift(const Pace& pace) : pace_(pace) {}
  Shift(const Shift&) = delete;
  ~Shift() {
    if (pace_.rests()) std::this_thread::sleep_for(pace_.rest_after(worked()));
  }
  Pace::Span worked() const {
    return std::chrono::duration_cast<Pace::Span>(std::chrono::steady_clock::now() - begun_);
  }

 private:
  const Pace& pace_;
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

}  // namespace sql
