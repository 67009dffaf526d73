// A file stands as base64url in its row; lists never read it.
#include "governance/store_paper.hpp"

#include <algorithm>

#include "access/secrets.hpp"
#include "access/store_audit.hpp"
#include "access/values.hpp"
#include "governance/store_meeting.hpp"

namespace governance {

namespace {

base::Error paper_not_found(std::int64_t id) {
  return base::make_error("paper_not_found",
                          "There is no paper number " + std::to_string(id) + ".");
}

constexpr std::string_view paper_columns =
    "SELECT p.id, p.item_id, i.meeting_id, p.name, p.size_bytes, p.sha256 FROM paper p JOIN "
    "agenda_item i ON i.id = p.item_id WHERE p.withdrawn = 0 AND ";

PaperRow read_paper(const sql::Rows& rows) {
  return {rows.integer(0),           rows.id<Item>(1), rows.id<Meeting>(2),
          std::string(rows.text(3)), rows.integer(4),  std::string(rows.text(5))};
}

base::Status still_open(const MeetingRecord& record) {
  const MeetingState state = record.meeting.state;
  if (state != MeetingState::Sealed && state != MeetingState::Cancelled) return {};
  return base::make_error("meeting_closed",
                          "Its minutes are approved or it was cancelled: its papers stay.",
                          "meeting");
}

base::Status note(sql::Connection& connection, std::string_view what, const PaperRow& paper,
                  const Writing& writing) {
  guard::Values values;
  values.add("item", paper.item.value);
  values.add("size_bytes", paper.size_bytes);
  values.add("sha256", paper.sha256);
  TRY(guard::record(connection, {writing.by,
                                 "governance." + std::string(what),
                                 {"paper", paper.id},
                                 "",
                                 values.json(),
                                 writing.now_s}));
  return {};
}

}  // namespace

base::Result<std::vector<PaperRow>> papers_of_meeting(sql::Connection& connection,
                                                      MeetingId meeting) {
  sql::Rows rows = TRY(connection.query(
      std::string(paper_columns) + "i.meeting_id = $1 AND i.dropped = 0 ORDER BY p.id", {meeting}));
  std::vector<PaperRow> found;
  while (TRY(rows.next())) found.push_back(read_paper(rows));
  return found;
}

base::Result<PaperRow> paper_row(sql::Connection& connection, std::int64_t id) {
  sql::Rows rows = TRY(connection.query(std::string(paper_columns) + "p.id = $1", {id}));
  if (!TRY(rows.next())) return paper_not_found(id);
  return read_paper(rows);
}

base::Result<std::string> paper_bytes(sql::Connection& connection, const PaperRow& paper) {
  const std::string kept =
      TRY(connection.text("SELECT content FROM paper WHERE id = $1", {paper.id}));
  const auto bytes = guard::from_base64url(kept);
  if (!bytes || guard::sha256(*bytes) != paper.sha256) {
    return base::make_error("paper_damaged", "Paper " + std::to_string(paper.id) +
                                                 " is not what was put there: its hash differs.");
  }
  return *bytes;
}

base::Result<std::int64_t> add_paper(sql::Connection& connection, MeetingId meeting, ItemId item,
                                     const std::string& name, std::string_view bytes,
                                     const Writing& writing) {
  if (name.empty() || bytes.empty()) {
    return bad_change("file", "Choose a file that has a name and is not empty.");
  }
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(guard::lock_audit(connection));
  const MeetingRecord record = TRY(meeting_record(connection, meeting));
  TRY(still_open(record));
  if (!record.item(item)) return bad_change("item", "The meeting has no such item.");
  PaperRow made{
      0, item, meeting, name, static_cast<std::int64_t>(bytes.size()), guard::sha256(bytes)};
  made.id = TRY(connection.integer(
      "INSERT INTO paper (item_id, name, size_bytes, sha256, content, made_at, withdrawn) VALUES "
      "($1, $2, $3, $4, $5, $6, 0) RETURNING id",
      {item, name, made.size_bytes, made.sha256, guard::base64url(bytes), writing.now_s}));
  TRY(connection.run("UPDATE meeting SET version = version + 1 WHERE id = $1", {meeting}));
  TRY(note(connection, "paper", made, writing));
  TRY(transaction.commit());
  return made.id;
}

base::Status withdraw_paper(sql::Connection& connection, const PaperRow& paper,
                            const Writing& writing) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(guard::lock_audit(connection));
  TRY(still_open(TRY(meeting_record(connection, paper.meeting))));
  const std::int64_t rows = TRY(connection.run(
      "UPDATE paper SET withdrawn = 1, content = '' WHERE id = $1 AND withdrawn = 0", {paper.id}));
  if (rows == 0) return paper_not_found(paper.id);
  TRY(connection.run("UPDATE meeting SET version = version + 1 WHERE id = $1", {paper.meeting}));
  TRY(note(connection, "paper-withdrawn", paper, writing));
  return transaction.commit();
}

}  // namespace governance
