// Entity tags: a browser that has a page already need not be sent it again.
#pragma once

#include <string>
#include <string_view>

namespace web {

// 32 hexadecimal digits that differ, for all we will ever see, when the bodies differ. Not a
// cryptographic hash: it is no defence against somebody who makes two bodies alike on purpose.
std::string body_tag(std::string_view body);

// Whether If-None-Match names the tag, as plain or as its gzip variant, weak or strong; "*" is any.
// The tag is given without quotation marks.
bool names_tag(std::string_view if_none_match, std::string_view tag);

}  // namespace web
