// Roles and scopes are tables; the rest is looking for the first grant that reaches.
#include "access/may.hpp"

#include "base/text.hpp"

namespace guard {
namespace {

constexpr std::string_view unit_kinds[] = {"everything", "authority", "group", "cluster", "school"};
constexpr std::string_view roles[] = {"administrator", "editor", "reader"};
constexpr std::string_view role_titles[] = {"Administrator", "Editor", "Reader"};
constexpr std::string_view vias[] = {"session", "token", "command", "system"};

struct ActionRow {
  std::string_view words;  // "You may not ... Harbour."
  bool editor;             // administrators may do all
  bool reader;
  bool Scopes::*scope;
  std::string_view scope_name;
};

constexpr ActionRow actions[] = {
    {"read", true, true, &Scopes::read, "read"},
    {"see the drafts of", true, true, &Scopes::read, "read"},
    {"change", true, false, &Scopes::edit, "edit"},
    {"import files for", true, false, &Scopes::import, "import"},
    {"say who may do what in", false, false, &Scopes::admin, "admin"},
    {"read the audit trail of", false, false, &Scopes::admin, "admin"},
};

template <typename Enum, std::size_t size>
std::optional<Enum> found(const std::string_view (&names)[size], std::string_view name) {
  for (std::size_t i = 0; i < size; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

const ActionRow& row_of(Action action) { return actions[static_cast<std::size_t>(action)]; }

bool role_may(Role role, const ActionRow& row) {
  switch (role) {
    case Role::Administrator: return true;
    case Role::Editor: return row.editor;
    case Role::Reader: return row.reader;
  }
  return false;
}

bool reaches(const Grant& grant, const UnitPath& path) {
  if (grant.unit.kind == UnitKind::Everything) return true;
  for (const Unit& unit : path) {
    if (grant.unit.same(unit)) return true;
  }
  return false;
}

std::string refusal(const Principal& principal, const ActionRow& row, const UnitPath& path,
                    base::Date date) {
  const std::string unit = path.empty() ? "everything" : path.front().name;
  // A grant that is over, or not yet in force, is the likeliest mistake.
  for (const Grant& grant : principal.grants) {
    if (!role_may(grant.role, row) || !reaches(grant, path)) continue;
    return "You may not " + std::string(row.words) + " " + unit + " on " + date.long_form() +
           ": you are " + words_of(grant) + ".";
  }
  return "You may not " + std::string(row.words) + " " + unit +
         ": none of your roles reaches so far. An administrator can give you one.";
}

}  // namespace

std::string_view name_of(UnitKind kind) { return unit_kinds[static_cast<std::size_t>(kind)]; }
std::optional<UnitKind> unit_kind_of(std::string_view name) {
  return found<UnitKind>(unit_kinds, name);
}
std::string_view name_of(Role role) { return roles[static_cast<std::size_t>(role)]; }
std::optional<Role> role_of(std::string_view name) { return found<Role>(roles, name); }
std::string_view name_of(Via via) { return vias[static_cast<std::size_t>(via)]; }
std::optional<Via> via_of(std::string_view name) { return found<Via>(vias, name); }

std::string Scopes::text() const {
  std::vector<std::string> names;
  if (read) names.emplace_back("read");
  if (edit) names.emplace_back("edit");
  if (import) names.emplace_back("import");
  if (admin) names.emplace_back("admin");
  return base::join(names, " ");
}

std::optional<Scopes> parse_scopes(std::string_view text) {
  Scopes scopes;
  for (const std::string_view name : base::split(text, ' ')) {
    if (name.empty()) continue;
    if (name == "read") {
      scopes.read = true;
    } else if (name == "edit") {
      scopes.edit = true;
    } else if (name == "import") {
      scopes.import = true;
    } else if (name == "admin") {
      scopes.admin = true;
    } else {
      return std::nullopt;
    }
  }
  if (scopes.none()) return std::nullopt;
  return scopes;
}

Ruling may(const Principal& principal, Action action, const UnitPath& path, base::Date date) {
  const ActionRow& row = row_of(action);
  if (action == Action::Read && principal.reading == Reading::Anyone) {
    return {true, "Anyone may read.", {}};
  }
  if (!principal.signed_in) return {false, "You are not signed in.", {}};
  if (!(principal.scopes.*row.scope)) {
    return {false,
            "The API token lacks the scope \"" + std::string(row.scope_name) + "\"; it has \"" +
                principal.scopes.text() + "\".",
            {}};
  }
  for (const Grant& grant : principal.grants) {
    if (role_may(grant.role, row) && grant.period.contains(date) && reaches(grant, path)) {
      return {true, words_of(grant) + ".", grant.id};
    }
  }
  if (action == Action::Read) return {true, "Whoever is signed in may read.", {}};
  return {false, refusal(principal, row, path, date), {}};
}

base::Result<Ruling> require(const Principal& principal, Action action, const UnitPath& path,
                             base::Date date) {
  Ruling ruling = may(principal, action, path, date);
  if (!ruling.allowed) return base::make_error("not_allowed", ruling.reason);
  return ruling;
}

std::string power_of(const Ruling& ruling) {
  return ruling.grant.known() ? "grant " + std::to_string(ruling.grant.value) + ": " + ruling.reason
                              : ruling.reason;
}

std::string words_of(const Grant& grant) {
  std::string text(role_titles[static_cast<std::size_t>(grant.role)]);
  text += " of " + grant.unit.name;
  if (!grant.period.open_start() || !grant.period.open_end()) {
    text += ", " + grant.period.describe();
  }
  return text;
}

}  // namespace guard
