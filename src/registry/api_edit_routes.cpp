// /api/v1/edits: changing clusters and facts, seen before they are saved.
#include "base/text.hpp"
#include "registry/api_edit.hpp"
#include "registry/pages_edit.hpp"
#include "registry/room.hpp"
#include "web/asked.hpp"
#include "web/json_read.hpp"
#include "web/openapi.hpp"
#include "web/paging.hpp"
#include "web/problem.hpp"

namespace registry {

namespace {

using web::ApiOperation;
using web::Schema;

constexpr int listed_max = 10'000;

Schema words_schema() {
  return Schema::object(
      {{"kind",
        Schema::one_of({"cluster.make", "cluster.rename", "cluster.change", "cluster.end",
                        "cluster.lead", "membership.add", "membership.move", "membership.end",
                        "membership.funding", "school.correct", "group.correct"})},
       {"owner", Schema::text("Of a new cluster, or the group to correct: name, or UID 501"), true},
       {"cluster", Schema::text("Its name, or its number"), true},
       {"to", Schema::text("Of a move: the other cluster"), true},
       {"urn", Schema::whole("Of the school; 0 as lead: nobody"), true},
       {"name", Schema::text(), true},
       {"letter", Schema::text(), true},
       {"cluster_kind", Schema::text("cluster, hub, zone or partnership"), true},
       {"fact", Schema::text("As docs/reference/columns names it"), true},
       {"value", Schema::text(), true},
       {"from", Schema::date("It may lie ahead"), true},
       {"until", Schema::date("The first day on which it no longer holds"), true},
       {"funding", Schema::truth(), true},
       {"lead", Schema::truth(), true},
       {"reason", Schema::text("For the audit trail"), true}});
}

Schema saved_schema() {
  return Schema::object(
      {{"edit", Schema::whole("Its number; 0 where nothing was saved")},
       {"sentence", Schema::text()},
       {"changes", Schema::array(Schema::object({{"what", Schema::text()},
                                                 {"before", Schema::text("Empty: nothing")},
                                                 {"after", Schema::text("Empty: nothing")}}))},
       {"version", Schema::text("Of what was seen: to be sent as If-Match")}});
}

std::vector<Schema::Member> edit_members() {
  return {{"edit", Schema::whole()},        {"recorded_at", Schema::whole("Seconds since 1970")},
          {"actor", Schema::text()},        {"kind", Schema::text()},
          {"sentence", Schema::text()},     {"reason", Schema::text()},
          {"in_force", Schema::truth()},    {"withdrawn_by", Schema::whole(), true},
          {"undoes", Schema::whole(), true}};
}

Schema remark_schema() {
  return Schema::object({{"line", Schema::whole("Of the file; of a list, the place from 1")},
                         {"column", Schema::text()},
                         {"value", Schema::text()},
                         {"reason", Schema::text()}});
}

base::Result<EditWords> words_of(const web::Json& json) {
  TRY(json.only({"kind", "owner", "cluster", "to", "urn", "name", "letter", "cluster_kind", "fact",
                 "value", "from", "until", "funding", "lead", "reason"}));
  const std::string kind = TRY(TRY(json.at("kind")).text());
  const auto found = edit_kind_of(kind);
  if (!found || *found == EditKind::Withdraw) {
    return base::make_error("bad_edit", "\"" + kind + "\" is no kind of edit.", "kind");
  }
  EditWords words;
  words.owner = TRY(json.text_or("owner", ""));
  words.cluster = TRY(json.text_or("cluster", ""));
  words.to_cluster = TRY(json.text_or("to", ""));
  Edit& edit = words.edit;
  edit.kind = *found;
  if (const auto urn = TRY(json.maybe("urn"))) edit.urn = TRY(urn->whole());
  edit.name = TRY(json.text_or("name", ""));
  edit.letter = TRY(json.text_or("letter", ""));
  edit.cluster_kind = TRY(json.text_or("cluster_kind", ""));
  edit.fact = TRY(json.text_or("fact", ""));
  edit.value = TRY(json.text_or("value", ""));
  edit.from = TRY(json.date_or("from", base::Date::distant_past()));
  edit.until = TRY(json.date_or("until", base::Date::distant_future()));
  edit.funding = TRY(json.truth_or("funding", false));
  edit.lead = TRY(json.truth_or("lead", false));
  edit.reason = TRY(json.text_or("reason", ""));
  return words;
}

web::Response created(std::string body, bool dry) {
  web::Response response = json_response(std::move(body));
  response.status = dry ? 200 : 201;
  return response;
}

// What was saved, or would be. Only who says what they saw is told that it has changed since.
base::Result<web::Response> saved(const Context& context, const web::Request& request,
                                  const EditRequest& wanted) {
  SaveOptions options = save_options(context, request, wanted.edit.reason);
  options.dry_run = TRY(web::dry_run_asked(request));
  auto made =
      save_edit(context->catalogue->database(), wanted, web::version_asked(request), options);
  if (made.ok()) return created(saved_json(made.value()), options.dry_run);
  if (made.error().code == "edit_conflict")
    return web::problem(made.error(), web::status_version_gone);
  return made.error();
}

base::Result<web::Response> post_edit(const Context& context, const web::Request& request) {
  const EditWords words = TRY(words_of(TRY(web::read_json(request))));
  const EditRequest wanted = TRY(request_of(*TRY(context->catalogue->database().read()), words));
  return saved(context, request, wanted);
}

base::Result<std::int64_t> number_of(const web::Request& request) {
  const auto number = base::parse_integer(request.captured.at("edit"));
  if (number) return *number;
  return base::make_error("edit_not_found", "There is no edit of this number.", "edit");
}

base::Result<web::Response> post_withdrawal(const Context& context, const web::Request& request) {
  const web::Json json = TRY(web::read_json(request));
  TRY(json.only({"reason"}));
  return saved(context, request,
               withdrawal(TRY(number_of(request)), TRY(json.text_or("reason", ""))));
}

// As for a single edit, with the lines.
web::Response conflict_of(const EditsReport& report) {
  std::string message;
  for (const Remark& remark : report.remarks) {
    message +=
        (message.empty() ? "Line " : " Line ") + std::to_string(remark.line) + ": " + remark.reason;
  }
  return web::problem(base::make_error("edit_conflict", message, "versions"),
                      web::status_version_gone);
}

base::Result<web::Response> post_file(const Context& context, const web::Request& request) {
  const web::Json json = TRY(web::read_json(request));
  TRY(json.only({"csv", "versions"}));
  SaveOptions options = save_options(context, request, "");
  options.dry_run = TRY(web::dry_run_asked(request));
  std::vector<std::string> versions;
  if (const auto list = TRY(json.maybe("versions"))) {
    for (const web::Json& each : TRY(list->elements())) versions.push_back(TRY(each.text()));
  }
  const EditsReport report = TRY(import_edits(context->catalogue->database(),
                                              TRY(TRY(json.at("csv")).text()), options, versions));
  if (report.conflict) return conflict_of(report);
  return created(edits_report_json(report, options.dry_run),
                 options.dry_run || !report.remarks.empty());
}

base::Result<web::Response> list(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  Store store(*lease);
  std::vector<EditRow> rows;
  if (const auto text = request.query.get("cluster")) {
    rows = TRY(edits_of_cluster(*lease, TRY(store.cluster_by_text(*text))));
  } else if (const auto urn = request.query.get("school")) {
    rows = TRY(
        edits_of_school(*lease, TRY(store.school_of_urn(base::parse_integer(*urn).value_or(0)))));
  } else if (const auto group = request.query.get("group")) {
    rows = TRY(edits_of_group(*lease, TRY(store.group(*group))));
  } else {
    rows = TRY(edits(*lease, listed_max));
  }
  return json_response(TRY(web::page_of(edits_json(rows), "edits", request)));
}

base::Result<web::Response> contradicted(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  return json_response(
      TRY(web::page_of(disagreements_json(TRY(disagreements(*lease))), "disagreements", request)));
}

const web::ApiParameter dry = {"dry_run", "true: only show what would change"};
const web::ApiParameter seen = {"If-Match",
                                "The version of the preview that was seen; then a change by "
                                "somebody else since is told (412), and nothing is saved",
                                false, web::ApiParameter::Place::Header};

Schema paged(std::string_view member, std::vector<Schema::Member> members) {
  return Schema::object({{"next", Schema::text("The address of the next page").or_null()},
                         {std::string(member), Schema::array(Schema::object(std::move(members)))}});
}

// What an edit says, and what a file says against it since.
std::vector<Schema::Member> contradiction_members() {
  std::vector<Schema::Member> members = edit_members();
  for (const char* name : {"subject_kind", "subject", "file", "file_says"}) {
    members.push_back({name, Schema::text()});
  }
  members.push_back({"as_of", Schema::date()});
  return members;
}

ApiOperation file_operation() {
  return {.id = "makeEdits",
          .parameters = {dry},
          .body = Schema::object(
              {{"csv", Schema::text("Its columns: docs/reference/files.md")},
               {"versions",
                Schema::array(Schema::text("Of the edits of the dry run that was seen, in their "
                                           "order; then a change since is told (412)")),
                true}}),
          .answer = Schema::object({{"rows", Schema::whole()},
                                    {"saved", Schema::truth()},
                                    {"edits", Schema::array(saved_schema())},
                                    {"errors", Schema::array(remark_schema())}}),
          .status = 201};
}

}  // namespace

void add_edit_api(web::Router& router, const Context& context) {
  using enum web::Audience;
  using enum web::Method;
  router.api({.pattern = "/edits",
              .help = "Edits, the newest first",
              .example = "/edits",
              .audience = Reader,
              .handler = [context](const web::Request& request) { return list(context, request); }},
             {.id = "listEdits",
              .parameters = {{"cluster", "Of this cluster: name or number"},
                             {"school", "Of this school: URN"},
                             {"group", "Of this group: name or UID"}},
              .answer = paged("edits", edit_members()),
              .paged = "edits"});
  router.api(
      {.method = Post,
       .pattern = "/edits",
       .help = "Makes an edit, or shows what it would change",
       .example = "/edits",
       .example_body = R"({"kind": "cluster.rename", "cluster": "1", "name": "Saltmere and Quay"})",
       .audience = Member,
       .handler = [context](const web::Request& request) { return post_edit(context, request); }},
      {.id = "makeEdit",
       .parameters = {dry, seen},
       .body = words_schema(),
       .answer = saved_schema(),
       .status = 201});
  router.api(
      {.method = Post,
       .pattern = "/edits/file",
       .help = "Makes many edits from the text of a CSV file: all or none",
       .example = "/edits/file",
       .example_body = R"({"csv": "action,cluster,letter\ncluster.change,Saltmere,S\n"})",
       .audience = Member,
       .handler = [context](const web::Request& request) { return post_file(context, request); }},
      file_operation());
  router.api(
      {.pattern = "/edits/disagreements",
       .help = "Edits that files contradict by now",
       .example = "/edits/disagreements",
       .audience = Reader,
       .handler =
           [context](const web::Request& request) { return contradicted(context, request); }},
      {.id = "listDisagreements",
       .answer = paged("disagreements", contradiction_members()),
       .paged = "disagreements"});
  router.api(
      {.method = Post,
       .pattern = "/edits/{edit}/withdraw",
       .help = "Undoes an edit by a further one",
       .example = "/edits/1/withdraw",
       .example_body = R"({"reason": "A mistake"})",
       .audience = Member,
       .handler =
           [context](const web::Request& request) { return post_withdrawal(context, request); }},
      {.id = "withdrawEdit",
       .parameters = {dry, seen},
       .body = Schema::object({{"reason", Schema::text(), true}}),
       .answer = saved_schema(),
       .status = 201});
}

}  // namespace registry
