// The audit trail: what a record says, how each is bound to the one before it, and how a broken
// chain is found. Pure; store_audit keeps the records.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/principal.hpp"
#include "base/result.hpp"

namespace guard {

// Who does something, through what, by what right and why.
struct Doer {
  AccountId account;  // none for a command or the system itself
  std::string name;
  Via via = Via::System;
  std::int64_t via_id = 0;
  std::string power;        // power_of(ruling); for a command that it has the database
  std::string reason = {};  // what the person gave
};
Doer doer_of(const Principal& principal, std::string power, std::string reason = {});
Doer command_doer(std::string reason = {});

struct Subject {
  std::string kind;  // account, cluster, school, import
  std::int64_t id = 0;
  std::string name = {};
};

// What was done. Old and new values are JSON objects, or "". Never a secret, nor its hash.
struct Act {
  Doer by;
  std::string action;  // "cluster.rename"
  Subject subject;
  std::string old_values = {};
  std::string new_values = {};
  std::int64_t recorded_at = 0;
};

struct AuditRecord {
  std::int64_t seq = 0;
  Act act;
  std::string previous;
  std::string hash;
};

// Every field with its name and size, so that no two acts have the same text.
std::string canonical_text(const Act& act);
// What stands before the first record.
inline constexpr std::string_view chain_start =
    "0000000000000000000000000000000000000000000000000000000000000000";
// SHA-256 of the previous hash and the canonical text. The number of a record is not in it: its
// place in the chain is its number.
std::string chain_hash(std::string_view previous, const Act& act);

struct AuditHead {
  std::int64_t seq = 0;
  std::string hash = std::string(chain_start);
};

enum class FaultKind {
  Tampered,   // a record says something else than what was recorded
  Missing,    // numbers are left out
  Displaced,  // a record does not follow the one before it: inserted, removed or moved here
  Head,       // the chain does not end where the head says
  Anchor,     // no record has the hash that was noted elsewhere
};

struct ChainFault {
  FaultKind kind = FaultKind::Tampered;
  std::int64_t seq = 0;  // where
  std::string message;
};

struct ChainReport {
  std::int64_t records = 0;
  std::int64_t faults = 0;        // how many
  std::vector<ChainFault> first;  // the first hundred of them
  AuditHead last;
  std::int64_t left = 0;                      // how many come after it that were not read
  bool anchor_seen = true;                    // or there was none to look for
  bool whole() const { return faults == 0; }  // what was read
};

// Reads the records in the order of their numbers, one at a time.
class ChainCheck {
 public:
  // `anchor`: a hash of this chain that was noted elsewhere, or "". The first record to be added is
  // the one after `since`, which somebody has checked before; by default the very first.
  explicit ChainCheck(std::string_view anchor = {}, const AuditHead& since = {});
  void add(const AuditRecord& record);
  // Where the chain ends; how far it is, where somebody else is to read on.
  ChainReport finish(const AuditHead& head);
  ChainReport pause(const AuditHead& head);
  const ChainReport& so_far() const { return report_; }

 private:
  void fault(FaultKind kind, std::int64_t seq, std::string message);
  ChainReport report_;
  std::string anchor_;
};

// 64 hexadecimal digits. Error: bad_anchor.
base::Result<std::string> parse_anchor(std::string_view text);

// What somebody noted, as they typed it; either may be "".
struct Anchor {
  std::string hash;
  std::int64_t since = 0;   // the number of the record that has it; 0: the whole trail is read
  std::string sought = {};  // another hash, which must come after that record; "" is none
};
// Errors: bad_anchor (also of a number without a hash), bad_number.
base::Result<Anchor> read_anchor(std::string_view hash, std::string_view since,
                                 std::string_view sought = {});

}  // namespace guard
