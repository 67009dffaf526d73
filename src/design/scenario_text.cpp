// Scenarios as text. One table of words serves writing and reading, so that neither can know a word
// that the other does not.
#include <algorithm>
#include <functional>

#include "base/text.hpp"
#include "design/scenario.hpp"

namespace design {

namespace {

using Lines = std::vector<std::string>;

base::Error bad(std::string message, std::string field = {}) {
  return base::make_error("bad_scenario", std::move(message), std::move(field));
}

base::Result<std::int64_t> whole_of(std::string_view text) {
  const auto number = base::parse_integer(base::trim(text));
  if (number && *number >= 0) return *number;
  return bad("\"" + std::string(text) + "\" is not a whole number.");
}

base::Result<double> decimal_of(std::string_view text) {
  const auto number = base::parse_decimal(base::trim(text));
  if (number && *number >= 0) return *number;
  return bad("\"" + std::string(text) + "\" is not a number such as 12 or 0.5.");
}

base::Result<bool> truth_of(std::string_view text) {
  if (text == "yes" || text == "no") return text == "yes";
  return bad("\"" + std::string(text) + "\" is neither yes nor no.");
}

base::Result<base::Date> date_of(std::string_view text) {
  const auto date = base::Date::parse(text);
  if (date) return *date;
  return bad("\"" + std::string(text) + "\" is not a day such as 2026-09-01.");
}

std::string text_of(const Strength& strength) {
  return strength.hard ? "kept" : base::shortest_decimal(strength.price) + " each";
}

base::Result<Strength> strength_of(std::string_view text) {
  text = base::trim(text);
  if (text == "kept") return Strength{true, 0};
  if (text.ends_with(" each")) {
    return Strength{false, TRY(decimal_of(text.substr(0, text.size() - 5)))};
  }
  return bad("\"" + std::string(text) + "\" is neither \"kept\" nor a price such as \"5 each\".");
}

// "6 to 12", "at least 6", "at most 12", "any"
template <typename Number>
std::string range_text(const std::optional<Number>& least, const std::optional<Number>& most) {
  if (least && most && *least == *most) return std::to_string(*least);
  if (least && most) return std::to_string(*least) + " to " + std::to_string(*most);
  if (least) return "at least " + std::to_string(*least);
  return most ? "at most " + std::to_string(*most) : "any";
}

base::Status read_range(std::string_view text, std::optional<std::int64_t>& least,
                        std::optional<std::int64_t>& most) {
  least.reset();
  most.reset();
  text = base::trim(text);
  constexpr std::string_view at_least = "at least ";
  constexpr std::string_view at_most = "at most ";
  if (text == "any") return {};
  if (text.starts_with(at_least)) {
    least = TRY(whole_of(text.substr(at_least.size())));
  } else if (text.starts_with(at_most)) {
    most = TRY(whole_of(text.substr(at_most.size())));
  } else if (const std::size_t to = text.find(" to "); to != text.npos) {
    least = TRY(whole_of(text.substr(0, to)));
    most = TRY(whole_of(text.substr(to + 4)));
  } else {
    least = most = TRY(whole_of(text));
  }
  return {};
}

std::string text_of(const Band& band) {
  return range_text(band.least, band.most) + ", " + text_of(band.strength);
}

base::Status read_band(std::string_view text, Band& band) {
  const std::size_t comma = text.find(',');
  band.strength = Strength{};
  if (comma != text.npos) band.strength = TRY(strength_of(text.substr(comma + 1)));
  return read_range(text.substr(0, comma), band.least, band.most);
}

// ---- the words ----------------------------------------------------------------------------------

struct Word {
  std::string word;
  std::function<Lines(const Scenario&)> write;  // a line for each thing said
  std::function<base::Status(Scenario&, std::string_view)> read;
};

Word text_word(std::string word, std::string Scenario::*field) {
  return {std::move(word),
          [=](const Scenario& s) { return (s.*field).empty() ? Lines{} : Lines{s.*field}; },
          [=](Scenario& s, std::string_view text) {
            s.*field = text;
            return base::Status();
          }};
}

Word rule_word(std::string word, std::function<Rule&(Scenario&)> field) {
  return {std::move(word),
          [=](const Scenario& s) {
            const Rule& rule = field(const_cast<Scenario&>(s));
            return rule.on ? Lines{text_of(rule.strength)} : Lines{};
          },
          [=](Scenario& s, std::string_view text) -> base::Status {
            field(s) = Rule{true, TRY(strength_of(text))};
            return {};
          }};
}

Word urns_word(std::string word, std::vector<std::int64_t> Which::*field) {
  return {std::move(word),
          [=](const Scenario& s) {
            Lines lines;
            for (const std::int64_t each : s.which.*field) lines.push_back(std::to_string(each));
            return lines;
          },
          [=](Scenario& s, std::string_view text) -> base::Status {
            (s.which.*field).push_back(TRY(whole_of(text)));
            return {};
          }};
}

void add_which_words(std::vector<Word>& all) {
  all.push_back({"authority", [](const Scenario& s) { return s.which.authorities; },
                 [](Scenario& s, std::string_view text) {
                   s.which.authorities.emplace_back(text);
                   return base::Status();
                 }});
  all.push_back(urns_word("group", &Which::groups));
  all.push_back({"district", [](const Scenario& s) { return s.which.districts; },
                 [](Scenario& s, std::string_view text) {
                   s.which.districts.emplace_back(text);
                   return base::Status();
                 }});
  all.push_back({"phase",
                 [](const Scenario& s) {
                   Lines lines;
                   for (const auto each : s.which.phases) {
                     lines.emplace_back(registry::phase_name(each));
                   }
                   return lines;
                 },
                 [](Scenario& s, std::string_view text) -> base::Status {
                   const registry::Phase phase = registry::phase_of(text);
                   if (phase == registry::Phase::NotKnown) {
                     return bad("\"" + std::string(text) + "\" is not a phase such as Primary.");
                   }
                   s.which.phases.push_back(phase);
                   return {};
                 }});
  all.push_back(
      {"independent schools too",
       [](const Scenario& s) { return s.which.state_funded_only ? Lines{} : Lines{"yes"}; },
       [](Scenario& s, std::string_view text) -> base::Status {
         s.which.state_funded_only = !TRY(truth_of(text));
         return {};
       }});
  all.push_back({"mainstream only",
                 [](const Scenario& s) { return s.which.mainstream_only ? Lines{"yes"} : Lines{}; },
                 [](Scenario& s, std::string_view text) -> base::Status {
                   s.which.mainstream_only = TRY(truth_of(text));
                   return {};
                 }});
  all.push_back(urns_word("joining", &Which::joining));
  all.push_back(urns_word("leaving", &Which::leaving));
}

void add_size_words(std::vector<Word>& all) {
  all.push_back(
      {"schools", [](const Scenario& s) { return Lines{text_of(s.rules.schools)}; },
       [](Scenario& s, std::string_view text) { return read_band(text, s.rules.schools); }});
  all.push_back(
      {"pupils",
       [](const Scenario& s) {
         return s.rules.pupils.none() ? Lines{} : Lines{text_of(s.rules.pupils)};
       },
       [](Scenario& s, std::string_view text) { return read_band(text, s.rules.pupils); }});
  all.push_back({"clusters",
                 [](const Scenario& s) {
                   if (!s.clusters.least && !s.clusters.most) return Lines{};
                   return Lines{range_text(s.clusters.least, s.clusters.most)};
                 },
                 [](Scenario& s, std::string_view text) -> base::Status {
                   std::optional<std::int64_t> least;
                   std::optional<std::int64_t> most;
                   TRY(read_range(text, least, most));
                   constexpr std::int64_t clusters_max = 1'000'000;
                   for (auto* each : {&least, &most}) {
                     if (*each && **each > clusters_max) return bad("There are too many clusters.");
                   }
                   s.clusters.least.reset();
                   s.clusters.most.reset();
                   if (least) s.clusters.least = static_cast<int>(*least);
                   if (most) s.clusters.most = static_cast<int>(*most);
                   return {};
                 }});
  all.push_back({"travel limit",
                 [](const Scenario& s) {
                   const TravelLimit& limit = s.rules.travel;
                   if (!limit.minutes) return Lines{};
                   return Lines{base::shortest_decimal(*limit.minutes) + " minutes, " +
                                text_of(limit.strength)};
                 },
                 [](Scenario& s, std::string_view text) -> base::Status {
                   const std::size_t comma = text.find(',');
                   std::string_view minutes = text.substr(0, comma);
                   if (minutes.ends_with(" minutes")) minutes.remove_suffix(8);
                   s.rules.travel = TravelLimit{};
                   s.rules.travel.minutes = TRY(decimal_of(minutes));
                   if (comma != text.npos) {
                     s.rules.travel.strength = TRY(strength_of(text.substr(comma + 1)));
                   }
                   return {};
                 }});
}

// "2 secondary, kept"
base::Result<AtMost> at_most_of(std::string_view text) {
  const std::size_t comma = text.find(',');
  const std::string_view few = base::trim(text.substr(0, comma));
  const std::size_t space = few.find(' ');
  const std::string_view code = space == few.npos ? "" : base::trim(few.substr(space));
  const auto classes = school_classes();
  const auto found = std::find_if(classes.begin(), classes.end(),
                                  [&](const auto& each) { return each.code == code; });
  if (found == classes.end()) {
    std::vector<std::string> codes;
    for (const SchoolClassInfo& each : classes) codes.emplace_back(each.code);
    return bad("\"" + std::string(text) + "\" is not a number and one of " +
               base::join(codes, ", ") + ", such as \"2 secondary, kept\".");
  }
  AtMost rule{found->of, TRY(whole_of(few.substr(0, space))), {}};
  if (comma != text.npos) rule.strength = TRY(strength_of(text.substr(comma + 1)));
  return rule;
}

Word at_most_word() {
  return {
      "at most",
      [](const Scenario& s) {
        Lines lines;
        for (const AtMost& each : s.rules.at_most) {
          lines.push_back(std::to_string(each.most) + " " +
                          std::string(school_classes()[static_cast<std::size_t>(each.of)].code) +
                          ", " + text_of(each.strength));
        }
        return lines;
      },
      [](Scenario& s, std::string_view text) -> base::Status {
        s.rules.at_most.push_back(TRY(at_most_of(text)));
        return {};
      }};
}

void add_lead_words(std::vector<Word>& all) {
  all.push_back(rule_word("able lead", [](Scenario& s) -> Rule& { return s.rules.lead.rule; }));
  all.push_back({"able grades",
                 [](const Scenario& s) {
                   if (s.rules.lead.grades == LeadRule().grades) return Lines{};
                   return Lines{base::join(s.rules.lead.grades, ", ")};
                 },
                 [](Scenario& s, std::string_view text) {
                   s.rules.lead.grades.clear();
                   for (const std::string_view each : base::split(text, ',')) {
                     s.rules.lead.grades.emplace_back(base::trim(each));
                   }
                   return base::Status();
                 }});
  all.push_back(
      {"able by report card",
       [](const Scenario& s) { return s.rules.lead.report_cards_count ? Lines{} : Lines{"no"}; },
       [](Scenario& s, std::string_view text) -> base::Status {
         s.rules.lead.report_cards_count = TRY(truth_of(text));
         return {};
       }});
  all.push_back({"able source",
                 [](const Scenario& s) {
                   return s.rules.lead.source.empty() ? Lines{} : Lines{s.rules.lead.source};
                 },
                 [](Scenario& s, std::string_view text) {
                   s.rules.lead.source = text;
                   return base::Status();
                 }});
  all.push_back({"able dated",
                 [](const Scenario& s) {
                   return s.rules.lead.dated ? Lines{s.rules.lead.dated->iso()} : Lines{};
                 },
                 [](Scenario& s, std::string_view text) -> base::Status {
                   s.rules.lead.dated = TRY(date_of(text));
                   return {};
                 }});
}

base::Status read_barrier(Scenario& s, std::string_view text) {
  const std::size_t colon = text.find(';');
  if (colon == text.npos) {
    return bad("A barrier is a name, \";\" and its corners: River; 600000 300000, 610000 310000");
  }
  Barrier barrier{std::string(base::trim(text.substr(0, colon))), {}};
  for (const std::string_view corner : base::split(text.substr(colon + 1), ',')) {
    const auto parts = base::split(base::trim(corner), ' ');
    if (parts.size() != 2) return bad("A corner is metres east and north, such as 600000 300000.");
    barrier.corners.emplace_back(TRY(whole_of(parts[0])), TRY(whole_of(parts[1])));
  }
  s.rules.barriers.push_back(std::move(barrier));
  return {};
}

Lines barrier_lines(const Scenario& s) {
  Lines lines;
  for (const Barrier& each : s.rules.barriers) {
    std::string corners;
    for (const auto& [east, north] : each.corners) {
      corners +=
          (corners.empty() ? " " : ", ") + std::to_string(east) + " " + std::to_string(north);
    }
    lines.push_back(each.name + ";" + corners);
  }
  return lines;
}

void add_place_words(std::vector<Word>& all) {
  all.push_back({"pin",
                 [](const Scenario& s) {
                   Lines lines;
                   for (const Pin& each : s.rules.pins) {
                     lines.push_back(std::to_string(each.urn) + " in " + each.cluster);
                   }
                   return lines;
                 },
                 [](Scenario& s, std::string_view text) -> base::Status {
                   const std::size_t in = text.find(" in ");
                   if (in == text.npos) return bad("A pin is a URN and a cluster: 990101 in Moor");
                   s.rules.pins.push_back({TRY(whole_of(text.substr(0, in))),
                                           std::string(base::trim(text.substr(in + 4)))});
                   return {};
                 }});
  all.push_back({"locked", [](const Scenario& s) { return s.rules.locked; },
                 [](Scenario& s, std::string_view text) {
                   s.rules.locked.emplace_back(text);
                   return base::Status();
                 }});
  all.push_back({"apart",
                 [](const Scenario& s) {
                   Lines lines;
                   for (const KeptApart& each : s.rules.apart) {
                     lines.push_back(std::to_string(each.a) + " " + std::to_string(each.b));
                   }
                   return lines;
                 },
                 [](Scenario& s, std::string_view text) -> base::Status {
                   const auto parts = base::split(text, ' ');
                   if (parts.size() != 2) return bad("Two schools are kept apart: 990101 990102");
                   s.rules.apart.push_back({TRY(whole_of(parts[0])), TRY(whole_of(parts[1]))});
                   return {};
                 }});
  all.push_back({"barrier", barrier_lines, read_barrier});
}

void add_weight_words(std::vector<Word>& all) {
  all.push_back({"journeys count for",
                 [](const Scenario& s) { return s.weights.by_pupils ? Lines{"pupils"} : Lines{}; },
                 [](Scenario& s, std::string_view text) -> base::Status {
                   if (text != "pupils" && text != "schools") {
                     return bad("Journeys count for \"schools\" or \"pupils\".");
                   }
                   s.weights.by_pupils = text == "pupils";
                   return {};
                 }});
  for (const Wish& wish : wishes()) {
    double Weights::*const field = wish.weight;
    all.push_back({"weight " + std::string(wish.code),
                   [=](const Scenario& s) {
                     const double weight = s.weights.*field;
                     return weight == Weights().*field ? Lines{}
                                                       : Lines{base::shortest_decimal(weight)};
                   },
                   [=](Scenario& s, std::string_view text) -> base::Status {
                     s.weights.*field = TRY(decimal_of(text));
                     return {};
                   }});
  }
}

base::Status read_travel(Scenario& s, std::string_view text) {
  const std::size_t space = text.find(' ');
  const std::string_view code = text.substr(0, space);
  for (const TravelBy each :
       {TravelBy::Straight, TravelBy::Estimated, TravelBy::Matrix, TravelBy::Roads}) {
    if (travel_code(each) != code) continue;
    s.travel = each;
    s.travel_file = space == text.npos ? "" : std::string(base::trim(text.substr(space)));
    return {};
  }
  return bad("Travel is straight, estimated, matrix FILE or roads FILE, not \"" +
             std::string(text) + "\".");
}

std::vector<Word> make_words() {
  std::vector<Word> all = {text_word("name", &Scenario::name), text_word("note", &Scenario::note),
                           text_word("preset", &Scenario::preset)};
  all.push_back(
      {"on", [](const Scenario& s) { return s.on == base::Date() ? Lines{} : Lines{s.on.iso()}; },
       [](Scenario& s, std::string_view text) -> base::Status {
         s.on = TRY(date_of(text));
         return {};
       }});
  add_which_words(all);
  add_size_words(all);
  all.push_back(rule_word("secondary", [](Scenario& s) -> Rule& { return s.rules.secondary; }));
  add_lead_words(all);
  all.push_back(at_most_word());
  all.push_back(rule_word("federations", [](Scenario& s) -> Rule& { return s.rules.federations; }));
  all.push_back(rule_word("contiguous", [](Scenario& s) -> Rule& { return s.rules.contiguous; }));
  add_place_words(all);
  add_weight_words(all);
  all.push_back({"travel",
                 [](const Scenario& s) {
                   if (s.travel == TravelBy::Estimated) return Lines{};
                   const std::string file = s.travel_file.empty() ? "" : " " + s.travel_file;
                   return Lines{std::string(travel_code(s.travel)) + file};
                 },
                 read_travel});
  return all;
}

const std::vector<Word>& words() {
  static const std::vector<Word> all = make_words();
  return all;
}

std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return text;
}

Lines lines_of(const Scenario& scenario) {
  Lines lines;
  for (const Word& word : words()) {
    for (const std::string& line : word.write(scenario)) {
      lines.push_back(word.word + ": " + one_line(line));
    }
  }
  return lines;
}

base::Status read_line(std::string_view line, Scenario& scenario) {
  const std::size_t colon = line.find(':');
  if (colon == line.npos) return bad("\"" + std::string(line) + "\" has no colon.");
  const std::string_view name = base::trim(line.substr(0, colon));
  for (const Word& word : words()) {
    if (word.word == name) return word.read(scenario, base::trim(line.substr(colon + 1)));
  }
  return bad("\"" + std::string(name) + "\" is not a word of scenarios.");
}

}  // namespace

std::string scenario_text(const Scenario& scenario) {
  std::string text;
  for (const std::string& line : lines_of(scenario)) text += line + "\n";
  return text;
}

base::Result<Scenario> read_scenario(std::string_view text) {
  Scenario scenario;
  int number = 0;
  for (std::string_view line : base::split(text, '\n')) {
    ++number;
    line = base::trim(line);
    if (line.empty() || line.starts_with('#')) continue;
    const base::Status read = read_line(line, scenario);
    if (!read.ok()) {
      return bad("Line " + std::to_string(number) + ": " + read.error().message,
                 "line " + std::to_string(number));
    }
  }
  return scenario;
}

std::vector<Difference> differences(const Scenario& before, const Scenario& after) {
  Lines was = lines_of(before);
  Lines is = lines_of(after);
  std::vector<Difference> found;
  for (const std::string& line : was) {
    if (std::find(is.begin(), is.end(), line) == is.end()) found.push_back({line, ""});
  }
  for (const std::string& line : is) {
    if (std::find(was.begin(), was.end(), line) != was.end()) continue;
    const std::string_view word = std::string_view(line).substr(0, line.find(':'));
    const auto same = std::find_if(found.begin(), found.end(), [&](const Difference& each) {
      return each.after.empty() && each.before.substr(0, each.before.find(':')) == word;
    });
    if (same == found.end()) {
      found.push_back({"", line});
    } else {
      same->after = line;
    }
  }
  return found;
}

}  // namespace design
