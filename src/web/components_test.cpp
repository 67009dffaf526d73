// Components: what their markup must hold whatever words they are given.
#include "web/components.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/check.hpp"
#include "web/forms.hpp"
#include "web/markup_check.hpp"

namespace web {
namespace {

base::Date day(int year, unsigned month, unsigned number) {
  return base::Date::from_ymd(year, month, number).value();
}

bool has(const Html& html, std::string_view part) {
  return html.markup().find(part) != std::string::npos;
}

int count(const Html& html, std::string_view part) {
  int found = 0;
  for (std::size_t at = html.markup().find(part); at != std::string::npos;
       at = html.markup().find(part, at + 1)) {
    ++found;
  }
  return found;
}

Table small_table(Stack stack) {
  Table table{.caption = "Schools",
              .columns = {{"School"}, {.label = "Pupils", .numeric = true}, {"Joined"}},
              .stack = stack};
  table.rows.push_back({{link("/schools/1", "A"), "1,124", date(day(2018, 9, 1))}, true, "row-1"});
  table.rows.push_back({{"B", {}, does_not_apply()}});
  table.foot = Row{{"All", "1,124", {}}};
  return table;
}

TEST(Table, KeepsRolesAndLabelsWhereItStacks) {
  for (Stack stack : {Stack::Two, Stack::Three, Stack::Beside, Stack::Facts}) {
    const Html html = table(small_table(stack));
    EXPECT_TRUE(faults_of(html.markup()).empty());
    EXPECT_EQ(count(html, "role=\"row\""), 4);
    EXPECT_EQ(count(html, "scope=\"row\" role=\"rowheader\""), 3);
    EXPECT_EQ(count(html, "data-label=\"Pupils\""), 3);
    EXPECT_EQ(count(html, "class=\"n\""), 4);
    EXPECT_EQ(count(html, "class=\"gh-skip\""), 1);
    EXPECT_EQ(count(html, "gh-row--bad"), 1);
    EXPECT_TRUE(has(html, "Not known"));
  }
  EXPECT_FALSE(has(table(small_table(Stack::None)), "role="));
}

TEST(TableDeathTest, RefusesRowsOfAnotherLength) {
  Table bad = small_table(Stack::Two);
  bad.rows[0].cells.pop_back();
  EXPECT_DEATH(table(bad), "cells.size");
}

TEST(Facts, SayNotKnownForNothing) {
  const Html html = facts({{"Pupils", "12", "register"}, {"Opened", {}}});
  EXPECT_TRUE(has(html, "Not known"));
  EXPECT_TRUE(has(html, "<span class=\"gh-sub\">register</span>"));
}

TEST(Clusters, AreNamedWithoutIAndO) {
  EXPECT_EQ(cluster_letter(0), "A");
  EXPECT_EQ(cluster_letter(8), "J");
  EXPECT_EQ(cluster_letter(13), "P");
  EXPECT_EQ(cluster_letter(23), "Z");
  EXPECT_EQ(cluster_letter(24), "AA");
  EXPECT_EQ(cluster_letter(24 + 24 * 24), "AAA");
  EXPECT_EQ(cluster_hue(7), 1);
  EXPECT_TRUE(cluster_hatched(7));
  EXPECT_FALSE(cluster_hatched(6));
}

TEST(Phases, EachHasAShapeAndAName) {
  for (int i = 0; i < kPhaseCount; ++i) {
    const Phase phase = static_cast<Phase>(i);
    EXPECT_FALSE(phase_name(phase).empty());
    EXPECT_TRUE(faults_of(phase_label(phase, i % 2 == 0, "x").markup()).empty());
    for (int other = 0; other < i; ++other) {
      EXPECT_NE(phase_shape(phase).markup, phase_shape(static_cast<Phase>(other)).markup);
    }
  }
}

Lanes one_lane(std::vector<Segment> segments) {
  return {.label = "Years",
          .today = day(2025, 5, 24),
          .on = day(2025, 5, 24),
          .lanes = {{.label = "Name", .segments = std::move(segments)}}};
}

TEST(Lanes, DarkIsNowLightBeforeDashedPlanned) {
  const Html html = lanes(one_lane({{day(2017, 1, 1), day(2020, 1, 1), "Before"},
                                    {day(2020, 1, 1), base::Date::distant_future(), "Now"}}));
  EXPECT_EQ(count(html, "gh-seg--b"), 1);
  EXPECT_EQ(count(html, "gh-seg--a"), 1);
  EXPECT_EQ(count(html, "gh-seg--plan"), 1);
  EXPECT_EQ(count(html, "gh-then"), 0);
  EXPECT_TRUE(has(html, "Before from 1 January 2017 until 31 December 2019; Now from 1 January"));
}

TEST(Lanes, AnotherDayHasItsLine) {
  Lanes past = one_lane({{day(2020, 1, 1), base::Date::distant_future(), "Now"}});
  past.on = day(2015, 3, 1);
  const Html html = lanes(past);
  EXPECT_EQ(count(html, "gh-then"), 1);
  EXPECT_TRUE(has(html, ">2015<"));
  EXPECT_TRUE(has(html, "Violet line: 1 March 2015"));
}

TEST(LanesProperty, BarsStayOnTheAxis) {
  EXPECT_TRUE(rc::check("any periods", [](const std::string& label) {
    const auto start = *rc::gen::inRange(-40000, 40000);
    const auto length = *rc::gen::inRange(1, 20000);
    const auto far = *rc::gen::inRange(0, 3);
    Segment segment{day(2000, 1, 1).plus_days(start), day(2000, 1, 1).plus_days(start + length),
                    label};
    if (far == 1) segment.from = base::Date::distant_past();
    if (far == 2) segment.until = base::Date::distant_future();
    const Html html = lanes(one_lane({segment}));
    RC_ASSERT(faults_of(html.markup()).empty());
    RC_ASSERT(html.markup().find("\"-0.") == std::string::npos);
    for (std::size_t at = html.markup().find("width=\""); at != std::string::npos;
         at = html.markup().find("width=\"", at + 1)) {
      const double width = std::stod(html.markup().substr(at + 7));
      RC_ASSERT((width > 0 && width <= 100));
    }
  }));
}

TEST(Pagination, ShowsEndsAndNeighbours) {
  const Query query = Query::parse("q=a&page=5").value();
  const Html html = pagination("/search", query, 5, 12);
  EXPECT_TRUE(faults_of(html.markup()).empty());
  EXPECT_EQ(count(html, "ellipsis"), 2);
  EXPECT_EQ(count(html, "aria-current=\"page\""), 1);
  EXPECT_TRUE(has(html, "href=\"/search?q=a&amp;page=6\""));
  EXPECT_TRUE(has(html, "href=\"/search?q=a\""));
  EXPECT_TRUE(pagination("/search", query, 1, 1).empty());
}

TEST(Forms, HintAndErrorAreTiedToTheControl) {
  const Field field{.id = "on", .label = "Date", .hint = "For example", .error = "Give a date"};
  for (const Html& html :
       {date_text(field, "x"), date_parts(field, "1", "2", "3"), text_area(field, "x"),
        select(field, {{"a", "A"}}, "a"), radios(field, {{"a", "A", "why"}}, "a"),
        checkboxes(field, {{"a", "A"}}, {"a"}), text_input(field, "x"),
        password_input(field, Password::New), file_input(field, ".csv")}) {
    EXPECT_TRUE(has(html, "aria-describedby=\"on-hint on-error\"")) << html.markup();
    EXPECT_TRUE(has(html, "govuk-form-group--error"));
    EXPECT_TRUE(faults_of(html.markup()).empty());
  }
}

TEST(Inputs, TellTheBrowserWhatIsTyped) {
  const Html email =
      text_input({.id = "e", .label = "E", .typed = Typed::Email, .autocomplete = "email"}, "a@b");
  EXPECT_TRUE(has(email, "type=\"email\""));
  EXPECT_TRUE(has(email, "autocomplete=\"email\""));
  EXPECT_TRUE(has(email, "spellcheck=\"false\""));
  const Html code =
      text_input({.id = "c", .typed = Typed::Code, .autocomplete = "one-time-code"}, "");
  EXPECT_TRUE(has(code, "inputmode=\"numeric\""));
  EXPECT_TRUE(has(code, "autocomplete=\"one-time-code\""));
  const Html words = text_input({.id = "w"}, "x");
  for (const char* absent : {"inputmode", "autocomplete", "spellcheck"}) {
    EXPECT_FALSE(has(words, absent)) << absent;
  }
  EXPECT_TRUE(has(password_input({.id = "p"}, Password::Current), "\"current-password\""));
  const Html chosen = password_input({.id = "p"}, Password::New);
  EXPECT_TRUE(has(chosen, "\"new-password\""));
  EXPECT_FALSE(has(chosen, "value="));
  EXPECT_TRUE(has(file_input({.id = "f"}, ".csv,text/csv"), "accept=\".csv,text/csv\""));
  EXPECT_TRUE(has(button(ButtonKind::Warning, "End it"), "govuk-button--warning"));
}

TEST(SendingForms, CarryTheTokenOfTheirCallerAndStayHere) {
  Caller caller;
  caller.csrf = "a\"b";
  const Html post = post_form("/clusters/3?x=1", caller, {{"version", "7"}}, "content");
  EXPECT_TRUE(has(post, "action=\"/clusters/3?x=1\" method=\"post\""));
  EXPECT_TRUE(has(post, "<input type=\"hidden\" name=\"csrf\" value=\"a&quot;b\">"));
  EXPECT_TRUE(has(post, "name=\"version\" value=\"7\""));
  EXPECT_TRUE(has(upload_form("/up", caller, {}, ""), "enctype=\"multipart/form-data\""));
  for (const char* elsewhere : {"//evil.example/", "https://evil.example/", "/\\evil.example"}) {
    EXPECT_TRUE(has(post_form(elsewhere, caller, {}, ""), "action=\"#\"")) << elsewhere;
  }
}

TEST(Changes, ShowBothSidesAndSayNoneForNothing) {
  const Html html = changes("What will change", {{"Name", "Harbour", "Quay"}, {"Lead", {}, "Elm"}});
  EXPECT_TRUE(faults_of(html.markup()).empty());
  EXPECT_TRUE(has(html, "Harbour"));
  EXPECT_TRUE(has(html, "<b>Quay</b>"));
  EXPECT_EQ(count(html, "None"), 1);
}

TEST(Notifications, AreHeardAtOnceOnlyWhenSomethingWasDone) {
  const Html done = notification(Notice::Success, "Saved");
  EXPECT_TRUE(has(done, "role=\"alert\""));
  EXPECT_TRUE(has(done, "govuk-notification-banner--success"));
  const Html told = notification(Notice::Important, "Somebody else is editing");
  EXPECT_TRUE(has(told, "role=\"region\""));
  EXPECT_TRUE(faults_of(done.markup()).empty());
}

TEST(ComponentsProperty, TextCannotLeaveItsPlace) {
  EXPECT_TRUE(rc::check("any words", [](const std::string& a, const std::string& b) {
    Html all =
        join(table({.caption = a, .columns = {{a}, {b}}, .rows = {{{a, b}}}}), facts({{a, b}}),
             tiles({{a, b, a, b}}), items({{a, b, b, a}}), events({{a, b, a, true}}),
             finding(Tone::Bad, a, b), panel(a, b), empty_state(a, b), legend({{{}, a}}),
             tag(Tone::Ok, b), cluster_key({{3, a, b, a, b}}),
             text_input({.id = "x", .label = a, .hint = b, .autocomplete = a}, a),
             changes(a, {{a, b, a}}), notification(Notice::Success, b), file_input({.id = "f"}, a),
             search_box("/search", {{a, b}}, a, b), tools({{a, b}}), section("s", a, b));
    RC_ASSERT(faults_of(all.markup(), false).empty());
  }));
}

}  // namespace
}  // namespace web
