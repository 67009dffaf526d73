// guildhall scheme list|at|reviews|changes|text|begin|save|adopt|drop|rate: schemes that the
// database keeps.
#include "delegation/commands_scheme.hpp"

#include <ostream>

#include "base/text.hpp"
#include "delegation/api_reviews.hpp"
#include "delegation/api_ruling.hpp"
#include "delegation/api_unit_matrix.hpp"
#include "delegation/samples.hpp"
#include "delegation/store_difference.hpp"
#include "delegation/store_scheme.hpp"
#include "delegation/store_setting.hpp"
#include "governance/commands_kept.hpp"
#include "governance/store_names.hpp"
#include "registry/commands.hpp"
#include "registry/unpack.hpp"
#include "web/json.hpp"

namespace delegation {

namespace {

using enum base::OptionKind;
using governance::PlaceKind;
using governance::writing_of;

base::Result<registry::OrganisationId> owner_asked(const base::Invocation& call,
                                                   sql::Connection& connection) {
  const std::string text = call.value("of").value_or("");
  const governance::Place place = TRY(governance::place_of(connection, text));
  if (place.kind == PlaceKind::Group || place.kind == PlaceKind::Authority) {
    return registry::OrganisationId{place.id};
  }
  return base::make_error("usage", "Schemes are of a group or an authority: \"group 90001\".",
                          "--of");
}

base::Result<VersionId> version_asked(const base::Invocation& call) {
  const auto number = base::parse_integer(call.value("NUMBER").value_or(""));
  if (number) return VersionId{*number};
  return base::make_error("bad_number",
                          "\"" + call.value("NUMBER").value_or("") +
                              "\" is no number of a version; guildhall scheme list tells them.",
                          "NUMBER");
}

// The name of a sample, or a file.
base::Result<std::string> text_asked(const std::string& name) {
  if (const auto sample = sample_called(name)) return std::string(*sample);
  return registry::read_unpacked(name);
}

void show_version(std::ostream& out, const VersionRow& row) {
  out << row.id.value << "  " << word_of(row.state) << "  " << row.layer.code << " ("
      << word_of(row.layer.kind) << (row.layer.unit_name.empty() ? "" : " " + row.layer.unit_name)
      << "), version " << row.version << ", from " << row.from.long_form() << "\n";
}

void write_version(web::JsonWriter& json, const VersionRow& row) {
  json.begin_object();
  json.member("number", row.id.value);
  json.member("state", word_of(row.state));
  json.member("code", row.layer.code);
  json.member("layer", word_of(row.layer.kind));
  if (row.layer.unit != 0) json.member("unit_name", row.layer.unit_name);
  json.member("version", row.version);
  json.member("from", row.from.iso());
  json.member("revision", row.revision);
  json.end_object();
}

base::Result<int> run_list(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  std::vector<registry::OrganisationId> owners;
  if (call.value("of")) {
    owners.push_back(TRY(owner_asked(call, *lease)));
  } else {
    for (const SchemeOwner& each : TRY(scheme_owners(*lease))) owners.push_back(each.id);
  }
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.key("versions");
  json.begin_array();
  for (const registry::OrganisationId owner : owners) {
    for (const VersionRow& row : TRY(versions_of(*lease, owner))) {
      if (call.json) {
        write_version(json, row);
      } else {
        show_version(*call.out, row);
      }
    }
  }
  json.end_array();
  json.end_object();
  if (call.json) *call.out << json.take();
  return 0;
}

// As the text itself says it, at the item that was given.
base::Result<Adoption> adoption_of(const base::Invocation& call, const Scheme& scheme) {
  Adoption adoption{scheme.from, scheme.review, scheme.adopted, scheme.reason, 0};
  if (call.value("item")) adoption.item = TRY(governance::number_of(call, "item"));
  return adoption;
}

base::Result<int> told(const base::Invocation& call, sql::Connection& connection, VersionId id) {
  const VersionRow row = TRY(version_row(connection, id));
  if (call.json) {
    web::JsonWriter json(web::JsonWriter::Layout::Indented);
    write_version(json, row);
    *call.out << json.take();
  } else {
    show_version(*call.out, row);
  }
  return 0;
}

base::Result<NewDraft> draft_asked(const base::Invocation& call, sql::Connection& connection) {
  const std::string file = call.value("FILE").value_or("");
  if (const auto number = base::parse_integer(file)) {
    return further_version(connection, VersionId{*number}, call.today);
  }
  if (!call.value("of")) {
    return base::make_error("usage", "Say whose scheme it is: --of \"group 90001\".", "--of");
  }
  NewDraft draft{TRY(owner_asked(call, connection)), 0, TRY(text_asked(file))};
  if (const auto unit = call.value("unit")) {
    draft.unit = TRY(governance::place_of(connection, *unit)).id;
  }
  return draft;
}

base::Result<int> run_begin(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.write());
  const NewDraft draft = TRY(draft_asked(call, *lease));
  const governance::Writing writing = writing_of(call);
  const VersionId id = TRY(begin_draft(*lease, draft, writing));
  if (call.flag("adopt")) {
    const VersionRow row = TRY(version_row(*lease, id));
    const Scheme scheme = TRY(read_scheme(TRY(catalogue_in_force(*lease)), row.content));
    const base::Status adopted =
        adopt(*lease, id, row.revision, TRY(adoption_of(call, scheme)), writing);
    if (!adopted.ok()) {
      TRY(drop(*lease, id, row.revision, writing));  // nothing is left half done
      return adopted.error();
    }
  }
  return told(call, *lease, id);
}

base::Result<int> run_save(const base::Invocation& call) {
  const VersionId id = TRY(version_asked(call));
  const std::string text = TRY(text_asked(call.value("FILE").value_or("")));
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.write());
  const std::int64_t seen = TRY(version_row(*lease, id)).revision;
  TRY(save_draft(*lease, id, seen, text, writing_of(call)));
  return told(call, *lease, id);
}

base::Result<int> run_adopt(const base::Invocation& call) {
  const VersionId id = TRY(version_asked(call));
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.write());
  const VersionRow row = TRY(version_row(*lease, id));
  const Scheme scheme = TRY(read_scheme(TRY(catalogue_in_force(*lease)), row.content));
  Adoption adoption = TRY(adoption_of(call, scheme));
  adoption.from = TRY(registry::date_option(call, "from", adoption.from));
  if (call.value("review")) {
    adoption.review = TRY(registry::date_option(call, "review", call.today));
  }
  if (const auto words = call.value("adopted")) adoption.adopted = *words;
  if (const auto why = call.value("reason")) adoption.reason = *why;
  TRY(adopt(*lease, id, row.revision, adoption, writing_of(call)));
  return told(call, *lease, id);
}

base::Result<int> run_drop(const base::Invocation& call) {
  const VersionId id = TRY(version_asked(call));
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.write());
  TRY(drop(*lease, id, TRY(version_row(*lease, id)).revision, writing_of(call)));
  return told(call, *lease, id);
}

base::Result<int> run_text(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  *call.out << TRY(version_row(*lease, TRY(version_asked(call)))).content;
  return 0;
}

base::Result<int> run_rate(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.write());
  RatingRow row;
  row.owner = TRY(owner_asked(call, *lease));
  row.from = TRY(registry::date_option(call, "from", call.today));
  row.school = TRY(school_called(*lease, call.value("SCHOOL").value_or(""), row.from));
  row.rating = call.value("RATING").value_or("");
  row.reason = call.value("reason").value_or("");
  row.review = TRY(read_review_kind(call.value("review").value_or("yearly")));
  if (call.value("next")) row.next = TRY(registry::date_option(call, "next", row.from));
  const std::int64_t number = TRY(rate_school(*lease, row, writing_of(call)));
  *call.out << "Review " << number << " is noted.\n";
  return 0;
}

base::Result<int> run_reviews(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const registry::OrganisationId owner = TRY(owner_asked(call, *lease));
  const base::Date on = TRY(registry::date_option(call, "on", call.today));
  const std::vector<RatingRow> ratings = TRY(ratings_of(*lease, owner));
  const std::vector<SchoolReview> reviews = reviews_on(
      TRY(catalogue_in_force(*lease)), ratings, TRY(schools_of_owner(*lease, owner, on)), on);
  *call.out << (call.json ? reviews_json(reviews, on) : reviews_text(reviews));
  return 0;
}

base::Result<int> run_changes(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const VersionRow row = TRY(version_row(*lease, TRY(version_asked(call))));
  const auto with = call.value("with");
  return show_differences(call, with ? TRY(difference_with(*lease, row, *with, true)).all
                                     : TRY(version_difference(*lease, row)).all);
}

base::Result<int> run_at(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const base::Date on = TRY(registry::date_option(call, "on", call.today));
  const auto setting = [&](const std::string& text) -> base::Result<std::unique_ptr<Setting>> {
    return setting_of(*lease, TRY(place_asked(*lease, text, on)), on);
  };
  auto there = TRY(setting(call.value("PLACE").value_or("")));
  if (const auto other = call.value("against")) {
    return show_differences(call, TRY(place_differences(*there, *TRY(setting(*other)))));
  }
  const UnitHeld asked = TRY(unit_held(std::move(there)));
  TRY(check_held(asked));
  *call.out << (call.json          ? unit_matrix_json(asked)
                : call.flag("csv") ? unit_matrix_csv(asked)
                                   : unit_matrix_text(asked));
  return 0;
}

std::vector<base::Command> commands_that_read() {
  const base::CommandOption number = {"NUMBER", Positional, "The number of the version", "", true};
  return {
      {"scheme list",
       "List the schemes of delegation that the database keeps",
       "Every version with its number, state, layer and first day.\n"
       "Example: guildhall scheme list --of \"group 90001\"",
       {{"of", Value, "Only of this group or authority", "OWNER"}},
       run_list},
      {"scheme at",
       "What holds at one school, cluster or group, all layers together",
       "Every decision with who has which part in it, and on which facts that hangs.\n"
       "With --against how it differs there from another place.\n"
       "Example: guildhall scheme at 990866 --on 2026-09-01 --csv",
       {{"PLACE", Positional, "URN or name; \"cluster 12\", \"group 90001\"", "", true},
        {"on", Value, "The day; today if not given", "DATE"},
        {"against", Value, "Another place, to compare with", "PLACE"},
        {"csv", Flag, "As a table, a level a column"}},
       run_at},
      {"scheme reviews",
       "Which schools were reviewed, and when each is reviewed again",
       "By which overlay by rating each school is governed on the day, those first that were never "
       "reviewed or are overdue.\n"
       "Example: guildhall scheme reviews --of \"group 90001\" --on 2026-12-01",
       {{"of", Value, "The group or authority: \"group 90001\"", "OWNER", true},
        {"on", Value, "The day; today if not given", "DATE"}},
       run_reviews},
      {"scheme changes",
       "What a version that the database keeps changes, in words",
       "Held against what is in force without it; or with --with against another version of its "
       "owner or a scheme that is shipped.\n"
       "Example: guildhall scheme changes 5 --with 1",
       {number, {"with", Value, "The number of a version, or the name of a sample", "OTHER"}},
       run_changes},
      {"scheme text",
       "Print the text of a version that the database keeps",
       "Example: guildhall scheme text 5 > trust-12.txt",
       {number},
       run_text},
  };
}

std::vector<base::Command> commands_that_write() {
  const base::CommandOption of = {"of", Value, "The group or authority: \"group 90001\"", "OWNER",
                                  true};
  const base::CommandOption number = {"NUMBER", Positional, "The number of the version", "", true};
  const base::CommandOption reason = {"reason", Value, "For the audit trail", "TEXT"};
  const base::CommandOption item = {
      "item", Value, "Number of the item at which it was resolved, if kept here", "NUMBER"};
  return {
      {"scheme begin",
       "Begin a draft of a scheme, from a sample or a file",
       "FILE is a text of a scheme, the name of a sample that is shipped, or the number of a "
       "version that is to have a further one. With --adopt it is "
       "adopted at once, as the text itself says by whom and from which day: for schemes that are "
       "in force already.\n"
       "Example: guildhall scheme begin trust --of \"group 90001\" --adopt",
       {{"FILE", Positional, "The text, the name of a sample, or a number", "", true},
        {"of", Value, "The group or authority: \"group 90001\"", "OWNER"},
        {"unit", Value, "Of an overlay: \"cluster Harbour of TRUST\", \"school 990866\"", "PLACE"},
        {"adopt", Flag, "Adopt it as the text says"},
        item,
        reason},
       run_begin},
      {"scheme save",
       "Put another text in place of a draft",
       "Example: guildhall scheme save 5 trust-12.txt",
       {number, {"FILE", Positional, "The text, or the name of a sample", "", true}, reason},
       run_save},
      {"scheme adopt",
       "Adopt a draft",
       "It is refused where a gap, two deciders, a power that the law forbids or a ring was found: "
       "the message names the first. What is not given stands in the text.\n"
       "Example: guildhall scheme adopt 5 --adopted \"Trust board, 9 July 2026, minute 6\" --from "
       "2026-09-01",
       {number,
        {"adopted", Value, "By whom, when, by which minute", "TEXT"},
        {"from", Value, "The first day on which it is in force", "DATE"},
        {"review", Value, "By when it is to be looked at again", "DATE"},
        item,
        reason},
       run_adopt},
      {"scheme drop",
       "Drop a draft, or take back an adopted version before it begins",
       "Example: guildhall scheme drop 5",
       {number, reason},
       run_drop},
      {"scheme rate",
       "Note by which overlay a school is governed since a review",
       "Example: guildhall scheme rate 990866 full --of \"group 90001\" --from 2025-09-01 --reason "
       "\"Yearly review\"",
       {{"SCHOOL", Positional, "Its URN or name", "", true},
        {"RATING", Positional, "A word of the catalogue: full, bespoke, reduced", "", true},
        of,
        {"from", Value, "From which day (today)", "DATE"},
        {"review", Value, "Which review: yearly (if not given) or triggered", "WORD"},
        {"next", Value, "By when the next is due; as the catalogue says if not given", "DATE"},
        reason},
       run_rate},
  };
}

}  // namespace

int show_differences(const base::Invocation& call, const std::vector<Difference>& all) {
  const std::vector<std::string> lines = lines_of(all);
  if (call.json) {
    web::JsonWriter json(web::JsonWriter::Layout::Indented);
    json.begin_object();
    write_texts(json, "differences", lines);
    json.end_object();
    *call.out << json.take();
  } else {
    for (const std::string& each : lines) *call.out << each << "\n";
    if (lines.empty()) *call.out << "Both give the same answers.\n";
  }
  return lines.empty() ? 0 : 1;
}

std::vector<base::Command> scheme_commands() {
  std::vector<base::Command> all = commands_that_read();
  const std::vector<base::Command> more = commands_that_write();
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace delegation
