// /alignment/of/{group}/functions/{code}: one function, its schools and its history;
// /alignment/of/{group}/schools/{urn}: one school, and how far it has come with everything.
#include <algorithm>

#include "base/text.hpp"
#include "delegation/api_alignment.hpp"
#include "delegation/catalogue.hpp"
#include "delegation/pages_alignment.hpp"
#include "delegation/store.hpp"
#include "registry/store_units.hpp"
#include "web/asked.hpp"

namespace delegation {

namespace {

using web::Html;

std::string change_href(const AlignmentVisit& visit, const std::string& change,
                        const std::string& query) {
  return alignment_href(visit.group(), {}, "/change/" + change) + "?" + query;
}

// Who decides each of them can be asked from here.
Html decisions_cell(const Catalogue& catalogue, const FunctionState& state) {
  if (state.decisions.empty()) return web::none();
  std::vector<Html> items;
  for (const std::string& code : state.decisions) {
    const int at = catalogue.decision_called(code);
    if (at < 0) {
      items.emplace_back(code + " (not in the catalogue)");
      continue;
    }
    const Decision& decision = catalogue.decisions[static_cast<std::size_t>(at)];
    items.push_back(
        web::link("/decide?q=" + base::percent_encode(code), Html(code + ", " + decision.title)));
  }
  return web::list(items);
}

Html policy_cell(const FunctionState& state) {
  if (state.policy.empty() && state.link.empty()) return web::none();
  const std::string title = state.policy.empty() ? state.link : state.policy;
  return state.link.empty() ? Html(title) : web::link(state.link, Html(title));
}

// How it is done on the day, for one phase.
Html entry_part(const Catalogue& catalogue, const AlignmentVisit& visit, const AlignedRow& row) {
  const FunctionState& state = *row.state;
  const auto or_none = [](const std::string& text) {
    return text.empty() ? web::none() : Html(text);
  };
  Html approach(label_of(state.approach));
  if (is_shared(state.approach) && row.count.known() > 0) {
    approach.add(web::sub(Html(approach_words(row))));
  }
  Html content = web::facts({
      {"Approach", approach},
      {"How it is done", or_none(state.says)},
      {"Who provides it", or_none(state.provider)},
      {"Direction of travel", direction_cell(state, visit.now.on())},
      {"Lead", lead_cell(visit.picture.leads, state)},
      {"Policy", policy_cell(state)},
      {"Decisions", decisions_cell(catalogue, state)},
      {"Services", or_none(base::join(state.services, ", "))},
      {"Since", web::date(state.from)},
  });
  content.add(
      alignment_findings(visit, visit.picture.view.findings_of(state.code, state.phase), false));
  if (visit.may_edit) {
    const std::string query =
        "code=" + state.code + "&phase=" + std::string(code_of(state.phase)) + "&begin=yes";
    content.add(web::paragraph(
        web::link(change_href(visit, "function", query),
                  Html("Change how it is done, " + base::lower_ascii(label_of(state.phase))))));
  }
  return web::section("h-" + std::string(code_of(state.phase)), label_of(state.phase), content);
}

Html evidence_cell(const AdoptionEntry& adoption) {
  Html html(adoption.evidence.empty() ? "No evidence is noted" : adoption.evidence);
  std::string judged;
  if (!adoption.by.empty())
    judged = "Judged by " + base::lower_ascii(adoption.by.substr(0, 1)) + adoption.by.substr(1);
  if (adoption.judged)
    judged += (judged.empty() ? "Judged on " : " on ") + adoption.judged->long_form();
  return judged.empty() ? html : html.add(web::sub(Html(judged)));
}

Html schools_table(const AlignmentVisit& visit, const std::vector<SchoolAdoption>& schools,
                   const std::string& code, bool signed_in) {
  web::Table table;
  table.caption = "Adoption by school";
  table.columns = {{"School"}, {"How far"}, {"Since"}, {"Evidence", false, true}};
  if (signed_in) table.columns.push_back({"Change"});
  for (const SchoolAdoption& each : schools) {
    const AdoptionEntry* adoption = each.adoption;
    table.rows.push_back({web::cells(
        web::link(aligned_school_href(visit.group(), visit.as_of(), *each.school),
                  Html(each.school->name)),
        adoption_tag(adoption), adoption ? web::date(adoption->since) : web::does_not_apply(),
        adoption ? evidence_cell(*adoption) : web::does_not_apply())});
    if (!signed_in) continue;
    const std::string query = "code=" + code + "&school=" + std::to_string(each.school->urn);
    table.rows.back().cells.push_back(
        web::link(change_href(visit, "adoption", query),
                  join("Note", web::hidden(" how far " + each.school->name + " has come"))));
  }
  return web::table(table);
}

// Each school once, though two phases may speak of it.
std::vector<SchoolAdoption> schools_of(const AlignmentView& view, const std::string& code) {
  std::vector<SchoolAdoption> schools;
  for (const AlignedRow& row : view.rows) {
    if (row.state->code != code || !is_shared(row.state->approach)) continue;
    for (const SchoolAdoption& each : row.schools) {
      const bool known = std::ranges::any_of(
          schools, [&](const SchoolAdoption& other) { return other.school == each.school; });
      if (!known) schools.push_back(each);
    }
  }
  return schools;
}

// One lane for each school: how far it had come when.
Html lanes_part(const AlignmentVisit& visit, const std::string& code) {
  web::Lanes lanes;
  lanes.label = "How far each school had come";
  lanes.today = visit.now.as_of.today;
  lanes.on = visit.now.on();
  for (const SchoolAdoption& each : schools_of(visit.picture.view, code)) {
    std::vector<const AdoptionEntry*> entries;
    for (const AdoptionEntry& one : visit.picture.matrix.adoptions) {
      if (one.withdrawn_at == 0 && one.code == code && one.school == each.school->id) {
        entries.push_back(&one);
      }
    }
    std::ranges::sort(entries, {}, [](const AdoptionEntry* one) { return one->since; });
    web::Lane lane{each.school->name};
    for (std::size_t at = 0; at < entries.size(); ++at) {
      const base::Date until =
          at + 1 < entries.size() ? entries[at + 1]->since : base::Date::distant_future();
      lane.segments.push_back({entries[at]->since, until, std::string(label_of(entries[at]->level)),
                               entries[at]->level != AdoptionLevel::Adopted});
    }
    lanes.lanes.push_back(std::move(lane));
  }
  lanes.now_label = "Adopted";
  lanes.before_label = "Not adopted, or before";
  return lanes.lanes.empty() ? Html() : web::lanes(lanes);
}

Html withdraw_link(const AlignmentVisit& visit, const std::string& change, std::int64_t number) {
  return web::link(change_href(visit, change, "number=" + std::to_string(number)),
                   join("Made by mistake", web::hidden(", entry " + std::to_string(number))));
}

// What was said of it when: entries of all days, and those that were taken back.
Html history_part(const AlignmentVisit& visit, const std::string& code) {
  std::vector<const FunctionState*> states;
  for (const FunctionState& each : visit.picture.matrix.states) {
    if (each.code == code) states.push_back(&each);
  }
  std::ranges::sort(states, [](const FunctionState* one, const FunctionState* other) {
    return std::pair(other->from, other->id) < std::pair(one->from, one->id);
  });
  std::vector<web::Event> events;
  for (const FunctionState* each : states) {
    Html title(std::string(label_of(each->phase)) + ": " +
               base::lower_ascii(label_of(each->approach)));
    if (!each->provider.empty()) title.add(Html(", by " + each->provider));
    Html note(each->says.empty() ? "" : each->says + " ");
    if (!each->target.empty()) {
      note.add(Html("Target: " + each->target +
                    (each->by ? " Due on " + each->by->long_form() + "." : "") + " "));
    }
    note.add(Html("Noted on " + base::moment(each->made_at) + "."));
    if (each->withdrawn_at != 0) {
      title.add(Html(" ")).add(web::tag(web::Tone::Past, "Taken back"));
      note.add(Html(" Taken back on " + base::moment(each->withdrawn_at) + "."));
    } else if (visit.may_edit) {
      note.add(Html(" ")).add(withdraw_link(visit, "withdraw_function", each->id));
    }
    events.push_back({each->from.long_form(), title, note, each->from > visit.now.as_of.today});
  }
  return web::events(events);
}

base::Result<web::Response> function(const Context& context, const web::Request& request) {
  const registry::Format format = TRY(registry::format_of(request));
  const AlignmentVisit visit = TRY(visit_alignment(context, request));
  const std::string& code = request.captured.at("code");
  const auto known = std::ranges::find(visit.picture.matrix.states, code, &FunctionState::code);
  if (known == visit.picture.matrix.states.end()) {
    return base::make_error("alignment_not_found", "The matrix has no function \"" + code + "\".",
                            "code");
  }
  if (format != registry::Format::Html) {
    return registry::json_response(aligned_function_json(visit.picture, code));
  }
  const Catalogue catalogue = TRY(catalogue_in_force(*visit.now.lease));
  std::string title = known->title;
  Html entries;
  for (const AlignedRow& row : visit.picture.view.rows) {
    if (row.state->code != code) continue;
    title = row.state->title;
    entries.add(entry_part(catalogue, visit, row));
  }
  web::Page page =
      alignment_page(visit, title + " in the matrix of " + visit.picture.owner.name, "/functions");
  page.heading = Html(title);
  page.tools = {{"JSON", request.path + request.query.set("format", "json").text()}};
  if (!request.query.get_or("saved", "").empty()) {
    page.notice = Html("Saved.");
  }
  if (entries.empty()) {
    entries = web::empty_state("It was not in the matrix " + visit.as_of().words() + ".",
                               Html("See its history below, or choose another day."));
  }
  page.content = entries;
  const std::vector<SchoolAdoption> schools = schools_of(visit.picture.view, code);
  if (!schools.empty()) {
    const bool signed_in = request.caller && request.caller->signed_in;
    page.content.add(web::section("h-schools", "Adoption by school " + visit.as_of().words(),
                                  schools_table(visit, schools, code, signed_in)));
    page.content.add(web::section("h-lanes", "Adoption over time", lanes_part(visit, code)));
  }
  page.content.add(web::section("h-history", "History", history_part(visit, code)));
  return web::render(page, context->site);
}

// ---- a school -----------------------------------------------------------------------------------

const SchoolAdoption* of_school(const AlignedRow& row, std::int64_t school) {
  const auto found = std::ranges::find_if(
      row.schools, [&](const SchoolAdoption& each) { return each.school->id == school; });
  return found == row.schools.end() ? nullptr : &*found;
}

Html school_table(const AlignmentVisit& visit, const AlignedSchool& school, bool may_edit) {
  web::Table table;
  table.caption = "What is to be common, and how far the school has come";
  table.columns = {{"Function"}, {"How far"}, {"Since"}, {"Evidence", false, true}};
  if (may_edit) {
    table.columns.push_back({"Change"});
    table.columns.push_back({"Take back"});
  }
  for (const AlignedRow& row : visit.picture.view.rows) {
    if (!is_shared(row.state->approach)) continue;
    const SchoolAdoption* each = of_school(row, school.id);
    if (!each) continue;
    const AdoptionEntry* adoption = each->adoption;
    table.rows.push_back({web::cells(
        web::link(aligned_function_href(visit.group(), visit.as_of(), row.state->code),
                  Html(row.state->title)),
        adoption_tag(adoption), adoption ? web::date(adoption->since) : web::does_not_apply(),
        adoption ? evidence_cell(*adoption) : web::does_not_apply())});
    if (!may_edit) continue;
    auto& cells = table.rows.back().cells;
    cells.push_back(
        web::link(change_href(visit, "adoption",
                              "code=" + row.state->code + "&school=" + std::to_string(school.urn)),
                  join("Note", web::hidden(" how far it has come with " + row.state->title))));
    cells.push_back(adoption ? withdraw_link(visit, "withdraw_adoption", adoption->id)
                             : web::does_not_apply());
  }
  if (table.rows.empty()) {
    return web::empty_state("Nothing is to be common here " + visit.as_of().words() + ".",
                            Html("Adoption is asked about where an approach is common."));
  }
  return web::table(table);
}

base::Result<web::Response> school(const Context& context, const web::Request& request) {
  const AlignmentVisit visit = TRY(visit_alignment(context, request));
  const std::int64_t urn = web::captured_number(request, "urn");
  const auto found = std::ranges::find(visit.picture.schools, urn, &AlignedSchool::urn);
  if (found == visit.picture.schools.end()) return registry::school_not_found(urn);
  const guard::UnitPath path = TRY(registry::unit_path_of_school(
      *visit.now.lease, registry::SchoolId{found->id}, context->today()));
  const bool may_edit = guard::shows(request, guard::Action::Edit, path, context->today());
  web::Page page = alignment_page(
      visit, "What " + found->name + " does in common with " + visit.picture.owner.name,
      "/schools");
  if (!request.query.get_or("saved", "").empty()) {
    page.notice = Html("Saved.");
  }
  const MovementPoint now = movement_point(visit.picture.view, context->today());
  for (const MovementPoint::School& each : now.schools) {
    if (each.id != found->id) continue;
    const int adopted = each.count.at(AdoptionLevel::Adopted);
    page.lead = Html("Adopted: " + std::to_string(adopted) + " of " +
                     std::to_string(each.count.schools) + " that are to be common; not known: " +
                     std::to_string(each.count.schools - each.count.known()) + ".");
  }
  std::vector<const AlignmentFinding*> wrong;
  for (const AlignmentFinding& each : visit.picture.view.findings) {
    if (each.trouble == AlignmentTrouble::Drift && std::ranges::count(each.schools, found->id)) {
      wrong.push_back(&each);
    }
  }
  if (!wrong.empty()) {
    page.content.add(web::section("h-wrong", "Falling away", alignment_findings(visit, wrong)));
  }
  page.content.add(school_table(visit, *found, may_edit));
  page.content.add(web::paragraph(web::link(registry::school_href(urn, visit.as_of()),
                                            Html("All that is known of " + found->name))));
  return web::render(page, context->site);
}

}  // namespace

void add_alignment_function_pages(web::Router& router, const Context& context) {
  router.get("/alignment/of/{group}/functions/{code}",
             "One function of an alignment matrix: how it is done, its schools, its history",
             "/alignment/of/1/functions/payroll",
             [context](const web::Request& request) { return function(context, request); });
  router.get("/alignment/of/{group}/schools/{urn}",
             "How far one school has come with what is to be common",
             "/alignment/of/1/schools/990866",
             [context](const web::Request& request) { return school(context, request); });
}

}  // namespace delegation
