// Gathering the terms of a body, and writing them as text and JSON.
#include "governance/api_terms.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "governance/calendar.hpp"
#include "governance/store_facts.hpp"
#include "governance/store_rules.hpp"
#include "web/json.hpp"

namespace governance {

namespace {

std::string label_of(const TermsVersion& version) {
  return "Version " + std::to_string(version.number) + ", from " + version.from.long_form();
}

void write_version(web::JsonWriter& json, const TermsVersion& version) {
  json.member("number", version.number);
  json.member("from", version.from.iso());
  json.member("adopted", version.adopted_by);
  json.member("meeting", version.meeting);
  json.member("why", version.why);
}

// By day, the newest first.
std::vector<const TermsVersion*> by_day(const TermsView& view) {
  std::vector<const TermsVersion*> all;
  for (const TermsVersion& each : view.versions) all.push_back(&each);
  std::ranges::sort(all, std::ranges::greater(),
                    [](const TermsVersion* each) { return std::pair(each->from, each->number); });
  return all;
}

}  // namespace

base::Result<TermsView> terms_view(sql::Connection& connection, BodyId body, base::Date on) {
  TermsView view;
  view.body = TRY(body_row(connection, body));
  view.on = on;
  view.versions = TRY(terms_of(connection, body));
  for (const TermsVersion& each : view.versions) view.body.terms_texts.push_back(each.from);
  view.looked_at = view.body.terms_looked_at(on);
  const RuleBook book = TRY(rules_in_force(connection));
  const RuleSet* rules = book.of(view.body, on);
  for (const Rule& each : rules ? rules->rules : std::vector<Rule>()) {
    if (each.kind == RuleKind::Terms && view.looked_at) {
      view.due = months_later(*view.looked_at, each.months);
    }
  }
  view.model = model_for(view.body.kind, rules ? rules->code : view.body.rule_set);
  view.names = TRY(terms_names(connection, view.body, on));
  return view;
}

base::Result<TermsSide> terms_side(const TermsView& view, const std::string& what,
                                   std::string_view field) {
  if (const auto number = base::parse_integer(what)) {
    if (const TermsVersion* version = terms_numbered(view.versions, *number)) {
      return TermsSide{label_of(*version), version->text};
    }
    return bad_change(field, "The body has no version " + what + " of its terms of reference.");
  }
  const TermsModel* model = what == "model" ? view.model : terms_model(what);
  if (model) return TermsSide{"Model text: " + model->title, filled(*model, view.names)};
  return bad_change(field, what == "model" ? "There is no model text for such a body."
                                           : "\"" + what + "\" is no version and no model text.");
}

base::Result<std::optional<TermsDifference>> terms_difference(const TermsView& view,
                                                              const std::string& from,
                                                              const std::string& to) {
  const auto all = by_day(view);
  std::string right = to;
  std::string left = from;
  if (right.empty() && !all.empty()) {
    right = std::to_string((view.now() ? view.now() : all.front())->number);
  }
  if (left.empty()) {
    const auto at = std::ranges::find_if(
        all, [&](const TermsVersion* each) { return std::to_string(each->number) == right; });
    const bool older = at != all.end() && at + 1 != all.end();
    if (older) left = std::to_string((*(at + 1))->number);
    if (!older && view.model) left = "model";
  }
  if (left.empty() || right.empty()) return std::optional<TermsDifference>();
  TermsDifference made{TRY(terms_side(view, left, "from")), TRY(terms_side(view, right, "to")), {}};
  made.parts = difference(made.from.text, made.to.text);
  return std::optional(std::move(made));
}

std::string terms_json(const TermsView& view, const TermsVersion* shown) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("body", view.body.id.value);
  json.member("body_name", view.body.name);
  json.member("on", view.on.iso());
  json.member("version", terms_newest(view.versions));
  if (view.looked_at) json.member("looked_at", view.looked_at->iso());
  if (view.due) json.member("due", view.due->iso());
  if (view.model) json.member("model", view.model->code);
  if (shown) {
    write_version(json, *shown);
    json.member("text", shown->text);
  }
  json.key("versions");
  json.begin_array();
  for (const TermsVersion* each : by_day(view)) {
    json.begin_object();
    write_version(json, *each);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

std::string terms_list_text(const TermsView& view) {
  std::string text;
  for (const TermsVersion* each : by_day(view)) {
    text += label_of(*each) + (each == view.now() ? ", in force" : "") +
            ", adopted by: " + each->adopted_by + (each->why.empty() ? "" : ". " + each->why) +
            "\n";
  }
  return text.empty() ? "No text of its terms of reference is kept.\n" : text;
}

std::string difference_json(const TermsDifference& difference) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("from", difference.from.label);
  json.member("to", difference.to.label);
  json.key("parts");
  json.begin_array();
  for (const DifferencePart& each : difference.parts) {
    json.begin_object();
    json.member("kind", code_of(each.kind));
    json.member("text", each.text);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

std::string models_json() {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.key("models");
  json.begin_array();
  for (const TermsModel& each : terms_models()) {
    json.begin_object();
    json.member("code", each.code);
    json.member("title", each.title);
    json.member("source", each.source);
    json.member("unsure", each.unsure);
    json.member("text", each.text);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

web::Schema terms_schema() {
  using web::Schema;
  const auto members = [](bool optional) -> std::vector<Schema::Member> {
    return {{"number", Schema::whole("Of the version"), optional},
            {"from", Schema::date("The first day on which it holds"), optional},
            {"adopted", Schema::text("By whom it was adopted"), optional},
            {"meeting", Schema::whole("At which; 0: not noted"), optional},
            {"why", Schema::text("What changed, and why"), optional}};
  };
  std::vector<Schema::Member> all = {
      {"body", Schema::whole()},
      {"body_name", Schema::text()},
      {"on", Schema::date()},
      {"version",
       Schema::whole("The newest that was noted: to be sent as If-Match; 0: there is none yet")},
      {"looked_at", Schema::date("When they were last agreed, or a text began to hold"), true},
      {"due", Schema::date("When the rules want them to be looked at again"), true},
      {"model", Schema::text("The code of the model text for such a body"), true}};
  for (Schema::Member& each : members(true)) all.push_back(std::move(each));
  all.push_back({"text", Schema::text("Left out where no version holds"), true});
  all.push_back({"versions", Schema::array(Schema::object(members(false)))});
  return Schema::object(std::move(all));
}

web::Schema difference_schema() {
  using web::Schema;
  return Schema::object(
      {{"from", Schema::text("What is compared, in words")},
       {"to", Schema::text()},
       {"parts", Schema::array(Schema::object(
                     {{"kind", Schema::one_of({"same", "removed", "added"})},
                      {"text", Schema::text("With its line breaks; without those added all "
                                            "parts together are the one text, without those "
                                            "removed the other")}}))}});
}

web::Schema models_schema() {
  using web::Schema;
  return Schema::object(
      {{"models", Schema::array(Schema::object(
                      {{"code", Schema::text()},
                       {"title", Schema::text()},
                       {"source", Schema::text()},
                       {"unsure", Schema::text("What we have not read ourselves; empty: nothing")},
                       {"text", Schema::text("{body}, {parent} and {owner} stand for names")}}))}});
}

}  // namespace governance
