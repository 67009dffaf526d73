// Drafts of schemes: begun, changed as text or clause by clause, checked while one types, adopted
// or dropped; and reviews of schools.
#include <algorithm>

#include "base/text.hpp"
#include "delegation/pages.hpp"
#include "delegation/samples.hpp"
#include "delegation/store_difference.hpp"
#include "governance/store.hpp"
#include "governance/store_meeting.hpp"
#include "governance/store_names.hpp"
#include "web/asked.hpp"
#include "web/form_data.hpp"
#include "web/redirect.hpp"

namespace delegation {

namespace {

using registry::OrganisationId;
using web::Html;

// The text of a scheme may be long.
constexpr web::FormLimits text_limits = {200, 512 * 1024};

base::Result<std::string> owner_name(sql::Connection& connection, OrganisationId owner) {
  return governance::name_of(connection, {governance::PlaceKind::Group, owner.value});
}

// May schemes of the owner be changed by who asks? Error: not_allowed.
base::Status require_edit(const Context& context, const web::Request& request,
                          sql::Connection& connection, OrganisationId owner) {
  TRY(writing_for(context, request, connection, owner));
  return {};
}

web::Page draft_page(const Context& context, const web::Request& request, std::string title,
                     const VersionRow& row) {
  web::Page page = registry::plain_page(*context, request, std::move(title));
  page.section = "Decisions";
  page.breadcrumbs = {{"Schemes of delegation", "/schemes"},
                      {row.layer.owner_name, schemes_href(row.layer.owner, {})},
                      {"Version " + row.version, version_href(row.id)}};
  return page;
}

// The words of a scheme's text, from the catalogue that reads it.
Html words_part(const Catalogue& catalogue) {
  std::vector<Html> lines = {
      Html("clause 4.7: begins a clause; on: its decisions by code, or a domain, or all; when: "
           "where it holds; says: in the words of its authors"),
      Html("decides, recommends, consulted 10 days, informed, carries out, reports 30 days to "
           "board: what a level does; several with commas"),
      Html("withdrawal W1, with of, to, on, from, until, why and ends when: powers that are taken "
           "back for a time"),
      Html("retained: who decides what no clause speaks of; falls: to whom the powers of a level "
           "fall that is vacant")};
  std::vector<std::string> levels;
  for (const Level& each : catalogue.levels) levels.push_back(each.code + " (" + each.label + ")");
  lines.push_back(Html("Levels: " + base::join(levels, ", ")));
  std::vector<std::string> facts;
  for (const FactInfo& each : catalogue.facts) {
    facts.push_back(each.code + " (" + base::lower_ascii(each.label) + ")");
  }
  lines.push_back(
      Html("Facts, as in amount over 5000 up to 25000; shared yes: " + base::join(facts, ", ")));
  Html html = web::list(lines);
  html.add(web::paragraph(
      web::link("/schemes/catalogue", Html("The decisions and their codes, domain by domain"))));
  return web::el("details", {{"class", "gh-more"}}, web::el("summary", {}, "The words of a scheme"),
                 html);
}

// ---- begin --------------------------------------------------------------------------------------

struct Begun {
  std::string sample;
  std::string unit;
  std::string content;
};

base::Result<web::Response> begin_form(const Context& context, const web::Request& request,
                                       OrganisationId owner, const Begun& typed,
                                       const std::optional<base::Error>& error) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  TRY(require_edit(context, request, *lease, owner));
  const std::string name = TRY(owner_name(*lease, owner));
  web::Page page = registry::plain_page(*context, request, "Begin a scheme of " + name);
  page.section = "Decisions";
  page.breadcrumbs = {{"Schemes of delegation", "/schemes"}, {name, schemes_href(owner, {})}};
  page.lead = Html(
      "It begins as a draft, which nobody is held to. You change it, look at what is wrong with "
      "it, and adopt it when the board has resolved so.");
  if (error) web::show_error(page, *error);
  const auto error_of = [&](std::string_view field) {
    return error && error->field == field ? error->message : std::string();
  };
  std::vector<web::Choice> choices = {{"", "The text below"}};
  for (const Sample& each : samples()) {
    choices.push_back({std::string(each.name), std::string(each.about)});
  }
  for (const VersionRow& row : TRY(versions_of(*lease, owner))) {
    if (row.state != VersionState::Adopted) continue;
    choices.push_back({"version " + std::to_string(row.id.value),
                       "A further version of " + row.layer.code + ", from version " + row.version});
  }
  Html fields = web::select({.id = "sample", .label = "Begin with"}, choices, typed.sample);
  fields.add(unit_input(typed.unit, error_of("unit")));
  fields.add(web::text_area({.id = "content",
                             .label = "Or a text of your own",
                             .hint = "In the words below",
                             .error = error_of("content")},
                            typed.content, 12));
  fields.add(words_part(TRY(catalogue_in_force(*lease))));
  fields.add(web::button(web::ButtonKind::Main, "Begin the draft"));
  page.content.add(web::post_form("/schemes/of/" + std::to_string(owner.value) + "/begin",
                                  *request.caller, {}, fields));
  return web::render(page, context->site);
}

// That of a sample, or what was typed.
base::Result<std::string> begun_text(const Begun& typed) {
  if (typed.sample.empty()) return typed.content;
  if (const auto text = sample_called(typed.sample)) return std::string(*text);
  return base::make_error("scheme_not_found", "There is no sample \"" + typed.sample + "\".",
                          "sample");
}

base::Result<VersionId> begun(const Context& context, const web::Request& request,
                              OrganisationId owner, const Begun& typed) {
  const sql::Lease lease = TRY(context->catalogue->database().write());
  const governance::Writing writing = TRY(writing_for(context, request, *lease, owner));
  constexpr std::string_view further = "version ";
  if (typed.sample.starts_with(further)) {
    const VersionId id{base::parse_integer(typed.sample.substr(further.size())).value_or(0)};
    const NewDraft draft = TRY(further_version(*lease, id, context->today()));
    // Of this owner alone: it is for its schemes that who asks was let in.
    if (draft.owner == owner) return begin_draft(*lease, draft, writing);
    return base::make_error("scheme_not_found", "That version is not of this group.", "sample");
  }
  const NewDraft draft{owner, TRY(unit_typed(*lease, typed.unit, context->today())),
                       TRY(begun_text(typed))};
  return begin_draft(*lease, draft, writing);
}

base::Result<web::Response> begin(const Context& context, const web::Request& request) {
  const OrganisationId owner{web::captured_number(request, "organisation")};
  const web::FormData form = TRY(web::read_form(request, text_limits));
  const Begun typed{std::string(form.get_or("sample", "")),
                    std::string(base::trim(form.get_or("unit", ""))),
                    std::string(form.get_or("content", ""))};
  const auto made = begun(context, request, owner, typed);
  if (made.ok()) return web::redirect(version_href(made.value()) + "/edit");
  if (made.error().kind == base::ErrorKind::Unavailable || made.error().code == "not_allowed") {
    return made.error();
  }
  return begin_form(context, request, owner, typed, made.error());
}

// ---- change as text -----------------------------------------------------------------------------

base::Result<VersionRow> draft_of(sql::Connection& connection, const web::Request& request) {
  VersionRow row =
      TRY(version_row(connection, VersionId{web::captured_number(request, "version")}));
  if (row.state == VersionState::Draft) return row;
  return base::make_error("scheme_conflict", "Version " + row.version + " of " + row.layer.code +
                                                 " is no draft, and is not changed any more.");
}

struct Typed {
  std::string content;
  std::int64_t seen = 0;
};

// Where the answer to what is typed stands.
Html checked_part(const Html& inside) {
  return web::el("div", {{"id", "checked"}, {"aria-live", "polite"}},
                 web::section("h-checked", "What is wrong with it", inside));
}

// What is wrong with the text as it stands in the form.
base::Result<Html> check_part(sql::Connection& connection, VersionRow row,
                              const std::string& content) {
  const Catalogue catalogue = TRY(catalogue_in_force(connection));
  const auto scheme = read_scheme(catalogue, content);
  Html inside;
  if (scheme.ok()) {
    row.content = content;
    row.from = scheme.value().from;
    const auto checked = check_version(connection, row);
    if (!checked.ok() && checked.error().kind == base::ErrorKind::Unavailable) {
      return checked.error();
    }
    inside = checked.ok() ? faults_part(checked.value())
                          : web::finding(web::Tone::Bad, checked.error().message, Html());
  } else {
    inside = web::finding(web::Tone::Bad, scheme.error().message,
                          Html("Until that is mended, nothing else can be looked at."));
  }
  return checked_part(inside);
}

// The draft as a matrix whose clauses are links to change them.
Html clauses_part(const Catalogue& catalogue, const VersionRow& row) {
  const auto scheme = read_scheme(catalogue, row.content);
  if (!scheme.ok()) return {};
  Html html = legend();
  for (const Domain& domain : catalogue.domains) {
    html.add(domain_part(
        domain, matrix_table(catalogue, scheme.value(), domain,
                             {version_told(row, scheme.value()), domain.label, row.from}, row.id)));
  }
  html.add(web::paragraph(
      web::link(version_href(row.id) + "/clause", Html("Add a clause on a whole domain, or all"))));
  return web::section("h-clauses", "Clause by clause", html);
}

base::Result<web::Response> edit_form(const Context& context, const web::Request& request,
                                      const std::optional<Typed>& typed,
                                      const std::optional<base::Error>& error) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const VersionRow row = TRY(draft_of(*lease, request));
  TRY(require_edit(context, request, *lease, row.layer.owner));
  web::Page page = draft_page(
      context, request, "Change the draft of " + row.layer.code + ", version " + row.version, row);
  if (error) web::show_error(page, *error);
  if (!request.query.get_or("saved", "").empty()) {
    page.notice = Html("The draft is saved.");
  }
  const std::string content = typed ? typed->content : row.content;
  Html fields = web::text_area({.id = "content",
                                .label = "The scheme as text",
                                .hint = "Clauses say who does what, in the words below",
                                .error = error ? error->message : ""},
                               content, 28);
  // What was typed is looked at before it is saved.
  Html buttons = web::button(typed ? web::ButtonKind::Secondary : web::ButtonKind::Main,
                             "See what is wrong with it", "step", "check");
  if (typed) buttons.add(web::button(web::ButtonKind::Main, "Save the draft", "step", "save"));
  fields.add(web::button_group(buttons));
  const std::int64_t seen = typed ? typed->seen : row.revision;
  const std::string action = version_href(row.id) + "/edit";
  const Catalogue catalogue = TRY(catalogue_in_force(*lease));
  fields.add(words_part(catalogue));
  Html form =
      web::el("div", {{"data-check", action}, {"data-check-into", "checked"}},
              web::post_form(action, *request.caller, {{"seen", std::to_string(seen)}}, fields));
  page.content.add(
      web::columns(web::Columns::ThreeTwo, form, TRY(check_part(*lease, row, content))));
  page.content.add(clauses_part(catalogue, row));
  return web::render(page, context->site);
}

base::Result<Typed> typed_of(const web::Request& request) {
  const web::FormData form = TRY(web::read_form(request, text_limits));
  return Typed{std::string(form.get_or("content", "")),
               base::parse_integer(form.get_or("seen", "")).value_or(-1)};
}

base::Result<web::Response> edit(const Context& context, const web::Request& request) {
  const web::FormData form = TRY(web::read_form(request, text_limits));
  const Typed typed = TRY(typed_of(request));
  if (form.get_or("step", "") != "save") {
    return edit_form(context, request, typed, std::nullopt);
  }
  base::Status saved;
  VersionId id{web::captured_number(request, "version")};
  {
    const sql::Lease lease = TRY(context->catalogue->database().write());
    const VersionRow row = TRY(version_row(*lease, id));
    const governance::Writing writing = TRY(writing_for(context, request, *lease, row.layer.owner));
    saved = save_draft(*lease, id, typed.seen, typed.content, writing);
  }
  if (saved.ok()) return web::redirect(version_href(id) + "/edit?saved=1");
  if (saved.error().kind == base::ErrorKind::Unavailable) return saved.error();
  return edit_form(context, request, typed, saved.error());
}

// ---- one clause ---------------------------------------------------------------------------------

// A clause as its fields say it: block lines of the scheme's text.
struct ClauseTyped {
  std::string code;
  std::string on;
  std::string when;
  std::string says;
  std::vector<std::string> levels;  // in the order of the catalogue
};

ClauseTyped typed_of(const Catalogue& catalogue, const Clause& clause) {
  ClauseTyped typed;
  typed.code = clause.code;
  std::vector<std::string> codes;
  for (const int each : clause.decisions) {
    codes.push_back(catalogue.decisions[static_cast<std::size_t>(each)].code);
  }
  typed.on = base::join(codes, ", ");
  if (codes.empty()) typed.on = clause.domain.empty() ? "all" : "domain " + clause.domain;
  typed.when = condition_text(catalogue.facts, clause.when);
  typed.says = clause.says;
  for (int level = 0; level < static_cast<int>(catalogue.levels.size()); ++level) {
    typed.levels.push_back(level_words(catalogue, clause, level));
  }
  return typed;
}

std::string clause_block(const Catalogue& catalogue, const ClauseTyped& typed) {
  const auto one_line = [](const std::string& text) {
    std::string line = text;
    std::ranges::replace(line, '\n', ' ');
    std::ranges::replace(line, '\r', ' ');
    return line;
  };
  std::string text = "clause " + one_line(typed.code) + "\non: " + one_line(typed.on) + "\n";
  if (!typed.when.empty()) text += "when: " + one_line(typed.when) + "\n";
  for (std::size_t level = 0; level < catalogue.levels.size(); ++level) {
    if (typed.levels[level].empty()) continue;
    text += catalogue.levels[level].code + ": " + one_line(typed.levels[level]) + "\n";
  }
  if (!typed.says.empty()) text += "says: " + one_line(typed.says) + "\n";
  return text;
}

std::string level_field(const Level& level) { return "level_" + level.code; }

// An error of the clause's block, at the field that its line came from; its line is nowhere seen.
base::Error of_field(base::Error error, std::string_view head, std::string_view block) {
  constexpr std::string_view before = "Scheme, line ";
  const std::size_t colon = error.message.find(": ");
  if (!error.message.starts_with(before) || colon == std::string::npos) return error;
  const auto line = base::parse_integer(error.message.substr(before.size(), colon - before.size()));
  error.message.erase(0, colon + 2);
  char& first = error.message.front();
  if (first >= 'a' && first <= 'z') first = static_cast<char>(first - 'a' + 'A');
  const std::int64_t skipped = std::ranges::count(head, '\n');
  const std::vector<std::string_view> lines = base::split(block, '\n');
  const std::int64_t at = line.value_or(0) - skipped - 1;
  if (at < 0 || at >= static_cast<std::int64_t>(lines.size())) return error;
  const std::string_view text = lines[static_cast<std::size_t>(at)];
  const std::string key(text.substr(0, text.find_first_of(": ")));
  const bool own = key == "on" || key == "when" || key == "says";
  error.field = key == "clause" ? "code" : own ? key : "level_" + key;
  return error;
}

// The draft's text with the clause in its place, or without it.
base::Result<std::string> text_with(const Catalogue& catalogue, const VersionRow& row,
                                    const std::string& code,
                                    const std::optional<ClauseTyped>& typed) {
  Scheme scheme = TRY(read_scheme(catalogue, row.content));
  const auto found = std::ranges::find(scheme.clauses, code, &Clause::code);
  if (!typed) {
    if (found != scheme.clauses.end()) scheme.clauses.erase(found);
    return scheme_text(catalogue, scheme);
  }
  // Read by itself beneath the same head, so that an error is one of this clause.
  Scheme alone = scheme;
  alone.clauses.clear();
  alone.withdrawals.clear();
  const std::string head = scheme_text(catalogue, alone) + "\n\n";
  const std::string block = clause_block(catalogue, *typed);
  const auto read = read_scheme(catalogue, head + block);
  if (!read.ok()) return of_field(read.error(), head, block);
  const Clause& made = read.value().clauses.front();
  const auto other = std::ranges::find(scheme.clauses, made.code, &Clause::code);
  if (other != scheme.clauses.end() && other != found) {
    return base::make_error("bad_scheme", "There is a clause " + made.code + " already.", "code");
  }
  if (found != scheme.clauses.end()) {
    *found = made;
  } else {
    scheme.clauses.push_back(made);
  }
  return scheme_text(catalogue, scheme);
}

// The decisions behind codes that were typed, by name.
Html decisions_named(const Catalogue& catalogue, const std::string& on) {
  std::vector<Html> lines;
  for (const std::string_view each : base::split(on, ',')) {
    const int at = catalogue.decision_called(base::trim(each));
    if (at < 0) continue;
    const Decision& decision = catalogue.decisions[static_cast<std::size_t>(at)];
    lines.emplace_back(decision.code + ": " + decision.title);
  }
  return lines.empty() ? Html() : web::list(lines);
}

Html clause_fields(const Catalogue& catalogue, const Scheme& scheme, const ClauseTyped& shown,
                   const std::optional<base::Error>& error) {
  const auto error_of = [&](std::string_view field) {
    return error && error->field == field ? error->message : std::string();
  };
  Html fields =
      web::text_input({.id = "code", .label = "Number of the clause", .error = error_of("code")},
                      shown.code, web::Width::Ten);
  fields.add(web::text_input({.id = "on",
                              .label = "On which decisions",
                              .hint = "Codes, as F07, F26; or: domain finance; or: all",
                              .error = error_of("on")},
                             shown.on));
  if (!shown.on.empty()) fields.add(decisions_named(catalogue, shown.on));
  fields.add(web::text_input({.id = "when",
                              .label = "Where",
                              .hint = "As in: amount over 5000 up to 25000; shared yes. Nothing: "
                                      "always",
                              .error = error_of("when")},
                             shown.when));
  for (std::size_t level = 0; level < catalogue.levels.size(); ++level) {
    const Level& each = catalogue.levels[level];
    if (scheme.levels != 0 && (scheme.levels & level_bit(static_cast<int>(level))) == 0) continue;
    fields.add(web::text_input(
        {.id = level_field(each),
         .label = each.label,
         .hint = level == 0 ? "decides, recommends, consulted 10 days, informed, carries out, "
                              "reports 30 days to board; several with commas; nothing: no part"
                            : "",
         .error = error_of(level_field(each))},
        shown.levels[level], web::Width::Twenty));
  }
  fields.add(web::text_area(
      {.id = "says", .label = "In the words of its authors", .error = error_of("says")}, shown.says,
      2));
  // A draft may have faults: they are told while one types, and where it is saved.
  fields.add(web::button(web::ButtonKind::Main, "Save the clause", "step", "save"));
  fields.add(words_part(catalogue));
  return fields;
}

base::Result<web::Response> clause_form(const Context& context, const web::Request& request,
                                        const std::string& code,
                                        const std::optional<ClauseTyped>& typed, std::int64_t seen,
                                        const std::optional<base::Error>& error) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const VersionRow row = TRY(draft_of(*lease, request));
  TRY(require_edit(context, request, *lease, row.layer.owner));
  const Catalogue catalogue = TRY(catalogue_in_force(*lease));
  const Scheme scheme = TRY(read_scheme(catalogue, row.content));
  const auto found = std::ranges::find(scheme.clauses, code, &Clause::code);
  ClauseTyped shown;
  if (typed) {
    shown = *typed;
  } else if (found != scheme.clauses.end()) {
    shown = typed_of(catalogue, *found);
  } else {
    shown.levels.resize(catalogue.levels.size());
  }
  web::Page page = draft_page(context, request,
                              code.empty() ? "Add a clause to " + row.layer.code
                                           : "Change clause " + code + " of " + row.layer.code,
                              row);
  if (error) web::show_error(page, *error);
  const Html fields = clause_fields(catalogue, scheme, shown, error);
  const std::vector<web::Hidden> of = {{"seen", std::to_string(seen != 0 ? seen : row.revision)},
                                       {"was", code}};
  const std::string action = version_href(row.id) + "/clause";
  // The draft as it would be with what stands in the form.
  const auto with =
      typed ? text_with(catalogue, row, code, typed) : base::Result<std::string>(row.content);
  page.content.add(web::columns(
      web::Columns::ThreeTwo,
      web::el("div", {{"data-check", action}, {"data-check-into", "checked"}},
              web::post_form(action, *request.caller, of, fields)),
      with.ok() ? TRY(check_part(*lease, row, with.value()))
                : checked_part(web::finding(web::Tone::Bad, with.error().message,
                                            Html("Until that is mended, nothing else can be looked "
                                                 "at.")))));
  if (found != scheme.clauses.end()) {
    page.content.add(web::post_form(
        action, *request.caller, of,
        web::button(web::ButtonKind::Warning, "Take the clause out", "step", "remove")));
  }
  return web::render(page, context->site);
}

// That of ?code=, or a further one on the decision ?on=.
base::Result<web::Response> clause_asked(const Context& context, const web::Request& request) {
  std::optional<ClauseTyped> typed;
  const std::string on(base::trim(request.query.get_or("on", "")));
  if (!on.empty()) {
    const sql::Lease lease = TRY(context->catalogue->database().read());
    typed = ClauseTyped{on, on, "", "", {}};
    typed->levels.resize(TRY(catalogue_in_force(*lease)).levels.size());
  }
  return clause_form(context, request, std::string(request.query.get_or("code", "")), typed, 0,
                     std::nullopt);
}

base::Status save_clause(const Context& context, const web::Request& request,
                         const std::string& code, const std::optional<ClauseTyped>& typed,
                         std::int64_t seen) {
  const sql::Lease lease = TRY(context->catalogue->database().write());
  const VersionRow row = TRY(draft_of(*lease, request));
  const governance::Writing writing = TRY(writing_for(context, request, *lease, row.layer.owner));
  const Catalogue catalogue = TRY(catalogue_in_force(*lease));
  // Whoever saw another draft is told so first: what they typed may be wrong for that alone.
  const std::string text =
      row.revision == seen ? TRY(text_with(catalogue, row, code, typed)) : row.content;
  return save_draft(*lease, row.id, seen, text, writing);
}

base::Result<web::Response> clause(const Context& context, const web::Request& request) {
  const web::FormData form = TRY(web::read_form(request));
  const std::int64_t seen = base::parse_integer(form.get_or("seen", "")).value_or(-1);
  std::optional<ClauseTyped> typed;
  if (form.get_or("step", "") != "remove") {
    const auto text = [&](std::string_view name) {
      return std::string(base::trim(form.get_or(name, "")));
    };
    typed = ClauseTyped{text("code"), text("on"), text("when"), text("says"), {}};
    const sql::Lease lease = TRY(context->catalogue->database().read());
    for (const Level& level : TRY(catalogue_in_force(*lease)).levels) {
      typed->levels.push_back(text(level_field(level)));
    }
  }
  const std::string code(form.get_or("was", ""));
  if (typed && form.get_or("step", "") != "save") {
    return clause_form(context, request, code, typed, seen, std::nullopt);
  }
  const base::Status saved = save_clause(context, request, code, typed, seen);
  const VersionId id{web::captured_number(request, "version")};
  if (saved.ok()) return web::redirect(version_href(id) + "/edit?saved=1");
  if (saved.error().kind == base::ErrorKind::Unavailable || !typed) return saved.error();
  return clause_form(context, request, code, typed, seen, saved.error());
}

// ---- adopt and drop -----------------------------------------------------------------------------

// What was typed, field by field.
std::string typed_text(const web::FormData& form, std::string_view name) {
  return std::string(base::trim(form.get_or(name, "")));
}

// What the group's own bodies carried of late: one of them may be the resolution.
base::Result<std::vector<web::Choice>> resolutions(sql::Connection& connection,
                                                   OrganisationId owner, base::Date today) {
  constexpr int days = 400;
  std::vector<web::Choice> choices = {{"", "None that is kept here"}};
  const governance::Place place = TRY(place_of_owner(connection, owner, today));
  for (const governance::MotionRow& row :
       TRY(governance::carried_motions(connection, place, today.plus_days(-days)))) {
    choices.push_back({std::to_string(row.item.value),
                       row.on.long_form() + ", " + row.body_name + ": " + row.motion});
  }
  return choices;
}

base::Result<web::Response> adopt_form(const Context& context, const web::Request& request,
                                       const web::FormData* typed,
                                       const std::optional<base::Error>& error) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const VersionRow row = TRY(draft_of(*lease, request));
  TRY(require_edit(context, request, *lease, row.layer.owner));
  const Scheme scheme = TRY(read_scheme(TRY(catalogue_in_force(*lease)), row.content));
  const Checked checked = TRY(check_version(*lease, row));
  web::Page page =
      draft_page(context, request, "Adopt " + row.layer.code + ", version " + row.version, row);
  if (error) web::show_error(page, *error);
  page.content.add(web::section("h-faults", "What is wrong with it", faults_part(checked)));
  if (checked.stops()) {
    page.content.add(web::paragraph(
        web::link(version_href(row.id) + "/edit", Html("Mend the draft, then adopt it"))));
    return web::render(page, context->site);
  }
  const VersionDifference changes = TRY(version_difference(*lease, row));
  std::vector<Html> lines;
  for (const std::string& each : lines_of(changes.all)) lines.push_back(Html(each));
  page.content.add(web::section(
      "h-lines", "What it changes",
      lines.empty() ? web::paragraph(Html("Nothing: every question has the same answer as before."))
                    : web::list(lines)));
  const auto shown = [&](std::string_view name, const std::string& otherwise) {
    return typed ? typed_text(*typed, name) : otherwise;
  };
  const auto error_of = [&](std::string_view field) {
    return error && error->field == field ? error->message : std::string();
  };
  Html fields = web::text_input({.id = "adopted",
                                 .label = "Who adopted it, when, by which minute",
                                 .hint = "As in: trust board, 10 July 2025, minute 8.1",
                                 .error = error_of("adopted")},
                                shown("adopted", scheme.adopted));
  fields.add(web::date_text({.id = "from", .label = "In force from", .error = error_of("from")},
                            shown("from", scheme.from.long_form())));
  fields.add(web::date_text(
      {.id = "review", .label = "To be looked at again by", .error = error_of("review")},
      shown("review", scheme.review ? scheme.review->long_form() : "")));
  fields.add(web::select({.id = "item",
                          .label = "The resolution, if its meeting is kept here",
                          .hint = "Motions that the board or a committee of it has carried",
                          .error = error_of("item")},
                         TRY(resolutions(*lease, row.layer.owner, context->today())),
                         shown("item", "")));
  fields.add(web::text_input({.id = "reason", .label = "Why"}, shown("reason", scheme.reason)));
  fields.add(web::button(web::ButtonKind::Main, "Adopt it"));
  page.content.add(web::section(
      "h-adopt", "The resolution",
      web::post_form(version_href(row.id) + "/adopt", *request.caller,
                     {{"seen", shown("seen", std::to_string(row.revision))}}, fields)));
  return web::render(page, context->site);
}

base::Status adopted(const Context& context, const web::Request& request,
                     const web::FormData& form) {
  Adoption adoption;
  const base::Date never = base::Date::distant_future();
  adoption.from = TRY(web::date_field(form, "from", never));
  if (adoption.from == never) {
    return base::make_error("bad_date", "Say from which day it is in force.", "from");
  }
  const base::Date review = TRY(web::date_field(form, "review", never));
  if (review != never) adoption.review = review;
  adoption.adopted = typed_text(form, "adopted");
  adoption.reason = typed_text(form, "reason");
  const std::string item = typed_text(form, "item");
  if (!item.empty()) {
    const auto number = base::parse_integer(item);
    if (!number) return base::make_error("bad_number", "\"" + item + "\" is no number.", "item");
    adoption.item = *number;
  }
  const sql::Lease lease = TRY(context->catalogue->database().write());
  const VersionRow row = TRY(draft_of(*lease, request));
  const governance::Writing writing = TRY(writing_for(context, request, *lease, row.layer.owner));
  const std::int64_t seen = base::parse_integer(form.get_or("seen", "")).value_or(-1);
  return adopt(*lease, row.id, seen, adoption, writing);
}

base::Result<web::Response> adopt_page(const Context& context, const web::Request& request) {
  const web::FormData form = TRY(web::read_form(request));
  const base::Status done = adopted(context, request, form);
  const VersionId id{web::captured_number(request, "version")};
  if (done.ok()) return web::redirect(version_href(id) + "?saved=1");
  if (done.error().kind == base::ErrorKind::Unavailable || done.error().code == "not_allowed") {
    return done.error();
  }
  return adopt_form(context, request, &form, done.error());
}

base::Result<web::Response> drop_page(const Context& context, const web::Request& request) {
  const web::FormData form = TRY(web::read_form(request));
  const VersionId id{web::captured_number(request, "version")};
  const sql::Lease lease = TRY(context->catalogue->database().write());
  const VersionRow row = TRY(version_row(*lease, id));
  const governance::Writing writing = TRY(writing_for(context, request, *lease, row.layer.owner));
  TRY(drop(*lease, id, base::parse_integer(form.get_or("seen", "")).value_or(-1), writing));
  return web::redirect(version_href(id) + "?saved=1");
}

}  // namespace

void add_draft_pages(web::Router& router, const Context& context) {
  const auto none = std::optional<base::Error>();
  router.get("/schemes/of/{organisation}/begin", "Begins a draft of a scheme",
             "/schemes/of/1/begin", web::Audience::Member,
             [context, none](const web::Request& request) {
               return begin_form(context, request,
                                 OrganisationId{web::captured_number(request, "organisation")},
                                 {std::string(samples().front().name), "", ""}, none);
             });
  router.post("/schemes/of/{organisation}/begin", "Begins a draft of a scheme",
              "/schemes/of/1/begin", "sample=trust", web::Audience::Member,
              [context](const web::Request& request) { return begin(context, request); });
  router.get("/schemes/{version}/edit", "Changes a draft of a scheme, as text", "/schemes/5/edit",
             web::Audience::Member, [context, none](const web::Request& request) {
               return edit_form(context, request, std::nullopt, none);
             });
  router.post("/schemes/{version}/edit", "What is wrong with a draft, and saving it",
              "/schemes/5/edit", "seen=1&step=save&content=", web::Audience::Member,
              [context](const web::Request& request) { return edit(context, request); });
  router.get("/schemes/{version}/clause", "Changes one clause of a draft", "/schemes/5/clause",
             web::Audience::Member, [context, none](const web::Request& request) {
               return clause_asked(context, request);
             });
  router.post("/schemes/{version}/clause", "Saves one clause of a draft", "/schemes/5/clause",
              "seen=1&step=save&code=1&on=all", web::Audience::Member,
              [context](const web::Request& request) { return clause(context, request); });
  router.get("/schemes/{version}/adopt", "Adopts a draft of a scheme", "/schemes/5/adopt",
             web::Audience::Member, [context, none](const web::Request& request) {
               return adopt_form(context, request, nullptr, none);
             });
  router.post("/schemes/{version}/adopt", "Adopts a draft of a scheme", "/schemes/5/adopt",
              "seen=1&adopted=board", web::Audience::Member,
              [context](const web::Request& request) { return adopt_page(context, request); });
  router.post("/schemes/{version}/drop", "Drops a draft, or a version that has not begun",
              "/schemes/5/drop", "seen=1", web::Audience::Member,
              [context](const web::Request& request) { return drop_page(context, request); });
}

}  // namespace delegation
