// Whose account an outside account opens, on both engines.
#include "access/store_oidc.hpp"

#include <gtest/gtest.h>

#include "access/oidc_testing.hpp"
#include "access/store_testing.hpp"
#include "access/totp.hpp"

namespace guard {
namespace {

class OutsideTest : public AccessTest {
 protected:
  static Claims claims_of(const std::string& name, bool verified = true) {
    return {"https://login.example", "subject of " + name, name + "@example.org", verified, name};
  }
  std::string arrive(const Claims& claims) {
    const auto session = arrive_outside(desk(), provider_, claims, origin_);
    if (!session.ok()) return session.error().code;
    const Principal principal = principal_of(session.value().secret);
    return principal.shown_name + (session.value().code_wanted ? ", code wanted" : "");
  }
  std::string accept(const std::string& token, const Claims& claims) {
    const auto session = accept_outside(desk(), provider_, claims, token, origin_);
    if (!session.ok()) return session.error().code;
    return principal_of(session.value().secret).shown_name;
  }
  Invited invited(const std::string& name) {
    return sql::must(invite(*sql::must(database().write()), {name + "@example.org", name}, tester(),
                            settings_.links, noon));
  }
  Account account_now(AccountId id) {
    return sql::must(account(*sql::must(database().read()), id));
  }
  std::size_t identities(AccountId id) {
    return sql::must(outside_identities(*sql::must(database().read()), id)).size();
  }
  // The second factor turned on.
  void protect(AccountId id) {
    const std::string secret = random_totp_secret();
    sql::must(enable_second_factor(*sql::must(database().write()), id, secret,
                                   totp_code(secret, totp_step(noon)), tester(), settings_.codes,
                                   noon));
  }

  OidcProvider provider_ = test_provider();
  Origin origin_ = {"192.0.2.1", "Firefox/125 (Windows)", noon};
};

TEST_P(OutsideTest, a_verified_address_links_once_and_the_subject_counts_from_then_on) {
  const AccountId ada = member("Ada");
  EXPECT_EQ(arrive(claims_of("Ada")), "Ada");
  EXPECT_EQ(identities(ada), 1U);
  // The address at the provider may change, and become unverified: the subject is the same.
  Claims moved = claims_of("Ada");
  moved.email = "else@example.org";
  moved.email_verified = false;
  EXPECT_EQ(arrive(moved), "Ada");
  // Somebody else who later has Ada's address there is another subject, but the mailbox is theirs.
  EXPECT_EQ(last_action(), "session.start");
  EXPECT_TRUE(trail().whole());
}

TEST_P(OutsideTest, nobody_is_let_in_without_an_account) {
  member("Ada");
  EXPECT_EQ(arrive(claims_of("Ben")), "outside_unknown");
  EXPECT_EQ(arrive(claims_of("Ada", false)), "outside_unknown");
  EXPECT_EQ(sql::must(accounts(*sql::must(database().read()))).size(), 1U);
}

TEST_P(OutsideTest, the_refusal_says_who_came) {
  const auto refused = arrive_outside(desk(), provider_, claims_of("Ben"), origin_);
  EXPECT_NE(refused.error().message.find("Ben at Work account"), std::string::npos);
}

TEST_P(OutsideTest, an_invitation_is_accepted_by_a_verified_address) {
  const Invited ben = invited("Ben");
  EXPECT_EQ(arrive(claims_of("Ben", false)), "outside_unknown");
  EXPECT_EQ(account_now(ben.account).state, AccountState::Invited);
  EXPECT_EQ(arrive(claims_of("Ben")), "Ben");
  EXPECT_EQ(account_now(ben.account).state, AccountState::Active);
  EXPECT_EQ(sql::code_of(open_link(*sql::must(database().read()), ben.token, noon)),
            "link_invalid");
}

TEST_P(OutsideTest, an_invitation_is_accepted_by_its_link_whatever_the_address) {
  const Invited ben = invited("Ben");
  EXPECT_EQ(accept(ben.token, claims_of("Benjamin", false)), "Ben");
  EXPECT_EQ(account_now(ben.account).state, AccountState::Active);
  EXPECT_EQ(accept(ben.token, claims_of("Cy")), "link_invalid");
  EXPECT_EQ(arrive(claims_of("Benjamin", false)), "Ben");
}

TEST_P(OutsideTest, a_link_is_not_used_up_where_the_outside_account_is_taken) {
  const AccountId ada = member("Ada");
  EXPECT_EQ(arrive(claims_of("Ada")), "Ada");
  const Invited ben = invited("Ben");
  EXPECT_EQ(accept(ben.token, claims_of("Ada")), "identity_taken");
  EXPECT_EQ(accept(ben.token, claims_of("Ben")), "Ben");
  EXPECT_EQ(identities(ada), 1U);
}

TEST_P(OutsideTest, a_link_for_a_new_password_links_nothing) {
  const AccountId ada = member("Ada");
  const std::string token =
      sql::must(new_link(*sql::must(database().write()), ada, tester(), settings_.links, noon));
  EXPECT_EQ(accept(token, claims_of("Eve")), "link_invalid");
  EXPECT_TRUE(open_link(*sql::must(database().read()), token, noon).ok());
}

TEST_P(OutsideTest, a_closed_account_stays_closed) {
  member("Root", administrator());
  const AccountId ada = member("Ada");
  EXPECT_EQ(arrive(claims_of("Ada")), "Ada");
  sql::must(close_account(*sql::must(database().write()), ada, tester(), today(), noon));
  EXPECT_EQ(arrive(claims_of("Ada")), "account_closed");
  Claims other = claims_of("Ada");
  other.subject = "another";
  EXPECT_EQ(arrive(other), "account_closed");
  EXPECT_EQ(identities(ada), 1U);
}

TEST_P(OutsideTest, our_second_factor_is_asked_unless_the_provider_is_trusted) {
  protect(member("Ada"));
  const auto session = sql::must(arrive_outside(desk(), provider_, claims_of("Ada"), origin_));
  EXPECT_TRUE(session.code_wanted);
  EXPECT_FALSE(principal_of(session.secret).signed_in);
  provider_.second_factor = true;
  EXPECT_EQ(arrive(claims_of("Ada")), "Ada");
}

TEST_P(OutsideTest, other_domains_are_refused_though_they_are_linked) {
  const AccountId ada = member("Ada");
  EXPECT_EQ(arrive(claims_of("Ada")), "Ada");
  provider_.email_domains = {"harbour.example"};
  EXPECT_EQ(arrive(claims_of("Ada")), "outside_not_allowed");
  EXPECT_EQ(accept(invited("Ben").token, claims_of("Ben")), "outside_not_allowed");
  const NewSession session = session_of(ada);
  EXPECT_EQ(sql::code_of(link_outside(desk(), provider_, claims_of("Ada"),
                                      principal_of(session.secret), origin_)),
            "outside_not_allowed");
}

TEST_P(OutsideTest, one_links_and_unlinks_ones_own) {
  const AccountId ada = member("Ada");
  const AccountId ben = member("Ben");
  const Principal principal = principal_of(session_of(ada).secret);
  sql::must(link_outside(desk(), provider_, claims_of("Somebody", false), principal, origin_));
  EXPECT_EQ(last_action(), "account.outside");
  EXPECT_EQ(arrive(claims_of("Somebody", false)), "Ada");
  EXPECT_EQ(sql::code_of(link_outside(desk(), provider_, claims_of("Somebody"),
                                      principal_of(session_of(ben).secret), origin_)),
            "identity_taken");
  const OutsideIdentity identity = {"https://login.example", "subject of Somebody"};
  const sql::Lease lease = sql::must(database().write());
  EXPECT_EQ(sql::code_of(unlink_outside(*lease, ben, identity, tester(), noon)),
            "outside_not_found");
  sql::must(unlink_outside(*lease, ada, identity, tester(), noon));
  EXPECT_EQ(sql::code_of(unlink_outside(*lease, ada, identity, tester(), noon)),
            "outside_not_found");
}

TEST_P(OutsideTest, the_only_way_in_stays) {
  const Invited ben = invited("Ben");
  EXPECT_EQ(accept(ben.token, claims_of("Ben")), "Ben");
  const sql::Lease lease = sql::must(database().write());
  const OutsideIdentity identity = {"https://login.example", "subject of Ben"};
  EXPECT_EQ(sql::code_of(unlink_outside(*lease, ben.account, identity, tester(), noon)),
            "outside_last");
  sql::must(
      add_outside_identity(*lease, ben.account, {"https://other.example", "b"}, tester(), noon));
  sql::must(unlink_outside(*lease, ben.account, identity, tester(), noon));
}

TEST_P(OutsideTest, refusals_are_on_record_without_the_person) {
  sql::must(
      record_refusal(desk(), provider_, base::make_error("outside_unknown", "Ben is not."), noon));
  const auto found = sql::must(search_audit(*sql::must(database().read()), {}, 1));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().act.action, "outside.refuse");
  EXPECT_EQ(found.front().act.subject.name, "Work account");
  EXPECT_EQ(found.front().act.new_values,
            R"({"issuer":"https://login.example","error":"outside_unknown"})");
  EXPECT_TRUE(trail().whole());
}

INSTANTIATE_TEST_SUITE_P(Engines, OutsideTest, sql::all_engines(), sql::test_engine_name);

}  // namespace
}  // namespace guard
