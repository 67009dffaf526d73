// Versions are read with their layer and the name of its unit.
#include "delegation/store.hpp"

#include <algorithm>

#include "delegation/catalogue_words.hpp"
#include "governance/store_owner.hpp"
#include "registry/store.hpp"

namespace delegation {

namespace {

constexpr std::string_view version_columns =
    "SELECT v.id, l.id, l.owner_id, o.name, l.code, l.kind, l.unit_id, "
    "coalesce(CASE l.kind WHEN 'cluster' THEN (SELECT c.name FROM cluster c WHERE c.id = "
    "l.unit_id) WHEN 'school' THEN (SELECT s.name FROM school_state s WHERE s.school_id = "
    "l.unit_id "
    "ORDER BY s.from_on DESC LIMIT 1) END, ''), v.state, v.revision, v.version, v.from_on, "
    "v.content, v.item_id, v.actor, v.made_at FROM scheme_version v JOIN scheme_layer l ON l.id = "
    "v.layer_id JOIN organisation o ON o.id = l.owner_id ";

LayerKind layer_kind_of(std::string_view word) {
  for (int kind = 0; kind < layer_kinds; ++kind) {
    if (word_of(static_cast<LayerKind>(kind)) == word) return static_cast<LayerKind>(kind);
  }
  return LayerKind::Group;
}

VersionState state_of(std::string_view word) {
  for (const VersionState state : {VersionState::Adopted, VersionState::Dropped}) {
    if (word_of(state) == word) return state;
  }
  return VersionState::Draft;
}

VersionRow read_version(const sql::Rows& rows) {
  VersionRow row;
  row.id = rows.id<SchemeVersion>(0);
  row.layer = {rows.id<SchemeLayer>(1),     rows.id<registry::Organisation>(2),
               std::string(rows.text(3)),   std::string(rows.text(4)),
               layer_kind_of(rows.text(5)), rows.integer(6),
               std::string(rows.text(7))};
  row.state = state_of(rows.text(8));
  row.revision = rows.integer(9);
  row.version = rows.text(10);
  row.from = rows.date(11);
  row.content = rows.text(12);
  row.item = rows.integer(13);
  row.actor = rows.text(14);
  row.made_at = rows.integer(15);
  return row;
}

}  // namespace

std::string_view word_of(VersionState state) {
  constexpr std::string_view words[] = {"draft", "adopted", "dropped"};
  return words[static_cast<std::size_t>(state)];
}

base::Result<Catalogue> catalogue_in_force(sql::Connection& connection) {
  const governance::OwnText own = TRY(governance::own_text(connection, catalogue_kind));
  if (own.content.empty()) return shipped_catalogue();
  return read_catalogue(own.content, shipped_catalogue());
}

base::Result<std::vector<CatalogueSaved>> catalogue_history(sql::Connection& connection) {
  std::vector<governance::OwnText> texts = TRY(governance::own_texts(connection, catalogue_kind));
  std::ranges::reverse(texts);
  std::vector<CatalogueSaved> found;
  Catalogue before = shipped_catalogue();
  for (governance::OwnText& each : texts) {
    CatalogueSaved saved{each.version, each.made_at, std::move(each.actor), {}, {}};
    base::Result<Catalogue> read = read_catalogue(each.content, shipped_catalogue());
    if (read.ok()) {
      saved.changes = catalogue_changes(before, read.value());
      before = std::move(read).value();
    } else {
      saved.unread = read.error().message;
    }
    found.push_back(std::move(saved));
  }
  std::ranges::reverse(found);
  return found;
}

base::Result<std::vector<VersionRow>> versions_of(sql::Connection& connection,
                                                  registry::OrganisationId owner) {
  sql::Rows rows =
      TRY(connection.query(std::string(version_columns) +
                               "WHERE l.owner_id = $1 ORDER BY l.id, v.from_on DESC, v.id DESC",
                           {owner}));
  std::vector<VersionRow> found;
  while (TRY(rows.next())) found.push_back(read_version(rows));
  std::ranges::stable_sort(found, {}, [](const VersionRow& row) {
    return std::pair(static_cast<int>(row.layer.kind), row.layer.unit_name);
  });
  return found;
}

std::optional<base::Date> version_ends(const std::vector<VersionRow>& versions,
                                       const VersionRow& row) {
  std::optional<base::Date> ends;
  for (const VersionRow& each : versions) {
    const bool next = each.layer.id == row.layer.id && each.id != row.id &&
                      each.state == VersionState::Adopted && each.from > row.from;
    if (next && (!ends || each.from < *ends)) ends = each.from;
  }
  return ends;
}

base::Result<VersionRow> version_row(sql::Connection& connection, VersionId id) {
  sql::Rows rows = TRY(connection.query(std::string(version_columns) + "WHERE v.id = $1", {id}));
  if (TRY(rows.next())) return read_version(rows);
  return base::make_error("scheme_not_found", "There is no version of a scheme numbered " +
                                                  std::to_string(id.value) + ".");
}

base::Result<std::vector<SchemeOwner>> scheme_owners(sql::Connection& connection) {
  sql::Rows rows = TRY(connection.query(
      "SELECT o.id, o.name, sum(CASE v.state WHEN 'adopted' THEN 1 ELSE 0 END), "
      "sum(CASE v.state WHEN 'draft' THEN 1 ELSE 0 END) FROM scheme_version v JOIN scheme_layer l "
      "ON l.id = v.layer_id JOIN organisation o ON o.id = l.owner_id GROUP BY o.id, o.name ORDER "
      "BY o.name, o.id"));
  std::vector<SchemeOwner> found;
  while (TRY(rows.next())) {
    found.push_back({rows.id<registry::Organisation>(0), std::string(rows.text(1)), rows.integer(2),
                     rows.integer(3)});
  }
  return found;
}

base::Result<governance::Place> place_of_owner(sql::Connection& connection,
                                               registry::OrganisationId owner, base::Date on) {
  const auto row = TRY(registry::Store(connection).organisation(owner, on));
  const bool authority = row && row->kind == registry::OrganisationKind::Authority;
  return governance::Place{
      authority ? governance::PlaceKind::Authority : governance::PlaceKind::Group, owner.value};
}

base::Result<std::vector<RatingRow>> ratings_of(sql::Connection& connection,
                                                registry::OrganisationId owner) {
  sql::Rows rows = TRY(connection.query(
      "SELECT r.id, r.school_id, coalesce((SELECT s.name FROM school_state s WHERE s.school_id = "
      "r.school_id ORDER BY s.from_on DESC LIMIT 1), ''), r.rating, r.from_on, r.reason, r.review, "
      "r.next_on FROM school_rating r WHERE r.owner_id = $1 AND r.withdrawn = 0 ORDER BY r.from_on "
      "DESC, r.id "
      "DESC",
      {owner}));
  std::vector<RatingRow> found;
  while (TRY(rows.next())) {
    const base::Date next = rows.date(7);
    const ReviewKind review = TRY(read_review_kind(rows.text(6)));
    found.push_back({rows.integer(0), owner, rows.id<registry::School>(1),
                     std::string(rows.text(2)), std::string(rows.text(3)), rows.date(4),
                     std::string(rows.text(5)), review,
                     next == base::Date::distant_future() ? std::nullopt : std::optional(next)});
  }
  return found;
}

base::Result<std::vector<ReviewedSchool>> schools_of_owner(sql::Connection& connection,
                                                           registry::OrganisationId owner,
                                                           base::Date on) {
  const auto day = base::Period::between(on, on.plus_days(1));
  sql::Rows rows = TRY(connection.query(
      "SELECT s.school_id, s.name FROM school_state s WHERE s.status IN (1, 2) AND s.from_on <= $2 "
      "AND "
      "s.until_on > $2 AND s.school_id IN (SELECT m.school_id FROM membership m WHERE "
      "m.organisation_id = $1 AND m.from_on <= $2 AND m.until_on > $2 UNION " +
          governance::schools_maintained("$1", *day) + ") ORDER BY s.name, s.school_id",
      {owner, on}));
  std::vector<ReviewedSchool> found;
  while (TRY(rows.next())) {
    found.push_back({rows.id<registry::School>(0), std::string(rows.text(1))});
  }
  return found;
}

base::Result<std::string> rating_of(sql::Connection& connection, registry::OrganisationId owner,
                                    registry::SchoolId school, base::Date on) {
  return connection.text(
      "SELECT rating FROM school_rating WHERE owner_id = $1 AND school_id = $2 AND from_on <= $3 "
      "AND withdrawn = 0 ORDER BY from_on DESC, id DESC LIMIT 1",
      {owner, school, on});
}

}  // namespace delegation
