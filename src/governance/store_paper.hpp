// Papers of meetings: files to items of an agenda, kept in the database.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "governance/meeting.hpp"
#include "governance/store_change.hpp"
#include "sql/database.hpp"

namespace governance {

struct PaperRow {
  std::int64_t id = 0;
  ItemId item;
  MeetingId meeting;
  std::string name;
  std::int64_t size_bytes = 0;
  std::string sha256;
};
// Those not withdrawn, in the order in which they came.
base::Result<std::vector<PaperRow>> papers_of_meeting(sql::Connection& connection,
                                                      MeetingId meeting);
// Also of an item that was taken off. Error: paper_not_found.
base::Result<PaperRow> paper_row(sql::Connection& connection, std::int64_t id);
// Its bytes. Errors: paper_not_found; database_damaged (they are not those of the hash).
base::Result<std::string> paper_bytes(sql::Connection& connection, const PaperRow& paper);

// Both with a record in the trail, which has the hash and not the name. Errors: meeting_closed,
// bad_governance (no such item of the meeting, no name, no content).
base::Result<std::int64_t> add_paper(sql::Connection& connection, MeetingId meeting, ItemId item,
                                     const std::string& name, std::string_view bytes,
                                     const Writing& writing);
base::Status withdraw_paper(sql::Connection& connection, const PaperRow& paper,
                            const Writing& writing);

}  // namespace governance
