// One page for each kind of page of the mock-ups, made of invented facts. With GUILDHALL_GALLERY
// set to a folder they are written there, with the assets, to be looked at in a browser.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "web/assets.hpp"
#include "web/components.hpp"
#include "web/forms.hpp"
#include "web/markup_check.hpp"
#include "web/page.hpp"
#include "web/svg.hpp"

namespace web {
namespace {

base::Date day(int year, unsigned month, unsigned number) {
  return base::Date::from_ymd(year, month, number).value();
}

const base::Date kToday = base::Date::from_ymd(2026, 3, 16).value();
const base::Date kOpen = base::Date::distant_future();

struct School {
  std::string name;
  Phase phase;
  std::string type;
  std::string pupils;
  double x_m;
  double y_m;
};

const std::vector<School>& schools() {
  static const std::vector<School> kSchools{
      {"Saltmere Academy", Phase::Secondary, "Academy converter", "1,124", 640000, 340000},
      {"Saltmere Quay Primary School", Phase::Primary, "Academy converter", "412", 642500, 338500},
      {"Corran Staithe Primary School", Phase::Primary, "Academy converter", "208", 645100, 334500},
      {"Gannet Bank Nursery School", Phase::Nursery, "Academy converter", "76", 641100, 344100},
      {"Dunmarsh Church of England Primary School", Phase::Primary, "Academy sponsor led", "98",
       635700, 333600},
      {"Longshore School", Phase::Special, "Academy special converter", "132", 637800, 337500}};
  return kSchools;
}

Map cluster_map() {
  Map map{.title = "Map of Harbour cluster",
          .description =
              "6 schools on the coast around Saltmere, numbered as in the table of "
              "members. The same facts are in the table."};
  MapArea area{.cluster = 0, .letter = "A", .name = "Harbour"};
  int number = 0;
  for (const School& school : schools()) {
    MapPoint point{.at = {school.x_m, school.y_m}, .name = school.name, .href = "/school.html"};
    point.phase = school.phase;
    point.number = ++number;
    point.cluster = 0;
    point.lead = number == 1;
    point.filled = number != 3;
    area.positions.push_back(point.at);
    map.points.push_back(point);
  }
  MapArea other{.cluster = 1, .letter = "B", .name = "Wenbridge"};
  for (int i = 0; i < 9; ++i) {
    MapPoint point{.at = {631000.0 + 1900 * i, 335000.0 + (i * 37) % 10 * 900}, .name = "Another"};
    point.phase = i % 4 == 0 ? Phase::AllThrough : Phase::Primary;
    point.outside = true;
    map.points.push_back(point);
  }
  for (int i = 0; i < 3; ++i) {
    MapPoint point{.at = {629500.0 + 900 * (i % 2), 333500.0 + 1700 * i}, .name = "Wenbridge"};
    point.phase = i == 0 ? Phase::Alternative : Phase::Sixteen;
    point.cluster = 1;
    other.positions.push_back(point.at);
    map.points.push_back(point);
  }
  map.areas = {other, area};
  MapOutline land{{}, "Eastmarch"};
  for (int i = 0; i < 360; ++i) {
    const double angle = i * 0.0174532925;
    const double radius = 14000 + 900 * std::sin(9 * angle) + 500 * std::cos(23 * angle);
    land.positions.push_back(
        {634000 + radius * std::cos(angle), 336000 + radius * std::sin(angle)});
  }
  map.outlines.push_back(land);
  return map;
}

Map county_map() {
  Map map{.id = "county",
          .title = "All schools of Eastmarch",
          .description = "420 schools in 14 clusters. The same facts are in the table.",
          .width = 760,
          .height = 560};
  std::uint32_t state = 11;
  const auto next = [&state](std::uint32_t below) {
    state = state * 1664525u + 1013904223u;
    return static_cast<double>((state >> 8) % below);
  };
  for (int cluster = 0; cluster < 14; ++cluster) {
    MapArea area{.cluster = cluster, .letter = cluster_letter(cluster)};
    for (int i = 0; i < 30; ++i) {
      MapPoint point{.at = {600000 + cluster % 5 * 16000 + next(13000),
                            300000 + cluster / 5 * 17000.0 + next(12000)},
                     .name = "School " + std::to_string(i),
                     .href = "/school.html"};
      point.phase = static_cast<Phase>(i % 9 == 0 ? 2 : i % 13 == 0 ? 4 : 1);
      point.cluster = cluster;
      point.filled = i % 3 != 0;
      area.positions.push_back(point.at);
      map.points.push_back(point);
    }
    map.areas.push_back(area);
  }
  return map;
}

Html members() {
  Table table{.caption = "Schools in the cluster",
              .columns = {{"School"},
                          {"Phase"},
                          {"Type"},
                          {.label = "Pupils", .numeric = true},
                          {"Latest inspection"},
                          {"Joined"}}};
  int number = 0;
  for (const School& school : schools()) {
    ++number;
    Html name = join(Html(number), ". ", link("/school.html", school.name));
    if (number == 1) name.add_text(" ").add(tag(Tone::Plain, "Lead"));
    table.rows.push_back(
        {{name, phase_label(school.phase, number != 3, phase_name(school.phase)), school.type,
          school.pupils,
          number == 2 ? Html("Report card, 20 January 2026") : Html("Good, 8 November 2023"),
          date(day(2018, 9, 1))}});
  }
  table.foot = Row{{"All schools", {}, {}, "2,050", {}, {}}};
  return web::table(table);
}

Lanes belonging(base::Date on) {
  Lanes lanes{.label = "2017 to 2026",
              .today = kToday,
              .on = on,
              .lanes = {},
              .first_year = 2017,
              .now_label = "In Harbour cluster",
              .before_label = "Elsewhere before"};
  for (const School& school : schools()) {
    lanes.lanes.push_back(
        {.label = school.name,
         .segments = {{base::Date::distant_past(), day(2019, 4, 1), "Maintained by the council"},
                      {day(2019, 4, 1), kOpen, "Harbour since 1 April 2019"}}});
  }
  return lanes;
}

Page frame(base::Date on, std::string title, std::string section) {
  Page page{.title = std::move(title), .section = std::move(section)};
  page.unit = "Harbour Learning Trust";
  page.unit_menu = {{"Cluster A: Harbour", "/cluster.html"}, {"14 schools", "/school.html"}};
  page.breadcrumbs = {{"Harbour Learning Trust", "/"}, {"Clusters", "/cluster.html"}};
  page.tools = {{"CSV", "/cluster.csv"}, {"JSON", "/cluster.json"}};
  page.as_of = {.on = on, .today = kToday, .path = "/cluster.html"};
  page.as_of.links = {{"What has changed since", "/changes"}};
  page.foot = "School facts from the national register of 13 March 2026.";
  return page;
}

Page cluster_page(base::Date on) {
  Page page = frame(on, "Harbour cluster", "Clusters");
  page.caption = "Harbour Learning Trust";
  page.heading = join(cluster_badge(0, "A", BadgeSize::Title), "Harbour cluster");
  page.tabs = {{"Overview", "/cluster.html", true}, {"Schools", "/schools"}, {"History", "/h"}};
  Html list = facts({{"Findings", tag(Tone::Ok, "None")},
                     {"Schools", "6 (1 secondary, 3 primary, 1 nursery, 1 special)"},
                     {"Pupils", "2,050", "national register, 13 March 2026"},
                     {"Lead school", link("/school.html", "Saltmere Academy")},
                     {"Holds the cluster fund", {}},
                     {"Opened", date(day(2018, 9, 1))}});
  Html figure = el("figure", {{"class", "gh-fig"}}, map(cluster_map()),
                   map_key({{Phase::Primary, Phase::Secondary, Phase::Special, Phase::Nursery},
                            true,
                            true,
                            "Not in the trust"}));
  page.content.add(columns(Columns::OneOne, list, figure));
  page.content.add(section("members", "Schools in the cluster " + page.as_of.words(),
                           join(members(), note("Grades given before September 2024 and report "
                                                "cards since November 2025 are not comparable."))));
  page.content.add(
      columns(Columns::ThreeTwo,
              finding(Tone::Warn, "At risk: the chair’s seat for Dunmarsh is empty",
                      join("Since 31 August 2025. ", link("#members", "Fill the seat"))),
              finding(Tone::Ok, "Properly composed", "All 12 seats were filled.")));
  page.content.add(section("when", "Who belonged when", lanes(belonging(on))));
  return page;
}

Page school_page() {
  Page page = frame(kToday, "Brackenford High School", "Schools");
  page.caption = join("Harbour Learning Trust, cluster ", cluster_badge(1, "B"), " Wenbridge");
  page.tabs = {{"Facts", "/f"}, {"Timeline", "/school.html", true}};
  Lanes glance{.label = "2014 to 2026", .today = kToday, .on = kToday};
  glance.lanes = {{.label = "Name",
                   .segments = {{base::Date::distant_past(), day(2019, 4, 1),
                                 "Brackenford Community High School"},
                                {day(2019, 4, 1), day(2024, 1, 1), "Brackenford Academy"},
                                {day(2024, 1, 1), kOpen, "Brackenford High School"}}},
                  {.label = "Cluster",
                   .note = "of the trust",
                   .segments = {{day(2014, 9, 1), day(2022, 9, 1), "G Brackenford (county)"},
                                {day(2022, 9, 1), day(2026, 9, 1), "B Wenbridge"},
                                {day(2026, 9, 1), kOpen, "C Fenwater"}}}};
  page.content.add(section("glance", "Twelve years at a glance", lanes(glance)));
  Html happened = section(
      "happened", "What happened",
      events({{"1 September 2026", "Moves from cluster B Wenbridge to cluster C Fenwater",
               "Decided by the trust board on 2 March 2026", true},
              {"1 January 2024", "Renamed Brackenford High School", "Was Brackenford Academy"},
              {"1 April 2019", "Became an academy",
               join("URN 990214 closed; URN 990871 opened. One school throughout: ",
                    link("/school.html", "predecessor and successor"))},
              {"Not known", "Opened", "The register has no opening date."}}));
  Table ids{.caption = "Identifiers",
            .columns = {{"Identifier"}, {"Until 31 March 2019"}, {"Now"}},
            .rows = {{{"URN", "990214", "990871"}},
                     {{"UKPRN", {}, "19990871"}},
                     {{"Companies House", none(), does_not_apply()}}},
            .stack = Stack::None};
  Html side =
      join(section("ids", "Identifiers", join(table(ids), note("Two records, one school here."))),
           panel("See the school on another day",
                 get_form("/school.html", {},
                          join(date_text({.id = "d1",
                                          .label = "Date",
                                          .hint = "For example, 5 September 2018",
                                          .name = "on"},
                                         ""),
                               button(ButtonKind::Secondary, "Show that day")))),
           section("from", "Where this comes from",
                   list({"national register, 41 extracts", "by hand"})));
  page.content.add(columns(Columns::TwoOne, happened, side));
  return page;
}

Page import_page() {
  Page page = frame(kToday, "Check what will change", "Imports");
  page.as_of.shown = false;
  page.caption = "Import of the national register";
  page.lead = join("Nothing has been saved. The file ", el("b", {}, "edubase.csv"),
                   " has 64 rows: 61 can be imported and 3 cannot be read.");
  page.errors = {{"rows-1", "Choose what to do with the 3 rows that cannot be read"},
                 {"ag-day", "The date must be in the past"}};
  page.content.add(tiles({{"38", "new", "schools", "#bad"},
                          {"9", "changed", "dates or names"},
                          {"10", "the same", "nothing to do", "", Tone::Warn},
                          {"3", "cannot be read", "lines 14, 27, 52", "#bad", Tone::Bad}}));
  Table bad{.caption = "Rows that cannot be read",
            .columns = {{"Line"}, {"Column"}, {"What the file says"}, {"Why", false, true}}};
  bad.rows = {{{"14", "OpenDate", el("code", {}, "31/02/2026"), "There is no 31 February."}, true},
              {{"27", "URN", el("code", {}, "99087"), "A URN has 6 digits. This has 5."}, true}};
  page.content.add(section("bad", "Rows that cannot be read", table(bad),
                           tools({{"Download these rows to correct", "/bad.csv"}})));
  const Field rows{.id = "rows",
                   .label = "What should happen to the 3 rows?",
                   .error = "Choose what to do with the 3 rows that cannot be read"};
  const Field agreed{.id = "ag",
                     .label = "When was this agreed?",
                     .hint = "For example 5 3 2026",
                     .error = "The date must be in the past"};
  page.content.add(get_form(
      "/import.html", {},
      join(radios(rows, {{"skip", "Leave them out"}, {"stop", "Import nothing"}}, ""),
           date_parts(agreed, "26", "3", "2026"),
           checkboxes({.id = "k", .label = "What to bring"}, {{"a", "Schools"}, {"b", "Links"}},
                      {"a"}),
           select({.id = "who", .label = "For which authority?"},
                  {{"1", "Eastmarch"}, {"2", "Fenland"}}, "2"),
           text_area({.id = "why", .label = "Why?", .hint = "Kept with every change"}, "Spring"),
           button_group(join(button(ButtonKind::Main, "Import"),
                             button(ButtonKind::Secondary, "Upload a corrected file"),
                             link("/", "Cancel"))))));
  return page;
}

std::shared_ptr<Caller> agnes() {
  auto caller = std::make_shared<Caller>();
  caller->signed_in = true;
  caller->shown_name = "Agnes Marsh";
  caller->csrf = "a-token";
  return caller;
}

Page edit_page() {
  Page page = frame(kToday, "Check what will change", "Clusters");
  auto caller = agnes();
  caller->demo = true;
  page.caller = caller;
  page.as_of.shown = false;
  page.notice = "The draft was kept.";
  page.content.add(
      changes("What will change", {{"Name", "Harbour", "Harbour and Quay"},
                                   {"Lead school", {}, link("/school.html", "Saltmere Academy")},
                                   {"Funding until", "31 August 2026", {}}}));
  page.content.add(
      post_form("/cluster.html", *caller, {{"version", "41"}},
                join(text_area({.id = "why", .label = "Why?", .hint = "Kept with the change"}, ""),
                     button_group(join(button(ButtonKind::Main, "Save"),
                                       button(ButtonKind::Warning, "End this cluster"),
                                       button(ButtonKind::Secondary, "Go back"))))));
  page.content.add(section(
      "h-upload", "Many clusters at once",
      upload_form("/import.html", *caller, {},
                  join(file_input({.id = "file",
                                   .label = "A CSV of clusters",
                                   .hint = "Nothing is saved before you have seen what it does",
                                   .error = "Choose a file"},
                                  ".csv,text/csv"),
                       button(ButtonKind::Secondary, "Look at what it would do")))));
  return page;
}

Page sign_in_page() {
  Page page = frame(kToday, "Sign in", "");
  page.caller = std::make_shared<Caller>();
  page.as_of.shown = false;
  page.unit = "";
  page.breadcrumbs = {};
  page.tools = {};
  page.errors = {{"password", "The e-mail address or the password is not right"}};
  page.content.add(notification(Notice::Important, "Passwords are asked for once more today."));
  const Field email{
      .id = "email", .label = "E-mail address", .typed = Typed::Email, .autocomplete = "username"};
  const Field password{.id = "password",
                       .label = "Password",
                       .error = "The e-mail address or the password is not right"};
  page.content.add(post_form(
      "/sign-in.html", *page.caller, {},
      join(text_input(email, "agnes@school.example", Width::Twenty),
           password_input(password, Password::Current), button(ButtonKind::Main, "Sign in"))));
  return page;
}

Page home_page() {
  Page page = frame(kToday, "Schools of England, and who runs them", "Home");
  page.unit = "";
  page.breadcrumbs = {};
  page.lead = "51,012 schools, 10,423 groups and 14 clusters, on any day since 2017.";
  page.content.add(search_box("/search", {}, "Find a school, group or place", ""));
  page.content.add(tiles({{"21,975", "open schools", "state-funded", "/schools"},
                          {"1,191", "trusts", "with two or more academies", "/groups"},
                          {"14", "clusters", "in Eastmarch", "/clusters"}}));
  Html found =
      items({{link("/school.html", "Saltmere Academy"), "Secondary, Saltmere, open",
              phase_label(Phase::Secondary, true, "Secondary"), link("/c", "Timeline")},
             {link("/school.html", "Quay Primary"), "Primary, Saltmere", tag(Tone::Past, "Closed")},
             {link("/school.html", "No mark"), "A second line"}});
  page.content.add(section("found", "Results", join(found, pagination("/search", Query(), 3, 12))));
  page.content.add(section("all", "All schools of Eastmarch",
                           el("figure", {{"class", "gh-fig"}}, map(county_map()),
                              cluster_key({{0, "A", "Saltmere", "7 schools", "/c"},
                                           {1, "B", "Wenbridge", "10 schools"},
                                           {9, "K", "Fenwater", "9 schools"}}))));
  page.content.add(
      empty_state("No clusters yet", join("Import a file of clusters. ", link("/help", "How to"))));
  return page;
}

class Gallery : public testing::Test {
 protected:
  static void keep(const std::string& name, const std::string& body) {
    const char* folder = std::getenv("GUILDHALL_GALLERY");
    if (folder == nullptr) return;
    const std::filesystem::path path = std::filesystem::path(folder) / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << body;
  }

  static void check(const std::string& name, const Page& page) {
    const SiteContext site{{{"Home", "/home.html"},
                            {"Schools", "/school.html"},
                            {"Groups", "/groups"},
                            {"Clusters", "/cluster.html"},
                            {"Changes", "/changes"},
                            {"Imports", "/import.html"}},
                           "0.1.0"};
    const Response response = render(page, site);
    for (const std::string& fault : faults_of(response.body)) {
      ADD_FAILURE() << name << ": " << fault;
    }
    EXPECT_EQ(response.body.find("=\"#\""), std::string::npos) << "a dead link on " << name;
    keep(name, response.body);
  }
};

TEST_F(Gallery, EveryKindOfPageIsSound) {
  check("home.html", home_page());
  check("cluster.html", cluster_page(kToday));
  check("cluster-past.html", cluster_page(day(2023, 3, 1)));
  check("cluster-planned.html", cluster_page(day(2026, 9, 1)));
  check("school.html", school_page());
  check("import.html", import_page());
  check("edit.html", edit_page());
  check("sign-in.html", sign_in_page());
  for (const Asset& one : assets()) keep(std::string(one.href.substr(1)), std::string(one.bytes));
}

}  // namespace
}  // namespace web
