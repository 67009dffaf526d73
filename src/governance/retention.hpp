// How long what is kept of people is kept, as data: for each kind of it what it is for, by which
// right, and after which event it goes (data/governance/retention.txt, docs/spec/governance.md).
// store_retention.hpp finds what is over its time, and takes it out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"

namespace governance {

enum class KeptKind {
  Names,         // goes as by `erase`, with all that goes with it
  Addresses,     // e-mail addresses
  Reasons,       // why an office or a seat ended
  Training,      // each with its day
  Checks,        // that somebody was checked, with the day and the number
  Certificates,  // the number of a check alone
  Interests,     // their words; that there was one stays
  Declarations,  // that interests were confirmed for a year
  Skills,        // levels of skills, each with its day
  Seats,         // offices and seats held: the lawful record, which stays
  Meetings,      // attendance, votes, minutes: the lawful record, which stays
};
inline constexpr int kept_kinds = 11;
std::string_view code_of(KeptKind kind);   // "names"
std::string_view label_of(KeptKind kind);  // "Names"
std::optional<KeptKind> kept_kind_of(std::string_view code);
// The lawful record of a body: no text may give it an end.
bool stays(KeptKind kind);

// From which day the time is counted: the first on which somebody held neither seat nor office any
// more, or that of the record itself (training had, a check made, an interest over, a declaration).
enum class KeptAfter { Leaving, Record };

struct RetentionRule {
  KeptKind kind = KeptKind::Names;
  std::string title;
  base::Date from;  // it holds until the next of its kind
  std::string purpose;
  std::string basis;          // the lawful basis
  std::optional<int> months;  // nothing: for good
  KeptAfter after = KeptAfter::Leaving;
  std::string source;
  std::string unsure;  // where we have not read the source itself
};
// "12 months after leaving", "for good"
std::string words_of(const RetentionRule& rule);

// Error: bad_retention, with the line and how to mend it.
base::Result<std::vector<RetentionRule>> read_retention(std::string_view text);
// What is shipped, with our own above it: one of the same kind and day takes its place. By kind and
// day.
std::vector<RetentionRule> retention_with(std::vector<RetentionRule> own);
// Of each kind what holds on the day.
std::vector<RetentionRule> retention_on(const std::vector<RetentionRule>& all, base::Date on);

// The first day on which what began its time on `since` is over it; nothing: never.
std::optional<base::Date> over_on(const RetentionRule& rule, base::Date since);

}  // namespace governance
