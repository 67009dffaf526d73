// Numbers of people alone: who they are, a page or the register of people tells.
#include "governance/api_retention.hpp"

#include "web/json.hpp"

namespace governance {

using web::Schema;

std::string retention_text_of(const std::vector<RetentionRule>& holding) {
  std::string text;
  for (const RetentionRule& each : holding) {
    text += each.title + ": " + words_of(each) + "\n  For: " + each.purpose +
            "\n  Basis: " + each.basis + "\n  Source: " + each.source + "\n";
    if (!each.unsure.empty()) text += "  Unsure: " + each.unsure + "\n";
  }
  return text;
}

std::string retention_json(const std::vector<RetentionRule>& holding) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.key("kinds");
  json.begin_array();
  for (const RetentionRule& each : holding) {
    json.begin_object();
    json.member("kind", code_of(each.kind));
    json.member("title", each.title);
    json.member("since", each.from.iso());
    json.member("purpose", each.purpose);
    json.member("basis", each.basis);
    json.member("kept", words_of(each));
    json.member("source", each.source);
    json.member("unsure", each.unsure);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

Schema retention_schema() {
  return Schema::object(
      {{"kinds", Schema::array(Schema::object(
                     {{"kind", Schema::text()},
                      {"title", Schema::text()},
                      {"since", Schema::date("From which this holds")},
                      {"purpose", Schema::text()},
                      {"basis", Schema::text("The lawful basis")},
                      {"kept", Schema::text("6 years after leaving; for good")},
                      {"source", Schema::text()},
                      {"unsure", Schema::text("What we have not read ourselves")}}))}});
}

std::string over_time_text(const std::vector<OverTime>& all,
                           const std::vector<RetentionRule>& holding, bool only_shown) {
  if (all.empty()) return "Nothing is over its time.\n";
  std::string text;
  for (const OverTime& each : all) text += words_of(each, holding) + "\n";
  return text + (only_shown ? "Nothing was changed: --confirm takes this out, for good.\n"
                            : "Taken out.\n");
}

std::string over_time_json(const std::vector<OverTime>& all,
                           const std::vector<RetentionRule>& holding, bool only_shown) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("dry_run", only_shown);
  json.member("version", version_of(all));
  json.key("over");
  json.begin_array();
  for (const OverTime& each : all) {
    json.begin_object();
    json.member("kind", code_of(each.kind));
    json.member("person", each.person.value);
    json.member("rows", each.rows);
    json.member("since", each.since.iso());
    json.member("over", each.over.iso());
    json.member("why", words_of(each, holding));
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

Schema over_time_schema() {
  return Schema::object(
      {{"dry_run", Schema::truth("Nothing was taken out")},
       {"version", Schema::text("Of the list: send it as If-Match to take out just this")},
       {"over",
        Schema::array(Schema::object({{"kind", Schema::text()},
                                      {"person", Schema::whole()},
                                      {"rows", Schema::whole()},
                                      {"since", Schema::date("From which the time was counted")},
                                      {"over", Schema::date("The first day on which it was over")},
                                      {"why", Schema::text("In words")}}))}});
}

}  // namespace governance
