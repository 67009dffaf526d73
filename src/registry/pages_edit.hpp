// The pages on which people edit: one flow for every kind, enter -> see what will change -> save.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/pages_visitor.hpp"
#include "registry/pages.hpp"
#include "registry/store_edit.hpp"
#include "web/form_data.hpp"

namespace registry {

void add_edit_form_pages(web::Router& router, const Context& context);    // /edits/new/{kind}
void add_edit_list_pages(web::Router& router, const Context& context);    // /edits, histories
void add_edit_import_pages(web::Router& router, const Context& context);  // /edits/import

// ---- what other pages show -----------------------------------------------------------------

// The ways to change a thing, for who may; and to its history, for who is signed in. Else nothing.
base::Result<web::Html> edit_panel(const Visit& visit, const web::Request& request,
                                   const ClusterRow& cluster);
base::Result<web::Html> edit_panel(const Visit& visit, const web::Request& request, SchoolId school,
                                   std::int64_t urn);
base::Result<web::Html> edit_panel(const Visit& visit, const web::Request& request,
                                   const OrganisationRow& group);
// The ways to edits of all things, for who is signed in. Else nothing.
web::Html edits_panel(const web::Request& request);
// What was just saved, as ?saved= tells.
web::Html saved_notice(const web::Request& request);

// ---- shared by the pages of editing ---------------------------------------------------------

// The frame without a day.
web::Page edit_page(const Context& context, const web::Request& request, std::string title);
web::Html changes_of(const EditPreview& preview, std::string_view caption);
// Whoever asks, if they have the right on all that changes; with the reason that they gave.
Authorise authorise(const web::Request& request, base::Date today, std::string reason);
SaveOptions save_options(const Context& context, const web::Request& request, std::string reason);
// Where one goes to see what changed.
std::string href_of(const guard::Subject& subject, std::int64_t edit);
// The address of an edit's form, with what it is about filled in.
std::string edit_href(EditKind kind, std::string_view about, std::int64_t id);

}  // namespace registry
