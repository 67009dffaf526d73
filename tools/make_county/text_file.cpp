// CSV lines and the encoding of the register.
#include "text_file.hpp"

#include <cstdio>
#include <cstdlib>

namespace county {
namespace {

std::string quoted(const std::string& cell) {
  std::string text = "\"";
  for (const char letter : cell) {
    if (letter == '"') text += '"';
    text += letter;
  }
  return text + '"';
}

}  // namespace

std::string csv_line(const std::vector<std::string>& cells, Quotes quotes, std::size_t bare) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += ',';
    const bool needed = cells[i].find_first_of(",\"\n") != std::string::npos;
    const bool wanted = quotes == Quotes::AllButNumbers && i >= bare;
    line += needed || wanted ? quoted(cells[i]) : cells[i];
  }
  return line + "\r\n";
}

std::string to_cp1252(std::string_view utf8) {
  std::string text;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    if (byte < 0x80) {
      text += utf8[i];
    } else if ((byte == 0xC2 || byte == 0xC3) && i + 1 < utf8.size()) {
      const auto next = static_cast<unsigned char>(utf8[++i]);
      text += static_cast<char>(((byte & 0x03U) << 6U) | (next & 0x3FU));
    } else if (utf8.substr(i, 3) == "\u2019") {
      text += '\x92';
      i += 2;
    } else {
      std::fprintf(stderr, "No letter of cp1252: %.*s\n", static_cast<int>(utf8.size()),
                   utf8.data());
      std::exit(1);
    }
  }
  return text;
}

}  // namespace county
