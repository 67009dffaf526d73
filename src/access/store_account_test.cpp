// Accounts, links, grants and the second factor, each change with its record.
#include "access/store_account.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "access/secrets.hpp"
#include "access/store_testing.hpp"
#include "access/totp.hpp"

namespace guard {
namespace {

using sql::code_of;
using sql::must;

const Unit harbour = {UnitKind::Cluster, 7, "Harbour"};

class Accounts : public AccessTest {
 protected:
  sql::Lease write() { return must(database().write()); }
  Account read(AccountId id) { return must(account(*write(), id)); }
  std::string link_code(const std::string& token, std::int64_t now_s) {
    return code_of(open_link(*write(), token, now_s));
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, Accounts, sql::all_engines(), sql::test_engine_name);
class SharedAccounts : public Accounts {};
INSTANTIATE_TEST_SUITE_P(Engines, SharedAccounts, sql::shared_engines(), sql::test_engine_name);

TEST_P(Accounts, begin_with_the_first_administrator) {
  EXPECT_FALSE(must(has_administrator(*write(), today())));
  const auto older = must(first_link(*write(), settings_.links, today(), noon));
  const auto token = must(first_link(*write(), settings_.links, today(), noon));
  ASSERT_TRUE(older && token);
  EXPECT_EQ(link_code(*older, noon), "link_invalid");
  EXPECT_EQ(must(open_link(*write(), *token, noon)).purpose, LinkPurpose::First);
  EXPECT_EQ(code_of(use_link(*write(), *token, {"ada", "Ada", "x"}, today(), noon)), "bad_email");
  EXPECT_EQ(code_of(use_link(*write(), *token, {"ada@example.org", " ", "x"}, today(), noon)),
            "name_missing");
  const AccountId id =
      must(use_link(*write(), *token, {"ada@example.org", "Ada Marsh", "x"}, today(), noon));
  EXPECT_TRUE(must(has_administrator(*write(), today())));
  EXPECT_EQ(read(id).state, AccountState::Active);
  EXPECT_EQ(must(grants(*write(), id)).front().grant.role, Role::Administrator);
  EXPECT_FALSE(must(first_link(*write(), settings_.links, today(), noon)));
  EXPECT_EQ(code_of(use_link(*write(), *token, {"b@example.org", "Ben", "x"}, today(), noon)),
            "link_invalid");
  EXPECT_EQ(trail().records, 2);
}

TEST_P(Accounts, have_no_second_first_administrator) {
  const auto token = must(first_link(*write(), settings_.links, today(), noon));
  member("ben", administrator());
  EXPECT_EQ(code_of(use_link(*write(), *token, {"eve@example.org", "Eve", "x"}, today(), noon)),
            "link_invalid");
}

TEST_P(Accounts, are_invited_and_accept_once) {
  const Invited invited = must(invite(*write(), {"Ada@example.org", "Ada", editor_of(harbour)},
                                      tester(), settings_.links, noon));
  EXPECT_EQ(read(invited.account).state, AccountState::Invited);
  EXPECT_EQ(must(open_link(*write(), invited.token, noon)).email, "Ada@example.org");
  EXPECT_EQ(
      code_of(invite(*write(), {"ada@EXAMPLE.org", "Other", {}}, tester(), settings_.links, noon)),
      "account_exists");
  EXPECT_EQ(must(use_link(*write(), invited.token, {"", "Ada Marsh", "x"}, today(), noon)),
            invited.account);
  EXPECT_EQ(read(invited.account).name, "Ada Marsh");
  EXPECT_TRUE(read(invited.account).has_password);
  EXPECT_EQ(code_of(use_link(*write(), invited.token, {"", "Eve", "y"}, today(), noon)),
            "link_invalid");
  EXPECT_EQ(last_action(), "account.accept");
  EXPECT_EQ(must(accounts(*write())).size(), 1U);
  EXPECT_EQ(must(account_of_email(*write(), " ADA@example.org ")).id, invited.account);
  EXPECT_EQ(code_of(account_of_email(*write(), "eve@example.org")), "account_not_found");
  EXPECT_EQ(code_of(account(*write(), AccountId{99})), "account_not_found");
}

TEST_P(Accounts, have_links_that_run_out) {
  const Invited invited =
      must(invite(*write(), {"ada@example.org", "Ada", {}}, tester(), settings_.links, noon));
  EXPECT_EQ(link_code(invited.token, noon + 7 * 86400 - 1), "");
  EXPECT_EQ(link_code(invited.token, noon + 7 * 86400), "link_invalid");
  // A clock that goes back a day does not make it a day longer.
  EXPECT_EQ(link_code(invited.token, noon - 86400), "link_invalid");
  EXPECT_EQ(link_code("", noon), "link_invalid");
  EXPECT_EQ(link_code(random_secret(), noon), "link_invalid");
  const std::string newer =
      must(new_link(*write(), invited.account, tester(), settings_.links, noon));
  EXPECT_EQ(link_code(invited.token, noon), "link_invalid");
  EXPECT_EQ(must(open_link(*write(), newer, noon)).purpose, LinkPurpose::Invite);
}

TEST_P(Accounts, get_another_password_by_link_and_lose_their_sessions) {
  const AccountId ada = member("ada");
  const NewSession session = session_of(ada);
  const std::string token = must(new_link(*write(), ada, tester(), settings_.links, noon));
  EXPECT_EQ(must(open_link(*write(), token, noon)).purpose, LinkPurpose::Reset);
  EXPECT_EQ(link_code(token, noon + 3600), "link_invalid");
  EXPECT_TRUE(principal_of(session.secret).signed_in);
  must(use_link(*write(), token, {"", "", "y"}, today(), noon));
  EXPECT_FALSE(principal_of(session.secret).signed_in);
  EXPECT_EQ(last_action(), "account.password");
}

TEST_P(SharedAccounts, use_a_link_once_however_many_try) {
  sql::Options options;
  options.wait_ms_max = 60000;
  sql::Database shared = open(options);
  const Invited invited =
      must(invite(*write(), {"ada@example.org", "Ada", {}}, tester(), settings_.links, noon));
  std::atomic<int> used = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      const sql::Lease lease = must(shared.write());
      if (use_link(*lease, invited.token, {"", "Ada", "x" + std::to_string(i)}, today(), noon).ok())
        ++used;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(used, 1);
  EXPECT_TRUE(trail().whole());
}

TEST_P(Accounts, change_only_as_they_were_shown) {
  const AccountId ada = member("ada");
  member("ben");
  const std::int64_t version = read(ada).version;
  const auto change = [&](std::int64_t shown, std::string_view email, std::string_view name) {
    return code_of(change_account(*write(), ada, shown, email, name, tester(), noon));
  };
  EXPECT_EQ(change(version, "ada.marsh@example.org", "Ada Marsh"), "");
  EXPECT_EQ(last_action(), "account.change");
  EXPECT_EQ(change(version, "ada@example.org", "Ada"), "account_changed");
  EXPECT_EQ(change(version + 1, "BEN@example.org", "Ada"), "account_exists");
  EXPECT_EQ(change(version + 1, "no address", "Ada"), "bad_email");
  EXPECT_EQ(change(version + 1, "a@b@c", "Ada"), "bad_email");
  EXPECT_EQ(change(version + 1, "ada@example.org", "A\nB"), "name_missing");
  EXPECT_EQ(read(ada).email, "ada.marsh@example.org");
  const auto found = must(search_audit(*write(), {.action = "account.change"}, 10));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].act.old_values, "{\"email\":\"ada@example.org\",\"name\":\"ada\"}");
  EXPECT_EQ(found[0].act.new_values,
            "{\"email\":\"ada.marsh@example.org\",\"name\":\"Ada Marsh\"}");
}

TEST_P(Accounts, when_closed_let_nobody_in) {
  member("root", administrator());
  const AccountId ada = member("ada", editor_of(harbour));
  const NewSession session = session_of(ada);
  const std::string token =
      must(create_token(*write(), ada, {"script", *parse_scopes("edit"), noon + 86400}, tester(),
                        settings_.tokens, noon));
  const std::string link = must(new_link(*write(), ada, tester(), settings_.links, noon));
  must(close_account(*write(), ada, tester(), today(), noon));
  EXPECT_FALSE(principal_of(session.secret).signed_in);
  EXPECT_EQ(code_of(token_principal(*write(), token, noon)), "token_invalid");
  EXPECT_EQ(link_code(link, noon), "link_invalid");
  EXPECT_EQ(code_of(sign_in(desk(), "ada@example.org", good_password, {"192.0.2.1", "", noon})),
            "sign_in_failed");
  EXPECT_EQ(code_of(close_account(*write(), ada, tester(), today(), noon)), "account_closed");
  EXPECT_EQ(code_of(new_link(*write(), ada, tester(), settings_.links, noon)), "account_closed");
  EXPECT_EQ(code_of(add_grant(*write(), ada, editor_of(harbour), tester(), noon)),
            "account_closed");
  EXPECT_EQ(code_of(change_account(*write(), ada, 1, "a@b.c", "Ada", tester(), noon)),
            "account_closed");
  EXPECT_EQ(code_of(start_session(*write(), {ada, "password", "", false}, noon)), "account_closed");
}

TEST_P(Accounts, always_keep_an_administrator) {
  const AccountId ada = member("ada", administrator());
  const GrantId only = must(grants(*write(), ada)).front().grant.id;
  EXPECT_EQ(code_of(revoke_grant(*write(), only, tester(), today(), noon)), "last_administrator");
  EXPECT_EQ(code_of(close_account(*write(), ada, tester(), today(), noon)), "last_administrator");
  // One for a part, one of the past and one who has not accepted do not count.
  const AccountId ben = member("ben");
  Grant part = editor_of(harbour);
  part.role = Role::Administrator;
  must(add_grant(*write(), ben, part, tester(), noon));
  Grant past = administrator();
  past.period = base::Period(today().plus_days(-9), today());
  must(add_grant(*write(), ben, past, tester(), noon));
  must(
      invite(*write(), {"cy@example.org", "Cy", administrator()}, tester(), settings_.links, noon));
  EXPECT_EQ(code_of(revoke_grant(*write(), only, tester(), today(), noon)), "last_administrator");
  const GrantId second = must(add_grant(*write(), ben, administrator(), tester(), noon));
  EXPECT_EQ(code_of(revoke_grant(*write(), only, tester(), today(), noon)), "");
  EXPECT_EQ(code_of(revoke_grant(*write(), second, tester(), today(), noon)), "last_administrator");
  EXPECT_EQ(code_of(revoke_grant(*write(), only, tester(), today(), noon)), "grant_not_found");
  EXPECT_EQ(code_of(close_account(*write(), ada, tester(), today(), noon)), "");
}

TEST_P(SharedAccounts, keep_an_administrator_when_two_revoke_each_other) {
  sql::Options options;
  options.wait_ms_max = 60000;
  sql::Database shared = open(options);
  std::vector<GrantId> both;
  for (const char* name : {"ada", "ben"}) {
    const AccountId id = member(name, administrator());
    both.push_back(must(grants(*write(), id)).front().grant.id);
  }
  std::vector<std::thread> threads;
  for (const GrantId grant : both) {
    threads.emplace_back([&, grant] {
      (void)revoke_grant(*must(shared.write()), grant, tester(), today(), noon).ok();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_TRUE(must(has_administrator(*write(), today())));
}

TEST_P(Accounts, show_their_grants_also_when_revoked) {
  member("root", administrator());
  const AccountId ada = member("ada");
  const GrantId id = must(add_grant(*write(), ada, editor_of(harbour), tester(), noon));
  EXPECT_EQ(last_action(), "grant.add");
  const NewSession session = session_of(ada);
  ASSERT_EQ(principal_of(session.secret).grants.size(), 1U);
  EXPECT_TRUE(principal_of(session.secret).grants[0].unit.same(harbour));
  must(revoke_grant(*write(), id, tester(), today(), noon + 5));
  EXPECT_TRUE(principal_of(session.secret).grants.empty());
  const auto rows = must(grants(*write(), ada));
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].revoked_at, noon + 5);
  EXPECT_EQ(must(grants(*write())).size(), 2U);
}

TEST_P(Accounts, turn_a_second_factor_on_and_off) {
  const AccountId ada = member("ada");
  const std::string secret = random_totp_secret();
  const auto enable = [&](const std::string& code) {
    return enable_second_factor(*write(), ada, secret, code, tester(), settings_.codes, noon);
  };
  EXPECT_EQ(code_of(enable("12345")), "code_wrong");
  const std::string now = totp_code(secret, totp_step(noon));
  EXPECT_EQ(code_of(enable(totp_code(secret, totp_step(noon) + 5))), "code_wrong");
  const auto codes = must(enable(now));
  EXPECT_EQ(codes.size(), 10U);
  EXPECT_TRUE(read(ada).second_factor);
  EXPECT_EQ(code_of(enable(now)), "second_factor_on");
  const auto use = [&](const std::string& code, std::int64_t now_s) {
    return code_of(use_code(*write(), ada, code, settings_.codes, now_s));
  };
  // The code that turned it on is used up.
  EXPECT_EQ(use(now, noon), "code_wrong");
  const std::string next = totp_code(secret, totp_step(noon) + 1);
  EXPECT_EQ(use(next, noon + 30), "");
  EXPECT_EQ(use(next, noon + 30), "code_wrong");
  EXPECT_EQ(use(codes[3], noon), "");
  EXPECT_EQ(last_action(), "account.recovery");
  EXPECT_EQ(use(codes[3], noon), "code_wrong");
  EXPECT_EQ(use("neither one nor other", noon), "code_wrong");
  EXPECT_EQ(must(recovery_codes_left(*write(), ada)), 9);
  must(disable_second_factor(*write(), ada, tester(), noon));
  EXPECT_EQ(last_action(), "account.second_factor_off");
  EXPECT_FALSE(read(ada).second_factor);
  EXPECT_EQ(use(codes[4], noon), "code_wrong");
  EXPECT_EQ(use(totp_code(secret, totp_step(noon) + 9), noon + 270), "code_wrong");
}

TEST_P(Accounts, leave_no_secret_in_the_trail) {
  const AccountId ada = member("ada");
  const std::string secret = random_totp_secret();
  const auto codes = must(enable_second_factor(
      *write(), ada, secret, totp_code(secret, totp_step(noon)), tester(), settings_.codes, noon));
  const NewSession session = session_of(ada);
  const std::string token = must(create_token(*write(), ada, {"script", all_scopes, noon + 86400},
                                              tester(), settings_.tokens, noon));
  const std::string link = must(new_link(*write(), ada, tester(), settings_.links, noon));
  std::string all;
  must(each_audit_record(*write(), [&](const AuditRecord& one) -> base::Status {
    all += canonical_text(one.act);
    return {};
  }));
  for (const std::string& hidden :
       {secret, codes[0], session.secret, token.substr(16), link, std::string("$argon2"),
        secret_hash(session.secret), secret_hash(link)}) {
    EXPECT_EQ(all.find(hidden), std::string::npos) << hidden;
  }
  EXPECT_TRUE(trail().whole());
}

}  // namespace
}  // namespace guard
