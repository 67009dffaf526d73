// The strict reader that other tests use, and its own test.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "web/html.hpp"
#include "web/markup_check.hpp"

namespace web {
namespace {

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::vector<std::string> read(bool whole_page) {
    while (at_ < text_.size()) {
      if (text_[at_] != '<') {
        if (text_[at_] == '>') fault("a bare >");
        ++at_;
      } else if (text_.substr(at_, 9) == "<!DOCTYPE") {
        at_ = text_.find('>', at_) + 1;
      } else if (text_.substr(at_, 2) == "</") {
        read_end();
      } else {
        read_start();
      }
    }
    if (!open_.empty()) fault("never closed: " + open_.back());
    if (whole_page) check_references();
    return faults_;
  }

 private:
  void fault(std::string what) { faults_.push_back(std::move(what)); }

  std::string name() {
    std::string name;
    while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 ||
                                  text_[at_] == '-' || text_[at_] == ':')) {
      name += text_[at_++];
    }
    return name;
  }

  void skip_space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
  }

  void read_end() {
    at_ += 2;
    const std::string tag = name();
    if (open_.empty() || open_.back() != tag) {
      fault("</" + tag + "> closes " + (open_.empty() ? "nothing" : open_.back()));
    } else {
      open_.pop_back();
    }
    at_ = text_.find('>', at_);
    at_ = at_ == std::string_view::npos ? text_.size() : at_ + 1;
  }

  void read_start() {
    ++at_;
    const std::string tag = name();
    if (tag.empty()) fault("a bare <");
    std::set<std::string> seen;
    bool closed = false;
    for (;;) {
      skip_space();
      if (at_ >= text_.size()) return fault("<" + tag + " never ends");
      if (text_[at_] == '>') break;
      if (text_[at_] == '/') {
        closed = true;
        ++at_;
        continue;
      }
      const std::string attribute = name();
      if (attribute.empty()) {
        ++at_;
        fault("odd character in <" + tag + ">");
        continue;
      }
      if (!seen.insert(attribute).second) fault(attribute + " twice in <" + tag + ">");
      read_value(tag, attribute);
    }
    ++at_;
    if (!closed && !is_void_element(tag)) open_.push_back(tag);
  }

  void read_value(const std::string& tag, const std::string& attribute) {
    std::string value;
    if (at_ < text_.size() && text_[at_] == '=') {
      ++at_;
      if (text_[at_] != '"') fault("no quote in <" + tag + ">");
      const std::size_t end = text_.find('"', ++at_);
      if (end == std::string_view::npos) return fault("no end of a value in <" + tag + ">");
      value = unescape(text_.substr(at_, end - at_));
      at_ = end + 1;
    }
    if (attribute == "style" || attribute.substr(0, 2) == "on") fault(attribute + " in <" + tag);
    if (attribute == "id" && !ids_.insert(value).second) fault("id twice: " + value);
    const bool refers = attribute == "for" || attribute == "aria-labelledby" ||
                        attribute == "aria-describedby" || attribute == "aria-controls";
    if (refers) add_references(value);
    if (attribute == "href" && value.size() > 1 && value[0] == '#') {
      references_.insert(value.substr(1));
    }
  }

  void add_references(const std::string& value) {
    std::string word;
    for (char c : value + " ") {
      if (c != ' ') {
        word += c;
      } else if (!word.empty()) {
        references_.insert(word);
        word.clear();
      }
    }
  }

  void check_references() {
    for (const std::string& id : references_) {
      if (ids_.count(id) == 0) fault("nothing has the id " + id);
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<std::string> open_;
  std::vector<std::string> faults_;
  std::set<std::string> ids_;
  std::set<std::string> references_;
};

}  // namespace

std::vector<std::string> faults_of(std::string_view markup, bool whole_page) {
  return Reader(markup).read(whole_page);
}

std::string unescape(std::string_view markup) {
  static const std::map<std::string_view, char> kEntities{{"&amp;", '&'},  {"&lt;", '<'},
                                                          {"&gt;", '>'},   {"&quot;", '"'},
                                                          {"&#39;", '\''}, {"&#13;", '\r'}};
  std::string text;
  for (std::size_t i = 0; i < markup.size();) {
    const std::size_t end = markup[i] == '&' ? markup.find(';', i) : std::string_view::npos;
    if (end != std::string_view::npos) {
      const auto entity = kEntities.find(markup.substr(i, end - i + 1));
      if (entity != kEntities.end()) {
        text += entity->second;
        i = end + 1;
        continue;
      }
    }
    text += markup[i++];
  }
  return text;
}

namespace {

TEST(MarkupCheck, FindsEachFault) {
  EXPECT_TRUE(faults_of("<p id=\"a\">5 &lt; 6 <br><a href=\"#a\">x</a></p>").empty());
  EXPECT_EQ(faults_of("<p>").size(), 1u);
  EXPECT_EQ(faults_of("<p></b></p>").size(), 1u);
  EXPECT_EQ(faults_of("<p id=\"a\"></p><p id=\"a\"></p>").size(), 1u);
  EXPECT_EQ(faults_of("<label for=\"b\"></label>").size(), 1u);
  EXPECT_TRUE(faults_of("<label for=\"b\"></label>", false).empty());
  EXPECT_EQ(faults_of("<p onclick=\"x\"></p>").size(), 1u);
  EXPECT_EQ(faults_of("<p class=\"x\" class=\"y\"></p>").size(), 1u);
  EXPECT_FALSE(faults_of("5 < 6").empty());
}

}  // namespace
}  // namespace web
