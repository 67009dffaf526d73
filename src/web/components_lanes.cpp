// Dated periods as lanes over one axis of years. Positions are percentages, so that the picture
// fits any width without a script; each lane carries its text for those who do not see it.
#include <algorithm>

#include "base/check.hpp"
#include "web/components.hpp"

namespace web {
namespace {

using base::Date;

constexpr int kYearsMax = 20;
constexpr int kYearsAheadMax = 3;

Date first_of_january(int year) { return Date::from_ymd(year, 1, 1).value_or(Date()); }

class Axis {
 public:
  Axis(int first_year, int last_year)
      : first_year_(first_year),
        last_year_(last_year),
        from_(first_of_january(first_year)),
        days_(first_of_january(last_year + 1).days_since(from_)) {}

  int first_year() const { return first_year_; }
  int last_year() const { return last_year_; }
  // Hundredths of a percent from the left edge, inside the axis.
  int at(Date date) const {
    if (date <= from_) return 0;
    if (date >= first_of_january(last_year_ + 1)) return 10000;
    return static_cast<int>(10000LL * date.days_since(from_) / days_);
  }

 private:
  int first_year_;
  int last_year_;
  Date from_;
  int days_;
};

std::string percent(int hundredths) {
  std::string text = std::to_string(hundredths / 100);
  text += '.';
  text += static_cast<char>('0' + hundredths / 10 % 10);
  text += static_cast<char>('0' + hundredths % 10);
  return text += '%';
}

// The year in which the last plan of the near future begins or ends, or that of the day shown.
int last_year_of(const Lanes& lanes) {
  const int shown = std::max(lanes.today, lanes.on).year();
  int last_year = shown;
  for (const Lane& lane : lanes.lanes) {
    for (const Segment& segment : lane.segments) {
      for (const Date day : {segment.from, segment.until}) {
        if (day <= lanes.today || day == Date::distant_future()) continue;
        last_year = std::max(last_year, std::min(day.year(), shown + kYearsAheadMax));
      }
    }
  }
  return last_year;
}

Axis axis_of(const Lanes& lanes) {
  const int last_year = last_year_of(lanes);
  int first_year = last_year - 4;
  for (const Lane& lane : lanes.lanes) {
    for (const Segment& segment : lane.segments) {
      if (segment.from != Date::distant_past()) {
        first_year = std::min(first_year, segment.from.year());
      } else if (segment.until != Date::distant_future()) {
        first_year = std::min(first_year, segment.until.year() - 1);
      }
    }
  }
  if (lanes.on < lanes.today) first_year = std::min(first_year, lanes.on.year());
  first_year = std::max(first_year, last_year - kYearsMax + 1);
  if (lanes.first_year != 0) first_year = std::min(lanes.first_year, last_year);
  return Axis(first_year, last_year);
}

void add_axis(Html& html, const Axis& axis) {
  html.add_raw(
      "<li aria-hidden=\"true\"><span class=\"gh-lanes__l\"></span><svg class=\"gh-lane "
      "gh-lane--axis\" aria-hidden=\"true\" focusable=\"false\">");
  const int years = axis.last_year() - axis.first_year() + 1;
  const bool crowded = years > 14;
  for (int year = axis.first_year(); year <= axis.last_year(); ++year) {
    const bool odd = (year - axis.first_year()) % 2 == 1;
    if (odd && crowded) continue;
    html.open("text", {{"x", percent(axis.at(first_of_january(year)))},
                       {"y", 13},
                       {"class", "gh-odd", odd || (years > 9 && (year - axis.first_year()) % 4)}});
    html.add(Html(year)).close("text");
  }
  html.add_raw("</svg></li>");
}

void add_bar(Html& html, std::string_view css_class, int from, int until) {
  if (until <= from) return;
  html.leaf("rect", {{"class", css_class},
                     {"x", percent(from)},
                     {"y", 4},
                     {"width", percent(until - from)},
                     {"height", "71%"}});
}

void add_line(Html& html, std::string_view css_class, int at) {
  html.leaf(
      "line",
      {{"class", css_class}, {"x1", percent(at)}, {"x2", percent(at)}, {"y1", -3}, {"y2", "112%"}});
}

// Seven tenths of a percent of the width hold a letter on a desktop; a longer label is cut, for it
// stands in full in the text. Where there is less room, the bar's edge cuts it.
std::string fitting(std::string_view label, int width) {
  const std::size_t letters = static_cast<std::size_t>(std::max(0, width - 80)) / 70;
  if (label.size() <= letters) return std::string(label);
  const std::string_view first_word = label.substr(0, label.find(' '));
  if (letters < 6) return first_word.size() <= letters ? std::string(first_word) : "";
  std::size_t cut = letters - 1;
  while (cut > 0 && (static_cast<unsigned char>(label[cut]) & 0xC0) == 0x80) --cut;
  while (cut > 0 && label[cut - 1] == ' ') --cut;
  return std::string(label.substr(0, cut)) + "…";
}

void add_segment(Html& html, const Axis& axis, const Segment& segment, Date today) {
  const int from = axis.at(segment.from);
  const int until = axis.at(segment.until);
  const int now = axis.at(today);
  const bool begun = segment.from <= today;
  const bool over = segment.until <= today;
  const bool dark = begun && !over && !segment.elsewhere;
  if (begun) {
    add_bar(html, dark ? "gh-seg gh-seg--a" : "gh-seg gh-seg--b", from,
            std::min(until, over ? until : now));
  }
  if (!over) add_bar(html, "gh-seg gh-seg--plan", begun ? std::max(from, now) : from, until);
  const int label_until = begun && !over ? now : until;
  const std::string label = fitting(segment.label, label_until - from);
  if (label.empty()) return;
  html.open("svg", {{"x", percent(from)}, {"width", percent(label_until - from)}});
  html.open("text", {{"class", "gh-on-dark", dark}, {"x", 8}, {"y", "18.5"}});
  html.add_text(label).close("text").close("svg");
}

std::string words_of(const Segment& segment, Date today) {
  std::string words = segment.label;
  if (segment.from > today) words += ", planned";
  if (segment.from != Date::distant_past()) words += " from " + segment.from.long_form();
  if (segment.until != Date::distant_future()) {
    words += " until " + segment.until.plus_days(-1).long_form();
  }
  return words;
}

std::string text_of(const Lane& lane, Date today) {
  if (!lane.text.empty()) return lane.text;
  if (lane.segments.empty()) return "Nothing is known";
  std::string text;
  for (const Segment& segment : lane.segments) {
    if (!text.empty()) text += "; ";
    text += words_of(segment, today);
  }
  return text;
}

// The same in every lane.
Html grid_of(const Axis& axis) {
  Html html;
  for (int year = axis.first_year(); year <= axis.last_year() + 1; ++year) {
    const std::string x = percent(axis.at(first_of_january(year)));
    html.leaf("line", {{"class", "gh-grid"}, {"x1", x}, {"x2", x}, {"y1", 0}, {"y2", "100%"}});
  }
  return html;
}

void add_lane(Html& html, const Axis& axis, const Html& grid, const Lane& lane,
              const Lanes& lanes) {
  html.open("li").open("span", {{"class", "gh-lanes__l"}});
  html.add(lane.href.empty() ? Html(lane.label) : link(lane.href, lane.label));
  if (!lane.note.empty()) html.add(sub(lane.note));
  html.close("span");
  const std::string text = text_of(lane, lanes.today);
  html.open("svg",
            {{"class", "gh-lane"}, {"role", "img"}, {"aria-label", text}, {"focusable", "false"}});
  html.add(grid);
  for (const Segment& segment : lane.segments) add_segment(html, axis, segment, lanes.today);
  add_line(html, "gh-now", axis.at(lanes.today));
  if (lanes.on != lanes.today) add_line(html, "gh-then", axis.at(lanes.on));
  html.close("svg");
  html.open("p", {{"class", "gh-lanes__t"}, {"aria-hidden", "true"}}).add_text(text).close("p");
  html.close("li");
}

void add_key(Html& html, const Lanes& lanes) {
  std::vector<LegendItem> items{
      {Html::raw("<span class=\"gh-key gh-key--1\"></span>"), lanes.now_label},
      {Html::raw("<span class=\"gh-key gh-key--3\"></span>"), lanes.before_label},
      {Html::raw("<span class=\"gh-key gh-key--dashed\"></span>"), "Planned, if nothing changes"},
      {Html(), "Orange line: today, " + lanes.today.long_form()}};
  if (lanes.on != lanes.today) items.push_back({Html(), "Violet line: " + lanes.on.long_form()});
  html.add(legend(items));
}

}  // namespace

Html lanes(const Lanes& lanes) {
  const Axis axis = axis_of(lanes);
  CHECK(axis.first_year() <= axis.last_year());
  Html html;
  html.open("ol", {{"class", "gh-lanes"}, {"aria-label", lanes.label}});
  add_axis(html, axis);
  const Html grid = grid_of(axis);
  html.reserve(lanes.lanes.size() * (grid.markup().size() + 1000));
  for (const Lane& lane : lanes.lanes) add_lane(html, axis, grid, lane, lanes);
  html.close("ol");
  add_key(html, lanes);
  return html;
}

}  // namespace web
