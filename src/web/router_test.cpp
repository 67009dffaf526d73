// Which route wins, which paths are nobody's, and which registrations are mistakes.
#include "web/router.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/text.hpp"

namespace web {
namespace {

Handler named(std::string name) {
  return [name](const Request& request) -> base::Result<Response> {
    Response response;
    response.body = name;
    for (const auto& [key, value] : request.captured) response.body += " " + key + "=" + value;
    return response;
  };
}

Router county() {
  Router router;
  router.get("/", "The start.", "/", named("home"));
  router.get("/schools/{urn}", "One school.", "/schools/100001", named("school"));
  router.get("/schools/search", "Finds schools.", "/schools/search?q=marsh", named("search"));
  router.get("/{kind}/map", "A map.", "/clusters/map", named("map"));
  router.get("/groups/{id}/members/{urn}", "A member.", "/groups/1/members/2", named("member"));
  router.post("/groups/{id}/members/{urn}", "Adds a member.", "/groups/1/members/2", "from=today",
              Audience::Member, named("joined"));
  router.post("/schools/search", "Searches.", "/schools/search", "", Audience::Reader, named("x"));
  router.add({.method = Method::Delete,
              .pattern = "/api/v1/clusters/{id}",
              .help = "Ends a cluster.",
              .example = "/api/v1/clusters/1",
              .audience = Audience::Member,
              .kind = RouteKind::Api,
              .handler = named("ended"),
              .api = std::make_shared<const ApiOperation>(
                  ApiOperation{.id = "endCluster", .answer = Schema::text()})});
  return router;
}

std::string answer(const Router& router, std::string path, Method method = Method::Get) {
  Request request;
  request.method = method;
  request.path = std::move(path);
  const auto response = router.answer(request);
  return response ? response.value().body : response.error().code;
}

TEST(Router, FindsTheBestRoute) {
  const Router router = county();
  EXPECT_EQ(answer(router, "/"), "home");
  EXPECT_EQ(answer(router, "/schools/136302"), "school urn=136302");
  EXPECT_EQ(answer(router, "/schools/136302", Method::Head), "school urn=136302");
  EXPECT_EQ(answer(router, "/schools/search"), "search");
  EXPECT_EQ(answer(router, "/schools/map"), "school urn=map");
  EXPECT_EQ(answer(router, "/clusters/map"), "map kind=clusters");
  EXPECT_EQ(answer(router, "/groups/7/members/8"), "member id=7 urn=8");
}

TEST(Router, SaysWhatIsNotThere) {
  const Router router = county();
  for (const std::string path : {"", "/schools", "/schools/", "//map", "/groups/7/members/"}) {
    EXPECT_EQ(answer(router, path), "not_found") << path;
  }
  EXPECT_EQ(answer(router, "/schools/1", Method::Post), "method_not_allowed");
}

TEST(Router, ChoosesByMethodAmongTheRoutesOfOnePattern) {
  const Router router = county();
  EXPECT_EQ(answer(router, "/groups/7/members/8", Method::Post), "joined id=7 urn=8");
  EXPECT_EQ(answer(router, "/groups/7/members/8", Method::Head), "member id=7 urn=8");
  EXPECT_EQ(answer(router, "/groups/7/members/8", Method::Put), "method_not_allowed");
  EXPECT_EQ(answer(router, "/api/v1/clusters/3", Method::Delete), "ended id=3");
  EXPECT_EQ(answer(router, "/api/v1/clusters/3"), "method_not_allowed");
  // The fixed segment wins even where only the capture has the method.
  EXPECT_EQ(answer(router, "/schools/search", Method::Delete), "method_not_allowed");
  EXPECT_EQ(router.allowed("/groups/7/members/8"), "GET, HEAD, POST");
  EXPECT_EQ(router.allowed("/api/v1/clusters/3"), "DELETE");
  EXPECT_EQ(router.allowed("/schools/1"), "GET, HEAD");
  EXPECT_EQ(router.allowed("/nowhere"), "");
}

TEST(Router, ARouteSaysForWhomItIs) {
  const Router router = county();
  EXPECT_EQ(router.find(Method::Get, "/")->audience, Audience::Reader);
  EXPECT_EQ(router.find(Method::Get, "/")->kind, RouteKind::Page);
  const Route* form = router.find(Method::Post, "/groups/7/members/8");
  ASSERT_NE(form, nullptr);
  EXPECT_EQ(form->audience, Audience::Member);
  EXPECT_EQ(form->kind, RouteKind::Form);
  EXPECT_EQ(form->example_body, "from=today");
  EXPECT_EQ(router.find(Method::Patch, "/"), nullptr);
}

TEST(RouterDeathTest, RefusesRoutesThatCannotBeMeant) {
  Router router = county();
  EXPECT_DEATH(router.get("/schools/{urn}", "Again.", "/schools/1", named("x")), "method");
  EXPECT_DEATH(router.get("/schools/{id}", "Again.", "/schools/1", named("x")), "pattern");
  EXPECT_DEATH(
      router.post("/schools/{id}", "Sends.", "/schools/1", "", Audience::Member, named("x")),
      "pattern");
  EXPECT_DEATH(router.add({.method = Method::Put,
                           .pattern = "/new",
                           .help = "New.",
                           .example = "/new",
                           .kind = RouteKind::Form,
                           .handler = named("x")}),
               "Form");
  EXPECT_DEATH(router.add({.method = Method::Head,
                           .pattern = "/new",
                           .help = "New.",
                           .example = "/new",
                           .handler = named("x")}),
               "Head");
  EXPECT_DEATH(router.get("/new", "", "/new", named("x")), "help");
  EXPECT_DEATH(router.get("/new", "New.", "/old", named("x")), "matches");
  EXPECT_DEATH(router.get("/new/{id}.csv", "New.", "/new/1.csv", named("x")), "is_sound_pattern");
}

RC_GTEST_PROP(Router, AnyPathIsAnswered, (const std::string& path)) {
  const Router router = county();
  answer(router, path);
  answer(router, "/" + path, Method::Delete);
}

RC_GTEST_PROP(Router, AFixedSegmentWinsOverACapture, ()) {
  // Every pattern of three segments, each fixed or captured, in any order of registration.
  const auto order = *rc::gen::unique<std::vector<int>>(8, rc::gen::inRange(0, 8));
  Router router;
  for (const int bits : order) {
    std::string pattern;
    for (int i = 0; i < 3; ++i) {
      const std::string name(1, static_cast<char>('a' + i));
      pattern += bits >> (2 - i) & 1 ? "/{" + name + "}" : "/" + name;
    }
    router.get(pattern, "A page.", "/a/b/c", named(pattern));
  }
  // A path that equals the fixed segments where `mask` has no bit matches, among others, the
  // pattern with captures exactly there; that one is the best.
  const int mask = *rc::gen::inRange(0, 8);
  std::string path;
  std::string expected;
  for (int i = 0; i < 3; ++i) {
    const std::string name(1, static_cast<char>('a' + i));
    const bool other = mask >> (2 - i) & 1;
    path += other ? "/x" : "/" + name;
    expected += other ? "/{" + name + "}" : "/" + name;
  }
  const Route* route = router.find(Method::Get, path);
  RC_ASSERT(route != nullptr);
  RC_ASSERT(route->pattern == expected);
}

}  // namespace
}  // namespace web
