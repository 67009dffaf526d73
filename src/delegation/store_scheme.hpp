// Schemes are written: begun as drafts, changed, checked, adopted; and schools are rated. Every
// change is one transaction with its audit record; whoever calls has asked whether it may be made.
#pragma once

#include <optional>
#include <string>

#include "delegation/check.hpp"
#include "delegation/store.hpp"

namespace delegation {

struct NewDraft {
  registry::OrganisationId owner;
  std::int64_t unit = 0;  // of the cluster or school of an overlay; else 0
  std::string content;
};
// A further version of the layer whose code the text has, or the first of a new one. Errors:
// bad_scheme, scheme_conflict (there is a draft of it already, or another scheme for the unit).
base::Result<VersionId> begin_draft(sql::Connection& connection, const NewDraft& draft,
                                    const governance::Writing& writing);
// What a further version of an adopted one begins with: its text with the next number, from the day
// after it began or after `today`, not adopted yet.
base::Result<NewDraft> further_version(sql::Connection& connection, VersionId id, base::Date today);
// `seen`: the revision that was looked at. Errors: bad_scheme, scheme_conflict (somebody changed it
// meanwhile, or it is no draft any more), scheme_not_found.
base::Status save_draft(sql::Connection& connection, VersionId id, std::int64_t seen,
                        const std::string& content, const governance::Writing& writing);

// Faults of a version together with all that is in force beside it on the day on which it begins:
// as if every level were filled, which may stop it; and at each school of the owner as it is on
// that day, which does not.
enum class CheckOf { Scheme, SchoolsToo };
base::Result<Checked> check_version(sql::Connection& connection, const VersionRow& row,
                                    CheckOf of = CheckOf::SchoolsToo);

struct Adoption {
  base::Date from;
  std::optional<base::Date> review;
  std::string adopted;  // by whom, when, which minute
  std::string reason;
  std::int64_t item = 0;  // of the agenda; 0: none that is kept here
};
// The text is written anew with what was resolved. Errors: scheme_conflict, scheme_not_found,
// scheme_faulty (it may not be adopted as it is), bad_scheme (no words of who adopted it, a day
// that another version has, a review before it begins, an item that was not carried).
base::Status adopt(sql::Connection& connection, VersionId id, std::int64_t seen,
                   const Adoption& adoption, const governance::Writing& writing);
// A draft, or a version that has not begun by writing.today. Errors: as save_draft().
base::Status drop(sql::Connection& connection, VersionId id, std::int64_t seen,
                  const governance::Writing& writing);

// Errors: bad_scheme (no such word, no reason, not a school of the owner on that day).
base::Result<std::int64_t> rate_school(sql::Connection& connection, const RatingRow& rating,
                                       const governance::Writing& writing);
// One that was noted by mistake. Error: scheme_not_found.
base::Status withdraw_rating(sql::Connection& connection, const RatingRow& rating,
                             const governance::Writing& writing);

// Errors: bad_catalogue, governance_conflict; bad_scheme, where a scheme in use could not be read
// with it.
base::Status save_catalogue(sql::Connection& connection, const std::string& content,
                            std::int64_t seen, const governance::Writing& writing);

}  // namespace delegation
