// Members of the JSON in the order in which one asks: who, in words, why, who else.
#include "delegation/api_ruling.hpp"

namespace delegation {

std::string people_text(const Behind& behind) {
  if (behind.people.empty()) return "";
  if (!behind.body.known()) return behind.people.front();
  const std::size_t members = behind.people.size();
  return std::to_string(members) + (members == 1 ? " member" : " members") + ", of whom " +
         std::to_string(behind.quorum) + " must be present";
}

void write_faults(web::JsonWriter& json, const std::vector<ToldFault>& faults) {
  json.key("faults");
  json.begin_array();
  for (const ToldFault& fault : faults) {
    json.begin_object();
    json.member("what", fault.text);
    json.member("stops", fault.stops);
    if (!fault.kind.empty()) json.member("kind", fault.kind);
    if (!fault.decision.empty()) json.member("decision", fault.decision);
    if (!fault.where.empty()) json.member("where", fault.where);
    if (fault.from) json.member("from", fault.from->iso());
    if (!fault.facts.empty()) write_texts(json, "facts", fault.facts);
    if (!fault.clauses.empty()) write_texts(json, "clauses", fault.clauses);
    json.end_object();
  }
  json.end_array();
}

web::Schema faults_schema() {
  using web::Schema;
  return Schema::array(
      Schema::object({{"what", Schema::text()},
                      {"stops", Schema::truth("It may not be adopted with this")},
                      {"kind",
                       Schema::one_of({"gap", "conflict", "forbidden", "nobody", "endless",
                                       "unreachable", "not_judged"}),
                       true},
                      {"decision", Schema::text("Its code"), true},
                      {"where", Schema::text(), true},
                      {"from", Schema::date("Of what begins later"), true},
                      {"facts", Schema::array(Schema::text("Of the smallest example")), true},
                      {"clauses", Schema::array(Schema::text()), true}}));
}

void write_cells(web::JsonWriter& json, const Catalogue& catalogue,
                 const std::vector<Cell>& cells) {
  const auto code = [&](int level) -> const std::string& {
    return catalogue.levels[static_cast<std::size_t>(level)].code;
  };
  json.key("parts");
  json.begin_array();
  for (const Cell& cell : cells) {
    json.begin_object();
    json.member("level", code(cell.level));
    json.member("part", word_of(cell.part));
    if (cell.days != 0) json.member("days", cell.days);
    if (cell.to >= 0) json.member("to", code(cell.to));
    json.end_object();
  }
  json.end_array();
}

web::Schema cells_schema() {
  using web::Schema;
  return Schema::array(Schema::object({{"level", Schema::text()},
                                       {"part", Schema::text()},
                                       {"days", Schema::whole(), true},
                                       {"to", Schema::text("The level it reports to"), true}}));
}

void write_texts(web::JsonWriter& json, std::string_view name,
                 const std::vector<std::string>& texts) {
  json.key(name);
  json.begin_array();
  for (const std::string& each : texts) json.value(each);
  json.end_array();
}

namespace {

void write_facts(web::JsonWriter& json, const Catalogue& catalogue, std::string_view name,
                 FactSet facts) {
  json.key(name);
  json.begin_array();
  for (int at = 0; at < static_cast<int>(catalogue.facts.size()); ++at) {
    if ((facts & fact_bit(at)) != 0) json.value(catalogue.facts[static_cast<std::size_t>(at)].code);
  }
  json.end_array();
}

void write_clauses(web::JsonWriter& json, const AskedRuling& asked) {
  constexpr std::string_view effects[] = {"decides", "adds_duty", "overridden", "does_not_apply",
                                          "not_known"};
  json.key("clauses");
  json.begin_array();
  for (const Reason& reason : asked.ruling.reasons) {
    const Scheme& scheme = asked.holds.unit.layers[reason.clause.layer]->scheme();
    json.begin_object();
    json.member("scheme", scheme.code);
    json.member("version", scheme.version);
    json.member("layer", word_of(scheme.kind));
    json.member("clause", scheme.clauses[static_cast<std::size_t>(reason.clause.clause)].code);
    json.member("effect", effects[static_cast<std::size_t>(reason.effect)]);
    json.end_object();
  }
  json.end_array();
}

// Who it is, where a school was given.
void write_behind(web::JsonWriter& json, const AskedRuling& asked, int level) {
  const Behind& behind = asked.setting.standing.behind[static_cast<std::size_t>(level)];
  json.member("level", asked.setting.catalogue.levels[static_cast<std::size_t>(level)].code);
  if (!behind.name.empty()) json.member("who", behind.name);
  if (!behind.people.empty()) write_texts(json, "people", behind.people);
}

void write_parts(web::JsonWriter& json, const AskedRuling& asked) {
  json.key("parts");
  json.begin_array();
  if (asked.ruling.outcome == Outcome::Decided) {
    json.begin_object();
    json.member("part", word_of(Part::Decides));
    write_behind(json, asked, asked.ruling.decider);
    json.end_object();
  }
  for (const Duty& duty : asked.ruling.duties) {
    json.begin_object();
    json.member("part", word_of(duty.part));
    write_behind(json, asked, duty.level);
    if (duty.days != 0) json.member("days", static_cast<int>(duty.days));
    if (duty.to >= 0) {
      json.member("to", asked.setting.catalogue.levels[static_cast<std::size_t>(duty.to)].code);
    }
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string ruling_json(const AskedRuling& asked) {
  const Catalogue& catalogue = asked.setting.catalogue;
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("decision", catalogue.decisions[static_cast<std::size_t>(asked.decision)].code);
  json.member("asked_of", catalogue.decisions[static_cast<std::size_t>(asked.decision)].unit);
  json.member("on", asked.holds.unit.on.iso());
  json.member("outcome", word_of(asked.ruling.outcome));
  if (asked.ruling.decider >= 0) {
    json.member(asked.ruling.outcome == Outcome::Decided ? "decider" : "would_decide",
                catalogue.levels[static_cast<std::size_t>(asked.ruling.decider)].code);
  }
  write_texts(json, "says",
              sentences(catalogue, asked.holds.unit, asked.ruling, asked.setting.standing.names));
  write_texts(json, "because",
              because(catalogue, asked.holds.unit, asked.ruling, asked.setting.standing.names));
  write_facts(json, catalogue, "missing", asked.ruling.missing);
  write_facts(json, catalogue, "open", asked.ruling.open);
  write_parts(json, asked);
  write_clauses(json, asked);
  json.end_object();
  return json.take();
}

void write_ruling(web::JsonWriter& json, const AskedRuling& asked, bool with_words) {
  const Catalogue& catalogue = asked.setting.catalogue;
  json.begin_object();
  json.member("decision", catalogue.decisions[static_cast<std::size_t>(asked.decision)].code);
  json.member("outcome", word_of(asked.ruling.outcome));
  if (asked.ruling.decider >= 0) {
    json.member(asked.ruling.outcome == Outcome::Decided ? "decider" : "would_decide",
                catalogue.levels[static_cast<std::size_t>(asked.ruling.decider)].code);
  }
  if (asked.ruling.missing != 0) write_facts(json, catalogue, "missing", asked.ruling.missing);
  if (with_words) {
    const UnitNames& names = asked.setting.standing.names;
    write_texts(json, "says", sentences(catalogue, asked.holds.unit, asked.ruling, names));
    write_texts(json, "because", because(catalogue, asked.holds.unit, asked.ruling, names));
  }
  json.end_object();
}

std::string catalogue_history_json(const std::vector<CatalogueSaved>& history,
                                   governance::WhoSaved who) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.key("history");
  json.begin_array();
  for (const CatalogueSaved& each : history) {
    json.begin_object();
    json.member("version", each.version);
    json.member("saved", base::moment(each.made_at));
    if (who == governance::WhoSaved::Told) json.member("by", each.actor);
    write_texts(json, "changes", each.changes);
    if (!each.unread.empty()) json.member("unread", each.unread);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

}  // namespace delegation
