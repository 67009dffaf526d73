// Alignment matrices in the database. Each change is written with its audit record, all of one call
// in one transaction.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "delegation/alignment_change.hpp"
#include "delegation/alignment_measure.hpp"
#include "governance/store_change.hpp"
#include "registry/store_reference.hpp"

namespace delegation {

struct MatrixRow {
  registry::OrganisationId group;
  std::string name;  // of the group, the newest
  bool authority = false;
  std::string title;
  std::int64_t functions = 0;
};
// Groups and authorities that have one, by name.
base::Result<std::vector<MatrixRow>> alignment_matrices(sql::Connection& connection);
// Error: alignment_not_found.
base::Result<MatrixRow> alignment_matrix_of(sql::Connection& connection,
                                            registry::OrganisationId group);

// With the entries that were withdrawn, which say when. Error: alignment_not_found.
base::Result<AlignmentMatrix> alignment_of(sql::Connection& connection,
                                           registry::OrganisationId group);
// As a text: schools by URN.
base::Result<std::string> alignment_text_of(sql::Connection& connection,
                                            registry::OrganisationId group);

// The schools of the group on the day, by name; of an authority those that it maintains.
base::Result<std::vector<AlignedSchool>> aligned_schools(sql::Connection& connection,
                                                         const registry::Reference& reference,
                                                         registry::OrganisationId group,
                                                         base::Date on);

// Who leads an entry on a day: who holds the office there, or the person that is named.
class AlignmentLeads {
 public:
  static base::Result<AlignmentLeads> of(sql::Connection& connection,
                                         registry::OrganisationId group, base::Date on);
  // "Chief executive", or the role in words; "" where none is said.
  std::string role(const FunctionState& state) const;
  std::string person(const FunctionState& state) const;  // "" where nobody is known

 private:
  governance::Facts facts_;
  governance::Place place_;
  base::Date on_;
};

// All that is shown of a matrix on a day. The view points into it, so that it may be moved only.
struct AlignmentPicture {
  AlignmentPicture() = default;
  AlignmentPicture(AlignmentPicture&&) = default;
  AlignmentPicture& operator=(AlignmentPicture&&) = default;

  MatrixRow owner;
  AlignmentMatrix matrix;
  std::vector<AlignedSchool> schools;
  AlignmentLeads leads;
  AlignmentView view;
};
base::Result<AlignmentPicture> alignment_picture(sql::Connection& connection,
                                                 const registry::Reference& reference,
                                                 registry::OrganisationId group, base::Date on);

// The newest entry, withdrawn or not, as AlignmentChange::seen; 0: there is none.
std::int64_t newest_entry(const AlignmentMatrix& matrix, std::string_view code, AlignedPhase phase);
std::int64_t newest_entry(const AlignmentMatrix& matrix, std::string_view code,
                          std::int64_t school);

// The same of its title and months: another number when either is another.
std::int64_t heading_seen(const AlignmentMatrix& matrix);

struct AlignmentOutcome {
  std::vector<std::string> what;  // sentences, one for each change
  std::size_t unchanged = 0;      // entries of an import that stand already
  // Of the group, on the day on which the change takes effect, if one change was asked for.
  base::Date on;
  std::vector<AlignmentFinding> come;
  std::vector<AlignmentFinding> gone;
};

// Editing a function asks for the group, editing what a school adopted for that school. Errors:
// alignment_not_found, alignment_conflict, bad_alignment, school_not_found, person_not_found,
// person_ambiguous, and those of `may`.
base::Result<AlignmentOutcome> save_alignment(sql::Connection& connection,
                                              registry::OrganisationId group,
                                              const std::vector<AlignmentChange>& changes,
                                              const governance::Writing& writing,
                                              const governance::May& may, governance::Keep keep);

// A text: the group gets a matrix where it has none; entries that stand already are passed over,
// others are added, or take the place of those of the same day. `fresh`: only where there is none;
// else alignment_exists. Errors: as save_alignment().
base::Result<AlignmentOutcome> import_alignment(sql::Connection& connection,
                                                registry::OrganisationId group,
                                                const AlignmentMatrix& matrix, bool fresh,
                                                const governance::Writing& writing,
                                                const governance::May& may, governance::Keep keep);

}  // namespace delegation
