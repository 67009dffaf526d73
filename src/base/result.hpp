// Errors are values. A function that can fail for a reason outside the program returns Result<T>;
// TRY hands an error to the caller. Programmer errors are CHECKs (check.hpp) and stop the program.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/check.hpp"

namespace base {

enum class ErrorKind {
  Invalid,      // the caller gave something that cannot be used
  NotFound,     // the thing asked for does not exist
  Refused,      // understood, but not allowed
  Conflict,     // somebody else changed it first
  Unavailable,  // the outside world failed: database, disk, network
};

// One failure. `code` is a row of the error table (errors.hpp), which fixes kind, HTTP status and
// exit status; `message` says what is wrong and how to mend it, for a person; `field` names the
// input at fault ("--as-of", "URN"), `detail` carries what the log needs and a page never shows.
struct Error {
  ErrorKind kind = ErrorKind::Invalid;
  std::string code;
  std::string message;
  std::string field = {};
  std::string detail = {};
};

// Makes an Error from a row of the error table. CHECKs that the code stands in the table.
Error make_error(std::string_view code, std::string message, std::string field = {},
                 std::string detail = {});

template <typename T>
class [[nodiscard]] Result {
 public:
  using Value = T;
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & {
    CHECK(ok());
    return std::get<0>(state_);
  }
  const T& value() const& {
    CHECK(ok());
    return std::get<0>(state_);
  }
  T&& value() && {
    CHECK(ok());
    return std::get<0>(std::move(state_));
  }
  const Error& error() const& {
    CHECK(!ok());
    return std::get<1>(state_);
  }
  Error&& error() && {
    CHECK(!ok());
    return std::get<1>(std::move(state_));
  }
  T value_or(T fallback) const { return ok() ? std::get<0>(state_) : std::move(fallback); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  using Value = void;
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}

  bool ok() const { return !error_.has_value(); }
  explicit operator bool() const { return ok(); }
  void value() const { CHECK(ok()); }
  const Error& error() const& {
    CHECK(!ok());
    return *error_;
  }
  Error&& error() && {
    CHECK(!ok());
    return std::move(*error_);
  }

 private:
  std::optional<Error> error_;
};

using Status = Result<void>;

}  // namespace base

// The value of an expression of type Result<T>, or return its error from the enclosing function.
// A statement expression, because both our compilers have it and nothing in C++20 does this.
#define TRY(expression)                                           \
  (__extension__({                                                \
    auto try_result_ = (expression);                              \
    if (!try_result_.ok()) return std::move(try_result_).error(); \
    std::move(try_result_).value();                               \
  }))
