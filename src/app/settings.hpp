// What can be set: one table, from which reading, help and docs/reference/settings.md come.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/oidc.hpp"
#include "access/settings.hpp"
#include "app/settings_file.hpp"
#include "base/command.hpp"
#include "base/result.hpp"
#include "base/settings.hpp"
#include "web/network.hpp"

namespace app {

enum class SettingType {
  Text,
  Whole,     // a number from `least` to `most`
  Truth,     // true or false
  Choice,    // one of `choices`
  Site,      // "https://guildhall.example", or nothing
  Networks,  // addresses and networks: "127.0.0.1", "10.0.0.0/8"
};

struct SettingRow {
  std::string_view name;  // "server.port"
  SettingType type;
  std::string_view otherwise;  // when nothing else is said
  std::string_view meaning;    // a sentence
  std::string_view flag = {};  // "port" for --port; most have none
  std::string_view choices = {};
  std::int64_t least = 0;
  std::int64_t most = 0;
};

std::span<const SettingRow> setting_table();
const SettingRow* find_setting(std::string_view name);

// "GUILDHALL_SERVER_PORT"
std::string variable_of(std::string_view name);

// What may be set from outside the program, in growing strength.
struct SettingSources {
  std::string file;                                // its name; "" for none
  std::map<std::string, std::string> environment;  // all that begins with GUILDHALL_
  std::map<std::string, std::string> flags;        // by the name of the setting
};

// Errors: file_unreadable, settings_unreadable, setting_unknown, setting_invalid. They name file
// and line, or the variable, or the flag, and what is allowed.
base::Result<base::Settings> read_settings(const SettingSources& sources);

// Variables that look like settings and are none: slips of the finger, most likely.
std::vector<std::string> unknown_variables(const std::map<std::string, std::string>& environment);

// The identity providers for sign-in through OpenID Connect, as the tables [[oidc]] of the file
// name them. Reads the secrets that stand in files. Errors: setting_invalid.
base::Result<std::vector<guard::OidcProvider>> oidc_providers(const base::Settings& settings);
// The numbers of the room access.
guard::Settings access_settings(const base::Settings& settings);

// The addresses and networks that a setting lists.
std::vector<web::Network> networks_of(const base::Settings& settings, std::string_view name);

// The value as it may be shown: secrets and passwords are not.
std::string shown_setting(std::string_view name, const std::string& text);

// The option of a command that stands for a setting.
base::CommandOption setting_option(std::string_view name);

std::vector<base::Command> settings_commands();  // settings

}  // namespace app
