// Who asks, as far as a page must know it.
#pragma once

#include <string>

namespace web {

// Whoever knows accounts makes one for each request, and may derive from it.
struct Caller {
  virtual ~Caller() = default;

  bool signed_in = false;
  std::string shown_name;  // on the menu of the account
  std::string csrf;        // the token that each form carries
  bool demo = false;       // of the demonstration: every page says so
};

}  // namespace web
