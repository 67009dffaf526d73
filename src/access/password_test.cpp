// Which passwords may be chosen, how they are hashed, and how many at once.
#include "access/password.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include "sql/database_testing.hpp"

namespace guard {
namespace {

using sql::code_of;
using sql::must;

// As little work as libsodium allows, so that the tests are quick.
PasswordSettings quick() {
  PasswordSettings settings;
  settings.memory_bytes = 8192;
  settings.passes = 1;
  return settings;
}

TEST(Passwords, may_be_long_and_in_any_script) {
  const PasswordSettings settings;
  for (const std::string& good :
       {std::string("correct horse battery staple"), std::string("ein Fluss ohne Wasser"),
        std::string("\xce\xb7 \xce\xb8\xce\xac\xce\xbb\xce\xb1\xcf\x83\xcf\x83\xce\xb1 42!"),
        std::string("k7#Vq2!mZp9x"), std::string("seven herons over the marsh")}) {
    EXPECT_EQ(code_of(check_password(good, "ada@example.org", settings)), "") << good;
  }
}

TEST(Passwords, have_128_characters_at_most_and_each_of_them_counts) {
  std::string whole = "herons";
  for (int i = 0; whole.size() < 128; ++i) whole += " " + std::to_string(i * i) + " marsh";
  whole.resize(128);
  for (const std::size_t size : {std::size_t{64}, std::size_t{128}}) {
    EXPECT_EQ(code_of(check_password(whole.substr(0, size), "ada@example.org", {})), "") << size;
  }
  EXPECT_EQ(code_of(check_password(whole + "x", "ada@example.org", {})), "password_weak");
  Passwords passwords(quick());
  const std::string kept = must(passwords.hash(whole));
  EXPECT_TRUE(must(passwords.verify(whole, kept)));
  EXPECT_FALSE(must(passwords.verify(whole.substr(0, 127) + "?", kept)));
  EXPECT_FALSE(must(passwords.verify(whole.substr(0, 127), kept)));
}

TEST(Passwords, are_refused_when_others_would_try_them) {
  const PasswordSettings settings;
  for (const std::string& bad :
       {std::string("short"), std::string("elevenchars"), std::string("Password1234"),
        std::string("P@ssw0rd2025!"), std::string("welcome welcome"), std::string("123456789012"),
        std::string("qwertyuiop12"), std::string("aaaaaaaaaaaaaa"), std::string("abcabcabcabc"),
        std::string("Headteacher2026"), std::string("Guildhall!!!!"),
        std::string("lovelace.2026.x"), std::string("x L\xc3\xb3velace x x x"),
        std::string("correct horse \xff\xfe staple"), std::string(129, 'x')}) {
    EXPECT_EQ(code_of(check_password(bad, "Lovelace@example.org", settings)), "password_weak")
        << bad;
  }
  EXPECT_EQ(code_of(check_password("jo walks over the marsh", "jo@example.org", settings)), "");
}

TEST(Passwords, are_the_same_on_every_keyboard) {
  // The letter e with an accent, as one character and as two.
  EXPECT_EQ(normal_password("caf\x65\xcc\x81"), normal_password("caf\xc3\xa9"));
  EXPECT_EQ(normal_password("\xff"), "\xff");
  Passwords passwords(quick());
  const std::string kept = must(passwords.hash("un caf\xc3\xa9 noir, merci"));
  EXPECT_TRUE(must(passwords.verify("un caf\x65\xcc\x81 noir, merci", kept)));
}

TEST(Passwords, verify_only_themselves) {
  Passwords passwords(quick());
  const std::string kept = must(passwords.hash("seven herons over the marsh"));
  EXPECT_TRUE(kept.starts_with("$argon2id$"));
  EXPECT_NE(kept, must(passwords.hash("seven herons over the marsh")));
  EXPECT_TRUE(must(passwords.verify("seven herons over the marsh", kept)));
  EXPECT_FALSE(must(passwords.verify("Seven herons over the marsh", kept)));
  EXPECT_FALSE(must(passwords.verify("", kept)));
  EXPECT_FALSE(must(passwords.verify(std::string(100000, 'x'), kept)));
  EXPECT_FALSE(must(passwords.verify("seven herons over the marsh", "")));
  EXPECT_FALSE(must(passwords.verify("seven herons over the marsh", "no hash")));
}

// The same algorithm with the same memory and passes: then the time is the same, whoever measures.
TEST(Passwords, take_as_long_where_there_is_no_account) {
  for (const unsigned passes : {1U, 3U}) {
    PasswordSettings settings = quick();
    settings.passes = passes;
    Passwords passwords(settings);
    const std::string kept = must(passwords.hash("seven herons over the marsh"));
    const std::string& stand_in = passwords.stand_in();
    const std::size_t salt = kept.rfind('$', kept.rfind('$') - 1);
    EXPECT_EQ(stand_in.substr(0, salt), kept.substr(0, salt));
    EXPECT_EQ(stand_in.size(), kept.size());
    EXPECT_FALSE(passwords.outdated(stand_in)) << "libsodium can read it, so it does the work";
    EXPECT_FALSE(must(passwords.verify("", "")));
  }
}

TEST(Passwords, know_when_settings_have_changed) {
  Passwords before(quick());
  PasswordSettings more = quick();
  more.passes = 2;
  Passwords after(more);
  const std::string kept = must(before.hash("seven herons over the marsh"));
  EXPECT_FALSE(before.outdated(kept));
  EXPECT_TRUE(after.outdated(kept));
  EXPECT_TRUE(must(after.verify("seven herons over the marsh", kept)));
}

TEST(HashGate, lets_so_many_in_and_so_many_wait) {
  PasswordSettings settings;
  settings.at_once_max = 2;
  settings.waiting_max = 0;
  HashGate gate(settings);
  EXPECT_EQ(code_of(gate.enter()), "");
  EXPECT_EQ(code_of(gate.enter()), "");
  EXPECT_EQ(code_of(gate.enter()), "too_many_requests");
  gate.leave();
  EXPECT_EQ(code_of(gate.enter()), "");
}

TEST(HashGate, sends_away_who_has_waited_too_long) {
  PasswordSettings settings;
  settings.at_once_max = 1;
  settings.wait_ms_max = 1;
  HashGate gate(settings);
  EXPECT_EQ(code_of(gate.enter()), "");
  EXPECT_EQ(code_of(gate.enter()), "too_many_requests");
}

TEST(HashGate, is_never_fuller_than_it_may_be) {
  PasswordSettings settings;
  settings.at_once_max = 3;
  settings.waiting_max = 100;
  settings.wait_ms_max = 60000;
  HashGate gate(settings);
  std::atomic<int> inside = 0;
  std::atomic<int> most = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 200; ++round) {
        must(gate.enter());
        const int now = ++inside;
        for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
        }
        std::this_thread::yield();
        --inside;
        gate.leave();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_LE(most, 3);
}

}  // namespace
}  // namespace guard
