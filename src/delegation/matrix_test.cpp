// Tables in the shapes of published schemes are read as written beside them in tables/, and what
// cannot be read is told with its line.
#include "delegation/matrix.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "delegation/matrix_limits.hpp"
#include "delegation/matrix_words.hpp"
#include "delegation/world_testing.hpp"

namespace delegation {
namespace {

std::string text_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

Imported read(const Table& table, Mapping mapping) {
  mapping.head.from = *base::Date::from_ymd(2026, 9, 1);
  return imported(shipped_catalogue(), table, mapping);
}

Imported read(const std::string& text) {
  const Table table = World::must(read_table(text));
  return read(table, propose_mapping(shipped_catalogue(), table));
}

std::string told(const Imported& made) {
  std::string text;
  for (const Remark& each : made.remarks) {
    text += (each.lost ? "lost: " : "told: ") + remark_text(each) + "\n";
  }
  return text;
}

// Tables of each of the four models that NGA tells apart.
TEST(Matrix, TheFourModelsAreReadAndTold) {
  const std::vector<std::pair<std::string, std::string>> models = {{"local.csv", "model 1"},
                                                                   {"council.csv", "model 2"},
                                                                   {"cluster.csv", "model 3"},
                                                                   {"earned.csv", "model 4"}};
  for (const auto& [name, model] : models) {
    const Imported made = read(text_of("src/delegation/tables/" + name));
    EXPECT_NE(nga_model(shipped_catalogue(), made.scheme).find(model), std::string::npos) << name;
    for (const Remark& each : made.remarks) EXPECT_FALSE(each.lost) << name << remark_text(each);
  }
}

TEST(Matrix, TablesAreReadAsIsWrittenBesideThem) {
  int tables = 0;
  for (const auto& entry : std::filesystem::directory_iterator("src/delegation/tables")) {
    const std::filesystem::path& path = entry.path();
    if (path.extension() != ".csv" && path.extension() != ".tsv") continue;
    ++tables;
    const Table table = World::must(read_table(text_of(path)));
    const Mapping mapping = propose_mapping(shipped_catalogue(), table);
    const Imported made = read(table, mapping);
    std::filesystem::path beside = path;
    beside.replace_extension(".read");
    EXPECT_EQ(scheme_text(shipped_catalogue(), made.scheme) + "\n" + told(made), text_of(beside))
        << path;
    // The mapping as text says the same as the mapping.
    const std::string text = mapping_text(shipped_catalogue(), mapping);
    const auto again = read_mapping(shipped_catalogue(), text);
    ASSERT_TRUE(again.ok()) << path << again.error().message;
    EXPECT_TRUE(read(table, again.value()).scheme == made.scheme) << path;
  }
  EXPECT_GE(tables, 13);
}

// What the law forbids by the table, and not by the law known here, is told with its line; a
// mapping may say it of a sign.
TEST(Matrix, BlockedCellsAreHeldAgainstTheLaw) {
  const Table table = World::must(read_table("Task,Trust board,LGB,Head\nPay policy,decides,#,\n"));
  std::string text = mapping_text(shipped_catalogue(), propose_mapping(shipped_catalogue(), table));
  text.replace(text.find("\"#\": ?"), 6, "\"#\": blocked");
  const Mapping mapping = World::must(read_mapping(shipped_catalogue(), text));
  EXPECT_NE(mapping_text(shipped_catalogue(), mapping).find("\"#\": blocked"), std::string::npos);
  EXPECT_NE(told(read(table, mapping))
                .find("lost: Line 2: the table says that the law does not let the local governing "
                      "body decide; the law known here does not say so, so nothing was made of it"),
            std::string::npos)
      << told(read(table, mapping));
}

// What a person writes into the mapping is done.
TEST(Matrix, TheMappingIsEdited) {
  const Table table = World::must(read_table(
      "Task,Trust board,Pay committee,LGB,Head\nPay policy,A,R,A,Z\nRent bicycles,A,,,R\n"));
  std::string text = mapping_text(shipped_catalogue(), propose_mapping(shipped_catalogue(), table));
  const auto change = [&](const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from << " in\n" << text;
    text.replace(at, from.size(), to);
  };
  EXPECT_NE(told(read(table, World::must(read_mapping(shipped_catalogue(), text)))).find("\"z\""),
            std::string::npos);
  change("3: - --", "3: level finance_committee --");
  change("\"z\": ?", "\"z\": carries out, informed");
  change("2: H07", "2: H07 decides lgb");
  change("\n3: ?", "\n3: F15 when amount up to 500 --");
  change("retained: board", "retained: executive");
  const Imported made = read(table, World::must(read_mapping(shipped_catalogue(), text)));
  EXPECT_EQ(told(made),
            "told: Line 2: the trust board and the local governing body would decide; the mapping "
            "lets the local governing body decide and the others recommend.\n");
  EXPECT_NE(scheme_text(shipped_catalogue(), made.scheme)
                .find("retained: executive\n\nclause H07\non: H07\nboard: recommends\n"
                      "finance_committee: recommends\nlgb: decides\nhead: informed\n"
                      "head: carries out\n\nclause F15\non: F15\nwhen: amount up to £500.00\n"
                      "board: decides\nhead: recommends\n"),
            std::string::npos)
      << scheme_text(shipped_catalogue(), made.scheme);
}

// A planner whose columns have numbers: a person says what they are, and the rows are looked up.
TEST(Matrix, WhatTheMappingDoesNotSayIsProposed) {
  const Table table = World::must(read_table(
      "Key function,No,Task,1,2\nBudgets,1,Pay policy,✓,\nBudgets,2,Charging policy,,✓\n"));
  const Imported proposed = read(table, propose_mapping(shipped_catalogue(), table));
  EXPECT_NE(told(proposed).find("column 4, \"1\", is not read"), std::string::npos);
  Mapping mapping = World::must(
      read_mapping(shipped_catalogue(),
                   "mapping\nheads: 1\ncolumns\n1: area\n2: code\n3: wording\n4: level lgb\n"
                   "5: level head\n"));
  complete_mapping(shipped_catalogue(), table, mapping);
  const Imported made = read(table, mapping);
  EXPECT_NE(scheme_text(shipped_catalogue(), made.scheme)
                .find("clause 1\non: H07\nlgb: decides\n\nclause 2\non: F13\nhead: decides\n"),
            std::string::npos)
      << scheme_text(shipped_catalogue(), made.scheme);
  mapping.rows.front().use = RowUse::Heading;
  EXPECT_NE(told(read(table, mapping)).find("is taken as a heading, and its column 4 gives"),
            std::string::npos);
}

TEST(Matrix, OfSeveralWhoDecideTheMappingChooses) {
  const Table table = World::must(read_table("Code,Board,LGB,Head\nS07,x,x,x\n"));
  Mapping mapping = propose_mapping(shipped_catalogue(), table);
  const auto deciders = [&] {
    std::string all;
    for (const Clause& each : read(table, mapping).scheme.clauses) {
      all += each.code + " " +
             shipped_catalogue().levels[static_cast<std::size_t>(each.decider())].code + " ";
    }
    return all;
  };
  EXPECT_EQ(deciders(), "S07 board S07-2 lgb S07-3 head ");
  mapping.several = Several::Highest;
  EXPECT_EQ(deciders(), "S07 board ");
  mapping.several = Several::Lowest;
  EXPECT_EQ(deciders(), "S07 head ");
  mapping.rows.front().decides = shipped_catalogue().level_called("lgb");
  EXPECT_EQ(deciders(), "S07 lgb ");
}

TEST(Matrix, LimitsOfARowFollowOneAnother) {
  const auto clauses = [](const std::string& cells) {
    std::string all;
    for (const Clause& each :
         read("Task,Head,CFO,CEO,Board\nPayments," + cells + "\n").scheme.clauses) {
      const int decider = each.decider();
      all +=
          (decider < 0 ? "-" : shipped_catalogue().levels[static_cast<std::size_t>(decider)].code) +
          " " + condition_text(shipped_catalogue().facts, each.when) + "|";
    }
    return all;
  };
  EXPECT_EQ(clauses("\"3,000\",10000,,x"),
            "head amount up to £3,000.00|finance_officer amount over £3,000.00 up to £10,000.00|"
            "board amount over £10,000.00|");
  EXPECT_EQ(clauses("£3k,,informed,x"),
            "head amount up to £3,000.00|- |board amount over £3,000.00|");
  EXPECT_EQ(clauses("up to £3k,£10k,,over £10k"),
            "head amount up to £3,000.00|finance_officer amount over £3,000.00 up to £10,000.00|"
            "board amount over £10,000.00|");
  // What has a beginning of its own keeps it; two without a limit stay torn.
  EXPECT_EQ(clauses("up to £3k,,,over £9k"),
            "head amount up to £3,000.00|board amount over £9,000.00|");
  EXPECT_EQ(clauses("up to £3k,,x,x"),
            "head amount up to £3,000.00|executive amount over £3,000.00|"
            "board amount over £3,000.00|");
}

TEST(Matrix, WhatIsNotReadIsTold) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"only words\nand more\n", "No row has the names of the levels"},
      {"Code,Board,Head\nS07,,\n", "No clause came of the table"},
      {"Code,Board,Head\nS07,A,over £500\n", "does not ask for, so the part is left out"},
      {"Code,Board,When\nF15,A,at once\n", "is not wholly a condition"},
      {"Code,Decision,Board\nF15,Contracts of £500,A\n", "has no bound"},
      {"Code,Decision,Board\nF16,A lease of three years,A\n", "\"3 years\" has no bound"},
      {"Code,Decision,Board\nH07,Pay policy over £500,A\n", "does not ask for; let the catalogue"},
      {"Code,Board,When\nF15,A,months over 12\n", ""},
      {"Task,Head,Board\nPayments,\"3,000\",x\n", "its limits are read one after another"},
      {"Code,Board,When\nH07,A,months over 12\n",
       "cannot be used, so it is left out: H07 does not"},
      {"Code,When,Board\nF15,over £5 and over £9,A\n", "cannot be read together"},
      {"Code,Board,Who,Head\nF15,A,Mr A,R\n", "column 3, \"Who\", is not read"},
      {"Code,CEO,COO,CFO\nF15,A,C 5 days,C 6 days\n", "said twice, with different days"},
      {"Code,CEO,COO,CFO\nF15,A,,R\n", "columns 3 and 4 are both the chief financial officer"},
      {"Decision,Accountable\nPay policy,The king\n", "\"The king\" is no level of the catalogue"},
      {"Code,Board,Head\nS07,C,\n", "nobody decides by this row"},
      {"Code,Board,Head\nS07,?!,A\n", "nobody has said what \"?!\" means"},
      {"scheme,s\ntitle,t\nversion,1\nfrom,some day\nCode,Board,Head\nS07,A,\n",
       "cannot be read as the head of a scheme"},
      {"Decision,Board,Head\nWhistling,A,\n", "is like no decision of the catalogue"},
      {"Code,Decision,Board,Head\nP03,Reinstate,,\n", "\"Reinstate\" is left out"},
  };
  for (const auto& [table, words] : cases) {
    EXPECT_NE(told(read(table)).find(words), std::string::npos) << table << told(read(table));
  }
  Table table = World::must(read_table("Code,Board,Head\nS07,A,\nS06,A,\n"));
  Mapping mapping = propose_mapping(shipped_catalogue(), table);
  mapping.rows.front().line = 9;
  std::swap(mapping.rows[0], mapping.rows[1]);
  const std::string text = told(read(table, mapping));
  EXPECT_NE(text.find("Line 2: the mapping says nothing of this row"), std::string::npos) << text;
  EXPECT_NE(text.find("Line 9: the mapping speaks of this line"), std::string::npos) << text;
  EXPECT_NE(told(imported(shipped_catalogue(), table, mapping)).find("from which day"),
            std::string::npos);
  std::string many = "Code,Board\n";
  for (std::size_t at = 0; at <= clauses_of_scheme_max; ++at) many += "S07,A\n";
  EXPECT_NE(told(read(many)).find("as many clauses as one may have"), std::string::npos);
}

TEST(Matrix, DamagedTablesAreRefused) {
  std::string wide = "a";
  for (std::size_t at = 0; at < table_columns_max; ++at) wide += ",a";
  std::string tall;
  for (std::size_t at = 0; at <= table_rows_max; ++at) tall += "a\n";
  const std::vector<std::pair<std::string, std::string>> wrong = {
      {"", "line 1: it has no row."},
      {"\n,,\n", "it has no row."},
      {"a,\"b\n", "line 1: a quotation mark is opened and never closed."},
      {"a,b\"c\n", "a quotation mark stands where none may"},
      {"a,\xff\n", "it is not text in UTF-8"},
      {wide, "more than 64 columns."},
      {tall, "line 5001: it has more than 5000 rows."}};
  for (const auto& [text, words] : wrong) {
    const auto made = read_table(text);
    ASSERT_FALSE(made.ok()) << text;
    EXPECT_EQ(made.error().code, "bad_matrix");
    EXPECT_NE(made.error().message.find(words), std::string::npos) << made.error().message;
  }
  const Table table =
      World::must(read_table("\xEF\xBB\xBF"
                             "a;b;\"c;\"\"d\"\n\n1,5;\u00a0x\u00a0 y;\n"));
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(table.rows[0].cells, (std::vector<std::string>{"a", "b", "c;\"d"}));
  EXPECT_EQ(table.rows[1].cells, (std::vector<std::string>{"1,5", "x y"}));
  EXPECT_EQ(table.rows[1].line, 3);
}

TEST(Matrix, DamagedMappingsAreRefused) {
  const std::string head = "scheme s\ntitle: t\nversion: 1\n";
  const std::vector<std::pair<std::string, std::string>> wrong = {
      {"mapping\nheads: first\n", "line 2: \"heads\" is the line"},
      {"mapping\nstyle: rascal\n", "a style is one of shipped, arcid, rasci, responsible, words."},
      {"mapping\nseveral: all\n", "\"several\" is torn, highest or lowest."},
      {"mapping\nwish: all\n", "a mapping has no \"wish\"."},
      {"wishes\na: b\n", "a block is mapping, scheme, columns, marks or rows."},
      {"\nscheme s\nversion: 1\nretained: king\n", "Mapping, line 4: there is no level \"king\"."},
      {"scheme s\nversion: 1\n", "Mapping, line 1: a scheme needs"},
      {head + "columns\nx: code\n", "a column is a number"},
      {head + "columns\n65: code\n", "a column is a number"},
      {head + "columns\n1: level king\n", "line 5: there is no level \"king\"."},
      {head + "columns\n1: level lgb when luck yes\n", "there is no fact \"luck\"."},
      {head + "columns\n1: part rules\n", "\"rules\" is no part"},
      {head + "columns\n1: wish -- x\n", "a column is code, wording"},
      {head + "marks\nA: decides\n", "a mark stands in quotation marks"},
      {head + "marks\n\"A\": rules\n", "\"rules\" is no part"},
      {head + "rows\nx: F15\n", "a row is the number of its line"},
      {head + "rows\n2: F15\n2: F16\n", "rows stand in the order of the table, each once."},
      {head + "rows\n2: F99\n", "\"F99\" is no decision of the catalogue"},
      {head + "rows\n2: F15 when luck yes\n", "there is no fact \"luck\"."},
      {head + "rows\n2: F15 decides king\n", "there is no level \"king\"."}};
  for (const auto& [text, words] : wrong) {
    const auto made = read_mapping(shipped_catalogue(), text);
    ASSERT_FALSE(made.ok()) << text;
    EXPECT_EQ(made.error().code, "bad_mapping");
    EXPECT_NE(made.error().message.find(words), std::string::npos) << made.error().message;
  }
}

TEST(Matrix, LimitsAreReadOutOfWordings) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"over £5,000 and up to £25,000", "over 5000 up to 25000"},
      {"£3,001 - £10,000", "over 3000 up to 10000"},
      {"£3,001–10,000", "over 3000 up to 10000"},
      {"£501 to £1,000", "over 500 up to 1000"},
      {"between £5k and £1.5m", "from 5000 up to 1500000"},
      {"Orders not exceeding £500.50", "up to 500.50"},
      {"contracts of £65,000 or more", "from 65000"},
      {"≤ £10,000", "up to 10000"},
      {"less than £200", "below 200"},
      {"£50,000+", "from 50000"},
      {"over 5000 up to 25000", "over 5000 up to 25000"},
      {"for more than two years", "over 24"},
      {"up to 12 months", "up to 12"},
      {"over 12 up to 50 months", "over 12 up to 50"},
      {"between one and three years", ""},
      {"over 1 and up to 3 years", "over 12 up to 36"},
      {"above 10% of the heading", "over 10"},
      {"over £500, for longer than a year", "over 500|over 12"},
      {"three quotations, clause 4.7, in 2026", ""},
      {"a three-year forecast", ""},
      {"consulted within 10 days", ""},
      {"over £99,999,999,999,999", ""},
      {"up to £500", "up to 500"}};
  for (const auto& [text, bounds] : cases) {
    std::string all;
    for (const Limit& each : limits_in(text, false).all)
      all += (all.empty() ? "" : "|") + each.bounds;
    EXPECT_EQ(all, bounds) << text;
  }
  EXPECT_EQ(limits_in("£500", true).all.at(0).bounds, "up to 500");
  EXPECT_EQ(limits_in("Buy for £500", false).loose.at(0).text, "£500");
  EXPECT_TRUE(limits_in("up to £5,000 in the year", false).all.at(0).yearly);
}

// All wordings that are shipped find their own decision, and the nearest is far enough from others.
TEST(Matrix, ShippedWordingsFindTheirDecision) {
  const Catalogue& catalogue = shipped_catalogue();
  const DecisionIndex index(catalogue);
  int wordings = 0;
  for (const Decision& decision : catalogue.decisions) {
    std::vector<std::string> all = MatrixWords::shipped().wordings(decision.code);
    all.push_back(decision.title);
    for (const std::string& each : all) {
      ++wordings;
      const auto match = index.nearest(each);
      EXPECT_GT(match.score, 0.99) << each;
      EXPECT_EQ(catalogue.decisions[static_cast<std::size_t>(match.decision)].code, decision.code)
          << each;
      EXPECT_LT(match.second, match.score) << each;
    }
  }
  EXPECT_GE(wordings, 200);
}

}  // namespace
}  // namespace delegation
