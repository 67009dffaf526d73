// Writing the reference of commands from their descriptions.
#include "main/reference.hpp"

#include <ostream>

#include "base/text.hpp"

namespace cli {

namespace {

std::string usage_of(const base::Command& command) {
  std::string text = "guildhall " + command.path;
  for (const base::CommandOption& option : command.options) {
    const bool positional = base::is_positional(option.kind);
    std::string part = positional ? option.name : "--" + option.name;
    if (base::takes_value(option.kind)) part += " " + option.metavar;
    if (option.kind == base::OptionKind::PositionalList) part += "...";
    text += option.required ? " " + part : " [" + part + "]";
    if (option.kind == base::OptionKind::ValueList) text += "...";
  }
  return text;
}

void write(const base::Command& command, std::ostream& out) {
  out << "\n## " << command.path << "\n\n" << command.summary << ".\n\n";
  out << "```\n" << usage_of(command) << "\n```\n";
  for (std::string_view part : base::split(command.help, '\n')) {
    constexpr std::string_view example = "Example: ";
    std::size_t at = part.find(example);
    std::string_view words = base::trim(part.substr(0, at));
    if (!words.empty()) out << "\n" << words << "\n";
    if (at != std::string_view::npos) {
      out << "\n    " << part.substr(at + example.size()) << "\n";
    }
  }
  if (command.options.empty()) return;
  out << "\n| option | meaning |\n|---|---|\n";
  for (const base::CommandOption& option : command.options) {
    const bool positional = base::is_positional(option.kind);
    std::string name = positional ? option.name : "--" + option.name;
    if (base::takes_value(option.kind)) name += " " + option.metavar;
    out << "| `" << name << "` | " << option.help << " |\n";
  }
}

}  // namespace

base::Command reference_command(const std::vector<base::Command>& commands) {
  base::Command made;
  made.path = "reference";
  made.summary = "Print the reference of all commands as Markdown";
  made.help =
      "The page docs/reference/commands.md is made with it.\n"
      "Example: guildhall reference > docs/reference/commands.md";
  made.run = [commands](const base::Invocation& call) -> base::Result<int> {
    *call.out
        << "# Commands\n\nMade by `guildhall reference`; do not edit. Every command also takes "
           "`--database DATABASE`\n(an SQLite file or a postgresql:// address; "
           "`GUILDHALL_DATABASE`, else `guildhall.db`), `--config "
           "FILE`\n([settings](settings.md)), "
           "`--json` and `--help`. Exit statuses are in [errors](errors.md); 1 means that the "
           "answer is no or nothing.\n";
    for (const base::Command& command : commands) write(command, *call.out);
    return 0;
  };
  return made;
}

}  // namespace cli
