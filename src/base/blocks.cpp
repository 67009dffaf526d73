// Line by line; nothing is an error here, for every kind of text knows its own words.
#include "base/blocks.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace base {

namespace {

const std::string nothing;

}  // namespace

const std::string& Block::value(std::string_view word) const {
  const auto found = std::ranges::find(lines, word, &BlockLine::word);
  return found == lines.end() ? nothing : found->value;
}

std::vector<Block> read_blocks(std::string_view text) {
  std::vector<Block> blocks;
  int number = 0;
  for (const std::string_view row : split(text, '\n')) {
    ++number;
    const std::string_view line = trim(row);
    if (line.empty() || line.starts_with('#')) continue;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) {
      const std::size_t space = line.find(' ');
      Block& block = blocks.emplace_back();
      block.line = number;
      block.kind = line.substr(0, space);
      if (space != std::string_view::npos) block.name = trim(line.substr(space));
      continue;
    }
    if (blocks.empty()) blocks.emplace_back().line = number;
    blocks.back().lines.push_back({number, std::string(trim(line.substr(0, colon))),
                                   std::string(trim(line.substr(colon + 1)))});
  }
  return blocks;
}

}  // namespace base
