// One reading of the database answers every question about a unit.
#include "delegation/store_setting.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "governance/store.hpp"
#include "governance/store_facts.hpp"
#include "governance/store_names.hpp"
#include "governance/store_rules.hpp"
#include "registry/store.hpp"

namespace delegation {

namespace {

using governance::Place;
using governance::PlaceKind;
using registry::OrganisationId;
using registry::SchoolId;

// Whose scheme holds at a school, and in which of the owner's clusters it is. What is known of a
// group or a cluster is asked once.
class Owners {
 public:
  explicit Owners(sql::Connection& connection) : connection_(connection) {}

  base::Result<std::optional<OrganisationId>> owner_of(const guard::UnitPath& path) {
    std::optional<OrganisationId> owner;
    int best = 0;
    for (const guard::Unit& unit : path) {
      const bool group = unit.kind == guard::UnitKind::Group;
      if (!group && unit.kind != guard::UnitKind::Authority) continue;
      const auto known = ranks_.find(unit.id);
      const int rank = known != ranks_.end() ? known->second : TRY(rank_of(unit.id, group));
      ranks_[unit.id] = rank;
      if (rank > best) owner = OrganisationId{unit.id};
      best = std::max(best, rank);
    }
    return owner;
  }

  // Of several the first by number; 0: of none.
  base::Result<std::int64_t> cluster_of(const guard::UnitPath& path, OrganisationId owner) {
    for (const guard::Unit& unit : path) {
      if (unit.kind != guard::UnitKind::Cluster) continue;
      auto known = owner_of_cluster_.find(unit.id);
      if (known == owner_of_cluster_.end()) {
        const auto row = TRY(registry::Store(connection_).cluster(registry::ClusterId{unit.id}));
        known = owner_of_cluster_.emplace(unit.id, row.owner).first;
      }
      if (known->second == owner) return unit.id;
    }
    return 0;
  }

 private:
  base::Result<int> rank_of(std::int64_t id, bool group) {
    const int kind = group ? 2 : 1;
    if (TRY(connection_.integer("SELECT count(*) FROM scheme_version v JOIN scheme_layer l ON l.id "
                                "= v.layer_id WHERE l.owner_id = $1 AND v.state = 'adopted'",
                                {id})) > 0) {
      return kind + 4;
    }
    const bool bodies =
        group && !TRY(governance::bodies_at(connection_, {PlaceKind::Group, id})).empty();
    return kind + (bodies ? 1 : 0);
  }

  sql::Connection& connection_;
  std::map<std::int64_t, int> ranks_;
  std::map<std::int64_t, OrganisationId> owner_of_cluster_;
};

// What all units of one owner have in common.
struct OwnerPart {
  std::shared_ptr<const Catalogue> catalogue;
  governance::RuleBook book;
  std::vector<VersionRow> versions;  // adopted
  Layers layers;                     // the same, read
  Place place;
};

base::Result<OwnerPart> part_of(sql::Connection& connection, OrganisationId owner, base::Date on,
                                const VersionRow* candidate, const Catalogue* catalogue) {
  OwnerPart part;
  part.catalogue = std::make_shared<const Catalogue>(
      catalogue ? *catalogue : TRY(catalogue_in_force(connection)));
  part.book = TRY(governance::rules_in_force(connection));
  if (!catalogue) part.versions = TRY(versions_of(connection, owner));
  std::erase_if(part.versions,
                [](const VersionRow& row) { return row.state != VersionState::Adopted; });
  if (candidate) {
    std::erase_if(part.versions,
                  [&](const VersionRow& row) { return row.layer.id == candidate->layer.id; });
    part.versions.push_back(*candidate);
  }
  for (const VersionRow& row : part.versions) {
    part.layers.push_back(std::make_shared<const Layer>(
        *part.catalogue, TRY(read_scheme(*part.catalogue, row.content))));
  }
  part.place = TRY(place_of_owner(connection, owner, on));
  return part;
}

bool concerns(const LayerRow& layer, const AskedOf& asked) {
  switch (layer.kind) {
    case LayerKind::Cluster: return layer.unit == asked.cluster;
    case LayerKind::School: return layer.unit == asked.school;
    case LayerKind::Category:
    case LayerKind::Rating: return asked.school != 0;
    default: return true;
  }
}

base::Result<FactValues> known_of(sql::Connection& connection, const Catalogue& catalogue,
                                  OrganisationId owner, SchoolId school, base::Date on) {
  FactValues known;
  const auto row = TRY(registry::Store(connection).school(school, on));
  const std::string rating = TRY(rating_of(connection, owner, school, on));
  std::vector<std::string> says;
  if (row) says = {std::string(registry::phase_name(row->state.phase)), row->type};
  for (std::size_t at = 0; at < catalogue.facts.size(); ++at) {
    const FactInfo& fact = catalogue.facts[at];
    if (!fact.of_school) continue;
    known.of[at] =
        fact.code == "rating" ? fact_by_register(fact, {rating}) : fact_by_register(fact, says);
  }
  return known;
}

base::Result<std::unique_ptr<Setting>> made(sql::Connection& connection, const OwnerPart& part,
                                            const Place& place, const AskedOf& asked,
                                            const governance::Facts& facts, base::Date on) {
  auto setting = std::make_unique<Setting>(part.catalogue);
  setting->place = place;
  setting->owner = OrganisationId{asked.owner.id};
  setting->name =
      place.kind == PlaceKind::School ? facts.school_name(place.id) : facts.place_name(place);
  setting->on = on;
  setting->asked = asked;
  for (std::size_t at = 0; at < part.versions.size(); ++at) {
    if (!concerns(part.versions[at].layer, asked)) continue;
    setting->versions.push_back(part.versions[at]);
    setting->layers.push_back(part.layers[at]);
  }
  setting->standing = standing_of(setting->catalogue, facts, part.book, asked, on);
  if (asked.school != 0) {
    setting->known =
        TRY(known_of(connection, setting->catalogue, setting->owner, SchoolId{asked.school}, on));
  }
  return setting;
}

base::Result<AskedOf> asked_of(sql::Connection& connection, const Place& place, base::Date on) {
  registry::Store store(connection);
  AskedOf asked;
  OrganisationId owner{place.id};
  if (place.kind == PlaceKind::Cluster) {
    owner = TRY(store.cluster(registry::ClusterId{place.id})).owner;
    asked.cluster = place.id;
  } else if (place.kind == PlaceKind::School) {
    Owners owners(connection);
    const guard::UnitPath path = TRY(governance::path_of(connection, place, on));
    const auto found = TRY(owners.owner_of(path));
    if (!found) return governed_by_none(on, "school");
    owner = *found;
    asked.school = place.id;
    asked.cluster = TRY(owners.cluster_of(path, owner));
  }
  asked.owner = {PlaceKind::Group, owner.value};
  return asked;
}

// The cluster in which a school would be that is in `cluster` now; 0: in none.
std::int64_t cluster_after(const governance::Regrouping& regrouping, SchoolId school,
                           std::int64_t cluster) {
  const auto among = [&](const auto& members, std::int64_t of) {
    return std::ranges::find(members, governance::Regrouping::Member{of, school.value}) !=
           members.end();
  };
  if (cluster != 0 && !among(regrouping.ends, cluster)) return cluster;
  for (const governance::Regrouping::Member& each : regrouping.begins) {
    if (each.school == school.value) return each.cluster;
  }
  return 0;
}

// `candidate` and `regrouping`: null for none.
base::Result<std::vector<std::unique_ptr<Setting>>> settings_supposed(
    sql::Connection& connection, const std::vector<SchoolId>& schools, base::Date on,
    const VersionRow* candidate, const governance::Regrouping* regrouping) {
  struct Asked {
    std::optional<OrganisationId> owner;
    std::int64_t cluster = 0;
  };
  struct Shared {
    OwnerPart part;
    governance::Facts facts;
  };
  Owners asking(connection);
  std::vector<Asked> asked;
  std::map<std::int64_t, std::vector<std::int64_t>> schools_of;  // by owner
  for (const SchoolId school : schools) {
    const Place place{PlaceKind::School, school.value};
    const guard::UnitPath path = TRY(governance::path_of(connection, place, on));
    Asked each;
    each.owner = candidate ? std::optional(candidate->layer.owner) : TRY(asking.owner_of(path));
    if (regrouping && each.owner && each.owner->value != regrouping->owner) each.owner.reset();
    if (each.owner) {
      each.cluster = TRY(asking.cluster_of(path, *each.owner));
      if (regrouping) each.cluster = cluster_after(*regrouping, school, each.cluster);
      schools_of[each.owner->value].push_back(school.value);
    }
    asked.push_back(each);
  }
  std::map<std::int64_t, Shared> owners;
  for (const auto& [id, of_owner] : schools_of) {
    const OrganisationId owner{id};
    governance::Facts facts = TRY(governance::facts_of_schools(connection, owner, of_owner));
    if (regrouping) facts = governance::regrouped(std::move(facts), *regrouping);
    owners.emplace(
        id, Shared{TRY(part_of(connection, owner, on, candidate, nullptr)), std::move(facts)});
  }
  std::vector<std::unique_ptr<Setting>> found;
  for (std::size_t at = 0; at < schools.size(); ++at) {
    if (!asked[at].owner) {
      found.push_back(nullptr);
      continue;
    }
    const Shared& shared = owners.at(asked[at].owner->value);
    found.push_back(
        TRY(made(connection, shared.part, {PlaceKind::School, schools[at].value},
                 {shared.part.place, asked[at].cluster, schools[at].value}, shared.facts, on)));
  }
  return found;
}

}  // namespace

const VersionRow& Setting::version_of(const Layer& layer) const {
  const auto found = std::ranges::find(layers, &layer, [](const auto& each) { return each.get(); });
  CHECK(found != layers.end());
  return versions[static_cast<std::size_t>(found - layers.begin())];
}

base::Error governed_by_none(base::Date on, std::string field) {
  return base::make_error("group_not_found",
                          "No group or authority that governs the school is noted on " +
                              on.long_form() +
                              ": it is in no group, and no authority maintains it. If a trust has "
                              "it, have that noted in the register.",
                          std::move(field));
}

base::Result<std::unique_ptr<Setting>> setting_of(sql::Connection& connection, const Place& place,
                                                  base::Date on, const Catalogue* catalogue) {
  AskedOf asked = TRY(asked_of(connection, place, on));
  const OwnerPart part =
      TRY(part_of(connection, OrganisationId{asked.owner.id}, on, nullptr, catalogue));
  asked.owner = part.place;
  const governance::Facts facts =
      TRY(governance::facts_of_unit(connection, asked.owner, asked.cluster, asked.school));
  return made(connection, part, place, asked, facts, on);
}

base::Result<std::vector<std::unique_ptr<Setting>>> settings_of(
    sql::Connection& connection, const std::vector<SchoolId>& schools, base::Date on,
    const VersionRow* candidate) {
  return settings_supposed(connection, schools, on, candidate, nullptr);
}

base::Result<std::vector<std::unique_ptr<Setting>>> settings_regrouped(
    sql::Connection& connection, const std::vector<SchoolId>& schools,
    const governance::Regrouping& regrouping) {
  return settings_supposed(connection, schools, regrouping.from, nullptr, &regrouping);
}

base::Result<SchoolId> school_called(sql::Connection& connection, const std::string& text,
                                     base::Date on) {
  const std::string_view words = base::trim(text);
  if (const auto urn = base::parse_integer(words)) {
    return registry::Store(connection).school_of_urn(*urn);
  }
  constexpr std::size_t named_max = 5;
  sql::Rows rows = TRY(connection.query(
      "SELECT school_id, name, urn FROM school_state WHERE from_on <= $1 AND until_on > $1", {on}));
  const std::string wanted = base::fold(words);
  std::optional<SchoolId> found;
  std::vector<std::string> near;
  int same = 0;
  while (!wanted.empty() && TRY(rows.next())) {
    const std::string name = base::fold(rows.text(1));
    if (name == wanted) {
      ++same;
      found = rows.id<registry::School>(0);
    }
    if (name.find(wanted) != std::string::npos && near.size() < named_max) {
      near.push_back(std::string(rows.text(1)) + " (" + std::to_string(rows.integer(2)) + ")");
    }
  }
  if (same == 1) return *found;
  return base::make_error(
      "school_not_found",
      (same == 0 ? "No school" : "More than one school") + std::string(" is called \"") +
          std::string(words) + "\" on " + on.long_form() + "." +
          (near.empty() ? " Give its URN."
                        : " Give the URN; there is " + base::join(near, ", ") + "."),
      "school");
}

base::Result<governance::Place> place_asked(sql::Connection& connection, const std::string& text,
                                            base::Date on) {
  for (const char* kind : {"cluster ", "group ", "authority ", "school "}) {
    if (text.starts_with(kind)) return governance::place_of(connection, text);
  }
  return governance::Place{governance::PlaceKind::School,
                           TRY(school_called(connection, text, on)).value};
}

base::Result<Held> held(const Setting& setting, const FactValues& facts) {
  FactValues known = setting.known;
  for (std::size_t at = 0; at < setting.catalogue.facts.size(); ++at) {
    const bool of_school = setting.catalogue.facts[at].of_school;
    if (of_school && facts.of[at] != unknown) known.of[at] = facts.of[at];
  }
  Held held;
  held.in_force = layers_in_force(setting.catalogue, setting.layers, known, setting.on);
  held.unit.on = setting.on;
  if (held.in_force.layers.empty() || held.in_force.wanting != 0) return held;
  held.unit = TRY(make_unit(setting.catalogue, held.in_force.layers, setting.on,
                            setting.standing.filled, known));
  held.ready = true;
  return held;
}

Ruling rule(const Setting& setting, const Held& held, int decision, const FactValues& facts) {
  if (held.ready) return decide(setting.catalogue, held.unit, decision, facts);
  Ruling ruling;
  if (held.in_force.wanting != 0) {
    ruling.outcome = Outcome::MissingFacts;
    ruling.missing = held.in_force.wanting;
  }
  return ruling;
}

}  // namespace delegation
