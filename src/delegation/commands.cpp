// guildhall who-decides and guildhall scheme check|diff|show: schemes that are files.
#include <algorithm>
#include <memory>
#include <ostream>

#include "base/text.hpp"
#include "delegation/api_ruling.hpp"
#include "delegation/check.hpp"
#include "delegation/commands_alignment.hpp"
#include "delegation/commands_files.hpp"
#include "delegation/commands_matrix.hpp"
#include "delegation/commands_request.hpp"
#include "delegation/commands_scheme.hpp"
#include "delegation/difference.hpp"
#include "delegation/layers.hpp"
#include "delegation/room.hpp"
#include "delegation/store_setting.hpp"
#include "delegation/texts.hpp"
#include "governance/store_names.hpp"
#include "registry/commands.hpp"
#include "registry/store.hpp"
#include "web/json.hpp"

namespace delegation {

namespace {

using enum base::OptionKind;

base::Result<std::unique_ptr<Layer>> layer_of(const Catalogue& catalogue, const std::string& path) {
  return std::make_unique<Layer>(catalogue, TRY(scheme_named(catalogue, path)));
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

// Whom and what it is asked of: without a school, cluster or group as if every level were filled.
base::Result<std::unique_ptr<Setting>> setting_asked(const base::Invocation& call,
                                                     const std::optional<Catalogue>& catalogue,
                                                     base::Date on) {
  const auto school = call.value("school");
  const auto of = call.value("of");
  if (!school && !of) {
    auto setting = std::make_unique<Setting>(
        std::make_shared<const Catalogue>(catalogue ? *catalogue : shipped_catalogue()));
    setting->on = on;
    return setting;
  }
  if (school && of) {
    return base::make_error("usage", "Give --school or --of, and not both.", "--of");
  }
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const governance::Place place =
      school ? governance::Place{governance::PlaceKind::School,
                                 TRY(school_called(*lease, *school, on)).value}
             : TRY(governance::place_of(*lease, *of));
  return setting_of(*lease, place, on, catalogue ? &*catalogue : nullptr);
}

// Files stand in place of what the database has; without either the sample answers.
base::Status add_layers(const base::Invocation& call, const std::string& option, Setting& setting) {
  if (!call.list(option).empty() || setting.layers.empty()) {
    setting.layers = TRY(layers_asked(call, setting.catalogue, option));
  }
  return {};
}

void show(std::ostream& out, const AskedRuling& asked) {
  const Catalogue& catalogue = asked.setting.catalogue;
  const Standing& standing = asked.setting.standing;
  for (const auto& each : sentences(catalogue, asked.holds.unit, asked.ruling, standing.names)) {
    out << each << "\n";
  }
  for (const auto& each : because(catalogue, asked.holds.unit, asked.ruling, standing.names)) {
    out << "  " << each << "\n";
  }
  for (int level = 0; level < static_cast<int>(catalogue.levels.size()); ++level) {
    const PartSet all = asked.ruling.parts_of(level);
    const Behind& behind = standing.behind[static_cast<std::size_t>(level)];
    if (all == 0 || behind.name.empty()) continue;
    for (int part = 0; part < parts; ++part) {
      const Part each = static_cast<Part>(part);
      if ((all & part_bit(each)) == 0) continue;
      const std::string people = people_text(behind);
      out << "  " << letter_of(each) << " " << behind.name << (people.empty() ? "" : ", ") << people
          << "\n";
    }
  }
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
  const base::Date on = TRY(registry::date_option(call, "on", call.today));
  const auto setting = TRY(setting_asked(call, TRY(catalogue_file(call)), on));
  const Catalogue& catalogue = setting->catalogue;
  const int decision = TRY(decision_asked(catalogue, call.value("CODE").value_or(""), on));
  TRY(add_layers(call, "scheme", *setting));
  const FactValues facts = TRY(read_facts(catalogue.facts, call.list("fact")));
  const Held holds = TRY(held(*setting, facts));
  if (holds.in_force.layers.empty() && holds.in_force.wanting == 0) {
    return none_in_force(holds.in_force, on);
  }
  const Ruling ruling = rule(*setting, holds, decision, facts);
  const AskedRuling asked{*setting, holds, ruling, decision};
  if (call.json) {
    *call.out << ruling_json(asked);
  } else {
    const Decision& of = catalogue.decisions[static_cast<std::size_t>(decision)];
    *call.out << of.code << ", " << of.title << "\n";
    show(*call.out, asked);
  }
  return ruling.outcome == Outcome::Decided ? 0 : 1;
}

// Faults of each text by itself, and of all of them together, on the day on which all have begun.
base::Result<int> run_check(const base::Invocation& call) {
  const std::optional<Catalogue> file = TRY(catalogue_file(call));
  base::Date begun = call.today;
  if (!call.list("FILE").empty()) {
    const Layers layers = TRY(layers_asked(call, file ? *file : shipped_catalogue(), "FILE"));
    for (const auto& layer : layers) begun = std::max(begun, layer->scheme().from);
  }
  const base::Date on = TRY(registry::date_option(call, "on", begun));
  const auto setting = TRY(setting_asked(call, file, on));
  const Catalogue& catalogue = setting->catalogue;
  TRY(add_layers(call, "FILE", *setting));
  const FactValues asked = TRY(read_facts(catalogue.facts, call.list("fact")));
  const FactValues facts = facts_over(asked, setting->known);
  Checked checked;
  for (const auto& layer : setting->layers) check_alone(catalogue, *layer, on, checked);
  TRY(check_together(catalogue, setting->layers, {on}, setting->standing.filled, facts, "",
                     checked));
  if (call.json) {
    web::JsonWriter json(web::JsonWriter::Layout::Indented);
    json.begin_object();
    write_faults(json, checked.faults);
    write_texts(json, "notes", checked.notes);
    json.end_object();
    *call.out << json.take();
  } else {
    for (const ToldFault& each : checked.faults) *call.out << each.text << "\n";
    if (checked.faults.empty()) *call.out << "No fault was found.\n";
    for (const std::string& each : checked.notes) *call.out << each << "\n";
  }
  return checked.faults.empty() ? 0 : 1;
}

// Two texts, held against each other from the day on which the later begins.
base::Result<int> run_diff(const base::Invocation& call) {
  const Catalogue catalogue = TRY(catalogue_asked(call));
  Layers layers;
  for (const char* option : {"OLD", "NEW"}) {
    layers.push_back(TRY(layer_of(catalogue, call.value(option).value_or(""))));
  }
  const base::Date on = std::max(layers[0]->scheme().from, layers[1]->scheme().from);
  return show_differences(call, TRY(differences_by_day(catalogue, {layers[0]}, {layers[1]}, on)));
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
      "school", Value,
      "By URN or name: by the schemes of its group, with its bodies and offices on that day",
      "SCHOOL"};
  const base::CommandOption of = {
      "of", Value, "Another place: \"cluster Harbour of TRUST\", \"group 90001\"", "PLACE"};
  std::vector<base::Command> all = {
      {"who-decides",
       "Say who decides by a scheme of delegation, and why",
       "Schemes are text files, the words of which docs/spec/delegation.md explains: one for the "
       "group, and overlays for a category of schools, a cluster, a school or a rating. Without "
       "--scheme the sample that "
       "is shipped answers. The exit status is 1 when nobody can be named.\n"
       "Example: guildhall who-decides F07 --scheme trust.txt --scheme harbour.txt "
       "--fact amount=18000 --on 2026-03-16",
       {{"CODE", Positional, "The decision, such as F07", "", true},
        {"scheme", ValueList, "The text of a scheme; may be given again", "FILE"},
        fact,
        on,
        school,
        of,
        catalogue},
       run_who_decides},
      {"scheme check",
       "Find what is wrong with schemes of delegation",
       "Gaps, two deciders, what the law forbids, levels that nobody holds, powers that fall in a "
       "ring, clauses without an effect, a review that is overdue: each with the smallest example. "
       "Without --on, from the first day from today on which all of the texts have begun, and on "
       "each day after it on which something turns; overlays by category or rating, once for each. "
       "The exit status is 1 where there is a fault.\n"
       "Example: guildhall scheme check trust.txt harbour.txt",
       {{"FILE", PositionalList, "Texts of schemes; none: the sample that is shipped"},
        fact,
        on,
        school,
        of,
        catalogue},
       run_check},
      {"scheme diff",
       "Say what differs between two versions of a scheme",
       "Both are asked everything that can be asked, on each day from which something turns, and "
       "what they answer differently is told in words. The exit status is 1 where something "
       "differs.\n"
       "Example: guildhall scheme diff trust-11.txt trust-12.txt",
       {{"OLD", Positional, "The text of the one", "", true},
        {"NEW", Positional, "The text of the other", "", true},
        catalogue},
       run_diff},
      {"scheme show",
       "Print a scheme of delegation as text, and the decisions that there are",
       "Without a file the sample of a whole trust that is shipped: begin yours with it. Other "
       "samples have names, which scheme samples lists.\n"
       "Example: guildhall scheme show > trust.txt",
       {{"FILE", Positional, "The text of a scheme, or the name of a sample"}, catalogue},
       run_show},
  };
  for (std::vector<base::Command>& part :
       std::array{scheme_commands(), catalogue_commands(), matrix_commands(), alignment_commands(),
                  request_commands()}) {
    for (base::Command& each : part) all.push_back(std::move(each));
  }
  return all;
}

}  // namespace delegation
