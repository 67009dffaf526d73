// The extract of people of the national register (Get Information About Schools): who governs which
// school or trust, one post a row. Reading, writing, and what its roles are here; nothing is
// stored.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "governance/model.hpp"

namespace governance {

enum class GiasRole {
  ChairOfGovernors,
  Governor,
  ChairOfTrustees,
  Trustee,
  AccountingOfficer,
  ChiefFinancialOfficer,
  ChairOfLocalGoverningBody,
  LocalGovernor,
  Member,
  MemberIndividual,
  MemberOrganisation,
  SharedChairGroup,
  SharedChairSchool,
  SharedGovernorGroup,
  SharedGovernorSchool,
  ProfessionalSchool,
  ProfessionalFederation,
  ProfessionalAcademy,
  ProfessionalMat,
  ProfessionalSat,
  ProfessionalSecureSat,
  SharedProfessionalGroup,
  SharedProfessionalSchool,
};
inline constexpr int gias_roles = 23;

// What a role is here: a seat on a body of that kind, an office, or both (a chair sits too).
struct GiasRoleInfo {
  std::string_view label;  // as the register writes it
  BodyKind body;           // that is made for it where there is none
  bool sits = true;
  std::optional<OfficeKind> office;
  bool at_body = true;     // the office is of the body; else of the group
  bool of_school = false;  // recorded under a URN, else under a UID
  bool repeats = false;    // one school of a shared post, which the group's row has whole
};
const GiasRoleInfo& info_of(GiasRole role);
// The words of any of the register's pages, capitals and hyphens not minded.
std::optional<GiasRole> gias_role(std::string_view text);

struct GiasRow {
  int line = 0;
  std::int64_t gid = 0;  // 0: the register has no number for it yet
  std::int64_t urn = 0;  // or
  std::int64_t uid = 0;
  std::string companies_house;
  GiasRole role = GiasRole::Governor;
  std::string title;
  std::string forename_1;
  std::string forename_2;
  std::string surname;
  base::Period period;  // the file has the last day, this the one after
  std::string by;       // code of an appointing body; "" where none is given

  std::string name() const;  // "Ann Mary Lee"
};

// A row that cannot be used, or was left out.
struct GiasRemark {
  int line = 0;
  std::string column;
  std::string value;
  std::string reason;
};
struct GiasFile {
  std::vector<GiasRow> rows;
  std::vector<GiasRemark> remarks;
};

// A file as UTF-8: spreadsheets save Windows-1252 too.
std::string text_of_file(std::string_view bytes);

// As text_of_file() takes it; columns are found by their names. Errors: file_not_gias (columns are
// missing), file_truncated. A bad row is a remark.
base::Result<GiasFile> read_gias_layout(std::string_view bytes);
// With the register's columns, in its order.
std::string write_gias_layout(const std::vector<GiasRow>& rows);

}  // namespace governance
