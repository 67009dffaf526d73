// Sessions, tokens and signing in: how long they hold, and who is who.
#include "access/store_session.hpp"

#include <gtest/gtest.h>

#include "access/may.hpp"
#include "access/secrets.hpp"
#include "access/store_outside.hpp"
#include "access/store_testing.hpp"
#include "access/totp.hpp"

namespace guard {
namespace {

using sql::code_of;
using sql::must;

class Sessions : public AccessTest {
 protected:
  sql::Lease write() { return must(database().write()); }
  Origin origin(std::int64_t now_s = noon, const std::string& address = "192.0.2.1") {
    return {address, "Mozilla/5.0 (Windows) Firefox/125.0", now_s};
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, Sessions, sql::all_engines(), sql::test_engine_name);

TEST_P(Sessions, hold_while_they_are_used_and_for_a_week_at_most) {
  const AccountId ada = member("ada");
  const NewSession session = session_of(ada);
  const Principal principal = principal_of(session.secret);
  EXPECT_TRUE(principal.signed_in);
  EXPECT_EQ(principal.account, ada);
  EXPECT_EQ(principal.shown_name, "ada");
  EXPECT_EQ(principal.csrf, csrf_of(session.secret));
  EXPECT_TRUE(principal_of(session.secret, noon + 12 * 3600 - 1).signed_in);
  EXPECT_FALSE(principal_of(session.secret, noon + 12 * 3600).signed_in);
  for (std::int64_t at = noon; at < noon + 7 * 86400; at += 11 * 3600) {
    EXPECT_TRUE(principal_of(session.secret, at).signed_in);
    must(note_use(*write(), principal, at));
  }
  EXPECT_FALSE(principal_of(session.secret, noon + 7 * 86400).signed_in);
  EXPECT_FALSE(principal_of(random_secret()).signed_in);
  EXPECT_FALSE(principal_of("no secret").signed_in);
}

TEST_P(Sessions, of_a_clock_that_ran_ahead_do_not_hold) {
  const NewSession session = session_of(member("ada"));
  EXPECT_TRUE(principal_of(session.secret, noon - 300).signed_in);
  EXPECT_FALSE(principal_of(session.secret, noon - 301).signed_in);
}

TEST_P(Sessions, are_noted_once_a_minute) {
  const NewSession session = session_of(member("ada"));
  EXPECT_FALSE(worth_noting(principal_of(session.secret), settings_, noon + 59));
  EXPECT_TRUE(worth_noting(principal_of(session.secret), settings_, noon + 60));
  EXPECT_TRUE(worth_noting(principal_of(session.secret), settings_, noon - 1));
  must(note_use(*write(), principal_of(session.secret), noon + 60));
  EXPECT_FALSE(worth_noting(principal_of(session.secret), settings_, noon + 61));
  EXPECT_FALSE(worth_noting(Principal{}, settings_, noon));
}

TEST_P(Sessions, are_listed_and_ended_by_their_owner) {
  const AccountId ada = member("ada");
  const AccountId ben = member("ben");
  const NewSession one = session_of(ada);
  const NewSession two = session_of(ada, noon + 10);
  const NewSession other = session_of(ben);
  const auto rows = must(sessions(*write(), ada, settings_.sessions, noon + 20));
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].id, two.id);
  EXPECT_EQ(rows[0].agent, "Firefox on Windows");
  EXPECT_EQ(code_of(end_session(*write(), ada, other.id, tester(), noon)), "session_not_found");
  must(end_session(*write(), ada, one.id, tester(), noon));
  EXPECT_EQ(last_action(), "session.end");
  EXPECT_FALSE(principal_of(one.secret).signed_in);
  EXPECT_TRUE(principal_of(two.secret).signed_in);
  session_of(ada);
  EXPECT_EQ(must(end_other_sessions(*write(), ada, two.id, tester(), noon)), 1);
  EXPECT_TRUE(principal_of(two.secret).signed_in);
  EXPECT_EQ(must(end_other_sessions(*write(), ada, 0, tester(), noon)), 1);
  EXPECT_FALSE(principal_of(two.secret).signed_in);
  EXPECT_TRUE(principal_of(other.secret).signed_in);
}

TEST_P(Sessions, other_than_that_in_which_a_second_factor_is_turned_on_end) {
  const AccountId ada = member("ada");
  const NewSession here = session_of(ada);
  const NewSession elsewhere = session_of(ada);
  Doer by = tester();
  by.via = Via::Session;
  by.via_id = here.id;
  const std::string secret = random_totp_secret();
  must(enable_second_factor(*write(), ada, secret, totp_code(secret, totp_step(noon)), by,
                            settings_.codes, noon));
  EXPECT_TRUE(principal_of(here.secret).signed_in);
  EXPECT_FALSE(principal_of(elsewhere.secret).signed_in);
}

TEST_P(Sessions, begin_with_the_right_password) {
  const AccountId ada = member("ada");
  const NewSession session = must(sign_in(desk(), " ADA@example.org", good_password, origin()));
  EXPECT_EQ(principal_of(session.secret).account, ada);
  EXPECT_EQ(last_action(), "session.start");
  const auto wrong = sign_in(desk(), "ada@example.org", "six herons over the marsh", origin());
  const auto nobody = sign_in(desk(), "eve@example.org", good_password, origin());
  EXPECT_EQ(code_of(wrong), "sign_in_failed");
  EXPECT_EQ(code_of(nobody), "sign_in_failed");
  EXPECT_EQ(wrong.error().message, nobody.error().message);
  must(invite(*write(), {"ben@example.org", "Ben", {}}, tester(), settings_.links, noon));
  EXPECT_EQ(code_of(sign_in(desk(), "ben@example.org", "", origin())), "sign_in_failed");
}

TEST_P(Sessions, ask_for_no_new_password_however_old_it_is) {
  member("ada");
  constexpr std::int64_t ten_years_s = std::int64_t{3652} * 86400;
  const Origin later = origin(noon + ten_years_s);
  const NewSession session = must(sign_in(desk(), "ada@example.org", good_password, later));
  // Nor is one's old password barred.
  const Principal ada = principal_of(session.secret, noon + ten_years_s);
  EXPECT_EQ(code_of(change_password(desk(), ada, good_password, good_password, later)), "");
}

TEST_P(Sessions, do_not_begin_after_ten_wrong_passwords) {
  member("ada");
  for (const std::string& email : {std::string("ada@example.org"), std::string("no@example.org")}) {
    for (int i = 0; i < 10; ++i) {
      EXPECT_EQ(code_of(sign_in(desk(), email, "wrong", origin())), "sign_in_failed");
    }
    EXPECT_EQ(code_of(sign_in(desk(), email, good_password, origin())), "too_many_attempts");
  }
  EXPECT_EQ(code_of(sign_in(desk(), "ada@example.org", good_password, origin(noon + 900))), "");
}

TEST_P(Sessions, hash_the_password_anew_when_the_settings_have_changed) {
  const AccountId ada = member("ada");
  const auto kept = [&] {
    return must(write()->text("SELECT password FROM account WHERE id = $1", {ada}));
  };
  const std::string before = kept();
  must(sign_in(desk(), "ada@example.org", good_password, origin()));
  EXPECT_EQ(kept(), before);
  PasswordSettings more = settings_.passwords;
  more.passes = 2;
  Passwords passwords(more);
  must(sign_in({database(), passwords, settings_}, "ada@example.org", good_password, origin()));
  EXPECT_NE(kept(), before);
  must(sign_in(desk(), "ada@example.org", good_password, origin()));
}

TEST_P(Sessions, are_not_refused_for_ever_when_too_many_hash_at_once) {
  member("ada");
  PasswordSettings none = settings_.passwords;
  none.at_once_max = 0;
  none.waiting_max = 0;
  Passwords full(none);
  const Desk crowded = {database(), full, settings_};
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(code_of(sign_in(crowded, "ada@example.org", good_password, origin())),
              "too_many_requests");
  }
  EXPECT_EQ(code_of(sign_in(desk(), "ada@example.org", good_password, origin())), "");
}

TEST_P(Sessions, want_the_second_factor_first) {
  const AccountId ada = member("ada", administrator());
  const std::string secret = random_totp_secret();
  const auto codes = must(enable_second_factor(
      *write(), ada, secret, totp_code(secret, totp_step(noon)), tester(), settings_.codes, noon));
  const std::int64_t later = noon + 60;
  const NewSession half = must(sign_in(desk(), "ada@example.org", good_password, origin(later)));
  EXPECT_TRUE(half.code_wanted);
  const Principal waiting = principal_of(half.secret, later);
  EXPECT_FALSE(waiting.signed_in);
  EXPECT_TRUE(waiting.code_wanted);
  EXPECT_TRUE(waiting.grants.empty());
  EXPECT_FALSE(may(waiting, Action::Edit, {Unit{}}, today()).allowed);
  EXPECT_EQ(code_of(sign_in_code(desk(), half.secret, "000000", origin(later))), "code_wrong");
  const std::string code = totp_code(secret, totp_step(later));
  const NewSession whole = must(sign_in_code(desk(), half.secret, code, origin(later)));
  EXPECT_TRUE(principal_of(whole.secret, later).signed_in);
  EXPECT_EQ(last_action(), "session.confirm");
  // The secret of before is worth nothing, and neither is the code.
  EXPECT_FALSE(principal_of(half.secret, later).code_wanted);
  EXPECT_EQ(code_of(sign_in_code(desk(), half.secret, code, origin(later))), "session_not_found");
  const NewSession again = must(sign_in(desk(), "ada@example.org", good_password, origin(later)));
  EXPECT_EQ(code_of(sign_in_code(desk(), again.secret, code, origin(later))), "code_wrong");
  must(sign_in_code(desk(), again.secret, codes[0], origin(later)));
  const NewSession third = must(sign_in(desk(), "ada@example.org", good_password, origin(later)));
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(code_of(sign_in_code(desk(), third.secret, "1", origin(later))), "code_wrong");
  }
  EXPECT_EQ(code_of(sign_in_code(desk(), third.secret, codes[1], origin(later))),
            "too_many_attempts");
}

TEST_P(Sessions, begin_with_a_link) {
  const auto token = must(first_link(*write(), settings_.links, today(), noon));
  const auto follow = [&](const std::string& password) {
    return follow_link(desk(), *token, {"ada@example.org", "Ada", password}, today(), origin());
  };
  EXPECT_EQ(code_of(follow("short")), "password_weak");
  EXPECT_EQ(code_of(follow(good_password)), "");
  EXPECT_EQ(code_of(follow(good_password)), "link_invalid");
  for (int i = 0; i < 49; ++i) EXPECT_EQ(code_of(follow(good_password)), "link_invalid");
  EXPECT_EQ(code_of(follow(good_password)), "too_many_attempts");
}

TEST_P(Sessions, want_the_second_factor_after_a_link_too) {
  const AccountId ada = member("ada");
  const std::string secret = random_totp_secret();
  must(enable_second_factor(*write(), ada, secret, totp_code(secret, totp_step(noon)), tester(),
                            settings_.codes, noon));
  const std::string token = must(new_link(*write(), ada, tester(), settings_.links, noon));
  const NewSession half =
      must(follow_link(desk(), token, {"", "", "nine otters under the bridge"}, today(), origin()));
  EXPECT_TRUE(half.code_wanted);
  EXPECT_FALSE(principal_of(half.secret).signed_in);
}

TEST_P(Sessions, end_but_this_when_the_password_changes) {
  const NewSession other = session_of(member("ada"));
  const NewSession mine = must(sign_in(desk(), "ada@example.org", good_password, origin()));
  const Principal ada = principal_of(mine.secret);
  const std::string wanted = "nine otters under the bridge";
  EXPECT_EQ(code_of(change_password(desk(), ada, "wrong", wanted, origin())), "sign_in_failed");
  EXPECT_EQ(code_of(change_password(desk(), ada, good_password, "short", origin())),
            "password_weak");
  must(change_password(desk(), ada, good_password, wanted, origin()));
  EXPECT_TRUE(principal_of(mine.secret).signed_in);
  EXPECT_FALSE(principal_of(other.secret).signed_in);
  EXPECT_EQ(code_of(sign_in(desk(), "ada@example.org", good_password, origin())), "sign_in_failed");
  EXPECT_EQ(code_of(sign_in(desk(), "ada@example.org", wanted, origin())), "");
}

TEST_P(Sessions, have_tokens_beside_them) {
  const AccountId ada = member("ada", administrator());
  const auto make = [&](const std::string& label, Scopes scopes, std::int64_t expires_at) {
    return create_token(*write(), ada, {label, scopes, expires_at}, tester(), settings_.tokens,
                        noon);
  };
  EXPECT_EQ(code_of(make("", all_scopes, noon + 1)), "name_missing");
  EXPECT_EQ(code_of(make("script", {}, noon + 1)), "bad_scopes");
  EXPECT_EQ(code_of(make("script", all_scopes, noon)), "bad_expiry");
  EXPECT_EQ(code_of(make("script", all_scopes, noon + 367 * 86400)), "bad_expiry");
  const std::string text = must(make("script", *parse_scopes("read edit"), noon + 86400));
  const Principal principal = must(token_principal(*write(), text, noon));
  EXPECT_TRUE(principal.signed_in);
  EXPECT_EQ(principal.via, Via::Token);
  EXPECT_TRUE(may(principal, Action::Edit, {Unit{}}, today()).allowed);
  EXPECT_FALSE(may(principal, Action::ManageAccess, {Unit{}}, today()).allowed);
  EXPECT_TRUE(worth_noting(principal, settings_, noon));
  must(note_use(*write(), principal, noon));
  EXPECT_EQ(must(tokens(*write(), ada)).front().used_at, noon);
  EXPECT_EQ(code_of(token_principal(*write(), text, noon + 86400)), "token_invalid");
  std::string other = text;
  other.back() = other.back() == 'A' ? 'B' : 'A';
  EXPECT_EQ(code_of(token_principal(*write(), other, noon)), "token_invalid");
  EXPECT_EQ(code_of(token_principal(*write(), "gh_", noon)), "token_invalid");
  const TokenRow row = must(tokens(*write(), ada)).front();
  EXPECT_EQ(row.label, "script");
  EXPECT_EQ(row.scopes.text(), "read edit");
  const AccountId ben = member("ben");
  EXPECT_EQ(code_of(revoke_token(*write(), ben, row.id, tester(), noon)), "token_not_found");
  must(revoke_token(*write(), ada, row.id, tester(), noon));
  EXPECT_EQ(last_action(), "token.revoke");
  EXPECT_EQ(code_of(token_principal(*write(), text, noon)), "token_invalid");
  EXPECT_TRUE(must(tokens(*write(), ada)).empty());
}

TEST_P(Sessions, begin_elsewhere_and_come_back_once) {
  const OutsideSignIn sign_in = {"school", "nonce", "verifier", "/clusters/7"};
  const auto keep = [&] { return must(keep_outside_sign_in(*write(), sign_in, 600, noon)); };
  const auto take = [&](const std::string& state, std::int64_t now_s) {
    return take_outside_sign_in(*write(), state, 600, now_s);
  };
  const std::string state = keep();
  EXPECT_EQ(must(take(state, noon + 599)).return_to, "/clusters/7");
  EXPECT_EQ(code_of(take(state, noon)), "outside_sign_in_over");
  EXPECT_EQ(code_of(take(keep(), noon + 600)), "outside_sign_in_over");
  EXPECT_EQ(code_of(take("", noon)), "outside_sign_in_over");
  must(keep_outside_sign_in(*write(), sign_in, 600, noon + 9999));
  EXPECT_EQ(must(write()->integer("SELECT count(*) FROM outside_sign_in")), 1);
}

TEST_P(Sessions, know_outside_identities) {
  const AccountId ada = member("ada");
  const AccountId ben = member("ben");
  const OutsideIdentity identity = {"https://login.example.org", "abc"};
  EXPECT_FALSE(must(account_of_outside(*write(), identity)));
  must(add_outside_identity(*write(), ada, identity, tester(), noon));
  EXPECT_EQ(must(account_of_outside(*write(), identity)), ada);
  EXPECT_EQ(code_of(add_outside_identity(*write(), ada, identity, tester(), noon)), "");
  EXPECT_EQ(code_of(add_outside_identity(*write(), ben, identity, tester(), noon)),
            "identity_taken");
  EXPECT_EQ(must(outside_identities(*write(), ada)).front().subject, "abc");
  EXPECT_TRUE(must(outside_identities(*write(), ben)).empty());
}

}  // namespace
}  // namespace guard
