#pragma once
// Result<T>: a value or an Error. Exceptions do not cross folder borders; libraries' are turned at the edge.

#include <cassert>
#include <string>
#include <utility>
#include <variant>

#include "base/error.h"

namespace resonanz {

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  /// Precondition for the value accessors: ok(); for error(): !ok().
  T& value() & {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    assert(ok());
    return std::move(*std::get_if<0>(&state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const& {
    assert(!ok());
    return *std::get_if<1>(&state_);
  }
  Error&& error() && {
    assert(!ok());
    return std::move(*std::get_if<1>(&state_));
  }

 private:
  std::variant<T, Error> state_;
};

struct Done {};  ///< the value of a step that only succeeds or fails
using Status = Result<Done>;
inline Status done() { return Done{}; }

inline Error fail(Errc code, std::string detail = {}) { return Error{code, std::move(detail)}; }

}  // namespace resonanz

#define RESONANZ_CONCAT_(a, b) a##b
#define RESONANZ_CONCAT(a, b) RESONANZ_CONCAT_(a, b)
/// TRY(auto x, f()): x is the value, or the function returns f()'s error.
#define TRY(declaration, ...)                                                                            \
  auto RESONANZ_CONCAT(result_, __LINE__) = (__VA_ARGS__);                                               \
  if (!RESONANZ_CONCAT(result_, __LINE__)) return std::move(RESONANZ_CONCAT(result_, __LINE__)).error(); \
  declaration = *std::move(RESONANZ_CONCAT(result_, __LINE__))
/// CHECK_OK(f()): the function returns f()'s error, if it is one.
#define CHECK_OK(...) \
  if (auto status_ = (__VA_ARGS__); !status_) return std::move(status_).error()
/// The same two inside a coroutine.
#define CO_TRY(declaration, ...)                                                                            \
  auto RESONANZ_CONCAT(result_, __LINE__) = (__VA_ARGS__);                                                  \
  if (!RESONANZ_CONCAT(result_, __LINE__)) co_return std::move(RESONANZ_CONCAT(result_, __LINE__)).error(); \
  declaration = *std::move(RESONANZ_CONCAT(result_, __LINE__))
#define CO_CHECK_OK(...) \
  if (auto status_ = (__VA_ARGS__); !status_) co_return std::move(status_).error()
