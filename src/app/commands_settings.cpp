// guildhall settings: what is in force, and the page of the reference.
#include <ostream>

#include "app/settings.hpp"
#include "base/text.hpp"
#include "web/json.hpp"

namespace app {

namespace {

std::string code(std::string_view text) { return "`" + std::string(text) + "`"; }

std::string range_of(const SettingRow& row) {
  switch (row.type) {
    case SettingType::Text: return "text";
    case SettingType::Whole:
      return base::with_thousands(row.least) + " to " + base::with_thousands(row.most);
    case SettingType::Truth: return "`true`, `false`";
    case SettingType::Choice: {
      std::string choices;
      for (const std::string_view each : base::split(row.choices, '|')) {
        choices += (choices.empty() ? "" : ", ") + code(each);
      }
      return choices;
    }
    case SettingType::Site: return "address without a path";
    case SettingType::Networks: break;
  }
  return "list of addresses and networks";
}

void print_reference(std::ostream& out) {
  out << "# Settings\n\n"
         "Made by `guildhall settings --reference`; do not edit. A setting is taken from, in "
         "growing strength: what\nstands here, the file, the environment, the command line. The "
         "file is the one named by `--config`, else by\n`GUILDHALL_CONFIG`, else none. `guildhall "
         "settings` shows what is in force and where it comes from.\n\n"
         "A table `[[oidc]]` for each provider of sign-in has `name`, `issuer`, `client_id`, "
         "`client_secret` or\n`client_secret_file`, `email_domains` and `second_factor`: see the "
         "[guide on people](../guide/people.md).\n\n"
         "| setting | in the environment | option | allowed | if not given | meaning |\n"
         "|---|---|---|---|---|---|\n";
  for (const SettingRow& row : setting_table()) {
    out << "| " << code(row.name) << " | " << code(variable_of(row.name)) << " | "
        << (row.flag.empty() ? "" : code("--" + std::string(row.flag))) << " | " << range_of(row)
        << " | " << (row.otherwise.empty() ? "" : code(row.otherwise)) << " | " << row.meaning
        << " |\n";
  }
  out << "\n## The file\n\n"
         "It is TOML. What stands before the point in a name is a table; lists are written as "
         "lists.\n\n"
         "```toml\n"
         "database = \"/var/lib/guildhall/guildhall.db\"\n\n"
         "[server]\n"
         "port = 8080\n"
         "public_address = \"https://guildhall.example\"\n"
         "trusted_proxies = [\"127.0.0.1\"]\n\n"
         "[[oidc]]\n"
         "name = \"Work account\"\n"
         "issuer = \"https://login.example\"\n"
         "client_id = \"guildhall\"\n"
         "client_secret_file = \"/etc/guildhall/oidc.secret\"\n"
         "```\n\n"
         "Each table `[[oidc]]` is an identity provider: `name` is what people read on the button, "
         "the secret stands in\n`client_secret`, or in the first line of `client_secret_file`. "
         "Providers stand in the file only.\n";
}

void print_json(const base::Settings& settings, std::ostream& out) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.key("settings");
  json.begin_array();
  for (const auto& [name, entry] : settings.entries()) {
    json.begin_object();
    json.member("name", name);
    json.member("value", shown_setting(name, entry.text));
    json.member("source", entry.source);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  out << json.take();
}

base::Result<int> run_settings(const base::Invocation& call) {
  if (call.flag("reference")) {
    print_reference(*call.out);
    return 0;
  }
  if (call.json) {
    print_json(call.settings, *call.out);
    return 0;
  }
  for (const auto& [name, entry] : call.settings.entries()) {
    const std::string text = shown_setting(name, entry.text);
    *call.out << name << " = " << (text.empty() ? "(nothing)" : text) << "    (" << entry.source
              << ")\n";
  }
  for (const std::string& name : unknown_variables(call.environment)) {
    *call.err << "guildhall: " << name << " is set, but there is no such setting\n";
  }
  return 0;
}

}  // namespace

std::vector<base::Command> settings_commands() {
  base::Command made;
  made.path = "settings";
  made.summary = "Show the settings in force and where each comes from";
  made.help =
      "Secrets are not shown. With --reference: the page docs/reference/settings.md.\n"
      "Example: guildhall settings --config guildhall.toml";
  made.options = {
      {"reference", base::OptionKind::Flag, "Print the page of all settings", "", false}};
  made.run = run_settings;
  return {made};
}

}  // namespace app
