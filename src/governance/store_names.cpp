// By number, by name, by the words of a place.
#include "governance/store_names.hpp"

#include "base/text.hpp"
#include "governance/change.hpp"
#include "governance/store_parts.hpp"
#include "registry/store.hpp"

namespace governance {

namespace {

// By number, by name, or by name and owner: "Fenwater of Harbour Learning Trust".
base::Result<Place> cluster_called(sql::Connection& connection, const std::string& text) {
  registry::Store store(connection);
  constexpr std::string_view of = " of ";
  const std::size_t at = text.rfind(of);
  if (at != std::string::npos) {
    const std::string owner = text.substr(at + of.size());
    sql::Rows rows = TRY(connection.query(
        "SELECT k.id FROM cluster k JOIN organisation o ON o.id = k.organisation_id WHERE "
        "k.name = $1 AND o.folded = $2 ORDER BY k.id",
        {text.substr(0, at), base::fold(owner)}));
    if (TRY(rows.next())) return Place{PlaceKind::Cluster, rows.integer(0)};
  }
  return Place{PlaceKind::Cluster, TRY(store.cluster_by_text(text)).value};
}

}  // namespace

base::Result<std::int64_t> school_of(sql::Connection& connection, const std::string& text) {
  const auto urn = base::parse_integer(text);
  if (!urn) return bad_change("for", "\"" + text + "\" is no URN of a school.");
  registry::Store store(connection);
  const registry::SchoolId id = TRY(store.school_of_urn(*urn));
  return id.value;
}

base::Result<BodyId> body_called(sql::Connection& connection, const std::string& text,
                                 std::string_view field) {
  const auto number = base::parse_integer(text);
  if (number) return TRY(body_row(connection, BodyId{*number})).id;
  sql::Rows rows = TRY(connection.query(
      "SELECT id FROM body WHERE name = $1 AND withdrawn = 0 ORDER BY id", {text}));
  if (!TRY(rows.next())) {
    return base::make_error("body_not_found", "There is no body \"" + text + "\".",
                            std::string(field));
  }
  const BodyId id = rows.id<Body>(0);
  if (!TRY(rows.next())) return id;
  return bad_change(field, "Several bodies are called \"" + text + "\": give the number.");
}

base::Result<Place> place_of(sql::Connection& connection, const std::string& text) {
  const std::size_t space = text.find(' ');
  const auto kind = place_kind_of(std::string_view(text).substr(0, space));
  const std::string rest =
      space == std::string::npos ? "" : std::string(base::trim(text.substr(space)));
  if (!kind || rest.empty()) {
    return bad_change("at", "\"" + text +
                                "\" is no place: write school 123456, cluster 12, group "
                                "2044, authority 926 or body 7.");
  }
  registry::Store store(connection);
  switch (*kind) {
    case PlaceKind::School: return Place{*kind, TRY(school_of(connection, rest))};
    case PlaceKind::Cluster: return TRY(cluster_called(connection, rest));
    case PlaceKind::Group: return Place{*kind, TRY(store.group(rest)).value};
    case PlaceKind::Authority: return Place{*kind, TRY(store.authority(rest)).value};
    case PlaceKind::Body: break;
  }
  return Place{*kind, TRY(body_called(connection, rest, "at")).value};
}

std::optional<Place> place_of_unit(const guard::Unit& unit) {
  switch (unit.kind) {
    case guard::UnitKind::School: return Place{PlaceKind::School, unit.id};
    case guard::UnitKind::Cluster: return Place{PlaceKind::Cluster, unit.id};
    case guard::UnitKind::Group: return Place{PlaceKind::Group, unit.id};
    case guard::UnitKind::Authority: return Place{PlaceKind::Authority, unit.id};
    case guard::UnitKind::Everything: break;
  }
  return std::nullopt;
}

base::Result<std::string> name_of(sql::Connection& connection, PersonId person) {
  return connection.text("SELECT name FROM person WHERE id = $1", {person});
}

base::Result<std::string> name_of(sql::Connection& connection, const Place& place) {
  switch (place.kind) {
    case PlaceKind::School:
      return connection.text(
          "SELECT name FROM school_state WHERE school_id = $1 ORDER BY from_on DESC LIMIT 1",
          {place.id});
    case PlaceKind::Cluster:
      return connection.text("SELECT name FROM cluster WHERE id = $1", {place.id});
    case PlaceKind::Body: return connection.text("SELECT name FROM body WHERE id = $1", {place.id});
    default: return connection.text("SELECT name FROM organisation WHERE id = $1", {place.id});
  }
}

}  // namespace governance
