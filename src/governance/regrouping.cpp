// Each board is composed twice, by the facts as they are and as they would be; what differs is
// told.
#include "governance/regrouping.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace governance {

namespace {

using Kind = BoardChange::Kind;

std::string counted_words(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

// The first few, and how many more there are.
std::string some(const std::vector<std::string>& all, std::string_view separator = ", ") {
  constexpr std::size_t told_max = 6;
  std::vector<std::string> told(
      all.begin(), all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), told_max)));
  std::string words = base::join(told, separator);
  if (all.size() > told_max) words += " and " + std::to_string(all.size() - told_max) + " more";
  return words;
}

std::string office_words(const Facts& facts, OfficeKind office, const Place& place) {
  return base::lower_ascii(label_of(office)) + " of " + facts.place_name(place);
}

// As what somebody sits, for a list: "Ann Low (headteacher of Oak)".
std::string seat_words(const Facts& facts, const Seat& seat) {
  std::string as = seat.rule ? base::lower_ascii(seat.rule->label) : seat.category;
  if (seat.office) as = office_words(facts, seat.office->kind, seat.office->place);
  if (!seat.office && seat.school != 0) as += ", for " + facts.school_name(seat.school);
  return facts.person_name(seat.holder) + " (" + as + ")";
}

bool is_same_seat(const Seat& one, const Seat& other) {
  return one.holder == other.holder && one.category == other.category &&
         one.school == other.school && (one.rule == nullptr) == (other.rule == nullptr);
}

// Seats that somebody holds by the rules in `of` and not in `but`.
std::vector<std::string> seats_only_in(const Facts& facts, const Composition& of,
                                       const Composition& but) {
  std::vector<std::string> words;
  for (const Seat& seat : of.seats) {
    if (seat.vacant() || !seat.rule) continue;
    const bool both = std::ranges::any_of(
        but.seats, [&](const Seat& other) { return is_same_seat(seat, other); });
    if (!both) words.push_back(seat_words(facts, seat));
  }
  return words;
}

std::string sit_words(const Composition& made) {
  const auto vacant = static_cast<std::size_t>(std::ranges::count_if(made.seats, &Seat::vacant));
  return counted_words(made.members.size(), "person sits", "people sit") +
         (vacant == 0 ? "" : ", " + counted_words(vacant, "seat", "seats") + " vacant");
}

// Meetings that are planned on the day or later.
std::vector<const MeetingDay*> planned(const Facts& facts, BodyId body, base::Date from) {
  std::vector<const MeetingDay*> found;
  for (const MeetingDay& each : facts.meetings_of(body)) {
    if (!each.held && !each.cancelled && each.on >= from) found.push_back(&each);
  }
  return found;
}

class Changes {
 public:
  Changes(const Facts& facts, const RuleBook& book, const Regrouping& regrouping,
          const OpenActions& actions)
      : before_(facts),
        after_(regrouped(facts, regrouping)),
        book_(book),
        regrouping_(regrouping),
        actions_(actions),
        from_(regrouping.from) {}

  std::vector<BoardChange> told() {
    const std::vector<std::int64_t> redrawn = regrouping_.redrawn();
    for (const Body& body : before_.bodies) {
      const bool at_cluster = body.place.kind == PlaceKind::Cluster;
      if (at_cluster && regrouping_.is_ended(body.place.id)) {
        if (body.period.until() > from_) ended(body);  // one that is to begin later too
        continue;
      }
      if (!body.period.contains(from_)) continue;
      if (at_cluster) {
        if (std::ranges::binary_search(redrawn, body.place.id)) {
          redraw(body);
        }
      } else if (body.shares.size() > 1) {
        parted(body);
      }
    }
    for (const UnitName& each : regrouping_.made) begun(each);
    return std::move(changes_);
  }

 private:
  void tell(Kind kind, std::string what, std::string before, std::string after, std::string note) {
    changes_.push_back(
        {kind, std::move(what), std::move(before), std::move(after), std::move(note)});
  }

  // Of a board that is redrawn: what is not told yet.
  struct Told {
    std::vector<Finding> now;
    std::vector<Finding> then;
    std::vector<std::string> notes;  // of its seats
  };

  void redraw(const Body& body) {
    const Composition was = composition(before_, book_, body, from_);
    const Composition is = composition(after_, book_, body, from_);
    Told told;
    if (was.rules && is.rules) {
      told.now = seen(before_, body);
      told.then = seen(after_, body);
    }
    const std::size_t at = changes_.size();
    seats(body, was, is, told);
    chair(body, was, is, told);
    lead(body, was, is, told);
    vacancies(told);
    changes_.insert(changes_.begin() + static_cast<std::ptrdiff_t>(at),
                    {changed_ ? Kind::Changes : Kind::Stays, body.name, sit_words(was),
                     sit_words(is), base::join(told.notes, " ")});
    others(body, told);
  }

  // Seats that nobody holds are told together: there may be many.
  void vacancies(Told& told) {
    std::vector<std::string> begin;
    const auto is_vacancy = [](const Finding& each) {
      return each.kind == FindingKind::Vacancy && each.rule.starts_with("seat ");
    };
    for (const Finding& each : told.then) {
      if (!is_vacancy(each) || among(told.now, each)) continue;
      const std::size_t colon = each.what.rfind(": the seat");
      begin.push_back(each.what.substr(0, colon));
    }
    std::erase_if(told.now, is_vacancy);
    std::erase_if(told.then, is_vacancy);
    if (begin.empty()) return;
    told.notes.push_back("Seats to be filled: " + some(begin) + ".");
    changed_ = true;
  }

  // Findings that come and go with the schools.
  void others(const Body& body, const Told& told) {
    for (const Finding& each : told.then) {
      if (among(told.now, each)) continue;
      const bool bad = each.kind == FindingKind::Breach;
      tell(bad ? Kind::Trouble : Kind::Changes, body.name, "in order",
           std::string(label_of(each.kind)), each.what + " " + each.mend);
    }
    for (const Finding& each : told.now) {
      if (!among(told.then, each)) tell(Kind::Changes, body.name, each.what, "no longer so", "");
    }
  }

  std::vector<Finding> seen(const Facts& facts, const Body& body) const {
    std::vector<Finding> found = findings(facts, book_, body, from_);
    keep_seen(found, Sight::Anybody);
    return found;
  }

  static bool among(const std::vector<Finding>& all, const Finding& one) {
    return std::ranges::any_of(all, [&](const Finding& each) { return each.same(one); });
  }

  void seats(const Body& body, const Composition& was, const Composition& is, Told& told) {
    const std::vector<std::string> end = seats_only_in(before_, was, is);
    const std::vector<std::string> begin = seats_only_in(after_, is, was);
    if (!end.empty()) told.notes.push_back("Seats that end: " + some(end) + ".");
    if (!begin.empty()) told.notes.push_back("Seats that begin: " + some(begin) + ".");
    std::vector<std::string> adrift;  // appointed for a school that is not there any more
    for (const Seat& seat : is.seats) {
      if (!is_adrift(was, seat)) continue;
      adrift.push_back(before_.person_name(seat.holder));
      std::erase_if(told.then, [&](const Finding& each) {
        return each.person == seat.holder && each.rule == "seat " + seat.category;
      });
    }
    if (!adrift.empty()) {
      told.notes.push_back("Appointments to be ended, for schools that leave: " + some(adrift) +
                           ".");
    }
    const auto meetings = planned(before_, body.id, from_);
    if (!meetings.empty() && !begin.empty()) {
      told.notes.push_back("Invite who is new to " +
                           counted_words(meetings.size(), "meeting that is", "meetings that are") +
                           " planned, the first on " + meetings.front()->on.long_form() + ".");
    }
    changed_ = !told.notes.empty();
  }

  // Appointed by the rules before, and to a seat that they do not have after.
  static bool is_adrift(const Composition& was, const Seat& seat) {
    if (seat.rule || !seat.appointment) return false;
    return std::ranges::any_of(was.seats, [&](const Seat& other) {
      return other.rule && other.appointment && other.appointment->id == seat.appointment->id;
    });
  }

  // Takes the findings about an office out, for they are told beside its holder.
  static std::vector<Finding> taken(std::vector<Finding>& findings,
                                    const std::set<std::string>& rules) {
    std::vector<Finding> found;
    for (const Finding& each : findings) {
      if (rules.contains(each.rule)) found.push_back(each);
    }
    std::erase_if(findings, [&](const Finding& each) { return rules.contains(each.rule); });
    return found;
  }

  static std::set<std::string> rules_about(const Composition& made, OfficeKind office) {
    std::set<std::string> codes;
    if (!made.rules) return codes;
    for (const Rule& rule : made.rules->rules) {
      const bool about = rule.kind == RuleKind::OfficeFilled ||
                         rule.kind == RuleKind::HeldByMember || rule.kind == RuleKind::HolderSchool;
      if (about && rule.office == office) codes.insert(rule.code);
    }
    return codes;
  }

  void chair(const Body& body, const Composition& was, const Composition& is, Told& told) {
    const Office* held =
        before_.holder(OfficeKind::Chair, Place{PlaceKind::Body, body.id.value}, from_);
    if (!held) return;
    const std::string name = before_.person_name(held->person);
    if (std::ranges::binary_search(is.members, held->person)) {
      told.notes.push_back("Its chair, " + name + ", keeps a seat.");
      return;
    }
    if (!std::ranges::binary_search(was.members, held->person)) return;
    taken(told.then, rules_about(is, OfficeKind::Chair));
    tell(Kind::Trouble, body.name + ": chair", name, "does not sit there",
         name + " would have no seat. Elect or appoint another chair.");
  }

  // The schools of the body whose head is the person.
  std::optional<std::int64_t> headed(const Facts& facts, const Composition& made,
                                     PersonId person) const {
    for (const std::int64_t school : made.schools) {
      const Office* head =
          facts.holder(OfficeKind::Headteacher, Place{PlaceKind::School, school}, from_);
      if (head && head->person == person) return school;
    }
    return std::nullopt;
  }

  void lead(const Body& body, const Composition& was, const Composition& is, Told& told) {
    const Office* held = before_.holder(OfficeKind::LeadHeadteacher, body.place, from_);
    if (!held) return;
    const std::set<std::string> rules = rules_about(is, OfficeKind::LeadHeadteacher);
    const std::vector<Finding> now = taken(told.now, rules);
    std::string broken;
    bool anew = false;
    for (const Finding& each : taken(told.then, rules)) {
      broken += (broken.empty() ? "" : " ") + each.what + " " + each.mend;
      anew = anew || !among(now, each);
    }
    const std::string name = before_.person_name(held->person);
    const auto school = headed(after_, is, held->person);
    if (!school && broken.empty()) broken = name + " heads no school of the cluster then.";
    anew = anew || (!school && headed(before_, was, held->person));
    if (broken.empty()) {
      told.notes.push_back("Its lead headteacher, " + name + ", stays eligible by the rules.");
      return;
    }
    tell(anew ? Kind::Trouble : Kind::Changes, body.name + ": lead headteacher", name,
         school ? name + ", headteacher of " + after_.school_name(*school) : "to be appointed",
         broken);
  }

  void ended(const Body& body) {
    const auto meetings = planned(before_, body.id, from_);
    const auto waiting = actions_.find(body.id);
    std::string note = "End the body.";
    if (!meetings.empty()) {
      note += " Cancel or move " +
              counted_words(meetings.size(), "meeting that is", "meetings that are") +
              " planned from then on, the first on " + meetings.front()->on.long_form() + ".";
    }
    const bool open = waiting != actions_.end() && waiting->second > 0;
    if (open) {
      note += " Hand over " +
              counted_words(static_cast<std::size_t>(waiting->second), "action that is",
                            "actions that are") +
              " open.";
    }
    std::vector<std::string> offices;
    for (const Office& each : before_.offices_at(body.place)) {
      if (!each.period.contains(from_)) continue;
      offices.push_back(before_.person_name(each.person) + " (" +
                        base::lower_ascii(label_of(each.kind)) + ")");
    }
    if (!offices.empty()) note += " Offices of the cluster end too: " + some(offices) + ".";
    tell(open || !meetings.empty() ? Kind::Trouble : Kind::Changes, body.name,
         sit_words(composition(before_, book_, body, std::max(from_, body.period.from()))),
         before_.place_name(body.place) + " ends", note);
  }

  // What most clusters of the owner have; null: no cluster has a body.
  const Body* usual() const {
    std::map<BodyKind, int> count;
    const Body* found = nullptr;
    for (const Body& each : before_.bodies) {
      const bool alike = each.kind == BodyKind::ClusterBoard ||
                         each.kind == BodyKind::SteeringGroup ||
                         each.kind == BodyKind::JointCommittee;
      if (!alike || each.place.kind != PlaceKind::Cluster || !each.period.contains(from_)) continue;
      ++count[each.kind];
      if (!found || count[each.kind] > count[found->kind]) found = &each;
    }
    return found;
  }

  void begun(const UnitName& cluster) {
    const Body* like = usual();
    if (!like) return;
    Body body;
    body.id = BodyId{cluster.unit.id};
    body.kind = like->kind;
    body.parent = like->parent;
    body.rule_set = like->rule_set;
    body.place = cluster.unit;
    body.name = cluster.name;
    const Composition made = composition(after_, book_, body, from_);
    const std::string kind = base::lower_ascii(label_of(body.kind));
    std::map<std::string, int> wanted;  // by label
    std::size_t unheld = 0;
    for (const Seat& seat : made.seats) {
      if (!seat.vacant() || !seat.rule) continue;
      if (seat.rule->source == SeatSource::Appointed) {
        ++wanted[base::lower_ascii(seat.rule->label)];
      } else {
        ++unheld;
      }
    }
    for (const Rule& rule : made.rules ? made.rules->rules : std::vector<Rule>()) {
      if (rule.kind == RuleKind::OfficeFilled)
        wanted.emplace(base::lower_ascii(label_of(rule.office)), 1);
    }
    std::vector<std::string> appoint;
    for (const auto& [label, count] : wanted) {
      appoint.push_back(label + (count == 1 ? "" : " (" + std::to_string(count) + ")"));
    }
    std::string note = "Set up a " + kind + ": " +
                       counted_words(made.members.size(), "person sits", "people sit") +
                       " by an office that they hold now.";
    if (!appoint.empty()) note += " To be elected or appointed: " + some(appoint) + ".";
    if (unheld > 0) {
      note += " For " + counted_words(unheld, "seat", "seats") +
              " by office, nobody is noted who holds the office.";
    }
    tell(Kind::Changes, cluster.name, "not there", "has no " + kind + " yet", note);
  }

  std::vector<std::int64_t> clusters_of(const Facts& facts, std::int64_t school) const {
    std::vector<std::int64_t> found;
    for (const Place& each : facts.units_of(school, PlaceKind::Cluster, from_)) {
      // Those of other owners have no name here.
      if (std::ranges::binary_search(facts.units, each, {}, &UnitName::unit)) {
        found.push_back(each.id);
      }
    }
    return found;
  }

  // The clusters in which all schools of the body are.
  std::set<std::int64_t> common(const Facts& facts,
                                const std::vector<std::int64_t>& schools) const {
    std::map<std::int64_t, std::size_t> count;
    for (const std::int64_t school : schools) {
      for (const std::int64_t each : clusters_of(facts, school)) ++count[each];
    }
    std::set<std::int64_t> found;
    for (const auto& [cluster, of] : count) {
      if (of == schools.size()) found.insert(cluster);
    }
    return found;
  }

  void parted(const Body& body) {
    const std::vector<std::int64_t> schools = before_.schools_of(body, from_);
    const std::set<std::int64_t> was = common(before_, schools);
    const std::set<std::int64_t> is = common(after_, schools);
    const bool joined = was.empty() && !is.empty();
    if (schools.size() < 2 || was.empty() == is.empty()) return;
    const auto name = [&](const Facts& facts, std::int64_t cluster) {
      return facts.place_name(Place{PlaceKind::Cluster, cluster});
    };
    std::set<std::string> apart;
    const Facts& torn = joined ? before_ : after_;
    for (const std::int64_t school : schools) {
      for (const std::int64_t each : clusters_of(torn, school)) apart.insert(name(torn, each));
    }
    const std::string all =
        "its schools are in " + (joined ? name(after_, *is.begin()) : name(before_, *was.begin()));
    const std::string parts =
        "its schools are in " +
        (apart.empty() ? "no cluster" : some({apart.begin(), apart.end()}, " and "));
    if (joined) return tell(Kind::Changes, body.name, parts, all, "");
    tell(Kind::Changes, body.name, all, parts,
         "One body would govern schools of several clusters: agree how it answers to their boards, "
         "or part it.");
  }

  const Facts& before_;
  const Facts after_;
  const RuleBook& book_;
  const Regrouping& regrouping_;
  const OpenActions& actions_;
  const base::Date from_;
  bool changed_ = false;  // seats of the board that is looked at
  std::vector<BoardChange> changes_;
};

}  // namespace

bool Regrouping::is_ended(std::int64_t cluster) const {
  return std::ranges::find(ended, cluster) != ended.end();
}

std::vector<std::int64_t> Regrouping::redrawn() const {
  std::set<std::int64_t> found;
  for (const Member& each : ends) found.insert(each.cluster);
  for (const Member& each : begins) found.insert(each.cluster);
  return {found.begin(), found.end()};
}

Facts regrouped(Facts facts, const Regrouping& regrouping) {
  const std::set<Regrouping::Member> ends(regrouping.ends.begin(), regrouping.ends.end());
  std::vector<Belonging> kept;
  for (Belonging& each : facts.belongings) {
    const bool is_cut = each.unit.kind == PlaceKind::Cluster &&
                        ends.contains({each.unit.id, each.school}) &&
                        each.period.until() > regrouping.from;
    if (is_cut && each.period.from() >= regrouping.from) continue;
    if (is_cut) each.period = {each.period.from(), regrouping.from};
    kept.push_back(std::move(each));
  }
  for (const Regrouping::Member& each : regrouping.begins) {
    kept.push_back({Place{PlaceKind::Cluster, each.cluster}, each.school,
                    base::Period::since(regrouping.from)});
  }
  facts.belongings = std::move(kept);
  facts.units.insert(facts.units.end(), regrouping.made.begin(), regrouping.made.end());
  facts.index();
  return facts;
}

std::vector<BoardChange> board_changes(const Facts& facts, const RuleBook& book,
                                       const Regrouping& regrouping, const OpenActions& actions) {
  return Changes(facts, book, regrouping, actions).told();
}

}  // namespace governance
