// The frame: titles, the day that is kept and said, errors first.
#include "web/page.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "web/assets.hpp"
#include "web/components.hpp"
#include "web/markup_check.hpp"

namespace web {
namespace {

base::Date day(int year, unsigned month, unsigned number) {
  return base::Date::from_ymd(year, month, number).value();
}

SiteContext site() {
  return {.sections = {{"Home", "/"}, {"Schools", "/schools"}, {"Clusters", "/clusters"}},
          .version = "0.1.0"};
}

Page page_on(base::Date on) {
  Page page{.title = "Harbour cluster", .section = "Clusters", .unit = "Harbour Learning Trust"};
  page.as_of = {.on = on, .today = day(2026, 3, 16), .path = "/clusters/3"};
  page.as_of.query = Query::parse("view=all&on=" + on.iso()).value();
  return page;
}

bool has(const Response& response, std::string_view part) {
  return response.body.find(part) != std::string::npos;
}

TEST(Page, OfTodayHasNoBanner) {
  const Response response = render(page_on(day(2026, 3, 16)), site());
  EXPECT_TRUE(faults_of(response.body).empty()) << faults_of(response.body)[0];
  EXPECT_TRUE(has(response, "<title>Harbour cluster – Harbour Learning Trust – Guildhall</title>"));
  EXPECT_FALSE(has(response, "gh-banner"));
  EXPECT_TRUE(has(response, "href=\"/clusters\" aria-current=\"true\""));
  EXPECT_TRUE(has(response, asset_href("guildhall.css")));
}

TEST(Page, OfThePastSaysSoAndKeepsTheDay) {
  const Response response = render(page_on(day(2023, 3, 1)), site());
  EXPECT_TRUE(has(response, "<title>Harbour cluster on 1 March 2023 – "));
  EXPECT_TRUE(has(response, "<b>You are looking at 1 March 2023.</b>"));
  EXPECT_TRUE(has(response, "href=\"/clusters/3?view=all\">Return to today"));
  EXPECT_TRUE(has(response, "gh-asof--past"));
  EXPECT_TRUE(has(response, "href=\"/schools?on=2023-03-01\""));
  EXPECT_TRUE(has(response, "<input type=\"hidden\" name=\"view\" value=\"all\">"));
}

TEST(Page, OfTheFutureIsPlanned) {
  const Response response = render(page_on(day(2026, 9, 1)), site());
  EXPECT_TRUE(has(response, "This is planned for 1 September 2026."));
  EXPECT_TRUE(has(response, "gh-banner--planned"));
}

TEST(Page, OffersTheSchoolYearsRoundToday) {
  const Response spring = render(page_on(day(2026, 3, 16)), site());
  EXPECT_TRUE(has(spring, "Start of this school year, 1 September 2025"));
  EXPECT_TRUE(has(spring, "Next school year, 1 September 2026 (planned)"));
  Page page = page_on(day(2026, 3, 16));
  page.as_of.today = day(2026, 9, 1);
  const Response autumn = render(page, site());
  EXPECT_TRUE(has(autumn, "Start of this school year, 1 September 2026"));
  EXPECT_TRUE(has(autumn, "Next school year, 1 September 2027 (planned)"));
}

TEST(Page, WithErrorsSaysSoFirst) {
  Page page = page_on(day(2026, 3, 16));
  page.errors = {{"on", "There is no 31 February"}, {"", "The file is empty"}};
  const Response response = render(page, site());
  EXPECT_TRUE(has(response, "<title>Error: Harbour cluster"));
  EXPECT_TRUE(has(response, "<a href=\"#on\">There is no 31 February</a>"));
  EXPECT_TRUE(faults_of(response.body).empty());
}

TEST(Page, WithoutADayHasNoDateMenu) {
  Page page = page_on(day(2023, 3, 1));
  page.as_of.shown = false;
  page.unit = "";
  const Response response = render(page, site());
  EXPECT_FALSE(has(response, "gh-asof"));
  EXPECT_FALSE(has(response, "gh-banner"));
  EXPECT_FALSE(has(response, "gh-unit"));
}

std::shared_ptr<Caller> somebody() {
  auto caller = std::make_shared<Caller>();
  caller->signed_in = true;
  caller->shown_name = "Agnes Marsh";
  caller->csrf = "token";
  return caller;
}

TEST(Page, OffersToSignInOrOutWhereSomebodyLooked) {
  Page page = page_on(day(2026, 3, 16));
  const Response before = render(page, site());
  for (const char* absent : {"/sign-in", "/sign-out", "/account", "gh-demo"}) {
    EXPECT_FALSE(has(before, absent)) << absent;
  }
  page.caller = std::make_shared<Caller>();
  const Response nobody = render(page, site());
  EXPECT_TRUE(has(nobody, "href=\"/sign-in\">Sign in</a>"));
  EXPECT_FALSE(has(nobody, "/sign-out"));
  page.caller = somebody();
  const Response agnes = render(page, site());
  EXPECT_FALSE(has(agnes, "/sign-in"));
  EXPECT_TRUE(has(agnes, "Agnes Marsh"));
  EXPECT_TRUE(has(agnes, "href=\"/account\">Your account</a>"));
  EXPECT_TRUE(has(agnes, "action=\"/sign-out\" method=\"post\""));
  EXPECT_TRUE(has(agnes, "name=\"csrf\" value=\"token\""));
  EXPECT_TRUE(faults_of(agnes.body).empty());
}

TEST(Page, OfTheDemonstrationSaysSo) {
  Page page = page_on(day(2026, 3, 16));
  auto caller = somebody();
  caller->demo = true;
  page.caller = caller;
  const Response response = render(page, site());
  EXPECT_TRUE(has(response, "gh-demo"));
  EXPECT_TRUE(faults_of(response.body).empty());
}

TEST(Page, SaysWhatWasDone) {
  Page page = page_on(day(2026, 3, 16));
  page.notice = "The cluster is called <Quay> now.";
  const Response response = render(page, site());
  EXPECT_TRUE(has(response, "govuk-notification-banner--success"));
  EXPECT_TRUE(has(response, "&lt;Quay&gt;"));
  EXPECT_LT(response.body.find("Success"), response.body.find("<h1"));
  EXPECT_TRUE(faults_of(response.body).empty());
}

TEST(PageProperty, AnyWordsMakeASoundPage) {
  EXPECT_TRUE(rc::check("any words", [](const std::string& a, const std::string& b) {
    RC_PRE(!a.empty());
    Page page{.title = a, .caption = b, .lead = a, .section = b, .unit = b};
    page.breadcrumbs = page.tools = page.unit_menu = {{a, b}};
    page.tabs = {{a, b, true}};
    page.as_of = {.on = day(2020, 1, 1), .today = day(2021, 1, 1), .path = "/" + a, .note = b};
    page.search = b;
    auto caller = somebody();
    caller->shown_name = b;
    caller->csrf = a;
    caller->demo = true;
    page.caller = caller;
    page.notice = b;
    page.foot = a;
    page.content = paragraph(b);
    const std::string body = render(page, site()).body;
    RC_ASSERT(faults_of(body, false).empty());
  }));
}

}  // namespace
}  // namespace web
