// Random small worlds: what must hold of them whatever their files say. Schools, days and groups
// are few, so that files meet, agree and contradict each other often.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>

#include "base/text.hpp"
#include "registry/api.hpp"
#include "registry/world_testing.hpp"

namespace registry {
namespace {

using sql::must;

constexpr int schools_max = 4;

// Draws below `count`.
int draw(int count) { return *rc::gen::inRange(0, count); }
bool one_in(int count) { return draw(count) == 0; }
std::string urn(int school) { return std::to_string(990001 + school); }
std::string some_urn() { return urn(draw(schools_max)); }

std::string some_day() {
  constexpr std::string_view days[] = {"",           "01-09-2017", "31-08-2018", "01-09-2018",
                                       "15-03-2020", "31-08-2021", "01-09-2021", "31-08-2027"};
  return std::string(days[static_cast<std::size_t>(draw(std::size(days)))]);
}

std::string some_authority() { return one_in(4) ? "Westmarch" : "Eastmarch"; }

// Each school at most once; some are left out.
template <typename Row>
std::string rows(const Row& row) {
  std::string text;
  for (int school = 0; school < schools_max; ++school) {
    if (!one_in(4)) text += urn(school) + "," + row(school) + "\n";
  }
  return text.empty() ? urn(0) + "," + row(0) + "\n" : text;
}

std::string extract() {
  constexpr std::string_view statuses[] = {"Open", "Open", "Closed",
                                           "\"Open, but proposed to close\"", "Proposed to open"};
  return "URN,EstablishmentName,EstablishmentStatus (name),OpenDate,CloseDate,LA (name),"
         "NumberOfPupils,TrustSchoolFlag (name),Trusts (name)\n" +
         rows([&](int school) {
           std::string status(statuses[static_cast<std::size_t>(draw(std::size(statuses)))]);
           std::string trust =
               one_in(3) ? "Supported by a multi-academy trust,Trust " + std::to_string(draw(3))
                         : ",";
           return "School " + std::to_string(school) + (one_in(3) ? " Academy," : ",") + status +
                  "," + some_day() + "," + some_day() + "," + some_authority() + "," +
                  std::to_string(draw(3) * 100) + "," + trust;
         });
}

std::string open_list() {
  return "URN,EstablishmentName,LA (name),EstablishmentTypeGroup (name),NumberOfPupils\n" +
         rows([](int school) {
           return "School " + std::to_string(school) + "," + some_authority() + ",Academies," +
                  std::to_string(draw(3) * 100);
         });
}

std::string group_links() {
  return "URN,Group UID,Group Name,Group Type,Joined date,EstablishmentName,LA (name)\n" +
         rows([](int school) {
           std::string group = std::to_string(draw(3));
           return "50" + group + ",Trust " + group + ",Multi-academy trust," + some_day() +
                  ",School " + std::to_string(school) + "," + some_authority();
         });
}

std::string links() {
  constexpr std::string_view types[] = {"Successor",
                                        "Successor",
                                        "Predecessor",
                                        "Successor - merged",
                                        "Result of Amalgamation",
                                        "Sixth Form Centre Link"};
  std::string text = "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n";
  for (int i = draw(4); i >= 0; --i) {
    text += some_urn() + "," + some_urn() + ",Somebody," +
            std::string(types[static_cast<std::size_t>(draw(std::size(types)))]) + "," +
            some_day() + "\n";
  }
  return text;
}

// The files speak of days of their own, so that it is clear which is the newest.
std::vector<GivenFile> some_world() {
  int count = 1 + draw(5);
  std::vector<GivenFile> files;
  for (int i = 0; i < count; ++i) {
    GivenFile& file = files.emplace_back();
    std::string day = std::to_string(2018 + i) + (one_in(2) ? "0831" : "0901") + ".csv";
    switch (draw(4)) {
      case 0: file = {"edubase" + day, extract()}; break;
      case 1: file = {"open" + day, open_list()}; break;
      case 2: file = {"alllinksdata" + day, group_links()}; break;
      default: file = {"links" + day, links()}; break;
    }
  }
  return files;
}

std::vector<GivenFile> shuffled(std::vector<GivenFile> files) {
  for (std::size_t i = files.size(); i > 1; --i) {
    std::swap(files[i - 1], files[static_cast<std::size_t>(draw(static_cast<int>(i)))]);
  }
  return files;
}

std::string told(const std::vector<GivenFile>& files) {
  std::string text;
  for (const GivenFile& file : files) text += "file " + file.name + "\n" + file.text + "\n";
  return text;
}

RC_GTEST_PROP(Worlds, do_not_depend_on_the_order_of_arrival, ()) {
  std::vector<GivenFile> files = some_world();
  RC_LOG() << told(files);
  World together;
  together.import(files);
  World apart;
  for (const GivenFile& file : shuffled(files)) apart.import({file});
  RC_ASSERT(apart.dump() == together.dump());
  RC_ASSERT(nothing(apart.rebuild()));
  RC_ASSERT(nothing(together.rebuild()));
}

RC_GTEST_PROP(Worlds, stay_as_they_are_when_a_file_comes_again, ()) {
  std::vector<GivenFile> files = some_world();
  RC_LOG() << told(files);
  World world;
  world.import(files);
  std::string before = world.dump();
  ImportReport again =
      world.import({files[static_cast<std::size_t>(draw(static_cast<int>(files.size())))]});
  RC_ASSERT(again.import_id == 0);
  RC_ASSERT(world.dump() == before);
}

RC_GTEST_PROP(Worlds, are_as_before_when_an_import_is_undone, ()) {
  std::vector<GivenFile> files = some_world();
  std::size_t first = static_cast<std::size_t>(draw(static_cast<int>(files.size())));
  RC_LOG() << told(files) << "the undone import ends after file " << first;
  std::vector<GivenFile> undone(files.begin(),
                                files.begin() + static_cast<std::ptrdiff_t>(first) + 1);
  std::vector<GivenFile> kept(files.begin() + static_cast<std::ptrdiff_t>(first) + 1, files.end());
  World without;
  if (!kept.empty()) without.import(kept);
  // Undone at once, or after others have come.
  World at_once;
  if (!kept.empty()) at_once.import(kept);
  at_once.undo(at_once.import(undone).import_id);
  RC_ASSERT(at_once.dump() == without.dump());
  World later;
  std::int64_t import = later.import(undone).import_id;
  if (!kept.empty()) later.import(kept);
  later.undo(import);
  RC_ASSERT(later.dump() == without.dump());
  RC_ASSERT(nothing(later.rebuild()));
}

// Periods of one entry follow each other without a gap; those of one school never overlap.
RC_GTEST_PROP(Worlds, have_timelines_without_overlap, ()) {
  std::vector<GivenFile> files = some_world();
  RC_LOG() << told(files);
  World world;
  world.import(files);
  sql::Lease lease = must(world.database().read());
  Reference reference = must(Reference::read(*lease));
  for (int school = 0; school < schools_max; ++school) {
    auto view = school_view(*lease, reference, 990001 + school, base::Date::distant_past());
    if (!view.ok()) continue;
    const std::vector<SchoolState>& states = view.value().states;
    for (std::size_t i = 1; i < states.size(); ++i) {
      RC_ASSERT(states[i - 1].period.until() <= states[i].period.from());
      if (states[i - 1].urn == states[i].urn) {
        RC_ASSERT(states[i - 1].period.until() == states[i].period.from());
      }
    }
    // A trust at a time, but where the sources of one day name two.
    const std::vector<MembershipRow>& memberships = view.value().memberships;
    for (const MembershipRow& left : memberships) {
      for (const MembershipRow& right : memberships) {
        if (left.membership.urn != right.membership.urn || &left == &right) continue;
        RC_ASSERT((left.membership.organisation != right.membership.organisation ||
                   !left.membership.period.overlaps(right.membership.period)));
      }
    }
  }
}

// The cells of a file of ours, by line.
std::vector<std::vector<std::string>> cells_of(const GivenFile& file) {
  std::vector<std::vector<std::string>> lines;
  for (std::string_view line : base::split(file.text, '\n')) {
    if (line.empty()) continue;
    std::vector<std::string>& cells = lines.emplace_back();
    bool quoted = false;
    cells.emplace_back();
    for (char byte : line) {
      if (byte == '"') quoted = !quoted;
      if (byte == ',' && !quoted) {
        cells.emplace_back();
      } else if (byte != '"') {
        cells.back() += byte;
      }
    }
  }
  lines.erase(lines.begin());
  return lines;
}

base::Date day_of(const GivenFile& file) { return date_of_name(file.name)->date; }

// A sighting is believed on its day: of the status, and of the trust.
RC_GTEST_PROP(Worlds, show_on_its_day_what_a_file_says, ()) {
  std::vector<GivenFile> files = some_world();
  // One school by several entries has one state at a time: without links each is its own.
  std::erase_if(files, [](const GivenFile& file) { return file.name[0] == 'l'; });
  RC_PRE(!files.empty());
  RC_LOG() << told(files);
  World world;
  world.import(files);
  sql::Lease lease = must(world.database().read());
  Reference reference = must(Reference::read(*lease));
  for (const GivenFile& file : files) {
    for (const std::vector<std::string>& cells : cells_of(file)) {
      SchoolView view =
          must(school_view(*lease, reference, *base::parse_integer(cells[0]), day_of(file)));
      const std::optional<SchoolRow>& row = view.row;
      if (file.name[0] == 'e' || file.name[0] == 'o') {
        Status status = file.name[0] == 'e' ? status_of(cells[2]) : Status::Open;
        RC_ASSERT(row.has_value());
        RC_ASSERT(row->state.status == status);
        RC_ASSERT(row->state.name == cells[1]);
      } else {
        std::vector<MembershipRow> memberships = view.memberships;
        // It may not have opened yet, and have no state; but it belongs.
        int trusts = 0;
        for (const MembershipRow& each : memberships) {
          if (!each.membership.period.contains(day_of(file))) continue;
          ++trusts;
          OrganisationId trust{each.membership.organisation};
          RC_ASSERT(reference.organisation(trust)->uid == base::parse_integer(cells[1]));
        }
        RC_ASSERT(trusts == 1);
      }
    }
  }
}

}  // namespace
}  // namespace registry
