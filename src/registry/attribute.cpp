// The table of attributes: our names, what people read, and the headings of the register's files.
#include "registry/attribute.hpp"

#include <array>
#include <cstring>
#include <unordered_map>

#include "base/text.hpp"

namespace registry {

namespace {

using enum CellKind;

constexpr std::array<AttributeRow, attribute_count> rows = {{
    {Attribute::Urn, "urn", "URN", Whole, false, "urn"},
    {Attribute::AuthorityCode, "la_code", "Authority code", Text, false, "lacode"},
    {Attribute::AuthorityName, "la_name", "Local authority", Text, false,
     "laname localauthorityname"},
    {Attribute::EstablishmentNumber, "number", "School number", Text, false, "establishmentnumber"},
    {Attribute::Name, "name", "Name", Text, false, "establishmentname name"},
    {Attribute::Type, "type", "Type", Text, false, "typeofestablishmentname establishmenttype"},
    {Attribute::TypeGroup, "type_group", "Group of types", Text, false,
     "establishmenttypegroupname establishmenttypegroup"},
    {Attribute::Status, "status", "Status", Text, false, "establishmentstatusname status"},
    {Attribute::ReasonOpened, "reason_opened", "Why it opened", Text, false,
     "reasonestablishmentopenedname"},
    {Attribute::OpenDate, "open_date", "Opened", Date, false, "opendate"},
    {Attribute::ReasonClosed, "reason_closed", "Why it closed", Text, false,
     "reasonestablishmentclosedname"},
    {Attribute::CloseDate, "close_date", "Closed", Date, false, "closedate"},
    {Attribute::Phase, "phase", "Phase", Text, false,
     "phaseofeducationname phaseofeducation educationphase"},
    {Attribute::AgeLow, "age_low", "Youngest age", Whole, false, "statutorylowage"},
    {Attribute::AgeHigh, "age_high", "Oldest age", Whole, false, "statutoryhighage"},
    {Attribute::Boarders, "boarders", "Boarders", Text, false, "boardersname"},
    {Attribute::Nursery, "nursery", "Nursery classes", Text, false, "nurseryprovisionname"},
    {Attribute::SixthForm, "sixth_form", "Sixth form", Text, false, "officialsixthformname"},
    {Attribute::Gender, "gender", "Gender of pupils", Text, false, "gendername gender"},
    {Attribute::ReligiousCharacter, "religious_character", "Religious character", Text, false,
     "religiouscharactername religiouscharacter"},
    {Attribute::ReligiousEthos, "religious_ethos", "Religious ethos", Text, false,
     "religiousethosname"},
    {Attribute::Diocese, "diocese", "Diocese", Text, false, "diocesename"},
    {Attribute::Admissions, "admissions", "Admissions", Text, false,
     "admissionspolicyname admissionspolicy"},
    {Attribute::Capacity, "capacity", "Capacity", Whole, true, "schoolcapacity"},
    {Attribute::SpecialClasses, "special_classes", "Special classes", Text, false,
     "specialclassesname"},
    {Attribute::CensusDate, "census_date", "Census of", Date, true, "censusdate"},
    {Attribute::Pupils, "pupils", "Pupils", Whole, true, "numberofpupils"},
    {Attribute::Boys, "boys", "Boys", Whole, true, "numberofboys"},
    {Attribute::Girls, "girls", "Girls", Whole, true, "numberofgirls"},
    {Attribute::FsmPercent, "fsm_percent", "Eligible for free school meals, %", Decimal, true,
     "percentagefsm"},
    {Attribute::TrustFlag, "trust_flag", "Supported by a trust", Text, false,
     "trustschoolflagname"},
    {Attribute::TrustUid, "trust_uid", "Trust UID", Whole, false, "trustscode"},
    {Attribute::TrustName, "trust_name", "Trust", Text, false, "trustsname"},
    {Attribute::SponsorFlag, "sponsor_flag", "Sponsor flag", Text, false, "schoolsponsorflagname"},
    {Attribute::SponsorName, "sponsor_name", "Sponsor", Text, false, "schoolsponsorsname"},
    {Attribute::FederationFlag, "federation_flag", "Federation flag", Text, false,
     "federationflagname"},
    {Attribute::FederationUid, "federation_uid", "Federation UID", Whole, false, "federationscode"},
    {Attribute::FederationName, "federation_name", "Federation", Text, false, "federationsname"},
    {Attribute::Ukprn, "ukprn", "UKPRN", Text, false, "ukprn"},
    {Attribute::OfstedOn, "ofsted_on", "Last graded inspection", Date, true, "ofstedlastinsp"},
    {Attribute::OfstedGrade, "ofsted_grade", "Grade given", Text, true,
     "ofstedratingname ofstedrating"},
    {Attribute::SpecialMeasures, "special_measures", "Special measures", Text, true,
     "ofstedspecialmeasuresname"},
    {Attribute::ReportCardOn, "report_card_on", "Report card of", Date, true, "reportcarddate"},
    {Attribute::Safeguarding, "safeguarding", "Safeguarding", Text, true, "safeguarding"},
    {Attribute::Inclusion, "inclusion", "Inclusion", Text, true, "inclusion"},
    {Attribute::CurriculumTeaching, "curriculum_teaching", "Curriculum and teaching", Text, true,
     "curriculumandteaching"},
    {Attribute::Achievement, "achievement", "Achievement", Text, true, "achievement"},
    {Attribute::AttendanceBehaviour, "attendance_behaviour", "Attendance and behaviour", Text, true,
     "attendanceandbehaviour"},
    {Attribute::PersonalDevelopment, "personal_development", "Personal development and well-being",
     Text, true, "personaldevelopmentandwellbeing"},
    {Attribute::LeadershipGovernance, "leadership_governance", "Leadership and governance", Text,
     true, "leadershipandgovernance"},
    {Attribute::EarlyYears, "early_years", "Early years", Text, true, "earlyyears"},
    {Attribute::PostSixteen, "post_sixteen", "Post-16", Text, true, "post16"},
    {Attribute::LastChanged, "last_changed", "Entry last changed", Date, true, "lastchangeddate"},
    {Attribute::Street, "street", "Street", Text, false, "street"},
    {Attribute::Locality, "locality", "Locality", Text, false, "locality"},
    {Attribute::Address3, "address3", "Address", Text, false, "address3"},
    {Attribute::Town, "town", "Town", Text, false, "town"},
    {Attribute::County, "county", "County", Text, false, "countyname"},
    {Attribute::Postcode, "postcode", "Postcode", Text, false, "postcode"},
    {Attribute::Website, "website", "Website", Text, false, "schoolwebsite"},
    {Attribute::Region, "region", "Region", Text, false, "gorname"},
    {Attribute::District, "district", "District", Text, false, "districtadministrativename"},
    {Attribute::Ward, "ward", "Ward", Text, false, "administrativewardname"},
    {Attribute::Constituency, "constituency", "Constituency", Text, false,
     "parliamentaryconstituencyname"},
    {Attribute::UrbanRural, "urban_rural", "Urban or rural", Text, false, "urbanruralname"},
    {Attribute::DistrictCode, "district_code", "Area code", Text, false, "gsslacodename"},
    {Attribute::Easting, "easting", "Easting, m", Whole, false, "easting"},
    {Attribute::Northing, "northing", "Northing, m", Whole, false, "northing"},
    {Attribute::Msoa, "msoa", "Middle layer area", Text, false, "msoaname"},
    {Attribute::Lsoa, "lsoa", "Lower layer area", Text, false, "lsoaname"},
    {Attribute::LsoaCode, "lsoa_code", "Lower layer area code", Text, false, "lsoacode"},
    {Attribute::SenStatement, "sen_statement", "Pupils with a statement or plan", Whole, true,
     "senstat"},
    {Attribute::SenSupport, "sen_support", "Pupils with SEN support", Whole, true, "sennostat"},
    {Attribute::ResourcedProvision, "resourced_provision", "Resourced provision, pupils", Whole,
     true, "resourcedprovisiononroll"},
    {Attribute::ResourcedCapacity, "resourced_capacity", "Resourced provision, places", Whole, true,
     "resourcedprovisioncapacity"},
    {Attribute::SenUnitRoll, "sen_unit_roll", "SEN unit, pupils", Whole, true, "senunitonroll"},
    {Attribute::SenUnitCapacity, "sen_unit_capacity", "SEN unit, places", Whole, true,
     "senunitcapacity"},
    {Attribute::PreviousAuthority, "previous_authority", "Authority before", Text, false,
     "previouslaname"},
    {Attribute::PreviousNumber, "previous_number", "School number before", Text, false,
     "previousestablishmentnumber"},
    {Attribute::Uprn, "uprn", "Property reference", Text, false, "uprn"},
    {Attribute::SiteName, "site_name", "Site", Text, false, "sitename"},
    {Attribute::CompaniesHouse, "companies_house", "Companies House", Text, false,
     "chnumber companieshousenumber"},
    {Attribute::FsmCount, "fsm_count", "Pupils eligible for free school meals", Whole, true, "fsm"},
    {Attribute::LinkedEstablishments, "linked", "Linked establishments", Text, false,
     "linkedestablishments"},
    {Attribute::GroupUid, "group_uid", "Group UID", Whole, false, "groupuid linkeduid"},
    {Attribute::GroupId, "group_id", "Group ID", Text, false, "groupid"},
    {Attribute::GroupName, "group_name", "Group", Text, false, "groupname"},
    {Attribute::GroupType, "group_type", "Kind of group", Text, false, "grouptype"},
    {Attribute::GroupStatus, "group_status", "Status of the group", Text, false, "groupstatus"},
    {Attribute::GroupOpened, "group_opened", "Group opened", Date, false, "opendateofgroup"},
    {Attribute::GroupClosed, "group_closed", "Group closed", Date, false, "closeddate"},
    {Attribute::GroupIncorporated, "group_incorporated", "Incorporated", Date, false,
     "incorporatedonopendate"},
    {Attribute::GroupStreet, "group_street", "Street", Text, false, "groupstreet"},
    {Attribute::GroupLocality, "group_locality", "Locality", Text, false, "grouplocality"},
    {Attribute::GroupAddress3, "group_address3", "Address", Text, false, "groupaddress3"},
    {Attribute::GroupTown, "group_town", "Town", Text, false, "grouptown"},
    {Attribute::GroupCounty, "group_county", "County", Text, false, "groupcounty"},
    {Attribute::GroupPostcode, "group_postcode", "Postcode", Text, false, "grouppostcode"},
    {Attribute::JoinedOn, "joined_on", "Joined", Date, false, "joineddate joined"},
    {Attribute::LinkUrn, "link_urn", "Linked URN", Whole, false, "linkurn"},
    {Attribute::LinkName, "link_name", "Linked school", Text, false, "linkname"},
    {Attribute::LinkType, "link_type", "Kind of link", Text, false, "linktype"},
    {Attribute::LinkOn, "link_on", "Linked on", Date, false, "linkestablisheddate"},
    {Attribute::ClusterOwner, "cluster_owner", "Belongs to", Text, false, "owner"},
    {Attribute::ClusterName, "cluster_name", "Cluster", Text, false, "cluster"},
    {Attribute::ClusterLetter, "cluster_letter", "Letter", Text, false, "letter"},
    {Attribute::ClusterKind, "cluster_kind", "Kind of cluster", Text, false, "kind"},
    {Attribute::LeftOn, "left_on", "Left", Date, false, "left"},
    {Attribute::Funding, "funding", "Funding cluster", Text, false, "funding"},
    {Attribute::Lead, "lead", "Lead school", Text, false, "lead"},
}};

// INVARIANT: the row of an attribute stands at its place in the enumeration.
constexpr bool rows_in_order() {
  for (std::size_t at = 0; at < rows.size(); ++at) {
    if (static_cast<std::size_t>(rows[at].attribute) != at) return false;
  }
  return true;
}
static_assert(rows_in_order());

std::string normal_heading(std::string_view heading) {
  std::string normal;
  for (char byte : heading) {
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte - 'A' + 'a');
    if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9')) normal += byte;
  }
  return normal;
}

}  // namespace

const AttributeRow& attribute_row(Attribute attribute) {
  return rows[static_cast<std::size_t>(attribute)];
}

std::span<const AttributeRow> attribute_rows() { return rows; }

std::optional<Attribute> attribute_of_code(std::string_view code) {
  static const std::unordered_map<std::string_view, Attribute> codes = [] {
    std::unordered_map<std::string_view, Attribute> made;
    for (const AttributeRow& row : rows) made.emplace(row.code, row.attribute);
    return made;
  }();
  auto found = codes.find(code);
  if (found == codes.end()) return std::nullopt;
  return found->second;
}

std::optional<Attribute> attribute_of_heading(std::string_view heading) {
  static const std::unordered_map<std::string, Attribute> headings = [] {
    std::unordered_map<std::string, Attribute> made;
    for (const AttributeRow& row : rows) {
      for (std::string_view name : base::split(row.headings, ' ')) {
        made.emplace(std::string(name), row.attribute);
      }
    }
    return made;
  }();
  auto found = headings.find(normal_heading(heading));
  if (found == headings.end()) return std::nullopt;
  return found->second;
}

Layout::Layout(std::vector<Attribute> attributes) : attributes_(std::move(attributes)) {
  for (std::size_t i = 0; i < attributes_.size(); ++i) {
    positions_[static_cast<std::size_t>(attributes_[i])] = static_cast<std::int8_t>(i);
  }
}

std::optional<Layout> Layout::from_codes(std::string_view codes) {
  std::vector<Attribute> attributes;
  for (std::string_view code : base::split(codes, ',')) {
    std::optional<Attribute> attribute = attribute_of_code(code);
    if (!attribute) return std::nullopt;
    attributes.push_back(*attribute);
  }
  return Layout(std::move(attributes));
}

std::string Layout::codes() const {
  std::string codes;
  for (Attribute attribute : attributes_) {
    if (!codes.empty()) codes += ',';
    codes += attribute_row(attribute).code;
  }
  return codes;
}

namespace {

// Behind how many bytes the cell of this position begins; npos when there are fewer cells. Eight
// bytes at a time, because most cells are shorter than that: a search for each separator costs a
// fifth of an import.
std::size_t cell_start(std::string_view cells, int position) {
  constexpr std::uint64_t each = 0x0101010101010101;
  constexpr std::uint64_t low_bits = 0x7f * each;
  std::size_t at = 0;
  for (; position > 0 && at + 8 <= cells.size(); at += 8) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, cells.data() + at, sizeof bytes);
    bytes ^= each * static_cast<unsigned char>(cell_separator);
    // The highest bit of each byte that was a separator, and no other.
    const std::uint64_t found = ~(((bytes & low_bits) + low_bits) | bytes | low_bits);
    const int count = static_cast<int>(((found >> 7) * each) >> 56);
    if (count >= position) break;  // it is among these eight
    position -= count;
  }
  for (; position > 0; --position) {
    at = cells.find(cell_separator, at);
    if (at == std::string_view::npos) return at;
    ++at;
  }
  return at;
}

}  // namespace

std::string_view cell(const Layout& layout, std::string_view cells, Attribute attribute) {
  int position = layout.position(attribute);
  if (position < 0) return {};
  const std::size_t start = cell_start(cells, position);
  if (start == std::string_view::npos) return {};
  return cells.substr(start, cells.find(cell_separator, start) - start);
}

}  // namespace registry
