// A name without a file of that name is a sample's.
#include "delegation/commands_files.hpp"

#include <filesystem>

#include "delegation/samples.hpp"
#include "registry/unpack.hpp"

namespace delegation {

base::Error of_file(base::Error error, const std::string& path) {
  error.message = path + ": " + error.message;
  return error;
}

base::Result<std::optional<Catalogue>> catalogue_file(const base::Invocation& call) {
  const auto path = call.value("catalogue");
  if (!path) return std::optional<Catalogue>();
  base::Result<Catalogue> read = read_catalogue(TRY(registry::read_unpacked(*path)));
  if (!read.ok()) return of_file(std::move(read).error(), *path);
  return std::optional<Catalogue>(std::move(read).value());
}

base::Result<Catalogue> catalogue_asked(const base::Invocation& call) {
  const std::optional<Catalogue> file = TRY(catalogue_file(call));
  return file ? *file : shipped_catalogue();
}

base::Result<Scheme> scheme_named(const Catalogue& catalogue, const std::string& name) {
  std::error_code missing;
  const auto sample = sample_called(name);
  if (sample && !std::filesystem::exists(name, missing)) return read_scheme(catalogue, *sample);
  base::Result<Scheme> read = read_scheme(catalogue, TRY(registry::read_unpacked(name)));
  if (!read.ok()) return of_file(std::move(read).error(), name);
  return read;
}

}  // namespace delegation
