// The file of boards: who sits where in the county, in the words of `guildhall governance import`.
// People are invented; what is wrong here and there is meant to be found.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "prng.hpp"
#include "text_file.hpp"
#include "write_files.hpp"

namespace county {
namespace {

constexpr const char* first_names[] = {
    "Ada",   "Amir",  "Beth",  "Bruno",  "Carys",  "Chidi",  "Dora",   "Edwin", "Elsie",  "Farah",
    "Felix", "Greta", "Hamza", "Hilda",  "Imran",  "Ingrid", "Jonas",  "Joyce", "Keziah", "Lena",
    "Lewis", "Maren", "Miles", "Nadia",  "Neve",   "Omar",   "Oscar",  "Petra", "Priya",  "Quentin",
    "Rosa",  "Samir", "Sunil", "Tamsin", "Tobias", "Una",    "Viktor", "Wanda", "Yasmin", "Zach"};
constexpr const char* last_names[] = {
    "Alder",    "Ashdown", "Barrow",   "Birchall", "Calloway", "Coppin", "Dunning",  "Elmore",
    "Fenby",    "Garrick", "Hartle",   "Hollis",   "Ibbot",    "Jessop", "Kestle",   "Larkin",
    "Marwood",  "Netley",  "Oakhurst", "Pellow",   "Prentis",  "Quayle", "Rushby",   "Saltby",
    "Stannard", "Thorne",  "Tilling",  "Upcott",   "Venner",   "Wadlow", "Wexcombe", "Yarrow"};

constexpr const char* columns[] = {
    "change",   "name",   "kind",     "at",     "parent",  "rules",  "body",  "seat",
    "person",   "office", "by",       "for",    "from",    "until",  "term",  "on",
    "question", "answer", "what",     "due",    "year",    "starts", "place", "meeting",
    "title",    "motion", "needs",    "status", "item",    "choice", "text",  "why",
    "subject",  "check",  "template", "lasts",  "adopted", "skill",  "level", "source"};

// The codes of data/governance/skills.txt.
constexpr const char* skills[] = {
    "vision",   "decisions",    "risk",     "standards", "data",   "finance",  "audit",
    "chairing", "challenge",    "staffing", "roles",     "duties", "equality", "information",
    "review",   "safeguarding", "send",     "estates",   "health", "community"};

// Terms of reference of a cluster board as they were first adopted, and what stands there since.
constexpr const char* terms_before =
    "# 1. Purpose\n"
    "1.1 The board leads the work that the academies of the cluster do together. It answers to the "
    "trust board.\n\n"
    "# 2. What it does\n"
    "2.1 The board:\n"
    "- agrees a plan for the cluster each year;\n"
    "- decides how the cluster's fund is spent, up to \xC2\xA3"
    "20,000 at a time;\n"
    "- arranges support of one academy by another.\n\n"
    "# 3. Who sits\n"
    "3.1 The headteacher and the chair of each academy, one director of the trust and one member "
    "of "
    "its staff.\n\n"
    "# 4. Meetings\n"
    "4.1 The board meets in each term. Half of the members, and never fewer than three, are a "
    "quorum.\n"
    "4.2 Papers are sent five days before.\n\n"
    "# 5. Review\n"
    "5.1 The trust board looks at these terms each year.\n";
constexpr const char* terms_now =
    "# 1. Purpose\n"
    "1.1 The board leads the work that the academies of the cluster do together. It answers to the "
    "trust board.\n\n"
    "# 2. What it does\n"
    "2.1 The board:\n"
    "- agrees a plan for the cluster each year;\n"
    "- decides how the cluster's fund is spent, up to \xC2\xA3"
    "35,000 at a time;\n"
    "- appoints the SENCo whom the academies share;\n"
    "- arranges support of one academy by another.\n\n"
    "# 3. Who sits\n"
    "3.1 The headteacher and the chair of each academy, one director of the trust and one member "
    "of "
    "its staff.\n\n"
    "# 4. Meetings\n"
    "4.1 The board meets in each term. Half of the members, and never fewer than three, are a "
    "quorum.\n"
    "4.2 Papers are sent seven days before, and the minutes within two weeks.\n\n"
    "# 5. Review\n"
    "5.1 The trust board looks at these terms each year.\n";

class Boards {
 public:
  explicit Boards(const World& world) : world_(world), random_(Prng::of(world.seed, "boards")) {
    line({});
    // Every pair of names once, in an order of chance.
    for (std::size_t at = 0; at < std::size(first_names) * std::size(last_names); ++at) {
      names_.push_back(std::string(first_names[at % std::size(first_names)]) + " " +
                       last_names[(at / std::size(first_names) + at) % std::size(last_names)]);
    }
    for (std::size_t at = names_.size() - 1; at > 0; --at) {
      std::swap(names_[at],
                names_[static_cast<std::size_t>(random_.between(0, static_cast<int>(at)))]);
    }
  }

  std::string write() {
    trust(90001, "Harbour Learning Trust");
    trust(90002, "Lantern Schools Trust");
    // A trustee of both, whose two boards meet at the same time.
    line({{"change", "appoint"},
          {"body", "Lantern Schools Trust board"},
          {"seat", "trustee"},
          {"person", directors_[90001][5]},
          {"by", "academy_members"},
          {"from", "2025-09-01"},
          {"term", "2029-09-01"}});
    for (std::size_t at = 0; at < world_.schools.size(); ++at) school(at);
    clusters();
    for (const auto& [body, members] : boards_to_meet_) meetings(body, members);
    for (const auto& [_, body] : bodies_) year(body);
    alternates();
    left_long_ago();
    audits();
    return std::move(text_);
  }

 private:
  using Cells = std::map<std::string, std::string>;

  void line(const Cells& cells) {
    std::vector<std::string> row;
    for (const char* column : columns) {
      const auto found = cells.find(column);
      row.push_back(cells.empty() ? column : found == cells.end() ? "" : found->second);
    }
    text_ += csv_line(row, Quotes::AsNeeded);
  }

  std::string somebody() { return names_.at(next_++); }

  void remit(const std::string& body, const std::string& what) {
    line({{"change", "remit"}, {"body", body}, {"text", what}});
  }

  void terms(const std::string& body, const std::string& from, const std::string& text,
             const std::string& why) {
    line({{"change", "terms-text"},
          {"body", body},
          {"from", from},
          {"text", text},
          {"adopted", "Trust board"},
          {"why", why}});
  }

  void office(const std::string& kind, const std::string& at, const std::string& who,
              const std::string& from) {
    line({{"change", "office"}, {"office", kind}, {"at", at}, {"person", who}, {"from", from}});
  }

  void seat(const std::string& body, const std::string& code, const std::string& who,
            const std::string& by, const std::string& from, const std::string& term) {
    line({{"change", "appoint"},
          {"body", body},
          {"seat", code},
          {"person", who},
          {"by", by},
          {"from", from},
          {"term", term}});
    if (random_.between(1, 40) != 1) declared(who);
    known(who);
    members_[body].push_back(who);
  }

  // Most people have had their training and the check; some have not.
  void known(const std::string& who) {
    if (!known_.insert(who).second) return;
    const std::size_t at = known_.size();
    if (at % 23 != 5) {
      line({{"change", "trained"},
            {"person", who},
            {"subject", "safeguarding"},
            {"on", at % 19 == 3  ? "2024-10-02"
                   : at % 2 == 0 ? "2025-10-01"
                                 : "2026-02-11"}});
    }
    if (at % 31 != 7) {
      line({{"change", "checked"}, {"person", who}, {"check", "dbs"}, {"on", "2024-09-18"}});
    }
  }

  // Most people have declared for the year; some have not.
  void declared(const std::string& who) {
    if (!declared_.insert(who).second) return;
    line({{"change", "declared"}, {"person", who}, {"year", "2026"}, {"on", "2026-09-14"}});
  }

  void trust(int uid, const std::string& name) {
    const std::string group = "group " + std::to_string(uid);
    const std::string board = name + " board";
    const std::string members = name + " members";
    line({{"change", "body"}, {"name", members}, {"kind", "members"}, {"at", group}});
    for (int at = 0; at < 5; ++at) {
      seat(members, "member", somebody(), "academy_members", "2021-09-01", "");
    }
    line({{"change", "body"},
          {"name", board},
          {"kind", "trust_board"},
          {"at", group},
          {"parent", members}});
    remit(members, "They hold the trustees to account and appoint them.");
    remit(board, "It governs the trust, and answers for every academy of it.");
    const std::string chief = somebody();
    office("chief_executive", group, chief, "2022-09-01");
    office("accounting_officer", group, chief, "2022-09-01");
    office("finance_director", group, somebody(), "2021-01-01");
    office("governance_professional", "body " + board, somebody(), "2023-09-01");
    seat(board, "chief_executive", chief, "academy_members", "2022-09-01", "");
    for (int at = 0; at < 8; ++at) {
      const std::string who = somebody();
      // One term of the board of Harbour ended in the summer, and nobody noticed.
      const bool expired = uid == 90001 && at == 3;
      seat(board, "trustee", who, "academy_members", expired ? "2022-09-01" : "2024-09-01",
           expired ? "2026-09-01" : "2028-09-01");
      office("director", group, who, expired ? "2022-09-01" : "2024-09-01");
      directors_[uid].push_back(who);
      if (at == 0) office("chair", "body " + board, who, "2024-09-01");
    }
    boards_to_meet_.emplace_back(board, directors_[uid]);
    const std::string finance = name + " finance committee";
    line({{"change", "body"},
          {"name", finance},
          {"kind", "committee"},
          {"at", group},
          {"parent", board}});
    for (int at = 1; at < 4; ++at) {
      seat(finance, "member", directors_[uid][static_cast<std::size_t>(at)], "board", "2024-09-01",
           "");
    }
    office("chair", "body " + finance, directors_[uid][1], "2024-09-01");
    line({{"change", "terms"}, {"body", finance}, {"on", "2025-07-10"}});
    for (int at = 0; at < 4; ++at) {
      staff_[uid].push_back(somebody());
      office("trust_staff", group, staff_[uid].back(), "2023-09-01");
    }
  }

  void school(std::size_t at) {
    const int today = snapshot_dates.back();
    const Record& record = world_.records[world_.record_on(at, today)];
    if (!record.open_on(today) || !is_state_funded(record.type)) return;
    const std::string urn = "school " + std::to_string(record.urn);
    const std::string body = record.name_on(today) + ": governing body";
    bodies_[record.urn] = body;
    const std::string head = somebody();
    heads_[record.urn] = head;
    office("headteacher", urn, head, std::to_string(random_.between(2015, 2025)) + "-09-01");
    if (random_.between(1, 30) != 1) declared(head);
    known(head);
    const GroupSeed* trust = world_.group_on(record.urn, today, {6, 10});
    const bool sponsored = is_academy(record.type) && random_.between(1, 3) == 1;
    Cells made = {{"change", "body"},
                  {"name", body},
                  {"at", urn},
                  {"kind", is_academy(record.type) ? "local_governing_body" : "governing_body"}};
    if (sponsored) made["rules"] = "sponsored_lgb";
    if (trust && directors_.contains(trust->uid)) {
      made["parent"] = std::string(trust->name) + " board";
    }
    line(made);
    if (!is_academy(record.type)) return maintained(body);
    sponsored ? sponsored_body(body) : partner(body, trust);
  }

  void chair_and_clerk(const std::string& body, const std::string& chair) {
    // Here and there nobody is chair.
    if (random_.between(1, 25) != 1) office("chair", "body " + body, chair, "2025-09-01");
    office("governance_professional", "body " + body, clerk(), "2024-09-01");
  }

  // A clerk serves several bodies.
  std::string clerk() {
    if (clerk_.empty() || random_.between(1, 6) == 1) clerk_ = somebody();
    return clerk_;
  }

  void several(const std::string& body, const std::string& code, const std::string& by, int count) {
    for (int at = 0; at < count; ++at) {
      const int year = random_.between(2023, 2026);
      seat(body, code, somebody(), by, std::to_string(year) + "-09-01",
           std::to_string(year + 4) + "-09-01");
    }
  }

  void maintained(const std::string& body) {
    const std::string chair = somebody();
    seat(body, "co_opted", chair, "board", "2024-09-01", "2028-09-01");
    several(body, "co_opted", "board", random_.between(2, 4));
    several(body, "staff", "elected_staff", 1);
    several(body, "parent", "elected_parents", random_.between(1, 10) == 1 ? 1 : 2);
    several(body, "authority", "authority", random_.between(1, 8) == 1 ? 0 : 1);
    chair_and_clerk(body, chair);
  }

  void sponsored_body(const std::string& body) {
    const std::string chair = somebody();
    seat(body, "trust", chair, "foundation", "2024-09-01", "2028-09-01");
    // One body is over-full: ten sit where nine may.
    several(body, "trust", "foundation", overfull_ ? 4 : 6);
    overfull_ = true;
    several(body, "parent", "elected_parents", 2);
    several(body, "staff", "elected_staff", 1);
    chair_and_clerk(body, chair);
  }

  void partner(const std::string& body, const GroupSeed* trust) {
    const std::string chair = somebody();
    seat(body, "governor", chair, "board", "2024-09-01", "2028-09-01");
    several(body, "governor", "board", random_.between(2, 4));
    several(body, "parent", "elected_parents", random_.between(1, 9) == 1 ? 1 : 2);
    several(body, "staff", "elected_staff", 1);
    chair_and_clerk(body, chair);
    if (!trust || !directors_.contains(trust->uid)) return;
    if (random_.between(1, 12) != 1) {
      line({{"change", "resolved"},
            {"question", "partner_body"},
            {"at", "body " + std::string(trust->name) + " board"},
            {"body", body},
            {"answer", "yes"},
            {"on", "2024-11-12"}});
    }
    line({{"change", "step"},
          {"body", body},
          {"what", "Adopt the trust's scheme of delegation"},
          {"due", random_.between(1, 8) == 1 ? "2026-10-31" : "2027-07-31"}});
  }

  void clusters() {
    std::map<std::string, std::vector<const ClusterMembership*>> open;
    for (const ClusterMembership& each : world_.clusters) {
      if (each.left == 0 && each.joined <= snapshot_dates.back()) {
        open["cluster " + each.cluster + " of " + each.owner].push_back(&each);
      }
    }
    for (const auto& [place, members] : open) {
      const int uid = members.front()->owner == "Harbour Learning Trust"  ? 90001
                      : members.front()->owner == "Lantern Schools Trust" ? 90002
                                                                          : 0;
      uid == 0 ? group_of_county(place, members) : board_of_trust(place, members, uid);
    }
  }

  // Two schools of each steering group have named who comes when the head cannot.
  void alternates() {
    for (const auto& [body, urns] : steering_) {
      for (std::size_t at = 0; at < std::min<std::size_t>(2, urns.size()); ++at) {
        line({{"change", "alternate"},
              {"body", body},
              {"seat", "head"},
              {"person", somebody()},
              {"for", std::to_string(urns[at])},
              {"from", "2025-09-01"}});
      }
    }
  }

  // Both trust boards and a few governing bodies had an audit of skills in the autumn. On each
  // board nobody knows one thing well; of the governors one had not answered.
  void audits() {
    Prng random = Prng::of(world_.seed, "audits");
    audit("Harbour Learning Trust board", "estates", "2026-10-07", random);
    audit("Lantern Schools Trust board", "send", "2026-10-14", random);
    // Who sits on both answered the second only where it asked anew.
    line({{"change", "skill"},
          {"person", directors_[90001][5]},
          {"skill", "send"},
          {"level", "1"},
          {"on", "2026-10-14"},
          {"source", "self"}});
    int at = 0;
    for (const auto& [_, body] : bodies_) {
      if (++at > 4) return;
      audit(body, at % 2 == 0 ? "finance" : "", "2026-09-30", random, 1);
    }
  }

  // Of all who sit but the first few, who did not answer.
  void audit(const std::string& body, const std::string& gap, const char* on, Prng& random,
             std::size_t away = 0) {
    const std::vector<std::string>& members = members_[body];
    for (std::size_t who = away; who < members.size(); ++who) {
      for (std::size_t at = 0; at < std::size(skills); ++at) {
        const std::string code = skills[at];
        // Everything else is known well by two who sit next to each other.
        const bool knows = (at + who) % members.size() < 2 || random.between(1, 4) == 1;
        const int level = code == gap ? 1 : knows ? random.between(3, 4) : random.between(0, 2);
        line({{"change", "skill"},
              {"person", members[who]},
              {"skill", code},
              {"level", std::to_string(level)},
              {"on", on},
              {"source", who == 0 ? "review" : "self"}});
      }
    }
  }

  // Some governors left years ago, and nobody has taken out since what was kept of them.
  void left_long_ago() {
    int at = 0;
    for (const auto& [_, body] : bodies_) {
      if (++at > 3) return;
      const std::string who = somebody();
      const std::string year = std::to_string(2012 + at);
      line({{"change", "appoint"},
            {"body", body},
            {"seat", "parent"},
            {"person", who},
            {"by", "elected_parents"},
            {"from", year + "-09-01"},
            {"until", std::to_string(2015 + at) + "-09-01"}});
      line({{"change", "trained"},
            {"person", who},
            {"subject", "safeguarding"},
            {"on", year + "-10-01"}});
      line({{"change", "checked"}, {"person", who}, {"check", "dbs"}, {"on", year + "-09-20"}});
      line({{"change", "declared"}, {"person", who}, {"year", year}, {"on", year + "-09-28"}});
    }
  }

  void board_of_trust(const std::string& place,
                      const std::vector<const ClusterMembership*>& members, int uid) {
    const std::string name = members.front()->cluster + " " + members.front()->kind + " board";
    line({{"change", "body"},
          {"name", name},
          {"kind", "cluster_board"},
          {"at", place},
          {"parent", members.front()->owner + " board"}});
    seat(name, "director", directors_[uid][boards_ % 8], "board", "2024-09-01", "2028-09-01");
    seat(name, "staff", staff_[uid][boards_ % 4], "board", "2024-09-01", "");
    remit(name,
          "It leads the work that the cluster's academies do together, and looks after the "
          "money that they share.");
    // One board has not had its terms looked at since; the others have a second version.
    terms(name, "2025-06-18", terms_before, "");
    if (boards_ != 2) {
      terms(name, "2026-06-17", terms_now, "A larger fund, and a SENCo whom the academies share");
    }
    ++boards_;
    std::vector<std::string> sits = {directors_[uid][(boards_ - 1) % 8],
                                     staff_[uid][(boards_ - 1) % 4]};
    for (const ClusterMembership* each : members) {
      const Record& record = world_.records[world_.record_on(each->school, snapshot_dates.back())];
      if (heads_.contains(record.urn)) sits.push_back(heads_.at(record.urn));
    }
    boards_to_meet_.emplace_back(name, std::move(sits));
    // The lead is the head of the lead school, or of the first: one of them was inspected anew.
    const ClusterMembership* lead = members.front();
    for (const ClusterMembership* each : members) lead = each->lead ? each : lead;
    const Record& record = world_.records[world_.record_on(lead->school, snapshot_dates.back())];
    office("lead_headteacher", place, heads_.at(record.urn), "2025-09-01");
  }

  // Two years of meetings, and those of the year to come. One loses its quorum, in one somebody
  // withdraws, and the minutes of each are approved at the next.
  void meetings(const std::string& body, const std::vector<std::string>& members) {
    constexpr const char* days[] = {"2024-10-09", "2025-02-05", "2025-06-11",
                                    "2025-10-08", "2026-02-04", "2026-06-10",
                                    "2026-11-04", "2027-02-03", "2027-06-09"};
    constexpr std::size_t held = 7;
    std::string last;
    for (std::size_t at = 0; at < std::size(days); ++at) {
      Cells planned = {{"change", "meeting"},
                       {"body", body},
                       {"on", days[at]},
                       {"starts", "16:30"},
                       {"place", "Saltmere Academy"}};
      if (at >= held) {
        const bool trust = directors_[90001] == members || directors_[90002] == members;
        const std::string season = at == held ? "spring" : "summer";
        planned["template"] = trust ? "trust_board " + season + "_1" : "cluster_board " + season;
      }
      line(planned);
      const std::string meeting = std::to_string(++meetings_);
      if (at >= held) {
        agenda(meeting, "Declarations of interest", "");
        agenda(meeting, "Minutes of the last meeting", "");
        agenda(meeting, "Matters arising", "");
        continue;
      }
      const std::vector<std::string> there = sit(meeting, members, at);
      // The schemes that the demonstration adopts (./do demo) were resolved there.
      if (body == "Harbour Learning Trust board" && at == 2) {
        agree(meeting, there, "The scheme of delegation",
              "To adopt the scheme of delegation and its overlays by rating from 1 September 2025");
      }
      if (body == "Harbour Learning Trust board" && at == 3) {
        agree(meeting, there, "The cluster Harbour",
              "To adopt the overlay of the cluster Harbour from 1 January 2026");
      }
      line({{"change", "held"}, {"meeting", meeting}});
      if (!last.empty()) {
        line({{"change", "approved"}, {"meeting", last}, {"on", days[at]}});
      }
      last = meeting;
    }
  }

  // "2026-06-09"; no month ends in between.
  static std::string day_text(int day) {
    const std::string digits = std::to_string(day);
    return digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6);
  }

  // Governing bodies met, and will meet; what was said there is not in the file. Some met too
  // seldom.
  void year(const std::string& body) {
    // Clerks serve several bodies, so each has a day of its own: Tuesday to Friday of two weeks.
    constexpr int days[] = {20250617, 20250916, 20251111, 20260113, 20260310, 20260609,
                            20260915, 20261103, 20270112, 20270309, 20270608};
    const int later = years_ % 4 + 7 * (years_ / 4 % 2);
    ++years_;
    constexpr std::size_t held = 8;
    const bool seldom = random_.between(1, 12) == 1;
    for (std::size_t at = 0; at < std::size(days); ++at) {
      if (seldom && (at == 2 || at == 4)) continue;
      line({{"change", "meeting"},
            {"body", body},
            {"on", day_text(days[at] + later)},
            {"starts", "17:30"},
            {"lasts", "120"}});
      ++meetings_;
      if (at < held) line({{"change", "held"}, {"meeting", std::to_string(meetings_)}});
    }
  }

  std::string agenda(const std::string& meeting, const std::string& title,
                     const std::string& motion) {
    line({{"change", "item"}, {"meeting", meeting}, {"title", title}, {"motion", motion}});
    return std::to_string(++items_);
  }

  // All who are there vote for it.
  void agree(const std::string& meeting, const std::vector<std::string>& there,
             const std::string& title, const std::string& motion) {
    const std::string item = agenda(meeting, title, motion);
    for (const std::string& each : there) {
      line({{"change", "voted"}, {"item", item}, {"person", each}, {"choice", "for"}});
    }
  }

  // Who was there.
  std::vector<std::string> sit(const std::string& meeting, const std::vector<std::string>& members,
                               std::size_t at) {
    constexpr const char* titles[] = {
        "Shared SENCo",       "Attendance", "Reading at age seven", "Staff training days",
        "The cluster's fund", "Transport",  "Moderation of writing"};
    constexpr const char* motions[] = {
        "To share a SENCo from January, each school paying by its pupils",
        "To report attendance each half term by one form",
        "To moderate reading together in May",
        "To hold two training days together",
        "To spend £4,000 of the cluster's fund on speech therapy",
        "To ask the council for a later bus",
        "To moderate writing at each school in turn"};
    const bool lost = meetings_ % 11 == 5;
    std::vector<std::string> there;
    for (std::size_t each = 0; each < members.size(); ++each) {
      const bool present = lost ? each < 2 : random_.between(1, 9) != 1;
      line({{"change", "attended"},
            {"meeting", meeting},
            {"person", members[each]},
            {"status", present                      ? "present"
                       : random_.between(1, 3) == 1 ? "absent"
                                                    : "apologies"}});
      if (present) there.push_back(members[each]);
    }
    agenda(meeting, "Declarations of interest", "");
    const std::string item = agenda(meeting, titles[at % 7], motions[at % 7]);
    line({{"change", "minuted"},
          {"item", item},
          {"text", "The paper was taken as read; questions were answered."}});
    const bool interest = meetings_ % 7 == 3 && !there.empty();
    if (interest) {
      line({{"change", "withdrew"},
            {"item", item},
            {"person", there.front()},
            {"why", "works for the supplier"}});
    }
    for (std::size_t each = interest ? 1 : 0; each < there.size(); ++each) {
      const int chance = random_.between(1, 10);
      line({{"change", "voted"},
            {"item", item},
            {"person", there[each]},
            {"choice", chance == 1   ? "against"
                       : chance == 2 ? "abstain"
                                     : "for"}});
    }
    if (there.empty()) return there;
    line({{"change", "action"},
          {"meeting", meeting},
          {"person", there.back()},
          {"what", "Bring figures to the next meeting"},
          {"due", "2026-12-18"}});
    return there;
  }

  void group_of_county(const std::string& place,
                       const std::vector<const ClusterMembership*>& members) {
    bool academies = false;
    std::vector<int> urns;
    for (const ClusterMembership* each : members) {
      const Record& record = world_.records[world_.record_on(each->school, snapshot_dates.back())];
      academies |= is_academy(record.type);
      if (heads_.contains(record.urn)) urns.push_back(record.urn);
    }
    const std::string name =
        members.front()->cluster + (academies ? " steering group" : " joint committee");
    line({{"change", "body"},
          {"name", name},
          {"at", place},
          {"kind", academies ? "steering_group" : "joint_committee"}});
    for (const int urn : urns) {
      if (random_.between(1, 12) == 1) continue;
      line({{"change", "appoint"},
            {"body", name},
            {"seat", "governor"},
            {"person", somebody()},
            {"by", "board"},
            {"for", std::to_string(urn)},
            {"from", "2025-09-01"}});
    }
    if (academies) steering_.emplace_back(name, urns);
    if (!urns.empty()) office("chair", "body " + name, heads_.at(urns.front()), "2025-09-01");
  }

  const World& world_;
  Prng random_;
  std::string text_;
  std::vector<std::string> names_;
  std::size_t next_ = 0;
  std::set<std::string> declared_;
  std::set<std::string> known_;
  std::map<int, std::vector<std::string>> directors_;
  std::map<int, std::vector<std::string>> staff_;
  std::map<int, std::string> heads_;
  std::map<int, std::string> bodies_;
  std::map<std::string, std::vector<std::string>> members_;  // who were appointed, by body
  std::string clerk_;
  std::size_t boards_ = 0;
  std::vector<std::pair<std::string, std::vector<std::string>>> boards_to_meet_;
  std::vector<std::pair<std::string, std::vector<int>>> steering_;  // with their schools
  int meetings_ = 0;
  int items_ = 0;
  int years_ = 0;
  bool overfull_ = false;
};

}  // namespace

std::string boards_file(const World& world) { return Boards(world).write(); }

}  // namespace county
