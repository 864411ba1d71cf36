#pragma once
// One source's collecting, a step at a time: what a step brings is in the journal before the cursor moves.

#include <boost/asio/awaitable.hpp>

#include <functional>

#include "sources/source_table.h"
#include "stream/hub.h"
#include "stream/journal.h"

namespace resonanz::sources {

/// Not thread-safe; steps never overlap.
class Collecting {
 public:
  struct Parts {
    SourceTable& table;
    stream::Journal& journal;
    stream::Hub& hub;
    Services services;
    std::function<void()> arrived;  ///< called after items were journalled; returns at once
  };

  /// `parts` outlive this.
  Collecting(Id source, const Parts& parts) : source_(source), parts_(parts) {}

  /// One collect(). The pause until the next one, after errors the back-off; empty at the source's end.
  boost::asio::awaitable<std::optional<std::chrono::milliseconds>> step();

 private:
  Status store(const Batch& batch);
  std::chrono::milliseconds failed(const Error& error);
  void forget_cursor(const Error& error);
  void finish();
  void announce();

  Id source_;
  const Parts& parts_;
  std::unique_ptr<Connector> connector_;
  int failures_ = 0;
};

/// Pause before try `failures` + 1: exponential with full jitter between settings source.backoff_first and
/// backoff_ceiling; at least what the other side asked for.
std::chrono::milliseconds backoff(int failures, const Error& error);

}  // namespace resonanz::sources
