// The register's extract of governors: what is read of it, and what is refused.
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "governance/gias_layout.hpp"

namespace governance {
namespace {

constexpr std::string_view head =
    "GID,URN,UID,Companies House Number,Role,Title,Forename 1,Forename 2,Surname,Date of "
    "appointment,Date term of office ends/ended,Appointing body\r\n";

GiasFile read(const std::string& rows) {
  const auto file = read_gias_layout(std::string(head) + rows);
  EXPECT_TRUE(file.ok());
  return file.ok() ? file.value() : GiasFile{};
}

TEST(GiasLayout, ARowIsAPost) {
  const GiasFile file = read(
      "100,990001,,,Chair of Governors,Ms,Ann,Mary,Lee,01/09/2024,31/08/2028,Elected by parents\r\n"
      "101,,90001,07654321,Member - Organisation,,,,The Tide Foundation,,,N/A\r\n");
  ASSERT_EQ(file.rows.size(), 2U);
  EXPECT_TRUE(file.remarks.empty());
  const GiasRow& chair = file.rows[0];
  EXPECT_EQ(chair.name(), "Ann Mary Lee");
  EXPECT_EQ(chair.role, GiasRole::ChairOfGovernors);
  EXPECT_EQ(chair.period.describe(), "1 September 2024 to 31 August 2028");
  EXPECT_EQ(chair.by, "elected_parents");
  EXPECT_EQ(file.rows[1].role, GiasRole::MemberOrganisation);
  EXPECT_TRUE(file.rows[1].period.open_start());
  EXPECT_EQ(file.rows[1].by, "");
}

TEST(GiasLayout, WhatIsWrittenIsReadAgain) {
  std::string rows;
  for (int at = 0; at < gias_roles; ++at) {
    const GiasRoleInfo& role = info_of(static_cast<GiasRole>(at));
    const std::string place = role.of_school ? ",990001,,," : ",,90001,,";
    rows += std::to_string(100 + at) + place + std::string(role.label) +
            ",Dr,Zoë,\"A, B\",O'Neil,01/09/2024,31/08/2028,Original signatories\r\n";
  }
  const GiasFile file = read(rows);
  EXPECT_EQ(file.rows.size(), static_cast<std::size_t>(gias_roles));
  const std::string written = write_gias_layout(file.rows);
  EXPECT_EQ(written, std::string(head) + rows);
}

TEST(GiasLayout, RowsThatCannotBeUsedAreToldWithLineAndColumn) {
  const GiasFile file = read(
      "x,990001,,,Governor,,Ann,,Lee,,,\r\n"
      "1,,,,Governor,,Ann,,Lee,,,\r\n"
      "2,990001,,,King,,Ann,,Lee,,,\r\n"
      "3,990001,,,Governor,,,,,,,\r\n"
      "4,990001,,,Governor,,Ann,,Lee,31/02/2024,,\r\n"
      "5,990001,,,Governor,,Ann,,Lee,01/09/2024,01/09/2023,\r\n"
      "6,990001,,,Governor,,Ann,,Lee,,,Nobody\r\n"
      "7,990001,,,Governor,,Ann,,Lee,,,\r\n"
      "7,990001,,,Governor,,Ann,,Lee,,,\r\n"
      "8,990001,,,Governor,,Ann,," +
      std::string(301, 'x') + ",,,\r\n");
  EXPECT_EQ(file.rows.size(), 1U);
  std::string columns;
  for (const GiasRemark& each : file.remarks) {
    columns += std::to_string(each.line) + " " + each.column + ";";
    EXPECT_FALSE(each.reason.empty());
  }
  EXPECT_EQ(columns,
            "2 GID;3 URN;4 Role;5 Surname;6 Date of appointment;7 Date term of office ends/ended;"
            "8 Appointing body;10 GID;11 Surname;");
}

TEST(GiasLayout, AFileOfSomethingElseIsRefused) {
  EXPECT_EQ(read_gias_layout("").error().code, "file_not_gias");
  EXPECT_EQ(read_gias_layout("URN,Name\n1,A\n").error().code, "file_not_gias");
  EXPECT_EQ(read_gias_layout(std::string(head) + "1,990001,,,\"Gov").error().code,
            "file_truncated");
}

TEST(GiasLayout, FilesOfTheWebsiteAndOldBytesAreRead) {
  const auto file = read_gias_layout(
      "\xEF\xBB\xBFGID,URN,UID,Role,Title,Forename 1,Forename 2,Surname,Date of appointment,Date "
      "term of office ends/ended,Appointing body\n5,990001,,Local governor,,Zo\xEB,,Lee,,,\n");
  ASSERT_TRUE(file.ok());
  ASSERT_EQ(file.value().rows.size(), 1U);
  EXPECT_EQ(file.value().rows[0].name(), "Zoë Lee");
}

}  // namespace
}  // namespace governance
