// Which set holds for a body on a day: the newest of its code, or what the body has of its own.
#include <algorithm>
#include <tuple>

#include "base/check.hpp"
#include "governance/calendar.hpp"
#include "governance/rules.hpp"
#include "governance/rules_data.hpp"

namespace governance {

std::vector<base::Period> years_or_terms(const Rule& rule, base::Date on) {
  std::vector<base::Period> found;
  for (const int year : {school_year(on) - 1, school_year(on)}) {
    const base::Period all = base::academic_year(year);
    if (!rule.each_term) {
      found.push_back(all);
      continue;
    }
    std::vector<base::Date> begin;
    for (const Rule::MonthDay& each : rule.terms) {
      const base::Date first = base::Date::from_ymd(year, each.month, each.day).value();
      begin.push_back(first < all.from() ? months_later(first, 12) : first);
    }
    std::ranges::sort(begin);
    begin.push_back(all.until());
    for (std::size_t at = 0; at + 1 < begin.size(); ++at) {
      if (const auto term = base::Period::between(begin[at], begin[at + 1])) {
        found.push_back(*term);
      }
    }
  }
  return found;
}

namespace {

constexpr auto order = [](const RuleSet& set) {
  return std::tuple(std::string_view(set.code), set.from);
};

}  // namespace

RuleBook::RuleBook(std::vector<RuleSet> sets) { add(std::move(sets)); }

void RuleBook::add(std::vector<RuleSet> sets) {
  for (RuleSet& set : sets) {
    const auto place = std::ranges::lower_bound(sets_, order(set), {}, order);
    if (place != sets_.end() && order(*place) == order(set)) {
      *place = std::move(set);
    } else {
      sets_.insert(place, std::move(set));
    }
  }
}

const RuleSet* RuleBook::set(std::string_view code, base::Date on) const {
  const RuleSet* newest = nullptr;
  for (const RuleSet& set : sets_) {
    if (set.code == code && set.from <= on) newest = &set;
  }
  return newest;
}

void RuleBook::add_own(const Body& body, const std::vector<RuleOverride>& own) {
  std::vector<base::Date> days;
  for (const RuleOverride& each : own) {
    days.push_back(each.period.from());
    days.push_back(each.period.until());
  }
  for (const RuleSet& set : sets_) days.push_back(set.from);
  std::ranges::sort(days);
  days.erase(std::unique(days.begin(), days.end()), days.end());
  for (std::size_t at = 0; at + 1 < days.size(); ++at) {
    const RuleSet* base = shared(body, days[at]);
    if (!base) continue;
    RuleSet made = *base;
    for (const RuleOverride& each : own) {
      if (!each.period.contains(days[at])) continue;
      base::Result<RuleSet> put = overridden(made, each);
      if (put.ok()) {
        made = std::move(put).value();
      } else {
        made.own.push_back({each.id, each.rule, "",
                            "What was noted of \"" + each.rule +
                                "\" does not fit the rules that hold now: " + put.error().message,
                            "", each.why + " (" + each.source + ")", false});
      }
    }
    if (made.own.empty()) continue;
    own_[body.id.value].push_back(
        {{days[at], days[at + 1]}, std::make_shared<const RuleSet>(std::move(made))});
  }
}

std::vector<base::Period> RuleBook::own_periods(BodyId body) const {
  std::vector<base::Period> periods;
  const auto found = own_.find(body.value);
  if (found == own_.end()) return periods;
  for (const Own& each : found->second) periods.push_back(each.period);
  return periods;
}

const RuleSet* RuleBook::of(const Body& body, base::Date on) const {
  const auto found = own_.find(body.id.value);
  if (found != own_.end()) {
    for (const Own& each : found->second) {
      if (each.period.contains(on)) return each.set.get();
    }
  }
  return shared(body, on);
}

const RuleSet* RuleBook::shared(const Body& body, base::Date on) const {
  if (!body.rule_set.empty()) return set(body.rule_set, on);
  const RuleSet* newest = nullptr;
  for (const RuleSet& set : sets_) {
    const bool meant = std::ranges::find(set.kinds, body.kind) != set.kinds.end();
    if (meant && set.from <= on && (!newest || newest->from <= set.from)) newest = &set;
  }
  return newest;
}

const RuleBook& shipped_rules() {
  static const RuleBook book = [] {
    base::Result<std::vector<RuleSet>> read = read_rules(rules_text());
    CHECK(read.ok());
    return RuleBook(std::move(read).value());
  }();
  return book;
}

}  // namespace governance
