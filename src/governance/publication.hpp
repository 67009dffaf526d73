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
  int attended = 0;
  int meetings = 0;  // that were held while they sat
};

struct PublishedBody {
  Body body;
  int depth = 0;  // below how many others it stands
  std::string remit;
  std::vector<std::string> schools;
  std::string clerk;
  int meetings = 0;
  std::vector<PublishedSeat> seats;  // those who left last
};

struct Publication {
  std::string owner;
  base::Date on;
  base::Period year;                  // the twelve months before the day, with it
  std::vector<PublishedBody> bodies;  // each below the one that it reports to
};

struct PublicationWanted {
  std::string owner;
  base::Date on;
  std::vector<const Body*> bodies;
  std::map<std::int64_t, std::string> remits;  // by body
  std::vector<MeetingAttended> attended;
};

// The day for which a school year is published: its last, or today while it lasts.
base::Date publication_day(int year, base::Date today);
Publication publication(const Facts& facts, const RuleBook& book, const PublicationWanted& wanted);

}  // namespace governance
