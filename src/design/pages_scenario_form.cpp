// One table of rules and the table of wishes draw the fields and read them back.
#include "design/pages_scenario_form.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "design/store_named.hpp"
#include "web/components.hpp"
#include "web/forms.hpp"

namespace design {

namespace {

using web::Html;
using web::NamedValues;

struct RuleRow {
  std::string_view id;
  std::string_view label;
  std::string_view unit;  // by what a price counts
  Rule& (*field)(Scenario&);
};
constexpr RuleRow rule_rows[] = {
    {"secondary", "A secondary or all-through school in each cluster", "for each cluster without",
     [](Scenario& s) -> Rule& { return s.rules.secondary; }},
    {"lead", "A school able to supply the lead head in each cluster", "for each cluster without",
     [](Scenario& s) -> Rule& { return s.rules.lead.rule; }},
    {"federations", "Federations stay together", "for each that is parted",
     [](Scenario& s) -> Rule& { return s.rules.federations; }},
    {"contiguous", "Each cluster in one piece on the map", "for each further piece",
     [](Scenario& s) -> Rule& { return s.rules.contiguous; }},
};
constexpr double prices[] = {5, 20, 60};
constexpr std::size_t offered_max = 40;  // schools to choose from

constexpr std::string_view further_words[] = {"preset",      "able grades", "able by report card",
                                              "able source", "able dated",  "pin",
                                              "locked",      "apart",       "barrier"};

constexpr registry::Phase phases[] = {
    registry::Phase::Nursery,         registry::Phase::Primary,   registry::Phase::MiddlePrimary,
    registry::Phase::MiddleSecondary, registry::Phase::Secondary, registry::Phase::AllThrough,
    registry::Phase::Sixteen,         registry::Phase::None};

base::Error bad(std::string message, std::string_view field) {
  return base::make_error("bad_scenario", std::move(message), std::string(field));
}

std::string text_of(const Strength& strength) {
  return strength.hard ? "kept" : base::shortest_decimal(strength.price);
}

// ---- from a scenario to what stands in the fields
// -------------------------------------------------

void add(web::FormData& typed, std::string_view name, std::string value) {
  typed.add(std::string(name), std::move(value));
}

template <typename Number>
void add(web::FormData& typed, std::string_view name, const std::optional<Number>& number) {
  typed.add(std::string(name), number ? std::to_string(*number) : "");
}

base::Result<std::string> owners_of(const Scenario& scenario, registry::Store& store, bool groups) {
  std::string lines;
  std::vector<std::string> texts = scenario.which.authorities;
  if (groups) {
    texts.clear();
    for (const std::int64_t uid : scenario.which.groups) texts.push_back(std::to_string(uid));
  }
  for (const std::string& text : texts) {
    const auto id = groups ? store.group(text) : store.authority(text);
    std::string shown = text;
    if (id.ok()) {
      const auto row = TRY(store.organisation(id.value(), scenario.on));
      if (row) {
        const auto again = groups ? store.group(row->name) : store.authority(row->name);
        if (again.ok() && again.value() == id.value()) shown = row->name;
      }
    }
    lines += shown + "\n";
  }
  return lines;
}

base::Result<std::string> lines_of(const std::vector<std::int64_t>& urns, SchoolNames& names) {
  std::string lines;
  for (const std::int64_t urn : urns) lines += TRY(names.line_of(urn)) + "\n";
  return lines;
}

std::string further_of(const Scenario& scenario) {
  std::string further;
  const std::string text = scenario_text(scenario);
  for (const std::string_view line : base::split(text, '\n')) {
    const std::string_view word = line.substr(0, line.find(':'));
    if (std::find(std::begin(further_words), std::end(further_words), word) !=
        std::end(further_words)) {
      further += std::string(line) + "\n";
    }
  }
  return further;
}

// ---- from what was typed to a scenario
// -------------------------------------------------------------

// The field of how many of a class a cluster may have.
std::string most_field(const SchoolClassInfo& of) { return "most_" + std::string(of.code); }

std::string_view trimmed(const NamedValues& typed, std::string_view name) {
  return base::trim(typed.get_or(name, ""));
}

base::Result<std::optional<std::int64_t>> whole_of(const NamedValues& typed,
                                                   std::string_view name) {
  const std::string_view text = trimmed(typed, name);
  if (text.empty()) return std::optional<std::int64_t>();
  const auto number = base::parse_integer(text);
  if (number && *number >= 0) return number;
  return bad("\"" + std::string(text) + "\" is not a whole number.", name);
}

base::Result<double> price_of(std::string_view text, std::string_view field) {
  const auto number = base::parse_decimal(text);
  if (number && *number >= 0) return *number;
  return bad("\"" + std::string(text) + "\" is not a number of minutes.", field);
}

base::Result<Strength> strength_of(const NamedValues& typed, std::string_view name) {
  const std::string_view text = typed.get_or(name, "kept");
  if (text == "kept") return Strength{true, 0};
  return Strength{false, TRY(price_of(text, name))};
}

std::vector<std::string_view> lines_of(const NamedValues& typed, std::string_view name) {
  std::vector<std::string_view> lines;
  for (const std::string_view line : base::split(typed.get_or(name, ""), '\n')) {
    if (!base::trim(line).empty()) lines.push_back(base::trim(line));
  }
  return lines;
}

base::Error at(base::Error error, std::string_view field) {
  error.field = field;
  return error;
}

// The field of the schools that somebody chose of those with one name.
std::string chosen_field(std::string_view name) { return std::string(name) + "_chosen"; }

base::Result<std::vector<std::int64_t>> urns_of(const NamedValues& typed, std::string_view name,
                                                SchoolNames& names) {
  const auto chosen = typed.all(chosen_field(name));
  std::vector<std::int64_t> urns;
  for (const std::string_view line : lines_of(typed, name)) {
    const auto found = names.meant(line);
    if (!found.ok()) return at(found.error(), name);
    bool one = found.value().size() == 1;
    for (const NamedSchool& each : found.value()) {
      const bool is_chosen =
          std::find(chosen.begin(), chosen.end(), std::to_string(each.urn)) != chosen.end();
      if (found.value().size() > 1 && !is_chosen) continue;
      urns.push_back(each.urn);
      one = true;
    }
    if (!one) {
      const std::size_t count = found.value().size();
      return bad("“" + std::string(line) + "” fits the names of " +
                     base::with_thousands(static_cast<std::int64_t>(count)) + " schools. " +
                     (count > offered_max ? "Give more of the name, or the URN."
                                          : "Choose below which you mean."),
                 name);
    }
  }
  return urns;
}

base::Status read_which(const NamedValues& typed, sql::Connection& connection, Scenario& scenario) {
  registry::Store store(connection);
  Which& which = scenario.which;
  for (const std::string_view line : lines_of(typed, "authority")) {
    const auto id = store.authority(std::string(line));
    if (!id.ok()) return at(id.error(), "authority");
    const auto row = TRY(store.organisation(id.value(), scenario.on));
    which.authorities.push_back(row ? row->code : std::string(line));
  }
  for (const std::string_view line : lines_of(typed, "group")) {
    const auto id = store.group(std::string(line));
    if (!id.ok()) return at(id.error(), "group");
    const auto row = TRY(store.organisation(id.value(), scenario.on));
    if (!row || !row->uid) {
      return bad(std::string(line) + " has no UID, by which a scenario finds it.", "group");
    }
    which.groups.push_back(*row->uid);
  }
  for (const std::string_view line : lines_of(typed, "district")) {
    which.districts.push_back(TRY(district_called(connection, line, scenario.on)));
  }
  for (const std::string_view name : typed.all("phase")) {
    const registry::Phase phase = registry::phase_of(name);
    if (phase != registry::Phase::NotKnown) which.phases.push_back(phase);
  }
  for (const std::string_view each : typed.all("kinds")) {
    if (each == "independent") which.state_funded_only = false;
    if (each == "mainstream") which.mainstream_only = true;
  }
  SchoolNames names(connection, scenario.on);
  which.joining = TRY(urns_of(typed, "joining", names));
  which.leaving = TRY(urns_of(typed, "leaving", names));
  return {};
}

base::Status read_sizes(const NamedValues& typed, Scenario& scenario) {
  Rules& rules = scenario.rules;
  rules.schools = {TRY(whole_of(typed, "schools_least")), TRY(whole_of(typed, "schools_most")),
                   TRY(strength_of(typed, "schools_strength"))};
  rules.pupils = {TRY(whole_of(typed, "pupils_least")), TRY(whole_of(typed, "pupils_most")),
                  TRY(strength_of(typed, "pupils_strength"))};
  const auto least = TRY(whole_of(typed, "clusters_least"));
  const auto most = TRY(whole_of(typed, "clusters_most"));
  constexpr std::int64_t clusters_max = 1'000'000;
  if ((least && *least > clusters_max) || (most && *most > clusters_max)) {
    return bad("There are too many clusters.",
               least && *least > clusters_max ? "clusters_least" : "clusters_most");
  }
  if (least) scenario.clusters.least = static_cast<int>(*least);
  if (most) scenario.clusters.most = static_cast<int>(*most);
  const std::string_view minutes = trimmed(typed, "minutes");
  if (!minutes.empty()) {
    rules.travel.minutes = TRY(price_of(minutes, "minutes"));
    rules.travel.strength = TRY(strength_of(typed, "minutes_strength"));
  }
  for (const RuleRow& row : rule_rows) {
    const std::string_view text = typed.get_or(row.id, "off");
    if (text != "off") row.field(scenario) = {true, TRY(strength_of(typed, row.id))};
  }
  for (const SchoolClassInfo& each : school_classes()) {
    const std::string id = most_field(each);
    const auto few = TRY(whole_of(typed, id));
    if (few) rules.at_most.push_back({each.of, *few, TRY(strength_of(typed, id + "_strength"))});
  }
  return {};
}

base::Status read_wishes(const NamedValues& typed, Scenario& scenario) {
  scenario.weights.by_pupils = typed.get_or("by", "schools") == "pupils";
  for (const Wish& wish : wishes()) {
    const std::string name = "weight_" + std::string(wish.code);
    const std::string_view text = trimmed(typed, name);
    scenario.weights.*wish.weight = text.empty() ? 0 : TRY(price_of(text, name));
  }
  for (const TravelBy by :
       {TravelBy::Straight, TravelBy::Estimated, TravelBy::Matrix, TravelBy::Roads}) {
    if (typed.get_or("travel", "estimated") == travel_code(by)) scenario.travel = by;
  }
  if (scenario.travel == TravelBy::Matrix || scenario.travel == TravelBy::Roads) {
    scenario.travel_file = trimmed(typed, "travel_file");
  }
  return {};
}

// The words without a field go through the reader of scenarios, behind all that the fields say.
base::Result<Scenario> with_further(const Scenario& scenario, std::string_view further) {
  const std::string text = scenario_text(scenario);
  const auto lines = std::count(text.begin(), text.end(), '\n');
  for (const std::string_view line : base::split(further, '\n')) {
    const std::string_view word = base::trim(line.substr(0, line.find(':')));
    if (word.empty() || word.starts_with('#')) continue;
    if (std::find(std::begin(further_words), std::end(further_words), word) ==
        std::end(further_words)) {
      return bad("\"" + std::string(word) + "\" has a field of its own, or is not a word.",
                 "further");
    }
  }
  const auto read = read_scenario(text + std::string(further));
  if (read.ok()) return read;
  // Lines count from the first of the box.
  base::Error error = at(read.error(), "further");
  const std::size_t colon = error.message.find(':');
  const auto number = base::parse_integer(error.message.substr(5, colon - 5));
  if (number)
    error.message = "Line " + std::to_string(*number - lines) + error.message.substr(colon);
  return error;
}

// What check() calls a field, as the form calls it.
std::string form_field(const std::string& field, const Scenario& scenario) {
  if (field == "schools" || field == "pupils" || field == "clusters") return field + "_least";
  if (field.starts_with("weight ")) return "weight_" + field.substr(7);
  if (field == "travel") return scenario.travel_file.empty() ? "travel_file" : "travel";
  if (field == "able grades") return "further";
  if (field == "at most") return "most_secondary";
  return field;
}

// ---- drawing
// ----------------------------------------------------------------------------------------

class Fields {
 public:
  Fields(const NamedValues& typed, const std::optional<base::Error>& error)
      : typed_(typed), error_(error) {}

  Html text(std::string_view id, std::string label, std::string hint = {},
            web::Width width = web::Width::Full) const {
    return web::text_input(field(id, std::move(label), std::move(hint)), typed_.get_or(id, ""),
                           width);
  }
  Html number(std::string_view id, std::string label, std::string hint = {}) const {
    web::Field made = field(id, std::move(label), std::move(hint));
    made.typed = web::Typed::WholeNumber;
    return web::text_input(made, typed_.get_or(id, ""), web::Width::Five);
  }
  Html area(std::string_view id, std::string label, std::string hint, int rows) const {
    return web::text_area(field(id, std::move(label), std::move(hint)), typed_.get_or(id, ""),
                          rows);
  }
  Html day(std::string_view id, std::string label, std::string hint) const {
    return web::date_text(field(id, std::move(label), std::move(hint)), typed_.get_or(id, ""));
  }
  Html choose(std::string_view id, std::string label, std::string hint,
              const std::vector<web::Choice>& choices) const {
    return web::select(field(id, std::move(label), std::move(hint)), choices,
                       typed_.get_or(id, choices.front().value));
  }
  Html tick(std::string_view id, std::string label, const std::vector<web::Choice>& choices) const {
    std::vector<std::string> chosen;
    for (const std::string_view each : typed_.all(id)) chosen.emplace_back(each);
    return web::checkboxes(field(id, std::move(label), ""), choices, chosen);
  }
  Html strength(std::string_view id, std::string label, std::string_view unit,
                bool may_be_off) const {
    std::vector<web::Choice> choices;
    if (may_be_off) choices.push_back({"off", "Not asked for"});
    choices.push_back({"kept", "Kept: no plan may break it"});
    std::vector<double> steps(std::begin(prices), std::end(prices));
    if (const auto now = base::parse_decimal(typed_.get_or(id, ""))) steps.push_back(*now);
    std::sort(steps.begin(), steps.end());
    steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
    for (const double each : steps) {
      const std::string minutes = base::shortest_decimal(each);
      choices.push_back({minutes, "Costs " + minutes + " minutes " + std::string(unit)});
    }
    return choose(id, std::move(label), "", choices);
  }

 private:
  web::Field field(std::string_view id, std::string label, std::string hint) const {
    web::Field made{.id = std::string(id), .label = std::move(label), .hint = std::move(hint)};
    if (error_ && error_->field == id) made.error = error_->message;
    return made;
  }

  const NamedValues& typed_;
  const std::optional<base::Error>& error_;
};

// Where a name is that of several schools: which of them.
Html schools_field(const Fields& fields, std::string_view id, std::string label,
                   const std::vector<web::Choice>& offered) {
  Html html = fields.area(id, std::move(label), "URN or name, one on each line", 2);
  if (!offered.empty()) {
    html.add(fields.tick(chosen_field(id), "Which of the schools with such names", offered));
  }
  return html;
}

base::Result<std::vector<web::Choice>> offered_for(const NamedValues& typed, std::string_view name,
                                                   SchoolNames& names) {
  std::vector<web::Choice> choices;
  for (const std::string_view line : lines_of(typed, name)) {
    const auto found = names.meant(line);
    if (!found.ok() && found.error().code != "school_not_found") return found.error();
    if (!found.ok() || found.value().size() == 1 || found.value().size() > offered_max) continue;
    for (const NamedSchool& each : found.value()) {
      const std::string urn = std::to_string(each.urn);
      choices.push_back({urn, each.name, "URN " + urn + ", " + each.where});
    }
  }
  return choices;
}

Html which_fields(const Fields& fields, const Offered& offered) {
  std::vector<web::Choice> phase_choices;
  for (const registry::Phase each : phases) {
    const std::string name(registry::phase_name(each));
    phase_choices.push_back(
        {name, each == registry::Phase::None ? "None (special and others)" : name});
  }
  Html html = fields.area("authority", "Authorities", "Name or code, one on each line", 2);
  html.add(fields.area("group", "Trusts or other groups",
                       "Name or UID, one on each line. With an authority: schools of both", 2));
  html.add(
      fields.area("district", "Only in these districts", "Name, one on each line. Empty: all", 2));
  html.add(fields.day("on", "As they are on which day",
                      "Such as 1 September 2027; today's clusters are those of this day"));
  html.add(fields.tick("phase", "Only of these phases (none ticked: all)", phase_choices));
  html.add(fields.tick("kinds", "Which kinds",
                       {{"independent", "Independent schools too"},
                        {"mainstream", "Without special schools and alternative provision"}}));
  html.add(schools_field(fields, "joining", "Schools that will join", offered.joining));
  html.add(schools_field(fields, "leaving", "Schools that will leave", offered.leaving));
  return web::section("h-which", "Which schools", html);
}

Html pair(const Html& left, const Html& right) {
  return web::columns(web::Columns::OneOne, left, right);
}

Html rule_fields(const Fields& fields) {
  Html html = pair(fields.number("schools_least", "At least so many schools in a cluster"),
                   fields.number("schools_most", "At most"));
  html.add(fields.strength("schools_strength", "How strict is that",
                           "for each school too many or too few", false));
  html.add(
      pair(fields.number("pupils_least", "At least so many pupils in a cluster", "Empty: no bound"),
           fields.number("pupils_most", "At most", "Empty: no bound")));
  html.add(fields.strength("pupils_strength", "How strict is that",
                           "for each pupil too many or too few", false));
  html.add(pair(fields.number("clusters_least", "At least so many clusters",
                              "Empty: as many as today, where sizes allow"),
                fields.number("clusters_most", "At most", "Empty: the same")));
  html.add(
      pair(fields.text("minutes", "Nobody travels longer than so many minutes",
                       "To the middle school of the cluster. Empty: no limit", web::Width::Five),
           fields.strength("minutes_strength", "How strict is that", "for each school beyond it",
                           false)));
  for (const RuleRow& row : rule_rows) {
    html.add(fields.strength(row.id, std::string(row.label), row.unit, true));
  }
  for (const SchoolClassInfo& each : school_classes()) {
    const std::string id = most_field(each);
    html.add(
        pair(fields.number(id, "At most so many " + std::string(each.many) + " in a cluster",
                           "Empty: no limit"),
             fields.strength(id + "_strength", "How strict is that", "for each one more", false)));
  }
  html.add(fields.area("further", "Further rules, in the words of scenarios",
                       "One on each line: \"pin: 990101 in Harbour\", \"locked: Moor\", \"apart: "
                       "990101 990102\", \"barrier: River; 600000 300000, 610000 310000\"",
                       4));
  return web::section("h-rules", "Rules", html);
}

Html wish_fields(const Fields& fields, const NamedValues& typed) {
  Html html = web::paragraph(
      Html("Each counts as so many minutes of one school's journey, so that they can be weighed "
           "against each other."));
  for (const Wish& wish : wishes()) {
    const std::string id = "weight_" + std::string(wish.code);
    std::vector<web::Choice> choices;
    for (const Care care : {Care::None, Care::Little, Care::Some, Care::Much}) {
      const std::string value = base::shortest_decimal(weight_of(wish, care));
      std::string label(care_label(care));
      label[0] = static_cast<char>(label[0] - 'a' + 'A');
      choices.push_back({value, care == Care::None ? label : label + " (" + value + ")"});
    }
    const std::string now(base::trim(typed.get_or(id, "")));
    const bool known = std::any_of(choices.begin(), choices.end(),
                                   [&](const web::Choice& each) { return each.value == now; });
    if (!known && !now.empty()) choices.push_back({now, "Exactly " + now});
    html.add(fields.choose(id, std::string(wish.name), std::string(wish.sentence), choices));
  }
  html.add(fields.choose("by", "A journey counts for", "",
                         {{"schools", "Each school"}, {"pupils", "Each hundred pupils"}}));
  html.add(fields.choose("travel", "Journeys are measured by", "",
                         {{"estimated", "Estimated minutes by road"},
                          {"straight", "Straight lines"},
                          {"matrix", "A table of journeys, from a file"},
                          {"roads", "Roads of OpenStreetMap, from a file"}}));
  html.add(fields.text("travel_file", "The file",
                       "Only for a table or roads: its name in the server's travel folder",
                       web::Width::Twenty));
  return web::section("h-wishes", "What is wanted most", html);
}

}  // namespace

base::Result<Offered> offered_of(const NamedValues& typed, sql::Connection& connection,
                                 base::Date today) {
  const auto on = web::date_field(typed, "on", today);
  SchoolNames names(connection, on.ok() ? on.value() : today);
  return Offered{TRY(offered_for(typed, "joining", names)),
                 TRY(offered_for(typed, "leaving", names))};
}

base::Result<web::FormData> typed_of(const Scenario& scenario, sql::Connection& connection) {
  registry::Store store(connection);
  SchoolNames names(connection, scenario.on);
  web::FormData typed;
  const Rules& rules = scenario.rules;
  add(typed, "name", scenario.name);
  add(typed, "note", scenario.note);
  add(typed, "authority", TRY(owners_of(scenario, store, false)));
  add(typed, "group", TRY(owners_of(scenario, store, true)));
  add(typed, "district", base::join(scenario.which.districts, "\n"));
  add(typed, "on", scenario.on.long_form());
  for (const auto each : scenario.which.phases) {
    add(typed, "phase", std::string(registry::phase_name(each)));
  }
  if (!scenario.which.state_funded_only) add(typed, "kinds", "independent");
  if (scenario.which.mainstream_only) add(typed, "kinds", "mainstream");
  add(typed, "joining", TRY(lines_of(scenario.which.joining, names)));
  add(typed, "leaving", TRY(lines_of(scenario.which.leaving, names)));
  add(typed, "schools_least", rules.schools.least);
  add(typed, "schools_most", rules.schools.most);
  add(typed, "schools_strength", text_of(rules.schools.strength));
  add(typed, "pupils_least", rules.pupils.least);
  add(typed, "pupils_most", rules.pupils.most);
  add(typed, "pupils_strength", text_of(rules.pupils.strength));
  add(typed, "clusters_least", scenario.clusters.least);
  add(typed, "clusters_most", scenario.clusters.most);
  add(typed, "minutes", rules.travel.minutes ? base::shortest_decimal(*rules.travel.minutes) : "");
  add(typed, "minutes_strength", text_of(rules.travel.strength));
  Scenario copy = scenario;
  for (const RuleRow& row : rule_rows) {
    const Rule& rule = row.field(copy);
    add(typed, row.id, rule.on ? text_of(rule.strength) : "off");
  }
  for (const SchoolClassInfo& each : school_classes()) {
    const auto rule = std::find_if(rules.at_most.begin(), rules.at_most.end(),
                                   [&](const AtMost& one) { return one.of == each.of; });
    if (rule == rules.at_most.end()) continue;
    add(typed, most_field(each), std::to_string(rule->most));
    add(typed, most_field(each) + "_strength", text_of(rule->strength));
  }
  add(typed, "further", further_of(scenario));
  for (const Wish& wish : wishes()) {
    add(typed, "weight_" + std::string(wish.code),
        base::shortest_decimal(scenario.weights.*wish.weight));
  }
  add(typed, "by", scenario.weights.by_pupils ? "pupils" : "schools");
  add(typed, "travel", std::string(travel_code(scenario.travel)));
  add(typed, "travel_file", scenario.travel_file);
  return typed;
}

base::Result<Scenario> scenario_of(const web::NamedValues& typed, sql::Connection& connection) {
  Scenario scenario;
  scenario.name = trimmed(typed, "name");
  scenario.note = trimmed(typed, "note");
  scenario.on = TRY(web::date_field(typed, "on", base::Date::distant_past()));
  if (scenario.on == base::Date::distant_past()) {
    return bad("Say of which day the schools are to be taken.", "on");
  }
  TRY(read_which(typed, connection, scenario));
  TRY(read_sizes(typed, scenario));
  TRY(read_wishes(typed, scenario));
  scenario = TRY(with_further(scenario, typed.get_or("further", "")));
  const base::Status fit = check(scenario);
  if (!fit.ok()) return at(fit.error(), form_field(fit.error().field, scenario));
  return scenario;
}

Html scenario_fields(const web::NamedValues& typed, const Offered& offered,
                     const std::optional<base::Error>& error) {
  const Fields fields(typed, error);
  Html html =
      fields.text("name", "Name", "What it is about, such as Clusters of Eastmarch from 2027");
  html.add(fields.area("note", "Note", "For those who work on it; may be empty", 2));
  html.add(which_fields(fields, offered)).add(rule_fields(fields)).add(wish_fields(fields, typed));
  return html;
}

}  // namespace design
