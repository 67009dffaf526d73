// Texts of our own, which stand above those that are shipped: every one is kept, and the newest
// holds.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "governance/store_change.hpp"

namespace governance {

// Which text: its table, what the trail calls it, and what it is called in a sentence.
struct TextKind {
  std::string_view table;
  std::string_view code;    // "rules": of the trail's kind and of its subject
  std::string_view title;   // "Rules of our own"
  std::string_view others;  // "other rules"
};
inline constexpr TextKind rules_kind = {"rule_text", "rules", "Rules of our own", "other rules"};
inline constexpr TextKind calendar_kind = {"calendar_text", "calendar", "Calendar of our own",
                                           "another calendar"};

struct OwnText {
  std::int64_t version = 0;  // 0: there is none yet
  std::string content;
  std::string actor;
  std::int64_t made_at = 0;
};
// The newest.
base::Result<OwnText> own_text(sql::Connection& connection, const TextKind& kind);
// All that there ever was, the newest first.
base::Result<std::vector<OwnText>> own_texts(sql::Connection& connection, const TextKind& kind);
// That of a version, among all. Error: text_not_found.
base::Result<OwnText> text_of_version(const std::vector<OwnText>& all, const TextKind& kind,
                                      std::int64_t version);
// A further text in place of the one that was seen; whoever calls has read it without error. Error:
// governance_conflict.
base::Status save_own_text(sql::Connection& connection, const TextKind& kind,
                           const std::string& content, std::int64_t seen_version,
                           const Writing& writing);

// Reads such a text whole, and saves it in place of the one that was seen. Errors: of the reader,
// governance_conflict.
using SaveText =
    std::function<base::Status(sql::Connection&, const std::string&, std::int64_t, const Writing&)>;

}  // namespace governance
