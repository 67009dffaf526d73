// What happened in Eastmarch from 2010 to 2027: the groups, and every dated event of a school.
// data/demo/README.md tells the same stories in words; change both together.
#include "seeds.hpp"

namespace county {
namespace {

constexpr int harbour = 90001;
constexpr int lantern = 90002;
constexpr int catholic = 90003;
constexpr int tolling_trust = 90004;
constexpr int brackenford_trust = 90005;

constexpr GroupSeed group_table[] = {
    {harbour, "TR90001", "Harbour Learning Trust", "99000001", 6, 20180901, 0, "Saltmere"},
    {lantern, "TR90002", "Lantern Schools Trust", "99000002", 6, 20120901, 0, "Wenbridge"},
    {catholic, "TR90003", "Our Lady of the Fens Catholic Academy Trust", "99000003", 6, 20170101, 0,
     "Wenbridge"},
    {tolling_trust, "TR90004", "Tolling Academies Trust", "99000004", 6, 20120801, 20210831,
     "Tolling"},
    {brackenford_trust, "TR90005", "Brackenford Trust", "99000005", 10, 20190401, 20220831,
     "Brackenford"},
    {90006, "TR90006", "WENBRIDGE NORTH ACADEMY TRUST", "99000006", 10, 20130901, 20190831,
     "Wenbridge"},
    {90007, "TR90007", "NETHERBY ACADEMY TRUST", "99000007", 10, 20110801, 20230831, "Netherby"},
    {90008, "TR90008", "Hollinstead Academy Trust", "99000008", 10, 20121001, 0, "Hollinstead"},
    {90009, "TR90009", "Wenbridge Sixth Form Trust", "99000009", 10, 20171101, 0, "Wenbridge"},
    {90010, "TR90010", "Kestrel Down School Trust", "99000010", 10, 20140901, 0, "Netherby"},
    {90011, "TR90011", "Ashbeck High School Trust", "99000011", 10, 20111101, 0, "Ashbeck"},
    {90021, "SP90001", "Harbour Learning Trust", "", 5, 20211101, 0, ""},
    {90022, "SP90002", "Lantern Schools Trust", "", 5, 20130601, 0, ""},
    {90031, "", "Millgate Federation", "", 1, 20150901, 0, ""},
    {90032, "", "Marsh and Fen End Federation", "", 1, 20170901, 0, ""},
    {90033, "", "Cawder and Nether Stanning Federation", "", 1, 20180101, 0, ""},
    {90034, "", "North Shore Federation", "", 1, 20200901, 0, ""},
    {90041, "", "The Oxley Learning Partnership", "", 2, 20110503, 0, ""},
};

// Types: 28 academy sponsor led, 34 academy converter, 44 academy special converter, 45 academy
// 16-19 converter.
constexpr ConversionSeed conversion_table[] = {
    {"netherby", 20110801, 34, 90007, nullptr},
    {"ashbeck", 20111101, 34, 90011, nullptr},
    {"tolling", 20120801, 34, tolling_trust, "Tolling Academy"},
    {"hollinstead", 20121001, 34, 90008, "Hollinstead School"},
    {"wenbridge-s", 20130901, 28, lantern, nullptr},
    {"wenbridge-n", 20130901, 34, 90006, nullptr},
    {"canal", 20140401, 34, lantern, nullptr},
    {"foundry", 20140901, 28, lantern, "Foundry Road Primary Academy"},
    {"tolling-j", 20140901, 34, tolling_trust, nullptr},
    {"brickfields", 20150101, 34, lantern, nullptr},
    {"tolling-p", 20150401, 34, tolling_trust, nullptr},
    {"abbots", 20150901, 34, lantern, nullptr},
    {"lock", 20150901, 34, lantern, nullptr},
    {"stanning-u", 20161201, 34, tolling_trust, nullptr},
    {"fenna", 20170101, 34, catholic, nullptr},
    {"orrin", 20170101, 34, catholic, nullptr},
    {"drove", 20170401, 44, tolling_trust, nullptr},
    {"corran", 20170901, 28, lantern, "Corran Bay Academy"},
    {"lifeboat", 20170901, 28, lantern, nullptr},
    {"sixth", 20171101, 45, 90009, nullptr},
    {"ness", 20180401, 34, lantern, nullptr},
    {"saltmere", 20180901, 34, harbour, "Saltmere Academy"},
    {"quay", 20180901, 34, harbour, nullptr},
    {"thrift", 20180901, 34, lantern, nullptr},
    {"hollinstead-p", 20180901, 34, lantern, nullptr},
    {"gannet-p", 20190201, 34, lantern, nullptr},
    {"brackenford", 20190401, 34, brackenford_trust, "Brackenford Academy"},
    {"corran-staithe", 20190401, 34, harbour, nullptr},
    {"tanyard", 20190901, 34, harbour, nullptr},
    {"therese", 20190901, 34, catholic, nullptr},
    {"weavers", 20200201, 34, harbour, nullptr},
    {"gannet", 20200901, 34, harbour, nullptr},
    {"longshore", 20200901, 44, harbour, nullptr},
    {"fenwater", 20200901, 34, harbour, nullptr},
    {"lady", 20210201, 34, catholic, nullptr},
    {"ashbeck-p", 20210401, 34, harbour, nullptr},
    {"larkfield", 20210901, 34, harbour, nullptr},
    {"dunmarsh-ce", 20220101, 28, harbour, nullptr},
    {"wolds", 20220401, 34, lantern, nullptr},
    {"norgate", 20221201, 34, lantern, nullptr},
    {"netherby-p", 20230901, 34, lantern, nullptr},
    {"peddar", 20250101, 34, lantern, nullptr},
    {"heronsey", 20250901, 34, lantern, nullptr},
};

// Type 35 free school, 36 free school for special needs.
constexpr NewSchoolSeed new_school_table[] = {
    {"kestrel-down", 20140901, 35, 90010}, {"sallow", 20190901, 35, lantern},
    {"haven", 20200901, 0, 0},             {"orlestow", 20210901, 0, 0},
    {"pinmill", 20210901, 0, 0},           {"beacon", 20230901, 36, lantern},
};

constexpr ClosureSeed closure_table[] = {
    {"skarholm", 20190831, "Closure"},
    {"corran-i", 20200831, "Result of Amalgamation/Merger"},
    {"corran-j", 20200831, "Result of Amalgamation/Merger"},
    {"orlestow-pinmill", 20210831, "Closure"},
    {"cressing-l", 20230831, "Result of Amalgamation/Merger"},
};

constexpr LinkSeed link_table[] = {
    {"corran-i", "haven", "Predecessor - amalgamated", "Successor - amalgamated", 20200901},
    {"corran-j", "haven", "Predecessor - amalgamated", "Successor - amalgamated", 20200901},
    {"orlestow-pinmill", "orlestow", "Predecessor - Split School", "Successor - Split School",
     20210901},
    {"orlestow-pinmill", "pinmill", "Predecessor - Split School", "Successor - Split School",
     20210901},
    {"cressing-l", "cressing", "Predecessor - merged", "Successor - merged", 20230901},
};

constexpr TrustMoveSeed trust_move_table[] = {
    {"wenbridge-n", 20190901, harbour}, {"tolling", 20210901, lantern},
    {"tolling-j", 20210901, lantern},   {"tolling-p", 20210901, lantern},
    {"stanning-u", 20210901, lantern},  {"drove", 20210901, lantern},
    {"brackenford", 20220901, harbour}, {"lock", 20230101, harbour},
    {"netherby", 20230901, lantern},
};

constexpr RenameSeed rename_table[] = {
    {"staunch", 20200901, "The Staunch School"},
    {"hay", 20230301, "Hay Green Community Primary School"},
    {"brackenford", 20240101, "Brackenford High School"},
    {"foundry", 20240901, "Foundry Road Primary School"},
    {"netherby", 20250101, "Netherby Academy"},
    {"market", 20250901, "Tolling Market Lane Primary School"},
};

constexpr GroupMemberSeed group_member_table[] = {
    {90031, "millgate-i", 20150901}, {90031, "millgate-j", 20150901},
    {90032, "marsh", 20170901},      {90032, "fen-end", 20170901},
    {90033, "cawder", 20180101},     {90033, "stanning-n", 20180101},
    {90034, "terrick", 20200901},    {90034, "sandling", 20200901},
    {90034, "holme", 20210901},      {90041, "oxley", 20110503},
    {90041, "quern", 20110503},      {90041, "barrow", 20110503},
};

constexpr InspectionSeed inspection_table[] = {
    {"saltmere", 20181206, "Good"},
    {"saltmere", 20231108, "Good"},
    {"quay", 20190305, "Good"},
    {"corran-staithe", 20220614, "Good"},
    {"gannet", 20150325, "Good"},
    {"gannet", 20190711, "Good"},
    {"gannet", 20240703, "Outstanding"},
    {"longshore", 20230202, "Good"},
    {"dunmarsh-ce", 20140612, "Requires improvement"},
    {"dunmarsh-ce", 20180620, "Special Measures"},
    {"dunmarsh-ce", 20240521, "Requires improvement"},
    {"brackenford", 20121017, "Good"},
    {"brackenford", 20170314, "Requires improvement"},
    {"brackenford", 20231108, "Good"},
    {"corran", 20150610, "Special Measures"},
    {"corran", 20200115, "Requires improvement"},
    {"lifeboat", 20160126, "Serious Weaknesses"},
    {"lifeboat", 20200304, "Good"},
    {"wenbridge-s", 20120516, "Special Measures"},
    {"wenbridge-s", 20151103, "Requires improvement"},
    {"wenbridge-s", 20190212, "Good"},
};

constexpr CountyMoveSeed county_move_table[] = {
    {"orchard", 20180901, 'B'},     {"orchard", 20210901, 'D'},   {"thrift", 20190901, 'E'},
    {"longshore", 20200901, '-'},   {"drove-p", 20200901, 'N'},   {"drove-p", 20230901, 'M'},
    {"brackenford", 20220901, '-'}, {"weavers", 20220901, 'M'},   {"nettlestoke", 20240901, 'K'},
    {"larkfield", 20270901, 'C'},   {"oxley-p", 20270901, 'K'},   {"kestrel-p", 20270901, 'N'},
    {"ferrow", 20270901, 'J'},
};

constexpr SecondClusterSeed second_cluster_table[] = {
    {"reed", 'E', 20170901},
    {"hartle", 'F', 20190901},
};

constexpr TrustClusterSeed trust_cluster_table[] = {
    {harbour, 'A', "Harbour", "cluster"},
    {harbour, 'B', "Wenbridge", "cluster"},
    {harbour, 'C', "Fenwater", "cluster"},
    {lantern, 'A', "Coast", "hub"},
    {lantern, 'B', "City", "hub"},
    {lantern, 'C', "West", "hub"},
    {lantern, 'D', "South", "hub"},
};

constexpr TrustClusterMemberSeed trust_cluster_member_table[] = {
    {harbour, 'A', "saltmere", 20180901, 0, true},
    {harbour, 'A', "quay", 20180901, 0, false},
    {harbour, 'A', "corran-staithe", 20190401, 0, false},
    {harbour, 'A', "gannet", 20200901, 0, false},
    {harbour, 'A', "dunmarsh-ce", 20220101, 0, false},
    {harbour, 'C', "longshore", 20200901, 20230901, false},
    {harbour, 'A', "longshore", 20230901, 0, false},
    {harbour, 'B', "wenbridge-n", 20190901, 0, true},
    {harbour, 'B', "tanyard", 20190901, 0, false},
    {harbour, 'B', "weavers", 20200201, 0, false},
    {harbour, 'B', "lock", 20230101, 0, false},
    {harbour, 'B', "brackenford", 20220901, 20270901, false},
    {harbour, 'C', "brackenford", 20270901, 0, false},
    {harbour, 'C', "fenwater", 20200901, 0, true},
    {harbour, 'C', "ashbeck-p", 20210401, 0, false},
    {harbour, 'C', "larkfield", 20210901, 0, false},
    {harbour, 'B', "oxley-haven", 20270901, 0, false},
    {lantern, 'A', "corran", 20210901, 0, true},
    {lantern, 'A', "lifeboat", 20210901, 0, false},
    {lantern, 'A', "ness", 20210901, 0, false},
    {lantern, 'A', "thrift", 20210901, 0, false},
    {lantern, 'B', "wenbridge-s", 20210901, 0, true},
    {lantern, 'B', "abbots", 20210901, 0, false},
    {lantern, 'B', "foundry", 20210901, 0, false},
    {lantern, 'B', "canal", 20210901, 0, false},
    {lantern, 'B', "brickfields", 20210901, 0, false},
    {lantern, 'B', "sallow", 20210901, 0, false},
    {lantern, 'B', "lock", 20210901, 20230101, false},
    {lantern, 'B', "norgate", 20221201, 0, false},
    {lantern, 'B', "beacon", 20230901, 0, false},
    {lantern, 'C', "tolling", 20210901, 0, true},
    {lantern, 'C', "tolling-j", 20210901, 0, false},
    {lantern, 'C', "tolling-p", 20210901, 0, false},
    {lantern, 'C', "stanning-u", 20210901, 0, false},
    {lantern, 'C', "drove", 20210901, 0, false},
    {lantern, 'C', "wolds", 20220401, 0, false},
    {lantern, 'C', "peddar", 20250101, 0, false},
    {lantern, 'B', "gannet-p", 20210901, 20230901, false},
    {lantern, 'B', "hollinstead-p", 20210901, 20230901, false},
    {lantern, 'D', "gannet-p", 20230901, 0, false},
    {lantern, 'D', "hollinstead-p", 20230901, 0, false},
    {lantern, 'D', "netherby", 20230901, 0, true},
    {lantern, 'D', "netherby-p", 20230901, 0, false},
    {lantern, 'D', "heronsey", 20250901, 0, false},
};

}  // namespace

std::span<const GroupSeed> group_seeds() { return group_table; }
std::span<const ConversionSeed> conversion_seeds() { return conversion_table; }
std::span<const NewSchoolSeed> new_school_seeds() { return new_school_table; }
std::span<const ClosureSeed> closure_seeds() { return closure_table; }
std::span<const LinkSeed> link_seeds() { return link_table; }
std::span<const TrustMoveSeed> trust_move_seeds() { return trust_move_table; }
std::span<const RenameSeed> rename_seeds() { return rename_table; }
std::span<const GroupMemberSeed> group_member_seeds() { return group_member_table; }
std::span<const InspectionSeed> inspection_seeds() { return inspection_table; }
std::span<const CountyMoveSeed> county_move_seeds() { return county_move_table; }
std::span<const SecondClusterSeed> second_cluster_seeds() { return second_cluster_table; }
std::span<const TrustClusterSeed> trust_cluster_seeds() { return trust_cluster_table; }
std::span<const TrustClusterMemberSeed> trust_cluster_member_seeds() {
  return trust_cluster_member_table;
}

}  // namespace county
