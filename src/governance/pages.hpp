// What the pages of this room and its addresses of the API share.
#pragma once

#include <map>
#include <string>

#include "access/pages_visitor.hpp"
#include "governance/api_views.hpp"
#include "governance/store_clash.hpp"
#include "registry/pages.hpp"

namespace governance {

using Context = registry::Context;

void add_board_pages(web::Router& router, const Context& context);    // /boards, /boards/{body}
void add_person_pages(web::Router& router, const Context& context);   // /people
void add_note_pages(web::Router& router, const Context& context);     // /boards/note/{change}
void add_meeting_pages(web::Router& router, const Context& context);  // /meetings/{meeting}
void add_agenda_pages(web::Router& router, const Context& context);   // /meetings/{meeting}/agenda
void add_paper_pages(web::Router& router, const Context& context);    // /papers/{paper}
void add_paper_api(web::Router& router, const Context& context);
void add_feed_pages(web::Router& router, const Context& context);      // /calendars
void add_year_pages(web::Router& router, const Context& context);      // /boards/calendar
void add_rule_pages(web::Router& router, const Context& context);      // /boards/rules
void add_file_pages(web::Router& router, const Context& context);      // /boards/import
void add_interest_pages(web::Router& router, const Context& context);  // /boards/{body}/interests
void add_terms_pages(web::Router& router, const Context& context);     // /boards/{body}/terms
void add_terms_api(web::Router& router, const Context& context);
void add_interest_api(web::Router& router, const Context& context);
void add_person_all_pages(web::Router& router, const Context& context);   // with the API's
void add_skill_pages(web::Router& router, const Context& context);        // with the API's
void add_retention_pages(web::Router& router, const Context& context);    // /boards/retention
void add_own_pages(web::Router& router, const Context& context);          // /mine
void add_declaration_pages(web::Router& router, const Context& context);  // /mine/declaration
void add_publication_pages(web::Router& router, const Context& context);
void add_file_api(web::Router& router, const Context& context);  // the same in /api/v1

// A page under Boards.
web::Page board_page(const Context& context, const web::Request& request, const std::string& title);
// Whoever typed can mend it, so that the form is shown again.
bool may_be_mended(const base::Error& error);
// A route of the API for whoever may read.
using Handling = base::Result<web::Response> (*)(const Context&, const web::Request&);
web::Route reading(const Context& context, std::string pattern, std::string help,
                   std::string example, Handling handling);

std::string body_href(BodyId body, const web::AsOf& as_of);
std::string person_href(PersonId person, const web::AsOf& as_of);
std::string owner_href(registry::OrganisationId owner, const web::AsOf& as_of);
// The form of a change, with words filled in: {"body", "3"}.
std::string note_href(ChangeKind kind,
                      const std::vector<std::pair<std::string, std::string>>& words);
web::Html person_link(const Facts& facts, PersonId person, const web::AsOf& as_of);
// Of a body's page.
web::Html meetings_part(const std::vector<Meeting>& meetings, const Body& body, bool may_edit,
                        bool signed_in);
web::Html register_part(const Facts& facts, const RuleBook& book, const Body& body, base::Date on,
                        const web::AsOf& as_of);
web::Html person_interests_part(const Facts& facts, PersonId person, base::Date on, bool may_edit);
std::vector<web::Choice> interests_offered();  // their kinds
// Of who looks at their own page: what is theirs to say, and whether it is said.
web::Html own_words_part(const Facts& facts, const PersonRow& person, const PersonKnown& known,
                         base::Date today);
std::vector<web::Choice> levels_offered();  // of a skill
// What there is of audits, with the way to them, for who may see it.
web::Html person_skills_part(PersonId person, const PersonKnown& known);
web::Html finding_box(const Finding& finding);
web::Tone tone_of(FindingKind kind);

// What later rooms say of items.
using NotedItems = std::map<std::int64_t, registry::ItemNote>;
base::Result<NotedItems> notes_of_items(const Context& context, sql::Connection& connection,
                                        const std::vector<std::int64_t>& items);
std::map<std::int64_t, std::string> texts_of(const NotedItems& notes);

// Minutes that are approved are for whoever may read; before that, what was recorded is for those
// with a grant over the body. Error: not_allowed.
base::Status require_reading(const Meeting& meeting, const web::Request& request,
                             const guard::UnitPath& path, base::Date today);

// Which findings of what lies there the visitor may see.
Sight sight_of(const web::Request& request, const guard::UnitPath& path, base::Date today);
// Of a person: the most that one of the places gives where they sit or hold an office.
Sight sight_of_person(const web::Request& request, const std::vector<guard::UnitPath>& paths,
                      base::Date today);

// What the visitor may see of a person: certificates and addresses are for administrators of
// everything.
base::Result<PersonKnown> known_to(const Context& context, const web::Request& request,
                                   sql::Connection& connection, PersonId person);

// Which bodies of other groups are named where a meeting clashes with theirs: those over which the
// visitor has a role.
Sees sees_of(const Context& context, const web::Request& request, sql::Connection& connection);

// As whom changes are saved, and whether one may be.
Writing writing_of(const Context& context, const web::Request& request, std::string reason);
May may_of(const web::Request& request, base::Date today);
// As somebody who administers everything. Error: not_allowed.
base::Result<Writing> writing_as_administrator(const Context& context, const web::Request& request,
                                               std::string reason);
// All of them or none. Errors: those of save_changes().
base::Result<std::vector<Outcome>> save_noted(const Context& context, const web::Request& request,
                                              const std::vector<Change>& changes);

}  // namespace governance
