// Measures of a plan beside today's, as a table with bars.
#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "design/pages_plan_parts.hpp"

namespace design {

namespace {

using web::Html;

constexpr double percent = 100;

std::string with_sign(double value, int decimals) {
  const std::string digits = base::with_decimals(std::abs(value), decimals);
  if (digits.find_first_of("123456789") == std::string::npos) return "0";
  return (value < 0 ? "−" : "+") + digits;
}

// Lengths and sums change by a share, numbers of things by so many.
std::string change_text(const MeasureKind& kind, double was, double is) {
  const bool by_share =
      kind.unit == "minutes" || kind.unit == "km" || kind.unit == "pupils" || kind.unit == "pounds";
  if (by_share && was > 0) {
    if (figure_text(kind, {was, ""}) == figure_text(kind, {is, ""})) return "0";
    const double share = (is / was - 1) * percent;
    const std::string text = with_sign(share, std::abs(share) < 1 ? 1 : 0);
    return text == "0" ? text : text + "%";
  }
  return with_sign(is - was, kind.decimals) + (kind.unit == "%" ? " points" : "");
}

web::Tone tone_of(Verdict verdict) {
  if (verdict == Verdict::Better) return web::Tone::Ok;
  return verdict == Verdict::Worse ? web::Tone::Bad : web::Tone::Plain;
}

Html figure_cell(const MeasureKind& kind, const Figure& figure) {
  if (figure.value) return Html(figure_text(kind, figure));
  return web::not_known().add(web::sub(Html(figure.missing)));
}

Html bar(std::string_view css_class, double share) {
  const std::string width = base::with_decimals(std::clamp(share, 0.0, 1.0) * percent, 1) + "%";
  return web::el(
      "svg", {{"class", "gh-bar"}, {"aria-hidden", "true"}, {"focusable", "false"}},
      web::el(
          "rect",
          {{"class", css_class}, {"x", "0"}, {"y", "0"}, {"width", width}, {"height", "100%"}}));
}

Html bars(const MeasureKind& kind, const Figure& was, const Figure& is) {
  if (!was.value || !is.value) return web::does_not_apply();
  const double whole = kind.unit == "%" ? percent : std::max(*was.value, *is.value);
  if (whole <= 0) return web::does_not_apply();
  return web::el("span", {{"class", "gh-mini"}}, bar("gh-fnow", *was.value / whole),
                 bar("gh-fplan", *is.value / whole));
}

bool is_estimated(const PlanShown& shown, const MeasureKind& kind) {
  return kind.unit == "minutes" && shown.scenario().travel == TravelBy::Estimated;
}

Html name_cell(const PlanShown& shown, const MeasureKind& kind) {
  // Of numbers of things the name says what they are.
  const bool length = kind.unit == "minutes" || kind.unit == "km" || kind.unit == "pounds";
  const bool size = kind.code.starts_with("size.schools_m");
  const std::string unit(length || size ? kind.unit : "");
  Html html(std::string(kind.name) + (unit.empty() ? "" : ", " + unit));
  std::string more(kind.sentence);
  if (is_estimated(shown, kind)) more = "Estimated. " + more;
  if (kind.code == "size.schools_min" || kind.code == "size.schools_max") {
    const Band& band = shown.scenario().rules.schools;
    if (band.least && band.most) {
      more = "Rule: " + std::to_string(*band.least) + " to " + std::to_string(*band.most);
    }
  }
  return html.add(web::sub(Html(more)));
}

Html measures_table(const PlanShown& shown, const std::vector<std::size_t>& places,
                    const std::string& caption, bool caption_shown) {
  const bool beside = shown.view->beside_today();
  web::Table table;
  table.caption = caption;
  table.caption_shown = caption_shown;
  table.stack = web::Stack::Three;
  table.columns = {{"Measure"}};
  if (beside) table.columns.push_back({"Today", true});
  table.columns.push_back({"Plan", true});
  if (beside) {
    table.columns.push_back({"Change", true});
    table.columns.push_back({"Today and plan", false, true});
    table.columns.push_back({"Result"});
  }
  for (const std::size_t place : places) {
    const MeasureKind& kind = measure_kinds()[place];
    const ComparedRow& row = shown.view->compared[place];
    const Figure& was = row.figures.front();
    const Figure& is = row.figures.back();
    std::vector<Html> cells = web::cells(name_cell(shown, kind));
    if (beside) cells.push_back(figure_cell(kind, was));
    cells.push_back(figure_cell(kind, is));
    if (beside) {
      const bool known = was.value && is.value;
      const Verdict verdict = row.against_first.back();
      cells.push_back(known ? Html(change_text(kind, *was.value, *is.value))
                            : web::does_not_apply());
      cells.push_back(bars(kind, was, is));
      cells.push_back(known ? web::tag(tone_of(verdict), verdict_label(verdict))
                            : web::does_not_apply());
    }
    table.rows.push_back({std::move(cells)});
  }
  return web::table(table);
}

Html all_measures(const PlanShown& shown) {
  Html html;
  std::vector<std::size_t> part;
  const auto kinds = measure_kinds();
  for (std::size_t at = 0; at < kinds.size(); ++at) {
    part.push_back(at);
    if (at + 1 < kinds.size() && kinds[at + 1].part == kinds[at].part) continue;
    html.add(measures_table(shown, part, std::string(kinds[at].part), true));
    part.clear();
  }
  return html;
}

}  // namespace

web::Html measures_section(const PlanShown& shown) {
  const bool beside = shown.view->beside_today();
  Html content = measures_table(shown, chief_measures(),
                                beside ? "Measures, today and this plan" : "Measures", false);
  if (beside) {
    content.add(
        web::legend({{web::el("span", {{"class", "gh-key gh-key--now"}}, ""), "Today"},
                     {web::el("span", {{"class", "gh-key gh-key--plan"}}, ""), "This plan"}}));
  }
  content.add(web::note("Minutes are " + shown.view->measured.travel_label +
                        ". No measure alone says which plan is better."));
  content.add(web::el("details", {{"class", "gh-more"}},
                      web::el("summary", {}, "All measures, part by part"), all_measures(shown)));
  return web::section("h-measures", beside ? "Measures side by side" : "Measures", content);
}

}  // namespace design
