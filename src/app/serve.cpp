// guildhall serve
#include "app/serve.hpp"

#include <pthread.h>
#include <signal.h>

#include <ostream>
#include <thread>

#include "app/site.hpp"
#include "base/text.hpp"
#include "registry/commands.hpp"
#include "web/server.hpp"

namespace app {

namespace {

base::Result<std::int64_t> number_option(const base::Invocation& call, std::string_view name,
                                         std::int64_t otherwise, std::int64_t least,
                                         std::int64_t most) {
  std::optional<std::string> text = call.value(name);
  if (!text) return otherwise;
  std::optional<std::int64_t> number = base::parse_integer(*text);
  if (number && *number >= least && *number <= most) return *number;
  return base::make_error("bad_number",
                          "--" + std::string(name) + " takes a whole number from " +
                              std::to_string(least) + " to " + std::to_string(most) + ", not \"" +
                              *text + "\".",
                          "--" + std::string(name));
}

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

base::Result<int> run_serve(const base::Invocation& call) {
  StopOnSignal signals;
  web::ServerOptions options;
  options.address = call.value("address").value_or(options.address);
  options.port = static_cast<std::uint16_t>(TRY(number_option(call, "port", 8080, 0, 65535)));
  options.workers = static_cast<int>(TRY(number_option(call, "workers", 2, 1, 64)));
  std::ostream& err = *call.err;
  if (!call.flag("quiet")) {
    options.log = [&err](const std::string& line) { err << line << "\n"; };
  }
  sql::Options database_options;
  database_options.readers_max = options.workers + 1;
  sql::Database database = TRY(registry::open_database(call, database_options));
  registry::Catalogue catalogue(database);
  Site site(catalogue, call.today_now, GUILDHALL_VERSION);
  options.now_s = call.now_s;
  options.refusal = [&site](const base::Error& error) { return site.error_page(error, nullptr); };
  web::Server server = TRY(web::Server::listen(
      options, [&site](web::Request& request) { return site.answer(request); }));
  signals.watch(server);
  // Whoever asks first should not wait for the index.
  std::thread warm([&catalogue, &err] {
    auto index = catalogue.index();
    if (!index.ok()) err << "guildhall: " << index.error().message << "\n";
  });
  *call.out << "Guildhall is at http://"
            << (options.address == "127.0.0.1" ? "localhost" : options.address) << ":"
            << server.port() << "\n"
            << std::flush;
  bool whole = server.run();
  warm.join();
  if (!whole) err << "guildhall: some requests were cut off at the end\n";
  return 0;
}

}  // namespace

std::vector<base::Command> serve_commands() {
  using enum base::OptionKind;
  base::Command serve;
  serve.path = "serve";
  serve.summary = "Serve the pages";
  serve.help =
      "Until it is told to stop by Ctrl-C or SIGTERM; requests under way are answered "
      "first. Behind other addresses than 127.0.0.1 put a proxy with TLS before it.\n"
      "Example: guildhall serve --database guildhall.db --port 8080";
  serve.options = {
      {"address", Value, "The address to listen on; 127.0.0.1 if not given", "ADDRESS", false},
      {"port", Value, "The port; 8080 if not given, 0 for any free one", "PORT", false},
      {"workers", Value, "How many requests are worked on at a time; 2 if not given", "N", false},
      {"quiet", Flag, "Write no line for each request", "", false}};
  serve.run = run_serve;
  return {serve};
}

}  // namespace app
