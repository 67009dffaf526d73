// Addresses, boxes, and as whom one acts.
#include "governance/pages.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "governance/store_own.hpp"

namespace governance {

using web::Html;

web::Page board_page(const Context& context, const web::Request& request,
                     const std::string& title) {
  web::Page page = registry::plain_page(*context, request, title);
  page.section = "Boards";
  page.breadcrumbs = {{"Boards", "/boards"}};
  return page;
}

bool may_be_mended(const base::Error& error) {
  return error.kind == base::ErrorKind::Invalid || error.kind == base::ErrorKind::Conflict ||
         error.kind == base::ErrorKind::NotFound || error.code == "not_agreed";
}

web::Route reading(const Context& context, std::string pattern, std::string help,
                   std::string example, Handling handling) {
  return {.pattern = std::move(pattern),
          .help = std::move(help),
          .example = std::move(example),
          .audience = web::Audience::Reader,
          .handler = [context, handling](const web::Request& request) {
            return handling(context, request);
          }};
}

std::string body_href(BodyId body, const web::AsOf& as_of) {
  return "/boards/" + std::to_string(body.value) + as_of.suffix();
}

std::string person_href(PersonId person, const web::AsOf& as_of) {
  return "/people/" + std::to_string(person.value) + as_of.suffix();
}

std::string owner_href(registry::OrganisationId owner, const web::AsOf& as_of) {
  return "/boards/of/" + std::to_string(owner.value) + as_of.suffix();
}

std::string note_href(ChangeKind kind,
                      const std::vector<std::pair<std::string, std::string>>& words) {
  std::string href = "/boards/note/" + std::string(info_of(kind).code);
  char before = '?';
  for (const auto& [name, value] : words) {
    href += before + name + "=" + base::percent_encode(value);
    before = '&';
  }
  return href;
}

Html person_link(const Facts& facts, PersonId person, const web::AsOf& as_of) {
  return web::link(person_href(person, as_of), Html(facts.person_name(person)));
}

web::Tone tone_of(FindingKind kind) {
  switch (kind) {
    case FindingKind::Breach: return web::Tone::Bad;
    case FindingKind::Unclear:
    case FindingKind::Look:
    case FindingKind::Own:
    case FindingKind::Soon: return web::Tone::Info;
    default: return web::Tone::Warn;
  }
}

Html finding_box(const Finding& finding) {
  Html note(finding.rule_says + (finding.rule_says.ends_with('.') ? "" : "."));
  if (!finding.mend.empty()) note.add(Html(" " + finding.mend));
  if (!finding.citation.empty()) note.add(web::sub(Html(finding.citation)));
  return web::finding(tone_of(finding.kind),
                      std::string(label_of(finding.kind)) + ": " + finding.what, note);
}

base::Status require_reading(const Meeting& meeting, const web::Request& request,
                             const guard::UnitPath& path, base::Date today) {
  if (meeting.state == MeetingState::Sealed) return {};
  TRY(guard::require(guard::principal_of(request), guard::Action::ReadDrafts, path, today));
  return {};
}

Sight sight_of(const web::Request& request, const guard::UnitPath& path, base::Date today) {
  if (guard::shows(request, guard::Action::Edit, path, today)) return Sight::Edit;
  return guard::shows(request, guard::Action::ReadDrafts, path, today) ? Sight::Drafts
                                                                       : Sight::Anybody;
}

Sight sight_of_person(const web::Request& request, const std::vector<guard::UnitPath>& paths,
                      base::Date today) {
  Sight most = sight_of(request, {guard::Unit{}}, today);
  for (const guard::UnitPath& path : paths) most = std::max(most, sight_of(request, path, today));
  return most;
}

base::Result<PersonKnown> known_to(const Context& context, const web::Request& request,
                                   sql::Connection& connection, PersonId person) {
  const base::Date today = context->today();
  const auto paths = TRY(paths_of_person(connection, person, base::Period::day(today), today));
  // What is about oneself one may see, unapproved or not.
  const PersonId own = TRY(person_of_account(connection, guard::principal_of(request).account));
  const bool themselves = own.known() && own == person;
  const Sight least = themselves ? Sight::Drafts : Sight::Anybody;
  PersonKnown known =
      TRY(person_known(connection, person, std::max(least, sight_of_person(request, paths, today)),
                       guard::shows(request, guard::Action::ManageAccess, {guard::Unit{}}, today)));
  known.own = themselves;
  known.due = TRY(due_of(connection, person, today, [&](const Body& body) -> base::Result<Sight> {
    return std::max(
        least, governance::sight_of(request, TRY(path_of(connection, body.place, today)), today));
  }));
  known.email = themselves || guard::shows(request, guard::Action::Edit, {guard::Unit{}}, today);
  return known;
}

Sees sees_of(const Context& context, const web::Request& request, sql::Connection& connection) {
  return [&context, &request, &connection](const Body& body) -> base::Result<bool> {
    const auto path = TRY(path_of(connection, body.place, context->today()));
    return governance::sight_of(request, path, context->today()) >= Sight::Drafts;
  };
}

Writing writing_of(const Context& context, const web::Request& request, std::string reason) {
  const guard::Principal& principal = guard::principal_of(request);
  return {guard::doer_of(principal, "", std::move(reason)), context->now_s(), context->today(),
          principal.signed_in && principal.scopes.edit};
}

May may_of(const web::Request& request, base::Date today) {
  const guard::Principal principal = guard::principal_of(request);
  return [principal, today](const guard::UnitPath& path) -> base::Result<std::string> {
    return guard::power_of(TRY(guard::require(principal, guard::Action::Edit, path, today)));
  };
}

base::Result<Writing> writing_as_administrator(const Context& context, const web::Request& request,
                                               std::string reason) {
  Writing writing = writing_of(context, request, std::move(reason));
  writing.by.power =
      guard::power_of(TRY(guard::require(guard::principal_of(request), guard::Action::ManageAccess,
                                         {guard::Unit{}}, context->today())));
  return writing;
}

base::Result<std::vector<Outcome>> save_noted(const Context& context, const web::Request& request,
                                              const std::vector<Change>& changes) {
  const sql::Lease lease = TRY(context->catalogue->database().write());
  return save_changes(*lease, changes, writing_of(context, request, ""),
                      may_of(request, context->today()), Keep::All);
}

}  // namespace governance
