// Texts that people edit: blocks with a heading, and lines "word: value" beneath it.
//
//     clause 4.7
//     when: amount over 5000
//     cluster: decides
//
// Lines that begin with # and empty ones say nothing. A line without a colon is a heading.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace base {

struct BlockLine {
  int line = 0;  // of the text, from 1
  std::string word;
  std::string value;  // "" where nothing stands behind the colon
};
struct Block {
  int line = 0;
  std::string kind;  // "clause"
  std::string name;  // "4.7"; "" where the heading is one word
  std::vector<BlockLine> lines;

  // The value of the first line of that word, or "".
  const std::string& value(std::string_view word) const;
};

// What stands before the first heading is a block of the kind "".
std::vector<Block> read_blocks(std::string_view text);

}  // namespace base
