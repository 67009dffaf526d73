// /api/v1/decide: one question with all its reasons, or thousands at once.
#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "delegation/find.hpp"
#include "delegation/pages.hpp"
#include "delegation/room.hpp"
#include "registry/store.hpp"
#include "web/form_data.hpp"
#include "web/json_read.hpp"
#include "web/openapi.hpp"

namespace delegation {

namespace {

using web::Schema;

constexpr std::size_t questions_max = 20'000;  // of one request

base::Error no_decision(std::string_view code, base::Date on, std::string field) {
  return base::make_error("decision_not_found",
                          "There is no decision \"" + std::string(code) + "\" on " +
                              on.long_form() + "; /api/v1/decisions lists them.",
                          std::move(field));
}

base::Result<int> decision_at(const Catalogue& catalogue, std::string_view code, base::Date on,
                              const std::string& field) {
  const int found = catalogue.decision_called(code);
  if (found < 0 || !catalogue.decisions[static_cast<std::size_t>(found)].period.contains(on)) {
    return no_decision(code, on, field);
  }
  return found;
}

base::Result<web::Response> one(const Context& context, const web::Request& request) {
  const base::Date on = TRY(web::date_field(request.query, "on", context->today()));
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const std::string place(request.query.get_or("for", ""));
  std::vector<std::string> texts;
  for (const std::string_view each : request.query.all("fact")) texts.emplace_back(each);
  const auto setting = TRY(kept_setting(context, *lease, TRY(place_asked(*lease, place, on)), on));
  const int decision =
      TRY(decision_at(setting->catalogue, request.captured.at("decision"), on, "decision"));
  const FactValues facts = TRY(read_facts(setting->catalogue.facts, texts));
  const Held holds = TRY(held(*setting, facts));
  const Ruling ruling = rule(*setting, holds, decision, facts);
  return registry::json_response(ruling_json({*setting, holds, ruling, decision}));
}

// ---- many ---------------------------------------------------------------------------------------

struct BulkQuestion {
  std::size_t setting = 0;
  int decision = 0;
  FactValues facts;
};

// Places that are not schools by URN are looked up one by one.
constexpr std::size_t others_max = 200;

class Bulk {
 public:
  Bulk(sql::Connection& connection, base::Date on) : connection_(connection), on_(on) {}

  base::Status read(const std::vector<web::Json>& questions) {
    std::vector<registry::SchoolId> schools;
    std::vector<std::string> others;  // places as one types them; after the schools
    std::vector<std::pair<bool, std::size_t>> places;
    for (const web::Json& each : questions) {
      TRY(each.only({"decision", "school", "for", "facts"}));
      const bool other = TRY(each.maybe("for")).has_value();
      places.emplace_back(other,
                          other ? TRY(other_of(each, others)) : TRY(school_of(each, schools)));
    }
    settings_ = TRY(settings_of(connection_, schools, on_));
    for (const std::string& text : others) settings_.push_back(TRY(setting_for(text)));
    holds_.resize(settings_.size());
    for (std::size_t at = 0; at < questions.size(); ++at) {
      const auto [other, place] = places[at];
      TRY(add(questions[at], place + (other ? schools.size() : 0)));
    }
    return {};
  }

  base::Result<std::string> answers(bool with_words) {
    web::JsonWriter json(web::JsonWriter::Layout::Compact);
    json.begin_object();
    json.member("on", on_.iso());
    json.key("answers");
    json.begin_array();
    for (const BulkQuestion& each : questions_) {
      const Setting& setting = *settings_[each.setting];
      const Held& holds = *TRY(held_for(each));
      const Ruling ruling = rule(setting, holds, each.decision, each.facts);
      write_ruling(json, {setting, holds, ruling, each.decision}, with_words);
    }
    json.end_array();
    json.end_object();
    return json.take();
  }

 private:
  base::Result<std::size_t> school_of(const web::Json& asked,
                                      std::vector<registry::SchoolId>& schools) {
    const std::int64_t urn = TRY(TRY(asked.at("school")).whole());
    const auto found = by_urn_.find(urn);
    if (found != by_urn_.end()) return found->second;
    const auto school = registry::Store(connection_).school_of_urn(urn);
    if (!school.ok()) {
      base::Error error = school.error();
      error.field = asked.path() + ".school";
      return error;
    }
    schools.push_back(school.value());
    return by_urn_.emplace(urn, schools.size() - 1).first->second;
  }

  static base::Result<std::size_t> other_of(const web::Json& asked,
                                            std::vector<std::string>& others) {
    const std::string field = asked.path() + ".for";
    if (TRY(asked.maybe("school")).has_value()) {
      return base::make_error("bad_member", "Give \"school\" or \"for\", and not both.", field);
    }
    const std::string text = TRY(TRY(asked.at("for")).text());
    const auto found = std::ranges::find(others, text);
    if (found != others.end()) return static_cast<std::size_t>(found - others.begin());
    if (others.size() == others_max) {
      return base::make_error("bad_member",
                              "One request asks \"for\" " + std::to_string(others_max) +
                                  " places at most; schools by \"school\" as many as you like.",
                              field);
    }
    others.push_back(text);
    return others.size() - 1;
  }

  base::Result<std::unique_ptr<Setting>> setting_for(const std::string& text) {
    base::Result<std::unique_ptr<Setting>> made = [&]() -> base::Result<std::unique_ptr<Setting>> {
      return setting_of(connection_, TRY(place_asked(connection_, text, on_)), on_);
    }();
    if (made.ok()) return made;
    base::Error error = made.error();
    error.message = "For \"" + text + "\": " + error.message;
    return error;
  }

  base::Status add(const web::Json& asked, std::size_t place) {
    if (!settings_[place]) {
      return governed_by_none(on_, asked.path() + ".school");
    }
    const Catalogue& catalogue = settings_[place]->catalogue;
    BulkQuestion question;
    question.setting = place;
    const std::string code = TRY(TRY(asked.at("decision")).text());
    const std::map<std::string, int, std::less<>>& decisions = decisions_of(catalogue);
    const auto decision = decisions.find(code);
    if (decision == decisions.end()) return no_decision(code, on_, asked.path() + ".decision");
    question.decision = decision->second;
    if (const auto facts = TRY(asked.maybe("facts"))) {
      for (const std::string& name : TRY(facts->names())) {
        const int fact = fact_called(catalogue.facts, name);
        if (fact < 0) {
          return base::make_error("bad_fact", "There is no fact \"" + name + "\".",
                                  asked.path() + ".facts");
        }
        const auto at = static_cast<std::size_t>(fact);
        const auto value = read_fact(catalogue.facts[at], TRY(TRY(facts->at(name)).text()));
        if (!value.ok()) {
          base::Error error = value.error();
          error.field = asked.path() + ".facts." + name;
          return error;
        }
        question.facts.of[at] = value.value();
      }
    }
    questions_.push_back(question);
    return {};
  }

  // Those of the day by their codes, once for each catalogue.
  const std::map<std::string, int, std::less<>>& decisions_of(const Catalogue& catalogue) {
    auto& made = decisions_[&catalogue];
    if (!made.empty()) return made;
    for (std::size_t at = 0; at < catalogue.decisions.size(); ++at) {
      const Decision& decision = catalogue.decisions[at];
      if (decision.period.contains(on_)) made.emplace(decision.code, static_cast<int>(at));
    }
    return made;
  }

  // Which layers hold depends on the category and rating alone, and so is worked out once for each.
  base::Result<const Held*> held_for(const BulkQuestion& question) {
    const Setting& setting = *settings_[question.setting];
    std::vector<std::int64_t> key;
    for (std::size_t at = 0; at < setting.catalogue.facts.size(); ++at) {
      if (setting.catalogue.facts[at].of_school) key.push_back(question.facts.of[at]);
    }
    auto& of_setting = holds_[question.setting];
    const auto found = of_setting.find(key);
    if (found != of_setting.end()) return &found->second;
    return &of_setting.emplace(key, TRY(held(setting, question.facts))).first->second;
  }

  sql::Connection& connection_;
  const base::Date on_;
  std::map<std::int64_t, std::size_t> by_urn_;
  std::vector<std::unique_ptr<Setting>> settings_;
  std::vector<std::map<std::vector<std::int64_t>, Held>> holds_;  // beside settings_
  std::map<const Catalogue*, std::map<std::string, int, std::less<>>> decisions_;
  std::vector<BulkQuestion> questions_;
};

base::Result<web::Response> many(const Context& context, const web::Request& request) {
  web::JsonLimits limits;
  limits.bytes_max = questions_bytes_max;
  const web::Json json = TRY(web::read_json(request, limits));
  TRY(json.only({"on", "words", "questions"}));
  const base::Date on = TRY(json.date_or("on", context->today()));
  const bool with_words = TRY(json.truth_or("words", false));
  const std::vector<web::Json> questions = TRY(TRY(json.at("questions")).elements());
  if (questions.size() > questions_max) {
    return base::make_error("bad_member",
                            "One request asks " + base::with_thousands(questions_max) +
                                " questions at most; ask the rest by another.",
                            "questions");
  }
  const sql::Lease lease = TRY(context->catalogue->database().read());
  Bulk bulk(*lease, on);
  TRY(bulk.read(questions));
  return registry::json_response(TRY(bulk.answers(with_words)));
}

// ---- the catalogue ------------------------------------------------------------------------------

base::Result<web::Response> decisions(const Context& context, const web::Request& request) {
  const base::Date on = TRY(web::date_field(request.query, "on", context->today()));
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const Catalogue catalogue = TRY(catalogue_in_force(*lease));
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.key("decisions");
  json.begin_array();
  for (const int at : decisions_called(catalogue, request.query.get_or("q", ""), on)) {
    const Decision& decision = catalogue.decisions[static_cast<std::size_t>(at)];
    json.begin_object();
    json.member("code", decision.code);
    json.member("domain", decision.domain);
    json.member("title", decision.title);
    json.member("asked_of", decision.unit);
    json.key("facts");
    json.begin_array();
    for (const int fact : decision.asks) {
      json.value(catalogue.facts[static_cast<std::size_t>(fact)].code);
    }
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return registry::json_response(json.take());
}

Schema outcome_schema() {
  return Schema::one_of({"decided", "missing_facts", "gap", "conflict", "forbidden", "nobody"});
}

Schema ruling_schema() {
  const Schema texts = Schema::array(Schema::text());
  return Schema::object(
      {{"decision", Schema::text()},
       {"asked_of", Schema::one_of({"school", "cluster", "group"})},
       {"on", Schema::date()},
       {"outcome", outcome_schema()},
       {"decider", Schema::text("The code of the level"), true},
       {"would_decide", Schema::text("Were it not forbidden, or vacant"), true},
       {"says", texts},
       {"because", texts},
       {"missing", Schema::array(Schema::text("A fact without which nobody can be named"))},
       {"open", Schema::array(Schema::text("A fact that would say more"))},
       {"parts", Schema::array(Schema::object({{"part", Schema::text()},
                                               {"level", Schema::text()},
                                               {"who", Schema::text(), true},
                                               {"people", texts, true},
                                               {"days", Schema::whole(), true},
                                               {"to", Schema::text(), true}}))},
       {"clauses",
        Schema::array(Schema::object(
            {{"scheme", Schema::text()},
             {"version", Schema::text()},
             {"layer", Schema::one_of({"group", "category", "cluster", "school", "rating"})},
             {"clause", Schema::text()},
             {"effect", Schema::one_of({"decides", "adds_duty", "overridden", "does_not_apply",
                                        "not_known"})}}))}});
}

Schema bulk_schema() {
  return Schema::object({{"on", Schema::date()},
                         {"answers", Schema::array(Schema::object(
                                         {{"decision", Schema::text()},
                                          {"outcome", outcome_schema()},
                                          {"decider", Schema::text(), true},
                                          {"would_decide", Schema::text(), true},
                                          {"missing", Schema::array(Schema::text()), true},
                                          {"says", Schema::array(Schema::text()), true},
                                          {"because", Schema::array(Schema::text()), true}}))}});
}

}  // namespace

void add_decide_api(web::Router& router, const Context& context) {
  const web::ApiParameter on = {"on", "The day; today if not given"};
  router.api(
      {.pattern = "/decide/{decision}",
       .help = "Who decides, and why",
       .example = "/decide/F07?for=990866&fact=amount%3D18000",
       .audience = web::Audience::Reader,
       .handler = [context](const web::Request& request) { return one(context, request); }},
      {.id = "decide",
       .parameters = {{"decision", "Its code, F07", true},
                      {"for", "URN or name of a school, or \"cluster 12\", \"group 90001\"", true},
                      {"fact", "amount=18000; may be given several times"},
                      on},
       .answer = ruling_schema()});
  router.api(
      {.method = web::Method::Post,
       .pattern = "/decide",
       .help = "Who decides, of many questions at once",
       .example = "/decide",
       .example_body = R"({"questions": [{"decision": "F07", "school": 990866, "facts": {}}]})",
       .audience = web::Audience::Member,
       .handler = [context](const web::Request& request) { return many(context, request); }},
      {.id = "decideMany",
       .body = Schema::object(
           {{"on", Schema::date("Today if not given"), true},
            {"words", Schema::truth("Also the sentences, which takes longer"), true},
            {"questions",
             Schema::array(Schema::object(
                 {{"decision", Schema::text()},
                  {"school", Schema::whole("Its URN; or say \"for\""), true},
                  {"for", Schema::text("A name, \"cluster 12\", \"group 90001\""), true},
                  {"facts", Schema::map(Schema::text("As one types it: \"18000\"")), true}}))}}),
       .answer = bulk_schema(),
       .about = "Answers stand in the order of the questions. Nothing is saved; a token "
                "that may read is enough."});
  router.api(
      {.pattern = "/decisions",
       .help = "The catalogue of decisions",
       .example = "/decisions?q=contract",
       .audience = web::Audience::Reader,
       .handler = [context](const web::Request& request) { return decisions(context, request); }},
      {.id = "listCatalogue",
       .parameters = {{"q", "Words; those with the most of them come first"}, on},
       .answer = Schema::object(
           {{"decisions",
             Schema::array(Schema::object({{"code", Schema::text()},
                                           {"domain", Schema::text()},
                                           {"title", Schema::text()},
                                           {"asked_of", Schema::text()},
                                           {"facts", Schema::array(Schema::text())}}))}})});
}

}  // namespace delegation
