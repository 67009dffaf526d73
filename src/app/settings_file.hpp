// The settings file as a list of names and values, without the language that it is written in.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"

namespace app {

struct FileSetting {
  enum class Kind { Text, Whole, Truth, List, Other };
  std::string name;  // "server.port"; "oidc.1.issuer" for the first table of a list of tables
  Kind kind;
  std::string text;  // a list of texts is parted by commas
  int line;
};

// Errors: file_unreadable, settings_unreadable (with the line).
base::Result<std::vector<FileSetting>> read_settings_file(const std::string& path);

}  // namespace app
