// Which version holds, how a text is laid out, and the models that are shipped.
#include "governance/terms.hpp"

#include <algorithm>
#include <tuple>

#include "base/check.hpp"
#include "base/text.hpp"
#include "governance/rules_data.hpp"

namespace governance {

namespace {

// The file is part of the program, and a test reads it: what is wrong with it stops the program.
std::vector<TermsModel> read_models(std::string_view file) {
  std::vector<TermsModel> models;
  bool in_text = false;
  for (const std::string_view line : base::split(file, '\n')) {
    constexpr std::string_view begins = "model ";
    if (line.starts_with(begins)) {
      models.emplace_back().code = line.substr(begins.size());
      in_text = false;
    } else if (in_text) {
      models.back().text += std::string(line) + "\n";
    } else if (!models.empty() && !base::trim(line).empty()) {
      const std::size_t colon = line.find(':');
      CHECK(colon != std::string_view::npos);
      const std::string_view word = line.substr(0, colon);
      const std::string_view value = base::trim(line.substr(colon + 1));
      TermsModel& model = models.back();
      in_text = word == "text";
      if (word == "title") model.title = value;
      if (word == "source") model.source = value;
      if (word == "unsure") model.unsure = value;
      if (word == "rules") model.rules = value;
      if (word != "bodies") continue;
      for (const std::string_view each : base::split(value, ' ')) {
        const auto kind = body_kind_of(each);
        CHECK(kind.has_value());
        model.kinds.push_back(*kind);
      }
    }
  }
  for (TermsModel& each : models) each.text = tidy_terms(each.text);
  return models;
}

void replace_all(std::string& text, std::string_view word, const std::string& by) {
  for (std::size_t at = text.find(word); at != std::string::npos;
       at = text.find(word, at + by.size())) {
    text.replace(at, word.size(), by);
  }
}

}  // namespace

const TermsVersion* terms_in_force(const std::vector<TermsVersion>& versions, base::Date on) {
  const TermsVersion* found = nullptr;
  for (const TermsVersion& each : versions) {
    if (each.from > on) continue;
    const auto rank = [](const TermsVersion& one) { return std::tuple(one.from, one.number); };
    if (!found || rank(*found) < rank(each)) found = &each;
  }
  return found;
}

const TermsVersion* terms_numbered(const std::vector<TermsVersion>& versions, std::int64_t number) {
  const auto found = std::ranges::find(versions, number, &TermsVersion::number);
  return found == versions.end() ? nullptr : &*found;
}

std::int64_t terms_newest(const std::vector<TermsVersion>& versions) {
  std::int64_t newest = 0;
  for (const TermsVersion& each : versions) newest = std::max(newest, each.number);
  return newest;
}

std::vector<TermsBlock> terms_blocks(std::string_view text) {
  std::vector<TermsBlock> blocks;
  for (const std::string_view each : base::split(text, '\n')) {
    const std::string_view line = base::trim(each);
    if (line.empty()) continue;
    if (line.starts_with("# ")) {
      blocks.push_back({TermsLine::Heading, std::string(base::trim(line.substr(2)))});
    } else if (line.starts_with("- ")) {
      blocks.push_back({TermsLine::Item, std::string(base::trim(line.substr(2)))});
    } else {
      blocks.push_back({TermsLine::Paragraph, std::string(line)});
    }
  }
  return blocks;
}

std::string tidy_terms(std::string_view text) {
  std::string tidy;
  for (std::string_view line : base::split(text, '\n')) {
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r' || line.back() == '\t')) {
      line.remove_suffix(1);
    }
    tidy += std::string(line) + "\n";
  }
  const std::size_t last = tidy.find_last_not_of('\n');
  tidy.resize(last == std::string::npos ? 0 : last + 1);
  tidy.erase(0, std::min(tidy.find_first_not_of('\n'), tidy.size()));
  return tidy;
}

const std::vector<TermsModel>& terms_models() {
  static const std::vector<TermsModel> models = read_models(terms_models_text());
  return models;
}

const TermsModel* terms_model(std::string_view code) {
  const auto found = std::ranges::find(terms_models(), code, &TermsModel::code);
  return found == terms_models().end() ? nullptr : &*found;
}

const TermsModel* model_for(BodyKind kind, std::string_view rules) {
  const auto of_rules = std::ranges::find(terms_models(), rules, &TermsModel::rules);
  if (!rules.empty() && of_rules != terms_models().end()) return &*of_rules;
  const auto of_kind = std::ranges::find_if(terms_models(), [&](const TermsModel& each) {
    return std::ranges::find(each.kinds, kind) != each.kinds.end();
  });
  return of_kind == terms_models().end() ? nullptr : &*of_kind;
}

std::string filled(const TermsModel& model, const TermsNames& names) {
  std::string text = model.text;
  replace_all(text, "{body}", names.body);
  replace_all(text, "{parent}", names.parent.empty() ? "the board above it" : names.parent);
  replace_all(text, "{owner}", names.owner);
  return text;
}

}  // namespace governance
