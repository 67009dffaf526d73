// guildhall stats | changes | export
#include <ostream>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "registry/api.hpp"
#include "registry/commands.hpp"
#include "registry/store_changes.hpp"
#include "sql/migrate.hpp"
#include "web/json.hpp"

namespace registry {

namespace {

base::Result<Filter> filter_of(const base::Invocation& call, Store& store) {
  Filter filter;
  if (auto text = call.value("authority")) filter.authority = TRY(store.authority(*text));
  if (auto text = call.value("group")) filter.organisation = TRY(store.group(*text));
  if (auto text = call.value("cluster")) filter.cluster = TRY(store.cluster_by_text(*text));
  int given =
      filter.authority.has_value() + filter.organisation.has_value() + filter.cluster.has_value();
  if (given > 1) {
    return base::make_error("filters_exclude",
                            "Give one of --authority, --group and --cluster, not several.",
                            "--authority");
  }
  return filter;
}

base::Result<int> run_stats(const base::Invocation& call) {
  base::Date on = TRY(date_option(call, "on", call.today));
  sql::Database database = TRY(open_existing(call));
  sql::Lease lease = TRY(database.read());
  Store store(*lease);
  std::optional<OrganisationId> authority;
  if (auto text = call.value("authority")) authority = TRY(store.authority(*text));
  Stats stats = TRY(store.stats(on, authority));
  *call.out << (call.json ? stats_json(stats, on) : stats_text(stats, on));
  return 0;
}

base::Result<int> run_changes(const base::Invocation& call) {
  base::Date from = TRY(date_option(call, "from", call.today));
  base::Date to = TRY(date_option(call, "to", call.today));
  sql::Database database = TRY(open_existing(call));
  sql::Lease lease = TRY(database.read());
  sql::Transaction steady = TRY(sql::Transaction::begin_read(*lease));
  Store store(*lease);
  Filter filter = TRY(filter_of(call, store));
  ChangeList list = TRY(changes_between(*lease, from, to, filter));
  bool all = call.flag("list");
  *call.out << (call.json ? changes_json(list, from, to, all) : changes_text(list, from, to, all));
  return 0;
}

base::Result<int> run_export(const base::Invocation& call) {
  base::Date on = TRY(date_option(call, "on", call.today));
  sql::Database database = TRY(open_existing(call));
  sql::Lease lease = TRY(database.read());
  Store store(*lease);
  std::vector<SchoolRow> rows =
      TRY(store.schools(TRY(Reference::read(*lease)), TRY(filter_of(call, store)), on));
  *call.out << (call.json ? schools_json(rows, on) : schools_csv(rows));
  return 0;
}

using enum base::OptionKind;

const base::CommandOption on = {"on", Value, "The day of which is asked; today if not given",
                                "DATE", false};
const base::CommandOption authority = {
    "authority", Value, "Only schools of this local authority, by name or code", "NAME", false};
const base::CommandOption group = {"group", Value, "Only schools of this group, by name or UID",
                                   "NAME", false};
const base::CommandOption cluster = {
    "cluster", Value, "Only schools of this cluster, by name or number", "NAME", false};

}  // namespace

std::vector<base::Command> figure_commands() {
  std::vector<base::Command> made;
  made.push_back({"stats",
                  "Count schools, pupils and trusts on a day",
                  "State-funded is defined in docs/reference/measures.md. With --authority, trusts "
                  "are counted by their academies in that authority.\n"
                  "Example: guildhall stats --on 2025-05-24 --authority Norfolk --json",
                  {on, authority},
                  run_stats});
  made.push_back({"changes",
                  "Compare two days: who opened, closed, joined, left, moved",
                  "Days are compared with each other, by URN and group; what came and went between "
                  "them does not show.\nExample: guildhall changes --from 2022-08-31 --to "
                  "2025-05-24 --authority Norfolk --list",
                  {{"from", Value, "The earlier day", "DATE", true},
                   {"to", Value, "The later day; today if not given", "DATE", false},
                   {"list", Flag, "Name every school, not only the numbers", "", false},
                   authority,
                   group,
                   cluster},
                  run_changes});
  made.push_back({"export",
                  "Write the open schools of a day as CSV, or as JSON with --json",
                  "Example: guildhall export --on 2025-05-24 --authority Norfolk > norfolk.csv",
                  {on, authority, group, cluster},
                  run_export});
  return made;
}

base::Result<sql::Database> open_database(const base::Invocation& call,
                                          const sql::Options& options) {
  sql::Database database = TRY(sql::Database::open(call.database, options));
  TRY(sql::migrate(*TRY(database.write())));
  TRY(derive_what_is_stated(database));
  return database;
}

base::Result<sql::Database> open_existing(const base::Invocation& call) {
  sql::Options options;
  options.create = false;
  return open_database(call, options);
}

base::Result<base::Date> date_option(const base::Invocation& call, std::string_view name,
                                     base::Date otherwise) {
  std::optional<std::string> text = call.value(name);
  if (!text) return otherwise;
  std::optional<base::Date> date = base::Date::parse(*text);
  if (date) return *date;
  return base::make_error("bad_date",
                          "\"" + *text + "\" is not a date. Write it as 2025-05-24 or 24 May 2025.",
                          "--" + std::string(name));
}

}  // namespace registry
