// Words, arrangement, lists and pagination; tables and lanes have files of their own.
#include "web/components.hpp"

#include <algorithm>

namespace web {

Html link(std::string_view href, const Html& label) {
  return el("a", {{"class", "govuk-link"}, {"href", href}}, label);
}

Html paragraph(const Html& content) { return el("p", {{"class", "govuk-body"}}, content); }

Html lead(const Html& content) { return el("p", {{"class", "gh-lead"}}, content); }

Html note(const Html& content) {
  return el("p", {{"class", "govuk-body gh-small gh-muted"}}, content);
}

Html sub(const Html& content) { return el("span", {{"class", "gh-sub"}}, content); }

Html hidden(std::string_view text) {
  return el("span", {{"class", "govuk-visually-hidden"}}, text);
}

Html list(const std::vector<Html>& items) {
  Html html;
  html.open("ul", {{"class", "govuk-list govuk-list--bullet"}});
  for (const Html& item : items) html.add(el("li", {}, item));
  html.close("ul");
  return html;
}

Html not_known() { return Html::raw("<span class=\"gh-muted\">Not known</span>"); }

Html none() { return Html::raw("None"); }

Html does_not_apply() {
  return Html::raw(
      "<span><span aria-hidden=\"true\">–</span>"
      "<span class=\"govuk-visually-hidden\">Does not apply</span></span>");
}

Html date(base::Date date) {
  if (date == base::Date::distant_past()) return not_known();
  if (date == base::Date::distant_future()) return does_not_apply();
  return el("time", {{"datetime", date.iso()}, {"class", "gh-nowrap"}}, date.long_form());
}

Html tag(Tone tone, std::string_view text) {
  std::string_view css_class = "gh-tag gh-tag--plain";
  switch (tone) {
    case Tone::Plain: break;
    case Tone::Bad: css_class = "gh-tag gh-tag--bad"; break;
    case Tone::Warn: css_class = "gh-tag gh-tag--warn"; break;
    case Tone::Ok: css_class = "gh-tag gh-tag--ok"; break;
    case Tone::Info: css_class = "gh-tag gh-tag--info"; break;
    case Tone::Past: css_class = "gh-tag gh-tag--past"; break;
  }
  return el("span", {{"class", css_class}}, text);
}

Html tools(const std::vector<Tool>& tools) {
  Html html;
  if (tools.empty()) return html;
  html.open("ul", {{"class", "gh-tools"}});
  for (const Tool& tool : tools) {
    html.add(el("li", {},
                el("a", {{"class", "govuk-link govuk-link--no-visited-state"}, {"href", tool.href}},
                   tool.label)));
  }
  html.close("ul");
  return html;
}

Html section(std::string_view id, std::string_view heading, const Html& content,
             const Html& tools) {
  Html title = el("h2", {{"class", "govuk-heading-m"}, {"id", id}}, heading);
  if (!tools.empty()) title = el("div", {{"class", "gh-titlebar"}}, title, tools);
  return el("section", {{"class", "gh-section"}, {"aria-labelledby", id}}, title, content);
}

Html columns(Columns shape, const Html& left, const Html& right) {
  std::string_view css_class = "gh-cols gh-cols--2-1";
  if (shape == Columns::OneOne) css_class = "gh-cols gh-cols--1-1";
  if (shape == Columns::ThreeTwo) css_class = "gh-cols gh-cols--3-2";
  return el("div", {{"class", css_class}}, el("div", {}, left), el("div", {}, right));
}

Html panel(std::string_view heading, const Html& content) {
  return el("div", {{"class", "gh-panel"}}, el("h2", {{"class", "govuk-heading-s"}}, heading),
            content);
}

Html finding(Tone tone, std::string_view title, const Html& note) {
  std::string_view css_class = "gh-finding";
  if (tone == Tone::Bad) css_class = "gh-finding gh-finding--bad";
  if (tone == Tone::Ok) css_class = "gh-finding gh-finding--ok";
  if (tone == Tone::Info || tone == Tone::Plain) css_class = "gh-finding gh-finding--info";
  Html second = note.empty() ? Html() : el("p", {{"class", "gh-finding__s"}}, note);
  return el("div", {{"class", css_class}}, el("p", {}, el("b", {}, title)), second);
}

Html notification(Notice kind, const Html& content) {
  const bool success = kind == Notice::Success;
  return el("div",
            {{"class", success ? "govuk-notification-banner govuk-notification-banner--success"
                               : "govuk-notification-banner"},
             {"role", success ? "alert" : "region"},
             {"aria-labelledby", "notice-title"}},
            el("div", {{"class", "govuk-notification-banner__header"}},
               el("h2", {{"class", "govuk-notification-banner__title"}, {"id", "notice-title"}},
                  success ? "Success" : "Important")),
            el("div", {{"class", "govuk-notification-banner__content"}},
               el("p", {{"class", "govuk-notification-banner__heading"}}, content)));
}

Html empty_state(std::string_view what, const Html& next) {
  return el("div", {{"class", "gh-empty"}}, el("p", {{"class", "gh-empty__t"}}, what),
            el("p", {{"class", "gh-empty__s"}}, next));
}

Html items(const std::vector<Item>& items) {
  Html html;
  html.open("ul", {{"class", "gh-items"}});
  for (const Item& item : items) {
    html.open("li", {{"class", item.mark.empty() ? "gh-item gh-item--plain" : "gh-item"}});
    if (!item.mark.empty()) html.add(el("div", {}, item.mark));
    html.open("div");
    html.add(el("p", {{"class", "gh-item__t"}}, item.title));
    if (!item.note.empty()) html.add(el("p", {{"class", "gh-item__s"}}, item.note));
    html.close("div");
    if (!item.action.empty()) html.add(el("div", {{"class", "gh-item__a"}}, item.action));
    html.close("li");
  }
  html.close("ul");
  return html;
}

Html events(const std::vector<Event>& events) {
  Html html;
  html.open("ol", {{"class", "gh-events"}});
  for (const Event& event : events) {
    html.open("li", {{"class", event.planned ? "gh-event gh-event--planned" : "gh-event"}});
    html.add(el("span", {{"class", "gh-event__d"}}, event.date));
    html.open("div");
    html.open("p", {{"class", "gh-event__t"}}).add(event.title);
    if (event.planned) html.add_text(" ").add(tag(Tone::Warn, "Planned"));
    html.close("p");
    if (!event.note.empty()) html.add(el("p", {{"class", "gh-event__s"}}, event.note));
    html.close("div").close("li");
  }
  html.close("ol");
  return html;
}

namespace {

std::string page_address(std::string_view path, const Query& query, int page) {
  std::string address(path);
  return address + query.set("page", page == 1 ? "" : std::to_string(page)).text();
}

Html page_step(std::string_view address, bool next) {
  Html arrow = next ? Html::raw(
                          "<svg class=\"govuk-pagination__icon govuk-pagination__icon--next\" "
                          "height=\"13\" width=\"15\" aria-hidden=\"true\" focusable=\"false\" "
                          "viewBox=\"0 0 15 13\"><path d=\"m8.107-0.0078125-1.4136 1.414 4.2926 "
                          "4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 "
                          "6.7441-6.4062-6.7246-6.7266z\"/></svg>")
                    : Html::raw(
                          "<svg class=\"govuk-pagination__icon govuk-pagination__icon--prev\" "
                          "height=\"13\" width=\"15\" aria-hidden=\"true\" focusable=\"false\" "
                          "viewBox=\"0 0 15 13\"><path d=\"m6.5938-0.0078125-6.7266 6.7266 6.7441 "
                          "6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-"
                          "1.414-1.414z\"/></svg>");
  Html words = el("span", {{"class", "govuk-pagination__link-title"}}, next ? "Next" : "Previous",
                  hidden(" page"));
  return el("div", {{"class", next ? "govuk-pagination__next" : "govuk-pagination__prev"}},
            el("a",
               {{"class", "govuk-link govuk-pagination__link"},
                {"href", address},
                {"rel", next ? "next" : "prev"}},
               next ? words : arrow, next ? arrow : words));
}

}  // namespace

Html pagination(std::string_view path, const Query& query, int page, int pages) {
  Html html;
  if (pages <= 1) return html;
  html.open("nav", {{"class", "govuk-pagination"}, {"aria-label", "Pagination"}});
  if (page > 1) html.add(page_step(page_address(path, query, page - 1), false));
  html.open("ul", {{"class", "govuk-pagination__list"}});
  int shown_before = 0;
  for (int number = 1; number <= pages; ++number) {
    if (number != 1 && number != pages && std::abs(number - page) > 1) continue;
    if (number > shown_before + 1) {
      html.add_raw("<li class=\"govuk-pagination__item govuk-pagination__item--ellipsis\">⋯</li>");
    }
    shown_before = number;
    const bool current = number == page;
    const std::string label = "Page " + std::to_string(number);
    html.add(el("li",
                {{"class", current ? "govuk-pagination__item govuk-pagination__item--current"
                                   : "govuk-pagination__item"}},
                el("a",
                   {{"class", "govuk-link govuk-pagination__link"},
                    {"href", page_address(path, query, number)},
                    {"aria-label", label},
                    {"aria-current", "page", current}},
                   Html(number))));
  }
  html.close("ul");
  if (page < pages) html.add(page_step(page_address(path, query, page + 1), true));
  html.close("nav");
  return html;
}

}  // namespace web
