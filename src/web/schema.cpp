// Written with every member required, unless it says otherwise, and no other allowed.
#include "web/schema.hpp"

namespace web {

Schema Schema::text(std::string_view about) { return Schema("string", about); }
Schema Schema::whole(std::string_view about) { return Schema("integer", about); }
Schema Schema::number(std::string_view about) { return Schema("number", about); }
Schema Schema::truth(std::string_view about) { return Schema("boolean", about); }

Schema Schema::date(std::string_view about) {
  Schema made("string", about);
  made.format_ = "date";
  return made;
}

Schema Schema::file(std::string_view about) {
  Schema made("string", about);
  made.media_ = "application/octet-stream";
  return made;
}

Schema Schema::one_of(std::initializer_list<std::string_view> words) {
  Schema made("string");
  made.words_.assign(words.begin(), words.end());
  return made;
}

Schema Schema::array(Schema items) {
  Schema made("array");
  made.inner_.push_back(std::move(items));
  return made;
}

Schema Schema::object(std::vector<Member> members) {
  Schema made("object");
  made.members_ = std::move(members);
  return made;
}

Schema Schema::map(Schema values) {
  Schema made("object");
  made.inner_.push_back(std::move(values));
  return made;
}

Schema Schema::or_null() const {
  Schema made = *this;
  made.null_ = true;
  return made;
}

void Schema::write(JsonWriter& json) const {
  json.begin_object();
  if (null_) {
    json.key("type");
    json.begin_array();
    json.value(type_);
    json.value("null");
    json.end_array();
  } else {
    json.member("type", type_);
  }
  if (!format_.empty()) json.member("format", format_);
  if (!media_.empty()) json.member("contentMediaType", media_);
  if (!about_.empty()) json.member("description", about_);
  if (!words_.empty()) {
    json.key("enum");
    json.begin_array();
    for (const std::string& word : words_) json.value(word);
    if (null_) json.value(nullptr);
    json.end_array();
  }
  if (!inner_.empty()) {
    json.key(type_ == "array" ? "items" : "additionalProperties");
    inner_.front().write(json);
  } else if (type_ == "object") {
    json.key("properties");
    json.begin_object();
    for (const Member& member : members_) {
      json.key(member.name);
      member.schema.write(json);
    }
    json.end_object();
    json.key("required");
    json.begin_array();
    for (const Member& member : members_) {
      if (!member.optional) json.value(member.name);
    }
    json.end_array();
    json.member("additionalProperties", false);
  }
  json.end_object();
}

}  // namespace web
