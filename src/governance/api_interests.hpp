// The register of interests of a body as text, CSV and JSON, and what of it stands on pages.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "governance/interests.hpp"
#include "sql/database.hpp"
#include "web/json.hpp"
#include "web/openapi.hpp"

namespace governance {

struct RegisterView {
  Body body;
  base::Date on;
  std::vector<RegisterRow> rows;
};
// Error: body_not_found.
base::Result<RegisterView> register_view(sql::Connection& connection, BodyId id, base::Date on);

std::string register_text(const RegisterView& view);
std::string register_json(const RegisterView& view);
std::string register_csv(const RegisterView& view);  // a row for each interest, or for none
// An array of objects, and what they have.
void write_interests(web::JsonWriter& json, std::span<const Interest> interests);
web::Schema interests_schema();

}  // namespace governance
