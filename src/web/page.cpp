// The frame of every page, piece by piece in the order in which it is read.
#include "web/page.hpp"

#include "base/check.hpp"
#include "base/errors.hpp"
#include "base/period.hpp"
#include "web/assets.hpp"
#include "web/components.hpp"
#include "web/forms.hpp"

namespace web {
namespace {

constexpr std::string_view kPlainLink = "govuk-link govuk-link--no-visited-state";

// Links inside the program stay on the day that is looked at, unless they have a query already.
std::string on_this_day(const std::string& href, const AsOf& as_of) {
  const bool ours = !href.empty() && href[0] == '/';
  if (!ours || href.find_first_of("?#") != std::string::npos) return href;
  return href + as_of.suffix();
}

std::string same_page_on(const AsOf& as_of, base::Date day) {
  const std::string on = day == as_of.today ? "" : day.iso();
  return as_of.path + as_of.query.set("on", on).text();
}

base::Date school_year_start(base::Date day) {
  const base::Date start = base::academic_year(day.year()).from();
  return start <= day ? start : base::academic_year(day.year() - 1).from();
}

Html plain_link(const std::string& href, const Html& label) {
  return el("a", {{"class", kPlainLink}, {"href", href}}, label);
}

void add_document_head(Html& html, const Page& page) {
  std::string title = page.errors.empty() ? "" : "Error: ";
  title += page.title;
  if (page.as_of.shown && page.as_of.on != page.as_of.today) title += " " + page.as_of.words();
  if (!page.unit.empty() && page.unit != page.title) title += " – " + page.unit;
  title += " – Guildhall";
  html.add_raw(
      "<!DOCTYPE html>\n<html lang=\"en\" class=\"govuk-template\">\n<head>\n"
      "<meta charset=\"utf-8\">\n");
  html.add(el("title", {}, title));
  html.add_raw(
      "\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light\">\n");
  html.open("link", {{"rel", "icon"}, {"href", asset_href("mark.svg")}, {"type", "image/svg+xml"}});
  html.open("link", {{"rel", "stylesheet"}, {"href", asset_href("guildhall.css")}});
  html.add_raw("\n<script defer src=\"").add_text(asset_href("guildhall.js"));
  html.add_raw(
      "\"></script>\n</head>\n<body class=\"govuk-template__body gh-body\">\n"
      "<a href=\"#main\" class=\"govuk-skip-link\">Skip to main content</a>\n");
}

void add_menu_links(Html& html, const std::vector<Link>& links, const AsOf& as_of) {
  html.open("ul");
  for (const Link& one : links) {
    html.add(
        el("li", {},
           el("a", {{"href", on_this_day(one.href, as_of)}, {"aria-current", "true", one.current}},
              one.label)));
  }
  html.close("ul");
}

void add_search(Html& html, const Page& page) {
  html.add_raw(
      "<form class=\"gh-search\" role=\"search\" action=\"/search\" method=\"get\">"
      "<label class=\"govuk-visually-hidden\" for=\"q\">"
      "Search for a school, group or place</label>");
  html.open("input", {{"class", "gh-search__input"},
                      {"id", "q"},
                      {"name", "q"},
                      {"type", "search"},
                      {"placeholder", "School, URN, trust or place"},
                      {"autocomplete", "off"},
                      {"data-suggest", "/search/suggest"},
                      {"value", page.search}});
  if (page.as_of.on != page.as_of.today) {
    html.open("input", {{"type", "hidden"}, {"name", "on"}, {"value", page.as_of.on.iso()}});
  }
  html.add_raw("<button class=\"gh-search__button\" type=\"submit\">Search</button></form>\n");
}

// The form keeps what the address says besides the day.
void add_day_form(Html& html, const AsOf& as_of) {
  html.open("form", {{"action", as_of.path}, {"method", "get"}});
  for (const auto& [name, value] : as_of.query.pairs()) {
    if (name == "on") continue;
    html.open("input", {{"type", "hidden"}, {"name", name}, {"value", value}});
  }
  html.add_raw(
      "<div class=\"govuk-form-group\"><label class=\"govuk-label\" for=\"on\">"
      "Show everything as of</label><div class=\"govuk-hint\" id=\"on-hint\">For example, ");
  html.add_text(school_year_start(as_of.today).long_form());
  html.add_raw("</div>");
  html.open("input", {{"class", "govuk-input"},
                      {"id", "on"},
                      {"name", "on"},
                      {"type", "text"},
                      {"autocomplete", "off"},
                      {"aria-describedby", "on-hint"},
                      {"value", as_of.on.long_form()}});
  html.add_raw(
      "</div><button class=\"govuk-button govuk-button--secondary\" type=\"submit\">Show"
      "</button></form>");
}

void add_day_menu(Html& html, const AsOf& as_of) {
  std::string_view css_class = "gh-menu gh-asof";
  if (as_of.past()) css_class = "gh-menu gh-asof gh-asof--past";
  if (as_of.planned()) css_class = "gh-menu gh-asof gh-asof--planned";
  html.open("details", {{"name", "head"}, {"class", css_class}});
  html.add_raw("<summary><span class=\"gh-menu__text\">");
  if (as_of.on == as_of.today) {
    html.add_raw("As of today<span class=\"gh-only-wide\">, ");
    html.add_text(as_of.today.long_form()).add_raw("</span>");
  } else {
    html.add_raw("<span class=\"gh-only-wide\">As of </span>").add_text(as_of.on.long_form());
  }
  html.add_raw("</span></summary>\n<div class=\"gh-menu__panel\">");
  add_day_form(html, as_of);
  const base::Date year_start = school_year_start(as_of.today);
  const base::Date next_year = school_year_start(as_of.today.plus_days(366));
  html.open("ul");
  html.add(el("li", {}, el("a", {{"href", same_page_on(as_of, as_of.today)}}, "Today")));
  html.add(el("li", {},
              el("a", {{"href", same_page_on(as_of, year_start)}},
                 "Start of this school year, " + year_start.long_form())));
  html.add(el("li", {},
              el("a", {{"href", same_page_on(as_of, next_year)}},
                 "Next school year, " + next_year.long_form() + " (planned)")));
  html.close("ul").add_raw("</div></details>\n");
}

// Closed menus of the head close each other: they share a name.
void add_account(Html& html, const Caller* caller, const Link& own) {
  if (caller == nullptr) return;
  if (!caller->signed_in) {
    html.add_raw("<a class=\"gh-account gh-account--out\" href=\"/sign-in\">Sign in</a>\n");
    return;
  }
  html.add_raw(
      "<details name=\"head\" class=\"gh-menu gh-account\"><summary>"
      "<span class=\"govuk-visually-hidden\">Signed in as </span><span class=\"gh-menu__text\">");
  html.add_text(caller->shown_name.empty() ? "Your account" : caller->shown_name);
  html.add_raw("</span></summary>\n<div class=\"gh-menu__panel\"><ul>");
  if (!own.href.empty()) html.add(el("li", {}, link(own.href, Html(own.label))));
  html.add_raw("<li><a href=\"/account\">Your account</a></li></ul>");
  html.add(post_form("/sign-out", *caller, {}, button(ButtonKind::Link, "Sign out")));
  html.add_raw("</div></details>\n");
}

void add_demo(Html& html, const Caller* caller) {
  if (caller == nullptr || !caller->demo) return;
  html.add_raw(
      "<div class=\"gh-demo\" role=\"region\" aria-label=\"Demonstration\">"
      "<p class=\"gh-wide\"><b>Demonstration.</b> Every school and every person here is "
      "invented, and anybody may sign in as any of them.</p></div>\n");
}

void add_header(Html& html, const Page& page, const SiteContext& site) {
  html.add_raw("<header class=\"gh-head\">\n<div class=\"gh-wide gh-head__top\">\n");
  html.open("a", {{"class", "gh-mark"}, {"href", on_this_day("/", page.as_of)}});
  html.add_raw(
      "<svg viewBox=\"0 0 34 34\" aria-hidden=\"true\" focusable=\"false\"><path "
      "class=\"gh-mark__stone\" d=\"M17 2 32 11v3H2v-3zM3 28h28v4H3zM5 16h5v10H5z"
      "M24 16h5v10h-5z\"/>"
      "<path class=\"gh-mark__light\" d=\"M13 26v-6a4 4 0 0 1 8 0v6z\"/></svg>"
      "<span>Guildhall</span></a>\n");
  add_search(html, page);
  if (!site.question.href.empty()) {
    html.add(el("a", {{"class", "gh-who"}, {"href", on_this_day(site.question.href, page.as_of)}},
                site.question.label));
  }
  add_account(html, page.caller.get(), site.own);
  html.add_raw("</div>\n<div class=\"gh-head__bottom\"><div class=\"gh-wide gh-head__row\">\n");
  if (!page.unit.empty()) {
    html.add_raw(
        "<details name=\"head\" class=\"gh-menu gh-menu--start gh-unit\"><summary>"
        "<span class=\"gh-menu__text\">");
    html.add_text(page.unit).add_raw("</span></summary>\n<div class=\"gh-menu__panel\">");
    add_menu_links(html, page.unit_menu, page.as_of);
    html.add_raw("</div></details>\n");
  }
  std::vector<Link> sections = site.sections;
  for (Link& one : sections) one.current = one.label == page.section;
  html.add_raw("<nav class=\"gh-nav\" aria-label=\"Main\">");
  add_menu_links(html, sections, page.as_of);
  html.add_raw("</nav>\n");
  if (page.as_of.shown) add_day_menu(html, page.as_of);
  html.add_raw("</div></div>\n</header>\n");
}

void add_banner(Html& html, const AsOf& as_of) {
  if (!as_of.shown || as_of.on == as_of.today) return;
  const bool past = as_of.past();
  html.open("div", {{"class", past ? "gh-banner" : "gh-banner gh-banner--planned"},
                    {"role", "region"},
                    {"aria-label", "Date shown"}});
  html.add_raw("<div class=\"gh-wide gh-banner__in\"><p><b>");
  const std::string day = as_of.on.long_form();
  html.add_text(past ? "You are looking at " + day + "." : "This is planned for " + day + ".");
  html.add_raw("</b> ");
  if (!as_of.note.empty()) {
    html.add_text(as_of.note);
  } else {
    html.add_text(past ? "Facts are as they were on that day, as far as is known now."
                       : "It is what will be if nothing else changes.");
  }
  html.add_raw("</p>");
  html.add(el("p", {}, link(same_page_on(as_of, as_of.today), "Return to today")));
  for (const Link& one : as_of.links) html.add(el("p", {}, link(one.href, one.label)));
  html.add_raw("</div></div>\n");
}

void add_breadcrumbs(Html& html, const Page& page) {
  if (page.breadcrumbs.empty()) return;
  html.add_raw(
      "<nav class=\"govuk-breadcrumbs\" aria-label=\"Breadcrumb\">"
      "<ol class=\"govuk-breadcrumbs__list\">");
  for (const Link& one : page.breadcrumbs) {
    html.add(el(
        "li", {{"class", "govuk-breadcrumbs__list-item"}},
        el("a", {{"class", "govuk-breadcrumbs__link"}, {"href", on_this_day(one.href, page.as_of)}},
           one.label)));
  }
  html.add_raw("</ol></nav>\n");
}

void add_error_summary(Html& html, const std::vector<FormError>& errors) {
  if (errors.empty()) return;
  html.add_raw(
      "<div class=\"govuk-error-summary\"><div role=\"alert\">"
      "<h2 class=\"govuk-error-summary__title\">There is a problem</h2>"
      "<div class=\"govuk-error-summary__body\">"
      "<ul class=\"govuk-list govuk-error-summary__list\">");
  for (const FormError& error : errors) {
    const std::string href = "#" + error.field_id;
    html.add(el(
        "li", {},
        error.field_id.empty() ? Html(error.message) : el("a", {{"href", href}}, error.message)));
  }
  html.add_raw("</ul></div></div></div>\n");
}

void add_title(Html& html, const Page& page) {
  html.add_raw("<div class=\"gh-titlebar\"><div>");
  if (!page.caption.empty()) {
    html.add(el("span", {{"class", "govuk-caption-l"}}, page.caption));
  }
  html.add(el("h1", {{"class", "govuk-heading-l"}},
              page.heading.empty() ? Html(page.title) : page.heading));
  html.add_raw("</div>");
  // The script adds "Print" to this list.
  html.open("ul", {{"class", "gh-tools"}, {"data-tools", "page"}});
  for (const Link& tool : page.tools) html.add(el("li", {}, plain_link(tool.href, tool.label)));
  html.close("ul").add_raw("</div>\n");
}

void add_tabs(Html& html, const Page& page) {
  if (page.tabs.empty()) return;
  html.open("nav", {{"aria-label", page.title}});
  html.add_raw("<ul class=\"gh-tabs\">");
  for (const Link& tab : page.tabs) {
    html.add(el("li", {},
                el("a",
                   {{"class", kPlainLink},
                    {"href", on_this_day(tab.href, page.as_of)},
                    {"aria-current", "page", tab.current}},
                   tab.label)));
  }
  html.add_raw("</ul></nav>\n");
}

void add_footer(Html& html, const Page& page, const SiteContext& site) {
  html.add_raw("<footer class=\"gh-foot\"><div class=\"gh-wide gh-foot__in\">");
  html.add(el("p", {}, page.foot));
  html.add_raw("<ul class=\"gh-tools gh-foot__links\">");
  for (const Link& one : {Link{"Help", "/help"}, Link{"Words we use", "/words"},
                          Link{"Accessibility", "/accessibility"}}) {
    html.add(el("li", {}, link(one.href, one.label)));
  }
  html.add(el("li", {}, "Guildhall " + site.version));
  html.add_raw("</ul></div></footer>\n</body>\n</html>\n");
}

}  // namespace

std::string AsOf::suffix() const { return on == today ? "" : "?on=" + on.iso(); }

std::string AsOf::words() const { return on == today ? "today" : "on " + on.long_form(); }

void show_error(Page& page, const base::Error& error) {
  const base::ErrorRow* row = base::find_error(error.code);
  page.status = row == nullptr ? 500 : row->http_status;
  page.error_code = error.code;
  page.errors.push_back({error.field, error.message});
}

Response render(const Page& page, const SiteContext& site) {
  CHECK(!page.title.empty());
  Html html;
  html.reserve(page.content.markup().size() + 8192);
  add_document_head(html, page);
  add_demo(html, page.caller.get());
  add_header(html, page, site);
  add_banner(html, page.as_of);
  html.add_raw("<div class=\"gh-wide\">\n");
  add_breadcrumbs(html, page);
  html.add_raw("<main class=\"gh-main\" id=\"main\">\n");
  add_error_summary(html, page.errors);
  if (!page.notice.empty()) html.add(notification(Notice::Success, page.notice));
  add_title(html, page);
  add_tabs(html, page);
  if (!page.lead.empty()) html.add(lead(page.lead));
  html.add(page.content);
  html.add_raw("\n</main></div>\n");
  add_footer(html, page, site);
  Response response;
  response.status = page.status;
  response.error_code = page.error_code;
  response.body = std::move(html).markup();
  return response;
}

}  // namespace web
