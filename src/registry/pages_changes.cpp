// /changes
#include "base/text.hpp"
#include "registry/pages_lists.hpp"

namespace registry {

namespace {

using web::Html;

struct Asked {
  base::Date from;
  base::Date to;
  std::string within;  // what the reader wrote
  Filter filter;
  std::string within_name;
  std::vector<web::FormError> errors;
  std::string from_text;
  std::string to_text;
};

base::Date read_day(const web::Request& request, std::string_view name, std::string& text,
                    base::Date otherwise, Asked& asked) {
  text = base::trim(request.query.get_or(name, ""));
  if (text.empty()) {
    text = otherwise.long_form();
    return otherwise;
  }
  std::optional<base::Date> date = base::Date::parse(text);
  if (date) return *date;
  asked.errors.push_back({std::string(name), "Enter a real date, such as 24 May 2025"});
  return otherwise;
}

// An authority or a group, by code, UID or name.
base::Status read_within(const web::Request& request, Visit& now, Asked& asked) {
  asked.within = base::trim(request.query.get_or("within", ""));
  if (asked.within.empty()) return {};
  base::Result<OrganisationId> authority = now.store.authority(asked.within);
  base::Result<OrganisationId> group = authority.ok() ? authority : now.store.group(asked.within);
  if (authority.ok()) {
    asked.filter.authority = authority.value();
  } else if (group.ok()) {
    asked.filter.organisation = group.value();
  } else {
    asked.errors.push_back({"within",
                            "Enter the name of an authority or group as the register "
                            "has it, or leave this empty"});
    return {};
  }
  auto found =
      TRY(now.store.organisation(authority.ok() ? authority.value() : group.value(), now.on()));
  if (found) asked.within_name = found->name;
  return {};
}

base::Result<Asked> read(const web::Request& request, Visit& now) {
  Asked asked;
  base::Date today = now.on();
  base::Date year_ago =
      base::Date::from_ymd(today.year() - 1, today.month(), today.month() == 2 ? 28 : today.day())
          .value_or(today.plus_days(-365));
  asked.from = read_day(request, "from", asked.from_text, year_ago, asked);
  asked.to = read_day(request, "to", asked.to_text, today, asked);
  TRY(read_within(request, now, asked));
  if (asked.errors.empty() && asked.to <= asked.from) {
    asked.errors.push_back({"to", "Enter a day after " + asked.from.long_form()});
  }
  return asked;
}

std::string error_of(const Asked& asked, std::string_view field) {
  for (const web::FormError& error : asked.errors) {
    if (error.field_id == field) return error.message;
  }
  return {};
}

Html form_of(const Asked& asked) {
  Html fields = web::date_text({"from", "From", "", error_of(asked, "from")}, asked.from_text);
  fields.add(web::date_text({"to", "To", "", error_of(asked, "to")}, asked.to_text));
  fields.add(web::text_input(
      {"within", "Authority or group", "For example, Eastmarch. Leave it empty for all schools",
       error_of(asked, "within")},
      asked.within));
  fields.add(web::button(web::ButtonKind::Main, "Compare"));
  return web::panel("Compare two days", web::get_form("/changes", {}, fields));
}

Html tiles_of(const ChangeList& list, const web::Request& request) {
  std::vector<web::Tile> tiles;
  for (std::size_t at = 0; at < change_kind_count; ++at) {
    ChangeKind kind = static_cast<ChangeKind>(at);
    bool cluster = kind >= ChangeKind::JoinedCluster;
    if (cluster && list.count(kind) == 0) continue;
    web::Query query = request.query.set("page", "").set("kind", change_code(kind));
    tiles.push_back({base::with_thousands(list.count(kind)), std::string(change_label(kind)), "",
                     list.count(kind) == 0 ? "" : "/changes" + query.text() + "#h-list"});
  }
  return web::tiles(tiles);
}

std::vector<Change> chosen(const ChangeList& list, std::string_view kind) {
  std::vector<Change> rows;
  for (const Change& change : list.changes) {
    if (kind.empty() || change_code(change.kind) == kind) rows.push_back(change);
  }
  return rows;
}

Html list_of(const std::vector<Change>& rows, const Slice& slice, const web::AsOf& as_of) {
  web::Table table;
  table.caption = "What changed";
  table.columns = {{"School"}, {"What"}, {"Before"}, {"After"}};
  for (std::size_t at = slice.first; at < slice.last; ++at) {
    const Change& change = rows[at];
    Html after = change.after.empty() ? web::does_not_apply() : Html(change.after);
    std::optional<std::int64_t> successor = base::parse_integer(change.after);
    if (change.kind == ChangeKind::Continued && successor) {
      after = web::link(school_href(*successor, as_of), Html("URN " + change.after));
    }
    Html school = web::link(school_href(change.urn, as_of), Html(change.school));
    school.add(web::sub(Html("URN " + std::to_string(change.urn))));
    table.rows.push_back(
        {{school, Html(change_label(change.kind)),
          change.before.empty() ? web::does_not_apply() : Html(change.before), after}});
  }
  return web::table(table);
}

base::Result<web::Response> changes_page(const Context& context, const web::Request& request) {
  Format format = TRY(format_of(request));
  Visit now = TRY(visit(*context, request));
  Asked asked = TRY(read(request, now));
  ChangeList list;
  if (asked.errors.empty()) {
    list = TRY(changes_between(*now.lease, asked.from, asked.to, asked.filter));
  } else if (format != Format::Html) {
    return base::make_error("bad_request", asked.errors.front().message + ".",
                            asked.errors.front().field_id);
  }
  std::string_view kind = request.query.get_or("kind", "");
  if (format == Format::Csv) return csv_response(changes_csv(list), "changes");
  if (format == Format::Json) return json_response(changes_json(list, asked.from, asked.to, true));

  web::Page page = begin_page(now, "What changed between two days", "Changes");
  page.as_of.shown = false;
  page.errors = asked.errors;
  if (!asked.errors.empty()) {
    page.status = 400;
    page.error_code = "bad_query";
    page.content = form_of(asked);
    return web::render(page, context->site);
  }
  page.tools = format_links(request);
  page.caption = Html(asked.within_name.empty() ? "All schools" : asked.within_name);
  page.lead = Html("From " + asked.from.long_form() + " to " + asked.to.long_form() +
                   ". The two days are compared with each other; what came and went between them "
                   "does not show.");
  std::vector<Change> rows = chosen(list, kind);
  Slice slice = slice_of(request, rows.size());
  Html left = tiles_of(list, request);
  Html table = rows.empty() ? web::empty_state("Nothing changed that the registry knows of.",
                                               Html("Choose other days, or import the extracts "
                                                    "that lie between them."))
                            : list_of(rows, slice, now.as_of);
  left.add(web::section("h-list",
                        count_words(static_cast<std::int64_t>(rows.size()), "change", "changes"),
                        table.add(slice_links(request, slice))));
  page.content = web::columns(web::Columns::TwoOne, left, form_of(asked));
  return web::render(page, context->site);
}

}  // namespace

void add_change_pages(web::Router& router, const Context& context) {
  router.get("/changes", "Who opened, closed, joined, left and moved between two days",
             "/changes?from=2019-09-01&to=2022-09-01",
             [context](const web::Request& request) { return changes_page(context, request); });
}

}  // namespace registry
