// Bodies with others under them stand one beneath the other, each with a line to what it stands
// under; bodies with none under them stand side by side in a frame.
#include "governance/api_structure.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "web/components.hpp"

namespace governance {

namespace {

using web::Html;

constexpr std::size_t drawn_max = 120;
// In units of the picture, which are pixels where it is shown whole.
constexpr int width = 960;
constexpr int indent = 28;
constexpr int gap = 12;
constexpr int cell_height = 80;
constexpr int cell_width_min = 200;
constexpr int head_height = 50;
constexpr int head_width = 460;
constexpr int letter_width = 7;  // of the name, on average

// The name in at most so many lines of so many characters, the last cut where it is too long.
std::vector<std::string> wrapped(const std::string& name, std::size_t chars, std::size_t lines) {
  std::vector<std::string> made = {""};
  for (const std::string_view word : base::split(name, ' ')) {
    const bool fits = made.back().empty() || made.back().size() + 1 + word.size() <= chars;
    if (!fits && made.size() == lines) {
      made.back() += "\xE2\x80\xA6";
      break;
    }
    if (!fits) made.emplace_back();
    made.back() += (made.back().empty() ? "" : " ") + std::string(word);
  }
  return made;
}

std::string_view colour_of(int depth) {
  constexpr std::string_view colours[] = {"#e4eef6", "#e3f2ea", "#fdf1d6"};
  return colours[std::min(depth, 2)];
}

class Picture {
 public:
  explicit Picture(const std::vector<StructureRow>& rows) : rows_(rows) {}

  // How far down it reaches.
  int draw() {
    int y = 1;
    for (std::size_t at = 0; at < rows_.size(); at = after(at)) y = block(at, 1, y) + gap;
    return y;
  }
  const Html& shapes() const { return shapes_; }

 private:
  // The place after all that stands under it.
  std::size_t after(std::size_t at) const {
    std::size_t next = at + 1;
    while (next < rows_.size() && rows_[next].depth > rows_[at].depth) ++next;
    return next;
  }
  bool is_leaf(std::size_t at) const { return after(at) == at + 1; }

  // A body and all that stands under it; where it ends.
  int block(std::size_t at, int x, int y) {
    box(rows_[at], x, y, std::min(head_width, width - x - 1), head_height, 1);
    int end = y + head_height;
    int line = end;
    const int stem = x + indent / 2;
    std::vector<std::size_t> leaves;
    for (std::size_t each = at + 1; each < after(at); each = after(each)) {
      if (is_leaf(each)) leaves.push_back(each);
    }
    if (!leaves.empty()) {
      line = end + gap + cell_height / 2;
      branch(stem, line, x + indent);
      end = frame(leaves, x + indent, end + gap);
    }
    for (std::size_t each = at + 1; each < after(at); each = after(each)) {
      if (is_leaf(each)) continue;
      line = end + gap + head_height / 2;
      branch(stem, line, x + indent);
      end = block(each, x + indent, end + gap);
    }
    if (line > y + head_height) {
      shapes_.leaf("path", {{"d", "M" + std::to_string(stem) + " " +
                                      std::to_string(y + head_height) + "V" + std::to_string(line)},
                            {"fill", "none"},
                            {"stroke", "#4a5864"}});
    }
    return end;
  }

  void branch(int from, int y, int to) {
    shapes_.leaf("path", {{"d", "M" + std::to_string(from) + " " + std::to_string(y) + "H" +
                                    std::to_string(to)},
                          {"fill", "none"},
                          {"stroke", "#4a5864"}});
  }

  int frame(const std::vector<std::size_t>& leaves, int x, int y) {
    const int room = width - x - 1;
    const int columns = std::max(1, (room - gap) / (cell_width_min + gap));
    const int each = (room - gap * (columns + 1)) / columns;
    const int count = static_cast<int>(leaves.size());
    const int rows = (count + columns - 1) / columns;
    const int used = std::min(count, columns);
    const int height = rows * (cell_height + gap) + gap;
    rect(x, y, used * (each + gap) + gap, height, "#ffffff", "#c3ccd0");
    for (int at = 0; at < count; ++at) {
      box(rows_[leaves[static_cast<std::size_t>(at)]], x + gap + at % columns * (each + gap),
          y + gap + at / columns * (cell_height + gap), each, cell_height, 3);
    }
    return y + height;
  }

  void rect(int x, int y, int wide, int high, std::string_view fill, std::string_view stroke) {
    shapes_.leaf("rect", {{"x", x},
                          {"y", y},
                          {"width", wide},
                          {"height", high},
                          {"rx", 4},
                          {"fill", fill},
                          {"stroke", stroke}});
  }

  void box(const StructureRow& row, int x, int y, int wide, int high, std::size_t lines) {
    rect(x, y, wide, high, lines == 1 ? colour_of(row.depth) : "#ffffff", "#4a5864");
    const auto chars = static_cast<std::size_t>(std::max(8, (wide - 20) / letter_width));
    int at = y + 20;
    for (const std::string& line : wrapped(row.name, chars, lines)) {
      words(line, x + 10, at, 15, lines == 1);
      at += 17;
    }
    words(row.kind, x + 10, y + high - 9, 13, false);
  }

  void words(const std::string& text, int x, int y, int size, bool bold) {
    shapes_.open("text", {{"x", x},
                          {"y", y},
                          {"font-size", size},
                          {"font-weight", "600", bold},
                          {"fill", "#13212c"}});
    shapes_.add(Html(text)).close("text");
  }

  const std::vector<StructureRow>& rows_;
  Html shapes_;
};

Html list_from(const std::vector<StructureRow>& rows, std::size_t& at, int depth) {
  Html list;
  list.open("ul", {{"class", "govuk-list govuk-list--bullet"}});
  while (at < rows.size() && rows[at].depth == depth) {
    const StructureRow& row = rows[at];
    list.open("li");
    list.add(web::link(row.href, Html(row.name)));
    list.add(Html(" (" + base::lower_ascii(row.kind) + ")"));
    ++at;
    if (at < rows.size() && rows[at].depth > depth) list.add(list_from(rows, at, depth + 1));
    list.close("li");
  }
  return list.close("ul");
}

}  // namespace

Html structure_list(const std::vector<StructureRow>& rows) {
  std::size_t at = 0;
  return list_from(rows, at, 0);
}

Html structure_picture(const std::vector<StructureRow>& rows, const std::string& owner) {
  if (rows.size() > drawn_max) {
    return web::note(Html(base::with_thousands(static_cast<std::int64_t>(rows.size())) +
                          " bodies are too many for a picture; the list has them all."));
  }
  Picture picture(rows);
  const std::string height = std::to_string(picture.draw());
  Html svg;
  svg.open("svg", {{"viewBox", "0 0 " + std::to_string(width) + " " + height},
                   {"role", "img"},
                   {"aria-labelledby", "structure-title structure-desc"}});
  svg.add(web::el("title", {{"id", "structure-title"}}, "Structure of " + owner));
  svg.add(web::el("desc", {{"id", "structure-desc"}},
                  "A chart of " + std::to_string(rows.size()) +
                      " bodies, each under the one that it stands under; the list on this page "
                      "says the same."));
  svg.add(picture.shapes()).close("svg");
  return web::el("div",
                 {{"class", "gh-structure"},
                  {"role", "region"},
                  {"aria-label", "Picture of the structure"},
                  {"tabindex", "0"}},
                 svg);
}

}  // namespace governance
