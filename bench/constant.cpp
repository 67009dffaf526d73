// bench_constant FOLDER: serves the files of a folder as pages, from memory, through the same
// server, compression and headers as Guildhall's pages. Prints its port; ends on SIGTERM.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

#include "web/server.hpp"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: bench_constant FOLDER\n";
    return 2;
  }
  std::map<std::string, std::string> pages;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
    std::ifstream file(entry.path(), std::ios::binary);
    pages["/" + entry.path().filename().string()] =
        std::string(std::istreambuf_iterator<char>(file), {});
  }
  web::ServerOptions options;
  options.port = 0;
  auto server = web::Server::listen(options, [&](const web::Request& request) {
    web::Response response;
    auto page = pages.find(request.path);
    if (page == pages.end()) {
      response.status = 404;
    } else {
      response.body = page->second;
    }
    return response;
  });
  if (!server.ok()) {
    std::cerr << "bench_constant: " << server.error().message << "\n";
    return 1;
  }
  std::cout << server.value().port() << std::endl;
  return server.value().run() ? 0 : 1;
}
