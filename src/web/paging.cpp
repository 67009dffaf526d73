// A cursor is the place in the list and a sum over the whole answer, by which it is known that the
// list is still the same.
#include "web/paging.hpp"

#include <zlib.h>

#include <nlohmann/json.hpp>

#include "base/check.hpp"
#include "base/text.hpp"

namespace web {
namespace {

constexpr std::int64_t size_max = 1000;

std::string sum_of(const std::string& text) {
  return std::to_string(crc32_z(0, reinterpret_cast<const Bytef*>(text.data()), text.size()));
}

base::Error bad_page(std::string message, std::string field) {
  return base::make_error("bad_page", std::move(message), std::move(field));
}

// "100-3735928559": the place, if the list is still the one with this sum.
base::Result<std::size_t> place_of(const std::string& cursor, const std::string& sum) {
  if (cursor.empty()) return std::size_t{0};
  const std::size_t dash = cursor.find('-');
  const auto place = base::parse_integer(cursor.substr(0, dash));
  if (!place || *place < 0 || dash == cursor.npos) {
    return bad_page("The cursor is none of ours: take the address in \"next\" as it is.", "cursor");
  }
  if (cursor.substr(dash + 1) == sum) return static_cast<std::size_t>(*place);
  return base::make_error("cursor_over", "The list has changed since its first page: begin again.",
                          "cursor");
}

}  // namespace

base::Result<PageAsked> page_asked(const Request& request) {
  PageAsked asked;
  asked.cursor = request.query.get_or("cursor", "");
  const auto text = request.query.get("page_size");
  if (!text) return asked;
  const auto size = base::parse_integer(*text);
  if (!size || *size < 1 || *size > size_max) {
    return bad_page("page_size is a number from 1 to 1,000.", "page_size");
  }
  asked.size = static_cast<std::size_t>(*size);
  return asked;
}

std::string next_address(const Request& request, std::string_view cursor) {
  return request.path + request.query.set("cursor", cursor).text();
}

base::Result<std::string> page_of(const std::string& json, std::string_view member,
                                  const Request& request) {
  const PageAsked asked = TRY(page_asked(request));
  const std::string sum = sum_of(json);
  const std::size_t from = TRY(place_of(asked.cursor, sum));
  // Ours, so it is JSON.
  auto whole = nlohmann::ordered_json::parse(json, nullptr, false);
  CHECK(whole.is_object() && whole.contains(member) && whole[std::string(member)].is_array());
  auto& list = whole[std::string(member)];
  const std::size_t begin = std::min(from, list.size());
  const std::size_t end = std::min(begin + asked.size, list.size());
  nlohmann::ordered_json paged;
  paged["next"] =
      end < list.size()
          ? nlohmann::ordered_json(next_address(request, std::to_string(end) + "-" + sum))
          : nlohmann::ordered_json(nullptr);
  for (auto& [name, value] : whole.items()) {
    if (name != member) {
      paged[name] = value;
      continue;
    }
    auto& page = paged[name] = nlohmann::ordered_json::array();
    for (std::size_t at = begin; at < end; ++at) page.push_back(std::move(list[at]));
  }
  return paged.dump(2) + "\n";
}

}  // namespace web
