// Plans as files, for who works on them and for readers of a consultation: schools and measures as
// CSV, GeoJSON, a map as SVG.
#include "base/text.hpp"
#include "design/export.hpp"
#include "design/pages_outlines.hpp"
#include "design/pages_publish.hpp"

namespace design {

namespace {

struct Download {
  std::string_view file;  // the last part of the address
  std::string_view help;
  std::string_view type;
  std::string_view name;  // after "plan-3"
  std::string (*write)(const PlanShown& shown);
};

const Download downloads[] = {
    {"plan.csv", "as CSV: a row for each school", "text/csv; charset=utf-8", ".csv",
     [](const PlanShown& shown) {
       return plan_csv(shown.scenario(), shown.facts(), shown.plan(),
                       shown.visit.table.bench->today, shown.view->measured);
     }},
    {"measures.csv", "as CSV: its measures, whole and by cluster", "text/csv; charset=utf-8",
     "-measures.csv",
     [](const PlanShown& shown) { return measures_csv(shown.plan(), shown.view->measured); }},
    {"plan.geojson", "as GeoJSON: schools and areas of clusters", "application/geo+json",
     ".geojson",
     [](const PlanShown& shown) {
       return plan_geojson(shown.facts(), shown.plan(), shown.visit.table.bench->today);
     }},
    {"map.svg", "as a map: a picture that stands alone", "image/svg+xml", ".svg",
     [](const PlanShown& shown) {
       return plan_svg(shown.facts(), shown.plan(), land_of(shown.outlines), shown.row().name);
     }},
};

web::Response sent(const PlanShown& shown, const Download& download) {
  web::Response response;
  response.content_type = download.type;
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"plan-" +
                                                           std::to_string(shown.row().id.value) +
                                                           std::string(download.name) + "\"");
  response.body = download.write(shown);
  return response;
}

}  // namespace

void add_export_pages(web::Router& router, const Context& context) {
  for (const Download& each : downloads) {
    const std::string file(each.file);
    router.get("/plans/{plan}/" + file, "A plan " + std::string(each.help), "/plans/2/" + file,
               web::Audience::Member,
               [context, &each](const web::Request& request) -> base::Result<web::Response> {
                 return sent(TRY(plan_shown(context, request)), each);
               });
    router.get("/consultations/{plan}/" + file,
               "A plan that is out for consultation " + std::string(each.help),
               "/consultations/3/" + file, web::Audience::Reader,
               [context, &each](const web::Request& request) -> base::Result<web::Response> {
                 return sent(TRY(consultation_of(context, request)), each);
               });
  }
}

}  // namespace design
