// guildhall who-decides and guildhall scheme check|show: schemes that are files.
#include <memory>
#include <ostream>

#include "access/principal.hpp"
#include "base/text.hpp"
#include "delegation/analysis.hpp"
#include "delegation/room.hpp"
#include "delegation/standing.hpp"
#include "delegation/texts.hpp"
#include "governance/store.hpp"
#include "governance/store_facts.hpp"
#include "governance/store_rules.hpp"
#include "registry/commands.hpp"
#include "registry/store.hpp"
#include "registry/unpack.hpp"
#include "web/json.hpp"

namespace delegation {

namespace {

using enum base::OptionKind;

base::Result<Catalogue> catalogue_asked(const base::Invocation& call) {
  const auto path = call.value("catalogue");
  if (!path) return shipped_catalogue();
  return read_catalogue(TRY(registry::read_unpacked(*path)));
}

// The files that are given, or the scheme that is shipped.
base::Result<std::vector<std::unique_ptr<Layer>>> layers_asked(const base::Invocation& call,
                                                               const Catalogue& catalogue,
                                                               const std::string& option) {
  std::vector<std::string> texts;
  for (const std::string& path : call.list(option))
    texts.push_back(TRY(registry::read_unpacked(path)));
  if (texts.empty()) texts.emplace_back(shipped_trust_text());
  std::vector<std::unique_ptr<Layer>> layers;
  for (const std::string& text : texts) {
    layers.push_back(std::make_unique<Layer>(catalogue, TRY(read_scheme(catalogue, text))));
  }
  return layers;
}

// Those of rating overlays only the one for the school's rating, and none that is still to come.
std::vector<const Layer*> in_force(const Catalogue& catalogue,
                                   const std::vector<std::unique_ptr<Layer>>& layers,
                                   const FactValues& facts, base::Date on) {
  const int fact = fact_called(catalogue.facts, "rating");
  const std::int64_t value = fact < 0 ? unknown : facts.of[static_cast<std::size_t>(fact)];
  std::vector<const Layer*> chosen;
  for (const auto& layer : layers) {
    const Scheme& scheme = layer->scheme();
    if (scheme.from > on) continue;
    if (scheme.kind == LayerKind::Rating &&
        (value == unknown ||
         fact_text(catalogue.facts[static_cast<std::size_t>(fact)], value) != scheme.rating)) {
      continue;
    }
    chosen.push_back(layer.get());
  }
  return chosen;
}

base::Result<FactValues> facts_asked(const base::Invocation& call, const Catalogue& catalogue) {
  FactValues values;
  for (const std::string& each : call.list("fact")) {
    const std::size_t equals = each.find('=');
    const int fact = fact_called(catalogue.facts, each.substr(0, equals));
    if (equals == std::string::npos || fact < 0) {
      std::vector<std::string> codes;
      for (const FactInfo& info : catalogue.facts) codes.push_back(info.code);
      return base::make_error("bad_fact",
                              "\"" + each + "\" is no fact such as amount=18000; there are " +
                                  base::join(codes, ", ") + ".",
                              "--fact");
    }
    const auto at = static_cast<std::size_t>(fact);
    values.of[at] = TRY(read_fact(catalogue.facts[at], each.substr(equals + 1)));
  }
  return values;
}

// The group of the school that has bodies, else its first group, else its authority.
base::Result<std::optional<registry::OrganisationId>> owner_of(sql::Connection& connection,
                                                               const governance::Place& school,
                                                               base::Date on) {
  std::optional<registry::OrganisationId> owner;
  bool with_bodies = false;
  for (const guard::Unit& unit : TRY(governance::path_of(connection, school, on))) {
    if (unit.kind == guard::UnitKind::Group && !with_bodies) {
      const governance::Place place{governance::PlaceKind::Group, unit.id};
      with_bodies = !TRY(governance::bodies_at(connection, place)).empty();
      if (with_bodies || !owner) owner = registry::OrganisationId{unit.id};
    }
    if (unit.kind == guard::UnitKind::Authority && !owner) {
      owner = registry::OrganisationId{unit.id};
    }
  }
  return owner;
}

// Whom the levels are at the school; without one, as if every level were filled.
base::Result<Standing> standing_asked(const base::Invocation& call, const Catalogue& catalogue,
                                      base::Date on) {
  const auto text = call.value("school");
  if (!text) return Standing();
  const auto urn = base::parse_integer(*text);
  if (!urn) {
    return base::make_error("bad_number", "\"" + *text + "\" is not a URN, which has six digits.",
                            "--school");
  }
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  registry::Store store(*lease);
  const registry::SchoolId school = TRY(store.school_of_urn(*urn));
  const governance::Place place{governance::PlaceKind::School, school.value};
  const governance::RuleBook book = TRY(governance::rules_in_force(*lease));
  const auto owner = TRY(owner_of(*lease, place, on));
  if (!owner) {
    return base::make_error("group_not_found", "The school is in no group and no authority.",
                            "--school");
  }
  const governance::Facts facts = TRY(governance::facts_of_owner(*lease, *owner));
  return standing_of(catalogue, facts, book, school.value, on);
}

struct Asked {
  const Catalogue& catalogue;
  const Unit& unit;
  const Ruling& ruling;
  const Standing& standing;
  int decision = 0;
};

std::string people_text(const Behind& behind) {
  std::string text = behind.name;
  if (behind.people.size() == 1) text += ", " + behind.people.front();
  if (behind.people.size() > 1) {
    text += ", " + std::to_string(behind.people.size()) + " members, of whom " +
            std::to_string(behind.quorum) + " must be present";
  }
  return text;
}

void show(std::ostream& out, const Asked& asked) {
  const UnitNames& names = asked.standing.names;
  for (const auto& each : sentences(asked.catalogue, asked.unit, asked.ruling, names)) {
    out << each << "\n";
  }
  for (const auto& each : because(asked.catalogue, asked.unit, asked.ruling, names)) {
    out << "  " << each << "\n";
  }
  for (int level = 0; level < static_cast<int>(asked.catalogue.levels.size()); ++level) {
    const PartSet all = asked.ruling.parts_of(level);
    const Behind& behind = asked.standing.behind[static_cast<std::size_t>(level)];
    if (all == 0 || behind.name.empty()) continue;
    for (int part = 0; part < parts; ++part) {
      const Part each = static_cast<Part>(part);
      if ((all & part_bit(each)) == 0) continue;
      out << "  " << letter_of(each) << " " << people_text(behind) << "\n";
    }
  }
}

void write_facts(web::JsonWriter& json, const Catalogue& catalogue, std::string_view name,
                 FactSet facts) {
  json.key(name);
  json.begin_array();
  for (int at = 0; at < static_cast<int>(catalogue.facts.size()); ++at) {
    if ((facts & fact_bit(at)) != 0) json.value(catalogue.facts[static_cast<std::size_t>(at)].code);
  }
  json.end_array();
}

void write_texts(web::JsonWriter& json, std::string_view name,
                 const std::vector<std::string>& texts) {
  json.key(name);
  json.begin_array();
  for (const std::string& each : texts) json.value(each);
  json.end_array();
}

void write_clauses(web::JsonWriter& json, const Asked& asked) {
  constexpr std::string_view effects[] = {"decides", "adds_duty", "overridden", "does_not_apply",
                                          "not_known"};
  json.key("clauses");
  json.begin_array();
  for (const Reason& reason : asked.ruling.reasons) {
    const Scheme& scheme = asked.unit.layers[reason.clause.layer]->scheme();
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

std::string ruling_json(const Asked& asked) {
  const Catalogue& catalogue = asked.catalogue;
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("decision", catalogue.decisions[static_cast<std::size_t>(asked.decision)].code);
  json.member("on", asked.unit.on.iso());
  json.member("outcome", word_of(asked.ruling.outcome));
  if (asked.ruling.decider >= 0) {
    json.member("decider", catalogue.levels[static_cast<std::size_t>(asked.ruling.decider)].code);
  }
  write_texts(json, "says", sentences(catalogue, asked.unit, asked.ruling, asked.standing.names));
  write_texts(json, "because", because(catalogue, asked.unit, asked.ruling, asked.standing.names));
  write_facts(json, catalogue, "missing", asked.ruling.missing);
  write_facts(json, catalogue, "open", asked.ruling.open);
  json.key("parts");
  json.begin_array();
  for (int level = 0; level < static_cast<int>(catalogue.levels.size()); ++level) {
    const PartSet all = asked.ruling.parts_of(level);
    for (int part = 0; part < parts; ++part) {
      if ((all & part_bit(static_cast<Part>(part))) == 0) continue;
      const Behind& behind = asked.standing.behind[static_cast<std::size_t>(level)];
      json.begin_object();
      json.member("level", catalogue.levels[static_cast<std::size_t>(level)].code);
      json.member("part", word_of(static_cast<Part>(part)));
      if (!behind.name.empty()) json.member("who", behind.name);
      json.end_object();
    }
  }
  json.end_array();
  write_clauses(json, asked);
  json.end_object();
  return json.take();
}

base::Result<int> run_who_decides(const base::Invocation& call) {
  const Catalogue catalogue = TRY(catalogue_asked(call));
  const std::string code = call.value("CODE").value_or("");
  const int decision = catalogue.decision_called(code);
  if (decision < 0) {
    return base::make_error(
        "decision_not_found",
        "There is no decision \"" + code + "\"; guildhall scheme show lists them.", "CODE");
  }
  const base::Date on = TRY(registry::date_option(call, "on", call.today));
  const auto layers = TRY(layers_asked(call, catalogue, "scheme"));
  const FactValues facts = TRY(facts_asked(call, catalogue));
  const Standing standing = TRY(standing_asked(call, catalogue, on));
  const Unit unit = TRY(make_unit(catalogue, in_force(catalogue, layers, facts, on), on,
                                  standing.filled, FactValues()));
  const Ruling ruling = decide(catalogue, unit, decision, facts);
  const Asked asked{catalogue, unit, ruling, standing, decision};
  if (call.json) {
    *call.out << ruling_json(asked);
  } else {
    const Decision& of = catalogue.decisions[static_cast<std::size_t>(decision)];
    *call.out << of.code << ", " << of.title << "\n";
    show(*call.out, asked);
  }
  return ruling.outcome == Outcome::Decided ? 0 : 1;
}

// Faults of each text by itself, and of all of them together.
base::Result<int> run_check(const base::Invocation& call) {
  const Catalogue catalogue = TRY(catalogue_asked(call));
  const auto layers = TRY(layers_asked(call, catalogue, "FILE"));
  const FactValues facts = TRY(facts_asked(call, catalogue));
  const base::Date on = TRY(registry::date_option(call, "on", call.today));
  std::vector<std::string> told;
  for (const auto& layer : layers) {
    for (const Fault& fault : faults_of(catalogue, *layer)) {
      told.push_back(layer->scheme().title + ": " + fault_text(catalogue, &layer->scheme(), fault));
    }
  }
  const Standing standing = TRY(standing_asked(call, catalogue, on));
  const Unit unit =
      TRY(make_unit(catalogue, in_force(catalogue, layers, facts, on), on, standing.filled, facts));
  for (const Fault& fault : faults_of(catalogue, unit)) {
    told.push_back(fault_text(catalogue, nullptr, fault));
  }
  if (call.json) {
    web::JsonWriter json(web::JsonWriter::Layout::Indented);
    json.begin_object();
    write_texts(json, "faults", told);
    json.end_object();
    *call.out << json.take();
  } else {
    for (const std::string& each : told) *call.out << each << "\n";
    if (told.empty()) *call.out << "No fault was found.\n";
  }
  return told.empty() ? 0 : 1;
}

// The matrix of one text: a line for each clause.
base::Result<int> run_show(const base::Invocation& call) {
  const Catalogue catalogue = TRY(catalogue_asked(call));
  const auto layers = TRY(layers_asked(call, catalogue, "FILE"));
  for (const auto& layer : layers) *call.out << scheme_text(catalogue, layer->scheme());
  for (const Decision& each : catalogue.decisions) {
    *call.out << "# " << each.code << " " << each.title << "\n";
  }
  return 0;
}

}  // namespace

std::vector<base::Command> commands() {
  const base::CommandOption catalogue = {
      "catalogue", Value, "A catalogue of decisions in place of the shipped one", "FILE"};
  const base::CommandOption fact = {"fact", ValueList, "A fact of the question: amount=18000",
                                    "NAME=VALUE"};
  const base::CommandOption on = {"on", Value, "The day (today)", "DATE"};
  const base::CommandOption school = {
      "school", Value, "By URN: the levels are its bodies and offices on that day", "URN"};
  return {
      {"who-decides",
       "Say who decides by a scheme of delegation, and why",
       "Schemes are text files, the words of which docs/spec/delegation.md explains: one for the "
       "group, and overlays for a cluster, a school or a rating. Without --scheme the sample that "
       "is shipped answers. The exit status is 1 when nobody can be named.\n"
       "Example: guildhall who-decides F07 --scheme trust.txt --scheme harbour.txt "
       "--fact amount=18000 --on 2026-03-16",
       {{"CODE", Positional, "The decision, such as F07", "", true},
        {"scheme", ValueList, "The text of a scheme; may be given again", "FILE"},
        fact,
        on,
        school,
        catalogue},
       run_who_decides},
      {"scheme check",
       "Find what is wrong with schemes of delegation",
       "Gaps, two deciders, what the law forbids, levels that nobody holds, powers that fall in a "
       "ring, clauses without an effect: each with the smallest example. The exit status is 1 "
       "where there is a fault.\n"
       "Example: guildhall scheme check trust.txt harbour.txt",
       {{"FILE", PositionalList, "Texts of schemes; none: the sample that is shipped"},
        fact,
        on,
        school,
        catalogue},
       run_check},
      {"scheme show",
       "Print a scheme of delegation as text, and the decisions that there are",
       "Without a file the sample that is shipped: begin yours with it.\n"
       "Example: guildhall scheme show > trust.txt",
       {{"FILE", PositionalList, "Texts of schemes"}, catalogue},
       run_show},
  };
}

}  // namespace delegation
