// Pieces of the derived tables.
#include "registry/store_parts.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "base/text.hpp"

namespace registry {

namespace {

struct StoredCluster {
  std::int64_t id = 0;
  ClusterRecord record;  // without handles
};

// Finds the number of each cluster: that which one of its handles had, else that of the cluster of
// its name, else a new one.
class Numbering {
 public:
  base::Status load(sql::Connection& connection, std::int64_t only_owner) {
    sql::Rows rows =
        TRY(connection.query("SELECT id, organisation_id, name, letter, kind, from_on, until_on "
                             "FROM cluster WHERE $1 = 0 OR organisation_id = $1",
                             {only_owner}));
    while (TRY(rows.next())) {
      stored_[rows.integer(0)] = {rows.integer(0),
                                  {rows.integer(1),
                                   std::string(rows.text(2)),
                                   std::string(rows.text(3)),
                                   std::string(rows.text(4)),
                                   {},
                                   base::Period(rows.date(5), rows.date(6))}};
    }
    next_ = TRY(
        connection.integer("SELECT coalesce(max(id), 0) + 1 FROM (SELECT id FROM cluster UNION ALL "
                           "SELECT id FROM cluster_identity) AS numbers"));
    sql::Rows known = TRY(connection.query("SELECT owner, handle, id FROM cluster_identity"));
    while (TRY(known.next())) {
      identities_[{std::string(known.text(0)), std::string(known.text(1))}] = known.integer(2);
    }
    return {};
  }

  // `owners`: what edits call the owner of each record.
  std::vector<std::int64_t> number(const std::vector<ClusterRecord>& records,
                                   const std::vector<std::string>& owners) {
    std::vector<std::int64_t> ids(records.size(), 0);
    for (std::size_t at = 0; at < records.size(); ++at) {
      for (const std::string& handle : records[at].handles) {
        const auto found = identities_.find({owners[at], handle});
        const bool free = found != identities_.end() && ids[at] == 0;
        if (free && taken_.insert(found->second).second) ids[at] = found->second;
      }
    }
    std::map<std::pair<std::int64_t, std::string>, std::int64_t> by_name;
    for (const auto& [id, stored] : stored_) {
      if (taken_.count(id) == 0)
        by_name[{stored.record.owner, base::fold(stored.record.name)}] = id;
    }
    for (std::size_t at = 0; at < records.size(); ++at) {
      if (ids[at] != 0) continue;
      const auto named = by_name.find({records[at].owner, base::fold(records[at].name)});
      const bool free = named != by_name.end() && taken_.insert(named->second).second;
      ids[at] = free ? named->second : next_++;
      taken_.insert(ids[at]);
    }
    return ids;
  }

  const StoredCluster* stored(std::int64_t id) const {
    const auto found = stored_.find(id);
    return found == stored_.end() ? nullptr : &found->second;
  }
  bool identified(const std::string& owner, const std::string& handle) const {
    return identities_.count({owner, handle}) > 0;
  }
  std::vector<std::int64_t> gone() const {
    std::vector<std::int64_t> ids;
    for (const auto& [id, stored] : stored_) {
      if (taken_.count(id) == 0) ids.push_back(id);
    }
    return ids;
  }

 private:
  std::map<std::int64_t, StoredCluster> stored_;
  std::map<std::pair<std::string, std::string>, std::int64_t> identities_;
  std::unordered_set<std::int64_t> taken_;
  std::int64_t next_ = 1;
};

base::Status add_identities(sql::Connection& connection, const Numbering& numbering,
                            const ClusterRecord& record, const std::string& owner,
                            std::int64_t id) {
  for (const std::string& handle : record.handles) {
    if (numbering.identified(owner, handle)) continue;
    TRY(connection.run("INSERT INTO cluster_identity (owner, handle, id) VALUES ($1, $2, $3)",
                       {owner, handle, id}));
  }
  return {};
}

// `stored`: what stands there; null when nothing does.
base::Status write_cluster(sql::Connection& connection, const StoredCluster* stored,
                           const ClusterRecord& record, std::int64_t id) {
  ClusterRecord without_handles = record;
  without_handles.handles.clear();
  if (stored != nullptr && stored->record == without_handles) return {};
  TRY(connection.run(
      stored == nullptr
          ? "INSERT INTO cluster (id, organisation_id, name, letter, kind, from_on, until_on) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7)"
          : "UPDATE cluster SET organisation_id = $2, name = $3, letter = $4, kind = $5, "
            "from_on = $6, until_on = $7 WHERE id = $1",
      {id, record.owner, record.name, record.letter, record.kind, record.life.from(),
       record.life.until()}));
  return {};
}

base::Status read_edits(sql::Rows rows, std::vector<Edit>& edits) {
  while (TRY(rows.next())) edits.push_back(TRY(read_edit(rows)));
  return {};
}

}  // namespace

const std::string_view select_edits =
    "SELECT id, kind, scope, cluster, to_cluster, urn, name, letter, cluster_kind, fact, "
    "fact_value, from_on, until_on, funding, lead, undoes, after_source, recorded_at, account_id, "
    "actor, reason FROM edit";

base::Result<Edit> read_edit(const sql::Rows& rows) {
  Edit edit;
  edit.id = rows.integer(0);
  const std::optional<EditKind> kind = edit_kind_of(rows.text(1));
  if (!kind) {
    return base::make_error("database_newer",
                            "The database holds an edit of a kind that this Guildhall does not "
                            "know. Use the newer program that wrote it.");
  }
  edit.kind = *kind;
  edit.scope = rows.text(2);
  // The owner stands in the scope, after its first word.
  if (edit.urn = rows.integer(5); !edit.scope.starts_with("school ")) {
    edit.owner = edit.scope.substr(std::min(edit.scope.find(' ') + 1, edit.scope.size()));
  }
  edit.cluster = rows.text(3);
  edit.to_cluster = rows.text(4);
  edit.name = rows.text(6);
  edit.letter = rows.text(7);
  edit.cluster_kind = rows.text(8);
  edit.fact = rows.text(9);
  edit.value = rows.text(10);
  edit.from = rows.date(11);
  edit.until = rows.date(12);
  edit.funding = rows.integer(13) != 0;
  edit.lead = rows.integer(14) != 0;
  edit.undoes = rows.integer(15);
  edit.after_source = rows.integer(16);
  edit.recorded_at = rows.integer(17);
  edit.account = rows.integer(18);
  edit.actor = rows.text(19);
  edit.reason = rows.text(20);
  return edit;
}

base::Status lock_registry(sql::Connection& connection) {
  TRY(connection.run("UPDATE registry_version SET version = version + 1"));
  return {};
}

base::Status unsettle_registry(sql::Connection& connection) {
  TRY(connection.run("UPDATE registry_version SET settled_version = version"));
  return {};
}

std::string_view table_name(StateTable table) {
  return table == StateTable::Derived ? "school_state" : "school_state_stated";
}

base::Result<sql::BulkWriter> state_writer(sql::Connection& connection, StateTable table) {
  return connection.bulk(table_name(table),
                         {"school_id",    "from_on",        "until_on",  "urn",
                          "status",       "name",           "type_id",   "phase",
                          "authority_id", "town",           "postcode",  "district",
                          "easting",      "northing",       "pupils",    "capacity",
                          "fsm",          "age_low",        "age_high",  "ofsted_grade",
                          "ofsted_on",    "report_card_on", "from_exact"});
}

base::Status add_state(sql::BulkWriter& writer, std::int64_t school, const SchoolState& state) {
  auto optional = [](const std::optional<std::int64_t>& number) {
    return number ? sql::Value(*number) : sql::Value(nullptr);
  };
  return writer.add({school,
                     state.period.from(),
                     state.period.until(),
                     state.urn,
                     static_cast<std::int64_t>(state.status),
                     state.name,
                     optional(state.type_id),
                     static_cast<std::int64_t>(state.phase),
                     optional(state.authority_id),
                     state.town,
                     state.postcode,
                     state.district,
                     optional(state.easting),
                     optional(state.northing),
                     optional(state.pupils),
                     optional(state.capacity),
                     optional(state.fsm),
                     optional(state.age_low),
                     optional(state.age_high),
                     state.ofsted_grade,
                     optional(state.ofsted_on),
                     optional(state.report_card_on),
                     state.from_exact ? 1 : 0});
}

base::Status add_to_digest(sql::Connection& connection, std::int64_t school,
                           std::uint64_t difference) {
  const auto before = static_cast<std::uint64_t>(
      TRY(connection.integer("SELECT digest FROM school WHERE id = $1", {school})));
  TRY(connection.run("UPDATE school SET digest = $2 WHERE id = $1",
                     {school, static_cast<std::int64_t>(before + difference)}));
  return {};
}

base::Result<NumberedClusters> write_clusters(
    sql::Connection& connection, const std::vector<ClusterRecord>& records, std::int64_t only_owner,
    const std::function<std::string(std::int64_t owner)>& name_of) {
  Numbering numbering;
  TRY(numbering.load(connection, only_owner));
  std::vector<std::string> owners;
  for (const ClusterRecord& record : records) owners.push_back(name_of(record.owner));
  NumberedClusters made;
  made.ids = numbering.number(records, owners);
  made.gone = numbering.gone();
  // Names are unique for an owner: those that go or change make room first, for two may change
  // places.
  auto make_room = [&](std::int64_t id) {
    return connection.run("UPDATE cluster SET name = $2 WHERE id = $1",
                          {id, "#" + std::to_string(id)});
  };
  for (const std::int64_t id : made.gone) TRY(make_room(id));
  for (std::size_t at = 0; at < records.size(); ++at) {
    const StoredCluster* stored = numbering.stored(made.ids[at]);
    if (stored == nullptr || stored->record.name == records[at].name) continue;
    TRY(make_room(stored->id));
  }
  for (std::size_t at = 0; at < records.size(); ++at) {
    const StoredCluster* stored = numbering.stored(made.ids[at]);
    made.fresh += stored == nullptr;
    TRY(write_cluster(connection, stored, records[at], made.ids[at]));
    TRY(add_identities(connection, numbering, records[at], owners[at], made.ids[at]));
  }
  return made;
}

base::Status remove_clusters(sql::Connection& connection, const std::vector<std::int64_t>& gone) {
  for (const std::int64_t id : gone) {
    TRY(connection.run("DELETE FROM cluster WHERE id = $1", {id}));
  }
  return {};
}

base::Status write_stated(sql::Connection& connection, const Clusters& stated) {
  TRY(connection.run("DELETE FROM cluster_stated"));
  TRY(connection.run("DELETE FROM cluster_membership_stated"));
  sql::BulkWriter clusters = TRY(
      connection.bulk("cluster_stated", {"organisation_id", "handle", "name", "letter", "kind"}));
  for (const ClusterRecord& each : stated.all) {
    TRY(clusters.add({each.owner, each.handles.front(), each.name, each.letter, each.kind}));
  }
  TRY(clusters.flush());
  sql::BulkWriter members = TRY(connection.bulk(
      "cluster_membership_stated",
      {"organisation_id", "handle", "urn", "from_on", "until_on", "funding", "lead", "source_id"}));
  for (const StatedMembership& each : stated.members) {
    const ClusterMembership& membership = each.membership;
    const ClusterRecord& cluster = stated.all[static_cast<std::size_t>(membership.cluster)];
    TRY(members.add({cluster.owner, cluster.handles.front(), each.urn, membership.period.from(),
                     membership.period.until(), membership.funding ? 1 : 0, membership.lead ? 1 : 0,
                     membership.source}));
  }
  return members.flush();
}

base::Result<Clusters> load_stated(sql::Connection& connection, std::int64_t owner) {
  Clusters stated;
  std::unordered_map<std::string, std::int64_t> places;
  sql::Rows clusters = TRY(connection.query(
      "SELECT handle, name, letter, kind FROM cluster_stated WHERE organisation_id = $1 "
      "ORDER BY handle",
      {owner}));
  while (TRY(clusters.next())) {
    const std::string handle(clusters.text(0));
    places.emplace(handle, static_cast<std::int64_t>(stated.all.size()));
    stated.all.push_back({owner,
                          std::string(clusters.text(1)),
                          std::string(clusters.text(2)),
                          std::string(clusters.text(3)),
                          {handle}});
  }
  sql::Rows members = TRY(connection.query(
      "SELECT handle, urn, from_on, until_on, funding, lead, source_id "
      "FROM cluster_membership_stated WHERE organisation_id = $1 ORDER BY urn, from_on, handle",
      {owner}));
  while (TRY(members.next())) {
    stated.members.push_back(
        {members.integer(1),
         {places.at(std::string(members.text(0))), base::Period(members.date(2), members.date(3)),
          members.integer(4) != 0, members.integer(5) != 0, members.integer(6)}});
  }
  return stated;
}

base::Result<std::vector<Edit>> load_edits(sql::Connection& connection,
                                           const std::vector<std::string>& scopes) {
  std::vector<Edit> edits;
  const std::string columns(select_edits);
  if (scopes.empty()) {
    TRY(read_edits(TRY(connection.query(columns + " ORDER BY id")), edits));
  }
  for (const std::string& scope : scopes) {
    TRY(read_edits(TRY(connection.query(columns + " WHERE scope = $1 ORDER BY id", {scope})),
                   edits));
  }
  return edits;
}

}  // namespace registry
