// /boards/retention: how long what is kept of people is kept, and why; /boards/retention/due: what
// is over its time, to be looked at and taken out by who administers everything.
#include <algorithm>

#include "governance/api_retention.hpp"
#include "governance/api_texts.hpp"
#include "web/asked.hpp"
#include "web/form_data.hpp"
#include "web/redirect.hpp"

namespace governance {

namespace {

using web::Html;

constexpr std::string_view here = "/boards/retention";
constexpr std::string_view due_here = "/boards/retention/due";
constexpr std::size_t shown_max = 500;

TextFace face() {
  return {&retention_kind, std::string(here), "Retention",
          "How long what is kept of people is kept", save_retention};
}

Html schedule(const std::vector<RetentionRule>& holding) {
  web::Table table;
  table.caption = "What is kept of people, and for how long";
  table.columns = {
      {"What"}, {"How long"}, {"What for", false, true}, {"By which right", false, true}};
  for (const RetentionRule& each : holding) {
    Html basis(each.basis);
    basis.add(web::sub(Html(each.source)));
    if (!each.unsure.empty()) basis.add(web::sub(Html("Not sure: " + each.unsure)));
    std::string kept = words_of(each);
    kept.front() = kept.front() == 'f' ? 'F' : kept.front();
    table.rows.push_back({web::cells(Html(each.title), Html(kept), Html(each.purpose), basis)});
  }
  return web::table(table);
}

base::Result<web::Response> show(const Context& context, const web::Request& request,
                                 const std::optional<base::Error>& error,
                                 const std::optional<std::string>& typed) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const auto holding = retention_on(TRY(retention_in_force(*lease)), context->today());
  web::Page page = board_page(context, request, "How long things are kept of people");
  page.lead = Html(
      "For each kind of personal data that boards keep: what it is for, by which right it is kept, "
      "and when it goes.");
  if (error) web::show_error(page, *error);
  if (!request.query.get_or("saved", "").empty()) {
    page.notice = Html("Saved.");
  }
  page.content.add(web::section("h-kept", "What is kept", schedule(holding)));
  page.content.add(web::note(
      Html("\"After leaving\" counts from the first day on which somebody holds neither seat nor "
           "office any more. What is for good is the lawful record of a body: no text gives it an "
           "end, and when the name goes it stays with a number.")));
  if (guard::shows(request, guard::Action::ManageAccess, {guard::Unit{}}, context->today())) {
    page.content.add(
        web::section("h-due", "What is over its time",
                     web::paragraph(web::link(due_here, Html("Look at it, and take it out")))));
  }
  page.content.add(TRY(own_text_part(context, request, *lease, face(), error, typed)));
  return web::render(page, context->site);
}

Html over_table(const std::vector<OverTime>& all, const std::vector<RetentionRule>& holding) {
  web::Table table;
  table.caption = "What is over its time";
  table.columns = {{"Whose"}, {"What"}, {"Rows", true}, {"Counted from"}, {"Kept", false, true}};
  for (const OverTime& each : all) {
    if (table.rows.size() == shown_max) break;
    const std::string number = std::to_string(each.person.value);
    const auto rule = std::ranges::find(holding, each.kind, &RetentionRule::kind);
    table.rows.push_back(
        {web::cells(web::link("/people/" + number, Html("Person " + number)),
                    Html(label_of(each.kind)), Html(std::to_string(each.rows)),
                    web::date(each.since), Html(rule == holding.end() ? "" : words_of(*rule)))});
  }
  Html html = web::table(table);
  if (all.size() > shown_max) {
    html.add(web::note(Html("The first " + std::to_string(shown_max) + " of " +
                            std::to_string(all.size()) + ".")));
  }
  return html;
}

base::Result<web::Response> show_due(const Context& context, const web::Request& request,
                                     const std::optional<base::Error>& error) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const auto holding = retention_on(TRY(retention_in_force(*lease)), context->today());
  const std::vector<OverTime> all = TRY(over_time(*lease, context->today()));
  web::Page page = board_page(context, request, "What is over its time");
  page.breadcrumbs.emplace_back("How long things are kept of people", std::string(here));
  if (error) web::show_error(page, *error);
  if (!request.query.get_or("done", "").empty()) {
    page.notice = Html("Taken out.");
  }
  if (all.empty()) {
    page.content.add(web::empty_state("Nothing is over its time today.",
                                      web::link(here, Html("How long things are kept"))));
    return web::render(page, context->site);
  }
  page.lead = Html(
      "By today's text of retention. Nothing has been changed yet. What is taken out does not "
      "come back, but for a backup; offices, seats, attendance and votes stay.");
  page.content.add(web::section("h-list", "What would be taken out", over_table(all, holding)));
  page.content.add(
      web::post_form(due_here, *request.caller, {{"version", version_of(all)}},
                     web::button(web::ButtonKind::Warning, "Take all of it out for good")));
  return web::render(page, context->site);
}

base::Result<web::Response> take_out(const Context& context, const web::Request& request) {
  const web::FormData typed = TRY(web::read_form(request));
  const Writing writing = TRY(writing_as_administrator(context, request, ""));
  base::Result<std::vector<OverTime>> done = [&]() -> base::Result<std::vector<OverTime>> {
    const sql::Lease lease = TRY(context->catalogue->database().write());
    return purge(*lease, writing, std::string(typed.get_or("version", "")));
  }();
  if (done.ok()) return web::redirect(std::string(due_here) + "?done=1");
  if (done.error().kind == base::ErrorKind::Unavailable) return done.error();
  return show_due(context, request, done.error());
}

base::Result<web::Response> due_api(const Context& context, const web::Request& request,
                                    bool take) {
  const Writing writing = TRY(writing_as_administrator(context, request, ""));
  const bool dry = !take || TRY(web::dry_run_asked(request));
  const sql::Lease lease = TRY(context->catalogue->database().write());
  const auto holding = retention_on(TRY(retention_in_force(*lease)), context->today());
  std::optional<std::string> seen;
  if (const std::string asked = web::version_asked(request); !asked.empty()) seen = asked;
  const std::vector<OverTime> all =
      dry ? TRY(over_time(*lease, context->today())) : TRY(purge(*lease, writing, seen));
  return registry::json_response(over_time_json(all, holding, dry));
}

void add_due_api(web::Router& router, const Context& context) {
  router.api(
      {.pattern = "/boards/retention/due",
       .help = "What is kept of people and is over its time",
       .example = "/boards/retention/due",
       .audience = web::Audience::Administrator,
       .handler =
           [context](const web::Request& request) { return due_api(context, request, false); }},
      {.id = "listOverTime", .answer = over_time_schema()});
  router.api(
      {.method = web::Method::Post,
       .pattern = "/boards/retention/due",
       .help = "Takes out what is over its time, for good: all of it or nothing",
       .example = "/boards/retention/due",
       .example_body = "{}",
       .audience = web::Audience::Administrator,
       .handler =
           [context](const web::Request& request) { return due_api(context, request, true); }},
      {.id = "purgeOverTime",
       .parameters = {{"dry_run", "true: only show what would be taken out"},
                      {"If-Match",
                       "The version of the list that was seen; without it "
                       "whatever there is",
                       false, web::ApiParameter::Place::Header}},
       .answer = over_time_schema()});
  router.api({.pattern = "/boards/retention/kinds",
              .help = "How long each kind of what is kept of people is kept, and why",
              .example = "/boards/retention/kinds",
              .audience = web::Audience::Reader,
              .handler = [context](const web::Request&) -> base::Result<web::Response> {
                const sql::Lease lease = TRY(context->catalogue->database().read());
                return registry::json_response(retention_json(
                    retention_on(TRY(retention_in_force(*lease)), context->today())));
              }},
             {.id = "listRetention", .answer = retention_schema()});
}

}  // namespace

void add_retention_pages(web::Router& router, const Context& context) {
  router.get(std::string(here), "How long what is kept of people is kept, and why",
             std::string(here), [context](const web::Request& request) {
               return show(context, request, std::nullopt, std::nullopt);
             });
  router.post(
      std::string(here), "Saves a text of our own of how long things are kept", std::string(here),
      "version=0&content=", web::Audience::Administrator, [context](const web::Request& request) {
        return save_typed_text(context, request, face(), [&](const auto& error, const auto& typed) {
          return show(context, request, error, typed);
        });
      });
  router.get(
      std::string(due_here), "What is kept of people and is over its time", std::string(due_here),
      web::Audience::Administrator,
      [context](const web::Request& request) { return show_due(context, request, std::nullopt); });
  router.post(std::string(due_here), "Takes out what is over its time", std::string(due_here),
              "version=0", web::Audience::Administrator,
              [context](const web::Request& request) { return take_out(context, request); });
  add_text_api(router, context, face());
  add_due_api(router, context);
}

}  // namespace governance
