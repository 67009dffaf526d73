// Forms: what a browser sends is read back, and what is no form is refused with where and why.
#include "web/form_data.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/text.hpp"
#include "web/multipart.hpp"
#include "web/text_testing.hpp"

namespace web {
namespace {

Request sent(std::string type, std::string body) {
  Request request;
  request.method = Method::Post;
  request.headers["content-type"] = std::move(type);
  request.body = std::move(body);
  return request;
}

Request urlencoded(std::string body) {
  return sent("application/x-www-form-urlencoded", std::move(body));
}

Request multipart(std::string body) {
  return sent("multipart/form-data; boundary=XX", std::move(body));
}

std::string part(const std::string& headers, const std::string& content) {
  return "--XX\r\n" + headers + "\r\n\r\n" + content + "\r\n";
}

std::string code_of(const Request& request, const FormLimits& limits = {}) {
  const auto form = read_form(request, limits);
  return form.ok() ? "" : form.error().code;
}

const std::string named_a = "Content-Disposition: form-data; name=\"a\"";

TEST(MediaTypes, AreReadByTheStandard) {
  const auto type =
      parse_media_type(" Multipart/Form-Data; Boundary=\"a \\\"b\\\" c\"; charset=UTF-8 ;");
  ASSERT_TRUE(type);
  EXPECT_EQ(type->type, "multipart/form-data");
  EXPECT_EQ(type->parameter("boundary"), "a \"b\" c");
  EXPECT_EQ(type->parameter("charset"), "UTF-8");
  EXPECT_EQ(type->parameter("other"), std::nullopt);
  for (const std::string_view bad : {"", "text", "text/", "/plain", "a b/c", "a/b; x", "a/b; =1",
                                     "a/b; x=\"1", "a/b; x=1; X=2", "a/b; x=\"1\"y", "a/b, c/d"}) {
    EXPECT_FALSE(parse_media_type(bad)) << bad;
  }
}

TEST(Forms, AreReadAsBrowsersSendThem) {
  const Request request = urlencoded("name=St+Mary%27s&when=&x=1&x=2&text=a%0D%0Ab&&");
  const auto form = read_form(request);
  ASSERT_TRUE(form);
  EXPECT_EQ(form.value().get("name"), "St Mary's");
  EXPECT_EQ(form.value().get("when"), "");
  EXPECT_EQ(form.value().get("none"), std::nullopt);
  EXPECT_EQ(form.value().get_or("none", "-"), "-");
  EXPECT_EQ(form.value().all("x"), (std::vector<std::string_view>{"1", "2"}));
  EXPECT_EQ(form.value().get("text"), "a\r\nb");
  EXPECT_TRUE(form.value().files().empty());
  const Request nothing = urlencoded("");
  EXPECT_TRUE(read_form(nothing).value().pairs().empty());
}

TEST(Forms, OfAnotherKindAreRefused) {
  for (const std::string type :
       {"", "application/json", "text/plain", "multipart/mixed; boundary=XX",
        "multipart/form-data,", "application/x-www-form-urlencoded; charset=iso-8859-1"}) {
    EXPECT_EQ(code_of(sent(type, "a=1")), "unknown_media_type") << type;
  }
  EXPECT_EQ(code_of(sent("application/x-www-form-urlencoded; charset=utf-8", "a=1")), "");
}

TEST(Forms, ThatAreBrokenAreRefused) {
  for (const std::string body :
       {"a=%", "a=%4", "a=%zz", "%ff=1", "a=%ff", "a=\xff", "a=%00", "=1"}) {
    EXPECT_EQ(code_of(urlencoded(body)), "bad_form") << body;
  }
}

TEST(Forms, HaveLimits) {
  const FormLimits limits{3, 5};
  EXPECT_EQ(code_of(urlencoded("a=1&b=2&c=3"), limits), "");
  EXPECT_EQ(code_of(urlencoded("a=1&b=2&c=3&d=4"), limits), "form_too_large");
  EXPECT_EQ(code_of(urlencoded("a=%41%41%41%41%41"), limits), "");
  EXPECT_EQ(code_of(urlencoded("a=123456"), limits), "form_too_large");
  EXPECT_EQ(code_of(urlencoded("abcdef=1"), limits), "form_too_large");
  std::string parts;
  for (int i = 0; i < 3; ++i) parts += part(named_a, "12345");
  EXPECT_EQ(code_of(multipart(parts + "--XX--"), limits), "");
  EXPECT_EQ(code_of(multipart(parts + part(named_a, "1") + "--XX--"), limits), "form_too_large");
  const Request request = multipart(part(named_a, "123456") + "--XX--");
  const auto too_long = read_form(request, limits);
  ASSERT_FALSE(too_long);
  EXPECT_EQ(too_long.error().code, "form_too_large");
  EXPECT_EQ(too_long.error().field, "a");
  const std::string file = "; filename=\"f\"";  // has no limit but that of the whole body
  EXPECT_EQ(code_of(multipart(part(named_a + file, "123456") + "--XX--"), limits), "");
}

TEST(Multipart, IsReadAsBrowsersSendIt) {
  const std::string csv("URN,Name\r\n990001,\"Oak\"\r\n--X\0\xff", 29);
  const Request request =
      multipart(part(named_a, "St Mary's \u00e9") +
                part("content-disposition: FORM-DATA; name=\"the %22file%22\"; "
                     "filename=\"C:\\old\\oak.csv\"\r\n"
                     "Content-Type: text/csv",
                     csv) +
                part("Content-Disposition: form-data; name=\"none\"; filename=\"\"\r\n"
                     "Content-Type: application/octet-stream",
                     "") +
                part("Content-Disposition: form-data; name=b; filename*=UTF-8''x; "
                     "filename=\"../../e\\\"f.csv\"",
                     "") +
                part(named_a, "") + "--XX--\r\n");
  const auto form = read_form(request);
  ASSERT_TRUE(form) << form.error().message;
  EXPECT_EQ(form.value().get("a"), "St Mary's \u00e9");
  EXPECT_EQ(form.value().all("a").size(), 2u);
  ASSERT_EQ(form.value().files().size(), 2u);
  const Upload* file = form.value().file("the \"file\"");
  ASSERT_NE(file, nullptr);
  EXPECT_EQ(file->filename, "oak.csv");
  EXPECT_EQ(file->content_type, "text/csv");
  EXPECT_EQ(file->bytes, csv);
  EXPECT_GE(file->bytes.data(), request.body.data());  // not a copy
  EXPECT_LT(file->bytes.data(), request.body.data() + request.body.size());
  EXPECT_EQ(form.value().file("b")->filename, "e\"f.csv");
  EXPECT_EQ(form.value().file("none"), nullptr);
}

TEST(Multipart, WithNothingInItIsAnEmptyForm) {
  EXPECT_EQ(code_of(multipart("--XX--")), "");
  EXPECT_EQ(code_of(multipart("--XX--\r\n")), "");
}

TEST(Multipart, ThatCouldBeReadInTwoWaysIsRefused) {
  const std::string good = part(named_a, "1");
  const std::string long_header = named_a + "\r\nX: " + std::string(5000, 'x');
  struct Case {
    const char* name;
    std::string body;
  };
  for (const Case& bad : {
           Case{"nothing", ""},
           {"before the boundary", "hello\r\n" + good + "--XX--"},
           {"another boundary", "--YY--"},
           {"no end", good},
           {"half an end", good + "--XX-"},
           {"after the end", good + "--XX--\r\nmore"},
           {"boundary that goes on", "--XXY\r\n" + named_a + "\r\n\r\n1\r\n--XX--"},
           {"boundary within", part(named_a, "1\r\n--XXY") + "--XX--"},
           {"no name", part("Content-Type: text/plain", "1") + "--XX--"},
           {"empty name", part("Content-Disposition: form-data; name=\"\"", "1") + "--XX--"},
           {"two names", part(named_a + "; name=\"b\"", "1") + "--XX--"},
           {"two dispositions", part(named_a + "\r\n" + named_a, "1") + "--XX--"},
           {"attachment", part("Content-Disposition: attachment; name=\"a\"", "1") + "--XX--"},
           {"open quotes", part("Content-Disposition: form-data; name=\"a", "1") + "--XX--"},
           {"no header", part("hello", "1") + "--XX--"},
           {"base64", part(named_a + "\r\nContent-Transfer-Encoding: base64", "MQ==") + "--XX--"},
           {"field not UTF-8", part(named_a, "\xff") + "--XX--"},
           {"NUL in a field", part(named_a, std::string(1, '\0')) + "--XX--"},
           {"name not UTF-8",
            part("Content-Disposition: form-data; name=\"\xff\"", "1") + "--XX--"},
           {"headers without end", "--XX\r\n" + named_a},
           {"long headers", part(long_header, "1") + "--XX--"},
           {"no blank line", "--XX\r\n" + named_a + "\r\n--XX--"},
       }) {
    EXPECT_EQ(code_of(multipart(bad.body)), "bad_form") << bad.name;
  }
  EXPECT_EQ(code_of(multipart("--XX \t\r\n" + named_a + "\r\n\r\n1\r\n--XX-- \r\n")), "");
  EXPECT_EQ(
      code_of(multipart(part(named_a + "\r\nContent-Transfer-Encoding: binary", "1") + "--XX--")),
      "");
}

TEST(Multipart, NeedsABoundaryOfTheStandard) {
  for (const std::string boundary :
       {"", "; boundary=", "; boundary=\"a\xff\"", "; boundary=\"a \"", "; boundary=\"a;b\""}) {
    const std::string code = code_of(sent("multipart/form-data" + boundary, "--a--"));
    EXPECT_TRUE(code == "bad_form" || code == "unknown_media_type") << boundary;
  }
  EXPECT_EQ(code_of(sent("multipart/form-data; boundary=" + std::string(71, 'a'), "--a--")),
            "bad_form");
  const std::string longest(70, 'a');
  EXPECT_EQ(code_of(sent("multipart/form-data; boundary=" + longest, "--" + longest + "--")), "");
}

TEST(Multipart, SaysWhichFieldIsWrong) {
  const Request request =
      multipart(part("Content-Disposition: form-data; name=\"reason\"", "\xff") + "--XX--");
  const auto form = read_form(request);
  ASSERT_FALSE(form);
  EXPECT_EQ(form.error().field, "reason");
  EXPECT_NE(form.error().message.find("part 1"), std::string::npos);
}

TEST(Filenames, AreNamesAndNothingElse) {
  EXPECT_EQ(plain_filename("/etc/passwd"), "passwd");
  EXPECT_EQ(plain_filename("C:\\a\\b.csv"), "b.csv");
  EXPECT_EQ(plain_filename("a\r\nb\x7F\u0085.csv"), "ab.csv");
  EXPECT_EQ(plain_filename("vsc.\u202egpj.exe"), "vsc.gpj.exe");
  EXPECT_EQ(plain_filename("\u00e9cole.csv"), "\u00e9cole.csv");
  EXPECT_EQ(plain_filename(".."), "");
  EXPECT_EQ(plain_filename("a/"), "");
}

std::string quoted(std::string text) {
  std::string escaped;
  for (const char c : text) {
    escaped += c == '"' ? "%22" : c == '\r' ? "%0D" : c == '\n' ? "%0A" : std::string(1, c);
  }
  return '"' + escaped + '"';
}

// Without what the way of writing cannot tell apart: a backslash, and a percent sign that happens
// to stand before 22, 0D or 0A.
std::string any_name() {
  std::string name = any_text();
  std::erase_if(name, [](char c) { return c == '\\' || c == '%' || (c > 0 && c < ' '); });
  return name;
}

RC_GTEST_PROP(Multipart, WhatIsWrittenReadsBackTheSame, ()) {
  FormData expected;
  std::string body;
  std::vector<std::string> contents(*rc::gen::inRange<std::size_t>(0, 5));
  for (std::string& content : contents) {
    content = *rc::gen::arbitrary<std::string>();
    RC_PRE(("\r\n" + content).find("\r\n--XX") == std::string::npos);
    const std::string name = "n" + any_name();
    const bool is_file = *rc::gen::arbitrary<bool>();
    std::string head = "Content-Disposition: form-data; name=" + quoted(name);
    if (is_file) {
      const std::string filename = plain_filename("f" + any_name());
      head += "; filename=" + quoted(filename) + "\r\nContent-Type: text/csv";
      expected.add({name, filename, "text/csv", content});
    } else {
      content = any_text();
      expected.add(name, content);
    }
    body += part(head, content);
  }
  const Request request = multipart(body + "--XX--\r\n");
  const auto form = read_form(request);
  RC_ASSERT(form.ok());
  RC_ASSERT(form.value().pairs() == expected.pairs());
  RC_ASSERT(form.value().files().size() == expected.files().size());
  for (std::size_t i = 0; i < expected.files().size(); ++i) {
    RC_ASSERT(form.value().files()[i].field == expected.files()[i].field);
    RC_ASSERT(form.value().files()[i].filename == expected.files()[i].filename);
    RC_ASSERT(form.value().files()[i].bytes == expected.files()[i].bytes);
  }
}

RC_GTEST_PROP(Forms, WhatIsWrittenReadsBackTheSame, ()) {
  FormData expected;
  std::string body;
  const int count = *rc::gen::inRange(0, 6);
  for (int i = 0; i < count; ++i) {
    const std::string name = "n" + any_text();
    const std::string value = any_text();
    body +=
        (body.empty() ? "" : "&") + base::percent_encode(name) + "=" + base::percent_encode(value);
    expected.add(name, value);
  }
  const Request request = urlencoded(body);
  const auto form = read_form(request);
  RC_ASSERT(form.ok());
  RC_ASSERT(form.value().pairs() == expected.pairs());
}

}  // namespace
}  // namespace web
