// What the page, the API and the command tell of reviews is the same.
#include "delegation/api_reviews.hpp"

#include "web/json.hpp"

namespace delegation {

using web::Schema;

Schema review_kind_schema() { return Schema::one_of({"yearly", "triggered"}); }

Schema reviews_schema() {
  return Schema::object(
      {{"on", Schema::date()},
       {"schools",
        Schema::array(Schema::object(
            {{"number", Schema::whole()},
             {"school", Schema::text()},
             {"standing", Schema::one_of({"never", "overdue", "holds"})},
             {"rating", Schema::text(), true},
             {"from", Schema::date(), true},
             {"review", review_kind_schema(), true},
             {"next", Schema::date("By when the school is reviewed again"), true},
             {"to_come", Schema::object({{"rating", Schema::text()}, {"from", Schema::date()}}),
              true}}))}});
}

std::string reviews_json(const std::vector<SchoolReview>& reviews, base::Date on) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("on", on.iso());
  json.key("schools");
  json.begin_array();
  for (const SchoolReview& each : reviews) {
    json.begin_object();
    json.member("number", each.school.school.value);
    json.member("school", each.school.name);
    json.member("standing", word_of(each.state));
    if (each.holds != nullptr) {
      json.member("rating", each.holds->rating);
      json.member("from", each.holds->from.iso());
      json.member("review", word_of(each.holds->review));
    }
    if (each.next) json.member("next", each.next->iso());
    if (each.comes != nullptr) {
      json.key("to_come");
      json.begin_object();
      json.member("rating", each.comes->rating);
      json.member("from", each.comes->from.iso());
      json.end_object();
    }
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

std::string reviews_text(const std::vector<SchoolReview>& reviews) {
  std::string text = reviews_words(reviews) + "\n";
  for (const SchoolReview& each : reviews) {
    text += each.school.name + ": ";
    if (each.holds == nullptr) {
      text += "never reviewed";
    } else {
      text += each.holds->rating + " since " + each.holds->from.long_form();
    }
    if (each.next) {
      text += (each.state == ReviewState::Overdue ? ", overdue since " : ", next review by ") +
              each.next->long_form();
    }
    if (each.comes != nullptr) {
      text += ", " + each.comes->rating + " from " + each.comes->from.long_form();
    }
    text += "\n";
  }
  return text;
}

}  // namespace delegation
