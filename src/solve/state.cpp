// Sums of distances are kept for each point, so that a change costs one look at each member.
#include "solve/state.hpp"

#include <algorithm>
#include <limits>

#include "base/check.hpp"
#include "solve/charges.hpp"

namespace solve {
namespace {

// A bound that is broken by a little must not be cheaper to leave broken than to mend.
constexpr double least_breach = 0.2;
// Units that count as broken for a cluster too few or too many.
constexpr double cluster_worth = 3;

}  // namespace

State::State(const Part& part, const std::vector<int>& plan, double pressure)
    : part_(&part), pressure_(pressure), cluster_(plan), place_(plan.size()), sums_(plan.size()) {
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
    for (const int i : cluster.members) {
      const float* far = part_->row(i);
      double sum = 0;
      for (const int j : cluster.members) sum += part_->importance[j] * far[j];
      sums_[i] = sum;
      cluster.fingerprint ^= part_->fingerprints[i];
      for (std::size_t m = 0; m < part_->weights.size(); ++m) {
        cluster.weights[m] += part_->weights[m][i];
      }
    }
  }
  const Touched nothing;
  for (std::size_t c = 0; c < clusters_.size(); ++c) {
    clusters_[c].value = value_of(static_cast<int>(c), nothing);
    plain_ += clusters_[c].value.plain;
    broken_ += clusters_[c].value.broken;
    filled_ += clusters_[c].members.empty() ? 0 : 1;
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
    left.out.insert(left.out.end(), points.begin(), points.end());
    Touched& joined = touched(step.to);
    joined.in.insert(joined.in.end(), points.begin(), points.end());
  }
}

double State::delta(const Steps& steps) {
  gather(steps);
  double change = 0;
  int filled = filled_;
  for (int t = 0; t < touched_count_; ++t) {
    touched_[t].value = value_of(touched_[t].cluster, touched_[t]);
    const Cluster& cluster = clusters_[touched_[t].cluster];
    change += touched_[t].value.plain - cluster.value.plain +
              pressure_ * (touched_[t].value.broken - cluster.value.broken);
    const bool filled_after =
        cluster.members.size() + touched_[t].in.size() > touched_[t].out.size();
    filled += static_cast<int>(filled_after) - static_cast<int>(!cluster.members.empty());
  }
  return change + pressure_ * (lacking(filled) - lacking(filled_));
}

double State::travel_of(const Cluster& cluster, const Touched& change, int& median) {
  const std::size_t count = cluster.members.size();
  after_sums_.resize(count);
  for (std::size_t k = 0; k < count; ++k) after_sums_[k] = sums_[cluster.members[k]];
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

State::Value State::value_of(int slot, const Touched& change) {
  const Cluster& cluster = clusters_[slot];
  Value value;
  const double travel = travel_of(cluster, change, value.median);
  value.plain = part_->problem.prices.travel * travel + bounds_of(cluster, change, value.broken);
  if (part_->rich) {
    after_.clear();
    for (const int j : cluster.members) {
      if (std::find(change.out.begin(), change.out.end(), j) == change.out.end()) {
        after_.push_back(j);
      }
    }
    after_.insert(after_.end(), change.in.begin(), change.in.end());
    const Charge charge = charged(*part_, slot, after_, value.median);
    value.plain += charge.price;
    value.broken += charge.broken;
  }
  return value;
}

void State::leave(const Touched& change) {
  Cluster& cluster = clusters_[change.cluster];
  for (const int out : change.out) {
    const int last = cluster.members.back();
    cluster.members[place_[out]] = last;
    place_[last] = place_[out];
    cluster.members.pop_back();
    cluster.fingerprint ^= part_->fingerprints[out];
    const float* far = part_->row(out);
    for (const int j : cluster.members) sums_[j] -= part_->importance[out] * far[j];
    for (std::size_t m = 0; m < part_->weights.size(); ++m) {
      cluster.weights[m] -= part_->weights[m][out];
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
    Touched& change = touched_[t];
    Cluster& cluster = clusters_[change.cluster];
    for (const int in : change.in) {
      const float* far = part_->row(in);
      double sum = 0;
      for (const int j : cluster.members) {
        sums_[j] += part_->importance[in] * far[j];
        sum += part_->importance[j] * far[j];
      }
      sums_[in] = sum;
      cluster_[in] = change.cluster;
      place_[in] = static_cast<int>(cluster.members.size());
      cluster.members.push_back(in);
      cluster.fingerprint ^= part_->fingerprints[in];
      for (std::size_t m = 0; m < part_->weights.size(); ++m) {
        cluster.weights[m] += part_->weights[m][in];
      }
    }
    plain_ += change.value.plain - cluster.value.plain;
    broken_ += change.value.broken - cluster.value.broken;
    cluster.value = change.value;
    filled_ += cluster.members.empty() ? 0 : 1;
  }
  broken_ += lacking(filled_) - lacked;
  touched_count_ = 0;
}

}  // namespace solve
