// /requests: requests for decisions, those that are open first; /requests/new: asking for one;
// /requests/findings: what was decided without power.
#include <algorithm>

#include "base/text.hpp"
#include "delegation/pages_request.hpp"
#include "governance/pages.hpp"
#include "web/form_data.hpp"
#include "web/redirect.hpp"

namespace delegation {

namespace {

using web::Html;

constexpr std::size_t shown_at_once = 100;
constexpr std::size_t in_file_max = 5000;
constexpr std::string_view view_words[] = {"open", "mine", "overdue", "all"};

web::Tone tone_of(Stage stage) {
  switch (stage) {
    case Stage::Waits:
    case Stage::OnAgenda: return web::Tone::Info;
    case Stage::Ready: return web::Tone::Warn;
    case Stage::Stuck: return web::Tone::Bad;
    case Stage::Granted: return web::Tone::Ok;
    case Stage::Done: return web::Tone::Ok;
    default: return web::Tone::Past;
  }
}

std::string list_href(RequestView view, const std::string& of) {
  std::string href = "/requests?state=" + std::string(view_words[static_cast<std::size_t>(view)]);
  if (!of.empty()) href += "&of=" + base::percent_encode(of);
  return href;
}

std::vector<web::Link> view_tabs(RequestView view, const std::string& of) {
  constexpr std::string_view labels[] = {"Open", "Mine", "Overdue", "All"};
  std::vector<web::Link> tabs;
  for (std::size_t at = 0; at < std::size(labels); ++at) {
    const RequestView each = static_cast<RequestView>(at);
    tabs.push_back({std::string(labels[at]), list_href(each, of), each == view});
  }
  return tabs;
}

// The way on, and why the list ends here where it is no full page.
Html next_part(const RequestPictures& shown, RequestView view, const std::string& of) {
  const std::string number = std::to_string(shown.next->id.value);
  const std::string href = list_href(view, of) + "&after=" + text_of(*shown.next);
  if (shown.all.size() == shown_at_once) {
    return web::paragraph(web::link(href, Html("Show the next, after request " + number)));
  }
  Html html("A page looks at " + base::with_thousands(looked_at_once) +
            " requests at most, and there are others. ");
  return web::paragraph(
      html.add(web::link(href, Html("Look at the next, after request " + number))));
}

Html nothing_found(RequestView view, bool more) {
  std::string words = view == RequestView::Mine
                          ? "You entered none that is open, and may note the next step of none."
                          : "There is no such request.";
  if (more) words = "None of those that were looked at so far.";
  return web::empty_state(
      words, web::link("/decide", Html("Ask who decides, and from the answer for the decision")));
}

Html list_form(RequestView view, const std::string& of, const std::string& error) {
  Html fields = web::text_input({.id = "of",
                                 .label = "Of which school, cluster or group?",
                                 .hint = "A name or URN; or as in: cluster 12, group 90001; "
                                         "nothing: of any",
                                 .error = error},
                                of, web::Width::Twenty);
  fields.add(web::button(web::ButtonKind::Secondary, "Show them"));
  return web::get_form(
      "/requests", {{"state", std::string(view_words[static_cast<std::size_t>(view)])}}, fields);
}

Html requests_table(const std::vector<RequestPicture>& pictures) {
  web::Table table;
  table.caption = "Requests";
  table.columns = {
      {"Request", false, true}, {"Of"}, {"Asked"}, {"Needed by"}, {"Where it stands", false, true}};
  for (const RequestPicture& each : pictures) {
    const DecisionRequest& request = each.request;
    Html name = web::link(request_href(request.id),
                          Html(std::to_string(request.id.value) + ". " + request.words));
    name.add(web::sub(Html(each.title)));
    Html stands = stage_tags(each.state);
    stands.add(web::sub(Html(each.state.words)));
    if (!each.state.changed.empty()) {
      stands.add(web::sub(Html("The route has changed: see the request.")));
    }
    table.rows.push_back(
        {web::cells(name, Html(request.place_name), web::date(request.asked),
                    request.needed ? web::date(*request.needed) : web::none(), stands),
         each.state.overdue});
  }
  return web::table(table);
}

base::Result<web::Response> list(const Context& context, const web::Request& request) {
  const RequestView view = TRY(request_view_of(request));
  const std::string of(base::trim(request.query.get_or("of", "")));
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const registry::Format format = TRY(registry::format_of(request));
  const auto after = TRY(after_of(request.query.get_or("after", ""), "after"));
  const bool file = format != registry::Format::Html;
  const auto read = requests_asked(
      context, request, *lease,
      {view, of, after, file ? in_file_max : shown_at_once, file ? in_file_max : looked_at_once});
  if (!read.ok() &&
      (format != registry::Format::Html || read.error().kind == base::ErrorKind::Unavailable)) {
    return read.error();
  }
  if (file) TRY(check_whole(read.value()));
  const RequestPictures shown = read.ok() ? read.value() : RequestPictures();
  switch (format) {
    case registry::Format::Json: return registry::json_response(requests_json(shown.all));
    case registry::Format::Csv: return registry::csv_response(requests_csv(shown.all), "requests");
    default: break;
  }
  web::Page page = registry::plain_page(*context, request, "Requests for decisions");
  page.section = "Decisions";
  page.lead = Html(
      "Who asks for what, who is heard first, who decides, and what is still to be told and "
      "reported: each by the scheme of delegation in force.");
  page.tools = registry::format_links(request);
  page.tabs = view_tabs(view, of);
  if (!read.ok()) page.errors.push_back({"of", read.error().message});
  if (read.ok()) {
    page.content.add(shown.all.empty() ? nothing_found(view, shown.next.has_value())
                                       : requests_table(shown.all));
    if (shown.next) page.content.add(next_part(shown, view, of));
  }
  page.content.add(
      web::el("div", {{"class", "gh-noprint"}},
              web::section("h-filter", "Choose",
                           list_form(view, of, read.ok() ? "" : read.error().message))));
  page.content.add(web::section(
      "h-more", "More",
      web::list({web::link("/decide", Html("Ask for a decision: find who decides first")),
                 web::link("/requests/findings", Html("Decisions without power")),
                 web::link("/boards/decisions", Html("The register of decisions"))})));
  return web::render(page, context->site);
}

base::Result<web::Response> findings(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const std::vector<RequestFinding> found = TRY(request_findings(*lease, context->today()));
  if (TRY(registry::format_of(request)) == registry::Format::Json) {
    return registry::json_response(request_findings_json(found));
  }
  web::Page page = registry::plain_page(*context, request, "Decisions without power");
  page.section = "Decisions";
  page.breadcrumbs = {{"Requests for decisions", "/requests"}};
  page.tools = {{"JSON", "/requests/findings?format=json"}};
  page.lead = Html(
      "Motions that were carried, by approved minutes, held against the scheme of delegation of "
      "that day: those of requests, and those whose item says which decision it is.");
  for (const RequestFinding& each : found) {
    Html note(each.what + " ");
    note.add(web::link("/meetings/" + std::to_string(each.meeting.value),
                       Html("The meeting of " + each.who + ", " + each.on.long_form())));
    if (each.request.known()) {
      note.add(Html(" ")).add(web::link(request_href(each.request),
                                        Html("Request " + std::to_string(each.request.value))));
    }
    page.content.add(
        web::finding(each.trouble == RequestTrouble::NoPower ? web::Tone::Bad : web::Tone::Warn,
                     std::string(label_of(each.trouble)) + ": " + each.decision + ", " + each.who +
                         ", " + each.on.long_form(),
                     note));
  }
  if (found.empty()) {
    page.content = web::empty_state("Every decision that is recorded had its power.",
                                    web::link("/requests", Html("Requests for decisions")));
  }
  page.content.add(web::note(
      Html("An item of an agenda says which decision it is where it “comes from” it: decision F07 "
           "for school 990866 with amount=18000.")));
  return web::render(page, context->site);
}

// ---- asking -------------------------------------------------------------------------------------

std::string text_of(const web::NamedValues& typed, std::string_view name) {
  return std::string(base::trim(typed.get_or(name, "")));
}

base::Result<FactValues> facts_typed(const Catalogue& catalogue, const web::NamedValues& typed) {
  web::Query query;
  for (const FactInfo& fact : catalogue.facts) {
    const std::string field = fact_field(fact);
    query.add(field, std::string(typed.get_or(field, "")));
  }
  return facts_asked(catalogue, query);
}

// The facts that a request about the decision has fields for: an amount too, where a sum is asked
// for, since it counts to later ones.
std::vector<int> fields_of(const Setting& setting, int decision, const Ruling& ruling) {
  std::vector<int> wanted = facts_wanted(setting, decision, ruling);
  const auto is_sum = [&](int fact) {
    return setting.catalogue.facts[static_cast<std::size_t>(fact)].sum != Sum::None;
  };
  const int amount = fact_called(setting.catalogue.facts, "amount");
  if (amount >= 0 && std::ranges::any_of(wanted, is_sum) &&
      std::ranges::find(wanted, amount) == wanted.end()) {
    wanted.insert(wanted.begin(), amount);
  }
  return wanted;
}

// People behind the levels of the place, who may be named as who asks.
std::vector<web::Choice> askers(const Setting& setting) {
  std::vector<web::Choice> choices = {{"", "Not said"}};
  for (std::size_t level = 0; level < setting.catalogue.levels.size(); ++level) {
    const Behind& behind = setting.standing.behind[level];
    if (behind.body.known() || behind.people_ids.size() != 1) continue;
    choices.push_back({std::to_string(behind.people_ids.front().value),
                       behind.people.front() + ", " + behind.name});
  }
  return choices;
}

class AskPage {
 public:
  AskPage(const Context& context, const web::Request& request, const web::NamedValues& typed)
      : context_(context), request_(request), typed_(typed) {}

  base::Result<web::Response> show(sql::Connection& connection,
                                   const std::optional<base::Error>& error) {
    TRY(look_up(connection));
    web::Page page = registry::plain_page(
        *context_, request_, "Ask for a decision: " + of().title + ", " + setting_->name);
    page.section = "Decisions";
    page.breadcrumbs = {{"Requests for decisions", "/requests"}, {"Who decides?", way_back()}};
    page.heading = Html("Ask for a decision");
    page.caption = Html(of().code + ", " + of().title + ", for " + setting_->name);
    if (error) web::show_error(page, *error);
    page.content.add(TRY(ruling_part(connection)));
    if (!may_ask_) {
      page.content.add(web::finding(
          web::Tone::Info, "Who edits " + setting_->name + " asks",
          Html("You have no role that reaches so far. An administrator can give you one.")));
    } else {
      page.content.add(form(error));
    }
    return web::render(page, context_->site);
  }

  base::Result<RequestId> save(sql::Connection& connection) {
    TRY(look_up(connection));
    NewRequest asked;
    asked.place = setting_->place;
    asked.decision = of().code;
    asked.words = text_of(typed_, "words");
    asked.heading = text_of(typed_, "heading");
    asked.party = text_of(typed_, "party");
    asked.facts = but_known(*setting_, TRY(facts_typed(setting_->catalogue, typed_)));
    asked.asked = context_->today();
    if (const auto person = base::parse_integer(text_of(typed_, "asked_by"))) {
      asked.asked_by = governance::PersonId{*person};
    }
    const base::Date never = base::Date::distant_future();
    const base::Date needed = TRY(web::date_field(typed_, "needed", never));
    if (needed != never) asked.needed = needed;
    return ask_for_decision(connection, asked, request_writing(context_, request_),
                            TRY(may_ask(context_, request_, connection, asked.place)),
                            governance::Keep::All);
  }

 private:
  base::Status look_up(sql::Connection& connection) {
    const base::Date today = context_->today();
    setting_ = TRY(kept_setting(
        context_, connection, TRY(place_asked(connection, text_of(typed_, "for"), today)), today));
    decision_ = setting_->catalogue.decision_called(text_of(typed_, "decision"));
    if (decision_ < 0 || !of().period.contains(today)) {
      return base::make_error(
          "decision_not_found",
          "There is no decision \"" + text_of(typed_, "decision") + "\" today; /decide lists them.",
          "decision");
    }
    const auto facts = facts_typed(setting_->catalogue, typed_);
    if (facts.ok()) facts_ = facts.value();
    may_ask_ = TRY(may_ask(context_, request_, connection, setting_->place))(
                   TRY(governance::path_of(connection, setting_->place, today)))
                   .ok();
    return {};
  }

  const Decision& of() const {
    return setting_->catalogue.decisions[static_cast<std::size_t>(decision_)];
  }

  std::string way_back() const {
    std::string href =
        "/decide?decision=" + of().code + "&for=" + base::percent_encode(text_of(typed_, "for"));
    for (const FactInfo& fact : setting_->catalogue.facts) {
      const std::string value = text_of(typed_, fact_field(fact));
      if (!value.empty()) href += "&" + fact_field(fact) + "=" + base::percent_encode(value);
    }
    return href;
  }

  base::Result<Html> ruling_part(sql::Connection& connection) {
    RequestSettings settings(connection);
    const Route route = TRY(route_on(settings,
                                     {setting_->place,
                                      of().code,
                                      facts_,
                                      text_of(typed_, "heading"),
                                      text_of(typed_, "party"),
                                      {}},
                                     context_->today()));
    Html box;
    for (const std::string& line : lines_of(route.says)) box.add(web::el("p", {}, line));
    for (const std::string& line : lines_of(route.because + "\n" + route.sums)) {
      box.add(web::el("p", {{"class", "gh-ruling__meta"}}, line));
    }
    const bool decided = route.decider() != nullptr;
    return web::el("section",
                   {{"class", decided ? "gh-ruling" : "gh-ruling gh-ruling--open"},
                    {"aria-label", "The ruling of today"}},
                   box);
  }

  Html form(const std::optional<base::Error>& error) const {
    const auto error_of = [&](std::string_view field) {
      return error && error->field == field ? error->message : std::string();
    };
    Html fields =
        web::text_area({.id = "words",
                        .label = "What do you ask for?",
                        .hint = "In a sentence, as it may stand on an agenda; no personal "
                                "details",
                        .error = error_of("words")},
                       typed_.get_or("words", ""));
    const Held holds = held_or_none();
    const Ruling ruling = rule(*setting_, holds, decision_, facts_);
    bool heading = false;
    bool party = false;
    for (const int at : fields_of(*setting_, decision_, ruling)) {
      const FactInfo& fact = setting_->catalogue.facts[static_cast<std::size_t>(at)];
      heading = heading || fact.sum == Sum::Heading;
      party = party || fact.sum == Sum::Party;
      const std::int64_t given = facts_.of[static_cast<std::size_t>(at)];
      const std::int64_t known = setting_->known.of[static_cast<std::size_t>(at)];
      fields.add(fact_control(
          fact, given != unknown ? given : known,
          fact.sum == Sum::None ? ""
                                : "Nothing: what was granted here before in the financial year is "
                                  "added up"));
    }
    const auto amount = fact_called(setting_->catalogue.facts, "amount");
    heading = heading || setting_->catalogue.has(decision_, std::max(0, amount));
    if (heading) {
      fields.add(web::text_input({.id = "heading",
                                  .label = "Under which heading of the budget?",
                                  .hint = "Requests under the same words are added up"},
                                 typed_.get_or("heading", ""), web::Width::Twenty));
    }
    if (party) {
      fields.add(web::text_input({.id = "party", .label = "To whom does the money go?"},
                                 typed_.get_or("party", ""), web::Width::Twenty));
    }
    fields.add(web::select({.id = "asked_by", .label = "Who asks?"}, askers(*setting_),
                           typed_.get_or("asked_by", "")));
    fields.add(web::date_text({.id = "needed",
                               .label = "By which day is the decision needed?",
                               .hint = "Nothing: by no day",
                               .error = error_of("needed")},
                              typed_.get_or("needed", "")));
    fields.add(web::button(web::ButtonKind::Main, "Ask for the decision"));
    return web::post_form("/requests/new", *request_.caller,
                          {{"decision", of().code}, {"for", text_of(typed_, "for")}}, fields);
  }

  Held held_or_none() const {
    auto holds = held(*setting_, facts_);
    return holds.ok() ? std::move(holds).value() : Held();
  }

  const Context& context_;
  const web::Request& request_;
  const web::NamedValues& typed_;
  KeptSetting setting_;
  int decision_ = -1;
  FactValues facts_;
  bool may_ask_ = false;
};

base::Result<web::Response> ask_form(const Context& context, const web::Request& request) {
  if (text_of(request.query, "for").empty() || text_of(request.query, "decision").empty()) {
    return web::redirect("/decide");
  }
  const sql::Lease lease = TRY(context->catalogue->database().read());
  return AskPage(context, request, request.query).show(*lease, std::nullopt);
}

base::Result<web::Response> ask(const Context& context, const web::Request& request) {
  const web::FormData typed = TRY(web::read_form(request));
  AskPage page(context, request, typed);
  base::Result<RequestId> made = [&]() -> base::Result<RequestId> {
    const sql::Lease lease = TRY(context->catalogue->database().write());
    return page.save(*lease);
  }();
  if (made.ok()) return web::redirect(request_href(made.value()) + "?saved=asked");
  if (made.error().kind != base::ErrorKind::Invalid) return made.error();
  const sql::Lease lease = TRY(context->catalogue->database().read());
  return page.show(*lease, made.error());
}

}  // namespace

std::string request_href(RequestId id) { return "/requests/" + std::to_string(id.value); }

Html stage_tags(const RequestState& state) {
  Html tags = web::tag(tone_of(state.stage), label_of(state.stage));
  if (state.overdue) tags.add(Html(" ")).add(web::tag(web::Tone::Bad, "Overdue"));
  return tags;
}

Html request_items(const std::vector<RequestPicture>& pictures) {
  std::vector<web::Item> items;
  for (const RequestPicture& each : pictures) {
    items.push_back(
        {web::link(
             request_href(each.request.id),
             Html("Request " + std::to_string(each.request.id.value) + ": " + each.request.words)),
         Html(each.request.place_name + ". " + each.state.words), stage_tags(each.state)});
  }
  return web::items(items);
}

governance::Writing request_writing(const Context& context, const web::Request& request) {
  return governance::writing_of(context, request, "");
}

base::Result<RequestView> request_view_of(const web::Request& request) {
  const std::string_view word = request.query.get_or("state", "open");
  const auto found = std::ranges::find(view_words, word);
  if (found != std::end(view_words)) return static_cast<RequestView>(found - view_words);
  return base::make_error("bad_step", "The state is one of open, mine, overdue and all.", "state");
}

base::Result<std::optional<RequestCursor>> after_of(std::string_view text, std::string_view field) {
  if (text.empty()) return std::optional<RequestCursor>();
  if (const auto cursor = read_cursor(text)) return cursor;
  return base::make_error(
      "bad_page",
      "\"" + std::string(text) + "\" is no place in the list: follow the link to the next page.",
      std::string(field));
}

base::Result<RequestPictures> requests_asked(const Context& context, const web::Request& request,
                                             sql::Connection& connection,
                                             const RequestsAsked& asked) {
  const base::Date today = context->today();
  RequestFilter filter;
  filter.open_only = asked.view != RequestView::All;
  if (!asked.of.empty()) filter.of = TRY(place_asked(connection, asked.of, today));
  filter.most = asked.most;
  filter.after = asked.after;
  filter.look_at_most = asked.look_at_most;
  const std::int64_t account = guard::principal_of(request).account.value;
  const auto mine = [&](const RequestPicture& each,
                        RequestSettings& settings) -> base::Result<bool> {
    if (account != 0 && each.request.account == account) return true;
    for (const NextStep& next : each.state.next) {
      if (TRY(notes_level(context, request, connection, settings, each.request, next.level))) {
        return true;
      }
    }
    return false;
  };
  if (asked.view == RequestView::Mine) filter.wanted = mine;
  if (asked.view == RequestView::Overdue) {
    filter.wanted = [](const RequestPicture& each, RequestSettings&) -> base::Result<bool> {
      return each.state.overdue;
    };
  }
  return request_pictures(connection, filter, today);
}

FactValues but_known(const Setting& setting, FactValues facts) {
  for (std::size_t at = 0; at < setting.catalogue.facts.size(); ++at) {
    const bool of_school = setting.catalogue.facts[at].of_school;
    if (of_school && facts.of[at] == setting.known.of[at]) facts.of[at] = unknown;
  }
  return facts;
}

void add_request_pages(web::Router& router, const Context& context) {
  router.get("/requests", "Requests for decisions: open, mine, overdue, of a unit", "/requests",
             web::Audience::Member,
             [context](const web::Request& request) { return list(context, request); });
  router.get("/requests/findings", "What was decided without power", "/requests/findings",
             web::Audience::Member,
             [context](const web::Request& request) { return findings(context, request); });
  router.get("/requests/new", "Asks for a decision, from the answer to who decides",
             "/requests/new?decision=F07&for=990866&f_amount=18000", web::Audience::Member,
             [context](const web::Request& request) { return ask_form(context, request); });
  router.post("/requests/new", "Asks for a decision", "/requests/new",
              "decision=F07&for=990866&words=A+shared+SENCo", web::Audience::Member,
              [context](const web::Request& request) { return ask(context, request); });
}

}  // namespace delegation
