// Who has none noted stands in the register too.
#include "governance/api_interests.hpp"

#include "base/csv.hpp"
#include "governance/store_facts.hpp"
#include "governance/store_rules.hpp"

namespace governance {

namespace {

std::string iso_or_none(base::Date day) {
  const bool said = day != base::Date::distant_past() && day != base::Date::distant_future();
  return said ? day.iso() : "";
}

}  // namespace

base::Result<RegisterView> register_view(sql::Connection& connection, BodyId id, base::Date on) {
  const Facts facts = TRY(facts_of_body(connection, id));
  const RuleBook book = TRY(rules_in_force(connection));
  const Body& body = *facts.body(id);
  return RegisterView{body, on, interest_register(facts, book, body, on)};
}

std::string register_text(const RegisterView& view) {
  std::string text =
      "Register of interests of " + view.body.name + ", " + view.on.long_form() + "\n";
  for (const RegisterRow& row : view.rows) {
    text += row.name + ". " + confirmed_words(row, view.on) + ".\n";
    for (const Interest& each : row.interests) {
      text += "  " + words_of(each) + ", " + each.period.describe() + " (interest " +
              std::to_string(each.id.value) + ")\n";
    }
  }
  return view.rows.empty() ? text + "Nobody sits on it on this day.\n" : text;
}

void write_interests(web::JsonWriter& json, std::span<const Interest> interests) {
  json.begin_array();
  for (const Interest& each : interests) {
    json.begin_object();
    json.member("id", each.id.value);
    json.member("kind", code_of(each.kind));
    json.member("what", each.what);
    json.member("from", iso_or_none(each.period.from()));
    json.member("until", iso_or_none(each.period.until()));
    json.end_object();
  }
  json.end_array();
}

web::Schema interests_schema() {
  using web::Schema;
  return Schema::array(Schema::object(
      {{"id", Schema::whole()},
       {"kind",
        Schema::one_of({"business", "employment", "family", "governance", "property", "other"})},
       {"what", Schema::text()},
       {"from", Schema::text("A day; empty: since ever")},
       {"until", Schema::text("The first day on which it no longer holds; empty: none")}}));
}

std::string register_json(const RegisterView& view) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("body", view.body.id.value);
  json.member("body_name", view.body.name);
  json.member("on", view.on.iso());
  json.key("people");
  json.begin_array();
  for (const RegisterRow& row : view.rows) {
    json.begin_object();
    json.member("person", row.person.value);
    json.member("name", row.name);
    json.member("confirmed", row.confirmed ? row.confirmed->iso() : "");
    json.member("nothing", row.nothing);
    json.key("interests");
    write_interests(json, row.interests);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

std::string register_csv(const RegisterView& view) {
  std::string text =
      base::csv_row({"body", "name", "confirmed", "nothing", "kind", "what", "from", "until"});
  for (const RegisterRow& row : view.rows) {
    const auto line = [&](const Interest* each) {
      text +=
          base::csv_row({view.body.name, row.name, row.confirmed ? row.confirmed->iso() : "",
                         row.nothing ? "yes" : "no", each ? std::string(label_of(each->kind)) : "",
                         each ? each->what : "", each ? iso_or_none(each->period.from()) : "",
                         each ? iso_or_none(each->period.until()) : ""});
    };
    if (row.interests.empty()) line(nullptr);
    for (const Interest& each : row.interests) line(&each);
  }
  return text;
}

}  // namespace governance
