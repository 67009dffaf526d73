// The matrix, written as text, CSV and JSON: the same for commands, pages and the API.
#pragma once

#include <string>
#include <vector>

#include "delegation/store_alignment.hpp"

namespace delegation {

// Which entries are told; empty fields: all.
struct AlignmentFilter {
  std::optional<Area> area;
  std::optional<AlignedPhase> phase;  // entries of all phases are told too
  std::optional<Approach> approach;
  bool in_motion = false;
  bool takes(const AlignmentView& view, const AlignedRow& row) const;
};

std::string alignment_table(const AlignmentPicture& picture, const AlignmentFilter& filter);
std::string alignment_csv(const AlignmentPicture& picture, const AlignmentFilter& filter);
std::string alignment_json(const AlignmentPicture& picture, const AlignmentFilter& filter);
// One function: its entries of all days, and each school's. Those withdrawn say when.
std::string aligned_function_json(const AlignmentPicture& picture, const std::string& code);
std::string movement_json(const MatrixRow& owner, const std::vector<MovementPoint>& points);
std::string movement_csv(const std::vector<MovementPoint>& points);
std::string alignment_outcome_text(const AlignmentOutcome& outcome);
std::string alignment_outcome_json(const AlignmentOutcome& outcome, bool dry);
std::string alignment_matrices_json(const std::vector<MatrixRow>& rows);

// Of each day of movement_days(). Errors: those of the database.
base::Result<std::vector<MovementPoint>> movement_of(sql::Connection& connection,
                                                     const registry::Reference& reference,
                                                     const AlignmentPicture& picture,
                                                     base::Date today);

}  // namespace delegation
