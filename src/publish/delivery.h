#pragma once
// One due item of the outbox, carried to its network: begun in the outbox before it leaves, looked for where nobody
// knows whether an earlier try arrived.

#include <boost/asio/awaitable.hpp>

#include <map>

#include "publish/outbox.h"
#include "sources/source_table.h"

namespace resonanz::publish {

/// Not thread-safe; carry() never overlaps.
class Delivery {
 public:
  /// `outbox` and `table` outlive this.
  Delivery(Outbox& outbox, sources::SourceTable& table, sources::Services services)
      : outbox_(outbox), table_(table), services_(std::move(services)) {}

  /// What may be carried now. First, what was begun without an end, by an earlier process or because its outcome could
  /// not be recorded, becomes unknown.
  std::vector<Item> due();
  /// Sends a queued item, looks for an unknown one. What came of it stands in the outbox.
  boost::asio::awaitable<void> carry(Item item);

 private:
  struct Kept {
    std::unique_ptr<sources::Connector> connector;
    TimeUs until = 0;
  };

  /// Kept between sends, because signing in to a network is limited more tightly than writing.
  Result<sources::Connector*> connect(Id source);
  boost::asio::awaitable<void> look_for(Item item, sources::Connector& connector, sources::Outgoing outgoing);
  void record(const Status& status);
  void give_up_or_wait(const Item& item, const Error& error, bool unknown);

  Outbox& outbox_;
  sources::SourceTable& table_;
  sources::Services services_;
  std::map<Id, Kept> connectors_;
  bool unsettled_ = true;  ///< something may stand in "sending" that nobody carries any more
};

}  // namespace resonanz::publish
