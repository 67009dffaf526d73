// Texts of our own, which stand above those that are shipped: every one is kept, and the newest
// holds.
#pragma once

#include <string>
#include <string_view>

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
// A further text in place of the one that was seen; whoever calls has read it without error. Error:
// governance_conflict.
base::Status save_own_text(sql::Connection& connection, const TextKind& kind,
                           const std::string& content, std::int64_t seen_version,
                           const Writing& writing);

}  // namespace governance
