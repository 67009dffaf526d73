// /api/v1 of this room. What a page gives as JSON, the API gives by the same function.
#include "base/text.hpp"
#include "registry/pages.hpp"
#include "registry/room.hpp"
#include "web/openapi.hpp"
#include "web/paging.hpp"

namespace registry {

namespace {

using web::ApiOperation;
using web::ApiParameter;
using web::Schema;

const ApiParameter on_day = {"on", "The day that is asked about, 2025-05-24; today if not given"};

Schema period_day() { return Schema::date("Null where it has no end on this side").or_null(); }

std::vector<Schema::Member> state_members() {
  return {{"urn", Schema::whole("Its number in the register on that day")},
          {"name", Schema::text()},
          {"status", Schema::text()},
          {"phase", Schema::text()},
          {"town", Schema::text()},
          {"postcode", Schema::text()},
          {"district", Schema::text()},
          {"easting_m", Schema::whole("National Grid").or_null()},
          {"northing_m", Schema::whole("National Grid").or_null()},
          {"pupils", Schema::whole().or_null()},
          {"capacity", Schema::whole().or_null()},
          {"fsm_percent", Schema::number("Pupils who may have free school meals").or_null()},
          {"age_low", Schema::whole().or_null()},
          {"age_high", Schema::whole().or_null()},
          {"ofsted_grade", Schema::text("Empty where there is none")},
          {"ofsted_on", Schema::date().or_null()},
          {"report_card_on", Schema::date().or_null()}};
}

Schema school_schema() {
  std::vector<Schema::Member> members = state_members();
  members.push_back({"type", Schema::text()});
  members.push_back({"state_funded", Schema::truth()});
  members.push_back({"academy", Schema::truth()});
  members.push_back({"authority", Schema::text()});
  members.push_back({"trust", Schema::text()});
  return Schema::object(std::move(members));
}

std::vector<Schema::Member> cluster_members() {
  return {{"id", Schema::whole()},
          {"name", Schema::text()},
          {"letter", Schema::text()},
          {"kind", Schema::text()},
          {"owner", Schema::text("The trust or authority whose cluster it is")}};
}

std::vector<Schema::Member> with(std::vector<Schema::Member> members,
                                 std::vector<Schema::Member> more) {
  for (Schema::Member& each : more) members.push_back(std::move(each));
  return members;
}

// Who belongs to a group, or to a cluster.
Schema members_schema(bool cluster) {
  std::vector<Schema::Member> members = {{"urn", Schema::whole()},
                                         {"name", Schema::text()},
                                         {"phase", Schema::text()},
                                         {"type", Schema::text()},
                                         {"pupils", Schema::whole().or_null()},
                                         {"from", period_day()},
                                         {"until", period_day()}};
  if (cluster) {
    members.push_back({"funding", Schema::truth("Its share of devolved money is counted here")});
    members.push_back({"lead", Schema::truth("It supplies the lead headteacher")});
  } else {
    members.push_back({"from_exact", Schema::truth("False: by that day")});
    members.push_back({"until_exact", Schema::truth("False: by that day")});
  }
  members.push_back({"member_on_the_day", Schema::truth()});
  return Schema::array(Schema::object(std::move(members)));
}

Schema history_schema() {
  return Schema::object(
      {{"on", Schema::date()},
       {"newest_name", Schema::text()},
       {"newest_urn", Schema::whole()},
       {"school", school_schema().or_null()},
       {"states",
        Schema::array(Schema::object(with({{"from", period_day()},
                                           {"until", period_day()},
                                           {"from_exact", Schema::truth("False: by that day")}},
                                          state_members())))},
       {"identifiers", Schema::array(Schema::object({{"scheme", Schema::text()},
                                                     {"value", Schema::whole()},
                                                     {"from", period_day()},
                                                     {"until", period_day()}}))},
       {"memberships", Schema::array(Schema::object({{"organisation", Schema::text()},
                                                     {"kind", Schema::text()},
                                                     {"urn", Schema::whole()},
                                                     {"from", period_day()},
                                                     {"until", period_day()},
                                                     {"from_exact", Schema::truth()},
                                                     {"until_exact", Schema::truth()}}))},
       {"clusters",
        Schema::array(Schema::object(with(cluster_members(), {{"from", period_day()},
                                                              {"until", period_day()},
                                                              {"funding", Schema::truth()},
                                                              {"lead", Schema::truth()}})))},
       {"successions", Schema::array(Schema::object({{"predecessor_urn", Schema::whole()},
                                                     {"successor_urn", Schema::whole()},
                                                     {"kind", Schema::text()},
                                                     {"on", period_day()},
                                                     {"same_school", Schema::truth()},
                                                     {"remark", Schema::text()}}))},
       {"facts", Schema::array(Schema::object({{"urn", Schema::whole()},
                                               {"fact", Schema::text("As docs/reference/columns "
                                                                     "names it")},
                                               {"value", Schema::text()},
                                               {"first_seen", period_day()},
                                               {"last_seen", period_day()},
                                               {"source", Schema::text()}}))}});
}

Schema imports_schema() {
  const Schema file = Schema::object({{"id", Schema::whole()},
                                      {"name", Schema::text()},
                                      {"kind", Schema::text()},
                                      {"as_of", Schema::date()},
                                      {"rows_read", Schema::whole()},
                                      {"rows_bad", Schema::whole()},
                                      {"in_force", Schema::truth()}});
  return Schema::array(Schema::object({{"id", Schema::whole()},
                                       {"action", Schema::text()},
                                       {"undoes", Schema::whole(), true},
                                       {"undone_by", Schema::whole(), true},
                                       {"recorded_at_s", Schema::whole("Seconds since 1970")},
                                       {"changes", Schema::map(Schema::whole())},
                                       {"files", Schema::array(file)}}));
}

Schema changes_schema() {
  std::vector<Schema::Member> members = {
      {"next", Schema::text("The address of the next page").or_null()},
      {"from", Schema::date()},
      {"to", Schema::date()}};
  for (std::size_t at = 0; at < change_kind_count; ++at) {
    members.push_back({std::string(change_code(static_cast<ChangeKind>(at))), Schema::whole()});
  }
  members.push_back({"changes", Schema::array(Schema::object({{"change", Schema::text()},
                                                              {"urn", Schema::whole()},
                                                              {"school", Schema::text()},
                                                              {"before", Schema::text()},
                                                              {"after", Schema::text()}}))});
  return Schema::object(std::move(members));
}

Schema listed(std::string_view member, Schema items, bool day = true) {
  std::vector<Schema::Member> members = {
      {"next", Schema::text("The address of the next page").or_null()}};
  if (day) members.push_back({"on", Schema::date()});
  members.push_back({std::string(member), std::move(items)});
  return Schema::object(std::move(members));
}

// The JSON of a page, at an address of the API; in pages where the operation says so.
void mirror(web::Router& router, std::string_view page, const std::string& pattern,
            ApiOperation operation) {
  const web::Route* found = nullptr;
  for (const web::Route& each : router.routes()) {
    if (each.pattern == page && each.method == web::Method::Get) found = &each;
  }
  CHECK(found != nullptr);
  web::Route route = *found;
  if (page == "/") route.example = pattern;
  route.pattern = pattern;
  route.handler = [handler = std::move(route.handler), member = operation.paged](
                      const web::Request& request) -> base::Result<web::Response> {
    web::Request asked = request;
    asked.query = request.query.set("format", "json").set("cursor", "").set("page_size", "");
    web::Response response = TRY(handler(asked));
    if (!member.empty()) response.body = TRY(web::page_of(response.body, member, request));
    return response;
  };
  router.api(std::move(route), std::move(operation));
}

base::Result<Filter> filter_of(Store& store, const web::Request& request) {
  Filter filter;
  int given = 0;
  if (const auto text = request.query.get("authority")) {
    filter.authority = TRY(store.authority(*text));
    ++given;
  }
  if (const auto text = request.query.get("group")) {
    filter.organisation = TRY(store.group(*text));
    ++given;
  }
  if (const auto text = request.query.get("cluster")) {
    filter.cluster = TRY(store.cluster_by_text(std::string(*text)));
    ++given;
  }
  if (given <= 1) return filter;
  return base::make_error("filters_exclude", "Give one of authority, group and cluster.",
                          "authority");
}

// All schools of a day, in pages that are read straight from the database.
base::Result<web::Response> schools(const Context& context, const web::Request& request) {
  const web::PageAsked asked = TRY(web::page_asked(request));
  SchoolId after;
  if (!asked.cursor.empty()) {
    const auto number = base::parse_integer(asked.cursor);
    if (!number) {
      return base::make_error("bad_page",
                              "The cursor is none of ours: take the address in \"next\" as it is.",
                              "cursor");
    }
    after = SchoolId{*number};
  }
  Visit now = TRY(visit(*context, request));
  const Filter filter = TRY(filter_of(now.store, request));
  const std::vector<SchoolRow> rows = TRY(now.store.schools_after(
      *now.reference, filter, now.on(), after, static_cast<int>(asked.size)));
  const std::optional<std::string> next =
      rows.size() < asked.size
          ? std::nullopt
          : std::optional(web::next_address(request, std::to_string(rows.back().id.value)));
  return json_response(schools_json(rows, now.on(), &next));
}

void add_overview_api(web::Router& router) {
  const Schema found = Schema::object(
      {{"kind", Schema::one_of({"school", "group", "authority", "cluster"})},
       {"ref", Schema::text("URN, UID, code or number: for the address of the thing")},
       {"name", Schema::text()},
       {"detail", Schema::text()},
       {"town", Schema::text()},
       {"postcode", Schema::text()},
       {"open", Schema::truth()},
       {"matched_name", Schema::text("A former name by which it was found")}});
  mirror(router, "/", "/stats",
         {.id = "getStats",
          .parameters = {on_day},
          .answer = Schema::object({{"on", Schema::date()},
                                    {"open_schools", Schema::whole()},
                                    {"open_state_funded_schools", Schema::whole()},
                                    {"pupils", Schema::whole().or_null()},
                                    {"academies", Schema::whole()},
                                    {"trusts_with_two_or_more_academies", Schema::whole()},
                                    {"clusters", Schema::whole()},
                                    {"phases", Schema::map(Schema::whole())},
                                    {"evidence_from", Schema::date().or_null()},
                                    {"schools_as_of", Schema::date().or_null()},
                                    {"groups_as_of", Schema::date().or_null()}})});
  mirror(
      router, "/search", "/search",
      {.id = "search",
       .parameters = {{"q", "What to look for: name, URN, place; typing errors are forgiven", true},
                      on_day},
       .answer = listed("results", Schema::array(found), false),
       .paged = "results"});
}

void add_school_api(web::Router& router, const Context& context) {
  router.api(
      {.pattern = "/schools",
       .help = "All schools that were open on a day, in pages",
       .example = "/schools?page_size=50",
       .handler = [context](const web::Request& request) { return schools(context, request); }},
      {.id = "listSchools",
       .parameters = {{"authority", "Of this authority: name or code"},
                      {"group", "Of this trust or other group: name or UID"},
                      {"cluster", "Of this cluster: name or number"},
                      on_day},
       .answer = listed("schools", Schema::array(school_schema())),
       .paged = "schools"});
  mirror(router, "/schools/{urn}", "/schools/{urn}",
         {.id = "getSchool", .parameters = {on_day}, .answer = history_schema()});
}

void add_group_api(web::Router& router) {
  const Schema group = Schema::object({{"uid", Schema::whole().or_null()},
                                       {"code", Schema::text()},
                                       {"name", Schema::text()},
                                       {"kind", Schema::text()},
                                       {"status", Schema::text()},
                                       {"schools", Schema::whole()},
                                       {"pupils", Schema::whole()}});
  const Schema cluster = Schema::object(cluster_members());
  mirror(router, "/groups", "/groups",
         {.id = "listGroups",
          .parameters = {on_day},
          .answer = listed("groups", Schema::array(group)),
          .paged = "groups"});
  mirror(router, "/groups/{ref}", "/groups/{ref}",
         {.id = "getGroup",
          .parameters = {on_day},
          .answer = Schema::object({{"on", Schema::date()},
                                    {"id", Schema::whole()},
                                    {"uid", Schema::whole().or_null()},
                                    {"code", Schema::text()},
                                    {"name", Schema::text()},
                                    {"kind", Schema::text()},
                                    {"status", Schema::text()},
                                    {"companies_house", Schema::text()},
                                    {"opened", period_day()},
                                    {"closed", period_day()},
                                    {"clusters", Schema::array(cluster)},
                                    {"members", members_schema(false)}})});
  mirror(router, "/authorities", "/authorities",
         {.id = "listAuthorities",
          .parameters = {on_day},
          .answer = listed("groups", Schema::array(group)),
          .paged = "groups"});
  mirror(router, "/authorities/{ref}", "/authorities/{ref}",
         {.id = "listSchoolsOfAuthority",
          .parameters = {on_day},
          .answer = listed("schools", Schema::array(school_schema())),
          .paged = "schools"});
  mirror(router, "/clusters", "/clusters",
         {.id = "listClusters",
          .parameters = {on_day},
          .answer = listed("clusters", Schema::array(cluster), false),
          .paged = "clusters"});
  mirror(router, "/clusters/{id}", "/clusters/{id}",
         {.id = "getCluster",
          .parameters = {on_day},
          .answer =
              Schema::object(with({{"on", Schema::date()}},
                                  with(cluster_members(), {{"members", members_schema(true)}})))});
}

void add_change_api(web::Router& router) {
  mirror(router, "/changes", "/changes",
         {.id = "listChanges",
          .parameters = {{"from", "The earlier day"},
                         {"to", "The later day; today if not given"},
                         {"authority", "Of this authority: name or code"},
                         {"group", "Of this group: name or UID"},
                         {"cluster", "Of this cluster: name or number"}},
          .answer = changes_schema(),
          .paged = "changes"});
  mirror(router, "/imports", "/imports",
         {.id = "listImports",
          .answer = listed("imports", imports_schema(), false),
          .paged = "imports"});
  mirror(router, "/imports/{id}", "/imports/{id}",
         {.id = "getImport", .answer = Schema::object({{"imports", imports_schema()}})});
}

}  // namespace

void add_api(web::Router& router, const Context& context) {
  add_overview_api(router);
  add_school_api(router, context);
  add_group_api(router);
  add_change_api(router);
  add_edit_api(router, context);
  if (context->jobs != nullptr) add_job_api(router, context);
}

}  // namespace registry
