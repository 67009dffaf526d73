// Writing completion scripts. They are data made once: no call of the program while one types.
#include "main/completion.hpp"

#include <map>
#include <ostream>
#include <set>

#include "base/text.hpp"

namespace cli {

namespace {

// The words that may follow "guildhall import": sub-commands, or options of a whole command.
std::map<std::string, std::set<std::string>> words_after(
    const std::vector<base::Command>& commands) {
  std::map<std::string, std::set<std::string>> words;
  for (const base::Command& command : commands) {
    std::string before;
    for (std::string_view word : base::split(command.path, ' ')) {
      words[before].insert(std::string(word));
      if (!before.empty()) before += ' ';
      before += word;
    }
    for (const base::CommandOption& option : command.options) {
      if (!base::is_positional(option.kind)) words[before].insert("--" + option.name);
    }
    for (const char* common : {"--database", "--config", "--json", "--help"})
      words[before].insert(common);
  }
  for (const char* own : {"completion", "reference"}) words[""].insert(own);
  return words;
}

std::string joined(const std::set<std::string>& words) {
  return base::join(std::vector<std::string>(words.begin(), words.end()), " ");
}

std::string bash_script(const std::vector<base::Command>& commands) {
  std::string script =
      "# Completion for guildhall: source this, or put it in a folder of bash-completion.\n"
      "_guildhall() {\n"
      "  local word=\"${COMP_WORDS[COMP_CWORD]}\" path=\"\" i\n"
      "  for ((i = 1; i < COMP_CWORD && i <= 2; i++)); do\n"
      "    [[ ${COMP_WORDS[i]} == -* ]] && break\n"
      "    path=\"${path:+$path }${COMP_WORDS[i]}\"\n"
      "  done\n"
      "  local words=\"\"\n"
      "  while :; do\n"
      "    case \"$path\" in\n";
  for (const auto& [path, words] : words_after(commands)) {
    script += "      \"" + path + "\") words=\"" + joined(words) + "\" ;;\n";
  }
  return script +
         "    esac\n"
         "    [[ -n $words || -z $path ]] && break\n"
         "    [[ $path == *\" \"* ]] && path=\"${path% *}\" || break\n"
         "  done\n"
         "  if [[ $word != -* && $words != *[a-z]\" \"[a-z]* ]]; then\n"
         "    COMPREPLY=($(compgen -f -- \"$word\"))\n"
         "    return\n"
         "  fi\n"
         "  COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
         "}\n"
         "complete -F _guildhall guildhall\n";
}

std::string fish_script(const std::vector<base::Command>& commands) {
  std::string script = "# Completion for guildhall\n";
  for (const auto& [path, words] : words_after(commands)) {
    std::string condition = "__fish_use_subcommand";
    if (!path.empty()) condition = "string match -q 'guildhall " + path + "*' (commandline -cp)";
    for (const std::string& word : words) {
      bool option = word[0] == '-';
      script += "complete -c guildhall -n \"" + condition + "\" " +
                (option ? "-l " + word.substr(2) : "-a " + word) + "\n";
    }
  }
  return script;
}

}  // namespace

base::Command completion_command(const std::vector<base::Command>& commands) {
  base::Command made;
  made.path = "completion";
  made.summary = "Print completion for the shell";
  made.help = "Shells: bash, zsh, fish. Example: source <(guildhall completion bash)";
  made.options = {{"SHELL", base::OptionKind::Positional, "bash, zsh or fish", "", true}};
  made.run = [commands](const base::Invocation& call) -> base::Result<int> {
    std::string shell = call.value("SHELL").value_or("");
    if (shell == "bash") {
      *call.out << bash_script(commands);
    } else if (shell == "zsh") {
      *call.out << "autoload -U +X bashcompinit && bashcompinit\n" << bash_script(commands);
    } else if (shell == "fish") {
      *call.out << fish_script(commands);
    } else {
      return base::make_error(
          "unknown_option",
          "There is completion for bash, zsh and fish, not for \"" + shell + "\".", "SHELL");
    }
    return 0;
  };
  return made;
}

}  // namespace cli
