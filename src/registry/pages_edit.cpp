// What the pages of editing share.
#include "registry/pages_edit.hpp"

#include "base/text.hpp"
#include "registry/store_units.hpp"

namespace registry {

namespace {

using web::Html;

struct Way {
  EditKind kind;
  std::string_view label;
};

Html panel(const web::Request& request, const guard::UnitPath& path, base::Date today,
           const std::vector<Way>& ways, std::string_view about, std::int64_t id,
           const std::string& history) {
  std::vector<Html> items;
  if (guard::shows(request, guard::Action::Edit, path, today)) {
    for (const Way& way : ways) {
      items.push_back(web::link(edit_href(way.kind, about, id), Html(way.label)));
    }
  }
  items.push_back(web::link(history, Html("History: who changed what, and when")));
  return web::panel("Change", web::list(items));
}

bool signed_in(const web::Request& request) { return guard::principal_of(request).signed_in; }

}  // namespace

std::string edit_href(EditKind kind, std::string_view about, std::int64_t id) {
  return "/edits/new/" + std::string(edit_code(kind)) + "?" + std::string(about) + "=" +
         std::to_string(id);
}

base::Result<Html> edit_panel(const Visit& visit, const web::Request& request,
                              const ClusterRow& cluster) {
  if (!signed_in(request)) return Html();
  const guard::UnitPath path = TRY(unit_path_of_cluster(*visit.lease, cluster.id));
  return panel(request, path, visit.as_of.today,
               {{EditKind::MembershipAdd, "Add a school"},
                {EditKind::MembershipMove, "Move a school to another cluster"},
                {EditKind::MembershipEnd, "End a membership"},
                {EditKind::ClusterLead, "Set the lead school"},
                {EditKind::MembershipFunding, "Make it the funding cluster of a school"},
                {EditKind::ClusterRename, "Rename the cluster"},
                {EditKind::ClusterChange, "Change its letter or kind"},
                {EditKind::ClusterEnd, "End the cluster"}},
               "cluster", cluster.id.value,
               "/clusters/" + std::to_string(cluster.id.value) + "/history");
}

base::Result<Html> edit_panel(const Visit& visit, const web::Request& request, SchoolId school,
                              std::int64_t urn) {
  if (!signed_in(request)) return Html();
  const guard::UnitPath path = TRY(unit_path_of_school(*visit.lease, school, visit.as_of.today));
  return panel(request, path, visit.as_of.today, {{EditKind::SchoolCorrect, "Correct a fact"}},
               "urn", urn, "/schools/" + std::to_string(urn) + "/history");
}

base::Result<Html> edit_panel(const Visit& visit, const web::Request& request,
                              const OrganisationRow& group) {
  if (!signed_in(request)) return Html();
  const guard::UnitPath path = TRY(unit_path_of_group(*visit.lease, group.id));
  std::vector<Way> ways = {{EditKind::ClusterMake, "Make a cluster"}};
  if (group.uid) ways.push_back({EditKind::GroupCorrect, "Correct a fact"});
  return panel(request, path, visit.as_of.today, ways, "group", group.id.value,
               "/groups/id-" + std::to_string(group.id.value) + "/history");
}

Html edits_panel(const web::Request& request) {
  if (!signed_in(request)) return {};
  return web::panel(
      "Edits",
      web::list({web::link("/edits", Html("All edits, the newest first")),
                 web::link("/edits/disagreements", Html("Edits that a later file contradicts")),
                 web::link("/edits/import", Html("Make many edits from a CSV file"))}));
}

Html saved_notice(const web::Request& request) {
  const auto edit = base::parse_integer(request.query.get_or("saved", ""));
  if (!edit || *edit <= 0) return {};
  const std::string number = std::to_string(*edit);
  Html words("Your change is saved. ");
  words.add(web::link("/edits/" + number, Html("See edit " + number + ", or undo it")));
  return web::paragraph(words.add(Html(".")));
}

web::Page edit_page(const Context& context, const web::Request& request, std::string title) {
  web::Page page = plain_page(*context, request, std::move(title));
  page.notice = saved_notice(request);
  return page;
}

Html changes_of(const EditPreview& preview, std::string_view caption) {
  if (preview.rows.empty()) {
    return web::paragraph(Html("Nothing is otherwise than it was: other edits or files say so."));
  }
  std::vector<web::Change> rows;
  for (const ChangedRow& row : preview.rows) {
    rows.push_back({row.label, Html(row.before), Html(row.after)});
  }
  return web::changes(caption, rows);
}

Authorise authorise(const web::Request& request, base::Date today, std::string reason) {
  return [&request, today,
          reason = std::move(reason)](const EditPreview& preview) -> base::Result<guard::Doer> {
    const guard::Principal& principal = guard::principal_of(request);
    guard::Ruling ruling;
    for (const guard::UnitPath& path : preview.paths) {
      ruling = TRY(guard::require(principal, guard::Action::Edit, path, today));
    }
    return guard::doer_of(principal, guard::power_of(ruling), reason);
  };
}

SaveOptions save_options(const Context& context, const web::Request& request, std::string reason) {
  SaveOptions options;
  options.today = context->today();
  options.now_s = context->now_s();
  options.authorise = authorise(request, options.today, std::move(reason));
  return options;
}

std::string href_of(const guard::Subject& subject, std::int64_t edit) {
  const std::string saved = "?saved=" + std::to_string(edit);
  const std::string id = std::to_string(subject.id);
  if (subject.kind == "cluster" && subject.id != 0) return "/clusters/" + id + saved;
  if (subject.kind == "group") return "/groups/id-" + id + saved;
  return "/edits/" + std::to_string(edit) + saved;
}

}  // namespace registry
