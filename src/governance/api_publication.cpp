// One table a body; those who left stand last.
#include "governance/api_publication.hpp"

#include <algorithm>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "governance/api_structure.hpp"
#include "governance/api_views.hpp"
#include "governance/calendar.hpp"
#include "governance/store_documents.hpp"
#include "governance/store_facts.hpp"
#include "governance/store_rules.hpp"
#include "registry/store.hpp"
#include "web/components.hpp"
#include "web/json.hpp"

namespace governance {

namespace {

using web::Html;

base::Result<Publication> made_of(sql::Connection& connection, const Facts& facts,
                                  PublicationWanted wanted) {
  std::vector<BodyId> bodies;
  for (const auto& each : wanted.bodies) bodies.push_back(each.body->id);
  wanted.remits = TRY(remits(connection, bodies));
  wanted.attended = TRY(attended_meetings(connection, bodies, publication_year(wanted.on)));
  return publication(facts, TRY(rules_in_force(connection)), wanted);
}

std::string days_of(const PublishedSeat& seat) {
  return seat.period.open_start() ? "Not noted" : seat.period.from().long_form();
}

std::string ends_of(const PublishedSeat& seat) {
  if (seat.left) return "Left: last day " + seat.left->plus_days(-1).long_form();
  if (seat.term_ends) return seat.term_ends->plus_days(-1).long_form();
  return "No end of term";
}

std::string attendance_of(const PublishedSeat& seat) {
  return std::to_string(seat.attended) + " of " + std::to_string(seat.meetings);
}

std::string heading_id(const PublishedBody& body) {
  return "body-" + std::to_string(body.body.id.value);
}

Html structure_part(const Publication& publication) {
  std::vector<StructureRow> rows;
  for (const PublishedBody& each : publication.bodies) {
    rows.push_back({each.body.name, std::string(label_of(each.body.kind)), "#" + heading_id(each),
                    each.depth});
  }
  return structure_picture(rows, publication.owner).add(structure_list(rows));
}

Html seats_table(const PublishedBody& body) {
  web::Table table;
  table.caption = "Who governs: " + body.body.name;
  table.columns = {{"Name"},      {"Seat"},      {"Appointed by"},           {"Appointed"},
                   {"Term ends"}, {"Interests"}, {"Meetings attended", true}};
  for (const PublishedSeat& seat : body.seats) {
    Html name(seat.name);
    if (seat.chair) name.add(web::sub(Html("Chair")));
    Html label(seat.seat);
    if (!seat.votes) label.add(web::sub(Html("No vote")));
    table.rows.push_back({web::cells(
        name, label, seat.appointed_by.empty() ? web::not_known() : Html(seat.appointed_by),
        Html(days_of(seat)), Html(ends_of(seat)), Html(seat.interests),
        Html(attendance_of(seat)))});
  }
  return web::table(table);
}

Html body_part(const PublishedBody& body) {
  std::vector<web::Fact> facts = {
      {"What it is for", body.remit.empty() ? web::not_known() : Html(body.remit)},
      {"Governance professional", body.clerk.empty() ? web::not_known() : Html(body.clerk)},
      {"Meetings in the year, with approved minutes", Html(std::to_string(body.meetings))}};
  if (body.until) {
    const std::string day = body.until->plus_days(-1).long_form();
    facts.insert(facts.begin(),
                 {"Until", Html(body.left ? "It left with the school: its last day here was " + day
                                          : "It ended: its last day was " + day)});
  }
  if (!body.schools.empty()) {
    facts.insert(facts.end() - 2, {"Schools", Html(base::join(body.schools, ", "))});
  }
  Html content = web::facts(facts);
  content.add(body.seats.empty() ? web::paragraph(Html("Nobody sat on it in the year."))
                                 : seats_table(body));
  return web::section(heading_id(body), body.body.name, content);
}

void write_seat(web::JsonWriter& json, const PublishedSeat& seat) {
  json.begin_object();
  json.member("person", seat.person.value);
  json.member("name", seat.name);
  json.member("seat", seat.seat);
  if (!seat.alternate_for.empty()) json.member("alternate_for", seat.alternate_for);
  json.member("chair", seat.chair);
  json.member("votes", seat.votes);
  json.member("appointed_by", seat.appointed_by);
  if (!seat.period.open_start()) json.member("from", seat.period.from().iso());
  if (seat.term_ends) json.member("term_ends", seat.term_ends->plus_days(-1).iso());
  if (seat.left) json.member("last_day", seat.left->plus_days(-1).iso());
  json.member("interests", seat.interests);
  json.member("attended", seat.attended);
  json.member("meetings", seat.meetings);
  json.end_object();
}

}  // namespace

base::Result<Publication> publication_of(sql::Connection& connection,
                                         registry::OrganisationId owner, base::Date on) {
  registry::Store store(connection);
  const auto row = TRY(store.organisation(owner, on));
  if (!row) {
    return base::make_error("group_not_found",
                            "There is no group number " + std::to_string(owner.value) + ".");
  }
  const base::Period year = publication_year(on);
  const Facts facts = TRY(facts_of_owner(connection, owner, year));
  PublicationWanted wanted;
  wanted.owner = row->name;
  wanted.on = on;
  for (const Body& body : facts.bodies) {
    const auto days = days_owned(facts, body, owner, year);
    if (days) wanted.bodies.push_back({&body, *days});
  }
  return made_of(connection, facts, std::move(wanted));
}

base::Result<Publication> publication_of(sql::Connection& connection, BodyId id, base::Date on) {
  const Facts facts = TRY(facts_of_body(connection, id));
  const Body* body = facts.body(id);
  PublicationWanted wanted;
  wanted.owner = facts.place_name(body->place);
  wanted.on = on;
  wanted.bodies.push_back({body, {}});
  return made_of(connection, facts, std::move(wanted));
}

base::Result<base::Date> publication_day_asked(std::string_view year, base::Date today) {
  if (year.empty()) return today;
  const auto number = base::parse_integer(year);
  if (!number || *number < 2000 || *number > school_year(today)) {
    return bad_change("year", "\"" + std::string(year) +
                                  "\" is no school year that has begun; write 2025 for 2025/26.");
  }
  return publication_day(static_cast<int>(*number), today);
}

Html publication_content(const Publication& publication) {
  Html content;
  if (publication.bodies.size() > 1) {
    content.add(web::section("structure", "How it is governed", structure_part(publication)));
  }
  for (const PublishedBody& body : publication.bodies) content.add(body_part(body));
  content.add(
      web::note(Html("Those who left in the twelve months before " + publication.on.long_form() +
                     " are named too, and bodies that ended or left. Attendance is of meetings in "
                     "these months whose minutes are approved, "
                     "held while each was in office.")));
  return content;
}

std::string publication_html(const Publication& publication) {
  const std::string title =
      "Governance of " + publication.owner + ", " + publication.on.long_form();
  Html page;
  page.add_raw(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<style>body{font-family:sans-serif;max-width:70em;margin:1em auto;padding:0 1em}"
      "table{border-collapse:collapse;width:100%}th,td{border:1px solid #767676;padding:.4em;"
      "text-align:left;vertical-align:top}.gh-sub{display:block;color:#505a5f}"
      ".gh-structure "
      "svg{max-width:60em}.govuk-visually-hidden{position:absolute;width:1px;height:1px;overflow:"
      "hidden;"
      "clip-path:inset(50%)}</style>\n");
  page.add(web::el("title", {}, title));
  page.add_raw("\n</head>\n<body>\n<main>\n");
  page.add(web::el("h1", {}, title));
  page.add(publication_content(publication));
  page.add_raw("\n</main>\n</body>\n</html>\n");
  return std::move(page).markup();
}

std::string publication_json(const Publication& publication) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("owner", publication.owner);
  json.member("on", publication.on.iso());
  json.member("since", publication.year.from().iso());
  json.key("bodies");
  json.begin_array();
  for (const PublishedBody& body : publication.bodies) {
    json.begin_object();
    json.member("id", body.body.id.value);
    json.member("name", body.body.name);
    json.member("kind", code_of(body.body.kind));
    json.member("reports_to", body.body.parent.value);
    json.member("remit", body.remit);
    json.member("governance_professional", body.clerk);
    json.key("schools");
    json.begin_array();
    for (const std::string& school : body.schools) json.value(school);
    json.end_array();
    if (body.until) {
      json.member("last_day", body.until->plus_days(-1).iso());
      json.member("left", body.left);
    }
    json.member("meetings", body.meetings);
    json.key("seats");
    json.begin_array();
    for (const PublishedSeat& seat : body.seats) write_seat(json, seat);
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

std::string members_csv(const Publication& publication) {
  std::string text = base::csv_row({"body", "name", "seat", "chair", "appointed_by", "from",
                                    "term_ends", "last_day", "interests", "attended", "meetings"});
  for (const PublishedBody& body : publication.bodies) {
    for (const PublishedSeat& seat : body.seats) {
      text += base::csv_row({body.body.name, seat.name, seat.seat, seat.chair ? "yes" : "no",
                             seat.appointed_by,
                             seat.period.open_start() ? "" : seat.period.from().iso(),
                             seat.term_ends ? seat.term_ends->plus_days(-1).iso() : "",
                             seat.left ? seat.left->plus_days(-1).iso() : "", seat.interests,
                             std::to_string(seat.attended), std::to_string(seat.meetings)});
    }
  }
  return text;
}

}  // namespace governance
