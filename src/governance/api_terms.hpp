// Terms of reference of a body, as every face shows them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "governance/difference.hpp"
#include "governance/store_terms.hpp"
#include "web/schema.hpp"

namespace governance {

struct TermsView {
  Body body;
  base::Date on;
  std::vector<TermsVersion> versions;
  std::optional<base::Date> looked_at;  // when they were last agreed, or a text began to hold
  std::optional<base::Date> due;        // when they are to be looked at again, by the rules
  const TermsModel* model = nullptr;    // that is meant for the body
  TermsNames names;
  // That in force on the day; null: none.
  const TermsVersion* now() const { return terms_in_force(versions, on); }
};
// Error: body_not_found.
base::Result<TermsView> terms_view(sql::Connection& connection, BodyId body, base::Date on);

// A text to be compared: that of a version, or of a model with the names of the body.
struct TermsSide {
  std::string label;  // "Version 3, from 1 September 2026"
  std::string text;
};
// `what`: the number of a version, "model" or the code of one. Error: bad_governance.
base::Result<TermsSide> terms_side(const TermsView& view, const std::string& what,
                                   std::string_view field);
struct TermsDifference {
  TermsSide from;
  TermsSide to;
  std::vector<DifferencePart> parts;
};
// `to` empty: the version in force, else the newest; `from` empty: the version before that, else
// the model. Nothing where there is no text to compare.
base::Result<std::optional<TermsDifference>> terms_difference(const TermsView& view,
                                                              const std::string& from,
                                                              const std::string& to);

// `shown`: null where there is no text.
std::string terms_json(const TermsView& view, const TermsVersion* shown);
std::string terms_list_text(const TermsView& view);
std::string difference_json(const TermsDifference& difference);
std::string models_json();

web::Schema terms_schema();
web::Schema difference_schema();
web::Schema models_schema();

}  // namespace governance
