// /schools/{urn} and /schools/{urn}/timeline
#include <algorithm>
#include <array>
#include <map>

#include "base/text.hpp"
#include "registry/edit_facts.hpp"
#include "registry/pages_edit.hpp"

namespace registry {

namespace {

using web::Html;

base::Result<std::int64_t> urn_of(const web::Request& request) {
  const std::string& text = request.captured.at("urn");
  std::optional<std::int64_t> urn = base::parse_integer(text);
  if (urn) return *urn;
  return base::make_error("school_not_found",
                          "\"" + text + "\" is not a URN. Search for the school by its name.",
                          "urn");
}

web::Tone tone_of(Status status) {
  if (status == Status::Open) return web::Tone::Ok;
  return status == Status::Closed ? web::Tone::Plain : web::Tone::Warn;
}

// "Harbour Learning Trust, cluster B Wenbridge", above the name.
Html caption_of(const SchoolView& view, const web::AsOf& as_of) {
  Html caption;
  for (const MembershipRow& row : view.memberships) {
    bool trust = class_of(row.kind) == MembershipClass::Trust;
    if (!trust || !row.membership.period.contains(as_of.on)) continue;
    if (!caption.empty()) caption.add(Html(", "));
    caption.add(web::link(organisation_href(row.kind, row.membership.organisation, as_of),
                          Html(row.organisation_name)));
  }
  if (caption.empty() && view.row && view.row->state.authority_id) {
    caption.add(web::link(
        organisation_href(OrganisationKind::Authority, *view.row->state.authority_id, as_of),
        Html(view.row->authority_name)));
  }
  for (const ClusterMembershipRow& row : view.clusters) {
    if (!row.membership.period.contains(as_of.on)) continue;
    caption.add(Html(caption.empty() ? "Cluster " : ", cluster "));
    caption.add(web::link(cluster_href(row.cluster.id, as_of),
                          Html(row.cluster.letter + " " + row.cluster.name)));
  }
  return caption;
}

// The first sentences: what it is on the day.
Html lead_of(const SchoolView& view, const web::AsOf& as_of) {
  if (!view.row) {
    base::Date first =
        view.states.empty() ? base::Date::distant_future() : view.states.front().period.from();
    std::string words = "This school is not known " + as_of.words() + ".";
    if (first > as_of.on && first != base::Date::distant_future()) {
      words += " It begins on " + first.long_form() + ".";
    }
    return Html(words);
  }
  const SchoolState& state = view.row->state;
  Html lead = web::tag(tone_of(state.status), status_name(state.status));
  std::string words = " " + school_words(*view.row) + ".";
  if (state.name != view.newest_name) words += " Now called " + view.newest_name + ".";
  return lead.add(Html(words));
}

web::Page school_page(const Visit& visit, const SchoolView& view, const web::Request& request,
                      bool timeline) {
  std::string name = view.row ? view.row->state.name : view.newest_name;
  if (name.empty()) name = "School " + std::to_string(view.newest_urn);
  web::Page page = begin_page(visit, name, "Schools");
  if (timeline) page.title = name + ": timeline";
  page.heading = Html(name);
  page.caption = caption_of(view, visit.as_of);
  page.lead = lead_of(view, visit.as_of);
  page.breadcrumbs = {{"Schools", "/search" + visit.as_of.suffix()}};
  std::string base = "/schools/" + request.captured.at("urn");
  page.tabs = {{"Facts", base + visit.as_of.suffix(), !timeline},
               {"Timeline", base + "/timeline" + visit.as_of.suffix(), timeline}};
  page.tools = format_links(request);
  std::string since = "/changes?from=" + visit.on().iso() + "&to=" + visit.as_of.today.iso();
  if (visit.as_of.past()) page.as_of.links = {{"What has changed since", since}};
  return page;
}

// The newest value of each fact on the day, with the source that shows it.
std::vector<const SeenFact*> facts_on(const SchoolView& view, base::Date on) {
  std::int64_t urn = view.row ? view.row->state.urn : view.newest_urn;
  std::array<const SeenFact*, attribute_count> newest{};
  for (const SeenFact& fact : view.facts) {
    if (fact.urn != urn) continue;
    const SeenFact*& known = newest[static_cast<std::size_t>(fact.attribute)];
    bool carried_back = known == nullptr && !attribute_row(fact.attribute).measure;
    if (fact.on <= on || carried_back) known = &fact;
  }
  std::vector<const SeenFact*> found;
  for (const SeenFact* fact : newest) {
    if (fact != nullptr) found.push_back(fact);
  }
  return found;
}

std::string shown_value(const SeenFact& fact) {
  const AttributeRow& row = attribute_row(fact.attribute);
  if (row.kind == CellKind::Date) {
    std::optional<base::Date> date = base::Date::from_iso(fact.value);
    return date ? date->long_form() : fact.value;
  }
  bool counted = row.kind == CellKind::Whole && row.measure;
  std::optional<std::int64_t> number = base::parse_integer(fact.value);
  return counted && number ? base::with_thousands(*number) : fact.value;
}

// "1 September 2019 to 1 June 2026": between which days files said so.
std::string seen_words(const SeenFact& fact, base::Date on) {
  if (fact.on > on) return "first on " + fact.on.long_form();
  if (fact.on == fact.last_on) return fact.on.long_form();
  return fact.on.long_form() + " to " + fact.last_on.long_form();
}

struct FactGroup {
  std::string_view id;
  std::string_view heading;
  Attribute first;
  Attribute last;  // both belong to it
};

// In the order of the attributes.
constexpr FactGroup fact_groups[] = {
    {"h-school", "The school", Attribute::Urn, Attribute::SpecialClasses},
    {"h-pupils", "Pupils", Attribute::CensusDate, Attribute::FsmPercent},
    {"h-bodies", "Trust, sponsor, federation", Attribute::TrustFlag, Attribute::FederationName},
    {"h-ofsted", "Inspection by grade, until 2024", Attribute::OfstedOn,
     Attribute::SpecialMeasures},
    {"h-card", "Report card, since November 2025", Attribute::ReportCardOn, Attribute::PostSixteen},
    {"h-place", "Where it is", Attribute::LastChanged, Attribute::LsoaCode},
    {"h-send", "Special educational needs", Attribute::SenStatement, Attribute::SenUnitCapacity},
    {"h-other", "Other", Attribute::PreviousAuthority, Attribute::LinkedEstablishments},
};

// The UKPRN is the school's own, though the register lists it behind the trust.
Attribute place_of(Attribute attribute) {
  return attribute == Attribute::Ukprn ? Attribute::EstablishmentNumber : attribute;
}

Html fact_tables(const SchoolView& view, base::Date on) {
  Html content;
  std::vector<const SeenFact*> facts = facts_on(view, on);
  for (const FactGroup& group : fact_groups) {
    web::Table table;
    table.caption = std::string(group.heading);
    table.columns = {{"Fact"}, {"Value"}, {"Seen"}, {"Newest source"}};
    table.stack = web::Stack::Facts;
    for (const SeenFact* fact : facts) {
      const Attribute place = place_of(fact->attribute);
      if (place < group.first || place > group.last) continue;
      web::Row& row = table.rows.emplace_back();
      row.cells = web::cells(attribute_row(fact->attribute).label, shown_value(*fact),
                             seen_words(*fact, on), web::sub(Html(fact->source)));
    }
    if (table.rows.empty()) continue;
    content.add(web::section(group.id, group.heading, web::table(table)));
  }
  if (content.empty()) {
    return web::empty_state("No file says anything of this school on the day.",
                            Html("Choose a later day, or import an extract of that time."));
  }
  return content;
}

// What was corrected here, on the day, above what files say.
Html corrections_part(const SchoolView& view, base::Date on, bool signed_in) {
  web::Table table;
  table.caption = "Corrections";
  table.columns = {{"Fact"}, {"Value"}, {"Holds"}, {"Why"}};
  table.stack = web::Stack::Facts;
  for (const Edit& edit : view.corrections) {
    if (!edit.period().contains(on)) continue;
    const FactRow* fact = school_fact(edit.fact);
    Html why(edit.reason);
    if (signed_in) {
      const std::string number = std::to_string(edit.id);
      why.add(web::sub(web::link("/edits/" + number, Html("Edit " + number + ", " + edit.actor))));
    }
    table.rows.push_back({web::cells(fact == nullptr ? edit.fact : std::string(fact->label),
                                     edit.value.empty() ? web::not_known() : Html(edit.value),
                                     edit.period().describe(), why)});
  }
  if (table.rows.empty()) return {};
  Html content = web::paragraph(
      Html("These stand above what the register says below, until somebody withdraws them."));
  return web::section("h-corrections", "Corrections", content.add(web::table(table)));
}

Html identifiers_table(const SchoolView& view) {
  web::Table table;
  table.caption = "Identifiers";
  table.columns = {{"Identifier"}, {"Number"}, {"When"}};
  table.stack = web::Stack::Beside;
  for (const Identifier& identifier : view.identifiers) {
    std::string label = "URN";
    std::string value = std::to_string(identifier.value);
    if (identifier.scheme == "laestab") {
      label = "School number";
      if (value.size() == 7) value.insert(3, "/");
    }
    if (identifier.scheme == "ukprn") label = "UKPRN";
    table.rows.push_back({{Html(label), Html(value), Html(identifier.period.describe())}});
  }
  if (table.rows.empty()) return web::none();
  return web::table(table);
}

std::string link_words(const Succession& link) {
  switch (link.kind) {
    case SuccessionKind::Succeeded: return link.same_school ? "Went on as" : "Succeeded by";
    case SuccessionKind::Merged: return "Merged into";
    case SuccessionKind::Amalgamated: return "Amalgamated into";
    case SuccessionKind::Split: return "Split into";
    case SuccessionKind::Other: return "Linked with";
  }
  return "Linked with";
}

Html links_list(const SchoolView& view, const web::AsOf& as_of) {
  std::vector<Html> items;
  for (const Succession& link : view.successions) {
    Html item = web::link(school_href(link.predecessor, as_of),
                          Html("URN " + std::to_string(link.predecessor)));
    std::string words = link_words(link);
    item.add(Html(" " + base::lower_ascii(words) + " "));
    item.add(web::link(school_href(link.successor, as_of),
                       Html("URN " + std::to_string(link.successor))));
    if (link.on != base::Date::distant_past()) item.add(Html(", " + link.on.long_form()));
    if (link.same_school) item.add(Html(": one school throughout"));
    if (!link.remark.empty()) item.add(web::sub(Html("The register: " + link.remark)));
    items.push_back(std::move(item));
  }
  if (items.empty()) return web::paragraph(Html("None that the register knows of."));
  return web::list(items);
}

web::Lane lane_of(std::string label) {
  web::Lane lane;
  lane.label = std::move(label);
  return lane;
}

template <typename Value>
web::Lane state_lane(const SchoolView& view, std::string label, const Value& value) {
  web::Lane lane = lane_of(std::move(label));
  for (const SchoolState& state : view.states) {
    if (state.status == Status::Closed) continue;
    std::string text = value(state);
    bool joined = !lane.segments.empty() && lane.segments.back().label == text &&
                  lane.segments.back().until == state.period.from();
    if (joined) {
      lane.segments.back().until = state.period.until();
    } else {
      lane.segments.push_back({state.period.from(), state.period.until(), text});
    }
  }
  return lane;
}

web::Lanes lanes_of(const SchoolView& view, const web::AsOf& as_of, const Reference& reference) {
  web::Lanes lanes;
  lanes.label = "The school at a glance";
  lanes.today = as_of.today;
  lanes.on = as_of.on;
  lanes.lanes.push_back(
      state_lane(view, "Name", [](const SchoolState& state) { return state.name; }));
  lanes.lanes.push_back(state_lane(view, "URN and type", [&](const SchoolState& state) {
    const Reference::Type* type = reference.type(state.type_id.value_or(0));
    return std::to_string(state.urn) + ", " +
           base::lower_ascii(type == nullptr ? "not known" : type->name);
  }));
  lanes.lanes.push_back(state_lane(view, "Authority", [&](const SchoolState& state) {
    const OrganisationRow* authority =
        reference.organisation(OrganisationId{state.authority_id.value_or(0)});
    return authority == nullptr ? std::string("not known") : authority->newest_name;
  }));
  std::map<MembershipClass, web::Lane> classes;
  for (const MembershipRow& row : view.memberships) {
    web::Lane& lane = classes[class_of(row.kind)];
    if (lane.label.empty()) {
      bool trust = class_of(row.kind) == MembershipClass::Trust;
      lane.label = trust ? "Trust" : std::string(kind_label(row.kind));
    }
    lane.segments.push_back(
        {row.membership.period.from(), row.membership.period.until(), row.organisation_name});
  }
  for (auto& [kind, lane] : classes) lanes.lanes.push_back(std::move(lane));
  std::map<std::string, web::Lane> owners;
  for (const ClusterMembershipRow& row : view.clusters) {
    web::Lane& lane = owners[row.cluster.owner_name];
    lane.label = "Cluster";
    lane.note = row.cluster.owner_name;
    lane.segments.push_back({row.membership.period.from(), row.membership.period.until(),
                             row.cluster.letter + " " + row.cluster.name});
  }
  for (auto& [owner, lane] : owners) lanes.lanes.push_back(std::move(lane));
  return lanes;
}

struct Dated {
  base::Date on;
  web::Event event;
};

void add_state_events(const SchoolView& view, std::vector<Dated>& events) {
  bool exact = true;  // of the state at hand
  auto add = [&](base::Date on, std::string title, std::string note) {
    if (!exact) note += (note.empty() ? "" : ". ") + std::string("First seen on this day");
    bool open = on == base::Date::distant_past();
    events.push_back({on, {open ? "Not known" : on.long_form(), Html(title), Html(note)}});
  };
  const SchoolState* before = nullptr;
  for (const SchoolState& state : view.states) {
    base::Date on = state.period.from();
    exact = state.from_exact;
    bool fresh = before == nullptr || !is_open(before->status);
    if (is_open(state.status) && fresh) {
      add(on, "Opened", "URN " + std::to_string(state.urn));
    } else if (before != nullptr && before->urn != state.urn) {
      add(on, "New entry in the national register: URN " + std::to_string(state.urn),
          "Before, it was URN " + std::to_string(before->urn) + ". One school throughout");
    }
    if (before != nullptr && before->name != state.name) {
      add(on, "Renamed " + state.name, "Was " + before->name);
    }
    bool card = state.report_card_on &&
                (before == nullptr || before->report_card_on != state.report_card_on);
    if (card) {
      std::optional<base::Date> day = base::Date::from_number(*state.report_card_on);
      if (day) add(*day, "Inspected: report card", "Its areas stand among the facts");
    }
    exact = state.from_exact;
    if (state.status == Status::Closed && (before == nullptr || is_open(before->status))) {
      add(on, "Closed", state.from_exact ? "Its last day was the day before" : "");
    }
    if (state.status == Status::ProposedToClose && before != nullptr) {
      add(on, "Proposed to close", "");
    }
    exact = true;  // inspections give their own day
    bool inspected = state.ofsted_on && (before == nullptr || before->ofsted_on != state.ofsted_on);
    if (inspected) {
      std::optional<base::Date> day = base::Date::from_number(*state.ofsted_on);
      if (day) add(*day, "Inspected: " + state.ofsted_grade, "Graded inspection");
    }
    before = &state;
  }
}

void add_membership_events(const SchoolView& view, const web::AsOf& as_of,
                           std::vector<Dated>& events) {
  auto add = [&](base::Date on, bool exact, bool join, const std::string& unit, std::string note) {
    if (on == base::Date::distant_past() || on == base::Date::distant_future()) return;
    bool planned = on > as_of.today;
    std::string verb = join ? (planned ? "Joins " : "Joined ") : (planned ? "Leaves " : "Left ");
    if (!exact) note += (note.empty() ? "" : ". ") + std::string("First seen on this day");
    events.push_back({on, {on.long_form(), Html(verb + unit), Html(note), planned}});
  };
  for (const MembershipRow& row : view.memberships) {
    const Membership& membership = row.membership;
    add(membership.period.from(), membership.from_exact, true, row.organisation_name,
        std::string(kind_label(row.kind)));
    add(membership.period.until(), membership.until_exact, false, row.organisation_name,
        std::string(kind_label(row.kind)));
  }
  for (const ClusterMembershipRow& row : view.clusters) {
    std::string name = "cluster " + row.cluster.letter + " " + row.cluster.name;
    const base::Period& period = row.membership.period;
    std::string note = row.cluster.owner_name;
    if (row.membership.funding) note += ". Funding cluster";
    if (row.membership.lead) note += ". Lead school";
    add(period.from(), true, true, name, note);
    add(period.until(), true, false, name, row.cluster.owner_name);
  }
}

Html events_of(const SchoolView& view, const web::AsOf& as_of) {
  std::vector<Dated> dated;
  add_state_events(view, dated);
  add_membership_events(view, as_of, dated);
  std::stable_sort(dated.begin(), dated.end(),
                   [](const Dated& left, const Dated& right) { return left.on > right.on; });
  std::vector<web::Event> events;
  for (Dated& each : dated) events.push_back(std::move(each.event));
  if (events.empty()) {
    return web::empty_state("Nothing is known to have happened here.",
                            Html("Import earlier extracts to see its past."));
  }
  return web::events(events);
}

Html day_panel(const web::Request& request, const web::AsOf& as_of) {
  web::Field field{"day", "Date", "For example, 5 September 2018", "", "on"};
  Html form = web::date_text(field, as_of.on == as_of.today ? "" : as_of.on.long_form());
  form.add(web::button(web::ButtonKind::Secondary, "Show that day"));
  return web::panel("See the school on another day", web::get_form(request.path, {}, form));
}

Html sources_list(const SchoolView& view) {
  std::map<std::string, base::Date> sources;
  for (const SeenFact& fact : view.facts) sources[fact.source] = fact.on;
  std::vector<Html> items;
  for (const auto& [name, on] : sources) {
    items.push_back(Html(name + ", as of " + on.long_form()));
  }
  return items.empty() ? web::none() : web::list(items);
}

base::Result<web::Response> answer(const Context& context, const web::Request& request,
                                   bool timeline) {
  Format format = TRY(format_of(request));
  std::int64_t urn = TRY(urn_of(request));
  AskingVisit asking =
      TRY(visit_asking(*context, request, [urn](const Reference& reference, base::Date) {
        std::optional<SchoolId> id = reference.school_of_urn(urn);
        return id ? school_questions(*id, reference.urns_of(*id)) : std::vector<sql::Question>();
      }));
  Visit& now = asking.now;
  std::optional<SchoolId> id = now.reference->school_of_urn(urn);
  if (!id) return school_not_found(urn);
  SchoolView view = TRY(read_school_view(asking.answers, *now.reference, *id, now.on()));
  std::string name = "school-" + std::to_string(urn);
  if (format == Format::Csv) return csv_response(school_csv(view), name);
  if (format == Format::Json) return json_response(school_json(view));
  web::Page page = school_page(now, view, request, timeline);
  if (timeline) {
    Html right = web::section("h-identifiers", "Identifiers", identifiers_table(view));
    right.add(day_panel(request, now.as_of));
    right.add(web::section("h-sources", "Where this comes from", sources_list(view)));
    page.content = web::section("h-lanes", "The school at a glance",
                                web::lanes(lanes_of(view, now.as_of, *now.reference)));
    page.content.add(
        web::columns(web::Columns::TwoOne,
                     web::section("h-events", "What happened", events_of(view, now.as_of)), right));
  } else {
    Html right;
    if (view.row) {
      MapRequest map{"Where " + view.row->state.name + " is", {&*view.row}};
      map.show_outside = true;
      map.outside_label = "Other schools of " + view.row->authority_name;
      map.width = 400;
      map.height = 320;
      right.add(web::section("h-map", "On the map", TRY(map_of(*context, now, map))));
    }
    right.add(web::section("h-links", "Before and after", links_list(view, now.as_of)));
    right.add(web::section("h-identifiers", "Identifiers", identifiers_table(view)));
    for (const SchoolPanel& each : context->school_panels) {
      right.add(TRY(each(now, request, *id)));
    }
    right.add(TRY(edit_panel(now, request, *id, urn)));
    const bool signed_in = guard::principal_of(request).signed_in;
    Html left = corrections_part(view, now.on(), signed_in);
    page.content = web::columns(web::Columns::TwoOne, left.add(fact_tables(view, now.on())), right);
    page.notice = saved_notice(request);
  }
  return web::render(page, context->site);
}

}  // namespace

void add_school_pages(web::Router& router, const Context& context) {
  router.get("/schools/{urn}", "One school: every fact with its source, on any day",
             "/schools/990871",
             [context](const web::Request& request) { return answer(context, request, false); });
  router.get("/schools/{urn}/timeline",
             "One school through time: names, entries, memberships, what happened",
             "/schools/990871/timeline",
             [context](const web::Request& request) { return answer(context, request, true); });
}

}  // namespace registry
