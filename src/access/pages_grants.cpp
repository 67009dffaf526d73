// Giving and taking roles.
#include "access/pages_grants.hpp"

#include "access/pages_audit.hpp"
#include "base/text.hpp"

namespace guard {
namespace {

using web::Html;

const std::vector<web::Choice> unit_choices = {{"everything", "Everything"},
                                               {"authority", "An authority: name or code"},
                                               {"group", "A trust or other group: name or UID"},
                                               {"cluster", "A cluster: name or number"},
                                               {"school", "A school: URN"}};

base::Result<Unit> unit_of(const Front& front, sql::Connection& connection,
                           const web::FormData& form) {
  const auto kind = unit_kind_of(form.get_or("kind", "everything"));
  if (!kind || *kind == UnitKind::Everything) return Unit{};
  const std::string words(base::trim(form.get_or("unit", "")));
  base::Result<Unit> found = front.rules.find_unit(connection, *kind, words, front.rules.today());
  if (found.ok()) return found;
  base::Error error = found.error();
  error.field = "unit";
  return error;
}

}  // namespace

web::Html grant_fields(const web::FormData& typed, bool optional,
                       const std::optional<base::Error>& error) {
  std::vector<web::Choice> roles;
  if (optional) roles.push_back({"", "None yet: may only read", ""});
  roles.push_back({"reader", "Reader", "Also reads what is not for everybody"});
  roles.push_back({"editor", "Editor", "Changes clusters, memberships and facts; imports files"});
  roles.push_back({"administrator", "Administrator", "All that, and says who may do what"});
  Html fields = web::radios({.id = "role", .label = "Role", .error = error_at(error, "role")},
                            roles, typed.get_or("role", optional ? "" : "editor"));
  fields.add(web::select({.id = "kind", .label = "Of what", .hint = "And all that belongs to it"},
                         unit_choices, typed.get_or("kind", "cluster")));
  fields.add(web::text_input({.id = "unit",
                              .label = "Which one",
                              .hint = "Empty for everything",
                              .error = error_at(error, "unit")},
                             typed.get_or("unit", ""), web::Width::Twenty));
  fields.add(web::date_text({.id = "from",
                             .label = "From",
                             .hint = "Empty: from today",
                             .error = error_at(error, "from")},
                            typed.get_or("from", "")));
  return fields.add(web::date_text({.id = "until",
                                    .label = "Until before",
                                    .hint = "Empty: until further notice",
                                    .error = error_at(error, "until")},
                                   typed.get_or("until", "")));
}

base::Result<Grant> grant_of(const Front& front, sql::Connection& connection,
                             const web::FormData& form) {
  const auto role = role_of(form.get_or("role", ""));
  if (!role) return base::make_error("bad_role", "Choose a role.", "role");
  Grant grant;
  grant.role = *role;
  grant.unit = TRY(unit_of(front, connection, form));
  const base::Date from = TRY(web::date_field(form, "from", front.rules.today()));
  const base::Date until = TRY(web::date_field(form, "until", base::Date::distant_future()));
  const auto period = base::Period::between(from, until);
  if (!period) {
    return base::make_error("dates_reversed", "The role must end later than it begins.", "until");
  }
  grant.period = *period;
  return grant;
}

web::Html grants_section(const Account& holder, const std::vector<GrantRow>& granted,
                         const web::Caller& caller, const web::FormData& typed,
                         const std::optional<base::Error>& error) {
  const std::string base = "/users/" + std::to_string(holder.id.value) + "/grants";
  web::Table table;
  table.caption = "Roles of " + holder.name;
  table.columns = {{"Role"}, {"Given"}, {"What to do"}};
  for (const GrantRow& row : granted) {
    const std::string id = std::to_string(row.grant.id.value);
    table.rows.push_back(
        {{Html(words_of(row.grant)), Html(base::moment(row.created_at)),
          row.revoked_at != 0
              ? Html("Taken away " + base::moment(row.revoked_at))
              : web::post_form(std::string(base) + "/" + id + "/revoke", caller, {},
                               web::button(web::ButtonKind::Link, "Take it away"))}});
  }
  Html content = table.rows.empty() ? web::empty_state("No role yet: this person may only read.",
                                                       Html("Give one below."))
                                    : web::table(table);
  if (holder.state != AccountState::Closed) {
    content.add(web::post_form(base, caller, {},
                               web::join(grant_fields(typed, false, error),
                                         web::button(web::ButtonKind::Main, "Give this role"))));
  }
  return web::section("h-roles", "Roles", content);
}

web::Html history_section(const std::vector<AuditRecord>& history) {
  return web::section("h-history", "What was done", audit_events(history));
}

base::Status give_role(Front& front, const web::Request& request, const web::FormData& form) {
  const AccountId id{TRY(captured_number(request, "account"))};
  const Doer by = TRY(manager(front, request));
  const sql::Lease lease = TRY(front.database.write());
  const Grant grant = TRY(grant_of(front, *lease, form));
  TRY(add_grant(*lease, id, grant, by, front.rules.now_s()));
  return {};
}

base::Status take_role(Front& front, const web::Request& request) {
  const GrantId id{TRY(captured_number(request, "grant"))};
  const Doer by = TRY(manager(front, request));
  const sql::Lease lease = TRY(front.database.write());
  return revoke_grant(*lease, id, by, front.rules.today(), front.rules.now_s());
}

}  // namespace guard
