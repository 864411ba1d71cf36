// The privacy desk among the other parts: how it waits for what is on its way.
#include <thread>

#include "app/program.h"
#include "base/log.h"
#include "host/clock.h"
#include "specs/settings.h"

namespace resonanz::app {
namespace {

Result<std::int64_t> read_number(store::Database& db, const std::string& select) {
  return db.read([&](soci::session& sql) -> Result<std::int64_t> {
    std::int64_t n = 0;
    sql << select, soci::into(n);
    return n;
  });
}

/// Somebody else works the journal off; not longer than settings privacy.settle_seconds (the pipeline may stand).
void wait_for_pipeline(House& house) {
  const auto newest = read_number(house.db(), "SELECT COALESCE(MAX(id), 0) FROM journal");
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(settings::kPrivacySettleSeconds);
  while (newest && std::chrono::steady_clock::now() < end) {
    const auto left = read_number(house.db(), fmt::format("SELECT count(*) FROM journal WHERE id <= {}", *newest));
    if (left && *left == 0) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  log::warn("an erasure did not wait longer for the journal; what waits there is searched as it is");
}

}  // namespace

govern::Desk make_desk(House& house, std::function<void()> wake) {
  return govern::Desk(
      {house.db(), house.keys(), house.erasures(), host::system_clock(), [&house, wake = std::move(wake)] {
         if (wake) wake();
         if (wake || !house.is_ours()) return wait_for_pipeline(house);
         if (auto drained = drain(house, {}); !drained) log::error("the journal: {}", drained.error().text());
       }});
}

}  // namespace resonanz::app
