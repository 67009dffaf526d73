// The longest list of pieces that both texts have, first of lines, then of words.
#include "governance/difference.hpp"

#include <algorithm>
#include <cstdint>

namespace governance {

namespace {

using Pieces = std::vector<std::string_view>;

// Pieces of one text times pieces of the other, beyond which nothing is compared: 4 MiB of memory.
constexpr std::size_t cells_max = 1U << 20U;
// Words are told one by one where at least this part of the longer side stays.
constexpr std::size_t stays_one_in = 3;

// Each piece with what ends it, so that all of them together are the text.
template <typename Ends>
Pieces pieces_of(std::string_view text, const Ends& ends) {
  Pieces pieces;
  std::size_t begins = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!ends(text, at)) continue;
    pieces.push_back(text.substr(begins, at + 1 - begins));
    begins = at + 1;
  }
  if (begins < text.size()) pieces.push_back(text.substr(begins));
  return pieces;
}

Pieces lines_of(std::string_view text) {
  return pieces_of(text, [](std::string_view all, std::size_t at) { return all[at] == '\n'; });
}

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

// A word has the space after it; a line break stands by itself.
Pieces words_of(std::string_view text) {
  return pieces_of(text, [](std::string_view all, std::size_t at) {
    if (at + 1 == all.size() || all[at] == '\n' || all[at + 1] == '\n') return true;
    return is_space(all[at]) && !is_space(all[at + 1]);
  });
}

struct Same {
  std::size_t before = 0;
  std::size_t after = 0;
};

// The places of pieces that stay, rising on both sides.
std::vector<Same> kept(const Pieces& before, const Pieces& after) {
  std::vector<Same> same;
  std::size_t first = 0;
  const std::size_t shorter = std::min(before.size(), after.size());
  while (first < shorter && before[first] == after[first]) {
    same.push_back({first, first});
    ++first;
  }
  std::size_t last = 0;
  while (last < shorter - first &&
         before[before.size() - 1 - last] == after[after.size() - 1 - last]) {
    ++last;
  }
  const std::size_t rows = before.size() - first - last;
  const std::size_t columns = after.size() - first - last;
  if (rows * columns <= cells_max) {
    // How many stay of what begins at the cell's places.
    std::vector<std::uint32_t> stay((rows + 1) * (columns + 1), 0);
    const auto cell = [&](std::size_t row, std::size_t column) -> std::uint32_t& {
      return stay[row * (columns + 1) + column];
    };
    for (std::size_t row = rows; row-- > 0;) {
      for (std::size_t column = columns; column-- > 0;) {
        cell(row, column) = before[first + row] == after[first + column]
                                ? cell(row + 1, column + 1) + 1
                                : std::max(cell(row + 1, column), cell(row, column + 1));
      }
    }
    for (std::size_t row = 0, column = 0; row < rows && column < columns;) {
      if (before[first + row] == after[first + column]) {
        same.push_back({first + row++, first + column++});
      } else if (cell(row + 1, column) >= cell(row, column + 1)) {
        ++row;
      } else {
        ++column;
      }
    }
  }
  for (std::size_t at = last; at > 0; --at) {
    same.push_back({before.size() - at, after.size() - at});
  }
  return same;
}

class Telling {
 public:
  void add(PartKind kind, std::string_view text) {
    if (text.empty()) return;
    if (parts_.empty() || parts_.back().kind != kind) parts_.push_back({kind, ""});
    parts_.back().text += text;
  }

  // Where the two texts have these pieces, what lies between those that stay is given to `between`.
  template <typename Between>
  void tell(const Pieces& before, const Pieces& after, const std::vector<Same>& same,
            const Between& between) {
    std::size_t row = 0;
    std::size_t column = 0;
    const auto until = [&](std::size_t before_until, std::size_t after_until) {
      between(whole(before, row, before_until), whole(after, column, after_until));
      row = before_until;
      column = after_until;
    };
    for (const Same& each : same) {
      until(each.before, each.after);
      add(PartKind::Same, before[row++]);
      ++column;
    }
    until(before.size(), after.size());
  }

  void words(std::string_view before, std::string_view after) {
    const Pieces left = words_of(before);
    const Pieces right = words_of(after);
    const std::vector<Same> same = kept(left, right);
    if (same.size() * stays_one_in < std::max(left.size(), right.size())) {
      add(PartKind::Removed, before);
      add(PartKind::Added, after);
      return;
    }
    tell(left, right, same, [&](std::string_view gone, std::string_view come) {
      add(PartKind::Removed, gone);
      add(PartKind::Added, come);
    });
  }

  std::vector<DifferencePart> take() { return std::move(parts_); }

 private:
  // The text of the pieces from one place to another: they lie one after the other.
  static std::string_view whole(const Pieces& pieces, std::size_t from, std::size_t until) {
    if (from == until) return {};
    const char* begins = pieces[from].data();
    const std::string_view last = pieces[until - 1];
    return {begins, static_cast<std::size_t>(last.data() + last.size() - begins)};
  }

  std::vector<DifferencePart> parts_;
};

}  // namespace

std::string_view code_of(PartKind kind) {
  switch (kind) {
    case PartKind::Same: return "same";
    case PartKind::Removed: return "removed";
    case PartKind::Added: break;
  }
  return "added";
}

std::vector<DifferencePart> difference(std::string_view before, std::string_view after) {
  const Pieces left = lines_of(before);
  const Pieces right = lines_of(after);
  Telling telling;
  telling.tell(left, right, kept(left, right),
               [&](std::string_view gone, std::string_view come) { telling.words(gone, come); });
  return telling.take();
}

bool differs(const std::vector<DifferencePart>& parts) {
  return std::ranges::any_of(
      parts, [](const DifferencePart& each) { return each.kind != PartKind::Same; });
}

std::string difference_text(const std::vector<DifferencePart>& parts) {
  std::string text;
  for (const DifferencePart& each : parts) {
    switch (each.kind) {
      case PartKind::Same: text += each.text; break;
      case PartKind::Removed: text += "[-" + each.text + "-]"; break;
      case PartKind::Added: text += "{+" + each.text + "+}"; break;
    }
  }
  return text;
}

}  // namespace governance
