#pragma once
// Everything of this folder that a server runs, joined.

#include "notice/courier.h"
#include "notice/preview.h"
#include "notice/watch.h"

namespace resonanz::notice {

struct Board {
  struct Parts {
    store::Database& db;
    const privacy::Keys& keys;
    stream::Hub& hub;
    const host::Clock& clock;
    net::Egress& egress;
    std::string place;  ///< where people reach the application, "" where nobody said
  };
  /// `executor` must serialise (a strand).
  Board(boost::asio::any_io_executor executor, const Parts& parts)
      : rules(parts.db),
        alerts(parts.db),
        targets(parts.db, parts.keys),
        deliveries(parts.db, parts.clock),
        courier(executor, {parts.db, parts.keys, parts.egress, parts.clock, alerts, targets, deliveries, parts.place}),
        watch({parts.db, parts.keys, parts.hub, parts.clock, [this] { courier.wake(); }}) {}

  void start() {
    courier.start();
    watch.start();
  }
  void stop() {
    watch.stop();
    courier.stop();
  }

  Rules rules;
  Alerts alerts;
  Targets targets;
  Deliveries deliveries;
  CourierLoop courier;
  Watch watch;
};

}  // namespace resonanz::notice
