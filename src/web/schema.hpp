// What a JSON value looks like, in the few words of JSON Schema (draft 2020-12) that our answers
// need. An object has just the members that are named: what is not said is not sent.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "web/json.hpp"

namespace web {

class Schema {
 public:
  struct Member;

  // `about` is a sentence, where the name alone does not say it.
  static Schema text(std::string_view about = {});
  static Schema whole(std::string_view about = {});
  static Schema number(std::string_view about = {});
  static Schema truth(std::string_view about = {});
  static Schema date(std::string_view about = {});  // "2025-05-24"
  static Schema file(std::string_view about = {});  // bytes, as a part of a form
  static Schema one_of(std::initializer_list<std::string_view> words);
  static Schema array(Schema items);
  static Schema object(std::vector<Member> members);
  static Schema map(Schema values);  // members of any name

  Schema or_null() const;
  void write(JsonWriter& json) const;

 private:
  explicit Schema(std::string_view type, std::string_view about = {})
      : type_(type), about_(about) {}

  std::string type_;
  std::string format_ = {};
  std::string media_ = {};
  std::string about_ = {};
  bool null_ = false;
  std::vector<std::string> words_ = {};
  std::vector<Schema> inner_ = {};  // of an array, of a map: one
  std::vector<Member> members_ = {};
};

struct Schema::Member {
  std::string name;
  Schema schema;
  bool optional = false;
};

}  // namespace web
