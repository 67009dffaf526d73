// The matrix of a scheme, as one publishes it: a table for each domain.
#include <algorithm>

#include "base/text.hpp"
#include "delegation/catalogue_words.hpp"
#include "delegation/pages.hpp"
#include "delegation/words.hpp"

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

std::vector<int> levels_used(const Catalogue& catalogue, const Scheme& scheme) {
  std::vector<int> used;
  for (int level = 0; level < static_cast<int>(catalogue.levels.size()); ++level) {
    if (scheme.levels == 0 || (scheme.levels & level_bit(level)) != 0) used.push_back(level);
  }
  return used;
}

// The page of a draft's clause, or of a further one on a decision.
std::string clause_href(VersionId version, std::string_view field, const std::string& value) {
  return version_href(version) + "/clause?" + std::string(field) + "=" +
         base::percent_encode(value);
}

std::string part_of(const Catalogue& catalogue, const Cell& cell) {
  std::string text = catalogue.levels[static_cast<std::size_t>(cell.level)].label + " " +
                     base::lower_ascii(label_of(cell.part));
  if (cell.to >= 0) text += " to " + level_name(catalogue, cell.to, {});
  if (cell.days != 0) text += " within " + days_text(cell.days);
  return text;
}

Html clause_name_of(const Clause& clause, VersionId edited) {
  const std::string name = "Clause " + clause.code;
  return edited.known() ? web::link(clause_href(edited, "code", clause.code), Html(name))
                        : Html(name);
}

// What no letter says: where it holds, by when, to whom, and the words of the authors.
Html note_of(const Catalogue& catalogue, const Clause& clause, VersionId edited) {
  Html note = clause_name_of(clause, edited);
  std::vector<std::string> texts;
  const std::string when = condition_text(catalogue.facts, clause.when);
  if (!when.empty()) texts.push_back(when);
  const std::vector<std::string> more = cell_notes(catalogue, clause.cells);
  texts.insert(texts.end(), more.begin(), more.end());
  if (!texts.empty()) note.add(Html(": " + base::join(texts, "; ")));
  if (!clause.says.empty()) note.add(Html(". " + clause.says));
  return note;
}

std::vector<SheetRow> rows_of(const Catalogue& catalogue, const Scheme& scheme, int decision,
                              VersionId edited) {
  const Decision& of = catalogue.decisions[static_cast<std::size_t>(decision)];
  std::vector<SheetRow> rows;
  for (const Clause& clause : scheme.clauses) {
    if (clause.decisions.empty() || !clause.about(catalogue, decision)) continue;
    rows.push_back({&of, note_of(catalogue, clause, edited), clause.cells});
  }
  if (!rows.empty()) return rows;
  const bool wide = std::ranges::any_of(scheme.clauses, [&](const Clause& clause) {
    return clause.decisions.empty() && clause.decider() >= 0 && clause.about(catalogue, decision);
  });
  SheetRow row{&of, Html(), {}};
  if (wide) {
    row.note = Html("By what holds of the whole domain");
  } else if (scheme.retained >= 0) {
    row.note = Html("Not listed, and so retained");
    row.cells.push_back({scheme.retained, Part::Decides, 0, -1});
  } else if (scheme.kind == LayerKind::Group) {
    row.note = Html("No clause speaks of it: nobody decides");
  } else if (edited.known()) {
    row.note = Html("Not in this overlay");
  } else {
    return rows;
  }
  if (edited.known()) {
    row.note.add(Html(". "))
        .add(web::link(clause_href(edited, "on", of.code), Html("Add a clause on " + of.code)));
  }
  rows.push_back(std::move(row));
  return rows;
}

// Clauses that speak of the whole domain, or of everything: said once, above the table.
Html wide_clauses(const Catalogue& catalogue, const Scheme& scheme, const Domain& domain,
                  VersionId edited) {
  std::vector<Html> lines;
  for (const Clause& clause : scheme.clauses) {
    const bool here =
        clause.decisions.empty() && (clause.domain.empty() || clause.domain == domain.code);
    if (!here) continue;
    std::vector<std::string> who;
    const std::string when = condition_text(catalogue.facts, clause.when);
    if (!when.empty()) who.push_back("where " + when);
    for (const Cell& cell : clause.cells) who.push_back(part_of(catalogue, cell));
    lines.push_back(clause_name_of(clause, edited)
                        .add(Html(": " + base::join(who, "; ") + ". " + clause.says)));
  }
  if (lines.empty()) return {};
  return web::paragraph(Html("Of every decision here, unless a row says otherwise:"))
      .add(web::list(lines));
}

}  // namespace

std::vector<std::string> cell_notes(const Catalogue& catalogue, const std::vector<Cell>& cells) {
  std::vector<std::string> notes;
  for (const Cell& each : cells) {
    if (each.days != 0 || each.to >= 0) notes.push_back(part_of(catalogue, each));
  }
  return notes;
}

Html rows_table(const Catalogue& catalogue, const std::vector<int>& levels,
                const std::vector<SheetRow>& rows, const MatrixTold& told) {
  Html body;
  for (const SheetRow& row : rows) {
    Html name = web::el("span", {{"class", "gh-only-phone"}}, row.decision->code + ". ");
    name.add(Html(row.decision->title)).add(web::sub(row.note));
    Html cells = web::el("td", {{"class", "gh-code"}, {"role", "cell"}}, row.decision->code);
    cells.add(web::el("th", {{"scope", "row"}, {"role", "rowheader"}}, name));
    for (const int level : levels) {
      cells.add(cell(catalogue, *row.decision, row.cells, level, told.on));
    }
    body.add(web::el("tr", {{"role", "row"}}, cells));
  }
  Html head =
      web::el("th", {{"scope", "col"}, {"role", "columnheader"}, {"class", "gh-code"}}, "Code");
  head.add(web::el("th", {{"scope", "col"}, {"role", "columnheader"}}, "Decision"));
  for (const int level : levels) {
    head.add(web::el("th", {{"scope", "col"}, {"role", "columnheader"}, {"class", "c"}},
                     catalogue.levels[static_cast<std::size_t>(level)].label));
  }
  // On every sheet of paper: what it is, and what the letters mean.
  std::vector<std::string> letters;
  for (int part = 0; part < parts; ++part) {
    letters.push_back(std::string(letter_of(static_cast<Part>(part))) + " " +
                      base::lower_ascii(label_of(static_cast<Part>(part))));
  }
  Html running = web::el("th", {{"colspan", std::to_string(levels.size() + 2)}},
                         told.what + ". " + told.domain + ". " + base::join(letters, " · ") +
                             " · × not allowed by law");
  Html heads = web::el("tr", {{"class", "gh-matrix__running"}}, running);
  heads.add(web::el("tr", {{"role", "row"}}, head));
  Html table =
      web::el("caption", {{"class", "govuk-visually-hidden"}}, "Who does what: " + told.domain);
  table.add(web::el("thead", {{"role", "rowgroup"}}, heads));
  table.add(web::el("tbody", {{"role", "rowgroup"}}, body));
  return web::el("table", {{"class", "gh-table gh-matrix gh-stack"}, {"role", "table"}}, table);
}

Html laws_part(const Catalogue& catalogue, const Domain& domain, base::Date on,
               std::string_view unit) {
  std::vector<Html> lines;
  for (const Decision& decision : catalogue.decisions) {
    if (decision.domain != domain.code || !decision.period.contains(on)) continue;
    if (!unit.empty() && decision.unit != unit) continue;
    for (const Law& law : decision.laws) {
      if (!law.period.contains(on)) continue;
      lines.emplace_back(decision.code + ": " + law_text(catalogue, law) + " (" + law.citation +
                         ")");
    }
  }
  if (lines.empty()) return {};
  return web::el("div", {{"class", "gh-matrix__laws"}},
                 web::paragraph(Html("What law and handbook fix here:")).add(web::list(lines)));
}

Html matrix_table(const Catalogue& catalogue, const Scheme& scheme, const Domain& domain,
                  const MatrixTold& told, VersionId edited) {
  std::vector<SheetRow> rows;
  for (int at = 0; at < static_cast<int>(catalogue.decisions.size()); ++at) {
    const Decision& decision = catalogue.decisions[static_cast<std::size_t>(at)];
    if (decision.domain != domain.code || !decision.period.contains(told.on)) continue;
    for (SheetRow& row : rows_of(catalogue, scheme, at, edited)) rows.push_back(std::move(row));
  }
  if (rows.empty()) return {};
  return wide_clauses(catalogue, scheme, domain, edited)
      .add(rows_table(catalogue, levels_used(catalogue, scheme), rows, told))
      .add(laws_part(catalogue, domain, told.on, ""));
}

}  // namespace delegation
