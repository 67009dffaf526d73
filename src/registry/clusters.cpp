// Reading and checking the files that state clusters.
#include "registry/clusters.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.hpp"

namespace registry {

namespace {

constexpr std::array<std::string_view, 4> kinds = {"cluster", "hub", "zone", "partnership"};

bool yes(std::string_view text) { return base::equal_ignoring_case(text, "yes"); }
bool yes_or_no(std::string_view text) {
  return text.empty() || yes(text) || base::equal_ignoring_case(text, "no");
}

base::Period period_of(std::string_view joined, std::string_view left) {
  base::Date from = base::Date::from_iso(joined).value_or(base::Date::distant_past());
  std::optional<base::Date> last = base::Date::from_iso(left);
  // `left` is the first day on which the school no longer belonged.
  return base::Period(from, last ? *last : base::Date::distant_future());
}

struct Taken {
  std::string cluster;
  base::Period period;
  bool funding;
  int line;
};

// One row against the rows before it; "" when it is good.
struct Problem {
  std::string column;
  std::string value;
  std::string reason;
};

class Checker {
 public:
  Checker(const Organisations& organisations, const SchoolOfUrn& school_of)
      : organisations_(organisations), school_of_(school_of) {}

  std::optional<Problem> check(const Layout& layout, std::string_view cells,
                               const EvidenceRow& row) {
    auto get = [&](Attribute attribute) { return cell(layout, cells, attribute); };
    std::string_view owner = get(Attribute::ClusterOwner);
    std::optional<std::int64_t> organisation = organisations_.owner(owner);
    if (!organisation) {
      return Problem{"owner", std::string(owner),
                     "No authority or group of this name is in the registry. Import the register "
                     "first, or give the owner as UID and number"};
    }
    std::optional<std::int64_t> school = school_of_(row.subject);
    if (!school) {
      return Problem{"urn", std::to_string(row.subject),
                     "No school with this URN is in the registry. Import the register first"};
    }
    std::string_view kind = get(Attribute::ClusterKind);
    if (!kind.empty() && !is_cluster_kind(kind)) {
      return Problem{"kind", std::string(kind), "Use cluster, hub, zone or partnership"};
    }
    for (Attribute attribute : {Attribute::Funding, Attribute::Lead}) {
      if (yes_or_no(get(attribute))) continue;
      return Problem{std::string(attribute_row(attribute).headings), std::string(get(attribute)),
                     "Use yes or no"};
    }
    Taken taken{std::to_string(*organisation) + "/" + base::fold(get(Attribute::ClusterName)),
                period_of(get(Attribute::JoinedOn), get(Attribute::LeftOn)),
                yes(get(Attribute::Funding)), row.line};
    return overlap(*school, taken);
  }

 private:
  std::optional<Problem> overlap(std::int64_t school, const Taken& taken) {
    std::vector<Taken>& before = taken_[school];
    for (const Taken& other : before) {
      if (!other.period.overlaps(taken.period)) continue;
      std::string line = std::to_string(other.line);
      if (other.cluster == taken.cluster) {
        return Problem{"joined", "",
                       "Line " + line + " has the same school in the same cluster at the time"};
      }
      if (other.funding && taken.funding) {
        return Problem{"funding", "yes",
                       "Line " + line + " gives the school another funding " +
                           "cluster at the same time. It can have one"};
      }
    }
    before.push_back(taken);
    return std::nullopt;
  }

  const Organisations& organisations_;
  const SchoolOfUrn& school_of_;
  std::map<std::int64_t, std::vector<Taken>> taken_;
};

}  // namespace

bool is_cluster_kind(std::string_view text) {
  return std::find(kinds.begin(), kinds.end(), text) != kinds.end();
}

Clusters clusters_of(const Evidence& evidence, const Organisations& organisations) {
  // The newest source of each owner.
  std::unordered_map<std::int64_t, const Source*> newest;
  auto newer = [](const Source* left, const Source* right) {
    return std::pair(left->as_of, left->id) > std::pair(right->as_of, right->id);
  };
  std::vector<std::pair<const Sighting*, std::int64_t>> rows;
  for (const Sighting& sighting : evidence.sightings) {
    if (sighting.family != Family::Cluster) continue;
    std::optional<std::int64_t> owner = organisations.owner(sighting.get(Attribute::ClusterOwner));
    if (!owner) continue;
    const Source*& source = newest[*owner];
    if (source == nullptr || newer(sighting.source, source)) source = sighting.source;
    rows.emplace_back(&sighting, *owner);
  }
  Clusters clusters;
  std::map<std::pair<std::int64_t, std::string>, std::int64_t> places;
  for (const auto& [sighting, owner] : rows) {
    if (newest[owner] != sighting->source) continue;
    std::string name(sighting->get(Attribute::ClusterName));
    std::string folded = base::fold(name);
    auto [place, added] =
        places.emplace(std::pair(owner, folded), static_cast<std::int64_t>(clusters.all.size()));
    if (added) {
      std::string_view kind = sighting->get(Attribute::ClusterKind);
      clusters.all.push_back(
          {owner, name, "", kind.empty() ? "cluster" : std::string(kind), {std::move(folded)}});
    }
    ClusterRecord& record = clusters.all[static_cast<std::size_t>(place->second)];
    if (record.letter.empty()) record.letter = sighting->get(Attribute::ClusterLetter);
    clusters.members.push_back(
        {sighting->subject,
         {place->second,
          period_of(sighting->get(Attribute::JoinedOn), sighting->get(Attribute::LeftOn)),
          yes(sighting->get(Attribute::Funding)), yes(sighting->get(Attribute::Lead)),
          sighting->source->id}});
  }
  return clusters;
}

void check_cluster_file(SourceFile& file, const Organisations& organisations,
                        const SchoolOfUrn& school_of) {
  Checker checker(organisations, school_of);
  for (Batch& batch : file.batches) {
    std::vector<EvidenceRow> good;
    for (const EvidenceRow& row : batch.rows) {
      std::optional<Problem> problem = checker.check(batch.layout, batch.cells(row), row);
      if (!problem) {
        good.push_back(row);
        continue;
      }
      file.remarks.push_back({row.line, true, problem->column, problem->value, problem->reason});
      ++file.rows_bad;
    }
    batch.rows = std::move(good);
  }
}

}  // namespace registry
