// What is asked about one school, and how the answers are put together.
#include "registry/store_school.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <tuple>

#include "base/text.hpp"
#include "registry/store_parts.hpp"
#include "registry/store_rows.hpp"

namespace registry {

namespace {

enum Part {
  IdentifierRows,
  StateRows,
  MembershipRows,
  ClusterRows,
  LinkRows,
  FactRows,
  EditRows,
  parts
};

// Sorting what comes of these is left to us, for the few rows of one school are quicker sorted here
// than by either engine.
const std::array<std::string, LinkRows> of_school = {
    "SELECT scheme, value, from_on, until_on FROM identifier WHERE school_id = $1",
    "SELECT " + std::string(state_columns) +
        " FROM school_state s WHERE s.school_id = $1 ORDER BY s.from_on",
    "SELECT organisation_id, urn, from_on, until_on, from_exact, until_exact, source_id "
    "FROM membership WHERE school_id = $1",
    "SELECT cluster_id, from_on, until_on, funding, lead, source_id FROM cluster_membership "
    "WHERE school_id = $1"};

// Questions about so many URNs at once.
struct OfUrns {
  std::string links;
  std::string facts;
  std::string edits;

  explicit OfUrns(std::size_t urns) {
    std::string list;
    for (std::size_t at = 1; at <= urns; ++at) list += (at > 1 ? ", $" : "$") + std::to_string(at);
    const std::string columns =
        "SELECT predecessor_urn, successor_urn, kind, on_date, same_school, remark "
        "FROM succession WHERE ";
    links = columns + "predecessor_urn IN (" + list + ") UNION ALL " + columns +
            "successor_urn IN (" + list + ")";
    facts = "SELECT id, subject, layout_id, cells FROM evidence WHERE subject IN (" + list +
            ") AND family <= 2";
    edits = std::string(select_edits) + " WHERE urn IN (" + list + ") ORDER BY id";
  }
};

// There is one text for each number of URNs that some school has: three or four.
const OfUrns& of_urns(std::size_t urns) {
  thread_local std::map<std::size_t, OfUrns> known;
  return known.try_emplace(urns, urns).first->second;
}

base::Status read_identifiers(sql::Rows& rows, SchoolView& view) {
  while (TRY(rows.next())) {
    view.identifiers.push_back(
        {std::string(rows.text(0)), rows.integer(1), base::Period(rows.date(2), rows.date(3))});
  }
  std::stable_sort(view.identifiers.begin(), view.identifiers.end(),
                   [](const Identifier& left, const Identifier& right) {
                     return std::pair(std::string_view(left.scheme), left.period.from()) <
                            std::pair(std::string_view(right.scheme), right.period.from());
                   });
  return {};
}

base::Status read_memberships(sql::Rows& rows, const Reference& reference, SchoolView& view) {
  while (TRY(rows.next())) {
    MembershipRow row;
    row.membership = {
        rows.integer(0),      rows.integer(1),      base::Period(rows.date(2), rows.date(3)),
        rows.integer(4) != 0, rows.integer(5) != 0, rows.integer(6)};
    const OrganisationRow* known = reference.organisation(rows.id<Organisation>(0));
    if (known == nullptr) continue;  // imported between the two journeys
    row.kind = known->kind;
    row.organisation_name = known->newest_name;
    view.memberships.push_back(std::move(row));
  }
  std::stable_sort(
      view.memberships.begin(), view.memberships.end(),
      [](const MembershipRow& left, const MembershipRow& right) {
        return std::pair(left.membership.period.from(), std::string_view(left.organisation_name)) <
               std::pair(right.membership.period.from(), std::string_view(right.organisation_name));
      });
  return {};
}

base::Status read_clusters(sql::Rows& rows, const Reference& reference, SchoolView& view) {
  while (TRY(rows.next())) {
    const ClusterRow* known = reference.cluster(rows.id<Cluster>(0));
    if (known == nullptr) continue;
    ClusterMembershipRow& row = view.clusters.emplace_back();
    row.cluster = *known;
    row.membership = {known->id.value, base::Period(rows.date(1), rows.date(2)),
                      rows.integer(3) != 0, rows.integer(4) != 0, rows.integer(5)};
  }
  std::stable_sort(
      view.clusters.begin(), view.clusters.end(),
      [](const ClusterMembershipRow& left, const ClusterMembershipRow& right) {
        return std::pair(left.membership.period.from(), std::string_view(left.cluster.name)) <
               std::pair(right.membership.period.from(), std::string_view(right.cluster.name));
      });
  return {};
}

// By the school's URNs in their order, then by day; each link once.
base::Status read_successions(sql::Rows& rows, const std::vector<std::int64_t>& urns_in_order,
                              SchoolView& view) {
  std::vector<Succession> links;
  while (TRY(rows.next())) {
    Succession link{rows.integer(0), rows.integer(1),      SuccessionKind::Other,
                    rows.date(3),    rows.integer(4) != 0, std::string(rows.text(5))};
    for (SuccessionKind kind : {SuccessionKind::Succeeded, SuccessionKind::Merged,
                                SuccessionKind::Amalgamated, SuccessionKind::Split}) {
      if (succession_code(kind) == rows.text(2)) link.kind = kind;
    }
    links.push_back(std::move(link));
  }
  std::sort(links.begin(), links.end(), [](const Succession& left, const Succession& right) {
    return std::tuple(left.on, left.predecessor, left.successor) <
           std::tuple(right.on, right.predecessor, right.successor);
  });
  for (std::int64_t urn : urns_in_order) {
    for (const Succession& link : links) {
      if (link.predecessor != urn && link.successor != urn) continue;
      if (std::find(view.successions.begin(), view.successions.end(), link) ==
          view.successions.end()) {
        view.successions.push_back(link);
      }
    }
  }
  return {};
}

struct Evidence {
  std::int64_t id = 0;
  std::int64_t urn = 0;
  const Layout* layout = nullptr;
  std::string cells;
};

// Adds what a source says of one entry to what those before said.
class FactReader {
 public:
  FactReader(std::int64_t urn, std::vector<SeenFact>& facts) : urn_(urn), facts_(facts) {
    last_.fill(none);
  }

  void see(const Evidence& evidence, const Reference::Source& source) {
    std::string_view cells = evidence.cells;
    for (const Attribute attribute : evidence.layout->attributes()) {
      const std::size_t end = std::min(cells.find(cell_separator), cells.size());
      if (end > 0) see(attribute, cells.substr(0, end), source);
      if (end == cells.size()) return;
      cells.remove_prefix(end + 1);
    }
  }

 private:
  static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

  void see(Attribute attribute, std::string_view value, const Reference::Source& source) {
    std::size_t& last = last_[static_cast<std::size_t>(attribute)];
    if (last != none && facts_[last].value == value) {
      facts_[last].last_on = source.as_of;
      facts_[last].source = source.name;
      return;
    }
    last = facts_.size();
    facts_.push_back(
        {urn_, attribute, std::string(value), source.as_of, source.as_of, source.name});
  }

  std::int64_t urn_;
  std::vector<SeenFact>& facts_;
  std::array<std::size_t, attribute_count> last_{};  // places in facts_
};

base::Status read_facts(sql::Rows& rows, const Reference& reference,
                        const std::vector<std::int64_t>& urns_in_order, SchoolView& view) {
  std::vector<Evidence> all;
  while (TRY(rows.next())) {
    const Layout* layout = reference.layout(rows.integer(2));
    if (layout == nullptr) continue;
    all.push_back({rows.integer(0), rows.integer(1), layout, std::string(rows.text(3))});
  }
  std::sort(all.begin(), all.end(),
            [](const Evidence& left, const Evidence& right) { return left.id < right.id; });
  view.facts.reserve(all.size() * 64);
  for (std::int64_t urn : urns_in_order) {
    FactReader reader(urn, view.facts);
    for (const Reference::Source& source : reference.sources()) {
      for (const Evidence& evidence : all) {
        if (evidence.urn == urn && source.contains(evidence.id)) reader.see(evidence, source);
      }
    }
  }
  return {};
}

base::Status read_corrections(sql::Rows& rows, SchoolView& view) {
  std::vector<Edit> edits;
  while (TRY(rows.next())) {
    Edit edit = TRY(read_edit(rows));
    // What concerns its clusters stands in their memberships.
    if (edit.scope == school_scope(edit.urn)) edits.push_back(std::move(edit));
  }
  view.corrections = in_force(std::move(edits));
  return {};
}

// The row of the day, from what was read.
void set_row(const Reference& reference, SchoolView& view) {
  for (const SchoolState& state : view.states) {
    if (!state.period.contains(view.on)) continue;
    view.row = reference.row_of(view.id, state);
    TrustOnDay trust(reference, view.on);
    for (const MembershipRow& row : view.memberships) {
      trust.see(OrganisationId{row.membership.organisation}, row.membership.period);
    }
    view.row->trust = trust.found();
    if (!trust.found().known()) return;
    view.row->trust_name = reference.organisation(trust.found())->newest_name;
    return;
  }
}

}  // namespace

std::vector<sql::Question> school_questions(SchoolId id, const std::vector<std::int64_t>& urns) {
  std::vector<sql::Question> all;
  for (const std::string& each : of_school) all.push_back({each, {id}});
  const OfUrns& texts = of_urns(urns.size());
  const std::vector<sql::Value> values(urns.begin(), urns.end());
  all.push_back({texts.links, values});
  all.push_back({texts.facts, values});
  all.push_back({texts.edits, values});
  return all;
}

base::Result<SchoolView> read_school_view(std::span<sql::Rows> answers, const Reference& reference,
                                          SchoolId id, base::Date on) {
  CHECK(answers.size() == parts);
  SchoolView view;
  view.id = id;
  view.on = on;
  TRY(read_identifiers(answers[IdentifierRows], view));
  while (TRY(answers[StateRows].next())) view.states.push_back(read_state(answers[StateRows], 0));
  TRY(read_memberships(answers[MembershipRows], reference, view));
  TRY(read_clusters(answers[ClusterRows], reference, view));
  std::vector<std::int64_t> urns_in_order;
  for (const Identifier& identifier : view.identifiers) {
    if (identifier.scheme == "urn") urns_in_order.push_back(identifier.value);
  }
  TRY(read_successions(answers[LinkRows], urns_in_order, view));
  TRY(read_facts(answers[FactRows], reference, urns_in_order, view));
  TRY(read_corrections(answers[EditRows], view));
  if (!view.states.empty()) {
    view.newest_name = view.states.back().name;
    view.newest_urn = view.states.back().urn;
  } else if (!urns_in_order.empty()) {
    view.newest_urn = urns_in_order.back();
  }
  set_row(reference, view);
  return view;
}

}  // namespace registry
