// Who has no level noted in a skill stands there too.
#include "governance/api_skills.hpp"

#include <algorithm>

#include "base/csv.hpp"
#include "governance/store_facts.hpp"
#include "governance/store_rules.hpp"

namespace governance {

using web::JsonWriter;
using web::Schema;

namespace {

// After so many months a level does not count, where the rules of the body say so; 0: each counts.
int months_of(const RuleSet* rules) {
  if (!rules) return 0;
  const auto rule = std::ranges::find(rules->rules, RuleKind::Skilled, &Rule::kind);
  return rule == rules->rules.end() ? 0 : rule->months;
}

void write_skill_words(JsonWriter& json, const Skill& skill) {
  json.member("skill", skill.code);
  json.member("title", skill.title);
  json.member("area", skill.area);
  json.member("people", skill.people);
  json.member("level", skill.level);
}

std::vector<Schema::Member> skill_words_schema() {
  return {{"skill", Schema::text("Its code")},
          {"title", Schema::text()},
          {"area", Schema::text()},
          {"people", Schema::whole("So many of those who sit are wanted")},
          {"level", Schema::whole("At this level or above: 1 a little, 2 some, 3 good, 4 strong")}};
}

}  // namespace

base::Result<SkillsView> skills_view(sql::Connection& connection, BodyId id, base::Date on) {
  SkillsView view;
  view.facts = TRY(facts_of_body(connection, id));
  const RuleBook book = TRY(rules_in_force(connection));
  view.body = *view.facts.body(id);
  view.on = on;
  if (!view.body.period.contains(on)) return view;
  const Composition made = composition(view.facts, book, view.body, on);
  const int months = months_of(made.rules);
  view.matrix = skill_matrix(view.facts, view.body.kind, made.members, on, months);
  view.gaps = skill_gaps(view.facts, view.body.kind, made.members, on, months);
  return view;
}

std::string words_of(const SkillLevel& level) {
  return std::string(label_of_level(level.level)) + ", " + level.on.long_form() +
         (level.review ? ", in a review" : "");
}

std::string skills_text(const SkillsView& view) {
  std::string text = "Skills of " + view.body.name + ", " + view.on.long_form() + "\n";
  for (const SkillCover& each : view.matrix.covers) {
    text += each.skill.title + ": " + std::to_string(each.covers) +
            " of those who sit; wanted: " + words_of_wanted(each.skill) +
            (each.gap() ? " (not covered)" : "") + "\n";
    for (std::size_t at = 0; at < each.levels.size(); ++at) {
      if (!each.levels[at]) continue;
      text += "  " + view.facts.person_name(view.matrix.members[at]) + ": " +
              words_of(*each.levels[at]) + "\n";
    }
  }
  for (const SkillGap& each : view.gaps) text += each.what + "\n";
  return view.matrix.members.empty() ? text + "Nobody sits on it on this day.\n" : text;
}

std::string skills_json(const SkillsView& view) {
  JsonWriter json(JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("body", view.body.id.value);
  json.member("body_name", view.body.name);
  json.member("on", view.on.iso());
  json.key("skills");
  json.begin_array();
  for (const SkillCover& each : view.matrix.covers) {
    json.begin_object();
    write_skill_words(json, each.skill);
    json.member("covers", each.covers);
    json.member("gap", each.gap());
    json.key("members");
    json.begin_array();
    for (std::size_t at = 0; at < each.levels.size(); ++at) {
      const PersonId person = view.matrix.members[at];
      json.begin_object();
      json.member("person", person.value);
      json.member("name", view.facts.person_name(person));
      if (const SkillLevel* level = each.levels[at]) {
        json.member("level", level->level);
        json.member("on", level->on.iso());
        json.member("source", level->review ? "review" : "self");
      }
      json.end_object();
    }
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.key("look_at");
  json.begin_array();
  for (const SkillGap& each : view.gaps) json.value(each.what);
  json.end_array();
  json.end_object();
  return json.take();
}

Schema skills_schema() {
  std::vector<Schema::Member> skill = skill_words_schema();
  skill.push_back({"covers", Schema::whole("Members at that level")});
  skill.push_back({"gap", Schema::truth("Fewer than are wanted")});
  skill.push_back({"members", Schema::array(Schema::object(
                                  {{"person", Schema::whole()},
                                   {"name", Schema::text()},
                                   {"level", Schema::whole("The newest that counts"), true},
                                   {"on", Schema::date("On which it was said"), true},
                                   {"source", Schema::one_of({"self", "review"}), true}}))});
  return Schema::object({{"body", Schema::whole()},
                         {"body_name", Schema::text()},
                         {"on", Schema::date()},
                         {"skills", Schema::array(Schema::object(std::move(skill)))},
                         {"look_at", Schema::array(Schema::text("What is to be looked at"))}});
}

std::string skills_csv(const SkillsView& view) {
  std::vector<std::string> head = {"body",   "skill", "title",  "area",
                                   "people", "level", "covers", "gap"};
  for (const PersonId each : view.matrix.members) head.push_back(view.facts.person_name(each));
  std::string text = base::csv_row(head);
  for (const SkillCover& each : view.matrix.covers) {
    std::vector<std::string> row = {view.body.name,
                                    each.skill.code,
                                    each.skill.title,
                                    each.skill.area,
                                    std::to_string(each.skill.people),
                                    std::to_string(each.skill.level),
                                    std::to_string(each.covers),
                                    each.gap() ? "yes" : "no"};
    for (const SkillLevel* level : each.levels) {
      row.push_back(level ? std::to_string(level->level) : "");
    }
    text += base::csv_row(row);
  }
  return text;
}

std::string skill_list_text(const std::vector<Skill>& skills) {
  std::string text;
  for (const Skill& each : skills) {
    text += each.title + " (" + each.code + "), " + each.area +
            "\n  Wanted: " + words_of_wanted(each) + "\n";
    if (!each.asks.empty()) text += "  Asks: " + each.asks + "\n";
    text += "  Source: " + each.source + "\n";
    if (!each.unsure.empty()) text += "  Unsure: " + each.unsure + "\n";
  }
  return text;
}

std::string skill_list_json(const std::vector<Skill>& skills) {
  JsonWriter json(JsonWriter::Layout::Indented);
  json.begin_object();
  json.key("skills");
  json.begin_array();
  for (const Skill& each : skills) {
    json.begin_object();
    write_skill_words(json, each);
    json.member("asks", each.asks);
    json.member("since", each.from.iso());
    json.key("bodies");
    json.begin_array();
    for (const BodyKind kind : each.kinds) json.value(code_of(kind));
    json.end_array();
    json.member("source", each.source);
    json.member("unsure", each.unsure);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

Schema skill_list_schema() {
  std::vector<Schema::Member> skill = skill_words_schema();
  for (Schema::Member& each : std::vector<Schema::Member>{
           {"asks", Schema::text("What somebody says of themselves who has it")},
           {"since", Schema::date("From which this holds")},
           {"bodies", Schema::array(Schema::text("Kinds of body that look for it; none: all"))},
           {"source", Schema::text()},
           {"unsure", Schema::text("What we have not read ourselves")}}) {
    skill.push_back(std::move(each));
  }
  return Schema::object({{"skills", Schema::array(Schema::object(std::move(skill)))}});
}

void write_levels(JsonWriter& json, const std::vector<SkillLevel>& levels) {
  json.begin_array();
  for (const SkillLevel& each : levels) {
    json.begin_object();
    json.member("id", each.id);
    json.member("skill", each.skill);
    json.member("level", each.level);
    json.member("on", each.on.iso());
    json.member("source", each.review ? "review" : "self");
    json.end_object();
  }
  json.end_array();
}

Schema levels_schema() {
  return Schema::array(Schema::object({{"id", Schema::whole()},
                                       {"skill", Schema::text("Its code")},
                                       {"level", Schema::whole("0 none to 4 strong")},
                                       {"on", Schema::date()},
                                       {"source", Schema::one_of({"self", "review"})}}));
}

}  // namespace governance
