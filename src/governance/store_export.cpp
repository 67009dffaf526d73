// Rows of tables as they are kept, told by the names of their columns.
#include "governance/store_export.hpp"

#include "access/store_audit.hpp"
#include "access/values.hpp"
#include "governance/store.hpp"

namespace governance {

bool is_words(std::string_view column) {
  for (const std::string_view words :
       {"name",         "email",    "kind",   "place_kind", "why_ended",  "category",
        "appointed_by", "presence", "why",    "choice",     "what",       "subject",
        "certificate",  "title",    "role",   "forename_1", "forename_2", "surname",
        "said_by",      "level",    "result", "words",      "layer",      "scheme",
        "version",      "clause",   "says",   "actor",      "decision",   "heading",
        "party",        "skill",    "source"}) {
    if (column == words) return true;
  }
  return false;
}

namespace {

// Of a later room, whose requests for decisions people make and take part in by their offices.
std::vector<PersonTable> of_requests() {
  return {
      {"decision_request",
       "Requests for decisions",
       {"asked_by_id"},
       {"id", "revision", "decision", "place_kind", "place_id", "words", "heading", "party",
        "asked_on", "needed_on", "account_id", "actor", "made_at"}},
      {"request_step",
       "Steps of requests, as who held an office",
       {"person_id"},
       {"id",    "request_id", "kind",     "level", "name",   "noted_on", "result",
        "words", "due_on",     "route_id", "layer", "scheme", "version",  "clause",
        "says",  "meeting_id", "item_id",  "early", "actor",  "made_at"}},
  };
}

std::vector<PersonTable> of_this_room() {
  return {
      {"person",
       "Name and address",
       {"id"},
       {"id", "name", "email", "address_own", "made_at", "withdrawn"}},
      {"office",
       "Offices",
       {"person_id"},
       {"id", "kind", "place_kind", "place_id", "from_on", "until_on", "why_ended", "made_at",
        "withdrawn"}},
      {"appointment",
       "Seats",
       {"person_id"},
       {"id", "body_id", "category", "appointed_by", "for_school_id", "from_on", "until_on",
        "term_ends_on", "why_ended", "made_at", "withdrawn"}},
      {"declaration",
       "Declarations of interests",
       {"person_id"},
       {"id", "year", "declared_on", "made_at", "withdrawn", "no_interests"}},
      {"interest",
       "Interests",
       {"person_id"},
       {"id", "kind", "what", "from_on", "until_on", "made_at", "withdrawn"}},
      {"item_interest",
       "Interests declared at items",
       {"person_id"},
       {"item_id", "interest_id", "why"}},
      {"attendance",
       "Attendance at meetings",
       {"person_id"},
       {"meeting_id", "presence", "from_item", "until_item"}},
      {"withdrawal", "Withdrawals from items", {"person_id"}, {"item_id", "why"}},
      {"proxy", "Proxies", {"person_id", "holder_id"}, {"meeting_id", "person_id", "holder_id"}},
      {"vote", "Votes", {"person_id"}, {"item_id", "choice"}},
      {"meeting_action",
       "Actions",
       {"person_id"},
       {"id", "meeting_id", "what", "due_on", "done_on", "made_at"}},
      {"training",
       "Training",
       {"person_id"},
       {"id", "subject", "done_on", "until_on", "made_at", "withdrawn"}},
      {"person_check",
       "Checks",
       {"person_id"},
       {"id", "kind", "checked_on", "certificate", "made_at", "withdrawn"}},
      {"skill_level",
       "Skills",
       {"person_id"},
       {"id", "skill", "grade", "assessed_on", "source", "made_at", "withdrawn"}},
      {"agenda_item", "Items that they lead", {"lead_id"}, {"id", "meeting_id", "position"}},
      {"alignment_lead", "Lead of a line of the alignment matrix", {"person_id"}, {"state_id"}},
      {"person_account", "Accounts", {"person_id"}, {"account_id"}},
      {"alternate",
       "Alternate for others",
       {"person_id", "holder_id"},
       {"id", "body_id", "person_id", "category", "for_school_id", "holder_id", "from_on",
        "until_on", "made_at", "withdrawn"}},
      {"gias_post",
       "Posts in the national register",
       {"person_id"},
       {"gid", "role", "urn", "uid", "title", "forename_1", "forename_2", "surname",
        "appointment_id", "office_id", "said_from_on", "said_until_on", "said_by"}},
  };
}

}  // namespace

const std::vector<PersonTable>& person_tables() {
  static const std::vector<PersonTable> tables = [] {
    std::vector<PersonTable> all = of_this_room();
    for (const PersonTable& each : of_requests()) all.push_back(each);
    return all;
  }();
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

base::Result<std::vector<PersonRows>> give_out(sql::Connection& connection, PersonId person,
                                               const Writing& writing) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(guard::lock_audit(connection));
  std::vector<PersonRows> all = TRY(person_export(connection, person));
  std::size_t rows = 0;
  for (const PersonRows& each : all) rows += each.rows.size();
  guard::Values told;
  told.add("rows", static_cast<std::int64_t>(rows));
  TRY(guard::record(connection, {writing.by,
                                 "governance.give-out",
                                 {"person", person.value},
                                 "",
                                 told.json(),
                                 writing.now_s}));
  TRY(transaction.commit());
  return all;
}

}  // namespace governance
