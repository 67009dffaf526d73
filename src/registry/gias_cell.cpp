// Cleaning of single cells.
#include "registry/gias_cell.hpp"

#include <cmath>

#include "base/date.hpp"
#include "base/text.hpp"

namespace registry {

namespace {

constexpr int year_max = 2999;
constexpr double number_max = 1e12;  // so that thousands of them can be added up

std::string_view append_text(std::string& out, std::string_view text) {
  std::size_t start = out.size();
  out.append(text);
  for (std::size_t i = start; i < out.size(); ++i) {
    if (static_cast<unsigned char>(out[i]) < 0x20 || out[i] == 0x7f) out[i] = ' ';
  }
  return {};
}

std::string_view append_date(std::string& out, std::string_view text) {
  std::optional<base::Date> date = base::Date::parse(text);
  if (!date) return "This is not a date. Give a real one, such as 28/02/2026";
  // Some programs write a day in 9999 for "never".
  if (date->year() > year_max) return "This day is too far away. Leave it empty if there is none";
  // The register writes 1 January 1900 where it does not know the day.
  if (date != base::Date::from_ymd(1900, 1, 1)) out += date->iso();
  return {};
}

std::string_view append_whole(std::string& out, std::string_view text) {
  std::optional<std::int64_t> number = base::parse_integer(text);
  if (!number) {
    std::optional<double> decimal = base::parse_decimal(text);
    bool whole = decimal && std::floor(*decimal) == *decimal && std::abs(*decimal) < number_max;
    if (!whole) return "This is not a whole number";
    number = static_cast<std::int64_t>(*decimal);
  }
  if (*number < 0) return "This may not be less than 0";
  if (*number > static_cast<std::int64_t>(number_max)) return "This number is too large";
  out += std::to_string(*number);
  return {};
}

std::string_view append_decimal(std::string& out, std::string_view text) {
  std::optional<double> number = base::parse_decimal(text);
  if (!number) return "This is not a number";
  if (*number < 0) return "This may not be less than 0";
  if (*number > number_max) return "This number is too large";
  return append_text(out, text);
}

}  // namespace

bool means_missing(std::string_view trimmed) {
  if (trimmed.empty()) return true;
  if (trimmed[0] != 'N' && trimmed[0] != 'S') return false;
  return trimmed == "Not applicable" || trimmed == "Not recorded" || trimmed == "SUPP";
}

std::string_view append_clean(std::string& out, std::string_view cell, CellKind kind) {
  std::string_view text = base::trim(cell);
  if (means_missing(text)) return {};
  switch (kind) {
    case CellKind::Text: return append_text(out, text);
    case CellKind::Date: return append_date(out, text);
    case CellKind::Whole: return append_whole(out, text);
    case CellKind::Decimal: return append_decimal(out, text);
  }
  return {};
}

}  // namespace registry
