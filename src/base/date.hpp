// A calendar day. Only main/ reads the clock; everything else is given its dates.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

class Date {
 public:
  // 1 January 1970; used only so that structs can be made empty.
  constexpr Date() = default;
  constexpr explicit Date(std::chrono::sys_days days) : days_(days) {}

  // Nothing for a day that does not exist (31 February) or a year outside 1000 to 9999.
  static std::optional<Date> from_ymd(int year, unsigned month, unsigned day);
  // The whole number yyyymmdd, the form in which the database keeps dates. 0 and 99991231 are
  // Date::distant_past() and Date::distant_future().
  static std::optional<Date> from_number(std::int64_t yyyymmdd);
  // "2025-05-24", the only form that Guildhall writes for machines.
  static std::optional<Date> from_iso(std::string_view text);
  // What people and the national register write: ISO, "24-05-2025", "24/05/2025", "24 May 2025".
  static std::optional<Date> parse(std::string_view text);

  // "Since before anybody kept a record" and "until further notice".
  static Date distant_past();
  static Date distant_future();

  int year() const;
  unsigned month() const;
  unsigned day() const;
  std::int64_t number() const;    // yyyymmdd; 0 for distant_past
  std::string iso() const;        // "2025-05-24"
  std::string long_form() const;  // "24 May 2025"

  Date plus_days(int days) const { return Date(days_ + std::chrono::days(days)); }
  std::chrono::sys_days days() const { return days_; }
  int days_since(Date earlier) const { return static_cast<int>((days_ - earlier.days_).count()); }

  friend constexpr auto operator<=>(const Date&, const Date&) = default;

 private:
  std::chrono::sys_days days_{};
};

// "26 November 2026, 2:05pm UTC", of seconds since 1970.
std::string moment(std::int64_t seconds);

}  // namespace base
