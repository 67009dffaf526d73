// The people of the demonstration, whom anybody may be.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "access/principal.hpp"
#include "sql/database.hpp"

namespace guard {

struct Persona {
  std::string key;     // in addresses: "head"
  std::string name;    // "Amina Farah"
  std::string office;  // "headteacher of Elm Primary School"
  std::string about;   // what one can try as this person
  Grant grant;
};

// By which their accounts are known: of a domain that can never be real (RFC 2606).
std::string persona_email(std::string_view key);

// Makes their accounts where they are not there yet, one transaction for all; they have no
// password. Error: demo_refused, where the database has an account of anybody else.
base::Status make_personas(sql::Connection& connection, const std::vector<Persona>& personas,
                           std::int64_t now_s);

}  // namespace guard
