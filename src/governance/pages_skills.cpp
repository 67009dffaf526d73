// /boards/skills: the skills that bodies look for; /boards/{body}/skills: which of them those who
// sit have; /people/{person}/skills: an audit of one person, entered at once.
#include <algorithm>

#include "base/text.hpp"
#include "governance/api_skills.hpp"
#include "governance/api_texts.hpp"
#include "governance/pages.hpp"
#include "web/asked.hpp"
#include "web/form_data.hpp"
#include "web/redirect.hpp"

namespace governance {

namespace {

using web::Html;

constexpr std::string_view here = "/boards/skills";

TextFace face() {
  return {&skill_kind, std::string(here), "Skills", "Skills that bodies look for", save_skills};
}

// ---- the list -----------------------------------------------------------------------------------

Html list_table(const std::vector<Skill>& skills) {
  web::Table table;
  table.caption = "Skills that an audit asks of those who sit";
  table.columns = {
      {"Skill", false, true}, {"Code"}, {"Wanted"}, {"By whom"}, {"Source", false, true}};
  for (const Skill& each : skills) {
    Html title(each.title);
    title.add(web::sub(Html(each.area)));
    if (!each.asks.empty()) title.add(web::sub(Html("\"" + each.asks + ".\"")));
    std::vector<std::string> kinds;
    for (const BodyKind kind : each.kinds) kinds.emplace_back(label_of(kind));
    Html source(each.source);
    if (!each.unsure.empty()) source.add(web::sub(Html("Not sure: " + each.unsure)));
    table.rows.push_back(
        {web::cells(title, Html(each.code), Html(words_of_wanted(each)),
                    Html(kinds.empty() ? "Every body" : base::join(kinds, ", ")), source)});
  }
  return web::table(table);
}

base::Result<web::Response> show_list(const Context& context, const web::Request& request,
                                      const std::optional<base::Error>& error,
                                      const std::optional<std::string>& typed) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const std::vector<Skill> skills = skills_on(TRY(all_skills(*lease)), context->today());
  web::Page page = board_page(context, request, "Skills that bodies look for");
  page.lead = Html(
      "What an audit of skills asks of those who sit, and how many of them should know it how "
      "well. What a body lacks is told to who has a role over it.");
  if (error) web::show_error(page, *error);
  if (!request.query.get_or("saved", "").empty()) {
    page.notice = Html("Saved.");
  }
  page.content.add(web::section("h-skills", "Skills", list_table(skills)));
  page.content.add(TRY(own_text_part(context, request, *lease, face(), error, typed)));
  return web::render(page, context->site);
}

// ---- of a body ----------------------------------------------------------------------------------

// "Ann Lee (strong), Ben Ash (good)"; the days stand in their audits.
Html people_at(const SkillsView& view, const SkillCover& cover, bool wanted,
               const web::AsOf& as_of) {
  Html people;
  for (std::size_t at = 0; at < cover.levels.size(); ++at) {
    const SkillLevel* level = cover.levels[at];
    if (!level || (level->level >= cover.skill.level) != wanted) continue;
    if (!people.empty()) people.add(Html(", "));
    people.add(person_link(view.facts, view.matrix.members[at], as_of));
    people.add(Html(" (" + base::lower_ascii(label_of_level(level->level)) + ")"));
  }
  return people.empty() ? web::none() : people;
}

Html matrix_table(const SkillsView& view, const web::AsOf& as_of) {
  web::Table table;
  table.caption = "Who has which skill";
  table.columns = {{"Skill", false, true}, {"Wanted"}, {"At that level"}, {"Below it"}, {"State"}};
  for (const SkillCover& each : view.matrix.covers) {
    Html title(each.skill.title);
    title.add(web::sub(Html(each.skill.area)));
    table.rows.push_back(
        {web::cells(title, Html(words_of_wanted(each.skill)), people_at(view, each, true, as_of),
                    people_at(view, each, false, as_of),
                    each.gap() ? web::tag(web::Tone::Warn, "Not covered")
                               : web::tag(web::Tone::Ok, "Covered")),
         each.gap()});
  }
  return web::table(table);
}

Html audits_part(const SkillsView& view) {
  std::vector<web::Item> items;
  for (const PersonId each : view.matrix.members) {
    const bool none = std::ranges::find(view.matrix.without, each) != view.matrix.without.end();
    items.push_back({web::link("/people/" + std::to_string(each.value) + "/skills",
                               Html("Audit of " + view.facts.person_name(each))),
                     {},
                     none ? web::tag(web::Tone::Info, "None yet") : Html()});
  }
  return web::section("h-audits", "Audits of those who sit", web::items(items));
}

Html skills_content(const SkillsView& view, const web::AsOf& as_of) {
  if (view.matrix.members.empty()) {
    return web::empty_state(
        "Nobody sits on it on this day.",
        web::link(body_href(view.body.id, as_of), Html("The body, and its seats")));
  }
  Html html;
  for (const SkillGap& each : view.gaps) {
    html.add(web::finding(web::Tone::Info, "Look at it", Html(each.what)));
  }
  if (view.gaps.empty()) {
    html.add(web::finding(web::Tone::Ok, "Every skill is covered",
                          Html("Of everybody who sits an audit is noted.")));
  }
  html.add(web::section("h-matrix", "Who has which skill", matrix_table(view, as_of)));
  html.add(audits_part(view));
  return html.add(web::paragraph(web::link(here, Html("What is asked, and where it comes from"))));
}

// For who has a role over the body.
base::Result<SkillsView> view_asked(const Context& context, const web::Request& request,
                                    sql::Connection& connection, base::Date on) {
  SkillsView view = TRY(skills_view(connection, BodyId{web::captured_number(request, "body")}, on));
  TRY(guard::require(guard::principal_of(request), guard::Action::ReadDrafts,
                     TRY(path_of(connection, view.body.place, context->today())),
                     context->today()));
  return view;
}

base::Result<web::Response> body_page(const Context& context, const web::Request& request) {
  registry::Visit visit = TRY(registry::visit(*context, request));
  const SkillsView view = TRY(view_asked(context, request, *visit.lease, visit.on()));
  switch (TRY(registry::format_of(request))) {
    case registry::Format::Json: return registry::json_response(skills_json(view));
    case registry::Format::Csv: return registry::csv_response(skills_csv(view), "skills");
    case registry::Format::Html: break;
  }
  web::Page page = registry::begin_page(visit, "Skills of " + view.body.name, "Boards");
  page.breadcrumbs = {{"Boards", "/boards"},
                      {view.body.name, body_href(view.body.id, visit.as_of)}};
  page.lead = Html("What those who sit know, by their audits, beside what the body looks for.");
  page.tools = registry::format_links(request);
  page.content = skills_content(view, visit.as_of);
  return web::render(page, context->site);
}

// ---- of a person --------------------------------------------------------------------------------

std::string title_of(const std::vector<Skill>& skills, const std::string& code) {
  const auto known = std::ranges::find(skills, code, &Skill::code);
  return known == skills.end() ? code : known->title;
}

Html noted_part(const std::vector<Skill>& skills, const PersonKnown& known) {
  std::vector<web::Item> items;
  for (const SkillLevel& each : known.levels) {
    const std::string title = title_of(skills, each.skill);
    Html mistake;
    if (known.sight == Sight::Edit) {
      mistake = web::link(
          note_href(ChangeKind::WithdrawSkill, {{"number", std::to_string(each.id)}}),
          Html("Entered by mistake").add(web::hidden(": " + title + ", " + words_of(each))));
    }
    items.push_back({Html(title), Html(words_of(each)), {}, mistake});
  }
  return web::section(
      "h-noted", "What is noted",
      items.empty() ? web::paragraph(Html("No level is noted yet.")) : web::items(items));
}

Html audit_form(const web::Request& request, const std::vector<Skill>& skills,
                const web::NamedValues& typed, const std::optional<base::Error>& error, bool own,
                base::Date today) {
  const auto wrong = [&](std::string_view field) {
    return error && error->field == field ? error->message : std::string();
  };
  Html fields =
      web::date_text({.id = "on", .label = "Day of the audit", .hint = {}, .error = wrong("on")},
                     typed.get_or("on", own ? today.long_form() : ""));
  if (!own) {
    fields.add(web::radios({.id = "source", .label = "Who says so", .error = wrong("source")},
                           {{"self", "They themselves"}, {"review", "A review"}},
                           typed.get_or("source", "self")));
  }
  std::vector<web::Choice> choices = {{"", "Not said"}};
  for (web::Choice& each : levels_offered()) choices.push_back(std::move(each));
  for (const Skill& each : skills) {
    const std::string id = "skill-" + each.code;
    fields.add(web::select({.id = id,
                            .label = each.area + ": " + each.title,
                            .hint = each.asks.empty() ? "" : each.asks + "."},
                           choices, typed.get_or(id, "")));
  }
  fields.add(web::button(web::ButtonKind::Main, "Save the audit"));
  return web::post_form(request.path, *request.caller, {}, fields);
}

base::Result<PersonKnown> known_asked(const Context& context, const web::Request& request,
                                      sql::Connection& connection, PersonId person) {
  PersonKnown known = TRY(known_to(context, request, connection, person));
  // Of who sees nothing of them the answer is that of somebody without any role.
  if (known.sight < Sight::Drafts) {
    TRY(guard::require(guard::principal_of(request), guard::Action::ReadDrafts, {guard::Unit{}},
                       context->today()));
  }
  return known;
}

base::Result<web::Response> show_person(const Context& context, const web::Request& request,
                                        const web::NamedValues& typed,
                                        const std::optional<base::Error>& error) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const PersonId id{web::captured_number(request, "person")};
  const PersonRow row = TRY(person_row(*lease, id));
  const PersonKnown known = TRY(known_asked(context, request, *lease, id));
  const std::vector<Skill> all = TRY(all_skills(*lease));
  web::Page page = registry::plain_page(*context, request, "Skills of " + row.name);
  page.section = "Boards";
  page.breadcrumbs = {
      {"Boards", "/boards"}, {"People", "/people"}, {row.name, person_href(id, {})}};
  page.lead = Html(
      known.own ? "Your audits: how well you know what bodies look for. The newest counts, and "
                  "who keeps a body where you sit sees it."
                : "Their audits: how well they know what bodies look for. The newest counts.");
  if (error) web::show_error(page, *error);
  if (!request.query.get_or("saved", "").empty()) {
    page.notice = Html("Saved.");
  }
  page.content.add(noted_part(all, known));
  // Of themselves somebody says what they think; a review is noted by others.
  const bool own = known.own && known.sight < Sight::Edit;
  if (own || known.sight == Sight::Edit) {
    page.content.add(web::section("h-audit", own ? "Answer the audit" : "Enter an audit",
                                  audit_form(request, skills_on(all, context->today()), typed,
                                             error, own, context->today())));
  }
  return web::render(page, context->site);
}

// One change for each skill of which something was said; all are saved or none.
base::Result<std::vector<Outcome>> save_audit(const Context& context, const web::Request& request,
                                              const web::NamedValues& typed) {
  std::vector<Skill> skills;
  {
    const sql::Lease lease = TRY(context->catalogue->database().read());
    skills = skills_on(TRY(all_skills(*lease)), context->today());
  }
  std::vector<Change> changes;
  for (const Skill& each : skills) {
    const std::string level(typed.get_or("skill-" + each.code, ""));
    if (level.empty()) continue;
    changes.push_back(TRY(read_change({{"change", "skill"},
                                       {"person", request.captured.at("person")},
                                       {"skill", each.code},
                                       {"level", level},
                                       {"on", std::string(typed.get_or("on", ""))},
                                       {"source", std::string(typed.get_or("source", ""))}})));
  }
  if (changes.empty()) {
    return bad_change("skill-" + (skills.empty() ? std::string() : skills.front().code),
                      "Nothing was said of any skill: choose a level for one or more.");
  }
  return save_noted(context, request, changes);
}

base::Result<web::Response> send_audit(const Context& context, const web::Request& request) {
  const web::FormData typed = TRY(web::read_form(request));
  const base::Result<std::vector<Outcome>> saved = save_audit(context, request, typed);
  if (saved.ok()) return web::redirect(request.path + "?saved=1");
  if (saved.error().kind != base::ErrorKind::Invalid) return saved.error();
  return show_person(context, request, typed, saved.error());
}

}  // namespace

std::vector<web::Choice> levels_offered() {
  std::vector<web::Choice> choices;
  for (int level = 0; level <= skill_level_max; ++level) {
    const std::string number = std::to_string(level);
    choices.push_back({number, number + ", " + std::string(label_of_level(level))});
  }
  return choices;
}

Html person_skills_part(PersonId person, const PersonKnown& known) {
  if (known.sight < Sight::Drafts) return {};
  std::vector<Html> lines;
  if (known.levels.empty()) {
    lines.emplace_back("No audit is noted.");
  } else {
    lines.emplace_back("The newest is of " + known.levels.front().on.long_form() + ".");
  }
  lines.push_back(web::link("/people/" + std::to_string(person.value) + "/skills",
                            Html(known.sight == Sight::Edit ? "Look at their audits, or enter one"
                                 : known.own                ? "Look at your audits, or answer one"
                                                            : "Look at their audits")));
  return web::section("h-skills", "Skills", web::list(lines));
}

void add_skill_pages(web::Router& router, const Context& context) {
  router.get(std::string(here), "The skills that bodies look for, with their sources",
             std::string(here), [context](const web::Request& request) {
               return show_list(context, request, std::nullopt, std::nullopt);
             });
  router.post(
      std::string(here), "Saves a list of skills of our own", std::string(here),
      "version=0&content=", web::Audience::Administrator, [context](const web::Request& request) {
        return save_typed_text(context, request, face(), [&](const auto& error, const auto& typed) {
          return show_list(context, request, error, typed);
        });
      });
  router.get("/boards/{body}/skills", "Which skills those who sit on a body have",
             "/boards/1/skills", web::Audience::Member,
             [context](const web::Request& request) { return body_page(context, request); });
  router.get("/people/{person}/skills", "Audits of skills of a person", "/people/1/skills",
             web::Audience::Member, [context](const web::Request& request) {
               return show_person(context, request, {}, std::nullopt);
             });
  router.post("/people/{person}/skills", "Saves an audit of skills of a person", "/people/1/skills",
              "on=1+June+2026&source=self&skill-finance=3", web::Audience::Member,
              [context](const web::Request& request) { return send_audit(context, request); });
  add_text_api(router, context, face());
  router.api({.pattern = "/boards/skills/list",
              .help = "The skills that bodies look for today, and why",
              .example = "/boards/skills/list",
              .audience = web::Audience::Reader,
              .handler = [context](const web::Request&) -> base::Result<web::Response> {
                const sql::Lease lease = TRY(context->catalogue->database().read());
                return registry::json_response(
                    skill_list_json(skills_on(TRY(all_skills(*lease)), context->today())));
              }},
             {.id = "listSkills", .answer = skill_list_schema()});
  router.api(
      {.pattern = "/boards/{body}/skills",
       .help = "Which skills those who sit on a body have, beside what it looks for",
       .example = "/boards/1/skills",
       .audience = web::Audience::Member,
       .handler = [context](const web::Request& request) -> base::Result<web::Response> {
         const base::Date on = TRY(web::date_field(request.query, "on", context->today()));
         const sql::Lease lease = TRY(context->catalogue->database().read());
         return registry::json_response(skills_json(TRY(view_asked(context, request, *lease, on))));
       }},
      {.id = "getSkillsOfBody",
       .parameters = {{"on", "The day; today if not given"}},
       .answer = skills_schema()});
}

}  // namespace governance
