// /edits, /edits/{id} and its withdrawal, disagreements, and the histories of things.
#include <algorithm>

#include "access/pages_audit.hpp"
#include "access/store_audit.hpp"
#include "base/text.hpp"
#include "registry/api_edit.hpp"
#include "registry/pages_edit.hpp"
#include "registry/store_units.hpp"
#include "web/redirect.hpp"

namespace registry {

namespace {

using web::Html;

constexpr int edits_shown_max = 100;
constexpr int records_shown_max = 200;

Html edit_link(std::int64_t edit, const Html& label) {
  return web::link("/edits/" + std::to_string(edit), label);
}

Html edits_table(const std::string& caption, const std::vector<EditRow>& rows) {
  if (rows.empty()) {
    return web::empty_state("No edit yet.",
                            Html("Who may edit finds the ways to on the page of each cluster, "
                                 "school and group."));
  }
  web::Table table;
  table.caption = caption;
  table.columns = {{"Edit", false, true}, {"Who and when"}, {"Reason"}, {"State"}};
  for (const EditRow& row : rows) {
    const Edit& edit = row.edit;
    table.rows.push_back({{edit_link(edit.id, Html(std::to_string(edit.id) + ". " + row.sentence)),
                           Html(edit.actor + ", " + base::moment(edit.recorded_at)),
                           edit.reason.empty() ? web::none() : Html(edit.reason),
                           row.withdrawn_by == 0 ? web::tag(web::Tone::Ok, "In force")
                                                 : web::tag(web::Tone::Past, "Withdrawn")}});
  }
  return web::table(table);
}

base::Result<web::Response> edits_page(const Context& context, const web::Request& request) {
  const Format format = TRY(format_of(request));
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const std::vector<EditRow> rows = TRY(edits(*lease, edits_shown_max));
  if (format == Format::Json) return json_response(edits_json(rows));
  web::Page page = edit_page(context, request, "Edits");
  page.section = "Clusters";
  page.lead = Html("What was changed here, beside what files say. The newest first.");
  Html ways =
      web::list({web::link("/edits/disagreements", Html("Edits that a later file contradicts")),
                 web::link("/edits/import", Html("Make many edits from a CSV file"))});
  page.content = web::section("h-edits", "The newest edits", edits_table("The newest edits", rows));
  page.content.add(web::section("h-ways", "More", ways));
  return web::render(page, context->site);
}

base::Result<std::int64_t> captured_number(const web::Request& request, std::string_view name) {
  const auto number = base::parse_integer(request.captured.at(std::string(name)));
  if (number) return *number;
  return base::make_error("not_found", "There is no page at this address.");
}

// ---- one edit -------------------------------------------------------------------------------

base::Result<web::Response> edit_page_of(const Context& context, const web::Request& request) {
  const std::int64_t id = TRY(captured_number(request, "id"));
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const EditRow row = TRY(edit_of(*lease, id));
  web::Page page = edit_page(context, request, "Edit " + std::to_string(id));
  page.breadcrumbs = {{"Edits", "/edits"}};
  page.lead = Html(row.sentence + ".");
  std::vector<web::Fact> facts = {
      {"Who", Html(row.edit.actor)},
      {"When", Html(base::moment(row.edit.recorded_at))},
      {"Why", row.edit.reason.empty() ? web::none() : Html(row.edit.reason)}};
  if (row.edit.undoes != 0) {
    facts.push_back(
        {"Withdraws", edit_link(row.edit.undoes, Html("Edit " + std::to_string(row.edit.undoes)))});
  }
  Html state("In force");
  if (row.withdrawn_by != 0) {
    state = Html("Withdrawn by ");
    state.add(edit_link(row.withdrawn_by, Html("edit " + std::to_string(row.withdrawn_by))));
  }
  facts.push_back({"State", state});
  page.content = web::facts(facts);
  // Whoever may not is told so there.
  if (row.withdrawn_by == 0) {
    page.content.add(web::paragraph(
        web::link(request.path + "/withdraw",
                  Html(row.edit.undoes == 0 ? "Undo this edit" : "Undo this withdrawal"))));
  }
  return web::render(page, context->site);
}

base::Result<web::Response> withdraw_page(const Context& context, const web::Request& request,
                                          const std::optional<base::Error>& conflict,
                                          std::string_view reason) {
  const std::int64_t id = TRY(captured_number(request, "id"));
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const EditPreview preview = TRY(preview_edit(*lease, withdrawal(id, ""), context->today()));
  TRY(authorise(request, context->today(), "")(preview));
  web::Page page = edit_page(context, request, "Undo edit " + std::to_string(id));
  page.breadcrumbs = {{"Edits", "/edits"},
                      {"Edit " + std::to_string(id), "/edits/" + std::to_string(id)}};
  page.lead = Html(preview.sentence + ".");
  if (conflict) {
    page.status = 409;
    page.error_code = conflict->code;
    page.content.add(
        web::finding(web::Tone::Warn, "Your change is not saved yet", Html(conflict->message)));
  }
  page.content.add(changes_of(preview, "What will change"));
  Html fields = web::text_area(
      {.id = "reason", .label = "Reason", .hint = "For the history; may be empty"}, reason);
  fields.add(web::button(web::ButtonKind::Main, "Undo it"));
  page.content.add(
      web::post_form(request.path, *request.caller, {{"version", preview.version}}, fields));
  return web::render(page, context->site);
}

base::Result<web::Response> withdraw(const Context& context, const web::Request& request) {
  const std::int64_t id = TRY(captured_number(request, "id"));
  const web::FormData typed = TRY(web::read_form(request));
  const std::string reason(base::trim(typed.get_or("reason", "")));
  const std::string version(typed.get_or("version", ""));
  if (version.empty()) return withdraw_page(context, request, std::nullopt, reason);
  const base::Result<SavedEdit> saved =
      save_edit(context->catalogue->database(), withdrawal(id, reason), version,
                save_options(context, request, reason));
  if (saved.ok()) {
    const std::string number = std::to_string(saved.value().id);
    return web::redirect("/edits/" + number + "?saved=" + number);
  }
  if (saved.error().code != "edit_conflict") return saved.error();
  return withdraw_page(context, request, saved.error(), reason);
}

// ---- disagreements --------------------------------------------------------------------------

base::Result<web::Response> disagreements_page(const Context& context,
                                               const web::Request& request) {
  const Format format = TRY(format_of(request));
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const std::vector<Disagreement> found = TRY(disagreements(*lease));
  if (format == Format::Json) return json_response(disagreements_json(found));
  web::Page page = edit_page(context, request, "Edits that a later file contradicts");
  page.breadcrumbs = {{"Edits", "/edits"}};
  page.lead = Html("They still hold. Where the file is right, undo the edit.");
  if (found.empty()) {
    page.content = web::empty_state("No file contradicts an edit.",
                                    Html("After each import this page shows where one does."));
    return web::render(page, context->site);
  }
  web::Table table;
  table.caption = "Edits and the files that contradict them";
  table.columns = {{"Edit", false, true}, {"Of"}, {"The file says"}, {"File"}};
  for (const Disagreement& each : found) {
    table.rows.push_back(
        {{edit_link(each.row.edit.id, Html(each.row.sentence)), Html(each.subject.name),
          each.file_says.empty() ? Html("States the clusters otherwise") : Html(each.file_says),
          Html(each.file + ", as of " + each.on.long_form())}});
  }
  page.content = web::table(table);
  return web::render(page, context->site);
}

// ---- histories ------------------------------------------------------------------------------

base::Result<web::Response> history_page(const Context& context, const web::Request& request,
                                         sql::Connection& connection, const guard::Subject& subject,
                                         std::string href, const std::vector<EditRow>& rows) {
  web::Page page = edit_page(context, request, "History of " + subject.name);
  page.breadcrumbs = {{subject.name, std::move(href)}};
  page.content = web::section("h-edits", "Edits", edits_table("Edits of " + subject.name, rows));
  page.content.add(web::section(
      "h-records", "What the audit trail has",
      guard::audit_events(TRY(guard::audit_history(connection, subject, records_shown_max)))));
  return web::render(page, context->site);
}

base::Result<web::Response> cluster_history(const Context& context, const web::Request& request) {
  const ClusterId id{TRY(captured_number(request, "id"))};
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const ClusterRow cluster = TRY(Store(*lease).cluster(id));
  return history_page(context, request, *lease, {"cluster", id.value, cluster.name},
                      "/clusters/" + std::to_string(id.value), TRY(edits_of_cluster(*lease, id)));
}

base::Result<web::Response> school_history(const Context& context, const web::Request& request) {
  const std::int64_t urn = TRY(captured_number(request, "urn"));
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const SchoolId id = TRY(Store(*lease).school_of_urn(urn));
  const guard::UnitPath path = TRY(unit_path_of_school(*lease, id, context->today()));
  return history_page(context, request, *lease, {"school", id.value, path.front().name},
                      "/schools/" + std::to_string(urn), TRY(edits_of_school(*lease, id)));
}

base::Result<web::Response> group_history(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  Store store(*lease);
  const std::string& ref = request.captured.at("ref");
  const base::Result<OrganisationId> authority = store.authority(ref);
  const OrganisationId id = authority.ok() ? authority.value() : TRY(store.group(ref));
  const guard::UnitPath path = TRY(unit_path_of_group(*lease, id));
  const std::string number = "id-" + std::to_string(id.value);
  return history_page(context, request, *lease, {"group", id.value, path.front().name},
                      (authority.ok() ? "/authorities/" : "/groups/") + number,
                      TRY(edits_of_group(*lease, id)));
}

}  // namespace

void add_edit_list_pages(web::Router& router, const Context& context) {
  using enum web::Audience;
  router.get("/edits", "Edits: what was changed beside what files say", "/edits", Member,
             [context](const web::Request& request) { return edits_page(context, request); });
  router.get(
      "/edits/disagreements", "Edits that a later file contradicts", "/edits/disagreements", Member,
      [context](const web::Request& request) { return disagreements_page(context, request); });
  router.get("/edits/{id}", "One edit: what, who, when, why, and whether it is in force",
             "/edits/1", Member,
             [context](const web::Request& request) { return edit_page_of(context, request); });
  router.get("/edits/{id}/withdraw", "What undoing an edit would change", "/edits/1/withdraw",
             Member, [context](const web::Request& request) {
               return withdraw_page(context, request, std::nullopt, "");
             });
  router.post("/edits/{id}/withdraw", "Undo an edit by a further one", "/edits/1/withdraw",
              "reason=As+agreed&version=0-0", Member,
              [context](const web::Request& request) { return withdraw(context, request); });
  router.get("/clusters/{id}/history", "Who changed what of a cluster, when and why",
             "/clusters/1/history", Member,
             [context](const web::Request& request) { return cluster_history(context, request); });
  router.get("/schools/{urn}/history", "Who changed what of a school, when and why",
             "/schools/990871/history", Member,
             [context](const web::Request& request) { return school_history(context, request); });
  router.get("/groups/{ref}/history", "Who changed what of a group and its clusters",
             "/groups/90001/history", Member,
             [context](const web::Request& request) { return group_history(context, request); });
}

}  // namespace registry
