// A block is a request, or a step of the request above it.
#include "delegation/request_file.hpp"

#include <algorithm>

#include "base/blocks.hpp"
#include "base/text.hpp"

namespace delegation {

namespace {

base::Error bad(int line, const std::string& what) {
  return base::make_error("bad_step", "Line " + std::to_string(line) + ": " + what + ".");
}

base::Status known(const base::Block& block, std::initializer_list<std::string_view> words) {
  for (const base::BlockLine& line : block.lines) {
    if (std::ranges::find(words, line.word) == words.end()) {
      return bad(line.line, "a " + block.kind + " has no \"" + line.word + "\"");
    }
    if (std::ranges::count(block.lines, line.word, &base::BlockLine::word) > 1) {
      return bad(line.line, "\"" + line.word + "\" is said twice");
    }
  }
  return {};
}

base::Result<std::optional<base::Date>> day(const base::Block& block, std::string_view word) {
  const std::string& text = block.value(word);
  if (text.empty()) return std::optional<base::Date>();
  const auto read = base::Date::parse(text);
  if (!read) return bad(block.line, "\"" + std::string(word) + "\" is no day such as 2026-09-01");
  return std::optional(*read);
}

base::Result<base::Date> wanted_day(const base::Block& block, std::string_view word) {
  if (const auto read = TRY(day(block, word))) return *read;
  return bad(block.line, "\"" + std::string(word) + "\" is to say on which day it was");
}

base::Result<FileRequest> request_of(const base::Block& block) {
  TRY(known(block,
            {"decision", "of", "words", "facts", "heading", "party", "asked", "by", "needed"}));
  FileRequest made;
  made.line = block.line;
  made.decision = block.value("decision");
  made.of = block.value("of");
  made.words = block.value("words");
  made.facts = block.value("facts");
  made.heading = block.value("heading");
  made.party = block.value("party");
  made.by = block.value("by");
  made.asked = TRY(wanted_day(block, "asked"));
  made.needed = TRY(day(block, "needed"));
  if (made.decision.empty() || made.of.empty() || made.words.empty()) {
    return bad(block.line, "a request says its decision, of which unit, and in words for what");
  }
  return made;
}

base::Result<FileStep> step_of(const base::Block& block) {
  TRY(known(block, {"level", "on", "result", "words", "until", "facts"}));
  const auto kind = step_kind_of(block.name);
  if (!kind) return bad(block.line, "there is no step \"" + block.name + "\"");
  FileStep made;
  made.line = block.line;
  made.kind = *kind;
  made.level = block.value("level");
  made.on = TRY(wanted_day(block, "on"));
  made.result = block.value("result");
  made.words = block.value("words");
  made.until = TRY(day(block, "until"));
  made.facts = block.value("facts");
  return made;
}

}  // namespace

base::Result<std::vector<FileRequest>> read_request_file(std::string_view text) {
  std::vector<FileRequest> made;
  for (const base::Block& block : base::read_blocks(text)) {
    if (block.kind == "request") {
      made.push_back(TRY(request_of(block)));
    } else if (block.kind == "step" && !made.empty()) {
      made.back().steps.push_back(TRY(step_of(block)));
    } else {
      return bad(block.line, "a block is a request, or a step of the request above it");
    }
  }
  return made;
}

}  // namespace delegation
