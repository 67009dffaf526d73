// /calendars: addresses that a calendar program may read without signing in; /calendars/{secret}/
// feed.ics: what it reads there.
#include "base/text.hpp"
#include "governance/pages.hpp"
#include "governance/store_feed.hpp"
#include "web/asked.hpp"
#include "web/form_data.hpp"
#include "web/redirect.hpp"

namespace governance {

namespace {

using web::Html;

web::Response ical_response(const std::vector<IcalEvent>& events, std::int64_t now_s) {
  web::Response response;
  response.content_type = "text/calendar; charset=utf-8";
  response.headers.emplace_back("Cache-Control", "no-store, private");
  response.body = ical_text(events, now_s);
  return response;
}

base::Result<web::Response> list(const Context& context, const web::Request& request,
                                 const std::optional<base::Error>& error,
                                 const std::string& secret) {
  web::Page page = registry::plain_page(*context, request, "Calendars for other programs");
  page.section = "Boards";
  page.breadcrumbs = {{"Boards", "/boards"}, {"Calendar", "/boards/calendar"}};
  page.lead = Html(
      "A calendar program reads such an address by itself, and shows when bodies meet "
      "and what is due. It tells nothing of agendas.");
  if (error) web::show_error(page, *error);
  if (!secret.empty()) {
    page.content.add(web::section(
        "h-new", "The address of the new calendar",
        web::paragraph(
            web::el("code", {{"class", "gh-secret"}}, "/calendars/" + secret + "/feed.ics"))
            .add(web::note(Html("Put the address of this server before it. It is shown only now; "
                                "whoever has it can read the calendar.")))));
  }
  std::vector<web::Item> items;
  {
    const sql::Lease lease = TRY(context->catalogue->database().read());
    for (const FeedRow& each : TRY(feeds_of(*lease, guard::principal_of(request).account))) {
      items.push_back(
          {Html(each.name),
           Html("Made " + base::moment(each.made_at)),
           {},
           web::post_form(
               "/calendars/revoke/" + std::to_string(each.id), *request.caller, {},
               web::button(web::ButtonKind::Link, "Revoke calendar " + std::to_string(each.id)))});
    }
  }
  page.content.add(web::section("h-yours", "Your calendars",
                                items.empty()
                                    ? web::empty_state("You have none.", Html("Make one below."))
                                    : web::items(items)));
  const auto wrong = [&] { return error ? error->message : std::string(); };
  Html fields =
      web::radios({.id = "kind", .label = "Of whom"},
                  {{"person", "Of a person", "All bodies where they sit"}, {"body", "Of one body"}},
                  request.query.get_or("kind", "person"));
  fields.add(web::text_input({.id = "of",
                              .label = "Number of the person or body",
                              .hint = "As it stands in the address of its page",
                              .error = wrong(),
                              .typed = web::Typed::WholeNumber},
                             request.query.get_or("of", ""), web::Width::Five));
  fields.add(web::button(web::ButtonKind::Main, "Make a calendar"));
  page.content.add(web::section("h-make", "A new calendar",
                                web::post_form("/calendars", *request.caller, {}, fields)));
  return web::render(page, context->site);
}

base::Result<web::Response> make(const Context& context, const web::Request& request) {
  const web::FormData typed = TRY(web::read_form(request));
  const std::int64_t of = base::parse_integer(base::trim(typed.get_or("of", ""))).value_or(0);
  const base::Result<std::string> made = [&]() -> base::Result<std::string> {
    const sql::Lease lease = TRY(context->catalogue->database().write());
    return make_feed(*lease, typed.get_or("kind", "person") == "person", of,
                     writing_of(context, request, ""));
  }();
  if (made.ok()) return list(context, request, std::nullopt, made.value());
  base::Error error = made.error();
  if (error.kind == base::ErrorKind::Unavailable) return error;
  error.field = "of";
  return list(context, request, error, "");
}

base::Result<web::Response> revoke(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->catalogue->database().write());
  TRY(revoke_feed(*lease, web::captured_number(request, "calendar"),
                  writing_of(context, request, "")));
  return web::redirect("/calendars");
}

base::Result<web::Response> feed(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const FeedRow row = TRY(feed_by(*lease, request.captured.at("secret")));
  const base::Date today = context->today();
  return ical_response(row.of_person ? TRY(events_of_person(*lease, PersonId{row.of}, today))
                                     : TRY(events_of_body(*lease, BodyId{row.of}, today)),
                       context->now_s());
}

base::Result<web::Response> of_person(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const PersonRow row = TRY(person_row(*lease, PersonId{web::captured_number(request, "person")}));
  return ical_response(TRY(events_of_person(*lease, row.id, context->today())), context->now_s());
}

}  // namespace

void add_feed_pages(web::Router& router, const Context& context) {
  router.get(
      "/calendars", "Your calendars that other programs read", "/calendars", web::Audience::Member,
      [context](const web::Request& request) { return list(context, request, std::nullopt, ""); });
  router.post("/calendars", "Makes a calendar that other programs read", "/calendars",
              "kind=body&of=1", web::Audience::Member,
              [context](const web::Request& request) { return make(context, request); });
  router.post("/calendars/revoke/{calendar}", "Revokes a calendar", "/calendars/revoke/1", "",
              web::Audience::Member,
              [context](const web::Request& request) { return revoke(context, request); });
  router.get("/calendars/{secret}/feed.ics", "A calendar, by the secret in its address",
             "/calendars/secret/feed.ics", web::Audience::Anyone,
             [context](const web::Request& request) { return feed(context, request); });
  router.get("/people/{person}/calendar.ics", "The meetings of a person, for calendars",
             "/people/1/calendar.ics",
             [context](const web::Request& request) { return of_person(context, request); });
}

}  // namespace governance
