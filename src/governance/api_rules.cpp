// Every body is judged twice: by the rules in force, and by the new text.
#include "governance/api_rules.hpp"

#include <algorithm>

#include "governance/store_facts.hpp"
#include "governance/store_rules.hpp"
#include "web/json.hpp"

namespace governance {

namespace {

// Those of `all` that `others` do not have, in the same words.
std::vector<Finding> only_in(const std::vector<Finding>& all, const std::vector<Finding>& others) {
  std::vector<Finding> found;
  for (const Finding& each : all) {
    const auto same = [&](const Finding& other) {
      return each.same(other) && each.what == other.what;
    };
    if (std::ranges::none_of(others, same)) found.push_back(each);
  }
  return found;
}

void write_findings(web::JsonWriter& json, std::string_view name,
                    const std::vector<Finding>& findings) {
  json.key(name);
  json.begin_array();
  for (const Finding& each : findings) {
    json.begin_object();
    json.member("kind", code_of(each.kind));
    json.member("rule", each.rule);
    json.member("what", each.what);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::size_t RulesPreview::come() const {
  std::size_t count = 0;
  for (const RulesEffect& each : effects) count += each.come.size();
  return count;
}

std::size_t RulesPreview::gone() const {
  std::size_t count = 0;
  for (const RulesEffect& each : effects) count += each.gone.size();
  return count;
}

base::Result<RulesPreview> preview_rules(sql::Connection& connection, const std::string& content,
                                         base::Date on) {
  const RuleBook fresh = TRY(rules_with(connection, content));
  const RuleBook book = TRY(rules_in_force(connection));
  const Facts facts = TRY(all_facts(connection));
  RulesPreview preview;
  for (const Body& body : facts.bodies) {
    if (!body.period.contains(on)) continue;
    ++preview.bodies;
    const std::vector<Finding> before = findings(facts, book, body, on);
    const std::vector<Finding> after = findings(facts, fresh, body, on);
    RulesEffect effect{body.id, body.name, only_in(after, before), only_in(before, after)};
    if (!effect.come.empty() || !effect.gone.empty()) preview.effects.push_back(std::move(effect));
  }
  std::ranges::stable_sort(preview.effects, std::ranges::greater(),
                           [](const RulesEffect& each) { return each.come.size(); });
  return preview;
}

std::string rules_preview_text(const RulesPreview& preview) {
  std::string text;
  for (const RulesEffect& effect : preview.effects) {
    text += "Body " + std::to_string(effect.body.value) + ", " + effect.name + "\n";
    for (const Finding& each : effect.come) text += "  would be wrong: " + each.what + "\n";
    for (const Finding& each : effect.gone) text += "  would be mended: " + each.what + "\n";
  }
  return text + std::to_string(preview.bodies) +
         " bodies looked at: " + std::to_string(preview.come()) + " findings would come, " +
         std::to_string(preview.gone()) + " would go.\n";
}

std::string rules_preview_json(const RulesPreview& preview) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("bodies", preview.bodies);
  json.key("effects");
  json.begin_array();
  for (const RulesEffect& effect : preview.effects) {
    json.begin_object();
    json.member("body", effect.body.value);
    json.member("name", effect.name);
    write_findings(json, "come", effect.come);
    write_findings(json, "gone", effect.gone);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

}  // namespace governance
