// guildhall search | school | group | cluster
#include <ostream>

#include "base/text.hpp"
#include "registry/api.hpp"
#include "registry/commands.hpp"
#include "registry/store_catalogue.hpp"

namespace registry {

namespace {

constexpr std::size_t results_max = 20;

base::Result<int> run_search(const base::Invocation& call) {
  std::vector<std::string> words = call.list("WORD");
  sql::Database database = TRY(open_existing(call));
  Catalogue catalogue(database);
  std::shared_ptr<const SearchIndex> index = TRY(catalogue.index());
  std::vector<Found> found = index->find(base::join(words, " "), results_max);
  if (call.value("on")) {
    base::Date on = TRY(date_option(call, "on", call.today));
    sql::Lease lease = TRY(database.read());
    found = TRY(found_on(*lease, std::move(found), on));
  }
  *call.out << (call.json ? found_json(found) : found_text(found));
  return found.empty() ? 1 : 0;
}

base::Result<int> run_school(const base::Invocation& call) {
  base::Date on = TRY(date_option(call, "on", call.today));
  std::string text = call.value("URN").value_or("");
  std::optional<std::int64_t> urn = base::parse_integer(text);
  if (!urn) {
    return base::make_error("bad_number",
                            "\"" + text + "\" is not a URN, which has six digits. `guildhall " +
                                "search` finds the URN of a school.",
                            "URN");
  }
  sql::Database database = TRY(open_existing(call));
  sql::Lease lease = TRY(database.read());
  SchoolView view = TRY(school_view(*lease, TRY(Reference::read(*lease)), *urn, on));
  if (call.flag("csv")) {
    *call.out << school_csv(view);
  } else {
    *call.out << (call.json ? school_json(view) : school_text(view));
  }
  return 0;
}

base::Result<int> run_group(const base::Invocation& call) {
  base::Date on = TRY(date_option(call, "on", call.today));
  sql::Database database = TRY(open_existing(call));
  sql::Lease lease = TRY(database.read());
  OrganisationId id = TRY(Store(*lease).group(base::join(call.list("NAME"), " ")));
  GroupView view = TRY(group_view(*lease, TRY(Reference::read(*lease)), id, on));
  if (call.flag("csv")) {
    *call.out << members_csv(view.members);
  } else {
    *call.out << (call.json ? group_json(view) : group_text(view));
  }
  return 0;
}

base::Result<int> run_cluster(const base::Invocation& call) {
  base::Date on = TRY(date_option(call, "on", call.today));
  std::vector<std::string> words = call.list("NAME");
  sql::Database database = TRY(open_existing(call));
  sql::Lease lease = TRY(database.read());
  Store store(*lease);
  if (words.empty()) {
    std::vector<ClusterRow> clusters = TRY(store.clusters(std::nullopt));
    *call.out << (call.json ? clusters_json(clusters) : clusters_text(clusters));
    return 0;
  }
  ClusterId id = TRY(store.cluster_by_text(base::join(words, " ")));
  ClusterView view = TRY(cluster_view(*lease, TRY(Reference::read(*lease)), id, on));
  if (call.flag("csv")) {
    *call.out << members_csv(view.members);
  } else {
    *call.out << (call.json ? cluster_json(view) : cluster_text(view));
  }
  return 0;
}

using enum base::OptionKind;

const base::CommandOption on = {"on", Value, "The day of which is asked; today if not given",
                                "DATE", false};
const base::CommandOption csv = {"csv", Flag, "Write CSV instead of text", "", false};

}  // namespace

std::vector<base::Command> look_commands() {
  std::vector<base::Command> made;
  made.push_back({"search",
                  "Find schools, groups, authorities and clusters",
                  "By name, former name, URN, school number, postcode, town or trust; forgives "
                  "typing errors. Exit status 1 when nothing is found.\n"
                  "Example: guildhall search st mary saltmere",
                  {{"WORD", PositionalList, "What to look for", "", true},
                   {"on", Value, "Show schools as they were on this day", "DATE", false}},
                  run_search});
  made.push_back({"school",
                  "Show one school on a day, with its history",
                  "By any URN that the school ever had. --csv gives every fact with its source.\n"
                  "Example: guildhall school 990871 --on 2023-03-01",
                  {{"URN", Positional, "The school's number in the register", "", true}, on, csv},
                  run_school});
  made.push_back({"group",
                  "Show a trust, federation or other group and its members",
                  "By name or by its UID in the register.\n"
                  "Example: guildhall group Harbour Learning Trust --on 2023-03-01",
                  {{"NAME", PositionalList, "Name or UID of the group", "", true}, on, csv},
                  run_group});
  made.push_back({"cluster",
                  "Show a cluster and its members; without a name, list clusters",
                  "By name or number.\nExample: guildhall cluster Harbour --on 2023-03-01 --json",
                  {{"NAME", PositionalList, "Name or number of the cluster", "", false}, on, csv},
                  run_cluster});
  return made;
}

}  // namespace registry
