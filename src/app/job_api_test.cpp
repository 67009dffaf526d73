// Imports by a program: uploaded, looked at, confirmed, stopped and undone, as requests.
#include <chrono>
#include <thread>

#include "app/site_testing.hpp"
#include "web/compress.hpp"
#include "web/json_read.hpp"

namespace app {
namespace {

const char* const schools =
    "URN,EstablishmentName,EstablishmentStatus (name),LA (name),LA (code)\n"
    "990101,Saltmere High School,Open,Eastmarch,918\n"
    "990214,Brakenford School,Open,Eastmarch,918\n";

class JobApiTest : public SiteTest {
 protected:
  struct Part {
    std::string name;
    std::string text;
    std::string filename = {};
  };

  // What a program would send; with a token, or nobody's.
  web::Response upload(const std::string& token, const std::vector<Part>& parts,
                       const std::string& key = {}) {
    web::Request request = request_by(token, web::Method::Post, "/api/v1/imports");
    request.headers["content-type"] = "multipart/form-data; boundary=part";
    if (!key.empty()) request.headers["idempotency-key"] = key;
    for (const Part& part : parts) {
      request.body += "--part\r\nContent-Disposition: form-data; name=\"" + part.name + "\"";
      if (!part.filename.empty()) request.body += "; filename=\"" + part.filename + "\"";
      request.body += "\r\n\r\n" + part.text + "\r\n";
    }
    request.body += "--part--\r\n";
    return site_->answer(request);
  }
  web::Response send(const std::string& token, const std::string& path) {
    web::Request request = request_by(token, web::Method::Post, path);
    return site_->answer(request);
  }
  web::Json look(const std::string& token, const std::string& path) {
    web::Request request = request_by(token, web::Method::Get, path);
    const web::Response response = site_->answer(request);
    EXPECT_EQ(response.status, 200) << response.body;
    return read(response);
  }
  static web::Request request_by(const std::string& token, web::Method method,
                                 const std::string& path) {
    web::Request request = request_of("", path);
    request.method = method;
    if (!token.empty()) request.headers["authorization"] = "Bearer " + token;
    return request;
  }
  static web::Json read(const web::Response& response) {
    return sql::must(web::Json::parse(response.body));
  }
  static std::int64_t id_of(const web::Response& response) {
    EXPECT_EQ(response.status, 201) << response.body;
    return sql::must(sql::must(read(response).at("id")).whole());
  }
  static std::string text_of(const web::Json& json, std::string_view name) {
    return sql::must(sql::must(json.at(name)).text());
  }

  // The job when it is no longer at work.
  web::Json settled(const std::string& token, std::int64_t job) {
    const auto latest = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    for (;;) {
      const web::Json found = look(token, "/api/v1/jobs/" + std::to_string(job));
      const std::string state = text_of(found, "state");
      if (state != "waiting" && state != "running") return found;
      if (std::chrono::steady_clock::now() > latest) {
        ADD_FAILURE() << "job " << job << " is " << state;
        return found;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
  std::size_t imports() {
    return sql::must(sql::must(look("", "/api/v1/imports").at("imports")).elements()).size();
  }
  std::size_t jobs_of(const std::string& token) {
    return sql::must(sql::must(look(token, "/api/v1/jobs").at("jobs")).elements()).size();
  }

  const std::vector<Part> register_ = {{"kind", "register"},
                                       {"files", schools, "schools_20240101.csv"}};
};

TEST_F(JobApiTest, FilesAreLookedAtConfirmedAndUndone) {
  const std::string token = token_of(administrator(), "read import");
  std::vector<Part> parts = register_;
  parts[1].text = web::gzip(std::string(schools) + "nonsense,No School,Open,Eastmarch,918\n");
  parts.push_back({"reason", "The first of the year"});
  const std::int64_t id = id_of(upload(token, parts));
  const web::Json ready = settled(token, id);
  EXPECT_EQ(text_of(ready, "state"), "ready");
  EXPECT_EQ(imports(), 0U) << "nothing is imported before somebody has looked";
  const web::Json report = sql::must(ready.at("report"));
  EXPECT_EQ(sql::must(sql::must(sql::must(report.at("changes")).at("schools_new")).whole()), 2);
  const web::Json file = sql::must(sql::must(report.at("files")).elements()).at(0);
  EXPECT_EQ(text_of(file, "name"), "schools_20240101.csv");
  EXPECT_EQ(text_of(file, "as_of"), "2024-01-01");
  const web::Json remark = sql::must(sql::must(file.at("remarks")).elements()).at(0);
  EXPECT_EQ(sql::must(sql::must(remark.at("line")).whole()), 4);
  EXPECT_EQ(text_of(remark, "value"), "nonsense");

  const std::string job = "/api/v1/jobs/" + std::to_string(id);
  EXPECT_EQ(send(token, job + "/confirm").status, 200);
  const web::Json done = settled(token, id);
  EXPECT_EQ(text_of(done, "state"), "done");
  const std::int64_t made = sql::must(sql::must(done.at("import")).whole());
  EXPECT_EQ(imports(), 1U);
  EXPECT_EQ(send(token, job + "/confirm").error_code, "job_not_ready");
  EXPECT_EQ(send(token, job + "/stop").error_code, "job_over");

  const std::string path = "/api/v1/imports/" + std::to_string(made) + "/undo";
  const std::int64_t undo = id_of(send(token, path));
  EXPECT_EQ(text_of(settled(token, undo), "state"), "ready");
  EXPECT_EQ(send(token, "/api/v1/jobs/" + std::to_string(undo) + "/confirm").status, 200);
  EXPECT_EQ(text_of(settled(token, undo), "state"), "done");
  EXPECT_EQ(text_of(settled(token, id_of(send(token, path))), "error"), "import_undone");
}

TEST_F(JobApiTest, SeveralFilesAreOneJobAndAJobIsStopped) {
  const std::string token = token_of(administrator(), "read import");
  std::vector<Part> parts = register_;
  parts.push_back({"files", schools, "schools_20250101.csv"});
  const std::int64_t id = id_of(upload(token, parts));
  const web::Json ready = settled(token, id);
  EXPECT_EQ(sql::must(sql::must(ready.at("files")).elements()).size(), 2U);
  const web::Response stopped = send(token, "/api/v1/jobs/" + std::to_string(id) + "/stop");
  EXPECT_EQ(stopped.status, 200);
  EXPECT_EQ(text_of(read(stopped), "state"), "stopped");
  EXPECT_EQ(imports(), 0U);
  EXPECT_EQ(send(token, "/api/v1/jobs/99/stop").error_code, "job_not_found");
}

TEST_F(JobApiTest, WhatIsNotUnderstoodIsRefusedAndNothingIsKept) {
  const std::string token = token_of(administrator(), "read import");
  const auto refused = [&](std::vector<Part> more, const std::string& code,
                           const std::string& field) {
    std::vector<Part> parts = register_;
    for (Part& part : more) parts.push_back(std::move(part));
    const web::Response response = upload(token, parts);
    EXPECT_EQ(response.status, 400) << response.body;
    EXPECT_EQ(response.error_code, code);
    EXPECT_EQ(text_of(read(response), "field"), field);
  };
  refused({{"patrial", "true"}}, "bad_form", "patrial");
  refused({{"kind", "clusters"}}, "bad_form", "kind");
  refused({{"partial", "yes"}}, "bad_form", "partial");
  refused({{"sure", ""}}, "bad_form", "sure");
  refused({{"as_of", "soon"}}, "bad_date", "as_of");
  refused({{"file", schools, "schools_20250101.csv"}}, "bad_form", "file");
  EXPECT_EQ(upload(token, {{"kind", "register"}}).error_code, "job_without_files");
  EXPECT_EQ(upload(token, {{"kind", "csv"}}).error_code, "bad_form");
  EXPECT_EQ(upload(token, {register_[1]}).error_code, "bad_form");
  web::Request json = request_by(token, web::Method::Post, "/api/v1/imports");
  json.headers["content-type"] = "application/json";
  json.body = R"({"kind": "register"})";
  EXPECT_EQ(site_->answer(json).error_code, "unknown_media_type");
  EXPECT_EQ(jobs_of(token), 0U);
}

TEST_F(JobApiTest, NobodyImportsWithoutTheRight) {
  const std::string boss = administrator();
  EXPECT_EQ(upload("", register_).error_code, "sign_in_wanted");
  for (const std::string& token :
       {token_of(boss, "read edit"), token_of(person("Mo", {}), "read import")}) {
    EXPECT_EQ(upload(token, register_).error_code, "not_allowed");
    for (const char* path : {"/imports/1/undo", "/jobs/1/confirm", "/jobs/1/stop"}) {
      EXPECT_EQ(send(token, std::string("/api/v1") + path).error_code, "not_allowed") << path;
    }
  }
  EXPECT_EQ(jobs_of(token_of(boss, "read import")), 0U);
}

TEST_F(JobApiTest, SentTwiceWithTheSameKeyItIsOneJob) {
  const std::string token = token_of(administrator(), "read import");
  const std::string key = "the-files-of-monday";
  const std::int64_t first = id_of(upload(token, register_, key));
  const web::Response again = upload(token, register_, key);
  EXPECT_EQ(header_of(again, "Idempotency-Replayed"), "true");
  EXPECT_EQ(id_of(again), first);
  std::vector<Part> other = register_;
  other[1].text += "990888,Moor School,Open,Eastmarch,918\n";
  EXPECT_EQ(upload(token, other, key).error_code, "key_reused");
  EXPECT_EQ(jobs_of(token), 1U);
}

}  // namespace
}  // namespace app
