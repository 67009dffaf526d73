// Lines of the log. They hold no address, name, path or query: a route's pattern says enough, and
// who asked is nobody's business here (what is changed is in the audit trail).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "web/server.hpp"

namespace app {

// "2026-11-26T09:05:07.042Z"
std::string utc_time(std::int64_t ms_since_1970);

// Whether the entry is trouble that somebody should look at, rather than a request answered.
bool is_trouble(const web::LogEntry& entry);

// One line without its end; `format` is the setting log.format.
std::string log_line(const web::LogEntry& entry, std::string_view format, std::int64_t now_ms);

}  // namespace app
