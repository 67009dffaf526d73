// Requests for decisions in the demonstration trust, and the meetings that decided some of them:
// one by the power that the scheme gives, one without it, which is meant to be found.
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "write_files.hpp"

namespace county {
namespace {

constexpr std::string_view board = "Harbour cluster board";

constexpr std::string_view requests =
    R"(# Requests for decisions at Harbour Learning Trust. Each goes by the schemes of the trust.

# Decided by the cluster board, told and reported.
request
decision: F07
of: school 990866
words: A SENCo for three schools of the cluster for two years
facts: amount=18000; months=24; shared=yes
asked: 2026-09-01
by: head
needed: 2026-10-01

step recommend
level: head
on: 2026-09-02
result: for
words: Three candidates could begin in January

step consult
level: lgb
on: 2026-09-02

step consult
level: finance_officer
on: 2026-09-02

step answer
level: finance_officer
on: 2026-09-04
words: It is within the cluster's fund

step answer
level: lgb
on: 2026-09-09
words: We would like the post to begin in January

step inform
level: board
on: 2026-09-25

step report
level: cluster
on: 2026-10-14
words: The post is advertised

# The cluster board carried a motion on what is for the trust board to decide.
request
decision: F07
of: school 990866
words: Speech and language therapy in all schools of the cluster
facts: amount=32000; months=12; shared=yes
asked: 2026-09-07
by: head

# It waits for the local governing body.
request
decision: F07
of: school 990866
words: A family worker for two schools
facts: amount=22000; months=12; shared=yes
asked: 2026-11-16
by: head
needed: 2027-02-01

step recommend
level: head
on: 2026-11-17
result: for

step consult
level: lgb
on: 2026-11-17
until: 2026-12-31

step consult
level: finance_officer
on: 2026-11-17

step answer
level: finance_officer
on: 2026-11-19
words: From the cluster's fund, if the minibus waits until summer

# The head may decide it.
request
decision: F15
of: school 990866
words: Tune and repair the pianos for a year
facts: amount=2500; months=6
asked: 2026-11-20
by: head
needed: 2027-01-15

# Two under one heading of the same year: the second comes over a limit together with the first.
request
decision: F09
of: school 990866
words: Cleaning in the new hall
facts: amount=3800; share_of_heading=6
heading: Cleaning
asked: 2026-09-08
by: head

step decide
level: head
on: 2026-09-10
result: granted

request
decision: F09
of: school 990866
words: Windows of the tower
facts: amount=1500; share_of_heading=8
heading: Cleaning
asked: 2026-11-10
by: head

# Asked before the overlay of the cluster came into force: its route has changed.
request
decision: F07
of: school 990866
words: A counsellor who comes to two schools
facts: amount=15000; months=12; shared=yes
asked: 2025-12-08
needed: 2026-07-01

# On the agenda of a meeting to come.
request
decision: F07
of: school 990866
words: A minibus that four schools share
facts: amount=24000; months=36; shared=yes
asked: 2026-10-12
by: head

step recommend
level: head
on: 2026-10-12
result: for

step consult
level: lgb
on: 2026-10-13

step consult
level: finance_officer
on: 2026-10-13

step answer
level: finance_officer
on: 2026-10-15
words: A lease is cheaper than buying

# Given up.
request
decision: F06
of: school 990866
words: A second licence for the timetable
facts: amount=1200; months=12; shared=no
asked: 2026-10-01
by: head

step withdraw
on: 2026-10-06
words: The first licence is enough
)";

std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (const char each : line) {
    if (each == '"') {
      quoted = !quoted;
    } else if (each == ',' && !quoted) {
      cells.emplace_back();
    } else {
      cells.back() += each;
    }
  }
  return cells;
}

// What the file of boards says already: how many meetings and items there are, and who sits on the
// board.
struct Known {
  int meetings = 0;
  int items = 0;
  std::vector<std::string> members;
};

Known known_of(std::string_view boards) {
  Known known;
  std::map<std::string, std::size_t> columns;
  std::string met;
  while (!boards.empty()) {
    const std::size_t end = boards.find('\n');
    const std::vector<std::string> cells = cells_of(boards.substr(0, end));
    boards.remove_prefix(end == std::string_view::npos ? boards.size() : end + 1);
    if (columns.empty()) {
      for (std::size_t at = 0; at < cells.size(); ++at) columns[cells[at]] = at;
      continue;
    }
    if (cells.size() < columns.size()) continue;  // of a text of several lines
    const auto cell = [&](const char* name) { return cells[columns[name]]; };
    if (cell("change") == "meeting") {
      ++known.meetings;
      if (cell("body") == board && cell("on") <= "2026-06-30") {
        met = std::to_string(known.meetings);
        known.members.clear();
      }
    }
    if (cell("change") == "item") ++known.items;
    if (cell("change") == "attended" && cell("meeting") == met) {
      known.members.push_back(cell("person"));
    }
  }
  return known;
}

class Meetings {
 public:
  explicit Meetings(Known known) : known_(std::move(known)) {}

  std::string write() {
    text_ = "change,body,on,starts,place,meeting,title,motion,source,person,status,item,choice\n";
    const std::string held = plan("2026-09-23");
    for (const std::string& person : known_.members) {
      text_ += "attended,,,,," + held + ",,,," + person + ",present,,\n";
    }
    vote(item(held, "A SENCo for three schools",
              "That it be granted: a SENCo for three schools of the cluster for two years",
              "request 1"));
    vote(item(held, "Speech therapy for the cluster",
              "That it be granted: speech and language therapy in all schools of the cluster",
              "request 2"));
    text_ += "held,,,,," + held + ",,,,,,,\n";
    text_ += "approved,,2026-11-04,,," + held + ",,,,,,,\n";
    const std::string ahead = plan("2027-01-20");
    item(ahead, "A minibus to share", "That it be granted: a minibus that four schools share",
         "request 8");
    return std::move(text_);
  }

 private:
  std::string plan(const std::string& on) {
    text_ += "meeting," + std::string(board) + "," + on + ",16:30,Saltmere Academy,,,,,,,,\n";
    return std::to_string(++known_.meetings);
  }
  std::string item(const std::string& meeting, const std::string& title, const std::string& motion,
                   const std::string& source) {
    text_ += "item,,,,," + meeting + "," + title + ",\"" + motion + "\"," + source + ",,,,\n";
    return std::to_string(++known_.items);
  }
  void vote(const std::string& item) {
    for (const std::string& person : known_.members) {
      text_ += "voted,,,,,,,,," + person + ",," + item + ",for\n";
    }
  }

  Known known_;
  std::string text_;
};

}  // namespace

std::string request_meetings_file(const World& world) {
  return Meetings(known_of(boards_file(world))).write();
}

std::string requests_file() { return std::string(requests); }

}  // namespace county
