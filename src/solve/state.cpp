// Sums of distances are kept for each member, so that a change costs one look at each of them.
#include "solve/state.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "solve/charges.hpp"

namespace solve {
namespace {

// A bound that is broken by a little must not be cheaper to leave broken than to mend.
constexpr double least_breach = 0.2;
// Units that count as broken for a cluster too few or too many.
constexpr double cluster_worth = 3;
constexpr double beyond_limit = std::numeric_limits<double>::infinity();

}  // namespace

State::State(const Part& part, const std::vector<int>& plan, double pressure)
    : part_(&part), pressure_(pressure), cluster_(plan), place_(plan.size()) {
  CHECK(plan.size() == part.points.size());
  clusters_.resize(part.slots.size());
  for (int i = 0; i < part.size(); ++i) {
    place_[i] = static_cast<int>(clusters_[plan[i]].members.size());
    clusters_[plan[i]].members.push_back(i);
  }
  reckon();
}

void State::reckon() {
  for (Cluster& cluster : clusters_) {
    cluster.weights.assign(part_->weights.size(), 0);
    cluster.fingerprint = 0;
    cluster.sums.clear();
    for (const int i : cluster.members) {
      const float* far = part_->row(i);
      double sum = 0;
      for (const int j : cluster.members) sum += part_->importance[j] * far[j];
      cluster.sums.push_back(sum);
      cluster.fingerprint ^= part_->fingerprints[i];
      for (std::size_t m = 0; m < part_->weights.size(); ++m) {
        cluster.weights[m] += part_->weights[m][i];
      }
    }
  }
  const Touched nothing;
  for (std::size_t c = 0; c < clusters_.size(); ++c) {
    Cluster& cluster = clusters_[c];
    cluster.value.price = bounds_of(cluster, nothing, cluster.value.broken);
    complete(static_cast<int>(c), nothing, cluster.value);
    plain_ += cluster.value.plain();
    price_ += cluster.value.price;
    broken_ += cluster.value.broken;
    filled_ += cluster.members.empty() ? 0 : 1;
  }
  broken_ += lacking(filled_);
}

double State::lacking(int filled) const {
  const int outside = std::max({0, part_->filled_min - filled, filled - part_->filled_max});
  return outside * cluster_worth;
}

State::Touched& State::touched(int cluster) {
  for (int t = 0; t < touched_count_; ++t) {
    if (touched_[t].cluster == cluster) return touched_[t];
  }
  Touched& fresh = touched_[touched_count_++];
  fresh.cluster = cluster;
  fresh.out.clear();
  fresh.in.clear();
  return fresh;
}

void State::gather(const Steps& steps) {
  touched_count_ = 0;
  for (const Step& step : steps) {
    const std::vector<int>& points = part_->units[step.unit].points;
    const int from = cluster_[points.front()];
    if (from == step.to) continue;
    Touched& left = touched(from);
    for (const int point : points) left.out.push_back(point);
    Touched& joined = touched(step.to);
    for (const int point : points) joined.in.push_back(point);
  }
}

// By how much travel grows if the medians stay: seldom much more than it does grow.
double State::rough_travel(const Steps& steps) const {
  double change = 0;
  for (const Step& step : steps) {
    const std::vector<int>& points = part_->units[step.unit].points;
    const int left = median(cluster_[points.front()]);
    const int joined = median(step.to);
    for (const int point : points) {
      const float* far = part_->row(point);
      change += part_->importance[point] * ((joined < 0 ? 0 : far[joined]) - far[left]);
    }
  }
  return change;
}

// What is touched costs more, by the values that it has got.
double State::dearer() const {
  double change = 0;
  for (int t = 0; t < touched_count_; ++t) {
    const Value& now = clusters_[touched_[t].cluster].value;
    const Value& then = touched_[t].value;
    change += then.plain() - now.plain() + pressure_ * (then.broken - now.broken);
  }
  return change;
}

double State::delta(const Steps& steps, double limit) {
  // Rules that are kept after the steps give back no more than they cost now.
  const double travel = part_->problem.prices.travel * rough_travel(steps);
  if (travel - price_ - pressure_ * broken_ > limit) return beyond_limit;
  gather(steps);
  int filled = filled_;
  for (int t = 0; t < touched_count_; ++t) {
    Touched& each = touched_[t];
    const Cluster& cluster = clusters_[each.cluster];
    each.value = {cluster.value.travel, 0, 0, -1};
    each.value.price = bounds_of(cluster, each, each.value.broken);
    const bool filled_after = cluster.members.size() + each.in.size() > each.out.size();
    filled += static_cast<int>(filled_after) - static_cast<int>(!cluster.members.empty());
  }
  const double lacked = pressure_ * (lacking(filled) - lacking(filled_));
  if (dearer() + lacked + travel > limit) return beyond_limit;
  for (int t = 0; t < touched_count_; ++t) {
    complete(touched_[t].cluster, touched_[t], touched_[t].value);
  }
  return dearer() + lacked;
}

// At most one point goes and at most one comes, all of importance 1: nearly every change is such.
double State::travel_of_one(const Cluster& cluster, const Touched& change, int& median) const {
  const std::size_t count = cluster.members.size();
  const int* members = cluster.members.data();
  const double* sums = cluster.sums.data();
  double least = std::numeric_limits<double>::infinity();
  median = -1;
  const int out = change.out.empty() ? -1 : change.out.front();
  const float* far_out = out < 0 ? nullptr : part_->row(out);
  if (change.in.empty()) {
    for (std::size_t k = 0; k < count; ++k) {
      const int member = members[k];
      const double sum = sums[k] - (out < 0 ? 0 : far_out[member]);
      if (sum < least && member != out) {
        least = sum;
        median = member;
      }
    }
    return median < 0 ? 0 : least;
  }
  const int in = change.in.front();
  const float* far_in = part_->row(in);
  double own = 0;
  for (std::size_t k = 0; k < count; ++k) {
    const int member = members[k];
    if (member == out) continue;
    const double far = far_in[member];
    own += far;
    const double sum = sums[k] + far - (out < 0 ? 0 : far_out[member]);
    if (sum < least) {
      least = sum;
      median = member;
    }
  }
  if (own <= least) median = in;
  return std::min(own, least);
}

double State::travel_of(const Cluster& cluster, const Touched& change, int& median) {
  if (part_->alike && change.out.size() <= 1 && change.in.size() <= 1) {
    return travel_of_one(cluster, change, median);
  }
  const std::size_t count = cluster.members.size();
  after_sums_ = cluster.sums;
  for (const int out : change.out) {
    const float* far = part_->row(out);
    const double weight = part_->importance[out];
    for (std::size_t k = 0; k < count; ++k) after_sums_[k] -= weight * far[cluster.members[k]];
    after_sums_[place_[out]] = std::numeric_limits<double>::infinity();
  }
  double least = std::numeric_limits<double>::infinity();
  median = -1;
  for (const int in : change.in) {
    const float* far = part_->row(in);
    const double weight = part_->importance[in];
    double sum = 0;
    for (std::size_t k = 0; k < count; ++k) {
      after_sums_[k] += weight * far[cluster.members[k]];
      sum += part_->importance[cluster.members[k]] * far[cluster.members[k]];
    }
    for (const int out : change.out) sum -= part_->importance[out] * far[out];
    for (const int other : change.in) sum += part_->importance[other] * far[other];
    if (sum < least) {
      least = sum;
      median = in;
    }
  }
  for (std::size_t k = 0; k < count; ++k) {
    if (after_sums_[k] < least) {
      least = after_sums_[k];
      median = cluster.members[k];
    }
  }
  return median < 0 ? 0 : least;
}

double State::bounds_of(const Cluster& cluster, const Touched& change, double& broken) const {
  double price = 0;
  const auto count = static_cast<int>(cluster.members.size() + change.in.size()) -
                     static_cast<int>(change.out.size());
  for (std::size_t m = 0; m < part_->weights.size(); ++m) {
    std::int64_t weight = cluster.weights[m];
    for (const int out : change.out) weight -= part_->weights[m][out];
    for (const int in : change.in) weight += part_->weights[m][in];
    const Measure& measure = part_->problem.measures[m];
    const double outside = outside_of(measure, weight, count);
    if (measure.strength.hard) {
      if (outside > 0) broken += least_breach + outside / part_->weight_units[m];
    } else {
      price += measure.strength.price * outside;
    }
  }
  return price;
}

void State::complete(int slot, const Touched& change, Value& value) {
  const Cluster& cluster = clusters_[slot];
  value.travel = part_->problem.prices.travel * travel_of(cluster, change, value.median);
  if (!part_->rich) return;
  after_.clear();
  for (const int j : cluster.members) {
    if (std::find(change.out.begin(), change.out.end(), j) == change.out.end()) {
      after_.push_back(j);
    }
  }
  after_.insert(after_.end(), change.in.begin(), change.in.end());
  const Charge charge = charged(*part_, slot, after_, value.median);
  value.price += charge.price;
  value.broken += charge.broken;
}

void State::leave(const Touched& change) {
  Cluster& cluster = clusters_[change.cluster];
  for (const int out : change.out) {
    const auto place = static_cast<std::size_t>(place_[out]);
    const int last = cluster.members.back();
    cluster.members[place] = last;
    cluster.sums[place] = cluster.sums.back();
    place_[last] = place_[out];
    cluster.members.pop_back();
    cluster.sums.pop_back();
    cluster.fingerprint ^= part_->fingerprints[out];
    const float* far = part_->row(out);
    const double weight = part_->importance[out];
    for (std::size_t k = 0; k < cluster.members.size(); ++k) {
      cluster.sums[k] -= weight * far[cluster.members[k]];
    }
    for (std::size_t m = 0; m < part_->weights.size(); ++m) {
      cluster.weights[m] -= part_->weights[m][out];
    }
  }
}

void State::join(const Touched& change) {
  Cluster& cluster = clusters_[change.cluster];
  for (const int in : change.in) {
    const float* far = part_->row(in);
    const double weight = part_->importance[in];
    double sum = 0;
    for (std::size_t k = 0; k < cluster.members.size(); ++k) {
      const int member = cluster.members[k];
      cluster.sums[k] += weight * far[member];
      sum += part_->importance[member] * far[member];
    }
    cluster_[in] = change.cluster;
    place_[in] = static_cast<int>(cluster.members.size());
    cluster.members.push_back(in);
    cluster.sums.push_back(sum);
    cluster.fingerprint ^= part_->fingerprints[in];
    for (std::size_t m = 0; m < part_->weights.size(); ++m) {
      cluster.weights[m] += part_->weights[m][in];
    }
  }
}

void State::apply() {
  CHECK(touched_count_ > 0);
  const double lacked = lacking(filled_);
  for (int t = 0; t < touched_count_; ++t) {
    filled_ -= clusters_[touched_[t].cluster].members.empty() ? 0 : 1;
    leave(touched_[t]);
  }
  for (int t = 0; t < touched_count_; ++t) {
    const Touched& change = touched_[t];
    Cluster& cluster = clusters_[change.cluster];
    join(change);
    plain_ += change.value.plain() - cluster.value.plain();
    price_ += change.value.price - cluster.value.price;
    broken_ += change.value.broken - cluster.value.broken;
    cluster.value = change.value;
    filled_ += cluster.members.empty() ? 0 : 1;
  }
  broken_ += lacking(filled_) - lacked;
  touched_count_ = 0;
}

}  // namespace solve
