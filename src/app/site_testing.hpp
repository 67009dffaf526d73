// For tests of the whole site: a small registry, a server's pages, people who are signed in.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "access/secrets.hpp"
#include "access/store_account.hpp"
#include "access/store_session.hpp"
#include "app/rooms.hpp"
#include "app/settings.hpp"
#include "app/site.hpp"
#include "base/text.hpp"
#include "delegation/samples.hpp"
#include "delegation/store_request.hpp"
#include "delegation/store_scheme.hpp"
#include "governance/store_change.hpp"
#include "governance/store_names.hpp"
#include "registry/api_report.hpp"
#include "registry/store_import.hpp"
#include "sql/database_testing.hpp"
#include "sql/migrate.hpp"

namespace app {

inline base::Date day(int year, unsigned month, unsigned of_month) {
  return *base::Date::from_ymd(year, month, of_month);
}

inline std::string header_of(const web::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return "";
}

class SiteTest : public testing::Test {
 protected:
  static constexpr std::int64_t now = 1'790'000'000;
  static base::Date today() { return day(2026, 11, 22); }

  SiteTest() : place_(sql::TestEngine::SqliteFile) {
    database_.emplace(sql::must(sql::Database::open(place_.url())));
    sql::must(sql::migrate(*sql::must(database_->write())));
    catalogue_.emplace(*database_);
    operation_.emplace(
        *database_, sql::must(read_settings({})), [] { return now; }, "test");
    jobs_.emplace(*database_,
                  registry::JobRunner::Rules{today, [] { return now; }, registry::report_json,
                                             [](const std::string&) {}});
    build(rules());
  }

  static guard::FrontRules rules() {
    guard::FrontRules rules;
    rules.settings.passwords.memory_bytes = 8192;
    rules.settings.passwords.passes = 1;
    rules.find_unit = find_unit;
    rules.today = today;
    rules.now_s = [] { return now; };
    return rules;
  }
  void build(guard::FrontRules rules) {
    site_.reset();
    front_ = std::make_shared<guard::Front>(*database_, std::move(rules));
    site_.emplace(*catalogue_, *operation_, front_, Site::Rules{"test", 100'000, &*jobs_});
  }

  void import(const std::string& name, const std::string& text) {
    // Tests run beside each other; the day that a file speaks of stands at the end of its name.
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("site_" + guard::random_secret());
    std::filesystem::create_directory(folder);
    std::ofstream(folder / name) << text;
    registry::ImportOptions options;
    options.today = today();
    sql::must(registry::import_files(*database_, {(folder / name).string()}, options));
    std::filesystem::remove_all(folder);
  }

  // The demonstration county, from this folder, to which the examples of all routes lead.
  void import_county(const std::string& county) {
    std::vector<std::string> files;
    for (const auto& file : std::filesystem::directory_iterator(county)) {
      const std::string name = file.path().filename().string();
      if (name.ends_with(".csv") && name != "clusters.csv") files.push_back(file.path().string());
    }
    registry::ImportOptions options;
    options.today = today();
    sql::must(registry::import_files(*database_, files, options));
    options.clusters = true;
    sql::must(registry::import_files(*database_, {county + "/clusters.csv"}, options));
    begin_scenario();
  }
  // Its people and bodies, which few tests want.
  void import_boards(const std::string& county) {
    import_changes(county + "/governance/boards.csv");
  }
  // Requests for decisions, and the meetings that they came to; of import_boards() and
  // import_schemes().
  void import_requests(const std::string& county) {
    import_changes(county + "/requests/meetings.csv");
    std::ifstream in(county + "/requests/requests.txt", std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const sql::Lease lease = sql::must(database_->write());
    // Overlays by rating wait for a review of the school.
    registry::Store store(*lease);
    sql::must(delegation::rate_school(
        *lease,
        {0, sql::must(store.group("90001")), sql::must(store.school_of_urn(990866)), "", "full",
         day(2025, 9, 1), "Yearly review"},
        {guard::command_doer("A test."), now, today()}));
    sql::must(delegation::import_requests(
        *lease, sql::must(delegation::read_request_file(text)),
        {guard::command_doer("A test."), now, today()},
        [](const guard::UnitPath&) { return base::Result<std::string>(""); },
        governance::Keep::All));
  }
  void import_changes(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    std::vector<governance::Change> changes;
    for (governance::ChangeRow& row : sql::must(governance::read_changes(text))) {
      changes.push_back(sql::must(std::move(row.change)));
    }
    const sql::Lease lease = sql::must(database_->write());
    sql::must(governance::save_changes(
        *lease, changes, {guard::command_doer("A test."), now, today()},
        [](const guard::UnitPath&) { return base::Result<std::string>(""); },
        governance::Keep::All));
  }
  // The schemes that the demonstration has: 1 to 4 are adopted, 5 is a draft.
  void import_schemes() {
    const sql::Lease lease = sql::must(database_->write());
    const governance::Writing writing{guard::command_doer("A test."), now, today()};
    const auto owner = sql::must(registry::Store(*lease).group("90001"));
    const std::string name_of_cluster = "cluster Harbour of Harbour Learning Trust";
    const auto cluster = sql::must(governance::place_of(*lease, name_of_cluster)).id;
    for (const char* name : {"trust", "harbour", "bespoke", "reduced"}) {
      const std::string text(*delegation::sample_called(name));
      const delegation::Scheme scheme =
          sql::must(delegation::read_scheme(delegation::shipped_catalogue(), text));
      const bool of_cluster = scheme.kind == delegation::LayerKind::Cluster;
      const auto id = sql::must(
          delegation::begin_draft(*lease, {owner, of_cluster ? cluster : 0, text}, writing));
      sql::must(delegation::adopt(
          *lease, id, 1, {scheme.from, scheme.review, scheme.adopted, scheme.reason, 0}, writing));
    }
    const auto further =
        sql::must(delegation::further_version(*lease, delegation::VersionId{1}, today()));
    sql::must(delegation::begin_draft(*lease, further, writing));
  }
  // Of the county, with today's clusters as plan 1, a copy of them as plan 2, and a run that waits.
  void begin_scenario() {
    const sql::Lease lease = sql::must(database_->write());
    design::Scenario scenario;
    scenario.name = "Clusters of Eastmarch";
    scenario.on = day(2026, 9, 1);
    scenario.which.authorities = {sql::must(registry::Store(*lease).organisations(
                                                {registry::OrganisationKind::Authority}, today()))
                                      .front()
                                      .code};
    const design::Writing writing{guard::command_doer("A test."), now};
    const design::Begun begun = sql::must(design::begin_scenario(*lease, scenario, {}, writing));
    sql::must(design::copy_plan(*lease, begun.today, "By hand", writing));
    design::RunWanted wanted;
    wanted.scenario = begun.scenario;
    sql::must(design::add_run(*lease, wanted, writing));
  }

  // The secret of a session of somebody new, who has the role, if one is given.
  std::string person(const std::string& name, const std::optional<guard::Grant>& grant) {
    const sql::Lease lease = sql::must(database_->write());
    const std::string email = "person" + std::to_string(++people_) + "@example.org";
    const guard::Invited made =
        sql::must(guard::invite(*lease, {email, name, grant}, guard::command_doer("A test."),
                                front_->rules.settings.links, now));
    sql::must(guard::use_link(*lease, made.token, {email, name, "no hash"}, today(), now));
    return sql::must(guard::start_session(*lease, {made.account, "password", "", false}, now))
        .secret;
  }
  std::string administrator(const std::string& name = "Agnes Marsh") {
    return person(name,
                  guard::Grant{{}, guard::Role::Administrator, {}, base::Period::since(today())});
  }

  // A token of the one whom the session belongs to.
  std::string token_of(const std::string& session, const std::string& scopes) {
    const sql::Lease lease = sql::must(database_->write());
    const guard::AccountId account =
        sql::must(guard::session_principal(*lease, session, {}, now)).account;
    const guard::NewToken wanted{"A test", *guard::parse_scopes(scopes), now + 86400};
    return sql::must(
        guard::create_token(*lease, account, wanted, guard::command_doer("A test."), {}, now));
  }

  web::Response get(const std::string& path, const std::string& query = "") {
    return get_as("", path, query);
  }
  // As the person with this session; "" is nobody.
  web::Response get_as(const std::string& session, const std::string& path,
                       const std::string& query = "") {
    web::Request request = request_of(session, path);
    request.query = sql::must(web::Query::parse(query));
    return site_->answer(request);
  }
  // A form with the token that its page would carry.
  web::Response post_as(const std::string& session, const std::string& path,
                        const std::string& body = "") {
    web::Request request = request_of(session, path);
    const std::string form_secret = guard::random_secret();
    if (session.empty()) request.headers["cookie"] = "form=" + form_secret;
    const std::string csrf = guard::masked(guard::csrf_of(session.empty() ? form_secret : session));
    request.method = web::Method::Post;
    request.headers["content-type"] = "application/x-www-form-urlencoded";
    request.body = "csrf=" + csrf + (body.empty() ? "" : "&" + body);
    return site_->answer(request);
  }
  // A change by the API, with the cookie of a session.
  web::Response ask(const std::string& session, web::Method method, const std::string& path,
                    const std::string& body, const std::string& if_match = "",
                    const std::string& query = "") {
    web::Request request = request_of(session, path);
    request.method = method;
    request.query = sql::must(web::Query::parse(query));
    request.headers["content-type"] = "application/json";
    if (!if_match.empty()) request.headers["if-match"] = "\"" + if_match + "\"";
    request.headers[std::string(guard::csrf_header)] = guard::masked(guard::csrf_of(session));
    request.body = body;
    return site_->answer(request);
  }

  static web::Request request_of(const std::string& session, const std::string& path) {
    web::Request request;
    request.path = path;
    request.peer = "127.0.0.1";
    if (!session.empty()) request.headers["cookie"] = "session=" + session;
    return request;
  }

  sql::TestPlace place_;
  std::optional<sql::Database> database_;
  std::optional<registry::Catalogue> catalogue_;
  std::optional<Operation> operation_;
  std::optional<registry::JobRunner> jobs_;
  guard::FrontContext front_;
  std::optional<Site> site_;
  int people_ = 0;
};

}  // namespace app
