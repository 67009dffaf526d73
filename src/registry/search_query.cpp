// Which words are numbers, postcodes or their beginnings is decided by their form alone.
#include "registry/search_query.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "registry/search_words.hpp"

namespace registry {
namespace {

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
bool all_digits(std::string_view word) { return std::all_of(word.begin(), word.end(), is_digit); }
std::size_t letters_at_start(std::string_view word) {
  return static_cast<std::size_t>(std::find_if(word.begin(), word.end(), is_digit) - word.begin());
}

// "926/4021" -> "9264021", also while it is being typed.
std::string without_slash_in_numbers(std::string_view typed) {
  std::string text;
  for (std::size_t place = 0; place < typed.size(); ++place) {
    const bool between_digits = place > 0 && place + 1 < typed.size() &&
                                is_digit(typed[place - 1]) && is_digit(typed[place + 1]);
    if (typed[place] != '/' || !between_digits) text += typed[place];
  }
  return text;
}

// "nr11", "sw1a": one or two letters, a digit, perhaps one more of either.
bool is_outward(std::string_view word) {
  const std::size_t letters = letters_at_start(word);
  return (letters == 1 || letters == 2) && word.size() > letters && word.size() <= letters + 2;
}

// "0", "0a", "0aa": the half behind the space, or its beginning.
bool begins_inward(std::string_view word) {
  if (word.empty() || word.size() > 3 || !is_digit(word[0])) return false;
  return std::none_of(word.begin() + 1, word.end(), is_digit);
}

bool may_be_postcode(std::string_view word) {
  const std::size_t letters = letters_at_start(word);
  return (letters == 1 || letters == 2) && word.size() > letters && word.size() <= 7;
}

class Reader {
 public:
  explicit Reader(std::vector<SpokenWord> spoken) : spoken_(std::move(spoken)) {}

  std::vector<QueryWord> read() {
    while (place_ < spoken_.size() && words_.size() < query_words_max) {
      QueryWord word = next();
      word.last = place_ == spoken_.size();
      const auto same = std::find_if(words_.begin(), words_.end(), [&](const QueryWord& other) {
        return other.text == word.text && other.outward == word.outward;
      });
      if (same == words_.end()) words_.push_back(std::move(word));
    }
    return std::move(words_);
  }

 private:
  QueryWord next() {
    const SpokenWord& spoken = spoken_[place_++];
    QueryWord word;
    word.text = spoken.text;
    word.whole_only = spoken.from_phrase;
    word.weak = is_weak_word(word.text);
    const std::string_view following =
        place_ < spoken_.size() ? std::string_view(spoken_[place_].text) : "";
    if (all_digits(word.text)) {
      word.number = true;
      // A space instead of the slash of "926/4021".
      if (word.text.size() == 3 && following.size() == 4 && all_digits(following)) {
        word.text += following;
        ++place_;
      }
      // Companies House pads its numbers with zeros.
      word.text.erase(0, std::min(word.text.find_first_not_of('0'), word.text.size() - 1));
    } else if (is_outward(word.text) && begins_inward(following)) {
      word.postcode = true;
      word.outward = word.text.size();
      word.text += following;
      ++place_;
    } else {
      word.postcode = may_be_postcode(word.text);
    }
    return word;
  }

  std::vector<SpokenWord> spoken_;
  std::size_t place_ = 0;
  std::vector<QueryWord> words_;
};

}  // namespace

Query read_query(std::string_view typed) {
  const std::string folded = base::fold(without_slash_in_numbers(typed.substr(0, query_bytes_max)));
  Query query;
  query.words = Reader(spoken_words(folded)).read();
  query.canonical = canonical_name(folded);
  const std::size_t last = query.canonical.rfind(' ') + 1;
  query.last_abbreviated = !folded.ends_with(std::string_view(query.canonical).substr(last));
  return query;
}

}  // namespace registry
