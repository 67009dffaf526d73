// Runs the worlds of src/registry/cases: every file order, as one import and as several, must give
// the answers that stand there. How a case is written: cases/README.md.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "base/text.hpp"
#include "registry/world_testing.hpp"

namespace registry {
namespace {

struct Question {
  int line = 0;
  std::string text;
  std::string answer;
};

struct Case {
  std::vector<GivenFile> files;
  std::vector<std::string> edits;  // a file of edits, or the number of one to be withdrawn
  std::vector<GivenFile> later;    // imported after the edits
  std::vector<std::string> undone;
  std::vector<Question> questions;
};

std::string up_to_blank(std::istream& in, int& line) {
  std::string text;
  std::string row;
  while (std::getline(in, row)) {
    ++line;
    if (row.empty()) break;
    text += row + "\n";
  }
  return text;
}

GivenFile heading(const std::vector<std::string_view>& words) {
  GivenFile file;
  file.clusters = words[0] == "clusters" || words[0] == "later-clusters";
  file.name = words.at(1);
  for (std::size_t i = 2; i < words.size(); ++i) {
    if (words[i] == "partial") {
      file.partial = true;
    } else if (words[i] == "as-of") {
      file.as_of = base::Date::from_iso(words.at(++i));
    } else {
      throw std::runtime_error("not known: " + std::string(words[i]));
    }
  }
  return file;
}

Case read_case(const std::string& path) {
  std::ifstream in(path);
  Case made;
  std::string row;
  for (int line = 1; std::getline(in, row); ++line) {
    if (row.empty() || row[0] == '#') continue;
    std::vector<std::string_view> words = base::split(row, ' ');
    if (words[0] == "file" || words[0] == "clusters") {
      GivenFile file = heading(words);
      file.text = up_to_blank(in, line);
      made.files.push_back(std::move(file));
    } else if (words[0] == "later-clusters") {
      GivenFile file = heading(words);
      file.text = up_to_blank(in, line);
      made.later.push_back(std::move(file));
    } else if (words[0] == "edits") {
      made.edits.push_back(up_to_blank(in, line));
    } else if (words[0] == "withdraw") {
      made.edits.emplace_back(words.at(1));
    } else if (words[0] == "undo") {
      made.undone.emplace_back(words.at(1));
    } else if (words[0] == "ask") {
      Question question{line, row.substr(4), ""};
      question.answer = up_to_blank(in, line);
      made.questions.push_back(std::move(question));
    } else {
      throw std::runtime_error(path + ":" + std::to_string(line) + ": not known: " + row);
    }
  }
  return made;
}

bool alike(const GivenFile& left, const GivenFile& right) {
  return left.clusters == right.clusters && left.partial == right.partial &&
         left.as_of == right.as_of;
}

bool is_undone(const Case& told, const GivenFile& file) {
  return std::find(told.undone.begin(), told.undone.end(), file.name) != told.undone.end();
}

// Files of clusters come after the others, for they name what those bring.
using Order = std::vector<std::size_t>;
std::vector<Order> orders(const Case& told) {
  Order first;
  for (std::size_t i = 0; i < told.files.size(); ++i) first.push_back(i);
  auto settle = [&](Order order) {
    std::stable_partition(order.begin(), order.end(),
                          [&](std::size_t at) { return !told.files[at].clusters; });
    return order;
  };
  std::vector<Order> made = {settle(first), settle(Order(first.rbegin(), first.rend()))};
  constexpr int shuffles = 4;
  std::mt19937 random(20260101);
  for (int i = 0; i < shuffles && first.size() > 2; ++i) {
    std::shuffle(first.begin(), first.end(), random);
    made.push_back(settle(first));
  }
  return made;
}

void fill(World& world, const Case& told, const Order& order, bool together) {
  std::vector<std::int64_t> undone;
  for (std::size_t at = 0; at < order.size();) {
    std::vector<GivenFile> files = {told.files[order[at]]};
    bool alone = !together || is_undone(told, files.front());
    while (++at < order.size() && !alone) {
      const GivenFile& next = told.files[order[at]];
      if (!alike(next, files.front()) || is_undone(told, next)) break;
      files.push_back(next);
    }
    ImportReport report = world.import(files);
    if (is_undone(told, files.front())) undone.push_back(report.import_id);
  }
  for (std::int64_t import : undone) world.undo(import);
  for (const std::string& edits : told.edits) {
    const std::optional<std::int64_t> withdrawn = base::parse_integer(edits);
    if (withdrawn) {
      ASSERT_TRUE(world.withdraw(*withdrawn).ok());
      continue;
    }
    for (const Remark& remark : world.edit_file(edits).remarks) {
      ADD_FAILURE() << "edit on line " << remark.line << ": " << remark.reason;
    }
  }
  for (const GivenFile& file : told.later) world.import({file});
}

class Cases : public testing::TestWithParam<std::string> {};

TEST_P(Cases, answer_the_same_in_every_order) {
  Case told = read_case(GetParam());
  ASSERT_FALSE(told.files.empty());
  ASSERT_FALSE(told.questions.empty());
  for (const Order& order : orders(told)) {
    for (bool together : {false, true}) {
      World world;
      fill(world, told, order, together);
      std::ostringstream how;
      for (std::size_t at : order) how << told.files[at].name << " ";
      how << (together ? "as one import" : "as several imports");
      for (const Question& question : told.questions) {
        EXPECT_EQ(world.answer(question.text), question.answer)
            << GetParam() << ":" << question.line << ": " << question.text << "\n"
            << how.str();
      }
      EXPECT_TRUE(nothing(world.rebuild())) << how.str();
      if (testing::Test::HasFailure()) return;  // one order is enough to see what is wrong
    }
  }
}

std::vector<std::string> all_cases() {
  std::vector<std::string> paths;
  for (const auto& file :
       std::filesystem::directory_iterator(GUILDHALL_SOURCE_DIR "/src/registry/cases")) {
    bool ours = file.path().extension() == ".case" &&
                file.path().filename().string().compare(0, 7, "search_") != 0;
    if (ours) paths.push_back(file.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

INSTANTIATE_TEST_SUITE_P(Registry, Cases, testing::ValuesIn(all_cases()), [](const auto& info) {
  return std::filesystem::path(info.param).stem().string();
});

}  // namespace
}  // namespace registry
