// A small invented world with the traps of the real one, and what must be found first in it.
#include "registry/search.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <thread>

#include "registry/search_fuzzy.hpp"
#include "registry/search_words.hpp"

namespace registry {
namespace {

SearchDocument school(std::string ref, std::string name, std::string town, std::string postcode,
                      std::int64_t size = 200, bool open = true) {
  SearchDocument document;
  document.numbers = {std::stoll(ref)};
  document.ref = std::move(ref);
  document.name = std::move(name);
  document.town = std::move(town);
  document.postcode = std::move(postcode);
  document.detail = "Primary, community school, Eastmarch";
  document.open = open;
  document.size = size;
  return document;
}

std::vector<SearchDocument> world() {
  std::vector<SearchDocument> all = {
      school("990101", "Saltmere High School", "Saltmere", "EM1 8QL", 1067),
      school("990102", "Saltmere Quay Primary School", "Saltmere", "EM1 4SE"),
      school("990103", "St Mary's Church of England Primary School", "Wexcombe", "EM11 0AA"),
      school("990104", "St. Mary\u2019s CofE Primary School", "Thornby", "EM1 2AB"),
      school("990105", "Saint Mary's Roman Catholic Primary School", "Ludhaven", "EM3 1ZZ"),
      school("990106", "SS Peter & Paul Infant School", "Thornby", "EM1 2AC"),
      school("990107", "Thornby Infants' School", "Thornby", "EM1 2AD"),
      school("990108", "Thornby Jnr Sch", "Thornby", "EM1 2AE"),
      school("990109", "Stoke Maryton School", "Stoke", "B1 1XY"),
      school("990110", "\u00c9cole Fran\u00e7aise", "Ludhaven", "B11 2XY"),
      school("990111", "Fenwick Academy", "Fenwick", "EM9 1AA", 500, false),
      school("990112", "Fenwick Academy", "Fenwick", "EM9 1AA", 480),
      school("990113", "Meadowbank Free School", "Fenwick", "EM9 1AB"),
      school("990114", "Brightwater Community College", "Saltmere", "EM1 9AA", 900),
      school("990115", "Brightwater Community Academy", "Saltmere", "EM1 9AB", 90),
      school("990116", "School 21", "Oxmoor", "EM7 7AA"),
      school("990117", "Oxmoor The Wharf School", "Oxmoor", "EM7 7AB"),
      school("990118", "Wharf School Trust House", "Oxmoor", "EM7 7AC"),
  };
  all[0].numbers.push_back(9184001);
  all[0].numbers.push_back(10012345);
  all[12].other_names = {"Fenwick Middle School", "Cuthbert Grange School"};
  all[14].detail = "Secondary, academy converter, Eastmarch, Harbour Light Trust";

  SearchDocument trust;
  trust.kind = FoundKind::Group;
  trust.ref = "2044";
  trust.name = "Harbour Light Trust";
  trust.numbers = {2044, 7654321};
  trust.detail = "Multi-academy trust, 12 schools";
  trust.size = 12;
  all.push_back(trust);

  SearchDocument authority;
  authority.kind = FoundKind::Authority;
  authority.ref = "918";
  authority.name = "Eastmarch";
  authority.detail = "Local authority, 240 schools";
  all.push_back(authority);

  SearchDocument cluster;
  cluster.kind = FoundKind::Cluster;
  cluster.ref = "21";
  cluster.name = "Saltmere and Thornby cluster";
  cluster.detail = "Cluster, Harbour Light Trust";
  all.push_back(cluster);
  return all;
}

const SearchIndex& index() {
  static const SearchIndex built(world());
  return built;
}

std::vector<std::string> refs(std::string_view query, std::size_t results_max = 50) {
  std::vector<std::string> found;
  for (const auto& one : index().find(query, results_max)) found.push_back(one.ref);
  return found;
}

struct RankCase {
  const char* query;
  const char* first;  // "" where nothing may be found
  bool corrected = false;
};

const RankCase cases[] = {
    // names, as they are typed
    {"Saltmere High School", "990101"},
    {"saltmere high", "990101"},
    {"high salt", "990101"},
    {"saltm", "990101"},
    {"  SALTMERE   hi", "990101"},
    {"saltmere quay", "990102"},
    {"quay primary", "990102"},
    {"thornby cluster", "21"},
    // the same name in many towns
    {"st marys wexcombe", "990103"},
    {"st mary's thornby", "990104"},
    {"thornby st. mary\u2019s", "990104"},
    {"saint marys ludhaven", "990105"},
    {"stoke mary", "990109"},
    // abbreviations, both ways
    {"st marys c of e wexcombe", "990103"},
    {"st marys c.e. primary wexcombe", "990103"},
    {"saint marys church of england primary thornby", "990104"},
    {"st marys church of eng thornby", "990104"},
    {"st marys rc", "990105"},
    {"st peter and paul inf", ""},
    {"ss peter and paul inf sch", "990106"},
    {"peter & paul", "990106"},
    {"coe", "990104"},
    {"thornby infant school", "990107"},
    {"thornby infants", "990107"},
    {"thornby junior school", "990108"},
    {"thornby juniors", "990108"},
    // accents
    {"ecole francaise", "990110"},
    {"\u00c9COLE fran", "990110"},
    // numbers
    {"990101", "990101"},
    {"URN 990101", ""},
    {"9901", "990116"},
    {"9901 salt", "990101"},
    {"990", ""},
    {"918/4001", "990101"},
    {"918/40", "990101"},
    {"918 4001", "990101"},
    {"9184001", "990101"},
    {"10012345", "990101"},
    {"2044", "2044"},
    {"07654321", "2044"},
    {"918", "918"},
    {"990103 marys", "990103"},
    {"990103 saltmere", ""},
    {"school 21", "990116"},
    {"99999999999999999999999", ""},
    // postcodes
    {"EM1 8QL", "990101"},
    {"em18ql", "990101"},
    {"em11", "990103"},
    {"em11 0", "990103"},
    {"b1 1", "990109"},
    {"B1", "990109"},
    {"infant em1", "990107"},
    // towns, trusts, authorities
    {"ludhaven ecole", "990110"},
    {"harbour light trust", "2044"},
    {"harbour light brightwater", "990115"},
    {"eastmarch", "918"},
    {"eastmarch quay", "990102"},
    // open before closed, former names, shorter names
    {"fenwick academy", "990112"},
    {"fenwick middle", "990113"},
    {"cuthbert grange", "990113"},
    {"brightwater community", "990114"},
    {"the wharf school", "990118"},
    // typing errors
    {"satlmere high", "990101", true},
    {"saltmere hgih", "990101", true},
    {"saltnere quay", "990102", true},
    {"brightwaeter comunity college", "990114", true},
    {"meadwbnak", "990113", true},
    {"ecoel", "990110", true},
    {"990110 xyz", ""},
    {"em1 8qx", ""},
    {"qay", ""},
    {"", ""},
    {" \t ", ""},
    {"'", ""},
};

TEST(Search, finds_what_was_meant_first) {
  for (const auto& [query, first, corrected] : cases) {
    const auto found = index().find(query, 10);
    if (*first == '\0') {
      EXPECT_TRUE(found.empty()) << query << " found " << found.front().name;
      continue;
    }
    ASSERT_FALSE(found.empty()) << query;
    EXPECT_EQ(found.front().ref, first) << query << " found " << found.front().name;
    EXPECT_EQ(found.front().corrected, corrected) << query;
  }
}

TEST(Search, all_words_must_be_there) {
  EXPECT_EQ(refs("saltmere meadowbank"), std::vector<std::string>());
  EXPECT_EQ(refs("thornby marys"), (std::vector<std::string>{"990104"}));
}

TEST(Search, the_closed_school_of_the_same_name_comes_second) {
  EXPECT_EQ(refs("fenwick academy"), (std::vector<std::string>{"990112", "990111"}));
  EXPECT_FALSE(index().find("fenwick academy", 5)[1].open);
}

TEST(Search, says_which_former_name_was_found) {
  EXPECT_EQ(index().find("cuthbert", 5).front().matched_name, "Cuthbert Grange School");
  EXPECT_EQ(index().find("fenwick mid", 5).front().matched_name, "Fenwick Middle School");
  EXPECT_EQ(index().find("meadowbank", 5).front().matched_name, "");
}

TEST(Search, shows_the_names_as_they_are_written) {
  const Found found = index().find("990104", 5).front();
  EXPECT_EQ(found.kind, FoundKind::School);
  EXPECT_EQ(found.name, "St. Mary\u2019s CofE Primary School");
  EXPECT_EQ(found.town, "Thornby");
  EXPECT_EQ(found.postcode, "EM1 2AB");
  EXPECT_EQ(found.detail, "Primary, community school, Eastmarch");
}

TEST(Search, gives_no_more_than_asked_for) {
  EXPECT_EQ(refs("school", 3).size(), 3U);
  EXPECT_EQ(refs("school", 0).size(), 0U);
  EXPECT_EQ(refs("s", static_cast<std::size_t>(-1)).size(), refs("s", 1000).size());
  EXPECT_EQ(index().size(), world().size());
  EXPECT_GT(index().memory_bytes(), 1000U);
}

TEST(Search, numbers_of_clusters_are_ours_alone) {
  EXPECT_EQ(refs("21"), (std::vector<std::string>{"990116"}));
}

TEST(Search, finds_nothing_in_nothing) {
  const SearchIndex empty({});
  EXPECT_EQ(empty.find("school", 5).size(), 0U);
  EXPECT_EQ(empty.find("schooll", 5).size(), 0U);
}

TEST(Search, many_may_search_at_once) {
  const auto expected = refs("saltmere");
  std::vector<std::thread> threads;
  std::vector<int> wrong(4, 0);
  for (std::size_t thread = 0; thread < wrong.size(); ++thread) {
    threads.emplace_back([&, thread] {
      for (int turn = 0; turn < 200; ++turn) wrong[thread] += refs("saltmere") != expected;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(wrong, std::vector<int>(4, 0));
}

TEST(SearchWords, names_are_compared_in_one_form) {
  EXPECT_EQ(canonical_name("the st marys c of e inf sch"), "saint marys ce infant school");
  EXPECT_EQ(canonical_name("the"), "the");
  EXPECT_EQ(canonical_name("church of"), "church of");
}

TEST(SearchFuzzy, errors_are_counted) {
  EXPECT_EQ(errors_between("aylsham", "aylsham", 2).whole, 0U);
  EXPECT_EQ(errors_between("aylshma", "aylsham", 2).whole, 1U);
  EXPECT_EQ(errors_between("alsham", "aylsham", 2).whole, 1U);
  EXPECT_EQ(errors_between("ayllsham", "aylsham", 2).whole, 1U);
  EXPECT_EQ(errors_between("aylskam", "aylsham", 2).whole, 1U);
  EXPECT_EQ(errors_between("yalshma", "aylsham", 2).whole, 2U);
  EXPECT_EQ(errors_between("norwich", "aylsham", 2).whole, 3U);
  EXPECT_EQ(errors_between("aylhs", "aylsham", 2).beginning, 1U);
  EXPECT_EQ(errors_forgiven("abc"), 0U);
  EXPECT_EQ(errors_forgiven("abcd"), 1U);
  EXPECT_EQ(errors_forgiven("abcdefgh"), 2U);
  EXPECT_EQ(errors_forgiven("abcdefg1"), 0U);
}

// The plain table of distances, to compare with.
unsigned errors_slowly(const std::string& a, const std::string& b) {
  std::vector<std::vector<unsigned>> table(a.size() + 1, std::vector<unsigned>(b.size() + 1));
  for (unsigned i = 0; i <= a.size(); ++i) {
    for (unsigned j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        table[i][j] = i + j;
        continue;
      }
      const unsigned other = a[i - 1] == b[j - 1] ? 0 : 1;
      table[i][j] =
          std::min({table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + other});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        table[i][j] = std::min(table[i][j], table[i - 2][j - 2] + 1);
      }
    }
  }
  return table[a.size()][b.size()];
}

RC_GTEST_PROP(SearchProperty, errors_are_those_of_the_plain_table, ()) {
  const auto word = rc::gen::container<std::string>(rc::gen::inRange('a', 'd'));
  const std::string a = (*word).substr(0, 12);
  const std::string b = (*word).substr(0, 14);
  const unsigned most = *rc::gen::inRange(1U, 3U);
  RC_ASSERT(errors_between(a, b, most).whole == std::min(errors_slowly(a, b), most + 1));
  unsigned beginning = most + 1;
  for (std::size_t size = 0; size <= b.size(); ++size) {
    beginning = std::min(beginning, errors_slowly(a, b.substr(0, size)));
  }
  RC_ASSERT(errors_between(a, b, most).beginning == beginning);
}

std::string made_word(std::size_t length) {
  return *rc::gen::container<std::string>(length,
                                          rc::gen::inRange('a', static_cast<char>('z' + 1)));
}

// Names of one to four words, some of them common, all different.
std::vector<SearchDocument> made_documents() {
  static const std::vector<std::string> common = {"St",     "Mary's", "CofE",   "Primary",
                                                  "School", "the",    "&",      "Infant",
                                                  "High",   "of",     "Church", "England"};
  std::vector<SearchDocument> documents;
  const auto count = *rc::gen::inRange<std::size_t>(1, 40);
  for (std::size_t place = 0; place < count; ++place) {
    SearchDocument document;
    document.ref = std::to_string(100000 + place);
    const auto words = *rc::gen::inRange(0, 4);
    for (int word = 0; word < words; ++word) document.name += *rc::gen::elementOf(common) + " ";
    document.name += made_word(9) + std::string(1, static_cast<char>('a' + place % 26));
    document.open = *rc::gen::arbitrary<bool>();
    document.other_names = {made_word(6) + " school"};
    document.detail = "Primary, Norfolk";
    documents.push_back(document);
  }
  return documents;
}

RC_GTEST_PROP(SearchProperty, every_document_is_found_by_its_own_name, ()) {
  const auto documents = made_documents();
  const SearchIndex made(documents);
  for (const auto& document : documents) {
    const auto found = made.find(document.name, 50);
    RC_ASSERT(std::any_of(found.begin(), found.end(), [&](const Found& one) {
      return one.ref == document.ref && !one.corrected;
    }));
    RC_ASSERT(found.front().name == document.name);
  }
}

RC_GTEST_PROP(SearchProperty, one_error_in_a_long_word_is_forgiven, ()) {
  const auto documents = made_documents();
  const SearchIndex made(documents);
  const auto& document = *rc::gen::elementOf(documents);
  std::string word = document.name.substr(document.name.rfind(' ') + 1);
  const auto place = *rc::gen::inRange<std::size_t>(0, word.size() - 1);
  switch (*rc::gen::inRange(0, 4)) {
    case 0: word.erase(place, 1); break;
    case 1: word.insert(place, made_word(1)); break;
    case 2: word[place] = made_word(1)[0]; break;
    default: std::swap(word[place], word[place + 1]); break;
  }
  const auto found = made.find(word, 50);
  RC_ASSERT(std::any_of(found.begin(), found.end(),
                        [&](const Found& one) { return one.ref == document.ref; }));
}

RC_GTEST_PROP(SearchProperty, any_bytes_may_be_typed, (const std::string& query)) {
  const auto found = index().find(query, 5);
  RC_ASSERT(found.size() <= 5U);
}

}  // namespace
}  // namespace registry
