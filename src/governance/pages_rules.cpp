// /boards/rules: the rules of composition with their citations; who administers everything keeps
// rules of their own there.
#include "base/text.hpp"
#include "governance/api_rules.hpp"
#include "governance/api_texts.hpp"
#include "governance/pages.hpp"
#include "governance/store_rules.hpp"
#include "web/form_data.hpp"

namespace governance {

namespace {

using web::Html;

constexpr std::size_t effects_shown_max = 100;

TextFace face() {
  return {&rules_kind,
          "/boards/rules",
          "Rules",
          "Rules of composition",
          save_rules,
          "Whole sets, as docs/spec/governance.md explains them; one of the same code and day "
          "stands above that which is shipped, one of a later day takes its place from then on",
          "See what would change"};
}

Html set_section(const RuleSet& set, base::Date on) {
  Html content = web::paragraph(Html(set.source));
  if (!set.unsure.empty()) {
    content.add(
        web::finding(web::Tone::Info, "Look it up before you rely on it", Html(set.unsure)));
  }
  web::Table table;
  table.caption = "Seats and rules of " + set.title;
  table.columns = {{"Rule", false, true}, {"Code"}, {"What mends it", false, true}};
  for (const SeatRule& seat : set.seats) {
    const std::string size =
        seat.source != SeatSource::Appointed
            ? "Follows the office of " + base::lower_ascii(label_of(seat.office)) + "."
            : "Appointed: " + std::to_string(seat.least) +
                  (!seat.most                 ? " or more"
                   : *seat.most == seat.least ? ""
                                              : " to " + std::to_string(*seat.most)) +
                  (seat.each_school ? " for each school." : ".");
    Html label(seat.label);
    label.add(web::sub(Html(size)));
    table.rows.push_back(
        {web::cells(label, Html("seat " + seat.code),
                    Html(seat.source == SeatSource::Appointed ? "Appoint somebody."
                                                              : "Note who holds the office."))});
  }
  for (const Rule& rule : set.rules) {
    Html says(rule.says);
    if (rule.citation != set.source) says.add(web::sub(Html(rule.citation)));
    table.rows.push_back({web::cells(says, Html(rule.code), Html(rule.mend))});
  }
  content.add(web::table(table));
  const std::string since = set.from <= on ? "Since " : "From ";
  return web::section(set.code, set.title, content, Html(since + set.from.long_form()));
}

base::Result<web::Response> show(const Context& context, const web::Request& request,
                                 const std::optional<base::Error>& error,
                                 const std::optional<std::string>& typed) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  web::Page page = registry::plain_page(*context, request, "Rules of composition");
  page.section = "Boards";
  page.breadcrumbs = {{"Boards", "/boards"}};
  page.lead = Html(
      "Which seats a body has, who may fill them, and what must hold of all together: each with "
      "its source, from a day on.");
  if (error) web::show_error(page, *error);
  if (!request.query.get_or("saved", "").empty()) {
    page.notice = Html("Saved.");
  }
  const RuleBook book = TRY(rules_in_force(*lease));
  for (const RuleSet& set : book.sets()) page.content.add(set_section(set, context->today()));
  page.content.add(TRY(own_text_part(context, request, *lease, face(), error, typed)));
  return web::render(page, context->site);
}

Html effects_part(const RulesPreview& preview) {
  std::vector<web::Item> items;
  for (const RulesEffect& effect : preview.effects) {
    if (items.size() == effects_shown_max) break;
    std::vector<Html> lines;
    for (const Finding& each : effect.come) lines.push_back(Html("Would be wrong: " + each.what));
    for (const Finding& each : effect.gone) lines.push_back(Html("Would be mended: " + each.what));
    items.push_back({web::link(body_href(effect.body, {}), Html(effect.name)), web::list(lines)});
  }
  Html html = web::items(items);
  if (preview.effects.size() > effects_shown_max) {
    html.add(web::note(Html("The first " + std::to_string(effects_shown_max) + " of " +
                            std::to_string(preview.effects.size()) + " bodies.")));
  }
  return html;
}

// What the text would change in the findings of all bodies, and the way to save it.
base::Result<web::Response> check(const Context& context, const web::Request& request,
                                  const std::string& content, std::int64_t seen) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const base::Result<RulesPreview> made = preview_rules(*lease, content, context->today());
  if (!made.ok()) {
    if (made.error().kind == base::ErrorKind::Unavailable) return made.error();
    return show(context, request, made.error(), content);
  }
  const RulesPreview& preview = made.value();
  web::Page page = registry::plain_page(*context, request, "Check what the rules would change");
  page.section = "Boards";
  page.breadcrumbs = {{"Boards", "/boards"}, {"Rules of composition", "/boards/rules"}};
  const auto count = [](std::size_t number, std::string_view one, std::string_view many) {
    return registry::count_words(static_cast<std::int64_t>(number), one, many);
  };
  page.lead = Html(count(preview.bodies, "body", "bodies") +
                   " looked at, as of today: " + count(preview.come(), "finding", "findings") +
                   " would come, " + count(preview.gone(), "finding", "findings") + " would go.");
  if (!preview.effects.empty()) {
    page.content.add(
        web::section("h-effects", "Bodies for which something changes", effects_part(preview)));
  }
  Html buttons = web::button(web::ButtonKind::Main, "Save the rules", "step", "save");
  buttons.add(web::button(web::ButtonKind::Secondary, "Change something", "step", "edit"));
  page.content.add(web::post_form("/boards/rules", *request.caller,
                                  {{"version", std::to_string(seen)}, {"content", content}},
                                  web::button_group(buttons)));
  return web::render(page, context->site);
}

base::Result<web::Response> save(const Context& context, const web::Request& request) {
  const web::FormData typed = TRY(web::read_form(request));
  const std::string content(typed.get_or("content", ""));
  const std::int64_t seen = base::parse_integer(typed.get_or("version", "")).value_or(-1);
  const std::string_view step = typed.get_or("step", "");
  if (step == "edit") return show(context, request, std::nullopt, content);
  if (step != "save") return check(context, request, content, seen);
  return save_typed_text(context, request, face(), [&](const auto& error, const auto& again) {
    return show(context, request, error, again);
  });
}

}  // namespace

void add_rule_pages(web::Router& router, const Context& context) {
  router.get("/boards/rules", "The rules of composition, with their sources", "/boards/rules",
             [context](const web::Request& request) {
               return show(context, request, std::nullopt, std::nullopt);
             });
  router.post("/boards/rules", "What rules of our own would change, and saving them",
              "/boards/rules", "version=0&content=&step=save", web::Audience::Administrator,
              [context](const web::Request& request) { return save(context, request); });
}

}  // namespace governance
