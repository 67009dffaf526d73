// /mine/declaration: whoever signs in as a person of the boards looks through their own interests,
// adds one, and confirms them for the school year; and what is theirs to say on their page.
#include "governance/calendar.hpp"
#include "governance/interests.hpp"
#include "governance/pages.hpp"
#include "governance/store_facts.hpp"
#include "governance/store_own.hpp"
#include "web/form_data.hpp"
#include "web/redirect.hpp"

namespace governance {

namespace {

using web::Html;

constexpr const char* here = "/mine/declaration";

// In force on the day.
std::vector<Interest> standing(const Facts& facts, PersonId person, base::Date on) {
  std::vector<Interest> found;
  for (const Interest& each : facts.interests_of(person)) {
    if (each.period.contains(on)) found.push_back(each);
  }
  return found;
}

Html noted_part(const std::vector<Interest>& interests) {
  std::vector<web::Item> items;
  for (const Interest& each : interests) {
    const std::string words = words_of(each);
    items.push_back(
        {Html(words),
         Html(each.period.describe()),
         {},
         web::link(note_href(ChangeKind::EndInterest, {{"number", std::to_string(each.id.value)}}),
                   Html("It is over").add(web::hidden(": " + words)))});
  }
  return web::section(
      "h-noted", "What is noted of you",
      items.empty() ? web::paragraph(Html("No interest is noted.")) : web::items(items));
}

Html add_part(const web::Request& request, const web::NamedValues& typed,
              const std::optional<base::Error>& error) {
  const auto wrong = [&](std::string_view field) {
    return error && error->field == field ? error->message : std::string();
  };
  Html fields = web::select({.id = "kind", .label = "Kind of interest", .error = wrong("kind")},
                            interests_offered(), typed.get_or("kind", ""));
  fields.add(web::text_input({.id = "what",
                              .label = "Interest",
                              .hint = "As it is published: Director of Harbour Boats Ltd",
                              .error = wrong("what")},
                             typed.get_or("what", "")));
  fields.add(web::date_text({.id = "from",
                             .label = "Since when (optional)",
                             .hint = "Nothing: since ever",
                             .error = wrong("from")},
                            typed.get_or("from", "")));
  fields.add(web::button(web::ButtonKind::Secondary, "Add this interest"));
  return web::section("h-add", "Add one",
                      web::post_form(here, *request.caller, {{"step", "add"}}, fields));
}

Html confirm_part(const web::Request& request, const Facts& facts, PersonId person, bool none,
                  base::Date today) {
  const std::string year = school_year_name(school_year(today));
  Html content;
  if (const Declaration* made = declaration_of(facts, person, today)) {
    content.add(web::finding(
        web::Tone::Ok, "Confirmed for " + year,
        Html(std::string(made->nothing ? "You said that you have none"
                                       : "You confirmed your interests") +
             " on " + made->on.long_form() + ". Confirm anew where something has changed.")));
  } else {
    content.add(web::finding(web::Tone::Warn, "Not confirmed for " + year,
                             Html("It is wanted once in each school year, from 1 September.")));
  }
  content.add(web::post_form(
      here, *request.caller, {{"step", "confirm"}, {"nothing", none ? "yes" : "no"}},
      web::button(web::ButtonKind::Main, none ? "Confirm that I have no interests"
                                              : "Confirm that these are all my interests")));
  return web::section("h-confirm", "Confirm", content);
}

base::Result<web::Response> show(const Context& context, const web::Request& request,
                                 const web::NamedValues& typed,
                                 const std::optional<base::Error>& error) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const PersonId person = TRY(person_of_account(*lease, guard::principal_of(request).account));
  web::Page page = board_page(context, request, "Your interests");
  if (!person.known()) {
    page.content = web::empty_state("Nobody has said yet which person of the boards you are.",
                                    web::link("/mine", Html("What you can do about it")));
    return web::render(page, context->site);
  }
  page.breadcrumbs.push_back({"Yours", person_href(person, {})});
  page.lead = Html(
      "What you have at stake elsewhere, for all bodies where you sit. While you sit it is "
      "published with your name.");
  if (error) web::show_error(page, *error);
  if (!request.query.get_or("saved", "").empty()) {
    page.notice = Html("Saved.");
  }
  const Facts facts = TRY(facts_of_person(*lease, person));
  const std::vector<Interest> interests = standing(facts, person, context->today());
  page.content.add(noted_part(interests));
  page.content.add(add_part(request, typed, error));
  page.content.add(confirm_part(request, facts, person, interests.empty(), context->today()));
  return web::render(page, context->site);
}

base::Result<web::Response> send(const Context& context, const web::Request& request) {
  const web::FormData typed = TRY(web::read_form(request));
  PersonId person;
  {
    const sql::Lease lease = TRY(context->catalogue->database().read());
    person = TRY(person_of_account(*lease, guard::principal_of(request).account));
  }
  if (!person.known()) return web::redirect("/mine");
  Words words = {{"person", std::to_string(person.value)}};
  if (typed.get_or("step", "") == "add") {
    words["change"] = "interest";
    for (const char* each : {"kind", "what", "from"}) words[each] = typed.get_or(each, "");
  } else {
    words["change"] = "declared";
    words["year"] = std::to_string(school_year(context->today()));
    words["on"] = context->today().iso();
    if (typed.get_or("nothing", "") == "yes") words["nothing"] = "yes";
  }
  const base::Result<Change> change = read_change(words);
  if (!change.ok()) return show(context, request, typed, change.error());
  const auto saved = save_noted(context, request, {change.value()});
  if (saved.ok()) return web::redirect(std::string(here) + "?saved=1");
  if (!may_be_mended(saved.error())) return saved.error();
  return show(context, request, typed, saved.error());
}

}  // namespace

std::vector<web::Choice> interests_offered() {
  std::vector<web::Choice> choices;
  for (int at = 0; at < interest_kinds; ++at) {
    const auto kind = static_cast<InterestKind>(at);
    choices.push_back({std::string(code_of(kind)), std::string(label_of(kind))});
  }
  return choices;
}

Html own_words_part(const Facts& facts, const PersonRow& person, const PersonKnown& known,
                    base::Date today) {
  if (!known.own) return {};
  const std::string number = std::to_string(person.id.value);
  const std::string year = school_year_name(school_year(today));
  const Declaration* made = declaration_of(facts, person.id, today);
  std::vector<web::Item> items;
  items.push_back({web::link(here, Html("Your interests")),
                   Html(made ? "Confirmed for " + year + " on " + made->on.long_form()
                             : "Look through them and confirm them for " + year),
                   made ? Html() : web::tag(web::Tone::Warn, "To be confirmed")});
  items.push_back(
      {web::link("/people/" + number + "/skills", Html("Your audit of skills")),
       Html(known.levels.empty() ? std::string("Say how well you know what bodies look for")
                                 : "The newest is of " + known.levels.front().on.long_form()),
       known.levels.empty() ? web::tag(web::Tone::Info, "None yet") : Html()});
  items.push_back({web::link(note_href(ChangeKind::SetAddress, {{"person", number}}),
                             Html("Where you are reached")),
                   person.email.empty()
                       ? Html("No e-mail address is noted")
                       : Html(person.email + (person.address_own ? ", not confirmed yet" : ""))});
  return web::section("h-own", "Yours to say", web::items(items));
}

void add_declaration_pages(web::Router& router, const Context& context) {
  using enum web::Audience;
  router.get(here, "Your own interests: look through them, and confirm them", here, Member,
             [context](const web::Request& request) {
               return show(context, request, request.query, std::nullopt);
             });
  router.post(here, "Adds an interest of yours, or confirms them", here, "step=confirm", Member,
              [context](const web::Request& request) { return send(context, request); });
}

}  // namespace governance
