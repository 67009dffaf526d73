// What an extract may not do: reach beyond those who import it, make two people of one, bring back
// who was taken out, or break what holds of offices and seats.
#include <algorithm>
#include <random>

#include "base/text.hpp"
#include "governance/store_gias_testing.hpp"

namespace governance {
namespace {

class GovernanceGiasPeople : public GiasWorld {
 protected:
  // An editor of one school alone.
  May editor_of(std::int64_t urn) {
    const std::int64_t school = number(
        "SELECT school_id FROM identifier WHERE scheme = 'urn' AND value = " + std::to_string(urn));
    return [school](const guard::UnitPath& path) -> base::Result<std::string> {
      const guard::Unit& unit = path.front();
      const bool own = unit.kind == guard::UnitKind::School && unit.id == school;
      if (own) return std::string("school");
      return base::make_error("not_allowed", "No.");
    };
  }
  FileView look_as(const May& may, const std::string& text) {
    return must(look_at_file(*lease(), text, writing(), may));
  }
  FileView import_as(const May& may, const std::string& text) {
    const FileView seen = look_as(may, text);
    if (seen.version.empty()) return seen;
    return must(save_file(*lease(), text, seen.version, writing(), may));
  }
  std::int64_t called(const std::string& name) {
    return number("SELECT count(*) FROM person WHERE name = '" + name + "'");
  }
  std::string word(const std::string& query) { return must(lease()->text(query)); }
  std::string latest(const std::string& table) {
    return std::to_string(number("SELECT max(id) FROM " + table));
  }
};

TEST_P(GovernanceGiasPeople, AnEditorOfASchoolDoesNotWriteToTheSharedBodyOfItsTrust) {
  const May own = editor_of(990001);
  const std::string row = whole(
      "31,990001,,,Shared chair of local governing body - establishment,,Ann,,Lee,"
      "01/09/2025,,\r\n32,990001,,,Local governor,,Ann,,Lee,01/09/2025,,\r\n");
  const FileView seen = import_as(own, row);
  ASSERT_EQ(seen.errors.size(), 1U);
  EXPECT_NE(seen.errors[0].reason.find("Tide Trust"), std::string::npos) << seen.errors[0].reason;
  EXPECT_EQ(number("SELECT count(*) FROM body WHERE place_kind = 'group'"), 0);
  EXPECT_EQ(count("office"), 0);
  EXPECT_EQ(count("appointment"), 1) << "the row of their own school is taken over";

  import(whole(posts));
  const std::int64_t shares = count("body_share");
  const std::int64_t offices = count("office");
  EXPECT_EQ(import_as(own, row).errors.size(), 1U) << "nor where the body is there already";
  EXPECT_EQ(count("body_share"), shares);
  EXPECT_EQ(count("office"), offices);
  EXPECT_EQ(look(row).errors.size(), 0U) << "who may edit everything may";
}

TEST_P(GovernanceGiasPeople, AnEditorRenamesOnlyWhomTheyHaveToThemselves) {
  import(whole(posts));
  const std::string changed =
      with(with(whole(posts), "Dee,,Fox,01/09/2023,,\r\n16", "Dee,,Foxe,01/09/2023,,\r\n16"),
           "Ben,,Ash", "Ben,,Ashe");
  const FileView saved = import_as(editor_of(990001), changed);
  EXPECT_EQ(called("Ben Ashe"), 1) << "he sits nowhere else";
  EXPECT_EQ(called("Dee Foxe"), 0) << "she is the trust's too";
  EXPECT_NE(told(saved, GiasNoteKind::Disagreement).find("The register says Dee Foxe"),
            std::string::npos)
      << told(saved, GiasNoteKind::Disagreement);
  import(changed);
  EXPECT_EQ(called("Dee Foxe"), 1) << "by who may edit all of her places";
}

TEST_P(GovernanceGiasPeople, NewDaysDoNotMakeTwoHoldersOfOneOffice) {
  const std::string flo = "17,990004,,,Chair of governors,,Flo,,Kay,01/09/2021,31/08/2026,\r\n";
  import(whole(flo));
  note({{"change", "office"},
        {"office", "chair"},
        {"at", "body " + latest("body")},
        {"person", "Una Poe"},
        {"from", "2026-09-01"}});
  const std::string longer = with(whole(flo), "31/08/2026", "31/12/2026");
  const FileView seen = import(longer);
  EXPECT_EQ(seen.count(GiasNoteKind::Effect), 0U) << told(seen, GiasNoteKind::Effect);
  EXPECT_NE(told(seen, GiasNoteKind::Disagreement).find("Una Poe since 1 September 2026"),
            std::string::npos)
      << told(seen, GiasNoteKind::Disagreement);
  EXPECT_EQ(number("SELECT max(until_on) FROM office WHERE until_on < 99991231"), 20260901);
  EXPECT_EQ(count("gias_post"), 1) << "what it says is taken as said only once it is taken over";
  EXPECT_EQ(number("SELECT said_until_on FROM gias_post"), 20260901);

  const std::string ben =
      "12,990001,,,Local governor,Mr,Ben,,Ash,01/09/2024,31/08/2026,Elected by parents\r\n";
  import(whole(ben));
  const std::string category =
      word("SELECT category FROM appointment WHERE id = " + latest("appointment"));
  note({{"change", "appoint"},
        {"body", latest("body")},
        {"seat", category},
        {"person", "Ben Ash"},
        {"from", "2026-09-01"}});
  const FileView sits = import(with(whole(ben), "31/08/2026", "31/12/2026"));
  EXPECT_EQ(sits.count(GiasNoteKind::Disagreement), 1U);
  EXPECT_EQ(sits.count(GiasNoteKind::Effect), 0U) << told(sits, GiasNoteKind::Effect);
}

TEST_P(GovernanceGiasPeople, AHandoverWithinOneFileIsTakenOverInAnyOrder) {
  const std::string flo = "17,990004,,,Chair of governors,,Flo,,Kay,01/09/2021,31/08/2026,\r\n";
  import(whole(flo));
  const FileView saved = import(whole("40,990004,,,Chair of governors,,Una,,Poe,01/01/2026,,\r\n" +
                                      with(flo, "31/08/2026", "31/12/2025")));
  EXPECT_EQ(told(saved, GiasNoteKind::Disagreement), "");
  EXPECT_EQ(count("office"), 2);
}

// Extracts at random, one after the other, and what is noted between them.
TEST_P(GovernanceGiasPeople, OfficesAndSeatsHoldThroughAnyExtracts) {
  std::mt19937 random(8);  // NOLINT: the same every time
  const auto up_to = [&](int most) {
    return static_cast<int>(random() % static_cast<unsigned>(most + 1));
  };
  const std::vector<std::string> roles = {"Chair of governors", "Governor"};
  const std::vector<std::string> names = {"Flo,,Kay", "Una,,Poe", "Ben,,Ash"};
  const std::vector<std::string> by = {"Elected by parents", "Appointed by GB/board"};
  for (int round = 0; round < 40; ++round) {
    std::string rows;
    for (int gid = 1; gid <= 7; ++gid) {
      if (up_to(3) == 0) continue;
      const int from = 2015 + up_to(9);
      rows += std::to_string(gid) + ",990004,,," + roles[static_cast<std::size_t>(gid % 2)] + ",," +
              names[static_cast<std::size_t>(gid % 3)] + ",01/09/" + std::to_string(from) + "," +
              (up_to(4) == 0 ? "" : "31/08/" + std::to_string(from + 1 + up_to(1))) + "," +
              by[static_cast<std::size_t>(up_to(1))] + "\r\n";
    }
    import(whole(rows));
    const Facts facts = must(all_facts(*lease()));
    for (const Office& one : facts.offices) {
      for (const Office& other : facts.offices) {
        if (one.id == other.id || one.kind != other.kind || one.place != other.place) continue;
        ASSERT_FALSE(one.period.overlaps(other.period))
            << "round " << round << ": " << one.period.describe() << " and "
            << other.period.describe() << "\n"
            << rows;
      }
    }
    for (const Appointment& one : facts.appointments) {
      for (const Appointment& other : facts.appointments) {
        if (one.id == other.id || one.person != other.person || one.body != other.body) continue;
        if (one.category != other.category) continue;
        ASSERT_FALSE(one.period.overlaps(other.period)) << "round " << round << "\n" << rows;
      }
    }
  }
  EXPECT_GT(count("office"), 1);
  EXPECT_GT(count("appointment"), 3);
}

TEST_P(GovernanceGiasPeople, WhoWasTakenOutDoesNotComeBackUnderAnotherNumber) {
  note({{"change", "body"},
        {"name", "A"},
        {"kind", "local_governing_body"},
        {"at", "school 990001"}});
  note({{"change", "appoint"},
        {"body", "A"},
        {"seat", "parent"},
        {"person", "Ben Ash"},
        {"from", "2024-09-01"},
        {"until", "2028-09-01"}});
  note({{"change", "erase"}, {"person", "Ben Ash"}});
  EXPECT_EQ(exported().find("Person"), std::string::npos)
      << "a number is no name: they are not in the register's file\n"
      << exported();
  const FileView saved = import(whole(posts));
  EXPECT_EQ(called("Ben Ash"), 0) << "noted by hand, taken out, and in the register";
  // Whoever has a seat there on the same days cannot be told from who was taken out.
  ASSERT_FALSE(saved.errors.empty());
  EXPECT_NE(saved.errors[0].reason.find("taken out"), std::string::npos) << saved.errors[0].reason;
  EXPECT_EQ(called("Cai Roe"), 1) << "others come in";

  note({{"change", "erase"}, {"person", "Flo Kay"}});
  const std::string renumbered =
      "48,990004,,,Governor,,Flo,,Kay,01/09/2021,31/08/2029,Appointed by GB/board\r\n"
      "49,990004,,,Chair of governors,,Flo,,Kay,01/09/2025,31/08/2029,Appointed by GB/board\r\n";
  EXPECT_EQ(import(whole(renumbered)).errors.size(), 2U);
  EXPECT_EQ(called("Flo Kay"), 0) << "under a second number of the register";
  EXPECT_EQ(exported().find("Person"), std::string::npos);
}

TEST_P(GovernanceGiasPeople, WhoIsAppointedAgainADayEarlyIsNoSecondPerson) {
  const std::string first =
      "12,990001,,,Local governor,,Ben,,Ash,01/09/2022,31/08/2026,Elected by parents\r\n";
  const std::string again =
      "30,990001,,,Local governor,,Ben,,Ash,31/08/2026,30/08/2030,Elected by parents\r\n";
  const FileView saved = import(whole(first + again));
  EXPECT_EQ(called("Ben Ash"), 1);
  EXPECT_EQ(count("appointment"), 1);
  EXPECT_NE(told(saved, GiasNoteKind::Disagreement).find("Ben Ash"), std::string::npos);
  const FileView other =
      import(whole(first + with(again, "Elected by parents", "Appointed by foundation/trust")));
  EXPECT_EQ(told(other, GiasNoteKind::Disagreement), "") << "in another seat they may overlap";
  EXPECT_EQ(called("Ben Ash"), 1);
  EXPECT_EQ(count("appointment"), 2);
  import(
      whole("60,990004,,,Governor,,Ann,,Lee,01/09/2022,31/08/2026,Elected by parents\r\n"
            "61,990004,,,Governor,,Ann,,Lee,01/09/2022,31/08/2026,Elected by parents\r\n"));
  EXPECT_EQ(called("Ann Lee"), 2) << "who sits beside them all the time is another";
}

TEST_P(GovernanceGiasPeople, ASchoolIsSharedFromTheFirstDayThatSaysSo) {
  const std::string eve =
      "16,990002,,,Shared local governor - establishment,,Eve,,Hay,01/09/2025,,\r\n";
  const std::string ida =
      "17,990002,,,Shared local governor - establishment,,Ida,,Orr,01/05/2025,,\r\n";
  const std::string old =
      "18,990003,,,Shared local governor - establishment,,Jan,,Poe,01/09/1999,,\r\n";
  const FileView saved = import(whole(eve + ida + old));
  EXPECT_EQ(count("body_share"), 2);
  const std::string from =
      "SELECT min(from_on) FROM body_share WHERE school_id = (SELECT school_id "
      "FROM identifier WHERE value = ";
  EXPECT_EQ(number(from + "990002)"), 20250501) << "the earliest row of the file";
  const std::int64_t joined = number(
      "SELECT min(from_on) FROM membership WHERE school_id = (SELECT school_id FROM identifier "
      "WHERE value = 990003)");
  EXPECT_EQ(number(from + "990003)"), std::max<std::int64_t>(joined, 19990901));
  EXPECT_NE(told(saved, GiasNoteKind::Effect).find("governs School B too since 1 May 2025"),
            std::string::npos)
      << told(saved, GiasNoteKind::Effect);
  import(whole(eve + ida + old + with(with(ida, "17", "19"), "Ida", "Kim")));
  EXPECT_EQ(count("body_share"), 2) << "it is shared already";
  lease()
      ->run(
          "UPDATE membership SET from_on = 20250101 WHERE school_id IN (SELECT school_id FROM "
          "identifier WHERE value = 990001)",
          {})
      .value();
  import(whole("50,990001,,,Shared local governor - establishment,,Lea,,Roe,01/09/2020,,\r\n"));
  EXPECT_EQ(number(from + "990001)"), 20250101) << "not before the school joined the trust";
}

TEST_P(GovernanceGiasPeople, SeatsThatFollowAnOfficeAreGivenOutAndFoundAgain) {
  import(whole(posts));
  note({{"change", "office"},
        {"office", "headteacher"},
        {"at", "school 990002"},
        {"person", "Kit Orme"},
        {"from", "2025-11-01"}});
  const std::string text = exported();
  EXPECT_NE(text.find(",,90001,,Shared local governor - group,,Kit,,Orme,01/11/2025,,"
                      "Ex-officio by virtue of office as headteacher/principal\r\n"),
            std::string::npos)
      << text;
  const FileView again = import(text);
  EXPECT_TRUE(again.notes.empty())
      << told(again, GiasNoteKind::Effect) << told(again, GiasNoteKind::Disagreement);
  EXPECT_EQ(called("Kit Orme"), 1);
}

INSTANTIATE_TEST_SUITE_P(Engines, GovernanceGiasPeople, sql::all_engines(), sql::test_engine_name);

}  // namespace
}  // namespace governance
