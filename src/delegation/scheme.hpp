// A scheme of delegation as text: one layer of it in one version. The words are explained in
// docs/spec/delegation.md.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/period.hpp"
#include "base/result.hpp"
#include "delegation/catalogue.hpp"

namespace delegation {

// What a level does. Each is a bit; a level may have several.
enum class Part : std::uint8_t { Decides, Recommends, Consulted, Informed, CarriesOut, Reports };
inline constexpr int parts = 6;
using PartSet = std::uint8_t;
constexpr PartSet part_bit(Part part) {
  return static_cast<PartSet>(1U << static_cast<unsigned>(part));
}
std::string_view word_of(Part part);    // "decides", as it is read
std::string_view label_of(Part part);   // "Is consulted"
std::string_view letter_of(Part part);  // "C"

// The part of one level in one clause.
struct Cell {
  int level = 0;
  Part part = Part::Decides;
  int days = 0;  // to answer, or to report; 0: not said
  int to = -1;   // to which level it reports; -1: to whom decides
  friend bool operator==(const Cell&, const Cell&) = default;
};

struct Clause {
  std::string code;  // "4.7"
  // What it is about: decisions by code, or all of a domain, or all.
  std::vector<int> decisions;
  std::string domain;  // "": not by domain
  Condition when;
  std::vector<Cell> cells;
  std::string says;  // in the words of its authors, or ""

  // The level that decides by it, or -1.
  int decider() const;
  bool about(const Catalogue& catalogue, int decision) const;
  // How nearly it speaks of a decision: 2 by its code, 1 by its domain, 0 of all.
  int nearness() const { return !decisions.empty() ? 2 : domain.empty() ? 0 : 1; }
  friend bool operator==(const Clause&, const Clause&) = default;
};
// So many clauses may one scheme have, and no more.
inline constexpr std::size_t clauses_of_scheme_max = 4096;

// The lowest first: of a category of schools, such as sponsored academies, is what holds for each
// of them before its cluster and the school itself say otherwise; a rating stands above them all.
enum class LayerKind { Group, Category, Cluster, School, Rating };
inline constexpr int layer_kinds = 5;
std::string_view word_of(LayerKind kind);   // "group"
std::string_view label_of(LayerKind kind);  // "Scheme of the group"
// The fact by which schools have such a layer: "category", "rating"; "": it hangs on none.
std::string_view fact_of(LayerKind kind);

// Powers of a level that are taken back for a time, and who has them meanwhile.
struct Withdrawal {
  std::string code;
  int from_level = 0;
  int to_level = 0;
  std::vector<int> decisions;  // none: by domain, or all
  std::string domain;
  base::Period period;
  std::string why;
  std::string ends_when;  // the test by which the powers come back
  bool about(const Catalogue& catalogue, int decision) const;
  int nearness() const { return !decisions.empty() ? 2 : domain.empty() ? 0 : 1; }
  friend bool operator==(const Withdrawal&, const Withdrawal&) = default;
};

// One version of one layer.
struct Scheme {
  std::string code;
  std::string title;
  LayerKind kind = LayerKind::Group;
  std::string which;   // of a layer that hangs on a fact: the word of that fact that has it
  bool whole = false;  // it stands in place of all layers beneath it
  std::string version;
  base::Date from;
  std::string adopted;  // by whom, when, which minute
  std::string reason;
  std::optional<base::Date> review;
  LevelSet levels = 0;  // that it uses; 0: all
  int retained = -1;    // who decides what is not listed; -1: nobody
  // To whom a level's powers fall where there is no such body or nobody holds the office, or the
  // body has fewer members than its quorum; -1: to nobody.
  std::array<int, levels_max> falls;
  std::vector<Clause> clauses;
  std::vector<Withdrawal> withdrawals;
  Scheme() { falls.fill(-1); }

  friend bool operator==(const Scheme&, const Scheme&) = default;
};

// Errors: bad_scheme, with the line.
base::Result<Scheme> read_scheme(const Catalogue& catalogue, std::string_view text);
// "decides, reports 30 days to board": what a clause says of a level, as it is read; "" of no part.
std::string level_words(const Catalogue& catalogue, const Clause& clause, int level);
// The text that reads as the same scheme.
std::string scheme_text(const Catalogue& catalogue, const Scheme& scheme);

}  // namespace delegation
