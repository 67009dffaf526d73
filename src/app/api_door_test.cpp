// The door of the API, with a route whose handler fails as it is told.
#include "app/api_door.hpp"

#include "app/site_testing.hpp"

namespace app {
namespace {

class ApiDoorTest : public SiteTest {
 protected:
  // What the door answers when the handler fails with this error, or works when it is empty.
  web::Response answer(const std::string& error) {
    web::Route route;
    route.method = web::Method::Post;
    route.handler = [&](const web::Request&) -> base::Result<web::Response> {
      ++calls_;
      if (!error.empty()) return base::make_error(error, "As the test wants it.");
      web::Response made;
      made.status = 201;
      made.body = "{}";
      return made;
    };
    web::Request request;
    request.method = web::Method::Post;
    request.path = "/api/v1/edits";
    request.peer = "192.0.2.1";
    request.headers["idempotency-key"] = "7f0c1f3c-3f0e-4d53-9e1c";
    return door_.answer(request, route);
  }

  ApiDoor door_{front_, 1000};
  int calls_ = 0;
};

TEST_F(ApiDoorTest, WhatFailedMayBeTriedAgainWithItsKey) {
  EXPECT_EQ(answer("database_unavailable").status, 503);
  EXPECT_EQ(answer("").status, 201);
  EXPECT_EQ(answer("").status, 201);
  EXPECT_EQ(calls_, 2) << "the third is the answer of the second";
}

// The change may have been made: nobody makes it twice by trying again.
TEST_F(ApiDoorTest, WhatMayHaveBeenDoneIsNotTriedAgainWithItsKey) {
  const web::Response cut_off = answer("outcome_unknown");
  EXPECT_EQ(cut_off.status, 503);
  EXPECT_EQ(cut_off.error_code, "outcome_unknown");
  EXPECT_EQ(answer("").error_code, "key_running");
  EXPECT_EQ(calls_, 1);
}

}  // namespace
}  // namespace app
