// /requests/{request}: one request for a decision: where it stands, its route with what was noted
// of each part, what may be noted next, and all that was noted, by which power.
#include <algorithm>

#include "base/text.hpp"
#include "delegation/pages_request.hpp"
#include "governance/pages.hpp"
#include "web/asked.hpp"
#include "web/form_data.hpp"
#include "web/redirect.hpp"

namespace delegation {

namespace {

using web::Html;

// What one page of a request shows.
struct OneRequest {
  RequestPicture picture;
  KeptSetting setting;   // of today; null where there is none
  std::string asked_as;  // the place, as a question has it
  const DecisionRequest& request() const { return picture.request; }
  const RequestState& state() const { return picture.state; }
  std::string href() const { return request_href(picture.request.id); }
  std::string revision() const { return std::to_string(picture.request.revision); }
};

base::Result<OneRequest> one_request(const Context& context, registry::Visit& visit,
                                     const web::Request& request) {
  OneRequest made{
      TRY(request_picture(*visit.lease, RequestId{web::captured_number(request, "request")},
                          context->today())),
      nullptr, ""};
  auto setting = kept_setting(context, *visit.lease, made.request().place, context->today());
  if (setting.ok()) made.setting = std::move(setting).value();
  made.asked_as = TRY(asked_as(visit, made.request().place));
  return made;
}

// ---- what it shows ------------------------------------------------------------------------------

Html state_box(const OneRequest& one) {
  Html box = web::el("p", {}, one.state().words + ".");
  for (const std::string& line : lines_of(one.picture.now.sums)) {
    box.add(web::el("p", {{"class", "gh-ruling__meta"}}, line));
  }
  const bool open = one.state().stage == Stage::Stuck || one.state().overdue;
  return web::el("section",
                 {{"class", open ? "gh-ruling gh-ruling--open" : "gh-ruling"},
                  {"aria-label", "Where it stands"}},
                 box);
}

Html changes_part(const OneRequest& one) {
  Html html;
  if (!one.state().changed.empty()) {
    std::vector<Html> lines;
    for (const std::string& each : one.state().changed) lines.push_back(Html(each));
    html.add(web::finding(
        web::Tone::Warn, "The route has changed since " + one.request().kept().on.long_form(),
        web::list(lines).add(web::note(Html("The facts, a scheme or the school’s cluster changed, "
                                            "or somebody came or left. What is noted from now on "
                                            "goes by the route of today.")))));
  }
  std::vector<Html> notes;
  for (const std::string& each : one.state().notes) notes.push_back(Html(each));
  if (!notes.empty()) {
    html.add(web::finding(web::Tone::Info, "Also to be known", web::list(notes)));
  }
  return html;
}

std::string question_href(const OneRequest& one) {
  std::string href =
      "/decide?decision=" + one.request().decision + "&for=" + base::percent_encode(one.asked_as);
  for (const std::string_view fact : base::split(one.picture.now.facts, ';')) {
    const std::string_view text = base::trim(fact);
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    href += "&f_" + std::string(text.substr(0, equals)) + "=" +
            base::percent_encode(text.substr(equals + 1));
  }
  return href;
}

Html facts_part(const OneRequest& one) {
  const DecisionRequest& request = one.request();
  std::vector<web::Fact> facts = {
      {"What is asked for", Html(request.words)},
      {"Decision", one.asked_as.empty() ? Html(one.picture.title)
                                        : web::link(question_href(one), Html(one.picture.title))},
      {"Of", Html(request.place_name)}};
  std::vector<Html> lines;
  if (one.setting) {
    const auto read = facts_of_text(one.setting->catalogue, one.picture.now.facts);
    for (std::size_t at = 0; read.ok() && at < one.setting->catalogue.facts.size(); ++at) {
      const FactInfo& fact = one.setting->catalogue.facts[at];
      if (read.value().of[at] == unknown) continue;
      facts.push_back({fact.label, Html(fact_text(fact, read.value().of[at]))});
    }
  }
  if (!request.heading.empty()) facts.push_back({"Heading", Html(request.heading)});
  if (!request.party.empty()) facts.push_back({"To whom it goes", Html(request.party)});
  Html asked = web::date(request.asked);
  if (!one.picture.asker.empty()) asked.add(Html(", by " + one.picture.asker));
  asked.add(web::sub(Html("Entered by " + request.noted_by)));
  facts.push_back({"Asked", asked});
  facts.push_back(
      {"Needed by", request.needed ? web::date(*request.needed) : Html("No day was said")});
  return web::facts(facts);
}

Html mark_tag(const RouteStage& stage) {
  if (stage.late) return web::tag(web::Tone::Bad, stage.mark == Mark::Done ? "Lapsed" : "Late");
  switch (stage.mark) {
    case Mark::Done: return web::tag(web::Tone::Ok, "Done");
    case Mark::Now: return web::tag(web::Tone::Warn, "Now");
    case Mark::ToCome: return web::tag(web::Tone::Plain, "To come");
    default: return web::tag(web::Tone::Past, "Not waited for");
  }
}

// The body or the person behind a level today.
Html who_part(const OneRequest& one, const RoutePart& part) {
  std::string name = part.name;
  if (!name.empty()) name.front() = static_cast<char>(std::toupper(name.front()));
  Html who(name);
  if (part.body.known()) who = web::link(governance::body_href(part.body, {}), Html(name));
  if (!one.setting) return who;
  const int level = one.setting->catalogue.level_called(part.level);
  if (level < 0) return who;
  const Behind& behind = one.setting->standing.behind[static_cast<std::size_t>(level)];
  // After a decision the route is of another day: who is there today is not told of it.
  if (!one.request().open() || behind.body != part.body) return who;
  if (!behind.body.known() && behind.people_ids.size() == 1) {
    return who.add(Html(", "))
        .add(web::link(governance::person_href(behind.people_ids.front(), {}),
                       Html(behind.people.front())));
  }
  const std::string people = people_text(behind);
  return people.empty() ? who : who.add(Html(", " + people));
}

Html route_part(const OneRequest& one) {
  if (one.state().ladder.empty()) return {};
  Html rungs;
  for (const RouteStage& stage : one.state().ladder) {
    Html what = role(stage.part.part);
    what.add(web::el("div", {}, mark_tag(stage)));
    Html who = web::el("span", {{"class", "gh-rung__b"}}, who_part(one, stage.part));
    who.add(web::el("span", {{"class", "gh-rung__p"}}, stage.words + "."));
    Html rung = web::el("div", {}, what);
    rung.add(web::el("div", {}, who));
    rung.add(web::el("div", {{"class", "gh-rung__c"}}, words_of(stage.part.by)));
    const bool decides = stage.part.part == Part::Decides;
    rungs.add(web::el("li", {{"class", decides ? "gh-rung gh-rung--d" : "gh-rung"}}, rung));
  }
  return web::section("h-route", "The way it goes", web::el("ol", {{"class", "gh-ladder"}}, rungs));
}

Html history_part(const OneRequest& one) {
  std::vector<std::pair<base::Date, web::Event>> all;
  std::string told;  // the ruling that stands above already
  const auto power = [&](const PowerUsed& by, const std::string& says) {
    Html note;
    if (!by.scheme.empty()) note.add(web::paragraph(Html("Power used: " + words_of(by) + ".")));
    if (says.empty() || says == told) return note;
    told = says;
    std::string line = says;
    std::ranges::replace(line, '\n', ' ');
    return note.add(web::note(Html("The ruling: " + line)));
  };
  const DecisionRequest& request = one.request();
  for (std::size_t at = 0; at < request.routes.size(); ++at) {
    const Route& route = request.routes[at];
    if (route.why == "decided") continue;
    std::string title = "Asked";
    if (at > 0) title = route.why == "facts" ? "The facts were changed" : "The route changed";
    std::vector<Html> lines;
    if (at > 0) {
      if (route.why == "facts") lines.push_back(Html("Now: " + route.facts));
      for (const std::string& each : route_changes(request.routes[at - 1], route)) {
        lines.push_back(Html(each));
      }
    }
    Html note = lines.empty() ? Html() : web::list(lines);
    note.add(power({}, route.says + "\n" + route.because));
    all.push_back({route.on, {route.on.long_form(), Html(title), note}});
  }
  for (const RequestStep& step : request.steps) {
    if (step.kind == StepKind::Facts) continue;
    Html note;
    if (!step.words.empty()) note.add(web::paragraph(Html(step.words)));
    if (step.meeting.known()) {
      note.add(
          web::paragraph(web::link("/meetings/" + std::to_string(step.meeting.value),
                                   Html("The meeting; number " + std::to_string(step.item.value) +
                                        " in the register of decisions"))));
    }
    note.add(web::paragraph(Html(who_of(step) + ".")));
    note.add(power(step.by, step.says));
    all.push_back({step.on, {step.on.long_form(), Html(words_of(step)), note}});
  }
  std::ranges::stable_sort(all, {}, [](const auto& each) { return each.first; });
  std::vector<web::Event> events;
  for (auto& each : all) events.push_back(std::move(each.second));
  return web::section("h-history", "What was noted", web::events(events));
}

// ---- what may be noted --------------------------------------------------------------------------

struct StepForm {
  const OneRequest& one;
  const web::Request& request;
  base::Date today;
  const std::optional<base::Error>& error;
  const web::NamedValues* typed;  // of the form that was refused

  // Of several forms on one page each has its own ids.
  static std::string suffix(StepKind kind, const std::string& level) {
    return "-" + std::string(word_of(kind)) + (level.empty() ? "" : "-" + level);
  }
  bool refused(StepKind kind, const std::string& level) const {
    return error && typed && typed->get_or("step", "") == word_of(kind) &&
           typed->get_or("level", "") == level;
  }
  web::Field field(StepKind kind, const std::string& level, const std::string& name,
                   const std::string& label, const std::string& hint = "") const {
    web::Field made{.id = name + suffix(kind, level), .label = label, .hint = hint, .name = name};
    if (refused(kind, level) && error->field == made.id) made.error = error->message;
    return made;
  }
  std::string value(StepKind kind, const std::string& level, const std::string& name,
                    const std::string& otherwise = "") const {
    return refused(kind, level) ? std::string(typed->get_or(name, otherwise)) : otherwise;
  }

  Html fields(StepKind kind, const std::string& level, bool of_body) const {
    const auto at = [&](const std::string& name, const std::string& label,
                        const std::string& hint = "") {
      return field(kind, level, name, label, hint);
    };
    Html html;
    if (kind == StepKind::Recommend) {
      html.add(web::radios(at("result", "What do they recommend?"),
                           {{"for", "That it be granted"},
                            {"against", "That it be refused"},
                            {"none", "They make no recommendation"}},
                           value(kind, level, "result")));
    }
    if (kind == StepKind::Decide) {
      html.add(web::radios(at("result", "What is decided?"),
                           {{"granted", "It is granted"}, {"refused", "It is refused"}},
                           value(kind, level, "result")));
    }
    const bool wants_words = kind == StepKind::Answer || kind == StepKind::Withdraw ||
                             (kind == StepKind::Decide && of_body);
    const std::string words = kind == StepKind::Answer     ? "What do they answer?"
                              : kind == StepKind::Withdraw ? "Why is it withdrawn?"
                              : kind == StepKind::Decide && of_body
                                  ? "In which meeting, by which minute?"
                                  : "In words, if there is more to say";
    if (wants_words || kind == StepKind::Recommend || kind == StepKind::Decide ||
        kind == StepKind::Report) {
      html.add(web::text_area(at("words", words), value(kind, level, "words"), 2));
    }
    if (kind == StepKind::Consult) {
      html.add(web::date_text(
          at("due", "Until which day may they answer?", "Nothing: as the clause says"),
          value(kind, level, "due")));
    }
    html.add(
        web::date_text(at("on", "On which day?"), value(kind, level, "on", today.long_form())));
    return html;
  }

  Html form(StepKind kind, const std::string& level, const std::string& label, bool of_body) const {
    Html content = fields(kind, level, of_body);
    content.add(web::button(
        kind == StepKind::Withdraw ? web::ButtonKind::Warning : web::ButtonKind::Secondary, label));
    return web::post_form(
        one.href() + "/steps", *request.caller,
        {{"step", std::string(word_of(kind))}, {"level", level}, {"seen", one.revision()}},
        content);
  }
};

base::Result<Html> agenda_form(const OneRequest& one, const web::Request& request,
                               sql::Connection& connection, const RoutePart& decider,
                               base::Date today) {
  std::vector<web::Choice> meetings;
  for (const governance::Meeting& each : TRY(meetings_to_come(connection, decider.body, today))) {
    const bool there = std::ranges::any_of(
        one.request().agenda, [&](const AgendaNote& note) { return note.meeting == each.id; });
    if (!there) meetings.push_back({std::to_string(each.id.value), each.on.long_form()});
  }
  if (meetings.empty()) {
    return web::paragraph(
        web::link(governance::note_href(governance::ChangeKind::PlanMeeting,
                                        {{"body", std::to_string(decider.body.value)}}),
                  Html("Plan a meeting of " + decider.name + ", to put it on its agenda")));
  }
  Html fields = web::select({.id = "meeting", .label = "On the agenda of which meeting?"}, meetings,
                            meetings.front().value);
  fields.add(web::text_input({.id = "motion",
                              .label = "The motion, if it is to be other words",
                              .hint = "Nothing: that what is asked for be granted"},
                             ""));
  fields.add(web::button(web::ButtonKind::Secondary, "Put it on the agenda"));
  return web::post_form(one.href() + "/agenda", *request.caller, {}, fields);
}

base::Result<Html> next_part(const Context& context, const StepForm& forms,
                             sql::Connection& connection) {
  const OneRequest& one = forms.one;
  Html html;
  RequestSettings settings(connection);
  const RoutePart* decider = one.picture.now.decider();
  if (one.request().open() && decider && decider->body.known()) {
    Html body;
    for (const AgendaNote& note : one.request().agenda) {
      body.add(
          web::paragraph(web::link("/meetings/" + std::to_string(note.meeting.value),
                                   Html("It is item " + std::to_string(note.position) + " of " +
                                        note.body_name + ", " + note.on.long_form()))));
    }
    if (TRY(notes_level(context, forms.request, connection, settings, one.request(),
                        decider->level))) {
      body.add(TRY(agenda_form(one, forms.request, connection, *decider, forms.today)));
    }
    if (!body.empty()) html.add(web::section("h-agenda", "The meeting that decides", body));
  }
  for (const NextStep& next : one.state().next) {
    Html content;
    if (TRY(notes_level(context, forms.request, connection, settings, one.request(), next.level))) {
      const bool of_body = next.kind == StepKind::Decide && decider && decider->body.known();
      content = forms.form(next.kind, next.level, next.words, of_body);
    } else {
      content = web::paragraph(
          Html("Whoever edits that unit notes it; you have no role that reaches so far."));
    }
    html.add(web::section("h-next" + StepForm::suffix(next.kind, next.level), next.words, content));
  }
  return html;
}

base::Result<Html> open_part(const Context& context, const StepForm& forms,
                             sql::Connection& connection) {
  const OneRequest& one = forms.one;
  RequestSettings settings(connection);
  if (!one.request().open() ||
      !TRY(notes_level(context, forms.request, connection, settings, one.request(), ""))) {
    return Html();
  }
  Html html;
  if (one.setting) {
    const Catalogue& catalogue = one.setting->catalogue;
    const int decision = catalogue.decision_called(one.request().decision);
    const auto given = facts_of_text(catalogue, one.picture.now.facts);
    const auto holds = held(*one.setting, FactValues());
    if (decision >= 0 && given.ok() && holds.ok()) {
      Html fields;
      const Ruling ruling = rule(*one.setting, holds.value(), decision, given.value());
      const FactValues shown = facts_over(given.value(), one.setting->known);
      for (const int at : facts_wanted(*one.setting, decision, ruling)) {
        fields.add(fact_control(catalogue.facts[static_cast<std::size_t>(at)],
                                shown.of[static_cast<std::size_t>(at)], ""));
      }
      if (!fields.empty()) {
        fields.add(forms.fields(StepKind::Facts, "", false));
        fields.add(web::button(web::ButtonKind::Secondary, "Change the facts"));
        html.add(web::section(
            "h-facts", "Have the facts changed?",
            web::post_form(one.href() + "/steps", *forms.request.caller,
                           {{"step", "facts"}, {"level", ""}, {"seen", one.revision()}}, fields)));
      }
    }
  }
  html.add(web::section("h-withdraw", "Is it not wanted any more?",
                        forms.form(StepKind::Withdraw, "", "Withdraw the request", false)));
  return html;
}

base::Result<web::Response> show(const Context& context, const web::Request& request,
                                 const web::NamedValues* typed,
                                 const std::optional<base::Error>& error) {
  registry::Visit visit = TRY(registry::visit(*context, request));
  const OneRequest one = TRY(one_request(context, visit, request));
  if (TRY(registry::format_of(request)) == registry::Format::Json) {
    return registry::json_response(request_json(one.picture));
  }
  const std::string number = std::to_string(one.request().id.value);
  web::Page page = registry::plain_page(
      *context, request,
      "Request " + number + ": " + one.picture.title + ", " + one.request().place_name);
  page.section = "Decisions";
  page.breadcrumbs = {{"Requests for decisions", "/requests"}};
  page.heading = Html(one.request().words);
  page.caption = Html("Request " + number + " ");
  page.caption.add(stage_tags(one.state()));
  page.tools = {{"JSON", one.href() + "?format=json"}};
  if (error) web::show_error(page, *error);
  if (!request.query.get_or("saved", "").empty()) {
    page.notice = Html("Saved.");
  }
  page.content.add(state_box(one));
  page.content.add(changes_part(one));
  page.content.add(route_part(one));
  const StepForm forms{one, request, context->today(), error, typed};
  Html ways = TRY(next_part(context, forms, *visit.lease));
  ways.add(TRY(open_part(context, forms, *visit.lease)));
  Html left = facts_part(one);
  left.add(history_part(one));
  page.content.add(ways.empty() ? left
                                : web::columns(web::Columns::ThreeTwo, left,
                                               web::el("div", {{"class", "gh-noprint"}}, ways)));
  return web::render(page, context->site);
}

base::Result<NewStep> step_typed(const Context& context, const web::NamedValues& typed,
                                 const FactValues& facts) {
  const auto kind = step_kind_of(typed.get_or("step", ""));
  if (!kind) return base::make_error("bad_step", "There is no such step.", "step");
  const base::Date never = base::Date::distant_future();
  NewStep step;
  step.kind = *kind;
  if (is_of_level(step.kind)) step.level = typed.get_or("level", "");
  step.on = TRY(web::date_field(typed, "on", context->today()));
  step.result = typed.get_or("result", "");
  step.words = base::trim(typed.get_or("words", ""));
  const base::Date due = TRY(web::date_field(typed, "due", never));
  if (due != never) step.due = due;
  step.facts = facts;
  return step;
}

base::Status save_step(const Context& context, const web::Request& request,
                       const web::NamedValues& typed) {
  const sql::Lease lease = TRY(context->catalogue->database().write());
  web::Query query;
  const Catalogue catalogue = TRY(catalogue_in_force(*lease));
  for (const FactInfo& fact : catalogue.facts) {
    const std::string field = fact_field(fact);
    query.add(field, std::string(typed.get_or(field, "")));
  }
  const RequestId id{web::captured_number(request, "request")};
  FactValues facts = TRY(facts_asked(catalogue, query));
  const DecisionRequest of = TRY(request_picture(*lease, id, context->today())).request;
  const auto setting = kept_setting(context, *lease, of.place, context->today());
  if (setting.ok()) facts = but_known(*setting.value(), facts);
  const NewStep step = TRY(step_typed(context, typed, facts));
  return note_step(*lease, id, base::parse_integer(typed.get_or("seen", "")).value_or(0), step,
                   request_writing(context, request),
                   TRY(may_note(context, request, *lease, of, step.level)));
}

bool is_mendable(const base::Error& error) {
  return error.kind == base::ErrorKind::Invalid || error.kind == base::ErrorKind::Conflict ||
         error.code == "no_power";
}

base::Result<web::Response> step(const Context& context, const web::Request& request) {
  const web::FormData typed = TRY(web::read_form(request));
  const base::Status saved = save_step(context, request, typed);
  const std::string href = request_href(RequestId{web::captured_number(request, "request")});
  if (saved.ok()) return web::redirect(href + "?saved=step");
  base::Error error = saved.error();
  if (!is_mendable(error)) return error;
  const auto kind = step_kind_of(typed.get_or("step", ""));
  const bool at_field = error.field == "on" || error.field == "due" || error.field == "words" ||
                        error.field == "result";
  if (at_field && kind) {
    error.field += StepForm::suffix(*kind, std::string(typed.get_or("level", "")));
  } else if (!error.field.starts_with("f_")) {
    error.field = "h-route";
  }
  return show(context, request, &typed, error);
}

base::Result<web::Response> agenda(const Context& context, const web::Request& request) {
  const web::FormData typed = TRY(web::read_form(request));
  const RequestId id{web::captured_number(request, "request")};
  base::Status saved = [&]() -> base::Status {
    const sql::Lease lease = TRY(context->catalogue->database().write());
    return put_on_agenda(
        *lease, id,
        governance::MeetingId{base::parse_integer(typed.get_or("meeting", "")).value_or(0)},
        std::string(typed.get_or("motion", "")), request_writing(context, request),
        governance::may_of(request, context->today()));
  }();
  if (saved.ok()) return web::redirect(request_href(id) + "?saved=agenda");
  base::Error error = saved.error();
  if (!is_mendable(error) && error.kind != base::ErrorKind::NotFound) return error;
  error.field = "meeting";
  return show(context, request, &typed, error);
}

}  // namespace

void add_one_request_pages(web::Router& router, const Context& context) {
  router.get("/requests/{request}", "A request for a decision: where it stands, and what is next",
             "/requests/1", web::Audience::Member, [context](const web::Request& request) {
               return show(context, request, nullptr, std::nullopt);
             });
  router.post("/requests/{request}/steps", "Notes a step of a request", "/requests/1/steps",
              "step=recommend&level=head&result=for&seen=1", web::Audience::Member,
              [context](const web::Request& request) { return step(context, request); });
  router.post("/requests/{request}/agenda", "Puts a request on an agenda", "/requests/1/agenda",
              "meeting=1", web::Audience::Member,
              [context](const web::Request& request) { return agenda(context, request); });
}

}  // namespace delegation
