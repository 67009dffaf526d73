// The two sides have the same facts and filled levels, but for what they are compared for.
#include "delegation/store_difference.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "delegation/samples.hpp"

namespace delegation {

namespace {

// The adopted version of the same layer that holds until `row` begins.
const VersionRow* version_before(const std::vector<VersionRow>& versions, const VersionRow& row) {
  const VersionRow* found = nullptr;
  for (const VersionRow& each : versions) {
    const bool earlier = each.layer.id == row.layer.id && each.id != row.id &&
                         each.state == VersionState::Adopted && each.from <= row.from;
    if (earlier && (!found || found->from < each.from)) found = &each;
  }
  return found;
}

}  // namespace

base::Result<VersionDifference> version_difference(sql::Connection& connection,
                                                   const VersionRow& row) {
  const Catalogue catalogue = TRY(catalogue_in_force(connection));
  const std::vector<VersionRow> versions = TRY(versions_of(connection, row.layer.owner));
  const VersionRow* const earlier = version_before(versions, row);
  VersionDifference made;
  if (earlier) made.before = *earlier;
  Layers before;
  Layers after;
  const auto add = [&](Layers& layers, const VersionRow& each) -> base::Status {
    layers.push_back(std::make_unique<Layer>(catalogue, TRY(read_scheme(catalogue, each.content))));
    return {};
  };
  for (const VersionRow& each : versions) {
    const bool beneath = each.state == VersionState::Adopted &&
                         each.layer.kind == LayerKind::Group && each.layer.id != row.layer.id;
    if (!beneath) continue;
    TRY(add(before, each));
    TRY(add(after, each));
  }
  if (earlier) TRY(add(before, *earlier));
  TRY(add(after, row));
  made.all =
      TRY(differences_by_day(catalogue, before, after, row.from, version_ends(versions, row)));
  return made;
}

base::Result<VersionDifference> difference_with(sql::Connection& connection, const VersionRow& row,
                                                const std::string& other, bool drafts) {
  const Catalogue catalogue = TRY(catalogue_in_force(connection));
  const std::vector<VersionRow> versions = TRY(versions_of(connection, row.layer.owner));
  VersionDifference made;
  std::string text;
  if (const auto sample = sample_called(other)) {
    text = *sample;
  } else {
    const auto number = base::parse_integer(other);
    const auto found = std::ranges::find_if(versions, [&](const VersionRow& each) {
      return number && each.id.value == *number &&
             (each.state == VersionState::Adopted || (drafts && each.state == VersionState::Draft));
    });
    if (found == versions.end()) {
      return base::make_error("scheme_not_found",
                              "\"" + other + "\" is no version of " + row.layer.owner_name +
                                  " and no scheme that is shipped.",
                              "with");
    }
    made.before = *found;
    text = found->content;
  }
  Scheme scheme = TRY(read_scheme(catalogue, text));
  scheme.from = row.from;
  Layers before;
  before.push_back(std::make_unique<Layer>(catalogue, std::move(scheme)));
  Layers after;
  after.push_back(std::make_unique<Layer>(catalogue, TRY(read_scheme(catalogue, row.content))));
  made.all =
      TRY(differences_by_day(catalogue, before, after, row.from, version_ends(versions, row)));
  return made;
}

base::Result<std::vector<Difference>> place_differences(const Setting& one, const Setting& other) {
  const Held first = TRY(held(one, FactValues()));
  const Held second = TRY(held(other, FactValues()));
  for (const Setting* each : {&one, &other}) {
    if ((each == &one ? first : second).ready) continue;
    return base::make_error("scheme_not_in_force",
                            "No scheme answers for " + each->name + " on " + each->on.long_form() +
                                ", or one waits for the category or rating of the school.",
                            each == &one ? "a" : "b");
  }
  return differences(one.catalogue, second.unit, first.unit,
                     {"at " + one.name, "at " + other.name, "at " + other.name});
}

}  // namespace delegation
