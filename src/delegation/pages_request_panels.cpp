// What other pages show of requests: those of a school, cluster or group, those that a body
// decides, and the power behind an item of an agenda.
#include "base/text.hpp"
#include "delegation/pages_request.hpp"
#include "governance/pages.hpp"

namespace delegation {

namespace {

using governance::PlaceKind;
using web::Html;

constexpr std::size_t shown_beside = 50;  // on a page about something else

// Requests are for who is signed in.
bool reads(const web::Request& request) { return guard::principal_of(request).signed_in; }

base::Result<Html> of_place(registry::Visit& visit, const web::Request& request,
                            const governance::Place& place) {
  if (!reads(request)) return Html();
  RequestFilter filter;
  filter.at = place;
  filter.open_only = true;
  filter.most = shown_beside;
  filter.look_at_most = looked_at_once;
  const RequestPictures found = TRY(request_pictures(*visit.lease, filter, visit.as_of.today));
  const std::string asked = TRY(asked_as(visit, place));
  Html html = found.all.empty() ? web::paragraph(Html("None is open.")) : request_items(found.all);
  if (found.next) html.add(web::paragraph(Html("These are the newest; others are open.")));
  if (!asked.empty()) {
    html.add(web::paragraph(
        web::link("/requests?state=all&of=" + base::percent_encode(asked),
                  Html(place.kind == PlaceKind::School ? "All requests of this school"
                                                       : "All requests, its schools’ too"))));
  }
  return web::section("h-requests", "Requests for decisions", html);
}

base::Result<Html> of_body(registry::Visit& visit, const web::Request& request, std::int64_t body) {
  if (!reads(request)) return Html();
  RequestFilter filter;
  filter.body = governance::BodyId{body};
  filter.open_only = true;
  filter.most = shown_beside;
  filter.look_at_most = looked_at_once;
  const RequestPictures found = TRY(request_pictures(*visit.lease, filter, visit.as_of.today));
  if (found.all.empty() && !found.next) return Html();
  Html html = request_items(found.all);
  if (found.next) {
    Html note("There are others, or may be: not all that are open were looked at. ");
    html.add(web::paragraph(note.add(web::link("/requests", Html("All that are open")))));
  }
  return web::section("h-requests", "Requests for its decision", html);
}

base::Result<std::map<std::int64_t, registry::ItemNote>> notes(
    sql::Connection& connection, const std::vector<std::int64_t>& items) {
  std::map<std::int64_t, registry::ItemNote> made;
  for (const auto& [item, power] : TRY(powers_of_items(connection, items))) {
    registry::ItemNote note;
    if (power.request.known()) {
      note.html.add(web::link(request_href(power.request),
                              Html("Request " + std::to_string(power.request.value))));
      note.html.add(Html(" "));
      note.text = "Request " + std::to_string(power.request.value) + ". ";
    }
    if (power.lacks_power) {
      note.html.add(web::tag(web::Tone::Bad, power.words));
    } else {
      note.html.add(Html(power.words));
    }
    note.text += power.decision + (power.words.empty() ? "" : ": " + power.words);
    note.html.add(web::sub(Html("Decision " + power.decision)));
    made.emplace(item, std::move(note));
  }
  return made;
}

// Those that the body decides and that are on none of its agendas to come.
base::Result<std::vector<registry::AgendaOffer>> offers(sql::Connection& connection,
                                                        std::int64_t body, base::Date on) {
  RequestFilter filter;
  filter.body = governance::BodyId{body};
  filter.open_only = true;
  filter.look_at_most = looked_at_once;
  std::vector<registry::AgendaOffer> made;
  for (const RequestPicture& each : TRY(request_pictures(connection, filter, on)).all) {
    const RoutePart* decider = each.now.decider();
    const bool waits = each.state.stage == Stage::Ready || each.state.stage == Stage::Waits;
    if (!waits || !each.request.open() || !decider || decider->body != filter.body) continue;
    RequestItem item = item_of(each, "");
    made.push_back({std::move(item.title), std::move(item.motion), source_of(each.request.id)});
  }
  return made;
}

}  // namespace

void add_request_panels(const Context& context) {
  context->school_panels.push_back([](registry::Visit& visit, const web::Request& request,
                                      registry::SchoolId school) -> base::Result<Html> {
    return of_place(visit, request, {PlaceKind::School, school.value});
  });
  context->cluster_panels.push_back([](registry::Visit& visit, const web::Request& request,
                                       const registry::ClusterRow& row) -> base::Result<Html> {
    return of_place(visit, request, {PlaceKind::Cluster, row.id.value});
  });
  context->owner_panels.push_back([](registry::Visit& visit, const web::Request& request,
                                     const registry::OrganisationRow& row) -> base::Result<Html> {
    const bool authority = row.kind == registry::OrganisationKind::Authority;
    return of_place(visit, request,
                    {authority ? PlaceKind::Authority : PlaceKind::Group, row.id.value});
  });
  context->body_panels.push_back(of_body);
  context->item_notes.push_back(notes);
  context->agenda_offers.push_back(offers);
}

}  // namespace delegation
