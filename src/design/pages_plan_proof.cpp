// How near a plan is to the best possible, and what it costs.
#include <algorithm>
#include <cmath>
#include <map>

#include "base/text.hpp"
#include "design/pages_plan_parts.hpp"

namespace design {

namespace {

using registry::count_words;
using web::Html;

constexpr double percent = 100;

std::string cost_words(double minutes) {
  constexpr double many = 1000;
  return minutes < many ? base::with_decimals(minutes, 1)
                        : base::with_thousands(std::llround(minutes));
}

std::string gap_words(double gap) {
  return "Proven within " + base::with_decimals(gap * percent, 1) + "% of the best possible";
}

std::string why_no_proof(const PlanShown& shown) {
  const PlanRow& row = shown.row();
  if (row.kind == PlanKind::Today) {
    return "These are today’s clusters. Nobody looked for the best grouping here; a run of the "
           "scenario does.";
  }
  const auto proven = std::find_if(
      shown.versions.begin(), shown.versions.end(),
      [&](const VersionRow& each) { return each.proven && each.version < shown.version(); });
  if (proven == shown.versions.end() && row.kind == PlanKind::Solver) {
    return "This plan is a point of a study of moves, which proves nothing; a run of the scenario "
           "says how near it is to the best possible.";
  }
  if (proven == shown.versions.end()) {
    return "This plan was made by hand. Nobody knows how near it is to the best possible; a run "
           "of the scenario says what that is.";
  }
  const std::int64_t ago = shown.version() - proven->version;
  return "Version " + std::to_string(proven->version) +
         " was worked out with a proof. It was changed by hand since, in " +
         count_words(ago, "version", "versions") +
         ", and the proof does not speak of what people changed.";
}

Html box(std::string_view css_class, const std::string& title, const Html& note) {
  return web::el("div", {{"class", css_class}}, web::el("b", {}, title), web::el("span", {}, note));
}
Html no_proof(const std::string& why) { return box("gh-proof gh-proof--none", "No proof", why); }

// Of a plan that no solver made: held against what runs of its scenario have proven.
Html beside_the_bound(const PlanShown& shown) {
  if (!shown.bound) return no_proof(why_no_proof(shown));
  const PlanCost& cost = shown.view->cost;
  const std::string bound = "can cost less than " + cost_words(shown.bound->minutes) +
                            " minutes: run " + std::to_string(shown.bound->run.value) +
                            " has proven that";
  const auto gap = cost.gap(shown.bound->minutes);
  if (!gap) {
    return no_proof("No grouping that keeps the rules of the scenario " + bound +
                    ". It says nothing of this plan, because " + cost.unlike + ".");
  }
  Html note("No grouping that keeps the rules of the scenario " + bound + ". This plan costs " +
            cost_words(cost.minutes) + ". ");
  return box("gh-proof", gap_words(*gap), note.add(web::link("#h-proof", "How this is proven")));
}

}  // namespace

bool pinned_or_locked(const Plan& plan) {
  return std::count(plan.pinned.begin(), plan.pinned.end(), 1) > 0 ||
         std::any_of(plan.clusters.begin(), plan.clusters.end(),
                     [](const PlanCluster& each) { return each.locked; });
}

web::Html proof_box(const PlanShown& shown) {
  const Proof& proof = shown.row().proof;
  if (!proof.solved) return beside_the_bound(shown);
  if (!proof.feasible) {
    return no_proof(
        "This plan breaks rules of the scenario, so it cannot be held against plans that keep them "
        "all.");
  }
  if (!proof.gap()) {
    return no_proof("The search ended before it could say how good the best possible is.");
  }
  const std::string hand = pinned_or_locked(shown.plan()) ? ", pins and locks" : "";
  Html note("No grouping that keeps these rules" + hand + " can cost less than " +
            cost_words(proof.bound) + " minutes. This plan costs " + cost_words(proof.cost) + ". ");
  // Enacting is itself a change of the register.
  if (shown.changed_since_made && shown.row().state != PlanState::Enacted) {
    note.add(
        Html("That was of the register as it was then; it has changed since, so run the "
             "scenario again to prove it anew. "));
  }
  return box("gh-proof", gap_words(*proof.gap()),
             note.add(web::link("#h-proof", "How this is proven")));
}

web::Html proof_section(const PlanShown& shown) {
  const Proof& proof = shown.row().proof;
  const bool by_bound =
      !proof.solved && shown.bound && shown.view->cost.gap(shown.bound->minutes).has_value();
  if (!proof.gap() && !by_bound) return {};
  Html content = web::paragraph(
      "The cost of a plan is the minutes of travel of all schools to the middle school of their "
      "cluster, and what the scenario asks for anything else: so many minutes for each school that "
      "moves, and so on. To see how low a cost can be at all, Guildhall lets go of one rule, that "
      "each school is in exactly one cluster, and puts a price on breaking it. The cheapest answer "
      "to that easier question is found exactly, and no real plan can cost less than it. The plan "
      "is compared with that number.");
  if (by_bound) return web::section("h-proof", "How this is proven", content);
  content.add(web::note("Looked at " +
                        base::with_thousands(static_cast<std::int64_t>(proof.moves)) +
                        " changes in " + base::with_decimals(proof.seconds, 1) + " seconds and " +
                        registry::count_words(proof.rounds, "round", "rounds") +
                        ", from the seed " + std::to_string(proof.seed) + "."));
  return web::section("h-proof", "How this is proven", content);
}

web::Html cost_section(const PlanShown& shown) {
  const PlanCost& cost = shown.view->cost;
  if (!cost.known || cost.terms.empty()) return {};
  const PlanCost& today = shown.view->common->cost_today;
  const bool beside = today.known && shown.row().kind != PlanKind::Today;
  std::vector<CostTerm> terms = cost.terms;
  std::map<std::string, double> then;
  std::map<std::string, double> now;
  for (const CostTerm& each : cost.terms) then[each.code] = each.minutes;
  for (const CostTerm& each : today.terms) {
    if (beside && !then.contains(each.code)) terms.push_back(each);
    now[each.code] = each.minutes;
  }
  web::Table table;
  table.caption = "What it costs, in minutes";
  table.columns = {{"For what"}};
  table.foot = web::Row{{Html("All together")}};
  const auto add_column = [&](const char* name, const std::map<std::string, double>& of,
                              const PlanCost& whole) {
    table.columns.push_back({name, true});
    table.foot->cells.emplace_back(cost_words(whole.minutes));
    for (std::size_t at = 0; at < terms.size(); ++at) {
      const auto found = of.find(terms[at].code);
      table.rows[at].cells.emplace_back(cost_words(found == of.end() ? 0 : found->second));
    }
  };
  for (const CostTerm& each : terms) table.rows.push_back({web::cells(Html(each.name))});
  if (beside) add_column("Today", now, today);
  add_column("Plan", then, cost);
  Html content = web::table(table);
  content.add(
      web::note("Each thing that the scenario asks for counts as so many minutes of one "
                "school’s journey. These sums are by the register of today."));
  return web::section("h-cost", "What it costs", content);
}

}  // namespace design
