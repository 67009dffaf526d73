// Queries about single schools, groups, clusters and imports.
#include "registry/store.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "registry/store_rows.hpp"

namespace registry {

base::Result<std::int64_t> Store::version() { return connection_.integer(version_question); }

base::Result<std::int64_t> Store::changed_at() {
  const std::int64_t imports =
      TRY(connection_.integer("SELECT COALESCE(MAX(recorded_at), 0) FROM import"));
  const std::int64_t edits =
      TRY(connection_.integer("SELECT COALESCE(MAX(recorded_at), 0) FROM edit"));
  return std::max(imports, edits);
}

base::Error school_not_found(std::int64_t urn) {
  return base::make_error("school_not_found",
                          "No school with the URN " + std::to_string(urn) +
                              " is in the registry. Search by name, or import a newer extract.",
                          "URN");
}

base::Result<SchoolId> Store::school_of_urn(std::int64_t urn) {
  std::int64_t id = TRY(connection_.integer(
      "SELECT school_id FROM identifier WHERE scheme = 'urn' AND value = $1", {urn}));
  if (id == 0) return school_not_found(urn);
  return SchoolId{id};
}

base::Result<std::vector<std::int64_t>> Store::urns_of(SchoolId school) {
  std::vector<std::int64_t> urns;
  sql::Rows rows = TRY(connection_.query(
      "SELECT DISTINCT value FROM identifier WHERE scheme = 'urn' AND school_id = $1", {school}));
  while (TRY(rows.next())) urns.push_back(rows.integer(0));
  return urns;
}

base::Result<std::optional<SchoolRow>> Store::school(SchoolId school, base::Date on) {
  sql::Rows rows = TRY(
      connection_.query("SELECT " + std::string(school_columns) + " " + std::string(school_joins) +
                            " WHERE s.school_id = $2 AND s.from_on <= $1 AND s.until_on > $1",
                        {on, school}));
  if (!TRY(rows.next())) return std::optional<SchoolRow>();
  return std::optional(read_school(rows));
}

base::Result<std::optional<OrganisationRow>> Store::organisation(OrganisationId id, base::Date on) {
  sql::Rows rows = TRY(connection_.query("SELECT " + std::string(organisation_columns) + " " +
                                             std::string(organisation_joins) + " WHERE o.id = $2",
                                         {on, id}));
  if (!TRY(rows.next())) return std::optional<OrganisationRow>();
  return std::optional(read_organisation(rows));
}

base::Result<OrganisationId> Store::authority(std::string_view text) {
  std::int64_t id = TRY(connection_.integer(
      "SELECT id FROM organisation WHERE kind = 'authority' AND (folded = $1 OR code = $2) "
      "ORDER BY id",
      {base::fold(text), text}));
  if (id == 0 && base::starts_with_ignoring_case(text, "id-")) {
    id = TRY(connection_.integer("SELECT id FROM organisation WHERE kind = 'authority' AND id = $1",
                                 {base::parse_integer(text.substr(3)).value_or(0)}));
  }
  if (id == 0) {
    return base::make_error("authority_not_found",
                            "No local authority is called \"" + std::string(text) +
                                "\". Give its name as the register does, such as Norfolk, or its "
                                "three-digit code.",
                            "authority");
  }
  return OrganisationId{id};
}

base::Result<OrganisationId> Store::group(std::string_view text) {
  std::optional<std::int64_t> uid = base::parse_integer(text);
  std::int64_t id = 0;
  if (uid) {
    id = TRY(connection_.integer("SELECT id FROM organisation WHERE uid = $1", {*uid}));
  } else if (base::starts_with_ignoring_case(text, "id-")) {
    id =
        TRY(connection_.integer("SELECT id FROM organisation WHERE kind <> 'authority' AND id = $1",
                                {base::parse_integer(text.substr(3)).value_or(0)}));
  }
  if (id == 0) {
    // Several groups may share a name; a trust is meant before a sponsor of the same name.
    id = TRY(connection_.integer(
        "SELECT id FROM organisation WHERE kind <> 'authority' AND folded = $1 "
        "ORDER BY CASE kind WHEN 'mat' THEN 1 WHEN 'sat' THEN 2 WHEN 'sponsor' THEN 9 ELSE 5 END, "
        "CASE status WHEN 'Open' THEN 0 ELSE 1 END, id",
        {base::fold(text)}));
  }
  if (id == 0) {
    return base::make_error("group_not_found",
                            "No group has the name or UID \"" + std::string(text) +
                                "\". Search for it, or give the UID that the register has for it.",
                            "group");
  }
  return OrganisationId{id};
}

base::Error cluster_not_found(ClusterId id) {
  return base::make_error("cluster_not_found",
                          "There is no cluster number " + std::to_string(id.value) +
                              ". The list of clusters shows those that there are.",
                          "cluster");
}

base::Result<ClusterRow> Store::cluster(ClusterId id) {
  sql::Rows rows = TRY(connection_.query(
      "SELECT " + std::string(cluster_columns) +
          " FROM cluster c JOIN organisation o ON o.id = c.organisation_id WHERE c.id = $1",
      {id}));
  if (!TRY(rows.next())) return cluster_not_found(id);
  return read_cluster(rows);
}

base::Result<ClusterId> Store::cluster_by_text(std::string_view text) {
  if (std::optional<std::int64_t> number = base::parse_integer(text)) {
    ClusterRow found = TRY(cluster(ClusterId{*number}));
    return found.id;
  }
  std::vector<ClusterRow> all = TRY(clusters(std::nullopt));
  std::string folded = base::fold(text);
  std::vector<ClusterRow> fitting;
  for (ClusterRow& each : all) {
    if (base::fold(each.name) == folded) fitting.push_back(std::move(each));
  }
  if (fitting.empty()) {
    return base::make_error("cluster_not_found",
                            "No cluster is called \"" + std::string(text) +
                                "\". `guildhall cluster` without a name lists them.",
                            "cluster");
  }
  if (fitting.size() > 1) {
    std::string which;
    for (const ClusterRow& each : fitting) {
      which += (which.empty() ? "" : ", ") + std::to_string(each.id.value) + " (" +
               each.owner_name + ")";
    }
    return base::make_error("cluster_ambiguous",
                            "Several clusters are called \"" + std::string(text) +
                                "\": give the number instead: " + which + ".",
                            "cluster");
  }
  return fitting.front().id;
}

base::Result<std::vector<ClusterRow>> Store::clusters(std::optional<OrganisationId> owner) {
  std::vector<ClusterRow> found;
  sql::Rows rows = TRY(connection_.query(
      "SELECT " + std::string(cluster_columns) +
          " FROM cluster c JOIN organisation o ON o.id = c.organisation_id "
          "WHERE $1 = 0 OR c.organisation_id = $1 ORDER BY o.name, c.letter, c.name",
      {owner ? owner->value : 0}));
  while (TRY(rows.next())) found.push_back(read_cluster(rows));
  return found;
}

base::Result<std::vector<OrganisationRow>> Store::organisations(
    const std::vector<OrganisationKind>& kinds, base::Date on) {
  std::vector<OrganisationRow> found;
  for (OrganisationKind kind : kinds) {
    sql::Rows rows = TRY(connection_.query("SELECT " + std::string(organisation_columns) + " " +
                                               std::string(organisation_joins) +
                                               " WHERE o.kind = $2 ORDER BY o.folded, o.id",
                                           {on, kind_code(kind)}));
    while (TRY(rows.next())) found.push_back(read_organisation(rows));
  }
  return found;
}

base::Result<SourceDays> Store::source_days() {
  SourceDays days;
  sql::Rows rows = TRY(connection_.query(
      "SELECT kind, min(as_of), max(as_of) FROM source WHERE in_force = 1 GROUP BY kind"));
  while (TRY(rows.next())) {
    if (rows.text(0) == "establishments") {
      days.oldest = rows.date(1);
      days.newest = rows.date(2);
    } else if (rows.text(0) == "group_links") {
      days.newest_groups = rows.date(2);
    }
  }
  return days;
}

base::Result<std::vector<ImportRow>> Store::imports() {
  std::vector<ImportRow> found;
  std::map<std::int64_t, std::size_t> places;
  sql::Rows rows = TRY(connection_.query(
      "SELECT i.id, i.action, i.undoes, i.recorded_at, coalesce(u.id, 0) FROM import i "
      "LEFT JOIN import u ON u.undoes = i.id ORDER BY i.id DESC"));
  while (TRY(rows.next())) {
    places[rows.integer(0)] = found.size();
    ImportRow& row = found.emplace_back();
    row.id = rows.integer(0);
    row.action = rows.text(1);
    row.undoes = rows.integer(2);
    row.recorded_at = rows.integer(3);
    row.undone_by = rows.integer(4);
  }
  sql::Rows counts = TRY(connection_.query("SELECT import_id, name, number FROM import_count"));
  while (TRY(counts.next())) {
    found[places.at(counts.integer(0))].counts.emplace_back(std::string(counts.text(1)),
                                                            counts.integer(2));
  }
  sql::Rows sources = TRY(connection_.query(
      "SELECT id, import_id, kind, name, as_of, rows_read, rows_bad, in_force FROM source "
      "ORDER BY id"));
  while (TRY(sources.next())) {
    found[places.at(sources.integer(1))].sources.push_back(
        {sources.integer(0), sources.integer(1), std::string(sources.text(2)),
         std::string(sources.text(3)), sources.date(4), sources.integer(5), sources.integer(6),
         sources.integer(7) != 0});
  }
  return found;
}

base::Result<std::vector<Remark>> Store::remarks(std::int64_t source_id) {
  std::vector<Remark> found;
  sql::Rows rows =
      TRY(connection_.query("SELECT line, severity, column_name, value, reason FROM source_remark "
                            "WHERE source_id = $1 ORDER BY line",
                            {source_id}));
  while (TRY(rows.next())) {
    found.push_back({static_cast<int>(rows.integer(0)), rows.text(1) == "bad",
                     std::string(rows.text(2)), std::string(rows.text(3)),
                     std::string(rows.text(4))});
  }
  return found;
}

}  // namespace registry
