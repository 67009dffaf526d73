// Finding organisations in evidence.
#include "registry/organisations.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace registry {

namespace {

std::string joined_address(const Sighting& sighting) {
  using enum Attribute;
  std::string address;
  for (Attribute part :
       {GroupStreet, GroupLocality, GroupAddress3, GroupTown, GroupCounty, GroupPostcode}) {
    std::string_view text = sighting.get(part);
    if (text.empty()) continue;
    if (!address.empty()) address += ", ";
    address += text;
  }
  return address;
}

// A newer source's word replaces an older one's; silence replaces nothing.
void settle(std::string& field, std::string_view text, bool newer) {
  if (!text.empty() && (newer || field.empty())) field = text;
}

void settle(base::Date& field, base::Date unknown, std::string_view text, bool newer) {
  std::optional<base::Date> date = base::Date::from_iso(text);
  if (date && (newer || field == unknown)) field = *date;
}

// Spreadsheets turn 06207590 into 6207590.0; a company number has eight characters.
std::string company_number(std::string_view text) {
  if (text.size() > 2 && text.substr(text.size() - 2) == ".0") text.remove_suffix(2);
  std::string number(text);
  if (base::parse_integer(text) && number.size() < 8) number.insert(0, 8 - number.size(), '0');
  return number;
}

std::optional<OrganisationKind> kind_of_flag(std::string_view flag) {
  if (flag == "Supported by a multi-academy trust") return OrganisationKind::Mat;
  if (flag == "Supported by a single-academy trust") return OrganisationKind::Sat;
  if (flag == "Supported by a trust") return OrganisationKind::Foundation;
  return std::nullopt;
}

}  // namespace

std::string owner_name(const std::optional<std::int64_t>& uid, std::string_view folded) {
  return uid ? "UID " + std::to_string(*uid) : std::string(folded);
}

Organisations::Organisations(const Evidence& evidence) {
  for (const Sighting& sighting : evidence.sightings) {
    if (sighting.family == Family::Group || sighting.family == Family::GroupLink) {
      read_group(sighting);
    }
    if (sighting.family != Family::Group) read_school(sighting);
  }
  index_names();
  for (const Pending& pending : pending_) {
    if (by_name(pending.kind, pending.name)) continue;
    std::string folded = base::fold(pending.name);
    if (by_name_.count({pending.kind, folded}) > 0) continue;  // several of that name
    std::size_t at = make(pending.as, std::nullopt);
    name(at, pending.name, *pending.source);
    all_[at].source = pending.source->id;
    by_name_[{pending.kind, folded}].push_back(at);
  }
  for (std::size_t at = 0; at < all_.size(); ++at) {
    OrganisationRecord& record = all_[at];
    auto& seen = seen_names_[at];
    std::sort(seen.begin(), seen.end());
    for (const auto& [on, text] : seen) {
      if (!record.names.empty() && record.names.back().name == text) continue;
      base::Date from = base::Date::distant_past();
      if (!record.names.empty()) {
        base::Period before = record.names.back().period;
        if (before.from() >= on) continue;  // two names on one day: the first stands
        record.names.back().period = base::Period(before.from(), on);
        from = on;
      }
      record.names.push_back({base::Period::since(from), text});
    }
    if (!record.names.empty()) record.name = record.names.back().name;
    record.folded = base::fold(record.name);
  }
}

std::size_t Organisations::make(OrganisationKind kind, std::optional<std::int64_t> uid) {
  OrganisationRecord& record = all_.emplace_back();
  record.kind = kind;
  record.uid = uid;
  seen_names_.emplace_back();
  if (uid) by_uid_.emplace(*uid, all_.size() - 1);
  return all_.size() - 1;
}

void Organisations::name(std::size_t at, std::string_view text, const Source& source) {
  if (text.empty()) return;
  auto& seen = seen_names_[at];
  for (const auto& [on, known] : seen) {
    if (on == source.as_of && known == text) return;
  }
  seen.emplace_back(source.as_of, std::string(text));
}

void Organisations::read_group(const Sighting& sighting) {
  std::optional<std::int64_t> uid = base::parse_integer(sighting.get(Attribute::GroupUid));
  std::optional<OrganisationKind> kind = kind_of_group_type(sighting.get(Attribute::GroupType));
  if (!uid || !kind) return;
  auto found = by_uid_.find(*uid);
  std::size_t at = found == by_uid_.end() ? make(*kind, uid) : found->second;
  OrganisationRecord& record = all_[at];
  bool newer =
      record.source == 0 || seen_names_[at].empty() ||
      sighting.on() >= std::max_element(seen_names_[at].begin(), seen_names_[at].end())->first;
  if (newer) {
    record.kind = *kind;
    record.source = sighting.source->id;
  }
  settle(record.code, sighting.get(Attribute::GroupId), newer);
  settle(record.companies_house, company_number(sighting.get(Attribute::CompaniesHouse)), newer);
  settle(record.status, sighting.get(Attribute::GroupStatus), newer);
  settle(record.opened, base::Date::distant_past(), sighting.get(Attribute::GroupOpened), newer);
  settle(record.closed, base::Date::distant_future(), sighting.get(Attribute::GroupClosed), newer);
  if (sighting.family == Family::Group) {
    settle(record.ukprn, sighting.get(Attribute::Ukprn), newer);
    settle(record.address, joined_address(sighting), newer);
  }
  name(at, sighting.get(Attribute::GroupName), *sighting.source);
}

void Organisations::read_school(const Sighting& sighting) {
  add_authority(sighting.get(Attribute::AuthorityName), sighting.get(Attribute::AuthorityCode),
                *sighting.source);
  if (sighting.family != Family::Establishment) return;
  std::string_view trust = sighting.get(Attribute::TrustName);
  if (!trust.empty()) {
    OrganisationKind kind =
        kind_of_flag(sighting.get(Attribute::TrustFlag)).value_or(OrganisationKind::Mat);
    add_named(class_of(kind), kind, trust, sighting.get(Attribute::TrustUid), *sighting.source);
  }
  std::string_view federation = sighting.get(Attribute::FederationName);
  if (!federation.empty()) {
    add_named(MembershipClass::Federation, OrganisationKind::Federation, federation,
              sighting.get(Attribute::FederationUid), *sighting.source);
  }
  std::string_view sponsor = sighting.get(Attribute::SponsorName);
  if (!sponsor.empty()) {
    add_named(MembershipClass::Sponsor, OrganisationKind::Sponsor, sponsor, "", *sighting.source);
  }
}

void Organisations::add_authority(std::string_view text, std::string_view code,
                                  const Source& source) {
  // The register files schools outside England under "Does not apply".
  if (text.empty() || text == "Does not apply") return;
  std::string folded = base::fold(text);
  auto [found, added] = authorities_.emplace(folded, 0);
  if (added) {
    found->second = make(OrganisationKind::Authority, std::nullopt);
    all_[found->second].status = "Open";
    all_[found->second].source = source.id;
    name(found->second, text, source);
  }
  if (all_[found->second].code.empty()) all_[found->second].code = code;
}

void Organisations::add_named(MembershipClass kind, OrganisationKind as, std::string_view text,
                              std::string_view uid, const Source& source) {
  std::optional<std::int64_t> number = base::parse_integer(uid);
  if (!number) {
    bool known = std::any_of(pending_.begin(), pending_.end(), [&](const Pending& pending) {
      return pending.kind == kind && pending.name == text;
    });
    if (!known) pending_.push_back({kind, as, std::string(text), &source});
    return;
  }
  auto found = by_uid_.find(*number);
  std::size_t at = found == by_uid_.end() ? make(as, number) : found->second;
  if (all_[at].source == 0) all_[at].source = source.id;
  name(at, text, source);
}

void Organisations::index_names() {
  for (std::size_t at = 0; at < all_.size(); ++at) {
    MembershipClass kind = class_of(all_[at].kind);
    std::vector<std::string> folded;
    for (const auto& [on, text] : seen_names_[at]) folded.push_back(base::fold(text));
    std::sort(folded.begin(), folded.end());
    folded.erase(std::unique(folded.begin(), folded.end()), folded.end());
    for (std::string& key : folded) by_name_[{kind, std::move(key)}].push_back(at);
  }
}

std::optional<std::int64_t> Organisations::by_uid(std::int64_t uid) const {
  auto found = by_uid_.find(uid);
  if (found == by_uid_.end()) return std::nullopt;
  return static_cast<std::int64_t>(found->second);
}

std::optional<std::int64_t> Organisations::authority(std::string_view text) const {
  auto found = authorities_.find(base::fold(text));
  if (found == authorities_.end()) return std::nullopt;
  return static_cast<std::int64_t>(found->second);
}

std::optional<std::int64_t> Organisations::by_name(MembershipClass kind,
                                                   std::string_view text) const {
  auto found = by_name_.find({kind, base::fold(text)});
  if (found == by_name_.end() || found->second.size() != 1) return std::nullopt;
  return static_cast<std::int64_t>(found->second.front());
}

std::optional<std::int64_t> Organisations::owner(std::string_view text) const {
  if (base::starts_with_ignoring_case(text, "UID ")) {
    std::optional<std::int64_t> uid = base::parse_integer(base::trim(text.substr(4)));
    return uid ? by_uid(*uid) : std::nullopt;
  }
  std::optional<std::int64_t> found = authority(text);
  using enum MembershipClass;
  for (MembershipClass kind : {Trust, Foundation, Federation, Umbrella}) {
    if (!found) found = by_name(kind, text);
  }
  return found;
}

}  // namespace registry
