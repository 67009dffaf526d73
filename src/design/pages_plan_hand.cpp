// Changing a plan by hand: POST /plans/{plan}/hand, revert and rename; and what a move would
// change, before it is made.
#include <algorithm>

#include "base/text.hpp"
#include "design/pages_plan_parts.hpp"
#include "web/json.hpp"
#include "web/redirect.hpp"

namespace design {

namespace {

using web::Html;

// The field of the form where it was typed, "" where that form has none for it.
base::Error at_field(base::Error error, const web::NamedValues& typed) {
  const std::string_view at = typed.get_or("at", "");
  const std::string_view kind = typed.get_or("kind", "");
  const std::string field = error.field == "school" ? "urn" : error.field;
  error.field.clear();
  if (at == "cluster") {
    if (kind == "merge") {
      error.field = "merge-to";
    } else if (kind == "rename") {
      error.field = "name";
    } else if (field == "to") {
      error.field = "to";
    } else if (kind != "lock" && kind != "unlock") {
      error.field = "kind-1";
    }
  } else if (at == "school") {
    if (kind == "move") error.field = "to";
  } else if (kind == "move") {
    error.field = field == "urn" ? "urn" : "to";
  }
  return error;
}

base::Result<Hand> hand_of(const web::NamedValues& typed, const Facts& facts, const Plan& plan) {
  const std::string_view code = typed.get_or("kind", "");
  const std::optional<HandKind> kind = hand_kind_of(code);
  if (!kind) {
    return base::make_error("bad_plan", "Choose what to do with the plan.", "kind");
  }
  Hand hand;
  hand.kind = *kind;
  const bool of_cluster = *kind == HandKind::Lock || *kind == HandKind::Unlock ||
                          *kind == HandKind::Split || *kind == HandKind::Merge ||
                          *kind == HandKind::Rename;
  for (const std::string_view urn : typed.all("urn")) {
    if (!urn.empty()) hand.schools.push_back(TRY(school_called(facts, urn)));
  }
  if (of_cluster) hand.cluster = TRY(cluster_called(plan, typed.get_or("cluster", "")));
  const std::string_view to = typed.get_or("to", "");
  if (*kind == HandKind::Move || *kind == HandKind::Merge) {
    if (to.empty()) return base::make_error("bad_plan", "Choose a cluster.", "to");
    if (to != to_none) hand.to = TRY(cluster_called(plan, to));
  }
  if (*kind == HandKind::Rename || *kind == HandKind::Split) {
    hand.name = base::trim(typed.get_or("name", ""));
    hand.letter = base::trim(typed.get_or("letter", ""));
  }
  return hand;
}

base::Result<Handled> handled_of(const web::NamedValues& typed, const Facts& facts,
                                 const Plan& plan) {
  return handle(plan, facts, TRY(hand_of(typed, facts, plan)));
}

std::int64_t number_of(const web::NamedValues& typed, std::string_view name) {
  return base::parse_integer(typed.get_or(name, "")).value_or(0);
}

// All that was typed, so that it can be sent again on the newest version.
std::vector<web::Hidden> typed_again(const web::NamedValues& typed, std::int64_t version) {
  std::vector<web::Hidden> hidden;
  for (const auto& [name, value] : typed.pairs()) {
    if (name == "version" || name == web::csrf_field) continue;
    hidden.push_back({name, value});
  }
  hidden.push_back({"version", std::to_string(version)});
  return hidden;
}

Html happened_since(const PlanShown& shown, std::int64_t seen) {
  std::vector<web::Event> events;
  for (const VersionRow& each : shown.versions) {
    if (each.version <= seen) break;
    events.push_back({base::moment(each.made_at), Html(each.what),
                      Html(each.by + ", version " + std::to_string(each.version))});
  }
  return web::events(events);
}

// `what`: the sentence of the change on the newest version; an error says why it is none now.
base::Result<web::Response> conflict_page(const Context& context, const web::Request& request,
                                          const web::NamedValues& typed, std::string_view action,
                                          const base::Result<std::string>& what) {
  const PlanShown shown = TRY(plan_shown(context, request));
  web::Page page = plan_frame(context, request, shown, "Somebody else changed this plan meanwhile");
  page.status = 409;
  page.error_code = "plan_conflict";
  page.breadcrumbs.push_back({shown.row().name, plan_href(shown.row().id)});
  page.lead = Html("Your change is not saved yet, and nothing is lost.");
  page.content.add(web::section("h-since", "What happened meanwhile",
                                happened_since(shown, number_of(typed, "version"))));
  Html yours;
  if (what.ok()) {
    yours = web::paragraph(Html(what.value() + "."));
    yours.add(web::post_form(action, *request.caller, typed_again(typed, shown.row().version),
                             web::button(web::ButtonKind::Main, "Do it all the same")));
  } else {
    yours = web::paragraph(Html("It cannot be made any more: " + what.error().message));
  }
  yours.add(
      web::paragraph(web::link(plan_href(shown.row().id), Html("Leave the plan as it is now"))));
  page.content.add(web::section("h-yours", "Your change", yours));
  return web::render(page, context->registry->site);
}

// Published or enacted: a copy can be changed.
base::Result<web::Response> settled_page(const Context& context, const web::Request& request,
                                         const base::Error& error) {
  const PlanShown shown = TRY(plan_shown(context, request));
  web::Page page = plan_frame(context, request, shown, "This plan can no longer be changed");
  page.status = 409;
  page.error_code = error.code;
  page.breadcrumbs.push_back({shown.row().name, plan_href(shown.row().id)});
  page.lead = Html(error.message);
  page.content = web::post_form(plan_href(shown.row().id) + "/copy", *request.caller, {},
                                web::button(web::ButtonKind::Main, "Copy and change"));
  page.content.add(
      web::paragraph(web::link(plan_href(shown.row().id), Html("Leave the plan as it is"))));
  return web::render(page, context->registry->site);
}

// Back to the page where it was typed, with what was typed.
base::Result<web::Response> refused_page(const Context& context, const web::Request& request,
                                         const web::NamedValues& typed, const base::Error& error) {
  const Refused refused{at_field(error, typed), typed};
  const std::string_view at = typed.get_or("at", "");
  const PlanShown shown = TRY(plan_shown(context, request));
  if (at == "school") {
    const auto school = school_called(shown.facts(), typed.get_or("urn", ""));
    if (school.ok()) return plan_school_page(context, request, school.value(), refused);
  }
  if (at == "cluster") {
    const auto cluster = cluster_called(shown.plan(), typed.get_or("cluster", ""));
    if (cluster.ok()) return plan_cluster_page(context, request, cluster.value(), refused);
  }
  return plan_page(context, request, refused);
}

std::string done_href(PlanId id, std::int64_t version) {
  return plan_href(id) + "?done=" + std::to_string(version);
}

// Who changes which plan; nothing is held meanwhile, because a save wants a connection of its own.
struct Change {
  Writing writing;
  OnTable table;
  const PlanRow& row() const { return table.stored.row; }
};
base::Result<Change> change_of(const Context& context, const web::Request& request) {
  PlanVisit visit = TRY(plan_visit(context, request));
  Writing writing = TRY(writing_of(context, request, visit.path));
  return Change{std::move(writing), std::move(visit.table)};
}

base::Result<web::Response> by_hand(const Context& context, const web::Request& request) {
  const web::FormData typed = TRY(web::read_form(request));
  const Change change = TRY(change_of(context, request));
  const PlanRow& row = change.row();
  if (row.state == PlanState::Published || row.state == PlanState::Enacted) {
    return settled_page(
        context, request,
        base::make_error("plan_settled", row.name + " is not a draft any more. Copy it, and "
                                                    "change the copy."));
  }
  const Facts& facts = change.table.bench->facts;
  const base::Result<Handled> handled = handled_of(typed, facts, change.table.read.plan);
  const auto conflict = [&] {
    using What = base::Result<std::string>;
    return conflict_page(context, request, typed, hand_href(row.id),
                         handled.ok() ? What(handled.value().sentence) : What(handled.error()));
  };
  if (number_of(typed, "version") != row.version) return conflict();
  if (!handled.ok()) return refused_page(context, request, typed, handled.error());
  const base::Result<std::int64_t> saved = [&]() -> base::Result<std::int64_t> {
    const sql::Lease lease = TRY(context->database().write());
    return save_plan(*lease, row.id, row.version, plan_text(handled.value().plan, facts),
                     handled.value().sentence, change.writing);
  }();
  if (saved.ok()) return web::redirect(done_href(row.id, saved.value()));
  if (saved.error().code == "plan_conflict") return conflict();
  if (saved.error().code == "plan_settled") return settled_page(context, request, saved.error());
  return saved.error();
}

base::Result<web::Response> revert(const Context& context, const web::Request& request) {
  const web::FormData typed = TRY(web::read_form(request));
  const Change change = TRY(change_of(context, request));
  const PlanId id = change.row().id;
  const std::int64_t to = number_of(typed, "to");
  const base::Result<std::int64_t> saved = [&]() -> base::Result<std::int64_t> {
    const sql::Lease lease = TRY(context->database().write());
    return revert_plan(*lease, id, number_of(typed, "version"), to, change.writing);
  }();
  if (saved.ok()) return web::redirect(done_href(id, saved.value()));
  if (saved.error().code == "plan_conflict") {
    return conflict_page(context, request, typed, plan_href(id) + "/revert",
                         "Go back to version " + std::to_string(to));
  }
  if (saved.error().code == "plan_settled") return settled_page(context, request, saved.error());
  return saved.error();
}

base::Result<web::Response> rename(const Context& context, const web::Request& request) {
  const web::FormData typed = TRY(web::read_form(request));
  const Change change = TRY(change_of(context, request));
  const std::string name(base::trim(typed.get_or("name", "")));
  const base::Status saved = [&]() -> base::Status {
    const sql::Lease lease = TRY(context->database().write());
    return rename_plan(*lease, change.row().id, name, change.writing);
  }();
  if (saved.ok()) return web::redirect(plan_href(change.row().id));
  if (saved.error().code == "plan_settled") return settled_page(context, request, saved.error());
  return plan_page(context, request, Refused{saved.error(), typed});
}

base::Result<web::Response> copy(const Context& context, const web::Request& request) {
  TRY(web::read_form(request));
  const Change change = TRY(change_of(context, request));
  const PlanRow& row = change.row();
  const sql::Lease lease = TRY(context->database().write());
  return web::redirect(
      plan_href(TRY(copy_plan(*lease, row.id, "Copy of " + row.name, change.writing))));
}

// ---- what would change --------------------------------------------------------------------------

std::vector<std::string> broken_texts(const std::vector<std::string>& of,
                                      const std::vector<std::string>& without) {
  std::vector<std::string> texts;
  for (const std::string& each : of) {
    if (std::find(without.begin(), without.end(), each) == without.end()) texts.push_back(each);
  }
  return texts;
}

void write_texts(web::JsonWriter& json, std::string_view name,
                 const std::vector<std::string>& texts) {
  json.key(name);
  json.begin_array();
  for (const std::string& each : texts) json.value(each);
  json.end_array();
}

base::Result<web::Response> what_if(const Context& context, const web::Request& request) {
  const PlanVisit visit = TRY(plan_visit(context, request));
  const OnTable& table = visit.table;
  web::NamedValues typed;
  typed.add("kind", "move");
  typed.add("urn", std::string(request.query.get_or("urn", "")));
  typed.add("to", std::string(request.query.get_or("to", "")));
  const Handled handled = TRY(handled_of(typed, table.bench->facts, table.read.plan));
  const PlanViewPtr before = context->views.of(table);
  const PlanView after = view_of(table.bench, handled.plan, before->common);
  web::JsonWriter json;
  json.begin_object();
  json.member("version", table.stored.row.version);
  json.member("sentence", handled.sentence);
  json.member("changed", measured_change(*before, after));
  write_texts(json, "breaks", broken_texts(after.measured.broken, before->measured.broken));
  write_texts(json, "mends", broken_texts(before->measured.broken, after.measured.broken));
  json.key("measures");
  json.begin_array();
  for (const std::size_t place : chief_measures()) {
    const MeasureKind& kind = measure_kinds()[place];
    json.begin_object();
    json.member("measure", kind.name);
    json.member("unit", kind.unit);
    json.member("before", before->measured.whole[place].value);
    json.member("after", after.measured.whole[place].value);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return registry::json_response(json.take());
}

}  // namespace

void add_plan_hand_pages(web::Router& router, const Context& context) {
  using enum web::Audience;
  router.get("/plans/{plan}/what-if",
             "What moving a school would change in a plan, as JSON, before anything is saved",
             "/plans/2/what-if?urn=990867&to=A", Member,
             [context](const web::Request& request) { return what_if(context, request); });
  router.post("/plans/{plan}/hand", "Change a plan by hand: move, pin, lock, split, merge, rename",
              "/plans/2/hand", "version=1&kind=lock&cluster=A", Member,
              [context](const web::Request& request) { return by_hand(context, request); });
  router.post("/plans/{plan}/revert", "Go back to an earlier version of a plan", "/plans/2/revert",
              "version=1&to=1", Member,
              [context](const web::Request& request) { return revert(context, request); });
  router.post("/plans/{plan}/copy", "Copy a plan, so that the copy can be changed", "/plans/2/copy",
              "", Member,
              [context](const web::Request& request) { return copy(context, request); });
  router.post("/plans/{plan}/rename", "Give a plan another name", "/plans/2/rename",
              "name=After+the+heads+met", Member,
              [context](const web::Request& request) { return rename(context, request); });
}

}  // namespace design
