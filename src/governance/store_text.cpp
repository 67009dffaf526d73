// One table for each kind of text, all with the same columns.
#include "governance/store_text.hpp"

#include <algorithm>

#include "access/store_audit.hpp"
#include "access/values.hpp"

namespace governance {

namespace {

base::Result<std::vector<OwnText>> read(sql::Connection& connection, const TextKind& kind,
                                        std::string_view how_many) {
  sql::Rows rows =
      TRY(connection.query("SELECT id, content, actor, made_at FROM " + std::string(kind.table) +
                           " ORDER BY id DESC" + std::string(how_many)));
  std::vector<OwnText> found;
  while (TRY(rows.next())) {
    found.push_back(
        {rows.integer(0), std::string(rows.text(1)), std::string(rows.text(2)), rows.integer(3)});
  }
  return found;
}

}  // namespace

base::Result<OwnText> own_text(sql::Connection& connection, const TextKind& kind) {
  std::vector<OwnText> newest = TRY(read(connection, kind, " LIMIT 1"));
  return newest.empty() ? OwnText{} : std::move(newest.front());
}

base::Result<std::vector<OwnText>> own_texts(sql::Connection& connection, const TextKind& kind) {
  return read(connection, kind, "");
}

base::Result<OwnText> text_of_version(const std::vector<OwnText>& all, const TextKind& kind,
                                      std::int64_t version) {
  const auto found = std::ranges::find(all, version, &OwnText::version);
  if (found != all.end()) return *found;
  return base::make_error("text_not_found",
                          "\"" + std::string(kind.title) + "\" has no version " +
                              std::to_string(version) + "; its page lists those that there are.",
                          "version");
}

base::Status save_own_text(sql::Connection& connection, const TextKind& kind,
                           const std::string& content, std::int64_t seen_version,
                           const Writing& writing) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(guard::lock_audit(connection));
  const OwnText before = TRY(own_text(connection, kind));
  if (before.version != seen_version) {
    return base::make_error("governance_conflict",
                            before.actor + " saved " + std::string(kind.others) +
                                " meanwhile, so nothing was saved. Look at what there is now, "
                                "then make your change again.",
                            "content");
  }
  const std::int64_t id = TRY(connection.integer(
      "INSERT INTO " + std::string(kind.table) +
          " (content, account_id, actor, made_at) VALUES ($1, $2, $3, $4) RETURNING id",
      {content, writing.by.account.value, writing.by.name, writing.now_s}));
  guard::Values was;
  guard::Values is;
  was.add(kind.code, before.content);
  is.add(kind.code, content);
  TRY(guard::record(connection, {writing.by,
                                 "governance." + std::string(kind.code),
                                 {std::string(kind.code), id, std::string(kind.title)},
                                 was.json(),
                                 is.json(),
                                 writing.now_s}));
  return transaction.commit();
}

}  // namespace governance
