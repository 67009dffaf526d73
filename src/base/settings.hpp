// The settings in force, by name, and where each came from. What there is to set, and what it may
// be, stands in app/settings.cpp; rooms below read here what they need.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace base {

class Settings {
 public:
  struct Entry {
    std::string text;
    std::string source;  // "default", "guildhall.toml line 3", "GUILDHALL_SERVER_PORT", "--port"
  };

  void set(std::string name, std::string text, std::string source) {
    entries_[std::move(name)] = {std::move(text), std::move(source)};
  }
  bool has(std::string_view name) const { return entries_.find(name) != entries_.end(); }
  const std::map<std::string, Entry, std::less<>>& entries() const { return entries_; }

  // Each CHECKs that there is such a setting and that it is of this type.
  const std::string& text(std::string_view name) const;
  std::int64_t whole(std::string_view name) const;
  bool truth(std::string_view name) const;
  std::vector<std::string> list(std::string_view name) const;

 private:
  std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace base
