// The words of every kind of change, in the order of the kinds.
#include "governance/change.hpp"

#include <algorithm>

namespace governance {

namespace {

constexpr Field person = {"person", "Person", "Number, e-mail address or full name", true};
constexpr Field email = {"email", "E-mail address",
                         "Of who is new; else it must be noted of who has the name"};
constexpr Field at = {"at", "Where",
                      "school 123456, cluster 12, group 2044, authority 926 or body 7", true};
constexpr Field body = {"body", "Body", "Its number", true};
constexpr Field from = {"from", "First day", "Nothing: since ever", false, true};
constexpr Field until = {"until", "First day on which it no longer holds",
                         "Nothing: until further notice", false, true};
constexpr Field ends = {"until", "First day on which it no longer holds", "", true, true};
constexpr Field why = {"why", "Why", ""};
constexpr Field on = {"on", "On", "", true, true};
constexpr Field meeting = {"meeting", "Meeting", "Its number", true};
constexpr Field item = {"item", "Item of the agenda", "Its number, not its place", true};
constexpr Field seen = {"seen", "Version that was seen", "Nothing: whichever there is"};
constexpr Field number = {"number", "Number", "Of what is meant", true};
constexpr Field lead = {"lead", "Who leads it", "Number, e-mail address or full name"};
constexpr Field title = {"title", "Title", "", true};
constexpr Field motion = {"motion", "Motion", "What is put to the vote; nothing: there is no vote"};
constexpr Field needs = {"needs", "Part of the votes that it needs",
                         "2/3; nothing: more than half"};
constexpr Field item_starts = {"starts", "Begins at", "16:40"};
constexpr Field confidential = {"confidential", "Confidential?", "yes: in part 2 of the minutes"};
constexpr Field to_do = {"what", "What", "", true};
constexpr Field due_by = {"due", "Due on", "", true, true};
constexpr Field came_of = {"item", "Item that it came of",
                           "Its number; of a confidential one it is confidential"};
constexpr Field for_school = {"for", "For which school", "Its URN, where the seat is a school's"};

std::vector<ChangeInfo> of_people_and_bodies() {
  return {
      {ChangeKind::AddPerson,
       "person",
       "Add a person",
       {{"person", "Full name", "", true}, {"email", "E-mail address", ""}}},
      {ChangeKind::MakeBody,
       "body",
       "Make a body",
       {{"name", "Name", "", true},
        {"kind", "Kind of body", "", true},
        at,
        {"parent", "Body that it reports to", "Its number"},
        {"rules", "Rules that it follows", "Nothing: those of its kind"},
        {"schools", "Schools of a shared body", "Their URNs, with spaces between"},
        from,
        until}},
      {ChangeKind::EndBody, "end-body", "End a body", {body, ends}},
      {ChangeKind::AgreeTerms, "terms", "Terms of reference agreed", {body, on}},
      {ChangeKind::TakeOffice,
       "office",
       "Somebody takes an office",
       {{"office", "Office", "", true}, person, email, at, from, until}},
      {ChangeKind::EndOffice, "end-office", "Somebody leaves an office", {number, ends, why}},
      {ChangeKind::Appoint,
       "appoint",
       "Appoint somebody to a body",
       {body,
        {"seat", "Seat", "", true},
        person,
        email,
        {"by", "Appointed by", ""},
        for_school,
        from,
        until,
        {"term", "First day after the term", "", false, true}}},
  };
}

// What ends, is resolved, planned, settled or taken back.
std::vector<ChangeInfo> of_what_is_said() {
  return {
      {ChangeKind::EndAppointment,
       "end-appointment",
       "Somebody leaves a body",
       {number, ends, why}},
      {ChangeKind::Resolve,
       "resolved",
       "A body resolved",
       {{"question", "Question", "As the rules name it, such as one_lgb", true},
        at,
        {"body", "About which body", "Its number; nothing: about none alone"},
        {"answer", "Agreed?", "yes or no", true},
        on}},
      {ChangeKind::AddStep,
       "step",
       "Plan a step of a partner academy",
       {body, {"what", "Step", "", true}, due_by}},
      {ChangeKind::FinishStep, "step-done", "A step is done", {number, on}},
      {ChangeKind::Settle,
       "settled",
       "Say how a rule stands",
       {body,
        {"rule", "Rule", "Its code, as the finding shows it", true},
        for_school,
        {"answer", "Kept?", "yes or no", true},
        {"why", "Why", "", true},
        from,
        until}},
      {ChangeKind::Declare,
       "declared",
       "Somebody declared interests",
       {person,
        {"year", "School year", "2025 for 2025/26", true},
        on,
        {"nothing", "Nothing to declare?", "yes; otherwise those that are noted are confirmed"}}},
      {ChangeKind::Judge,
       "judged",
       "What a report card says",
       {{"for", "School", "Its URN", true},
        {"area", "Area", "leadership and governance", true},
        {"found", "Judgement", "exceptional, strong, expected, needs attention", true},
        on}},
      {ChangeKind::WithdrawOffice,
       "withdraw-office",
       "An office was entered by mistake",
       {number, why}},
      {ChangeKind::WithdrawAppointment,
       "withdraw-appointment",
       "An appointment was entered by mistake",
       {number, why}},
      {ChangeKind::ErasePerson, "erase", "Take out a person's name and address", {person}},
  };
}

std::vector<ChangeInfo> of_meetings() {
  return {
      {ChangeKind::PlanMeeting,
       "meeting",
       "Plan a meeting",
       {body,
        on,
        {"starts", "Begins at", "16:30"},
        {"place", "Place", ""},
        {"lasts", "Lasts so many minutes", "Nothing: two hours"},
        {"template", "Template of its standing items", "Such as trust_board autumn_1"}}},
      {ChangeKind::CancelMeeting, "cancel-meeting", "Cancel a meeting", {meeting, why, seen}},
      {ChangeKind::AddItem,
       "item",
       "Add an item to the agenda",
       {meeting,
        title,
        motion,
        needs,
        lead,
        item_starts,
        confidential,
        {"source", "What it comes from",
         "Such as action 7, or: decision F07 for school 990866 with amount=18000"},
        seen}},
      {ChangeKind::Attend,
       "attended",
       "Who was there",
       {meeting,
        person,
        {"status", "Was", "present, apologies or absent", true},
        {"arrived", "Came before item", "Its place on the agenda"},
        {"left", "Left before item", "Its place on the agenda"},
        seen}},
      {ChangeKind::Withdraw,
       "withdrew",
       "Somebody withdrew from an item",
       {item, person, {"why", "Interest", "", true}, seen}},
      {ChangeKind::GiveProxy,
       "proxy",
       "Somebody gave a proxy",
       {meeting, person, {"holder", "Who holds it", "Number or full name", true}, seen}},
      {ChangeKind::CastVote,
       "voted",
       "Somebody voted",
       {item, person, {"choice", "Vote", "for, against or abstain", true}, seen}},
      {ChangeKind::CastingVote,
       "casting",
       "The chair's casting vote",
       {item, {"choice", "Vote", "for or against", true}, seen}},
      {ChangeKind::Minute,
       "minuted",
       "Words for the minutes",
       {item, {"text", "Words", "", true}, seen}},
      {ChangeKind::Hold, "held", "The meeting was held", {meeting, seen}},
      {ChangeKind::Approve, "approved", "The minutes were approved", {meeting, on, seen}},
      {ChangeKind::Correct,
       "corrected",
       "A correction of approved minutes",
       {meeting, {"text", "Words", "", true}, confidential}},
      {ChangeKind::AddAction,
       "action",
       "Somebody is to do something",
       {meeting, to_do, person, due_by, came_of, confidential}},
      {ChangeKind::FinishAction, "action-done", "An action is done", {number, on}},
  };
}

std::vector<ChangeInfo> of_what_is_known() {
  return {
      {ChangeKind::AddTraining,
       "trained",
       "Somebody had training",
       {person,
        {"subject", "Subject", "As the rules name it, such as safeguarding", true},
        on,
        {"until", "First day on which it is no longer valid", "Nothing: it does not run out", false,
         true}}},
      {ChangeKind::WithdrawTraining,
       "withdraw-training",
       "Training was entered by mistake",
       {number, why}},
      {ChangeKind::AddCheck,
       "checked",
       "Somebody was checked",
       {person,
        {"check", "Check", "As the rules name it, such as dbs", true},
        on,
        {"certificate", "Number of the certificate", "Only administrators of everything see it"}}},
      {ChangeKind::WithdrawCheck,
       "withdraw-check",
       "A check was entered by mistake",
       {number, why}},
  };
}

// Before a meeting.
std::vector<ChangeInfo> of_the_agenda() {
  return {
      {ChangeKind::MoveItem,
       "move-item",
       "Move an item of the agenda",
       {item, {"to", "To place", "1: the first", true}, seen}},
      {ChangeKind::RewordItem,
       "reword-item",
       "Reword an item of the agenda",
       {item, title, motion, needs, lead, item_starts, confidential, seen}},
      {ChangeKind::DropItem, "drop-item", "Take an item off the agenda", {item, seen}},
      {ChangeKind::PutStanding,
       "standing",
       "Put the standing items on the agenda",
       {meeting,
        {"template", "Template", "Such as trust_board autumn_1; nothing: that of the meeting"},
        seen}},
      {ChangeKind::Invite, "invited", "Members were invited", {meeting, on, seen}},
  };
}

std::vector<ChangeInfo> of_documents() {
  return {{ChangeKind::SetRemit,
           "remit",
           "Say what a body is for",
           {body, {"text", "Remit", "One sentence, for everybody to read", true}}},
          {ChangeKind::Override,
           "override",
           "A rule, seat or quorum of one body alone",
           {body,
            {"rule", "Rule", "Its code, as the rules show it: nine, seat parent or quorum", true},
            {"as", "What holds instead", "A line of rules: total: 3 to 11, or 1/2, least 5", true},
            {"why", "Why", "For everybody to read; no personal details", true},
            {"source", "Who decided it, and where that stands", "Board, 3 July 2026, item 4", true},
            {"from", "First day", "", true, true},
            until}},
          {ChangeKind::EndOverride, "end-override", "The shared rule holds again", {number, ends}},
          {ChangeKind::WithdrawOverride,
           "withdraw-override",
           "A rule of one body was entered by mistake",
           {number}}};
}

std::vector<ChangeInfo> of_interests() {
  return {
      {ChangeKind::AddInterest,
       "interest",
       "Note an interest of somebody",
       {person,
        {"kind", "Kind of interest", "", true},
        {"what", "Interest", "As it is published: Director of Harbour Boats Ltd", true},
        from,
        until}},
      {ChangeKind::EndInterest, "end-interest", "An interest ends", {number, ends}},
      {ChangeKind::WithdrawInterest,
       "withdraw-interest",
       "An interest was entered by mistake",
       {number}},
      {ChangeKind::DeclareAt,
       "declared-at",
       "Somebody declares an interest at an item",
       {item,
        {"person", "Person", "Number, e-mail address or full name; nothing: whose interest it is"},
        {"number", "Number of the interest", "Of one that is noted; nothing: say it in words"},
        {"why", "Interest", "In words, where none is noted or it wants more of them"},
        {"withdrew", "Withdrew?", "yes: they withdraw from the item"},
        seen}}};
}

std::vector<ChangeInfo> of_terms() {
  return {{ChangeKind::SetTerms,
           "terms-text",
           "Terms of reference adopted as text",
           {body,
            {"text", "Text", "\"# \" begins a heading, \"- \" an item of a list", true},
            {"from", "First day", "On which the text holds; it counts as their yearly review", true,
             true},
            {"adopted", "Adopted by", "Trust board", true},
            {"meeting", "At which meeting", "Its number; nothing: not noted here"},
            {"why", "What changed, and why", "For everybody to read; no personal details"},
            {"seen", "Version that was seen", "0: there was none; nothing: whichever there is"}}},
          {ChangeKind::WithdrawTerms,
           "withdraw-terms",
           "A text of terms of reference was entered by mistake",
           {number}}};
}

std::vector<ChangeInfo> of_alternates() {
  return {{ChangeKind::NameAlternate,
           "alternate",
           "Name an alternate for a seat",
           {body,
            {"seat", "Seat", "Whose holder they sit in for", true},
            person,
            email,
            for_school,
            {"holder", "For whom", "Where several hold such a seat: number or full name"},
            from,
            until}},
          {ChangeKind::EndAlternate,
           "end-alternate",
           "Somebody is no longer alternate",
           {number, ends}},
          {ChangeKind::WithdrawAlternate,
           "withdraw-alternate",
           "An alternate was entered by mistake",
           {number}}};
}

std::vector<ChangeInfo> of_skills() {
  return {{ChangeKind::AddSkill,
           "skill",
           "Note how well somebody knows something",
           {person,
            {"skill", "Skill", "Its code, as the list of skills has it, such as finance", true},
            {"level", "Level", "0 none, 1 a little, 2 some, 3 good, 4 strong", true},
            on,
            {"source", "Who says so", "self or review; nothing: they themselves"}}},
          {ChangeKind::WithdrawSkill,
           "withdraw-skill",
           "A level of a skill was entered by mistake",
           {number, why}}};
}

std::vector<ChangeInfo> of_addresses() {
  return {{ChangeKind::SetAddress,
           "address",
           "Where somebody is reached",
           {person, {"address", "E-mail address", "Nothing: it is taken out"}}}};
}

// Words that say nothing of a person, whatever the change.
constexpr std::string_view words_in_trail[] = {
    "answer",   "area",    "arrived",      "as",      "at",      "body",     "by",
    "check",    "choice",  "confidential", "due",     "for",     "found",    "from",
    "item",     "kind",    "lasts",        "left",    "nothing", "withdrew", "meeting",
    "name",     "needs",   "number",       "office",  "on",      "parent",   "place",
    "question", "rule",    "rules",        "schools", "seat",    "seen",     "starts",
    "status",   "subject", "template",     "term",    "to",      "until",    "year"};

}  // namespace

bool stays_in_trail(ChangeKind kind, std::string_view word) {
  const bool of_rule = kind == ChangeKind::Settle || is_of_rules(kind);
  if (word == "why" || word == "source") return of_rule;
  if (word == "what") return kind == ChangeKind::AddStep;
  if (word == "kind" && kind == ChangeKind::AddInterest) return false;
  if (word == "on" && kind == ChangeKind::AddCheck) return false;
  return std::ranges::find(words_in_trail, word) != std::end(words_in_trail);
}

const std::vector<ChangeInfo>& change_infos() {
  static const std::vector<ChangeInfo> infos = [] {
    std::vector<ChangeInfo> all = of_people_and_bodies();
    for (const auto& part :
         {of_what_is_said(), of_meetings(), of_what_is_known(), of_the_agenda(), of_documents(),
          of_interests(), of_terms(), of_alternates(), of_skills(), of_addresses()}) {
      all.insert(all.end(), part.begin(), part.end());
    }
    return all;
  }();
  return infos;
}

const ChangeInfo& info_of(ChangeKind kind) {
  return change_infos()[static_cast<std::size_t>(kind)];
}

const ChangeInfo* change_info(std::string_view code) {
  const auto found = std::ranges::find(change_infos(), code, &ChangeInfo::code);
  return found == change_infos().end() ? nullptr : &*found;
}

}  // namespace governance
