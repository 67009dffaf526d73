// The table of settings, and reading them from file, environment and flags.
#include "app/settings.hpp"

#include <algorithm>
#include <fstream>
#include <set>

#include "base/check.hpp"
#include "base/text.hpp"

namespace app {

namespace {

using enum SettingType;

constexpr SettingRow table[] = {
    {"database", Text, "guildhall.db", "SQLite file or postgresql:// address.", "database"},
    {"server.address", Text, "127.0.0.1",
     "The address to listen on; others than 127.0.0.1 and ::1 want a proxy with TLS before them.",
     "address"},
    {"server.port", Whole, "8080", "The port; 0 is any free one.", "port", "", 0, 65535},
    {"server.workers", Whole, "8",
     "How many requests are worked on at a time; at most half of them write.", "workers", "", 1,
     64},
    {"server.public_address", Site, "",
     "Where people reach the server, such as https://guildhall.example; links in invitations begin "
     "with it."},
    {"server.trusted_proxies", Networks, "",
     "The proxies whose word is taken for a client's address and for TLS."},
    {"server.upload_bytes_max", Whole, "104857600", "The largest file that may be uploaded.", "",
     "", 1048576, 1073741824},
    {"boards.paper_bytes_max", Whole, "20971520",
     "The largest paper that may be put to an item of an agenda.", "", "", 1048576, 1073741824},
    {"log.format", Choice, "json", "Lines of the log as JSON, or as text for people.", "",
     "json|text"},
    {"log.quiet", Truth, "false", "Write no line for a request, only for trouble.", "quiet"},
    {"server.demo", Truth, "false",
     "Let anybody be any of the invented people; only on 127.0.0.1 or ::1, and on a database made "
     "for it.",
     "demo"},
    {"access.reading", Choice, "anyone",
     "Who may read: anyone, or members who have signed in. What Guildhall reads of the register is "
     "open data.",
     "", "anyone|members"},
    {"access.session_idle_minutes", Whole, "720",
     "After so long without a request one is signed out.", "", "", 5, 10080},
    {"access.session_days_max", Whole, "7", "After so long one signs in again in any case.", "", "",
     1, 90},
    {"access.failures_minutes", Whole, "15", "The time in which failures to sign in are counted.",
     "", "", 1, 1440},
    {"access.failures_account_max", Whole, "10",
     "So many failures in that time and an account waits.", "", "", 3, 1000},
    {"access.failures_address_max", Whole, "50",
     "So many failures in that time and an address waits.", "", "", 3, 10000},
    {"access.argon2_memory_mib", Whole, "64", "Memory for hashing one password with argon2id.", "",
     "", 19, 1024},
    {"access.argon2_passes", Whole, "2", "Passes over that memory.", "", "", 1, 10},
    {"api.requests_per_minute", Whole, "600",
     "How many requests a minute the API takes of one account, or of one address without one.", "",
     "", 10, 1000000},
    {"design.threads", Whole, "2", "With how many threads the cluster designer looks for plans.",
     "", "", 1, 64},
    {"design.travel_folder", Text, "",
     "The folder of tables of travel times and of OpenStreetMap extracts that scenarios may name."},
    {"metrics.on", Truth, "true", "Whether there is /metrics."},
    {"metrics.readers", Networks, "127.0.0.1,::1",
     "Who may read /metrics: addresses and networks of the callers."},
    {"backup.folder", Text, "", "Where guildhall backup writes when it is given no file."},
};

// The keys of one table [[oidc]].
struct OidcKey {
  std::string_view name;
  FileSetting::Kind kind;
  std::string_view allowed;
};
constexpr OidcKey oidc_keys[] = {
    {"name", FileSetting::Kind::Text, "a text within quotation marks"},
    {"issuer", FileSetting::Kind::Text, "a text within quotation marks"},
    {"client_id", FileSetting::Kind::Text, "a text within quotation marks"},
    {"client_secret", FileSetting::Kind::Text, "a text within quotation marks"},
    {"client_secret_file", FileSetting::Kind::Text, "a text within quotation marks"},
    {"email_domains", FileSetting::Kind::List, "a list such as [\"school.example\"]"},
    {"second_factor", FileSetting::Kind::Truth, "true or false"},
};

// Ours, but no settings.
constexpr std::string_view other_variables[] = {"GUILDHALL_CONFIG", "GUILDHALL_GALLERY"};

// "https://guildhall.example:8443", without a path: links begin with it.
bool is_site(std::string_view text) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (!text.starts_with(scheme)) continue;
    const std::string_view rest = text.substr(scheme.size());
    return !rest.empty() && rest.find_first_not_of(
                                "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRST"
                                "UVWXYZ0123456789.-:[]") == rest.npos;
  }
  return false;
}

bool is_valid(const SettingRow& row, const std::string& text) {
  switch (row.type) {
    case Text: return text.find_first_of(std::string_view("\0\n\r", 3)) == text.npos;
    case Whole: {
      const auto number = base::parse_integer(text);
      return number && *number >= row.least && *number <= row.most;
    }
    case Truth: return text == "true" || text == "false";
    case Choice: {
      const auto choices = base::split(row.choices, '|');
      return std::find(choices.begin(), choices.end(), text) != choices.end();
    }
    case Site: return text.empty() || is_site(text);
    case Networks: break;
  }
  for (const std::string_view part : base::split(text, ',')) {
    if (!text.empty() && !web::Network::parse(base::trim(part))) return false;
  }
  return true;
}

FileSetting::Kind kind_in_file(SettingType type) {
  switch (type) {
    case Whole: return FileSetting::Kind::Whole;
    case Truth: return FileSetting::Kind::Truth;
    case Networks: return FileSetting::Kind::List;
    default: return FileSetting::Kind::Text;
  }
}

std::string allowed(const SettingRow& row) {
  switch (row.type) {
    case Text: return "a text of one line";
    case Whole:
      return "a whole number from " + std::to_string(row.least) + " to " + std::to_string(row.most);
    case Truth: return "true or false";
    case Choice: {
      std::string words;
      for (const std::string_view word : base::split(row.choices, '|')) {
        words += (words.empty() ? "" : " or ") + std::string(word);
      }
      return words;
    }
    case Site: return "an address such as https://guildhall.example, without a path";
    case Networks: break;
  }
  return "a list of addresses and networks such as 127.0.0.1 and 10.0.0.0/8";
}

base::Error invalid(const std::string& source, const SettingRow& row, const std::string& text) {
  return base::make_error("setting_invalid",
                          source + ": " + std::string(row.name) + " takes " + allowed(row) +
                              ", not \"" + shown_setting(row.name, text) + "\".",
                          std::string(row.name));
}

base::Status take_oidc(base::Settings& settings, const FileSetting& each,
                       const std::string& place) {
  const std::string_view key = base::split(each.name, '.').back();
  const auto* known = std::ranges::find(oidc_keys, key, &OidcKey::name);
  if (known == std::end(oidc_keys) || base::split(each.name, '.').size() != 3) {
    return base::make_error("setting_unknown",
                            place +
                                ": a table [[oidc]] has name, issuer, client_id, client_secret "
                                "or client_secret_file, email_domains and second_factor, but no "
                                "\"" +
                                std::string(key) + "\".",
                            each.name);
  }
  if (each.kind != known->kind || each.text.empty()) {
    return base::make_error("setting_invalid",
                            place + ": " + std::string(key) + " of an identity provider is " +
                                std::string(known->allowed) + ".",
                            each.name);
  }
  settings.set(each.name, each.text, place);
  return {};
}

// Each table [[oidc]] must be whole: a provider without its issuer is found out now, not at
// sign-in.
base::Status check_oidc(const base::Settings& settings, const std::string& file) {
  for (int number = 1;; ++number) {
    const std::string prefix = "oidc." + std::to_string(number) + ".";
    const auto first = settings.entries().lower_bound(prefix);
    if (first == settings.entries().end() || !first->first.starts_with(prefix)) return {};
    const auto has = [&](std::string_view key) { return settings.has(prefix + std::string(key)); };
    std::string missing;
    for (const std::string_view key : {"name", "issuer", "client_id"}) {
      if (!has(key)) missing = key;
    }
    if (has("client_secret") == has("client_secret_file")) {
      missing = "either client_secret or client_secret_file";
    }
    if (missing.empty() && !guard::is_safe_address(settings.text(prefix + "issuer"))) {
      missing = "an issuer that begins with https://";
    }
    if (missing.empty()) continue;
    return base::make_error(
        "setting_invalid",
        file + ": table " + std::to_string(number) + " of [[oidc]] needs " + missing + ".", "oidc");
  }
}

base::Status take_file(base::Settings& settings, const std::string& file) {
  std::set<std::string> seen;
  for (const FileSetting& each : TRY(read_settings_file(file))) {
    const std::string place = file + " line " + std::to_string(each.line);
    if (each.name.starts_with("oidc.")) {
      TRY(take_oidc(settings, each, place));
      continue;
    }
    const SettingRow* row = find_setting(each.name);
    if (row == nullptr) {
      return base::make_error("setting_unknown",
                              place + ": there is no setting \"" + each.name +
                                  "\". `guildhall settings` shows all of them.",
                              each.name);
    }
    if (each.kind != kind_in_file(row->type) || !is_valid(*row, each.text)) {
      return invalid(place, *row, each.text);
    }
    settings.set(each.name, each.text, place);
  }
  return check_oidc(settings, file);
}

}  // namespace

std::span<const SettingRow> setting_table() { return table; }

const SettingRow* find_setting(std::string_view name) {
  const auto* found = std::ranges::find(table, name, &SettingRow::name);
  return found == std::end(table) ? nullptr : found;
}

std::string variable_of(std::string_view name) {
  std::string variable = "GUILDHALL_";
  for (const char c : name) {
    variable += c == '.' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return variable;
}

base::Result<base::Settings> read_settings(const SettingSources& sources) {
  base::Settings settings;
  for (const SettingRow& row : table) {
    settings.set(std::string(row.name), std::string(row.otherwise), "default");
  }
  if (!sources.file.empty()) TRY(take_file(settings, sources.file));
  for (const SettingRow& row : table) {
    const std::string variable = variable_of(row.name);
    const auto found = sources.environment.find(variable);
    if (found == sources.environment.end() || found->second.empty()) continue;
    if (!is_valid(row, found->second)) return invalid(variable, row, found->second);
    settings.set(std::string(row.name), found->second, variable);
  }
  for (const auto& [name, text] : sources.flags) {
    const SettingRow* row = find_setting(name);
    CHECK(row != nullptr);
    const std::string flag = "--" + std::string(row->flag);
    if (!is_valid(*row, text)) return invalid(flag, *row, text);
    settings.set(name, text, flag);
  }
  return settings;
}

std::vector<std::string> unknown_variables(const std::map<std::string, std::string>& environment) {
  std::set<std::string> known(std::begin(other_variables), std::end(other_variables));
  for (const SettingRow& row : table) known.insert(variable_of(row.name));
  std::vector<std::string> unknown;
  for (const auto& [name, ignored] : environment) {
    if (!known.contains(name) && !name.starts_with("GUILDHALL_TEST_")) unknown.push_back(name);
  }
  return unknown;
}

base::Result<std::vector<guard::OidcProvider>> oidc_providers(const base::Settings& settings) {
  std::vector<guard::OidcProvider> providers;
  for (int number = 1;; ++number) {
    const std::string prefix = "oidc." + std::to_string(number) + ".";
    if (!settings.has(prefix + "name")) return providers;
    guard::OidcProvider& made = providers.emplace_back();
    made.name = settings.text(prefix + "name");
    made.key = guard::provider_key(made.name);
    if (settings.has(prefix + "email_domains")) {
      made.email_domains = settings.list(prefix + "email_domains");
    }
    made.second_factor =
        settings.has(prefix + "second_factor") && settings.truth(prefix + "second_factor");
    made.issuer = settings.text(prefix + "issuer");
    made.client_id = settings.text(prefix + "client_id");
    if (settings.has(prefix + "client_secret")) {
      made.client_secret = settings.text(prefix + "client_secret");
      continue;
    }
    const std::string& path = settings.text(prefix + "client_secret_file");
    std::ifstream file(path);
    std::string secret;
    std::getline(file, secret);
    made.client_secret = base::trim(secret);
    if (!made.client_secret.empty()) continue;
    return base::make_error("setting_invalid",
                            "The secret of the identity provider " + made.name +
                                " cannot be read "
                                "from " +
                                path + ": it stands in the first line of that file.",
                            prefix + "client_secret_file");
  }
}

guard::Settings access_settings(const base::Settings& settings) {
  constexpr std::int64_t minute_s = 60;
  constexpr std::int64_t day_s = 86400;
  guard::Settings made;
  made.sessions.idle_s_max = settings.whole("access.session_idle_minutes") * minute_s;
  made.sessions.age_s_max = settings.whole("access.session_days_max") * day_s;
  made.throttle.window_s = settings.whole("access.failures_minutes") * minute_s;
  made.throttle.account_max = settings.whole("access.failures_account_max");
  made.throttle.address_max = settings.whole("access.failures_address_max");
  made.passwords.memory_bytes = static_cast<std::size_t>(settings.whole("access.argon2_memory_mib"))
                                << 20U;
  made.passwords.passes = static_cast<unsigned long long>(settings.whole("access.argon2_passes"));
  return made;
}

std::string shown_setting(std::string_view name, const std::string& text) {
  if (name.ends_with("client_secret")) return "(not shown)";
  const std::size_t scheme = text.find("://");
  if (name != "database" || scheme == text.npos) return text;
  std::string shown = text;
  const std::size_t query = shown.find('?');
  if (query != shown.npos && shown.find("password=", query) != shown.npos) shown.resize(query);
  const std::size_t at = shown.rfind('@');
  const std::size_t colon = shown.find(':', scheme + 3);
  if (at != shown.npos && colon < at) shown.replace(colon + 1, at - colon - 1, "***");
  return shown;
}

std::vector<web::Network> networks_of(const base::Settings& settings, std::string_view name) {
  std::vector<web::Network> networks;
  for (const std::string& text : settings.list(name)) {
    const auto network = web::Network::parse(text);
    CHECK(network.has_value());
    networks.push_back(*network);
  }
  return networks;
}

base::CommandOption setting_option(std::string_view name) {
  const SettingRow* row = find_setting(name);
  CHECK(row != nullptr && !row->flag.empty());
  base::CommandOption option;
  option.name = row->flag;
  option.kind = row->type == Truth ? base::OptionKind::Flag : base::OptionKind::Value;
  option.help = row->meaning;
  if (option.help.back() == '.') option.help.pop_back();
  if (row->type != Truth && !row->otherwise.empty()) {
    option.help += " (" + std::string(row->otherwise) + " if not given)";
  }
  option.metavar = row->type == Whole ? "N" : base::split(row->name, '.').back();
  std::ranges::transform(option.metavar, option.metavar.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c; });
  option.setting = row->name;
  return option;
}

}  // namespace app
