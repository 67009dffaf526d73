// A scheme that comes of a table is checked as one that is adopted would be.
#include "delegation/api_matrix.hpp"

#include <algorithm>

#include "delegation/api_ruling.hpp"
#include "delegation/check.hpp"

namespace delegation {

namespace {

base::Result<std::vector<std::string>> faults_told(const Catalogue& catalogue,
                                                   const Scheme& scheme) {
  Layers layers;
  layers.push_back(std::make_unique<Layer>(catalogue, scheme));
  Checked checked;
  check_alone(catalogue, *layers.front(), scheme.from, checked);
  // An overlay by itself leaves most to what lies beneath it.
  if (scheme.kind == LayerKind::Group || scheme.whole) {
    FactValues facts;
    for (const auto& [fact, words] : facts_of_layers(catalogue, layers)) {
      if (!words.empty()) facts.of[static_cast<std::size_t>(fact)] = words.front();
    }
    TRY(check_together(catalogue, layers, {scheme.from}, {}, facts, "", checked));
  }
  std::vector<std::string> all;
  for (const ToldFault& each : checked.faults) all.push_back(each.text);
  return all;
}

void write_clause(web::JsonWriter& json, const Catalogue& catalogue, const Clause& clause) {
  json.begin_object();
  json.member("clause", clause.code);
  if (!clause.decisions.empty()) {
    json.key("decisions");
    json.begin_array();
    for (const int each : clause.decisions) {
      json.value(catalogue.decisions[static_cast<std::size_t>(each)].code);
    }
    json.end_array();
  } else if (!clause.domain.empty()) {
    json.member("domain", clause.domain);
  }
  if (!clause.when.empty()) json.member("when", condition_text(catalogue.facts, clause.when));
  write_cells(json, catalogue, clause.cells);
  if (!clause.says.empty()) json.member("says", clause.says);
  json.end_object();
}

}  // namespace

bool TableReading::lost() const { return std::ranges::any_of(imported.remarks, &Remark::lost); }

base::Result<TableReading> read_as(const Catalogue& catalogue, const Table& table,
                                   Mapping mapping) {
  TableReading made;
  made.imported = imported(catalogue, table, mapping);
  made.faults = TRY(faults_told(catalogue, made.imported.scheme));
  made.mapping = std::move(mapping);
  return made;
}

std::string import_json(const Catalogue& catalogue, const TableReading& of) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("scheme", scheme_text(catalogue, of.imported.scheme));
  json.member("mapping", mapping_text(catalogue, of.mapping));
  json.member("model", nga_model(catalogue, of.imported.scheme));
  json.key("remarks");
  json.begin_array();
  for (const Remark& each : of.imported.remarks) {
    json.begin_object();
    json.member("line", each.line);
    json.member("lost", each.lost);
    json.member("text", remark_text(each));
    json.end_object();
  }
  json.end_array();
  write_texts(json, "faults", of.faults);
  json.end_object();
  return json.take();
}

std::string export_json(const Catalogue& catalogue, const Scheme& scheme) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("code", scheme.code);
  json.member("title", scheme.title);
  json.member("layer", word_of(scheme.kind));
  if (!scheme.which.empty()) json.member(fact_of(scheme.kind), scheme.which);
  json.member("version", scheme.version);
  json.member("from", scheme.from.iso());
  if (!scheme.adopted.empty()) json.member("adopted", scheme.adopted);
  if (scheme.retained >= 0) {
    json.member("retained", catalogue.levels[static_cast<std::size_t>(scheme.retained)].code);
  }
  json.key("clauses");
  json.begin_array();
  for (const Clause& each : scheme.clauses) write_clause(json, catalogue, each);
  json.end_array();
  // All of it, with withdrawals, as it is read again.
  json.member("text", scheme_text(catalogue, scheme));
  json.end_object();
  return json.take();
}

base::Result<Shape> shape_of(std::string_view word, std::string_view field) {
  constexpr std::pair<std::string_view, Shape> shapes[] = {
      {"csv", Shape::Csv}, {"rasci", Shape::Rasci}, {"nga", Shape::Nga}};
  const auto* const shape =
      std::ranges::find(shapes, word, &std::pair<std::string_view, Shape>::first);
  if (shape != std::end(shapes)) return shape->second;
  return base::make_error("bad_format",
                          "\"" + std::string(word) + "\" is not csv, rasci, nga, json or text.",
                          std::string(field));
}

}  // namespace delegation
