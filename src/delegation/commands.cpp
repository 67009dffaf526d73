// guildhall who-decides and guildhall scheme check|diff|show: schemes that are files.
#include <algorithm>
#include <memory>
#include <ostream>
#include <set>

#include "access/principal.hpp"
#include "base/text.hpp"
#include "delegation/analysis.hpp"
#include "delegation/difference.hpp"
#include "delegation/layers.hpp"
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

// Says of which file an error is.
base::Error of_file(base::Error error, const std::string& path) {
  error.message = path + ": " + error.message;
  return error;
}

base::Result<Catalogue> catalogue_asked(const base::Invocation& call) {
  const auto path = call.value("catalogue");
  if (!path) return shipped_catalogue();
  base::Result<Catalogue> read = read_catalogue(TRY(registry::read_unpacked(*path)));
  if (!read.ok()) return of_file(std::move(read).error(), *path);
  return read;
}

base::Result<std::unique_ptr<Layer>> layer_of(const Catalogue& catalogue, const std::string& path) {
  base::Result<Scheme> read = read_scheme(catalogue, TRY(registry::read_unpacked(path)));
  if (!read.ok()) return of_file(std::move(read).error(), path);
  return std::make_unique<Layer>(catalogue, std::move(read).value());
}

// The files that are given, or the scheme that is shipped.
base::Result<Layers> layers_asked(const base::Invocation& call, const Catalogue& catalogue,
                                  const std::string& option) {
  Layers layers;
  for (const std::string& path : call.list(option)) {
    layers.push_back(TRY(layer_of(catalogue, path)));
  }
  if (layers.empty()) {
    layers.push_back(
        std::make_unique<Layer>(catalogue, TRY(read_scheme(catalogue, shipped_trust_text()))));
  }
  return layers;
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
    if (values.of[at] != unknown) {
      return base::make_error("bad_fact", "\"" + catalogue.facts[at].code + "\" is given twice.",
                              "--fact");
    }
    values.of[at] = TRY(read_fact(catalogue.facts[at], each.substr(equals + 1)));
  }
  return values;
}

struct Owner {
  registry::OrganisationId id;
  governance::Place place;
};
// The group of the school that has bodies, else its first group, else its authority: a sponsor is a
// group of the register too, and has no bodies here.
base::Result<std::optional<Owner>> owner_of(sql::Connection& connection,
                                            const governance::Place& school, base::Date on) {
  std::optional<Owner> owner;
  bool with_bodies = false;
  for (const guard::Unit& unit : TRY(governance::path_of(connection, school, on))) {
    const registry::OrganisationId id{unit.id};
    if (unit.kind == guard::UnitKind::Group && !with_bodies) {
      const governance::Place place{governance::PlaceKind::Group, unit.id};
      with_bodies = !TRY(governance::bodies_at(connection, place)).empty();
      if (with_bodies || !owner) owner = Owner{id, place};
    }
    if (unit.kind == guard::UnitKind::Authority && !owner) {
      owner = Owner{id, {governance::PlaceKind::Authority, unit.id}};
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
  const governance::Facts facts = TRY(governance::facts_of_owner(*lease, owner->id));
  return standing_of(catalogue, facts, book, owner->place, school.value, on);
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

// Who it is, where a school was given.
void write_behind(web::JsonWriter& json, const Asked& asked, int level) {
  const Behind& behind = asked.standing.behind[static_cast<std::size_t>(level)];
  json.member("level", asked.catalogue.levels[static_cast<std::size_t>(level)].code);
  if (!behind.name.empty()) json.member("who", behind.name);
  if (!behind.people.empty()) write_texts(json, "people", behind.people);
}

void write_parts(web::JsonWriter& json, const Asked& asked) {
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
      json.member("to", asked.catalogue.levels[static_cast<std::size_t>(duty.to)].code);
    }
    json.end_object();
  }
  json.end_array();
}

std::string ruling_json(const Asked& asked) {
  const Catalogue& catalogue = asked.catalogue;
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("decision", catalogue.decisions[static_cast<std::size_t>(asked.decision)].code);
  json.member("asked_of", catalogue.decisions[static_cast<std::size_t>(asked.decision)].unit);
  json.member("on", asked.unit.on.iso());
  json.member("outcome", word_of(asked.ruling.outcome));
  if (asked.ruling.decider >= 0) {
    json.member(asked.ruling.outcome == Outcome::Decided ? "decider" : "would_decide",
                catalogue.levels[static_cast<std::size_t>(asked.ruling.decider)].code);
  }
  write_texts(json, "says", sentences(catalogue, asked.unit, asked.ruling, asked.standing.names));
  write_texts(json, "because", because(catalogue, asked.unit, asked.ruling, asked.standing.names));
  write_facts(json, catalogue, "missing", asked.ruling.missing);
  write_facts(json, catalogue, "open", asked.ruling.open);
  write_parts(json, asked);
  write_clauses(json, asked);
  json.end_object();
  return json.take();
}

base::Result<int> decision_asked(const Catalogue& catalogue, const std::string& code,
                                 base::Date on) {
  const int decision = catalogue.decision_called(code);
  if (decision < 0) {
    return base::make_error(
        "decision_not_found",
        "There is no decision \"" + code + "\"; guildhall scheme show lists them.", "CODE");
  }
  const base::Period& period = catalogue.decisions[static_cast<std::size_t>(decision)].period;
  if (period.contains(on)) return decision;
  return base::make_error(
      "decision_not_found",
      code + " is a decision " + period.describe() + ", and not on " + on.long_form() + ".",
      "--on");
}

base::Error none_in_force(const InForce& chosen, base::Date on) {
  std::string text = "No scheme is in force on " + on.long_form() + ".";
  for (const Layer* layer : chosen.later) {
    text += " " + layer->scheme().title + " begins on " + layer->scheme().from.long_form() + ".";
  }
  return base::make_error("scheme_not_in_force", std::move(text), "--on");
}

base::Result<int> run_who_decides(const base::Invocation& call) {
  const Catalogue catalogue = TRY(catalogue_asked(call));
  const base::Date on = TRY(registry::date_option(call, "on", call.today));
  const int decision = TRY(decision_asked(catalogue, call.value("CODE").value_or(""), on));
  const Layers layers = TRY(layers_asked(call, catalogue, "scheme"));
  const FactValues facts = TRY(facts_asked(call, catalogue));
  const InForce chosen = layers_in_force(catalogue, layers, facts, on);
  if (chosen.layers.empty() && chosen.wanting == 0) return none_in_force(chosen, on);
  const Standing standing = TRY(standing_asked(call, catalogue, on));
  const Unit unit = TRY(make_unit(catalogue, chosen.layers, on, standing.filled, FactValues()));
  Ruling ruling;
  if (chosen.wanting != 0) {
    // An overlay waits for the rating: without it nothing can be said.
    ruling.outcome = Outcome::MissingFacts;
    ruling.missing = chosen.wanting;
  } else {
    ruling = decide(catalogue, unit, decision, facts);
  }
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

// What is looked at, and what is found; each thing is told once.
struct Checked {
  std::vector<std::string> faults;
  std::vector<std::string> notes;
  void fault(std::string text) {
    if (std::ranges::find(faults, text) == faults.end()) faults.push_back(std::move(text));
  }
};

void check_alone(const Catalogue& catalogue, const Layer& layer, base::Date on, Checked& checked) {
  const Scheme& scheme = layer.scheme();
  for (const Fault& fault : faults_of(catalogue, layer)) {
    checked.fault(scheme.title + ": " + fault_text(catalogue, &scheme, fault));
  }
  if (scheme.review && *scheme.review < on) {
    checked.fault(scheme.title + ": it was to be looked at again by " + scheme.review->long_form() +
                  ".");
  }
}

// All that are in force together, once for each rating that an overlay is for, and once without.
base::Status check_together(const Catalogue& catalogue, const Layers& layers, base::Date on,
                            const Standing& standing, FactValues facts, Checked& checked) {
  const int fact = fact_called(catalogue.facts, "rating");
  std::set<std::int64_t> ratings = {fact < 0 ? unknown : facts.of[static_cast<std::size_t>(fact)]};
  for (const auto& layer : layers) {
    if (layer->scheme().kind != LayerKind::Rating || *ratings.begin() != unknown) continue;
    ratings.insert(
        read_fact(catalogue.facts[static_cast<std::size_t>(fact)], layer->scheme().rating)
            .value_or(unknown));
  }
  for (const std::int64_t rating : ratings) {
    if (fact >= 0) facts.of[static_cast<std::size_t>(fact)] = rating;
    const InForce chosen = layers_in_force(catalogue, layers, facts, on);
    const bool based = std::ranges::any_of(chosen.layers, [](const Layer* layer) {
      return layer->scheme().kind == LayerKind::Group || layer->scheme().whole;
    });
    for (const Layer* layer : chosen.later) {
      const std::string note = layer->scheme().title + " begins on " +
                               layer->scheme().from.long_form() + ", and was looked at alone.";
      if (std::ranges::find(checked.notes, note) == checked.notes.end()) {
        checked.notes.push_back(note);
      }
    }
    if (!based) {
      checked.notes = {"There is no scheme of the group among these, so each was looked at alone."};
      return {};
    }
    const Unit unit = TRY(make_unit(catalogue, chosen.layers, on, standing.filled, facts));
    const std::string where =
        rating == unknown
            ? ""
            : "Rated " + fact_text(catalogue.facts[static_cast<std::size_t>(fact)], rating) + ": ";
    for (const Fault& fault : faults_of(catalogue, unit)) {
      const std::string text = fault_text(catalogue, nullptr, fault);
      if (std::ranges::find(checked.faults, text) == checked.faults.end()) {
        checked.fault(where + text);
      }
    }
  }
  return {};
}

// Faults of each text by itself, and of all of them together, on the day on which all have begun.
base::Result<int> run_check(const base::Invocation& call) {
  const Catalogue catalogue = TRY(catalogue_asked(call));
  const Layers layers = TRY(layers_asked(call, catalogue, "FILE"));
  const FactValues facts = TRY(facts_asked(call, catalogue));
  base::Date begun = call.today;
  for (const auto& layer : layers) begun = std::max(begun, layer->scheme().from);
  const base::Date on = TRY(registry::date_option(call, "on", begun));
  Checked checked;
  for (const auto& layer : layers) check_alone(catalogue, *layer, on, checked);
  const Standing standing = TRY(standing_asked(call, catalogue, on));
  TRY(check_together(catalogue, layers, on, standing, facts, checked));
  if (call.json) {
    web::JsonWriter json(web::JsonWriter::Layout::Indented);
    json.begin_object();
    write_texts(json, "faults", checked.faults);
    write_texts(json, "notes", checked.notes);
    json.end_object();
    *call.out << json.take();
  } else {
    for (const std::string& each : checked.faults) *call.out << each << "\n";
    if (checked.faults.empty()) *call.out << "No fault was found.\n";
    for (const std::string& each : checked.notes) *call.out << each << "\n";
  }
  return checked.faults.empty() ? 0 : 1;
}

// Two texts, held against each other on the day on which the later begins.
base::Result<int> run_diff(const base::Invocation& call) {
  const Catalogue catalogue = TRY(catalogue_asked(call));
  Layers layers;
  for (const char* option : {"OLD", "NEW"}) {
    layers.push_back(TRY(layer_of(catalogue, call.value(option).value_or(""))));
  }
  const base::Date on = std::max(layers[0]->scheme().from, layers[1]->scheme().from);
  std::vector<Unit> units;
  for (const auto& layer : layers) {
    const Layer* const alone[] = {layer.get()};
    units.push_back(TRY(make_unit(catalogue, alone, on, {}, FactValues())));
  }
  const std::vector<std::string> lines = differences(catalogue, units[0], units[1]);
  if (call.json) {
    web::JsonWriter json(web::JsonWriter::Layout::Indented);
    json.begin_object();
    write_texts(json, "differences", lines);
    json.end_object();
    *call.out << json.take();
  } else {
    for (const std::string& each : lines) *call.out << each << "\n";
    if (lines.empty()) *call.out << "Both give the same answers.\n";
  }
  return lines.empty() ? 0 : 1;
}

// One text as it is read, and beneath it the decisions that there are.
base::Result<int> run_show(const base::Invocation& call) {
  const Catalogue catalogue = TRY(catalogue_asked(call));
  Layers layers;
  if (const auto path = call.value("FILE")) {
    layers.push_back(TRY(layer_of(catalogue, *path)));
  } else {
    layers = TRY(layers_asked(call, catalogue, "FILE"));
  }
  const std::string text = scheme_text(catalogue, layers.front()->scheme());
  if (!call.json) {
    *call.out << text << "\n";
    for (const Decision& each : catalogue.decisions) {
      *call.out << "# " << each.code << " " << each.title << "\n";
    }
    return 0;
  }
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("scheme", text);
  json.key("decisions");
  json.begin_array();
  for (const Decision& each : catalogue.decisions) {
    json.begin_object();
    json.member("code", each.code);
    json.member("title", each.title);
    json.member("asked_of", each.unit);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  *call.out << json.take();
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
  std::vector<base::Command> all = {
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
       "ring, clauses without an effect, a review that is overdue: each with the smallest example. "
       "Without --on, on the first day from today on which all of the texts have begun; overlays "
       "by "
       "rating, once for each rating. The exit status is 1 where there is a fault.\n"
       "Example: guildhall scheme check trust.txt harbour.txt",
       {{"FILE", PositionalList, "Texts of schemes; none: the sample that is shipped"},
        fact,
        on,
        school,
        catalogue},
       run_check},
      {"scheme diff",
       "Say what differs between two versions of a scheme",
       "Both are asked everything that can be asked, and what they answer differently is told in "
       "words. The exit status is 1 where something differs.\n"
       "Example: guildhall scheme diff trust-11.txt trust-12.txt",
       {{"OLD", Positional, "The text of the one", "", true},
        {"NEW", Positional, "The text of the other", "", true},
        catalogue},
       run_diff},
      {"scheme show",
       "Print a scheme of delegation as text, and the decisions that there are",
       "Without a file the sample that is shipped: begin yours with it.\n"
       "Example: guildhall scheme show > trust.txt",
       {{"FILE", Positional, "The text of a scheme"}, catalogue},
       run_show},
  };
  for (base::Command& each : alignment_commands()) all.push_back(std::move(each));
  return all;
}

}  // namespace delegation
