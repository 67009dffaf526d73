// Tables and lanes of schools that several pages show.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "registry/pages.hpp"

namespace registry {

// The pages do not show to which trust each member belongs, the other formats do.
inline Trusts trusts_for(Format format) {
  return format == Format::Html ? Trusts::LeftOut : Trusts::Named;
}

// Members on the day and those of other days, apart.
struct MembersOfDay {
  std::vector<const MemberRow*> now;
  std::vector<const MemberRow*> former;
  std::vector<const MemberRow*> planned;
};
// Of members that outlive what is returned.
MembersOfDay members_of_day(const std::vector<MemberRow>& members, base::Date on);

// Name, phase, type, pupils, inspection, joined. Numbered as on the map when `numbered`.
struct MemberTable {
  std::string caption;
  bool numbered = false;
  bool show_left = false;           // the day of leaving instead of the inspection
  const SchoolRow* lead = nullptr;  // distances to it
};
web::Html member_table(const std::vector<const MemberRow*>& members, const MemberTable& shape,
                       const web::AsOf& as_of);

// Name, phase, type, trust, pupils, place.
web::Html school_table(std::span<const SchoolRow> rows, const std::string& caption, bool numbered,
                       const ClusterColours* colours, const web::AsOf& as_of);

// Who belonged when, one lane a school.
web::Html membership_lanes(const std::vector<MemberRow>& members, const std::string& unit,
                           const web::AsOf& as_of);

// Rows of one page of a long list, with the links to the others.
inline constexpr std::size_t rows_per_page = 100;
struct Slice {
  std::size_t first = 0;
  std::size_t last = 0;  // not included
  int page = 1;
  int pages = 1;
};
// ?page=N of so many rows; a page that is not there is the nearest one that is.
Slice slice_of(const web::Request& request, std::size_t rows);
web::Html slice_links(const web::Request& request, const Slice& slice);

std::int64_t pupils_of(const std::vector<const SchoolRow*>& rows);
std::vector<const SchoolRow*> schools_of(const std::vector<const MemberRow*>& members);
std::vector<const SchoolRow*> pointers_to(std::span<const SchoolRow> rows);

}  // namespace registry
