// /api/v1/schemes: versions are read, drafts begun, changed, adopted and dropped, schools rated.
#include <functional>

#include "base/text.hpp"
#include "delegation/api_reviews.hpp"
#include "delegation/pages.hpp"
#include "delegation/store_difference.hpp"
#include "governance/store.hpp"
#include "web/asked.hpp"
#include "web/form_data.hpp"
#include "web/json_read.hpp"
#include "web/openapi.hpp"

namespace delegation {

namespace {

using registry::OrganisationId;
using web::Schema;

void write_version(web::JsonWriter& json, const VersionRow& row) {
  json.member("number", row.id.value);
  json.member("owner", row.layer.owner.value);
  json.member("code", row.layer.code);
  json.member("layer", word_of(row.layer.kind));
  if (row.layer.unit != 0) {
    json.member("unit", row.layer.unit);
    json.member("unit_name", row.layer.unit_name);
  }
  json.member("state", word_of(row.state));
  json.member("version", row.version);
  json.member("from", row.from.iso());
  json.member("revision", row.revision);
}

std::vector<Schema::Member> version_members() {
  return {{"number", Schema::whole()},
          {"owner", Schema::whole()},
          {"code", Schema::text()},
          {"layer", Schema::one_of({"group", "category", "cluster", "school", "rating"})},
          {"unit", Schema::whole("The cluster or school"), true},
          {"unit_name", Schema::text(), true},
          {"state", Schema::one_of({"draft", "adopted", "dropped"})},
          {"version", Schema::text()},
          {"from", Schema::date()},
          {"revision", Schema::whole("To be sent as If-Match when it is changed")}};
}

base::Result<web::Response> list(const Context& context, const web::Request& request) {
  const OrganisationId owner{web::captured_number(request, "organisation")};
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const bool drafts = TRY(shows_drafts(context, request, *lease, owner));
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.key("versions");
  json.begin_array();
  for (const VersionRow& row : TRY(versions_of(*lease, owner))) {
    if (row.state != VersionState::Adopted && !drafts) continue;
    json.begin_object();
    write_version(json, row);
    json.end_object();
  }
  json.end_array();
  json.key("ratings");
  json.begin_array();
  for (const RatingRow& row : TRY(ratings_of(*lease, owner))) {
    json.begin_object();
    json.member("number", row.id);
    json.member("school", row.school_name);
    json.member("rating", row.rating);
    json.member("from", row.from.iso());
    json.member("review", word_of(row.review));
    json.member("reason", row.reason);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return registry::json_response(json.take());
}

base::Result<web::Response> shown(sql::Connection& connection, const VersionRow& row, int status) {
  const Checked checked = TRY(check_version(connection, row));
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  write_version(json, row);
  json.member("text", row.content);
  write_faults(json, checked.faults);
  json.end_object();
  web::Response response = registry::json_response(json.take());
  response.status = status;
  return response;
}

base::Result<web::Response> one(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const VersionRow row =
      TRY(version_row(*lease, VersionId{web::captured_number(request, "version")}));
  TRY(require_reading(context, request, *lease, row));
  return shown(*lease, row, 200);
}

base::Result<web::Response> difference(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const VersionRow row =
      TRY(version_row(*lease, VersionId{web::captured_number(request, "version")}));
  TRY(require_reading(context, request, *lease, row));
  const std::string with(base::trim(request.query.get_or("with", "")));
  const bool drafts = TRY(shows_drafts(context, request, *lease, row.layer.owner));
  const VersionDifference made = with.empty() ? TRY(version_difference(*lease, row))
                                              : TRY(difference_with(*lease, row, with, drafts));
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  if (made.before) json.member("before", made.before->id.value);
  write_texts(json, "differences", lines_of(made.all));
  json.end_object();
  return registry::json_response(json.take());
}

base::Result<web::Response> begin(const Context& context, const web::Request& request) {
  const OrganisationId owner{web::captured_number(request, "organisation")};
  const web::Json json = TRY(web::read_json(request));
  TRY(json.only({"text", "unit"}));
  NewDraft draft{owner, 0, TRY(TRY(json.at("text")).text())};
  if (const auto unit = TRY(json.maybe("unit"))) draft.unit = TRY(unit->whole());
  const sql::Lease lease = TRY(context->catalogue->database().write());
  const governance::Writing writing = TRY(writing_for(context, request, *lease, owner));
  const VersionId id = TRY(begin_draft(*lease, draft, writing));
  return shown(*lease, TRY(version_row(*lease, id)), 201);
}

// What a body asks to be saved, over the revision that was seen.
using Saving = std::function<base::Status(sql::Connection&, VersionId, std::int64_t seen,
                                          const governance::Writing&)>;
using Reading = base::Result<Saving> (*)(const web::Json&);

// Reads the body, saves, and tells what came of it.
base::Result<web::Response> saved(const Context& context, const web::Request& request,
                                  Reading reading) {
  const Saving saving = TRY(reading(TRY(web::read_json(request))));
  const sql::Lease lease = TRY(context->catalogue->database().write());
  const VersionRow row =
      TRY(version_row(*lease, VersionId{web::captured_number(request, "version")}));
  const governance::Writing writing = TRY(writing_for(context, request, *lease, row.layer.owner));
  return web::saved_over_seen(
      request, "bad_scheme",
      [&](std::int64_t seen) { return saving(*lease, row.id, seen, writing); },
      [&]() -> base::Result<web::Response> {
        return shown(*lease, TRY(version_row(*lease, row.id)), 200);
      });
}

base::Result<Saving> put_text(const web::Json& json) {
  TRY(json.only({"text"}));
  return Saving([text = TRY(TRY(json.at("text")).text())](sql::Connection& connection, VersionId id,
                                                          std::int64_t seen,
                                                          const governance::Writing& writing) {
    return save_draft(connection, id, seen, text, writing);
  });
}

base::Result<Saving> put_adoption(const web::Json& json) {
  TRY(json.only({"from", "adopted", "reason", "review", "item"}));
  const base::Date never = base::Date::distant_future();
  Adoption adoption;
  adoption.from = TRY(json.date_or("from", never));
  if (adoption.from == never) {
    return base::make_error("bad_date", "Say from which day it is in force.", "from");
  }
  adoption.adopted = TRY(json.text_or("adopted", ""));
  adoption.reason = TRY(json.text_or("reason", ""));
  const base::Date review = TRY(json.date_or("review", never));
  if (review != never) adoption.review = review;
  if (const auto item = TRY(json.maybe("item"))) adoption.item = TRY(item->whole());
  return Saving([adoption](sql::Connection& connection, VersionId id, std::int64_t seen,
                           const governance::Writing& writing) {
    return adopt(connection, id, seen, adoption, writing);
  });
}

base::Result<Saving> put_away(const web::Json& json) {
  TRY(json.only({}));
  return Saving(
      [](sql::Connection& connection, VersionId id, std::int64_t seen,
         const governance::Writing& writing) { return drop(connection, id, seen, writing); });
}

base::Result<web::Response> reviews(const Context& context, const web::Request& request) {
  const OrganisationId owner{web::captured_number(request, "organisation")};
  const base::Date on = TRY(web::date_field(request.query, "on", context->today()));
  const sql::Lease lease = TRY(context->catalogue->database().read());
  TRY(path_of_owner(context, *lease, owner));
  const std::vector<RatingRow> ratings = TRY(ratings_of(*lease, owner));
  return registry::json_response(
      reviews_json(reviews_on(TRY(catalogue_in_force(*lease)), ratings,
                              TRY(schools_of_owner(*lease, owner, on)), on),
                   on));
}

base::Result<web::Response> rate(const Context& context, const web::Request& request) {
  const web::Json json = TRY(web::read_json(request));
  TRY(json.only({"school", "rating", "from", "reason", "review", "next"}));
  RatingRow row;
  row.owner = OrganisationId{web::captured_number(request, "organisation")};
  row.from = TRY(json.date_or("from", context->today()));
  row.rating = TRY(TRY(json.at("rating")).text());
  row.reason = TRY(json.text_or("reason", ""));
  row.review = TRY(read_review_kind(TRY(json.text_or("review", "yearly"))));
  row.next = TRY(json.maybe_date("next"));
  const sql::Lease lease = TRY(context->catalogue->database().write());
  const governance::Writing writing = TRY(writing_for(context, request, *lease, row.owner));
  row.school =
      TRY(school_called(*lease, std::to_string(TRY(TRY(json.at("school")).whole())), row.from));
  const std::int64_t number = TRY(rate_school(*lease, row, writing));
  web::JsonWriter out(web::JsonWriter::Layout::Indented);
  out.begin_object();
  out.member("number", number);
  out.end_object();
  web::Response response = registry::json_response(out.take());
  response.status = 201;
  return response;
}

using Handling = base::Result<web::Response> (*)(const Context&, const web::Request&);
web::Route route(const Context& context, web::Method method, std::string pattern, std::string help,
                 std::string example, Handling handling) {
  return {.method = method,
          .pattern = std::move(pattern),
          .help = std::move(help),
          .example = std::move(example),
          .audience = method == web::Method::Get ? web::Audience::Reader : web::Audience::Member,
          .handler = [context, handling](const web::Request& request) {
            return handling(context, request);
          }};
}

void add_saving(web::Router& router, const Context& context, web::Route made, std::string id,
                std::string example_body, Schema body, Reading reading) {
  made.example_body = std::move(example_body);
  made.handler = [context, reading](const web::Request& request) {
    return saved(context, request, reading);
  };
  std::vector<Schema::Member> whole = version_members();
  whole.push_back({"text", Schema::text()});
  whole.push_back({"faults", Schema::array(Schema::object(
                                 {{"what", Schema::text()}, {"stops", Schema::truth()}}))});
  router.api(std::move(made), {.id = std::move(id),
                               .parameters = {{"If-Match", "The revision that was seen; wanted",
                                               false, web::ApiParameter::Place::Header}},
                               .body = std::move(body),
                               .answer = Schema::object(std::move(whole))});
}

void add_reviews(web::Router& router, const Context& context) {
  using enum web::Method;
  router.api(route(context, Get, "/schemes/of/{organisation}/ratings",
                   "Where the schools of a group stand with their reviews", "/schemes/of/1/ratings",
                   reviews),
             {.id = "listSchoolReviews",
              .parameters = {{"on", "The day; today if not given"}},
              .answer = reviews_schema()});
  web::Route rates = route(context, Post, "/schemes/of/{organisation}/ratings",
                           "Notes a review of a school", "/schemes/of/1/ratings", rate);
  rates.example_body = R"({"school": 990866, "rating": "full", "reason": "Yearly review"})";
  router.api(std::move(rates), {.id = "rateSchool",
                                .body = Schema::object({{"school", Schema::whole("Its URN")},
                                                        {"rating", Schema::text()},
                                                        {"from", Schema::date(), true},
                                                        {"review", review_kind_schema(), true},
                                                        {"next", Schema::date(), true},
                                                        {"reason", Schema::text()}}),
                                .answer = Schema::object({{"number", Schema::whole()}}),
                                .status = 201});
}

}  // namespace

void add_scheme_api(web::Router& router, const Context& context) {
  using enum web::Method;
  std::vector<Schema::Member> whole = version_members();
  whole.push_back({"text", Schema::text("As docs/spec/delegation.md explains it")});
  whole.push_back({"faults", faults_schema()});
  router.api(route(context, Get, "/schemes/of/{organisation}",
                   "The versions of the schemes of a group, and the ratings of its schools",
                   "/schemes/of/1", list),
             {.id = "listSchemes",
              .answer = Schema::object(
                  {{"versions", Schema::array(Schema::object(version_members()))},
                   {"ratings", Schema::array(Schema::object({{"number", Schema::whole()},
                                                             {"school", Schema::text()},
                                                             {"rating", Schema::text()},
                                                             {"from", Schema::date()},
                                                             {"review", review_kind_schema()},
                                                             {"reason", Schema::text()}}))}})});
  router.api(route(context, Get, "/schemes/{version}", "A version of a scheme, with its faults",
                   "/schemes/1", one),
             {.id = "getScheme", .answer = Schema::object(whole)});
  router.api(route(context, Get, "/schemes/{version}/difference",
                   "What a version changes, in words", "/schemes/1/difference", difference),
             {.id = "getSchemeDifference",
              .parameters = {{"with", "Another version, or the name of a scheme that is shipped"}},
              .answer = Schema::object({{"before", Schema::whole("The version before"), true},
                                        {"differences", Schema::array(Schema::text())}})});
  web::Route begins =
      route(context, Post, "/schemes/of/{organisation}", "Begins a draft", "/schemes/of/1", begin);
  begins.example_body = R"({"text": "scheme trust"})";
  router.api(std::move(begins),
             {.id = "beginScheme",
              .body = Schema::object(
                  {{"text", Schema::text()},
                   {"unit", Schema::whole("Of an overlay: the cluster or school"), true}}),
              .answer = Schema::object(whole),
              .status = 201});
  add_saving(router, context,
             route(context, Put, "/schemes/{version}", "Changes a draft", "/schemes/5", one),
             "putScheme", R"({"text": "scheme trust"})", Schema::object({{"text", Schema::text()}}),
             put_text);
  add_saving(
      router, context,
      route(context, Post, "/schemes/{version}/adopt", "Adopts a draft", "/schemes/5/adopt", one),
      "adoptScheme", R"({"from": "2026-09-01", "adopted": "trust board, 10 July 2026"})",
      Schema::object({{"from", Schema::date()},
                      {"adopted", Schema::text("By whom, when, by which minute")},
                      {"reason", Schema::text(), true},
                      {"review", Schema::date(), true},
                      {"item", Schema::whole("Of the register of decisions"), true}}),
      put_adoption);
  add_saving(router, context,
             route(context, Post, "/schemes/{version}/drop",
                   "Drops a draft, or a version that has not begun", "/schemes/5/drop", one),
             "dropScheme", "{}", Schema::object({}), put_away);
  add_reviews(router, context);
}

}  // namespace delegation
