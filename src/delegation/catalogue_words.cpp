// Sentences about a catalogue: laws, and what one says that another did not.
#include "delegation/catalogue_words.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace delegation {

namespace {

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

std::string or_nothing(const std::string& text) { return text.empty() ? "nothing" : text; }

std::string asked(const Catalogue& catalogue, const Decision& decision) {
  std::vector<std::string> labels;
  for (const int fact : decision.asks) {
    labels.push_back(base::lower_ascii(catalogue.facts[static_cast<std::size_t>(fact)].label));
  }
  return or_nothing(base::join(labels, ", "));
}

std::string domain_label(const Catalogue& catalogue, const Decision& decision) {
  const Domain* domain = catalogue.domain_called(decision.domain);
  return domain == nullptr ? decision.domain : domain->label;
}

std::string summed(const Decision& decision) {
  return decision.sum_of.empty() ? "itself" : base::join(decision.sum_of, ", ");
}

std::vector<std::string> laws_of(const Catalogue& catalogue, const Decision& decision) {
  std::vector<std::string> texts;
  for (const Law& law : decision.laws) {
    texts.push_back(law_text(catalogue, law) + " (" + law.citation + ")");
  }
  return texts;
}

template <typename T>
bool has(const std::vector<T>& all, const std::string& code) {
  return std::ranges::find(all, code, &T::code) != all.end();
}

class Difference {
 public:
  Difference(const Catalogue& before, const Catalogue& after) : before_(before), after_(after) {}

  std::vector<std::string> sentences() {
    for (const Decision& now : after_.decisions) {
      const int at = before_.decision_called(now.code);
      if (at < 0) {
        say(now.code, "is new: " + now.title + ".");
      } else {
        compare(before_.decisions[static_cast<std::size_t>(at)], now);
      }
    }
    for (const Decision& was : before_.decisions) {
      if (after_.decision_called(was.code) < 0) {
        say(was.code, "is not there any more; it was " + quoted(was.title) + ".");
      }
    }
    added("fact", before_.facts, after_.facts);
    added("level", before_.levels, after_.levels);
    added("domain", before_.domains, after_.domains);
    dated(before_.years, after_.years);
    dated(before_.reviews, after_.reviews);
    return std::move(sentences_);
  }

 private:
  void say(const std::string& code, const std::string& what) {
    sentences_.push_back(code + " " + what);
  }

  void compare(const Decision& was, const Decision& now) {
    const auto changed = [&](const std::string& what, const std::string& before,
                             const std::string& after) {
      if (before != after) say(now.code, what + " " + after + "; before it was " + before + ".");
    };
    changed("is called", quoted(was.title), quoted(now.title));
    changed("stands under", domain_label(before_, was), domain_label(after_, now));
    changed("is asked of a", was.unit, now.unit);
    changed("depends on", asked(before_, was), asked(after_, now));
    changed("counts to its sums what was granted by", summed(was), summed(now));
    changed("has the source", or_nothing(was.citation), or_nothing(now.citation));
    changed("can be asked", was.period.describe(), now.period.describe());
    const std::vector<std::string> old_laws = laws_of(before_, was);
    const std::vector<std::string> new_laws = laws_of(after_, now);
    for (const std::string& each : new_laws) {
      if (std::ranges::count(old_laws, each) == 0) say(now.code, "has the law: " + each);
    }
    for (const std::string& each : old_laws) {
      if (std::ranges::count(new_laws, each) == 0) say(now.code, "has no longer the law: " + each);
    }
  }

  template <typename T>
  void added(const std::string& what, const std::vector<T>& before, const std::vector<T>& after) {
    for (const T& each : after) {
      if (!has(before, each.code)) {
        sentences_.push_back("There is a new " + what + ", " + quoted(each.label) + " (" +
                             each.code + ").");
      }
    }
    for (const T& each : before) {
      if (!has(after, each.code)) {
        sentences_.push_back("The " + what + " " + quoted(each.label) + " (" + each.code +
                             ") is not there any more.");
      }
    }
  }

  static std::string text(const YearStart& each) {
    return "financial years of " + each.of + " schools begin on day " + std::to_string(each.day) +
           " of month " + std::to_string(each.month) + ", " + each.period.describe() + " (" +
           each.citation + ").";
  }

  static std::string text(const ReviewInterval& each) {
    return "schools " + (each.rating.empty() ? std::string() : "rated " + each.rating + " ") +
           "are reviewed again after " + std::to_string(each.months) + " months, " +
           each.period.describe() + " (" + each.citation + ").";
  }

  // Dated records that have no code.
  template <typename T>
  void dated(const std::vector<T>& before, const std::vector<T>& after) {
    const auto there = [](const std::vector<T>& all, const T& wanted) {
      return std::ranges::any_of(all, [&](const T& each) { return text(each) == text(wanted); });
    };
    for (const T& each : after) {
      if (!there(before, each)) sentences_.push_back("Now " + text(each));
    }
    for (const T& each : before) {
      if (!there(after, each)) sentences_.push_back("No longer: " + text(each));
    }
  }

  const Catalogue& before_;
  const Catalogue& after_;
  std::vector<std::string> sentences_;
};

}  // namespace

std::string law_text(const Catalogue& catalogue, const Law& law) {
  std::string text = law.says;
  const std::string when = condition_text(catalogue.facts, law.when);
  if (!when.empty()) text += " Where " + when + ".";
  if (!law.period.open_start() || !law.period.open_end())
    text += " It holds " + law.period.describe() + ".";
  return text;
}

std::vector<std::string> catalogue_changes(const Catalogue& before, const Catalogue& after) {
  return Difference(before, after).sentences();
}

}  // namespace delegation
