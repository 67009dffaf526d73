// Twelve columns, found by name.
#include "governance/gias_layout.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/csv.hpp"
#include "base/text.hpp"

namespace governance {

namespace {

using base::Date;
using enum OfficeKind;

constexpr auto local = BodyKind::LocalGoverningBody;
constexpr auto shared = BodyKind::SharedLocalGoverningBody;
constexpr auto maintained = BodyKind::GoverningBody;
constexpr auto board = BodyKind::TrustBoard;
constexpr auto members = BodyKind::Members;
constexpr std::nullopt_t no_office = std::nullopt;

// In the order of GiasRole: label, body, sits, office, at the body, of a school, repeats.
constexpr std::array<GiasRoleInfo, gias_roles> roles = {{
    {"Chair of governors", maintained, true, Chair, true, true},
    {"Governor", maintained, true, no_office, true, true},
    {"Chair of trustees", board, true, Chair},
    {"Trustee", board, true, no_office},
    {"Accounting officer", board, false, AccountingOfficer, false},
    {"Chief financial officer", board, false, FinanceDirector, false},
    {"Chair of local governing body", local, true, Chair, true, true},
    {"Local governor", local, true, no_office, true, true},
    {"Member", members, true, no_office},
    {"Member - individual", members, true, no_office},
    {"Member - organisation", members, true, no_office},
    {"Shared chair of local governing body - group", shared, true, Chair},
    {"Shared chair of local governing body - establishment", shared, true, Chair, true, true, true},
    {"Shared local governor - group", shared, true, no_office},
    {"Shared local governor - establishment", shared, true, no_office, true, true, true},
    {"Governance professional - local authority maintained school", maintained, false,
     GovernanceProfessional, true, true},
    {"Governance professional - federation", maintained, false, GovernanceProfessional, false},
    {"Local governance professional - individual academy or free school", local, false,
     GovernanceProfessional, true, true},
    {"Governance professional - multi-academy trust (MAT)", board, false, GovernanceProfessional},
    {"Governance professional - single-academy trust (SAT)", board, false, GovernanceProfessional},
    {"Governance professional - secure single-academy trust (SSAT)", board, false,
     GovernanceProfessional},
    {"Shared governance professional - group", shared, false, GovernanceProfessional},
    {"Shared governance professional - establishment", shared, false, GovernanceProfessional, true,
     true, true},
}};

struct OtherWords {
  std::string_view words;
  GiasRole role;
};
constexpr OtherWords other_words[] = {
    {"governance professional to a local authority maintained school",
     GiasRole::ProfessionalSchool},
    {"governance professional to a federation", GiasRole::ProfessionalFederation},
    {"governance professional to an individual academy or free school",
     GiasRole::ProfessionalAcademy},
    {"governance professional to a multi academy trust mat", GiasRole::ProfessionalMat},
    {"governance professional to a mat", GiasRole::ProfessionalMat},
    {"governance professional for a single academy trust sat", GiasRole::ProfessionalSat},
    {"governance professional for a secure single academy trust ssat",
     GiasRole::ProfessionalSecureSat},
    {"shared chair of local governing body", GiasRole::SharedChairGroup},
    {"shared local governor", GiasRole::SharedGovernorGroup},
    {"shared governance professional", GiasRole::SharedProfessionalGroup},
};

// Small letters and digits, all else one space.
std::string plain(std::string_view text) {
  std::string made;
  for (const char each : base::lower_ascii(text)) {
    const bool kept = (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9');
    if (kept) {
      made += each;
    } else if (!made.empty() && made.back() != ' ') {
      made += ' ';
    }
  }
  if (made.ends_with(' ')) made.pop_back();
  return made;
}

enum Column {
  Gid,
  Urn,
  Uid,
  CompaniesHouse,
  Role,
  Title,
  Forename1,
  Forename2,
  Surname,
  Appointed,
  Ends,
  AppointingBody,
  columns
};
constexpr std::string_view heads[columns] = {"GID",
                                             "URN",
                                             "UID",
                                             "Companies House Number",
                                             "Role",
                                             "Title",
                                             "Forename 1",
                                             "Forename 2",
                                             "Surname",
                                             "Date of appointment",
                                             "Date term of office ends/ended",
                                             "Appointing body"};
// A file of the register's website lacks the company's number.
constexpr bool is_wanted(int column) {
  return column != CompaniesHouse && column != Title && column != Forename2;
}
constexpr std::size_t cell_bytes_max = 300;

class Reading {
 public:
  base::Result<GiasFile> read(std::string_view text) {
    base::CsvReader reader(text);
    for (bool first = true;; first = false) {
      const base::CsvRow row = reader.next();
      if (row == base::CsvRow::Unterminated) {
        return base::make_error("file_truncated", "Line " + std::to_string(reader.line()) +
                                                      ": a quoted cell does not end; the file was "
                                                      "cut off.");
      }
      if (first) {
        TRY(find_columns(row == base::CsvRow::End ? std::vector<std::string_view>{}
                                                  : reader.cells()));
        continue;
      }
      if (row == base::CsvRow::End) break;
      cells_ = &reader.cells();
      line_ = reader.line();
      take();
    }
    return std::move(file_);
  }

 private:
  base::Status find_columns(const std::vector<std::string_view>& cells) {
    places_.fill(-1);
    for (std::size_t at = 0; at < cells.size(); ++at) {
      for (int column = 0; column < columns; ++column) {
        if (plain(heads[column]) == plain(cells[at])) places_.at(column) = static_cast<int>(at);
      }
    }
    std::vector<std::string> missing;
    for (int column = 0; column < columns; ++column) {
      if (is_wanted(column) && places_.at(column) < 0) missing.emplace_back(heads[column]);
    }
    if (missing.empty()) return {};
    return base::make_error("file_not_gias",
                            "The first line names the columns of the register's extract of "
                            "governors; it lacks " +
                                base::join(missing, ", ") + ".",
                            "file");
  }

  std::string cell(int column) const {
    const int place = places_.at(column);
    if (place < 0 || static_cast<std::size_t>(place) >= cells_->size()) return "";
    std::string made(base::trim((*cells_)[static_cast<std::size_t>(place)]));
    std::ranges::replace_if(
        made, [](char each) { return static_cast<unsigned char>(each) < 0x20; }, ' ');
    // An apostrophe keeps spreadsheets from taking a name for a formula; csv_cell() writes it.
    if (made.size() > 1 && made[0] == '\'' && std::string_view("=+-@").find(made[1]) != npos) {
      made.erase(0, 1);
    }
    return made;
  }

  bool bad(int column, std::string reason) {
    file_.remarks.push_back({line_, std::string(heads[column]), cell(column), std::move(reason)});
    return false;
  }

  void take() {
    GiasRow row;
    row.line = line_;
    if (numbers(row) && words(row) && days(row)) file_.rows.push_back(std::move(row));
  }

  bool number(int column, std::int64_t& into) {
    const std::string text = cell(column);
    if (text.empty()) return true;
    const auto read = base::parse_integer(text);
    if (!read || *read <= 0) return bad(column, "This is no whole number.");
    into = *read;
    return true;
  }

  bool numbers(GiasRow& row) {
    if (!number(Gid, row.gid) || !number(Urn, row.urn) || !number(Uid, row.uid)) return false;
    if (row.urn == 0 && row.uid == 0) return bad(Urn, "A row has a URN or a UID.");
    if (row.gid != 0 && !seen_.insert(row.gid).second) {
      return bad(Gid, "An earlier row of the file has this number.");
    }
    return true;
  }

  bool words(GiasRow& row) {
    const auto role = gias_role(cell(Role));
    if (!role) return bad(Role, "There is no such role.");
    row.role = *role;
    row.companies_house = cell(CompaniesHouse);
    row.title = cell(Title);
    row.forename_1 = cell(Forename1);
    row.forename_2 = cell(Forename2);
    row.surname = cell(Surname);
    for (const int column : {Title, Forename1, Forename2, Surname}) {
      if (cell(column).size() > cell_bytes_max) return bad(column, "No name is so long.");
    }
    if (row.name().empty()) return bad(Surname, "A row names somebody.");
    const std::string by = cell(AppointingBody);
    if (by.empty() || plain(by) == "n a" || plain(by) == "not recorded" ||
        plain(by) == "not applicable") {
      return true;
    }
    const AppointedBy* found = appointing_body(by);
    if (!found) return bad(AppointingBody, "There is no such appointing body.");
    row.by = found->code;
    return true;
  }

  bool day(int column, std::optional<Date>& into) {
    const std::string text = cell(column);
    if (text.empty()) return true;
    into = Date::parse(text);
    return into ? true : bad(column, "This is no day, such as 31/08/2026.");
  }

  bool days(GiasRow& row) {
    std::optional<Date> from;
    std::optional<Date> last;
    if (!day(Appointed, from) || !day(Ends, last)) return false;
    // The register writes 1 January 1900 where it does not know the day.
    if (from && from->year() <= 1900) from.reset();
    // Days of year 9999 say "never"; and the day after 31 December 9999 is none.
    if (last && last->year() >= 3000) last.reset();
    const auto period = base::Period::between(from.value_or(Date::distant_past()),
                                              last ? last->plus_days(1) : Date::distant_future());
    if (!period) return bad(Ends, "It ends before it begins.");
    row.period = *period;
    return true;
  }

  static constexpr std::size_t npos = std::string_view::npos;
  std::array<int, columns> places_ = {};
  const std::vector<std::string_view>* cells_ = nullptr;
  int line_ = 0;
  std::set<std::int64_t> seen_;
  GiasFile file_;
};

// "31/08/2026"
std::string day_text(Date date) {
  const std::string iso = date.iso();
  return iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4);
}

}  // namespace

const GiasRoleInfo& info_of(GiasRole role) { return roles.at(static_cast<std::size_t>(role)); }

std::optional<GiasRole> gias_role(std::string_view text) {
  static const std::map<std::string, GiasRole, std::less<>> known = [] {
    std::map<std::string, GiasRole, std::less<>> made;
    for (std::size_t at = 0; at < roles.size(); ++at) {
      made[plain(roles[at].label)] = static_cast<GiasRole>(at);
    }
    for (const OtherWords& each : other_words) made[std::string(each.words)] = each.role;
    return made;
  }();
  const auto found = known.find(plain(text));
  return found == known.end() ? std::nullopt : std::optional(found->second);
}

std::string GiasRow::name() const {
  std::string made;
  for (const std::string* part : {&forename_1, &forename_2, &surname}) {
    if (!made.empty() && !part->empty()) made += ' ';
    made += *part;
  }
  return made;
}

std::string text_of_file(std::string_view bytes) {
  return base::is_utf8(bytes) ? std::string(bytes) : base::utf8_from_cp1252(bytes);
}

base::Result<GiasFile> read_gias_layout(std::string_view bytes) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  if (bytes.starts_with(mark)) bytes.remove_prefix(mark.size());
  const std::string text = text_of_file(bytes);
  return Reading().read(text);
}

std::string write_gias_layout(const std::vector<GiasRow>& rows) {
  std::string text = base::csv_row({std::begin(heads), std::end(heads)});
  const auto number = [](std::int64_t value) {
    return value == 0 ? std::string() : std::to_string(value);
  };
  for (const GiasRow& row : rows) {
    const AppointedBy* by = appointing_body(row.by);
    text += base::csv_row({number(row.gid), number(row.urn), number(row.uid), row.companies_house,
                           std::string(info_of(row.role).label), row.title, row.forename_1,
                           row.forename_2, row.surname,
                           row.period.open_start() ? "" : day_text(row.period.from()),
                           row.period.open_end() ? "" : day_text(row.period.until().plus_days(-1)),
                           by ? std::string(by->label) : ""});
  }
  return text;
}

}  // namespace governance
