// A scheme as a table. What a shape has no place for is told, so that nobody misses it later.
#include <algorithm>
#include <map>
#include <set>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "delegation/matrix.hpp"
#include "delegation/matrix_limits.hpp"

namespace delegation {

namespace {

using Row = std::vector<std::string>;

class Exporter {
 public:
  Exporter(const Catalogue& catalogue, const Scheme& scheme, Shape shape)
      : catalogue_(catalogue), scheme_(scheme), shape_(shape) {
    LevelSet used = scheme.levels;
    for (const Clause& clause : scheme.clauses) {
      for (const Cell& cell : clause.cells) used |= level_bit(cell.level);
    }
    for (int at = 0; at < static_cast<int>(catalogue.levels.size()); ++at) {
      if ((used & level_bit(at)) != 0) levels_.push_back(at);
    }
  }

  Exported run() {
    switch (shape_) {
      case Shape::Csv: own(); break;
      case Shape::Rasci: rasci(); break;
      case Shape::Nga: nga(); break;
    }
    for (const auto& [what, clauses] : lost_) {
      warn(what + ": it is not carried of " + (clauses.size() == 1 ? "clause " : "clauses ") +
           base::join(clauses, ", ") + ".");
    }
    for (const Withdrawal& each : scheme_.withdrawals) {
      warn("The withdrawal " + each.code + " is not carried by a table: add it to the text.");
    }
    return std::move(made_);
  }

 private:
  void warn(std::string text) {
    const auto& all = made_.warnings;
    if (std::ranges::find(all, text) == all.end()) made_.warnings.push_back(std::move(text));
  }
  // What is lost of several clauses is told once.
  void note(const std::string& what, const std::string& clause) {
    if (what.empty()) return;
    Row& clauses = lost_[what];
    if (clauses.empty() || clauses.back() != clause) clauses.push_back(clause);
  }
  void write(const Row& row) { made_.text += base::csv_row(row); }

  const Decision& decision(int at) const {
    return catalogue_.decisions[static_cast<std::size_t>(at)];
  }
  const Level& level(int at) const { return catalogue_.levels[static_cast<std::size_t>(at)]; }

  Row with_levels(Row before, const Row& after) const {
    for (const int each : levels_) before.push_back(level(each).label);
    before.insert(before.end(), after.begin(), after.end());
    return before;
  }

  std::string on_text(const Clause& clause) const {
    Row codes;
    for (const int each : clause.decisions) codes.push_back(decision(each).code);
    if (!codes.empty()) return base::join(codes, ", ");
    return clause.domain.empty() ? "all" : "domain " + clause.domain;
  }

  std::string wording(const Clause& clause) const {
    return clause.decisions.size() == 1 ? decision(clause.decisions.front()).title : "";
  }

  void head() {
    Scheme alone = scheme_;
    alone.clauses.clear();
    alone.withdrawals.clear();
    const std::string text = scheme_text(catalogue_, alone);
    for (const std::string_view line : base::split(text, '\n')) {
      if (line.empty()) continue;
      const bool first = made_.text.empty();
      const std::size_t end = line.find(first ? ' ' : ':');
      write({std::string(line.substr(0, end)), std::string(base::trim(line.substr(end + 1)))});
    }
  }

  void own() {
    head();
    write(with_levels({"clause", "code", "decision", "when"}, {"in words"}));
    for (const Clause& clause : scheme_.clauses) {
      Row row = {clause.code, on_text(clause), wording(clause),
                 condition_text(catalogue_.facts, clause.when)};
      for (const int each : levels_) row.push_back(level_words(catalogue_, clause, each));
      row.push_back(clause.says);
      write(row);
    }
  }

  void warn_of_head() {
    warn(
        "The code, title, version, days, adoption and levels that powers fall to are not carried: "
        "give them again when the table is read.");
  }

  // The sign of each part; "" where the shape has none.
  std::string sign_of(Part part) const {
    constexpr std::string_view rasci[parts] = {"A", "S", "C", "I", "R", ""};
    constexpr std::string_view nga[parts] = {"✓", "<", ">", "", "", ""};
    return std::string((shape_ == Shape::Rasci ? rasci : nga)[static_cast<std::size_t>(part)]);
  }

  std::string signs_of(const Clause& clause, int of) {
    Row all;
    for (const Cell& cell : clause.cells) {
      if (cell.level != of) continue;
      const std::string sign = sign_of(cell.part);
      note(sign.empty()     ? "No sign says who \"" + std::string(word_of(cell.part)) + "\""
           : cell.days != 0 ? "No place is for days"
                            : "",
           clause.code);
      if (sign.empty()) continue;
      all.push_back(sign);
    }
    return base::join(all, "/");
  }

  void rasci() {
    warn_of_head();
    warn("The codes of clauses are not carried.");
    write(with_levels({"Code", "Decision", "When"}, {"Notes"}));
    for (const Clause& clause : scheme_.clauses) {
      Row row = {on_text(clause), wording(clause), condition_text(catalogue_.facts, clause.when)};
      bool any = false;
      for (const int each : levels_) {
        row.push_back(signs_of(clause, each));
        any = any || !row.back().empty();
      }
      row.push_back(clause.says);
      if (any) write(row);
    }
    write(
        {"A is accountable and decides; R is responsible for doing it; S supports and "
         "recommends; C is consulted; I is informed."});
  }

  // The limits of a clause in words behind the wording; what is no limit stands in the notes.
  std::string limits(const Clause& clause, std::string& notes) {
    std::string text;
    for (const Atom& atom : clause.when) {
      const std::string words = limit_words(catalogue_, atom);
      if (!words.empty()) {
        text += ", " + words;
        continue;
      }
      notes = "Only where " + condition_text(catalogue_.facts, {atom}) + ". " + notes;
      note("A condition that is no limit stands in the notes alone", clause.code);
    }
    return text;
  }

  void nga_row(const Clause& clause, int of) {
    std::string notes = clause.says;
    Row row = {decision(of).title + limits(clause, notes)};
    bool any = false;
    for (const int each : levels_) {
      row.push_back(signs_of(clause, each));
      any = any || !row.back().empty();
    }
    row.push_back(notes);
    if (any) write(row);
  }

  void nga() {
    warn_of_head();
    warn(
        "The codes of clauses are not carried, and a clause on several decisions is a row of "
        "each.");
    write({nga_model(catalogue_, scheme_)});
    write(with_levels({"Delegated decision"}, {"Notes"}));
    for (const Domain& domain : catalogue_.domains) {
      bool titled = false;
      for (int at = 0; at < static_cast<int>(catalogue_.decisions.size()); ++at) {
        if (decision(at).domain != domain.code) continue;
        for (const Clause& clause : scheme_.clauses) {
          if (std::ranges::find(clause.decisions, at) == clause.decisions.end()) continue;
          if (!titled) write({domain.label});
          titled = true;
          nga_row(clause, at);
        }
      }
    }
    for (const Clause& clause : scheme_.clauses) {
      if (!clause.decisions.empty()) continue;
      warn("Clause " + clause.code + " speaks of " +
           (clause.domain.empty() ? "all decisions" : "a whole domain") + ", and is not carried.");
    }
    write(
        {"✓ decides; < advises those above, > those below. Conditions stand behind the decision."});
  }

  const Catalogue& catalogue_;
  const Scheme& scheme_;
  const Shape shape_;
  std::vector<int> levels_;          // that have a column
  std::map<std::string, Row> lost_;  // what is lost, and of which clauses
  Exported made_;
};

}  // namespace

Exported exported(const Catalogue& catalogue, const Scheme& scheme, Shape shape) {
  return Exporter(catalogue, scheme, shape).run();
}

std::string nga_model(const Catalogue& catalogue, const Scheme& scheme) {
  const int cluster = catalogue.level_called("cluster");
  const int local = catalogue.level_called("lgb");
  const int rating = fact_called(catalogue.facts, "rating");
  std::set<int> of_cluster;  // decisions
  std::set<int> of_school;
  std::set<int> advised;
  bool earned = scheme.kind == LayerKind::Rating;
  for (const Clause& clause : scheme.clauses) {
    const int decider = clause.decider();
    const bool heard = std::ranges::any_of(clause.cells, [&](const Cell& cell) {
      return cell.level == local && (cell.part == Part::Consulted || cell.part == Part::Recommends);
    });
    for (int each = 0; each < static_cast<int>(catalogue.decisions.size()); ++each) {
      if (!clause.about(catalogue, each)) continue;
      if (decider >= 0 && decider == cluster) of_cluster.insert(each);
      if (decider >= 0 && decider == local) of_school.insert(each);
      if (heard) advised.insert(each);
    }
    earned = earned || std::ranges::any_of(clause.when, [&](const Atom& atom) {
               return rating >= 0 && atom.fact == rating;
             });
  }
  if (earned) return "Nearest to model 4: what is delegated depends on how the school does";
  if (!of_cluster.empty() && of_cluster.size() >= of_school.size()) {
    return "Nearest to model 3: committees of clusters decide";
  }
  if (!of_school.empty()) return "Nearest to model 1: local committees decide";
  if (!advised.empty()) return "Nearest to model 2: academy councils advise";
  return "Of none of NGA's four models: no local committee, council or cluster has a part";
}

}  // namespace delegation
