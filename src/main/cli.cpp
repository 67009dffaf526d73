// The only file that knows CLI11, and the only one that reads the clock.
#include "main/cli.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>

#include "app/settings.hpp"
#include "base/errors.hpp"
#include "base/text.hpp"
#include "main/completion.hpp"
#include "main/reference.hpp"
#include "main/version.hpp"
#include "web/json.hpp"

namespace cli {

namespace {

// Where one command's options are parsed into.
struct Parsed {
  CLI::App* app = nullptr;
  const base::Command* command = nullptr;
  std::map<std::string, std::vector<std::string>> values;
  std::map<std::string, bool> flags;
  std::string single;
};

struct Common {
  std::string database;
  std::string config;
  bool json = false;
};

std::int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::int64_t now_s() { return now_ms() / 1000; }

base::Date today() {
  // A person's day, so local time; set TZ=Europe/London on a server elsewhere.
  std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  return base::Date::from_ymd(local.tm_year + 1900, static_cast<unsigned>(local.tm_mon + 1),
                              static_cast<unsigned>(local.tm_mday))
      .value_or(base::Date());
}

void add_option(Parsed& parsed, const base::CommandOption& option) {
  CLI::App& app = *parsed.app;
  switch (option.kind) {
    case base::OptionKind::Flag:
      app.add_flag("--" + option.name, parsed.flags[option.name], option.help);
      return;
    case base::OptionKind::Value:
    case base::OptionKind::ValueList: {
      auto* added = app.add_option("--" + option.name, parsed.values[option.name], option.help);
      // One value each time; of a list those of all times are kept.
      added->type_name(option.metavar)->expected(1)->allow_extra_args(false);
      added->multi_option_policy(option.kind == base::OptionKind::ValueList
                                     ? CLI::MultiOptionPolicy::TakeAll
                                     : CLI::MultiOptionPolicy::TakeLast);
      if (option.required) added->required();
      return;
    }
    case base::OptionKind::Positional:
    case base::OptionKind::PositionalList: {
      auto* added = app.add_option(option.name, parsed.values[option.name], option.help);
      added->type_name("");
      // One word each, so that those that follow are left for the next.
      if (option.kind == base::OptionKind::Positional) added->expected(1)->allow_extra_args(false);
      if (option.required) added->required();
      return;
    }
  }
}

CLI::App* child_of(CLI::App& app, const std::string& name) {
  for (CLI::App* child : app.get_subcommands(nullptr)) {
    if (child->get_name() == name) return child;
  }
  return nullptr;
}

// The App for "import gias", made with its parents.
CLI::App* app_of(CLI::App& root, const std::string& path) {
  CLI::App* app = &root;
  for (std::string_view word : base::split(path, ' ')) {
    CLI::App* child = child_of(*app, std::string(word));
    if (child == nullptr) {
      child = app->add_subcommand(std::string(word));
      app->require_subcommand(1);
    }
    app = child;
  }
  return app;
}

void add_common(CLI::App& app, Common& common) {
  app.add_option("--database", common.database,
                 "SQLite file or postgresql:// address (GUILDHALL_DATABASE; default guildhall.db)")
      ->type_name("DATABASE");
  app.add_option("--config", common.config, "Settings file (GUILDHALL_CONFIG; default none)")
      ->type_name("FILE");
  app.add_flag("--json", common.json, "Answer in JSON, errors too");
}

int fail(const base::Error& error, bool json) {
  const base::ErrorRow* row = base::find_error(error.code);
  if (json) {
    web::JsonWriter writer(web::JsonWriter::Layout::Indented);
    writer.begin_object();
    writer.member("error", error.code);
    writer.member("message", error.message);
    writer.member("field", error.field);
    writer.end_object();
    std::cerr << writer.take();
  } else {
    std::cerr << "guildhall: " << error.message << "\n";
    if (!error.detail.empty()) std::cerr << "  (" << error.detail << ")\n";
  }
  return row == nullptr ? 1 : row->exit_status;
}

int usage(const CLI::App& root, const CLI::ParseError& error, bool json) {
  if (error.get_exit_code() == 0) return root.exit(error, std::cout, std::cerr);
  std::string message = error.what();
  if (!message.empty() && message.back() != '.') message += '.';
  return fail(base::make_error("usage", message + " `--help` after a command explains it."), json);
}

std::map<std::string, std::string> own_environment() {
  std::map<std::string, std::string> found;
  for (char** each = environ; *each != nullptr; ++each) {
    const std::string_view pair(*each);
    const std::size_t equals = pair.find('=');
    if (pair.rfind("GUILDHALL_", 0) != 0 || equals == std::string_view::npos) continue;
    found[std::string(pair.substr(0, equals))] = pair.substr(equals + 1);
  }
  return found;
}

app::SettingSources sources_of(const base::Invocation& call, const Parsed& parsed,
                               const Common& common) {
  app::SettingSources sources;
  sources.environment = call.environment;
  const auto config = call.environment.find("GUILDHALL_CONFIG");
  sources.file = common.config;
  if (sources.file.empty() && config != call.environment.end()) sources.file = config->second;
  if (!common.database.empty()) sources.flags["database"] = common.database;
  for (const base::CommandOption& option : parsed.command->options) {
    if (option.setting.empty() || !call.flag(option.name)) continue;
    sources.flags[option.setting] = call.value(option.name).value_or("true");
  }
  return sources;
}

base::Result<base::Invocation> invocation_of(const Parsed& parsed, const Common& common) {
  base::Invocation call;
  for (const auto& [name, values] : parsed.values) {
    if (!values.empty()) call.values[name] = values;
  }
  for (const auto& [name, set] : parsed.flags) {
    if (set) call.values[name] = {};
  }
  call.environment = own_environment();
  call.settings = TRY(app::read_settings(sources_of(call, parsed, common)));
  call.database = call.settings.text("database");
  call.today = today();
  call.json = common.json;
  call.interactive = isatty(STDERR_FILENO) != 0;
  call.out = &std::cout;
  call.err = &std::cerr;
  call.now_s = now_s;
  call.now_ms = now_ms;
  call.today_now = today;
  return call;
}

}  // namespace

int run(const std::vector<base::Command>& commands, int argc, char** argv) {
  CLI::App root("Guildhall: where a family of schools governs itself.", "guildhall");
  root.set_version_flag("--version", std::string("guildhall ") + version);
  root.footer(
      "`guildhall COMMAND --help` explains a command. `guildhall completion bash` prints "
      "completion for the shell.");
  root.require_subcommand(1);
  root.fallthrough();
  Common common;
  std::vector<std::unique_ptr<Parsed>> all;
  std::vector<base::Command> known = commands;
  known.push_back(completion_command(commands));
  known.push_back(reference_command(known));
  for (const base::Command& command : known) {
    auto parsed = std::make_unique<Parsed>();
    parsed->app = app_of(root, command.path);
    parsed->app->description(command.summary);
    parsed->app->footer(command.help);
    parsed->command = &command;
    for (const base::CommandOption& option : command.options) add_option(*parsed, option);
    add_common(*parsed->app, common);
    all.push_back(std::move(parsed));
  }
  child_of(root, "import")->description("Import files, list imports, undo one");
  child_of(root, "db")->description("Look after the database");
  child_of(root, "job")->description("Look after imports that were asked for in the browser");
  child_of(root, "user")->description("Invite people, say who may do what");
  child_of(root, "audit")->description("Read and check the audit trail");
  try {
    root.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // The parser may have given up before it came to --json.
    bool json = std::find(argv, argv + argc, std::string_view("--json")) != argv + argc;
    return usage(root, error, json);
  }
  for (const auto& parsed : all) {
    if (!parsed->app->parsed()) continue;
    auto call = invocation_of(*parsed, common);
    if (!call.ok()) return fail(call.error(), common.json);
    base::Result<int> status = parsed->command->run(call.value());
    std::cout.flush();
    if (status.ok() && !std::cout) {
      return fail(base::make_error("output_failed",
                                   "The output could not be written to its end: is the disk full?"),
                  common.json);
    }
    return status.ok() ? status.value() : fail(status.error(), common.json);
  }
  return fail(base::make_error("usage", "No command was given."), common.json);
}

}  // namespace cli
