// What an extract of the register would change here: each of its posts is found again by its number
// or by who holds it, and only what the register says anew is taken over. Where it says one thing
// and we have another, that is told and nothing is changed. Pure; store_gias.hpp saves the plan.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "governance/facts.hpp"
#include "governance/gias_layout.hpp"
#include "governance/rules.hpp"

namespace governance {

// A post of the register, and which of ours it is.
struct GiasPost {
  GiasRow said;  // as the newest file that was believed said
  PersonId person;
  AppointmentId appointment;  // none
  OfficeId office;            // none
  bool erased() const { return said.name().empty(); }
  // The seat of a shared body, a board or the members that comes with an office elsewhere: its days
  // are not those of the office.
  bool follows() const;
};

struct GiasKnown {
  const Facts* facts = nullptr;
  const RuleBook* book = nullptr;
  base::Date today;
  std::map<std::int64_t, std::int64_t> schools;   // by URN
  std::map<std::int64_t, std::int64_t> groups;    // by UID
  std::map<std::int64_t, std::string> companies;  // numbers of Companies House, by UID
  std::map<std::int64_t, GiasPost> posts;         // by GID
  // Where bodies and offices may be written to; nothing: everywhere.
  std::optional<std::set<Place>> editable;
  std::set<std::int64_t> others;  // people with places that the doer may not edit
  // The last numbers that are in use.
  std::int64_t last_person = 0;
  std::int64_t last_body = 0;
  std::int64_t last_appointment = 0;
  std::int64_t last_office = 0;
};

enum class GiasNoteKind {
  Effect,        // is changed by the import
  Disagreement,  // the register says one thing, we have another: nothing is changed
  Missing,       // we know the post by its number, and the file lacks it: nothing is changed
};
struct GiasNote {
  GiasNoteKind kind = GiasNoteKind::Effect;
  int line = 0;  // of the file; 0: none
  std::string what;
};

struct GiasPlan {
  std::vector<Person> people;  // all these are new
  std::vector<Body> bodies;
  struct Share {
    BodyId body;
    std::int64_t school = 0;
    base::Date from;
  };
  std::vector<Share> shares;
  std::vector<Appointment> appointments;
  std::vector<Office> offices;
  std::vector<GiasPost> posts;  // that are new or say something else
  // What is changed: by its number, with the days that it has then.
  struct Dated {
    std::int64_t number = 0;
    base::Period period;
    std::string by;
  };
  std::vector<Dated> appointments_changed;
  std::vector<Dated> offices_changed;
  std::vector<Person> renamed;
  std::vector<GiasNote> notes;
  std::vector<GiasRemark> remarks;  // rows of places that are not known
  std::size_t rows = 0;
  std::size_t unchanged = 0;  // rows that say what is here already

  std::size_t count(GiasNoteKind kind) const;
  // Nothing would be saved.
  bool empty() const;
};

GiasPlan plan_gias(const GiasKnown& known, const std::vector<GiasRow>& rows);

// What is here as rows of the register: posts with their numbers, and those that the register does
// not know yet without. Of places of `known` alone; those that were over before `since` are left
// out.
std::vector<GiasRow> gias_rows(const GiasKnown& known, base::Date since);

}  // namespace governance
