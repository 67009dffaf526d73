// Invented people for whatever county the database holds.
#include "app/demo.hpp"

#include <algorithm>

#include "delegation/store.hpp"
#include "governance/store.hpp"
#include "governance/store_facts.hpp"
#include "governance/store_own.hpp"
#include "registry/store.hpp"
#include "registry/store_reference.hpp"

namespace app {
namespace {

using governance::OfficeKind;
using governance::PersonId;
using guard::Role;
using guard::UnitKind;

guard::Grant grant_of(Role role, guard::Unit unit) {
  return {{}, role, std::move(unit), base::Period()};
}

// The trust with a scheme of delegation, whose people can do most here; else that with most schools
// on the day.
base::Result<std::optional<registry::OrganisationRow>> trust_shown(sql::Connection& connection,
                                                                   base::Date today) {
  registry::Store store(connection);
  for (const delegation::SchemeOwner& each : TRY(delegation::scheme_owners(connection))) {
    auto row = TRY(store.organisation(each.id, today));
    if (each.adopted > 0 && row && row->kind == registry::OrganisationKind::Mat) return row;
  }
  const auto trusts = TRY(store.organisations({registry::OrganisationKind::Mat}, today));
  const auto sizes = TRY(store.sizes(today));
  std::optional<registry::OrganisationRow> largest;
  std::int64_t most = 0;
  for (const registry::OrganisationRow& one : trusts) {
    const auto found = sizes.find(one.id.value);
    if (found == sizes.end() || found->second.first <= most) continue;
    most = found->second.first;
    largest = one;
  }
  return largest;
}

// A school that is a member of the cluster on the day: the lead, or another.
base::Result<std::optional<registry::SchoolRow>> school_of(sql::Connection& connection,
                                                           registry::ClusterId cluster, bool lead,
                                                           base::Date today) {
  const registry::Reference reference = TRY(registry::Reference::read(connection));
  registry::Store store(connection);
  std::optional<registry::SchoolRow> found;
  for (const registry::MemberRow& member : TRY(store.members(reference, cluster, today))) {
    if (!member.period.contains(today)) continue;
    if (!found || member.lead == lead) found = member.school;
  }
  return found;
}

// Who holds the office there, or at one of its bodies.
base::Result<PersonId> holder(sql::Connection& connection, governance::OfficeKind kind,
                              std::vector<std::int64_t> schools, std::vector<std::int64_t> groups,
                              base::Date today) {
  const governance::Facts facts = TRY(governance::facts_of_places(connection, schools, groups));
  const auto at = [&](const governance::Place& place) {
    if (place.kind == governance::PlaceKind::Body) {
      const governance::Body* body = facts.body(governance::BodyId{place.id});
      if (body == nullptr) return false;
      return std::ranges::count(
                 body->place.kind == governance::PlaceKind::School ? schools : groups,
                 body->place.id) != 0;
    }
    return place.kind == governance::PlaceKind::School ? std::ranges::count(schools, place.id) != 0
                                                       : std::ranges::count(groups, place.id) != 0;
  };
  for (const governance::Office& office : facts.offices) {
    if (office.kind == kind && office.period.contains(today) && at(office.place)) {
      return office.person;
    }
  }
  return PersonId{};
}

}  // namespace

base::Status check_demo(const base::Settings& settings) {
  const std::string& address = settings.text("server.address");
  const bool here =
      address == "127.0.0.1" || address == "::1" || address == "[::1]" || address == "localhost";
  if (here && settings.text("server.public_address").empty() &&
      settings.list("server.trusted_proxies").empty()) {
    return {};
  }
  return base::make_error("demo_refused",
                          "In the demonstration anybody may be anybody: it is served on 127.0.0.1 "
                          "only, without a proxy. Leave out --demo, or the settings "
                          "server.address, server.public_address and server.trusted_proxies.",
                          "--demo");
}

base::Result<std::vector<DemoPerson>> demo_people(sql::Connection& connection, base::Date today) {
  registry::Store store(connection);
  std::vector<DemoPerson> people;
  const auto add = [&](guard::Persona persona, PersonId person) -> base::Status {
    if (person.known()) persona.name = TRY(governance::person_row(connection, person)).name;
    people.push_back({std::move(persona), person});
    return {};
  };
  TRY(add(
      {"council-officer", "Ruth Okafor", "council officer",
       "Looks after the county's clusters, people and imports.", grant_of(Role::Administrator, {})},
      {}));
  const auto trust = TRY(trust_shown(connection, today));
  if (trust) {
    const guard::Grant editor =
        grant_of(Role::Editor, {UnitKind::Group, trust->id.value, trust->name});
    TRY(add({"chief-executive", "Daniel Hargreave", "chief executive of " + trust->name,
             "Looks after the trust's schools, their clusters and who decides what.", editor},
            TRY(holder(connection, OfficeKind::ChiefExecutive, {}, {trust->id.value}, today))));
    TRY(add(
        {"governance-professional", "Grace Adeyemi", "governance professional of " + trust->name,
         "Keeps the boards, their meetings and the scheme of delegation of the trust.", editor},
        TRY(holder(connection, OfficeKind::GovernanceProfessional, {}, {trust->id.value}, today))));
  }
  const auto clusters = TRY(store.clusters(std::nullopt));
  if (clusters.empty()) return people;
  const auto of_trust = std::ranges::find_if(clusters, [&](const registry::ClusterRow& each) {
    return trust && each.owner == trust->id && each.life.contains(today);
  });
  const registry::ClusterRow& first = of_trust == clusters.end() ? clusters.front() : *of_trust;
  const auto head_of = [&](bool lead) -> base::Result<std::pair<registry::SchoolId, std::string>> {
    const auto school = TRY(school_of(connection, first.id, lead, today));
    if (!school) return std::pair<registry::SchoolId, std::string>();
    return std::pair(school->id, school->state.name);
  };
  const auto head = [&](registry::SchoolId school) {
    return holder(connection, OfficeKind::Headteacher, {school.value}, {}, today);
  };
  TRY(add({"cluster-lead", "Priya Nair", "lead headteacher of " + first.name,
           "Changes who belongs to the cluster.",
           grant_of(Role::Editor, {UnitKind::Cluster, first.id.value, first.name})},
          TRY(head(TRY(head_of(true)).first))));
  const registry::ClusterRow& last = clusters.back();
  std::vector<std::int64_t> schools;
  if (const auto school = TRY(school_of(connection, last.id, true, today))) {
    schools.push_back(school->id.value);
  }
  TRY(add({"clerk", "Tom Ashby", "clerk of " + last.name, "Keeps the record of another cluster.",
           grant_of(Role::Editor, {UnitKind::Cluster, last.id.value, last.name})},
          TRY(holder(connection, OfficeKind::GovernanceProfessional, schools, {}, today))));
  if (const auto [school, name] = TRY(head_of(false)); school.known()) {
    TRY(add({"head", "Amina Farah", "headteacher of " + name,
             "Corrects what the register says of one school.",
             grant_of(Role::Editor, {UnitKind::School, school.value, name})},
            TRY(head(school))));
  }
  return people;
}

base::Status make_demo_people(sql::Connection& connection, const std::vector<DemoPerson>& people,
                              base::Date today, std::int64_t now_s) {
  std::vector<guard::Persona> personas;
  for (const DemoPerson& each : people) personas.push_back(each.persona);
  TRY(guard::make_personas(connection, personas, now_s));
  const governance::Writing writing = {
      {{}, "Guildhall", guard::Via::System, 0, "The demonstration."}, now_s, today};
  for (const DemoPerson& each : people) {
    if (!each.person.known()) continue;
    const std::string email = guard::persona_email(each.persona.key);
    const guard::Account account = TRY(guard::account_of_email(connection, email));
    if (TRY(governance::person_of_account(connection, account.id)).known()) continue;
    TRY(governance::link_account(connection, each.person, email, writing));
  }
  return {};
}

}  // namespace app
