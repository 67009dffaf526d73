// Any text comes back from any position; no text makes a tag.
#include "web/html.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "web/markup_check.hpp"

namespace web {
namespace {

TEST(Html, TextIsEscapedAndMarkupIsNot) {
  EXPECT_EQ(Html("5 < 6 & \"so\" 'on'").markup(), "5 &lt; 6 &amp; &quot;so&quot; &#39;on&#39;");
  EXPECT_EQ(Html::raw("<b>").markup(), "<b>");
  EXPECT_EQ(el("p", {{"class", "n"}}, "a<b", el("br", {}), Html(7)).markup(),
            "<p class=\"n\">a&lt;b<br>7</p>");
}

TEST(Html, AttributesAreQuotedCountedAndLeftOut) {
  EXPECT_EQ(el("details", {{"open", true}, {"hidden", false}, {"id", "x", false}}).markup(),
            "<details open></details>");
  EXPECT_EQ(el("td", {{"colspan", 3}, {"title", "\"&"}}).markup(),
            "<td colspan=\"3\" title=\"&quot;&amp;\"></td>");
}

TEST(Html, AddressesOfOddSchemesLeadNowhere) {
  for (const char* href :
       {"javascript:alert(1)", "JavaScript:x", "data:text/html,x", "vbscript:x"}) {
    EXPECT_EQ(el("a", {{"href", href}}).markup(), "<a href=\"#\"></a>") << href;
  }
  for (const char* href : {"/schools/1?x=a:b", "#top", "https://example.org/", "mailto:a@b.uk",
                           "tel:01", "?on=2025-01-01", "a/b:c"}) {
    EXPECT_EQ(el("a", {{"href", href}}).markup(), "<a href=\"" + std::string(href) + "\"></a>");
  }
}

TEST(HtmlDeathTest, RefusesScriptsHandlersInlineStyleAndDoubles) {
  EXPECT_DEATH(el("p", {{"onclick", "x"}}), "is_banned");
  EXPECT_DEATH(el("p", {{"style", "x"}}), "is_banned");
  EXPECT_DEATH(el("script", {}), "script");
  EXPECT_DEATH(el("p q", {}), "is_name");
  EXPECT_DEATH(el("p", {{"a b", "x"}}), "is_name");
  EXPECT_DEATH(el("p", {{"id", "x"}, {"id", "y"}}), "name != ");
}

TEST(HtmlProperty, AnyTextComesBackFromAnyPosition) {
  EXPECT_TRUE(rc::check("text and attribute values round-trip", [](const std::string& text) {
    const std::string escaped = Html(text).markup();
    RC_ASSERT(escaped.find_first_of("<>\"'\r") == std::string::npos);
    RC_ASSERT(unescape(escaped) == text);
    const std::string element = el("p", {{"title", text}}, text).markup();
    RC_ASSERT(element == "<p title=\"" + escaped + "\">" + escaped + "</p>");
    RC_ASSERT(faults_of(element).empty());
  }));
}

TEST(HtmlProperty, NoTextMakesATag) {
  const auto nasty = rc::gen::container<std::string>(
      rc::gen::elementOf(std::string("<>\"'&;=/ abon:javscript\n\r\t")));
  EXPECT_TRUE(rc::check("dense in special characters", [&] {
    const std::string text = *nasty;
    const std::string markup =
        el("a", {{"href", text}, {"data-x", text}}, text, el("b", {}, text)).markup();
    RC_ASSERT(faults_of(markup, false).empty());
    RC_ASSERT(std::count(markup.begin(), markup.end(), '<') == 4);
    RC_ASSERT(std::count(markup.begin(), markup.end(), '"') == 4);
  }));
}

}  // namespace
}  // namespace web
