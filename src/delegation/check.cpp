// Faults in words, in the order in which they are found.
#include "delegation/check.hpp"

#include <algorithm>
#include <cctype>

#include "base/text.hpp"
#include "delegation/turns.hpp"

namespace delegation {

bool Checked::stops() const { return std::ranges::any_of(faults, &ToldFault::stops); }

void Checked::fault(ToldFault fault) {
  if (std::ranges::find(faults, fault.text, &ToldFault::text) == faults.end()) {
    faults.push_back(std::move(fault));
  }
}

void Checked::note(std::string text) {
  if (std::ranges::find(notes, text) == notes.end()) notes.push_back(std::move(text));
}

bool stops(FaultKind kind) {
  return kind == FaultKind::Gap || kind == FaultKind::Conflict || kind == FaultKind::Forbidden ||
         kind == FaultKind::Endless;
}

namespace {

ToldFault told(const Catalogue& catalogue, const Fault& fault, std::string what) {
  ToldFault made;
  made.what = std::move(what);
  made.stops = stops(fault.kind);
  made.kind = word_of(fault.kind);
  if (fault.decision >= 0) {
    made.decision = catalogue.decisions[static_cast<std::size_t>(fault.decision)].code;
  }
  made.facts = facts_told(catalogue, fault.example);
  return made;
}

}  // namespace

void check_alone(const Catalogue& catalogue, const Layer& layer, base::Date on, Checked& checked) {
  const Scheme& scheme = layer.scheme();
  for (const Fault& fault : faults_of(catalogue, layer)) {
    ToldFault made = told(catalogue, fault, fault_text(catalogue, &scheme, fault));
    made.text = scheme.title + ": " + made.what;
    checked.fault(std::move(made));
  }
  for (const Withdrawal& each : scheme.withdrawals) {
    if (!each.period.open_end()) continue;
    checked.note(scheme.title + ": withdrawal " + each.code +
                 " has no last day; it runs until somebody ends it, when " + each.ends_when + ".");
  }
  if (scheme.review && *scheme.review < on) {
    checked.note(scheme.title + ": it was to be looked at again by " + scheme.review->long_form() +
                 ".");
  }
}

namespace {

// All of one day, told into what is told of the days before it.
class Together {
 public:
  Together(const Catalogue& catalogue, const Layers& layers,
           const std::array<Filled, levels_max>& filled, const std::string& where, Checked& checked)
      : catalogue_(catalogue), layers_(layers), filled_(filled), where_(where), checked_(checked) {}

  base::Status look(base::Date day, const FactValues& facts, bool first) {
    for (const auto& [values, where] : variants(facts)) {
      const InForce chosen = layers_in_force(catalogue_, layers_, values, day);
      const bool based = std::ranges::any_of(chosen.layers, [](const Layer* layer) {
        return layer->scheme().kind == LayerKind::Group || layer->scheme().whole;
      });
      based_ = based_ || based;
      if (!based) continue;
      TRY(tell(day, first, make_unit(catalogue_, chosen.layers, day, filled_, values), where));
    }
    return {};
  }
  bool based() const { return based_; }  // on some day there was a scheme of the group

 private:
  // Where overlays wait for what is not known of the school: with none of it, and with each word.
  std::vector<std::pair<FactValues, std::string>> variants(const FactValues& facts) const {
    std::vector<std::pair<FactValues, std::string>> all = {{facts, where_}};
    for (const auto& [fact, words] : facts_of_layers(catalogue_, layers_)) {
      const auto at = static_cast<std::size_t>(fact);
      const FactInfo& info = catalogue_.facts[at];
      const std::size_t before = all.size();
      for (std::size_t each = 0; each < before; ++each) {
        if (facts.of[at] != unknown) {
          add_word(all[each].second, info, facts.of[at]);
          continue;
        }
        for (const std::int64_t word : words) {
          auto variant = all[each];
          variant.first.of[at] = word;
          add_word(variant.second, info, word);
          all.push_back(std::move(variant));
        }
      }
    }
    return all;
  }

  // "At Oak, rated full"
  static void add_word(std::string& where, const FactInfo& info, std::int64_t word) {
    const std::string name = info.code == "rating" ? "rated" : info.code;
    where += (where.empty() ? "" : ", ") + name + " " + fact_text(info, word);
    where.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(where.front())));
  }

  base::Status tell(base::Date day, bool first, const base::Result<Unit>& unit,
                    const std::string& where) {
    const auto from = first ? std::nullopt : std::optional(day);
    if (!unit.ok()) {
      if (first) return unit.error();
      add({"", true, unit.error().message, where, from});
      return {};
    }
    for (const Fault& fault : faults_of(catalogue_, unit.value())) {
      ToldFault made = told(catalogue_, fault, fault_text(catalogue_, nullptr, fault));
      made.clauses = clauses_at_fault(catalogue_, unit.value(), fault);
      if (!made.clauses.empty()) {
        made.what.back() = ':';
        made.what += " " + base::join(made.clauses, ", ") + ".";
      }
      made.where = where;
      made.from = from;
      add(std::move(made));
    }
    return {};
  }

  // What is wrong whatever the rating, the school and the day is told once.
  void add(ToldFault fault) {
    const bool told = std::ranges::any_of(checked_.faults, [&](const ToldFault& each) {
      return each.what == fault.what && (each.where.empty() || each.where == fault.where);
    });
    if (told) return;
    fault.text = fault.where;
    if (fault.from)
      fault.text += (fault.where.empty() ? "From " : ", from ") + fault.from->long_form();
    if (!fault.text.empty()) fault.text += ": ";
    fault.text += fault.what;
    checked_.faults.push_back(std::move(fault));
  }

  const Catalogue& catalogue_;
  const Layers& layers_;
  const std::array<Filled, levels_max>& filled_;
  const std::string& where_;
  Checked& checked_;
  bool based_ = false;
};

}  // namespace

base::Status check_together(const Catalogue& catalogue, const Layers& layers, CheckedDays days,
                            const std::array<Filled, levels_max>& filled, const FactValues& facts,
                            const std::string& where, Checked& checked) {
  Together together(catalogue, layers, filled, where, checked);
  std::vector<base::Date> turns = turning_days(catalogue, layers, days.on, days.until);
  if (turns.size() > turning_days_max) {
    turns.pop_back();
    checked.note("There are too many days on which something turns: those after " +
                 turns.back().long_form() + " were not looked at.");
  }
  for (const base::Date day : turns) TRY(together.look(day, facts, day == days.on));
  if (!together.based()) {
    checked.note("There is no scheme of the group among these, so each was looked at alone.");
  }
  return {};
}

}  // namespace delegation
