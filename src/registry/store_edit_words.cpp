// From words to edits.
#include "registry/store_edit_words.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "registry/store.hpp"

namespace registry {

namespace {

// As files of clusters name owners: an authority or group, or "UID 501".
base::Result<OrganisationId> owner_of(sql::Connection& connection, std::string_view text) {
  Store store(connection);
  if (base::trim(text).empty()) {
    return base::make_error("bad_edit", "Name the group or authority, or give UID and number.",
                            "owner");
  }
  if (base::starts_with_ignoring_case(text, "UID ")) return store.group(base::trim(text.substr(4)));
  base::Result<OrganisationId> authority = store.authority(text);
  if (authority.ok()) return authority;
  return store.group(text);
}

base::Result<ClusterId> cluster_of(sql::Connection& connection, const std::string& owner,
                                   const std::string& text, std::string_view field) {
  Store store(connection);
  if (text.empty()) {
    return base::make_error("bad_edit", "Name the cluster, or give its number.",
                            std::string(field));
  }
  if (owner.empty()) return store.cluster_by_text(text);
  for (const ClusterRow& each : TRY(store.clusters(TRY(owner_of(connection, owner))))) {
    if (base::fold(each.name) == base::fold(text)) return each.id;
  }
  return base::make_error("cluster_not_found", owner + " has no cluster called \"" + text + "\".",
                          std::string(field));
}

bool needs_owner(EditKind kind) {
  return kind == EditKind::ClusterMake || kind == EditKind::GroupCorrect;
}

Remark remark_of(const EditLine& line, const base::Error& error) {
  return {line.line, true, error.field, "", error.message};
}

}  // namespace

base::Result<EditRequest> request_of(sql::Connection& connection, const EditWords& words) {
  EditRequest request;
  request.edit = words.edit;
  const EditKind kind = words.edit.kind;
  if (needs_owner(kind)) {
    request.organisation = TRY(owner_of(connection, words.owner));
  } else if (kind != EditKind::SchoolCorrect && kind != EditKind::Withdraw) {
    request.cluster = TRY(cluster_of(connection, words.owner, words.cluster, "cluster"));
    if (kind == EditKind::ClusterChange && request.edit.cluster_kind.empty()) {
      request.edit.cluster_kind = TRY(Store(connection).cluster(request.cluster)).kind;
    }
  }
  if (kind == EditKind::MembershipMove) {
    request.to_cluster = TRY(cluster_of(connection, words.owner, words.to_cluster, "to"));
  }
  return request;
}

base::Result<EditsReport> import_edits(sql::Database& database, std::string_view text,
                                       const SaveOptions& options,
                                       const std::vector<std::string>& versions) {
  EditFile file = TRY(read_edits(text));
  if (!versions.empty() && versions.size() != file.lines.size()) {
    return base::make_error("edits_rejected",
                            "The file is not the one that was looked at: it has " +
                                std::to_string(file.lines.size()) + " rows, and there are " +
                                std::to_string(versions.size()) + " versions.",
                            "versions");
  }
  std::vector<MakeRequest> requests;
  for (const EditLine& line : file.lines) {
    requests.emplace_back(
        [&line](sql::Connection& connection) { return request_of(connection, line.words); });
  }
  SaveOptions tried = options;
  tried.dry_run = options.dry_run || !file.remarks.empty();
  SavedEdits made = TRY(save_edits(database, requests, tried, versions));
  EditsReport report{file.lines.size(), std::move(made.saved), std::move(file.remarks)};
  for (const EditFailure& each : made.failures) {
    report.remarks.push_back(remark_of(file.lines[each.at], each.error));
    report.conflict = report.conflict || each.error.code == "edit_conflict";
  }
  std::stable_sort(report.remarks.begin(), report.remarks.end(),
                   [](const Remark& left, const Remark& right) { return left.line < right.line; });
  return report;
}

}  // namespace registry
