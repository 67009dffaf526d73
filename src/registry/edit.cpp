// Names of edits, and which are in force.
#include "registry/edit.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_map>

namespace registry {

namespace {

struct KindRow {
  std::string_view code;
  std::string_view label;
};
constexpr KindRow kinds[] = {
    {"cluster.make", "Made a cluster"},
    {"cluster.rename", "Renamed a cluster"},
    {"cluster.change", "Changed a cluster"},
    {"cluster.end", "Ended a cluster"},
    {"cluster.lead", "Set the lead school"},
    {"membership.add", "Added a school to a cluster"},
    {"membership.move", "Moved a school to another cluster"},
    {"membership.end", "Ended a membership"},
    {"membership.funding", "Set the funding cluster"},
    {"school.correct", "Corrected a fact of a school"},
    {"group.correct", "Corrected a fact of a group"},
    {"edit.withdraw", "Withdrew an edit"},
};

// By the number of the edit: the withdrawal in force that undoes it. A withdrawal is younger than
// what it undoes, so who goes from the newest back knows of each whether it is in force.
std::unordered_map<std::int64_t, std::int64_t> withdrawals(std::span<const Edit> all) {
  std::unordered_map<std::int64_t, std::int64_t> undone;
  for (auto edit = all.rbegin(); edit != all.rend(); ++edit) {
    if (edit->kind == EditKind::Withdraw && undone.count(edit->id) == 0) {
      undone.emplace(edit->undoes, edit->id);
    }
  }
  return undone;
}

}  // namespace

std::string_view edit_code(EditKind kind) { return kinds[static_cast<std::size_t>(kind)].code; }
std::string_view edit_label(EditKind kind) { return kinds[static_cast<std::size_t>(kind)].label; }

std::optional<EditKind> edit_kind_of(std::string_view code) {
  for (std::size_t at = 0; at < std::size(kinds); ++at) {
    if (kinds[at].code == code) return static_cast<EditKind>(at);
  }
  return std::nullopt;
}

std::string clusters_scope(std::string_view owner) { return "clusters " + std::string(owner); }
std::string school_scope(std::int64_t urn) { return "school " + std::to_string(urn); }
std::string group_scope(std::string_view owner) { return "group " + std::string(owner); }

std::string scope_of(const Edit& edit) {
  if (edit.kind == EditKind::SchoolCorrect) return school_scope(edit.urn);
  if (edit.kind == EditKind::GroupCorrect) return group_scope(edit.owner);
  return clusters_scope(edit.owner);
}

std::string made_handle(std::int64_t edit) { return "#" + std::to_string(edit); }

std::vector<Edit> in_force(std::vector<Edit> all) {
  const auto undone = withdrawals(all);
  std::erase_if(all, [&](const Edit& edit) {
    return edit.kind == EditKind::Withdraw || undone.count(edit.id) > 0;
  });
  return all;
}

std::int64_t withdrawn_by(std::span<const Edit> all, std::int64_t id) {
  const auto undone = withdrawals(all);
  const auto found = undone.find(id);
  return found == undone.end() ? 0 : found->second;
}

}  // namespace registry
