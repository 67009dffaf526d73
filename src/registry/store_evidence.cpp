// Loading and adding evidence.
#include "registry/store_evidence.hpp"

#include <algorithm>
#include <functional>
#include <unordered_map>

namespace registry {

namespace {

constexpr std::string_view kinds[] = {"establishments", "group_links", "groups", "links",
                                      "clusters"};

SourceKind kind_of_name(std::string_view name) {
  for (std::size_t i = 0; i < std::size(kinds); ++i) {
    if (kinds[i] == name) return static_cast<SourceKind>(i);
  }
  return SourceKind::Establishments;
}

}  // namespace

// Evidence of one layout and family by its content.
class EvidenceStore::Known {
 public:
  Known(const std::vector<Row>& rows, std::int64_t layout_id, Family family) : rows_(rows) {
    for (std::size_t at = 0; at < rows.size(); ++at) {
      if (rows[at].layout_id != layout_id || rows[at].family != family) continue;
      by_content_.emplace(key(rows[at].subject, rows[at].cells), static_cast<std::int64_t>(at + 1));
    }
  }
  // The id of equal evidence, or 0.
  std::int64_t find(std::int64_t subject, std::string_view cells) const {
    if (by_content_.empty()) return 0;
    auto [first, last] = by_content_.equal_range(key(subject, cells));
    for (auto it = first; it != last; ++it) {
      const Row& row = rows_[static_cast<std::size_t>(it->second - 1)];
      if (row.subject == subject && row.cells == cells) return it->second;
    }
    return 0;
  }

 private:
  static std::size_t key(std::int64_t subject, std::string_view cells) {
    return std::hash<std::string_view>()(cells) * 31 + static_cast<std::size_t>(subject);
  }
  const std::vector<Row>& rows_;
  std::unordered_multimap<std::size_t, std::int64_t> by_content_;
};

base::Result<EvidenceStore> EvidenceStore::load(sql::Connection& connection) {
  return load(connection, EvidenceStore());
}

base::Result<EvidenceStore> EvidenceStore::load(sql::Connection& connection, EvidenceStore known) {
  EvidenceStore store = std::move(known);
  sql::Rows layouts = TRY(connection.query("SELECT id, attributes FROM layout"));
  while (TRY(layouts.next())) {
    std::optional<Layout> layout = Layout::from_codes(layouts.text(1));
    if (!layout) {
      return base::make_error("database_newer",
                              "The database holds evidence with an attribute that this Guildhall "
                              "does not know. Use the newer program that wrote it.");
    }
    store.layouts_[layouts.integer(0)] = std::make_shared<const Layout>(std::move(*layout));
  }
  sql::Rows sources =
      TRY(connection.query("SELECT id, kind, name, digest, as_of, coverage, in_force, rows_bad "
                           "FROM source ORDER BY id"));
  while (TRY(sources.next())) {
    StoredSource& stored = store.sources_.emplace_back();
    stored.source = {sources.integer(0), kind_of_name(sources.text(1)),
                     std::string(sources.text(2)), sources.date(4),
                     Coverage::from_text(sources.text(5))};
    stored.digest = sources.text(3);
    stored.in_force = sources.integer(6) != 0;
    stored.rows_bad = sources.integer(7);
    store.next_source_ = stored.source.id + 1;
  }
  std::unordered_map<std::int64_t, StoredSource*> by_id;
  for (StoredSource& stored : store.sources_) by_id[stored.source.id] = &stored;
  sql::Rows runs = TRY(connection.query(
      "SELECT source_id, first_id, last_id FROM evidence_run ORDER BY source_id, first_id"));
  while (TRY(runs.next())) {
    by_id.at(runs.integer(0))->runs.push_back({runs.integer(1), runs.integer(2)});
  }
  TRY(store.read_rows(connection));
  return store;
}

base::Status EvidenceStore::read_rows(sql::Connection& connection) {
  sql::Rows rows =
      TRY(connection.query("SELECT id, family, layout_id, subject, cells FROM evidence "
                           "WHERE id >= $1 ORDER BY id",
                           {next_evidence_}));
  constexpr std::size_t arena_bytes = std::size_t{1} << 22;
  while (TRY(rows.next())) {
    std::string_view cells = rows.text(4);
    if (arenas_.empty() || arenas_.back().size() + cells.size() > arenas_.back().capacity()) {
      arenas_.emplace_back().reserve(std::max(arena_bytes, cells.size()));
    }
    std::string& arena = arenas_.back();
    std::size_t start = arena.size();
    arena += cells;
    rows_.push_back({static_cast<Family>(rows.integer(1)), rows.integer(2), rows.integer(3),
                     std::string_view(arena).substr(start)});
    // INVARIANT: evidence is never deleted, so ids count up without a hole.
    CHECK(rows.integer(0) == next_evidence_);
    ++next_evidence_;
  }
  return {};
}

bool EvidenceStore::has(const SourceFile& file) const {
  return std::any_of(sources_.begin(), sources_.end(), [&](const StoredSource& stored) {
    return stored.in_force && stored.digest == file.digest && stored.source.as_of == file.as_of &&
           stored.source.kind == file.kind && stored.rows_bad == file.rows_bad;
  });
}

base::Result<std::int64_t> EvidenceStore::layout_id(sql::Connection& connection,
                                                    const Layout& layout) {
  std::string codes = layout.codes();
  for (const auto& [id, known] : layouts_) {
    if (known->codes() == codes) return id;
  }
  std::int64_t id = layouts_.empty() ? 1 : layouts_.rbegin()->first + 1;
  TRY(connection.run("INSERT INTO layout (id, attributes) VALUES ($1, $2)", {id, codes}));
  layouts_[id] = std::make_shared<const Layout>(layout);
  return id;
}

base::Result<std::int64_t> EvidenceStore::add_batch(sql::Connection& connection, const Batch& batch,
                                                    std::vector<Run>& runs) {
  std::int64_t layout = TRY(layout_id(connection, batch.layout));
  Known known(rows_, layout, batch.family);
  std::int64_t added = 0;
  std::vector<std::int64_t> old;
  Run fresh{next_evidence_, next_evidence_ - 1};
  for (const EvidenceRow& row : batch.rows) {
    std::string_view cells = batch.cells(row);
    std::int64_t id = known.find(row.subject, cells);
    if (id != 0) {
      old.push_back(id);
      continue;
    }
    TRY(writer_->add(
        {next_evidence_, static_cast<std::int64_t>(batch.family), layout, row.subject, cells}));
    rows_.push_back({batch.family, layout, row.subject, cells});
    fresh.last = next_evidence_++;
    ++added;
  }
  std::sort(old.begin(), old.end());
  old.erase(std::unique(old.begin(), old.end()), old.end());
  for (std::int64_t id : old) {
    if (!runs.empty() && runs.back().last + 1 == id) {
      runs.back().last = id;
    } else {
      runs.push_back({id, id});
    }
  }
  if (added > 0) runs.push_back(fresh);
  return added;
}

base::Status EvidenceStore::store_source(sql::Connection& connection, const SourceFile& file,
                                         std::int64_t import_id, const StoredSource& stored) {
  TRY(connection.run(
      "INSERT INTO source (id, import_id, kind, name, digest, as_of, coverage, rows_read, "
      "rows_bad, in_force) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)",
      {stored.source.id, import_id, kind_name(file.kind), file.name, file.digest, file.as_of,
       file.coverage.text(), file.rows_read, file.rows_bad}));
  sql::BulkWriter runs = TRY(connection.bulk("evidence_run", {"source_id", "first_id", "last_id"}));
  for (const Run& run : stored.runs) {
    TRY(runs.add({stored.source.id, run.first, run.last}));
  }
  TRY(runs.flush());
  sql::BulkWriter remarks = TRY(connection.bulk(
      "source_remark", {"source_id", "line", "severity", "column_name", "value", "reason"}));
  for (const Remark& remark : file.remarks) {
    TRY(remarks.add({stored.source.id, remark.line, remark.bad ? "bad" : "note", remark.column,
                     remark.value, remark.reason}));
  }
  return remarks.flush();
}

base::Result<std::int64_t> EvidenceStore::add(sql::Connection& connection, const SourceFile& file,
                                              std::int64_t import_id) {
  StoredSource stored;
  stored.source = {next_source_++, file.kind, file.name, file.as_of, file.coverage};
  stored.digest = file.digest;
  stored.rows_bad = file.rows_bad;
  if (!writer_) {
    writer_.emplace(
        TRY(connection.bulk("evidence", {"id", "family", "layout_id", "subject", "cells"})));
  }
  std::int64_t added = 0;
  for (const Batch& batch : file.batches) {
    added += TRY(add_batch(connection, batch, stored.runs));
  }
  TRY(store_source(connection, file, import_id, stored));
  sources_.push_back(std::move(stored));
  return added;
}

base::Status EvidenceStore::flush() { return writer_ ? writer_->flush() : base::Status(); }

base::Status EvidenceStore::withdraw(sql::Connection& connection, std::int64_t source_id) {
  for (StoredSource& stored : sources_) {
    if (stored.source.id == source_id) stored.in_force = false;
  }
  TRY(connection.run("UPDATE source SET in_force = 0 WHERE id = $1", {source_id}));
  return {};
}

Evidence EvidenceStore::in_force() const {
  Evidence evidence;
  for (const StoredSource& stored : sources_) {
    if (!stored.in_force) continue;
    const Source& source = evidence.sources.emplace_back(stored.source);
    for (const Run& run : stored.runs) {
      for (std::int64_t id = run.first; id <= run.last; ++id) {
        const Row& row = rows_[static_cast<std::size_t>(id - 1)];
        evidence.sightings.push_back(
            {row.subject, row.family, &source, layouts_.at(row.layout_id).get(), row.cells});
      }
    }
  }
  evidence.sort();
  return evidence;
}

}  // namespace registry
