// /plans/{plan}/schools/{urn}: why is this school here? And /plans/{plan}/clusters/{number}.
#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "design/pages_plan_parts.hpp"

namespace design {

namespace {

using registry::count_words;
using web::Html;

std::size_t index(int place) { return static_cast<std::size_t>(place); }

std::string said(const Refused& refused, std::string_view field) {
  return refused.error && refused.error->field == field ? refused.error->message : std::string();
}

Html rules_cell(const std::vector<std::string>& breaks) {
  return breaks.empty() ? web::none() : Html(base::join(breaks, "; "));
}

std::string cost_text(double minutes) {
  const std::string text = base::with_decimals(std::abs(minutes), 1);
  return (text == "0.0" ? "" : minutes < 0 ? "−" : "+") + text;
}

Html costs_table(const PlanShown& shown, const WhyHere& why) {
  web::Table table;
  table.caption = "Here, and the next best clusters";
  table.columns = {{"Cluster"},
                   {"Extra cost, minutes", true},
                   {"To the middle school, minutes", true},
                   {"Rules it would break", false, true}};
  Html here = cluster_cell(shown, why.cluster);
  here.add(web::sub("Where it is in this plan"));
  table.rows.push_back(
      {web::cells(here, Html("0.0"), Html(base::with_decimals(why.minutes, 1)),
                  rules_cell(shown.view->measured.clusters[index(why.cluster)].broken))});
  for (const Elsewhere& each : why.next_best) {
    table.rows.push_back(
        {web::cells(cluster_cell(shown, each.cluster), Html(cost_text(each.extra_cost)),
                    Html(base::with_decimals(each.minutes, 1)), rules_cell(each.breaks))});
  }
  Html html = web::table(table);
  return html.add(web::note(
      "The extra cost counts everything that the scenario wants, as minutes of travel of one "
      "school: longer journeys of this school and of others, schools that change cluster, rules "
      "that have a price. Minutes are " +
      shown.view->measured.travel_label + "."));
}

Html binding_part(const WhyHere& why) {
  if (why.binding.empty()) {
    return web::paragraph(
        "No rule keeps it here: it is a question of travel and of what else the "
        "scenario wants.");
  }
  std::vector<Html> lines;
  for (const std::string& each : why.binding) lines.emplace_back(each);
  return web::list(lines);
}

Html facts_of(const PlanShown& shown, int place) {
  const SchoolFacts& school = shown.facts().schools[index(place)];
  const std::string href = "/schools/" + std::to_string(school.urn);
  return web::facts({{"School", web::link(href, Html(school.name))},
                     {"Phase", phase_cell(school)},
                     {"Pupils", registry::number(school.pupils)},
                     {"Cluster today", cluster_of_today(shown, school.today)},
                     {"Cluster in this plan", cluster_cell(shown, shown.plan().of[index(place)])},
                     {"Pinned", Html(shown.plan().pinned[index(place)] != 0
                                         ? "Yes: the solver leaves it where it is"
                                         : "No")}});
}

Html school_forms(const web::Request& request, const PlanShown& shown, int place,
                  const Refused& refused) {
  if (!shown.may_change()) return {};
  const std::string urn = std::to_string(shown.facts().schools[index(place)].urn);
  const int here = shown.plan().of[index(place)];
  const bool pinned = shown.plan().pinned[index(place)] != 0;
  const auto form = [&](std::string_view kind, const Html& content) {
    std::vector<web::Hidden> hidden = hand_fields(shown, "school");
    hidden.push_back({"kind", std::string(kind)});
    hidden.push_back({"urn", urn});
    return web::post_form(hand_href(shown.row().id), *request.caller, hidden, content);
  };
  std::vector<web::Choice> choices = cluster_choices(shown, here);
  const std::string near = choices_hint(shown, here);
  if (here != no_place) choices.push_back({std::string(to_none), "Out of all clusters"});
  Html move =
      web::select({.id = "to",
                   .label = "To which cluster",
                   .hint = near.empty() ? "It is pinned there" : "It is pinned there. " + near,
                   .error = said(refused, "to")},
                  choices, refused.typed.get_or("to", ""));
  move.add(web::button(web::ButtonKind::Main, "Move it"));
  Html content = form("move", move);
  if (here != no_place) {
    content.add(form(pinned ? "unpin" : "pin",
                     web::button(web::ButtonKind::Secondary,
                                 pinned ? "Take the pin off" : "Pin it where it is")));
  }
  return web::section("h-hand", "Change it by hand", content);
}

// ---- a cluster ----------------------------------------------------------------------------------

Html tick(const SchoolFacts& school, bool ticked) {
  const std::string urn = std::to_string(school.urn);
  return web::el("span", {{"class", "gh-tick"}},
                 web::el("input", {{"type", "checkbox"},
                                   {"id", "urn-" + urn},
                                   {"name", "urn"},
                                   {"value", urn},
                                   {"checked", ticked}}),
                 web::el("label", {{"for", "urn-" + urn}, {"class", "govuk-visually-hidden"}},
                         "Choose " + school.name));
}

Html members_table(const PlanShown& shown, int cluster, const Refused& refused) {
  const bool ticks = shown.may_change();
  const auto chosen = refused.typed.all("urn");
  const int middle = shown.view->measured.clusters[index(cluster)].middle;
  web::Table table;
  table.caption = "Schools of " + shown.plan().clusters[index(cluster)].name;
  table.columns = {{"School"},        {"Phase"},         {"Pupils", true},
                   {"Cluster today"}, {"Minutes", true}, {"Pinned"}};
  if (ticks) table.columns.push_back({"Choose"});
  const auto members = members_of(shown.plan());
  for (const int place : members[index(cluster)]) {
    const SchoolFacts& school = shown.facts().schools[index(place)];
    Html name = web::link(plan_school_href(shown.row().id, school.urn) + version_suffix(shown),
                          Html(school.name));
    if (place == middle) name.add(web::sub("The middle school"));
    std::vector<Html> cells =
        web::cells(name, phase_cell(school), registry::number(school.pupils),
                   cluster_of_today(shown, school.today), minutes_cell(shown, place, middle),
                   Html(shown.plan().pinned[index(place)] != 0 ? "Pinned" : "No"));
    if (ticks) {
      const std::string urn = std::to_string(school.urn);
      cells.push_back(tick(school, std::find(chosen.begin(), chosen.end(), urn) != chosen.end()));
    }
    table.rows.push_back({std::move(cells)});
  }
  return web::table(table);
}

std::vector<web::Hidden> of_cluster(const PlanShown& shown, int cluster, std::string_view kind) {
  std::vector<web::Hidden> hidden = hand_fields(shown, "cluster");
  hidden.push_back({"cluster", shown.plan().clusters[index(cluster)].name});
  if (!kind.empty()) hidden.push_back({"kind", std::string(kind)});
  return hidden;
}

Html chosen_form(const web::Request& request, const PlanShown& shown, int cluster,
                 const Refused& refused) {
  std::vector<web::Choice> clusters = cluster_choices(shown, cluster);
  clusters.push_back({std::string(to_none), "Out of all clusters"});
  Html content = members_table(shown, cluster, refused);
  content.add(web::radios({.id = "kind",
                           .label = "What to do with the schools that you choose",
                           .error = said(refused, "kind-1")},
                          {{"move", "Move them", "They are pinned in the other cluster"},
                           {"pin", "Pin them here"},
                           {"unpin", "Take their pins off"},
                           {"split", "Make a new cluster of them"}},
                          refused.typed.get_or("kind", "move")));
  content.add(web::select({.id = "to",
                           .label = "To which cluster",
                           .hint = choices_hint(shown, cluster),
                           .error = said(refused, "to")},
                          clusters, refused.typed.get_or("to", "")));
  content.add(web::button(web::ButtonKind::Main, "Change the plan"));
  return web::post_form(hand_href(shown.row().id), *request.caller, of_cluster(shown, cluster, ""),
                        content);
}

Html cluster_forms(const web::Request& request, const PlanShown& shown, int cluster,
                   const Refused& refused) {
  const PlanCluster& each = shown.plan().clusters[index(cluster)];
  const auto form = [&](std::string_view kind, Html content, const std::string& label) {
    content.add(web::button(web::ButtonKind::Secondary, label));
    return web::el("div", {{"class", "gh-inrow"}},
                   web::post_form(hand_href(shown.row().id), *request.caller,
                                  of_cluster(shown, cluster, kind), content));
  };
  Html content = form(each.locked ? "unlock" : "lock", {},
                      each.locked ? "Unlock " + each.name : "Lock " + each.name);
  content.add(web::note("A locked cluster gains and loses no school, whoever looks for the best."));
  content.add(form("split", {}, "Split it in the middle"));
  content.add(form("merge",
                   web::select({.id = "merge-to",
                                .label = "Merge another cluster into it",
                                .hint = choices_hint(shown, cluster),
                                .error = said(refused, "merge-to"),
                                .name = "to"},
                               cluster_choices(shown, cluster), ""),
                   "Merge"));
  Html name = web::text_input({.id = "name", .label = "Name", .error = said(refused, "name")},
                              refused.typed.get_or("name", each.name), web::Width::Twenty);
  name.add(web::text_input({.id = "letter", .label = "Letter", .error = said(refused, "letter")},
                           refused.typed.get_or("letter", each.letter), web::Width::Four));
  content.add(form("rename", name, "Rename"));
  return web::section("h-cluster", "The cluster as a whole", content);
}

}  // namespace

base::Result<web::Response> plan_school_page(const Context& context, const web::Request& request,
                                             int place, const Refused& refused) {
  const PlanShown shown = TRY(plan_shown(context, request));
  const Bench& bench = *shown.visit.table.bench;
  const SchoolFacts& school = shown.facts().schools[index(place)];
  const int here = shown.plan().of[index(place)];
  const std::string where =
      here == no_place ? "no cluster" : shown.plan().clusters[index(here)].name;
  web::Page page =
      plan_frame(context, request, shown, "Why is " + school.name + " in " + where + "?");
  page.breadcrumbs.push_back({shown.row().name, plan_href(shown.row().id) + version_suffix(shown)});
  if (refused.error) show_error(page, *refused.error);
  if (here == no_place) {
    page.lead = Html(school.name + " is in no cluster of this plan.");
  } else {
    const Built built = TRY(problem_of(bench.scenario, bench.facts, &shown.plan()));
    const WhyHere why = TRY(why_here(bench.scenario, bench.facts, built, shown.plan(), place));
    page.lead = Html(why.sentence);
    page.content.add(web::section("h-costs", "Here and elsewhere", costs_table(shown, why)));
    page.content.add(web::section("h-binding", "What keeps it here", binding_part(why)));
  }
  page.content.add(school_forms(request, shown, place, refused));
  page.content.add(web::section("h-facts", "The school", facts_of(shown, place)));
  return web::render(page, context->registry->site);
}

base::Result<web::Response> plan_cluster_page(const Context& context, const web::Request& request,
                                              int cluster, const Refused& refused) {
  const PlanShown shown = TRY(plan_shown(context, request));
  if (cluster < 0 || index(cluster) >= shown.plan().clusters.size()) {
    return base::make_error("not_found", "The plan has no cluster of this number.");
  }
  const PlanCluster& each = shown.plan().clusters[index(cluster)];
  const ClusterMeasures& found = shown.view->measured.clusters[index(cluster)];
  web::Page page = plan_frame(context, request, shown,
                              each.name + " in plan " + std::to_string(shown.row().id.value));
  page.heading = web::cluster_badge(shown.looks[index(cluster)].colour,
                                    shown.looks[index(cluster)].letter, web::BadgeSize::Title)
                     .add(" ")
                     .add(each.name);
  page.breadcrumbs.push_back({shown.row().name, plan_href(shown.row().id) + version_suffix(shown)});
  page.lead = Html(count_words(found.schools, "school", "schools") +
                   (each.locked ? ". The cluster is locked." : ".") +
                   (found.broken.empty() ? " No rule is broken here." : ""));
  if (refused.error) show_error(page, *refused.error);
  for (const std::string& broken : found.broken) {
    page.content.add(web::finding(web::Tone::Bad, "Breaks a rule", Html(broken)));
  }
  page.content.add(web::section("h-schools", "Schools",
                                shown.may_change() ? chosen_form(request, shown, cluster, refused)
                                                   : members_table(shown, cluster, refused)));
  if (shown.may_change()) page.content.add(cluster_forms(request, shown, cluster, refused));
  return web::render(page, context->registry->site);
}

}  // namespace design
