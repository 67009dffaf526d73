// Requests that were made elsewhere, as a text: each with its steps beneath it, in their order. The
// words are those of the forms; docs/spec/delegation.md explains them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "delegation/request.hpp"

namespace delegation {

struct FileStep {
  int line = 0;
  StepKind kind = StepKind::Recommend;
  std::string level;
  base::Date on;
  std::string result;
  std::string words;
  std::optional<base::Date> until;
  std::string facts;  // "amount=18000; months=24"
};
struct FileRequest {
  int line = 0;
  std::string decision;
  std::string of;  // "school 990866", "cluster 12", "group 90001"
  std::string words;
  std::string facts;
  std::string heading;
  std::string party;
  base::Date asked;
  std::string by;  // the level whose holder asks, "head"; ""
  std::optional<base::Date> needed;
  std::vector<FileStep> steps;
};
// Error: bad_step, with the line.
base::Result<std::vector<FileRequest>> read_request_file(std::string_view text);

}  // namespace delegation
