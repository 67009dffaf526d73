// Where the schools of an owner stand with their reviews, as JSON and text.
#pragma once

#include <string>

#include "delegation/reviews.hpp"
#include "web/schema.hpp"

namespace delegation {

web::Schema review_kind_schema();
web::Schema reviews_schema();
std::string reviews_json(const std::vector<SchoolReview>& reviews, base::Date on);
std::string reviews_text(const std::vector<SchoolReview>& reviews);

}  // namespace delegation
