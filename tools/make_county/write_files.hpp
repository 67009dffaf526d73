// The files of the demonstration county, as text ready to be written.
#pragma once

#include <span>
#include <string>

#include "world.hpp"

namespace county {

std::span<const char* const> nightly_headings();

std::string establishments_file(const World& world, int date);  // edubasealldata, cp1252
std::string group_links_file(const World& world, int date);     // alllinksdata, cp1252
std::string groups_file(int date);                              // allgroupsdata, cp1252
std::string links_file(const World& world, int date);           // links_edubasealldata, cp1252
std::string clusters_file(const World& world);                  // our own, UTF-8
std::string boards_file(const World& world);                    // changes of governance, UTF-8
std::string alignment_file(const World& world);                 // blocks, UTF-8
std::string request_meetings_file(const World& world);          // changes of governance, UTF-8
std::string requests_file();                                    // blocks, UTF-8
std::string expected_file(const World& world);                  // JSON, for tests

struct TypeName {
  int code;
  const char* name;
  int group_code;
  const char* group;
};
const TypeName& type_name(int code);

struct PhaseName {
  const char* code;
  const char* name;
};
PhaseName phase_name(char kind);

}  // namespace county
