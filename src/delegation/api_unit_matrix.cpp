// Cells of CSV and of text are written as a scheme has them.
#include "delegation/api_unit_matrix.hpp"

#include <algorithm>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "delegation/words.hpp"

namespace delegation {

namespace {

std::string_view outcome_word(const UnitMatrixRow& row) {
  return row.too_many ? "too_many_cases" : word_of(row.outcome);
}

std::string cells_text(const Catalogue& catalogue, const UnitMatrixRow& row, int level) {
  std::vector<std::string> words;
  for (const Cell& cell : row.cells) {
    if (cell.level != level) continue;
    std::string text(word_of(cell.part));
    if (cell.days != 0) text += " " + days_text(cell.days);
    if (cell.to >= 0) text += " to " + catalogue.levels[static_cast<std::size_t>(cell.to)].code;
    words.push_back(std::move(text));
  }
  return base::join(words, ", ");
}

}  // namespace

std::string_view unit_kind_of(const governance::Place& place) {
  switch (place.kind) {
    case governance::PlaceKind::School: return "school";
    case governance::PlaceKind::Cluster: return "cluster";
    default: return "group";
  }
}

base::Result<UnitHeld> unit_held(std::shared_ptr<const Setting> setting) {
  UnitHeld made;
  made.holds = TRY(held(*setting, FactValues()));
  if (made.holds.ready) {
    made.rows = unit_matrix(setting->catalogue, made.holds.unit, unit_kind_of(setting->place));
  }
  made.setting = std::move(setting);
  return made;
}

base::Status check_held(const UnitHeld& asked) {
  if (asked.holds.ready) return {};
  const std::string where = asked.setting->name + " on " + asked.setting->on.long_form();
  const FactSet wanting = asked.holds.in_force.wanting;
  return base::make_error("scheme_not_in_force",
                          wanting == 0
                              ? "No scheme holds for " + where + "."
                              : "What holds for " + where + " waits for its " +
                                    facts_named(asked.setting->catalogue, wanting) +
                                    ": note the review of the school, or correct what the register "
                                    "says of it.");
}

std::vector<int> levels_with_part(const Catalogue& catalogue,
                                  const std::vector<UnitMatrixRow>& rows) {
  std::vector<int> used;
  for (int level = 0; level < static_cast<int>(catalogue.levels.size()); ++level) {
    const bool has = std::ranges::any_of(rows, [&](const UnitMatrixRow& row) {
      return std::ranges::count(row.cells, level, &Cell::level) != 0;
    });
    if (has) used.push_back(level);
  }
  return used;
}

std::string unit_matrix_csv(const UnitHeld& asked) {
  const Catalogue& catalogue = asked.setting->catalogue;
  const std::vector<int> levels = levels_with_part(catalogue, asked.rows);
  std::vector<std::string> head = {"code", "decision", "domain", "when", "outcome"};
  for (const int level : levels) {
    head.push_back(catalogue.levels[static_cast<std::size_t>(level)].code);
  }
  head.insert(head.end(), {"approval", "by"});
  std::string text = base::csv_row(head);
  for (const UnitMatrixRow& row : asked.rows) {
    const Decision& decision = catalogue.decisions[static_cast<std::size_t>(row.decision)];
    std::vector<std::string> cells = {decision.code, decision.title, decision.domain,
                                      condition_text(catalogue.facts, row.when),
                                      std::string(outcome_word(row))};
    for (const int level : levels) cells.push_back(cells_text(catalogue, row, level));
    cells.push_back(base::join(row.approvals, "; "));
    cells.push_back(base::join({row.clauses.begin(), row.clauses.end()}, "; "));
    text += base::csv_row(cells);
  }
  return text;
}

std::string unit_matrix_json(const UnitHeld& asked) {
  const Catalogue& catalogue = asked.setting->catalogue;
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("at", asked.setting->name);
  json.member("on", asked.setting->on.iso());
  json.key("rows");
  json.begin_array();
  for (const UnitMatrixRow& row : asked.rows) {
    json.begin_object();
    json.member("decision", catalogue.decisions[static_cast<std::size_t>(row.decision)].code);
    json.member("when", condition_text(catalogue.facts, row.when));
    json.member("outcome", outcome_word(row));
    json.key("parts");
    json.begin_array();
    for (const Cell& cell : row.cells) {
      json.begin_object();
      json.member("level", catalogue.levels[static_cast<std::size_t>(cell.level)].code);
      json.member("part", word_of(cell.part));
      if (cell.days != 0) json.member("days", cell.days);
      if (cell.to >= 0) {
        json.member("to", catalogue.levels[static_cast<std::size_t>(cell.to)].code);
      }
      json.end_object();
    }
    json.end_array();
    write_texts(json, "approvals", row.approvals);
    write_texts(json, "clauses", {row.clauses.begin(), row.clauses.end()});
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

std::string unit_matrix_text(const UnitHeld& asked) {
  const Catalogue& catalogue = asked.setting->catalogue;
  std::string text =
      "Who decides what at " + asked.setting->name + ", on " + asked.setting->on.long_form() + "\n";
  for (const UnitMatrixRow& row : asked.rows) {
    const Decision& decision = catalogue.decisions[static_cast<std::size_t>(row.decision)];
    text += decision.code + ", " + decision.title;
    const std::string when = condition_text(catalogue.facts, row.when);
    if (!when.empty()) text += ", " + when;
    std::vector<std::string> parts;
    for (const int level : levels_with_part(catalogue, {row})) {
      parts.push_back(catalogue.levels[static_cast<std::size_t>(level)].code + " " +
                      cells_text(catalogue, row, level));
    }
    if (row.outcome != Outcome::Decided) parts.emplace_back(outcome_words(row.outcome));
    text += ": " + (row.too_many ? std::string("too many cases") : base::join(parts, "; ")) + "\n";
  }
  return text;
}

}  // namespace delegation
