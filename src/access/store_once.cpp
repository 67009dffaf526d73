// The row is there before the work begins, so that of two that come together one waits.
#include "access/store_once.hpp"

#include "access/once_key.hpp"
#include "access/secrets.hpp"
#include "base/check.hpp"

namespace guard {
namespace {

std::string seal_of(const OnceRequest& request) { return request.caller + "\n" + request.key; }

}  // namespace

base::Result<std::optional<OnceAnswer>> begin_once(sql::Connection& connection,
                                                   const OnceRequest& request, std::int64_t now_s) {
  if (!is_once_key(request.key)) {
    return base::make_error(
        "key_missing",
        "An Idempotency-Key has from 16 to 200 visible ASCII characters, as a UUID "
        "does.",
        "Idempotency-Key");
  }
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(connection.run("DELETE FROM api_once WHERE made_at < $1", {now_s - once_kept_s}));
  const std::int64_t is_new = TRY(connection.run(
      "INSERT INTO api_once (caller, key_hash, request_hash, status, answer, made_at)"
      " VALUES ($1, $2, $3, NULL, '', $4) ON CONFLICT (caller, key_hash) DO NOTHING",
      {request.caller, sha256(request.key), request.request_hash, now_s}));
  TRY(transaction.commit());
  if (is_new == 1) return std::optional<OnceAnswer>();
  sql::Rows rows =
      TRY(connection.query("SELECT request_hash, coalesce(status, 0), answer FROM api_once"
                           " WHERE caller = $1 AND key_hash = $2",
                           {request.caller, sha256(request.key)}));
  if (!TRY(rows.next()) || rows.integer(1) == 0) {
    return base::make_error("key_running",
                            "A request with this Idempotency-Key is being worked on, or was cut "
                            "off: look whether the change was made.",
                            "Idempotency-Key");
  }
  if (rows.text(0) != request.request_hash) {
    return base::make_error("key_reused",
                            "This Idempotency-Key was sent before with another request.",
                            "Idempotency-Key");
  }
  const auto body = unsealed(rows.text(2), seal_of(request));
  CHECK(body.has_value());
  return std::optional(OnceAnswer{static_cast<int>(rows.integer(1)), *body});
}

base::Status keep_answer(sql::Connection& connection, const OnceRequest& request,
                         const OnceAnswer& answer) {
  TRY(connection.run(
      "UPDATE api_once SET status = $3, answer = $4"
      " WHERE caller = $1 AND key_hash = $2",
      {request.caller, sha256(request.key), answer.status, sealed(answer.body, seal_of(request))}));
  return {};
}

base::Status forget_once(sql::Connection& connection, const OnceRequest& request) {
  TRY(connection.run("DELETE FROM api_once WHERE caller = $1 AND key_hash = $2",
                     {request.caller, sha256(request.key)}));
  return {};
}

}  // namespace guard
