#pragma once
// Carries what is due in the outbox to the networks, one at a time per run, with connectors of its own.

#include <boost/asio/any_io_executor.hpp>

#include <memory>

#include "publish/outbox.h"
#include "sources/source_table.h"

namespace resonanz::publish {

class Sender {
 public:
  /// `executor` must serialise (a strand). All arguments outlive the sender.
  Sender(boost::asio::any_io_executor executor, Outbox& outbox, sources::SourceTable& table,
         sources::Services services);
  ~Sender();
  void start();
  /// Looks at the outbox now instead of within a second. Thread-safe.
  void wake();
  void stop();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace resonanz::publish
