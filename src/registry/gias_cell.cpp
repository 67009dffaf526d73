// Cleaning of single cells.
#include "registry/gias_cell.hpp"

#include <cmath>

#include "base/date.hpp"
#include "base/text.hpp"

namespace registry {

namespace {

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
  out += date->iso();
  return {};
}

std::string_view append_whole(std::string& out, std::string_view text) {
  std::optional<std::int64_t> number = base::parse_integer(text);
  if (!number) {
    std::optional<double> decimal = base::parse_decimal(text);
    bool whole = decimal && std::floor(*decimal) == *decimal && std::abs(*decimal) < 1e15;
    if (!whole) return "This is not a whole number";
    number = static_cast<std::int64_t>(*decimal);
  }
  out += std::to_string(*number);
  return {};
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
    case CellKind::Text:
      return append_text(out, text);
    case CellKind::Date:
      return append_date(out, text);
    case CellKind::Whole:
      return append_whole(out, text);
    case CellKind::Decimal:
      if (!base::parse_decimal(text)) return "This is not a number";
      return append_text(out, text);
  }
  return {};
}

}  // namespace registry
