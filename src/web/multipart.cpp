// One pass over the body: delimiter, headers of a part, its content, the next delimiter.
#include "web/multipart.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace web {
namespace {

constexpr std::size_t boundary_bytes_max = 70;           // RFC 2046
constexpr std::size_t part_header_bytes_max = 4 * 1024;  // far more than any browser sends

base::Error bad_form(std::size_t part, std::string what, std::string field = {}) {
  std::string where = part == 0 ? "" : " in its part " + std::to_string(part);
  return base::make_error(
      "bad_form",
      "The form cannot be read: " + std::move(what) + where + ". Go back and send it again.",
      std::move(field));
}

bool is_boundary(std::string_view text) {
  constexpr std::string_view signs = "'()+_,-./:=? ";
  if (text.empty() || text.size() > boundary_bytes_max || text.back() == ' ') return false;
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           signs.find(c) != signs.npos;
  });
}

bool is_plain_text(std::string_view text) {
  return text.find('\0') == text.npos && base::is_utf8(text);
}

// What browsers escape within quotation marks, and nothing else: %22, %0D and %0A.
std::string undo_browser_escapes(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view escape = text.substr(i, 3);
    const char meant = escape == "%22"                            ? '"'
                       : base::equal_ignoring_case(escape, "%0d") ? '\r'
                       : base::equal_ignoring_case(escape, "%0a") ? '\n'
                                                                  : '\0';
    plain += meant == '\0' ? text[i] : meant;
    if (meant != '\0') i += 2;
  }
  return plain;
}

// The text within quotation marks at the front of `rest`, which moves behind it. A backslash
// escapes only a quotation mark or a backslash: old browsers send "C:\folder\file.csv".
std::optional<std::string> take_quoted(std::string_view& rest) {
  if (!rest.starts_with('"')) return std::nullopt;
  std::string value;
  for (std::size_t i = 1; i < rest.size(); ++i) {
    if (rest[i] == '"') {
      rest.remove_prefix(i + 1);
      return undo_browser_escapes(value);
    }
    const bool escapes =
        rest[i] == '\\' && i + 1 < rest.size() && (rest[i + 1] == '"' || rest[i + 1] == '\\');
    if (escapes) ++i;
    value += rest[i];
  }
  return std::nullopt;
}

struct Disposition {
  std::optional<std::string> name;
  std::optional<std::string> filename;
};

// `form-data; name="..."; filename="..."`. RFC 7578 says to pass over filename*.
std::optional<Disposition> parse_disposition(std::string_view text) {
  constexpr std::string_view kind = "form-data";
  if (!base::starts_with_ignoring_case(text, kind)) return std::nullopt;
  std::string_view rest = base::trim(text.substr(kind.size()));
  Disposition found;
  while (!rest.empty()) {
    if (!rest.starts_with(';')) return std::nullopt;
    rest = base::trim(rest.substr(1));
    const std::size_t equals = rest.find('=');
    if (equals == rest.npos) return std::nullopt;
    const std::string name = base::lower_ascii(base::trim(rest.substr(0, equals)));
    rest.remove_prefix(equals + 1);
    std::optional<std::string> value;
    if (name == "filename*" || !rest.starts_with('"')) {
      value = std::string(base::trim(rest.substr(0, rest.find(';'))));
      rest.remove_prefix(std::min(rest.find(';'), rest.size()));
    } else {
      value = take_quoted(rest);
    }
    if (!value) return std::nullopt;
    std::optional<std::string>* place = name == "name"       ? &found.name
                                        : name == "filename" ? &found.filename
                                                             : nullptr;
    if (place != nullptr && place->has_value()) return std::nullopt;
    if (place != nullptr) *place = std::move(value);
    rest = base::trim(rest);
  }
  return found;
}

struct PartHead {
  std::string name;
  std::optional<std::string> filename;
  std::string content_type;
};

class Reader {
 public:
  Reader(std::string_view body, std::string_view boundary, const FormLimits& limits)
      : rest_(body), delimiter_("\r\n--" + std::string(boundary)), limits_(limits) {}

  base::Result<FormData> read() {
    // The first delimiter needs no line break before it.
    const std::string_view first = std::string_view(delimiter_).substr(2);
    if (!rest_.starts_with(first)) return bad_form(0, "it does not begin with its boundary");
    rest_.remove_prefix(first.size());
    while (!TRY(at_end())) {
      if (++part_ > limits_.parts_max) return too_many_parts(limits_);
      PartHead head = TRY(read_head());
      const std::size_t end = rest_.find(delimiter_);
      if (end == rest_.npos) return bad_form(part_, "it ends too early", head.name);
      const std::string_view content = rest_.substr(0, end);
      rest_.remove_prefix(end + delimiter_.size());
      TRY(keep(std::move(head), content));
    }
    return std::move(form_);
  }

 private:
  // Behind a delimiter: "--" ends the form, blanks and a line break begin a part.
  base::Result<bool> at_end() {
    const bool last = rest_.starts_with("--");
    if (last) rest_.remove_prefix(2);
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t"), rest_.size()));
    if (last && (rest_.empty() || rest_ == "\r\n")) return true;
    if (last) return bad_form(0, "something follows its end");
    if (!rest_.starts_with("\r\n")) {
      return bad_form(part_, "a line that begins with its boundary goes on");
    }
    rest_.remove_prefix(2);
    return false;
  }

  base::Result<PartHead> read_head() {
    PartHead head;
    std::optional<Disposition> disposition;
    std::size_t taken = 0;
    for (;;) {
      const std::size_t end = rest_.substr(0, part_header_bytes_max).find("\r\n");
      if (end == rest_.npos || (taken += end) > part_header_bytes_max) {
        return bad_form(part_, "headers do not end");
      }
      const std::string_view line = rest_.substr(0, end);
      rest_.remove_prefix(end + 2);
      if (line.empty()) break;
      TRY(read_line(line, head, disposition));
    }
    if (!disposition || !disposition->name || disposition->name->empty()) {
      return bad_form(part_, "there is no name");
    }
    head.name = std::move(*disposition->name);
    head.filename = std::move(disposition->filename);
    return head;
  }

  base::Status read_line(std::string_view line, PartHead& head,
                         std::optional<Disposition>& disposition) {
    const std::size_t colon = line.find(':');
    if (colon == line.npos || !is_plain_text(line)) {
      return bad_form(part_, "a header is none or is not UTF-8");
    }
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = base::trim(line.substr(colon + 1));
    if (base::equal_ignoring_case(name, "content-disposition")) {
      if (disposition) return bad_form(part_, "there are two names");
      disposition = parse_disposition(value);
      if (!disposition) return bad_form(part_, "the header Content-Disposition is not in form");
    } else if (base::equal_ignoring_case(name, "content-type")) {
      head.content_type = value;
    } else if (base::equal_ignoring_case(name, "content-transfer-encoding") &&
               !base::equal_ignoring_case(value, "binary") &&
               !base::equal_ignoring_case(value, "8bit") &&
               !base::equal_ignoring_case(value, "7bit")) {
      return bad_form(part_, "the content is encoded, which RFC 7578 forbids");
    }
    return {};
  }

  base::Status keep(PartHead head, std::string_view content) {
    if (!is_plain_text(head.name)) return bad_form(part_, "the name is not UTF-8");
    if (head.filename) {
      // A browser sends this where no file was chosen.
      if (head.filename->empty() && content.empty()) return {};
      form_.add(
          {std::move(head.name), plain_filename(*head.filename),
           head.content_type.empty() ? "application/octet-stream" : std::move(head.content_type),
           content});
      return {};
    }
    if (content.size() > limits_.field_bytes_max) return field_too_long(head.name, limits_);
    if (!is_plain_text(content)) return bad_form(part_, "the text is not UTF-8", head.name);
    form_.add(std::move(head.name), std::string(content));
    return {};
  }

  std::string_view rest_;
  std::string delimiter_;
  const FormLimits& limits_;
  std::size_t part_ = 0;
  FormData form_;
};

bool turns_direction(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

base::Error too_many_parts(const FormLimits& limits) {
  return base::make_error(
      "form_too_large",
      "The form has more than " + std::to_string(limits.parts_max) + " fields. Send less at once.");
}

base::Error field_too_long(std::string_view name, const FormLimits& limits) {
  return base::make_error("form_too_large",
                          "A text of the form is longer than " +
                              std::to_string(limits.field_bytes_max) +
                              " bytes. Shorten it, or send it as a file.",
                          std::string(name));
}

std::string plain_filename(std::string_view filename) {
  filename = filename.substr(filename.find_last_of("/\\") + 1);
  std::string plain;
  for (std::size_t place = 0; place < filename.size();) {
    const char32_t c = base::next_character(filename, place);
    const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0) || c == base::no_character;
    if (!control && !turns_direction(c)) base::append_utf8(plain, c);
  }
  return plain == "." || plain == ".." ? "" : plain;
}

base::Result<FormData> read_multipart(std::string_view body, std::string_view boundary,
                                      const FormLimits& limits) {
  if (!is_boundary(boundary)) return bad_form(0, "its boundary is missing or not in form");
  return Reader(body, boundary, limits).read();
}

}  // namespace web
