// Which edits there are, and which of them files contradict by now.
#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "registry/edit_facts.hpp"
#include "registry/store.hpp"
#include "registry/store_edit_plan.hpp"
#include "registry/store_reference.hpp"
#include "registry/store_rows.hpp"
#include "registry/store_timelines.hpp"

namespace registry {

namespace {

// The newest first. `all` is complete for its scopes.
base::Result<std::vector<EditRow>> rows_of(sql::Connection& connection,
                                           const std::vector<Edit>& all,
                                           const std::function<bool(const Edit&)>& wanted) {
  std::vector<EditRow> rows;
  Sentences sentences(connection);
  for (auto edit = all.rbegin(); edit != all.rend(); ++edit) {
    if (!wanted(*edit)) continue;
    rows.push_back({*edit, TRY(sentences.of(*edit)), withdrawn_by(all, edit->id)});
  }
  return rows;
}

// Whether an edit, or the withdrawal of one, is about something; `all` for what it withdraws.
bool concerns(const std::vector<Edit>& all, const Edit& edit,
              const std::function<bool(const Edit&)>& about) {
  if (edit.kind != EditKind::Withdraw) return about(edit);
  for (const Edit& each : all) {
    if (each.id == edit.undoes) return concerns(all, each, about);
  }
  return false;
}

// What a file that came after an edit says of its subject.
struct Word {
  std::int64_t source = 0;
  std::string file;
  base::Date on;
};

// The newest file in force after the edit that gives this attribute of the subject.
base::Result<std::optional<Word>> later_word(sql::Connection& connection, const Edit& edit,
                                             std::int64_t subject, bool group,
                                             Attribute attribute) {
  sql::Rows rows = TRY(connection.query(
      "SELECT s.id, s.name, s.as_of, l.attributes, e.cells FROM evidence e "
      "JOIN evidence_run r ON r.first_id <= e.id AND r.last_id >= e.id "
      "JOIN source s ON s.id = r.source_id AND s.in_force = 1 JOIN layout l ON l.id = e.layout_id "
      "WHERE e.subject = $1 AND s.id > $2 AND e.family BETWEEN $3 AND $4 "
      "ORDER BY s.as_of DESC, s.id DESC",
      {subject, edit.after_source,
       static_cast<std::int64_t>(group ? Family::Group : Family::Establishment),
       static_cast<std::int64_t>(group ? Family::Group : Family::GroupLink)}));
  while (TRY(rows.next())) {
    const std::optional<Layout> layout = Layout::from_codes(rows.text(3));
    if (!layout || cell(*layout, rows.text(4), attribute).empty()) continue;
    return std::optional(Word{rows.integer(0), std::string(rows.text(1)), rows.date(2)});
  }
  return std::optional<Word>();
}

class Finder {
 public:
  explicit Finder(sql::Connection& connection) : connection_(connection), sentences_(connection) {}

  base::Result<std::vector<Disagreement>> find() {
    types_ = TRY(load_types(connection_));
    all_ = TRY(load_edits(connection_));
    for (const Edit& edit : in_force(all_)) {
      if (edit.kind == EditKind::SchoolCorrect) {
        TRY(look_at_school(edit));
      } else if (edit.kind == EditKind::GroupCorrect) {
        TRY(look_at_group(edit));
      } else {
        TRY(look_at_clusters(edit));
      }
    }
    std::reverse(found_.begin(), found_.end());
    return std::move(found_);
  }

 private:
  base::Status add(const Edit& edit, guard::Subject subject, std::string says, const Word& word) {
    found_.push_back({{edit, TRY(sentences_.of(edit)), 0},
                      std::move(subject),
                      std::move(says),
                      word.file,
                      word.on});
    return {};
  }

  base::Status look_at_school(const Edit& edit) {
    const FactRow* fact = school_fact(edit.fact);
    const auto word = TRY(later_word(connection_, edit, edit.urn, false, fact->attribute));
    if (!word || !edit.period().contains(word->on)) return {};
    const SchoolId school = TRY(Store(connection_).school_of_urn(edit.urn));
    sql::Rows rows =
        TRY(connection_.query("SELECT " + std::string(state_columns) +
                                  " FROM school_state_stated s "
                                  "WHERE s.school_id = $1 AND s.from_on <= $2 AND s.until_on > $2",
                              {school, word->on}));
    if (!TRY(rows.next())) return {};
    const SchoolState stated = read_state(rows, 0);
    SchoolState wanted = stated;
    set_fact(wanted, edit.fact, edit.value, types_);
    if (wanted == stated) return {};
    return add(edit, {"school", school.value, TRY(school_name(connection_, school.value))},
               fact_text(stated, edit.fact, types_), *word);
  }

  base::Status look_at_group(const Edit& edit) {
    const OrganisationId group = TRY(owner_of_scope(connection_, edit.scope));
    const std::int64_t uid = base::parse_integer(edit.owner.substr(4)).value_or(0);
    const FactRow* fact = group_fact(edit.fact);
    const auto word = TRY(later_word(connection_, edit, uid, true, fact->attribute));
    if (!word || !group.known()) return {};
    const std::string stated = TRY(connection_.text(
        "SELECT fact_value FROM organisation_stated WHERE organisation_id = $1 AND fact = $2",
        {group, edit.fact}));
    if (stated == edit.value) return {};
    return add(edit, {"group", group.value, TRY(load_owner(connection_, group)).name}, stated,
               *word);
  }

  // A later file of the owner's clusters: does the edit still change what it states?
  base::Status look_at_clusters(const Edit& edit) {
    const OrganisationId owner = TRY(owner_of_scope(connection_, edit.scope));
    if (!owner.known()) return {};
    const ClusterScope scope = TRY(ClusterScope::load(connection_, owner));
    if (scope.newest_source() <= edit.after_source) return {};
    const bool names = edit.kind == EditKind::ClusterMake || edit.kind == EditKind::ClusterRename;
    if (names && scope.file_states(edit.name)) return {};
    std::vector<Edit> others = in_force(scope.edits());
    std::erase_if(others, [&](const Edit& each) { return each.id == edit.id; });
    if (same(scope.now(), scope.with(others))) return {};
    sql::Rows rows = TRY(
        connection_.query("SELECT name, as_of FROM source WHERE id = $1", {scope.newest_source()}));
    if (!TRY(rows.next())) return {};
    const Word word{scope.newest_source(), std::string(rows.text(0)), rows.date(1)};
    const std::int64_t place =
        scope.place_of(edit.cluster.empty() ? made_handle(edit.id) : edit.cluster);
    guard::Subject subject{"group", owner.value, scope.owner().name};
    if (place >= 0) {
      const std::string& name = scope.now().all[static_cast<std::size_t>(place)].name;
      subject = {"cluster", scope.id_of(name).value, name};
    }
    return add(edit, std::move(subject), "", word);
  }

  // Whatever edit it was that made it so.
  static bool same(const EditedClusters& left, const EditedClusters& right) {
    auto said = [](const EditedClusters& clusters) {
      std::multiset<std::string> lines;
      for (const ClusterRecord& each : clusters.all) {
        lines.insert(each.name + "|" + each.letter + "|" + each.kind + "|" + each.life.describe());
      }
      for (const SchoolInCluster& each : clusters.members) {
        const ClusterMembership& membership = each.membership;
        lines.insert(clusters.all[static_cast<std::size_t>(membership.cluster)].name + "|" +
                     std::to_string(each.school) + "|" + membership.period.describe() + "|" +
                     std::to_string(membership.funding * 2 + membership.lead));
      }
      return lines;
    };
    return said(left) == said(right);
  }

  sql::Connection& connection_;
  Sentences sentences_;
  SchoolTypes types_;
  std::vector<Edit> all_;
  std::vector<Disagreement> found_;
};

}  // namespace

base::Result<EditRow> edit_of(sql::Connection& connection, std::int64_t id) {
  const std::string scope = TRY(connection.text("SELECT scope FROM edit WHERE id = $1", {id}));
  const std::vector<Edit> all = TRY(load_edits(connection, {scope}));
  std::vector<EditRow> rows =
      TRY(rows_of(connection, all, [&](const Edit& edit) { return edit.id == id; }));
  if (rows.empty()) {
    return base::make_error("edit_not_found",
                            "There is no edit number " + std::to_string(id) +
                                ". The list of edits shows those that there are.",
                            "edit");
  }
  return std::move(rows.front());
}

base::Result<std::vector<EditRow>> edits(sql::Connection& connection, int limit) {
  const std::vector<Edit> all = TRY(load_edits(connection));
  const std::int64_t newest = all.empty() ? 0 : all.back().id;
  return rows_of(connection, all, [&](const Edit& edit) { return edit.id > newest - limit; });
}

base::Result<std::vector<EditRow>> edits_of_cluster(sql::Connection& connection,
                                                    ClusterId cluster) {
  const ClusterRow row = TRY(Store(connection).cluster(cluster));
  const ClusterScope scope = TRY(ClusterScope::load(connection, row.owner));
  const std::int64_t place = scope.place_of(cluster);
  if (place < 0) return std::vector<EditRow>();
  const std::vector<std::string>& handles =
      scope.now().all[static_cast<std::size_t>(place)].handles;
  auto one_of = [&](const std::string& handle) {
    return std::find(handles.begin(), handles.end(), handle) != handles.end();
  };
  auto about = [&](const Edit& edit) {
    return one_of(edit.cluster) || one_of(edit.to_cluster) ||
           (edit.kind == EditKind::ClusterMake && one_of(made_handle(edit.id)));
  };
  return rows_of(connection, scope.edits(),
                 [&](const Edit& edit) { return concerns(scope.edits(), edit, about); });
}

base::Result<std::vector<EditRow>> edits_of_school(sql::Connection& connection, SchoolId school) {
  const std::vector<std::int64_t> urns = TRY(Store(connection).urns_of(school));
  std::vector<std::string> scopes;
  for (const std::int64_t urn : urns) scopes.push_back(school_scope(urn));
  // Of clusters by the owners whose edits name one of its URNs.
  std::set<std::string> owners;
  for (const std::int64_t urn : urns) {
    sql::Rows rows =
        TRY(connection.query("SELECT DISTINCT scope FROM edit WHERE urn = $1 AND kind <> $2",
                             {urn, edit_code(EditKind::SchoolCorrect)}));
    while (TRY(rows.next())) owners.insert(std::string(rows.text(0)));
  }
  scopes.insert(scopes.end(), owners.begin(), owners.end());
  if (scopes.empty()) return std::vector<EditRow>();
  std::vector<Edit> all = TRY(load_edits(connection, scopes));
  std::sort(all.begin(), all.end(),
            [](const Edit& left, const Edit& right) { return left.id < right.id; });
  auto about = [&](const Edit& edit) {
    return std::find(urns.begin(), urns.end(), edit.urn) != urns.end();
  };
  return rows_of(connection, all, [&](const Edit& edit) { return concerns(all, edit, about); });
}

base::Result<std::vector<EditRow>> edits_of_group(sql::Connection& connection,
                                                  OrganisationId organisation) {
  const Owner owner = TRY(load_owner(connection, organisation));
  std::vector<Edit> all =
      TRY(load_edits(connection, {clusters_scope(owner.edit_name), group_scope(owner.edit_name)}));
  std::sort(all.begin(), all.end(),
            [](const Edit& left, const Edit& right) { return left.id < right.id; });
  return rows_of(connection, all, [](const Edit&) { return true; });
}

base::Result<std::vector<Disagreement>> disagreements(sql::Connection& connection) {
  return Finder(connection).find();
}

}  // namespace registry
