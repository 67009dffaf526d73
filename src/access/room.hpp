// What the room access gives to the program: its commands, its pages, and the door before all.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "access/oidc_client.hpp"
#include "access/pages_gate.hpp"
#include "access/password.hpp"
#include "access/principal.hpp"
#include "access/store_personas.hpp"
#include "base/command.hpp"
#include "sql/database.hpp"
#include "web/page.hpp"

namespace guard {

// The unit that the words mean, with its name of today. Given from above: this room knows no
// school. Errors: those of the registry, such as cluster_not_found.
using FindUnit = std::function<base::Result<Unit>(sql::Connection&, UnitKind,
                                                  const std::string& words, base::Date today)>;
// What the pages of this room need from above; one for a server.
struct FrontRules {
  Settings settings;
  Reading reading = Reading::Anyone;
  std::vector<OidcProvider> providers;
  Fetch fetch;
  std::string site;  // "https://guildhall.example"; "" where no setting says it
  FindUnit find_unit;
  bool demo = false;
  std::vector<Persona> personas;
  std::function<base::Date()> today;
  std::function<std::int64_t()> now_s;
};

struct Front {
  // `database` must outlive it.
  Front(sql::Database& database_in, FrontRules rules_in);

  sql::Database& database;
  const FrontRules rules;
  Passwords passwords;
  OidcClient outside;
  Gate gate;
  web::SiteContext frame;  // the navigation of all pages, set by whoever puts the rooms together
};
using FrontContext = std::shared_ptr<Front>;

std::vector<base::Command> commands(const FindUnit& find_unit);
void add_pages(web::Router& router, const FrontContext& front);
// /api/v1 of this room.
void add_api(web::Router& router, const FrontContext& front);

// Where a browser is led that asked for what needs a sign-in: /sign-in with the way back.
web::Response to_sign_in(const web::Request& request, const base::Error& error);

}  // namespace guard
