// /schemes: whose schemes there are; /schemes/of/{organisation}: what is in force there on a day,
// what is to come, drafts, ratings; /schemes/{version}: one version as one publishes it.
#include <algorithm>

#include "base/text.hpp"
#include "delegation/matrix.hpp"
#include "delegation/pages.hpp"
#include "delegation/samples.hpp"
#include "delegation/store_difference.hpp"
#include "governance/pages_sitting.hpp"
#include "governance/store.hpp"
#include "governance/store_meeting.hpp"
#include "web/asked.hpp"

namespace delegation {

namespace {

using web::Html;

base::Result<web::Response> owners(const Context& context, const web::Request& request) {
  registry::Visit visit = TRY(registry::visit(*context, request));
  web::Page page = registry::begin_page(visit, "Schemes of delegation", "Decisions");
  page.lead = Html(
      "Who decides what, at which level, under which conditions: the scheme of each group, with "
      "overlays for categories, clusters, schools and ratings.");
  std::vector<web::Item> items;
  for (const SchemeOwner& owner : TRY(scheme_owners(*visit.lease))) {
    items.push_back(
        {web::link(schemes_href(owner.id, visit.as_of), Html(owner.name)),
         Html(registry::count_words(owner.adopted, "adopted version", "adopted versions") +
              (owner.drafts == 0
                   ? std::string()
                   : ", " + registry::count_words(owner.drafts, "draft", "drafts")))});
  }
  page.content.add(web::section(
      "h-owners", "Groups and authorities",
      items.empty()
          ? web::empty_state("No scheme has been written here yet.",
                             web::link("/groups", Html("Choose a group: its page leads to it")))
          : web::items(items)));
  page.content.add(web::section(
      "h-more", "More",
      web::list({web::link("/decide" + visit.as_of.suffix(), Html("Who decides?")),
                 web::link("/schemes/compare", Html("Compare two schools or clusters")),
                 web::link("/schemes/catalogue", Html("The catalogue of decisions"))})));
  return web::render(page, context->site);
}

// ---- one owner ----------------------------------------------------------------------------------

std::string unit_words(const LayerRow& layer) {
  return layer.unit_name.empty() ? std::string(label_of(layer.kind))
                                 : std::string(label_of(layer.kind)) + ": " + layer.unit_name;
}

struct Listed {
  const VersionRow* row = nullptr;
  Scheme scheme;
};

Html review_cell(const std::optional<base::Date>& review, base::Date on) {
  if (!review) return web::none();
  Html cell = web::date(*review);
  if (*review < on) cell.add(" ").add(web::tag(web::Tone::Warn, "Overdue"));
  return cell;
}

Html versions_table(const std::string& caption, const std::vector<Listed>& all, bool with_adoption,
                    base::Date on) {
  web::Table table;
  table.caption = caption;
  table.columns = {{"Scheme", false, true}, {"Version"}, {"From"}};
  if (with_adoption) {
    table.columns.push_back({"Adopted by"});
    table.columns.push_back({"Review by"});
  }
  for (const Listed& each : all) {
    Html name = web::link(version_href(each.row->id), Html(each.scheme.title));
    name.add(web::hidden(", version " + each.row->version));
    name.add(web::sub(Html(unit_words(each.row->layer))));
    web::Row row{web::cells(name, Html(each.row->version), web::date(each.row->from))};
    if (with_adoption) {
      row.cells.push_back(Html(each.scheme.adopted));
      row.cells.push_back(review_cell(each.scheme.review, on));
    }
    table.rows.push_back(std::move(row));
  }
  return web::table(table);
}

struct Sorted {
  std::vector<Listed> in_force;
  std::vector<Listed> to_come;
  std::vector<Listed> drafts;
  std::vector<Listed> before;  // over, or dropped
};

base::Result<Sorted> sorted(const Catalogue& catalogue, const std::vector<VersionRow>& versions,
                            base::Date on) {
  Sorted made;
  std::vector<LayerId> seen;
  for (const VersionRow& row : versions) {
    Listed listed{&row, TRY(read_scheme(catalogue, row.content))};
    if (row.state == VersionState::Draft) {
      made.drafts.push_back(std::move(listed));
    } else if (row.state == VersionState::Dropped) {
      made.before.push_back(std::move(listed));
    } else if (row.from > on) {
      made.to_come.push_back(std::move(listed));
    } else if (std::ranges::find(seen, row.layer.id) == seen.end()) {
      seen.push_back(row.layer.id);
      made.in_force.push_back(std::move(listed));
    } else {
      made.before.push_back(std::move(listed));
    }
  }
  return made;
}

base::Result<web::Response> owner(const Context& context, const web::Request& request) {
  registry::Visit visit = TRY(registry::visit(*context, request));
  const registry::OrganisationId id{web::captured_number(request, "organisation")};
  const auto row = TRY(visit.store.organisation(id, visit.on()));
  if (!row) {
    return base::make_error("group_not_found",
                            "There is no group number " + std::to_string(id.value) + ".");
  }
  const guard::UnitPath path = TRY(path_of_owner(context, *visit.lease, id));
  const bool editing = may_edit(context, request, path);
  const Catalogue catalogue = TRY(catalogue_in_force(*visit.lease));
  const bool drafts = TRY(shows_drafts(context, request, *visit.lease, id));
  std::vector<VersionRow> versions = TRY(versions_of(*visit.lease, id));
  if (!drafts) {
    std::erase_if(versions,
                  [](const VersionRow& row) { return row.state != VersionState::Adopted; });
  }
  const Sorted all = TRY(sorted(catalogue, versions, visit.on()));
  web::Page page =
      registry::begin_page(visit, "Schemes of delegation of " + row->name, "Decisions");
  page.breadcrumbs = {{"Schemes of delegation", "/schemes"}};
  const std::string begin = "/schemes/of/" + std::to_string(id.value) + "/begin";
  const Html begin_link =
      editing ? web::link(begin, Html("Begin a scheme, from a sample or a text of your own"))
              : web::link("/decide", Html("Ask who decides"));
  page.content.add(web::section(
      "h-force", "In force " + visit.as_of.words(),
      all.in_force.empty()
          ? web::empty_state("No scheme of " + row->name + " is in force on this day.", begin_link)
          : versions_table("In force", all.in_force, true, visit.on())));
  if (!all.to_come.empty()) {
    page.content.add(web::section("h-come", "To come",
                                  versions_table("To come", all.to_come, true, visit.on())));
  }
  if (!all.drafts.empty() && drafts) {
    page.content.add(web::section("h-drafts", "Drafts",
                                  versions_table("Drafts", all.drafts, false, visit.on())));
  }
  const bool waits = std::ranges::any_of(
      all.in_force, [](const Listed& each) { return each.row->layer.kind == LayerKind::Rating; });
  page.content.add(TRY(ratings_part(visit, catalogue, id, waits, editing)));
  if (!all.before.empty()) {
    page.content.add(web::section("h-before", "Versions before, and dropped ones",
                                  versions_table("Before", all.before, false, visit.on())));
  }
  const std::string uid = std::to_string(row->uid.value_or(0));
  std::vector<Html> ways = {
      web::link("/decide?for=group+" + uid, Html("Who decides?")),
      web::link("/schemes/at?for=group+" + uid,
                Html("What holds for the group, as a matrix; or for a school or cluster of it")),
      web::link("/schemes/compare", Html("Compare two schools or clusters"))};
  if (editing) {
    ways.insert(ways.begin(), web::link("/schemes/of/" + std::to_string(id.value) + "/import",
                                        Html("Take over a matrix from a spreadsheet")));
    ways.insert(ways.begin(), web::link(begin, Html("Begin a further version or an overlay")));
  }
  page.content.add(web::section("h-ways", "More", web::list(ways)));
  return web::render(page, context->site);
}

// ---- one version --------------------------------------------------------------------------------

base::Result<Html> version_facts(sql::Connection& connection, const VersionRow& row,
                                 const Scheme& scheme) {
  std::vector<web::Fact> facts = {
      {"Version", Html(row.version)},
      {row.state == VersionState::Draft ? "To be in force" : "In force",
       Html("From ").add(web::date(row.from))},
      {"Adopted", row.state == VersionState::Draft ? Html("Not yet: this is a draft")
                  : scheme.adopted.empty()         ? web::not_known()
                                                   : Html(scheme.adopted)},
      {"Review by", scheme.review ? web::date(*scheme.review) : web::none()}};
  if (!scheme.reason.empty()) facts.push_back({"Why", Html(scheme.reason)});
  if (row.item != 0) {
    const auto put = TRY(governance::motion_at(connection, governance::ItemId{row.item}));
    const std::string item = "Item number " + std::to_string(row.item);
    facts.push_back(
        {"Resolution", put ? web::link(governance::meeting_href(put->meeting.id),
                                       Html("Meeting of " + put->meeting.on.long_form()))
                           : Html(item)});
  }
  return web::facts(facts);
}

Html withdrawals_part(const Catalogue& catalogue, const Scheme& scheme) {
  if (scheme.withdrawals.empty()) return {};
  std::vector<web::Item> items;
  for (const Withdrawal& each : scheme.withdrawals) {
    items.push_back(
        {Html("Withdrawal " + withdrawal_words(catalogue, each) + "."),
         Html("Why: " + each.why + (each.why.ends_with('.') ? " " : ". ") + end_test_words(each))});
  }
  return web::section("h-withdrawn", "Powers that are withdrawn", web::items(items));
}

Html standing_rules(const Catalogue& catalogue, const Scheme& scheme) {
  std::vector<Html> lines;
  if (scheme.whole) lines.push_back(Html("It stands in place of everything beneath it."));
  if (scheme.retained >= 0) {
    lines.push_back(Html("What no clause speaks of is decided by " +
                         level_name(catalogue, scheme.retained, {}) + "."));
  }
  for (std::size_t level = 0; level < catalogue.levels.size(); ++level) {
    if (scheme.falls[level] < 0) continue;
    lines.push_back(Html("Where " + level_name(catalogue, static_cast<int>(level), {}) +
                         " is vacant or has too few members, its powers fall to " +
                         level_name(catalogue, scheme.falls[level], {}) + "."));
  }
  return lines.empty() ? Html() : web::section("h-rules", "What else holds", web::list(lines));
}

}  // namespace

std::string version_told(const VersionRow& row, const Scheme& scheme,
                         std::optional<base::Date> until) {
  const std::string from = " from " + row.from.long_form();
  const std::string text = scheme.title + ", version " + row.version + ", ";
  switch (row.state) {
    case VersionState::Draft: return text + "a draft, to be in force" + from;
    case VersionState::Dropped: return text + "dropped; it was to be in force" + from;
    case VersionState::Adopted: break;
  }
  return text + "in force" + from + (until ? " until " + until->plus_days(-1).long_form() : "") +
         (scheme.adopted.empty() ? "" : "; adopted: " + scheme.adopted);
}

Html domain_part(const Domain& domain, const Html& table) {
  if (table.empty()) return {};
  return web::el("div", {{"class", "gh-domain"}},
                 web::section("h-" + domain.code, domain.label, table));
}

namespace {

base::Result<web::Response> version(const Context& context, const web::Request& request) {
  registry::Visit visit = TRY(registry::visit(*context, request));
  const VersionRow row =
      TRY(version_row(*visit.lease, VersionId{web::captured_number(request, "version")}));
  const guard::UnitPath path = TRY(path_of_owner(context, *visit.lease, row.layer.owner));
  const bool draft = row.state == VersionState::Draft;
  TRY(require_reading(context, request, *visit.lease, row));
  const Catalogue catalogue = TRY(catalogue_in_force(*visit.lease));
  const Scheme scheme = TRY(read_scheme(catalogue, row.content));
  if (request.query.get_or("as", "") == "text") {
    web::Response response;
    response.content_type = "text/plain; charset=utf-8";
    response.body = row.content;
    return response;
  }
  if (request.query.get_or("format", "") == "csv") {
    return registry::csv_response(exported(catalogue, scheme, Shape::Csv).text, row.layer.code);
  }
  web::Page page = registry::begin_page(
      visit, scheme.title + ", version " + row.version + (draft ? " (draft)" : ""), "Decisions");
  page.breadcrumbs = {{"Schemes of delegation", "/schemes"},
                      {row.layer.owner_name, schemes_href(row.layer.owner, {})}};
  page.caption = Html(unit_words(row.layer));
  page.tools = {{"CSV", version_href(row.id) + "?format=csv"},
                {"As text", version_href(row.id) + "?as=text"}};
  if (!request.query.get_or("saved", "").empty()) {
    page.notice = Html("Saved.");
  }
  const std::string href = version_href(row.id);
  const bool editing = may_edit(context, request, path);
  Html actions;
  std::vector<Html> ways = {web::link(href + "/difference", Html("What it changes"))};
  if (draft && editing) {
    ways.insert(ways.begin(), web::link(href + "/adopt", Html("Adopt it")));
    ways.insert(ways.begin(), web::link(href + "/edit", Html("Change the draft")));
  }
  if (editing && row.state != VersionState::Dropped && (draft || row.from > context->today())) {
    actions =
        web::post_form(href + "/drop", *request.caller, {{"seen", std::to_string(row.revision)}},
                       web::button(web::ButtonKind::Link,
                                   draft ? "Drop the draft" : "Take it back before it begins"));
  }
  page.content.add(TRY(version_facts(*visit.lease, row, scheme)));
  page.content.add(web::el("div", {{"class", "gh-noprint"}}, web::list(ways), actions));
  if (row.state == VersionState::Dropped) {
    page.content.add(
        web::finding(web::Tone::Warn, "This version was dropped", Html("It holds on no day.")));
  } else if (draft || editing) {
    page.content.add(web::el("div", {{"class", "gh-noprint"}},
                             web::section("h-faults", "What is wrong with it",
                                          faults_part(TRY(check_version(*visit.lease, row))))));
  }
  const std::string told =
      version_told(row, scheme, version_ends(TRY(versions_of(*visit.lease, row.layer.owner)), row));
  Html paper = legend();
  paper.add(withdrawals_part(catalogue, scheme));
  paper.add(standing_rules(catalogue, scheme));
  for (const Domain& domain : catalogue.domains) {
    paper.add(domain_part(domain,
                          matrix_table(catalogue, scheme, domain,
                                       {told, domain.label, std::max(row.from, visit.on())}, {})));
  }
  page.content.add(web::el("div", {{"class", "gh-scheme"}}, paper));
  return web::render(page, context->site);
}

// Those of one decision beneath its name.
Html differences_part(const std::vector<Difference>& all) {
  std::vector<std::pair<std::string, std::vector<Html>>> groups;
  for (const Difference& each : all) {
    const std::string name = each.of.empty() ? "What was not compared" : each.of;
    auto group = std::ranges::find(groups, name, &std::pair<std::string, std::vector<Html>>::first);
    if (group == groups.end()) group = groups.insert(groups.end(), {name, {}});
    group->second.emplace_back(each.when.empty() ? each.text : each.when + ": " + each.text);
  }
  std::vector<web::Item> items;
  for (const auto& [name, lines] : groups) items.push_back({Html(name), web::list(lines)});
  return web::items(items);
}

// What else it may be held against: versions of the same owner, and those that are shipped.
base::Result<Html> with_part(sql::Connection& connection, const VersionRow& row,
                             const std::string& with, bool drafts) {
  std::vector<web::Choice> choices = {{"", "What is in force without it"}};
  for (const VersionRow& each : TRY(versions_of(connection, row.layer.owner))) {
    const bool shown =
        each.state == VersionState::Adopted || (each.state == VersionState::Draft && drafts);
    if (!shown || each.id == row.id) continue;
    choices.push_back(
        {std::to_string(each.id.value),
         "Version " + each.version + " of " + each.layer.code + ", from " + each.from.long_form()});
  }
  for (const Sample& each : samples()) {
    choices.push_back({std::string(each.name), std::string(each.about)});
  }
  Html fields = web::select({.id = "with", .label = "Hold it against"}, choices, with);
  fields.add(web::button(web::ButtonKind::Secondary, "Show the differences"));
  return web::el("div", {{"class", "gh-noprint"}},
                 web::section("h-with", "Another comparison",
                              web::get_form(version_href(row.id) + "/difference", {}, fields)));
}

// What a version changes, against the one before it or another that is named.
base::Result<web::Response> difference(const Context& context, const web::Request& request) {
  registry::Visit visit = TRY(registry::visit(*context, request));
  const VersionRow row =
      TRY(version_row(*visit.lease, VersionId{web::captured_number(request, "version")}));
  TRY(require_reading(context, request, *visit.lease, row));
  const std::string with(base::trim(request.query.get_or("with", "")));
  const bool drafts = TRY(shows_drafts(context, request, *visit.lease, row.layer.owner));
  const VersionDifference made = with.empty()
                                     ? TRY(version_difference(*visit.lease, row))
                                     : TRY(difference_with(*visit.lease, row, with, drafts));
  web::Page page = registry::begin_page(
      visit, "What version " + row.version + " of " + row.layer.code + " changes", "Decisions");
  page.breadcrumbs = {{"Schemes of delegation", "/schemes"},
                      {row.layer.owner_name, schemes_href(row.layer.owner, {})},
                      {"Version " + row.version, version_href(row.id)}};
  page.lead = Html(made.before ? "Held against version " + made.before->version + " of " +
                                     made.before->layer.code + ", from " +
                                     made.before->from.long_form() + "."
                   : with.empty() ? std::string("Held against what is in force without it.")
                                  : "Held against the scheme “" + with + "” that is shipped.");
  page.content.add(
      made.all.empty()
          ? web::empty_state("Both give the same answers to every question.",
                             web::link(version_href(row.id), Html("Back to the version")))
          : web::section("h-lines", "In words", differences_part(made.all)));
  page.content.add(TRY(with_part(*visit.lease, row, with, drafts)));
  return web::render(page, context->site);
}

// Two places held against each other on one day.
base::Result<web::Response> compare(const Context& context, const web::Request& request) {
  registry::Visit visit = TRY(registry::visit(*context, request));
  web::Page page = registry::begin_page(visit, "Compare who decides at two places", "Decisions");
  page.breadcrumbs = {{"Schemes of delegation", "/schemes"}};
  const std::string texts[] = {std::string(base::trim(request.query.get_or("a", ""))),
                               std::string(base::trim(request.query.get_or("b", "")))};
  const char* fields[] = {"a", "b"};
  std::vector<KeptSetting> settings;
  for (int side = 0; side < 2; ++side) {
    if (texts[side].empty()) continue;
    const auto place = place_asked(*visit.lease, texts[side], visit.on());
    if (!place.ok()) {
      if (place.error().kind == base::ErrorKind::Unavailable) return place.error();
      page.errors.push_back({fields[side], place.error().message});
      continue;
    }
    settings.push_back(TRY(kept_setting(context, *visit.lease, place.value(), visit.on())));
  }
  std::vector<Difference> found;
  if (settings.size() == 2) {
    const auto told = place_differences(*settings[0], *settings[1]);
    if (told.ok()) {
      found = told.value();
    } else {
      page.errors.push_back({told.error().field, told.error().message});
    }
  }
  const auto error_of = [&](const char* field) {
    const auto found = std::ranges::find(page.errors, field, &web::FormError::field_id);
    return found == page.errors.end() ? std::string() : found->message;
  };
  Html form = web::text_input({.id = "a",
                               .label = "One school, cluster or group",
                               .hint = "A name or URN; or as in: cluster 12, group 90001",
                               .error = error_of("a")},
                              texts[0]);
  form.add(web::text_input({.id = "b", .label = "The other", .error = error_of("b")}, texts[1]));
  form.add(web::button(web::ButtonKind::Main, "Compare them"));
  std::vector<web::Hidden> hidden;
  if (visit.as_of.on != visit.as_of.today) hidden.push_back({"on", visit.on().iso()});
  page.content.add(web::get_form("/schemes/compare", hidden, form));
  if (settings.size() == 2 && page.errors.empty()) {
    page.content.add(web::section(
        "h-lines", settings[0]->name + " and " + settings[1]->name,
        found.empty() ? web::empty_state("Both give the same answers to every question.",
                                         web::link("/decide", Html("Who decides?")))
                      : differences_part(found)));
  }
  return web::render(page, context->site);
}

}  // namespace

void add_scheme_pages(web::Router& router, const Context& context) {
  router.get("/schemes", "Schemes of delegation: whose there are", "/schemes",
             [context](const web::Request& request) { return owners(context, request); });
  router.get("/schemes/compare", "Who decides at two places, held against each other",
             "/schemes/compare",
             [context](const web::Request& request) { return compare(context, request); });
  router.get("/schemes/of/{organisation}", "The schemes of a group: in force, to come, drafts",
             "/schemes/of/1",
             [context](const web::Request& request) { return owner(context, request); });
  router.get("/schemes/{version}", "One version of a scheme, as a matrix", "/schemes/1",
             [context](const web::Request& request) { return version(context, request); });
  router.get("/schemes/{version}/difference", "What a version of a scheme changes",
             "/schemes/1/difference",
             [context](const web::Request& request) { return difference(context, request); });
}

}  // namespace delegation
