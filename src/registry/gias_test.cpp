// Recognising the register's files, their days, encodings and cells.
#include "registry/gias.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "registry/gias_cell.hpp"
#include "registry/unpack.hpp"

namespace registry {
namespace {

const base::Date today = *base::Date::from_ymd(2026, 1, 1);

base::Result<SourceFile> read(const std::string& text, const std::string& name = "x20240101.csv",
                              bool clusters = false) {
  ReadOptions options;
  options.today = today;
  options.clusters = clusters;
  return read_gias(text, name, options);
}

std::string code(const base::Result<SourceFile>& result) {
  return result.ok() ? "" : result.error().code;
}

TEST(Gias, knows_files_by_their_headings) {
  auto kind = [](const std::string& heading) { return read(heading + "\n1,2,3,4,5\n"); };
  // Cells that are wrong make bad rows, not another kind of file.
  EXPECT_EQ(kind("URN,EstablishmentName,a,b,c").value().kind, SourceKind::Establishments);
  EXPECT_EQ(kind("urn,name,a,b,c").value().kind, SourceKind::Establishments);
  EXPECT_EQ(kind("a,URN,LinkURN,LinkName,LinkType").value().kind, SourceKind::Links);
  EXPECT_EQ(kind("URN,Linked UID,Group Name,Group Type,x").value().kind, SourceKind::GroupLinks);
  EXPECT_EQ(kind("Group UID,Group ID,Group Name,Group Type,x").value().kind, SourceKind::Groups);
  EXPECT_EQ(code(kind("URN,Price,a,b,c")), "file_not_gias");
  EXPECT_EQ(code(read("owner,urn\na,1\n", "x", true)), "file_not_gias");
}

TEST(Gias, maps_columns_by_name_wherever_they_stand) {
  SourceFile file =
      read("CloseDate,EstablishmentName,Postcode,URN\n31-08-2020,Oak,EM1 1AA,990001\n").value();
  const Batch& batch = file.batches.at(0);
  ASSERT_EQ(batch.rows.size(), 1u);
  std::string_view cells = batch.cells(batch.rows[0]);
  EXPECT_EQ(batch.rows[0].subject, 990001);
  EXPECT_EQ(cell(batch.layout, cells, Attribute::Name), "Oak");
  EXPECT_EQ(cell(batch.layout, cells, Attribute::CloseDate), "2020-08-31");
  EXPECT_EQ(cell(batch.layout, cells, Attribute::Postcode), "EM1 1AA");
  EXPECT_EQ(cell(batch.layout, cells, Attribute::Town), "");
}

TEST(Gias, never_keeps_names_and_telephone_numbers_of_heads) {
  SourceFile file = read(
                        "URN,EstablishmentName,HeadFirstName,HeadLastName,HeadTitle (name),"
                        "HeadPreferredJobTitle,TelephoneNum\n1,Oak,Ada,Byron,Ms,Head,0123\n")
                        .value();
  EXPECT_EQ(file.batches[0].layout.codes(), "urn,name");
  EXPECT_EQ(file.batches[0].arena.find("Byron"), std::string::npos);
}

TEST(Gias, reads_both_encodings) {
  auto name = [](const std::string& text) {
    SourceFile file = read(text).value();
    const Batch& batch = file.batches[0];
    return std::string(cell(batch.layout, batch.cells(batch.rows.at(0)), Attribute::Name));
  };
  EXPECT_EQ(name("URN,EstablishmentName\n1,\xc9lan\n"), "\u00c9lan");
  EXPECT_EQ(name("URN,EstablishmentName\n1,\u00c9lan\n"), "\u00c9lan");
  EXPECT_EQ(name("\xef\xbb\xbfURN,EstablishmentName\r\n1,\u00c9lan\r\n"), "\u00c9lan");
  EXPECT_EQ(name("URN,EstablishmentName\n1,\"Two\nlines\"\n"), "Two lines");
}

TEST(Gias, refuses_what_was_cut_off) {
  const std::string whole = "URN,EstablishmentName,Town\n1,Oak,Saltmere\n2,Elm,\"Lud, haven\"\n";
  EXPECT_EQ(code(read(whole)), "");
  EXPECT_EQ(code(read(whole.substr(0, whole.size() - 4))), "file_truncated");
  EXPECT_EQ(code(read(whole.substr(0, whole.find(",\"Lud")))), "file_truncated");
  EXPECT_EQ(code(read("URN,EstablishmentName\n")), "file_empty");
  EXPECT_EQ(code(read(" \r\n ")), "file_empty");
}

TEST(Gias, believes_a_missing_last_column_only_of_all_rows) {
  SourceFile all = read("URN,EstablishmentName,Town\n1,Oak\n2,Elm\n").value();
  EXPECT_EQ(all.batches[0].rows.size(), 2u);
  ASSERT_EQ(all.remarks.size(), 1u);
  EXPECT_FALSE(all.remarks[0].bad);
  SourceFile one = read("URN,EstablishmentName,Town\n1,Oak\n2,Elm,Thornby\n").value();
  EXPECT_EQ(one.batches[0].rows.size(), 1u);
  EXPECT_EQ(one.rows_bad, 1);
}

TEST(Gias, finds_the_day_in_the_name) {
  auto day = [](std::string_view name) {
    auto found = date_of_name(name);
    return found ? found->date.iso() : "none";
  };
  EXPECT_EQ(day("edubasealldata20240617.csv"), "2024-06-17");
  EXPECT_EQ(day("extract-2024-06-17.csv.gz"), "2024-06-17");
  EXPECT_EQ(day("dim_202202.csv"), "2022-02-28");
  EXPECT_EQ(day("links_edubasealldata2021.csv"), "2021-12-31");
  EXPECT_EQ(day("results.csv"), "none");
  EXPECT_EQ(day("schools20241301.csv"), "none");
  EXPECT_EQ(day("123456789.csv"), "none");
  EXPECT_EQ(code(read("URN,EstablishmentName\n1,Oak\n", "results.csv")), "as_of_missing");
}

TEST(Gias, keeps_its_coverage_as_it_is_stored) {
  Coverage coverage = read(
                          "URN,EstablishmentName,LA (name),EstablishmentTypeGroup (name)\n"
                          "1,Oak,Eastmarch,Academies\n2,Elm,-,Colleges\n")
                          .value()
                          .coverage;
  EXPECT_TRUE(coverage.open_schools);
  EXPECT_EQ(coverage.authorities.size(), 1u);
  Coverage again = Coverage::from_text(coverage.text());
  EXPECT_EQ(again.text(), coverage.text());
  EXPECT_TRUE(again.covers_authority("eastmarch"));
  EXPECT_FALSE(again.covers_authority(""));
  EXPECT_FALSE(Coverage::from_text("").open_schools);
}

std::string cleaned(std::string_view text, CellKind kind) {
  std::string out;
  std::string_view problem = append_clean(out, text, kind);
  return problem.empty() ? "[" + out + "]" : "bad";
}

TEST(GiasCell, knows_what_is_missing_and_what_is_wrong) {
  for (std::string_view missing : {"", "  ", "Not applicable", "Not recorded", "SUPP"}) {
    EXPECT_EQ(cleaned(missing, CellKind::Whole), "[]") << missing;
  }
  EXPECT_EQ(cleaned(" 24/05/2025 ", CellKind::Date), "[2025-05-24]");
  EXPECT_EQ(cleaned("24-05-2025", CellKind::Date), "[2025-05-24]");
  EXPECT_EQ(cleaned("2025-05-24", CellKind::Date), "[2025-05-24]");
  EXPECT_EQ(cleaned("31-02-2025", CellKind::Date), "bad");
  EXPECT_EQ(cleaned("9999-12-31", CellKind::Date), "bad");
  EXPECT_EQ(cleaned("210.0", CellKind::Whole), "[210]");
  EXPECT_EQ(cleaned("210.5", CellKind::Whole), "bad");
  EXPECT_EQ(cleaned("-1", CellKind::Whole), "bad");
  EXPECT_EQ(cleaned("9223372036854775807", CellKind::Whole), "bad");
  EXPECT_EQ(cleaned("21.7", CellKind::Decimal), "[21.7]");
  EXPECT_EQ(cleaned("1e9", CellKind::Decimal), "bad");
  EXPECT_EQ(cleaned("a\x1f"
                    "b\tc",
                    CellKind::Text),
            "[a b c]");
}

TEST(Unpack, refuses_gzip_that_was_cut_or_changed) {
  // "URN\n" as gzip writes it.
  const std::string packed(
      "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\x0b\x0d\xf2\xe3\x02\x00\xc7\x51\x80\x3c\x04\x00"
      "\x00\x00",
      24);
  auto code_of_unpacked = [](const std::string& bytes) {
    base::Result<std::string> text = unpack(bytes, "x.gz");
    return text.ok() ? "read: " + text.value() : text.error().code;
  };
  for (std::size_t size = 2; size < packed.size(); ++size) {
    EXPECT_EQ(code_of_unpacked(packed.substr(0, size)), "file_truncated") << size;
  }
  std::string changed = packed;
  changed[17] ^= 1;  // in its checksum
  EXPECT_EQ(code_of_unpacked(changed), "file_truncated");
  EXPECT_EQ(code_of_unpacked(packed), "read: URN\n");
  EXPECT_EQ(code_of_unpacked(packed + packed), "read: URN\nURN\n");
  EXPECT_EQ(code_of_unpacked("plain"), "read: plain");
  EXPECT_EQ(code_of_unpacked(""), "file_empty");
  EXPECT_EQ(code_of_unpacked("PK\x03\x04rest"), "file_not_gias");
}

// Whatever the bytes: an error with a message, or rows.
RC_GTEST_PROP(GiasProperty, reads_or_refuses_any_bytes, (const std::string& bytes)) {
  for (const std::string& text : {bytes, "URN,EstablishmentName\n" + bytes}) {
    base::Result<SourceFile> file = read(text);
    bool sound = file.ok() ? file.value().rows_read > 0 : !file.error().message.empty();
    RC_ASSERT(sound);
  }
}

}  // namespace
}  // namespace registry
