// Addresses, letters, facts of a question, and as whom one acts.
#include "delegation/pages.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "governance/store.hpp"

namespace delegation {

using web::Html;

std::string version_href(VersionId version) { return "/schemes/" + std::to_string(version.value); }

std::string schemes_href(registry::OrganisationId owner, const web::AsOf& as_of) {
  return "/schemes/of/" + std::to_string(owner.value) + as_of.suffix();
}

std::string decide_href(std::string_view decision, std::string_view place, const web::AsOf& as_of) {
  std::string href =
      "/decide?decision=" + base::percent_encode(decision) + "&for=" + base::percent_encode(place);
  if (as_of.on != as_of.today) href += "&on=" + as_of.on.iso();
  return href;
}

std::string fact_field(const FactInfo& fact) { return "f_" + fact.code; }

web::Html unit_input(const std::string& typed, const std::string& error) {
  return web::text_input({.id = "unit",
                          .label = "Of which cluster or school, where it is an overlay of one",
                          .hint = "As in: cluster 12, or the URN or name of a school",
                          .error = error},
                         typed, web::Width::Twenty);
}

base::Result<std::int64_t> unit_typed(sql::Connection& connection, const std::string& text,
                                      base::Date on) {
  if (text.empty()) return 0;
  auto place = place_asked(connection, text, on);
  if (!place.ok()) {
    base::Error error = place.error();
    error.field = "unit";
    return error;
  }
  return place.value().id;
}

base::Result<FactValues> facts_asked(const Catalogue& catalogue, const web::Query& query) {
  FactValues values;
  for (std::size_t at = 0; at < catalogue.facts.size(); ++at) {
    const FactInfo& fact = catalogue.facts[at];
    const std::string field = fact_field(fact);
    const std::string_view text = base::trim(query.get_or(field, ""));
    if (text.empty()) continue;
    const auto read = read_fact(fact, text);
    if (!read.ok()) {
      base::Error error = read.error();
      error.field = field;
      return error;
    }
    values.of[at] = read.value();
  }
  return values;
}

namespace {

std::string typed(const FactInfo& fact, std::int64_t value) {
  if (value == unknown) return "";
  switch (fact.type) {
    case FactType::YesNo: return value == 1 ? "yes" : "no";
    case FactType::Word: return fact.words[static_cast<std::size_t>(value)];
    default: return fact_text(fact, value);
  }
}

}  // namespace

Html fact_control(const FactInfo& fact, std::int64_t given, const std::string& hint) {
  const web::Field field{.id = fact_field(fact), .label = fact.label, .hint = hint};
  const std::string value = typed(fact, given);
  if (fact.type == FactType::YesNo) {
    return web::radios(field, {{"yes", "Yes"}, {"no", "No"}}, value);
  }
  if (fact.type == FactType::Word) {
    std::vector<web::Choice> words = {{"", "Not known"}};
    for (const std::string& word : fact.words) words.push_back({word, word});
    return web::select(field, words, value);
  }
  return web::text_input(field, value, web::Width::Ten);
}

std::vector<int> facts_wanted(const Setting& setting, int decision, const Ruling& ruling) {
  const Catalogue& catalogue = setting.catalogue;
  std::vector<int> wanted = catalogue.decisions[static_cast<std::size_t>(decision)].asks;
  FactSet looked_at = ruling.missing | ruling.open;
  for (const auto& layer : setting.layers) {
    const std::string_view waits_for = fact_of(layer->scheme().kind);
    if (!waits_for.empty()) {
      looked_at |= fact_bit(std::max(0, fact_called(catalogue.facts, waits_for)));
    }
    for (const Layer::Entry& entry : layer->about(decision)) {
      for (const Atom& atom : layer->atoms_of(entry)) looked_at |= fact_bit(atom.fact);
    }
  }
  for (int at = 0; at < static_cast<int>(catalogue.facts.size()); ++at) {
    if (!catalogue.facts[static_cast<std::size_t>(at)].of_school) continue;
    if ((looked_at & fact_bit(at)) != 0) wanted.push_back(at);
  }
  return wanted;
}

Html letter(Part part) {
  std::string kind = base::lower_ascii(letter_of(part));
  return web::el("span", {{"class", "gh-role__l gh-role__l--" + kind}, {"aria-hidden", "true"}},
                 letter_of(part));
}

Html role(Part part) {
  Html inside = letter(part);
  inside.add(web::el("span", {}, label_of(part)));
  return web::el("span", {{"class", "gh-role"}}, inside);
}

Html legend() {
  Html items;
  for (int part = 0; part < parts; ++part) {
    items.add(web::el("li", {}, role(static_cast<Part>(part))));
  }
  return web::el("ul", {{"class", "gh-legend"}}, items);
}

Html faults_part(const Checked& checked) {
  Html html;
  if (checked.faults.empty()) {
    html.add(web::finding(web::Tone::Ok, "Nothing is wrong with it",
                          Html("Every case was looked at: each decision has one decider whom the "
                               "law lets decide.")));
  }
  for (const ToldFault& fault : checked.faults) {
    html.add(web::finding(fault.stops ? web::Tone::Bad : web::Tone::Warn, fault.text,
                          Html(fault.stops ? "It may not be adopted with this."
                                           : "It may be adopted in spite of this.")));
  }
  for (const std::string& note : checked.notes) html.add(web::note(Html(note)));
  return html;
}

base::Result<guard::UnitPath> path_of_owner(const Context& context, sql::Connection& connection,
                                            registry::OrganisationId owner) {
  return governance::path_of(connection, {governance::PlaceKind::Group, owner.value},
                             context->today());
}

base::Result<governance::Writing> writing_for(const Context& context, const web::Request& request,
                                              sql::Connection& connection,
                                              registry::OrganisationId owner) {
  const guard::UnitPath path = TRY(path_of_owner(context, connection, owner));
  const guard::Ruling ruling = TRY(
      guard::require(guard::principal_of(request), guard::Action::Edit, path, context->today()));
  return governance::Writing{guard::doer_of(guard::principal_of(request), guard::power_of(ruling)),
                             context->now_s(), context->today()};
}

base::Result<bool> shows_drafts(const Context& context, const web::Request& request,
                                sql::Connection& connection, registry::OrganisationId owner) {
  return guard::shows(request, guard::Action::ReadDrafts,
                      TRY(path_of_owner(context, connection, owner)), context->today());
}

base::Status require_reading(const Context& context, const web::Request& request,
                             sql::Connection& connection, const VersionRow& row) {
  if (row.state == VersionState::Adopted) return {};
  TRY(guard::require(guard::principal_of(request), guard::Action::ReadDrafts,
                     TRY(path_of_owner(context, connection, row.layer.owner)), context->today()));
  return {};
}

bool may_edit(const Context& context, const web::Request& request, const guard::UnitPath& path) {
  return guard::shows(request, guard::Action::Edit, path, context->today());
}

}  // namespace delegation
