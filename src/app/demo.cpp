// Invented people for whatever county the database holds.
#include "app/demo.hpp"

#include "registry/store.hpp"
#include "registry/store_reference.hpp"

namespace app {
namespace {

using guard::Role;
using guard::UnitKind;

guard::Grant grant_of(Role role, guard::Unit unit) {
  return {{}, role, std::move(unit), base::Period()};
}

// The trust with most schools on the day.
base::Result<std::optional<registry::OrganisationRow>> largest_trust(registry::Store& store,
                                                                     base::Date today) {
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

// A school that is a member of the cluster on the day; the lead, if there is one.
base::Result<std::optional<registry::SchoolRow>> school_of(sql::Connection& connection,
                                                           registry::ClusterId cluster,
                                                           base::Date today) {
  const registry::Reference reference = TRY(registry::Reference::read(connection));
  registry::Store store(connection);
  std::optional<registry::SchoolRow> found;
  for (const registry::MemberRow& member : TRY(store.members(reference, cluster, today))) {
    if (!member.period.contains(today)) continue;
    if (!found || member.lead) found = member.school;
  }
  return found;
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

base::Result<std::vector<guard::Persona>> personas_of(sql::Connection& connection,
                                                      base::Date today) {
  registry::Store store(connection);
  std::vector<guard::Persona> people;
  people.push_back({"council-officer", "Ruth Okafor", "council officer",
                    "Looks after the county's clusters, people and imports.",
                    grant_of(Role::Administrator, {})});
  if (const auto trust = TRY(largest_trust(store, today))) {
    people.push_back({"chief-executive", "Daniel Hargreave", "chief executive of " + trust->name,
                      "Looks after the trust's schools and their clusters.",
                      grant_of(Role::Editor, {UnitKind::Group, trust->id.value, trust->name})});
  }
  const auto clusters = TRY(store.clusters(std::nullopt));
  if (!clusters.empty()) {
    const registry::ClusterRow& first = clusters.front();
    people.push_back({"cluster-lead", "Priya Nair", "lead headteacher of " + first.name,
                      "Changes who belongs to the cluster.",
                      grant_of(Role::Editor, {UnitKind::Cluster, first.id.value, first.name})});
    const registry::ClusterRow& last = clusters.back();
    people.push_back({"clerk", "Tom Ashby", "clerk of " + last.name,
                      "Keeps the record of another cluster.",
                      grant_of(Role::Editor, {UnitKind::Cluster, last.id.value, last.name})});
    if (const auto school = TRY(school_of(connection, first.id, today))) {
      const std::string& name = school->state.name;
      people.push_back({"head", "Amina Farah", "headteacher of " + name,
                        "Corrects what the register says of one school.",
                        grant_of(Role::Editor, {UnitKind::School, school->id.value, name})});
    }
  }
  return people;
}

}  // namespace app
