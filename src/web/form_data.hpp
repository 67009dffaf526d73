// What a form sent: its fields, decoded, and its files.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "web/http.hpp"

namespace web {

struct Upload {
  std::string field;
  std::string filename;      // without folders and control characters; may be empty
  std::string content_type;  // as the client says; not to be believed
  std::string_view bytes;    // lie in the body of the request
};

struct FormLimits {
  std::size_t parts_max = 200;              // fields and files together
  std::size_t field_bytes_max = 64 * 1024;  // of one field, decoded; files have the limit of bodies
};

class FormData : public NamedValues {
 public:
  const std::vector<Upload>& files() const { return files_; }
  // The first file of that field; null when none was chosen.
  const Upload* file(std::string_view field) const;

  using NamedValues::add;
  void add(Upload file) { files_.push_back(std::move(file)); }

 private:
  std::vector<Upload> files_;
};

// Reads application/x-www-form-urlencoded and multipart/form-data. Texts are UTF-8 without NUL, and
// line breaks are as the browser sends them. Errors: unknown_media_type, bad_form, form_too_large;
// `field` of the error names the field where it is known. Files are views: the request must outlive
// the answer.
base::Result<FormData> read_form(const Request& request, const FormLimits& limits = {});
base::Result<FormData> read_form(Request&& request, const FormLimits& limits = {}) = delete;

// A date as people write it, of a form or an address; `otherwise` where the field is empty. Error:
// bad_date, whose field it is.
base::Result<base::Date> date_field(const NamedValues& typed, std::string_view name,
                                    base::Date otherwise);

// "multipart/form-data" and the parameters of a Content-Type, names in lower case and quotation
// marks undone. Nothing for what RFC 9110 does not know, and for a parameter given twice.
struct MediaType {
  std::string type;
  std::vector<std::pair<std::string, std::string>> parameters;
  std::optional<std::string_view> parameter(std::string_view name) const;
};
std::optional<MediaType> parse_media_type(std::string_view text);

}  // namespace web
