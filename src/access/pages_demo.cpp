// /demo: whoever wants to try may be one of the people of the demonstration. Only where the server
// was started with --demo.
#include <algorithm>

#include "access/pages.hpp"
#include "access/store_personas.hpp"
#include "access/store_session.hpp"

namespace guard {
namespace {

using web::Html;

web::Response demo_page(const Front& front, const web::Request& request) {
  web::Page page = begin_page(front, request, "Whom do you want to be?");
  page.lead = Html("All of them are invented. What you change here concerns no real school.");
  std::vector<web::Item> items;
  for (const Persona& one : front.rules.personas) {
    web::Item item;
    item.title = web::el("b", {}, one.name + ", " + one.office);
    item.note = Html(one.about + " " + words_of(one.grant) + ".");
    item.action = web::post_form("/demo/" + one.key, *page.caller,
                                 {{"to", way_back(request.query.get_or("to", "/"))}},
                                 web::el("button", {{"class", "gh-linkbutton"}, {"type", "submit"}},
                                         "Be ", web::el("span", {}, one.name)));
    items.push_back(std::move(item));
  }
  page.content = web::items(items);
  return answer(front, request, page);
}

base::Result<web::Response> become(const FrontContext& front, const web::Request& request) {
  const web::FormData form = TRY(web::read_form(request));
  const auto& personas = front->rules.personas;
  const auto chosen = std::ranges::find(personas, request.captured.at("persona"), &Persona::key);
  if (chosen == personas.end()) {
    return base::make_error("not_found", "There is no such person in the demonstration.");
  }
  const sql::Lease lease = TRY(front->database.write());
  const Account holder = TRY(account_of_email(*lease, persona_email(chosen->key)));
  const NewSession session = TRY(start_session(
      *lease, {holder.id, "demo", std::string(web::header(request, "user-agent")), false},
      front->rules.now_s()));
  return let_in(request, session, form.get_or("to", "/"));
}

}  // namespace

void add_demo_pages(web::Router& router, const FrontContext& front) {
  using enum web::Audience;
  router.get("/demo", "Choose one of the people of the demonstration", "/demo", Anyone,
             [front](const web::Request& request) -> base::Result<web::Response> {
               return demo_page(*front, request);
             });
  router.post("/demo/{persona}", "Signs in as one of the people of the demonstration", "/demo/head",
              "to=/", Anyone,
              [front](const web::Request& request) { return become(front, request); });
}

}  // namespace guard
