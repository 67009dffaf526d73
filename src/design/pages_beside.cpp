// A plan beside today's clusters in words and tables: how it was found, its clusters, the measures
// then and now, and what changes for every school.
#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "design/explain.hpp"
#include "design/middle.hpp"
#include "design/pages_publish.hpp"
#include "web/symbols.hpp"

namespace design {

namespace {

using web::Html;

// Beyond that many a reason for each would take too long.
constexpr std::size_t reasons_max = 200;
constexpr std::size_t listed_max = 2000;

std::size_t index(int place) { return static_cast<std::size_t>(place); }

std::string schools_words(std::size_t count) {
  return registry::count_words(static_cast<std::int64_t>(count), "school", "schools");
}

web::Phase phase_of(const SchoolFacts& school) {
  if (school.special) return web::Phase::Special;
  if (school.phase == registry::Phase::AllThrough) return web::Phase::AllThrough;
  if (is_secondary(school)) return web::Phase::Secondary;
  if (school.phase == registry::Phase::Nursery) return web::Phase::Nursery;
  if (school.phase == registry::Phase::Sixteen) return web::Phase::Sixteen;
  return is_primary(school) ? web::Phase::Primary : web::Phase::Other;
}

Html school_link(const SchoolFacts& school) {
  return web::link("/schools/" + std::to_string(school.urn), Html(school.name));
}

Html cluster_cell(const Facts& facts, const Plan& plan, int place) {
  return place == no_place ? web::none() : cluster_label(facts, plan.clusters[index(place)], place);
}

// To the middle school of its cluster; nothing where it is in none.
std::optional<double> minutes_of(const Facts& facts, const Plan& plan, const Measured& measured,
                                 int school) {
  const int cluster = plan.of[index(school)];
  if (cluster == no_place) return {};
  return minutes_between(facts, school, measured.clusters[index(cluster)].middle);
}

Html minutes_cell(std::optional<double> minutes) {
  if (!minutes) return web::does_not_apply();
  return *minutes >= minutes_without_way ? web::not_known()
                                         : Html(base::with_decimals(*minutes, 0));
}

std::vector<std::string> rules_in_words(const Scenario& scenario) {
  const Rules& rules = scenario.rules;
  std::vector<std::string> words;
  auto add = [&words](std::string text, const Strength& strength) {
    words.push_back(std::move(text) + (strength.hard ? "" : ", where it does not cost too much"));
  };
  auto band = [&](const Band& each, const std::string& what) {
    if (each.none()) return;
    const std::string least = each.least ? base::with_thousands(*each.least) : "any number";
    add(each.most ? least + " to " + base::with_thousands(*each.most) + " " + what
                  : "at least " + least + " " + what,
        each.strength);
  };
  band(rules.schools, "schools in each cluster");
  band(rules.pupils, "pupils in each cluster");
  if (rules.secondary.on)
    add("a secondary or all-through school in each", rules.secondary.strength);
  if (rules.lead.rule.on) add("a school able to lead in each", rules.lead.rule.strength);
  if (rules.federations.on) add("federations kept whole", rules.federations.strength);
  if (rules.contiguous.on) add("clusters in one piece", rules.contiguous.strength);
  if (rules.travel.minutes) {
    add("nobody further than " + base::with_decimals(*rules.travel.minutes, 0) +
            " minutes from the middle school",
        rules.travel.strength);
  }
  return words;
}

Html found_section(const Beside& beside) {
  const Proof& proof = beside.table.stored.row.proof;
  Html content;
  if (proof.solved && proof.feasible && proof.bound > 0) {
    constexpr double percent = 100;
    content.add(web::finding(
        web::Tone::Ok,
        "Proven within " + base::with_decimals(proof.gap() * percent, 1) + "% of the best possible",
        Html("Guildhall worked this plan out, and proved that no grouping which keeps the same "
             "rules can be better by more than that. Better means shorter journeys, and less of "
             "whatever else was given a price.")));
  } else if (proof.solved) {
    content.add(web::finding(web::Tone::Info, "Worked out by Guildhall",
                             Html("How near it is to the best possible is not proven.")));
  } else {
    content.add(web::finding(
        web::Tone::Info, "Made by hand",
        Html("People made or changed this plan, so nothing is proven of how near it is to the best "
             "possible. Its measures below hold all the same.")));
  }
  std::vector<Html> rules;
  for (const std::string& each : rules_in_words(beside.bench().scenario)) rules.push_back(each);
  content.add(web::paragraph(Html("What was asked for:")));
  content.add(web::list(rules));
  if (beside.then.broken.empty()) {
    content.add(web::paragraph(Html("The plan keeps all of these.")));
  } else {
    content.add(web::paragraph(Html("The plan does not keep all of these:")));
    std::vector<Html> broken;
    for (const std::string& each : beside.then.broken) broken.push_back(each);
    content.add(web::list(broken));
  }
  return web::section("h-found", "How this plan was found", content);
}

Html clusters_section(const Beside& beside) {
  const Facts& facts = beside.facts();
  web::Table table;
  table.caption = "Clusters of the plan and their schools";
  table.columns = {{"Cluster"},
                   {"Schools", true},
                   {"Pupils", true},
                   {"Mean journey, minutes", true},
                   {"Which schools", false, true}};
  const auto members = members_of(beside.plan());
  std::set<int> moving;
  for (const Moved& each : beside.moves) moving.insert(each.school);
  auto figure = [&](std::size_t cluster, std::string_view code) {
    const std::size_t kind = measure_place(code);
    const Figure& found = beside.then.clusters[cluster].figures[kind];
    return found.value ? Html(figure_text(measure_kinds()[kind], found)) : web::not_known();
  };
  for (std::size_t at = 0; at < members.size(); ++at) {
    if (members[at].empty()) continue;
    Html names;
    for (const int each : members[at]) {
      if (!names.empty()) names.add(Html(", "));
      names.add(Html(facts.schools[index(each)].name));
      if (beside.has_today() && moving.contains(each)) names.add(Html(" (comes)"));
    }
    table.rows.push_back(
        {web::cells(cluster_label(facts, beside.plan().clusters[at], static_cast<int>(at)),
                    Html(base::with_thousands(static_cast<std::int64_t>(members[at].size()))),
                    figure(at, "size.pupils"), figure(at, "travel.mean"), names)});
  }
  return web::section("h-clusters", "Clusters and their schools", web::table(table));
}

Html measures_section(const Beside& beside) {
  web::Table table;
  table.caption = "Measures, today and then";
  table.columns = {{"Measure"}, {"Today", true}, {"Then", true}, {"Result"}};
  table.stack = web::Stack::Three;
  int better = 0;
  int worse = 0;
  std::vector<std::string> missing;
  for (const ComparedRow& row : compared({&beside.today, &beside.then})) {
    const MeasureKind& kind = measure_kinds()[row.kind];
    if (!row.figures.back().value) {
      missing.push_back(std::string(kind.name) + " (" + row.figures.back().missing + ")");
      continue;
    }
    const Verdict verdict = row.against_first.back();
    better += verdict == Verdict::Better ? 1 : 0;
    worse += verdict == Verdict::Worse ? 1 : 0;
    const bool unit = !kind.unit.empty() && kind.unit != "%";
    Html name(std::string(kind.name) + (unit ? ", " + std::string(kind.unit) : ""));
    name.add(web::sub(Html(kind.sentence)));
    table.rows.push_back({web::cells(
        name,
        row.figures.front().value ? Html(figure_text(kind, row.figures.front())) : web::not_known(),
        Html(figure_text(kind, row.figures.back())), verdict_tag(verdict))});
  }
  Html content;
  if (beside.has_today()) {
    content.add(web::paragraph(Html("Against today, " + std::to_string(better) +
                                    " measures get better and " + std::to_string(worse) +
                                    " get worse. None alone says which grouping is right.")));
  }
  content.add(web::table(table));
  content.add(web::note(Html("Minutes are " + beside.then.travel_label + ".")));
  if (!missing.empty()) {
    content.add(web::note(Html("Not known: " + base::join(missing, "; ") + ".")));
  }
  return web::section("h-measures", "Measures, today and then", content);
}

// Why each of them is where it is in the plan; empty where there are too many, or nothing is known.
std::vector<std::string> reasons_of(const Beside& beside) {
  std::vector<std::string> reasons(beside.moves.size());
  if (beside.moves.size() > reasons_max) return reasons;
  const base::Result<Built> built =
      problem_of(beside.bench().scenario, beside.facts(), &beside.plan());
  if (!built.ok()) return reasons;
  for (std::size_t at = 0; at < reasons.size(); ++at) {
    const base::Result<WhyHere> why =
        why_here(beside.bench().scenario, beside.facts(), built.value(), beside.plan(),
                 beside.moves[at].school);
    if (why.ok()) reasons[at] = why.value().short_reason;
  }
  return reasons;
}

Html moves_table(const Beside& beside) {
  const Facts& facts = beside.facts();
  web::Table table;
  table.caption = "Schools that would change cluster";
  table.columns = {{"School"},
                   {"Phase"},
                   {"Today"},
                   {"Then"},
                   {"Minutes today", true},
                   {"Minutes then", true},
                   {"Why", false, true}};
  const std::vector<std::string> reasons = reasons_of(beside);
  for (std::size_t at = 0; at < beside.moves.size() && at < listed_max; ++at) {
    const Moved& each = beside.moves[at];
    const SchoolFacts& school = facts.schools[index(each.school)];
    table.rows.push_back({web::cells(
        school_link(school),
        web::phase_label(phase_of(school), school.academy, web::phase_name(phase_of(school))),
        cluster_cell(facts, beside.bench().today, each.from),
        cluster_cell(facts, beside.plan(), each.to),
        minutes_cell(minutes_of(facts, beside.bench().today, beside.today, each.school)),
        minutes_cell(minutes_of(facts, beside.plan(), beside.then, each.school)),
        reasons[at].empty() ? web::does_not_apply() : Html(reasons[at]))});
  }
  return web::table(table);
}

Html stays_table(const Beside& beside) {
  const Facts& facts = beside.facts();
  std::set<int> moving;
  for (const Moved& each : beside.moves) moving.insert(each.school);
  web::Table table;
  table.caption = "Schools that stay";
  table.columns = {
      {"School"}, {"Phase"}, {"Cluster"}, {"Minutes today", true}, {"Minutes then", true}};
  for (std::size_t at = 0; at < facts.schools.size() && table.rows.size() < listed_max; ++at) {
    const int school = static_cast<int>(at);
    if (moving.contains(school)) continue;
    const SchoolFacts& each = facts.schools[at];
    table.rows.push_back(
        {web::cells(school_link(each),
                    web::phase_label(phase_of(each), each.academy, web::phase_name(phase_of(each))),
                    cluster_cell(facts, beside.plan(), beside.plan().of[at]),
                    minutes_cell(minutes_of(facts, beside.bench().today, beside.today, school)),
                    minutes_cell(minutes_of(facts, beside.plan(), beside.then, school)))});
  }
  return web::table(table);
}

Html schools_sections(const Beside& beside) {
  Html content = beside.moves.empty() ? web::paragraph(Html("No school would change its cluster."))
                                      : moves_table(beside);
  content.add(
      web::note(Html("Minutes are a school's journey to the middle school of its cluster, the one "
                     "to which the others have the least travel.")));
  Html made = web::section("h-moves", "Schools that would change cluster", content);
  if (beside.moves.size() < beside.facts().schools.size()) {
    made.add(web::section("h-stays", "Schools that stay", stays_table(beside)));
  }
  if (beside.facts().schools.size() > listed_max) {
    made.add(web::note(Html("Not every school is listed here: the CSV has them all.")));
  }
  return made;
}

// Whom the plan does not speak of, or of whom there is nothing to say any more.
Html left_out_note(const Beside& beside) {
  std::vector<std::string> words;
  for (const LeftOut& each : beside.facts().left_out)
    words.push_back(each.name + " (" + each.why + ")");
  for (const int each : beside.table.read.unplaced) {
    words.push_back(beside.facts().schools[index(each)].name + " (not known to the plan)");
  }
  for (const std::int64_t urn : beside.table.read.unknown) {
    words.push_back("URN " + std::to_string(urn) + " (in the plan, but not open any more)");
  }
  if (words.empty()) return {};
  return web::note(Html("Left out: " + base::join(words, "; ") + "."));
}

std::string names_of(const Facts& facts, const std::vector<int>& schools, int without) {
  std::vector<std::string> names;
  for (const int each : schools) {
    if (each != without) names.push_back(facts.schools[index(each)].name);
  }
  return names.empty() ? "none" : base::join(names, ", ");
}

}  // namespace

Beside beside_today(OnTable table) {
  Beside made;
  made.table = std::move(table);
  const Bench& bench = made.bench();
  made.today = measured(bench.scenario, bench.facts, bench.today, bench.today, bench.neighbours);
  made.then = measured(bench.scenario, bench.facts, made.plan(), bench.today, bench.neighbours);
  made.moves = moved(bench.today, made.plan());
  return made;
}

std::string moves_in_words(const Beside& beside) {
  const std::string all = schools_words(beside.facts().schools.size());
  if (!beside.has_today()) return all + " would be in clusters, which there are none of today";
  return base::with_thousands(static_cast<std::int64_t>(beside.moves.size())) + " of " + all +
         " would change cluster";
}

Html cluster_label(const Facts& facts, const PlanCluster& cluster, int place) {
  int hue = static_cast<int>(facts.today.size()) + place;
  for (std::size_t at = 0; at < facts.today.size(); ++at) {
    if (cluster.id.known() && facts.today[at].id == cluster.id) hue = static_cast<int>(at);
  }
  Html label =
      web::cluster_badge(hue, cluster.letter.empty() ? web::cluster_letter(place) : cluster.letter);
  return label.add(Html(" " + cluster.name));
}

Html told_of(const Beside& beside) {
  Html content = found_section(beside);
  content.add(clusters_section(beside));
  content.add(measures_section(beside));
  content.add(schools_sections(beside));
  content.add(left_out_note(beside));
  return content;
}

std::vector<int> schools_called(const Facts& facts, std::string_view words) {
  std::vector<int> found;
  const std::optional<std::int64_t> urn = base::parse_integer(base::trim(words));
  const std::string folded = base::fold(base::trim(words));
  for (std::size_t at = 0; at < facts.schools.size(); ++at) {
    const bool called = urn ? facts.schools[at].urn == *urn
                            : base::fold(facts.schools[at].name).find(folded) != std::string::npos;
    if (called) found.push_back(static_cast<int>(at));
  }
  return found;
}

Html told_of_school(const Beside& beside, int place) {
  const Facts& facts = beside.facts();
  const SchoolFacts& school = facts.schools[index(place)];
  const Plan& today = beside.bench().today;
  const Plan& then = beside.plan();
  const bool moves = std::any_of(beside.moves.begin(), beside.moves.end(),
                                 [&](const Moved& each) { return each.school == place; });
  const int cluster = then.of[index(place)];
  std::vector<web::Fact> rows = {{"Today", cluster_cell(facts, today, today.of[index(place)])},
                                 {"Then", cluster_cell(facts, then, cluster)},
                                 {"Minutes to the middle school, today",
                                  minutes_cell(minutes_of(facts, today, beside.today, place))},
                                 {"Minutes to the middle school, then",
                                  minutes_cell(minutes_of(facts, then, beside.then, place))}};
  if (cluster != no_place) {
    rows.push_back(
        {"With it, then", Html(names_of(facts, members_of(then)[index(cluster)], place))});
    const base::Result<Built> built = problem_of(beside.bench().scenario, facts, &then);
    const base::Result<WhyHere> why =
        built.ok() ? why_here(beside.bench().scenario, facts, built.value(), then, place)
                   : base::Result<WhyHere>(built.error());
    if (why.ok()) rows.push_back({"Why there", Html(why.value().sentence)});
  }
  Html content = web::lead(
      Html(school.name + (moves ? " would change its cluster." : " stays in its cluster.")));
  return web::section("h-school", "What changes for " + school.name, content.add(web::facts(rows)));
}

}  // namespace design
