// The alignment matrix of the demonstration trust: the sample that is shipped as it stood in
// September 2023, what changed in three years since, and how far each school has come. What is
// overdue and what falls away is meant to be found.
#include <algorithm>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dates.hpp"
#include "prng.hpp"
#include "write_files.hpp"

namespace county {
namespace {

constexpr int harbour = 90001;
constexpr int began = 20230901;
constexpr int last_day = 20261101;

using Words = std::vector<std::pair<std::string, std::string>>;

struct Block {
  std::string code;
  Words words;
  std::string& operator[](const std::string& word) {
    for (auto& [name, value] : words) {
      if (name == word) return value;
    }
    return words.emplace_back(word, "").second;
  }
};

// What changed on a day; "" of says and provider leaves them as they were, no target: it is
// maintained.
struct Move {
  const char* code;
  const char* phase;
  int from;
  const char* approach;
  const char* says;
  const char* target;
  int by;
  const char* provider = "";
};

constexpr const char* partner =
    "Up to four days a year; the trust's own team assures quality beside the partner.";
constexpr const char* reports =
    "One report from the trust's dashboard, with a page that the school writes.";

constexpr Move moves[] = {
    {"improvement_partner", "primary", 20240901, "common", partner, "", 0},
    {"improvement_partner", "secondary", 20240901, "common", partner, "", 0},
    {"quality_assurance", "all", 20240901, "common",
     "One policy and one calendar; visits in pairs from two schools.", "", 0},
    {"improvement_plan", "all", 20240901, "common", "One format, with milestones in each term.",
     "Local boards look into all plans in one way.", 20260731},
    {"staff_appraisal", "all", 20250301, "common", "One appraisal policy of the trust.",
     "One form that is filled in online.", 20270731},
    {"self_evaluation", "all", 20240901, "common", "One page, brought up to date each autumn.", "",
     0},
    {"data_collection", "all", 20240301, "common",
     "Three points a year in one tool, behaviour and attendance among them.", "", 0},
    {"local_data_report", "primary", 20250101, "in_some", reports, "All schools report alike.",
     20261218},
    {"local_data_report", "secondary", 20240901, "common", reports, "All schools report alike.",
     20261218},
    {"moderation", "primary", 20250301, "common", "", "", 0},
    {"moderation", "secondary", 20250301, "in_some", "English and mathematics are moderated.",
     "Science is moderated too.", 20270331},
    {"curriculum", "primary", 20250901, "in_some",
     "The framework of the trust in reading and mathematics.", "All subjects of the framework.",
     20270831},
    {"curriculum", "secondary", 20250901, "individual", "",
     "The framework of the trust leads years 7 to 9.", 20270831},
    {"reports_home", "all", 20250901, "common", "One report each term, and a meeting each year.",
     "", 0},
    {"send", "all", 20250101, "common",
     "One policy; the inclusion lead of the trust meets the coordinators each half-term.",
     "One map of provision in all schools.", 20270731},
    {"safeguarding", "all", 20240901, "common", "One policy; supervision by the safeguarding lead.",
     "", 0},
    {"behaviour", "primary", 20240901, "in_some",
     "Values of the trust, in the words of each school.", "All schools have revised their policy.",
     20270731},
    {"behaviour", "secondary", 20240901, "common", "One behaviour policy.", "", 0},
    {"attendance", "all", 20250901, "common", "One policy; a dashboard that is read each week.", "",
     0},
    {"payroll", "primary", 20270401, "central", "The central team runs it.", "", 0,
     "Central finance team"},
    {"payroll", "secondary", 20270401, "central", "The central team runs it.", "", 0,
     "Central finance team"},
    {"procurement", "all", 20250301, "in_some", "The clusters buy energy and paper together.",
     "Clusters buy all supplies together.", 20270331},
    {"hr", "all", 20240901, "common", "", "", 0},
    {"hr", "all", 20270401, "common", "The central team, without an adviser.", "", 0,
     "Central HR team"},
    {"recruitment", "all", 20240901, "common", "One page of vacancies, one pack.", "", 0},
    {"estates", "all", 20240901, "central", "One plan for estates, one team.", "", 0},
    {"ict", "all", 20240901, "common", "One plan for ICT leads all work.",
     "All schools are on one network.", 20270831},
    {"communication", "all", 20250301, "common", "One plan for communication and marketing.", "",
     0},
    {"data_management", "primary", 20240901, "common", "Most tasks are done centrally.", "", 0},
    {"data_management", "secondary", 20240901, "common", "", "", 0},
    {"catering", "all", 20250901, "in_some", "Harbour schools have one contract.",
     "One contract for all schools.", 20270831},
    {"local_boards", "all", 20240901, "common",
     "Each school has one; data reports and scrutiny of plans are common.", "", 0},
    {"clerking", "all", 20240901, "common", "The trust's clerks serve all boards.", "", 0},
    {"policies", "all", 20240901, "common", "One list of policies, each with an owner.",
     "Each policy has been reviewed in its year.", 20261231},
};

constexpr std::string_view cores[] = {"oversight",    "head_appraisal", "targets",
                                      "safeguarding", "admissions",     "finance_policy",
                                      "budgets",      "payroll",        "data_protection",
                                      "local_boards", "complaints",     "health_safety"};
constexpr const char* evidence[] = {"Seen on a visit of the trust's improvement team",
                                    "Calendar and records sampled",
                                    "Return of the school, checked by the central team",
                                    "Policy as published on the school's website",
                                    "Minutes of the local board",
                                    "Plan read together with the headteacher"};
constexpr const char* judges[] = {"Director of education", "Trust improvement team",
                                  "Headteacher, checked by the trust", "Governance professional"};

class Alignment {
 public:
  explicit Alignment(const World& world) : world_(world) {}

  std::string write() {
    read_sample();
    move();
    text_ = "# The alignment matrix of Harbour Learning Trust, made by tools/make_county.\n\n";
    text_ += "matrix\ntitle: Aligned autonomy\nevidence_months: 12\n";
    for (const Block& block : blocks_) write(block);
    for (const std::string& code : shared()) {
      for (const Belonging& each : world_.belongings) {
        if (each.uid != harbour || each.joined > last_day || each.left != 0) continue;
        if (world_.record_of_urn(each.urn).closed == 0) adopt(code, each);
      }
    }
    return std::move(text_);
  }

 private:
  // Functions of the sample as they stood when the matrix was begun.
  void read_sample() {
    std::ifstream file(COUNTY_SAMPLE_OF_ALIGNMENT);
    if (!file) throw std::runtime_error("Cannot read " COUNTY_SAMPLE_OF_ALIGNMENT);
    std::string line;
    bool wanted = false;
    while (std::getline(file, line)) {
      if (line.empty() || line[0] == '#') continue;
      const std::size_t colon = line.find(": ");
      if (colon == std::string::npos) {
        wanted = line.starts_with("function ");
        if (wanted) blocks_.push_back({line.substr(9), {}});
      } else if (wanted) {
        blocks_.back()[line.substr(0, colon)] = line.substr(colon + 2);
      }
    }
    std::erase_if(blocks_, [](Block& each) { return each["from"].starts_with("start plus"); });
    for (Block& each : blocks_) {
      if (each["phase"].empty()) each["phase"] = "all";
      each["from"] = iso(began);
      if (each.code == "payroll") each["by"] = "2027-04-01";
      if (each["by"].starts_with("start plus ")) each["by"] = due(std::stoi(each["by"].substr(11)));
    }
  }

  static std::string due(int months) {
    const int month = 8 + months;
    return iso(began / 10000 * 10000 + month / 12 * 10000 + (month % 12 + 1) * 100 + 1);
  }

  void move() {
    for (const Move& each : moves) {
      const auto before = std::find_if(blocks_.rbegin(), blocks_.rend(), [&](Block& block) {
        return block.code == each.code && block["phase"] == each.phase;
      });
      if (before == blocks_.rend()) throw std::runtime_error(std::string("No ") + each.code);
      Block now = *before;
      now["from"] = iso(each.from);
      now["approach"] = each.approach;
      if (*each.says) now["says"] = each.says;
      if (*each.provider) now["provider"] = each.provider;
      now["direction"] = *each.target ? "develop" : "maintain";
      now["target"] = each.target;
      now["by"] = each.by == 0 ? "" : iso(each.by);
      blocks_.push_back(std::move(now));
    }
  }

  void write(const Block& block) {
    text_ += "\nfunction " + block.code + "\n";
    for (const auto& [word, value] : block.words) {
      if (!value.empty()) text_ += word + ": " + value + "\n";
    }
  }

  // Codes of what is to be common now, each once.
  std::vector<std::string> shared() {
    std::map<std::string, Block*> now;
    for (Block& each : blocks_) {
      if (each["from"] <= iso(last_day)) now[each.code + each["phase"]] = &each;
    }
    std::vector<std::string> codes;
    for (Block& each : blocks_) {
      const std::string& approach = (*now[each.code + each["phase"]])["approach"];
      const bool meant = approach == "common" || approach == "in_some";
      if (meant && std::find(codes.begin(), codes.end(), each.code) == codes.end()) {
        codes.push_back(each.code);
      }
    }
    return codes;
  }

  // Since when it is to be common: before that, few had it.
  int common_since(const std::string& code) {
    int since = began;
    bool from_the_start = false;
    for (Block& each : blocks_) {
      const bool is = each["approach"] == "common" || each["approach"] == "in_some";
      if (each.code != code || !is) continue;
      if (each["from"] == iso(began)) from_the_start = true;
    }
    for (const Move& each : moves) {
      if (each.code == code && !from_the_start) since = std::max(since, each.from);
    }
    return std::min(since, last_day);
  }

  void adopt(const std::string& code, const Belonging& school) {
    Prng random = Prng::of(world_.seed, "alignment " + code + std::to_string(school.urn));
    const int first = std::max(began, school.joined);
    const int since = std::max(first, common_since(code));
    // What a trust cannot do without, nearly all have.
    const bool core = std::find(std::begin(cores), std::end(cores), code) != std::end(cores);
    const int chance = core ? random.between(1, 64) : random.between(1, 100);
    const bool falls = code == "quality_assurance" && school.urn % 3 == 1;
    // Of one school in thirty or so nothing was ever noted.
    if (!falls && random.between(1, 32) == 7) return;
    if (since > first && chance <= 80) entry(random, code, school.urn, first, "not_yet", first);
    if (falls) {
      entry(random, code, school.urn, std::max(since, 20240901), "adopted", 20250612);
      entry(random, code, school.urn, 20260112, "partly", 20260120);
      if (school.urn % 2 == 0) entry(random, code, school.urn, 20260901, "not_yet", 20261006);
    } else if (chance <= 60) {
      entry(random, code, school.urn, since, "adopted", lately(random));
    } else if (chance <= 80) {
      entry(random, code, school.urn, since, "partly", 20250930);
      entry(random, code, school.urn, random.between(0, 1) == 0 ? 20260105 : 20260901, "adopted",
            lately(random) + 10);
    } else if (chance <= 92) {
      entry(random, code, school.urn, since, "partly", lately(random));
    } else if (chance <= 97) {
      entry(random, code, school.urn, since, "own_way", lately(random));
    } else {
      entry(random, code, school.urn, since, "not_yet", lately(random));
    }
  }

  // Most were judged this autumn; some longer ago than evidence lasts.
  static int lately(Prng& random) {
    return (random.between(1, 14) == 3 ? 20251000 : 20261000) + random.between(5, 19);
  }

  void entry(Prng& random, const std::string& code, int urn, int since, const char* level,
             int judged) {
    text_ += "\nadoption " + code + "\nschool: " + std::to_string(urn) + "\nsince: " + iso(since) +
             "\nlevel: " + level;
    text_ += std::string("\nevidence: ") +
             evidence[random.between(0, static_cast<int>(std::size(evidence)) - 1)];
    text_ += std::string("\njudged_by: ") +
             judges[random.between(0, static_cast<int>(std::size(judges)) - 1)];
    text_ += "\njudged: " + iso(std::max(since, judged)) + "\n";
  }

  const World& world_;
  std::vector<Block> blocks_;
  std::string text_;
};

}  // namespace

std::string alignment_file(const World& world) { return Alignment(world).write(); }

}  // namespace county
