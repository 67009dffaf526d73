// guildhall scheme catalogue show|save|history: decisions of our own, above those that are shipped.
#include <ostream>

#include "delegation/api_ruling.hpp"
#include "delegation/commands_scheme.hpp"
#include "delegation/store_scheme.hpp"
#include "governance/commands_kept.hpp"

namespace delegation {

namespace {

base::Result<int> run_history(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const std::vector<CatalogueSaved> history = TRY(catalogue_history(*lease));
  if (call.json) {
    *call.out << catalogue_history_json(history, governance::WhoSaved::Told);
    return 0;
  }
  if (history.empty()) *call.out << "There were never decisions of our own.\n";
  for (const CatalogueSaved& each : history) {
    *call.out << "Version " << each.version << ", " << base::moment(each.made_at) << ", by "
              << each.actor << "\n";
    for (const std::string& change : each.changes) *call.out << "  " << change << "\n";
    if (!each.unread.empty()) *call.out << "  It cannot be read any more: " << each.unread << "\n";
  }
  return 0;
}

}  // namespace

std::vector<base::Command> catalogue_commands() {
  std::vector<base::Command> all =
      governance::text_commands({&catalogue_kind, "scheme catalogue", "catalogue.txt",
                                 "docs/spec/delegation.md", save_catalogue});
  all.push_back({"scheme catalogue history",
                 "How decisions of our own changed, text by text",
                 "What was added, reworded or retired, and by whom; the newest text first.\n"
                 "Example: guildhall scheme catalogue history",
                 {},
                 run_history});
  return all;
}

}  // namespace delegation
