// What can be said of a register file as a whole: its kind, its day, its coverage.
#include "base/text.hpp"
#include "registry/gias.hpp"

namespace registry {

namespace {

bool digit(char byte) { return byte >= '0' && byte <= '9'; }

std::string list(const std::set<std::string, std::less<>>& names) {
  return base::join(std::vector<std::string>(names.begin(), names.end()), "\x1f");
}

std::set<std::string, std::less<>> unlist(std::string_view text) {
  std::set<std::string, std::less<>> names;
  for (std::string_view name : base::split(text, '\x1f')) {
    if (!name.empty()) names.emplace(name);
  }
  return names;
}

std::optional<NamedDate> dated(std::string_view run) {
  auto number = [&](std::size_t start, std::size_t length) {
    return static_cast<int>(base::parse_integer(run.substr(start, length)).value_or(0));
  };
  int year = number(0, 4);
  if (year < 1990 || year > 2100) return std::nullopt;
  if (run.size() == 8) {
    std::optional<base::Date> date = base::Date::from_ymd(year, static_cast<unsigned>(number(4, 2)),
                                                          static_cast<unsigned>(number(6, 2)));
    if (!date) return std::nullopt;
    return NamedDate{*date, "from its name"};
  }
  unsigned month = run.size() == 6 ? static_cast<unsigned>(number(4, 2)) : 12;
  if (month < 1 || month > 12) return std::nullopt;
  base::Date next = month == 12 ? *base::Date::from_ymd(year + 1, 1, 1)
                                : *base::Date::from_ymd(year, month + 1, 1);
  return NamedDate{next.plus_days(-1), run.size() == 6 ? "the last day of the month in its name"
                                                       : "the last day of the year in its name"};
}

}  // namespace

std::string_view kind_name(SourceKind kind) {
  switch (kind) {
    case SourceKind::Establishments: return "establishments";
    case SourceKind::GroupLinks: return "group_links";
    case SourceKind::Groups: return "groups";
    case SourceKind::Links: return "links";
    case SourceKind::Clusters: return "clusters";
  }
  return "";
}

std::string Coverage::text() const {
  if (!any() && !open_schools) return "";
  return std::string(open_schools ? "open schools" : "group links") + "\n" +
         (national ? "*" : list(authorities)) + "\n" + list(types);
}

Coverage Coverage::from_text(std::string_view text) {
  Coverage coverage;
  std::vector<std::string_view> lines = base::split(text, '\n');
  if (lines.size() != 3) return coverage;
  coverage.open_schools = lines[0] == "open schools";
  coverage.national = lines[1] == "*";
  if (!coverage.national) coverage.authorities = unlist(lines[1]);
  coverage.types = unlist(lines[2]);
  return coverage;
}

std::optional<NamedDate> date_of_name(std::string_view file_name) {
  for (std::size_t start = 0; start + 10 <= file_name.size(); ++start) {
    std::optional<base::Date> iso = base::Date::from_iso(file_name.substr(start, 10));
    if (iso) return NamedDate{*iso, "from its name"};
  }
  // A run of 8 digits wins over one of 6, that over one of 4.
  for (std::size_t length : {std::size_t{8}, std::size_t{6}, std::size_t{4}}) {
    for (std::size_t start = 0; start < file_name.size();) {
      std::size_t end = start;
      while (end < file_name.size() && digit(file_name[end])) ++end;
      if (end - start == length) {
        std::optional<NamedDate> found = dated(file_name.substr(start, length));
        if (found) return found;
      }
      start = end + 1;
    }
  }
  return std::nullopt;
}

}  // namespace registry
