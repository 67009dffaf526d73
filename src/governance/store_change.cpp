// One change after the other, each seen by those that follow it.
#include "governance/store_change.hpp"

#include <algorithm>

#include "access/secrets.hpp"
#include "access/store_audit.hpp"
#include "access/values.hpp"
#include "base/text.hpp"
#include "governance/calendar.hpp"
#include "governance/store_alternate.hpp"
#include "governance/store_clash.hpp"
#include "governance/store_documents.hpp"
#include "governance/store_facts.hpp"
#include "governance/store_interest.hpp"
#include "governance/store_known.hpp"
#include "governance/store_meeting.hpp"
#include "governance/store_names.hpp"
#include "governance/store_note.hpp"
#include "governance/store_own.hpp"
#include "governance/store_parts.hpp"
#include "governance/store_retention.hpp"
#include "governance/store_rules.hpp"
#include "governance/store_skill.hpp"
#include "governance/store_terms.hpp"
#include "governance/store_year.hpp"
#include "registry/store.hpp"

namespace governance {

namespace {

using base::Date;

base::Error changed_meanwhile(const std::string& what) {
  return base::make_error("governance_conflict",
                          what +
                              " was ended or withdrawn meanwhile, so nothing was saved. Look at "
                              "it, then make your change again.",
                          "number");
}

class Saver {
 public:
  Saver(sql::Connection& connection, const RuleBook& book, const Change& change,
        const Writing& writing, const May& may)
      : connection_(connection), book_(book), change_(change), writing_(writing), may_(may) {}

  // `compared`: what it does to the findings of the body is told too.
  base::Result<Outcome> save(bool compared) {
    TRY(look_up());
    doer_ = writing_.by;
    if (!is_of_person(change_.kind)) doer_.power = TRY(may_(TRY(path())));
    TRY(may_share());
    TRY(look_up_people());
    if (is_of_person(change_.kind)) {
      doer_.power = TRY(speaks_for_themselves()) ? own_power() : TRY(power_over_person());
    }
    const Date day = judged_on();
    std::vector<Finding> before;
    if (compares(compared)) {
      const Facts facts = TRY(facts_of_body(connection_, found_.body));
      before = findings(facts, book_, *facts.body(found_.body), day);
    }
    TRY(check());
    TRY(write());
    TRY(guard::record(connection_, {doer_, "governance." + std::string(info_of(change_.kind).code),
                                    subject_, before_, values().json(), writing_.now_s}));
    if (compares(compared)) TRY(compare(before, day));
    if (compared && change_.kind == ChangeKind::PlanMeeting) TRY(warn());
    return std::move(made_);
  }

 private:
  // What is recorded of a meeting changes no finding.
  bool compares(bool wanted) const {
    return wanted && found_.body.known() && !is_of_meeting(change_.kind);
  }

  // Findings are told of today, or of the day on which the change takes effect, if that is ahead.
  Date judged_on() const {
    const Date begins = change_.on.value_or(change_.period.open_start() ? change_.period.until()
                                                                        : change_.period.from());
    return begins == Date::distant_future() ? writing_.today : std::max(begins, writing_.today);
  }

  base::Status look_up() {
    found_.today = writing_.today;
    if (!change_.word("at").empty()) found_.place = TRY(place_of(connection_, change_.word("at")));
    if (!change_.word("body").empty()) found_.body = TRY(body_of("body"));
    if (!change_.word("parent").empty()) found_.parent = TRY(body_of("parent"));
    if (!change_.word("for").empty())
      found_.school = TRY(school_of(connection_, change_.word("for")));
    for (const std::string_view urn : base::split(change_.word("schools"), ' ')) {
      if (!urn.empty()) found_.schools.push_back(TRY(school_of(connection_, std::string(urn))));
    }
    if (is_of_meeting(change_.kind)) {
      if (change_.kind != ChangeKind::PlanMeeting) {
        of_ = TRY(meeting_named(connection_, change_));
        found_.body = of_.body;
      } else {
        of_.body = found_.body;
      }
    } else if (change_.number != 0) {
      TRY(numbered());
    }
    if (!found_.body.known() && found_.place.kind == PlaceKind::Body) {
      found_.body = BodyId{found_.place.id};
      TRY(body_row(connection_, found_.body));
    }
    return {};
  }

  // Only for who may make the change: whether an address is known is nobody else's business.
  base::Status look_up_people() {
    const bool names_person = !change_.word("person").empty();
    if (names_person && change_.kind != ChangeKind::AddPerson) {
      base::Result<PersonId> person = person_of(change_.word("person"), change_.word("email"));
      if (!person.ok() && is_of_person(change_.kind)) TRY(may_({guard::Unit{}}));
      found_.person = TRY(std::move(person));
    }
    if (change_.kind == ChangeKind::DeclareAt && !names_person) {
      if (change_.number == 0) return bad_change("person", "Say who declares the interest.");
      found_.person = TRY(interest_row(connection_, change_.number)).person;
    }
    for (const std::string_view word : {"holder", "lead"}) {
      if (!change_.word(word).empty()) found_.holder = TRY(person_of(change_.word(word)));
    }
    return {};
  }

  base::Result<BodyId> body_of(std::string_view field) {
    return body_called(connection_, change_.word(field), field);
  }

  base::Status numbered() {
    const bool office =
        change_.kind == ChangeKind::EndOffice || change_.kind == ChangeKind::WithdrawOffice;
    const std::string number = std::to_string(change_.number);
    if (office) {
      sql::Rows rows = TRY(connection_.query(
          "SELECT " + std::string(office_columns) + " FROM office WHERE id = $1 AND withdrawn = 0",
          {change_.number}));
      if (!TRY(rows.next())) return bad_change("number", "There is no office " + number + ".");
      office_ = read_office(rows);
      found_.person = office_.person;
      found_.place = office_.place;
    } else if (change_.kind == ChangeKind::FinishStep) {
      sql::Rows rows = TRY(connection_.query(
          "SELECT body_id FROM plan_step WHERE id = $1 AND withdrawn = 0", {change_.number}));
      if (!TRY(rows.next())) return bad_change("number", "There is no step " + number + ".");
      found_.body = rows.id<Body>(0);
    } else if (is_of_rules(change_.kind)) {
      const OverrideRow row = TRY(override_row(connection_, change_.number));
      found_.body = row.body;
      override_ = row.own;
    } else if (is_of_terms(change_.kind)) {
      terms_ = TRY(terms_row(connection_, change_.number));
      found_.body = terms_.body;
    } else if (is_of_interests(change_.kind)) {
      interest_ = TRY(interest_row(connection_, change_.number));
      found_.person = interest_.person;
    } else if (is_of_skills(change_.kind)) {
      found_.person = TRY(skill_level_row(connection_, change_.number)).person;
    } else if (is_of_alternates(change_.kind)) {
      alternate_ = TRY(alternate_row(connection_, change_.number));
      found_.person = alternate_.person;
      found_.body = alternate_.body;
    } else if (is_of_person(change_.kind)) {
      found_.person = TRY(person_of_known(connection_, change_));
    } else {
      sql::Rows rows = TRY(connection_.query("SELECT " + std::string(appointment_columns) +
                                                 " FROM appointment WHERE id = $1 AND "
                                                 "withdrawn = 0",
                                             {change_.number}));
      if (!TRY(rows.next())) return bad_change("number", "There is no appointment " + number + ".");
      appointment_ = read_appointment(rows);
      found_.person = appointment_.person;
      found_.body = appointment_.body;
    }
    return {};
  }

  // By number, e-mail address or full name, with their address if it is said; who is not known
  // becomes a new person.
  base::Result<PersonId> person_of(const std::string& text, const std::string& address = "") {
    if (const auto number = base::parse_integer(text)) {
      const PersonId person{*number};
      const std::int64_t known = TRY(connection_.integer(
          "SELECT count(*) FROM person WHERE id = $1 AND withdrawn = 0", {*number}));
      if (known == 0) return person_not_found(person);
      return person;
    }
    const bool by_address = text.find('@') != std::string::npos;
    const std::string email = base::lower_ascii(by_address ? text : address);
    if (email.empty()) return person_called(text);
    const bool names_told = may_({guard::Unit{}}).ok();
    const PersonId person =
        TRY(person_reached(connection_, email, by_address ? "" : text, names_told));
    if (person.known()) return person;
    if (by_address) {
      return base::make_error("person_not_found",
                              "Nobody has the e-mail address \"" + text +
                                  "\": give the full name too, and the address in \"email\".",
                              "person");
    }
    return add_person(text, email);
  }

  base::Result<PersonId> person_called(const std::string& name) {
    sql::Rows rows = TRY(
        connection_.query("SELECT id FROM person WHERE folded = $1 AND withdrawn = 0 ORDER BY id",
                          {base::fold(name)}));
    if (!TRY(rows.next())) return add_person(name, "");
    const PersonId person = rows.id<Person>(0);
    if (!TRY(rows.next())) return person;
    return base::make_error(
        "person_ambiguous",
        "Several people are called \"" + name + "\": give the number or the e-mail address.",
        "person");
  }

  base::Result<PersonId> add_person(const std::string& name, const std::string& email) {
    made_.new_person = true;
    return PersonId{TRY(connection_.integer(
        "INSERT INTO person (name, folded, email, made_at, withdrawn) VALUES ($1, $2, $3, $4, 0) "
        "RETURNING id",
        {name, base::fold(name), email, writing_.now_s}))};
  }

  base::Status check() {
    Facts facts;  // no more than the check looks at: a file may have thousands of changes
    switch (change_.kind) {
      case ChangeKind::TakeOffice: facts = TRY(offices_there()); break;
      case ChangeKind::Appoint: facts = TRY(appointments_there()); break;
      case ChangeKind::NameAlternate: facts = TRY(alternates_of(connection_, found_.body)); break;
      case ChangeKind::MakeBody: facts = TRY(facts_of_schools()); break;
      case ChangeKind::Override:
        facts.bodies.push_back(TRY(body_row(connection_, found_.body)));
        facts.index();
        break;
      case ChangeKind::Resolve:
        if (found_.place.kind != PlaceKind::School && found_.place.kind != PlaceKind::Body) {
          return bad_change("at",
                            "A body resolves, or that of a school: write school 123456 or body 7.");
        }
        break;
      case ChangeKind::EndOffice: return ends_within(office_.period);
      case ChangeKind::EndAppointment: return ends_within(appointment_.period);
      case ChangeKind::EndOverride: return ends_within(override_.period);
      case ChangeKind::EndInterest: return ends_within(interest_.period);
      case ChangeKind::EndAlternate: return ends_within(alternate_.period);
      default: break;
    }
    return check_change(facts, book_, change_, found_);
  }

  base::Status ends_within(const base::Period& period) const {
    const Date ends = change_.period.until();
    if (ends <= period.from()) {
      return bad_change("until", "It began on " + period.from().long_form() +
                                     "; withdraw it if it was entered by mistake.");
    }
    if (ends >= period.until()) {
      return bad_change("until", "It ends earlier already: " + period.describe() + ".");
    }
    return {};
  }

  base::Result<Facts> offices_there() {
    Facts facts;
    sql::Rows rows = TRY(connection_.query(
        "SELECT " + std::string(office_columns) +
            " FROM office WHERE place_kind = $1 AND place_id = $2 AND withdrawn = 0",
        {code_of(found_.place.kind), found_.place.id}));
    while (TRY(rows.next())) facts.offices.push_back(read_office(rows));
    for (const Office& held : facts.offices) {
      facts.people.push_back({held.person, TRY(name_of(connection_, held.person))});
    }
    const std::string name = TRY(name_of(connection_, found_.place));
    facts.units.push_back({found_.place, name});
    if (found_.place.kind == PlaceKind::School) {
      facts.schools.push_back({found_.place.id, name, {}});
    } else if (found_.place.kind == PlaceKind::Body) {
      facts.bodies.push_back(TRY(body_row(connection_, found_.body)));
    }
    facts.index();
    return facts;
  }

  base::Result<Facts> appointments_there() {
    Facts facts;
    facts.bodies.push_back(TRY(body_row(connection_, found_.body)));
    sql::Rows rows = TRY(connection_.query("SELECT " + std::string(appointment_columns) +
                                               " FROM appointment WHERE body_id = $1 AND "
                                               "person_id = $2 AND withdrawn = 0",
                                           {found_.body, found_.person}));
    while (TRY(rows.next())) facts.appointments.push_back(read_appointment(rows));
    facts.people.push_back({found_.person, TRY(name_of(connection_, found_.person))});
    facts.index();
    return facts;
  }

  base::Result<Facts> facts_of_schools() {
    Facts facts;
    for (const std::int64_t school : found_.schools) {
      facts.schools.push_back(
          {school, TRY(name_of(connection_, Place{PlaceKind::School, school})), {}});
      sql::Rows rows = TRY(connection_.query(
          "SELECT question, about_body_id, agreed, resolved_on FROM resolution WHERE place_kind = "
          "'school' AND place_id = $1 AND withdrawn = 0",
          {school}));
      while (TRY(rows.next())) {
        facts.resolutions.push_back({{PlaceKind::School, school},
                                     std::string(rows.text(0)),
                                     rows.integer(1),
                                     rows.integer(2) != 0,
                                     rows.date(3)});
      }
    }
    facts.index();
    return facts;
  }

  base::Result<bool> speaks_for_themselves() {
    if (!writing_.own_words || !is_own_word(change_)) return false;
    const PersonId own = TRY(person_of_account(connection_, writing_.by.account));
    return own.known() && own == found_.person;
  }
  std::string own_power() const {
    return "Person " + std::to_string(found_.person.value) + " of themselves.";
  }

  // Whoever keeps one of the bodies or places where somebody sits today may note what is known of
  // them.
  base::Result<std::string> power_over_person() {
    if (change_.kind == ChangeKind::SetAddress) return may_({guard::Unit{}});
    for (const guard::UnitPath& path : TRY(paths_of_person(
             connection_, found_.person, base::Period::day(writing_.today), writing_.today))) {
      base::Result<std::string> granted = may_(path);
      if (granted.ok()) return granted;
    }
    return may_({guard::Unit{}});
  }

  // A body that schools share is made by who may edit each of them: their governance follows it.
  base::Status may_share() {
    for (const std::int64_t school : found_.schools) {
      TRY(may_(TRY(path_of(connection_, {PlaceKind::School, school}, writing_.today))));
    }
    return {};
  }

  // For whom the doer must be allowed to edit: where it is said to be, else the body, else the
  // school.
  base::Result<guard::UnitPath> path() {
    if (is_of_rules(change_.kind)) {
      const Place body{PlaceKind::Body, found_.body.value};
      return owners_of(TRY(path_of(connection_, body, writing_.today)));
    }
    Place place = found_.place;
    if (place.id == 0 && found_.body.known()) place = {PlaceKind::Body, found_.body.value};
    if (place.id == 0 && found_.school != 0) place = {PlaceKind::School, found_.school};
    // A person belongs to no unit: only who may edit everything adds or erases one.
    if (place.id == 0) return guard::UnitPath{guard::Unit{}};
    return path_of(connection_, place, writing_.today);
  }

  base::Status write() {
    if (is_of_meeting(change_.kind)) return write_of_meeting();
    const bool address = change_.kind == ChangeKind::SetAddress;
    if (address || is_of_interests(change_.kind) || is_of_skills(change_.kind)) {
      return write_of_person();
    }
    if (is_of_alternates(change_.kind)) return write_of_alternate();
    if (is_of_terms(change_.kind)) return write_of_terms();
    if (change_.kind >= ChangeKind::SetRemit) return write_of_document();
    if (change_.kind >= ChangeKind::AddTraining) return write_of_person();
    switch (change_.kind) {
      case ChangeKind::AddPerson: return write_person();
      case ChangeKind::ErasePerson: return erase();
      case ChangeKind::MakeBody: return write_body();
      case ChangeKind::EndBody:
      case ChangeKind::AgreeTerms: return change_body();
      case ChangeKind::TakeOffice: return write_office();
      case ChangeKind::Appoint: return write_appointment();
      case ChangeKind::EndOffice:
      case ChangeKind::WithdrawOffice: return end_office();
      case ChangeKind::EndAppointment:
      case ChangeKind::WithdrawAppointment: return end_appointment();
      default: return write_said();
    }
  }

  void take(Written written) {
    made_.what = std::move(written.what);
    made_.number = written.number;
    before_ = std::move(written.before);
  }

  base::Status write_of_meeting() {
    Written written = TRY(write_meeting(connection_, change_, of_, found_.person, found_.holder,
                                        book_, {writing_.now_s, writing_.today}));
    take(std::move(written));
    made_.meeting = change_.kind == ChangeKind::PlanMeeting ? MeetingId{made_.number} : of_.meeting;
    made_.body = found_.body;
    made_.person = found_.person;
    subject_ = {"meeting", made_.meeting.value};
    return {};
  }

  base::Status write_of_document() {
    Written written =
        TRY(is_of_rules(change_.kind)
                ? write_override(connection_, change_, found_.body, override_, writing_.now_s)
                : write_document(connection_, change_, found_, writing_.now_s));
    take(std::move(written));
    made_.body = found_.body;
    subject_ = {"body", found_.body.value};
    return {};
  }

  base::Status write_of_terms() {
    Written written =
        TRY(change_.kind == ChangeKind::SetTerms
                ? write_terms(connection_, change_, found_.body, {doer_.name, writing_.now_s})
                : withdraw_terms(connection_, terms_));
    take(std::move(written));
    made_.body = found_.body;
    subject_ = {"body", found_.body.value};
    return {};
  }

  base::Status write_of_alternate() {
    take(TRY(write_alternate(connection_, change_, found_, writing_.now_s)));
    if (change_.kind == ChangeKind::EndAlternate) remember("until", alternate_.period.until());
    made_.body = found_.body;
    made_.person = found_.person;
    subject_ = {"alternate", made_.number};
    return {};
  }

  base::Status write_of_person() {
    if (change_.kind == ChangeKind::SetAddress) {
      const bool confirmed = may_({guard::Unit{}}).ok();
      take(TRY(write_address(connection_, change_, found_.person,
                             confirmed ? AddressSaid::Confirmed : AddressSaid::OfThemselves)));
    } else {
      const auto write = is_of_interests(change_.kind) ? write_interest
                         : is_of_skills(change_.kind)  ? write_skill
                                                       : write_known;
      take(TRY(write(connection_, change_, found_.person, writing_.now_s)));
    }
    if (change_.kind == ChangeKind::EndInterest) remember("until", interest_.period.until());
    made_.person = found_.person;
    subject_ = {"person", found_.person.value};
    return {};
  }

  base::Status write_person() {
    found_.person =
        TRY(add_person(change_.word("person"), base::lower_ascii(change_.word("email"))));
    made_.person = found_.person;
    made_.number = found_.person.value;
    subject_ = {"person", made_.number};
    made_.what = change_.word("person") + " is a new person.";
    return {};
  }

  base::Status erase() {
    TRY(erase_person(connection_, found_.person));
    made_.person = found_.person;
    made_.number = found_.person.value;
    subject_ = {"person", made_.number};
    made_.what = erased_name(found_.person) + " has no name and no address any more.";
    return {};
  }

  base::Status write_body() {
    if (found_.place.kind == PlaceKind::Body) {
      return bad_change("at", "A body is of a group, authority, cluster or school.");
    }
    const std::string& name = change_.word("name");
    found_.body = BodyId{TRY(connection_.integer(
        "INSERT INTO body (version, kind, name, place_kind, place_id, parent_id, rule_set, "
        "from_on, until_on, terms_agreed_on, made_at, withdrawn) VALUES (1, $1, $2, $3, $4, $5, "
        "$6, $7, $8, 0, $9, 0) RETURNING id",
        {code_of(change_.body_kind), name, code_of(found_.place.kind), found_.place.id,
         found_.parent, change_.word("rules"), change_.period.from(), change_.period.until(),
         writing_.now_s}))};
    for (const std::int64_t school : found_.schools) {
      TRY(
          connection_.run("INSERT INTO body_share (body_id, school_id, from_on, until_on) VALUES "
                          "($1, $2, $3, $4)",
                          {found_.body, school, change_.period.from(), change_.period.until()}));
    }
    made_.body = found_.body;
    made_.number = found_.body.value;
    subject_ = {"body", made_.number, name};
    made_.what = name + " is a new " + base::lower_ascii(label_of(change_.body_kind)) + " of " +
                 TRY(name_of(connection_, found_.place)) + ".";
    return {};
  }

  void remember(std::string_view name, Date day) {
    before_ = guard::Values().add(name, day.iso()).json();
  }

  base::Status change_body() {
    const Body body = TRY(body_row(connection_, found_.body));
    made_.body = body.id;
    made_.number = body.id.value;
    subject_ = {"body", body.id.value, body.name};
    if (change_.kind == ChangeKind::AgreeTerms) {
      if (body.terms_agreed) remember("on", *body.terms_agreed);
      TRY(connection_.run(
          "UPDATE body SET terms_agreed_on = $2, version = version + 1 WHERE id = $1",
          {body.id, *change_.on}));
      made_.what =
          "Terms of reference of " + body.name + " were agreed on " + change_.on->long_form() + ".";
      return {};
    }
    TRY(ends_within(body.period));
    remember("until", body.period.until());
    TRY(connection_.run("UPDATE body SET until_on = $2, version = version + 1 WHERE id = $1",
                        {body.id, change_.period.until()}));
    made_.what = body.name + " ends: its last day is " +
                 change_.period.until().plus_days(-1).long_form() + ".";
    return {};
  }

  base::Status write_office() {
    made_.number = TRY(connection_.integer(
        "INSERT INTO office (kind, person_id, place_kind, place_id, from_on, until_on, why_ended, "
        "made_at, withdrawn) VALUES ($1, $2, $3, $4, $5, $6, '', $7, 0) RETURNING id",
        {code_of(change_.office), found_.person, code_of(found_.place.kind), found_.place.id,
         change_.period.from(), change_.period.until(), writing_.now_s}));
    const std::string name = TRY(name_of(connection_, found_.person));
    subject_ = {"office", made_.number};
    made_.person = found_.person;
    made_.body = found_.body;
    made_.what = name + " is " + base::lower_ascii(label_of(change_.office)) + " of " +
                 TRY(name_of(connection_, found_.place)) + " " + change_.period.describe() + ".";
    return {};
  }

  // The day after the term: as given, or that of the rules. With no first day there is none.
  Date term_ends(const RuleSet& rules, const SeatRule& seat) const {
    if (change_.term_ends) return *change_.term_ends;
    const bool counted = seat.has_term && rules.term_years > 0 && !change_.period.open_start();
    return counted ? months_later(change_.period.from(), 12 * rules.term_years)
                   : Date::distant_future();
  }

  base::Status write_appointment() {
    const Body body = TRY(body_row(connection_, found_.body));
    const RuleSet& rules = *book_.of(body, day_judged(change_.period, writing_.today));
    const SeatRule& seat = *rules.seat(change_.word("seat"));
    const std::string& by = change_.appointed_by.empty() ? seat.appointed_by : change_.appointed_by;
    made_.number = TRY(connection_.integer(
        "INSERT INTO appointment (body_id, person_id, category, appointed_by, for_school_id, "
        "from_on, until_on, term_ends_on, why_ended, made_at, withdrawn) VALUES ($1, $2, $3, $4, "
        "$5, $6, $7, $8, '', $9, 0) RETURNING id",
        {found_.body, found_.person, seat.code, by, found_.school, change_.period.from(),
         change_.period.until(), term_ends(rules, seat), writing_.now_s}));
    const std::string name = TRY(name_of(connection_, found_.person));
    subject_ = {"appointment", made_.number};
    made_.person = found_.person;
    made_.body = found_.body;
    made_.what = name + " sits on " + body.name + " as " + seat.label + " " +
                 change_.period.describe() + ".";
    return {};
  }

  base::Status end_office() {
    const bool withdrawn = change_.kind == ChangeKind::WithdrawOffice;
    remember("until", office_.period.until());
    const std::int64_t rows =
        withdrawn ? TRY(connection_.run("UPDATE office SET withdrawn = 1 WHERE id = $1 AND "
                                        "withdrawn = 0",
                                        {change_.number}))
                  : TRY(connection_.run("UPDATE office SET until_on = $2, why_ended = $3 WHERE "
                                        "id = $1 AND withdrawn = 0 AND until_on = $4",
                                        {change_.number, change_.period.until(),
                                         change_.word("why"), office_.period.until()}));
    const std::string name = TRY(name_of(connection_, found_.person));
    if (rows == 0) return changed_meanwhile("The office of " + name);
    subject_ = {"office", change_.number};
    made_.number = change_.number;
    made_.person = found_.person;
    made_.body = found_.body;
    made_.what = name + (withdrawn ? " was never " : " is no longer ") +
                 base::lower_ascii(label_of(office_.kind)) + " of " +
                 TRY(name_of(connection_, office_.place)) +
                 (withdrawn ? "." : " from " + change_.period.until().long_form() + " on.");
    return {};
  }

  base::Status end_appointment() {
    const bool withdrawn = change_.kind == ChangeKind::WithdrawAppointment;
    remember("until", appointment_.period.until());
    const std::int64_t rows =
        withdrawn
            ? TRY(connection_.run(
                  "UPDATE appointment SET withdrawn = 1 WHERE id = $1 AND withdrawn = 0",
                  {change_.number}))
            : TRY(connection_.run("UPDATE appointment SET until_on = $2, why_ended = $3 WHERE "
                                  "id = $1 AND withdrawn = 0 AND until_on = $4",
                                  {change_.number, change_.period.until(), change_.word("why"),
                                   appointment_.period.until()}));
    const std::string name = TRY(name_of(connection_, found_.person));
    if (rows == 0) return changed_meanwhile("The appointment of " + name);
    subject_ = {"appointment", change_.number};
    made_.number = change_.number;
    made_.person = found_.person;
    made_.body = found_.body;
    made_.what =
        name + (withdrawn ? " was never on " : " leaves ") +
        TRY(name_of(connection_, Place{PlaceKind::Body, found_.body.value})) +
        (withdrawn ? "."
                   : ": the last day is " + change_.period.until().plus_days(-1).long_form() + ".");
    return {};
  }

  base::Status write_said() {
    Written written = TRY(write_note(connection_, change_, found_, writing_.now_s));
    take(std::move(written));
    made_.body = found_.body;
    if (change_.kind == ChangeKind::Declare) made_.person = found_.person;
    if (found_.body.known()) {
      subject_ = {"body", found_.body.value};
    } else if (made_.person.known()) {
      subject_ = {"person", made_.person.value};
    } else {
      subject_ = {"school", found_.school};
    }
    return {};
  }

  // Of people the trail has their numbers.
  guard::Values values() const {
    guard::Values made;
    for (const auto& [name, value] : change_.words) {
      if (stays_in_trail(change_.kind, name)) made.add(name, value);
    }
    if (found_.person.known()) made.add("person", found_.person.value);
    const bool for_whom =
        change_.kind == ChangeKind::NameAlternate || change_.kind == ChangeKind::GiveProxy;
    if (for_whom && found_.holder.known()) made.add("holder", found_.holder.value);
    if (change_.kind == ChangeKind::SetTerms) {
      made.add("sha256", guard::sha256(tidy_terms(change_.word("text"))));
    }
    return made;
  }

  base::Status compare(const std::vector<Finding>& before, Date day) {
    const Facts facts = TRY(facts_of_body(connection_, found_.body));
    const RuleBook fresh = is_of_rules(change_.kind) ? TRY(rules_in_force(connection_)) : book_;
    const std::vector<Finding> after = findings(facts, fresh, *facts.body(found_.body), day);
    const auto missing_in = [](const std::vector<Finding>& others, const Finding& each) {
      return std::ranges::none_of(others, [&](const Finding& other) { return other.same(each); });
    };
    for (const Finding& each : after) {
      if (missing_in(before, each)) made_.come.push_back(each);
    }
    for (const Finding& each : before) {
      if (missing_in(after, each)) made_.gone.push_back(each);
    }
    return {};
  }

  base::Status warn() {
    const Facts facts = TRY(facts_of_body(connection_, found_.body));
    std::vector<MeetingDay> days;
    for (const MeetingDay& each : facts.meetings) {
      if (each.on == *change_.on) days.push_back(each);
    }
    const Sees sees = [&](const Body& body) -> base::Result<bool> {
      return may_(TRY(path_of(connection_, body.place, writing_.today))).ok();
    };
    const Unnamed unnamed = TRY(not_named(connection_, facts, found_.body, days, sees));
    made_.warnings = against_meeting(TRY(calendar_in_force(connection_)), facts, days,
                                     clashes(facts, book_, days), made_.number, unnamed);
    const auto planned = std::ranges::find(days, made_.number, &MeetingDay::id);
    if (planned == days.end()) return {};
    const auto elsewhere =
        TRY(meetings_elsewhere(connection_, facts, book_, base::Period::day(*change_.on), sees));
    for (Objection& each : against_elsewhere(facts, book_, *planned, elsewhere)) {
      made_.warnings.push_back(std::move(each));
    }
    return {};
  }

  sql::Connection& connection_;
  const RuleBook& book_;
  const Change& change_;
  const Writing& writing_;
  const May& may_;
  Found found_;
  Office office_;
  Appointment appointment_;
  RuleOverride override_;
  Interest interest_;
  Alternate alternate_;
  TermsVersion terms_;
  OfMeeting of_;
  guard::Doer doer_;
  std::string before_;  // what stood there, for the trail
  guard::Subject subject_;
  Outcome made_;
};

}  // namespace

base::Result<std::vector<Outcome>> save_changes(sql::Connection& connection,
                                                const std::vector<Change>& changes,
                                                const Writing& writing, const May& may, Keep keep,
                                                const std::optional<std::string>& seen) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  // Who looks before it writes locks first, so that nobody comes in between on PostgreSQL.
  TRY(guard::lock_audit(connection));
  RuleBook book = TRY(rules_in_force(connection));
  std::vector<Outcome> outcomes;
  for (std::size_t at = 0; at < changes.size(); ++at) {
    base::Result<Outcome> saved =
        Saver(connection, book, changes[at], writing, may).save(changes.size() == 1);
    if (!saved.ok()) {
      base::Error error = std::move(saved).error();
      if (changes.size() > 1) {
        error.message = "Change " + std::to_string(at + 1) + " of " +
                        std::to_string(changes.size()) + ": " + error.message;
      }
      return error;
    }
    outcomes.push_back(std::move(saved).value());
    // What follows is held against the rules as they are then.
    if (is_of_rules(changes[at].kind)) book = TRY(rules_in_force(connection));
  }
  if (seen && *seen != version_of(outcomes)) {
    return base::make_error("governance_conflict",
                            "Somebody noted something since you looked, so nothing was saved. "
                            "Look at what the file would do now.",
                            "file");
  }
  if (keep == Keep::All) TRY(transaction.commit());
  return outcomes;
}

base::Result<std::vector<base::Result<Outcome>>> try_changes(sql::Connection& connection,
                                                             const std::vector<Change>& changes,
                                                             const Writing& writing,
                                                             const May& may) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(guard::lock_audit(connection));
  RuleBook book = TRY(rules_in_force(connection));
  std::vector<base::Result<Outcome>> outcomes;
  for (const Change& change : changes) {
    outcomes.push_back(Saver(connection, book, change, writing, may).save(changes.size() == 1));
    const base::Result<Outcome>& last = outcomes.back();
    if (last.ok() && is_of_rules(change.kind)) book = TRY(rules_in_force(connection));
    // The database itself is in trouble: nothing that follows means anything.
    if (!last.ok() && last.error().kind == base::ErrorKind::Unavailable) return last.error();
  }
  return outcomes;
}

std::string version_of(const std::vector<Outcome>& outcomes) {
  std::string told;
  for (const Outcome& each : outcomes) {
    told += each.what + (each.new_person ? " new" : "") + "\n";
    for (const Finding& finding : each.come) told += finding.what + "\n";
    for (const Finding& finding : each.gone) told += finding.what + "\n";
  }
  return guard::sha256(told);
}

}  // namespace governance
