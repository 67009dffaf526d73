// Rows of tables as they are kept, told by the names of their columns.
#include "governance/store_export.hpp"

#include "governance/store.hpp"

namespace governance {

namespace {

// Of these columns alone the values are words; those of others are whole numbers.
bool is_words(std::string_view column) {
  for (const std::string_view words :
       {"name", "email", "kind", "place_kind", "why_ended", "category", "appointed_by", "presence",
        "why", "choice", "what", "subject", "certificate", "title", "role", "forename_1",
        "forename_2", "surname", "said_by"}) {
    if (column == words) return true;
  }
  return false;
}

}  // namespace

const std::vector<PersonTable>& person_tables() {
  static const std::vector<PersonTable> tables = {
      {"person", {"id"}, {"id", "name", "email", "made_at", "withdrawn"}},
      {"office",
       {"person_id"},
       {"id", "kind", "place_kind", "place_id", "from_on", "until_on", "why_ended", "made_at",
        "withdrawn"}},
      {"appointment",
       {"person_id"},
       {"id", "body_id", "category", "appointed_by", "for_school_id", "from_on", "until_on",
        "term_ends_on", "why_ended", "made_at", "withdrawn"}},
      {"declaration",
       {"person_id"},
       {"id", "year", "declared_on", "made_at", "withdrawn", "no_interests"}},
      {"interest",
       {"person_id"},
       {"id", "kind", "what", "from_on", "until_on", "made_at", "withdrawn"}},
      {"item_interest", {"person_id"}, {"item_id", "interest_id", "why"}},
      {"attendance", {"person_id"}, {"meeting_id", "presence", "from_item", "until_item"}},
      {"withdrawal", {"person_id"}, {"item_id", "why"}},
      {"proxy", {"person_id", "holder_id"}, {"meeting_id", "person_id", "holder_id"}},
      {"vote", {"person_id"}, {"item_id", "choice"}},
      {"meeting_action",
       {"person_id"},
       {"id", "meeting_id", "what", "due_on", "done_on", "made_at"}},
      {"training", {"person_id"}, {"id", "subject", "done_on", "until_on", "made_at", "withdrawn"}},
      {"person_check",
       {"person_id"},
       {"id", "kind", "checked_on", "certificate", "made_at", "withdrawn"}},
      {"agenda_item", {"lead_id"}, {"id", "meeting_id", "position"}},
      {"alignment_lead", {"person_id"}, {"state_id"}},
      {"gias_post",
       {"person_id"},
       {"gid", "role", "urn", "uid", "title", "forename_1", "forename_2", "surname",
        "appointment_id", "office_id", "said_from_on", "said_until_on", "said_by"}},
  };
  return tables;
}

base::Result<std::vector<PersonRows>> person_export(sql::Connection& connection, PersonId person) {
  TRY(person_row(connection, person));
  std::vector<PersonRows> all;
  for (const PersonTable& each : person_tables()) {
    std::string text = "SELECT ";
    for (const std::string_view column : each.columns) {
      text += (column == each.columns.front() ? "" : ", ") + std::string(column);
    }
    text += " FROM " + std::string(each.table) + " WHERE ";
    for (const std::string_view column : each.people) {
      text += (column == each.people.front() ? "" : " OR ") + std::string(column) + " = $1";
    }
    sql::Rows rows = TRY(connection.query(text + " ORDER BY 1", {person}));
    PersonRows& found = all.emplace_back(PersonRows{&each, {}});
    while (TRY(rows.next())) {
      auto& row = found.rows.emplace_back();
      for (std::size_t at = 0; at < each.columns.size(); ++at) {
        const int column = static_cast<int>(at);
        if (is_words(each.columns[at])) {
          row.emplace_back(std::string(rows.text(column)));
        } else {
          row.emplace_back(rows.integer(column));
        }
      }
    }
  }
  return all;
}

}  // namespace governance
