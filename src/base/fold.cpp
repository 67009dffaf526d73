// fold(): names in the form in which they are compared and searched.
#include <array>
#include <utility>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace base {
namespace {

// What becomes of a character: a plain letter or digit, nothing at all, or a gap between words.
constexpr char gap = ' ';
constexpr char dropped = '\0';

constexpr std::array<char, 128> make_ascii_forms() {
  std::array<char, 128> forms{};
  for (auto& form : forms) form = gap;
  for (char digit = '0'; digit <= '9'; ++digit) forms[static_cast<std::size_t>(digit)] = digit;
  for (char letter = 'a'; letter <= 'z'; ++letter) {
    forms[static_cast<std::size_t>(letter)] = letter;
    forms[static_cast<std::size_t>(letter - 'a' + 'A')] = letter;
  }
  forms['\''] = dropped;
  forms['`'] = dropped;
  return forms;
}
constexpr std::array<char, 128> ascii_forms = make_ascii_forms();

// U+00C0 to U+017F, Latin-1 and Latin Extended-A, a letter each. '*' marks the ones that become
// two letters (wide_form), '_' the multiplication and division signs.
constexpr std::string_view latin_forms =
    "aaaaaa*ceeeeiiiidnooooo_ouuuuy**aaaaaa*ceeeeiiiidnooooo_ouuuuy*y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkkllllllllll"
    "nnnnnnnnnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(latin_forms.size() == 0x180 - 0xC0);

constexpr std::string_view wide_form(char32_t character) {
  switch (character) {
    case 0xC6:
    case 0xE6: return "ae";
    case 0xDE:
    case 0xFE: return "th";
    case 0xDF: return "ss";
    case 0x132:
    case 0x133: return "ij";
    case 0x152:
    case 0x153: return "oe";
    default: return "";
  }
}

// Marks written over the letter before (U+0300 and after), apostrophes of all kinds, and characters
// that have no width.
constexpr bool is_dropped(char32_t character) {
  return (character >= 0x300 && character <= 0x36F) || character == 0x2018 || character == 0x2019 ||
         character == 0x201B || character == 0x2032 || character == 0x2BC || character == 0xB4 ||
         character == 0xAD || character == 0xFEFF || (character >= 0x200B && character <= 0x200D);
}

class Folder {
 public:
  explicit Folder(std::size_t size) { folded_.reserve(size + 8); }

  void letter(char letter) {
    if (gap_ && !folded_.empty()) folded_ += gap;
    gap_ = false;
    folded_ += letter;
  }
  void letters(std::string_view letters) {
    for (const char one : letters) letter(one);
  }
  void add_gap() { gap_ = true; }

  void ascii(unsigned char character) {
    if (character == '&') {
      add_gap();
      letters("and");
      add_gap();
      return;
    }
    const char form = ascii_forms[character];
    if (form == gap) {
      add_gap();
    } else if (form != dropped) {
      letter(form);
    }
  }

  void other(char32_t character) {
    if (is_dropped(character)) return;
    if (character >= 0xC0 && character <= 0x17F) return latin(character);
    // The Welsh letters of Latin Extended Additional.
    if (character >= 0x1E80 && character <= 0x1E85) return letter('w');
    if (character == 0x1EF2 || character == 0x1EF3) return letter('y');
    add_gap();
  }

  std::string take() { return std::move(folded_); }

 private:
  void latin(char32_t character) {
    const char form = latin_forms[character - 0xC0];
    if (form == '*') {
      letters(wide_form(character));
    } else if (form == '_') {
      add_gap();
    } else {
      letter(form);
    }
  }

  std::string folded_;
  bool gap_ = false;
};

}  // namespace

std::string fold(std::string_view utf8) {
  Folder folder(utf8.size());
  std::size_t place = 0;
  while (place < utf8.size()) {
    const auto byte = static_cast<unsigned char>(utf8[place]);
    if (byte < 0x80) {
      folder.ascii(byte);
      ++place;
    } else {
      folder.other(next_character(utf8, place));
    }
  }
  return folder.take();
}

}  // namespace base
