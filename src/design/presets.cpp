// Presets are a text; what is embedded of it is read once.
#include <algorithm>

#include "base/check.hpp"
#include "base/text.hpp"
#include "design/presets_data.hpp"
#include "design/scenario.hpp"

namespace design {

namespace {

// One "preset CODE" with its lines.
class PresetReader {
 public:
  base::Status line(std::string_view line, int number) {
    number_ = number;
    constexpr std::string_view begins = "preset ";
    if (line.starts_with(begins)) {
      TRY(finish());
      preset_ = Preset{};
      preset_.code = base::trim(line.substr(begins.size()));
      open_ = true;
      return {};
    }
    if (!open_) return bad("a file of presets begins with \"preset CODE\".");
    for (const auto& [word, field] :
         {std::pair<std::string_view, std::string*>{"title:", &preset_.name},
          {"source:", &preset_.source}}) {
      if (!line.starts_with(word)) continue;
      *field = base::trim(line.substr(word.size()));
      return {};
    }
    constexpr std::string_view dated = "dated:";
    if (!line.starts_with(dated)) {
      scenario_ += std::string(line) + "\n";
      return {};
    }
    const auto day = base::Date::parse(base::trim(line.substr(dated.size())));
    if (!day) return bad("\"dated\" needs a day such as 2023-11-01.");
    preset_.dated = *day;
    return {};
  }

  base::Status finish() {
    if (!open_) return {};
    if (preset_.code.empty() || preset_.name.empty() || preset_.source.empty() ||
        preset_.dated == base::Date()) {
      return bad("the preset above needs a code, title, source and dated.");
    }
    base::Result<Scenario> read = read_scenario(scenario_);
    if (!read.ok()) return bad("of the preset " + preset_.code + ": " + read.error().message);
    preset_.scenario = std::move(read).value();
    preset_.scenario.preset = preset_.code;
    made.push_back(preset_);
    scenario_.clear();
    open_ = false;
    return {};
  }

  std::vector<Preset> made;

 private:
  base::Error bad(const std::string& what) const {
    return base::make_error("bad_scenario",
                            "Presets, line " + std::to_string(number_) + ": " + what);
  }

  Preset preset_;
  std::string scenario_;
  bool open_ = false;
  int number_ = 0;
};

}  // namespace

base::Result<std::vector<Preset>> read_presets(std::string_view text) {
  PresetReader reader;
  int number = 0;
  for (std::string_view line : base::split(text, '\n')) {
    ++number;
    line = base::trim(line);
    if (!line.empty() && !line.starts_with('#')) TRY(reader.line(line, number));
  }
  TRY(reader.finish());
  return std::move(reader.made);
}

const std::vector<Preset>& presets() {
  static const std::vector<Preset> made = [] {
    auto read = read_presets(presets_text());
    CHECK(read.ok());
    return std::move(read).value();
  }();
  return made;
}

const Preset* find_preset(std::string_view code) {
  const auto found = std::find_if(presets().begin(), presets().end(),
                                  [&](const Preset& each) { return each.code == code; });
  return found == presets().end() ? nullptr : &*found;
}

void apply(const Preset& preset, Scenario& scenario) {
  scenario.preset = preset.code;
  scenario.rules = preset.scenario.rules;
  scenario.weights = preset.scenario.weights;
  scenario.clusters = preset.scenario.clusters;
}

}  // namespace design
