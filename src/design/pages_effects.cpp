// /plans/{plan}/effects: what a plan changes in what Guildhall knows, part by part.
#include <algorithm>

#include "base/text.hpp"
#include "design/api_scenario.hpp"
#include "design/pages_publish.hpp"
#include "web/form_data.hpp"

namespace design {

namespace {

using web::Html;

// Trouble first, what stays last.
int rank_of(EffectKind kind) {
  switch (kind) {
    case EffectKind::Trouble: return 0;
    case EffectKind::Changes: return 1;
    case EffectKind::Same: return 2;
  }
  return 2;
}

std::size_t troubles_in(const std::vector<Effect>& effects) {
  return static_cast<std::size_t>(
      std::count_if(effects.begin(), effects.end(),
                    [](const Effect& each) { return each.kind == EffectKind::Trouble; }));
}

Html part_section(const std::string& part, std::vector<Effect> effects, int number) {
  std::stable_sort(effects.begin(), effects.end(), [](const Effect& one, const Effect& other) {
    return rank_of(one.kind) < rank_of(other.kind);
  });
  web::Table table;
  table.caption = part;
  table.columns = {{"What"}, {"Today"}, {"Then"}, {"To do", false, true}};
  table.stack = web::Stack::Beside;
  for (const Effect& each : effects) {
    Html subject = each.urn != 0 && part == "Memberships"
                       ? web::link("/schools/" + std::to_string(each.urn), Html(each.subject))
                       : Html(each.subject);
    Html note(each.note);
    if (each.kind == EffectKind::Trouble) {
      note = web::tag(web::Tone::Bad, "Trouble").add(Html(" " + each.note));
    } else if (each.kind == EffectKind::Same) {
      note = Html(each.note.empty() ? "Stays as it is" : each.note);
    } else if (each.note.empty()) {
      note = web::does_not_apply();
    }
    const auto or_none = [](const std::string& text) {
      return text.empty() ? web::none() : Html(text);
    };
    table.rows.push_back(
        {web::cells(subject, or_none(each.before),
                    or_none(each.kind == EffectKind::Same ? each.before : each.after), note),
         each.kind == EffectKind::Trouble});
  }
  return web::section("h-part-" + std::to_string(number), part, web::table(table));
}

base::Result<web::Response> show(const Context& context, const web::Request& request) {
  const PlanVisit visit = TRY(plan_visit(context, request));
  const PlanRow& row = visit.table.stored.row;
  const base::Date from =
      TRY(web::date_field(request.query, "from", visit.table.bench->scenario.on));
  const std::vector<Effect> effects = TRY(effects_of(
      *visit.lease, context->contributors, visit.table.stored, context->benches.places(), from));
  if (TRY(registry::format_of(request)) == registry::Format::Json) {
    return registry::json_response(effects_json(effects));
  }
  web::Page page = design_page(context, request, "What the plan changes");
  page.breadcrumbs.push_back({row.name, plan_href(row.id)});
  page.caption = Html(row.name);
  page.tools = {{"JSON", request.path + request.query.set("format", "json").text()}};
  page.lead = Html("What would be otherwise in what Guildhall knows, if the plan held from " +
                   from.long_form() + ".");
  page.content = trouble_finding(effects);
  page.content.add(effect_sections(effects));
  if (visit.may_work) {
    page.content.add(web::paragraph(
        web::link(plan_href(row.id) + "/enact", Html("See every edit, and enact the plan"))));
  }
  return web::render(page, context->registry->site);
}

}  // namespace

web::Html trouble_finding(const std::vector<Effect>& effects) {
  const std::size_t troubles = troubles_in(effects);
  const auto to_do = std::count_if(effects.begin(), effects.end(),
                                   [](const Effect& each) { return !each.note.empty(); });
  if (troubles == 0 && to_do > 0) {
    return web::finding(
        web::Tone::Info, "Nothing stands in its way",
        Html(registry::count_words(to_do, "thing to do stands", "things to do stand") +
             " in the tables below, under To do."));
  }
  if (troubles == 0) {
    return web::finding(web::Tone::Ok, "No trouble is foreseen",
                        Html("Of what Guildhall knows, nothing is left without an answer."));
  }
  constexpr std::size_t said_max = 5;
  Html notes;
  std::size_t said = 0;
  for (const Effect& each : effects) {
    if (each.kind != EffectKind::Trouble || ++said > said_max) continue;
    if (!notes.empty()) notes.add(Html(" "));
    notes.add(Html(each.subject + ": " + each.note));
  }
  if (said > said_max) {
    notes.add(Html(" And " + std::to_string(said - said_max) + " more, in the tables below."));
  }
  return web::finding(
      web::Tone::Bad,
      registry::count_words(static_cast<std::int64_t>(troubles), "thing needs", "things need") +
          " an answer first",
      notes);
}

web::Html effect_sections(const std::vector<Effect>& effects) {
  std::vector<std::pair<std::string, std::vector<Effect>>> parts;
  for (const Effect& each : effects) {
    auto found = std::find_if(parts.begin(), parts.end(),
                              [&](const auto& part) { return part.first == each.part; });
    if (found == parts.end()) found = parts.insert(parts.end(), {each.part, {}});
    found->second.push_back(each);
  }
  std::stable_sort(parts.begin(), parts.end(), [](const auto& one, const auto& other) {
    return (troubles_in(one.second) > 0) > (troubles_in(other.second) > 0);
  });
  if (parts.empty()) {
    return web::empty_state("The plan changes nothing that Guildhall knows of.",
                            Html("Move a school first, or look at another plan."));
  }
  Html content;
  int number = 0;
  for (auto& [part, own] : parts) content.add(part_section(part, std::move(own), ++number));
  return content;
}

void add_effects_pages(web::Router& router, const Context& context) {
  router.get("/plans/{plan}/effects", "What a plan would change in what Guildhall knows",
             "/plans/2/effects", web::Audience::Member,
             [context](const web::Request& request) { return show(context, request); });
}

}  // namespace design
