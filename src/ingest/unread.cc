#include "ingest/unread.h"

namespace resonanz::ingest {
namespace {

constexpr int kBatch = 200;
constexpr std::int64_t kLookedThrough = 2'000;  // readings at a time, for those of older models
constexpr int kTaughtAgain = 5'000;             // newest mentions that are read again when people taught something

std::vector<Id> next_ids(soci::session& sql) {
  std::vector<Id> out;
  Id id = 0;
  soci::statement query = (sql.prepare << "SELECT mention_id FROM unread_mentions ORDER BY mention_id LIMIT :n",
                           soci::use(kBatch), soci::into(id));
  query.execute();
  while (query.fetch()) out.push_back(id);
  return out;
}

void put_setting(soci::session& sql, const std::string& key, const std::string& value) {
  sql << "INSERT INTO settings (key, value) VALUES (:k, :v) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
      soci::use(key), soci::use(value);
}

}  // namespace

Status Unread::expect(const std::string& versions, const std::string& second) {
  versions_ = versions;
  second_ = second;
  return db_.write([&](soci::session& sql) -> Status {
    std::string known;
    sql << "SELECT value FROM settings WHERE key = 'understand.versions'", soci::into(known);
    if (known == versions + second) return done();
    put_setting(sql, "understand.versions", versions + second);
    put_setting(sql, "understand.position", std::to_string(std::numeric_limits<Id>::max()));
    return done();
  });
}

/// From the newest back. Where it has come to is stored: what was read is not looked at again after a restart.
Result<bool> Unread::find_outdated() {
  return db_.write([&](soci::session& sql) -> Result<bool> {
    std::string stored = "0";
    sql << "SELECT value FROM settings WHERE key = 'understand.position'", soci::into(stored);
    const Id position = parse_id(stored).value_or(0);
    if (position == 0) return false;
    Id last = 0;
    std::int64_t n = 0;
    sql << "SELECT COALESCE(min(mention_id), 0), count(*) FROM (SELECT mention_id FROM mention_readings WHERE "
           "mention_id < :p ORDER BY mention_id DESC LIMIT :n)",
        soci::use(position), soci::use(kLookedThrough), soci::into(last), soci::into(n);
    sql << "INSERT OR IGNORE INTO unread_mentions SELECT mention_id FROM mention_readings WHERE mention_id >= :l AND "
           "mention_id < :p AND versions NOT IN (:v, :s)",
        soci::use(last), soci::use(position), soci::use(versions_), soci::use(second_);
    put_setting(sql, "understand.position", std::to_string(n < kLookedThrough ? 0 : last));
    return true;
  });
}

/// So that what it says is not taken back meanwhile.
bool Unread::leave_to_second(soci::session& sql, Id mention) const {
  if (second_.empty()) return false;
  soci::statement mark = (sql.prepare << "UPDATE mention_readings SET doubtful = 1 WHERE mention_id = :m AND versions = :v",
                          soci::use(mention), soci::use(second_));
  mark.execute(true);
  return mark.get_affected_rows() > 0;
}

Result<bool> Unread::step() {
  TRY(const auto waiting, db_.read([](soci::session& sql) -> Result<std::vector<Id>> { return next_ids(sql); }));
  if (waiting.empty()) {
    TRY(const bool found, find_outdated());
    return found ? true : learn();
  }
  // Each as it is now, inside the transaction: an edit meanwhile is never overwritten.
  CHECK_OK(db_.write([&](soci::session& sql) -> Status {
    for (const Id id : waiting) {
      sql << "DELETE FROM unread_mentions WHERE mention_id = :id", soci::use(id);
      if (leave_to_second(sql, id)) continue;
      auto mention = mentions_.load(sql, id);
      if (!mention && mention.error().code == Errc::not_found) continue;
      if (!mention) return mention.error();
      if (mention->deleted_at) continue;
      const auto reading = readings_.read(mention->post, mention->matches);
      if (!reading) continue;
      for (const Match& match : mention->matches) mentions_.put_match(sql, id, match);
      readings_.store(sql, *mention, *reading);
    }
    return done();
  }));
  return true;
}

Result<bool> Unread::learn() {
  TRY(const bool learned, learning_.refresh(db_));
  if (!learned) return false;
  CHECK_OK(db_.write([](soci::session& sql) -> Status {
    sql << "INSERT OR IGNORE INTO unread_mentions SELECT mention_id FROM mention_readings ORDER BY mention_id DESC LIMIT :n",
        soci::use(kTaughtAgain);
    return done();
  }));
  return true;
}

void Unread::start() {
  background_.start("reading what was stored", [this] { return step(); }, {.more = std::chrono::milliseconds(2)});
}

}  // namespace resonanz::ingest
