// What a trust or school must put on its website each year: the structure and remit of its bodies,
// and of everybody who governed in the year before a day the seat, who appointed them, the days,
// the declaration of interests, and attendance. Pure; store_documents.hpp brings what was recorded.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "governance/composition.hpp"

namespace governance {

// Who was at a meeting whose minutes are approved.
struct MeetingAttended {
  BodyId body;
  base::Date on;
  std::vector<PersonId> present;
};

struct PublishedSeat {
  PersonId person;
  std::string name;
  std::string seat;          // "Parents"
  std::string appointed_by;  // "Elected by parents"; "" where it is not noted
  bool chair = false;
  bool votes = true;
  base::Period period;                  // of the appointment or office
  std::optional<base::Date> term_ends;  // the first day after the term
  std::optional<base::Date> left;       // the first day on which the seat was no longer theirs
  std::string interests;                // what is kept of their declaration, in a sentence
  std::string alternate_for;            // whom they may sit in for; "": they sit themselves
  int attended = 0;
  int meetings = 0;  // that were held while they sat; of an alternate those that were theirs
};

struct PublishedBody {
  Body body;
  int depth = 0;  // below how many others it stands
  std::string remit;
  std::vector<std::string> schools;
  std::string clerk;
  // The first day on which it was no more, or no longer the owner's: its school left.
  std::optional<base::Date> until;
  bool left = false;
  int meetings = 0;
  std::vector<PublishedSeat> seats;  // those who left last
};

struct Publication {
  std::string owner;
  base::Date on;
  base::Period year;                  // the twelve months before the day, with it
  std::vector<PublishedBody> bodies;  // as structure() arranges them
};

struct PublicationWanted {
  std::string owner;
  base::Date on;
  struct Of {
    const Body* body = nullptr;
    base::Period days;  // on which it was the owner's
  };
  std::vector<Of> bodies;                      // that were there on a day of the year
  std::map<std::int64_t, std::string> remits;  // by body
  std::vector<MeetingAttended> attended;
};

// Those who left are published, and are in the register, for twelve months: guidance of the
// Department for Education on what academies and maintained schools publish online names who served
// at any point in the past 12 months (unsure: this year's wording was not read). The first day of
// the twelve months that end before the day.
base::Date twelve_months_before(base::Date day);
// The twelve months up to the day, with it.
base::Period publication_year(base::Date on);
// The day for which a school year is published: its last, or today while it lasts.
base::Date publication_day(int year, base::Date today);
Publication publication(const Facts& facts, const RuleBook& book, const PublicationWanted& wanted);

}  // namespace governance
