// Tables that become blocks on a phone, lists of facts, tiles. The ARIA roles stay in the markup
// because a table that is laid out as blocks is no table to a screen reader otherwise.
#include "base/check.hpp"
#include "web/components.hpp"

namespace web {
namespace {

std::string_view table_class(Stack stack) {
  switch (stack) {
    case Stack::Two: return "gh-table gh-stack gh-stack--2";
    case Stack::Three: return "gh-table gh-stack gh-stack--3";
    case Stack::Beside: return "gh-table gh-stack";
    case Stack::Facts: return "gh-table gh-stack gh-stack--facts";
    case Stack::None: return "gh-table";
  }
  return "gh-table";
}

std::string_view cell_class(const Column& column) {
  if (column.numeric) return column.wide ? "n gh-span" : "n";
  return column.wide ? "gh-span" : "";
}

void add_head(Html& html, const Table& table, bool stacked) {
  html.open("thead", {{"role", "rowgroup", stacked}});
  html.open("tr", {{"role", "row", stacked}});
  for (const Column& column : table.columns) {
    std::string_view css_class = cell_class(column);
    html.open("th", {{"scope", "col"},
                     {"role", "columnheader", stacked},
                     {"class", css_class, !css_class.empty()}});
    html.add_text(column.label).close("th");
  }
  html.close("tr").close("thead");
}

void add_cell(Html& html, const Column& column, const Html& cell, Stack stack, bool foot) {
  const bool stacked = stack != Stack::None;
  if (foot && cell.empty()) {
    html.open("td", {{"role", "cell", stacked}, {"class", "gh-skip"}}).close("td");
    return;
  }
  std::string_view css_class = cell_class(column);
  html.open("td", {{"role", "cell", stacked},
                   {"class", css_class, !css_class.empty()},
                   {"data-label", column.label, stacked}});
  // Where label and value stand side by side, each must be one box.
  const bool wrap = stack == Stack::Beside && cell.markup().find('<') != std::string::npos;
  if (wrap) html.open("span");
  if (cell.empty()) {
    html.add(not_known());
  } else {
    html.add(cell);
  }
  if (wrap) html.close("span");
  html.close("td");
}

void add_row(Html& html, const Table& table, const Row& row, bool foot) {
  CHECK(row.cells.size() == table.columns.size());
  const bool stacked = table.stack != Stack::None;
  html.open("tr", {{"role", "row", stacked},
                   {"class", "gh-row--bad", row.bad},
                   {"id", row.id, !row.id.empty()}});
  html.open("th", {{"scope", "row"}, {"role", "rowheader", stacked}});
  html.add(row.cells[0]).close("th");
  for (std::size_t i = 1; i < row.cells.size(); ++i) {
    add_cell(html, table.columns[i], row.cells[i], table.stack, foot);
  }
  html.close("tr");
}

}  // namespace

Html table(const Table& table) {
  CHECK(!table.columns.empty());
  const bool stacked = table.stack != Stack::None;
  Html html;
  html.reserve(table.rows.size() * 600 + 1000);
  html.open("table", {{"class", table_class(table.stack)}, {"role", "table", stacked}});
  html.open("caption", {{"class", "govuk-visually-hidden", !table.caption_shown}});
  html.add_text(table.caption).close("caption");
  add_head(html, table, stacked);
  html.open("tbody", {{"role", "rowgroup", stacked}});
  for (const Row& row : table.rows) add_row(html, table, row, false);
  html.close("tbody");
  if (table.foot) {
    html.open("tfoot", {{"role", "rowgroup", stacked}});
    add_row(html, table, *table.foot, true);
    html.close("tfoot");
  }
  html.close("table");
  return html;
}

Html changes(std::string_view caption, const std::vector<Change>& changes) {
  Table made;
  made.caption = caption;
  made.caption_shown = true;
  made.columns = {{"What"}, {"Before"}, {"After"}};
  made.stack = Stack::Beside;
  for (const Change& one : changes) {
    made.rows.push_back({{one.what, one.before.empty() ? none() : one.before,
                          one.after.empty() ? none() : el("b", {}, one.after)}});
  }
  return el("div", {{"class", "gh-changes"}}, table(made));
}

Html facts(const std::vector<Fact>& facts) {
  Html html;
  html.open("dl", {{"class", "govuk-summary-list"}});
  for (const Fact& fact : facts) {
    html.open("div", {{"class", "govuk-summary-list__row"}});
    html.add(el("dt", {{"class", "govuk-summary-list__key"}}, fact.key));
    html.open("dd", {{"class", "govuk-summary-list__value"}});
    html.add(fact.value.empty() ? not_known() : fact.value);
    if (!fact.source.empty()) html.add(sub(fact.source));
    html.close("dd").close("div");
  }
  html.close("dl");
  return html;
}

Html tiles(const std::vector<Tile>& tiles) {
  Html html;
  html.open("ul", {{"class", "gh-tiles"}});
  for (const Tile& tile : tiles) {
    std::string css_class = "gh-tile";
    if (tile.tone == Tone::Bad) css_class += " gh-tile--bad";
    if (tile.tone == Tone::Warn) css_class += " gh-tile--warn";
    if (tile.number.size() > 3) css_class += " gh-tile--long";
    Html words = el("span", {{"class", "gh-tile__t"}}, tile.label);
    if (!tile.note.empty()) {
      words = el("span", {{"class", "gh-tile__t"}}, tile.label,
                 el("span", {{"class", "gh-tile__s"}}, tile.note));
    }
    // The space parts number and words for those who hear or copy them.
    Html inside = join(el("span", {{"class", "gh-tile__n"}}, tile.number), " ", words);
    html.open("li");
    if (tile.href.empty()) {
      html.add(el("div", {{"class", css_class}}, inside));
    } else {
      const std::string link_class =
          "govuk-link govuk-link--no-visited-state govuk-link--no-underline " + css_class;
      html.add(el("a", {{"class", link_class}, {"href", tile.href}}, inside));
    }
    html.close("li");
  }
  html.close("ul");
  return html;
}

}  // namespace web
