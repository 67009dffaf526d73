// What is to be written is read again inside the transaction that writes it.
#include "delegation/store_scheme.hpp"

#include <algorithm>
#include <set>

#include "access/store_audit.hpp"
#include "access/values.hpp"
#include "base/text.hpp"
#include "delegation/store_setting.hpp"
#include "governance/store.hpp"
#include "governance/store_meeting.hpp"

namespace delegation {

namespace {

using governance::Writing;

base::Error bad(std::string what, std::string_view field) {
  return base::make_error("bad_scheme", std::move(what), std::string(field));
}

base::Error conflict(std::string what) {
  return base::make_error("scheme_conflict", std::move(what), "content");
}

base::Error changed_meanwhile(const VersionRow& now) {
  return conflict(now.actor +
                  " changed it meanwhile, so nothing was saved. Look at what there is "
                  "now, then make your change again.");
}

base::Status record(sql::Connection& connection, const Writing& writing, std::string_view action,
                    const guard::Subject& subject, const guard::Values& was,
                    const guard::Values& is) {
  TRY(guard::record(connection, {writing.by, std::string(action), subject, was.json(), is.json(),
                                 writing.now_s}));
  return {};
}

guard::Subject subject_of(const Scheme& scheme, std::int64_t id) {
  return {"scheme", id, scheme.title + ", version " + scheme.version};
}

guard::Values values_of(const Scheme& scheme, const std::string& content) {
  guard::Values values;
  values.add("code", scheme.code)
      .add("version", scheme.version)
      .add("from", scheme.from.iso())
      .add("text", content);
  return values;
}

// The one that is to be changed, as it was seen.
base::Result<VersionRow> seen_row(sql::Connection& connection, VersionId id, std::int64_t seen) {
  VersionRow row = TRY(version_row(connection, id));
  if (row.revision != seen) return changed_meanwhile(row);
  return row;
}

base::Result<VersionRow> seen_draft(sql::Connection& connection, VersionId id, std::int64_t seen) {
  VersionRow row = TRY(seen_row(connection, id, seen));
  if (row.state == VersionState::Draft) return row;
  return conflict("Version " + row.version + " of " + row.layer.code + " is " +
                  std::string(word_of(row.state)) +
                  ", and is not changed any more. Begin a "
                  "further version.");
}

// A layer of the code, of the unit; made where there is none.
base::Result<LayerId> layer_for(sql::Connection& connection, const NewDraft& draft,
                                const Scheme& scheme) {
  const bool with_unit = scheme.kind == LayerKind::Cluster || scheme.kind == LayerKind::School;
  if (with_unit != (draft.unit != 0)) {
    return bad(
        with_unit
            ? "An overlay of a cluster or a school needs to say of which."
            : "A scheme of the group, of a category or of a rating is of no cluster and no school.",
        "unit");
  }
  sql::Rows rows = TRY(connection.query(
      "SELECT id, code, kind, unit_id FROM scheme_layer WHERE owner_id = $1", {draft.owner}));
  while (TRY(rows.next())) {
    const bool same_place = rows.text(2) == word_of(scheme.kind) && rows.integer(3) == draft.unit;
    if (rows.text(1) == scheme.code) {
      if (same_place) return rows.id<SchemeLayer>(0);
      return conflict("\"" + scheme.code +
                      "\" is the code of another scheme or overlay here. Give "
                      "this one a code of its own.");
    }
    if (same_place && fact_of(scheme.kind).empty()) {
      return conflict("There is \"" + std::string(rows.text(1)) +
                      "\" for the same unit already: "
                      "give the text that code, and it is a further version.");
    }
  }
  return LayerId{TRY(connection.integer(
      "INSERT INTO scheme_layer (owner_id, code, kind, unit_id) VALUES ($1, $2, $3, $4) RETURNING "
      "id",
      {draft.owner, scheme.code, word_of(scheme.kind), draft.unit}))};
}

// The unit of an overlay is one of the owner's.
base::Status check_unit(sql::Connection& connection, const NewDraft& draft, LayerKind kind,
                        base::Date on) {
  if (draft.unit == 0) return {};
  const governance::Place place{
      kind == LayerKind::Cluster ? governance::PlaceKind::Cluster : governance::PlaceKind::School,
      draft.unit};
  const guard::UnitPath path = TRY(governance::path_of(connection, place, on));
  const bool theirs = std::ranges::any_of(path, [&](const guard::Unit& each) {
    return (each.kind == guard::UnitKind::Group || each.kind == guard::UnitKind::Authority) &&
           each.id == draft.owner.value;
  });
  if (theirs) return {};
  return bad("That cluster or school is not one of the group's on " + on.long_form() + ".", "unit");
}

}  // namespace

base::Result<VersionId> begin_draft(sql::Connection& connection, const NewDraft& draft,
                                    const Writing& writing) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(guard::lock_audit(connection));
  const Catalogue catalogue = TRY(catalogue_in_force(connection));
  const Scheme scheme = TRY(read_scheme(catalogue, draft.content));
  TRY(check_unit(connection, draft, scheme.kind, writing.today));
  const LayerId layer = TRY(layer_for(connection, draft, scheme));
  const std::int64_t open = TRY(connection.integer(
      "SELECT id FROM scheme_version WHERE layer_id = $1 AND state = 'draft'", {layer}));
  if (open != 0) {
    return conflict("There is a draft of \"" + scheme.code + "\" already, number " +
                    std::to_string(open) + ": change or drop that one.");
  }
  const VersionId id{TRY(connection.integer(
      "INSERT INTO scheme_version (layer_id, state, revision, version, from_on, content, item_id, "
      "actor, made_at) VALUES ($1, 'draft', 1, $2, $3, $4, 0, $5, $6) RETURNING id",
      {layer, scheme.version, scheme.from, draft.content, writing.by.name, writing.now_s}))};
  TRY(record(connection, writing, "scheme.begin", subject_of(scheme, id.value), {},
             values_of(scheme, draft.content)));
  TRY(transaction.commit());
  return id;
}

base::Result<NewDraft> further_version(sql::Connection& connection, VersionId id,
                                       base::Date today) {
  const VersionRow row = TRY(version_row(connection, id));
  const Catalogue catalogue = TRY(catalogue_in_force(connection));
  Scheme scheme = TRY(read_scheme(catalogue, row.content));
  const auto number = base::parse_integer(scheme.version);
  scheme.version = number ? std::to_string(*number + 1) : scheme.version + " next";
  scheme.from = std::max(scheme.from, today).plus_days(1);
  scheme.adopted.clear();
  scheme.reason.clear();
  scheme.review.reset();
  return NewDraft{row.layer.owner, row.layer.unit, scheme_text(catalogue, scheme)};
}

base::Status save_draft(sql::Connection& connection, VersionId id, std::int64_t seen,
                        const std::string& content, const Writing& writing) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(guard::lock_audit(connection));
  const VersionRow row = TRY(seen_draft(connection, id, seen));
  const Catalogue catalogue = TRY(catalogue_in_force(connection));
  const Scheme scheme = TRY(read_scheme(catalogue, content));
  if (scheme.code != row.layer.code || scheme.kind != row.layer.kind) {
    return bad("The text is of \"" + scheme.code + "\", a " + std::string(word_of(scheme.kind)) +
                   " layer, and this draft of \"" + row.layer.code + "\", a " +
                   std::string(word_of(row.layer.kind)) + " layer. Begin that one by itself.",
               "content");
  }
  TRY(connection.run(
      "UPDATE scheme_version SET revision = revision + 1, version = $2, from_on = $3, "
      "content = $4, actor = $5, made_at = $6 WHERE id = $1",
      {id, scheme.version, scheme.from, content, writing.by.name, writing.now_s}));
  guard::Values was;
  was.add("version", row.version).add("from", row.from.iso()).add("text", row.content);
  TRY(record(connection, writing, "scheme.change", subject_of(scheme, id.value), was,
             values_of(scheme, content)));
  return transaction.commit();
}

namespace {

// The layers that hold beside a version wherever its own unit is: of the group and of ratings.
base::Result<Layers> beside(const Catalogue& catalogue, const std::vector<VersionRow>& versions,
                            const VersionRow& row) {
  Layers layers;
  for (const VersionRow& each : versions) {
    const bool anywhere = each.layer.kind == LayerKind::Group || !fact_of(each.layer.kind).empty();
    if (each.state != VersionState::Adopted || each.layer.id == row.layer.id || !anywhere) continue;
    layers.push_back(std::make_unique<Layer>(catalogue, TRY(read_scheme(catalogue, each.content))));
  }
  layers.push_back(std::make_unique<Layer>(catalogue, TRY(read_scheme(catalogue, row.content))));
  return layers;
}

// The owner's schools on the day; of an overlay those of its unit.
base::Result<std::vector<registry::SchoolId>> schools_of(sql::Connection& connection,
                                                         const LayerRow& layer, base::Date on) {
  if (layer.kind == LayerKind::School) return std::vector{registry::SchoolId{layer.unit}};
  std::vector<registry::SchoolId> found;
  if (layer.kind == LayerKind::Cluster) {
    sql::Rows rows =
        TRY(connection.query("SELECT school_id FROM cluster_membership WHERE cluster_id = $1 AND "
                             "from_on <= $2 AND until_on > $2 ORDER BY school_id",
                             {layer.unit, on}));
    while (TRY(rows.next())) found.push_back(rows.id<registry::School>(0));
    return found;
  }
  for (const ReviewedSchool& school : TRY(schools_of_owner(connection, layer.owner, on))) {
    found.push_back(school.school);
  }
  return found;
}

}  // namespace

base::Result<Checked> check_version(sql::Connection& connection, const VersionRow& row) {
  const Catalogue catalogue = TRY(catalogue_in_force(connection));
  const std::vector<VersionRow> versions = TRY(versions_of(connection, row.layer.owner));
  const Layers layers = TRY(beside(catalogue, versions, row));
  const CheckedDays days{row.from, version_ends(versions, row)};
  Checked checked;
  check_alone(catalogue, *layers.back(), row.from, checked);
  TRY(check_together(catalogue, layers, days, {}, FactValues(), "", checked));
  // What is wrong at a school alone comes of who is vacant there on that day: it is told, and does
  // not stop. Schools where the same levels are vacant, under the same layers, have the same
  // faults.
  std::set<std::string> seen;
  for (const auto& setting : TRY(settings_of(
           connection, TRY(schools_of(connection, row.layer, row.from)), row.from, &row))) {
    std::string key;
    for (const Filled filled : setting->standing.filled) {
      key += static_cast<char>('0' + static_cast<int>(filled));
    }
    for (const VersionRow& version : setting->versions) {
      key += " " + std::to_string(version.id.value);
    }
    for (const std::int64_t value : setting->known.of) key += "," + std::to_string(value);
    if (!seen.insert(key).second) continue;
    Checked there = checked;
    TRY(check_together(setting->catalogue, setting->layers, days, setting->standing.filled,
                       setting->known, "At " + setting->name, there));
    for (std::size_t at = checked.faults.size(); at < there.faults.size(); ++at) {
      there.faults[at].stops = false;
      checked.faults.push_back(there.faults[at]);
    }
  }
  return checked;
}

namespace {

// That the item is one at which the group's own board, or a committee of it, resolved something.
base::Status check_item(sql::Connection& connection, const LayerRow& layer, base::Date from,
                        std::int64_t item) {
  const auto put = TRY(governance::motion_at(connection, governance::ItemId{item}));
  const std::string number = "Item number " + std::to_string(item);
  if (!put) {
    return bad("There is no item number " + std::to_string(item) +
                   " here. Its page tells the number; leave it out where the minutes are kept "
                   "elsewhere.",
               "item");
  }
  if (put->place != TRY(place_of_owner(connection, layer.owner, from))) {
    return bad(number +
                   " is of a meeting of another body: who adopts a scheme is the board whose " +
                   "scheme it is, or a committee of it.",
               "item");
  }
  if (put->meeting.state == governance::MeetingState::Cancelled) {
    return bad(number + " is of a meeting that was cancelled.", "item");
  }
  if (put->result.tally.decided == governance::Decided::Carried) return {};
  return bad(put->result.tally.decided == governance::Decided::NotPut
                 ? number + " decided nothing: no motion was put to the vote there."
                 : number + " carried no motion. " + governance::words_of(put->result.tally),
             "item");
}

base::Status check_adoption(sql::Connection& connection, const VersionRow& row,
                            const Adoption& adoption) {
  if (base::trim(adoption.adopted).empty()) {
    return bad("Say who adopted it, when, and by which minute.", "adopted");
  }
  if (adoption.review && *adoption.review <= adoption.from) {
    return bad("It is to be looked at again after it has begun, not before.", "review");
  }
  const std::int64_t same =
      TRY(connection.integer("SELECT count(*) FROM scheme_version WHERE layer_id = $1 AND state = "
                             "'adopted' AND (from_on = "
                             "$2 OR version = $3)",
                             {row.layer.id, adoption.from, row.version}));
  if (same != 0) {
    return bad("An adopted version of \"" + row.layer.code + "\" has the number " + row.version +
                   " or begins on " + adoption.from.long_form() +
                   " already. Give this one a number and a day of its own.",
               "from");
  }
  if (adoption.item != 0) TRY(check_item(connection, row.layer, adoption.from, adoption.item));
  return {};
}

}  // namespace

base::Status adopt(sql::Connection& connection, VersionId id, std::int64_t seen,
                   const Adoption& adoption, const Writing& writing) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(guard::lock_audit(connection));
  VersionRow row = TRY(seen_draft(connection, id, seen));
  TRY(check_adoption(connection, row, adoption));
  const Catalogue catalogue = TRY(catalogue_in_force(connection));
  Scheme scheme = TRY(read_scheme(catalogue, row.content));
  scheme.from = adoption.from;
  scheme.adopted = adoption.adopted;
  if (!adoption.reason.empty()) scheme.reason = adoption.reason;
  if (adoption.review) scheme.review = adoption.review;
  row.from = adoption.from;
  row.content = scheme_text(catalogue, scheme);
  const Checked checked = TRY(check_version(connection, row));
  for (const ToldFault& fault : checked.faults) {
    if (fault.stops) {
      return base::make_error("scheme_faulty",
                              "It may not be adopted as it is: " + fault.text +
                                  " Its page lists everything that is wrong.",
                              "content");
    }
  }
  TRY(connection.run(
      "UPDATE scheme_version SET state = 'adopted', revision = revision + 1, from_on "
      "= $2, content = $3, item_id = $4, actor = $5, made_at = $6 WHERE id = $1",
      {id, row.from, row.content, adoption.item, writing.by.name, writing.now_s}));
  guard::Values is = values_of(scheme, row.content);
  is.add("adopted", adoption.adopted).add("item", adoption.item);
  TRY(record(connection, writing, "scheme.adopt", subject_of(scheme, id.value), {}, is));
  return transaction.commit();
}

base::Status drop(sql::Connection& connection, VersionId id, std::int64_t seen,
                  const Writing& writing) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(guard::lock_audit(connection));
  const VersionRow row = TRY(seen_row(connection, id, seen));
  const bool begun = row.state == VersionState::Adopted && row.from <= writing.today;
  if (row.state == VersionState::Dropped || begun) {
    return conflict(
        "Version " + row.version + " of " + row.layer.code +
        (begun ? " has begun: adopt a further version in its place." : " was dropped already."));
  }
  TRY(connection.run(
      "UPDATE scheme_version SET state = 'dropped', revision = revision + 1, actor = "
      "$2, made_at = $3 WHERE id = $1",
      {id, writing.by.name, writing.now_s}));
  guard::Values was;
  was.add("state", word_of(row.state));
  guard::Values is;
  is.add("state", word_of(VersionState::Dropped));
  TRY(record(connection, writing, "scheme.drop",
             {"scheme", id.value, row.layer.code + ", version " + row.version}, was, is));
  return transaction.commit();
}

base::Result<std::int64_t> rate_school(sql::Connection& connection, const RatingRow& rating,
                                       const Writing& writing) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(guard::lock_audit(connection));
  const Catalogue catalogue = TRY(catalogue_in_force(connection));
  const int fact = fact_called(catalogue.facts, "rating");
  const auto words =
      fact < 0 ? std::vector<std::string>() : catalogue.facts[static_cast<std::size_t>(fact)].words;
  if (std::ranges::find(words, rating.rating) == words.end()) {
    return bad("\"" + rating.rating + "\" is no rating; there are " + base::join(words, ", ") + ".",
               "rating");
  }
  if (base::trim(rating.reason).empty()) {
    return bad("Say why: what the review found, or what gave cause for it.", "reason");
  }
  if (rating.next && *rating.next <= rating.from) {
    return bad("The next review is after the day from which this one holds.", "next");
  }
  TRY(check_unit(connection, {rating.owner, rating.school.value, ""}, LayerKind::School,
                 rating.from));
  const std::int64_t id = TRY(connection.integer(
      "INSERT INTO school_rating (owner_id, school_id, rating, from_on, reason, review, next_on, "
      "made_at, withdrawn) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0) RETURNING id",
      {rating.owner, rating.school, rating.rating, rating.from, rating.reason,
       word_of(rating.review), rating.next.value_or(base::Date::distant_future()), writing.now_s}));
  guard::Values is;
  is.add("rating", rating.rating).add("from", rating.from.iso()).add("reason", rating.reason);
  is.add("review", std::string(word_of(rating.review)));
  if (rating.next) is.add("next", rating.next->iso());
  TRY(record(connection, writing, "scheme.rate", {"school", rating.school.value, ""}, {}, is));
  TRY(transaction.commit());
  return id;
}

base::Status withdraw_rating(sql::Connection& connection, const RatingRow& rating,
                             const Writing& writing) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(guard::lock_audit(connection));
  const std::int64_t changed = TRY(connection.run(
      "UPDATE school_rating SET withdrawn = 1 WHERE id = $1 AND withdrawn = 0", {rating.id}));
  if (changed == 0) {
    return base::make_error("scheme_not_found",
                            "There is no rating numbered " + std::to_string(rating.id) + ".");
  }
  guard::Values was;
  was.add("rating", rating.rating).add("from", rating.from.iso());
  TRY(record(connection, writing, "scheme.unrate", {"school", rating.school.value, ""}, was, {}));
  return transaction.commit();
}

base::Status save_catalogue(sql::Connection& connection, const std::string& content,
                            std::int64_t seen, const Writing& writing) {
  const Catalogue fresh = TRY(read_catalogue(content, shipped_catalogue()));
  for (const SchemeOwner& owner : TRY(scheme_owners(connection))) {
    for (const VersionRow& row : TRY(versions_of(connection, owner.id))) {
      if (row.state == VersionState::Dropped) continue;
      const auto read = read_scheme(fresh, row.content);
      if (!read.ok()) {
        return bad("With it " + owner.name + " could not read its " + row.layer.code +
                       ", version " + row.version + ": " + read.error().message,
                   "content");
      }
    }
  }
  return governance::save_own_text(connection, catalogue_kind, content, seen, writing);
}

}  // namespace delegation
