// Texts that commands are given as files. For commands*.cpp of the room.
#pragma once

#include <optional>
#include <string>

#include "base/command.hpp"
#include "delegation/scheme.hpp"

namespace delegation {

// Says of which file an error is.
base::Error of_file(base::Error error, const std::string& path);
// What --catalogue names; nothing where it is not given.
base::Result<std::optional<Catalogue>> catalogue_file(const base::Invocation& call);
// The same, or the catalogue that is shipped.
base::Result<Catalogue> catalogue_asked(const base::Invocation& call);
// A file, or a sample by its name.
base::Result<Scheme> scheme_named(const Catalogue& catalogue, const std::string& name);

}  // namespace delegation
