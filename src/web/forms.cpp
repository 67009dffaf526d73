// Fields of forms, tied to their hints and errors by id.
#include "web/forms.hpp"

#include <algorithm>

#include "web/redirect.hpp"

namespace web {
namespace {

std::string_view name_of(const Field& field) { return field.name.empty() ? field.id : field.name; }

// The ids that aria-describedby names: hint first, then error, as they stand on the page.
std::string described_by(const Field& field) {
  std::string ids;
  if (!field.hint.empty()) ids = field.id + "-hint";
  if (!field.error.empty()) ids += (ids.empty() ? "" : " ") + field.id + "-error";
  return ids;
}

Html hint_of(const Field& field) {
  if (field.hint.empty()) return {};
  return el("div", {{"class", "govuk-hint"}, {"id", field.id + "-hint"}}, field.hint);
}

Html error_of(const Field& field) {
  if (field.error.empty()) return {};
  return el("p", {{"id", field.id + "-error"}, {"class", "govuk-error-message"}},
            Html::raw("<span class=\"govuk-visually-hidden\">Error:</span> "), field.error);
}

Html group(const Field& field, const Html& content) {
  return el("div",
            {{"class", field.error.empty() ? "govuk-form-group"
                                           : "govuk-form-group govuk-form-group--error"}},
            content);
}

Html labelled(const Field& field, const Html& control) {
  Html label = el("label", {{"class", "govuk-label"}, {"for", field.id}}, field.label);
  return group(field, join(label, hint_of(field), error_of(field), control));
}

// Several controls under one question.
Html fieldset(const Field& field, const Html& controls) {
  const std::string ids = described_by(field);
  return group(
      field, el("fieldset", {{"class", "govuk-fieldset"}, {"aria-describedby", ids, !ids.empty()}},
                el("legend", {{"class", "govuk-fieldset__legend"}}, field.label), hint_of(field),
                error_of(field), controls));
}

std::string_view width_class(Width width) {
  switch (width) {
    case Width::Full: return "";
    case Width::Twenty: return " govuk-input--width-20";
    case Width::Ten: return " govuk-input--width-10";
    case Width::Five: return " govuk-input--width-5";
    case Width::Four: return " govuk-input--width-4";
    case Width::Two: return " govuk-input--width-2";
  }
  return "";
}

Html date_part(const Field& field, std::string_view part, std::string_view label,
               std::string_view value, Width width) {
  const std::string id = field.id + "-" + std::string(part);
  std::string css_class = "govuk-input govuk-date-input__input";
  css_class += width_class(width);
  if (!field.error.empty()) css_class += " govuk-input--error";
  return el("div", {{"class", "govuk-date-input__item"}},
            el("label", {{"class", "govuk-label govuk-date-input__label"}, {"for", id}}, label),
            el("input", {{"class", css_class},
                         {"id", id},
                         {"name", id},
                         {"inputmode", "numeric"},
                         {"value", value}}));
}

// Radios and checkboxes differ by class, type and which are chosen.
Html choice(const Field& field, const Choice& one, std::size_t number, std::string_view kind,
            std::string_view type, bool chosen) {
  const std::string id = field.id + "-" + std::to_string(number);
  const std::string base = "govuk-" + std::string(kind);
  const std::string hint_id = id + "-hint";
  Html hint;
  if (!one.hint.empty()) {
    hint = el("div", {{"class", "govuk-hint " + base + "__hint"}, {"id", hint_id}}, one.hint);
  }
  return el("div", {{"class", base + "__item"}},
            el("input", {{"class", base + "__input"},
                         {"id", id},
                         {"name", name_of(field)},
                         {"type", type},
                         {"value", one.value},
                         {"aria-describedby", hint_id, !one.hint.empty()},
                         {"checked", chosen}}),
            el("label", {{"class", "govuk-label " + base + "__label"}, {"for", id}}, one.label),
            hint);
}

void add_hidden(Html& html, const std::vector<Hidden>& hidden) {
  for (const Hidden& one : hidden) {
    html.add(el("input", {{"type", "hidden"}, {"name", one.name}, {"value", one.value}}));
  }
}

// The token must not go to another site: an address elsewhere becomes this page's own.
Html sending_form(std::string_view action, std::string_view coding, const Caller& caller,
                  const std::vector<Hidden>& hidden, const Html& content) {
  const std::string address = local_path(action).value_or("#");
  Html html;
  html.open("form", {{"action", address}, {"method", "post"}, {"enctype", coding}});
  add_hidden(html, {{std::string(csrf_field), caller.csrf}});
  add_hidden(html, hidden);
  return html.add(content).close("form");
}

}  // namespace

Html text_input(const Field& field, std::string_view value, Width width) {
  std::string css_class = "govuk-input";
  css_class += width_class(width);
  if (!field.error.empty()) css_class += " govuk-input--error";
  const std::string ids = described_by(field);
  const bool digits = field.typed == Typed::WholeNumber || field.typed == Typed::Code;
  const bool words = field.typed == Typed::Words;
  return labelled(field,
                  el("input", {{"class", css_class},
                               {"id", field.id},
                               {"name", name_of(field)},
                               {"type", field.typed == Typed::Email ? "email" : "text"},
                               {"inputmode", "numeric", digits},
                               {"autocomplete", field.autocomplete, !field.autocomplete.empty()},
                               {"spellcheck", "false", !words},
                               {"autocapitalize", "none", !words},
                               {"aria-describedby", ids, !ids.empty()},
                               {"value", value}}));
}

Html password_input(const Field& field, Password which) {
  const std::string ids = described_by(field);
  return labelled(
      field,
      el("input",
         {{"class", field.error.empty() ? "govuk-input govuk-input--width-20"
                                        : "govuk-input govuk-input--width-20 govuk-input--error"},
          {"id", field.id},
          {"name", name_of(field)},
          {"type", "password"},
          {"autocomplete", which == Password::Current ? "current-password" : "new-password"},
          {"spellcheck", "false"},
          {"autocapitalize", "none"},
          {"aria-describedby", ids, !ids.empty()}}));
}

Html file_input(const Field& field, std::string_view accept) {
  const std::string ids = described_by(field);
  return labelled(field, el("input", {{"class", field.error.empty()
                                                    ? "govuk-file-upload"
                                                    : "govuk-file-upload govuk-file-upload--error"},
                                      {"id", field.id},
                                      {"name", name_of(field)},
                                      {"type", "file"},
                                      {"accept", accept, !accept.empty()},
                                      {"aria-describedby", ids, !ids.empty()}}));
}

Html date_text(const Field& field, std::string_view value) {
  return text_input(field, value, Width::Twenty);
}

Html date_parts(const Field& field, std::string_view day, std::string_view month,
                std::string_view year) {
  return fieldset(field, el("div", {{"class", "govuk-date-input"}, {"id", field.id}},
                            date_part(field, "day", "Day", day, Width::Two),
                            date_part(field, "month", "Month", month, Width::Two),
                            date_part(field, "year", "Year", year, Width::Four)));
}

Html select(const Field& field, const std::vector<Choice>& choices, std::string_view chosen) {
  const std::string ids = described_by(field);
  Html options;
  for (const Choice& one : choices) {
    options.add(el("option", {{"value", one.value}, {"selected", one.value == chosen}}, one.label));
  }
  return labelled(
      field,
      el("select",
         {{"class", field.error.empty() ? "govuk-select" : "govuk-select govuk-select--error"},
          {"id", field.id},
          {"name", name_of(field)},
          {"aria-describedby", ids, !ids.empty()}},
         options));
}

Html radios(const Field& field, const std::vector<Choice>& choices, std::string_view chosen) {
  Html all;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    all.add(choice(field, choices[i], i + 1, "radios", "radio", choices[i].value == chosen));
  }
  return fieldset(field, el("div", {{"class", "govuk-radios govuk-radios--small"}}, all));
}

Html checkboxes(const Field& field, const std::vector<Choice>& choices,
                const std::vector<std::string>& chosen) {
  Html all;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const bool on = std::find(chosen.begin(), chosen.end(), choices[i].value) != chosen.end();
    all.add(choice(field, choices[i], i + 1, "checkboxes", "checkbox", on));
  }
  return fieldset(field, el("div", {{"class", "govuk-checkboxes govuk-checkboxes--small"}}, all));
}

Html text_area(const Field& field, std::string_view value, int rows) {
  const std::string ids = described_by(field);
  return labelled(
      field, el("textarea",
                {{"class",
                  field.error.empty() ? "govuk-textarea" : "govuk-textarea govuk-textarea--error"},
                 {"id", field.id},
                 {"name", name_of(field)},
                 {"rows", rows},
                 {"aria-describedby", ids, !ids.empty()}},
                value));
}

Html button(ButtonKind kind, std::string_view label, std::string_view name,
            std::string_view value) {
  std::string_view css_class = "govuk-button";
  if (kind == ButtonKind::Secondary) css_class = "govuk-button govuk-button--secondary";
  if (kind == ButtonKind::Warning) css_class = "govuk-button govuk-button--warning";
  if (kind == ButtonKind::Link) css_class = "gh-linkbutton";
  return el("button",
            {{"class", css_class},
             {"type", "submit"},
             {"name", name, !name.empty()},
             {"value", value, !name.empty()}},
            label);
}

Html button_group(const Html& buttons) {
  return el("div", {{"class", "govuk-button-group"}}, buttons);
}

Html get_form(std::string_view action, const std::vector<Hidden>& hidden, const Html& content) {
  Html html;
  html.open("form", {{"action", action}, {"method", "get"}});
  add_hidden(html, hidden);
  return html.add(content).close("form");
}

Html post_form(std::string_view action, const Caller& caller, const std::vector<Hidden>& hidden,
               const Html& content) {
  return sending_form(action, "application/x-www-form-urlencoded", caller, hidden, content);
}

Html upload_form(std::string_view action, const Caller& caller, const std::vector<Hidden>& hidden,
                 const Html& content) {
  return sending_form(action, "multipart/form-data", caller, hidden, content);
}

Html search_box(std::string_view action, const std::vector<Hidden>& hidden, std::string_view label,
                std::string_view value) {
  return get_form(action, hidden,
                  el("div", {{"class", "govuk-form-group"}},
                     el("label", {{"class", "govuk-label"}, {"for", "find"}}, label),
                     el("div", {{"class", "gh-find"}},
                        el("input", {{"class", "govuk-input"},
                                     {"id", "find"},
                                     {"name", "q"},
                                     {"type", "search"},
                                     {"autocomplete", "off"},
                                     {"data-suggest", "/search/suggest"},
                                     {"value", value}}),
                        el("button", {{"class", "govuk-button"}, {"type", "submit"}}, "Search"))));
}

}  // namespace web
