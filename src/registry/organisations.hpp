// Trusts, federations, sponsors and authorities, found in evidence by number or, where a file
// gives no number, by name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "registry/evidence.hpp"
#include "registry/model.hpp"

namespace registry {

struct NamedPeriod {
  base::Period period;
  std::string name;
  friend bool operator==(const NamedPeriod&, const NamedPeriod&) = default;
};

struct OrganisationRecord {
  OrganisationKind kind = OrganisationKind::Mat;
  std::optional<std::int64_t> uid;
  std::string code;  // authority: three digits; else the Group ID
  std::string companies_house;
  std::string ukprn;
  std::string name;
  std::string folded;
  std::string status;
  base::Date opened = base::Date::distant_past();
  base::Date closed = base::Date::distant_future();
  std::string address;
  std::int64_t source = 0;
  std::vector<NamedPeriod> names;
  // Facts that are corrected, as the files state them, by code.
  std::vector<std::pair<std::string, std::string>> stated;
  friend bool operator==(const OrganisationRecord&, const OrganisationRecord&) = default;
};

// By what edits know it: "UID 501", or its folded name where the register gives no number.
std::string owner_name(const std::optional<std::int64_t>& uid, std::string_view folded);
inline std::string owner_name(const OrganisationRecord& record) {
  return owner_name(record.uid, record.folded);
}

// All organisations that the evidence names. The number of one is its place in all().
class Organisations {
 public:
  // Reads groups and authorities out of the evidence, which must be sorted.
  explicit Organisations(const Evidence& evidence);

  std::optional<std::int64_t> by_uid(std::int64_t uid) const;
  std::optional<std::int64_t> authority(std::string_view name) const;
  // One organisation of that class and name, if there is exactly one such.
  std::optional<std::int64_t> by_name(MembershipClass kind, std::string_view name) const;
  // The organisation that owns clusters: an authority or group by name, or "UID 1234" by number.
  std::optional<std::int64_t> owner(std::string_view text) const;
  const std::vector<OrganisationRecord>& all() const { return all_; }

 private:
  void read_group(const Sighting& sighting);
  void read_school(const Sighting& sighting);
  void add_authority(std::string_view name, std::string_view code, const Source& source);
  void add_named(MembershipClass kind, OrganisationKind as, std::string_view name,
                 std::string_view uid, const Source& source);
  std::size_t make(OrganisationKind kind, std::optional<std::int64_t> uid);
  void name(std::size_t at, std::string_view name, const Source& source);
  void index_names();

  struct NameKey {
    MembershipClass kind;
    std::string folded;
    friend bool operator==(const NameKey&, const NameKey&) = default;
  };
  struct NameHash {
    std::size_t operator()(const NameKey& key) const {
      return std::hash<std::string>()(key.folded) * 31 + static_cast<std::size_t>(key.kind);
    }
  };
  struct Pending {  // named without number: resolved when every number is known
    MembershipClass kind;
    OrganisationKind as;
    std::string name;
    const Source* source;
  };

  std::vector<OrganisationRecord> all_;
  std::vector<std::vector<std::pair<base::Date, std::string>>> seen_names_;
  std::unordered_map<std::int64_t, std::size_t> by_uid_;
  std::unordered_map<std::string, std::size_t> authorities_;  // by folded name
  std::unordered_map<NameKey, std::vector<std::size_t>, NameHash> by_name_;
  std::vector<Pending> pending_;
};

}  // namespace registry
