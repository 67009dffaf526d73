// The register's files of groups and links, and our own file of clusters.
#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "dates.hpp"
#include "text_file.hpp"
#include "write_files.hpp"

namespace county {
namespace {

const char* group_type_name(int type) {
  switch (type) {
    case 1: return "Federation";
    case 2: return "Trust";
    case 5: return "School sponsor";
    case 6: return "Multi-academy trust";
    default: return "Single-academy trust";
  }
}

bool is_trust_of_academies(const GroupSeed& group) { return group.type == 6 || group.type == 10; }

// The eleven cells that both files of groups begin with. Companies of academies have a day of
// incorporation in place of an opening day.
std::vector<std::string> group_cells(const GroupSeed& group, int date) {
  const bool company = is_trust_of_academies(group);
  const bool closed = group.closed != 0 && group.closed < date;
  return {std::to_string(group.uid),
          group.id,
          group.name,
          group.companies_house,
          std::to_string(group.type),
          group_type_name(group.type),
          closed ? with_slashes(group.closed) : "",
          company ? "" : with_slashes(group.opened),
          company ? with_slashes(group.opened) : "",
          closed ? "CLOSED" : "OPEN",
          closed ? "Closed" : "Open"};
}

}  // namespace

std::string group_links_file(const World& world, int date) {
  std::string text = csv_line(
      {"URN", "Group UID", "Group ID", "Group Name", "Companies House Number",
       "Group Type (code)", "Group Type", "Closed Date", "Open date",
       "Incorporated on (open date)", "Group Status (code)", "Group Status", "Joined date",
       "EstablishmentName", "TypeOfEstablishment (code)", "TypeOfEstablishment (name)",
       "PhaseOfEducation (code)", "PhaseOfEducation (name)", "LA (code)", "LA (name)"},
      Quotes::AsNeeded);
  std::vector<const Belonging*> rows;
  for (const Belonging& belonging : world.belongings) {
    if (belonging.on(date)) rows.push_back(&belonging);
  }
  std::sort(rows.begin(), rows.end(), [](const Belonging* a, const Belonging* b) {
    return std::pair(a->urn, a->uid) < std::pair(b->urn, b->uid);
  });
  for (const Belonging* belonging : rows) {
    const Record& record = world.record_of_urn(belonging->urn);
    const PhaseName phase = phase_name(world.schools[record.school].kind_on(date));
    std::vector<std::string> cells = {std::to_string(belonging->urn)};
    for (std::string& cell : group_cells(group_of_uid(belonging->uid), date)) {
      cells.push_back(std::move(cell));
    }
    for (const std::string& cell :
         {with_slashes(belonging->joined), record.name_on(date), std::to_string(record.type),
          std::string(type_name(record.type).name), std::string(phase.code),
          std::string(phase.name), std::string("918"), std::string("Eastmarch")}) {
      cells.push_back(cell);
    }
    text += csv_line(cells, Quotes::AsNeeded);
  }
  return to_cp1252(text);
}

std::string groups_file(int date) {
  std::string text = csv_line(
      {"Group UID", "Group ID", "Group Name", "Companies House Number", "Group Type (code)",
       "Group Type", "Closed Date", "Open date", "Incorporated on (open date)",
       "Group Status (code)", "Group Status", "Group Street", "Group Locality",
       "Group Address 3", "Group Town", "Group County", "Group Postcode", "UKPRN"},
      Quotes::AsNeeded);
  for (const GroupSeed& group : group_seeds()) {
    if (group.opened > date) continue;
    std::vector<std::string> cells = group_cells(group, date);
    const bool company = is_trust_of_academies(group);
    const std::string number = std::to_string(group.uid % 100);
    const std::string postcode = "EM2 " + std::to_string(group.uid % 9 + 1) + "TR";
    for (const std::string& cell :
         {company ? number + " Guildhall Square" : std::string(), std::string(), std::string(),
          std::string(group.town), std::string(company ? "Eastmarch" : "Not recorded"),
          company ? postcode : std::string(),
          company ? std::to_string(19999000 + group.uid % 1000) : std::string()}) {
      cells.push_back(cell);
    }
    text += csv_line(cells, Quotes::AsNeeded);
  }
  return to_cp1252(text);
}

std::string links_file(const World& world, int date) {
  std::string text = csv_line({"URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate"},
                              Quotes::AllButNumbers);
  for (const Link& link : world.links) {
    if (link.date > date) continue;
    text += csv_line({std::to_string(link.urn), std::to_string(link.other), link.other_name,
                      link.type, with_dashes(link.date)},
                     Quotes::AllButNumbers, 2);
  }
  return to_cp1252(text);
}

std::string clusters_file(const World& world) {
  std::string text = "owner,cluster,letter,kind,urn,school,joined,left,funding,lead\r\n";
  for (const ClusterMembership& row : world.clusters) {
    text += csv_line({row.owner, row.cluster, std::string(1, row.letter), row.kind,
                      std::to_string(row.urn), world.record_of_urn(row.urn).name_on(row.joined),
                      iso(row.joined), iso(row.left), row.funding ? "yes" : "no",
                      row.lead ? "yes" : "no"},
                     Quotes::AsNeeded);
  }
  return text;
}

}  // namespace county
