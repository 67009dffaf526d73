// /schemes/of/{organisation}/ratings: a review of a school is noted; and where the schools of an
// owner of schemes stand, on its page.
#include <algorithm>

#include "base/text.hpp"
#include "delegation/pages.hpp"
#include "governance/store_names.hpp"
#include "web/asked.hpp"
#include "web/form_data.hpp"
#include "web/redirect.hpp"

namespace delegation {

namespace {

using registry::OrganisationId;
using web::Html;

std::string ratings_href(registry::OrganisationId owner) {
  return "/schemes/of/" + std::to_string(owner.value) + "/ratings";
}

Html state_tag(const SchoolReview& review) {
  switch (review.state) {
    case ReviewState::Never: return web::tag(web::Tone::Bad, "Never reviewed");
    case ReviewState::Overdue: return web::tag(web::Tone::Warn, "Review overdue");
    case ReviewState::Holds: break;
  }
  return web::tag(web::Tone::Ok, "Holds");
}

// Where each school stands; a link to note a review names the school already.
Html standing_table(const std::vector<SchoolReview>& reviews, registry::OrganisationId owner,
                    bool may_edit) {
  web::Table table;
  table.caption = "Where each school stands";
  table.columns = {{"School", false, true}, {"Rating"},  {"Since"}, {"Why"},
                   {"Next review by"},      {"Standing"}};
  if (may_edit) table.columns.push_back({"Note a review"});
  for (const SchoolReview& each : reviews) {
    const RatingRow* holds = each.holds;
    Html rating = holds == nullptr ? web::none() : Html(holds->rating);
    if (each.comes != nullptr) {
      rating.add(web::sub(
          Html("to come: " + each.comes->rating + " from ").add(web::date(each.comes->from))));
    }
    web::Row row{web::cells(
        Html(each.school.name), rating, holds == nullptr ? web::none() : web::date(holds->from),
        holds == nullptr
            ? web::none()
            : Html(holds->reason)
                  .add(web::sub(Html(std::string(label_of(holds->review)) + " review"))),
        each.next ? web::date(*each.next) : web::none(), state_tag(each))};
    if (may_edit) {
      row.cells.push_back(
          web::link(ratings_href(owner) + "?school=" + base::percent_encode(each.school.name),
                    Html("Review").add(web::hidden(" " + each.school.name))));
    }
    table.rows.push_back(std::move(row));
  }
  return web::table(table);
}

Html noted_table(const std::vector<RatingRow>& ratings, registry::OrganisationId owner,
                 const web::Request& request) {
  web::Table table;
  table.caption = "Reviews that were noted";
  table.columns = {{"School"}, {"Rating"},           {"From"},
                   {"Review"}, {"Why", false, true}, {"Noted by mistake?"}};
  for (const RatingRow& row : ratings) {
    table.rows.push_back({web::cells(
        Html(row.school_name), Html(row.rating), web::date(row.from),
        Html(std::string(label_of(row.review))), Html(row.reason),
        web::post_form(ratings_href(owner), *request.caller, {{"withdraw", std::to_string(row.id)}},
                       web::button(web::ButtonKind::Link, "Take away that of " + row.school_name +
                                                              " of " + row.from.long_form())))});
  }
  return web::table(table);
}

// "Left empty, of one from today: full by 28 November 2027; ..."
std::string next_words(const Catalogue& catalogue, const std::vector<web::Choice>& ratings,
                       base::Date today) {
  std::vector<std::string> said;
  for (const web::Choice& rating : ratings) {
    if (const auto day = catalogue.reviewed_again(rating.value, today)) {
      said.push_back(rating.value + " by " + day->long_form());
    }
  }
  return said.empty() ? "Left empty: no day is said"
                      : "Left empty, of a review today: " + base::join(said, "; ");
}

base::Result<web::Response> rating_form(const Context& context, const web::Request& request,
                                        const web::NamedValues& typed,
                                        const std::optional<base::Error>& error) {
  const OrganisationId owner{web::captured_number(request, "organisation")};
  const sql::Lease lease = TRY(context->catalogue->database().read());
  TRY(writing_for(context, request, *lease, owner));
  const std::string name =
      TRY(governance::name_of(*lease, {governance::PlaceKind::Group, owner.value}));
  web::Page page = registry::plain_page(*context, request, "Note a review of a school of " + name);
  page.section = "Decisions";
  page.breadcrumbs = {{"Schemes of delegation", "/schemes"}, {name, schemes_href(owner, {})}};
  if (error) web::show_error(page, *error);
  const auto error_of = [&](std::string_view field) {
    return error && error->field == field ? error->message : std::string();
  };
  const Catalogue catalogue = TRY(catalogue_in_force(*lease));
  std::vector<web::Choice> words;
  if (const int fact = fact_called(catalogue.facts, "rating"); fact >= 0) {
    for (const std::string& word : catalogue.facts[static_cast<std::size_t>(fact)].words) {
      words.push_back({word, word});
    }
  }
  Html fields = web::text_input(
      {.id = "school", .label = "School", .hint = "Its name or URN", .error = error_of("school")},
      typed.get_or("school", ""));
  fields.add(web::radios({.id = "rating", .label = "Rating", .error = error_of("rating")}, words,
                         typed.get_or("rating", "")));
  fields.add(web::radios(
      {.id = "review", .label = "Which review", .error = error_of("review")},
      {{"yearly", "The yearly review"},
       {"triggered", "One that something gave cause for", "Results, an inspection, a new head"}},
      typed.get_or("review", "yearly")));
  fields.add(web::text_input({.id = "reason",
                              .label = "Why",
                              .hint = "What the review found, or what gave cause for it",
                              .error = error_of("reason")},
                             typed.get_or("reason", "")));
  fields.add(web::date_text({.id = "from", .label = "From which day", .error = error_of("from")},
                            typed.get_or("from", context->today().long_form())));
  fields.add(web::date_text({.id = "next",
                             .label = "Next review by",
                             .hint = next_words(catalogue, words, context->today()),
                             .error = error_of("next")},
                            typed.get_or("next", "")));
  fields.add(web::button(web::ButtonKind::Main, "Note the review"));
  page.content.add(web::post_form(ratings_href(owner), *request.caller, {}, fields));
  const std::vector<RatingRow> ratings = TRY(ratings_of(*lease, owner));
  if (!ratings.empty()) {
    page.content.add(
        web::section("h-noted", "Reviews that were noted", noted_table(ratings, owner, request)));
  }
  return web::render(page, context->site);
}

base::Status rated(const Context& context, const web::Request& request, const web::FormData& form) {
  const OrganisationId owner{web::captured_number(request, "organisation")};
  const base::Date from = TRY(web::date_field(form, "from", context->today()));
  const sql::Lease lease = TRY(context->catalogue->database().write());
  const governance::Writing writing = TRY(writing_for(context, request, *lease, owner));
  if (const auto number = base::parse_integer(form.get_or("withdraw", ""))) {
    for (const RatingRow& row : TRY(ratings_of(*lease, owner))) {
      if (row.id == *number) return withdraw_rating(*lease, row, writing);
    }
    return base::make_error("scheme_not_found",
                            "There is no rating numbered " + std::to_string(*number) + ".");
  }
  const auto typed = [&](std::string_view name) {
    return std::string(base::trim(form.get_or(name, "")));
  };
  RatingRow row;
  row.owner = owner;
  row.school = TRY(school_called(*lease, typed("school"), from));
  row.rating = typed("rating");
  row.from = from;
  row.reason = typed("reason");
  row.review = TRY(read_review_kind(form.get_or("review", "yearly")));
  if (!typed("next").empty()) row.next = TRY(web::date_field(form, "next", from));
  TRY(rate_school(*lease, row, writing));
  return {};
}

base::Result<web::Response> rate(const Context& context, const web::Request& request) {
  const web::FormData form = TRY(web::read_form(request));
  const base::Status done = rated(context, request, form);
  if (done.ok()) {
    return web::redirect(
        schemes_href(OrganisationId{web::captured_number(request, "organisation")}, {}) +
        "#h-ratings");
  }
  if (done.error().kind == base::ErrorKind::Unavailable || done.error().code == "not_allowed") {
    return done.error();
  }
  return rating_form(context, request, form, done.error());
}

}  // namespace

base::Result<Html> ratings_part(registry::Visit& visit, const Catalogue& catalogue,
                                registry::OrganisationId owner, bool waits, bool may_edit) {
  const std::vector<RatingRow> ratings = TRY(ratings_of(*visit.lease, owner));
  Html content;
  if (ratings.empty()) {
    content.add(web::empty_state(
        "No review of a school has been noted. Where an overlay is for a rating, who decides at a "
        "school waits for it.",
        Html()));
  }
  if (!ratings.empty() || waits) {
    const std::vector<SchoolReview> reviews = reviews_on(
        catalogue, ratings, TRY(schools_of_owner(*visit.lease, owner, visit.on())), visit.on());
    content.add(web::paragraph(Html(reviews_words(reviews))));
    content.add(standing_table(reviews, owner, may_edit));
  }
  if (may_edit) {
    content.add(web::paragraph(web::link(
        ratings_href(owner),
        Html(ratings.empty() ? "Note a review of a school"
                             : "Note a review of a school, or take away one that was noted"))));
  }
  return web::section("h-ratings", "Ratings of schools", content);
}

void add_review_pages(web::Router& router, const Context& context) {
  const auto none = std::optional<base::Error>();
  router.get("/schemes/of/{organisation}/ratings", "Notes a review of a school",
             "/schemes/of/1/ratings", web::Audience::Member,
             [context, none](const web::Request& request) {
               return rating_form(context, request, request.query, none);
             });
  router.post("/schemes/of/{organisation}/ratings", "Notes a review of a school",
              "/schemes/of/1/ratings", "school=990866&rating=full&reason=Review",
              web::Audience::Member,
              [context](const web::Request& request) { return rate(context, request); });
}

}  // namespace delegation
