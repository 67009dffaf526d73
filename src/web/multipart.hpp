// Reading multipart/form-data (RFC 7578, RFC 2046) without copying its files.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "web/form_data.hpp"

namespace web {

// Errors: bad_form, form_too_large. Stricter than the standard where kindness would let two readers
// see two forms: nothing before the first boundary, nothing but a line break after the last, no
// line within a part that begins with the boundary.
base::Result<FormData> read_multipart(std::string_view body, std::string_view boundary,
                                      const FormLimits& limits);

// The last part of a path of any system, without control characters and without characters that
// turn the direction of writing; "" for "." and "..".
std::string plain_filename(std::string_view filename);

base::Error too_many_parts(const FormLimits& limits);
base::Error field_too_long(std::string_view name, const FormLimits& limits);

}  // namespace web
