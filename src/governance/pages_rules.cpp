// /boards/rules: the rules of composition with their citations; who administers everything keeps
// rules of their own there.
#include "base/text.hpp"
#include "governance/pages.hpp"
#include "governance/store_rules.hpp"
#include "web/form_data.hpp"
#include "web/redirect.hpp"

namespace governance {

namespace {

using web::Html;

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
    page.notice = web::notification(web::Notice::Success, Html("Saved."));
  }
  const RuleBook book = TRY(rules_in_force(*lease));
  for (const RuleSet& set : book.sets()) page.content.add(set_section(set, context->today()));
  if (!guard::shows(request, guard::Action::ManageAccess, {guard::Unit{}}, context->today())) {
    return web::render(page, context->site);
  }
  const RuleText own = TRY(own_rules(*lease));
  Html fields = web::text_area(
      {.id = "content",
       .label = "Rules of our own",
       .hint = "Whole sets, as docs/spec/governance.md explains them; one of the same code and day "
               "stands above that which is shipped, one of a later day takes its place from then "
               "on",
       .error = error ? error->message : ""},
      typed ? *typed : own.content, 20);
  fields.add(web::button(web::ButtonKind::Main, "Save the rules"));
  page.content.add(
      web::section("h-own", "Rules of our own",
                   web::post_form("/boards/rules", *request.caller,
                                  {{"version", std::to_string(own.version)}}, fields)));
  return web::render(page, context->site);
}

base::Result<web::Response> save(const Context& context, const web::Request& request) {
  const web::FormData typed = TRY(web::read_form(request));
  const std::string content(typed.get_or("content", ""));
  const std::int64_t seen = base::parse_integer(typed.get_or("version", "")).value_or(-1);
  Writing writing = writing_of(context, request, "");
  writing.by.power =
      guard::power_of(TRY(guard::require(guard::principal_of(request), guard::Action::ManageAccess,
                                         {guard::Unit{}}, context->today())));
  base::Status saved;
  {
    const sql::Lease lease = TRY(context->catalogue->database().write());
    saved = save_rules(*lease, content, seen, writing);
  }
  if (saved.ok()) return web::redirect("/boards/rules?saved=1");
  if (saved.error().kind == base::ErrorKind::Unavailable) return saved.error();
  return show(context, request, saved.error(), content);
}

}  // namespace

void add_rule_pages(web::Router& router, const Context& context) {
  router.get("/boards/rules", "The rules of composition, with their sources", "/boards/rules",
             [context](const web::Request& request) {
               return show(context, request, std::nullopt, std::nullopt);
             });
  router.post("/boards/rules", "Saves rules of our own", "/boards/rules",
              "version=0&content=", web::Audience::Administrator,
              [context](const web::Request& request) { return save(context, request); });
}

}  // namespace governance
