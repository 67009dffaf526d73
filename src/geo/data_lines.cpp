// Reading data/travel, line by line.
#include "geo/data_lines.hpp"

#include "base/text.hpp"

namespace geo {
namespace {

constexpr double number_max = 1e6;

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (const std::string_view word : base::split(text, ' ')) {
    const std::string_view bare = base::trim(word);
    if (!bare.empty()) words.push_back(bare);
  }
  return words;
}

DataLine parted(int number, std::string_view line) {
  const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
  return {number, line.substr(0, end), base::trim(line.substr(end))};
}

// Takes the line when it is one that every file has.
base::Result<bool> take_head(DataFile& into, const DataLine& line) {
  if (line.key == "dated") {
    const auto day = base::Date::from_iso(line.value);
    if (!day) return bad_line(into, line, "write the day as in \"dated 2026-11-27\"");
    if (into.dated != base::Date()) return bad_line(into, line, "there is a date already");
    into.dated = *day;
    return true;
  }
  if (line.key != "name" && line.key != "source") return false;
  std::string& text = line.key == "name" ? into.name : into.source;
  if (!text.empty()) return bad_line(into, line, "it is said on an earlier line already");
  if (line.value.empty()) return bad_line(into, line, "say it in words behind it");
  text = line.value;
  return true;
}

}  // namespace

base::Error bad_file(std::string_view file, std::string_view what) {
  return base::make_error("travel_data_invalid", std::string(file) + ": " + std::string(what) + ".",
                          std::string(file));
}

base::Error bad_line(const DataFile& file, const DataLine& line, std::string_view what) {
  std::string shown(line.key);
  if (!line.value.empty()) shown += " " + std::string(line.value.substr(0, 60));
  return bad_file(file.file, "line " + std::to_string(line.number) + ", \"" + shown +
                                 "\": " + std::string(what));
}

base::Result<DataFile> read_data_file(std::string_view text, std::string_view file) {
  if (!base::is_utf8(text)) return bad_file(file, "it is not text in UTF-8; save it as such");
  DataFile read;
  read.file = file;
  int number = 0;
  for (const std::string_view each : base::split(text, '\n')) {
    ++number;
    const std::string_view bare = base::trim(each);
    if (bare.empty() || bare.front() == '#') continue;
    const DataLine line = parted(number, bare);
    if (!TRY(take_head(read, line))) read.lines.push_back(line);
  }
  if (read.name.empty()) return bad_file(file, "there is no name; add a line \"name ...\"");
  if (read.source.empty()) {
    return bad_file(file, "it does not say where its numbers are from; add a line \"source ...\"");
  }
  if (read.dated == base::Date()) {
    return bad_file(file, "there is no date; add a line such as \"dated 2026-11-27\"");
  }
  return read;
}

std::optional<Matched> match(std::string_view value, std::string_view pattern) {
  const auto given = words_of(value);
  const auto wanted = words_of(pattern);
  if (given.size() != wanted.size()) return {};
  Matched found;
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (wanted[i] == "#") {
      const auto number = base::parse_decimal(given[i]);
      if (!number || *number < 0 || *number > number_max) return {};
      found.numbers.push_back(*number);
    } else if (wanted[i] == "*") {
      found.words.emplace_back(given[i]);
    } else if (given[i] != wanted[i]) {
      return {};
    }
  }
  return found;
}

}  // namespace geo
