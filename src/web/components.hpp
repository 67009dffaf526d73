// Components of pages, each one pattern of the visual language or of the GOV.UK Design System.
// They return markup and know no school: callers bring words, numbers and addresses.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.hpp"
#include "web/html.hpp"
#include "web/http.hpp"
#include "web/symbols.hpp"

namespace web {

// ---- words ------------------------------------------------------------------------------------

Html link(std::string_view href, const Html& label);
Html paragraph(const Html& content);
Html lead(const Html& content);             // the answer, above the figures
Html note(const Html& content);             // small and grey, under a table or figure
Html sub(const Html& content);              // second line inside a table cell
Html hidden(std::string_view text);         // for screen readers only
Html list(const std::vector<Html>& items);  // bulleted
Html not_known();                           // there is an answer and we lack it
Html none();                                // we know that there is none
Html does_not_apply();                      // the question makes no sense here: a dash
Html date(base::Date date);                 // <time>; not_known() for distant past, dash for future

enum class Tone { Plain, Bad, Warn, Ok, Info, Past };
Html tag(Tone tone, std::string_view text);

// ---- arrangement ------------------------------------------------------------------------------

// A part of the page with an h2; `id` is that of the heading. `tools` stand at its right.
Html section(std::string_view id, std::string_view heading, const Html& content,
             const Html& tools = {});
enum class Columns { TwoOne, OneOne, ThreeTwo };
Html columns(Columns shape, const Html& left, const Html& right);
Html panel(std::string_view heading, const Html& content);
// A coloured box: what is wrong or right, by which rule, since when, what mends it.
Html finding(Tone tone, std::string_view title, const Html& note);
// The answer to what somebody just did, or what they must know first; one a page, above its title.
enum class Notice { Success, Important };
Html notification(Notice kind, const Html& content);
// What is empty, why, and what to do next.
Html empty_state(std::string_view what, const Html& next);
// Addresses beside a heading: CSV, JSON.
struct Tool {
  std::string label;
  std::string href;
};
Html tools(const std::vector<Tool>& tools);

// ---- tables and lists of facts ----------------------------------------------------------------

struct Column {
  std::string label;     // with its unit: "Distance, km"
  bool numeric = false;  // right-aligned
  bool wide = false;     // on a phone takes the whole width
};
struct Row {
  std::vector<Html> cells;  // the first is the row's header; an empty one says "Not known"
  bool bad = false;         // red edge; the words must say it too
  std::string id = {};
};
// Cells made where they stay: a list in braces would copy each.
template <typename... Contents>
std::vector<Html> cells(Contents&&... contents) {
  std::vector<Html> made;
  made.reserve(sizeof...(contents) + 2);
  (made.emplace_back(std::forward<Contents>(contents)), ...);
  return made;
}
// How rows become blocks on a phone: values in two or three columns, label beside value, a fact
// with its day and its source (name, value, as of, source), or not at all (narrow tables).
enum class Stack { Two, Three, Beside, Facts, None };
struct Table {
  std::string caption;
  bool caption_shown = false;
  std::vector<Column> columns;
  std::vector<Row> rows;
  std::optional<Row> foot = {};  // totals; only here may cells be empty
  Stack stack = Stack::Two;
};
// CHECKs that every row has a cell for each column.
Html table(const Table& table);

// What a save will change, to be looked at before: an empty cell says "None".
struct Change {
  std::string what;
  Html before = {};
  Html after = {};
};
Html changes(std::string_view caption, const std::vector<Change>& changes);

struct Fact {
  std::string key;
  Html value;        // empty says "Not known"
  Html source = {};  // where it comes from, small
};
Html facts(const std::vector<Fact>& facts);

struct Tile {
  std::string number;
  std::string label;
  std::string note = {};
  std::string href = {};
  Tone tone = Tone::Plain;  // Bad and Warn colour the edge
};
Html tiles(const std::vector<Tile>& tiles);

// Results of a search or things to do: title, second line, tag or link at the sides.
struct Item {
  Html title;
  Html note = {};
  Html mark = {};    // a tag or symbol before it
  Html action = {};  // a link after it
};
Html items(const std::vector<Item>& items);

// ---- time --------------------------------------------------------------------------------------

struct Segment {
  base::Date from;   // distant_past(): since before the axis
  base::Date until;  // the first day it no longer holds; distant_future(): until further notice
  std::string label;
  bool elsewhere = false;  // drawn light even while it lasts
};
struct Lane {
  std::string label;
  std::string note = {};
  std::string href = {};
  std::vector<Segment> segments;  // in order of time
  std::string text = {};          // the same in words; made from the segments when empty
};
struct Lanes {
  std::string label;  // "Twelve years at a glance"
  base::Date today;
  base::Date on;  // a violet line when not today
  std::vector<Lane> lanes;
  int first_year = 0;  // 0: chosen so that all segments are seen, at most 20 years
  std::string now_label = "Now";
  std::string before_label = "Before";
};
// Lanes with their key. Dark is now, light before, dashed white planned.
Html lanes(const Lanes& lanes);

struct Event {
  std::string date;  // "1 September 2026" or "Not known"
  Html title;
  Html note = {};
  bool planned = false;
};
Html events(const std::vector<Event>& events);

// ---- moving between pages ---------------------------------------------------------------------

// GOV.UK pagination. `page` counts from 1; addresses are `path` with `query` and page=N.
Html pagination(std::string_view path, const Query& query, int page, int pages);

}  // namespace web
