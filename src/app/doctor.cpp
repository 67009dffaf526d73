// guildhall doctor: the checks.
#include "app/doctor.hpp"

#include <unistd.h>

#include <filesystem>

#include "access/store_audit.hpp"
#include "app/log.hpp"
#include "app/settings.hpp"
#include "app/store_care.hpp"
#include "base/errors.hpp"
#include "base/text.hpp"
#include "sql/database_copy.hpp"
#include "sql/migrate.hpp"

namespace app {

namespace {

using base::Finding;
using enum base::Finding::Level;
using Findings = std::vector<Finding>;

constexpr std::int64_t mebibyte = 1024 * 1024;

std::string mebibytes(std::uintmax_t bytes) {
  return base::with_thousands(static_cast<std::int64_t>(bytes) / mebibyte) + " MiB";
}

Finding failed(std::string name, const base::Error& error) {
  const base::ErrorRow* row = base::find_error(error.code);
  CHECK(row != nullptr);
  return {Bad, std::move(name), error.message, std::string(row->mend)};
}

std::filesystem::path file_of(const Patient& patient) { return patient.call.database; }

bool is_file(const Patient& patient) {
  return patient.database != nullptr && patient.database->engine() == sql::Engine::Sqlite &&
         patient.call.database != ":memory:";
}

// The checks that need a connection and nothing else.
template <typename Look>
Findings on_connection(const Patient& patient, const char* name, Look look) {
  if (patient.database == nullptr) return {};
  auto lease = patient.database->read();
  if (!lease.ok()) return {failed(name, lease.error())};
  base::Result<Finding> found = look(*lease.value());
  return {found.ok() ? found.value() : failed(name, found.error())};
}

Findings check_engine(const Patient& patient) {
  return on_connection(patient, "engine", [](sql::Connection& database) -> base::Result<Finding> {
    return Finding{Ok, "engine", TRY(engine_version(database)) + ".", ""};
  });
}

Findings check_schema(const Patient& patient) {
  return on_connection(patient, "schema", [](sql::Connection& database) -> base::Result<Finding> {
    const int found = TRY(sql::known_version(database));
    const int newest = sql::migrations().back().number;
    const std::string numbers = "The schema is number " + std::to_string(found) +
                                ", this program "
                                "brings number " +
                                std::to_string(newest) + ".";
    if (found < newest) return Finding{Warn, "schema", numbers, "Run guildhall db upgrade."};
    return Finding{Ok, "schema", numbers, ""};
  });
}

Findings check_structure(const Patient& patient) {
  return on_connection(
      patient, "integrity", [](sql::Connection& database) -> base::Result<Finding> {
        const auto faults = TRY(sql::faults(database));
        if (faults.empty()) {
          return Finding{Ok, "integrity",
                         database.engine() == sql::Engine::Sqlite
                             ? "The file and all its foreign keys are sound."
                             : "PostgreSQL looks after its files and keys itself.",
                         ""};
        }
        return Finding{Bad, "integrity",
                       "The database is damaged in " + std::to_string(faults.size()) +
                           " places or more; the first: " + faults.front() + ".",
                       "Stop the server, keep a copy of the file, and restore the newest backup."};
      });
}

Findings check_wal(const Patient& patient) {
  if (!is_file(patient)) return {};
  std::error_code code;
  const auto bytes = std::filesystem::file_size(file_of(patient).string() + "-wal", code);
  if (code || bytes < 256 * mebibyte) {
    return {
        {Ok, "wal", "The journal of the database holds " + mebibytes(code ? 0 : bytes) + ".", ""}};
  }
  return {{Warn, "wal", "The journal of the database has grown to " + mebibytes(bytes) + ".",
           "A program keeps an old state open. Start the server again."}};
}

Findings check_disk(const Patient& patient) {
  if (!is_file(patient)) return {};
  std::error_code code;
  const auto file = std::filesystem::absolute(file_of(patient), code);
  const auto space = std::filesystem::space(file.parent_path(), code);
  const auto bytes = std::filesystem::file_size(file, code);
  if (code) return {{Warn, "disk", "The free space of the disk cannot be read.", code.message()}};
  const std::string what =
      mebibytes(space.available) + " are free beside a database of " + mebibytes(bytes) + ".";
  // An import may write as much again before it lets go of what was.
  if (space.available < 64 * mebibyte) return {{Bad, "disk", what, "Free some space."}};
  if (space.available < 2 * bytes) {
    return {{Warn, "disk", what, "Free some space: an import may need as much again."}};
  }
  return {{Ok, "disk", what, ""}};
}

Findings check_rights(const Patient& patient) {
  if (patient.database == nullptr) return {};
  if (is_file(patient)) {
    const auto folder = std::filesystem::absolute(file_of(patient)).parent_path();
    for (const auto& path : {file_of(patient), folder}) {
      if (access(path.c_str(), W_OK) == 0) continue;
      return {{Bad, "rights", path.string() + " may not be written by this user.",
               "Run as the user of the server, or give that user the file and its folder."}};
    }
    return {{Ok, "rights", "The file and its folder may be written.", ""}};
  }
  return on_connection(patient, "rights", [](sql::Connection& database) -> base::Result<Finding> {
    const ServerRights rights = TRY(server_rights(database));
    if (rights.standby) {
      return Finding{Bad, "rights", "The server is a standby, which can only be read.",
                     "Give the address of the primary."};
    }
    if (!rights.may_write) {
      return Finding{Bad, "rights", "Some table may not be written by this user.",
                     "Connect as the owner of the tables."};
    }
    return Finding{Ok, "rights", "All tables may be written.", ""};
  });
}

Findings check_clock(const Patient& patient) {
  return on_connection(patient, "clock", [&](sql::Connection& database) -> base::Result<Finding> {
    constexpr std::int64_t slack_s = 300;
    const std::int64_t now = patient.call.now_s();
    const std::int64_t newest = TRY(newest_import_s(database));
    if (newest == 0) return Finding{Ok, "clock", "Nothing was imported yet.", ""};
    const std::string what = "The newest import was recorded at " + utc_time(newest * 1000) +
                             "; the clock says " + utc_time(now * 1000) + ".";
    if (newest <= now + slack_s) return Finding{Ok, "clock", what, ""};
    return Finding{Bad, "clock", what,
                   "The clock was set back, or was ahead then. Set it by a time server."};
  });
}

Findings check_audit(const Patient& patient) {
  return on_connection(patient, "audit", [](sql::Connection& database) -> base::Result<Finding> {
    const guard::ChainReport report = TRY(guard::verify_audit(database));
    const std::string records = base::with_thousands(report.records);
    if (report.whole()) {
      return Finding{Ok, "audit", "The audit trail of " + records + " records is whole.", ""};
    }
    return Finding{Bad, "audit",
                   "The audit trail was changed in " + std::to_string(report.faults) +
                       (report.faults == 1 ? " place: " : " places; the first: ") +
                       report.first.front().message,
                   "Run guildhall audit verify, keep a copy of the database, and ask who could "
                   "write to it."};
  });
}

Findings check_settings(const Patient& patient) {
  Findings found;
  const base::Settings& settings = patient.call.settings;
  const std::string& address = settings.text("server.address");
  const std::string& site = settings.text("server.public_address");
  const bool own = address == "127.0.0.1" || address == "::1" || address == "localhost";
  const auto warn = [&](std::string what, std::string mend) {
    found.push_back({Warn, "settings", std::move(what), std::move(mend)});
  };
  if (!own && !site.starts_with("https://")) {
    warn("The server listens on " + address + ", and server.public_address is not https.",
         "Put a proxy with TLS before it and set server.public_address.");
  }
  if (site.starts_with("https://") && settings.list("server.trusted_proxies").empty()) {
    warn("There is a public address and no trusted proxy: everybody seems to come from the proxy.",
         "Set server.trusted_proxies to the address of the proxy.");
  }
  for (const std::string& name : unknown_variables(patient.call.environment)) {
    warn(name + " is set in the environment, but there is no such setting.",
         "Compare the name with docs/reference/settings.md.");
  }
  const auto providers = oidc_providers(settings);
  if (!providers.ok()) {
    found.push_back(failed("settings", providers.error()));
  }
  if (found.empty()) found.push_back({Ok, "settings", "The settings go together.", ""});
  return found;
}

Findings check_versions(const Patient&) {
  return {
      {Ok, "versions",
       "Guildhall " GUILDHALL_VERSION " with " + base::join(sql::library_versions(), ", ") + ".",
       ""}};
}

}  // namespace

const std::vector<Check>& checks() {
  static const std::vector<Check> all = {
      check_versions, check_settings, check_engine, check_schema, check_structure,
      check_wal,      check_disk,     check_rights, check_clock,  check_audit,
  };
  return all;
}

std::vector<base::Finding> examine(const base::Invocation& call) {
  Findings found;
  sql::Options options;
  options.create = false;
  auto opened = sql::Database::open(call.database, options);
  if (opened.ok()) {
    found.push_back({Ok, "database", "The database " + opened.value().name() + " answers.", ""});
  } else {
    found.push_back(failed("database", opened.error()));
  }
  const Patient patient{call, opened.ok() ? &opened.value() : nullptr};
  for (const Check check : checks()) {
    for (Finding& each : check(patient)) found.push_back(std::move(each));
  }
  return found;
}

}  // namespace app
