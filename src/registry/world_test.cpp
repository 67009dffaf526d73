// A registry for tests: importing, asking, dumping.
#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <set>

#include "base/text.hpp"
#include "registry/api.hpp"
#include "registry/store_changes.hpp"
#include "registry/world_testing.hpp"
#include "sql/migrate.hpp"

namespace registry {

namespace {

using sql::must;

base::Date day(std::string_view text) {
  std::optional<base::Date> date = base::Date::from_iso(text);
  if (!date) throw std::runtime_error("not a day: " + std::string(text));
  return *date;
}

std::int64_t number(std::string_view text) {
  std::optional<std::int64_t> found = base::parse_integer(text);
  if (!found) throw std::runtime_error("not a number: " + std::string(text));
  return *found;
}

std::string optional_text(const std::optional<std::int64_t>& value) {
  return value ? std::to_string(*value) : "not known";
}

// Answers to single questions; a class only to share the store.
class Answers {
 public:
  explicit Answers(sql::Connection& connection) : connection_(connection), store_(connection) {}

  std::string answer(const std::vector<std::string_view>& words) {
    std::string_view what = words.at(0);
    if (what == "states") return states(words);
    if (what == "memberships") return memberships(number(words.at(1)));
    if (what == "links") return links(number(words.at(1)));
    if (what == "clusters") return clusters(number(words.at(1)));
    if (what == "identifiers") return identifiers(number(words.at(1)));
    if (what == "groups") return groups();
    if (what == "same") return same(number(words.at(1)), number(words.at(2)));
    if (what == "stats") return stats(words);
    if (what == "changes") return changes(words);
    if (what == "open") return open(day(words.at(1)));
    if (what == "disagreements") return disagreements();
    throw std::runtime_error("no such question: " + std::string(what));
  }

 private:
  SchoolView view(std::int64_t urn) {
    return must(school_view(connection_, must(Reference::read(connection_)), urn,
                            base::Date::distant_past()));
  }

  std::string states(const std::vector<std::string_view>& words) {
    std::vector<std::pair<base::Period, std::string>> lines;
    for (const SchoolState& state : view(number(words.at(1))).states) {
      std::string text = std::to_string(state.urn) + " " + std::string(status_name(state.status)) +
                         ", " + state.name;
      for (std::size_t i = 2; i < words.size(); ++i) text += ", " + fact(state, words[i]);
      bool goes_on = !lines.empty() && lines.back().second == text &&
                     lines.back().first.until() == state.period.from();
      if (goes_on) {
        lines.back().first = base::Period(lines.back().first.from(), state.period.until());
      } else {
        lines.emplace_back(state.period, std::move(text));
      }
    }
    std::string answer;
    for (const auto& [period, text] : lines) answer += period.describe() + ": " + text + "\n";
    return answer;
  }

  std::string fact(const SchoolState& state, std::string_view what) {
    if (what == "pupils") return "pupils " + optional_text(state.pupils);
    if (what == "town") return "town " + state.town;
    if (what == "phase") return std::string(phase_name(state.phase));
    if (what == "type") {
      return must(connection_.text("SELECT name FROM school_type WHERE id = $1",
                                   {state.type_id.value_or(0)}));
    }
    if (what == "authority") {
      return must(connection_.text("SELECT name FROM organisation WHERE id = $1",
                                   {state.authority_id.value_or(0)}));
    }
    throw std::runtime_error("no such fact: " + std::string(what));
  }

  std::string memberships(std::int64_t urn) {
    std::string answer;
    for (const MembershipRow& row : view(urn).memberships) {
      const Membership& membership = row.membership;
      answer += membership.period.describe() + ": " + row.organisation_name + ", " +
                std::string(kind_code(row.kind)) + ", as " + std::to_string(membership.urn);
      if (!membership.from_exact) answer += " [first seen then]";
      if (!membership.until_exact) answer += " [no longer seen then]";
      answer += "\n";
    }
    return answer;
  }

  std::string links(std::int64_t urn) {
    std::string answer;
    for (const Succession& link : view(urn).successions) {
      if (link.predecessor != urn && link.successor != urn) continue;
      answer += std::to_string(link.predecessor) + " -> " + std::to_string(link.successor) + " " +
                std::string(succession_code(link.kind));
      if (link.on != base::Date::distant_past()) answer += " on " + link.on.long_form();
      if (link.same_school) answer += ", same school";
      if (!link.remark.empty()) answer += " [" + link.remark + "]";
      answer += "\n";
    }
    return answer;
  }

  std::string clusters(std::int64_t urn) {
    std::string answer;
    for (const auto& row : view(urn).clusters) {
      answer += row.membership.period.describe() + ": " + row.cluster.name + ", " +
                row.cluster.kind + " of " + row.cluster.owner_name;
      if (row.membership.funding) answer += ", funding";
      if (row.membership.lead) answer += ", lead";
      answer += "\n";
    }
    return answer;
  }

  std::string identifiers(std::int64_t urn) {
    std::string answer;
    for (const Identifier& each : view(urn).identifiers) {
      answer +=
          each.period.describe() + ": " + each.scheme + " " + std::to_string(each.value) + "\n";
    }
    return answer;
  }

  std::string groups() {
    std::set<std::string> lines;
    sql::Rows rows = must(connection_.query("SELECT kind, uid, name, code FROM organisation"));
    while (must(rows.next())) {
      std::string uid = rows.is_null(1) ? "no UID" : "UID " + std::to_string(rows.integer(1));
      if (rows.text(0) == "authority") uid = "code " + std::string(rows.text(3));
      lines.insert(std::string(rows.text(0)) + ", " + uid + ": " + std::string(rows.text(2)));
    }
    std::string answer;
    for (const std::string& line : lines) answer += line + "\n";
    return answer;
  }

  std::string same(std::int64_t left, std::int64_t right) {
    bool one = must(store_.school_of_urn(left)) == must(store_.school_of_urn(right));
    return one ? "one school\n" : "two schools\n";
  }

  std::string stats(const std::vector<std::string_view>& words) {
    std::optional<OrganisationId> within;
    if (words.size() > 2) within = must(store_.authority(words.at(2)));
    Stats stats = must(store_.stats(day(words.at(1)), within));
    return "open " + std::to_string(stats.open_schools) + ", state-funded " +
           std::to_string(stats.open_state_funded_schools) + ", pupils " +
           optional_text(stats.pupils) + ", academies " + std::to_string(stats.academies) +
           ", trusts with two or more " + std::to_string(stats.trusts_with_two_or_more_academies) +
           "\n";
  }

  std::string changes(const std::vector<std::string_view>& words) {
    Filter filter;
    if (words.size() > 3) filter.authority = must(store_.authority(words.at(3)));
    std::string answer;
    ChangeList list =
        must(changes_between(connection_, day(words.at(1)), day(words.at(2)), filter));
    for (const Change& change : list.changes) {
      answer += std::string(change_label(change.kind)) + ": " + std::to_string(change.urn) + " " +
                change.school;
      if (!change.before.empty()) answer += ", before " + change.before;
      if (!change.after.empty()) answer += ", after " + change.after;
      answer += "\n";
    }
    return answer;
  }

  std::string open(base::Date on) {
    std::string answer;
    for (const SchoolRow& row : must(store_.schools(must(Reference::read(connection_)), {}, on))) {
      answer += std::to_string(row.state.urn) + " " + row.state.name + "\n";
    }
    return answer;
  }

  std::string disagreements() {
    std::string answer;
    for (const Disagreement& each : must(registry::disagreements(connection_))) {
      answer += each.row.sentence + ": " + each.file +
                (each.file_says.empty() ? " states otherwise" : " says " + each.file_says) + "\n";
    }
    return answer;
  }

  sql::Connection& connection_;
  Store store_;
};

// Tables by what they say: ids are replaced by the lowest URN, the kind and name, the file's name.
constexpr std::string_view dumped[] = {
    "SELECT (SELECT min(value) FROM identifier i WHERE i.school_id = s.school_id AND "
    "i.scheme = 'urn'), s.from_on, s.until_on, s.urn, s.status, s.name, t.name, s.phase, a.folded, "
    "s.town, s.postcode, s.district, s.easting, s.northing, s.pupils, s.capacity, s.fsm, "
    "s.age_low, s.age_high, s.ofsted_grade, s.ofsted_on, s.from_exact FROM school_state s "
    "LEFT JOIN school_type t ON t.id = s.type_id "
    "LEFT JOIN organisation a ON a.id = s.authority_id",
    "SELECT (SELECT min(j.value) FROM identifier j WHERE j.school_id = i.school_id AND "
    "j.scheme = 'urn'), i.scheme, i.value, i.from_on, i.until_on FROM identifier i",
    "SELECT m.urn, o.kind, o.uid, o.folded, m.from_on, m.until_on, m.from_exact, m.until_exact, "
    "s.name FROM membership m JOIN organisation o ON o.id = m.organisation_id "
    "LEFT JOIN source s ON s.id = m.source_id",
    "SELECT predecessor_urn, successor_urn, kind, on_date, same_school, remark FROM succession",
    "SELECT kind, uid, code, companies_house, ukprn, name, folded, status, opened_on, closed_on, "
    "address FROM organisation",
    "SELECT o.kind, o.uid, o.folded, n.from_on, n.until_on, n.name FROM organisation_name n "
    "JOIN organisation o ON o.id = n.organisation_id",
    "SELECT o.kind, o.folded, c.name, c.letter, c.kind, c.from_on, c.until_on FROM cluster c "
    "JOIN organisation o ON o.id = c.organisation_id",
    "SELECT c.name, (SELECT min(value) FROM identifier i WHERE i.school_id = m.school_id AND "
    "i.scheme = 'urn'), m.from_on, m.until_on, m.funding, m.lead, m.edit_id, s.name "
    "FROM cluster_membership m JOIN cluster c ON c.id = m.cluster_id "
    "LEFT JOIN source s ON s.id = m.source_id",
    "SELECT (SELECT min(value) FROM identifier i WHERE i.school_id = s.school_id AND "
    "i.scheme = 'urn'), s.from_on, s.until_on, s.urn, s.status, s.name, s.pupils, s.town, "
    "s.from_exact FROM school_state_stated s",
    "SELECT o.uid, s.fact, s.fact_value FROM organisation_stated s "
    "JOIN organisation o ON o.id = s.organisation_id",
    "SELECT o.folded, s.handle, s.name, s.letter, s.kind FROM cluster_stated s "
    "JOIN organisation o ON o.id = s.organisation_id",
    "SELECT o.folded, s.handle, s.urn, s.from_on, s.until_on, s.funding, s.lead "
    "FROM cluster_membership_stated s JOIN organisation o ON o.id = s.organisation_id",
};
constexpr int dumped_columns[] = {22, 5, 9, 6, 11, 6, 7, 8, 9, 3, 5, 7};

}  // namespace

World::World(sql::TestEngine engine) : place_(engine) {
  static std::atomic<int> count = 0;
  folder_ = (std::filesystem::temp_directory_path() /
             ("guildhall_world_" + std::to_string(getpid()) + "_" + std::to_string(++count)))
                .string();
  std::filesystem::create_directories(folder_);
  database_.emplace(must(sql::Database::open(place_.url())));
  sql::Lease lease = must(database_->write());
  must(sql::migrate(*lease));
}

World::~World() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

ImportOptions World::options(const GivenFile& file, bool dry_run) const {
  ImportOptions options;
  options.dry_run = dry_run;
  options.clusters = file.clusters;
  options.partial = file.partial;
  options.as_of = file.as_of;
  options.today = today;
  options.now_s = now_s_;
  return options;
}

base::Result<ImportReport> World::try_import(const std::vector<GivenFile>& files,
                                             const ImportOptions& options) {
  std::vector<std::string> paths;
  for (const GivenFile& file : files) {
    paths.push_back(folder_ + "/" + file.name);
    std::ofstream(paths.back(), std::ios::binary) << file.text;
  }
  return import_files(*database_, paths, options);
}

ImportReport World::import(const std::vector<GivenFile>& files, bool dry_run) {
  ++now_s_;
  ImportReport report = must(try_import(files, options(files.front(), dry_run)));
  for (const FileReport& file : report.files) {
    if (!file.already) remarks_[file.name] = file.remarks;
  }
  return report;
}

ImportReport World::undo(std::int64_t import_id) {
  return must(undo_import(*database_, import_id, options({}, false)));
}

SaveOptions World::save_options(bool dry_run) {
  SaveOptions options;
  options.authorise = [](const EditPreview&) {
    guard::Doer doer = guard::command_doer();
    doer.name = "Ada Marsh";
    return doer;
  };
  options.today = today;
  options.now_s = ++now_s_;
  options.dry_run = dry_run;
  return options;
}

base::Result<std::int64_t> World::edit(const EditWords& words) {
  const EditRequest request = TRY(request_of(*TRY(database_->read()), words));
  return TRY(save_edit(*database_, request, "", save_options())).id;
}

base::Result<std::int64_t> World::withdraw(std::int64_t edit) {
  return TRY(save_edit(*database_, withdrawal(edit, "As agreed."), "", save_options())).id;
}

EditsReport World::edit_file(std::string_view text, bool dry_run,
                             const std::vector<std::string>& versions) {
  return must(import_edits(*database_, text, save_options(dry_run), versions));
}

Changes World::rebuild() { return must(registry::rebuild(*database_, options({}, true))); }

Changes World::rebuild_for_good() {
  return must(registry::rebuild(*database_, options({}, false)));
}

std::string World::dump() {
  sql::Lease lease = must(database_->write());
  std::string text;
  for (std::size_t table = 0; table < std::size(dumped); ++table) {
    std::vector<std::string> lines;
    sql::Rows rows = must(lease->query(dumped[table]));
    while (must(rows.next())) {
      std::string& line = lines.emplace_back(std::to_string(table));
      for (int column = 0; column < dumped_columns[table]; ++column) {
        line += '|';
        if (!rows.is_null(column)) line += rows.text(column);
      }
    }
    std::sort(lines.begin(), lines.end());
    for (const std::string& line : lines) text += line + "\n";
  }
  return text;
}

std::string World::answer(std::string_view question) {
  std::vector<std::string_view> words;
  for (std::string_view word : base::split(question, ' ')) {
    if (!word.empty()) words.push_back(word);
  }
  if (words.at(0) == "remarks") {
    std::string answer;
    for (const Remark& remark : remarks_[std::string(words.at(1))]) {
      answer += "line " + std::to_string(remark.line) + ", " + (remark.bad ? "bad" : "note");
      if (!remark.column.empty()) answer += ", " + remark.column;
      if (!remark.value.empty()) answer += ", \"" + remark.value + "\"";
      answer += ": " + remark.reason + "\n";
    }
    return answer;
  }
  sql::Lease lease = must(database_->read());
  return Answers(*lease).answer(words);
}

bool nothing(const Changes& changes) {
  std::vector<std::pair<std::string_view, std::int64_t>> counts = changes.counts();
  return std::all_of(counts.begin(), counts.end(),
                     [](const auto& each) { return each.second == 0; });
}

}  // namespace registry
