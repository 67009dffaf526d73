// The only file that knows libcurl.
#include "access/https.hpp"

#include <curl/curl.h>

#include <memory>
#include <mutex>

#include "base/check.hpp"

namespace guard {
namespace {

base::Error unreachable(std::string detail) {
  return base::make_error("provider_unreachable",
                          "The sign-in provider does not answer. Try again in a few minutes, or "
                          "sign in with your password.",
                          "", std::move(detail));
}

struct Taken {
  std::string body;
  std::size_t bytes_max;
  bool too_large = false;
};

// Answering less than was given stops the transfer.
std::size_t take(char* data, std::size_t size, std::size_t count, void* target) {
  auto& taken = *static_cast<Taken*>(target);
  const std::size_t bytes = size * count;
  taken.too_large = taken.body.size() + bytes > taken.bytes_max;
  if (taken.too_large) return 0;
  taken.body.append(data, bytes);
  return bytes;
}

void initialise() {
  static std::once_flag once;
  std::call_once(once, [] { CHECK(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK); });
}

template <typename T>
void set(CURL* curl, CURLoption option, T value) {
  CHECK(curl_easy_setopt(curl, option, value) == CURLE_OK);
}

void set_limits(CURL* curl, const HttpLimits& limits) {
  set(curl, CURLOPT_CONNECTTIMEOUT_MS, limits.connect_ms_max);
  set(curl, CURLOPT_TIMEOUT_MS, limits.whole_ms_max);
  set(curl, CURLOPT_NOSIGNAL, 1L);  // several threads ask
  set(curl, CURLOPT_FOLLOWLOCATION, 0L);
  set(curl, CURLOPT_PROTOCOLS_STR, "https,http");  // http for loopback only, checked before
  set(curl, CURLOPT_PROXY, "");
  set(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  set(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  set(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(curl, CURLOPT_USERAGENT, "Guildhall");
}

}  // namespace

base::Result<HttpAnswer> ask(const HttpCall& call, const HttpLimits& limits) {
  if (!is_safe_address(call.address)) return unreachable("the address is not https");
  initialise();
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(),
                                                                 curl_easy_cleanup);
  CHECK(curl != nullptr);
  Taken taken{{}, limits.body_bytes_max};
  set_limits(curl.get(), limits);
  set(curl.get(), CURLOPT_URL, call.address.c_str());
  set(curl.get(), CURLOPT_WRITEFUNCTION, &take);
  set(curl.get(), CURLOPT_WRITEDATA, static_cast<void*>(&taken));
  if (!call.form.empty()) {
    set(curl.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(call.form.size()));
    set(curl.get(), CURLOPT_POSTFIELDS, call.form.c_str());
  }
  if (!call.user.empty()) {
    set(curl.get(), CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    set(curl.get(), CURLOPT_USERNAME, call.user.c_str());
    set(curl.get(), CURLOPT_PASSWORD, call.password.c_str());
  }
  const CURLcode code = curl_easy_perform(curl.get());
  if (taken.too_large) return unreachable("the answer is too large");
  if (code != CURLE_OK) return unreachable(curl_easy_strerror(code));
  long status = 0;
  CHECK(curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status) == CURLE_OK);
  return HttpAnswer{static_cast<int>(status), std::move(taken.body)};
}

Fetch network_fetch(const HttpLimits& limits) {
  return [limits](const HttpCall& call) { return ask(call, limits); };
}

}  // namespace guard
