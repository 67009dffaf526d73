// /boards/{body}/terms: terms of reference, version by version, to be read, compared and adopted;
// /boards/terms: the model texts. The same in /api/v1.
#include "base/text.hpp"
#include "governance/api_terms.hpp"
#include "governance/pages_sitting.hpp"
#include "governance/store_meeting.hpp"
#include "web/asked.hpp"
#include "web/form_data.hpp"
#include "web/json_read.hpp"
#include "web/openapi.hpp"
#include "web/problem.hpp"
#include "web/redirect.hpp"

namespace governance {

namespace {

using web::Html;

constexpr std::size_t meetings_offered_max = 20;

std::string terms_href(BodyId body) { return "/boards/" + std::to_string(body.value) + "/terms"; }

Html laid_out(const std::string& text) {
  Html html;
  std::vector<Html> items;
  const auto end_list = [&] {
    if (!items.empty()) html.add(web::list(items));
    items.clear();
  };
  for (const TermsBlock& each : terms_blocks(text)) {
    if (each.kind == TermsLine::Item) {
      items.emplace_back(each.text);
      continue;
    }
    end_list();
    html.add(each.kind == TermsLine::Heading
                 ? web::el("h3", {{"class", "govuk-heading-s"}}, each.text)
                 : web::paragraph(Html(each.text)));
  }
  end_list();
  return html;
}

// What goes and what comes is said, underlined or struck through: never by colour alone.
Html marked(const std::vector<DifferencePart>& parts) {
  Html html;
  html.open("p", {{"class", "govuk-body"}});
  for (const DifferencePart& each : parts) {
    Html text;
    bool first = true;
    for (const std::string_view line : base::split(each.text, '\n')) {
      if (!first) text.add(web::el("br", {}));
      first = false;
      text.add(Html(line));
    }
    if (each.kind == PartKind::Same) {
      html.add(text);
      continue;
    }
    const bool added = each.kind == PartKind::Added;
    html.add(web::el(added ? "ins" : "del", {}, web::hidden(added ? " [added: " : " [removed: "),
                     text, web::hidden("] ")));
  }
  html.close("p");
  return html;
}

Html difference_part(const std::vector<DifferencePart>& parts) {
  if (!differs(parts)) return web::paragraph(Html("The two texts are the same."));
  Html html = web::note(Html("Underlined: added. Struck through: removed."));
  return html.add(marked(parts));
}

// ---- reading ------------------------------------------------------------------------------------

base::Result<const TermsVersion*> version_shown(const TermsView& view,
                                                const web::Request& request) {
  const std::string_view asked = request.query.get_or("version", "");
  if (asked.empty()) return view.now();
  const auto number = base::parse_integer(asked);
  const TermsVersion* found = number ? terms_numbered(view.versions, *number) : nullptr;
  if (found) return found;
  return base::make_error(
      "not_found", "The body has no version " + std::string(asked) + " of its terms of reference.");
}

Html facts_of_version(const TermsView& view, const TermsVersion& shown) {
  std::vector<web::Fact> facts = {{"Holds from", Html(shown.from.long_form())},
                                  {"Adopted by", Html(shown.adopted_by)}};
  if (shown.meeting != 0) {
    facts.push_back({"At", web::link(meeting_href(MeetingId{shown.meeting}), Html("The meeting"))});
  }
  if (!shown.why.empty()) facts.push_back({"What changed, and why", Html(shown.why)});
  if (view.looked_at) facts.push_back({"Last agreed", Html(view.looked_at->long_form())});
  if (view.due) {
    Html due(view.due->long_form());
    if (*view.due <= view.on) due.add(Html(" ")).add(web::tag(web::Tone::Warn, "Overdue"));
    facts.push_back({"To be agreed again by", due});
  }
  return web::facts(facts);
}

Html versions_table(const TermsView& view, bool may_edit) {
  web::Table table;
  table.caption = "Versions";
  table.columns = {{"Version"}, {"Holds from"}, {"Adopted by", false, true}, {"Look at"}};
  for (auto each = view.versions.rbegin(); each != view.versions.rend(); ++each) {
    const std::string number = std::to_string(each->number);
    const std::string label = "Version " + number;
    Html name(label);
    if (&*each == view.now()) name.add(web::sub(Html("In force")));
    if (each->from > view.on) name.add(web::sub(Html("To come")));
    Html by(each->adopted_by);
    if (!each->why.empty()) by.add(web::sub(Html(each->why)));
    const Html of = web::hidden(" of version " + number);
    std::vector<Html> ways = {
        web::link(terms_href(view.body.id) + "?version=" + number, Html("Text").add(of)),
        web::link(terms_href(view.body.id) + "/difference?to=" + number,
                  Html("What it changed").add(of))};
    if (may_edit) {
      ways.push_back(web::link(note_href(ChangeKind::WithdrawTerms, {{"number", number}}),
                               Html("Entered by mistake").add(of)));
    }
    table.rows.push_back({web::cells(name, Html(each->from.long_form()), by, web::list(ways))});
  }
  return web::section("h-versions", "Versions", web::table(table));
}

Html ways_on(const TermsView& view, bool may_edit) {
  std::vector<Html> ways;
  const std::string here = terms_href(view.body.id);
  if (may_edit) {
    ways.push_back(web::link(
        here + "/edit",
        Html(view.versions.empty() ? "Write the terms of reference down" : "Change the text")));
    ways.push_back(
        web::link(note_href(ChangeKind::AgreeTerms, {{"body", std::to_string(view.body.id.value)}}),
                  Html("They were looked at and stay as they are")));
  }
  if (view.model) {
    if (!view.versions.empty()) {
      ways.push_back(web::link(here + "/difference?from=model", Html("Compare with the model "
                                                                     "text")));
    }
    ways.push_back(web::link("/boards/terms/" + view.model->code,
                             Html("The model text: " + view.model->title)));
  } else {
    ways.push_back(web::link("/boards/terms", Html("All model texts")));
  }
  return web::section("h-ways", "More", web::list(ways));
}

base::Result<bool> may_edit(const Context& context, const web::Request& request,
                            sql::Connection& connection, const Body& body) {
  return guard::shows(request, guard::Action::Edit,
                      TRY(path_of(connection, body.place, context->today())), context->today());
}

base::Result<web::Response> read(const Context& context, const web::Request& request) {
  registry::Visit visit = TRY(registry::visit(*context, request));
  const TermsView view =
      TRY(terms_view(*visit.lease, BodyId{web::captured_number(request, "body")}, visit.on()));
  const TermsVersion* shown = TRY(version_shown(view, request));
  const bool editing = TRY(may_edit(context, request, *visit.lease, view.body));
  const bool asked = !request.query.get_or("version", "").empty();
  web::Page page =
      registry::begin_page(visit,
                           "Terms of reference of " + view.body.name +
                               (asked ? ", version " + std::to_string(shown->number) : ""),
                           "Boards");
  page.breadcrumbs = {{"Boards", "/boards"},
                      {view.body.name, body_href(view.body.id, visit.as_of)}};
  if (!request.query.get_or("saved", "").empty()) {
    page.notice = Html("Saved.");
  }
  if (shown) {
    page.content = facts_of_version(view, *shown);
    page.content.add(web::section("h-text", "The text", laid_out(shown->text)));
  } else {
    page.content = web::empty_state(
        view.versions.empty()
            ? "Nobody has written down the terms of reference of this body here yet."
            : "None of its versions holds on this day.",
        editing ? web::link(terms_href(view.body.id) + "/edit", Html("Begin from the model text"))
                : web::link(body_href(view.body.id, visit.as_of), Html("Back to the body")));
  }
  if (!view.versions.empty()) page.content.add(versions_table(view, editing));
  page.content.add(ways_on(view, editing));
  return web::render(page, context->site);
}

base::Result<web::Response> compare(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const TermsView view =
      TRY(terms_view(*lease, BodyId{web::captured_number(request, "body")}, context->today()));
  const auto made = TRY(terms_difference(view, std::string(request.query.get_or("from", "")),
                                         std::string(request.query.get_or("to", ""))));
  web::Page page = board_page(context, request, "What changed in the terms of " + view.body.name);
  page.breadcrumbs.push_back({view.body.name, body_href(view.body.id, {})});
  page.breadcrumbs.push_back({"Terms of reference", terms_href(view.body.id)});
  if (!made) {
    page.content =
        web::empty_state("There are not two texts to compare.",
                         web::link(terms_href(view.body.id), Html("Terms of reference")));
    return web::render(page, context->site);
  }
  page.lead = Html("From: " + made->from.label + ". To: " + made->to.label + ".");
  page.content =
      web::section("h-difference", "What was removed and added", difference_part(made->parts));
  return web::render(page, context->site);
}

// ---- models -------------------------------------------------------------------------------------

base::Result<web::Response> models(const Context& context, const web::Request& request) {
  web::Page page = board_page(context, request, "Model terms of reference");
  page.lead = Html(
      "Texts in our own words, to begin from and to compare with. What your articles, instrument "
      "of "
      "government or scheme of delegation say stands above them.");
  std::vector<web::Item> items;
  for (const TermsModel& each : terms_models()) {
    items.push_back({web::link("/boards/terms/" + each.code, Html(each.title)), Html(each.source)});
  }
  page.content = web::section("h-models", "For which body", web::items(items));
  return web::render(page, context->site);
}

base::Result<web::Response> one_model(const Context& context, const web::Request& request) {
  const TermsModel* model = terms_model(request.captured.at("model"));
  if (!model) {
    return base::make_error("not_found",
                            "There is no model text \"" + request.captured.at("model") + "\".");
  }
  web::Page page = board_page(context, request, "Model terms: " + model->title);
  page.breadcrumbs.push_back({"Model terms of reference", "/boards/terms"});
  page.lead = Html(model->source + ".");
  if (!model->unsure.empty()) {
    page.content.add(
        web::finding(web::Tone::Info, "Look it up before you rely on it", Html(model->unsure)));
  }
  page.content.add(web::section(
      "h-text", "The text", laid_out(filled(*model, {"The body", "", "the trust or authority"}))));
  page.content.add(web::note(
      Html("The page of a body leads to its terms of reference, which begin from this text, with "
           "the names of the body and of those above it.")));
  return web::render(page, context->site);
}

// ---- changing -----------------------------------------------------------------------------------

base::Result<std::vector<web::Choice>> meetings_offered(sql::Connection& connection,
                                                        const Body& body) {
  std::vector<web::Choice> choices = {{"", "None that is noted here"}};
  for (const BodyId of : {body.id, body.parent}) {
    if (!of.known()) continue;
    const std::string name = TRY(body_row(connection, of)).name;
    std::size_t count = 0;
    for (const Meeting& each : TRY(meetings_of(connection, of))) {
      if (each.state == MeetingState::Cancelled || ++count > meetings_offered_max) continue;
      choices.push_back({std::to_string(each.id.value), name + ", " + each.on.long_form()});
    }
  }
  return choices;
}

class TermsForm {
 public:
  TermsForm(const Context& context, const web::Request& request)
      : context_(context), request_(request), id_{web::captured_number(request, "body")} {}

  // The form as it is first shown: with the text in force, else that of a model.
  base::Result<web::Response> begin() {
    const sql::Lease lease = TRY(context_->catalogue->database().read());
    const TermsView view = TRY(terms_view(*lease, id_, context_->today()));
    web::NamedValues typed;
    const std::string asked(request_.query.get_or("from", view.versions.empty() ? "model" : ""));
    std::string text;
    if (!asked.empty()) {
      const auto side = terms_side(view, asked, "text");
      if (side.ok()) text = side.value().text;
    } else {
      text = terms_numbered(view.versions, terms_newest(view.versions))->text;
    }
    typed.add("text", text);
    typed.add("seen", std::to_string(terms_newest(view.versions)));
    return form(*lease, view, typed, std::nullopt);
  }

  base::Result<web::Response> send() {
    const web::FormData typed = TRY(web::read_form(request_));
    const std::string_view step = typed.get_or("step", "");
    if (step == "edit") return show(typed, std::nullopt);
    const base::Result<Outcome> done = save(typed, step == "save" ? Keep::All : Keep::Nothing);
    if (!done.ok()) {
      if (may_be_mended(done.error())) return show(typed, done.error());
      return done.error();
    }
    if (step == "save") return web::redirect(terms_href(id_) + "?saved=1");
    return confirm(typed, done.value());
  }

 private:
  web::Page page_of(const Body& body, const std::string& title) const {
    web::Page page = board_page(context_, request_, title + " of " + body.name);
    page.breadcrumbs.push_back({body.name, body_href(body.id, {})});
    page.breadcrumbs.push_back({"Terms of reference", terms_href(body.id)});
    return page;
  }

  base::Result<web::Response> show(const web::NamedValues& typed,
                                   const std::optional<base::Error>& error) {
    const sql::Lease lease = TRY(context_->catalogue->database().read());
    return form(*lease, TRY(terms_view(*lease, id_, context_->today())), typed, error);
  }

  base::Result<web::Response> form(sql::Connection& connection, const TermsView& view,
                                   const web::NamedValues& typed,
                                   const std::optional<base::Error>& error) const {
    web::Page page = page_of(view.body, "Change the terms of reference");
    page.lead = Html(
        "Name offices rather than people. \"# \" begins a heading, \"- \" an item of a list. The "
        "text that holds now stays in the list of versions.");
    if (error) web::show_error(page, *error);
    const bool late = error && error->kind == base::ErrorKind::Conflict;
    if (late) page.content.add(meanwhile(view, typed));
    const auto field = [&](const char* id, const char* label, const char* hint) {
      return web::Field{.id = id,
                        .label = label,
                        .hint = hint,
                        .error = error && error->field == id ? error->message : std::string()};
    };
    Html fields = web::text_area(field("text", "Text", ""), typed.get_or("text", ""), 25);
    fields.add(web::date_text(
        field("from", "First day on which it holds", "It counts as their yearly review"),
        typed.get_or("from", "")));
    fields.add(web::text_input(field("adopted", "Adopted by", "Such as Trust board"),
                               typed.get_or("adopted", "")));
    fields.add(web::select(field("meeting", "At which meeting (optional)", ""),
                           TRY(meetings_offered(connection, view.body)),
                           typed.get_or("meeting", "")));
    fields.add(web::text_input(field("why", "What changed, and why (optional)",
                                     "For everybody to read; no personal details"),
                               typed.get_or("why", "")));
    fields.add(web::button(web::ButtonKind::Main, "See what will change"));
    // After a conflict that was shown, the next save is over what there is now.
    const std::string seen =
        late ? std::to_string(terms_newest(view.versions)) : std::string(typed.get_or("seen", ""));
    page.content.add(
        web::post_form(terms_href(id_) + "/edit", *request_.caller, {{"seen", seen}}, fields));
    page.content.add(beginnings(view));
    return web::render(page, context_->site);
  }

  Html beginnings(const TermsView& view) const {
    std::vector<Html> ways;
    for (const TermsModel& each : terms_models()) {
      const std::string mark = &each == view.model ? " (for such a body)" : "";
      ways.push_back(
          web::link(terms_href(id_) + "/edit?from=" + each.code, Html(each.title + mark)));
    }
    return web::section("h-begin", "Begin anew from a model text", web::list(ways));
  }

  // What others saved since the version that was seen.
  static Html meanwhile(const TermsView& view, const web::NamedValues& typed) {
    const TermsVersion* newest = terms_numbered(view.versions, terms_newest(view.versions));
    const auto number = base::parse_integer(typed.get_or("seen", ""));
    const TermsVersion* seen = number ? terms_numbered(view.versions, *number) : nullptr;
    if (!newest) return {};
    return web::section("h-meanwhile", "What was saved meanwhile",
                        difference_part(difference(seen ? seen->text : "", newest->text)));
  }

  base::Result<Outcome> save(const web::NamedValues& typed, Keep keep) const {
    Words words = {{"change", "terms-text"}, {"body", std::to_string(id_.value)}};
    for (const char* name : {"text", "from", "adopted", "meeting", "why", "seen"}) {
      words[name] = typed.get_or(name, "");
    }
    const Change change = TRY(read_change(words));
    const sql::Lease lease = TRY(context_->catalogue->database().write());
    return TRY(save_changes(*lease, {change}, writing_of(context_, request_, ""),
                            may_of(request_, context_->today()), keep))
        .front();
  }

  base::Result<web::Response> confirm(const web::NamedValues& typed, const Outcome& outcome) const {
    const sql::Lease lease = TRY(context_->catalogue->database().read());
    const TermsView view = TRY(terms_view(*lease, id_, context_->today()));
    web::Page page = page_of(view.body, "Check the new terms of reference");
    page.lead = Html(outcome.what);
    for (const Finding& each : outcome.come) page.content.add(finding_box(each));
    std::vector<Html> gone;
    for (const Finding& each : outcome.gone) gone.emplace_back(each.what);
    if (!gone.empty()) {
      page.content.add(web::section("h-gone", "This would not be told any more", web::list(gone)));
    }
    const TermsVersion* newest = terms_numbered(view.versions, terms_newest(view.versions));
    const std::string text = tidy_terms(typed.get_or("text", ""));
    if (newest) {
      page.content.add(web::section("h-difference", "What was removed and added",
                                    difference_part(difference(newest->text, text))));
    } else {
      page.content.add(web::section("h-text", "The text", laid_out(text)));
    }
    std::vector<web::Hidden> kept;
    for (const char* name : {"text", "from", "adopted", "meeting", "why", "seen"}) {
      kept.push_back({name, std::string(typed.get_or(name, ""))});
    }
    Html buttons = web::button(web::ButtonKind::Main, "Save", "step", "save");
    buttons.add(web::button(web::ButtonKind::Secondary, "Change something", "step", "edit"));
    page.content.add(web::post_form(terms_href(id_) + "/edit", *request_.caller, kept,
                                    web::button_group(buttons)));
    return web::render(page, context_->site);
  }

  const Context& context_;
  const web::Request& request_;
  BodyId id_;
};

// ---- for programs -------------------------------------------------------------------------------

base::Result<web::Response> terms_answer(sql::Connection& connection, const web::Request& request,
                                         base::Date on) {
  const TermsView view =
      TRY(terms_view(connection, BodyId{web::captured_number(request, "body")}, on));
  return registry::json_response(terms_json(view, TRY(version_shown(view, request))));
}

base::Result<web::Response> get_terms(const Context& context, const web::Request& request) {
  const base::Date on = TRY(web::date_field(request.query, "on", context->today()));
  const sql::Lease lease = TRY(context->catalogue->database().read());
  return terms_answer(*lease, request, on);
}

base::Result<Change> change_sent(const web::Request& request, const web::Json& json) {
  TRY(json.only({"text", "from", "adopted", "meeting", "why", "reason"}));
  Words words = {{"change", "terms-text"},
                 {"body", std::to_string(web::captured_number(request, "body"))},
                 {"text", TRY(TRY(json.at("text")).text())},
                 {"from", TRY(TRY(json.at("from")).text())},
                 {"adopted", TRY(TRY(json.at("adopted")).text())},
                 {"why", TRY(json.text_or("why", ""))},
                 {"seen", web::version_asked(request)}};
  if (const auto meeting = TRY(json.maybe("meeting"))) {
    const std::int64_t number = TRY(meeting->whole());
    if (number != 0) words["meeting"] = std::to_string(number);
  }
  return read_change(words);
}

base::Result<web::Response> put_terms(const Context& context, const web::Request& request) {
  const web::Json json = TRY(web::read_json(request));
  const bool dry = TRY(web::dry_run_asked(request));
  const Change change = TRY(change_sent(request, json));
  if (change.word("seen").empty() && !dry) {
    return web::problem(bad_change("If-Match",
                                   "Say in If-Match which version was seen, as the answer to GET "
                                   "tells it. Nothing was saved."),
                        web::status_version_wanted);
  }
  const sql::Lease lease = TRY(context->catalogue->database().write());
  const auto saved =
      save_changes(*lease, {change}, writing_of(context, request, TRY(json.text_or("reason", ""))),
                   may_of(request, context->today()), dry ? Keep::Nothing : Keep::All);
  if (saved.ok()) return terms_answer(*lease, request, context->today());
  if (saved.error().code == "governance_conflict") {
    return web::problem(saved.error(), web::status_version_gone);
  }
  return saved.error();
}

base::Result<web::Response> get_difference(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const TermsView view =
      TRY(terms_view(*lease, BodyId{web::captured_number(request, "body")}, context->today()));
  const auto made = TRY(terms_difference(view, std::string(request.query.get_or("from", "")),
                                         std::string(request.query.get_or("to", ""))));
  if (!made) return bad_change("to", "The body has not two texts to compare.");
  return registry::json_response(difference_json(*made));
}

}  // namespace

void add_terms_api(web::Router& router, const Context& context) {
  using web::Schema;
  router.api(reading(context, "/boards/{body}/terms",
                     "The terms of reference of a body on a day, and its versions",
                     "/boards/1/terms", get_terms),
             {.id = "getTerms",
              .parameters = {{"on", "The day; today if not given"},
                             {"version", "The number of the version whose text is wanted"}},
              .answer = terms_schema()});
  web::Route put = reading(context, "/boards/{body}/terms",
                           "Adopts a further version of the terms of reference of a body",
                           "/boards/1/terms", put_terms);
  put.method = web::Method::Put;
  put.audience = web::Audience::Member;
  put.example_body = R"({"text": "# 1. Purpose", "from": "2026-09-01", "adopted": "Trust board"})";
  router.api(std::move(put),
             {.id = "putTerms",
              .parameters = {{"dry_run", "true: only check it"},
                             {"If-Match", "The version that was seen; wanted, unless dry_run",
                              false, web::ApiParameter::Place::Header}},
              .body = Schema::object(
                  {{"text", Schema::text("\"# \" begins a heading, \"- \" an item of a list")},
                   {"from", Schema::date("The first day on which it holds")},
                   {"adopted", Schema::text("By whom it was adopted")},
                   {"meeting", Schema::whole("At which; left out or 0: none is noted"), true},
                   {"why", Schema::text("What changed, and why; for everybody to read"), true},
                   {"reason", Schema::text("For the audit trail"), true}}),
              .answer = terms_schema()});
  router.api(reading(context, "/boards/{body}/terms/difference",
                     "What changed between two texts of a body's terms of reference",
                     "/boards/1/terms/difference?from=members&to=trust_board", get_difference),
             {.id = "compareTerms",
              .parameters = {{"from",
                              "The number of a version, or the code of a model text; the version "
                              "before if not given"},
                             {"to", "The same; the version in force if not given"}},
              .answer = difference_schema()});
  router.api(reading(context, "/boards/terms", "Model texts of terms of reference", "/boards/terms",
                     [](const Context&, const web::Request&) -> base::Result<web::Response> {
                       return registry::json_response(models_json());
                     }),
             {.id = "listTermsModels", .answer = models_schema()});
}

void add_terms_pages(web::Router& router, const Context& context) {
  router.get("/boards/terms", "Model texts of terms of reference", "/boards/terms",
             [context](const web::Request& request) { return models(context, request); });
  router.get("/boards/terms/{model}", "A model text of terms of reference",
             "/boards/terms/cluster_board",
             [context](const web::Request& request) { return one_model(context, request); });
  router.get("/boards/{body}/terms", "The terms of reference of a body, and their versions",
             "/boards/1/terms",
             [context](const web::Request& request) { return read(context, request); });
  router.get("/boards/{body}/terms/difference",
             "What changed between two versions of terms of reference",
             "/boards/1/terms/difference?from=members&to=trust_board",
             [context](const web::Request& request) { return compare(context, request); });
  router.get("/boards/{body}/terms/edit", "Changes the terms of reference of a body",
             "/boards/1/terms/edit", web::Audience::Member, [context](const web::Request& request) {
               return TermsForm(context, request).begin();
             });
  router.post(
      "/boards/{body}/terms/edit", "Shows what a new text changes, and saves it",
      "/boards/1/terms/edit", "text=Purpose&from=2026-09-01&adopted=Trust+board&seen=0&step=check",
      web::Audience::Member,
      [context](const web::Request& request) { return TermsForm(context, request).send(); });
}

}  // namespace governance
