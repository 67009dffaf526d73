// /schemes/of/{organisation}/import: the matrix that one keeps in a spreadsheet becomes a draft:
// what is understood of it, and what is not, is seen and mended before anything is saved.
#include "base/text.hpp"
#include "delegation/matrix.hpp"
#include "delegation/pages.hpp"
#include "governance/gias_layout.hpp"
#include "governance/store_names.hpp"
#include "web/asked.hpp"
#include "web/form_data.hpp"
#include "web/redirect.hpp"

namespace delegation {

namespace {

using registry::OrganisationId;
using web::Html;

// A request may have one megabyte.
constexpr web::FormLimits limits = {200, 512 * 1024};

struct Typed {
  std::string table;
  std::string mapping;  // "": to be proposed
  std::string from;
  std::string unit;  // of an overlay; "": the scheme of the group, or what the mapping says
};

struct Read {
  Mapping mapping;
  Imported imported;
  Checked checked;
};

base::Error at_field(base::Error error, std::string_view field) {
  error.field = field;
  return error;
}

base::Result<Read> read_typed(const Catalogue& catalogue, const Typed& typed, base::Date today) {
  auto table = read_table(typed.table);
  if (!table.ok()) return at_field(table.error(), "table");
  Read read;
  if (typed.mapping.empty()) {
    read.mapping = propose_mapping(catalogue, table.value());
  } else {
    auto mapping = read_mapping(catalogue, typed.mapping);
    if (!mapping.ok()) return at_field(mapping.error(), "mapping");
    read.mapping = std::move(mapping).value();
    complete_mapping(catalogue, table.value(), read.mapping);
  }
  web::FormData day;
  day.add("from", typed.from);
  const base::Date from = TRY(web::date_field(day, "from", today));
  if (read.mapping.head.from == base::Date() || !typed.from.empty()) read.mapping.head.from = from;
  if (!typed.unit.empty()) {
    const bool cluster = typed.unit.starts_with("cluster ");
    read.mapping.head.kind = cluster ? LayerKind::Cluster : LayerKind::School;
  }
  read.imported = imported(catalogue, table.value(), read.mapping);
  Layers layers;
  layers.push_back(std::make_unique<Layer>(catalogue, read.imported.scheme));
  check_alone(catalogue, *layers.front(), read.mapping.head.from, read.checked);
  const base::Status together = check_together(catalogue, layers, {read.mapping.head.from}, {},
                                               FactValues(), "", read.checked);
  if (!together.ok()) return at_field(together.error(), "mapping");
  return read;
}

Html remarks_part(const Imported& imported) {
  std::vector<Html> lost;
  std::vector<Html> other;
  for (const Remark& each : imported.remarks) {
    (each.lost ? lost : other).push_back(Html(remark_text(each)));
  }
  Html html;
  html.add(lost.empty()
               ? web::finding(web::Tone::Ok, "Everything that the table says was understood",
                              Html("Look at the mapping all the same."))
               : web::finding(web::Tone::Warn, "Not in the scheme", web::list(lost)));
  if (!other.empty()) html.add(web::section("h-other", "To be looked at", web::list(other)));
  return html;
}

base::Result<web::Response> shown(const Context& context, const web::Request& request,
                                  const std::optional<Typed>& typed,
                                  std::optional<base::Error> error) {
  const OrganisationId owner{web::captured_number(request, "organisation")};
  const sql::Lease lease = TRY(context->catalogue->database().read());
  TRY(writing_for(context, request, *lease, owner));
  const std::string name =
      TRY(governance::name_of(*lease, {governance::PlaceKind::Group, owner.value}));
  web::Page page = registry::plain_page(*context, request, "Take over a matrix for " + name);
  page.section = "Decisions";
  page.breadcrumbs = {{"Schemes of delegation", "/schemes"}, {name, schemes_href(owner, {})}};
  page.lead = Html(
      "Save your matrix as CSV: decisions down, levels across, in the cells ticks, letters or "
      "words. "
      "Nothing is saved before you have seen how it is read.");
  const Catalogue catalogue = TRY(catalogue_in_force(*lease));
  std::optional<Read> read;
  if (typed && !typed->table.empty()) {
    auto made = read_typed(catalogue, *typed, context->today());
    if (made.ok()) {
      read = std::move(made).value();
    } else if (!error) {
      error = made.error();
    }
  }
  if (error) web::show_error(page, *error);
  const auto error_of = [&](std::string_view field) {
    return error && error->field == field ? error->message : std::string();
  };
  if (read) {
    page.content.add(web::section("h-read", "How it was read", remarks_part(read->imported)));
    page.content.add(web::section("h-faults", "What is wrong with the scheme that comes of it",
                                  faults_part(read->checked)));
  }
  Html fields = web::text_area({.id = "table",
                                .label = "The table",
                                .hint = "Paste it here, or choose the file",
                                .error = error_of("table")},
                               typed ? typed->table : "", read ? 6 : 14);
  fields.add(
      web::file_input({.id = "file", .label = "Or the CSV file"}, ".csv,text/csv,text/plain"));
  fields.add(web::date_text({.id = "from", .label = "In force from", .error = error_of("from")},
                            typed ? typed->from : ""));
  fields.add(unit_input(typed ? typed->unit : "", error_of("unit")));
  if (read || (typed && !typed->mapping.empty())) {
    fields.add(web::text_area(
        {.id = "mapping",
         .label = "How the table is read",
         .hint =
             "Mend what was not understood: take away a ?, write a code, say what a letter means",
         .error = error_of("mapping")},
        read ? mapping_text(catalogue, read->mapping) : typed->mapping, 20));
  }
  Html buttons = web::button(read ? web::ButtonKind::Secondary : web::ButtonKind::Main,
                             read ? "Read it again" : "See how it is read", "step", "look");
  if (read) buttons.add(web::button(web::ButtonKind::Main, "Begin the draft", "step", "begin"));
  fields.add(web::button_group(buttons));
  page.content.add(web::upload_form("/schemes/of/" + std::to_string(owner.value) + "/import",
                                    *request.caller, {}, fields));
  return web::render(page, context->site);
}

base::Result<VersionId> begun(const Context& context, const web::Request& request,
                              const Typed& typed) {
  const OrganisationId owner{web::captured_number(request, "organisation")};
  const sql::Lease lease = TRY(context->catalogue->database().write());
  const governance::Writing writing = TRY(writing_for(context, request, *lease, owner));
  const Catalogue catalogue = TRY(catalogue_in_force(*lease));
  const Read read = TRY(read_typed(catalogue, typed, context->today()));
  const std::int64_t unit = TRY(unit_typed(*lease, typed.unit, context->today()));
  return begin_draft(*lease, {owner, unit, scheme_text(catalogue, read.imported.scheme)}, writing);
}

base::Result<web::Response> take(const Context& context, const web::Request& request) {
  const web::FormData form = TRY(web::read_form(request, limits));
  Typed typed{std::string(form.get_or("table", "")), std::string(form.get_or("mapping", "")),
              std::string(base::trim(form.get_or("from", ""))),
              std::string(base::trim(form.get_or("unit", "")))};
  const web::Upload* file = form.file("file");
  if (file && !file->bytes.empty()) {
    typed.table = governance::text_of_file(std::string(file->bytes));
    typed.mapping.clear();
  }
  if (typed.table.empty()) {
    return shown(context, request, typed,
                 base::make_error("bad_matrix", "Paste a table, or choose a file.", "table"));
  }
  if (form.get_or("step", "") != "begin") return shown(context, request, typed, std::nullopt);
  const auto made = begun(context, request, typed);
  if (made.ok()) return web::redirect(version_href(made.value()) + "/edit");
  if (made.error().kind == base::ErrorKind::Unavailable || made.error().code == "not_allowed") {
    return made.error();
  }
  return shown(context, request, typed, made.error());
}

}  // namespace

void add_matrix_pages(web::Router& router, const Context& context) {
  router.get("/schemes/of/{organisation}/import", "Takes over a matrix from a spreadsheet",
             "/schemes/of/1/import", web::Audience::Member, [context](const web::Request& request) {
               return shown(context, request, std::nullopt, std::nullopt);
             });
  router.post("/schemes/of/{organisation}/import", "How a matrix is read, and a draft of it",
              "/schemes/of/1/import", "step=look&table=Code,Board%0AF01,D", web::Audience::Member,
              [context](const web::Request& request) { return take(context, request); });
}

}  // namespace delegation
