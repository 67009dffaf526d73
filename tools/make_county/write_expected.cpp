// What an importer must find in the files, counted from the world itself and not from the files.
#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "dates.hpp"
#include "write_files.hpp"

namespace county {
namespace {

// A JSON object of whole numbers on one line.
class Object {
 public:
  Object& add(const std::string& name, long value) {
    text_ << (text_.tellp() > 0 ? ", " : "") << '"' << name << "\": " << value;
    return *this;
  }
  std::string text() const { return "{" + text_.str() + "}"; }

 private:
  std::ostringstream text_;
};

std::map<int, int> trust_of_urn(const World& world, int date) {
  std::map<int, int> trusts;
  for (const Belonging& belonging : world.belongings) {
    const int type = group_of_uid(belonging.uid).type;
    if ((type == 6 || type == 10) && belonging.on(date)) trusts[belonging.urn] = belonging.uid;
  }
  return trusts;
}

std::string snapshot(const World& world, int date) {
  long rows = 0, open = 0, state = 0, pupils = 0, counted = 0, academies = 0;
  for (const Record& record : world.records) {
    rows += record.exists_on(date) ? 1 : 0;
    if (!record.open_on(date)) continue;
    ++open;
    academies += is_academy(record.type) ? 1 : 0;
    if (!is_state_funded(record.type)) continue;
    ++state;
    const int census = census_of(record, date);
    if (census == 0) continue;
    ++counted;
    pupils += pupils_in(world, world.schools[record.school], census / 10000);
  }
  const std::map<int, int> trusts = trust_of_urn(world, date);
  std::map<int, int> sizes;
  for (const auto& [urn, uid] : trusts) ++sizes[uid];
  const auto large = std::count_if(sizes.begin(), sizes.end(),
                                   [](const auto& entry) { return entry.second >= 2; });
  const auto linked = std::count_if(world.links.begin(), world.links.end(),
                                    [date](const Link& link) { return link.date <= date; });
  return Object()
      .add("rows", rows)
      .add("open", open)
      .add("open_state_funded_schools", state)
      .add("state_funded_with_pupils", counted)
      .add("pupils", pupils)
      .add("academies", academies)
      .add("in_academy_trusts", static_cast<long>(trusts.size()))
      .add("trusts_with_two_or_more_academies", large)
      .add("links", linked)
      .text();
}

bool has_successor(const World& world, const Record& record) {
  return std::any_of(world.links.begin(), world.links.end(), [&](const Link& link) {
    return link.urn == record.urn && link.type.rfind("Successor", 0) == 0;
  });
}

std::string between(const World& world, int from, int to) {
  long conversions = 0, continued = 0, closed = 0, opened = 0, opened_new = 0, renamed = 0;
  for (const Record& record : world.records) {
    const School& school = world.schools[record.school];
    if (record.open_on(from) && record.open_on(to)) {
      renamed += record.name_on(from) != record.name_on(to) ? 1 : 0;
    } else if (record.open_on(from)) {
      (has_successor(world, record) ? continued : closed) += 1;
    } else if (record.open_on(to)) {
      ++opened;
      const bool converted = &world.records[school.records.front()] != &record;
      conversions += converted ? 1 : 0;
      opened_new += world.links.end() == std::find_if(world.links.begin(), world.links.end(),
                                                      [&](const Link& link) {
                                                        return link.urn == record.urn;
                                                      })
                        ? 1
                        : 0;
    }
  }
  const std::map<int, int> before = trust_of_urn(world, from);
  const std::map<int, int> after = trust_of_urn(world, to);
  long joined = 0, left = 0, moved = 0;
  for (const auto& [urn, uid] : after) {
    const auto found = before.find(urn);
    if (found == before.end()) ++joined;
    if (found != before.end() && found->second != uid) ++moved;
  }
  for (const auto& [urn, uid] : before) left += after.count(urn) == 0 ? 1 : 0;
  return Object()
      .add("conversions", conversions)
      .add("continued", continued)
      .add("closed_without_successor", closed)
      .add("opened", opened)
      .add("opened_without_predecessor", opened_new)
      .add("renamed", renamed)
      .add("joined_trust", joined)
      .add("left_trust", left)
      .add("moved_trust", moved)
      .text();
}

std::string clusters(const World& world, int date) {
  std::map<std::pair<std::string, char>, long> sizes;
  for (const ClusterMembership& row : world.clusters) {
    if (row.joined <= date && (row.left == 0 || date < row.left)) {
      ++sizes[{row.owner, row.letter}];
    }
  }
  Object object;
  for (const auto& [key, size] : sizes) object.add(key.first + " " + key.second, size);
  return object.text();
}

}  // namespace

std::string expected_file(const World& world) {
  std::ostringstream text;
  text << "{\n  \"seed\": " << world.seed << ",\n  \"snapshots\": {\n";
  for (const int date : snapshot_dates) {
    text << "    \"" << iso(date) << "\": " << snapshot(world, date)
         << (date == snapshot_dates.back() ? "\n" : ",\n");
  }
  text << "  },\n  \"changes\": {\n";
  for (std::size_t i = 1; i < snapshot_dates.size(); ++i) {
    text << "    \"" << iso(snapshot_dates[i - 1]) << " to " << iso(snapshot_dates[i])
         << "\": " << between(world, snapshot_dates[i - 1], snapshot_dates[i])
         << (i + 1 == snapshot_dates.size() ? "\n" : ",\n");
  }
  text << "  },\n  \"cluster_sizes\": {\n";
  constexpr int days[] = {20160901, 20180901, 20230301, 20260316, 20261122, 20270901};
  for (const int day : days) {
    text << "    \"" << iso(day) << "\": " << clusters(world, day)
         << (day == days[5] ? "\n" : ",\n");
  }
  text << "  },\n  \"cluster_memberships\": " << world.clusters.size() << "\n}\n";
  return text.str();
}

}  // namespace county
