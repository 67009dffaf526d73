// The only file that knows toml++.
#include "app/settings_file.hpp"

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include <fstream>
#include <iterator>

namespace app {

namespace {

int line_of(const toml::node& node) { return static_cast<int>(node.source().begin.line); }

bool only_texts(const toml::array& array) {
  for (const toml::node& each : array) {
    if (!each.is_string()) return false;
  }
  return true;
}

bool only_tables(const toml::array& array) {
  for (const toml::node& each : array) {
    if (!each.is_table()) return false;
  }
  return !array.empty();
}

class Flattener {
 public:
  explicit Flattener(std::vector<FileSetting>& found) : found_(found) {}

  void table(const toml::table& table, const std::string& prefix) {
    for (const auto& [key, node] : table) each(prefix + std::string(key.str()), node);
  }

 private:
  using Kind = FileSetting::Kind;

  void each(const std::string& name, const toml::node& node) {
    if (const auto* inner = node.as_table()) return table(*inner, name + ".");
    const auto* array = node.as_array();
    if (array != nullptr && only_tables(*array)) {
      int number = 0;
      for (const toml::node& one : *array) {
        table(*one.as_table(), name + "." + std::to_string(++number) + ".");
      }
      return;
    }
    found_.push_back({name, Kind::Other, "", line_of(node)});
    FileSetting& made = found_.back();
    if (const auto* text = node.as_string()) {
      made.kind = Kind::Text;
      made.text = text->get();
    } else if (const auto* whole = node.as_integer()) {
      made.kind = Kind::Whole;
      made.text = std::to_string(whole->get());
    } else if (const auto* truth = node.as_boolean()) {
      made.kind = Kind::Truth;
      made.text = truth->get() ? "true" : "false";
    } else if (array != nullptr && only_texts(*array)) {
      made.kind = Kind::List;
      for (const toml::node& one : *array) {
        made.text += (made.text.empty() ? "" : ",") + one.as_string()->get();
      }
    }
  }

  std::vector<FileSetting>& found_;
};

}  // namespace

base::Result<std::vector<FileSetting>> read_settings_file(const std::string& path) {
  std::ifstream file(path);
  // Not by <<, which takes an empty file for a failure.
  const std::string content{std::istreambuf_iterator<char>(file), {}};
  if (!file.is_open() || file.bad()) {
    return base::make_error("file_unreadable",
                            "The settings file " + path + " does not exist or may not be read.",
                            "--config");
  }
  const toml::parse_result parsed = toml::parse(content);
  if (!parsed) {
    const auto& error = parsed.error();
    return base::make_error(
        "settings_unreadable",
        path + " line " + std::to_string(error.source().begin.line) +
            " is not TOML. A setting is written as name = value, texts within quotation marks.",
        "--config", std::string(error.description()));
  }
  std::vector<FileSetting> found;
  Flattener(found).table(parsed.table(), "");
  return found;
}

}  // namespace app
