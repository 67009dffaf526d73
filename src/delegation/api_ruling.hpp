// A ruling as JSON: the same on its page, in the API and by command.
#pragma once

#include <string>
#include <vector>

#include "delegation/check.hpp"
#include "delegation/store_setting.hpp"
#include "governance/api_texts.hpp"
#include "web/json.hpp"
#include "web/schema.hpp"

namespace delegation {

struct AskedRuling {
  const Setting& setting;
  const Held& holds;
  const Ruling& ruling;
  int decision = 0;
};
// "13 members, of whom 7 must be present"; the one who holds the office; "" where nobody does.
std::string people_text(const Behind& behind);

// Into a member "faults".
void write_faults(web::JsonWriter& json, const std::vector<ToldFault>& faults);
web::Schema faults_schema();
// Into a member "parts".
void write_cells(web::JsonWriter& json, const Catalogue& catalogue, const std::vector<Cell>& cells);
web::Schema cells_schema();
void write_texts(web::JsonWriter& json, std::string_view name,
                 const std::vector<std::string>& texts);
// All that is to be said of it.
std::string ruling_json(const AskedRuling& asked);
// Into an array of answers: who decides, and the words; or without words, which is quicker.
void write_ruling(web::JsonWriter& json, const AskedRuling& asked, bool with_words);
std::string catalogue_history_json(const std::vector<CatalogueSaved>& history,
                                   governance::WhoSaved who);

}  // namespace delegation
