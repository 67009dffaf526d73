// /mine: from an account to the page of its person; and which accounts a person has, for
// administrators of everything.
#include "governance/api_own.hpp"
#include "governance/pages.hpp"
#include "web/asked.hpp"
#include "web/form_data.hpp"
#include "web/json_read.hpp"
#include "web/redirect.hpp"

namespace governance {

namespace {

using web::Html;

constexpr int status_ok = 200;
constexpr int status_made = 201;

base::Result<web::Response> mine(const Context& context, const web::Request& request) {
  const guard::Principal principal = guard::principal_of(request);
  {
    const sql::Lease lease = TRY(context->catalogue->database().read());
    const PersonId person = TRY(person_of_account(*lease, principal.account));
    if (person.known()) return web::redirect(person_href(person, {}));
  }
  web::Page page = registry::plain_page(*context, request, "Yours");
  page.section = "Boards";
  page.content = web::empty_state(
      "Nobody has said yet which person of the boards you are.",
      web::join(web::paragraph(Html("Once an administrator has, your seats, your meetings, what is "
                                    "due and what you may decide stand here. They enter the "
                                    "address with which you sign in on the page of the person.")),
                web::paragraph(web::link("/people", Html("Find your name among people of boards"))),
                web::paragraph(web::link("/account", Html("Your account")))));
  return web::render(page, context->site);
}

std::string accounts_href(PersonId person) {
  return "/people/" + std::to_string(person.value) + "/accounts";
}

base::Result<web::Response> show(const Context& context, const web::Request& request,
                                 const std::optional<base::Error>& error, std::string_view typed) {
  const PersonId person{web::captured_number(request, "person")};
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const PersonRow row = TRY(person_row(*lease, person));
  web::Page page = registry::plain_page(*context, request, "Accounts of " + row.name);
  page.section = "Boards";
  page.breadcrumbs = {{"Boards", "/boards"},
                      {"People", "/people"},
                      {row.name, "/people/" + std::to_string(person.value)}};
  page.lead = Html(
      "Whoever signs in with one of them finds this person's seats, meetings and what is due under "
      "\"Yours\", and may see training and drafts that are about them. It gives no right to change "
      "anything: that is what roles are for.");
  if (error) web::show_error(page, *error);
  if (!request.query.get_or("saved", "").empty()) {
    page.notice = Html("Saved.");
  }
  std::vector<web::Item> items;
  for (const guard::Account& each : TRY(accounts_of_person(*lease, person))) {
    const std::string number = std::to_string(each.id.value);
    items.push_back(
        {Html(each.email),
         Html(each.name),
         {},
         web::post_form(accounts_href(person) + "/" + number + "/remove", *request.caller, {},
                        web::button(web::ButtonKind::Link, "Not theirs: " + each.email))});
  }
  page.content.add(web::section(
      "h-accounts", "Accounts",
      items.empty() ? web::paragraph(Html("No account is theirs yet.")) : web::items(items)));
  Html fields = web::text_input({.id = "email",
                                 .label = "E-mail address of their account",
                                 .hint = "With which they sign in",
                                 .error = error ? error->message : "",
                                 .typed = web::Typed::Email},
                                typed, web::Width::Twenty);
  fields.add(web::button(web::ButtonKind::Main, "This account is theirs"));
  page.content.add(web::section(
      "h-add", "Another", web::post_form(accounts_href(person), *request.caller, {}, fields)));
  return web::render(page, context->site);
}

base::Result<web::Response> add(const Context& context, const web::Request& request) {
  const web::FormData form = TRY(web::read_form(request));
  const PersonId person{web::captured_number(request, "person")};
  const Writing writing = TRY(writing_as_administrator(context, request, ""));
  const std::string email(form.get_or("email", ""));
  const auto linked = [&]() -> base::Result<guard::Account> {
    const sql::Lease lease = TRY(context->catalogue->database().write());
    return link_account(*lease, person, email, writing);
  }();
  if (linked.ok()) return web::redirect(accounts_href(person) + "?saved=1");
  if (linked.error().code == "person_not_found") return linked.error();
  base::Error error = linked.error();
  error.field = "email";
  return show(context, request, error, email);
}

base::Status remove(const Context& context, const web::Request& request) {
  const Writing writing = TRY(writing_as_administrator(context, request, ""));
  const sql::Lease lease = TRY(context->catalogue->database().write());
  return unlink_account(*lease, PersonId{web::captured_number(request, "person")},
                        guard::AccountId{web::captured_number(request, "account")}, writing);
}

base::Result<web::Response> accounts_answer(const Context& context, PersonId person, int status) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  TRY(person_row(*lease, person));
  web::Response answer =
      registry::json_response(accounts_json(person, TRY(accounts_of_person(*lease, person))));
  answer.status = status;
  return answer;
}

base::Result<web::Response> add_by_api(const Context& context, const web::Request& request) {
  const PersonId person{web::captured_number(request, "person")};
  const Writing writing = TRY(writing_as_administrator(context, request, ""));
  const web::Json json = TRY(web::read_json(request));
  TRY(json.only({"email"}));
  const std::string email = TRY(TRY(json.at("email")).text());
  {
    const sql::Lease lease = TRY(context->catalogue->database().write());
    TRY(link_account(*lease, person, email, writing));
  }
  return accounts_answer(context, person, status_made);
}

base::Result<web::Response> mine_by_api(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const PersonId person = TRY(person_of_account(*lease, guard::principal_of(request).account));
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.key("person");
  if (person.known()) {
    json.value(person.value);
  } else {
    json.value(nullptr);
  }
  json.end_object();
  return registry::json_response(json.take());
}

void add_own_api(web::Router& router, const Context& context) {
  using web::Schema;
  using enum web::Method;
  using enum web::Audience;
  router.api(
      {.pattern = "/mine",
       .help = "Which person of the boards you are",
       .example = "/mine",
       .audience = Member,
       .handler = [context](const web::Request& request) { return mine_by_api(context, request); }},
      {.id = "getMine",
       .answer =
           Schema::object({{"person", Schema::whole("Null where nobody has said it").or_null()}})});
  router.api({.pattern = "/people/{person}/accounts",
              .help = "With which accounts a person signs in",
              .example = "/people/1/accounts",
              .audience = Administrator,
              .handler =
                  [context](const web::Request& request) {
                    return accounts_answer(
                        context, PersonId{web::captured_number(request, "person")}, status_ok);
                  }},
             {.id = "listAccountsOfPerson", .answer = accounts_schema()});
  router.api(
      {.method = Post,
       .pattern = "/people/{person}/accounts",
       .help = "Says that an account is that person",
       .example = "/people/1/accounts",
       .example_body = R"({"email": "head@example.org"})",
       .audience = Administrator,
       .handler = [context](const web::Request& request) { return add_by_api(context, request); }},
      {.id = "addAccountOfPerson",
       .body = Schema::object({{"email", Schema::text()}}),
       .answer = accounts_schema(),
       .status = status_made});
  router.api({.method = Delete,
              .pattern = "/people/{person}/accounts/{account}",
              .help = "Says that an account is not that person",
              .example = "/people/1/accounts/1",
              .audience = Administrator,
              .handler = [context](const web::Request& request) -> base::Result<web::Response> {
                TRY(remove(context, request));
                return accounts_answer(context, PersonId{web::captured_number(request, "person")},
                                       status_ok);
              }},
             {.id = "removeAccountOfPerson", .answer = accounts_schema()});
}

}  // namespace

void add_own_pages(web::Router& router, const Context& context) {
  using enum web::Audience;
  router.get("/mine", "Your seats, meetings and what is due", "/mine", Member,
             [context](const web::Request& request) { return mine(context, request); });
  router.get("/people/{person}/accounts", "With which accounts a person signs in",
             "/people/1/accounts", Administrator, [context](const web::Request& request) {
               return show(context, request, std::nullopt, "");
             });
  router.post("/people/{person}/accounts", "Says that an account is that person",
              "/people/1/accounts", "email=a%40example.org", Administrator,
              [context](const web::Request& request) { return add(context, request); });
  router.post("/people/{person}/accounts/{account}/remove",
              "Says that an account is not that person", "/people/1/accounts/1/remove", "",
              Administrator, [context](const web::Request& request) -> base::Result<web::Response> {
                TRY(remove(context, request));
                return web::redirect(
                    accounts_href(PersonId{web::captured_number(request, "person")}) + "?saved=1");
              });
  add_own_api(router, context);
}

}  // namespace governance
