// What tests of the stores begin with: a registry on each engine, and ways to note changes.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "governance/store.hpp"
#include "governance/store_facts.hpp"
#include "governance/store_rules.hpp"
#include "registry/store_import.hpp"
#include "sql/database_testing.hpp"
#include "sql/migrate.hpp"

namespace governance {

using sql::code_of;
using sql::must;

inline base::Date day(std::string_view text) { return *base::Date::from_iso(text); }

// Six schools, of which three are academies of Tide Trust, in two clusters.
class GovernanceStore : public sql::EngineTest {
 protected:
  void SetUp() override {
    EngineTest::SetUp();
    if (IsSkipped()) return;
    must(sql::migrate(*lease()));
    folder_.emplace(sql::TestEngine::SqliteFile);
    std::string schools =
        "URN,EstablishmentName,EstablishmentStatus (name),LA (code),LA (name),"
        "PhaseOfEducation (name),TypeOfEstablishment (name),EstablishmentTypeGroup (name),"
        "OfstedRating (name),Trusts (code),Trusts (name)\n";
    std::string clusters = "owner,cluster,letter,kind,urn,school,joined,left,funding,lead\n";
    for (int at = 0; at < 6; ++at) {
      const std::string urn = std::to_string(990001 + at);
      schools += urn + ",School " + std::string(1, static_cast<char>('A' + at)) +
                 ",Open,918,Eastmarch,Primary," +
                 (at < 3 ? "Academy converter,Academies,Good,90001,Tide Trust\n"
                         : "Community school,Local authority maintained schools,Good,,\n");
      clusters += std::string(at < 3 ? "Tide Trust,North" : "Eastmarch,South") + ",,cluster," +
                  urn + ",,2018-09-01,,yes,no\n";
    }
    import("edubasealldata20240101.csv", schools, false);
    import("clusters.csv", clusters, true);
  }

  void import(const std::string& name, const std::string& text, bool clusters) {
    const std::string path = (folder_->folder() / name).string();
    std::ofstream(path) << text;
    registry::ImportOptions options;
    options.clusters = clusters;
    options.today = today;
    if (clusters) options.as_of = day("2024-02-01");
    for (const auto& file : must(registry::import_files(database(), {path}, options)).files) {
      for (const auto& each : file.remarks) ADD_FAILURE() << each.reason;
    }
  }

  sql::Lease lease() { return must(database().write()); }
  Writing writing() const { return {guard::command_doer("because"), 1'790'000'000, today}; }

  base::Result<Outcome> try_note(const Words& words, Keep keep = Keep::All) {
    const Change change = TRY(read_change(words));
    return TRY(save_changes(
                   *lease(), {change}, writing(),
                   [](const guard::UnitPath&) { return base::Result<std::string>("all"); }, keep))
        .front();
  }
  Outcome note(const Words& words) { return must(try_note(words)); }
  std::string refused(const Words& words) { return code_of(try_note(words)); }
  std::string body(const std::string& name, const std::string& kind, const std::string& at,
                   Words more = {}) {
    more.merge(Words{{"change", "body"}, {"name", name}, {"kind", kind}, {"at", at}});
    return std::to_string(note(more).number);
  }
  std::vector<Finding> found(const std::string& number, std::string_view on) {
    const BodyId id{*base::parse_integer(number)};
    const Facts facts = must(facts_of_body(*lease(), id));
    return findings(facts, must(rules_in_force(*lease())), *facts.body(id), day(on));
  }
  std::string codes(const std::string& number, std::string_view on) {
    std::string text;
    for (const Finding& each : found(number, on)) text += each.rule + ";";
    return text;
  }

  // One that was held, and one to which nobody is noted as invited.
  void note_meetings(const std::string& oak) {
    const std::string met =
        std::to_string(note({{"change", "meeting"}, {"body", oak}, {"on", "2024-09-01"}}).number);
    note({{"change", "held"}, {"meeting", met}});
    note({{"change", "meeting"}, {"body", oak}, {"on", "2026-01-04"}});
    EXPECT_NE(codes(oak, "2026-01-01").find("meetings;"), std::string::npos);
    EXPECT_NE(codes(oak, "2026-01-01").find("notice;"), std::string::npos);
  }

  base::Date today = day("2026-01-01");

 private:
  std::optional<sql::TestPlace> folder_;
};

}  // namespace governance
