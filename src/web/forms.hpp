// Fields of forms as the GOV.UK Design System has them: label, hint, error, control. The same
// words as in the error summary stand at the field.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "web/caller.hpp"
#include "web/html.hpp"

namespace web {

// What is typed into a box: it decides the keyboard of a phone, and whether spelling is corrected.
enum class Typed { Words, WholeNumber, Email, Code };

struct Field {
  std::string id;  // also the name, unless `name` is given
  std::string label;
  std::string hint = {};
  std::string error = {};
  std::string name = {};
  Typed typed = Typed::Words;
  // Tells browser and password manager what is asked for: "email", "one-time-code", "off".
  std::string autocomplete = {};
};

struct Choice {
  std::string value;
  std::string label;
  std::string hint = {};
};

enum class Width { Full, Twenty, Ten, Five, Four, Two };

Html text_input(const Field& field, std::string_view value, Width width = Width::Full);
// Never filled in: a password goes one way. Which it is, the password manager is told.
enum class Password { Current, New };
Html password_input(const Field& field, Password which);
// `accept` are kinds of files: ".csv,text/csv". Only in upload_form.
Html file_input(const Field& field, std::string_view accept);
// One box for a date as people write it: "24 May 2025".
Html date_text(const Field& field, std::string_view value);
// Three boxes: ID-day, ID-month, ID-year. The error leads to ID-day.
Html date_parts(const Field& field, std::string_view day, std::string_view month,
                std::string_view year);
Html select(const Field& field, const std::vector<Choice>& choices, std::string_view chosen);
// Items are ID-1, ID-2 ...; the error leads to ID-1.
Html radios(const Field& field, const std::vector<Choice>& choices, std::string_view chosen);
Html checkboxes(const Field& field, const std::vector<Choice>& choices,
                const std::vector<std::string>& chosen);
Html text_area(const Field& field, std::string_view value, int rows = 3);

// One Main a page; Warning for what cannot be taken back; Link in tables, where many stand
// together.
enum class ButtonKind { Main, Secondary, Warning, Link };
Html button(ButtonKind kind, std::string_view label, std::string_view name = {},
            std::string_view value = {});
Html button_group(const Html& buttons);

// A form that asks: GET, so that its answer has an address. `hidden` fields go along.
struct Hidden {
  std::string name;
  std::string value;
};
Html get_form(std::string_view action, const std::vector<Hidden>& hidden, const Html& content);
// A form that changes something: POST to an address of this site, with the caller's token.
Html post_form(std::string_view action, const Caller& caller, const std::vector<Hidden>& hidden,
               const Html& content);
// The same with files: multipart.
Html upload_form(std::string_view action, const Caller& caller, const std::vector<Hidden>& hidden,
                 const Html& content);
inline constexpr std::string_view csrf_field = "csrf";  // of both
// The large search box of the home and search pages.
Html search_box(std::string_view action, const std::vector<Hidden>& hidden, std::string_view label,
                std::string_view value);

}  // namespace web
