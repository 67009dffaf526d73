// A trust with members, a board and academies, a maintained school, and their posts in the
// register's extract, for tests of what comes in and goes out.
#pragma once

#include <gtest/gtest.h>

#include <fstream>

#include "governance/api_files.hpp"
#include "governance/store_facts.hpp"
#include "registry/store_import.hpp"
#include "sql/database_testing.hpp"
#include "sql/migrate.hpp"

namespace governance {

using sql::code_of;
using sql::must;

inline constexpr std::string_view head =
    "GID,URN,UID,Companies House Number,Role,Title,Forename 1,Forename 2,Surname,Date of "
    "appointment,Date term of office ends/ended,Appointing body\r\n";
// A trust with members, a board and two academies, of which one shares a body; a maintained school.
inline constexpr std::string_view posts =
    "1,,90001,,Member - individual,,Gus,,Ray,01/09/2018,,Original signatories\r\n"
    "2,,90001,,Trustee,Dr,Hal,Q,Orr,01/09/2022,31/08/2026,Appointed by academy members\r\n"
    "3,,90001,,Accounting officer,,Ivy,,May,01/09/2022,,\r\n"
    "15,,90001,,Shared local governor - group,,Eve,,Hay,01/09/2024,31/08/2028,Appointed by "
    "foundation/trust\r\n"
    "19,,90001,,Governance professional - multi-academy trust (MAT),,Dee,,Fox,01/09/2023,,\r\n"
    "11,990001,,,Chair of local governing body,Ms,Ann,,Lee,01/09/2024,31/08/2028,Appointed by "
    "foundation/trust\r\n"
    "12,990001,,,Local governor,Mr,Ben,,Ash,01/09/2024,31/08/2028,Elected by parents\r\n"
    "13,990001,,,Local governor,Mr,Cai,,Roe,01/09/2020,,Ex-officio by virtue of office as "
    "headteacher/principal\r\n"
    "14,990001,,,Local governance professional - individual academy or free "
    "school,,Dee,,Fox,01/09/2023,,\r\n"
    "16,990002,,,Shared local governor - establishment,,Eve,,Hay,01/09/2025,,\r\n"
    "17,990004,,,Chair of governors,,Flo,,Kay,01/09/2025,31/08/2029,Appointed by GB/board\r\n"
    "18,990004,,,Governor,,Flo,,Kay,01/09/2021,31/08/2029,Appointed by GB/board\r\n";

class GiasWorld : public sql::EngineTest {
 protected:
  void SetUp() override {
    EngineTest::SetUp();
    if (IsSkipped()) return;
    must(sql::migrate(*lease()));
    folder_.emplace(sql::TestEngine::SqliteFile);
    const std::string path = (folder_->folder() / "edubasealldata20240101.csv").string();
    std::ofstream file(path);
    file << "URN,EstablishmentName,EstablishmentStatus (name),LA (code),LA (name),"
            "PhaseOfEducation (name),TypeOfEstablishment (name),EstablishmentTypeGroup (name),"
            "OfstedRating (name),Trusts (code),Trusts (name)\n";
    for (int at = 0; at < 4; ++at) {
      file << 990001 + at << ",School " << static_cast<char>('A' + at)
           << ",Open,918,Eastmarch,Primary,"
           << (at < 3 ? "Academy converter,Academies,Good,90001,Tide Trust\n"
                      : "Community school,Local authority maintained schools,Good,,\n");
    }
    file.close();
    registry::ImportOptions options;
    options.today = today;
    must(registry::import_files(database(), {path}, options));
  }

  sql::Lease lease() { return must(database().write()); }
  Writing writing() const { return {guard::command_doer("because"), 1'790'000'000, today}; }
  static base::Result<std::string> anybody(const guard::UnitPath&) { return std::string("all"); }

  FileView look(const std::string& text) {
    return must(look_at_file(*lease(), text, writing(), anybody));
  }
  FileView import(const std::string& text) {
    const FileView seen = look(text);
    if (seen.version.empty()) return seen;
    return must(save_file(*lease(), text, seen.version, writing(), anybody));
  }
  std::string exported() {
    return must(export_gias(*lease(), std::nullopt, base::Date::distant_past(), today));
  }
  void note(const Words& words) {
    must(save_changes(*lease(), {must(read_change(words))}, writing(), anybody, Keep::All));
  }
  std::int64_t number(const std::string& query) { return must(lease()->integer(query)); }
  std::int64_t count(const std::string& table) {
    return must(lease()->integer("SELECT count(*) FROM " + table));
  }
  static std::string whole(std::string_view rows) { return std::string(head) + std::string(rows); }
  static std::string with(std::string from, std::string_view old, std::string_view fresh) {
    const std::size_t at = from.find(old);
    EXPECT_NE(at, std::string::npos) << old;
    return from.replace(at, old.size(), fresh);
  }

  base::Date today = *base::Date::from_iso("2026-01-01");

 private:
  std::optional<sql::TestPlace> folder_;
};

inline std::string told(const FileView& view, GiasNoteKind kind) {
  std::string text;
  for (const GiasNote& note : view.notes) text += note.kind == kind ? note.what + "\n" : "";
  return text;
}

}  // namespace governance
