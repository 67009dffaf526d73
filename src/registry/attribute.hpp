// The facts that the national register keeps of establishments and groups, under names of our own
// that never change, and the column headings under which its many extracts give them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace registry {

// clang-format off
enum class Attribute : std::uint8_t {
  Urn, AuthorityCode, AuthorityName, EstablishmentNumber, Name, Type, TypeGroup, Status,
  ReasonOpened, OpenDate, ReasonClosed, CloseDate, Phase, AgeLow, AgeHigh, Boarders, Nursery,
  SixthForm, Gender, ReligiousCharacter, ReligiousEthos, Diocese, Admissions, Capacity,
  SpecialClasses, CensusDate, Pupils, Boys, Girls, FsmPercent, TrustFlag, TrustUid, TrustName,
  SponsorFlag, SponsorName, FederationFlag, FederationUid, FederationName, Ukprn, OfstedOn,
  OfstedGrade, SpecialMeasures, ReportCardOn, Safeguarding, Inclusion, CurriculumTeaching,
  Achievement, AttendanceBehaviour, PersonalDevelopment, LeadershipGovernance, EarlyYears,
  PostSixteen,
  LastChanged, Street, Locality, Address3, Town, County, Postcode,
  Website, Region, District, Ward, Constituency, UrbanRural, DistrictCode, Easting, Northing, Msoa,
  Lsoa, LsoaCode, SenStatement, SenSupport, ResourcedProvision, ResourcedCapacity, SenUnitRoll,
  SenUnitCapacity, PreviousAuthority, PreviousNumber, Uprn, SiteName, CompaniesHouse, FsmCount,
  LinkedEstablishments,
  GroupUid, GroupId, GroupName, GroupType, GroupStatus, GroupOpened, GroupClosed, GroupIncorporated,
  GroupStreet, GroupLocality, GroupAddress3, GroupTown, GroupCounty, GroupPostcode, JoinedOn,
  LinkUrn, LinkName, LinkType, LinkOn,
  ClusterOwner, ClusterName, ClusterLetter, ClusterKind, LeftOn, Funding, Lead,
  Count_,
};
// clang-format on

inline constexpr std::size_t attribute_count = static_cast<std::size_t>(Attribute::Count_);

// What the text of a cell must be.
enum class CellKind : std::uint8_t { Text, Date, Whole, Decimal };

struct AttributeRow {
  Attribute attribute;
  std::string_view code;   // as stored with evidence: "fsm_percent"; never changed
  std::string_view label;  // as people read it: "Pupils eligible for free school meals"
  CellKind kind;
  // A measure belongs to the day on which it was observed; anything else is taken to have been so
  // before it was first observed, too (docs/concepts/time.md).
  bool measure;
  // Column headings, lower case with everything but letters and digits taken out, parted by spaces.
  std::string_view headings;
};

const AttributeRow& attribute_row(Attribute attribute);
std::span<const AttributeRow> attribute_rows();
std::optional<Attribute> attribute_of_code(std::string_view code);
// "LA (code)" and "la_code" are the same heading. Nothing for a column that we do not keep, such
// as the names and telephone numbers of headteachers.
std::optional<Attribute> attribute_of_heading(std::string_view heading);

// The attributes of the cells of an evidence row, in order.
class Layout {
 public:
  Layout() = default;
  explicit Layout(std::vector<Attribute> attributes);
  // From the codes as stored. Nothing when a code is not known.
  static std::optional<Layout> from_codes(std::string_view codes);
  std::string codes() const;
  bool has(Attribute attribute) const { return position(attribute) >= 0; }
  // -1 when the layout lacks it.
  int position(Attribute attribute) const {
    return positions_[static_cast<std::size_t>(attribute)];
  }
  const std::vector<Attribute>& attributes() const { return attributes_; }

 private:
  std::vector<Attribute> attributes_;
  std::vector<std::int8_t> positions_ = std::vector<std::int8_t>(attribute_count, -1);
};

// One evidence row's cell; "" when the layout lacks the attribute or the cell is empty.
std::string_view cell(const Layout& layout, std::string_view cells, Attribute attribute);

inline constexpr char cell_separator = '\x1f';

}  // namespace registry
