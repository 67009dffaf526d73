// All evidence in force, in memory: which source said what of whom, and our own edits. The
// derivation of timelines is a pure function of this (docs/concepts/evidence.md).
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "registry/attribute.hpp"
#include "registry/edit.hpp"
#include "registry/gias.hpp"

namespace registry {

// One file in force.
struct Source {
  std::int64_t id = 0;
  SourceKind kind = SourceKind::Establishments;
  std::string name;
  base::Date as_of;
  Coverage coverage;
};

// One row as one source gave it. Views into storage that outlives it.
struct Sighting {
  std::int64_t subject = 0;
  Family family = Family::Establishment;
  const Source* source = nullptr;
  const Layout* layout = nullptr;
  std::string_view cells;

  std::string_view get(Attribute attribute) const { return cell(*layout, cells, attribute); }
  base::Date on() const { return source->as_of; }
};

// INVARIANT: sightings are ordered by subject, then what tells facts of schools before the rest,
// then by day and source: so what is derived from them does not depend on the order in which files
// arrived. (Of two files of one kind, name and day the one that was imported later counts.)
struct Evidence {
  std::deque<Source> sources;  // a deque, so that pointers to its elements stay good
  std::vector<Sighting> sightings;
  std::vector<Edit> edits;  // in force, by number
  void sort();
};

}  // namespace registry
