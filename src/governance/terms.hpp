// Terms of reference as text: versions of a body's own, and models to begin from. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "governance/model.hpp"

namespace governance {

struct TermsVersion {
  std::int64_t number = 0;
  BodyId body;
  base::Date from;           // the first day on which it holds
  std::string adopted_by;    // in words
  std::int64_t meeting = 0;  // at which it was adopted; 0: not noted
  std::string why;           // "": nobody said
  std::string text;
  std::string actor;
  std::int64_t made_at = 0;
};
// Of those whose day has come the one with the latest day, of several the newest; null: none.
const TermsVersion* terms_in_force(const std::vector<TermsVersion>& versions, base::Date on);
const TermsVersion* terms_numbered(const std::vector<TermsVersion>& versions, std::int64_t number);
// The number of the newest that was noted, which whoever saves a further one must have seen; 0.
std::int64_t terms_newest(const std::vector<TermsVersion>& versions);

// A text as it is laid out: "# " begins a heading, "- " an item of a list, and every other line is
// a paragraph. Empty lines are for those who write.
enum class TermsLine { Heading, Item, Paragraph };
struct TermsBlock {
  TermsLine kind = TermsLine::Paragraph;
  std::string text;
};
std::vector<TermsBlock> terms_blocks(std::string_view text);
// With "\n" at the ends of lines, none at the end of the text and no space before any.
std::string tidy_terms(std::string_view text);

// A model text for a kind of body, or for those that follow certain rules of composition.
struct TermsModel {
  std::string code;  // "cluster_board"
  std::string title;
  std::string source;
  std::string unsure;  // what we have not read ourselves; "": nothing
  std::string rules;   // "": any
  std::vector<BodyKind> kinds;
  std::string text;  // with {body}, {parent} and {owner}
};
// Those of data/governance/terms_models.txt.
const std::vector<TermsModel>& terms_models();
const TermsModel* terms_model(std::string_view code);  // null: there is none
// The one for the rules, else for the kind of the body; null: none.
const TermsModel* model_for(BodyKind kind, std::string_view rules);

// The names that stand for {body}, {parent} and {owner}.
struct TermsNames {
  std::string body;
  std::string parent;  // "": in general words
  std::string owner;
};
std::string filled(const TermsModel& model, const TermsNames& names);

}  // namespace governance
