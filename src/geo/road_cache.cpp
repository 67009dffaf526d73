// The form: a mark, a head, five arrays, a digest. Nothing is believed before the digest agrees.
#include "geo/road_cache.hpp"

#include <cstring>
#include <type_traits>

#include "geo/digest.hpp"

namespace geo {
namespace {

constexpr std::string_view mark = "guildhall roads\n";
constexpr std::uint32_t version = 1;
constexpr std::uint32_t byte_order = 0x01020304;

struct Head {
  std::uint32_t version;
  std::uint32_t byte_order;
  std::uint64_t extract_digest;
  std::uint64_t speeds_digest;
  std::int64_t dated;  // yyyymmdd; 0 when it is not known
  std::uint64_t nodes;
  std::uint64_t up_arcs;
  std::uint64_t down_arcs;
};
static_assert(std::has_unique_object_representations_v<Head>);
static_assert(std::has_unique_object_representations_v<RoadArc>);
static_assert(sizeof(GridPoint) == 2 * sizeof(double));

template <typename T>
void put(std::string& bytes, const T* items, std::size_t count) {
  static_assert(std::is_trivially_copyable_v<T>);
  bytes.append(reinterpret_cast<const char*>(items), count * sizeof(T));
}

template <typename T>
std::vector<T> take(std::string_view& bytes, std::uint64_t count) {
  std::vector<T> items(count);
  std::memcpy(static_cast<void*>(items.data()), bytes.data(), count * sizeof(T));
  bytes.remove_prefix(count * sizeof(T));
  return items;
}

// How many bytes the arrays of such a head have; nothing when no file could hold them.
std::optional<std::uint64_t> arrays_size(const Head& head) {
  constexpr std::uint64_t count_max = std::uint64_t{1} << 32;
  if (head.nodes >= count_max || head.up_arcs >= count_max || head.down_arcs >= count_max)
    return {};
  return head.nodes * (sizeof(GridPoint) + sizeof(std::uint32_t)) +
         2 * (head.nodes + 1) * sizeof(std::uint32_t) +
         (head.up_arcs + head.down_arcs) * sizeof(RoadArc);
}

}  // namespace

std::string pack_roads(const Roads& roads, std::uint64_t extract_digest) {
  const RoadGraph& up = roads.hierarchy.up();
  const RoadGraph& down = roads.hierarchy.down();
  const Head head{version,
                  byte_order,
                  extract_digest,
                  roads.speeds.digest,
                  roads.dated ? roads.dated->number() : 0,
                  roads.nodes.size(),
                  up.arcs.size(),
                  down.arcs.size()};
  std::string bytes(mark);
  put(bytes, &head, 1);
  put(bytes, roads.nodes.data(), roads.nodes.size());
  put(bytes, roads.hierarchy.rank().data(), roads.nodes.size());
  for (const RoadGraph* graph : {&up, &down}) {
    put(bytes, graph->first.data(), graph->first.size());
    put(bytes, graph->arcs.data(), graph->arcs.size());
  }
  const std::uint64_t digest = digest_of(bytes);
  put(bytes, &digest, 1);
  return bytes;
}

UnpackedRoads unpack_roads(std::string_view bytes, std::uint64_t extract_digest,
                           const RoadSpeeds& speeds) {
  if (!bytes.starts_with(mark)) return {{}, "it is not a file of roads kept by Guildhall"};
  std::uint64_t digest = 0;
  if (bytes.size() < mark.size() + sizeof(Head) + sizeof digest) return {{}, "it is cut off"};
  std::string_view rest = bytes.substr(mark.size());
  const Head head = take<Head>(rest, 1).front();
  if (head.version != version || head.byte_order != byte_order) {
    return {{}, "another version of Guildhall made it"};
  }
  std::memcpy(&digest, bytes.data() + bytes.size() - sizeof digest, sizeof digest);
  if (arrays_size(head) != rest.size() - sizeof digest ||
      digest != digest_of(bytes.substr(0, bytes.size() - sizeof digest))) {
    return {{}, "it is damaged"};
  }
  if (head.extract_digest != extract_digest) return {{}, "it belongs to another extract"};
  if (head.speeds_digest != speeds.digest) return {{}, "it was made with other road speeds"};
  Roads roads;
  roads.speeds = speeds;
  roads.dated = head.dated == 0 ? std::nullopt : base::Date::from_number(head.dated);
  roads.nodes = take<GridPoint>(rest, head.nodes);
  auto rank = take<std::uint32_t>(rest, head.nodes);
  RoadGraph graphs[2];
  for (RoadGraph& graph : graphs) {
    graph.first = take<std::uint32_t>(rest, head.nodes + 1);
    graph.arcs = take<RoadArc>(rest, &graph == graphs ? head.up_arcs : head.down_arcs);
  }
  roads.hierarchy = Hierarchy(std::move(rank), std::move(graphs[0]), std::move(graphs[1]));
  if (!roads.hierarchy.valid()) return {{}, "it is damaged"};
  return {std::move(roads), ""};
}

}  // namespace geo
