// /plans/{plan}/enact and /undo: a plan becomes dated memberships, seen before they are saved, and
// is taken back by further edits.
#include <set>

#include "base/text.hpp"
#include "design/pages_publish.hpp"
#include "registry/pages_edit.hpp"
#include "web/form_data.hpp"
#include "web/redirect.hpp"

namespace design {

namespace {

using web::Html;

constexpr std::size_t edits_max = 300;

// What may be shown beside the form, so that it can be mended there.
bool of_form(const base::Error& error) {
  return error.kind == base::ErrorKind::Invalid || error.kind == base::ErrorKind::Conflict;
}

std::string words_in(const web::NamedValues& typed, std::string_view name) {
  return std::string(base::trim(typed.get_or(name, "")));
}

struct Previewed {
  Enactment made;
  std::set<std::string> lacking;  // of what the visitor may not edit
};

enum class Way { Enact, Undo };

// One visit to either page: what is to be done by whom, shown or saved.
class Flow {
 public:
  Flow(const Context& context, const web::Request& request, Way way)
      : context_(context), request_(request), way_(way) {}

  base::Result<web::Response> show() {
    TRY(enter());
    // A day in the address leads right to its preview.
    const bool asked = way_ == Way::Undo || !request_.query.get_or("from", "").empty();
    if (asked && (row().state == PlanState::Enacted) == (way_ == Way::Undo)) {
      return confirm(request_.query, std::nullopt);
    }
    return begin(request_.query, std::nullopt);
  }

  base::Result<web::Response> send() {
    const web::FormData typed = TRY(web::read_form(request_));
    TRY(enter());
    const std::string_view step = typed.get_or("step", "");
    if (step == "edit") return begin(typed, std::nullopt);
    // Whoever saves has seen what will change.
    if (step != "save" || words_in(typed, "preview").empty()) return confirm(typed, std::nullopt);
    return save(typed);
  }

 private:
  base::Status enter() {
    visit_.emplace(TRY(plan_visit(context_, request_)));
    row_ = visit_->table.stored.row;
    path_ = visit_->path;
    return {};
  }
  const PlanRow& row() const { return row_; }
  std::string address() const {
    return plan_href(row().id) + (way_ == Way::Enact ? "/enact" : "/undo");
  }

  web::Page page_of(std::string title) const {
    web::Page page = design_page(context_, request_, std::move(title));
    page.breadcrumbs.push_back({row().name, plan_href(row().id)});
    page.caption = plan_state_tag(row()).add(Html(" " + row().name));
    return page;
  }

  base::Result<EnactOptions> options_of(const web::NamedValues& typed) const {
    EnactOptions options;
    options.today = context_->registry->today();
    options.from = options.today;
    if (way_ == Way::Enact) {
      const base::Date none = base::Date::distant_past();
      options.from = TRY(web::date_field(typed, "from", none));
      if (options.from == none) {
        return base::make_error("bad_date", "Give the first day on which the plan is to hold.",
                                "from");
      }
    }
    options.now_s = context_->registry->now_s();
    options.reason = words_in(typed, "reason");
    return options;
  }

  // Preview and save want a connection of their own.
  base::Result<Enactment> run(const EnactOptions& options) {
    visit_.reset();
    const PlanId id = row().id;
    return way_ == Way::Enact
               ? enact_plan(context_->database(), id, context_->benches.places(), options)
               : undo_enactment(context_->database(), id, options);
  }

  // By whoever asks, also where they may not: then with the units on which they lack the right.
  base::Result<Previewed> preview(EnactOptions options) {
    Previewed shown;
    const guard::Principal& principal = guard::principal_of(request_);
    options.dry_run = true;
    options.authorise = [&](const registry::EditPreview& each) -> base::Result<guard::Doer> {
      for (const guard::UnitPath& path : each.paths) {
        if (!guard::may(principal, guard::Action::Edit, path, options.today).allowed) {
          shown.lacking.insert(path.empty() ? "everything" : path.front().name);
        }
      }
      return guard::doer_of(principal, "", "");
    };
    shown.made = TRY(run(options));
    return shown;
  }

  // ---- the form, and what stands there when it is done ----

  base::Result<web::Response> begin(const web::NamedValues& typed,
                                    const std::optional<base::Error>& error) {
    if (row().state == PlanState::Enacted) return enacted(error);
    if (way_ == Way::Undo) return nothing_to_undo(error);
    web::Page page = page_of("Enact the plan");
    page.notice = undone_notice();
    if (error) web::show_error(page, *error);
    page.lead = Html(
        "The plan’s clusters become true from a day on: clusters are made, renamed and ended, and "
        "schools move, all or none of it. You see every change before it is saved.");
    Html fields = web::date_text({.id = "from",
                                  .label = "First day on which the plan holds",
                                  .hint = "Such as 1 September 2027; it may lie ahead",
                                  .error = error && error->field == "from" ? error->message : ""},
                                 typed.get_or("from", ""));
    fields.add(reason_field(typed));
    fields.add(web::button(web::ButtonKind::Main, "See what will change"));
    page.content = web::post_form(address(), *request_.caller, {}, fields);
    page.content.add(web::paragraph(
        web::link(plan_href(row().id) + "/effects", Html("What the plan changes, part by part"))));
    return web::render(page, context_->registry->site);
  }

  static Html reason_field(const web::NamedValues& typed) {
    return web::text_area(
        {.id = "reason", .label = "Reason", .hint = "Who decided it, and when; for the history"},
        typed.get_or("reason", ""));
  }

  Html undone_notice() const {
    if (request_.query.get_or("done", "") != "undone" || row().state != PlanState::Undone)
      return {};
    return Html("The enactment is undone. ").add(web::link("/clusters", Html("See the clusters")));
  }

  base::Result<web::Response> enacted(const std::optional<base::Error>& error) {
    web::Page page = page_of(row().name + " is enacted");
    if (error) web::show_error(page, *error);
    const base::Date from = row().enacted_from.value_or(context_->registry->today());
    const Html before = web::link("/clusters?on=" + from.plus_days(-1).iso(),
                                  Html("the clusters on " + from.plus_days(-1).long_form()));
    const Html after =
        web::link("/clusters?on=" + from.iso(), Html("the clusters on " + from.long_form()));
    if (request_.query.get_or("done", "") == "enacted") {
      page.notice = Html("The plan is enacted. See ")
                        .add(before)
                        .add(Html(" and "))
                        .add(after)
                        .add(Html("."));
    }
    page.lead = Html("Its clusters hold from " + from.long_form() + ".");
    page.content = web::facts({{"Enacted", Html(base::moment(row().enacted_at))},
                               {"First day", Html(from.long_form())},
                               {"The day before", before},
                               {"From that day on", after}});
    page.content.add(web::paragraph(
        Html("It can be undone: by further edits, which stand beside it in the history.")));
    page.content.add(
        web::get_form(plan_href(row().id) + "/undo", {},
                      web::button(web::ButtonKind::Main, "See what undoing would change")));
    return web::render(page, context_->registry->site);
  }

  base::Result<web::Response> nothing_to_undo(const std::optional<base::Error>& error) {
    web::Page page = page_of("Nothing to undo");
    if (error) web::show_error(page, *error);
    page.content = web::empty_state(row().name + " is not enacted, so there is nothing to undo.",
                                    web::link(plan_href(row().id) + "/enact", Html("Enact it")));
    return web::render(page, context_->registry->site);
  }

  // ---- the preview ----

  // `before`: why what was seen was not saved.
  base::Result<web::Response> confirm(const web::NamedValues& typed,
                                      const std::optional<base::Error>& before) {
    const base::Result<EnactOptions> options = options_of(typed);
    if (!options.ok()) return refuse(typed, options.error());
    std::vector<Effect> effects;
    if (way_ == Way::Enact) {
      effects = TRY(effects_of(*visit_->lease, context_->contributors, visit_->table.stored,
                               context_->benches.places(), options.value().from));
    }
    const base::Result<Previewed> shown = preview(options.value());
    if (!shown.ok()) return refuse(typed, shown.error());
    web::Page page =
        page_of(before ? "Somebody else changed this meanwhile" : "Check what will change");
    page.lead = lead_of(shown.value().made, options.value().from);
    if (before) {
      page.status = 409;
      page.error_code = before->code;
      page.content.add(
          web::finding(web::Tone::Warn, "Nothing is changed yet", Html(before->message)));
    }
    if (way_ == Way::Enact) page.content.add(trouble_finding(effects));
    page.content.add(save_form(typed, shown.value(), before.has_value()));
    page.content.add(edits_section(shown.value().made));
    if (way_ == Way::Enact) page.content.add(effect_sections(effects));
    return web::render(page, context_->registry->site);
  }

  Html lead_of(const Enactment& made, base::Date from) const {
    const std::string edits =
        registry::count_words(static_cast<std::int64_t>(made.sentences.size()), "edit", "edits");
    return Html(way_ == Way::Enact
                    ? edits + " would make the plan true from " + from.long_form() + "."
                    : edits + " would take the enactment back, the last first.");
  }

  Html save_form(const web::NamedValues& typed, const Previewed& shown, bool again) const {
    if (!shown.lacking.empty()) {
      const std::vector<std::string> units(shown.lacking.begin(), shown.lacking.end());
      return web::finding(
          web::Tone::Warn, "You may not do this",
          Html("It needs the right to edit all that changes, and you lack it for " +
               base::join(units, ", ") +
               ". Ask an editor of the whole, or an administrator, to do it from this page."));
    }
    std::vector<web::Hidden> hidden = {{"version", std::to_string(row().version)},
                                       {"preview", shown.made.version}};
    Html fields;
    if (way_ == Way::Enact) {
      for (const char* name : {"from", "reason"}) hidden.push_back({name, words_in(typed, name)});
    } else {
      fields.add(reason_field(typed));
    }
    Html buttons = web::button(web::ButtonKind::Main,
                               again                ? "Save all the same"
                               : way_ == Way::Enact ? "Enact the plan"
                                                    : "Undo it",
                               "step", "save");
    if (way_ == Way::Enact) {
      buttons.add(web::button(web::ButtonKind::Secondary, "Change what you typed", "step", "edit"));
    }
    fields.add(web::button_group(buttons));
    fields.add(web::paragraph(web::link(plan_href(row().id), Html("Leave it as it is"))));
    return web::post_form(address(), *request_.caller, hidden, fields);
  }

  static Html edits_section(const Enactment& made) {
    Html content;
    if (!made.remarks.empty()) {
      std::vector<Html> remarks;
      for (const std::string& each : made.remarks) remarks.push_back(each);
      content.add(web::panel("What is left as it is", web::list(remarks)));
    }
    web::Table table;
    table.caption = "Edits, in their order";
    table.columns = {{"Edit"}, {"What is otherwise then", false, true}};
    table.stack = web::Stack::Beside;
    for (std::size_t at = 0; at < made.previews.size() && at < edits_max; ++at) {
      Html rows;
      for (const registry::ChangedRow& each : made.previews[at].rows) {
        rows.add(web::el("div", {},
                         each.label + ": " + (each.before.empty() ? "none" : each.before) + " → " +
                             (each.after.empty() ? "none" : each.after)));
      }
      table.rows.push_back(
          {web::cells(Html(made.sentences[at]), rows.empty() ? web::does_not_apply() : rows)});
    }
    content.add(web::table(table));
    if (made.previews.size() > edits_max) {
      content.add(web::note(Html("And " + std::to_string(made.previews.size() - edits_max) +
                                 " more, which are saved with these.")));
    }
    return web::section("h-edits", "Every edit", content);
  }

  // ---- saving ----

  base::Result<web::Response> save(const web::FormData& typed) {
    base::Result<EnactOptions> options = options_of(typed);
    if (!options.ok()) return refuse(typed, options.error());
    EnactOptions& wanted = options.value();
    wanted.seen_version = base::parse_integer(typed.get_or("version", "")).value_or(0);
    wanted.seen_preview = words_in(typed, "preview");
    wanted.authorise = registry::authorise(request_, wanted.today, wanted.reason);
    TRY(writing_of(context_, request_, path_));
    const base::Result<Enactment> saved = run(wanted);
    if (saved.ok()) {
      return web::redirect(plan_href(row().id) +
                           "/enact?done=" + (way_ == Way::Enact ? "enacted" : "undone"));
    }
    TRY(enter());
    const std::string& code = saved.error().code;
    if (code == "enact_conflict" || code == "plan_conflict") return confirm(typed, saved.error());
    return refuse(typed, saved.error());
  }

  base::Result<web::Response> refuse(const web::NamedValues& typed, const base::Error& error) {
    if (!of_form(error)) return error;
    return begin(typed, error);
  }

  const Context& context_;
  const web::Request& request_;
  const Way way_;
  std::optional<PlanVisit> visit_;
  PlanRow row_;
  guard::UnitPath path_;
};

}  // namespace

void add_enact_pages(web::Router& router, const Context& context) {
  using enum web::Audience;
  router.get(
      "/plans/{plan}/enact", "Make a plan’s clusters true from a day on", "/plans/2/enact", Member,
      [context](const web::Request& request) { return Flow(context, request, Way::Enact).show(); });
  router.post(
      "/plans/{plan}/enact", "See what enacting a plan would change, and save it", "/plans/2/enact",
      "from=1+September+2027&reason=The+cabinet", Member,
      [context](const web::Request& request) { return Flow(context, request, Way::Enact).send(); });
  router.get("/plans/{plan}/undo", "See what undoing the enactment of a plan would change",
             "/plans/2/undo", Member, [context](const web::Request& request) {
               return Flow(context, request, Way::Undo).show();
             });
  router.post("/plans/{plan}/undo", "Undo the enactment of a plan", "/plans/2/undo",
              "reason=A+mistake", Member, [context](const web::Request& request) {
                return Flow(context, request, Way::Undo).send();
              });
}

}  // namespace design
