// /consultations/{plan}: what a published plan asks, shows and changes, for whoever may read.
#include "base/text.hpp"
#include "design/pages_publish.hpp"
#include "web/asked.hpp"

namespace design {

namespace {

using web::Html;

constexpr std::size_t several_max = 20;

Html asked_section(const Context& context, const PlanShown& about) {
  const PlanRow& row = about.row();
  const std::string whom = about.facts().owner_name.empty() ? "whoever looks after these clusters"
                                                            : about.facts().owner_name;
  Html content;
  if (row.state == PlanState::Enacted && row.enacted_from) {
    content.add(web::finding(
        web::Tone::Past, "It has been decided",
        Html("This plan is enacted, and holds from " + row.enacted_from->long_form() + ".")));
  } else if (row.answers_until && *row.answers_until < context->registry->today()) {
    content.add(web::finding(web::Tone::Past, "This consultation is over",
                             Html("Answers were wanted until " + row.answers_until->long_form() +
                                  ". Nothing is decided by that.")));
  } else {
    const std::string until =
        row.answers_until ? " until " + row.answers_until->long_form() : std::string();
    content.add(web::finding(
        web::Tone::Info, "What do you think?",
        Html("Send your answer to " + whom + until +
             ". Say which school you write of, and what this plan gets right or wrong.")));
  }
  if (!row.published_note.empty()) {
    content.add(web::paragraph(Html(whom + " says: " + row.published_note)));
  }
  if (row.state != PlanState::Enacted) {
    content.add(web::paragraph(
        Html("It is a proposal. No school changes its cluster before the plan is decided.")));
  }
  return web::section("h-asked", "What is asked", content);
}

std::string address_of(const PlanShown& about) { return consultation_href(about.row().id); }

Html search_form(const PlanShown& about, std::string_view typed) {
  Html fields = web::text_input(
      {.id = "school", .label = "Your school", .hint = "Its URN, or a part of its name"}, typed,
      web::Width::Twenty);
  fields.add(web::button(web::ButtonKind::Main, "See what changes for it"));
  return web::get_form(address_of(about), {}, fields);
}

// By URN, or by words of their names.
std::vector<int> schools_named(const Facts& facts, std::string_view words) {
  std::vector<int> found;
  const std::optional<std::int64_t> urn = base::parse_integer(words);
  const std::string folded = base::fold(words);
  for (std::size_t at = 0; at < facts.schools.size(); ++at) {
    const SchoolFacts& school = facts.schools[at];
    const bool named =
        urn ? school.urn == *urn : base::fold(school.name).find(folded) != folded.npos;
    if (named) found.push_back(static_cast<int>(at));
  }
  return found;
}

// What somebody asked for with ?school=.
Html answer_for(const PlanShown& about, std::string_view words) {
  const Facts& facts = about.facts();
  const std::vector<int> found = schools_named(facts, words);
  if (found.size() == 1) return told_of_school(about, found.front());
  if (found.empty()) {
    return web::section(
        "h-school", "What changes for my school",
        web::empty_state("No school of this plan is called “" + std::string(words) + "”.",
                         Html("Try its URN, or a shorter part of its name.")));
  }
  std::vector<Html> links;
  for (const int each : found) {
    const SchoolFacts& school = facts.schools[static_cast<std::size_t>(each)];
    links.push_back(
        web::link(address_of(about) + "?school=" + std::to_string(school.urn), Html(school.name)));
    if (links.size() == several_max) break;
  }
  Html content = web::paragraph(
      Html(std::to_string(found.size()) + " schools are called “" + std::string(words) +
           (found.size() > several_max ? "”. The first of them:" : "”. Which one do you mean?")));
  return web::section("h-school", "What changes for my school", content.add(web::list(links)));
}

base::Result<web::Response> show(const Context& context, const web::Request& request) {
  const PlanShown about = TRY(consultation_of(context, request));
  web::Page page = design_page(context, request, about.row().name);
  page.caption =
      Html(about.facts().owner_name.empty() ? "Consultation"
                                            : "Consultation, " + about.facts().owner_name);
  page.tools = {{"CSV", address_of(about) + "/plan.csv"},
                {"Measures as CSV", address_of(about) + "/measures.csv"},
                {"GeoJSON", address_of(about) + "/plan.geojson"},
                {"Map", address_of(about) + "/map.svg"}};
  page.lead = plan_state_tag(about.row()).add(Html(" " + moves_in_words(about) + "."));
  const std::string_view words = base::trim(request.query.get_or("school", ""));
  if (!words.empty()) page.content.add(answer_for(about, words));
  page.content.add(asked_section(context, about));
  page.content.add(web::panel("What changes for my school?", search_form(about, words)));
  if (about.changed_since_published && about.row().state != PlanState::Enacted) {
    page.content.add(web::note(
        Html("Clusters and schools are as they were published. Their figures follow the register, "
             "which has changed since, and may be others than on the day of publication.")));
  }
  page.content.add(told_of(about));
  page.foot = "Facts of schools as of " + about.facts().on.long_form() + ". Published " +
              base::moment(about.row().published_at) + ".";
  return web::render(page, context->registry->site);
}

}  // namespace

base::Result<PlanShown> consultation_of(const Context& context, const web::Request& request) {
  PlanVisit visit{TRY(context->database().read()), {}, {}};
  const PlanId id{web::captured_number(request, "plan")};
  const PlanRow row = TRY(plan(*visit.lease, id)).row;
  const bool out = row.state == PlanState::Published || row.state == PlanState::Enacted;
  if (!out || row.published_version == 0) {
    return base::make_error("plan_not_found",
                            "This plan is not out for consultation. What is, stands under "
                            "Designer.",
                            "plan");
  }
  visit.table = TRY(on_table(*visit.lease, context->benches, id, row.published_version));
  return plan_shown(context, std::move(visit));
}

void add_consultation_pages(web::Router& router, const Context& context) {
  router.get("/consultations/{plan}",
             "A plan that is out for consultation: what is asked, and what changes for each school",
             "/consultations/3", web::Audience::Reader,
             [context](const web::Request& request) { return show(context, request); });
}

}  // namespace design
