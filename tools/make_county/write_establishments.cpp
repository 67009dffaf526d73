// The nightly extract of establishments: 140 columns, URN bare and the rest in quotation marks.
#include <algorithm>
#include <string>
#include <vector>

#include "dates.hpp"
#include "prng.hpp"
#include "text_file.hpp"
#include "write_files.hpp"

namespace county {
namespace {

constexpr TypeName type_names[] = {
    {1, "Community school", 4, "Local authority maintained schools"},
    {2, "Voluntary aided school", 4, "Local authority maintained schools"},
    {3, "Voluntary controlled school", 4, "Local authority maintained schools"},
    {5, "Foundation school", 4, "Local authority maintained schools"},
    {7, "Community special school", 5, "Special schools"},
    {11, "Other independent school", 3, "Independent schools"},
    {14, "Pupil referral unit", 4, "Local authority maintained schools"},
    {15, "Local authority nursery school", 4, "Local authority maintained schools"},
    {18, "Further education", 1, "Colleges"},
    {28, "Academy sponsor led", 10, "Academies"},
    {34, "Academy converter", 10, "Academies"},
    {35, "Free schools", 11, "Free Schools"},
    {36, "Free schools special", 11, "Free Schools"},
    {44, "Academy special converter", 10, "Academies"},
    {45, "Academy 16-19 converter", 10, "Academies"},
};

std::string two_digits(int code) { return (code < 10 ? "0" : "") + std::to_string(code); }

std::string tenths(int value) {
  return std::to_string(value / 10) + "." + std::to_string(value % 10);
}

// One row, filled by column name so that no position is ever counted.
class Row {
 public:
  Row() : cells_(nightly_headings().size()) {}

  void set(std::string_view heading, const std::string& value) {
    const auto headings = nightly_headings();
    const auto found = std::find(headings.begin(), headings.end(), heading);
    cells_.at(static_cast<std::size_t>(found - headings.begin())) = value;
  }
  void pair(const std::string& heading, const std::string& code, const std::string& name) {
    set(heading + " (code)", code);
    set(heading + " (name)", name);
  }
  std::string line() const { return csv_line(cells_, Quotes::AllButNumbers, 1); }

 private:
  std::vector<std::string> cells_;
};

struct Reason {
  const char* name;
  const char* code;
};
constexpr Reason reasons[] = {{"Not applicable", "00"},     {"Academy Converter", "10"},
                              {"Result of Amalgamation", "02"}, {"New Provision", "03"},
                              {"Academy Free School", "11"}, {"Closure", "03"},
                              {"Result of Amalgamation/Merger", "02"}, {"For Academy", "06"}};

std::string reason_code(std::string_view name) {
  const auto found = std::find_if(std::begin(reasons), std::end(reasons),
                                  [name](const Reason& reason) { return name == reason.name; });
  return found->code;
}

void fill_status(Row& row, const Record& record, const School& school, int date) {
  const bool closing = std::string_view(school.seed->id) == "stanning-n" && date >= 20260101;
  row.pair("ReasonEstablishmentOpened", reason_code(record.reason_opened), record.reason_opened);
  row.set("OpenDate", with_dashes(record.opened));
  if (closing) {
    row.pair("EstablishmentStatus", "3", "Open, but proposed to close");
    row.pair("ReasonEstablishmentClosed", reason_code("Closure"), "Closure");
    row.set("CloseDate", with_dashes(proposed_to_close_by));
  } else if (record.open_on(date)) {
    row.pair("EstablishmentStatus", "1", "Open");
    row.pair("ReasonEstablishmentClosed", "00", "Not applicable");
  } else {
    row.pair("EstablishmentStatus", "2", "Closed");
    row.pair("ReasonEstablishmentClosed", reason_code(record.reason_closed),
             record.reason_closed);
    row.set("CloseDate", with_dashes(record.closed));
  }
}

struct Ages {
  int low, high;
};
Ages ages_of(char kind, bool nursery_class) {
  switch (kind) {
    case 'I': return {4, 7};
    case 'J': return {7, 11};
    case 'S': return {11, 16};
    case 'T': return {11, 18};
    case 'A': return {4, 16};
    case 'X': return {4, 19};
    case 'N': return {2, 5};
    case 'U': return {7, 16};
    case 'K': return {16, 19};
    case 'H': return {4, 18};
    default: return {nursery_class ? 3 : 4, 11};
  }
}

void fill_religion(Row& row, const School& school, bool academy) {
  const char church = school.seed->church;
  if (church == 'c' || church == 'v') {
    row.pair("ReligiousCharacter", "02", "Church of England");
    row.pair("Diocese", "CE91", "Diocese of Wenbridge");
  } else if (church == 'r') {
    row.pair("ReligiousCharacter", "03", "Roman Catholic");
    row.pair("Diocese", "RC91", "Diocese of Eastmarch and the Isles");
  } else {
    row.pair("ReligiousCharacter", academy ? "06" : "00", academy ? "None" : "Does not apply");
    row.pair("Diocese", "0000", "Not applicable");
  }
  row.set("ReligiousEthos (name)", "Does not apply");
}

void fill_character(Row& row, const Record& record, const School& school, int date) {
  const char kind = school.kind_on(date);
  const PhaseName phase = phase_name(kind);
  row.pair("PhaseOfEducation", phase.code, phase.name);
  const Ages ages = ages_of(kind, school.nursery_class);
  row.set("StatutoryLowAge", std::to_string(ages.low));
  row.set("StatutoryHighAge", std::to_string(ages.high));
  row.pair("Boarders", "1", "No boarders");
  const bool young = ages.low < 4;
  row.set("NurseryProvision (name)",
          kind == 'P' ? (young ? "Has Nursery Classes" : "No Nursery Classes") : "Not applicable");
  const bool sixth = kind == 'T' || kind == 'K';
  row.pair("OfficialSixthForm", sixth ? "1" : "2",
           sixth ? "Has a sixth form" : "Does not have a sixth form");
  const bool girls = std::string_view(school.seed->id) == "rectory";
  row.pair("Gender", girls ? "2" : "3", girls ? "Girls" : "Mixed");
  fill_religion(row, school, is_academy(record.type));
  const bool admits = kind == 'S' || kind == 'T' || kind == 'A';
  row.pair("AdmissionsPolicy", admits ? "1" : "0", admits ? "Non-selective" : "Not applicable");
  row.set("SchoolCapacity", std::to_string(school.capacity));
  row.pair("SpecialClasses", kind == 'P' || admits ? "2" : "0",
           kind == 'P' || admits ? "No Special Classes" : "Not applicable");
}

void fill_census(Row& row, const World& world, const Record& record, const School& school,
                 int date) {
  const int census = census_of(record, date);
  if (census == 0) return;
  const int year = census / 10000;
  const int pupils = pupils_in(world, school, year);
  const int girls = std::string_view(school.seed->id) == "rectory"
                        ? pupils
                        : (pupils * school.girls_per_mille + 500) / 1000;
  row.set("CensusDate", with_dashes(census));
  row.set("NumberOfPupils", std::to_string(pupils));
  row.set("NumberOfGirls", std::to_string(girls));
  row.set("NumberOfBoys", std::to_string(pupils - girls));
  if (!is_state_funded(record.type) || school.seed->kind == 'K') return;
  // Eligibility rose by about one percentage point a year while protection lasted.
  const int eligible_tenths = school.fsm_tenths + (year - 2016) * 9;
  const int eligible = (pupils * eligible_tenths + 500) / 1000;
  row.set("FSM", std::to_string(eligible));
  row.set("PercentageFSM", tenths(pupils == 0 ? 0 : (eligible * 1000 + pupils / 2) / pupils));
}

void fill_groups(Row& row, const World& world, const Record& record, int date) {
  const bool open = record.open_on(date);
  const GroupSeed* trust = open ? world.group_on(record.urn, date, {2, 6, 10}) : nullptr;
  const GroupSeed* sponsor = open ? world.group_on(record.urn, date, {5}) : nullptr;
  const GroupSeed* federation = open ? world.group_on(record.urn, date, {1}) : nullptr;
  row.pair("TrustSchoolFlag", "0", "Not applicable");
  if (trust != nullptr) {
    if (trust->type == 6) row.pair("TrustSchoolFlag", "3", "Supported by a multi-academy trust");
    if (trust->type == 10) row.pair("TrustSchoolFlag", "5", "Supported by a single-academy trust");
    if (trust->type == 2) row.pair("TrustSchoolFlag", "1", "Supported by a trust");
    row.pair("Trusts", std::to_string(trust->uid), trust->name);
  }
  row.set("SchoolSponsorFlag (name)", sponsor != nullptr       ? "Linked to a sponsor"
                                      : is_academy(record.type) ? "-"
                                                                : "Not applicable");
  if (sponsor != nullptr) row.set("SchoolSponsors (name)", sponsor->name);
  row.set("FederationFlag (name)", federation != nullptr     ? "Supported by a federation"
                                   : is_academy(record.type) ? "Not applicable"
                                                             : "Not under a federation");
  if (federation != nullptr) {
    row.pair("Federations", std::to_string(federation->uid), federation->name);
  }
}

// Whole grades ended with August 2024, so that later extracts repeat the last one.
void fill_inspection(Row& row, const Record& record, int date) {
  row.pair("OfstedSpecialMeasures", "0", "Not applicable");
  const Inspection* last = nullptr;
  for (const Inspection& inspection : record.inspections) {
    if (inspection.date < date) last = &inspection;
  }
  if (last == nullptr) return;
  row.set("OfstedLastInsp", with_dashes(last->date));
  row.set("OfstedRating (name)", last->grade);
  if (last->grade == "Special Measures") {
    row.pair("OfstedSpecialMeasures", "1", "In special measures");
  }
}

void fill_place(Row& row, const School& school) {
  row.set("Street", school.street);
  row.set("Locality", school.locality);
  row.set("Town", school.place->town);
  row.set("County (name)", "Eastmarch");
  row.set("Postcode", school.postcode);
  row.set("SchoolWebsite", "www." + std::string(school.seed->id) + ".example");
  row.pair("GOR", "G", "East of England");
  const auto district = static_cast<std::size_t>(school.place->district);
  row.pair("DistrictAdministrative", "E0799900" + std::to_string(district + 1),
           district_names()[district]);
  row.pair("AdministrativeWard", "E05" + school.msoa_code.substr(3), school.ward);
  const auto seat = static_cast<std::size_t>(school.place->constituency);
  row.pair("ParliamentaryConstituency", "E1499900" + std::to_string(seat + 1),
           constituency_names()[seat]);
  const bool city = school.place->district == 1;
  if (school.village) row.pair("UrbanRural", "E1", "(England/Wales) Rural village");
  if (!school.village && city) row.pair("UrbanRural", "C1", "(England/Wales) Urban city and town");
  if (!school.village && !city) {
    row.pair("UrbanRural", "D1", "(England/Wales) Rural town and fringe");
  }
  row.set("GSSLACode (name)", "E10999918");
  row.set("Easting", std::to_string(school.easting_m));
  row.set("Northing", std::to_string(school.northing_m));
  row.pair("MSOA", school.msoa_code, school.msoa_name);
  row.pair("LSOA", school.lsoa_code, school.lsoa_name);
  row.set("UPRN", school.property);
  row.set("RSCRegion (name)", "East of England");
  row.set("Country (name)", "United Kingdom");
}

std::string establishment(const World& world, const Record& record, int date) {
  const School& school = world.schools[record.school];
  Row row;
  row.set("URN", std::to_string(record.urn));
  row.pair("LA", "918", "Eastmarch");
  row.set("EstablishmentNumber", std::to_string(record.number));
  // A closed record keeps the name that it closed with.
  row.set("EstablishmentName", record.name_on(date));
  const TypeName& type = type_name(record.type);
  row.pair("TypeOfEstablishment", two_digits(record.type), type.name);
  row.pair("EstablishmentTypeGroup", std::to_string(type.group_code), type.group);
  fill_status(row, record, school, date);
  fill_character(row, record, school, std::min(date, record.closed == 0 ? date : record.closed));
  fill_census(row, world, record, school, date);
  fill_groups(row, world, record, date);
  if (record.has_ukprn) row.set("UKPRN", "1999" + std::to_string(record.urn).substr(2));
  row.set("FurtherEducationType (name)",
          record.type == 18 ? "Sixth form college" : "Not applicable");
  fill_inspection(row, record, date);
  Prng prng = Prng::of(world.seed, std::to_string(record.urn) + std::to_string(date));
  const int changed = date / 10000 * 10000 - 10000 + prng.between(9, 12) * 100;
  const int latest = std::max(changed + prng.between(1, 28), record.opened);
  row.set("LastChangedDate",
          with_dashes(record.open_on(date) ? latest : std::max(record.closed, 20100104)));
  fill_place(row, school);
  for (const char* heading : {"BSOInspectorateName (name)", "TeenMoth (name)", "CCF (name)",
                              "SENPRU (name)", "EBD (name)", "EdByOther (name)",
                              "Section41Approved (name)"}) {
    row.set(heading, "Not applicable");
  }
  row.pair("PreviousLA", "999", "");
  row.pair("QABName", "0", "Not applicable");
  row.pair("EstablishmentAccredited", "0", "Not applicable");
  return row.line();
}

}  // namespace

const TypeName& type_name(int code) {
  return *std::find_if(std::begin(type_names), std::end(type_names),
                       [code](const TypeName& type) { return type.code == code; });
}

PhaseName phase_name(char kind) {
  switch (kind) {
    case 'N': return {"1", "Nursery"};
    case 'P':
    case 'I':
    case 'J': return {"2", "Primary"};
    case 'S':
    case 'T': return {"4", "Secondary"};
    case 'K': return {"6", "16 plus"};
    case 'A': return {"7", "All-through"};
    default: return {"0", "Not applicable"};
  }
}

std::string establishments_file(const World& world, int date) {
  const auto headings = nightly_headings();
  std::string text =
      csv_line({headings.begin(), headings.end()}, Quotes::AllButNumbers);
  std::vector<const Record*> rows;
  for (const Record& record : world.records) {
    if (record.exists_on(date)) rows.push_back(&record);
  }
  std::sort(rows.begin(), rows.end(),
            [](const Record* a, const Record* b) { return a->urn < b->urn; });
  for (const Record* record : rows) text += establishment(world, *record, date);
  return to_cp1252(text);
}

}  // namespace county
