#pragma once
// Runs a coroutine to its end on an io_context of this thread.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>

namespace resonanz::net::testing {

template <typename T>
boost::asio::awaitable<void> keep(boost::asio::awaitable<T> task, std::optional<T>* out) {
  out->emplace(co_await std::move(task));
}

/// What it returns, or the exception it ends with.
template <typename T>
T run(boost::asio::io_context& context, boost::asio::awaitable<T> task) {
  std::optional<T> out;
  std::exception_ptr problem;
  bool ended = false;  // the result is there earlier, but until now the handler still refers to this frame
  boost::asio::co_spawn(context, keep(std::move(task), &out), [&](std::exception_ptr error) {
    problem = error;
    ended = true;
  });
  context.restart();
  while (!ended && context.run_one() > 0) {
  }
  if (problem) std::rethrow_exception(problem);
  return std::move(*out);
}

}  // namespace resonanz::net::testing
