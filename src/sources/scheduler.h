#pragma once
// Keeps every running source collecting: one coroutine a source, back-off after errors, back-pressure when the
// pipeline lags behind. What a source brings is in the journal before its cursor moves.

#include <boost/asio/any_io_executor.hpp>

#include <memory>

#include "sources/collecting.h"

namespace resonanz::sources {

class Scheduler {
 public:
  using Parts = Collecting::Parts;

  /// `executor` must serialise (a strand) and may block for store transactions. All parts outlive the scheduler.
  Scheduler(boost::asio::any_io_executor executor, Parts parts);
  ~Scheduler();

  /// Makes running what should run and stops what should not; call after every change of the table. Thread-safe.
  void reconcile();
  /// Starts this source anew, with its settings as they are now. Thread-safe.
  void restart(Id source);
  /// Stops all; returns at once. Thread-safe.
  void stop();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace resonanz::sources
