// guildhall serve
#include "app/serve.hpp"

#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <ostream>
#include <thread>

#include "access/https.hpp"
#include "access/secrets.hpp"
#include "access/store_account.hpp"
#include "app/demo.hpp"
#include "app/log.hpp"
#include "app/operation.hpp"
#include "app/rooms.hpp"
#include "app/settings.hpp"
#include "app/site.hpp"
#include "delegation/room.hpp"
#include "design/store_worker.hpp"
#include "registry/api_report.hpp"
#include "registry/commands.hpp"
#include "registry/store_job_runner.hpp"
#include "web/cookies.hpp"
#include "web/server.hpp"

namespace app {

namespace {

// Waits for SIGTERM or SIGINT in a thread of its own, so that no handler runs in the middle of
// anything.
class StopOnSignal {
 public:
  // To be made before any other thread, for threads inherit what is blocked.
  StopOnSignal() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGTERM);
    sigaddset(&signals_, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    signal(SIGPIPE, SIG_IGN);
  }
  void watch(web::Server& server) {
    std::thread([signals = signals_, &server] {
      int which = 0;
      sigwait(&signals, &which);
      server.stop();
      // A second signal ends the program at once.
      pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
    }).detach();
  }

 private:
  sigset_t signals_;
};

// What the settings say of the server itself.
web::ServerOptions options_of(const base::Invocation& call) {
  web::ServerOptions options;
  options.address = call.settings.text("server.address");
  options.port = static_cast<std::uint16_t>(call.settings.whole("server.port"));
  options.workers = static_cast<int>(call.settings.whole("server.workers"));
  options.trusted_proxies = networks_of(call.settings, "server.trusted_proxies");
  options.now_s = call.now_s;
  // Only whoever brings a session or a token may send much; whether it is one, Gate finds out.
  options.body_limit = [most = call.settings.whole("server.upload_bytes_max"),
                        papers = call.settings.whole("boards.paper_bytes_max"),
                        usual = options.body_bytes_max](const web::Request& head) {
    const std::string api(web::api_root);
    const bool paper_by_api = head.path.starts_with(api + "/meetings/");
    const bool paper =
        (paper_by_api || head.path.starts_with("/meetings/")) && head.path.ends_with("/papers");
    const bool by_form = head.path == "/imports/upload" || head.path == "/edits/import";
    const bool by_api = head.path == api + "/imports";
    const bool session = web::find_cookie(head, guard::session_cookie).has_value();
    const auto token = web::bearer_token(head);
    const bool known = session || (token && guard::parse_api_token(*token));
    if (paper && (session || (paper_by_api && known))) return static_cast<std::size_t>(papers);
    if (head.path == api + "/decide" && known) {
      return std::max(delegation::questions_bytes_max, static_cast<std::size_t>(usual));
    }
    const bool much = (by_form && session) || (by_api && known);
    return static_cast<std::size_t>(much ? most : usual);
  };
  return options;
}

std::function<void(const web::LogEntry&)> log_of(const base::Invocation& call,
                                                 Operation& operation) {
  const std::string format = call.settings.text("log.format");
  const bool quiet = call.settings.truth("log.quiet");
  return [=, &err = *call.err, &operation, now_ms = call.now_ms](const web::LogEntry& entry) {
    operation.count(entry);
    if (!quiet || is_trouble(entry)) err << log_line(entry, format, now_ms()) + "\n";
  };
}

base::Result<bool> has_schools(sql::Database& database) {
  const sql::Lease lease = TRY(database.read());
  const registry::SourceDays days = TRY(registry::Store(*lease).source_days());
  return days.oldest.has_value();
}

// What the pages of accounts need to know of this server.
base::Result<guard::FrontContext> front_of(const base::Invocation& call, sql::Database& database) {
  guard::FrontRules rules;
  rules.settings = access_settings(call.settings);
  if (call.settings.text("access.reading") == "members") rules.reading = guard::Reading::Members;
  rules.providers = TRY(oidc_providers(call.settings));
  rules.fetch = guard::network_fetch();
  rules.site = call.settings.text("server.public_address");
  rules.find_unit = find_unit;
  rules.today = call.today_now;
  rules.now_s = call.now_s;
  rules.demo = call.settings.truth("server.demo");
  if (rules.demo) {
    TRY(check_demo(call.settings));
    const sql::Lease lease = TRY(database.write());
    const std::vector<DemoPerson> people = TRY(demo_people(*lease, call.today));
    for (const DemoPerson& each : people) rules.personas.push_back(each.persona);
    TRY(make_demo_people(*lease, people, call.today, call.now_s()));
  }
  return std::make_shared<guard::Front>(database, std::move(rules));
}

// While nobody administers everything, whoever started the server may become the first who does:
// what to tell them, or nothing.
base::Result<std::string> first_offer(const base::Invocation& call, const guard::Front& front,
                                      const std::string& address) {
  const sql::Lease lease = TRY(front.database.write());
  const auto token =
      TRY(guard::first_link(*lease, front.rules.settings.links, call.today, call.now_s()));
  if (!token) return std::string();
  return "Nobody administers it yet. To be the first, follow this link within a day; it works "
         "once:\n  " +
         (front.rules.site.empty() ? address : front.rules.site) + guard::link_path(*token) + "\n";
}

base::Result<int> run_serve(const base::Invocation& call) {
  StopOnSignal signals;
  web::ServerOptions options = options_of(call);
  std::ostream& err = *call.err;
  sql::Options database_options;
  // One for each worker, one for who looks whether the database is there, one for the index, those
  // of jobs and those of the designer's runs.
  database_options.readers_max = options.workers + 7;
  sql::Database database = TRY(registry::open_database(call, database_options));
  registry::Catalogue catalogue(database);
  Operation operation(database, call.settings, call.now_s, GUILDHALL_VERSION);
  const guard::FrontContext front = TRY(front_of(call, database));
  registry::JobRunner jobs(
      database, {call.today_now, call.now_s, registry::report_json,
                 [&err](const std::string& line) { err << "guildhall: " + line + "\n"; }});
  design::WorkerRules worker_rules;
  worker_rules.now_s = call.now_s;
  worker_rules.trouble = [&err](const std::string& line) { err << "guildhall: " + line + "\n"; };
  worker_rules.name = design::worker_name();
  worker_rules.threads = static_cast<int>(call.settings.whole("design.threads"));
  worker_rules.places.folder = call.settings.text("design.travel_folder");
  design::WorkerThread runs(database, worker_rules);
  Site site(catalogue, operation, front,
            {GUILDHALL_VERSION, call.settings.whole("api.requests_per_minute"), &jobs, &runs,
             worker_rules.places});
  options.log = log_of(call, operation);
  options.is_operation = Operation::is_operation;
  options.refusal = [&site](const base::Error& error) { return site.error_page(error, nullptr); };
  web::Server server = TRY(web::Server::listen(
      options, [&site](web::Request& request) { return site.answer(request); }));
  operation.watch([&server] { return server.load(); });
  signals.watch(server);
  // Whoever asks first should not wait for the index.
  std::thread warm([&catalogue, &err] {
    auto index = catalogue.index();
    if (!index.ok()) err << "guildhall: " << index.error().message << "\n";
  });
  const std::string address = "http://" +
                              (options.address == "127.0.0.1" ? "localhost" : options.address) +
                              ":" + std::to_string(server.port());
  // Before the address is told: whoever reads that finds the database as it stays.
  const base::Result<std::string> offer = first_offer(call, *front, address);
  *call.out << "Guildhall is at " << address << "\n" << offer.value_or("") << std::flush;
  if (!offer.ok()) err << "guildhall: " << offer.error().message << "\n";
  // Most likely a mistyped name: other commands would not have made a new database for it.
  if (!TRY(has_schools(database))) {
    err << "guildhall: nothing was imported into " << database.name()
        << " yet. Check the name, or begin with guildhall import gias FILE.\n";
  }
  bool whole = server.run();
  warm.join();
  if (!whole) err << "guildhall: some requests were cut off at the end\n";
  return 0;
}

}  // namespace

std::vector<base::Command> serve_commands() {
  base::Command serve;
  serve.path = "serve";
  serve.summary = "Serve the pages";
  serve.help =
      "Until it is told to stop by Ctrl-C or SIGTERM; requests under way are answered "
      "first. Behind other addresses than 127.0.0.1 put a proxy with TLS before it.\n"
      "Example: guildhall serve --database guildhall.db --port 8080";
  serve.options = {setting_option("server.address"), setting_option("server.port"),
                   setting_option("server.workers"), setting_option("log.quiet"),
                   setting_option("server.demo")};
  serve.run = run_serve;
  return {serve};
}

}  // namespace app
