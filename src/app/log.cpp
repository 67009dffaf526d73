// JSON for machines, text for people.
#include "app/log.hpp"

#include <chrono>
#include <cstdio>

#include "base/text.hpp"
#include "web/json.hpp"

namespace app {

namespace {

// PostgreSQL says which value offended in lines of their own; those stay out. A control character
// could forge a line of the text form.
std::string safe_trouble(std::string_view trouble) {
  std::string safe;
  for (const std::string_view line : base::split(trouble, '\n')) {
    const std::string_view words = base::trim(line);
    if (words.empty() || words.starts_with("DETAIL:") || words.starts_with("CONTEXT:")) continue;
    if (!safe.empty()) safe += ' ';
    for (const char c : words) safe += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
  }
  return safe;
}

double in_ms(std::int64_t duration_us) { return static_cast<double>(duration_us) / 1000; }

std::string text_line(const web::LogEntry& entry, const std::string& time) {
  std::string line = time + " ";
  if (entry.status != 0) {
    line += entry.method.empty() ? "-" : std::string(entry.method);
    line += " " + (entry.pattern.empty() ? "-" : std::string(entry.pattern)) + " " +
            std::to_string(entry.status) + " " + base::with_decimals(in_ms(entry.duration_us), 1) +
            " ms " + std::to_string(entry.bytes) + " bytes";
  } else {
    line += "trouble";
  }
  if (!entry.code.empty()) line += " " + std::string(entry.code);
  if (!entry.trouble.empty()) line += ": " + safe_trouble(entry.trouble);
  return line;
}

}  // namespace

std::string utc_time(std::int64_t ms_since_1970) {
  using namespace std::chrono;
  const sys_time<milliseconds> time{milliseconds(ms_since_1970)};
  const auto day = floor<days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(time - day);
  char text[40];
  std::snprintf(
      text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
      static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return text;
}

bool is_trouble(const web::LogEntry& entry) { return entry.status == 0 || entry.status >= 500; }

std::string log_line(const web::LogEntry& entry, std::string_view format, std::int64_t now_ms) {
  const std::string time = utc_time(now_ms);
  if (format == "text") return text_line(entry, time);
  web::JsonWriter json;
  json.begin_object();
  json.member("time", time);
  json.member("level", is_trouble(entry) ? "error" : "info");
  if (entry.id != 0) json.member("id", static_cast<std::int64_t>(entry.id));
  if (entry.status != 0) {
    json.member("method", entry.method);
    json.member("route", entry.pattern);
    json.member("status", entry.status);
    json.member("ms", in_ms(entry.duration_us));
    json.member("bytes", entry.bytes);
  }
  if (!entry.code.empty()) json.member("code", entry.code);
  if (!entry.trouble.empty()) json.member("trouble", safe_trouble(entry.trouble));
  json.end_object();
  return json.take();
}

}  // namespace app
