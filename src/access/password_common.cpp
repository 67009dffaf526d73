// The lists of password_common.hpp, in order of the alphabet.
#include "access/password_common.hpp"

namespace guard {
namespace {

constexpr std::string_view words[] = {
    "abc",          "abcd",       "abcdef",     "abcdefg",    "abcdefgh",
    "academies",    "academy",    "access",     "admin",      "administrator",
    "andrew",       "android",    "angel",      "anthony",    "apple",
    "april",        "arsenal",    "asdf",       "asdfgh",     "asdfghjkl",
    "ashley",       "august",     "autumn",     "azerty",     "baby",
    "babygirl",     "bailey",     "banana",     "baseball",   "basketball",
    "batman",       "blink",      "britain",    "british",    "brother",
    "buster",       "butterfly",  "change",     "changeme",   "charlie",
    "cheese",       "chelsea",    "cherry",     "chocolate",  "city",
    "class",        "classroom",  "cluster",    "clusters",   "college",
    "computer",     "cookie",     "council",    "cricket",    "daniel",
    "december",     "default",    "demo",       "dragon",     "eagle",
    "education",    "eight",      "england",    "essex",      "everton",
    "example",      "facebook",   "falcon",     "family",     "father",
    "february",     "ferrari",    "five",       "flower",     "football",
    "forever",      "four",       "freedom",    "friday",     "friend",
    "friends",      "george",     "ginger",     "golden",     "google",
    "governor",     "governors",  "guest",      "guildhall",  "hannah",
    "happy",        "harley",     "head",       "headmaster", "headteacher",
    "hello",        "helloworld", "hockey",     "homework",   "ilove",
    "iloveyou",     "in",         "infant",     "infants",    "internet",
    "iphone",       "ireland",    "is",         "it",         "january",
    "jennifer",     "jessica",    "jordan",     "joshua",     "july",
    "june",         "junior",     "kent",       "king",       "let",
    "letmein",      "lion",       "liverpool",  "login",      "logon",
    "london",       "love",       "loveme",     "lover",      "loveyou",
    "lucky",        "maggie",     "manchester", "march",      "master",
    "matthew",      "may",        "me",         "mercedes",   "michael",
    "microsoft",    "monday",     "money",      "monkey",     "mother",
    "mustang",      "mustard",    "my",         "mypassword", "network",
    "new",          "nine",       "ninja",      "norfolk",    "norwich",
    "nothing",      "november",   "nursery",    "october",    "office",
    "ofsted",       "old",        "one",        "orange",     "our",
    "pass",         "passcode",   "passphrase", "password",   "passwords",
    "passwort",     "pepper",     "please",     "pokemon",    "porsche",
    "primary",      "prince",     "princess",   "principal",  "private",
    "pupil",        "pupils",     "purple",     "pwd",        "qaz",
    "qazwsx",       "queen",      "qwerty",     "qwertyuiop", "qwertz",
    "register",     "registry",   "robert",     "root",       "rugby",
    "safeguarding", "sample",     "samsung",    "saturday",   "school",
    "schools",      "scotland",   "secondary",  "secret",     "secrets",
    "secure",       "security",   "september",  "server",     "seven",
    "shadow",       "signin",     "silver",     "sister",     "six",
    "soccer",       "something",  "spiderman",  "spring",     "star",
    "starwars",     "student",    "students",   "suffolk",    "summer",
    "sunday",       "sunshine",   "superman",   "system",     "teacher",
    "teachers",     "teaching",   "temp",       "temporary",  "ten",
    "tennis",       "test",       "tester",     "testing",    "that",
    "the",          "this",       "thomas",     "three",      "thursday",
    "tiger",        "trust",      "trustno",    "trustnoone", "trusts",
    "tuesday",      "two",        "united",     "user",       "username",
    "wales",        "wars",       "wednesday",  "welcome",    "whatever",
    "william",      "windows",    "winter",     "word",       "world",
    "wsx",          "yellow",     "yorkshire",  "you",        "your",
    "zxcv",         "zxcvbn",     "zxcvbnm",
};

constexpr std::string_view rows[] = {
    "qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890", "0123456789", "abcdefghijklmnopqrstuvwxyz",
};

}  // namespace

const std::span<const std::string_view> common_words = words;
const std::span<const std::string_view> key_rows = rows;

}  // namespace guard
