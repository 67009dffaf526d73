// /alignment: whose matrices there are, and beginning one; /alignment/of/{group}: the matrix.
#include "delegation/pages_alignment.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "delegation/api_alignment.hpp"
#include "delegation/texts.hpp"
#include "governance/pages.hpp"
#include "governance/store_owner.hpp"
#include "registry/store_units.hpp"
#include "web/form_data.hpp"
#include "web/redirect.hpp"

namespace delegation {

namespace {

using registry::OrganisationId;
using web::Html;

std::string count_words(std::size_t count, std::string_view one, std::string_view many) {
  return registry::count_words(static_cast<std::int64_t>(count), one, many);
}

// ---- whose there are ----------------------------------------------------------------------------

// Groups with bodies here that have none yet, and that the visitor may edit.
base::Result<std::vector<web::Choice>> groups_without(const Context& context,
                                                      const web::Request& request,
                                                      sql::Connection& connection,
                                                      const std::vector<MatrixRow>& rows) {
  std::vector<web::Choice> choices;
  for (const governance::OwnerRow& each : TRY(governance::owners(connection, context->today()))) {
    if (std::ranges::find(rows, each.id, &MatrixRow::group) != rows.end()) continue;
    const guard::UnitPath path = TRY(registry::unit_path_of_group(connection, each.id));
    if (!guard::shows(request, guard::Action::Edit, path, context->today())) continue;
    choices.push_back({std::to_string(each.id.value), each.name});
  }
  return choices;
}

Html begin_form(const web::Request& request, const std::vector<web::Choice>& choices,
                const web::NamedValues& typed, const std::optional<base::Error>& error) {
  const auto wrong = [&](std::string_view field) {
    return error && error->field == field ? error->message : std::string();
  };
  Html fields = web::select({.id = "group", .label = "Group or authority", .error = wrong("group")},
                            choices, typed.get_or("group", ""));
  fields.add(web::date_text({.id = "start",
                             .label = "First day",
                             .hint = "Of which the sample speaks; days of targets count from it",
                             .error = wrong("start")},
                            typed.get_or("start", "")));
  fields.add(web::button(web::ButtonKind::Main, "See what will be noted"));
  return web::post_form("/alignment/begin", *request.caller, {}, fields);
}

base::Result<web::Response> list(const Context& context, const web::Request& request,
                                 const web::NamedValues& typed,
                                 const std::optional<base::Error>& error) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const std::vector<MatrixRow> rows = TRY(alignment_matrices(*lease));
  web::Page page = registry::plain_page(*context, request, "What schools do in common");
  page.section = "Decisions";
  if (error) web::show_error(page, *error);
  page.lead = Html(
      "An alignment matrix says which functions the schools of a group have in common, which are "
      "each school's own, and where that is going.");
  std::vector<web::Item> items;
  for (const MatrixRow& each : rows) {
    items.push_back(
        {web::link(alignment_href(each.group, {}), Html(each.name)),
         Html(each.title + ", " + registry::count_words(each.functions, "function", "functions"))});
  }
  const auto choices = TRY(groups_without(context, request, *lease, rows));
  page.content =
      rows.empty()
          ? web::empty_state("No group has an alignment matrix yet.",
                             Html(choices.empty() ? "Who may edit a group with boards here can "
                                                    "begin one from a sample."
                                                  : "Begin one from the sample below."))
          : web::items(items);
  if (!choices.empty()) {
    page.content.add(web::section(
        "h-begin", "Begin one from the sample",
        web::paragraph(Html("The sample has some forty functions, from oversight to complaints. "
                            "Everything in it can be changed afterwards."))
            .add(begin_form(request, choices, typed, error))));
  }
  return web::render(page, context->site);
}

struct Beginning {
  OrganisationId group;
  base::Date start;
  AlignmentMatrix matrix;
};
base::Result<Beginning> beginning_of(const Context& context, const web::NamedValues& typed) {
  Beginning made;
  const auto number = base::parse_integer(typed.get_or("group", ""));
  if (!number) return base::make_error("bad_alignment", "Choose a group.", "group");
  made.group = OrganisationId{*number};
  made.start = TRY(web::date_field(typed, "start", context->today()));
  made.matrix = TRY(read_alignment(shipped_alignment_text(), made.start));
  return made;
}

base::Result<web::Response> confirm_beginning(const Context& context, const web::Request& request,
                                              const Beginning& made, std::size_t entries) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const registry::Reference reference = TRY(registry::Reference::read(*lease));
  web::Page page = registry::plain_page(*context, request, "Check what will be noted");
  page.section = "Decisions";
  page.breadcrumbs = {{"What schools do in common", "/alignment"}};
  page.lead = Html(count_words(entries, "entry", "entries") + " of the sample would be noted for " +
                   std::string(reference.name_of(made.group, made.start)) + ", from " +
                   made.start.long_form() + " on.");
  Html buttons = web::button(web::ButtonKind::Main, "Begin the matrix", "step", "save");
  buttons.add(web::button(web::ButtonKind::Secondary, "Change something", "step", "edit"));
  page.content.add(web::post_form(
      "/alignment/begin", *request.caller,
      {{"group", std::to_string(made.group.value)}, {"start", made.start.long_form()}},
      web::button_group(buttons)));
  return web::render(page, context->site);
}

base::Result<web::Response> begin(const Context& context, const web::Request& request) {
  const web::FormData typed = TRY(web::read_form(request));
  const std::string_view step = typed.get_or("step", "");
  if (step == "edit") return list(context, request, typed, std::nullopt);
  const base::Result<Beginning> made = beginning_of(context, typed);
  if (!made.ok()) return list(context, request, typed, made.error());
  base::Result<AlignmentOutcome> done = base::make_error("not_found", "");
  {
    const sql::Lease lease = TRY(context->catalogue->database().write());
    done = import_alignment(*lease, made.value().group, made.value().matrix, true,
                            governance::writing_of(context, request, ""),
                            governance::may_of(request, context->today()),
                            step == "save" ? governance::Keep::All : governance::Keep::Nothing);
  }
  if (!done.ok()) {
    if (done.error().code == "alignment_exists") {
      return list(context, request, typed, done.error());
    }
    return done.error();
  }
  if (step == "save") return web::redirect(alignment_href(made.value().group, {}) + "?saved=1");
  return confirm_beginning(context, request, made.value(), done.value().what.size());
}

// ---- the matrix ---------------------------------------------------------------------------------

AlignmentFilter filter_of(const web::Query& query) {
  return {area_of(query.get_or("area", "")), aligned_phase_of(query.get_or("phase", "")),
          approach_of(query.get_or("approach", "")), query.get_or("motion", "") == "yes"};
}

// Plain links, one line for each thing that can be chosen; what is chosen is said, not linked.
class Filters {
 public:
  Filters(const AlignmentVisit& visit, const web::Request& request)
      : path_(request.path), query_(request.query), rows_(visit.picture.view.rows) {}

  Html draw() {
    std::vector<std::pair<std::string, std::string>> all;
    for (int at = 0; at < areas; ++at) all.push_back(pair(static_cast<Area>(at)));
    Html html = line("area", "Area", all);
    all.clear();
    for (int at = 1; at < aligned_phases; ++at) all.push_back(pair(static_cast<AlignedPhase>(at)));
    html.add(line("phase", "Phase", all));
    all.clear();
    for (int at = 0; at + 1 < approaches; ++at) all.push_back(pair(static_cast<Approach>(at)));
    html.add(line("approach", "Approach", all));
    html.add(line("motion", "This school year", {{"yes", "In motion"}}));
    return web::el("nav", {{"class", "gh-noprint"}, {"aria-label", "Which functions are shown"}},
                   html);
  }

 private:
  template <typename Kind>
  static std::pair<std::string, std::string> pair(Kind kind) {
    return {std::string(code_of(kind)), std::string(label_of(kind))};
  }

  Html line(std::string_view name, std::string_view label,
            const std::vector<std::pair<std::string, std::string>>& choices) const {
    const std::string_view chosen = query_.get_or(name, "");
    Html html = web::el("b", {}, std::string(label) + ": ");
    html.add(choice(name, "", "All", chosen.empty()));
    for (const auto& [code, words] : choices) {
      html.add(Html(" · ")).add(choice(name, code, words, chosen == code));
    }
    return web::el("p", {{"class", "govuk-body"}}, html);
  }

  Html choice(std::string_view name, const std::string& code, const std::string& words,
              bool chosen) const {
    if (chosen) return web::el("span", {{"aria-current", "true"}}, words);
    return web::link(path_ + query_.set(name, code).set("saved", "").text(), Html(words));
  }

  const std::string& path_;
  const web::Query& query_;
  const std::vector<AlignedRow>& rows_;
};

Html approach_cell(const AlignmentVisit& visit, const AlignedRow& row) {
  Html html(label_of(row.state->approach));
  if (is_shared(row.state->approach) && row.count.known() > 0) {
    html.add(web::sub(Html(approach_words(row))));
  }
  for (const AlignmentFinding* each :
       visit.picture.view.findings_of(row.state->code, row.state->phase)) {
    if (tone_of(each->trouble) == web::Tone::Info) continue;
    html.add(Html(" ")).add(web::tag(tone_of(each->trouble), label_of(each->trouble)));
  }
  return html;
}

Html area_table(const AlignmentVisit& visit, Area area, const AlignmentFilter& filter) {
  web::Table table;
  table.caption = std::string(label_of(area));
  table.columns = {{"Function", false, true},
                   {"Phase"},
                   {"Approach"},
                   {"Direction of travel", false, true},
                   {"Lead"}};
  for (const AlignedRow& row : visit.picture.view.rows) {
    if (row.state->area != area || !filter.takes(visit.picture.view, row)) continue;
    Html name = web::link(aligned_function_href(visit.group(), visit.as_of(), row.state->code),
                          Html(row.state->title));
    name.add(web::sub(Html(row.state->says)));
    table.rows.push_back({web::cells(
        name, Html(label_of(row.state->phase)), approach_cell(visit, row),
        direction_cell(*row.state, visit.now.on()), lead_cell(visit.picture.leads, *row.state))});
  }
  if (table.rows.empty()) return {};
  return web::section("h-" + std::string(code_of(area)), label_of(area), web::table(table));
}

Html motion_part(const AlignmentVisit& visit) {
  std::vector<web::Event> events;
  std::size_t adopted = 0;
  for (const Motion& each : visit.picture.view.motion) {
    if (each.kind == MotionKind::Adopted) ++adopted;
    if (each.kind == MotionKind::Begins || each.kind == MotionKind::Adopted) continue;
    Html title =
        web::link(aligned_function_href(visit.group(), visit.as_of(), each.code), Html(each.what));
    events.push_back(
        {each.on.long_form(), title, Html(label_of(each.kind)), each.on > visit.now.on()});
  }
  Html html = events.empty() ? web::paragraph(Html("No target is due and nothing changes in this "
                                                   "school year."))
                             : web::events(events);
  if (adopted > 0) {
    html.add(web::paragraph(
        web::link(alignment_href(visit.group(), visit.as_of(), "/open") + "#h-adopted",
                  Html(count_words(adopted, "function was", "functions were") +
                       " adopted by further schools in this school year"))));
  }
  return html;
}

std::string year_name(const base::Period& year) {
  return std::to_string(year.from().year()) + " to " + std::to_string(year.from().year() + 1);
}

std::string summary(const AlignmentView& view) {
  std::array<int, approaches> of{};
  for (const AlignedRow& row : view.rows) ++of[static_cast<std::size_t>(row.state->approach)];
  std::vector<std::string> parts;
  for (int at = 0; at < approaches; ++at) {
    const int number = of[static_cast<std::size_t>(at)];
    if (number == 0) continue;
    parts.push_back(std::to_string(number) + " " +
                    base::lower_ascii(label_of(static_cast<Approach>(at))));
  }
  std::string words =
      count_words(view.rows.size(), "entry", "entries") + " hold: " + base::join(parts, ", ") + ".";
  const auto grave = std::ranges::count_if(view.findings, [](const AlignmentFinding& each) {
    return tone_of(each.trouble) == web::Tone::Bad;
  });
  return words + " " +
         (grave == 0 ? "Nothing is overdue and nothing falls away."
                     : count_words(static_cast<std::size_t>(grave), "thing needs", "things need") +
                           " attention.");
}

Html matrix_part(const AlignmentVisit& visit, const web::Request& request) {
  const AlignmentFilter filter = filter_of(request.query);
  Html html = Filters(visit, request).draw();
  Html tables;
  for (int at = 0; at < areas; ++at) tables.add(area_table(visit, static_cast<Area>(at), filter));
  if (tables.empty()) {
    tables = web::empty_state("No function is like that " + visit.as_of().words() + ".",
                              Html("Choose less, or another day."));
  }
  return html.add(tables);
}

Html ways(const AlignmentVisit& visit) {
  const auto change = [&](const char* code) {
    return alignment_href(visit.group(), {}, "/change/" + std::string(code));
  };
  std::vector<Html> items;
  if (visit.may_edit) {
    items.push_back(web::link(change("function"), Html("Add a function")));
    items.push_back(web::link(change("heading"), Html("Its title, and when evidence is old")));
  }
  items.push_back(web::link(change("adoption"), Html("Note how far a school has come")));
  return web::section("h-ways", "Change it", web::list(items));
}

base::Result<web::Response> matrix(const Context& context, const web::Request& request) {
  const registry::Format format = TRY(registry::format_of(request));
  const AlignmentVisit visit = TRY(visit_alignment(context, request));
  const AlignmentFilter filter = filter_of(request.query);
  if (format == registry::Format::Csv) {
    return registry::csv_response(alignment_csv(visit.picture, filter), "alignment");
  }
  if (format == registry::Format::Json) {
    return registry::json_response(alignment_json(visit.picture, filter));
  }
  web::Page page = alignment_page(
      visit, "What the schools of " + visit.picture.owner.name + " do in common", "");
  page.tools = registry::format_links(request);
  page.lead = Html(summary(visit.picture.view));
  if (!request.query.get_or("saved", "").empty()) {
    page.notice = Html("Saved.");
  }
  std::vector<const AlignmentFinding*> grave;
  for (const AlignmentFinding& each : visit.picture.view.findings) {
    if (tone_of(each.trouble) == web::Tone::Bad) grave.push_back(&each);
  }
  if (!grave.empty()) {
    page.content.add(
        web::section("h-wrong", "What needs attention", alignment_findings(visit, grave)));
  }
  if (const std::size_t more = visit.picture.view.findings.size() - grave.size(); more > 0) {
    page.content.add(web::paragraph(
        web::link(alignment_href(visit.group(), visit.as_of(), "/open"),
                  Html(count_words(more, "further thing is open", "further things are open")))));
  }
  page.content.add(
      web::section("h-matrix", "The matrix " + visit.as_of().words(), matrix_part(visit, request)));
  page.content.add(web::section("h-motion", "In motion in " + year_name(visit.picture.view.year),
                                motion_part(visit)));
  if (request.caller && request.caller->signed_in) page.content.add(ways(visit));
  return web::render(page, context->site);
}

// ---- what is open -------------------------------------------------------------------------------

Html open_table(const AlignmentVisit& visit) {
  web::Table table;
  table.caption = "What is open";
  table.columns = {{"Function"}, {"What"}, {"In words", false, true}, {"Since"}};
  for (const AlignmentFinding& each : visit.picture.view.findings) {
    const AlignedRow* row = visit.picture.view.row(each.code, each.phase);
    Html words(each.what);
    words.add(web::sub(Html(each.mend)));
    table.rows.push_back({web::cells(
        web::link(aligned_function_href(visit.group(), visit.as_of(), each.code),
                  Html(row->state->title)),
        web::tag(tone_of(each.trouble), label_of(each.trouble)), words, web::date(each.since))});
  }
  if (table.rows.empty()) {
    return web::empty_state("Nothing is open " + visit.as_of().words() + ".",
                            Html("Targets are met or ahead, and what is to be common is."));
  }
  return web::table(table);
}

base::Result<web::Response> open(const Context& context, const web::Request& request) {
  const AlignmentVisit visit = TRY(visit_alignment(context, request));
  web::Page page =
      alignment_page(visit, "What is open in the matrix of " + visit.picture.owner.name, "/open");
  page.content = open_table(visit);
  std::vector<Html> adopted;
  for (const Motion& each : visit.picture.view.motion) {
    if (each.kind == MotionKind::Adopted) adopted.emplace_back(each.what);
  }
  if (!adopted.empty()) {
    page.content.add(web::section(
        "h-adopted", "Adopted by further schools in " + year_name(visit.picture.view.year),
        web::list(adopted)));
  }
  return web::render(page, context->site);
}

// On the page of a group or authority: the way to its matrix, where it has one.
base::Result<Html> owner_panel(registry::Visit& visit, const registry::OrganisationRow& row) {
  const auto found = alignment_matrix_of(*visit.lease, row.id);
  if (!found.ok()) {
    if (found.error().code == "alignment_not_found") return Html();
    return found.error();
  }
  return web::section(
      "h-alignment", found.value().title,
      web::list({web::link(alignment_href(row.id, visit.as_of),
                           Html("What its schools do in common, and where that is going"))}));
}

// On the page of a school: how far it has come in the matrices of those whom it belongs to.
base::Result<Html> school_panel(registry::Visit& visit, registry::SchoolId school) {
  const std::vector<MatrixRow> rows = TRY(alignment_matrices(*visit.lease));
  const auto known = TRY(visit.store.school(school, visit.on()));
  if (rows.empty() || !known) return Html();
  std::vector<Html> links;
  for (const guard::Unit& unit :
       TRY(registry::unit_path_of_school(*visit.lease, school, visit.on()))) {
    const bool owner =
        unit.kind == guard::UnitKind::Group || unit.kind == guard::UnitKind::Authority;
    const auto row =
        std::ranges::find(rows, unit.id, [](const MatrixRow& each) { return each.group.value; });
    if (!owner || row == rows.end()) continue;
    if (row->authority && (known->academy || !known->state_funded)) continue;
    links.push_back(web::link(
        alignment_href(row->group, visit.as_of, "/schools/" + std::to_string(known->state.urn)),
        Html("What it does in common with " + row->name)));
  }
  return links.empty() ? Html() : web::section("h-alignment", "In common", web::list(links));
}

}  // namespace

void add_alignment_pages(web::Router& router, const Context& context) {
  context->school_panels.push_back(
      [](registry::Visit& visit, const web::Request&, registry::SchoolId school) {
        return school_panel(visit, school);
      });
  context->owner_panels.push_back(
      [](registry::Visit& visit, const web::Request&, const registry::OrganisationRow& row) {
        return owner_panel(visit, row);
      });
  router.get("/alignment", "Alignment matrices: what the schools of a group do in common",
             "/alignment", [context](const web::Request& request) {
               return list(context, request, request.query, std::nullopt);
             });
  router.post("/alignment/begin", "Begins an alignment matrix from the sample", "/alignment/begin",
              "group=1&start=1+September+2025&step=save", web::Audience::Member,
              [context](const web::Request& request) { return begin(context, request); });
  router.get("/alignment/of/{group}",
             "The alignment matrix of a group: functions by area and phase, what is in motion",
             "/alignment/of/1",
             [context](const web::Request& request) { return matrix(context, request); });
  router.get("/alignment/of/{group}/open",
             "What is overdue, falls away, is not adopted or not known in an alignment matrix",
             "/alignment/of/1/open",
             [context](const web::Request& request) { return open(context, request); });
}

}  // namespace delegation
