// make_county SEED FOLDER: writes the demonstration county. The same seed gives the same bytes on
// every machine; ctest compares them with what is kept in data/demo.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "write_files.hpp"

namespace {

bool write(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  if (!file) std::fprintf(stderr, "Cannot write %s\n", path.c_str());
  return static_cast<bool>(file);
}

bool write_all(const county::World& world, const std::string& folder) {
  bool sound = true;
  for (const int date : county::snapshot_dates) {
    sound &= write(folder + "/edubasealldata" + std::to_string(date) + ".csv",
                   county::establishments_file(world, date));
  }
  for (const int date : county::group_dates) {
    sound &= write(folder + "/alllinksdata" + std::to_string(date) + ".csv",
                   county::group_links_file(world, date));
  }
  const int last = county::snapshot_dates.back();
  sound &= write(folder + "/allgroupsdata" + std::to_string(last) + ".csv",
                 county::groups_file(last));
  sound &= write(folder + "/links_edubasealldata" + std::to_string(last) + ".csv",
                 county::links_file(world, last));
  sound &= write(folder + "/clusters.csv", county::clusters_file(world));
  sound &= write(folder + "/governance/boards.csv", county::boards_file(world));
  sound &= write(folder + "/alignment/harbour.txt", county::alignment_file(world));
  sound &= write(folder + "/requests/meetings.csv", county::request_meetings_file(world));
  sound &= write(folder + "/requests/requests.txt", county::requests_file());
  sound &= write(folder + "/expected.json", county::expected_file(world));
  return sound;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "Usage: make_county SEED FOLDER\n");
    return 2;
  }
  const county::World world = county::make_world(std::strtoull(argv[1], nullptr, 10));
  const std::vector<std::string> faults = county::faults(world);
  for (const std::string& fault : faults) std::fprintf(stderr, "%s\n", fault.c_str());
  if (!faults.empty()) return 1;
  std::error_code trouble;
  for (const char* folder : {"/governance", "/alignment", "/requests"}) {
    std::filesystem::create_directories(argv[2] + std::string(folder), trouble);
  }
  return write_all(world, argv[2]) ? 0 : 1;
}
