// For the tests of the trail: invented acts, and ways to tamper with what was recorded.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "access/audit.hpp"
#include "access/values.hpp"

namespace guard {

inline Act some_act(int number) {
  Act act;
  act.by = {
      AccountId{1 + number % 3},          "Ada Marsh", Via::Session, number, "grant 12: Editor.",
      number % 2 == 0 ? "" : "As agreed."};
  act.action = number % 5 == 0 ? "account.close" : "cluster.rename";
  act.subject = {number % 5 == 0 ? "account" : "cluster", 1 + number % 7,
                 "Harbour " + std::to_string(number)};
  act.old_values = Values().add("name", "Old " + std::to_string(number)).json();
  act.new_values = Values().add("name", "New").add("number", std::int64_t{number}).json();
  act.recorded_at = 1800000000 + number;
  return act;
}

inline std::vector<AuditRecord> chain_of(int count) {
  std::vector<AuditRecord> chain;
  std::string previous(chain_start);
  for (int i = 1; i <= count; ++i) {
    const Act act = some_act(i);
    chain.push_back({i, act, previous, chain_hash(previous, act)});
    previous = chain.back().hash;
  }
  return chain;
}

inline ChainReport checked(const std::vector<AuditRecord>& chain, const AuditHead& head,
                           std::string_view anchor = {}) {
  ChainCheck check(anchor);
  for (const AuditRecord& record : chain) check.add(record);
  return check.finish(head);
}

}  // namespace guard
