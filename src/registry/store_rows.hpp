// Which columns the queries of this room select, and how a row of them becomes a value. Shared by
// store.cpp and store_lists.cpp only.
#pragma once

#include <string_view>

#include "registry/store.hpp"

namespace registry {

// Of school_state s: 22 columns, read by read_state.
inline constexpr std::string_view state_columns =
    "s.from_on, s.until_on, s.urn, s.status, s.name, s.type_id, s.phase, s.authority_id, s.town, "
    "s.postcode, s.district, s.easting, s.northing, s.pupils, s.capacity, s.fsm, s.age_low, "
    "s.age_high, s.ofsted_grade, s.ofsted_on, s.report_card_on, s.from_exact";
inline constexpr int state_column_count = 22;

// A state with its type, authority and trust on the day $1. Read by read_school.
inline constexpr std::string_view school_columns =
    "s.from_on, s.until_on, s.urn, s.status, s.name, s.type_id, s.phase, s.authority_id, s.town, "
    "s.postcode, s.district, s.easting, s.northing, s.pupils, s.capacity, s.fsm, s.age_low, "
    "s.age_high, s.ofsted_grade, s.ofsted_on, s.report_card_on, s.from_exact, "
    "s.school_id, t.name, t.academy, t.state_funded, a.name, (SELECT m2.organisation_id FROM "
    "membership m2 JOIN organisation o2 "
    "ON o2.id = m2.organisation_id WHERE m2.school_id = s.school_id AND m2.from_on <= $1 "
    "AND m2.until_on > $1 AND o2.kind IN ('mat', 'sat') "
    "ORDER BY m2.from_on DESC, coalesce(o2.uid, 0) DESC LIMIT 1)";
inline constexpr int school_column_count = 28;
inline constexpr std::string_view school_joins =
    "FROM school_state s LEFT JOIN school_type t ON t.id = s.type_id "
    "LEFT JOIN organisation a ON a.id = s.authority_id";

inline constexpr std::string_view organisation_columns =
    "o.id, o.kind, o.uid, o.code, o.companies_house, o.ukprn, coalesce(n.name, o.name), o.name, "
    "o.status, o.opened_on, o.closed_on, o.address";
// The same of all organisations, without a day.
inline constexpr std::string_view organisations_by_newest_name =
    "SELECT o.id, o.kind, o.uid, o.code, o.companies_house, o.ukprn, o.name, o.name, o.status, "
    "o.opened_on, o.closed_on, o.address FROM organisation o";
inline constexpr std::string_view organisation_joins =
    "FROM organisation o LEFT JOIN organisation_name n ON n.organisation_id = o.id "
    "AND n.from_on <= $1 AND n.until_on > $1";

inline constexpr std::string_view cluster_columns =
    "c.id, c.organisation_id, o.name, c.name, c.letter, c.kind, c.from_on, c.until_on";

SchoolState read_state(const sql::Rows& rows, int first);
SchoolRow read_school(const sql::Rows& rows);
OrganisationRow read_organisation(const sql::Rows& rows);
ClusterRow read_cluster(const sql::Rows& rows);

}  // namespace registry
