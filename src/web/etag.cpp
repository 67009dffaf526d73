// The hash takes 16 bytes a step, because it runs over every page that is served.
#include "web/etag.hpp"

#include <bit>
#include <cstdint>
#include <cstring>

#include "base/text.hpp"

namespace web {
namespace {

__extension__ using Wide = unsigned __int128;

// Both halves of the product: every bit of either number reaches the middle of the answer.
std::uint64_t folded_product(std::uint64_t left, std::uint64_t right) {
  const Wide product = static_cast<Wide>(left) * right;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

// Two lanes with different constants, each 64 bits of the tag.
struct Lanes {
  std::uint64_t first = 0x9E3779B97F4A7C15;
  std::uint64_t second = 0xC2B2AE3D27D4EB4F;

  void mix(std::uint64_t left, std::uint64_t right) {
    first = std::rotl(first, 27) * 0x9FB21C651E98DF25 +
            folded_product(left ^ 0xA0761D6478BD642F, right ^ 0xE7037ED1A0B428DB);
    second = std::rotl(second, 31) * 0xD6E8FEB86659FD93 +
             folded_product(right ^ 0x8EBC6AF09C88C6E3, left ^ 0x589965CC75374CC3);
  }
};

void append_hex(std::string& out, std::uint64_t number) {
  constexpr std::string_view digits = "0123456789abcdef";
  for (int shift = 60; shift >= 0; shift -= 4) out += digits[(number >> shift) & 15];
}

}  // namespace

std::string body_tag(std::string_view body) {
  constexpr std::size_t block = 16;
  Lanes lanes;
  std::uint64_t words[2] = {};
  std::size_t place = 0;
  for (; place + block <= body.size(); place += block) {
    std::memcpy(words, body.data() + place, block);
    lanes.mix(words[0], words[1]);
  }
  words[0] = words[1] = 0;
  if (place < body.size()) std::memcpy(words, body.data() + place, body.size() - place);
  lanes.mix(words[0], words[1]);
  lanes.mix(body.size(), 0);
  lanes.mix(lanes.second, lanes.first);
  std::string tag;
  append_hex(tag, lanes.first);
  append_hex(tag, lanes.second);
  return tag;
}

bool names_tag(std::string_view if_none_match, std::string_view tag) {
  constexpr std::string_view variant = "-gzip";
  for (std::string_view named : base::split(if_none_match, ',')) {
    named = base::trim(named);
    if (named == "*") return true;
    if (named.starts_with("W/")) named.remove_prefix(2);
    if (named.size() < 2 || named.front() != '"' || named.back() != '"') continue;
    named = named.substr(1, named.size() - 2);
    if (named == tag) return true;
    if (named.size() == tag.size() + variant.size() && named.starts_with(tag) &&
        named.ends_with(variant)) {
      return true;
    }
  }
  return false;
}

}  // namespace web
