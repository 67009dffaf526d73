// The chain and its check.
#include "access/audit.hpp"

#include <algorithm>

#include "access/secrets.hpp"
#include "base/text.hpp"

namespace guard {
namespace {

constexpr std::size_t faults_kept_max = 100;

void append(std::string& text, std::string_view name, std::string_view value) {
  text += name;
  text += ' ';
  text += std::to_string(value.size());
  text += ' ';
  text += value;
  text += '\n';
}

void append(std::string& text, std::string_view name, std::int64_t value) {
  append(text, name, std::to_string(value));
}

std::string numbers(std::int64_t first, std::int64_t last) {
  return first == last
             ? "Record " + std::to_string(first) + " is missing."
             : "Records " + std::to_string(first) + " to " + std::to_string(last) + " are missing.";
}

}  // namespace

Doer doer_of(const Principal& principal, std::string power, std::string reason) {
  return {principal.account, principal.shown_name, principal.via,
          principal.via_id,  std::move(power),     std::move(reason)};
}

Doer command_doer(std::string reason) {
  return {{}, "command line", Via::Command, 0, "Whoever has the database.", std::move(reason)};
}

std::string canonical_text(const Act& act) {
  std::string text = "guildhall audit 1\n";
  append(text, "recorded_at", act.recorded_at);
  append(text, "actor_id", act.by.account.value);
  append(text, "actor_name", act.by.name);
  append(text, "via", name_of(act.by.via));
  append(text, "via_id", act.by.via_id);
  append(text, "action", act.action);
  append(text, "subject_kind", act.subject.kind);
  append(text, "subject_id", act.subject.id);
  append(text, "subject_name", act.subject.name);
  append(text, "old_values", act.old_values);
  append(text, "new_values", act.new_values);
  append(text, "reason", act.by.reason);
  append(text, "power", act.by.power);
  return text;
}

std::string chain_hash(std::string_view previous, const Act& act) {
  return sha256(std::string(previous) + "\n" + canonical_text(act));
}

ChainCheck::ChainCheck(std::string_view anchor, const AuditHead& since) : anchor_(anchor) {
  report_.last = since;
  report_.anchor_seen = anchor.empty() || anchor == since.hash;
}

void ChainCheck::fault(FaultKind kind, std::int64_t seq, std::string message) {
  ++report_.faults;
  if (report_.first.size() < faults_kept_max) {
    report_.first.push_back({kind, seq, std::move(message)});
  }
}

void ChainCheck::add(const AuditRecord& record) {
  const std::int64_t expected = report_.last.seq + 1;
  const std::string number = std::to_string(record.seq);
  if (record.seq > expected) fault(FaultKind::Missing, expected, numbers(expected, record.seq - 1));
  if (chain_hash(record.previous, record.act) != record.hash) {
    fault(FaultKind::Tampered, record.seq,
          "Record " + number + " does not say what was recorded: it was tampered with.");
  } else if (record.seq < expected ||
             (record.seq == expected && record.previous != report_.last.hash)) {
    fault(FaultKind::Displaced, record.seq,
          "Record " + number +
              " does not follow the one before it: between them something was "
              "inserted, taken away, exchanged or tampered with.");
  }
  ++report_.records;
  report_.last = {record.seq, record.hash};
  report_.anchor_seen = report_.anchor_seen || record.hash == anchor_;
}

ChainReport ChainCheck::pause(const AuditHead& head) {
  report_.left = head.seq - report_.last.seq;
  return report_;
}

ChainReport ChainCheck::finish(const AuditHead& head) {
  if (report_.last.seq < head.seq) {
    fault(FaultKind::Missing, report_.last.seq + 1,
          numbers(report_.last.seq + 1, head.seq) + " The end of the trail was cut off.");
  } else if (report_.last.seq > head.seq || report_.last.hash != head.hash) {
    fault(FaultKind::Head, std::min(head.seq, report_.last.seq),
          "The trail does not end as its head says, with record " + std::to_string(head.seq) +
              ": records were added or changed behind the program's back.");
  }
  if (!report_.anchor_seen) {
    fault(
        FaultKind::Anchor, report_.last.seq,
        "No record has the hash of the anchor: the trail was cut off before it, or written anew.");
  }
  return report_;
}

base::Result<std::string> parse_anchor(std::string_view text) {
  const std::string anchor = base::lower_ascii(base::trim(text));
  if (anchor.size() == chain_start.size() &&
      anchor.find_first_not_of("0123456789abcdef") == std::string::npos) {
    return anchor;
  }
  return base::make_error("bad_anchor",
                          "An anchor is the 64 hexadecimal digits that `guildhall audit head` "
                          "prints.",
                          "anchor");
}

base::Result<Anchor> read_anchor(std::string_view hash, std::string_view since,
                                 std::string_view sought) {
  Anchor anchor;
  if (!base::trim(sought).empty()) anchor.sought = TRY(parse_anchor(sought));
  if (!base::trim(hash).empty()) anchor.hash = TRY(parse_anchor(hash));
  const std::string_view typed = base::trim(since);
  if (typed.empty()) return anchor;
  anchor.since = base::parse_integer(typed).value_or(0);
  if (anchor.since < 1) {
    return base::make_error(
        "bad_number", "\"" + std::string(typed) + "\" is not the number of a record.", "since");
  }
  if (!anchor.hash.empty()) return anchor;
  return base::make_error("bad_anchor",
                          "To check only what came after a record, give its hash too.", "anchor");
}

}  // namespace guard
