// Numbers of accounts, and the addresses with which they sign in.
#include "governance/api_own.hpp"

#include "web/json.hpp"

namespace governance {

using web::Schema;

std::string accounts_text(const std::vector<guard::Account>& accounts) {
  if (accounts.empty()) return "No account is theirs.\n";
  std::string text;
  for (const guard::Account& each : accounts) {
    text += each.email + "  account " + std::to_string(each.id.value) + "\n";
  }
  return text;
}

std::string accounts_json(PersonId person, const std::vector<guard::Account>& accounts) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("person", person.value);
  json.key("accounts");
  json.begin_array();
  for (const guard::Account& each : accounts) {
    json.begin_object();
    json.member("account", each.id.value);
    json.member("email", each.email);
    json.member("name", each.name);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

Schema accounts_schema() {
  return Schema::object({{"person", Schema::whole()},
                         {"accounts", Schema::array(Schema::object({{"account", Schema::whole()},
                                                                    {"email", Schema::text()},
                                                                    {"name", Schema::text()}}))}});
}

}  // namespace governance
