// Words of the register for our kinds, and back.
#include "registry/model.hpp"

#include <array>

#include "base/text.hpp"

namespace registry {

namespace {

struct PhaseRow {
  Phase phase;
  std::string_view name;
  std::string_view other;  // a second spelling in the register's files
};

constexpr std::array<PhaseRow, 9> phase_rows = {{
    {Phase::NotKnown, "Not known", ""},
    {Phase::Nursery, "Nursery", ""},
    {Phase::Primary, "Primary", ""},
    {Phase::MiddlePrimary, "Middle deemed primary", "Middle Deemed Primary"},
    {Phase::MiddleSecondary, "Middle deemed secondary", "Middle Deemed Secondary"},
    {Phase::Secondary, "Secondary", ""},
    {Phase::Sixteen, "16 plus", ""},
    {Phase::AllThrough, "All-through", "All through"},
    {Phase::None, "No phase", "Not applicable"},
}};

struct KindRow {
  OrganisationKind kind;
  std::string_view code;
  std::string_view label;
  std::string_view register_name;
  MembershipClass membership;
};

constexpr std::array<KindRow, 7> kind_rows = {{
    {OrganisationKind::Mat, "mat", "Multi-academy trust", "Multi-academy trust",
     MembershipClass::Trust},
    {OrganisationKind::Sat, "sat", "Single-academy trust", "Single-academy trust",
     MembershipClass::Trust},
    {OrganisationKind::Federation, "federation", "Federation", "Federation",
     MembershipClass::Federation},
    {OrganisationKind::Foundation, "foundation", "Foundation trust", "Trust",
     MembershipClass::Foundation},
    {OrganisationKind::Sponsor, "sponsor", "School sponsor", "School sponsor",
     MembershipClass::Sponsor},
    {OrganisationKind::Umbrella, "umbrella", "Umbrella trust", "Umbrella trust",
     MembershipClass::Umbrella},
    {OrganisationKind::Authority, "authority", "Local authority", "Local authority",
     MembershipClass::Authority},
}};

const KindRow& row_of(OrganisationKind kind) { return kind_rows[static_cast<std::size_t>(kind)]; }

}  // namespace

Status status_of(std::string_view text) {
  if (text == "Open") return Status::Open;
  if (text == "Open, but proposed to close" || text == "Open but proposed to close") {
    return Status::ProposedToClose;
  }
  if (text == "Closed") return Status::Closed;
  if (text == "Proposed to open" || text == "Pending approval") return Status::ProposedToOpen;
  return Status::Other;
}

std::string_view status_name(Status status) {
  switch (status) {
    case Status::Open: return "Open";
    case Status::ProposedToClose: return "Open but proposed to close";
    case Status::Closed: return "Closed";
    case Status::ProposedToOpen: return "Proposed to open";
    case Status::Other: return "Not known";
  }
  return "Not known";
}

Phase phase_of(std::string_view text) {
  for (const PhaseRow& row : phase_rows) {
    if (text == row.name || (!row.other.empty() && text == row.other)) return row.phase;
  }
  return Phase::NotKnown;
}

std::string_view phase_name(Phase phase) {
  return phase_rows[static_cast<std::size_t>(phase)].name;
}

std::optional<OrganisationKind> kind_of_group_type(std::string_view text) {
  if (text == "Secure single-academy trust") return OrganisationKind::Sat;
  for (const KindRow& row : kind_rows) {
    if (row.register_name == text) return row.kind;
  }
  return std::nullopt;
}

std::string_view kind_code(OrganisationKind kind) { return row_of(kind).code; }
std::string_view kind_label(OrganisationKind kind) { return row_of(kind).label; }

std::optional<OrganisationKind> kind_of_code(std::string_view code) {
  for (const KindRow& row : kind_rows) {
    if (row.code == code) return row.kind;
  }
  return std::nullopt;
}

MembershipClass class_of(OrganisationKind kind) { return row_of(kind).membership; }

}  // namespace registry
