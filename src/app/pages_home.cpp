// Home, help, words and accessibility.
#include "app/pages_home.hpp"

#include <algorithm>

#include "base/errors.hpp"
#include "base/text.hpp"
#include "registry/api_report.hpp"
#include "web/components.hpp"
#include "web/forms.hpp"

namespace app {

namespace {

using web::Html;

Html start_panel(bool empty, const std::string& suffix) {
  if (!empty) {
    return web::panel(
        "Where to start",
        web::list({web::link("/search" + suffix, Html("Find a school, trust or cluster")),
                   web::link("/clusters" + suffix, Html("Look at the clusters")),
                   web::link("/decide" + suffix, Html("Ask who decides")),
                   web::link("/requests", Html("Requests for decisions")),
                   web::link("/alignment", Html("See what the schools of a group do in common")),
                   web::link("/changes", Html("Compare two days")),
                   web::link("/map" + suffix, Html("Draw a map of schools")),
                   web::link("/help", Html("All pages, and how to ask for another day"))}));
  }
  Html steps = web::list(
      {Html("Download extracts from Get Information About Schools: establishment fields, links, "
            "and all group links"),
       Html("Import them: guildhall import gias FILE..."),
       Html("State your clusters in a CSV: guildhall import clusters FILE")});
  return web::panel("Nothing is here yet: how to begin", steps);
}

std::string changes_href(base::Date from, base::Date to) {
  return "/changes?from=" + from.iso() + "&to=" + to.iso();
}

base::Result<Html> recent_imports(registry::Store& store) {
  std::vector<Html> items;
  for (const registry::ImportRow& row : TRY(store.imports())) {
    if (items.size() >= 3) break;
    std::string files =
        std::to_string(row.sources.size()) + (row.sources.size() == 1 ? " file" : " files");
    Html item =
        web::link("/imports/" + std::to_string(row.id), Html("Import " + std::to_string(row.id)));
    items.push_back(item.add(Html(", " + base::moment(row.recorded_at) + ": " +
                                  (row.action == "undo" ? "an undo" : files))));
  }
  return items.empty() ? web::paragraph(Html("None yet.")) : web::list(items);
}

// The authorities with most schools, and the way to all.
base::Result<Html> largest_authorities(const registry::Context& context, registry::Visit& now) {
  Html left;
  auto authorities =
      TRY(now.store.organisations({registry::OrganisationKind::Authority}, now.on()));
  auto kept = TRY(registry::sizes_of(*context, now));
  const registry::Sizes& sizes = *kept;
  web::Table table;
  table.caption = "Largest authorities here";
  table.columns = {{"Authority"}, {"State-funded schools", true}, {"Pupils", true}};
  std::sort(authorities.begin(), authorities.end(), [&](const auto& one, const auto& other) {
    return registry::size_of(sizes, one.id).first > registry::size_of(sizes, other.id).first;
  });
  for (const registry::OrganisationRow& row : authorities) {
    auto [schools, pupils] = registry::size_of(sizes, row.id);
    if (schools == 0 || table.rows.size() >= 8) break;
    table.rows.push_back(
        {{web::link(registry::group_href(row, now.as_of), Html(row.name)),
          Html(base::with_thousands(schools)), Html(base::with_thousands(pupils))}});
  }
  if (!table.rows.empty()) {
    left.add(web::section("h-authorities", "Authorities",
                          web::table(table).add(web::paragraph(web::link(
                              "/authorities" + now.as_of.suffix(), Html("All authorities"))))));
  }
  return left;
}

base::Result<web::Response> home(const registry::Context& context, const web::Request& request) {
  registry::Visit now = TRY(registry::visit(*context, request));
  registry::Format format = TRY(registry::format_of(request));
  auto figures = TRY(registry::stats_of(*context, now, std::nullopt));
  const registry::Stats& stats = *figures;
  if (format == registry::Format::Json) {
    return registry::json_response(registry::stats_json(stats, now.on()));
  }
  if (format == registry::Format::Csv) {
    return registry::csv_response(registry::stats_csv(stats, now.on()), "figures");
  }
  web::Page page = registry::begin_page(now, "Home", "Home");
  page.caption = Html(now.as_of.on.long_form());
  page.heading = Html("Your family of schools, on one day or through time");
  page.tools = registry::format_links(request);
  page.content = web::search_box("/search", {}, "Find a school, trust, authority or cluster", "");
  bool empty = stats.open_schools == 0 && TRY(now.store.imports()).empty();
  if (!empty) {
    std::string suffix = now.as_of.suffix();
    page.content.add(web::tiles({
        {base::with_thousands(stats.open_state_funded_schools), "state-funded schools",
         "open " + now.as_of.words(), "/authorities" + suffix},
        {stats.pupils ? base::with_thousands(*stats.pupils) : "Not known", "pupils",
         "in state-funded schools"},
        {base::with_thousands(stats.trusts_with_two_or_more_academies), "trusts",
         "with two or more academies", "/groups" + suffix},
        {base::with_thousands(stats.clusters), "clusters", "with members", "/clusters" + suffix},
    }));
  }
  Html left = TRY(largest_authorities(context, now));
  left.add(web::section("h-imports", "Latest imports", TRY(recent_imports(now.store))));
  Html right = start_panel(empty, now.as_of.suffix());
  if (!empty) {
    base::Date today = now.as_of.today;
    base::Date year_start =
        *base::Date::from_ymd(today.month() >= 9 ? today.year() : today.year() - 1, 9, 1);
    if (today > year_start) {
      right.add(web::section(
          "h-changed", "What has changed",
          web::list(
              {web::link(changes_href(year_start, today), Html("Since this school year began")),
               web::link(
                   changes_href(*base::Date::from_ymd(year_start.year() - 1, 9, 1), year_start),
                   Html("In the school year before"))})));
    }
  }
  page.content.add(web::columns(web::Columns::TwoOne, left, right));
  return web::render(page, context->site);
}

// An address that is broken, where it must be, before a slash.
Html broken_at_slashes(std::string_view address) {
  Html html;
  while (!address.empty()) {
    const std::string_view part = address.substr(0, address.find('/', 1));
    if (!html.empty()) html.add_raw("<wbr>");
    html.add_text(part);
    address.remove_prefix(part.size());
  }
  return html;
}

base::Result<web::Response> help(const registry::Context& context, const web::Request& request,
                                 const web::Router& router) {
  web::Page page = registry::plain_page(*context, request, "Help");
  page.lead = Html(
      "Every page shows one day. Choose another in the menu at the top right, or put "
      "?on=2023-03-01 after an address. Pages with CSV and JSON links give what they "
      "show to a spreadsheet or a script.");
  web::Table table;
  table.caption = "All pages";
  table.columns = {{"Address"}, {"What it shows"}, {"Example"}};
  for (const web::Route& route : router.routes()) {
    if (route.kind != web::RouteKind::Page) continue;
    table.rows.push_back({{web::el("code", {}, broken_at_slashes(route.pattern)), Html(route.help),
                           web::link(route.example, broken_at_slashes(route.example))}});
  }
  page.content = web::section("h-pages", "All pages", web::table(table));
  page.content.add(web::paragraph(
      web::link("/help/api", Html("The API: the same for programs, and changes too"))));
  page.content.add(
      web::note(Html("Examples lead to the demonstration county; on your own data a "
                     "number may not be there.")));
  return web::render(page, context->site);
}

// What a program finds behind the "type" of a problem.
base::Result<web::Response> errors_page(const registry::Context& context,
                                        const web::Request& request) {
  web::Page page = registry::plain_page(*context, request, "Errors");
  page.breadcrumbs = {{"Help", "/help"}};
  page.lead = Html(
      "Every error has a code. Whoever asks for JSON finds it in the member \"code\" of the "
      "answer.");
  web::Table table;
  table.caption = "All errors";
  table.columns = {{"Code"}, {"HTTP", true}, {"What it means"}, {"What to do"}};
  table.stack = web::Stack::Beside;
  for (const base::ErrorRow& row : base::error_table()) {
    table.rows.push_back(
        {{web::el("code", {}, row.code), Html(row.http_status), Html(row.meaning), Html(row.mend)},
         false,
         std::string(row.code)});
  }
  page.content = web::table(table);
  return web::render(page, context->site);
}

struct Word {
  std::string_view word;
  std::string_view meaning;
};

constexpr Word words[] = {
    {"Academy", "A state school run by a trust under an agreement with the department."},
    {"As of", "The day of which a page speaks. Past and planned days can be asked for."},
    {"Cluster",
     "Schools that a trust or an authority groups, to share responsibility. Also "
     "called hub, zone or partnership."},
    {"Conversion",
     "A maintained school becomes an academy. It is given a new URN; here it stays "
     "one school."},
    {"Funding cluster",
     "The one cluster that holds a school's share of devolved money, where a "
     "school belongs to several."},
    {"Group", "A trust, federation, sponsor or foundation trust in the national register."},
    {"Lead school", "The school whose headteacher leads the cluster."},
    {"National register", "Get Information About Schools (GIAS), the department's register."},
    {"State-funded",
     "Academies, free schools, schools maintained by an authority, and community "
     "and foundation special schools."},
    {"Successor", "The register entry that took over from one that closed."},
    {"UID", "The number of a group in the national register."},
    {"URN", "The number of a school's entry in the national register."},
};

base::Result<web::Response> words_page(const registry::Context& context,
                                       const web::Request& request) {
  web::Page page = registry::plain_page(*context, request, "Words we use");
  std::vector<web::Fact> facts;
  for (const Word& word : words) facts.push_back({std::string(word.word), Html(word.meaning)});
  page.content = web::facts(facts);
  return web::render(page, context->site);
}

base::Result<web::Response> accessibility(const registry::Context& context,
                                          const web::Request& request) {
  web::Page page = registry::plain_page(*context, request, "Accessibility");
  page.lead = Html(
      "Guildhall aims to meet the Web Content Accessibility Guidelines 2.2 at level "
      "AA, and works without script and by keyboard alone.");
  page.content = web::section(
      "h-how", "How it is built",
      web::list({Html("Every map and timeline has the same facts in a table or in words."),
                 Html("Nothing is told by colour alone: letters, shapes and words say it too."),
                 Html("Each page is checked with axe-core at the width of a desktop and of a phone "
                      "whenever the program is tested.")}));
  page.content.add(web::section(
      "h-known", "What is weaker than we want",
      web::list({Html("On maps of more than 60 schools the points are not reached by the Tab key "
                      "without script; the table below the map has them all."),
                 Html("CSV files carry no markup; column names are in their first row.")})));
  page.content.add(web::section("h-tell", "Tell us",
                                web::paragraph(Html("If something keeps you from your work, tell "
                                                    "whoever runs this Guildhall: they can reach "
                                                    "its developers."))));
  return web::render(page, context->site);
}

}  // namespace

void add_own_pages(web::Router& router, const registry::Context& context) {
  router.get("/", "What is here and where to start", "/", web::Audience::Anyone,
             [context](const web::Request& request) { return home(context, request); });
  router.get(
      "/help", "All pages, and how to ask for another day", "/help", web::Audience::Anyone,
      [context, &router](const web::Request& request) { return help(context, request, router); });
  router.get("/help/errors", "Every error that Guildhall tells, and what to do", "/help/errors",
             web::Audience::Anyone,
             [context](const web::Request& request) { return errors_page(context, request); });
  router.get("/words", "Words we use, and what they mean here", "/words", web::Audience::Anyone,
             [context](const web::Request& request) { return words_page(context, request); });
  router.get("/accessibility", "How far everybody can use these pages", "/accessibility",
             web::Audience::Anyone,
             [context](const web::Request& request) { return accessibility(context, request); });
}

}  // namespace app
