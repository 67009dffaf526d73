// Who may ask for a decision and note steps: whoever edits the unit; and, where their account is a
// person of the boards, who holds an office or a seat there.
#include <algorithm>

#include "delegation/api_unit_matrix.hpp"
#include "delegation/pages_request.hpp"
#include "governance/pages.hpp"
#include "governance/store_own.hpp"

namespace delegation {

namespace {

using governance::PlaceKind;

struct Visiting {
  KeptSetting setting;  // null: nothing is held there
  LevelSet levels = 0;  // that the visitor holds, or sits on, today
};

base::Result<Visiting> visiting(const Context& context, const web::Request& request,
                                sql::Connection& connection, const governance::Place& place) {
  const guard::Principal& principal = guard::principal_of(request);
  Visiting made;
  if (!principal.signed_in || !principal.scopes.edit) return made;
  const governance::PersonId self =
      TRY(governance::person_of_account(connection, principal.account));
  if (!self.known()) return made;
  auto setting = kept_setting(context, connection, place, context->today());
  if (!setting.ok()) return made;
  made.setting = std::move(setting).value();
  for (std::size_t level = 0; level < made.setting->catalogue.levels.size(); ++level) {
    const auto& people = made.setting->standing.behind[level].people_ids;
    if (std::ranges::find(people, self) != people.end()) {
      made.levels |= level_bit(static_cast<int>(level));
    }
  }
  return made;
}

// By a role over the unit, else by the level, if it is one.
governance::May edits_or_holds(const Context& context, const web::Request& request,
                               std::string level) {
  const governance::May edits = governance::may_of(request, context->today());
  return [edits, level](const guard::UnitPath& path) -> base::Result<std::string> {
    base::Result<std::string> granted = edits(path);
    if (granted.ok() || level.empty()) return granted;
    return "holds or sits as " + level;
  };
}

}  // namespace

base::Result<governance::May> may_ask(const Context& context, const web::Request& request,
                                      sql::Connection& connection, const governance::Place& place) {
  const Visiting now = TRY(visiting(context, request, connection, place));
  std::string as;
  for (std::size_t level = 0; now.setting && level < now.setting->catalogue.levels.size();
       ++level) {
    const Level& info = now.setting->catalogue.levels[level];
    const bool holds = (now.levels & level_bit(static_cast<int>(level))) != 0;
    if (as.empty() && holds && info.unit == unit_kind_of(place)) as = info.code;
  }
  return edits_or_holds(context, request, as);
}

base::Result<governance::May> may_note(const Context& context, const web::Request& request,
                                       sql::Connection& connection, const DecisionRequest& of,
                                       const std::string& level) {
  const Visiting now = TRY(visiting(context, request, connection, of.place));
  const int found = now.setting ? now.setting->catalogue.level_called(level) : -1;
  // A member does not speak for a body; who holds an office does.
  const bool speaks = found >= 0 && (now.levels & level_bit(found)) != 0 &&
                      !now.setting->catalogue.levels[static_cast<std::size_t>(found)].body;
  return edits_or_holds(context, request, speaks ? level : "");
}

base::Result<bool> notes_level(const Context& context, const web::Request& request,
                               sql::Connection& connection, RequestSettings& settings,
                               const DecisionRequest& of, const std::string& level) {
  const base::Date today = context->today();
  const governance::Place place =
      level.empty() ? of.place : TRY(place_of_level(settings, of, level, today));
  const guard::UnitPath path = TRY(governance::path_of(connection, place, today));
  return TRY(may_note(context, request, connection, of, level))(path).ok();
}

}  // namespace delegation
