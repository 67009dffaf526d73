// The registry in JSON: for scripts, for pages' JSON links.
#include "registry/api.hpp"
#include "web/json.hpp"

namespace registry {

namespace {

using web::JsonWriter;

void write_day(JsonWriter& json, std::string_view name, base::Date date) {
  json.key(name);
  bool open = date == base::Date::distant_past() || date == base::Date::distant_future();
  open ? json.value(nullptr) : json.value(date.iso());
}

void write_period(JsonWriter& json, const base::Period& period) {
  write_day(json, "from", period.from());
  write_day(json, "until", period.until());
}

void write_state(JsonWriter& json, const SchoolState& state) {
  json.member("urn", state.urn);
  json.member("name", state.name);
  json.member("status", status_name(state.status));
  json.member("phase", phase_name(state.phase));
  json.member("town", state.town);
  json.member("postcode", state.postcode);
  json.member("district", state.district);
  json.member("easting_m", state.easting);
  json.member("northing_m", state.northing);
  json.member("pupils", state.pupils);
  json.member("capacity", state.capacity);
  json.key("fsm_percent");
  state.fsm ? json.value(static_cast<double>(*state.fsm) / 100.0) : json.value(nullptr);
  json.member("age_low", state.age_low);
  json.member("age_high", state.age_high);
  json.member("ofsted_grade", state.ofsted_grade);
  auto day = [&json](std::string_view name, const std::optional<std::int64_t>& number) {
    std::optional<base::Date> date = number ? base::Date::from_number(*number) : std::nullopt;
    json.key(name);
    date ? json.value(date->iso()) : json.value(nullptr);
  };
  day("ofsted_on", state.ofsted_on);
  day("report_card_on", state.report_card_on);
}

void write_school(JsonWriter& json, const SchoolRow& row) {
  json.begin_object();
  write_state(json, row.state);
  json.member("type", row.type);
  json.member("state_funded", row.state_funded);
  json.member("academy", row.academy);
  json.member("authority", row.authority_name);
  json.member("trust", row.trust_name);
  json.end_object();
}

void write_members(JsonWriter& json, const std::vector<MemberRow>& members, base::Date on,
                   bool cluster) {
  json.key("members");
  json.begin_array();
  for (const MemberRow& member : members) {
    json.begin_object();
    json.member("urn", member.school.state.urn);
    json.member("name", member.school.state.name);
    json.member("phase", phase_name(member.school.state.phase));
    json.member("type", member.school.type);
    json.member("pupils", member.school.state.pupils);
    write_period(json, member.period);
    if (cluster) {
      json.member("funding", member.funding);
      json.member("lead", member.lead);
    } else {
      json.member("from_exact", member.from_exact);
      json.member("until_exact", member.until_exact);
    }
    json.member("member_on_the_day", member.period.contains(on));
    json.end_object();
  }
  json.end_array();
}

void write_cluster(JsonWriter& json, const ClusterRow& cluster) {
  json.member("id", cluster.id.value);
  json.member("name", cluster.name);
  json.member("letter", cluster.letter);
  json.member("kind", cluster.kind);
  json.member("owner", cluster.owner_name);
}

}  // namespace

std::string stats_json(const Stats& stats, base::Date on) {
  JsonWriter json(JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("on", on.iso());
  json.member("open_schools", stats.open_schools);
  json.member("open_state_funded_schools", stats.open_state_funded_schools);
  json.member("pupils", stats.pupils);
  json.member("academies", stats.academies);
  json.member("trusts_with_two_or_more_academies", stats.trusts_with_two_or_more_academies);
  json.member("clusters", stats.clusters);
  json.key("phases");
  json.begin_object();
  for (const auto& [phase, count] : stats.phases) json.member(phase, count);
  json.end_object();
  const auto day = [](const std::optional<base::Date>& date) {
    return date ? std::optional(date->iso()) : std::nullopt;
  };
  json.member("evidence_from", day(stats.days.oldest));
  json.member("schools_as_of", day(stats.days.newest));
  json.member("groups_as_of", day(stats.days.newest_groups));
  json.end_object();
  return json.take();
}

std::string changes_json(const ChangeList& list, base::Date from, base::Date to, bool all) {
  JsonWriter json(JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("from", from.iso());
  json.member("to", to.iso());
  for (std::size_t at = 0; at < change_kind_count; ++at) {
    ChangeKind kind = static_cast<ChangeKind>(at);
    json.member(change_code(kind), list.count(kind));
  }
  if (all) {
    json.key("changes");
    json.begin_array();
    for (const Change& change : list.changes) {
      json.begin_object();
      json.member("change", change_code(change.kind));
      json.member("urn", change.urn);
      json.member("school", change.school);
      json.member("before", change.before);
      json.member("after", change.after);
      json.end_object();
    }
    json.end_array();
  }
  json.end_object();
  return json.take();
}

std::string schools_json(const std::vector<SchoolRow>& rows, base::Date on,
                         const std::optional<std::string>* next) {
  JsonWriter json(JsonWriter::Layout::Indented);
  json.begin_object();
  if (next != nullptr) json.member("next", *next);
  json.member("on", on.iso());
  json.key("schools");
  json.begin_array();
  for (const SchoolRow& row : rows) write_school(json, row);
  json.end_array();
  json.end_object();
  return json.take();
}

std::string school_json(const SchoolView& view) {
  JsonWriter json(JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("on", view.on.iso());
  json.member("newest_name", view.newest_name);
  json.member("newest_urn", view.newest_urn);
  json.key("school");
  view.row ? write_school(json, *view.row) : json.value(nullptr);
  auto array = [&json](std::string_view name, const auto& rows, const auto& write) {
    json.key(name);
    json.begin_array();
    for (const auto& row : rows) {
      json.begin_object();
      write(row);
      json.end_object();
    }
    json.end_array();
  };
  array("states", view.states, [&](const SchoolState& state) {
    write_period(json, state.period);
    json.member("from_exact", state.from_exact);
    write_state(json, state);
  });
  array("identifiers", view.identifiers, [&](const Identifier& identifier) {
    json.member("scheme", identifier.scheme);
    json.member("value", identifier.value);
    write_period(json, identifier.period);
  });
  array("memberships", view.memberships, [&](const MembershipRow& row) {
    json.member("organisation", row.organisation_name);
    json.member("kind", kind_code(row.kind));
    json.member("urn", row.membership.urn);
    write_period(json, row.membership.period);
    json.member("from_exact", row.membership.from_exact);
    json.member("until_exact", row.membership.until_exact);
  });
  array("clusters", view.clusters, [&](const ClusterMembershipRow& row) {
    write_cluster(json, row.cluster);
    write_period(json, row.membership.period);
    json.member("funding", row.membership.funding);
    json.member("lead", row.membership.lead);
  });
  array("successions", view.successions, [&](const Succession& link) {
    json.member("predecessor_urn", link.predecessor);
    json.member("successor_urn", link.successor);
    json.member("kind", succession_code(link.kind));
    write_day(json, "on", link.on);
    json.member("same_school", link.same_school);
    json.member("remark", link.remark);
  });
  array("facts", view.facts, [&](const SeenFact& fact) {
    json.member("urn", fact.urn);
    json.member("fact", attribute_row(fact.attribute).code);
    json.member("value", fact.value);
    write_day(json, "first_seen", fact.on);
    write_day(json, "last_seen", fact.last_on);
    json.member("source", fact.source);
  });
  json.end_object();
  return json.take();
}

std::string group_json(const GroupView& view) {
  JsonWriter json(JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("on", view.on.iso());
  json.member("id", view.group.id.value);
  json.member("uid", view.group.uid);
  json.member("code", view.group.code);
  json.member("name", view.group.name);
  json.member("kind", kind_code(view.group.kind));
  json.member("status", view.group.status);
  json.member("companies_house", view.group.companies_house);
  write_day(json, "opened", view.group.opened);
  write_day(json, "closed", view.group.closed);
  json.key("clusters");
  json.begin_array();
  for (const ClusterRow& cluster : view.clusters) {
    json.begin_object();
    write_cluster(json, cluster);
    json.end_object();
  }
  json.end_array();
  write_members(json, view.members, view.on, false);
  json.end_object();
  return json.take();
}

std::string groups_json(const std::vector<OrganisationRow>& rows,
                        const std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>>& sizes,
                        base::Date on) {
  JsonWriter json(JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("on", on.iso());
  json.key("groups");
  json.begin_array();
  for (const OrganisationRow& row : rows) {
    auto found = sizes.find(row.id.value);
    std::int64_t schools = found == sizes.end() ? 0 : found->second.first;
    std::int64_t pupils = found == sizes.end() ? 0 : found->second.second;
    json.begin_object();
    json.member("uid", row.uid);
    json.member("code", row.code);
    json.member("name", row.name);
    json.member("kind", kind_code(row.kind));
    json.member("status", row.status);
    json.member("schools", schools);
    json.member("pupils", pupils);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

std::string cluster_json(const ClusterView& view) {
  JsonWriter json(JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("on", view.on.iso());
  write_cluster(json, view.cluster);
  write_members(json, view.members, view.on, true);
  json.end_object();
  return json.take();
}

std::string clusters_json(const std::vector<ClusterRow>& clusters) {
  JsonWriter json(JsonWriter::Layout::Indented);
  json.begin_object();
  json.key("clusters");
  json.begin_array();
  for (const ClusterRow& cluster : clusters) {
    json.begin_object();
    write_cluster(json, cluster);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

std::string found_json(const std::vector<Found>& found) {
  JsonWriter json(JsonWriter::Layout::Indented);
  json.begin_object();
  json.key("results");
  json.begin_array();
  for (const Found& each : found) {
    constexpr std::string_view kinds[] = {"school", "group", "authority", "cluster"};
    json.begin_object();
    json.member("kind", kinds[static_cast<std::size_t>(each.kind)]);
    json.member("ref", each.ref);
    json.member("name", each.name);
    json.member("detail", each.detail);
    json.member("town", each.town);
    json.member("postcode", each.postcode);
    json.member("open", each.open);
    json.member("matched_name", each.matched_name);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

}  // namespace registry
