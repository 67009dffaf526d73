// All that "who decides?" needs of one unit on a day, out of the database: the decisions that there
// are, the schemes of its group, and who stands behind the levels.
#pragma once

#include <memory>
#include <vector>

#include "delegation/standing.hpp"
#include "delegation/store.hpp"
#include "governance/regrouping.hpp"

namespace delegation {

struct Setting {
  explicit Setting(std::shared_ptr<const Catalogue> all) : shared(std::move(all)) {}
  std::shared_ptr<const Catalogue> shared;  // by all units of one owner
  const Catalogue& catalogue = *shared;
  governance::Place place;  // that the question is about: a group, authority, cluster or school
  registry::OrganisationId owner;  // whose scheme it is
  std::string name;                // of the place
  base::Date on;
  std::vector<VersionRow> versions;  // adopted, that concern the place; also those of other days
  Layers layers;                     // the same, ready to be asked
  Standing standing;
  FactValues known;  // of the school: its phase, category and rating
  AskedOf asked;

  // The version that a layer is of.
  const VersionRow& version_of(const Layer& layer) const;
};

// The group of a school is one with a scheme here, else one with bodies, else its first group, else
// the authority that maintains it: a sponsor is a group of the register too, and governs nothing
// here. Errors: school_not_found, cluster_not_found, group_not_found, bad_catalogue or bad_scheme
// where a text that was adopted cannot be read any more. `catalogue`: in place of the one in force,
// and then no scheme is read.
base::Result<std::unique_ptr<Setting>> setting_of(sql::Connection& connection,
                                                  const governance::Place& place, base::Date on,
                                                  const Catalogue* catalogue = nullptr);
// Of many schools of one day: what their groups share is read once. The order is that of `schools`;
// those that no group and no authority governs are null.
// `candidate`: a version that is looked at as if it were adopted, in place of those of its layer.
base::Result<std::vector<std::unique_ptr<Setting>>> settings_of(
    sql::Connection& connection, const std::vector<registry::SchoolId>& schools, base::Date on,
    const VersionRow* candidate = nullptr);
// As if schools had changed cluster, on the first day of that; of the schemes of its owner alone:
// schools that others decide for are null.
base::Result<std::vector<std::unique_ptr<Setting>>> settings_regrouped(
    sql::Connection& connection, const std::vector<registry::SchoolId>& schools,
    const governance::Regrouping& regrouping);

// Of a school that is in no group, and that no authority maintains: group_not_found.
base::Error governed_by_none(base::Date on, std::string field);

// By URN, or by name where one school of the day has it. Error: school_not_found, which names those
// that come near.
base::Result<registry::SchoolId> school_called(sql::Connection& connection, const std::string& text,
                                               base::Date on);

// "990866", the name of a school, "cluster 12", "group 90001". Errors: those of school_called() and
// governance::place_of().
base::Result<governance::Place> place_asked(sql::Connection& connection, const std::string& text,
                                            base::Date on);

// What holds there, with facts of the question.
struct Held {
  InForce in_force;
  Unit unit;           // without layers where none is in force, or a category or rating is wanted
  bool ready = false;  // it has layers
};
// Of `facts` those of the school are taken in place of what is known; the rest is for rule().
base::Result<Held> held(const Setting& setting, const FactValues& facts);
// Asked of what is held. Where the category or rating is wanted, or no scheme is in force (a gap),
// it says so.
Ruling rule(const Setting& setting, const Held& held, int decision, const FactValues& facts);

}  // namespace delegation
