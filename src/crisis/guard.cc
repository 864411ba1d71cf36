#include "crisis/guard.h"

#include "base/log.h"
#include "crisis/pulse.h"
#include "crisis/rows.h"
#include "crisis/statements.h"

namespace resonanz::crisis {
namespace {

constexpr std::chrono::seconds kPause{2};
constexpr TimeUs kSoonest = 5 * kSecondUs, kLatest = kMinuteUs;
constexpr int kShare = 50;  // one part in so many of the time is spent on figures

std::int64_t newest_event(soci::session& sql, Id room) {
  Id id = 0;
  sql << "SELECT COALESCE(MAX(id), 0) FROM crisis_events WHERE room_id = :r", soci::use(room), soci::into(id);
  return id;
}

/// Is there anything to look after? Asked on a snapshot, so that a quiet house writes nothing.
Result<std::vector<Id>> open_rooms(store::Database& db) {
  return db.read([](soci::session& sql) -> Result<std::vector<Id>> {
    std::vector<Id> out;
    Id id = 0;
    soci::statement rows =
        (sql.prepare << "SELECT id FROM crisis_rooms WHERE state <> 'closed' ORDER BY id", soci::into(id));
    rows.execute();
    while (rows.fetch()) out.push_back(id);
    return out;
  });
}

}  // namespace

Result<int> Guard::each_room(const Look& look) {
  TRY(const auto rooms, open_rooms(parts_.db));
  int changed = 0;
  for (const Id id : rooms) {
    const TimeUs now = parts_.clock.now();
    TRY(const bool news, parts_.db.write([&](soci::session& sql) -> Result<bool> {
      TRY(Room room, load_room(sql, id));
      if (!room.is_open()) return false;
      const Measured before = room.measured;
      const Id newest = newest_event(sql, id);
      look(sql, room, now);
      return room.measured != before || newest_event(sql, id) != newest;
    }));
    if (!news) continue;
    ++changed;
    parts_.hub.publish("crisis", fmt::format(R"({{"id":"{}"}})", id));
  }
  return changed;
}

Result<int> Guard::watch() {
  return each_room([](soci::session& sql, Room& room, TimeUs now) {
    see_answers(sql, room, now);
    watch_clocks(sql, room, now);
    escalate_due(sql, room, now);
  });
}

Result<int> Guard::measure() {
  return each_room([](soci::session& sql, Room& room, TimeUs now) {
    take_pulse(sql, room, now);
    watch_quiet(sql, room, now);
  });
}

void Guard::start() {
  thread_ = std::thread([this] { run(); });
}

void Guard::run() {
  TimeUs next = 0;
  while (true) {
    const TimeUs now = parts_.clock.now();
    if (auto watched = watch(); !watched) log::error("crisis rooms: {}", watched.error().text());
    if (now >= next || next - now > kLatest) {  // the latter where the clock was set back
      if (auto done = measure(); !done) log::error("crisis rooms: {}", done.error().text());
      const TimeUs end = parts_.clock.now();
      next = end + std::clamp(kShare * (end - now), kSoonest, kLatest);
    }
    std::unique_lock lock(mutex_);
    if (stopped_.wait_for(lock, kPause, [&] { return stopping_; })) return;
  }
}

void Guard::stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  if (thread_.joinable()) thread_.join();
}

}  // namespace resonanz::crisis
