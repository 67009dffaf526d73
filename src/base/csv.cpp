// Reading and writing comma-separated values.
#include "base/csv.hpp"

#include <cstring>

#include "base/text.hpp"

namespace base {

// Reads one quoted cell; at_ stands on its opening quote. False when the text ends inside it.
bool CsvReader::read_quoted() {
  std::size_t start = at_ + 1;
  std::size_t scan = start;
  bool doubled = false;
  for (;;) {
    const void* found =
        scan < text_.size() ? std::memchr(text_.data() + scan, '"', text_.size() - scan) : nullptr;
    if (found == nullptr) return false;
    std::size_t quote = static_cast<std::size_t>(static_cast<const char*>(found) - text_.data());
    if (quote + 1 < text_.size() && text_[quote + 1] == '"') {
      doubled = true;
      scan = quote + 2;
      continue;
    }
    std::string_view inside = text_.substr(start, quote - start);
    for (char byte : inside) line_ += byte == '\n';
    if (doubled) {
      std::string& cell = unescaped_.emplace_back();
      cell.reserve(inside.size());
      for (std::size_t i = 0; i < inside.size(); ++i) {
        cell += inside[i];
        if (inside[i] == '"') ++i;
      }
      inside = cell;
    }
    cells_.push_back(inside);
    at_ = quote + 1;
    break;
  }
  if (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n' && text_[at_] != '\r') {
    doubtful_ = true;
    while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n' && text_[at_] != '\r') {
      ++at_;
    }
  }
  return true;
}

void CsvReader::read_plain() {
  std::size_t start = at_;
  while (at_ < text_.size()) {
    char byte = text_[at_];
    if (byte == ',' || byte == '\n' || byte == '\r') break;
    doubtful_ = doubtful_ || byte == '"';
    ++at_;
  }
  cells_.push_back(text_.substr(start, at_ - start));
}

CsvRow CsvReader::next() {
  cells_.clear();
  unescaped_.clear();
  doubtful_ = false;
  while (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r')) {
    line_ += text_[at_] == '\n';
    ++at_;
  }
  row_line_ = line_;
  if (at_ >= text_.size()) return CsvRow::End;
  for (;;) {
    if (at_ < text_.size() && text_[at_] == '"') {
      if (!read_quoted()) return CsvRow::Unterminated;
    } else {
      read_plain();
    }
    if (at_ >= text_.size()) return CsvRow::Row;
    char byte = text_[at_++];
    if (byte == ',') continue;
    if (byte == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
    ++line_;
    return CsvRow::Row;
  }
}

std::string csv_cell(std::string_view text) {
  std::string cell(text);
  constexpr std::string_view formula_starts = "=+-@\t\r";
  bool formula = !cell.empty() && formula_starts.find(cell[0]) != std::string_view::npos;
  if (formula && !parse_decimal(cell)) cell.insert(cell.begin(), '\'');
  if (cell.find_first_of(",\"\n\r") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (char byte : cell) {
    if (byte == '"') quoted += '"';
    quoted += byte;
  }
  return quoted + '"';
}

std::string csv_row(const std::vector<std::string>& cells) {
  // An empty line would be no row at all.
  if (cells.size() == 1 && cells.front().empty()) return "\"\"\r\n";
  std::string row;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) row += ',';
    row += csv_cell(cells[i]);
  }
  return row + "\r\n";
}

}  // namespace base
