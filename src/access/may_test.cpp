// Who may do what, by examples and by properties over many worlds.
#include "access/may.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "sql/database_testing.hpp"

namespace guard {
namespace {

const base::Date day = *base::Date::from_iso("2026-11-26");
const Unit oak = {UnitKind::School, 1, "Oak Primary School"};
const Unit harbour = {UnitKind::Cluster, 7, "Harbour"};
const Unit trust = {UnitKind::Group, 3, "Harbour Trust"};
const UnitPath oak_path = {oak, harbour, trust, Unit{}};

Principal member(std::vector<Grant> grants) {
  Principal principal;
  principal.signed_in = true;
  principal.shown_name = "Ada Marsh";
  principal.account = AccountId{5};
  principal.reading = Reading::Members;
  principal.grants = std::move(grants);
  return principal;
}

TEST(May, follows_the_path_upwards) {
  const Principal ada = member({{GrantId{12}, Role::Editor, harbour, base::Period()}});
  const Ruling ruling = may(ada, Action::Edit, oak_path, day);
  EXPECT_TRUE(ruling.allowed);
  EXPECT_EQ(ruling.grant, GrantId{12});
  EXPECT_EQ(ruling.reason, "Editor of Harbour.");
  EXPECT_EQ(power_of(ruling), "grant 12: Editor of Harbour.");
  EXPECT_TRUE(may(ada, Action::Edit, {harbour, trust, Unit{}}, day).allowed);
  EXPECT_FALSE(may(ada, Action::Edit, {trust, Unit{}}, day).allowed);
  EXPECT_FALSE(may(ada, Action::Edit, {Unit{}}, day).allowed);
  EXPECT_FALSE(may(ada, Action::ManageAccess, oak_path, day).allowed);
  // A number alone does not make a unit the same.
  EXPECT_FALSE(may(ada, Action::Edit, {{UnitKind::Group, 7, "Other"}, Unit{}}, day).allowed);
}

TEST(May, gives_each_role_its_actions) {
  struct Row {
    Role role;
    bool read, edit, import, manage, audit;
  };
  for (const Row& row : {Row{Role::Administrator, true, true, true, true, true},
                         Row{Role::Editor, true, true, true, false, false},
                         Row{Role::Reader, true, false, false, false, false}}) {
    const Principal one = member({{GrantId{1}, row.role, Unit{}, base::Period()}});
    EXPECT_EQ(may(one, Action::Read, oak_path, day).allowed, row.read);
    EXPECT_EQ(may(one, Action::Edit, oak_path, day).allowed, row.edit);
    EXPECT_EQ(may(one, Action::Import, oak_path, day).allowed, row.import);
    EXPECT_EQ(may(one, Action::ManageAccess, oak_path, day).allowed, row.manage);
    EXPECT_EQ(may(one, Action::ReadAudit, oak_path, day).allowed, row.audit);
    EXPECT_TRUE(may(one, Action::ReadDrafts, oak_path, day).allowed);
  }
}

TEST(May, shows_drafts_to_nobody_without_a_grant) {
  Principal passer = member({});
  EXPECT_FALSE(may(passer, Action::ReadDrafts, oak_path, day).allowed);
  passer.reading = Reading::Anyone;
  EXPECT_FALSE(may(passer, Action::ReadDrafts, oak_path, day).allowed);
  EXPECT_FALSE(may(Principal{}, Action::ReadDrafts, oak_path, day).allowed);
  const Principal elsewhere = member({{GrantId{3}, Role::Reader, harbour, base::Period()}});
  EXPECT_FALSE(may(elsewhere, Action::ReadDrafts, {trust, Unit{}}, day).allowed);
}

TEST(May, minds_the_days_of_a_grant_and_says_so) {
  const base::Period year(day.plus_days(-10), day);
  const Principal ada = member({{GrantId{12}, Role::Editor, trust, year}});
  EXPECT_TRUE(may(ada, Action::Edit, oak_path, day.plus_days(-1)).allowed);
  const Ruling over = may(ada, Action::Edit, oak_path, day);
  EXPECT_FALSE(over.allowed);
  EXPECT_EQ(over.reason,
            "You may not change Oak Primary School on 26 November 2026: you are Editor of Harbour "
            "Trust, 16 November 2026 to 25 November 2026.");
}

TEST(May, lets_nobody_but_readers_in_without_signing_in) {
  Principal nobody;
  EXPECT_TRUE(may(nobody, Action::Read, oak_path, day).allowed);
  EXPECT_FALSE(may(nobody, Action::Edit, oak_path, day).allowed);
  nobody.reading = Reading::Members;
  const Ruling ruling = may(nobody, Action::Read, oak_path, day);
  EXPECT_FALSE(ruling.allowed);
  EXPECT_EQ(ruling.reason, "You are not signed in.");
  EXPECT_TRUE(may(member({}), Action::Read, oak_path, day).allowed);
  // Grants of somebody who has not signed in yet count for nothing.
  nobody.grants = {{GrantId{1}, Role::Administrator, Unit{}, base::Period()}};
  EXPECT_FALSE(may(nobody, Action::Edit, oak_path, day).allowed);
}

TEST(May, takes_scopes_away_from_a_token) {
  Principal token = member({{GrantId{1}, Role::Administrator, Unit{}, base::Period()}});
  token.scopes = *parse_scopes("read");
  EXPECT_TRUE(may(token, Action::Read, oak_path, day).allowed);
  const Ruling ruling = may(token, Action::Edit, oak_path, day);
  EXPECT_EQ(ruling.reason, "The API token lacks the scope \"edit\"; it has \"read\".");
  token.scopes = *parse_scopes("admin edit");
  EXPECT_TRUE(may(token, Action::ReadAudit, oak_path, day).allowed);
  EXPECT_FALSE(may(token, Action::Read, oak_path, day).allowed);
}

TEST(May, becomes_an_error_for_a_handler) {
  EXPECT_EQ(sql::code_of(require(member({}), Action::Edit, oak_path, day)), "not_allowed");
  const Principal ada = member({{GrantId{12}, Role::Editor, harbour, base::Period()}});
  EXPECT_EQ(sql::must(require(ada, Action::Edit, oak_path, day)).grant, GrantId{12});
}

TEST(May, has_words_for_its_kinds) {
  for (const char* word : {"everything", "authority", "group", "cluster", "school"}) {
    EXPECT_EQ(name_of(*unit_kind_of(word)), word);
  }
  for (const char* word : {"administrator", "editor", "reader"}) {
    EXPECT_EQ(name_of(*role_of(word)), word);
  }
  for (const char* word : {"session", "token", "command", "system"}) {
    EXPECT_EQ(name_of(*via_of(word)), word);
  }
  EXPECT_FALSE(role_of("Editor"));
  EXPECT_FALSE(unit_kind_of(""));
  EXPECT_EQ(parse_scopes(" edit  read ")->text(), "read edit");
  EXPECT_FALSE(parse_scopes("read write"));
  EXPECT_FALSE(parse_scopes(" "));
}

// ---- properties -------------------------------------------------------------------------------

Unit some_unit() {
  const auto kind = static_cast<UnitKind>(*rc::gen::inRange(1, 5));
  return {kind, *rc::gen::inRange<std::int64_t>(1, 4), "unit"};
}

UnitPath some_path() {
  UnitPath path;
  const int count = *rc::gen::inRange(0, 4);
  for (int i = 0; i < count; ++i) path.push_back(some_unit());
  path.emplace_back();
  return path;
}

Grant some_grant() {
  Grant grant;
  grant.id = GrantId{*rc::gen::inRange<std::int64_t>(1, 100)};
  grant.role = static_cast<Role>(*rc::gen::inRange(0, 3));
  if (*rc::gen::inRange(0, 4) != 0) grant.unit = some_unit();
  const int first = *rc::gen::inRange(-5, 5);
  grant.period = base::Period(day.plus_days(first), day.plus_days(first + *rc::gen::inRange(1, 6)));
  return grant;
}

Principal some_member() {
  std::vector<Grant> grants;
  const int count = *rc::gen::inRange(0, 5);
  for (int i = 0; i < count; ++i) grants.push_back(some_grant());
  return member(std::move(grants));
}

Action some_action() { return static_cast<Action>(*rc::gen::inRange(0, 5)); }

RC_GTEST_PROP(MayProperty, a_grant_reaches_neither_beyond_its_unit_nor_its_days, ()) {
  const Principal principal = some_member();
  const UnitPath path = some_path();
  const base::Date date = day.plus_days(*rc::gen::inRange(-7, 12));
  const Ruling ruling = may(principal, some_action(), path, date);
  RC_ASSERT(!ruling.reason.empty());
  if (!ruling.grant.known()) return;
  RC_ASSERT(ruling.allowed);
  bool found = false;
  for (const Grant& grant : principal.grants) {
    if (grant.id != ruling.grant || !grant.period.contains(date)) continue;
    for (const Unit& unit : path) found = found || grant.unit.same(unit);
  }
  RC_ASSERT(found);
}

RC_GTEST_PROP(MayProperty, fewer_scopes_or_grants_never_allow_more, ()) {
  const Principal whole = some_member();
  Principal narrow = whole;
  narrow.scopes = {*rc::gen::arbitrary<bool>(), *rc::gen::arbitrary<bool>(),
                   *rc::gen::arbitrary<bool>(), *rc::gen::arbitrary<bool>()};
  if (!narrow.grants.empty() && *rc::gen::arbitrary<bool>()) narrow.grants.pop_back();
  const UnitPath path = some_path();
  const base::Date date = day.plus_days(*rc::gen::inRange(-7, 12));
  for (int action = 0; action < 5; ++action) {
    const auto asked = static_cast<Action>(action);
    if (may(narrow, asked, path, date).allowed) RC_ASSERT(may(whole, asked, path, date).allowed);
  }
}

RC_GTEST_PROP(MayProperty, nobody_who_is_not_signed_in_changes_anything, ()) {
  Principal principal = some_member();
  principal.signed_in = false;
  const Action action = some_action();
  if (action == Action::Read) principal.reading = Reading::Members;
  RC_ASSERT(!may(principal, action, some_path(), day).allowed);
}

}  // namespace
}  // namespace guard
