// Schemes of delegation in the database: whose there are, their layers, and their versions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "delegation/layers.hpp"
#include "delegation/reviews.hpp"
#include "governance/model.hpp"
#include "governance/store_text.hpp"
#include "registry/model.hpp"
#include "sql/database.hpp"

namespace delegation {

struct SchemeLayer;
struct SchemeVersion;
struct SchoolRating;
using LayerId = base::Id<SchemeLayer>;
using VersionId = base::Id<SchemeVersion>;

inline constexpr governance::TextKind catalogue_kind = {"catalogue_text", "catalogue",
                                                        "Decisions of our own", "other decisions"};
// That which is shipped, and above it decisions of our own.
base::Result<Catalogue> catalogue_in_force(sql::Connection& connection);
// A text of decisions of our own that was saved, and what it changed.
struct CatalogueSaved {
  std::int64_t version = 0;
  std::int64_t made_at = 0;
  std::string actor;
  std::vector<std::string> changes;  // as catalogue_changes() says them
  std::string unread;  // why it cannot be read beside what is shipped today; "": it can
};
// The newest first.
base::Result<std::vector<CatalogueSaved>> catalogue_history(sql::Connection& connection);

struct LayerRow {
  LayerId id;
  registry::OrganisationId owner;
  std::string owner_name;
  std::string code;
  LayerKind kind = LayerKind::Group;
  std::int64_t unit = 0;  // of the cluster or school
  std::string unit_name;
};

// A draft may be changed or dropped; what was adopted stays, and can be dropped only before it
// begins.
enum class VersionState { Draft, Adopted, Dropped };
std::string_view word_of(VersionState state);

struct VersionRow {
  VersionId id;
  LayerRow layer;
  VersionState state = VersionState::Draft;
  std::int64_t revision = 0;
  std::string version;
  base::Date from;
  std::string content;
  std::int64_t item = 0;  // of the agenda by which it was adopted; 0: none
  std::string actor;      // who changed it last
  std::int64_t made_at = 0;
};

// Of one owner: the scheme of the group first, then overlays by kind and name, of each the newest
// first. Dropped ones too.
base::Result<std::vector<VersionRow>> versions_of(sql::Connection& connection,
                                                  registry::OrganisationId owner);
// Of those of one owner: when the next adopted version of its layer takes its place; none: it
// stays.
std::optional<base::Date> version_ends(const std::vector<VersionRow>& versions,
                                       const VersionRow& row);
// Error: scheme_not_found.
base::Result<VersionRow> version_row(sql::Connection& connection, VersionId id);

// Groups and authorities that have a version, by name.
struct SchemeOwner {
  registry::OrganisationId id;
  std::string name;
  std::int64_t adopted = 0;  // versions
  std::int64_t drafts = 0;
};
base::Result<std::vector<SchemeOwner>> scheme_owners(sql::Connection& connection);

// Where an owner of schemes stands among the places of room governance.
base::Result<governance::Place> place_of_owner(sql::Connection& connection,
                                               registry::OrganisationId owner, base::Date on);

// The newest first.
base::Result<std::vector<RatingRow>> ratings_of(sql::Connection& connection,
                                                registry::OrganisationId owner);
// The owner's schools on the day, by name: of a group its members, of an authority those that it
// maintains.
base::Result<std::vector<ReviewedSchool>> schools_of_owner(sql::Connection& connection,
                                                           registry::OrganisationId owner,
                                                           base::Date on);
// The word on the day; "" where no review was noted.
base::Result<std::string> rating_of(sql::Connection& connection, registry::OrganisationId owner,
                                    registry::SchoolId school, base::Date on);

}  // namespace delegation
