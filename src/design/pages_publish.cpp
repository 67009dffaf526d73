// /plans/{plan}/publish: to ask everybody about a plan, until a day; and back to a draft.
#include "design/pages_publish.hpp"

#include "base/text.hpp"
#include "web/form_data.hpp"
#include "web/redirect.hpp"

namespace design {

namespace {

using web::Html;

std::string address_of(const PlanRow& row) { return plan_href(row.id) + "/publish"; }

Html form_of(const web::Request& request, const PlanRow& row, const web::NamedValues& typed,
             const std::optional<base::Error>& error) {
  const auto said = [&](std::string_view id) {
    return error && error->field == id ? error->message : std::string();
  };
  Html fields = web::date_text(
      {.id = "until",
       .label = "Last day for answers",
       .hint = "Such as 31 January 2027. Empty: no last day is given",
       .error = said("until")},
      typed.get_or("until", row.answers_until ? row.answers_until->long_form() : ""));
  fields.add(web::text_area({.id = "note",
                             .label = "What you ask",
                             .hint = "Stands at the top of the page, such as how to answer",
                             .error = said("note")},
                            typed.get_or("note", row.published_note)));
  fields.add(
      web::text_area({.id = "reason", .label = "Reason", .hint = "For the history; may be empty"},
                     typed.get_or("reason", ""), 2));
  fields.add(web::button(web::ButtonKind::Main, "Publish for consultation"));
  return web::post_form(address_of(row), *request.caller,
                        {{"version", std::to_string(row.version)}}, fields);
}

Html published_content(const web::Request& request, const PlanRow& row) {
  Html content =
      web::paragraph(Html("Everybody who may read Guildhall sees it, ")
                         .add(web::link(consultation_href(row.id), Html("as it was published")))
                         .add(Html(".")));
  std::vector<web::Fact> facts = {
      {"Published", Html(base::moment(row.published_at))},
      {"Last day for answers",
       row.answers_until ? Html(row.answers_until->long_form()) : web::none()},
      {"What is asked", row.published_note.empty() ? web::none() : Html(row.published_note)}};
  content.add(web::facts(facts));
  content.add(web::paragraph(Html(
      "It cannot be changed while it is published. Withdrawn, it is a draft again, and its page "
      "is gone; that it was published stays in the history.")));
  Html fields = web::text_area(
      {.id = "reason", .label = "Reason", .hint = "For the history; may be empty"}, "", 2);
  fields.add(web::button(web::ButtonKind::Warning, "Withdraw it"));
  content.add(web::post_form(plan_href(row.id) + "/withdraw", *request.caller, {}, fields));
  return web::section("h-out", "It is out for consultation", content);
}

web::Html notice_of(const web::Request& request, const PlanRow& row) {
  const std::string_view done = request.query.get_or("done", "");
  if (done == "published" && row.state == PlanState::Published) {
    return Html("It is published: ")
        .add(web::link(consultation_href(row.id), Html("see its page")))
        .add(Html("."));
  }
  if (done == "withdrawn" && row.state == PlanState::Draft) return Html("It is a draft again.");
  return {};
}

base::Result<web::Response> show(const Context& context, const web::Request& request,
                                 const web::NamedValues& typed,
                                 const std::optional<base::Error>& error) {
  const PlanShown shown = TRY(plan_shown(context, request));
  TRY(writing_of(context, request, shown.visit.path));  // only who may edit publishes
  const PlanRow& row = shown.row();
  web::Page page = design_page(context, request, "Publish for consultation");
  page.breadcrumbs.push_back({row.name, plan_href(row.id)});
  page.caption = Html(row.name);
  page.notice = notice_of(request, row);
  if (error) web::show_error(page, *error);
  page.lead = plan_state_tag(row).add(Html(" " + moves_in_words(shown) + "."));
  switch (row.state) {
    case PlanState::Published: page.content = published_content(request, row); break;
    case PlanState::Enacted:
      page.content = web::finding(
          web::Tone::Info, "This plan is enacted",
          Html("There is nothing to ask any more. Copy it to consult on something else."));
      break;
    default:
      page.content =
          web::section("h-ask", "Ask everybody who may read", form_of(request, row, typed, error));
  }
  page.content.add(web::paragraph(Html("This is what readers see:")));
  page.content.add(told_of(shown));
  return web::render(page, context->registry->site);
}

// What a person can mend, or must be told on the same page.
bool of_form(const base::Error& error) {
  return error.kind == base::ErrorKind::Invalid || error.kind == base::ErrorKind::Conflict;
}

base::Result<Publication> publication_of(const web::FormData& typed, base::Date today) {
  Publication made;
  made.seen_version = base::parse_integer(typed.get_or("version", "")).value_or(0);
  const base::Date until = TRY(web::date_field(typed, "until", base::Date::distant_future()));
  if (until < today) {
    return base::make_error("bad_date", until.long_form() + " is over; give a day to come.",
                            "until");
  }
  if (until != base::Date::distant_future()) made.answers_until = until;
  made.note = base::trim(typed.get_or("note", ""));
  return made;
}

// Whose plan is changed by whom; without the connection of the visit, for a write wants its own.
struct Change {
  PlanId plan;
  Writing writing;
};
base::Result<Change> change_of(const Context& context, const web::Request& request,
                               const web::FormData& typed) {
  const PlanVisit visit = TRY(plan_visit(context, request));
  std::string reason(base::trim(typed.get_or("reason", "")));
  return Change{visit.table.stored.row.id,
                TRY(writing_of(context, request, visit.path, std::move(reason)))};
}

base::Status publish(const Context& context, const web::Request& request,
                     const web::FormData& typed) {
  const Change change = TRY(change_of(context, request, typed));
  const Publication wanted = TRY(publication_of(typed, context->registry->today()));
  return publish_plan(*TRY(context->database().write()), change.plan, wanted, change.writing);
}

base::Status withdraw(const Context& context, const web::Request& request,
                      const web::FormData& typed) {
  const Change change = TRY(change_of(context, request, typed));
  return withdraw_plan(*TRY(context->database().write()), change.plan, change.writing);
}

using Saving = base::Status (*)(const Context&, const web::Request&, const web::FormData&);

base::Result<web::Response> send(const Context& context, const web::Request& request, Saving save,
                                 std::string_view done) {
  const web::FormData typed = TRY(web::read_form(request));
  const base::Status made = save(context, request, typed);
  if (made.ok()) {
    return web::redirect("/plans/" + request.captured.at("plan") +
                         "/publish?done=" + std::string(done));
  }
  if (!of_form(made.error())) return made.error();
  return show(context, request, typed, made.error());
}

}  // namespace

void add_publish_pages(web::Router& router, const Context& context) {
  using enum web::Audience;
  router.get("/plans/{plan}/publish", "Publish a plan for consultation, or withdraw it",
             "/plans/2/publish", Member, [context](const web::Request& request) {
               return show(context, request, web::NamedValues(), std::nullopt);
             });
  router.post("/plans/{plan}/publish", "Publish a plan for consultation", "/plans/2/publish",
              "version=1&until=31+January+2030&note=Tell+us", Member,
              [context](const web::Request& request) {
                return send(context, request, publish, "published");
              });
  router.post("/plans/{plan}/withdraw", "Withdraw a plan from consultation", "/plans/2/withdraw",
              "reason=A+mistake", Member, [context](const web::Request& request) {
                return send(context, request, withdraw, "withdrawn");
              });
}

}  // namespace design
