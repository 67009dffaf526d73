// The matrix of a scheme, as one publishes it: a table for each domain.
#include <algorithm>

#include "base/text.hpp"
#include "delegation/pages.hpp"

namespace delegation {

namespace {

using web::Html;

// Whether the law keeps the level from it whatever the facts are.
bool barred(const Decision& decision, int level, base::Date on) {
  return std::ranges::any_of(decision.laws, [&](const Law& law) {
    if (!law.when.empty() || !law.period.contains(on)) return false;
    const bool among = (law.levels & level_bit(level)) != 0;
    return law.kind == Law::Kind::Forbids ? among : law.kind == Law::Kind::Reserves && !among;
  });
}

Html cell(const Catalogue& catalogue, const Decision& decision, const std::vector<Cell>& cells,
          int level, base::Date on) {
  Html inside;
  for (const Cell& each : cells) {
    if (each.level != level) continue;
    inside.add(letter(each.part));
    inside.add(
        web::el("span", {{"class", "govuk-visually-hidden gh-only-wide"}}, label_of(each.part)));
    inside.add(web::el("span", {{"class", "gh-matrix__name"}}, label_of(each.part)));
  }
  const std::string& label = catalogue.levels[static_cast<std::size_t>(level)].label;
  if (!inside.empty()) {
    return web::el("td", {{"class", "c"}, {"role", "cell"}, {"data-label", label}},
                   web::el("span", {}, inside));
  }
  if (barred(decision, level, on)) {
    Html cross =
        web::el("span", {{"class", "gh-role__l gh-role__l--x"}, {"aria-hidden", "true"}}, "×");
    cross.add(
        web::el("span", {{"class", "govuk-visually-hidden gh-only-wide"}}, "Not allowed by law"));
    cross.add(web::el("span", {{"class", "gh-matrix__name"}}, "Not allowed by law"));
    return web::el("td", {{"class", "c"}, {"role", "cell"}, {"data-label", label}},
                   web::el("span", {}, cross));
  }
  Html none = web::el("span", {{"aria-hidden", "true"}}, "–");
  none.add(web::hidden("No part"));
  return web::el("td", {{"class", "c gh-nil"}, {"role", "cell"}, {"data-label", label}}, none);
}

struct MatrixRow {
  const Decision* decision = nullptr;
  std::string note;
  std::vector<Cell> cells;
};

std::vector<int> levels_used(const Catalogue& catalogue, const Scheme& scheme) {
  std::vector<int> used;
  for (int level = 0; level < static_cast<int>(catalogue.levels.size()); ++level) {
    if (scheme.levels == 0 || (scheme.levels & level_bit(level)) != 0) used.push_back(level);
  }
  return used;
}

std::string note_of(const Catalogue& catalogue, const Clause& clause) {
  std::string text = "Clause " + clause.code;
  const std::string when = condition_text(catalogue.facts, clause.when);
  if (!when.empty()) text += ": " + when;
  for (const Cell& cell : clause.cells) {
    if (cell.days != 0) {
      text += "; " + catalogue.levels[static_cast<std::size_t>(cell.level)].label + " within " +
              days_text(cell.days);
    }
  }
  return text;
}

std::vector<MatrixRow> rows_of(const Catalogue& catalogue, const Scheme& scheme, int decision) {
  const Decision& of = catalogue.decisions[static_cast<std::size_t>(decision)];
  std::vector<MatrixRow> rows;
  for (const Clause& clause : scheme.clauses) {
    if (clause.decisions.empty() || !clause.about(catalogue, decision)) continue;
    rows.push_back({&of, note_of(catalogue, clause), clause.cells});
  }
  const bool wide = std::ranges::any_of(scheme.clauses, [&](const Clause& clause) {
    return clause.decisions.empty() && clause.decider() >= 0 && clause.about(catalogue, decision);
  });
  if (rows.empty() && wide) {
    rows.push_back({&of, "By what holds of the whole domain", {}});
    return rows;
  }
  if (rows.empty() && scheme.retained >= 0) {
    rows.push_back({&of, "Not listed, and so retained", {{scheme.retained, Part::Decides, 0, -1}}});
  }
  if (rows.empty() && scheme.kind == LayerKind::Group) {
    rows.push_back({&of, "No clause speaks of it: nobody decides", {}});
  }
  return rows;
}

// Clauses that speak of the whole domain, or of everything: said once, above the table.
Html wide_clauses(const Catalogue& catalogue, const Scheme& scheme, const Domain& domain) {
  std::vector<Html> lines;
  for (const Clause& clause : scheme.clauses) {
    const bool here =
        clause.decisions.empty() && (clause.domain.empty() || clause.domain == domain.code);
    if (!here) continue;
    std::vector<std::string> who;
    for (const Cell& cell : clause.cells) {
      who.push_back(catalogue.levels[static_cast<std::size_t>(cell.level)].label + ": " +
                    std::string(word_of(cell.part)));
    }
    lines.push_back(Html(note_of(catalogue, clause) + ". " + base::join(who, "; ") +
                         (clause.says.empty() ? "." : ". " + clause.says)));
  }
  if (lines.empty()) return {};
  return web::paragraph(Html("Of every decision here, unless a row says otherwise:"))
      .add(web::list(lines));
}

}  // namespace

Html matrix_table(const Catalogue& catalogue, const Scheme& scheme, const Domain& domain,
                  base::Date on) {
  const std::vector<int> levels = levels_used(catalogue, scheme);
  Html body;
  for (int at = 0; at < static_cast<int>(catalogue.decisions.size()); ++at) {
    const Decision& decision = catalogue.decisions[static_cast<std::size_t>(at)];
    if (decision.domain != domain.code || !decision.period.contains(on)) continue;
    for (const MatrixRow& row : rows_of(catalogue, scheme, at)) {
      Html name = web::el("span", {{"class", "gh-only-phone"}}, decision.code + ". ");
      name.add(Html(decision.title)).add(web::sub(Html(row.note)));
      Html cells = web::el("td", {{"class", "gh-code"}, {"role", "cell"}}, decision.code);
      cells.add(web::el("th", {{"scope", "row"}, {"role", "rowheader"}}, name));
      for (const int level : levels) cells.add(cell(catalogue, decision, row.cells, level, on));
      body.add(web::el("tr", {{"role", "row"}}, cells));
    }
  }
  if (body.empty()) return {};
  Html head =
      web::el("th", {{"scope", "col"}, {"role", "columnheader"}, {"class", "gh-code"}}, "Code");
  head.add(web::el("th", {{"scope", "col"}, {"role", "columnheader"}}, "Decision"));
  for (const int level : levels) {
    head.add(web::el("th", {{"scope", "col"}, {"role", "columnheader"}, {"class", "c"}},
                     catalogue.levels[static_cast<std::size_t>(level)].label));
  }
  Html table =
      web::el("caption", {{"class", "govuk-visually-hidden"}}, "Who does what: " + domain.label);
  table.add(web::el("thead", {{"role", "rowgroup"}}, web::el("tr", {{"role", "row"}}, head)));
  table.add(web::el("tbody", {{"role", "rowgroup"}}, body));
  return wide_clauses(catalogue, scheme, domain)
      .add(web::el("table", {{"class", "gh-table gh-matrix gh-stack"}, {"role", "table"}}, table));
}

}  // namespace delegation
