// Making edits: seen before they are saved, saved in one transaction with their timelines and their
// audit records, withdrawn by a further edit, and held against what files say later.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "access/audit.hpp"
#include "access/principal.hpp"
#include "registry/edit.hpp"
#include "registry/model.hpp"
#include "sql/database.hpp"

namespace registry {

// What somebody wants. Of `edit` the fields that its kind names (EditKind), and the reason.
struct EditRequest {
  Edit edit;
  ClusterId cluster;            // of kinds about a cluster that is there
  ClusterId to_cluster;         // of a move
  OrganisationId organisation;  // owner of a new cluster; the group to be corrected
};

// What would stand otherwise afterwards, in words.
struct ChangedRow {
  std::string label;  // "Oak Primary School in Harbour"
  std::string before;
  std::string after;
};

struct EditPreview {
  std::string sentence;  // "Move Oak Primary School from Harbour to Moor from 1 September 2027"
  std::vector<ChangedRow> rows;
  // What was seen of the subject; to be handed to save_edit.
  std::string version;
  // What changes, the subject of the request first, and the right on each is needed.
  std::vector<guard::Subject> subjects;
  std::vector<guard::UnitPath> paths;  // in the order of the subjects
};

// Errors: bad_edit (whose field is the one at fault), cluster_name_taken, already_member,
// not_a_member, edit_without_effect, group_without_number, edit_not_found, edit_withdrawn, and
// those of finding the subject. Only reads.
base::Result<EditPreview> preview_edit(sql::Connection& connection, const EditRequest& request,
                                       base::Date today);

// Asked inside the transaction who does it and by what right; its error is that of the save.
using Authorise = std::function<base::Result<guard::Doer>(const EditPreview& preview)>;

struct SavedEdit {
  std::int64_t id = 0;  // 0: a dry run
  EditPreview preview;
};
struct EditFailure {
  std::size_t at = 0;  // which request
  base::Error error;
};
struct SavedEdits {
  std::vector<SavedEdit> saved;
  std::vector<EditFailure> failures;  // with any, nothing was saved
};

struct SaveOptions {
  Authorise authorise;
  base::Date today;
  std::int64_t now_s = 0;
  bool dry_run = false;
  // Of many edits at once: is called last, inside their transaction, so that what they belong to is
  // not written without them. Not in a dry run.
  std::function<base::Status(sql::Connection&, const SavedEdits&)> beside = {};
};
// `version` is that of the preview that was shown; "" minds none. Error, beside those of
// preview_edit: edit_conflict, which says who changed what since.
base::Result<SavedEdit> save_edit(sql::Database& database, const EditRequest& request,
                                  const std::string& version, const SaveOptions& options);

// Many at once: all or none. Each request is made when those before it are in force. `versions`
// are those of their previews, one each in their order; without any none is minded.
using MakeRequest = std::function<base::Result<EditRequest>(sql::Connection&)>;
base::Result<SavedEdits> save_edits(sql::Database& database,
                                    const std::vector<MakeRequest>& requests,
                                    const SaveOptions& options,
                                    const std::vector<std::string>& versions = {});

EditRequest withdrawal(std::int64_t edit, std::string reason);

struct EditRow {
  Edit edit;
  std::string sentence;
  std::int64_t withdrawn_by = 0;  // 0: it is in force
};
// Error: edit_not_found.
base::Result<EditRow> edit_of(sql::Connection& connection, std::int64_t id);
// Of everything (the newest first), of a cluster, of a school with what concerns it in clusters, of
// a group with its clusters.
base::Result<std::vector<EditRow>> edits(sql::Connection& connection, int limit);
base::Result<std::vector<EditRow>> edits_of_cluster(sql::Connection& connection, ClusterId cluster);
base::Result<std::vector<EditRow>> edits_of_school(sql::Connection& connection, SchoolId school);
base::Result<std::vector<EditRow>> edits_of_group(sql::Connection& connection,
                                                  OrganisationId organisation);

// An edit that still changes something although a file that came after it speaks of its subject.
struct Disagreement {
  EditRow row;
  guard::Subject subject;
  std::string file_says;  // "" where the file states the whole otherwise
  std::string file;
  base::Date on;  // the day of which the file speaks
};
base::Result<std::vector<Disagreement>> disagreements(sql::Connection& connection);

}  // namespace registry
