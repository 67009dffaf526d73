// Previews, saves, conflicts.
#include "registry/store_edit.hpp"

#include <algorithm>

#include "access/store_audit.hpp"
#include "access/values.hpp"
#include "base/check.hpp"
#include "base/text.hpp"
#include "registry/store.hpp"
#include "registry/store_edit_plan.hpp"

namespace registry {

namespace {

base::Result<std::int64_t> next_number(sql::Connection& connection) {
  return connection.integer("SELECT coalesce(max(id), 0) + 1 FROM edit");
}

base::Result<EditPlan> plan_withdrawal(sql::Connection& connection, EditRequest request,
                                       base::Date today) {
  const EditRow row = TRY(edit_of(connection, request.edit.undoes));
  const Edit& target = row.edit;
  const std::string& scope = target.scope;
  if (row.withdrawn_by != 0) {
    return base::make_error("edit_withdrawn",
                            "Edit " + std::to_string(target.id) + " has been withdrawn already, " +
                                "by edit " + std::to_string(row.withdrawn_by) + ".",
                            "edit");
  }
  request.edit.scope = scope;
  request.edit.owner = target.owner;
  request.edit.urn = target.urn;
  EditPlan plan;
  if (scope.starts_with("school ")) {
    const std::int64_t urn = base::parse_integer(scope.substr(scope.find(' ') + 1)).value_or(0);
    plan = TRY(plan_school(connection, request, urn, today));
  } else {
    const OrganisationId owner = TRY(owner_of_scope(connection, scope));
    plan = TRY(scope.starts_with("group ") ? plan_group(connection, request, owner)
                                           : plan_clusters(connection, request, owner));
  }
  plan.preview.sentence += ": " + row.sentence;
  return plan;
}

// "12 of an earlier state": the newest edit of the scope, and what was seen.
std::string version_of(std::int64_t newest, const std::string& seen) {
  return std::to_string(newest) + "-" + seen;
}

// `before`: the first of those that are being made together; they are nobody else's.
base::Result<std::int64_t> newest_edit(sql::Connection& connection, const std::string& scope,
                                       std::int64_t before) {
  return connection.integer("SELECT coalesce(max(id), 0) FROM edit WHERE scope = $1 AND id < $2",
                            {scope, before});
}

// Who changed what since the version.
base::Status conflict(sql::Connection& connection, const EditPlan& plan, std::string_view version,
                      std::int64_t before) {
  const std::int64_t seen = base::parse_integer(version.substr(0, version.find('-'))).value_or(0);
  std::string since;
  Sentences sentences(connection);
  for (const Edit& each : TRY(load_edits(connection, {plan.edit.scope}))) {
    if (each.id <= seen || each.id >= before) continue;
    since += (since.empty() ? "" : " ") + each.actor + " saved on " +
             base::moment(each.recorded_at) + ": " + TRY(sentences.of(each)) + ".";
  }
  if (since.empty()) since = "An import or the undoing of one has changed it.";
  return base::make_error(
      "edit_conflict", "This has changed since you looked at it, so nothing was saved. " + since);
}

base::Status insert(sql::Connection& connection, const Edit& edit) {
  const sql::Value undoes = edit.undoes == 0 ? sql::Value(nullptr) : sql::Value(edit.undoes);
  TRY(connection.run(
      "INSERT INTO edit (id, recorded_at, account_id, actor, kind, scope, cluster, to_cluster, "
      "urn, name, letter, cluster_kind, fact, fact_value, from_on, until_on, funding, lead, "
      "undoes, after_source, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, "
      "$13, $14, $15, $16, $17, $18, $19, (SELECT coalesce(max(id), 0) FROM source), $20)",
      {edit.id,     edit.recorded_at,     edit.account,      edit.actor, edit_code(edit.kind),
       edit.scope,  edit.cluster,         edit.to_cluster,   edit.urn,   edit.name,
       edit.letter, edit.cluster_kind,    edit.fact,         edit.value, edit.from,
       edit.until,  edit.funding ? 1 : 0, edit.lead ? 1 : 0, undoes,     edit.reason}));
  return {};
}

// One record for each thing that changed, so that the history of each has it.
base::Status audit(sql::Connection& connection, const EditPlan& plan, const guard::Doer& doer) {
  guard::Values before;
  guard::Values after;
  after.add("edit", plan.edit.id).add("what", plan.preview.sentence);
  for (const ChangedRow& row : plan.preview.rows) {
    before.add(row.label, row.before);
    after.add(row.label, row.after);
  }
  std::vector<guard::Subject> subjects = plan.preview.subjects;
  if (plan.also) subjects.push_back(*plan.also);
  for (const guard::Subject& subject : subjects) {
    guard::Act act{doer,         std::string(edit_code(plan.edit.kind)),
                   subject,      before.json(),
                   after.json(), plan.edit.recorded_at};
    act.by.reason = plan.edit.reason;
    TRY(guard::record(connection, act));
  }
  return {};
}

// Inside the transaction, which was locked; the first edit that it makes is `first`.
base::Result<SavedEdit> save_one(sql::Connection& connection, EditRequest request,
                                 const std::string& version, std::int64_t first,
                                 const SaveOptions& options) {
  request.edit.id = TRY(next_number(connection));
  EditPlan plan = TRY(plan_edit(connection, request, options.today));
  // Before who changed what is told.
  const guard::Doer doer = TRY(options.authorise(plan.preview));
  const std::string now =
      version_of(TRY(newest_edit(connection, plan.edit.scope, first)), plan.preview.version);
  // Other edits of the scope do not matter while what they left of the subject is the same.
  auto seen_part = [](const std::string& text) { return text.substr(text.find('-') + 1); };
  if (!version.empty() && seen_part(version) != seen_part(now)) {
    TRY(conflict(connection, plan, version, first));
  }
  plan.preview.version = now;
  plan.edit.recorded_at = options.now_s;
  plan.edit.account = doer.account.value;
  plan.edit.actor = doer.name;
  TRY(insert(connection, plan.edit));
  TRY(plan.write(connection, plan.preview));
  if (plan.edit.scope.starts_with(group_scope(""))) TRY(unsettle_registry(connection));
  TRY(audit(connection, plan, doer));
  return SavedEdit{plan.edit.id, std::move(plan.preview)};
}

}  // namespace

base::Result<EditPlan> plan_edit(sql::Connection& connection, const EditRequest& request,
                                 base::Date today) {
  switch (request.edit.kind) {
    case EditKind::Withdraw: return plan_withdrawal(connection, request, today);
    case EditKind::SchoolCorrect: return plan_school(connection, request, request.edit.urn, today);
    case EditKind::GroupCorrect: return plan_group(connection, request, request.organisation);
    case EditKind::ClusterMake: return plan_clusters(connection, request, request.organisation);
    default:
      return plan_clusters(connection, request,
                           TRY(Store(connection).cluster(request.cluster)).owner);
  }
}

base::Result<EditPreview> preview_edit(sql::Connection& connection, const EditRequest& request,
                                       base::Date today) {
  EditRequest numbered = request;
  numbered.edit.id = TRY(next_number(connection));
  EditPlan plan = TRY(plan_edit(connection, numbered, today));
  plan.preview.version = version_of(TRY(newest_edit(connection, plan.edit.scope, numbered.edit.id)),
                                    plan.preview.version);
  return std::move(plan.preview);
}

base::Result<SavedEdit> save_edit(sql::Database& database, const EditRequest& request,
                                  const std::string& version, const SaveOptions& options) {
  sql::Lease lease = TRY(database.write());
  sql::Transaction transaction = TRY(sql::Transaction::begin_write(*lease));
  TRY(lock_registry(*lease));
  SavedEdit saved = TRY(save_one(*lease, request, version, TRY(next_number(*lease)), options));
  if (options.dry_run) {
    saved.id = 0;
    return saved;  // the transaction rolls back
  }
  TRY(transaction.commit());
  return saved;
}

base::Result<SavedEdits> save_edits(sql::Database& database,
                                    const std::vector<MakeRequest>& requests,
                                    const SaveOptions& options,
                                    const std::vector<std::string>& versions) {
  CHECK(versions.empty() || versions.size() == requests.size());
  sql::Lease lease = TRY(database.write());
  sql::Transaction transaction = TRY(sql::Transaction::begin_write(*lease));
  TRY(lock_registry(*lease));
  const std::int64_t first = TRY(next_number(*lease));
  SavedEdits made;
  for (std::size_t at = 0; at < requests.size(); ++at) {
    base::Result<EditRequest> request = requests[at](*lease);
    base::Result<SavedEdit> saved =
        request.ok() ? save_one(*lease, request.value(), versions.empty() ? "" : versions[at],
                                first, options)
                     : request.error();
    if (saved.ok()) {
      made.saved.push_back(std::move(saved).value());
      continue;
    }
    // The database failed, not the row: nothing that follows can be tried.
    if (saved.error().kind == base::ErrorKind::Unavailable) return saved.error();
    made.failures.push_back({at, saved.error()});
  }
  if (options.dry_run || !made.failures.empty()) {
    for (SavedEdit& each : made.saved) each.id = 0;
    return made;
  }
  if (options.beside) TRY(options.beside(*lease, made));
  TRY(transaction.commit());
  return made;
}

EditRequest withdrawal(std::int64_t edit, std::string reason) {
  EditRequest request;
  request.edit.kind = EditKind::Withdraw;
  request.edit.undoes = edit;
  request.edit.reason = std::move(reason);
  return request;
}

}  // namespace registry
