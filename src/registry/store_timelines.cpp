// The difference between what is derived and what is stored, written.
#include "registry/store_timelines.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "base/text.hpp"
#include "registry/store_parts.hpp"

namespace registry {

namespace {

struct StoredSchool {
  std::int64_t digest = 0;
  bool kept = false;
};

// The newest state of an entry, for counting what changed.
struct Newest {
  bool open = false;
  std::string name;
  std::int64_t trust = 0;
};
using NewestByUrn = std::unordered_map<std::int64_t, Newest>;

// An entry whose last state ends was succeeded by another entry of the same school.
bool still_open(Status status, base::Date until) {
  return is_open(status) && until == base::Date::distant_future();
}

class Writer {
 public:
  Writer(sql::Connection& connection, Derived& derived)
      : connection_(connection), derived_(derived) {}

  base::Result<Changes> write(const std::function<void(double)>& progress) {
    TRY(load_before());
    TRY(write_types());
    TRY(match_organisations());
    TRY(match_clusters());
    TRY(match_schools());
    if (progress) progress(0.3);
    TRY(write_schools());
    if (progress) progress(0.8);
    TRY(write_successions());
    TRY(remove_unused());
    count_changes();
    return changes_;
  }

 private:
  base::Status load_before() {
    sql::Rows schools = TRY(connection_.query("SELECT id, digest FROM school"));
    while (TRY(schools.next())) {
      stored_[schools.integer(0)] = {schools.integer(1), false};
      next_school_ = std::max(next_school_, schools.integer(0) + 1);
    }
    sql::Rows urns =
        TRY(connection_.query("SELECT value, school_id FROM identifier WHERE scheme = 'urn'"));
    while (TRY(urns.next())) school_of_urn_[urns.integer(0)] = urns.integer(1);
    sql::Rows states = TRY(connection_.query(
        "SELECT urn, status, name, until_on FROM school_state ORDER BY school_id, from_on"));
    while (TRY(states.next())) {
      Newest& newest = before_[states.integer(0)];
      newest.open = still_open(static_cast<Status>(states.integer(1)), states.date(3));
      newest.name = states.text(2);
    }
    sql::Rows trusts = TRY(connection_.query(
        "SELECT m.urn, m.organisation_id FROM membership m JOIN organisation o "
        "ON o.id = m.organisation_id WHERE m.until_on = $1 AND o.kind IN ('mat', 'sat')",
        {base::Date::distant_future()}));
    while (TRY(trusts.next())) before_[trusts.integer(0)].trust = trusts.integer(1);
    return {};
  }

  base::Status write_types() {
    sql::Rows rows = TRY(connection_.query("SELECT id FROM school_type"));
    std::unordered_set<std::int64_t> known;
    while (TRY(rows.next())) known.insert(rows.integer(0));
    for (const SchoolType& type : derived_.types.all()) {
      if (known.count(type.id) > 0) continue;
      TRY(connection_.run("INSERT INTO school_type VALUES ($1, $2, $3, 0, 0, $4)",
                          {type.id, type.name, type.type_group, "first seen in an imported file"}));
    }
    return {};
  }

  // Gives every organisation its id: by number, else by class and name.
  base::Status match_organisations() {
    std::unordered_map<std::int64_t, std::int64_t> by_uid;
    std::map<std::pair<MembershipClass, std::string>, std::int64_t> by_name;
    sql::Rows rows =
        TRY(connection_.query("SELECT id, kind, uid, folded FROM organisation ORDER BY id"));
    std::int64_t next = 1;
    while (TRY(rows.next())) {
      next = rows.integer(0) + 1;
      unmatched_organisations_.insert(rows.integer(0));
      if (!rows.is_null(2)) {
        by_uid[rows.integer(2)] = rows.integer(0);
      } else {
        auto kind = kind_of_code(rows.text(1)).value_or(OrganisationKind::Mat);
        by_name.emplace(std::pair(class_of(kind), std::string(rows.text(3))), rows.integer(0));
      }
    }
    for (const OrganisationRecord& record : derived_.organisations) {
      std::int64_t id = 0;
      if (record.uid && by_uid.count(*record.uid) > 0) id = by_uid[*record.uid];
      auto named = by_name.find({class_of(record.kind), record.folded});
      if (id == 0 && named != by_name.end()) {
        id = named->second;
        by_name.erase(named);
      }
      bool fresh = id == 0;
      if (fresh) id = next++;
      organisation_ids_.push_back(id);
      unmatched_organisations_.erase(id);
      changes_.groups_new += fresh && record.kind != OrganisationKind::Authority;
      TRY(write_organisation(record, id, fresh));
    }
    if (organisations_new_) TRY(organisations_new_->flush());
    return write_names();
  }

  base::Status write_organisation(const OrganisationRecord& record, std::int64_t id, bool fresh) {
    sql::Value uid = record.uid ? sql::Value(*record.uid) : sql::Value(nullptr);
    if (fresh) {
      if (!organisations_new_) {
        organisations_new_.emplace(
            TRY(connection_.bulk("organisation", {"id", "kind", "uid", "code", "companies_house",
                                                  "ukprn", "name", "folded", "status", "opened_on",
                                                  "closed_on", "address", "source_id"})));
      }
      return organisations_new_->add({id, kind_code(record.kind), uid, record.code,
                                      record.companies_house, record.ukprn, record.name,
                                      record.folded, record.status, record.opened, record.closed,
                                      record.address, record.source});
    }
    TRY(connection_.run(
        "UPDATE organisation SET kind = $2, uid = $3, code = $4, companies_house = $5, "
        "ukprn = $6, name = $7, folded = $8, status = $9, opened_on = $10, closed_on = $11, "
        "address = $12, source_id = $13 WHERE id = $1",
        {id, kind_code(record.kind), uid, record.code, record.companies_house, record.ukprn,
         record.name, record.folded, record.status, record.opened, record.closed, record.address,
         record.source}));
    return {};
  }

  base::Status write_names() {
    TRY(connection_.run("DELETE FROM organisation_name"));
    sql::BulkWriter names = TRY(
        connection_.bulk("organisation_name", {"organisation_id", "from_on", "until_on", "name"}));
    for (std::size_t at = 0; at < derived_.organisations.size(); ++at) {
      const std::vector<NamedPeriod>& known = derived_.organisations[at].names;
      if (known.size() < 2) continue;  // the one name stands with the organisation
      for (const NamedPeriod& name : known) {
        TRY(names.add({organisation_ids_[at], name.period.from(), name.period.until(), name.name}));
      }
    }
    TRY(names.flush());
    return write_stated_facts();
  }

  base::Status write_stated_facts() {
    TRY(connection_.run("DELETE FROM organisation_stated"));
    for (std::size_t at = 0; at < derived_.organisations.size(); ++at) {
      for (const auto& [fact, value] : derived_.organisations[at].stated) {
        TRY(
            connection_.run("INSERT INTO organisation_stated (organisation_id, fact, fact_value) "
                            "VALUES ($1, $2, $3)",
                            {organisation_ids_[at], fact, value}));
      }
    }
    return {};
  }

  base::Status match_clusters() {
    auto owner_id = [&](ClusterRecord record) {
      record.owner = organisation_ids_[static_cast<std::size_t>(record.owner)];
      return record;
    };
    std::unordered_map<std::int64_t, std::string> owners;
    std::vector<ClusterRecord> records;
    for (const ClusterRecord& record : derived_.clusters) {
      records.push_back(owner_id(record));
      owners[records.back().owner] =
          owner_name(derived_.organisations[static_cast<std::size_t>(record.owner)]);
    }
    clusters_ = TRY(write_clusters(connection_, records, 0,
                                   [&](std::int64_t owner) { return owners.at(owner); }));
    changes_.clusters_new = clusters_.fresh;
    for (ClusterRecord& record : derived_.stated.all) record = owner_id(std::move(record));
    return write_stated(connection_, derived_.stated);
  }

  // A school keeps the lowest id that any of its entries had.
  base::Status match_schools() {
    school_ids_.reserve(derived_.schools.size());
    for (DerivedSchool& school : derived_.schools) {
      std::int64_t id = 0;
      for (std::int64_t urn : school.urns) {
        auto found = school_of_urn_.find(urn);
        if (found == school_of_urn_.end()) continue;
        StoredSchool& stored = stored_[found->second];
        if (!stored.kept && (id == 0 || found->second < id)) id = found->second;
      }
      if (id == 0) {
        id = next_school_++;
        ++changes_.schools_new;
      }
      stored_[id].kept = true;
      school_ids_.push_back(id);
      number(school.record);
    }
    return {};
  }

  // Places in Derived become ids of the database.
  void number(SchoolRecord& record) const {
    for (std::vector<SchoolState>* states : {&record.states, &record.stated}) {
      for (SchoolState& state : *states) {
        if (!state.authority_id) continue;
        state.authority_id = organisation_ids_[static_cast<std::size_t>(*state.authority_id)];
      }
    }
    for (Membership& membership : record.memberships) {
      membership.organisation =
          organisation_ids_[static_cast<std::size_t>(membership.organisation)];
    }
    for (ClusterMembership& membership : record.clusters) {
      membership.cluster = clusters_.ids[static_cast<std::size_t>(membership.cluster)];
    }
  }

  // All that is stored of these schools, ten to a statement: each is a journey to the server.
  base::Status remove_rows(const std::vector<std::int64_t>& schools) {
    constexpr std::string_view statements[] = {"DELETE FROM school_state WHERE school_id",
                                               "DELETE FROM school_state_stated WHERE school_id",
                                               "DELETE FROM identifier WHERE school_id",
                                               "DELETE FROM membership WHERE school_id",
                                               "DELETE FROM cluster_membership WHERE school_id",
                                               "DELETE FROM school WHERE id"};
    for (std::size_t first = 0; first < schools.size(); first += 10) {
      // At the end the last one stands in for those that are no more.
      auto id = [&](std::size_t place) {
        return sql::Value(schools[std::min(first + place, schools.size() - 1)]);
      };
      for (std::string_view statement : statements) {
        TRY(connection_.run(
            std::string(statement) + " IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            {id(0), id(1), id(2), id(3), id(4), id(5), id(6), id(7), id(8), id(9)}));
      }
    }
    return {};
  }

  base::Status write_schools() {
    sql::BulkWriter schools = TRY(connection_.bulk("school", {"id", "digest"}));
    sql::BulkWriter states = TRY(state_writer(connection_, StateTable::Derived));
    sql::BulkWriter stated = TRY(state_writer(connection_, StateTable::Stated));
    sql::BulkWriter identifiers = TRY(
        connection_.bulk("identifier", {"school_id", "scheme", "value", "from_on", "until_on"}));
    sql::BulkWriter memberships =
        TRY(connection_.bulk("membership", {"school_id", "organisation_id", "urn", "from_on",
                                            "until_on", "from_exact", "until_exact", "source_id"}));
    sql::BulkWriter clusters = TRY(
        connection_.bulk("cluster_membership", {"school_id", "cluster_id", "from_on", "until_on",
                                                "funding", "lead", "source_id", "edit_id"}));
    std::vector<std::int64_t> removed;
    for (const auto& [id, stored] : stored_) {
      if (!stored.kept) removed.push_back(id);
    }
    changes_.schools_gone = static_cast<std::int64_t>(removed.size());
    for (std::size_t at = 0; at < derived_.schools.size(); ++at) {
      const SchoolRecord& record = derived_.schools[at].record;
      std::int64_t id = school_ids_[at];
      std::int64_t digest = digest_of(record);
      bool fresh = id >= first_new_school();
      if (!fresh && stored_[id].digest == digest) continue;
      if (!fresh) {
        ++changes_.schools_changed;
        removed.push_back(id);
      }
      TRY(schools.add({id, digest}));
      TRY(add_rows(record, id, states, identifiers, memberships, clusters));
      for (const SchoolState& state : record.stated) TRY(add_state(stated, id, state));
    }
    std::sort(removed.begin(), removed.end());
    TRY(remove_rows(removed));
    TRY(schools.flush());
    TRY(states.flush());
    TRY(stated.flush());
    TRY(identifiers.flush());
    TRY(memberships.flush());
    return clusters.flush();
  }

  std::int64_t first_new_school() const { return next_school_ - changes_.schools_new; }

  static base::Status add_rows(const SchoolRecord& record, std::int64_t id, sql::BulkWriter& states,
                               sql::BulkWriter& identifiers, sql::BulkWriter& memberships,
                               sql::BulkWriter& clusters) {
    for (const SchoolState& state : record.states) TRY(add_state(states, id, state));
    for (const Identifier& identifier : record.identifiers) {
      TRY(identifiers.add({id, identifier.scheme, identifier.value, identifier.period.from(),
                           identifier.period.until()}));
    }
    for (const Membership& membership : record.memberships) {
      TRY(memberships.add({id, membership.organisation, membership.urn, membership.period.from(),
                           membership.period.until(), membership.from_exact ? 1 : 0,
                           membership.until_exact ? 1 : 0, membership.source}));
    }
    for (const ClusterMembership& membership : record.clusters) {
      TRY(clusters.add({id, membership.cluster, membership.period.from(), membership.period.until(),
                        membership.funding ? 1 : 0, membership.lead ? 1 : 0, membership.source,
                        membership.edit}));
    }
    return {};
  }

  base::Status write_successions() {
    sql::Rows rows = TRY(connection_.query(
        "SELECT predecessor_urn, successor_urn, kind, on_date, same_school, remark "
        "FROM succession ORDER BY predecessor_urn, successor_urn"));
    std::unordered_set<std::string> before;
    auto text = [](std::int64_t predecessor, std::int64_t successor) {
      return std::to_string(predecessor) + ">" + std::to_string(successor);
    };
    Digest was;
    while (TRY(rows.next())) {
      before.insert(text(rows.integer(0), rows.integer(1)));
      for (int column : {0, 1, 3, 4}) was.add(rows.integer(column));
      was.add(rows.text(2));
      was.add(rows.text(5));
    }
    Digest now;
    for (const Succession& link : derived_.successions) {
      if (before.count(text(link.predecessor, link.successor)) == 0) count_link(link);
      for (std::int64_t number : {link.predecessor, link.successor, link.on.number(),
                                  static_cast<std::int64_t>(link.same_school)}) {
        now.add(number);
      }
      now.add(succession_code(link.kind));
      now.add(link.remark);
    }
    if (was.value() == now.value()) return {};
    TRY(connection_.run("DELETE FROM succession"));
    sql::BulkWriter writer =
        TRY(connection_.bulk("succession", {"predecessor_urn", "successor_urn", "kind", "on_date",
                                            "same_school", "remark"}));
    for (const Succession& link : derived_.successions) {
      TRY(writer.add({link.predecessor, link.successor, succession_code(link.kind), link.on,
                      link.same_school ? 1 : 0, link.remark}));
    }
    return writer.flush();
  }

  void count_link(const Succession& link) {
    ++changes_.linked;
    if (link.kind == SuccessionKind::Other) return;  // its remark is the register's own word
    changes_.links_circular += link.remark == "circular";
    changes_.links_one_sided += link.remark == "one-sided";
    changes_.links_contradicted += link.remark == "both open" || link.remark == "successor closed";
  }

  // What no evidence names any more, after nothing refers to it.
  base::Status remove_unused() {
    TRY(remove_clusters(connection_, clusters_.gone));
    for (std::int64_t id : unmatched_organisations_) {
      TRY(connection_.run("DELETE FROM organisation WHERE id = $1", {id}));
    }
    return {};
  }

  void count_changes() {
    for (const auto& [urn, was] : before_) {
      changes_.open_before += was.open;
      changes_.members_before += was.trust != 0;
    }
    NewestByUrn after;
    std::unordered_set<std::int64_t> trusts;
    for (std::size_t at = 0; at < derived_.organisations.size(); ++at) {
      if (class_of(derived_.organisations[at].kind) == MembershipClass::Trust) {
        trusts.insert(organisation_ids_[at]);
      }
    }
    for (const DerivedSchool& school : derived_.schools) {
      for (const SchoolState& state : school.record.states) {
        Newest& newest = after[state.urn];
        newest.open = still_open(state.status, state.period.until());
        newest.name = state.name;
      }
      for (const Membership& membership : school.record.memberships) {
        bool now = membership.period.open_end() && trusts.count(membership.organisation) > 0;
        if (now) after[membership.urn].trust = membership.organisation;
      }
    }
    // Undoing an import may leave nothing that names an entry.
    for (const auto& [urn, was] : before_) after.try_emplace(urn, Newest{false, was.name, 0});
    for (const auto& [urn, now] : after) {
      auto found = before_.find(urn);
      Newest was = found == before_.end() ? Newest{false, now.name, 0} : found->second;
      changes_.opened += now.open && !was.open;
      changes_.closed += was.open && !now.open;
      changes_.renamed += was.name != now.name;
      changes_.joined_trust += was.trust == 0 && now.trust != 0;
      changes_.left_trust += was.trust != 0 && now.trust == 0;
      changes_.moved_trust += was.trust != 0 && now.trust != 0 && was.trust != now.trust;
    }
  }

  sql::Connection& connection_;
  Derived& derived_;
  Changes changes_;
  std::unordered_map<std::int64_t, StoredSchool> stored_;
  std::unordered_map<std::int64_t, std::int64_t> school_of_urn_;
  NewestByUrn before_;
  std::int64_t next_school_ = 1;
  std::vector<std::int64_t> organisation_ids_;
  NumberedClusters clusters_;
  std::vector<std::int64_t> school_ids_;
  std::unordered_set<std::int64_t> unmatched_organisations_;
  std::optional<sql::BulkWriter> organisations_new_;
};

}  // namespace

base::Result<Changes> write_timelines(sql::Connection& connection, Derived& derived,
                                      const std::function<void(double)>& progress) {
  return Writer(connection, derived).write(progress);
}

base::Result<SchoolTypes> load_types(sql::Connection& connection) {
  std::vector<SchoolType> types;
  sql::Rows rows = TRY(connection.query(
      "SELECT id, name, type_group, state_funded, academy FROM school_type ORDER BY id"));
  while (TRY(rows.next())) {
    types.push_back({rows.integer(0), std::string(rows.text(1)), std::string(rows.text(2)),
                     rows.integer(3) != 0, rows.integer(4) != 0});
  }
  return SchoolTypes(std::move(types));
}

}  // namespace registry
