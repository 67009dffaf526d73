// One line for each text of data/delegation that is a scheme.
#include "delegation/samples.hpp"

#include <algorithm>

#include "delegation/texts.hpp"

namespace delegation {

const std::vector<Sample>& samples() {
  static const std::vector<Sample> all = {
      {"trust", "a whole trust with clusters: 77 decisions", shipped_trust_text()},
      {"harbour", "overlay of a cluster that decides more for itself", shipped_harbour_text()},
      {"bespoke", "overlay of schools that are rated bespoke", shipped_bespoke_text()},
      {"reduced", "overlay of schools that are rated reduced", shipped_reduced_text()},
      {"diocese", "after DNEAT: a finance committee that holds much, and the schools' own",
       shipped_diocese_text()},
      {"primary", "after the Focus Trust: the principal devises, the governors approve",
       shipped_primary_text()},
      {"members", "after the Manor Trust: its members decide which schools join and leave",
       shipped_members_text()},
      {"ladder", "after DCAT: earned autonomy, for schools that are rated full",
       shipped_ladder_text()},
      {"ladder_bespoke", "the overlay of its schools that are rated bespoke",
       shipped_ladder_bespoke_text()},
      {"ladder_reduced", "the whole scheme of its schools that are rated reduced",
       shipped_ladder_reduced_text()},
      {"limits", "after YHMAT: limits in pounds, and the board for all else",
       shipped_limits_text()},
      {"maintained", "a school that an authority maintains, after a model scheme",
       shipped_maintained_text()},
      {"sponsored", "a whole scheme for sponsored academies: the centre decides most",
       shipped_sponsored_text()},
      {"partner", "overlay of partner academies, which keep much to themselves",
       shipped_partner_text()},
  };
  return all;
}

std::optional<std::string_view> sample_called(std::string_view name) {
  if (name == "shipped") return samples().front().text;
  const auto found = std::ranges::find(samples(), name, &Sample::name);
  if (found == samples().end()) return std::nullopt;
  return found->text;
}

}  // namespace delegation
