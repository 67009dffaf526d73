// Asking over the network: limits, certificates, and no redirect, against servers of the test.
#include "access/https.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "base/check.hpp"
#include "sql/database_testing.hpp"
#include "web/server.hpp"

namespace guard {
namespace {

// A socket that listens on this machine; nobody answers unless somebody takes what comes.
class Listening {
 public:
  Listening() : descriptor_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    CHECK(bind(descriptor_, generic, size) == 0 && listen(descriptor_, 5) == 0);
    CHECK(getsockname(descriptor_, generic, &size) == 0);
    port_ = ntohs(address.sin_port);
  }
  ~Listening() { close(descriptor_); }
  int descriptor() const { return descriptor_; }
  std::string at(const std::string& scheme) const {
    return scheme + "://127.0.0.1:" + std::to_string(port_) + "/";
  }

 private:
  int descriptor_;
  std::uint16_t port_ = 0;
};

class Https : public testing::Test {
 protected:
  void SetUp() override {
    web::ServerOptions options;
    options.port = 0;
    server_.emplace(sql::must(
        web::Server::listen(options, [this](web::Request& request) { return answer(request); })));
    thread_ = std::thread([this] { server_->run(); });
  }
  void TearDown() override {
    server_->stop();
    thread_.join();
  }
  web::Response answer(const web::Request& request) {
    ++asked_;
    web::Response response;
    response.body = request.path == "/large" ? std::string(5000, 'x') : "hello";
    if (request.path == "/moved") {
      response.status = 302;
      response.headers.emplace_back("Location", "/elsewhere");
    }
    const auto found = request.headers.find("authorization");
    if (request.path == "/who") {
      response.body = request.body + " " + (found == request.headers.end() ? "" : found->second);
    }
    return response;
  }
  std::string at(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(server_->port()) + path;
  }
  static std::string fault(const std::string& address, const HttpLimits& limits) {
    const auto answer = ask({address}, limits);
    EXPECT_EQ(sql::code_of(answer), "provider_unreachable");
    return answer.ok() ? "" : answer.error().detail;
  }

  std::optional<web::Server> server_;
  std::thread thread_;
  std::atomic<int> asked_ = 0;
};

TEST_F(Https, gets_and_posts) {
  const HttpAnswer got = sql::must(network_fetch()({at("/")}));
  EXPECT_EQ(got.status, 200);
  EXPECT_EQ(got.body, "hello");
  const HttpAnswer posted = sql::must(ask({at("/who"), "a=b&c=d", "me", "pssst"}, {}));
  EXPECT_EQ(posted.body, "a=b&c=d Basic bWU6cHNzc3Q=");
}

TEST_F(Https, follows_no_redirect) {
  EXPECT_EQ(sql::must(ask({at("/moved")}, {})).status, 302);
  EXPECT_EQ(asked_, 1);
}

TEST_F(Https, takes_no_more_than_its_limit) {
  HttpLimits limits;
  limits.body_bytes_max = 5000;
  EXPECT_EQ(sql::must(ask({at("/large")}, limits)).body.size(), 5000U);
  limits.body_bytes_max = 4999;
  EXPECT_EQ(fault(at("/large"), limits), "the answer is too large");
}

TEST_F(Https, uses_no_proxy_of_the_environment) {
  setenv("http_proxy", "http://127.0.0.1:1", 1);
  setenv("all_proxy", "http://127.0.0.1:1", 1);
  EXPECT_EQ(sql::must(ask({at("/")}, {})).body, "hello");
  unsetenv("http_proxy");
  unsetenv("all_proxy");
}

TEST_F(Https, asks_only_safe_addresses) {
  for (const char* address : {"file:///etc/passwd", "http://guildhall.example/", "", "127.0.0.1"}) {
    EXPECT_EQ(fault(address, {}), "the address is not https");
  }
}

TEST_F(Https, does_not_wait_for_ever) {
  const Listening silent;
  HttpLimits limits;
  limits.whole_ms_max = 100;
  EXPECT_EQ(fault(silent.at("http"), limits), "Timeout was reached");
}

TEST_F(Https, says_that_nobody_listens) {
  std::string address;
  {
    const Listening gone;
    address = gone.at("http");
  }
  EXPECT_EQ(fault(address, {}), "Couldn't connect to server");
}

// A certificate that nobody but the test has signed.
void use_own_certificate(SSL_CTX* context) {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = X509_new();
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
  X509_set_pubkey(certificate, key);
  X509_NAME* name = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("127.0.0.1"), -1, -1, 0);
  X509_set_issuer_name(certificate, name);
  CHECK(X509_sign(certificate, key, EVP_sha256()) > 0);
  CHECK(SSL_CTX_use_certificate(context, certificate) == 1);
  CHECK(SSL_CTX_use_PrivateKey(context, key) == 1);
  X509_free(certificate);
  EVP_PKEY_free(key);
}

TEST_F(Https, refuses_a_certificate_that_nobody_vouches_for) {
  const Listening listening;
  std::thread peer([&] {
    SSL_CTX* context = SSL_CTX_new(TLS_server_method());
    use_own_certificate(context);
    const int descriptor = accept(listening.descriptor(), nullptr, nullptr);
    SSL* ssl = SSL_new(context);
    SSL_set_fd(ssl, descriptor);
    EXPECT_LE(SSL_accept(ssl), 0);
    SSL_free(ssl);
    close(descriptor);
    SSL_CTX_free(context);
  });
  const std::string why = fault(listening.at("https"), {});
  peer.join();
  EXPECT_NE(why.find("certificate"), std::string::npos) << why;
}

}  // namespace
}  // namespace guard
