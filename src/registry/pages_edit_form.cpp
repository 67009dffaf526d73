// /edits/new/{kind}: the form of every kind of edit, what it would change, and saving it.
#include <algorithm>

#include "base/text.hpp"
#include "registry/edit_facts.hpp"
#include "registry/pages_edit.hpp"
#include "registry/store_units.hpp"
#include "web/redirect.hpp"

namespace registry {

namespace {

using web::Html;
using web::NamedValues;

const std::vector<web::Choice> kind_choices = {
    {"cluster", "Cluster"}, {"hub", "Hub"}, {"zone", "Zone"}, {"partnership", "Partnership"}};

// Which fields the form of a kind has, in their order; "from?" may be left empty.
struct FormRow {
  EditKind kind;
  std::string_view title;
  std::string_view fields;
};
constexpr FormRow forms[] = {
    {EditKind::ClusterMake, "Make a cluster", "name letter kind from?"},
    {EditKind::ClusterRename, "Rename the cluster", "name"},
    {EditKind::ClusterChange, "Change letter or kind", "letter kind"},
    {EditKind::ClusterEnd, "End the cluster", "from"},
    {EditKind::ClusterLead, "Set the lead school", "member from"},
    {EditKind::MembershipAdd, "Add a school", "urn from until? roles"},
    {EditKind::MembershipMove, "Move a school to another cluster", "member to from funding"},
    {EditKind::MembershipEnd, "End a membership", "member from"},
    {EditKind::MembershipFunding, "Make it the funding cluster", "member from"},
    {EditKind::SchoolCorrect, "Correct a fact of a school", "school-fact value from? until?"},
    {EditKind::GroupCorrect, "Correct a fact of a group", "group-fact value"},
};

const FormRow* form_of(std::string_view code) {
  const auto* found = std::find_if(std::begin(forms), std::end(forms),
                                   [&](const FormRow& row) { return edit_code(row.kind) == code; });
  return found == std::end(forms) ? nullptr : found;
}

// What was typed as a request. Errors: bad_date, bad_number.
base::Result<std::int64_t> number_of(const NamedValues& typed, std::string_view name) {
  const std::string_view text = base::trim(typed.get_or(name, ""));
  if (text.empty()) return 0;
  if (const auto number = base::parse_integer(text)) return *number;
  return base::make_error("bad_number",
                          "\"" + std::string(text) + "\" is not a number; a URN has six digits.",
                          std::string(name));
}

base::Result<EditRequest> request_of(const NamedValues& typed, EditKind kind) {
  EditRequest request;
  Edit& edit = request.edit;
  edit.kind = kind;
  request.cluster = ClusterId{TRY(number_of(typed, "cluster"))};
  request.to_cluster = ClusterId{TRY(number_of(typed, "to"))};
  request.organisation = OrganisationId{TRY(number_of(typed, "group"))};
  edit.urn = TRY(number_of(typed, "urn"));
  edit.name = typed.get_or("name", "");
  edit.letter = typed.get_or("letter", "");
  edit.cluster_kind = typed.get_or("kind", "");
  edit.fact = typed.get_or("fact", "");
  edit.value = typed.get_or("value", "");
  edit.from = TRY(web::date_field(typed, "from", base::Date::distant_past()));
  edit.until = TRY(web::date_field(typed, "until", base::Date::distant_future()));
  edit.reason = base::trim(typed.get_or("reason", ""));
  for (const std::string_view role : typed.all("roles")) {
    edit.funding = edit.funding || role == "funding";
    edit.lead = edit.lead || role == "lead";
  }
  return request;
}

// What the form is about, by its address.
struct About {
  std::string name;
  std::string href;
  guard::UnitPath path;
  std::vector<web::Hidden> hidden;
  std::optional<ClusterRow> cluster;
};

base::Result<About> about_of(Visit& now, const NamedValues& typed, EditKind kind) {
  About about;
  sql::Connection& connection = *now.lease;
  if (kind == EditKind::SchoolCorrect) {
    const std::int64_t urn = TRY(number_of(typed, "urn"));
    const SchoolId id = TRY(now.store.school_of_urn(urn));
    about.path = TRY(unit_path_of_school(connection, id, now.as_of.today));
    about.href = "/schools/" + std::to_string(urn);
    about.hidden = {{"urn", std::to_string(urn)}};
  } else if (kind == EditKind::ClusterMake || kind == EditKind::GroupCorrect) {
    const OrganisationId id{TRY(number_of(typed, "group"))};
    const std::optional<OrganisationRow> group = now.reference->organisation(id, now.on());
    if (!group) {
      return base::make_error("group_not_found", "There is no group of this number.", "group");
    }
    about.path = TRY(unit_path_of_group(connection, id));
    about.href = group_href(*group, now.as_of);
    about.hidden = {{"group", std::to_string(id.value)}};
  } else {
    about.cluster = TRY(now.store.cluster(ClusterId{TRY(number_of(typed, "cluster"))}));
    about.path = TRY(unit_path_of_cluster(connection, about.cluster->id));
    about.href = cluster_href(about.cluster->id, now.as_of);
    about.hidden = {{"cluster", std::to_string(about.cluster->id.value)}};
  }
  about.name = about.path.front().name;
  return about;
}

// The schools that are in the cluster today or will be.
base::Result<std::vector<web::Choice>> member_choices(Visit& now, ClusterId cluster) {
  std::vector<web::Choice> choices;
  for (const MemberRow& member : TRY(now.store.members(*now.reference, cluster, now.on()))) {
    if (member.period.until() <= now.on()) continue;
    std::string urn = std::to_string(member.school.state.urn);
    std::string label = member.school.state.name + ", " + member.period.describe();
    choices.push_back({std::move(urn), std::move(label)});
  }
  return choices;
}

std::vector<web::Choice> fact_choices(std::span<const FactRow> facts) {
  std::vector<web::Choice> choices;
  for (const FactRow& fact : facts) {
    std::string label(fact.label);
    if (!fact.hint.empty())
      label +=
          " (" + base::lower_ascii(fact.hint.substr(0, 1)) + std::string(fact.hint.substr(1)) + ")";
    choices.push_back({std::string(fact.code), std::move(label)});
  }
  return choices;
}

class Fields {
 public:
  Fields(Visit& now, const About& about, EditKind kind, const NamedValues& typed,
         const std::optional<base::Error>& error)
      : now_(now), about_(about), kind_(kind), typed_(typed), error_(error) {}

  base::Result<Html> draw(std::string_view names) {
    Html html;
    for (const std::string_view name : base::split(names, ' ')) html.add(TRY(field(name)));
    const bool needed = kind_ == EditKind::SchoolCorrect || kind_ == EditKind::GroupCorrect;
    return html.add(web::text_area({.id = "reason",
                                    .label = "Reason",
                                    .hint = needed ? "How you know: it is kept beside the fact"
                                                   : "For the history; may be empty",
                                    .error = said("reason")},
                                   typed("reason")));
  }

 private:
  std::string said(std::string_view id) const {
    return error_ && error_->field == id ? error_->message : "";
  }
  std::string_view typed(std::string_view name, std::string_view otherwise = "") const {
    return typed_.get_or(name, otherwise);
  }

  base::Result<Html> field(std::string_view name) {
    if (name == "member") return members();
    if (name == "to") return clusters();
    const ClusterRow none;
    const ClusterRow& cluster = about_.cluster ? *about_.cluster : none;
    if (name == "name") {
      return web::text_input({.id = "name", .label = "Name", .error = said("name")},
                             typed("name", cluster.name), web::Width::Twenty);
    }
    if (name == "letter") {
      return web::text_input({.id = "letter",
                              .label = "Letter",
                              .hint = "Stands for it on maps; may be empty",
                              .error = said("letter")},
                             typed("letter", cluster.letter), web::Width::Four);
    }
    if (name == "kind") {
      return web::select({.id = "kind", .label = "Kind", .error = said("kind")}, kind_choices,
                         typed("kind", cluster.kind.empty() ? "cluster" : cluster.kind));
    }
    if (name == "urn") {
      return web::text_input({.id = "urn",
                              .label = "School",
                              .hint = "Its URN, six digits: the search finds it",
                              .error = said("urn"),
                              .typed = web::Typed::WholeNumber},
                             typed("urn"), web::Width::Ten);
    }
    if (name == "value") {
      return web::text_input({.id = "value",
                              .label = "What it is",
                              .hint = "Empty: not known",
                              .error = said("value")},
                             typed("value"));
    }
    if (name.ends_with("fact")) {
      return web::select({.id = "fact", .label = "Fact", .error = said("fact")},
                         fact_choices(name == "group-fact" ? group_facts() : school_facts()),
                         typed("fact"));
    }
    if (name == "roles" || name == "funding") return roles(name == "roles");
    return day(name);
  }

  Html day(std::string_view name) const {
    const bool needed = !name.ends_with("?");
    const std::string id(name.substr(0, name.size() - (needed ? 0 : 1)));
    const bool first = id == "from";
    const std::string empty = first ? "for all days" : "until further notice";
    return web::date_text(
        {.id = id,
         .label = first ? "First day on which it holds" : "First day on which it holds no more",
         .hint = std::string("Such as 1 September 2027") +
                 (needed ? "; it may lie ahead" : ". Empty: " + empty),
         .error = said(id)},
        typed(id));
  }

  Html roles(bool lead) const {
    std::vector<web::Choice> choices = {
        {"funding", "It is the school's funding cluster", "Takes the place of the one before"}};
    if (lead) choices.push_back({"lead", "The school leads the cluster"});
    std::vector<std::string> chosen;
    for (const std::string_view each : typed_.all("roles")) chosen.emplace_back(each);
    return web::checkboxes({.id = "roles", .label = "As what"}, choices, chosen);
  }

  base::Result<Html> members() {
    std::vector<web::Choice> choices = TRY(member_choices(now_, about_.cluster->id));
    if (kind_ == EditKind::ClusterLead) choices.insert(choices.begin(), {"0", "No lead school"});
    return web::select({.id = "urn", .label = "School", .error = said("urn")}, choices,
                       typed("urn"));
  }

  base::Result<Html> clusters() {
    std::vector<web::Choice> choices;
    for (const ClusterRow& each : TRY(now_.store.clusters(about_.cluster->owner))) {
      if (each.id == about_.cluster->id) continue;
      choices.push_back({std::to_string(each.id.value), each.name});
    }
    return web::select({.id = "to", .label = "To which cluster", .error = said("to")}, choices,
                       typed("to"));
  }

  Visit& now_;
  const About& about_;
  EditKind kind_;
  const NamedValues& typed_;
  const std::optional<base::Error>& error_;
};

// The errors of a form, at the fields as they are called there.
base::Error at_field(base::Error error) {
  if (error.code == "school_not_found" || error.field == "URN") error.field = "urn";
  return error;
}

// What a person can mend by typing something else.
bool of_typing(const base::Error& error) {
  return error.kind == base::ErrorKind::Invalid || error.kind == base::ErrorKind::Conflict ||
         error.code == "school_not_found";
}

class Flow {
 public:
  Flow(const Context& context, const web::Request& request, const FormRow& form)
      : context_(context), request_(request), form_(form) {}

  base::Result<web::Response> show() {
    TRY(enter(request_.query));
    return form(request_.query, std::nullopt);
  }

  base::Result<web::Response> send() {
    const web::FormData typed = TRY(web::read_form(request_));
    TRY(enter(typed));
    const std::string_view step = typed.get_or("step", "");
    if (step == "edit") return form(typed, std::nullopt);
    const base::Result<EditRequest> wanted = request_of(typed, form_.kind);
    if (!wanted.ok()) return form(typed, at_field(wanted.error()));
    if (step == "save") return save(typed, wanted.value());
    const base::Result<EditPreview> preview =
        preview_edit(*now_->lease, wanted.value(), now_->as_of.today);
    if (!preview.ok()) return refuse(typed, preview.error());
    TRY(authorise(request_, now_->as_of.today, "")(preview.value()));
    return confirm(typed, preview.value(), std::nullopt);
  }

 private:
  base::Status enter(const NamedValues& typed) {
    now_.emplace(TRY(visit(*context_, request_)));
    about_ = TRY(about_of(*now_, typed, form_.kind));
    TRY(guard::require(guard::principal_of(request_), guard::Action::Edit, about_.path,
                       now_->as_of.today));
    return {};
  }

  base::Result<web::Response> refuse(const web::FormData& typed, const base::Error& error) {
    if (!of_typing(error)) return error;
    return form(typed, at_field(error));
  }

  web::Page begin() {
    web::Page page = edit_page(context_, request_, std::string(form_.title));
    page.breadcrumbs = {{about_.name, about_.href}};
    page.section = form_.kind == EditKind::SchoolCorrect ? "Schools" : "Clusters";
    return page;
  }

  std::string action() const { return "/edits/new/" + std::string(edit_code(form_.kind)); }

  base::Result<web::Response> form(const NamedValues& typed,
                                   const std::optional<base::Error>& error) {
    web::Page page = begin();
    if (error) show_error(page, *error);
    Html content = TRY(Fields(*now_, about_, form_.kind, typed, error).draw(form_.fields));
    content.add(web::button(web::ButtonKind::Main, "See what will change"));
    page.content = web::post_form(action(), *request_.caller, about_.hidden, content);
    return web::render(page, context_->site);
  }

  // All that was typed goes along, so that nothing is lost by going back.
  static std::vector<web::Hidden> typed_again(const web::FormData& typed,
                                              const std::string& version) {
    std::vector<web::Hidden> hidden;
    for (const auto& [name, value] : typed.pairs()) {
      if (name == "step" || name == "version" || name == web::csrf_field) continue;
      hidden.push_back({name, value});
    }
    hidden.push_back({"version", version});
    return hidden;
  }

  // `conflict`: what somebody else did meanwhile.
  base::Result<web::Response> confirm(const web::FormData& typed, const EditPreview& preview,
                                      const std::optional<base::Error>& conflict) {
    web::Page page = begin();
    page.title = conflict ? "Somebody else changed this meanwhile" : "Check what will change";
    page.lead = Html(preview.sentence + ".");
    if (conflict) {
      page.status = 409;
      page.error_code = conflict->code;
      page.content.add(
          web::finding(web::Tone::Warn, "Your change is not saved yet", Html(conflict->message)));
    }
    Html buttons =
        web::button(web::ButtonKind::Main, conflict ? "Save all the same" : "Save", "step", "save");
    buttons.add(web::button(web::ButtonKind::Secondary, "Change what you typed", "step", "edit"));
    Html content =
        changes_of(preview, conflict ? "What your change would do now" : "What will change");
    content.add(web::post_form(action(), *request_.caller, typed_again(typed, preview.version),
                               web::button_group(buttons)));
    content.add(web::paragraph(web::link(about_.href, Html("Leave it as it is"))));
    page.content.add(content);
    return web::render(page, context_->site);
  }

  base::Result<web::Response> save(const web::FormData& typed, const EditRequest& wanted) {
    const std::string version(typed.get_or("version", ""));
    // Whoever saves has seen what will change.
    if (version.empty()) {
      return confirm(typed, TRY(preview_edit(*now_->lease, wanted, now_->as_of.today)),
                     std::nullopt);
    }
    now_.reset();  // a save wants a connection of its own
    const base::Result<SavedEdit> saved =
        save_edit(context_->catalogue->database(), wanted, version,
                  save_options(context_, request_, wanted.edit.reason));
    if (saved.ok()) return web::redirect(after(saved.value()));
    TRY(enter(typed));
    if (saved.error().code != "edit_conflict") return refuse(typed, saved.error());
    const base::Result<EditPreview> again = preview_edit(*now_->lease, wanted, now_->as_of.today);
    if (again.ok()) return confirm(typed, again.value(), saved.error());
    base::Error both = at_field(again.error());
    both.message = saved.error().message + " " + both.message;
    return refuse(typed, both);
  }

  std::string after(const SavedEdit& saved) const {
    if (form_.kind == EditKind::SchoolCorrect) {
      return about_.href + "?saved=" + std::to_string(saved.id);
    }
    // A move is seen where it was begun, for all that it changes.
    if (about_.cluster) return href_of({"cluster", about_.cluster->id.value}, saved.id);
    return href_of(saved.preview.subjects.front(), saved.id);
  }

  const Context& context_;
  const web::Request& request_;
  const FormRow& form_;
  std::optional<Visit> now_;
  About about_;
};

base::Result<const FormRow*> captured_form(const web::Request& request) {
  const FormRow* form = form_of(request.captured.at("kind"));
  if (form == nullptr) {
    return base::make_error("not_found", "There is no page at this address.");
  }
  return form;
}

}  // namespace

void add_edit_form_pages(web::Router& router, const Context& context) {
  using enum web::Audience;
  router.get("/edits/new/{kind}", "Make an edit: what is to be changed, and from which day",
             "/edits/new/cluster.rename?cluster=1", Member,
             [context](const web::Request& request) -> base::Result<web::Response> {
               return Flow(context, request, *TRY(captured_form(request))).show();
             });
  router.post("/edits/new/{kind}", "See what an edit would change, and save it",
              "/edits/new/cluster.rename?cluster=1", "cluster=1&name=Harbour+and+Quay", Member,
              [context](const web::Request& request) -> base::Result<web::Response> {
                return Flow(context, request, *TRY(captured_form(request))).send();
              });
}

}  // namespace registry
