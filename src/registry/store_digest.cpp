// What counts in each row.
#include "registry/store_digest.hpp"

namespace registry {

namespace {

std::uint64_t digest_of(const Identifier& identifier) {
  Digest digest;
  digest.add("identifier");
  digest.add(identifier.scheme);
  digest.add(identifier.value);
  digest.add(identifier.period);
  return digest.value();
}

std::uint64_t digest_of(const Membership& membership) {
  Digest digest;
  digest.add("membership");
  digest.add(membership.organisation);
  digest.add(membership.urn);
  digest.add(membership.period);
  digest.add(membership.from_exact * 2 + membership.until_exact);
  digest.add(membership.source);
  return digest.value();
}

}  // namespace

void Digest::add(std::int64_t number) {
  for (int shift = 0; shift < 64; shift += 16) mix((number >> shift) & 0xffff);
}
void Digest::add(const std::optional<std::int64_t>& number) {
  add(std::int64_t{number.has_value()});
  if (number) add(*number);
}
void Digest::add(std::string_view text) {
  for (char byte : text) mix(static_cast<unsigned char>(byte));
  mix(0x1ff);
}
void Digest::add(const base::Period& period) {
  add(period.from().number());
  add(period.until().number());
}
void Digest::mix(std::int64_t part) {
  state_ = (state_ ^ static_cast<std::uint64_t>(part)) * 0x100000001b3ULL;
}

std::uint64_t digest_of(const SchoolState& state, StateTable table) {
  Digest digest;
  digest.add(table == StateTable::Derived ? "state" : "stated");
  digest.add(state.period);
  digest.add(std::int64_t{state.from_exact});
  for (std::int64_t number : {state.urn, static_cast<std::int64_t>(state.status),
                              static_cast<std::int64_t>(state.phase)}) {
    digest.add(number);
  }
  for (std::string_view text : {std::string_view(state.name), std::string_view(state.town),
                                std::string_view(state.postcode), std::string_view(state.district),
                                std::string_view(state.ofsted_grade)}) {
    digest.add(text);
  }
  for (const auto& number : {state.type_id, state.authority_id, state.easting, state.northing,
                             state.pupils, state.capacity, state.fsm, state.age_low, state.age_high,
                             state.ofsted_on, state.report_card_on}) {
    digest.add(number);
  }
  return digest.value();
}

std::uint64_t digest_of(const ClusterMembership& membership) {
  Digest digest;
  digest.add("cluster");
  digest.add(membership.cluster);
  digest.add(membership.period);
  digest.add(membership.funding * 2 + membership.lead);
  digest.add(membership.source);
  digest.add(membership.edit);
  return digest.value();
}

std::int64_t digest_of(const SchoolRecord& record) {
  std::uint64_t sum = 0;
  for (const SchoolState& each : record.states) sum += digest_of(each, StateTable::Derived);
  for (const SchoolState& each : record.stated) sum += digest_of(each, StateTable::Stated);
  for (const Identifier& each : record.identifiers) sum += digest_of(each);
  for (const Membership& each : record.memberships) sum += digest_of(each);
  for (const ClusterMembership& each : record.clusters) sum += digest_of(each);
  return static_cast<std::int64_t>(sum);
}

}  // namespace registry
