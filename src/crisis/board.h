#pragma once
// Everything of this folder that a server runs, joined.

#include "crisis/approvers.h"
#include "crisis/guard.h"
#include "crisis/playbooks.h"
#include "crisis/report.h"
#include "crisis/rooms.h"
#include "crisis/statements.h"

namespace resonanz::crisis {

struct Board {
  struct Parts {
    store::Database& db;
    const privacy::Keys& keys;
    stream::Hub& hub;
    const host::Clock& clock;
  };
  explicit Board(const Parts& parts)
      : rooms({parts.db, parts.keys, parts.hub, parts.clock}),
        statements(parts.db, parts.hub, parts.clock),
        approvers(parts.db),
        playbooks(parts.db),
        guard({parts.db, parts.hub, parts.clock}) {}

  void start() { guard.start(); }
  void stop() { guard.stop(); }

  Rooms rooms;
  Statements statements;
  Approvers approvers;
  Playbooks playbooks;
  Guard guard;
};

}  // namespace resonanz::crisis
