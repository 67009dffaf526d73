// Putting the room together.
#include "access/room.hpp"

#include "access/commands.hpp"
#include "access/pages.hpp"

namespace guard {

Front::Front(sql::Database& database_in, FrontRules rules_in)
    : database(database_in),
      rules(std::move(rules_in)),
      passwords(rules.settings.passwords),
      outside(rules.providers, rules.fetch),
      gate(database, {rules.settings, rules.reading, rules.demo, rules.today, rules.now_s}) {}

std::vector<base::Command> commands(const FindUnit& find_unit) {
  std::vector<base::Command> all = user_commands(find_unit);
  const std::vector<base::Command> audit = audit_commands();
  all.insert(all.end(), audit.begin(), audit.end());
  return all;
}

void add_pages(web::Router& router, const FrontContext& front) {
  add_sign_in_pages(router, front);
  if (!front->rules.providers.empty()) add_outside_pages(router, front);
  add_link_pages(router, front);
  add_account_pages(router, front);
  add_factor_pages(router, front);
  add_token_pages(router, front);
  add_user_pages(router, front);
  add_audit_pages(router, front);
  if (front->rules.demo) add_demo_pages(router, front);
}

}  // namespace guard
