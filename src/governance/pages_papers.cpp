// /meetings/{meeting}/papers takes a file to an item; /papers/{paper} gives it back, as a download
// that no browser runs.
#include <algorithm>

#include "base/text.hpp"
#include "governance/pages_sitting.hpp"
#include "governance/store_paper.hpp"
#include "web/form_data.hpp"
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

base::Result<web::Response> upload(const Context& context, const web::Request& request) {
  const web::FormData typed = TRY(web::read_form(request));
  const web::Upload* file = typed.file("file");
  const MeetingId meeting{captured(request, "meeting")};
  const ItemId item{base::parse_integer(typed.get_or("item", "")).value_or(0)};
  const sql::Lease lease = TRY(context->catalogue->database().write());
  const guard::UnitPath path = TRY(path_of_meeting(context, *lease, meeting));
  const Writing writing = TRY(writing_as_editor(context, request, path));
  if (!file) return bad_change("file", "Choose a file.");
  TRY(add_paper(*lease, meeting, item, file->filename, file->bytes, writing));
  return web::redirect(meeting_href(meeting) + "/agenda?saved=1");
}

// Letters, digits, dots and dashes: what every browser takes for a name.
std::string plain_name(const std::string& name) {
  std::string plain = name;
  std::ranges::replace_if(
      plain, [](char c) { return !base::is_unreserved(c); }, '_');
  return plain;
}

base::Result<web::Response> download(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const PaperRow paper = TRY(paper_row(*lease, captured(request, "paper")));
  MeetingView view = TRY(meeting_view(*lease, paper.meeting));
  const guard::UnitPath path = TRY(path_of(*lease, view.body->place, context->today()));
  view.confidential = guard::shows(request, guard::Action::ReadDrafts, path, context->today());
  if (!view.shows_papers(paper.item)) {
    TRY(guard::require(guard::principal_of(request), guard::Action::ReadDrafts, path,
                       context->today()));
  }
  web::Response response;
  response.content_type = "application/octet-stream";
  response.headers.emplace_back("Content-Disposition",
                                "attachment; filename=\"" + plain_name(paper.name) +
                                    "\"; filename*=UTF-8''" + base::percent_encode(paper.name));
  response.body = TRY(paper_bytes(*lease, paper));
  return response;
}

base::Result<web::Response> withdraw(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->catalogue->database().write());
  const PaperRow paper = TRY(paper_row(*lease, captured(request, "paper")));
  const guard::UnitPath path = TRY(path_of_meeting(context, *lease, paper.meeting));
  const Writing writing = TRY(writing_as_editor(context, request, path));
  TRY(withdraw_paper(*lease, paper, writing));
  return web::redirect(meeting_href(paper.meeting) + "/agenda?saved=1");
}

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

}  // namespace governance
