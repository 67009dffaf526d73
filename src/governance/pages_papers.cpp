// /meetings/{meeting}/papers takes a file to an item; /papers/{paper} gives it back, as a download
// that no browser runs. The same in /api/v1, where a file comes back within JSON.
#include <algorithm>

#include "access/secrets.hpp"
#include "base/text.hpp"
#include "governance/pages_sitting.hpp"
#include "governance/store_paper.hpp"
#include "web/asked.hpp"
#include "web/form_data.hpp"
#include "web/json.hpp"
#include "web/openapi.hpp"
#include "web/redirect.hpp"

namespace governance {

namespace {

// As whom the papers of the body's meetings are changed. Error: not_allowed.
base::Result<Writing> writing_as_editor(const Context& context, const web::Request& request,
                                        const guard::UnitPath& path) {
  Writing writing = writing_of(context, request, "");
  writing.by.power = TRY(may_of(request, context->today())(path));
  return writing;
}

base::Result<guard::UnitPath> path_of_meeting(const Context& context, sql::Connection& connection,
                                              MeetingId id) {
  const MeetingView view = TRY(meeting_view(connection, id));
  return path_of(connection, view.body->place, context->today());
}

// The number of the paper.
base::Result<std::int64_t> take(const Context& context, const web::Request& request) {
  const web::FormData typed = TRY(web::read_form(request));
  const web::Upload* file = typed.file("file");
  const MeetingId meeting{web::captured_number(request, "meeting")};
  const ItemId item{base::parse_integer(typed.get_or("item", "")).value_or(0)};
  const sql::Lease lease = TRY(context->catalogue->database().write());
  const guard::UnitPath path = TRY(path_of_meeting(context, *lease, meeting));
  const Writing writing = TRY(writing_as_editor(context, request, path));
  if (!file) return bad_change("file", "Choose a file.");
  return add_paper(*lease, meeting, item, file->filename, file->bytes, writing);
}

base::Result<web::Response> upload(const Context& context, const web::Request& request) {
  TRY(take(context, request));
  return web::redirect(meeting_href(MeetingId{web::captured_number(request, "meeting")}) +
                       "/agenda?saved=1");
}

// Letters, digits, dots and dashes: what every browser takes for a name.
std::string plain_name(const std::string& name) {
  std::string plain = name;
  std::ranges::replace_if(
      plain, [](char c) { return !base::is_unreserved(c); }, '_');
  return plain;
}

// The meeting as far as the visitor may see it. Error: meeting_not_found.
base::Result<MeetingView> view_seen(const Context& context, const web::Request& request,
                                    sql::Connection& connection, MeetingId meeting) {
  MeetingView view = TRY(meeting_view(connection, meeting));
  const guard::UnitPath path = TRY(path_of(connection, view.body->place, context->today()));
  view.confidential = guard::shows(request, guard::Action::ReadDrafts, path, context->today());
  return view;
}

// Errors: paper_not_found, not_allowed.
base::Result<PaperRow> paper_asked(const Context& context, const web::Request& request,
                                   sql::Connection& connection) {
  const PaperRow paper = TRY(paper_row(connection, web::captured_number(request, "paper")));
  const MeetingView view = TRY(view_seen(context, request, connection, paper.meeting));
  if (!view.shows_papers(paper.item)) {
    TRY(guard::require(guard::principal_of(request), guard::Action::ReadDrafts,
                       TRY(path_of(connection, view.body->place, context->today())),
                       context->today()));
  }
  return paper;
}

base::Result<web::Response> download(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const PaperRow paper = TRY(paper_asked(context, request, *lease));
  web::Response response;
  response.content_type = "application/octet-stream";
  response.headers.emplace_back("Content-Disposition",
                                "attachment; filename=\"" + plain_name(paper.name) +
                                    "\"; filename*=UTF-8''" + base::percent_encode(paper.name));
  response.body = TRY(paper_bytes(*lease, paper));
  return response;
}

base::Result<PaperRow> take_away(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->catalogue->database().write());
  const PaperRow paper = TRY(paper_row(*lease, web::captured_number(request, "paper")));
  const guard::UnitPath path = TRY(path_of_meeting(context, *lease, paper.meeting));
  const Writing writing = TRY(writing_as_editor(context, request, path));
  TRY(withdraw_paper(*lease, paper, writing));
  return paper;
}

base::Result<web::Response> withdraw(const Context& context, const web::Request& request) {
  return web::redirect(meeting_href(TRY(take_away(context, request)).meeting) + "/agenda?saved=1");
}

// ---- for programs -------------------------------------------------------------------------------

void write_paper(web::JsonWriter& json, const PaperRow& paper) {
  json.member("id", paper.id);
  json.member("meeting", paper.meeting.value);
  json.member("item", paper.item.value);
  json.member("name", paper.name);
  json.member("size_bytes", paper.size_bytes);
  json.member("sha256", paper.sha256);
}

std::vector<web::Schema::Member> paper_members() {
  using web::Schema;
  return {{"id", Schema::whole()},
          {"meeting", Schema::whole()},
          {"item", Schema::whole("Of the agenda, its number")},
          {"name", Schema::text("Of the file")},
          {"size_bytes", Schema::whole()},
          {"sha256", Schema::text("Of its bytes")}};
}

web::Response paper_answer(const PaperRow& paper, const std::optional<std::string>& bytes) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  write_paper(json, paper);
  if (bytes) json.member("content", guard::base64url(*bytes));
  json.end_object();
  return registry::json_response(json.take());
}

base::Result<web::Response> list_papers(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const MeetingId meeting{web::captured_number(request, "meeting")};
  const MeetingView view = TRY(view_seen(context, request, *lease, meeting));
  TRY(require_reading(view.meeting(), request,
                      TRY(path_of(*lease, view.body->place, context->today())), context->today()));
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.key("papers");
  json.begin_array();
  for (const PaperRow& each : TRY(papers_of_meeting(*lease, meeting))) {
    if (!view.shows_papers(each.item)) continue;
    json.begin_object();
    write_paper(json, each);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return registry::json_response(json.take());
}

base::Result<web::Response> post_paper(const Context& context, const web::Request& request) {
  const std::int64_t id = TRY(take(context, request));
  const sql::Lease lease = TRY(context->catalogue->database().read());
  web::Response answer = paper_answer(TRY(paper_row(*lease, id)), std::nullopt);
  answer.status = 201;
  return answer;
}

base::Result<web::Response> get_paper(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const PaperRow paper = TRY(paper_asked(context, request, *lease));
  return paper_answer(paper, TRY(paper_bytes(*lease, paper)));
}

base::Result<web::Response> withdraw_by_program(const Context& context,
                                                const web::Request& request) {
  return paper_answer(TRY(take_away(context, request)), std::nullopt);
}

using Face = base::Result<web::Response> (*)(const Context&, const web::Request&);

web::Route route_of(const Context& context, web::Method method, std::string pattern,
                    std::string help, std::string example, Face face) {
  return {
      .method = method,
      .pattern = std::move(pattern),
      .help = std::move(help),
      .example = std::move(example),
      .audience = web::Audience::Member,
      .handler = [context, face](const web::Request& request) { return face(context, request); }};
}

constexpr std::string_view example_of_upload =
    "--example\r\n"
    "Content-Disposition: form-data; name=\"item\"\r\n\r\n"
    "1\r\n"
    "--example\r\n"
    "Content-Disposition: form-data; name=\"file\"; filename=\"Budget.txt\"\r\n"
    "Content-Type: text/plain\r\n\r\n"
    "Income and spending\r\n"
    "--example--\r\n";

}  // namespace

void add_paper_pages(web::Router& router, const Context& context) {
  router.post("/meetings/{meeting}/papers", "Adds a paper to an item of the agenda",
              "/meetings/1/papers", "item=1", web::Audience::Member,
              [context](const web::Request& request) { return upload(context, request); });
  router.get("/papers/{paper}", "A paper of a meeting", "/papers/1", web::Audience::Member,
             [context](const web::Request& request) { return download(context, request); });
  router.post("/papers/{paper}/withdraw", "Takes a paper away", "/papers/1/withdraw", "",
              web::Audience::Member,
              [context](const web::Request& request) { return withdraw(context, request); });
}

void add_paper_api(web::Router& router, const Context& context) {
  using web::Schema;
  using enum web::Method;
  const Schema paper = Schema::object(paper_members());
  router.api(route_of(context, Get, "/meetings/{meeting}/papers",
                      "The papers to items of a meeting, as far as they may be seen",
                      "/meetings/1/papers", list_papers),
             {.id = "listPapers", .answer = Schema::object({{"papers", Schema::array(paper)}})});
  web::Route post =
      route_of(context, Post, "/meetings/{meeting}/papers", "Adds a paper to an item of the agenda",
               "/meetings/1/papers", post_paper);
  post.example_body = example_of_upload;
  router.api(std::move(post),
             {.id = "addPaper",
              .body = Schema::object({{"item", Schema::whole("Of the agenda, its number")},
                                      {"file", Schema::file("With its name")}}),
              .answer = paper,
              .status = 201,
              .body_type = "multipart/form-data; boundary=example",
              .about = "Sent as a browser sends the form of the page. How large a file may be, "
                       "the setting boards.paper_bytes_max says."});
  std::vector<Schema::Member> whole = paper_members();
  whole.push_back({"content", Schema::text("Its bytes in base64url (RFC 4648, section 5) without "
                                           "padding")});
  router.api(route_of(context, Get, "/papers/{paper}", "A paper of a meeting, with its bytes",
                      "/papers/1", get_paper),
             {.id = "getPaper", .answer = Schema::object(std::move(whole))});
  router.api(route_of(context, Post, "/papers/{paper}/withdraw", "Takes a paper away",
                      "/papers/1/withdraw", withdraw_by_program),
             {.id = "withdrawPaper", .answer = paper});
}

}  // namespace governance
