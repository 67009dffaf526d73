// /decide: "Who decides?" One types what is to be decided and for which school; the answer stands
// in words, then each level's part, how an amount changes it, and the clauses behind it.
#include <algorithm>

#include "base/text.hpp"
#include "delegation/find.hpp"
#include "delegation/pages.hpp"
#include "delegation/question_cases.hpp"
#include "governance/pages.hpp"
#include "governance/store_known.hpp"
#include "governance/store_names.hpp"
#include "governance/store_own.hpp"

namespace delegation {

namespace {

using web::Html;

constexpr std::size_t schools_offered_max = 8;

// One question on its way to an answer.
struct Question {
  std::string words;     // what is to be decided
  std::string decision;  // its code
  std::string place;     // as it was typed
};

Question question_of(const web::Request& request) {
  const auto text = [&](std::string_view name) {
    return std::string(base::trim(request.query.get_or(name, "")));
  };
  return {text("q"), text("decision"), text("for")};
}

Html ask_form(const Question& asked, const web::AsOf& as_of, const std::string& error) {
  std::vector<web::Hidden> hidden;
  if (as_of.on != as_of.today) hidden.push_back({"on", as_of.on.iso()});
  Html fields = web::text_input({.id = "words",  // "q" is the search in the head of the page
                                 .label = "What is to be decided?",
                                 .hint = "A few words, such as: shared contract; or a code, F07",
                                 .name = "q"},
                                asked.words.empty() ? asked.decision : asked.words);
  fields.add(web::text_input(
      {.id = "for",
       .label = "For which school?",
       .hint = "Its name or URN; or a cluster or group, as in: cluster 12, group 90001",
       .error = error},
      asked.place));
  fields.add(web::button(web::ButtonKind::Main, "Find who decides"));
  return web::get_form("/decide", hidden, fields);
}

// Schools whose name is near to what was typed.
base::Result<Html> offered_schools(const Context& context, const Question& asked,
                                   const web::AsOf& as_of) {
  std::vector<web::Item> items;
  const auto index = TRY(context->catalogue->index());
  for (const registry::Found& found : index->find(asked.place, 4 * schools_offered_max)) {
    if (found.kind != registry::FoundKind::School || !found.open) continue;
    if (items.size() == schools_offered_max) break;
    std::string href = asked.decision.empty() ? "/decide?q=" + base::percent_encode(asked.words) +
                                                    "&for=" + base::percent_encode(found.ref)
                                              : decide_href(asked.decision, found.ref, as_of);
    items.push_back({web::link(href, Html(found.name)), Html(found.detail)});
  }
  if (items.empty()) return Html();
  return web::section("h-schools", "Did you mean one of these schools?", web::items(items));
}

Html decisions_part(const Catalogue& catalogue, const Question& asked, const web::AsOf& as_of) {
  const std::vector<int> found = decisions_called(catalogue, asked.words, as_of.on);
  if (found.empty()) {
    return web::section(
        "h-found", "Decisions",
        web::empty_state("No decision has any of these words.",
                         web::link("/decide?for=" + base::percent_encode(asked.place),
                                   Html("Show all decisions"))));
  }
  Html html;
  std::string domain;
  std::vector<Html> items;
  const auto flush = [&] {
    if (items.empty()) return;
    const Domain* named = catalogue.domain_called(domain);
    html.add(web::section("h-" + domain, named ? named->label : domain, web::list(items)));
    items.clear();
  };
  std::vector<int> ordered = found;
  std::ranges::stable_sort(ordered, {}, [&](int decision) {
    const auto first = std::ranges::find(
        found, catalogue.decisions[static_cast<std::size_t>(decision)].domain,
        [&](int each) { return catalogue.decisions[static_cast<std::size_t>(each)].domain; });
    return first - found.begin();
  });
  for (const int each : ordered) {
    const Decision& decision = catalogue.decisions[static_cast<std::size_t>(each)];
    if (decision.domain != domain) flush();
    domain = decision.domain;
    Html item = web::link(decide_href(decision.code, asked.place, as_of),
                          Html(decision.code + ", " + decision.title));
    if (decision.unit != "school") item.add(Html(" (of a " + decision.unit + ")"));
    items.push_back(std::move(item));
  }
  flush();
  return html;
}

base::Result<web::Response> ask(const Context& context, registry::Visit& visit,
                                const Question& asked, const std::string& error) {
  web::Page page = registry::begin_page(visit, "Who decides?", "Decisions");
  page.lead = Html(
      "Type what is to be decided and for whom: the answer comes from the scheme of delegation in "
      "force on the day, with its reasons.");
  if (!error.empty()) page.errors.push_back({"for", error});
  page.content.add(ask_form(asked, visit.as_of, error));
  if (!error.empty()) page.content.add(TRY(offered_schools(context, asked, visit.as_of)));
  page.content.add(decisions_part(TRY(catalogue_in_force(*visit.lease)), asked, visit.as_of));
  page.content.add(web::section(
      "h-more", "More",
      web::list({web::link("/schemes" + visit.as_of.suffix(), Html("Schemes of delegation"))})));
  return web::render(page, context->site);
}

// ---- the answer ---------------------------------------------------------------------------------

struct Shown {
  const Question& question;
  const Setting& setting;
  const Held& holds;
  const Ruling& ruling;
  int decision = 0;
  const FactValues& facts;
  const web::AsOf& as_of;
  const web::Query& typed;
  std::vector<base::Error> errors;  // of facts that were typed
  const Catalogue& catalogue() const { return setting.catalogue; }
  const Decision& of() const {
    return setting.catalogue.decisions[static_cast<std::size_t>(decision)];
  }
};

Html ruling_box(const Shown& shown) {
  Html box;
  const UnitNames& names = shown.setting.standing.names;
  if (!shown.holds.ready && shown.ruling.missing == 0) {
    box.add(web::paragraph(Html("No scheme of delegation is in force for " + shown.setting.name +
                                " on " + shown.setting.on.long_form() + ".")));
  } else {
    for (const auto& each : sentences(shown.catalogue(), shown.holds.unit, shown.ruling, names)) {
      box.add(web::el("p", {}, each));
    }
    for (const auto& each : because(shown.catalogue(), shown.holds.unit, shown.ruling, names)) {
      box.add(web::el("p", {{"class", "gh-ruling__meta"}}, each));
    }
  }
  const bool decided = shown.ruling.outcome == Outcome::Decided;
  return web::el("section",
                 {{"class", decided ? "gh-ruling" : "gh-ruling gh-ruling--open"},
                  {"aria-label", "The ruling"}},
                 box);
}

std::string clause_of(const Shown& shown, const Ref& ref) {
  if (!ref.known() || ref.layer < 0) return "";
  return clause_name(shown.holds.unit, ref);
}

// Where a level's part stands written.
std::string clause_of(const Shown& shown, int level) {
  if (shown.ruling.outcome == Outcome::Decided && shown.ruling.decider == level) {
    return shown.ruling.retained ? "Retained" : clause_of(shown, shown.ruling.by);
  }
  for (const Duty& duty : shown.ruling.duties) {
    if (duty.level == level) return clause_of(shown, duty.by);
  }
  return "";
}

std::string duty_text(const Shown& shown, int level) {
  std::string text;
  for (const Duty& duty : shown.ruling.duties) {
    if (duty.level != level || duty.days == 0) continue;
    text += duty.part == Part::Reports ? " Reports within " : " Has ";
    text += days_text(duty.days) + (duty.part == Part::Reports ? "." : " to answer.");
  }
  return text;
}

Html ladder(const Shown& shown) {
  Html rungs;
  for (int level = 0; level < static_cast<int>(shown.catalogue().levels.size()); ++level) {
    const auto at = static_cast<std::size_t>(level);
    const Behind& behind = shown.setting.standing.behind[at];
    const PartSet all = shown.ruling.parts_of(level);
    const bool decides = (all & part_bit(Part::Decides)) != 0;
    Html what;
    for (int part = 0; part < parts; ++part) {
      if ((all & part_bit(static_cast<Part>(part))) != 0) what.add(role(static_cast<Part>(part)));
    }
    if (all == 0) what = Html("No part");
    const Filled filled = shown.setting.standing.filled[at];
    std::string people = people_text(behind);
    if (filled == Filled::None) people = "Nobody is there on this day";
    if (filled == Filled::Inquorate) people += ": too few sit there";
    const std::string also = duty_text(shown, level);
    if (!also.empty()) people += (people.empty() || people.ends_with('.') ? "" : ".") + also;
    Html who =
        web::el("span", {{"class", "gh-rung__b"}},
                behind.body.known()
                    ? web::link(governance::body_href(behind.body, shown.as_of), Html(behind.name))
                    : Html(behind.name));
    if (!people.empty()) who.add(web::el("span", {{"class", "gh-rung__p"}}, base::trim(people)));
    if (decides && behind.body.known() && !behind.people.empty()) {
      who.add(web::el("span", {{"class", "gh-rung__p"}}, base::join(behind.people, ", ")));
    }
    Html rung = web::el("div", {}, what);
    rung.add(web::el("div", {}, who));
    rung.add(web::el("div", {{"class", "gh-rung__c"}}, clause_of(shown, level)));
    rungs.add(web::el("li",
                      {{"class", decides    ? "gh-rung gh-rung--d"
                                 : all == 0 ? "gh-rung gh-rung--none"
                                            : "gh-rung"}},
                      rung));
  }
  return web::section("h-parts", "Each level’s part",
                      web::el("ol", {{"class", "gh-ladder"}}, rungs));
}

// ---- what if ------------------------------------------------------------------------------------

Html fact_input(const Shown& shown, int at) {
  const FactInfo& fact = shown.catalogue().facts[static_cast<std::size_t>(at)];
  const std::int64_t given = shown.facts.of[static_cast<std::size_t>(at)];
  const std::int64_t known = shown.setting.known.of[static_cast<std::size_t>(at)];
  const std::string field = fact_field(fact);
  const auto wrong = std::ranges::find(shown.errors, field, &base::Error::field);
  if (wrong != shown.errors.end()) {
    return web::text_input({.id = field, .label = fact.label, .error = wrong->message},
                           std::string(shown.typed.get_or(field, "")), web::Width::Ten);
  }
  return fact_control(
      fact, given != unknown ? given : known,
      (shown.ruling.missing & fact_bit(at)) != 0 ? "Wanted to say who decides" : "");
}

Html what_if(const Shown& shown) {
  std::vector<web::Hidden> hidden = {{"decision", shown.of().code}, {"for", shown.question.place}};
  Html fields = web::paragraph(Html("Change a fact and see who would decide. Nothing is saved."));
  for (const int at : facts_wanted(shown.setting, shown.decision, shown.ruling))
    fields.add(fact_input(shown, at));
  fields.add(web::date_text({.id = "day", .label = "On which day?", .name = "on"},
                            shown.setting.on.long_form()));
  fields.add(web::button(web::ButtonKind::Secondary, "Show who would decide"));
  return web::panel("What if?", web::get_form("/decide", hidden, fields));
}

// ---- how an amount changes the answer -----------------------------------------------------------

struct Band {
  std::int64_t least = 0;  // of the first value that is asked in it
  std::string who;
  bool on = false;  // that of the question
};

// The first fact in pounds that changes who decides, and who decides from which amount on.
std::vector<Band> bands_of(const Shown& shown, int& fact) {
  const Cases cases = cases_of(shown.catalogue(), {&shown.holds.unit}, shown.decision);
  for (std::size_t at = 0; at < cases.facts.size(); ++at) {
    fact = cases.facts[at];
    const auto place = static_cast<std::size_t>(fact);
    if (shown.catalogue().facts[place].type != FactType::Money) continue;
    std::vector<Band> bands;
    const std::int64_t asked = shown.facts.of[place];
    for (const std::int64_t value : cases.values[at]) {
      FactValues facts = shown.facts;
      facts.of[place] = value;
      const Ruling ruling = decide(shown.catalogue(), shown.holds.unit, shown.decision, facts);
      const std::string who =
          ruling.outcome == Outcome::Decided
              ? shown.setting.standing.behind[static_cast<std::size_t>(ruling.decider)].name
              : "Nobody can be named";
      if (bands.empty() || bands.back().who != who) bands.push_back({value, who});
      if (asked != unknown && asked >= value) {
        for (Band& each : bands) each.on = false;
        bands.back().on = true;
      }
    }
    if (bands.size() > 1) return bands;
  }
  return {};
}

// A case begins at the first penny over a bound; people say the bound.
constexpr std::int64_t pence_in_pound = 100;
std::int64_t bound_of(std::int64_t least) {
  return least % pence_in_pound == 1 ? least - 1 : least;
}

Html bands_part(const Shown& shown) {
  if (!shown.holds.ready) return {};
  int fact = 0;
  const std::vector<Band> bands = bands_of(shown, fact);
  if (bands.empty()) return {};
  const FactInfo& info = shown.catalogue().facts[static_cast<std::size_t>(fact)];
  web::Table table;
  table.caption = "Who decides, by amount";
  table.columns = {{"Amount"}, {"Who decides", false, true}};
  for (std::size_t at = 0; at < bands.size(); ++at) {
    const std::int64_t least = bands[at].least;
    const std::string amount =
        at == 0 ? "Up to " + fact_text(info, bound_of(bands[1].least))
                : (bound_of(least) == least ? "From " : "Over ") + fact_text(info, bound_of(least));
    Html who(bands[at].who);
    if (bands[at].on) who.add(Html(" ")).add(web::tag(web::Tone::Info, "This question"));
    table.rows.push_back({web::cells(Html(amount), who)});
  }
  table.stack = web::Stack::Beside;
  return web::section("h-bands", "How the amount changes the answer",
                      web::table(table).add(web::note(Html(info.label + ", with the other facts as "
                                                                        "they were given."))));
}

// ---- clauses ------------------------------------------------------------------------------------

Html effect_tag(const Shown& shown, const Reason& reason) {
  switch (reason.effect) {
    case Effect::Decides: return web::tag(web::Tone::Ok, "Decides this");
    case Effect::AddsDuty: return web::tag(web::Tone::Info, "Adds a duty");
    case Effect::Overridden: {
      Html html = web::tag(web::Tone::Plain, "Overridden");
      if (shown.ruling.by.known()) {
        html.add(web::sub(Html("by " + clause_name(shown.holds.unit, shown.ruling.by))));
      }
      return html;
    }
    case Effect::DoesNotApply: return web::tag(web::Tone::Plain, "Does not apply");
    default: return web::tag(web::Tone::Warn, "Depends on a fact");
  }
}

std::string clause_words(const Catalogue& catalogue, const Clause& clause) {
  std::string text = clause.says;
  if (!text.empty()) return text;
  const std::string when = condition_text(catalogue.facts, clause.when);
  for (const Cell& cell : clause.cells) {
    text += (text.empty() ? "" : "; ") +
            catalogue.levels[static_cast<std::size_t>(cell.level)].label + ": " +
            base::lower_ascii(label_of(cell.part));
  }
  return when.empty() ? text : "Where " + when + ". " + text;
}

Html clauses_part(const Shown& shown) {
  if (shown.ruling.reasons.empty()) return {};
  web::Table table;
  table.caption = "Clauses behind this ruling";
  table.columns = {{"Clause"}, {"Scheme"}, {"What it says", false, true}, {"Effect"}};
  for (const Reason& reason : shown.ruling.reasons) {
    const Layer& layer = *shown.holds.unit.layers[reason.clause.layer];
    const Scheme& scheme = layer.scheme();
    const Clause& clause = scheme.clauses[static_cast<std::size_t>(reason.clause.clause)];
    Html from = web::link(version_href(shown.setting.version_of(layer).id), Html(scheme.title));
    from.add(web::sub(Html("Version " + scheme.version + ", from " + scheme.from.long_form())));
    Html says(clause_words(shown.catalogue(), clause));
    if (reason.effect == Effect::Overridden) {
      says = web::el("span", {{"class", "gh-struck"}}, says);
    }
    table.rows.push_back({web::cells(Html(clause.code), from, says, effect_tag(shown, reason))});
  }
  return web::section("h-clauses", "Clauses behind this ruling", web::table(table));
}

// Versions that are to come, and whether they say something else.
base::Result<Html> later_part(const Context& context, const Shown& shown,
                              sql::Connection& connection) {
  Html html;
  for (const Layer* layer : shown.holds.in_force.later) {
    const Scheme& scheme = layer->scheme();
    const auto then = TRY(kept_setting(context, connection, shown.setting.place, scheme.from));
    const int decision = then->catalogue.decision_called(shown.of().code);
    if (decision < 0) continue;
    const Held holds = TRY(held(*then, shown.facts));
    const Ruling ruling = rule(*then, holds, decision, shown.facts);
    const bool same =
        ruling.outcome == shown.ruling.outcome && ruling.decider == shown.ruling.decider;
    html.add(web::note(Html("Version " + scheme.version + " of " + scheme.title +
                            " is in force from " + scheme.from.long_form() +
                            (same ? ", and names the same decider."
                                  : ", and gives another answer: choose that day."))));
  }
  return html;
}

Html adopted_note(const Shown& shown) {
  std::string text;
  for (const Layer* layer : shown.holds.unit.layers) {
    const Scheme& scheme = layer->scheme();
    text += (text.empty() ? "" : " ") + scheme.title + ", version " + scheme.version + ": " +
            (scheme.adopted.empty() ? "no adoption is noted" : "adopted by " + scheme.adopted) +
            ".";
  }
  return text.empty() ? Html() : web::note(Html(text));
}

// From the answer to a request, with what was said already. It is asked for today.
Html ask_way(const Shown& shown) {
  if (!shown.holds.ready || shown.as_of.on != shown.as_of.today) return {};
  std::vector<web::Hidden> hidden = {{"decision", shown.of().code}, {"for", shown.question.place}};
  for (std::size_t at = 0; at < shown.catalogue().facts.size(); ++at) {
    const FactInfo& fact = shown.catalogue().facts[at];
    if (shown.facts.of[at] == unknown) continue;
    hidden.push_back({fact_field(fact), fact_text(fact, shown.facts.of[at])});
  }
  return web::el("div", {{"class", "gh-noprint"}},
                 web::get_form("/requests/new", hidden,
                               web::button(web::ButtonKind::Secondary, "Ask for this decision")));
}

base::Result<web::Response> answer(const Context& context, registry::Visit& visit,
                                   const Shown& shown) {
  web::Page page = registry::begin_page(
      visit, shown.of().title + ": who decides for " + shown.setting.name + "?", "Decisions");
  if (!shown.errors.empty()) page.status = 400;
  for (const base::Error& each : shown.errors) page.errors.push_back({each.field, each.message});
  page.heading = Html(shown.of().title);
  page.caption = Html("Who decides?");
  page.breadcrumbs = {{"Who decides?", "/decide"}};
  page.tools = {
      {"JSON", decide_href(shown.of().code, shown.question.place, visit.as_of) + "&format=json"}};
  Html about("Decision " + shown.of().code + ". Asked for " + shown.setting.name + ", as of " +
             visit.on().long_form() + ". ");
  about.add(web::link("/decide?for=" + base::percent_encode(shown.question.place),
                      Html("Ask another question")));
  page.content.add(web::el("p", {{"class", "govuk-body gh-muted"}}, about));
  Html left = ruling_box(shown);
  if (shown.setting.versions.empty()) {
    left.add(web::empty_state(
        "Nothing of " + shown.setting.standing.names.group + " has been adopted here.",
        web::link(schemes_href(shown.setting.owner, visit.as_of), Html("Begin its scheme"))));
  }
  left.add(ladder(shown));
  left.add(ask_way(shown));
  page.content.add(web::columns(web::Columns::TwoOne, left, what_if(shown)));
  page.content.add(bands_part(shown));
  page.content.add(clauses_part(shown));
  page.content.add(adopted_note(shown));
  page.content.add(TRY(later_part(context, shown, *visit.lease)));
  return web::render(page, context->site);
}

// What was typed of facts; what cannot be read is told, and is as if it were not known.
std::pair<FactValues, std::vector<base::Error>> facts_typed(const Catalogue& catalogue,
                                                            const web::Query& query) {
  web::Query readable;
  std::vector<base::Error> errors;
  for (const FactInfo& fact : catalogue.facts) {
    web::Query one;
    one.add(fact_field(fact), std::string(query.get_or(fact_field(fact), "")));
    const auto read = facts_asked(catalogue, one);
    if (read.ok()) {
      readable.add(fact_field(fact), std::string(query.get_or(fact_field(fact), "")));
    } else {
      errors.push_back(read.error());
    }
  }
  return {facts_asked(catalogue, readable).value(), errors};
}

// The school, cluster or group at which who is signed in holds an office or sits, the smallest
// first; "": none.
base::Result<std::string> own_place(const web::Request& request, registry::Visit& visit) {
  const guard::Principal& principal = guard::principal_of(request);
  if (!principal.signed_in) return std::string();
  const auto self = TRY(governance::person_of_account(*visit.lease, principal.account));
  if (!self.known()) return std::string();
  for (const guard::UnitPath& path : TRY(governance::paths_of_person(
           *visit.lease, self, base::Period::day(visit.on()), visit.on()))) {
    for (const guard::Unit& unit : path) {
      if (const auto place = governance::place_of_unit(unit)) return asked_as(visit, *place);
    }
  }
  return std::string();
}

base::Result<web::Response> decide_page(const Context& context, const web::Request& request) {
  registry::Visit visit = TRY(registry::visit(*context, request));
  Question asked = question_of(request);
  if (!request.query.get("for")) asked.place = TRY(own_place(request, visit));
  if (asked.place.empty() || !request.query.get("for")) return ask(context, visit, asked, "");
  const auto place = place_asked(*visit.lease, asked.place, visit.on());
  if (!place.ok()) {
    if (place.error().kind == base::ErrorKind::Unavailable) return place.error();
    return ask(context, visit, asked, place.error().message);
  }
  std::string code = asked.decision;
  if (code.empty()) {
    // A code that is typed is a choice; so are words of one decision alone.
    const Catalogue catalogue = TRY(catalogue_in_force(*visit.lease));
    int typed = decision_of_code(catalogue, asked.words);
    const std::vector<int> found = decisions_called(catalogue, asked.words, visit.on());
    if (typed < 0 && !asked.words.empty() && found.size() == 1) typed = found.front();
    if (typed >= 0) code = catalogue.decisions[static_cast<std::size_t>(typed)].code;
  }
  if (code.empty()) return ask(context, visit, asked, "");
  const auto setting = TRY(kept_setting(context, *visit.lease, place.value(), visit.on()));
  const int decision = setting->catalogue.decision_called(code);
  if (decision < 0 ||
      !setting->catalogue.decisions[static_cast<std::size_t>(decision)].period.contains(
          visit.on())) {
    return base::make_error("decision_not_found", "There is no decision \"" + code + "\" on " +
                                                      visit.on().long_form() +
                                                      "; /decide lists them.");
  }
  const auto [given, errors] = facts_typed(setting->catalogue, request.query);
  const Held holds = TRY(held(*setting, given));
  const Ruling ruling = rule(*setting, holds, decision, given);
  if (request.query.get_or("format", "") == "json") {
    if (!errors.empty()) return errors.front();
    return registry::json_response(ruling_json({*setting, holds, ruling, decision}));
  }
  Question exact = asked;
  exact.decision = code;
  const Shown shown{exact, *setting,    holds,         ruling, decision,
                    given, visit.as_of, request.query, errors};
  return answer(context, visit, shown);
}

}  // namespace

void add_decide_pages(web::Router& router, const Context& context) {
  router.get("/decide", "Who decides? An answer with its reasons", "/decide",
             [context](const web::Request& request) { return decide_page(context, request); });
}

}  // namespace delegation
