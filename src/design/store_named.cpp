// Names are compared as searches do, without regard to case and accents.
#include "design/store_named.hpp"

#include <set>

#include "base/text.hpp"
#include "registry/store_reference.hpp"

namespace design {

namespace {

constexpr std::size_t said_max = 10;

// Some names begin with a number too, but with a small one.
std::optional<std::int64_t> leading_urn(std::string_view text) {
  constexpr std::int64_t least = 10'000;
  const std::string_view first = text.substr(0, text.find(' '));
  const auto number = base::parse_integer(first);
  return number && (*number >= least || first.size() == text.size()) ? number : std::nullopt;
}

std::string place_of(const registry::SchoolRow& row) {
  if (row.state.town.empty() || row.authority_name.empty()) {
    return row.state.town + row.authority_name;
  }
  return row.state.town + ", " + row.authority_name;
}

base::Error several_schools(std::string_view text, const std::vector<NamedSchool>& found) {
  std::string message = "“" + std::string(text) + "” fits the names of " +
                        base::with_thousands(std::ssize(found)) +
                        " schools. Which one do you mean: ";
  for (std::size_t at = 0; at < found.size() && at < said_max; ++at) {
    message += (at > 0 ? ", " : "") + std::to_string(found[at].urn) + " " + found[at].name +
               (found[at].where.empty() ? "" : " (" + found[at].where + ")");
  }
  return base::make_error("bad_scenario", message + (found.size() > said_max ? ", ...?" : "?"));
}

}  // namespace

base::Status SchoolNames::read() {
  const registry::Reference reference = TRY(registry::Reference::read(connection_));
  all_.emplace();
  for (const registry::SchoolRow& row :
       TRY(registry::Store(connection_).schools(reference, {}, on_))) {
    all_->push_back({row.state.urn, row.state.name, place_of(row)});
  }
  return {};
}

base::Result<std::vector<NamedSchool>> SchoolNames::meant(std::string_view text) {
  if (const auto urn = leading_urn(text)) {
    TRY(registry::Store(connection_).school_of_urn(*urn));
    return std::vector<NamedSchool>{{*urn, "", ""}};
  }
  if (!all_) TRY(read());
  const std::string wanted = base::fold(text);
  std::vector<NamedSchool> exact;
  std::vector<NamedSchool> within;
  for (const NamedSchool& each : *all_) {
    const std::string name = base::fold(each.name);
    if (name == wanted) exact.push_back(each);
    if (name.find(wanted) != name.npos) within.push_back(each);
  }
  if (!exact.empty()) return exact;
  if (!within.empty()) return within;
  return base::make_error("school_not_found", "No school that is open on " + on_.long_form() +
                                                  " is called “" + std::string(text) +
                                                  "”. Give its URN, or a part of its name.");
}

base::Result<std::int64_t> SchoolNames::urn_of(std::string_view text) {
  const std::vector<NamedSchool> found = TRY(meant(text));
  if (found.size() > 1) return several_schools(text, found);
  return found.front().urn;
}

base::Result<std::string> SchoolNames::line_of(std::int64_t urn) {
  registry::Store store(connection_);
  const auto id = store.school_of_urn(urn);
  if (!id.ok()) return std::to_string(urn);
  const auto row = TRY(store.school(id.value(), on_));
  return std::to_string(urn) + (row ? " " + row->state.name : "");
}

namespace {

using Districts = std::set<std::string>;

base::Result<Districts> districts_on(sql::Connection& connection, base::Date on) {
  const registry::Reference reference = TRY(registry::Reference::read(connection));
  Districts districts;
  for (registry::SchoolRow& row : TRY(registry::Store(connection).schools(reference, {}, on))) {
    if (!row.state.district.empty()) districts.insert(std::move(row.state.district));
  }
  return districts;
}

base::Result<std::string> called(const Districts& districts, std::string_view text, base::Date on) {
  const std::string wanted = base::fold(text);
  std::vector<std::string> near;
  for (const std::string& each : districts) {
    const std::string name = base::fold(each);
    if (name == wanted) return each;
    const bool alike =
        !wanted.empty() && (name.find(wanted) != name.npos || wanted.find(name) != wanted.npos);
    if (alike && near.size() < said_max) near.push_back(each);
  }
  return base::make_error("bad_scenario",
                          "No school that is open on " + on.long_form() +
                              " is in a district called “" + std::string(text) + "”." +
                              (near.empty() ? " Districts are those of the national register."
                                            : " There is " + base::join(near, ", ") + "."),
                          "district");
}

}  // namespace

base::Result<std::string> district_called(sql::Connection& connection, std::string_view text,
                                          base::Date on) {
  return called(TRY(districts_on(connection, on)), text, on);
}

base::Status check_districts(sql::Connection& connection, const Scenario& scenario) {
  if (scenario.which.districts.empty()) return {};
  const Districts districts = TRY(districts_on(connection, scenario.on));
  for (const std::string& each : scenario.which.districts) {
    TRY(called(districts, each, scenario.on));
  }
  return {};
}

}  // namespace design
