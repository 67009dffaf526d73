// Putting the rooms together.
#include "app/rooms.hpp"

#include "access/room.hpp"
#include "app/serve.hpp"
#include "app/settings.hpp"
#include "app/store_plan_effects.hpp"
#include "base/text.hpp"
#include "delegation/room.hpp"
#include "design/room.hpp"
#include "governance/room.hpp"
#include "registry/room.hpp"
#include "registry/store.hpp"

namespace app {
namespace {

base::Result<guard::Unit> organisation_unit(registry::Store& store, guard::UnitKind kind,
                                            registry::OrganisationId id, base::Date today) {
  const auto row = TRY(store.organisation(id, today));
  return guard::Unit{kind, id.value, row ? row->name : std::string(guard::name_of(kind))};
}

base::Result<guard::Unit> school_unit(registry::Store& store, const std::string& text,
                                      base::Date today) {
  const std::optional<std::int64_t> urn = base::parse_integer(text);
  if (!urn) {
    return base::make_error("bad_number", "\"" + text + "\" is not a URN, which has six digits.",
                            "--school");
  }
  const registry::SchoolId id = TRY(store.school_of_urn(*urn));
  const auto row = TRY(store.school(id, today));
  return guard::Unit{guard::UnitKind::School, id.value, row ? row->state.name : "school " + text};
}

}  // namespace

base::Result<guard::Unit> find_unit(sql::Connection& connection, guard::UnitKind kind,
                                    const std::string& text, base::Date today) {
  registry::Store store(connection);
  switch (kind) {
    case guard::UnitKind::Everything: return guard::Unit{};
    case guard::UnitKind::Authority:
      return organisation_unit(store, kind, TRY(store.authority(text)), today);
    case guard::UnitKind::Group:
      return organisation_unit(store, kind, TRY(store.group(text)), today);
    case guard::UnitKind::Cluster: {
      const registry::ClusterRow row = TRY(store.cluster(TRY(store.cluster_by_text(text))));
      return guard::Unit{kind, row.id.value, row.name};
    }
    case guard::UnitKind::School: return school_unit(store, text, today);
  }
  return guard::Unit{};
}

std::vector<base::Command> commands() {
  std::vector<base::Command> all = registry::commands();
  for (auto part :
       {design::commands(plan_contributors()), governance::commands(), delegation::commands(),
        travel_commands(), guard::commands(find_unit), serve_commands(), database_commands(),
        care_commands(), solve_commands(), settings_commands()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace app
