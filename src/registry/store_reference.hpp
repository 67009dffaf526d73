// The small tables that nearly every page needs: types, groups, clusters, the files in force. They
// are read once for a version of the registry; pages then ask the database only about schools.
// What edits of schools and clusters leave as it is, is taken from the Reference before.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "registry/attribute.hpp"
#include "registry/store.hpp"

namespace registry {

class Reference {
 public:
  struct Type {
    std::string name;
    bool academy = false;
    bool state_funded = false;
  };
  // A file in force, and which evidence it contains.
  struct Source {
    std::int64_t id = 0;
    base::Date as_of;
    std::string name;
    std::vector<std::pair<std::int64_t, std::int64_t>> runs = {};  // first and last, ascending
    bool contains(std::int64_t evidence) const;
  };

  // `Schools` holds the URNs of all schools too, for who looks up many.
  enum class Extent { Small, Schools };
  // `before`: one of the same extent that was read earlier, or null.
  static base::Result<Reference> read(sql::Connection& connection, Extent extent = Extent::Small,
                                      const Reference* before = nullptr);

  // Null when there is none of that number.
  const Type* type(std::int64_t id) const;
  const OrganisationRow* organisation(OrganisationId id) const;  // by its newest name
  const ClusterRow* cluster(ClusterId id) const;
  const Layout* layout(std::int64_t id) const;

  // Of the registry when files, or an edit of a group, last changed it.
  std::int64_t settled_version() const { return settled_->version; }
  std::size_t urns_known() const { return settled_->urns.size(); }  // 0 without Extent::Schools

  // With its name on the day.
  std::optional<OrganisationRow> organisation(OrganisationId id, base::Date on) const;
  std::string_view name_of(OrganisationId id, base::Date on) const;
  std::optional<OrganisationId> group_of_uid(std::int64_t uid) const;
  // By any URN it ever had; needs Extent::Schools.
  std::optional<SchoolId> school_of_urn(std::int64_t urn) const;
  // All that it ever had, each once; needs Extent::Schools.
  std::vector<std::int64_t> urns_of(SchoolId school) const;
  std::vector<ClusterRow> clusters(OrganisationId owner) const;
  // By the day of which they speak.
  const std::vector<Source>& sources() const { return settled_->sources; }
  const SourceDays& days() const { return settled_->days; }

  // A row with what these tables say of the state; its trust is left out.
  SchoolRow row_of(SchoolId school, SchoolState state) const;

 private:
  struct Name {
    base::Period period;
    std::string name;
  };
  // What only files, and edits of groups, change.
  struct Settled {
    std::int64_t version = 0;  // of the registry when that was last changed
    std::unordered_map<std::int64_t, Type> types;
    std::unordered_map<std::int64_t, OrganisationRow> organisations;
    std::unordered_map<std::int64_t, std::vector<Name>> names;
    std::unordered_map<std::int64_t, std::int64_t> uids;
    std::unordered_map<std::int64_t, Layout> layouts;
    std::vector<Source> sources;
    std::vector<std::pair<std::int64_t, std::int64_t>> urns;     // with the school; ascending
    std::vector<std::pair<std::int64_t, std::int64_t>> schools;  // with the URN; ascending
    SourceDays days;

    base::Status read(sql::Connection& connection);
    base::Status read_urns(sql::Connection& connection);
  };

  std::shared_ptr<const Settled> settled_;
  std::vector<ClusterRow> clusters_;  // by owner, letter, name
  std::unordered_map<std::int64_t, std::size_t> cluster_places_;
};

// Which trust a school belongs to on a day, of all that it ever belonged to: the one that it joined
// last.
class TrustOnDay {
 public:
  TrustOnDay(const Reference& reference, base::Date on) : reference_(reference), on_(on) {}
  void see(OrganisationId organisation, const base::Period& period);
  OrganisationId found() const { return found_; }  // not known() when there is none

 private:
  const Reference& reference_;
  base::Date on_;
  OrganisationId found_;
  std::pair<base::Date, std::int64_t> order_;  // day of joining, UID
};

}  // namespace registry
