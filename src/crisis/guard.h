#pragma once
// Looks after open rooms in the background: clocks and approvals every two seconds, figures every five, or less often, to
// every minute, where counting takes long. What it does is stored with what it says, so that an end of the process
// loses and doubles nothing.

#include <condition_variable>
#include <functional>
#include <thread>

#include "crisis/room.h"
#include "host/clock.h"
#include "store/database.h"
#include "stream/hub.h"

namespace resonanz::crisis {

class Guard {
 public:
  /// All outlive this.
  struct Parts {
    store::Database& db;
    stream::Hub& hub;
    const host::Clock& clock;
  };
  explicit Guard(Parts parts) : parts_(parts) {}
  ~Guard() { stop(); }

  /// One round over the open rooms. How many changed. From one thread.
  Result<int> watch();    ///< clocks, the first answer, approvals
  Result<int> measure();  ///< figures, severity, level, quieting down

  /// Works in a thread of its own until stop().
  void start();
  void stop();

 private:
  using Look = std::function<void(soci::session& sql, Room& room, TimeUs now)>;
  Result<int> each_room(const Look& look);
  void run();

  Parts parts_;
  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
};

}  // namespace resonanz::crisis
