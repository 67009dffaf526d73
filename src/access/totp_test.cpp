// Codes as RFC 6238 has them, each accepted once; the square that carries the secret.
#include "access/totp.hpp"

#include <gtest/gtest.h>

#include "access/qr.hpp"

namespace guard {
namespace {

// "12345678901234567890", the secret of RFC 6238, appendix B.
const std::string rfc_secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

TEST(Totp, makes_the_codes_of_the_rfc) {
  // The last six of its eight digits.
  EXPECT_EQ(totp_code(rfc_secret, totp_step(59)), "287082");
  EXPECT_EQ(totp_code(rfc_secret, totp_step(1111111109)), "081804");
  EXPECT_EQ(totp_code(rfc_secret, totp_step(1234567890)), "005924");
  EXPECT_EQ(totp_code(rfc_secret, totp_step(20000000000)), "353130");
}

TEST(Totp, accepts_a_step_either_side_and_each_once) {
  const std::int64_t now_s = 1800000000;
  const std::int64_t now = totp_step(now_s);
  for (const std::int64_t step : {now - 1, now, now + 1}) {
    const std::string code = totp_code(rfc_secret, step);
    EXPECT_EQ(matching_step(rfc_secret, code, now_s, 0, 1), step);
    EXPECT_EQ(matching_step(rfc_secret, code, now_s, step, 1), std::nullopt);
  }
  EXPECT_EQ(matching_step(rfc_secret, totp_code(rfc_secret, now - 2), now_s, 0, 1), std::nullopt);
  EXPECT_EQ(matching_step(rfc_secret, totp_code(rfc_secret, now + 2), now_s, 0, 1), std::nullopt);
  EXPECT_EQ(matching_step(rfc_secret, "", now_s, 0, 1), std::nullopt);
  EXPECT_EQ(matching_step(rfc_secret, totp_code(rfc_secret, 0), 0, -1, 1), 0);
}

TEST(Totp, accepts_no_step_before_the_last_when_the_clock_goes_back) {
  const std::int64_t now = totp_step(1800000000);
  const std::string earlier = totp_code(rfc_secret, now - 100);
  EXPECT_EQ(matching_step(rfc_secret, earlier, (now - 100) * 30, now, 1), std::nullopt);
}

TEST(Totp, reads_what_people_type) {
  EXPECT_EQ(parse_totp_code("287 082"), "287082");
  EXPECT_EQ(parse_totp_code(" 287082 "), "287082");
  for (const char* bad : {"", "28708", "2870822", "28708a", "-87082"}) {
    EXPECT_EQ(parse_totp_code(bad), std::nullopt) << bad;
  }
}

TEST(Totp, makes_secrets_that_work) {
  const std::string secret = random_totp_secret();
  EXPECT_EQ(secret.size(), 32U);
  EXPECT_NE(secret, random_totp_secret());
  EXPECT_EQ(totp_code(secret, 1).size(), 6U);
}

TEST(Totp, gives_its_address_to_a_telephone) {
  EXPECT_EQ(otpauth_address("ABC", "ada+x@example.org"),
            "otpauth://totp/Guildhall:ada%2Bx%40example.org?secret=ABC&issuer=Guildhall"
            "&algorithm=SHA1&digits=6&period=30");
}

// ISO/IEC 18004: three corners with a dark ring of seven, and a line of dark and light between.
TEST(Qr, has_the_marks_by_which_it_is_found) {
  for (const std::string& text :
       {std::string("a"), otpauth_address(rfc_secret, "ada@example.org"), std::string(1000, 'x')}) {
    const QrCode code = qr_code(text);
    ASSERT_GE(code.size, 21);
    EXPECT_EQ(code.size % 4, 1);
    ASSERT_EQ(code.modules.size(), static_cast<std::size_t>(code.size * code.size));
    const int far = code.size - 7;
    for (const auto& [left, top] : {std::pair{0, 0}, std::pair{far, 0}, std::pair{0, far}}) {
      for (int i = 0; i < 7; ++i) {
        EXPECT_TRUE(code.dark(left + i, top) && code.dark(left + i, top + 6));
        EXPECT_TRUE(code.dark(left, top + i) && code.dark(left + 6, top + i));
      }
      EXPECT_TRUE(code.dark(left + 3, top + 3));
      EXPECT_FALSE(code.dark(left + 1, top + 1));
    }
    for (int i = 8; i < far - 1; ++i) EXPECT_EQ(code.dark(i, 6), i % 2 == 0);
  }
  EXPECT_DEATH(qr_code(""), "CHECK failed");
}

TEST(Qr, differs_with_its_text) {
  EXPECT_NE(qr_code("one").modules, qr_code("two").modules);
  EXPECT_EQ(qr_code("one").modules, qr_code("one").modules);
}

}  // namespace
}  // namespace guard
