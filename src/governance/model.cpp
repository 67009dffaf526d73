// The codes and words of bodies, offices and appointing bodies.
#include "governance/model.hpp"

#include "base/text.hpp"

namespace governance {

namespace {

struct Words {
  std::string_view code;
  std::string_view label;
};

constexpr Words body_words[] = {
    {"members", "Members of the trust"},
    {"trust_board", "Trust board"},
    {"committee", "Committee"},
    {"executive", "Executive"},
    {"cluster_board", "Cluster board"},
    {"steering_group", "Cluster steering group"},
    {"joint_committee", "Joint committee"},
    {"local_governing_body", "Local governing body"},
    {"shared_local_governing_body", "Shared local governing body"},
    {"governing_body", "Governing body"},
    {"transition_board", "Transition board"},
    {"interim_board", "Interim board"},
};
static_assert(std::size(body_words) == body_kinds);

constexpr Words interest_words[] = {
    {"business", "Business"}, {"employment", "Employment"},
    {"family", "Family"},     {"governance", "Governance elsewhere"},
    {"property", "Property"}, {"other", "Other"},
};
static_assert(std::size(interest_words) == interest_kinds);

constexpr std::string_view place_codes[] = {"group", "authority", "cluster", "school", "body"};

constexpr unsigned at_group =
    1U << static_cast<int>(PlaceKind::Group) | 1U << static_cast<int>(PlaceKind::Authority);
constexpr unsigned at_cluster = 1U << static_cast<int>(PlaceKind::Cluster);
constexpr unsigned at_school = 1U << static_cast<int>(PlaceKind::School);
constexpr unsigned at_body = 1U << static_cast<int>(PlaceKind::Body);

struct OfficeWords {
  std::string_view code;
  std::string_view label;
  bool one_holder;
  bool employs;
  unsigned places;
};
constexpr OfficeWords office_words[] = {
    {"headteacher", "Headteacher", true, true, at_school},
    {"chair", "Chair", true, false, at_body},
    {"vice_chair", "Vice-chair", true, false, at_body},
    {"chief_executive", "Chief executive", true, true, at_group},
    {"accounting_officer", "Accounting officer", true, true, at_group},
    {"finance_director", "Finance director", true, true, at_group},
    {"lead_headteacher", "Lead headteacher", true, true, at_cluster},
    {"governance_professional", "Governance professional", true, false, at_body | at_group},
    {"senco", "SENCo", false, true, at_school | at_cluster},
    {"director", "Director", false, false, at_group},
    {"member", "Member", false, false, at_group},
    {"trust_staff", "Trust staff", false, true, at_group},
};
static_assert(std::size(office_words) == office_kinds);

const OfficeWords& words(OfficeKind kind) { return office_words[static_cast<int>(kind)]; }

template <typename Kind, typename Table>
std::optional<Kind> kind_in(const Table& table, std::string_view code) {
  for (std::size_t at = 0; at < std::size(table); ++at) {
    if (table[at].code == code) return static_cast<Kind>(at);
  }
  return std::nullopt;
}

}  // namespace

std::string_view code_of(PlaceKind kind) { return place_codes[static_cast<int>(kind)]; }

std::optional<PlaceKind> place_kind_of(std::string_view code) {
  for (std::size_t at = 0; at < std::size(place_codes); ++at) {
    if (place_codes[at] == code) return static_cast<PlaceKind>(at);
  }
  return std::nullopt;
}

std::string_view code_of(BodyKind kind) { return body_words[static_cast<int>(kind)].code; }
std::string_view label_of(BodyKind kind) { return body_words[static_cast<int>(kind)].label; }
std::optional<BodyKind> body_kind_of(std::string_view code) {
  return kind_in<BodyKind>(body_words, code);
}

bool governs_schools(BodyKind kind) {
  return kind == BodyKind::LocalGoverningBody || kind == BodyKind::SharedLocalGoverningBody ||
         kind == BodyKind::GoverningBody || kind == BodyKind::TransitionBoard ||
         kind == BodyKind::InterimBoard;
}

std::string_view code_of(InterestKind kind) { return interest_words[static_cast<int>(kind)].code; }
std::string_view label_of(InterestKind kind) {
  return interest_words[static_cast<int>(kind)].label;
}
std::optional<InterestKind> interest_kind_of(std::string_view code) {
  return kind_in<InterestKind>(interest_words, code);
}

std::string_view code_of(OfficeKind kind) { return words(kind).code; }
std::string_view label_of(OfficeKind kind) { return words(kind).label; }
std::optional<OfficeKind> office_kind_of(std::string_view code) {
  return kind_in<OfficeKind>(office_words, code);
}
bool one_holder(OfficeKind kind) { return words(kind).one_holder; }
bool employs(OfficeKind kind) { return words(kind).employs; }
bool may_be_at(OfficeKind kind, PlaceKind place) {
  return (words(kind).places & 1U << static_cast<int>(place)) != 0;
}

const std::vector<AppointedBy>& appointing_bodies() {
  static const std::vector<AppointedBy> bodies = {
      {"board", "Appointed by GB/board"},
      {"academy_members", "Appointed by academy members"},
      {"foundation", "Appointed by foundation/trust"},
      {"elected_staff", "Elected by school staff"},
      {"elected_parents", "Elected by parents"},
      {"parent_appointed", "Parent appointed by GB/board due to no election candidates"},
      {"authority", "Nominated by LA and appointed by GB"},
      {"other_body", "Nominated by other body and appointed by GB"},
      {"ex_officio_head", "Ex-officio by virtue of office as headteacher/principal"},
      {"ex_officio_foundation",
       "Ex-officio foundation governor (appointed by foundation by virtue of the office they "
       "hold)"},
      {"signatories", "Original signatories"},
      {"foundation_members", "Foundation/sponsor members"},
      {"by_foundation_members",
       "Persons who are appointed by the foundation body or sponsor (if applicable)"},
      {"additional_members",
       "Any additional members appointed by the members of the academy trust"},
      {"interim", "Interim executive board"},
  };
  return bodies;
}

const AppointedBy* appointing_body(std::string_view text) {
  for (const AppointedBy& each : appointing_bodies()) {
    if (each.code == text || base::equal_ignoring_case(each.label, text)) return &each;
  }
  return nullptr;
}

std::string erased_name(PersonId id) { return "Person " + std::to_string(id.value); }
bool is_erased(const Person& person) { return person.name == erased_name(person.id); }

std::optional<base::Date> Body::terms_looked_at(base::Date on) const {
  std::optional<base::Date> last;
  const auto take = [&](base::Date day) {
    if (day <= on && (!last || *last < day)) last = day;
  };
  if (terms_agreed) take(*terms_agreed);
  for (const base::Date each : terms_texts) take(each);
  return last ? last : terms_agreed;
}

bool is_time(std::string_view text) {
  const auto pieces = base::split(text, ':');
  if (pieces.size() != 2 || pieces[0].size() != 2 || pieces[1].size() != 2) return false;
  const auto hour = base::parse_integer(pieces[0]);
  const auto minute = base::parse_integer(pieces[1]);
  return hour && minute && *hour >= 0 && *hour < 24 && *minute >= 0 && *minute < 60;
}

}  // namespace governance
