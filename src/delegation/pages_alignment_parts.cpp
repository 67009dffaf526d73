// Addresses, the frame, cells and bars.
#include <algorithm>

#include "base/text.hpp"
#include "delegation/pages_alignment.hpp"
#include "registry/store_units.hpp"
#include "web/asked.hpp"

namespace delegation {

using registry::OrganisationId;
using web::Html;

std::string alignment_href(OrganisationId group, const web::AsOf& as_of, const std::string& more) {
  return "/alignment/of/" + std::to_string(group.value) + more + as_of.suffix();
}

std::string aligned_function_href(OrganisationId group, const web::AsOf& as_of,
                                  std::string_view code) {
  return alignment_href(group, as_of, "/functions/" + std::string(code));
}

std::string aligned_school_href(OrganisationId group, const web::AsOf& as_of,
                                const AlignedSchool& school) {
  return alignment_href(group, as_of, "/schools/" + std::to_string(school.urn));
}

OrganisationId alignment_group_asked(const web::Request& request) {
  return OrganisationId{web::captured_number(request, "group")};
}

base::Result<AlignmentVisit> visit_alignment(const Context& context, const web::Request& request) {
  const OrganisationId group = alignment_group_asked(request);
  registry::Visit now = TRY(registry::visit(*context, request));
  AlignmentPicture picture = TRY(alignment_picture(*now.lease, *now.reference, group, now.on()));
  const guard::UnitPath path = TRY(registry::unit_path_of_group(*now.lease, group));
  const bool may_edit = guard::shows(request, guard::Action::Edit, path, context->today());
  return AlignmentVisit{std::move(now), std::move(picture), may_edit};
}

web::Page alignment_page(const AlignmentVisit& visit, std::string title,
                         const std::string& current) {
  web::Page page = registry::begin_page(visit.now, std::move(title), "Decisions");
  page.caption = Html(visit.picture.owner.name);
  page.breadcrumbs = {{"What schools do in common", "/alignment"}};
  const auto tab = [&](const std::string& label, const std::string& more) {
    page.tabs.push_back(
        {label, alignment_href(visit.group(), visit.as_of(), more), current == more});
  };
  tab("The matrix", "");
  tab("What is open", "/open");
  tab("Movement over time", "/movement");
  return page;
}

web::Tone tone_of(AlignmentTrouble trouble) {
  switch (trouble) {
    case AlignmentTrouble::Drift:
    case AlignmentTrouble::Overdue: return web::Tone::Bad;
    case AlignmentTrouble::NotAdopted: return web::Tone::Warn;
    default: return web::Tone::Info;
  }
}

Html alignment_findings(const AlignmentVisit& visit,
                        const std::vector<const AlignmentFinding*>& findings, bool linked) {
  Html html;
  for (const AlignmentFinding* each : findings) {
    Html note("Since " + each->since.long_form() + ". " + each->mend + " ");
    if (linked) {
      note.add(web::link(aligned_function_href(visit.group(), visit.as_of(), each->code),
                         Html("Its history and its schools")));
    }
    html.add(web::finding(tone_of(each->trouble),
                          std::string(label_of(each->trouble)) + ": " + each->what, note));
  }
  return html;
}

Html adoption_tag(const AdoptionEntry* adoption) {
  if (!adoption) return web::not_known();
  constexpr web::Tone tones[] = {web::Tone::Ok, web::Tone::Info, web::Tone::Plain, web::Tone::Warn};
  return web::tag(tones[static_cast<std::size_t>(adoption->level)], label_of(adoption->level));
}

Html direction_cell(const FunctionState& state, base::Date on) {
  if (state.direction == Direction::Maintain) return Html(label_of(state.direction));
  Html html("Develop: " + state.target);
  if (!state.by) return html.add(web::sub(Html("No day is set")));
  return html.add(
      web::sub(Html((*state.by < on ? "Was due on " : "Due on ") + state.by->long_form())));
}

Html lead_cell(const AlignmentLeads& leads, const FunctionState& state) {
  const std::string role = leads.role(state);
  const std::string person = leads.person(state);
  if (role.empty() && person.empty()) return web::none();
  Html html(role.empty() ? person : role);
  if (!role.empty() && !person.empty()) html.add(web::sub(Html(person)));
  return html;
}

namespace {

constexpr int whole = 10'000;  // hundredths of a per cent of the width

std::string percent(int hundredths) {
  std::string cents = std::to_string(hundredths % 100);
  if (cents.size() == 1) cents.insert(cents.begin(), '0');
  return std::to_string(hundredths / 100) + "." + cents + "%";
}

std::string words_of(const Bar& bar) {
  std::vector<std::string> words;
  for (const BarPart& each : bar.parts) {
    if (each.number > 0) {
      words.push_back(std::to_string(each.number) + " " + base::lower_ascii(each.label));
    }
  }
  return words.empty() ? "None" : base::join(words, ", ");
}

void add_parts(Html& html, const Bar& bar) {
  int total = 0;
  for (const BarPart& each : bar.parts) total += each.number;
  int before = 0;
  for (const BarPart& each : bar.parts) {
    if (each.number == 0) continue;
    const int from = before * whole / total;
    before += each.number;
    const int width = before * whole / total - from;
    html.leaf("rect", {{"class", "gh-al " + std::string(each.look)},
                       {"x", percent(from)},
                       {"y", 4},
                       {"width", percent(width)},
                       {"height", "71%"}});
    html.open("svg", {{"x", percent(from)}, {"width", percent(width)}});
    html.open("text", {{"class", "gh-alt " + std::string(each.look)}, {"x", 6}, {"y", "18.5"}});
    html.add_text(std::to_string(each.number)).close("text").close("svg");
  }
}

// Of the parts that some bar has, in their order.
std::vector<web::LegendItem> key_of(const std::vector<Bar>& bars) {
  std::vector<web::LegendItem> key;
  for (std::size_t at = 0; !bars.empty() && at < bars.front().parts.size(); ++at) {
    const BarPart& part = bars.front().parts[at];
    const bool shown =
        std::ranges::any_of(bars, [&](const Bar& each) { return each.parts[at].number > 0; });
    if (!shown) continue;
    key.push_back(
        {web::el("span", {{"class", "gh-key " + std::string(part.look)}}, Html()), part.label});
  }
  return key;
}

}  // namespace

Html alignment_bars(const std::string& label, const std::vector<Bar>& bars) {
  Html html;
  html.open("ol", {{"class", "gh-lanes"}, {"aria-label", label}});
  for (const Bar& bar : bars) {
    const std::string words = words_of(bar);
    html.open("li").open("span", {{"class", "gh-lanes__l"}});
    html.add(bar.href.empty() ? Html(bar.label) : web::link(bar.href, Html(bar.label)));
    if (!bar.note.empty()) html.add(web::sub(Html(bar.note)));
    html.close("span");
    html.open(
        "svg",
        {{"class", "gh-lane"}, {"role", "img"}, {"aria-label", words}, {"focusable", "false"}});
    add_parts(html, bar);
    html.close("svg");
    html.open("p", {{"class", "gh-lanes__t"}, {"aria-hidden", "true"}}).add_text(words).close("p");
    html.close("li");
  }
  return html.close("ol").add(web::legend(key_of(bars)));
}

std::vector<BarPart> parts_of(const AdoptionCount& count) {
  constexpr std::string_view looks[] = {"gh-al-1", "gh-al-2", "gh-al-3", "gh-al-4"};
  std::vector<BarPart> parts;
  for (int at = 0; at < adoption_levels; ++at) {
    const auto level = static_cast<AdoptionLevel>(at);
    parts.push_back({count.at(level), std::string(label_of(level)), looks[at]});
  }
  parts.push_back({count.schools - count.known(), "Not known", "gh-al-5"});
  return parts;
}

}  // namespace delegation
