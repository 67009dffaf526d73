// The registry in words and in CSV: for the terminal, for spreadsheets.
#include "registry/api.hpp"

#include <algorithm>

#include "base/csv.hpp"
#include "base/text.hpp"

namespace registry {

namespace {

constexpr std::size_t names_shown_max = 5000;

std::string padded(std::string_view text, std::size_t width) {
  std::string made(text);
  if (made.size() < width) made.append(width - made.size(), ' ');
  return made;
}

std::string number_line(std::int64_t number, std::string_view what) {
  std::string text = base::with_thousands(number);
  return std::string(text.size() < 11 ? 11 - text.size() : 0, ' ') + text + "  " +
         std::string(what) + "\n";
}

std::string fact_line(std::string_view label, std::string_view value) {
  return "  " + padded(label, 22) + std::string(value) + "\n";
}

std::string whole(const std::optional<std::int64_t>& number) {
  return number ? base::with_thousands(*number) : "not known";
}

std::string cell_of(const std::optional<std::int64_t>& number) {
  return number ? std::to_string(*number) : "";
}

std::string iso_of(base::Date date) {
  bool open = date == base::Date::distant_past() || date == base::Date::distant_future();
  return open ? "" : date.iso();
}

std::string members_text(const std::vector<MemberRow>& members, base::Date on) {
  std::string text;
  for (const MemberRow& member : members) {
    if (!member.period.contains(on)) continue;
    text += "  " + padded(std::to_string(member.school.state.urn), 8) +
            padded(member.school.state.name, 50) + " " + school_words(member.school) + "; " +
            since_words(member.period.from(), member.from_exact);
    if (member.lead) text += "; lead school";
    text += "\n";
  }
  return text.empty() ? "  no member on this day\n" : text;
}

}  // namespace

std::string percent(std::int64_t hundredths) {
  return base::with_decimals(static_cast<double>(hundredths) / 100.0, 1) + "%";
}

std::string day_words(base::Date date) {
  if (date == base::Date::distant_past()) return "not known";
  return date == base::Date::distant_future() ? "" : date.long_form();
}

std::string since_words(base::Date from, bool exact) {
  if (from == base::Date::distant_past()) return "since a day that is not known";
  return (exact ? "since " : "by ") + from.long_form();
}

std::string school_words(const SchoolRow& row) {
  std::string words;
  auto add = [&words](std::string_view part) {
    if (part.empty()) return;
    if (!words.empty()) words += ", ";
    words += part;
  };
  if (row.state.phase != Phase::NotKnown && row.state.phase != Phase::None) {
    add(phase_name(row.state.phase));
  }
  add(row.type);
  add(row.authority_name);
  add(row.trust_name);
  return words;
}

std::string stats_text(const Stats& stats, base::Date on) {
  std::string text = "On " + on.long_form() + "\n";
  text += number_line(stats.open_schools, "open schools of every type");
  text += number_line(stats.open_state_funded_schools, "open state-funded schools");
  for (const auto& [phase, count] : stats.phases) text += number_line(count, "  " + phase);
  text += number_line(stats.academies, "of them academies and free schools");
  text +=
      stats.pupils ? number_line(*stats.pupils, "pupils in them") : "  not known  pupils in them\n";
  text += number_line(stats.trusts_with_two_or_more_academies, "trusts with two or more academies");
  text += number_line(stats.clusters, "clusters");
  if (stats.days.oldest && on < *stats.days.oldest) {
    text += "No imported file speaks of a day before " + stats.days.oldest->long_form() +
            ": these figures are carried back from there, and may not have been so.\n";
  }
  if (stats.days.newest) text += "Schools as of " + stats.days.newest->long_form() + ".\n";
  if (stats.days.newest_groups) {
    text += "Trusts and their members as of " + stats.days.newest_groups->long_form() + ".\n";
  }
  return text;
}

std::string stats_csv(const Stats& stats, base::Date on) {
  std::string text = base::csv_row({"on", "figure", "number"});
  auto add = [&](std::string_view name, std::int64_t number) {
    text += base::csv_row({on.iso(), std::string(name), std::to_string(number)});
  };
  add("open_schools", stats.open_schools);
  add("open_state_funded_schools", stats.open_state_funded_schools);
  if (stats.pupils) add("pupils", *stats.pupils);
  add("academies", stats.academies);
  add("trusts_with_two_or_more_academies", stats.trusts_with_two_or_more_academies);
  add("clusters", stats.clusters);
  for (const auto& [phase, count] : stats.phases) add("phase: " + phase, count);
  return text;
}

std::string changes_text(const ChangeList& list, base::Date from, base::Date to, bool all) {
  std::string text = "From " + from.long_form() + " to " + to.long_form() + "\n";
  for (std::size_t at = 0; at < change_kind_count; ++at) {
    ChangeKind kind = static_cast<ChangeKind>(at);
    text += number_line(list.count(kind), change_label(kind));
  }
  if (!all) return text;
  std::size_t shown = 0;
  for (const Change& change : list.changes) {
    if (++shown > names_shown_max) break;
    text += "  " + padded(change_label(change.kind), 26) + " " + std::to_string(change.urn) + " " +
            change.school;
    if (!change.before.empty() || !change.after.empty()) {
      text += ": " + (change.before.empty() ? std::string("none") : change.before) + " -> " +
              (change.after.empty() ? std::string("none") : change.after);
    }
    text += "\n";
  }
  if (shown > names_shown_max) text += "  ... and more; --json gives all\n";
  return text;
}

std::string changes_csv(const ChangeList& list) {
  std::string text = base::csv_row({"change", "urn", "school", "before", "after"});
  for (const Change& change : list.changes) {
    text += base::csv_row({std::string(change_code(change.kind)), std::to_string(change.urn),
                           change.school, change.before, change.after});
  }
  return text;
}

std::string schools_csv(const std::vector<SchoolRow>& rows) {
  std::string text =
      base::csv_row({"urn", "name", "status", "phase", "type", "authority", "trust", "town",
                     "postcode", "easting", "northing", "pupils", "capacity", "fsm_percent",
                     "age_low", "age_high", "ofsted_grade", "ofsted_on"});
  for (const SchoolRow& row : rows) {
    const SchoolState& state = row.state;
    std::optional<base::Date> inspected =
        state.ofsted_on ? base::Date::from_number(*state.ofsted_on) : std::nullopt;
    std::string fsm =
        state.fsm ? base::with_decimals(static_cast<double>(*state.fsm) / 100.0, 1) : "";
    text += base::csv_row(
        {std::to_string(state.urn), state.name, std::string(status_name(state.status)),
         std::string(phase_name(state.phase)), row.type, row.authority_name, row.trust_name,
         state.town, state.postcode, cell_of(state.easting), cell_of(state.northing),
         cell_of(state.pupils), cell_of(state.capacity), fsm, cell_of(state.age_low),
         cell_of(state.age_high), state.ofsted_grade, inspected ? inspected->iso() : ""});
  }
  return text;
}

std::string members_csv(const std::vector<MemberRow>& members) {
  std::string text = base::csv_row({"urn", "school", "phase", "type", "joined", "joined_exact",
                                    "left", "left_exact", "funding", "lead", "pupils"});
  auto yes = [](bool truth) { return std::string(truth ? "yes" : "no"); };
  for (const MemberRow& member : members) {
    const SchoolState& state = member.school.state;
    text +=
        base::csv_row({std::to_string(state.urn), state.name, std::string(phase_name(state.phase)),
                       member.school.type, iso_of(member.period.from()), yes(member.from_exact),
                       iso_of(member.period.until()), yes(member.until_exact), yes(member.funding),
                       yes(member.lead), cell_of(state.pupils)});
  }
  return text;
}

std::string school_csv(const SchoolView& view) {
  std::string text = base::csv_row({"urn", "fact", "value", "first_seen", "last_seen", "source"});
  for (const SeenFact& fact : view.facts) {
    text +=
        base::csv_row({std::to_string(fact.urn), std::string(attribute_row(fact.attribute).label),
                       fact.value, fact.on.iso(), fact.last_on.iso(), fact.source});
  }
  return text;
}

std::string school_text(const SchoolView& view) {
  std::string text = view.newest_name + "\n";
  if (view.row) {
    const SchoolState& state = view.row->state;
    if (state.name != view.newest_name) text += "  then called " + state.name + "\n";
    text += "  " + school_words(*view.row) + "\n";
    text += fact_line("On " + view.on.long_form(), status_name(state.status));
    text += fact_line("URN", std::to_string(state.urn));
    std::string place = state.town;
    if (!state.postcode.empty()) place += (place.empty() ? "" : ", ") + state.postcode;
    text += fact_line("Town", place.empty() ? "not known" : place);
    text += fact_line("Pupils", whole(state.pupils));
    text += fact_line("Capacity", whole(state.capacity));
    text += fact_line("Free school meals", state.fsm ? percent(*state.fsm) : "not known");
  } else {
    text += "  Not known on " + view.on.long_form() + "\n";
  }
  for (const MembershipRow& row : view.memberships) {
    const base::Period& period = row.membership.period;
    text += fact_line(
        kind_label(row.kind),
        row.organisation_name + ", " + since_words(period.from(), row.membership.from_exact) +
            (period.open_end() ? "" : " until " + day_words(period.until().plus_days(-1))));
  }
  for (const ClusterMembershipRow& row : view.clusters) {
    const base::Period& period = row.membership.period;
    text += fact_line(
        "Cluster",
        row.cluster.name + " (" + row.cluster.owner_name + "), " +
            since_words(period.from(), true) +
            (period.open_end() ? "" : " until " + day_words(period.until().plus_days(-1))) +
            (row.membership.funding ? "; funding cluster" : ""));
  }
  for (const Succession& link : view.successions) {
    std::string kind(succession_code(link.kind));
    text += fact_line("Link", std::to_string(link.predecessor) + " -> " +
                                  std::to_string(link.successor) + ", " + kind + ", " +
                                  day_words(link.on) +
                                  (link.remark.empty() ? "" : " (" + link.remark + ")"));
  }
  return text;
}

std::string group_text(const GroupView& view) {
  std::string text = view.group.name + "\n  " + std::string(kind_label(view.group.kind));
  if (view.group.uid) text += ", UID " + std::to_string(*view.group.uid);
  text += ", " + view.group.status + "\n";
  for (const ClusterRow& cluster : view.clusters) {
    text += "  Cluster " + cluster.letter + " " + cluster.name + "\n";
  }
  return text + "Members on " + view.on.long_form() + "\n" + members_text(view.members, view.on);
}

std::string cluster_text(const ClusterView& view) {
  return view.cluster.name + " (" + view.cluster.kind + " " + view.cluster.letter + " of " +
         view.cluster.owner_name + ")\nMembers on " + view.on.long_form() + "\n" +
         members_text(view.members, view.on);
}

std::string clusters_text(const std::vector<ClusterRow>& clusters) {
  if (clusters.empty()) {
    return "There are no clusters yet. State them in a CSV and use: guildhall import clusters "
           "FILE\n";
  }
  std::string text;
  for (const ClusterRow& cluster : clusters) {
    text += padded(std::to_string(cluster.id.value), 6) + padded(cluster.letter, 3) +
            padded(cluster.name, 32) + cluster.owner_name + "\n";
  }
  return text;
}

std::string found_text(const std::vector<Found>& found) {
  if (found.empty()) return "Nothing was found. Try fewer words, a postcode or a URN.\n";
  std::string text;
  for (const Found& each : found) {
    text += padded(each.ref, 9) + padded(each.name, 50) + " " + each.detail;
    if (!each.town.empty()) text += ", " + each.town;
    if (!each.postcode.empty()) text += " " + each.postcode;
    if (!each.open) text += " (closed)";
    if (!each.matched_name.empty()) text += " [was " + each.matched_name + "]";
    text += "\n";
  }
  return text;
}

}  // namespace registry
