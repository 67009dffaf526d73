// The places and schools of Eastmarch: who is where, of which kind, and how many pupils.
// School names are UTF-8 here and cp1252 in the files.
#include "seeds.hpp"

namespace county {
namespace {

constexpr Place place_table[] = {
    {'A', "Saltmere", "Saltmere", 60600, 33400, 0, 0, "Saltmere Wick", "Saltmere Quay", 19, 1},
    {'B', "Wenbridge", "Wenbridge North", 59220, 33120, 1, 1, "Norgate", "Staunch", 31, 2},
    {'C', "Fenwater", "Fenwater", 59050, 33900, 2, 0, "Fenwater West", "Fenwater East", 10, 3},
    {'D', "Wenbridge", "Wenbridge South", 59320, 32620, 1, 1, "Abbot's Mead", "Foundry", 33, 4},
    {'E', "Corran", "Corran", 60950, 32050, 0, 2, "Corran Heath", "Corran Harbour", 36, 5},
    {'F', "Ashbeck", "Ashbeck", 58250, 34500, 2, 0, "Hagg Wood", "Ashbeck Heath", 8, 6},
    {'G', "Brackenford", "Brackenford", 57850, 33500, 3, 0, "Furze Common", "Brackenford", 12, 7},
    {'H', "Tolling", "Tolling", 56850, 34250, 3, 0, "The Stannings", "Tolling Market", 15, 8},
    {'J', "Marsh Ferrow", "Marsh Ferrow", 59850, 34400, 0, 0, "Terrick", "North Shore", 16, 9},
    {'K', "Oxley", "Oxley", 56800, 32950, 3, 2, "Quern Hill", "Oxley", 13, 10},
    {'L', "Hollinstead", "Hollinstead", 57500, 31950, 4, 2, "Stallmere", "Hollinstead", 12, 11},
    {'M', "Dunmarsh", "Dunmarsh", 60080, 32550, 2, 1, "Causeway", "Dunmarsh", 20, 12},
    {'N', "Netherby", "Netherby", 59900, 31150, 4, 2, "Kestrel Down", "Netherby", 9, 13},
};

constexpr const char* district_table[] = {"Meresea Coast", "Wenbridge", "Fenwater and Ashbeck",
                                          "West Eastmarch", "South Eastmarch"};
constexpr const char* constituency_table[] = {"North Eastmarch", "Wenbridge", "South Eastmarch"};

constexpr SchoolSeed school_table[] = {
    // A Saltmere
    {"saltmere", "Saltmere High School", 'A', 'A', 60601, 33401, 'T', '-', 1042, 1098, 1124},
    {"quay", "Saltmere Quay Primary School", 'A', 'A', 60841, 33257, 'P', '-', 447, 431, 412},
    {"gannet", "Gannet Bank Nursery School", 'A', 'A', 60717, 33752, 'N', '-', 64, 70, 76},
    {"longshore", "Longshore School", 'A', 'A', 60395, 33156, 'X', '-', 104, 121, 132},
    {"osyne", "St Osyne's Church of England Primary School, Saltmere", 'A', 'A', 60520, 33470, 'P',
     'c', 402, 0, 356},
    {"strand", "North Strand Primary School", 'A', 'A', 60790, 33530, 'P', '-', 301, 0, 248},
    {"gullhaven", "Gullhaven Primary School", 'A', 'A', 60380, 33710, 'P', '-', 98, 0, 84},
    {"wick", "Saltmere Wick Primary School", 'A', 'A', 60210, 33480, 'P', '-', 184, 0, 163},
    {"cockle", "Cockle Row Primary School", 'A', 'A', 60660, 33300, 'P', '-', 214, 0, 197},
    // B Wenbridge North
    {"wenbridge-n", "Wenbridge North High School", 'B', 'B', 59416, 32941, 'T', '-', 1204, 0, 1318},
    {"lock", "Lock Lane Primary School", 'B', 'B', 59590, 33080, 'P', '-', 312, 0, 287},
    {"tanyard", "Tanyard Primary School", 'B', 'B', 59550, 32800, 'P', '-', 408, 0, 371},
    {"weavers", "Weavers’ Field Primary School", 'B', 'B', 59700, 32620, 'P', '-', 206, 0, 214},
    {"millgate-i", "Millgate Infant School", 'B', 'B', 59190, 33150, 'I', '-', 176, 0, 158},
    {"millgate-j", "Millgate Junior School", 'B', 'B', 59200, 33160, 'J', '-', 238, 0, 227},
    {"osmer", "St Osmer's Church of England Primary School", 'B', 'B', 59260, 33060, 'P', 'v', 210,
     0, 202},
    {"norgate", "Norgate Primary School", 'B', 'B', 59140, 33260, 'P', '-', 416, 0, 388},
    {"saffron", "Saffron Court Nursery School", 'B', 'B', 59280, 33110, 'N', '-', 88, 0, 71},
    {"staunch", "Wenbridge Short Stay School", 'B', 'B', 59100, 33010, 'U', '-', 46, 0, 63},
    // C Fenwater
    {"fenwater", "Fenwater High School", 'C', 'C', 59051, 33911, 'T', '-', 856, 0, 934},
    {"fenwater-p", "Fenwater Primary School", 'C', 'C', 59020, 33880, 'P', '-', 389, 0, 402},
    {"eau", "Eau Bank Primary School", 'C', 'C', 59230, 33760, 'P', '-', 142, 0, 121},
    {"wrydd", "Wrydd St Giles Church of England Primary School", 'C', 'C', 58890, 34080, 'P', 'c',
     86, 0, 74},
    {"sluice", "Sluice Farm Primary School", 'C', 'C', 59360, 34010, 'P', '-', 118, 0, 96},
    {"aelfstow", "Ælfstow Primary School", 'C', 'C', 58760, 33850, 'P', '-', 104, 0, 112},
    {"wherry", "The Wherry School", 'C', 'C', 59090, 33830, 'X', '-', 88, 0, 119},
    // D Wenbridge South, with the six outlying primaries that make it too large
    {"wenbridge-s", "Wenbridge South High School", 'D', 'D', 59321, 32591, 'S', '-', 962, 0, 1107},
    {"abbots", "Abbot's Mead Primary School", 'D', 'D', 59210, 32700, 'P', '-', 418, 0, 399},
    {"foundry", "Foundry Road Primary School", 'D', 'D', 59390, 32690, 'P', '-', 356, 0, 341},
    {"canal", "Canal Street Primary School", 'D', 'D', 59290, 32780, 'P', '-', 286, 0, 268},
    {"brickfields", "Brickfields Primary School", 'D', 'D', 59180, 32500, 'P', '-', 422, 0, 414},
    {"sallow", "Sallow Park Primary School", 'D', 'D', 59470, 32480, 'P', '-', 0, 196, 378},
    {"beacon", "The Beacon School", 'D', '-', 59420, 32560, 'X', '-', 0, 0, 64},
    {"sixth", "Wenbridge Sixth Form College", 'D', 'D', 59270, 32850, 'K', '-', 1480, 0, 1612},
    {"orchard", "Orchard Rise Primary School", 'D', 'D', 59080, 32610, 'P', '-', 204, 0, 211},
    {"oxley-p", "Oxley Primary School", 'K', 'D', 57900, 32900, 'P', '-', 158, 0, 144},
    {"ferrow", "Ferrow Primary School", 'J', 'D', 59680, 33820, 'P', '-', 82, 0, 70},
    {"hollinstead-p", "Hollinstead Primary School", 'L', 'D', 58500, 32300, 'P', '-', 191, 0, 175},
    {"kestrel-p", "Kestrel Primary School", 'N', 'D', 59050, 31950, 'P', '-', 362, 0, 377},
    {"gannet-p", "Gannet Primary School", 'N', 'D', 59600, 31750, 'P', '-', 133, 0, 116},
    {"staithe", "Staithe Primary School", 'N', 'D', 58800, 31700, 'P', '-', 121, 0, 109},
    // E Corran
    {"corran", "Corran High School", 'E', 'E', 60981, 32061, 'S', '-', 742, 0, 846},
    {"corran-staithe", "Corran Staithe Primary School", 'A', 'E', 61101, 32883, 'P', '-', 226, 215,
     208},
    {"corran-i", "Corran Infant School", 'E', 'E', 61040, 32120, 'I', '-', 148, 0, 0},
    {"corran-j", "Corran Junior School", 'E', 'E', 61060, 32110, 'J', '-', 197, 0, 0},
    {"haven", "Corran Haven Primary School", 'E', 'E', 61050, 32110, 'P', '-', 0, 331, 318},
    {"lifeboat", "Lifeboat Road Primary School", 'E', 'E', 61120, 31980, 'P', '-', 266, 0, 271},
    {"skarholm", "Skarholm Primary School", 'E', 'E', 61210, 32350, 'P', '-', 22, 0, 0},
    {"sandle", "Sandle Gap Primary School", 'E', 'E', 60990, 31680, 'P', '-', 91, 0, 78},
    {"harlstow", "Harlstow Church of England Primary School", 'E', 'E', 60680, 31900, 'P', 'c', 106,
     0, 94},
    {"thrift", "Thrift Hill Primary School", 'E', 'M', 60750, 32220, 'P', '-', 198, 0, 184},
    {"ness", "Ness Point Primary School", 'E', 'E', 61160, 31820, 'P', '-', 233, 0, 219},
    {"marsh", "Marsh Primary School", 'N', 'E', 60300, 31400, 'P', '-', 124, 0, 116},
    // F Ashbeck
    {"ashbeck", "Ashbeck High School", 'F', 'F', 58251, 34491, 'T', '-', 812, 0, 903},
    {"ashbeck-p", "Ashbeck Primary School", 'F', 'B', 58500, 34150, 'P', '-', 231, 0, 218},
    {"larkfield", "Larkfield Primary School", 'C', 'F', 58800, 34350, 'P', '-', 84, 0, 71},
    {"ashbeck-j", "Ashbeck St John Church of England Primary School", 'F', 'F', 58220, 34520, 'P',
     'v', 203, 0, 196},
    {"hagg", "Hagg Wood Primary School", 'F', 'F', 57990, 34590, 'P', '-', 102, 0, 87},
    {"thornby", "Thornby Heath Primary School", 'F', 'F', 58460, 34620, 'P', '-', 94, 0, 101},
    {"millpost", "Millpost Primary School", 'F', 'F', 58120, 34320, 'P', '-', 61, 0, 55},
    {"cressing", "Great Cressing Church of England Primary School", 'F', 'F', 58660, 34720, 'P',
     'c', 118, 0, 137},
    {"cressing-l", "Little Cressing Church of England Primary School", 'F', 'F', 58800, 34810, 'P',
     'c', 41, 0, 0},
    {"beckfoot", "Beckfoot Lane Primary School", 'F', 'F', 58330, 34440, 'P', '-', 309, 0, 286},
    // G Brackenford
    {"brackenford", "Brackenford Community High School", 'G', 'G', 57851, 33511, 'S', '-', 688, 0,
     741},
    {"brackenford-p", "Brackenford Primary School", 'G', 'G', 57810, 33470, 'P', '-', 334, 0, 312},
    {"furze", "Furze Common Primary School", 'G', 'G', 57560, 33640, 'P', '-', 107, 0, 93},
    {"withy", "Withy Ford Church of England Primary School", 'G', 'G', 58110, 33380, 'P', 'c', 78,
     0, 69},
    {"nettlestoke", "Nettlestoke Primary School", 'G', 'G', 57690, 33220, 'P', '-', 132, 0, 126},
    {"hartle", "Hartle Cross Primary School", 'G', 'G', 58060, 33850, 'P', '-', 97, 0, 90},
    {"bracken-i", "Bracken Hill Primary School", 'G', 'G', 57910, 33560, 'P', '-', 202, 0, 189},
    // H Tolling
    {"tolling", "Tolling High School", 'H', 'H', 56851, 34251, 'T', '-', 1010, 0, 1066},
    {"tolling-i", "Tolling Infant School", 'H', 'H', 56820, 34220, 'I', '-', 164, 0, 149},
    {"tolling-j", "Tolling Junior School", 'H', 'H', 56830, 34210, 'J', '-', 231, 0, 218},
    {"tolling-p", "Tolling Primary School", 'H', 'C', 57300, 34180, 'P', '-', 355, 0, 342},
    {"botwin", "St Botwin's Church of England Primary School", 'H', 'H', 56880, 34310, 'P', 'v',
     208, 0, 204},
    {"cawder", "Cawder Fen Primary School", 'H', 'H', 56560, 34420, 'P', '-', 73, 0, 58},
    {"stanning-u", "Upper Stanning Primary School", 'H', 'H', 56430, 34180, 'P', '-', 112, 0, 103},
    {"stanning-n", "Nether Stanning Primary School", 'H', 'H', 56410, 34060, 'P', '-', 54, 0, 27},
    {"wolds", "Wolds End Primary School", 'H', 'H', 56690, 34680, 'P', '-', 99, 0, 104},
    {"peddar", "Peddar Gate Primary School", 'H', 'H', 57120, 34460, 'P', '-', 143, 0, 138},
    {"hay", "Hay Green Primary School", 'H', 'H', 56980, 33990, 'P', '-', 128, 0, 117},
    {"drove", "The Drove School", 'H', 'H', 56900, 34230, 'X', '-', 96, 0, 128},
    {"market", "Market Lane Primary School", 'H', 'H', 56860, 34280, 'P', '-', 298, 0, 273},
    // J Marsh Ferrow
    {"marsh-ferrow", "Marsh Ferrow High School", 'J', 'J', 59851, 34391, 'S', '-', 561, 0, 602},
    {"marsh-ferrow-p", "Marsh Ferrow Primary School", 'J', 'J', 59870, 34420, 'P', '-', 277, 0,
     254},
    {"terrick", "Terrick St Mary Church of England Primary School", 'J', 'J', 59620, 34650, 'P',
     'v', 68, 0, 59},
    {"sandling", "Cold Sandling Primary School", 'J', 'J', 60060, 34510, 'P', '-', 77, 0, 72},
    {"holme", "Holme Staithe Primary School", 'J', 'J', 60260, 34180, 'P', '-', 64, 0, 61},
    {"pewit", "Pewit Lane Primary School", 'J', 'J', 59780, 34320, 'P', '-', 188, 0, 170},
    // K Oxley
    {"oxley", "Oxley High School", 'K', 'K', 56801, 32961, 'S', 'f', 634, 0, 671},
    {"oxley-haven", "Oxley Haven Primary School", 'K', 'K', 57060, 33080, 'P', '-', 187, 0, 181},
    {"oxley-peter", "Oxley St Peter Church of England Primary School", 'K', 'K', 56770, 32930, 'P',
     'c', 201, 0, 193},
    {"quern", "Quern Hill Primary School", 'K', 'K', 56480, 33120, 'P', 'f', 88, 0, 81},
    {"barrow", "Barrow Stone Primary School", 'K', 'K', 56620, 32640, 'P', 'f', 113, 0, 106},
    {"ludd", "Ludd's Cross Primary School", 'K', 'K', 57150, 32610, 'P', '-', 92, 0, 85},
    {"tanners", "Tanner's Bridge Primary School", 'K', 'K', 56840, 33010, 'P', '-', 262, 0, 240},
    // L Hollinstead
    {"hollinstead", "Hollinstead Community School", 'L', 'L', 57501, 31941, 'T', '-', 903, 0, 957},
    {"orlestow-pinmill", "Orlestow and Pinmill Primary School", 'L', 'L', 57340, 31700, 'P', '-',
     196, 0, 0},
    {"orlestow", "Orlestow Primary School", 'L', 'L', 57340, 31700, 'P', '-', 0, 108, 117},
    {"pinmill", "Pinmill Primary School", 'L', 'L', 57120, 31560, 'P', '-', 0, 83, 79},
    {"hollin-wood", "Hollin Wood Primary School", 'L', 'L', 57560, 32010, 'P', '-', 344, 0, 318},
    {"aldwin", "St Aldwin's Church of England Primary School", 'L', 'L', 57470, 31900, 'P', 'v',
     211, 0, 206},
    {"weir", "The Weir Centre", 'L', 'L', 57540, 31960, 'U', '-', 32, 0, 41},
    // M Dunmarsh
    {"dunmarsh", "Dunmarsh High School", 'M', 'M', 60081, 32541, 'S', '-', 718, 0, 752},
    {"dunmarsh-ce", "Dunmarsh Church of England Primary School", 'M', 'M', 60199, 32792, 'P', 'c',
     104, 91, 98},
    {"causeway", "Causeway Primary School", 'M', 'M', 59880, 32700, 'P', '-', 204, 0, 191},
    {"reed", "Reed Fen Primary School", 'M', 'M', 60430, 32420, 'P', '-', 84, 0, 79},
    {"lode", "Dunmarsh Lode Primary School", 'M', 'M', 60110, 32580, 'P', '-', 307, 0, 281},
    {"drove-p", "Stony Drove Primary School", 'M', 'M', 59940, 32330, 'P', '-', 96, 0, 88},
    {"eel", "Eel Catch Lane Primary School", 'M', 'M', 60050, 32490, 'P', '-', 226, 0, 209},
    {"osier", "Osier Bank Primary School", 'M', 'M', 60310, 32610, 'P', '-', 141, 0, 133},
    // N Netherby
    {"netherby", "Netherby School", 'N', 'N', 59901, 31151, 'T', '-', 876, 0, 941},
    {"netherby-p", "Netherby Primary School", 'N', 'N', 59930, 31180, 'P', '-', 371, 0, 352},
    {"fen-end", "Netherby Fen End Primary School", 'N', 'N', 60120, 31230, 'P', '-', 87, 0, 82},
    {"kestrel-down", "Kestrel Down School", 'N', 'N', 59200, 30980, 'S', '-', 248, 0, 872},
    {"heronsey", "Heronsey Primary School", 'N', 'N', 60240, 30820, 'P', '-', 102, 0, 97},
    {"barley", "Long Barley Church of England Primary School", 'N', 'N', 59660, 30740, 'P', 'c', 74,
     0, 66},
    {"cuckoo", "Cuckoo Lane Primary School", 'N', 'N', 59860, 31110, 'P', '-', 213, 0, 205},
    // P, the Roman Catholic cluster across the county
    {"fenna", "St Fenna's Catholic High School", 'B', 'P', 59081, 32991, 'T', 'r', 748, 0, 801},
    {"orrin", "St Orrin's Catholic Primary School", 'A', 'P', 60480, 33360, 'P', 'r', 209, 0, 201},
    {"therese", "St Thérèse's Catholic Primary School", 'E', 'P', 60900, 32100, 'P', 'r', 196, 0,
     187},
    {"lady", "Our Lady of the Fens Catholic Primary School", 'C', 'P', 58950, 33840, 'P', 'r', 148,
     0, 153},
    {"edmer", "St Edmer's Catholic Primary School", 'D', 'P', 59250, 32500, 'P', 'r', 312, 0, 296},
    // Not funded by the state
    {"kestrel-hall", "Kestrel Hall School", 'N', '-', 59310, 31010, 'H', '-', 214, 0, 231},
    {"rectory", "The Old Rectory School", 'B', '-', 59230, 33200, 'H', '-', 96, 0, 81},
};

}  // namespace

std::span<const Place> places() { return place_table; }
std::span<const char* const> district_names() { return district_table; }
std::span<const char* const> constituency_names() { return constituency_table; }
std::span<const SchoolSeed> school_seeds() { return school_table; }

}  // namespace county
