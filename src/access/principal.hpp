// Who asks, and what was granted to them. Pure: a question about them needs no database.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/period.hpp"

namespace guard {

struct Account;
using AccountId = base::Id<Account>;
struct Grant;
using GrantId = base::Id<Grant>;

enum class UnitKind { Everything, Authority, Group, Cluster, School };
std::string_view name_of(UnitKind kind);  // "everything", "authority", ...
std::optional<UnitKind> unit_kind_of(std::string_view name);

// Something that one may be responsible for. Everything has the number 0.
struct Unit {
  UnitKind kind = UnitKind::Everything;
  std::int64_t id = 0;
  std::string name = "everything";
  bool same(const Unit& other) const { return kind == other.kind && id == other.id; }
};

// A unit and those that it is part of on the day that is asked about, the most special first.
using UnitPath = std::vector<Unit>;

enum class Role { Administrator, Editor, Reader };
std::string_view name_of(Role role);
std::optional<Role> role_of(std::string_view name);

// That an account has a role for a unit, and all beneath it, for a period.
struct Grant {
  GrantId id;
  Role role = Role::Reader;
  Unit unit;
  base::Period period;
};

// What an API token may be used for: never more than its account may.
struct Scopes {
  bool read = false;
  bool edit = false;
  bool import = false;
  bool admin = false;
  bool none() const { return !read && !edit && !import && !admin; }
  std::string text() const;  // "read edit"
  friend bool operator==(const Scopes&, const Scopes&) = default;
};
// Names parted by spaces; nothing where one is unknown or none is given.
std::optional<Scopes> parse_scopes(std::string_view text);
inline constexpr Scopes all_scopes = {true, true, true, true};

// How somebody came to act.
enum class Via { Session, Token, Command, System };
std::string_view name_of(Via via);
std::optional<Via> via_of(std::string_view name);

// Who may read what no grant is needed for: a setting of the server.
enum class Reading { Anyone, Members };

// Made by store_principal, or empty for somebody who has not signed in.
struct Principal {
  bool signed_in = false;
  std::string shown_name;
  std::string csrf;  // the token that each form carries; "" with an API token
  bool demo = false;
  AccountId account;
  Via via = Via::Session;
  std::int64_t via_id = 0;  // the number of the session or the token
  Scopes scopes = all_scopes;
  std::vector<Grant> grants;  // those not revoked, of whatever period
  Reading reading = Reading::Anyone;
  bool code_wanted = false;  // the password was right, the second factor is still to be shown
  std::int64_t seen_at = 0;  // when the session or token was last noted to be in use
};

}  // namespace guard
