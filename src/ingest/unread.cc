#include "ingest/unread.h"

namespace resonanz::ingest {
namespace {

constexpr int kBatch = 200;

std::vector<Id> next_ids(soci::session& sql) {
  std::vector<Id> out;
  Id id = 0;
  soci::statement query = (sql.prepare << "SELECT mention_id FROM unread_mentions ORDER BY mention_id LIMIT :n",
                           soci::use(kBatch), soci::into(id));
  query.execute();
  while (query.fetch()) out.push_back(id);
  return out;
}

}  // namespace

Status Unread::expect(const std::string& versions) {
  return db_.write([&](soci::session& sql) -> Status {
    sql << "INSERT OR IGNORE INTO unread_mentions SELECT mention_id FROM mention_readings WHERE versions <> :v",
        soci::use(versions);
    return done();
  });
}

Result<bool> Unread::step() {
  TRY(const auto waiting, db_.read([](soci::session& sql) -> Result<std::vector<Id>> { return next_ids(sql); }));
  if (waiting.empty()) return false;
  // Each as it is now, inside the transaction: an edit meanwhile is never overwritten.
  CHECK_OK(db_.write([&](soci::session& sql) -> Status {
    for (const Id id : waiting) {
      sql << "DELETE FROM unread_mentions WHERE mention_id = :id", soci::use(id);
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

Result<std::int64_t> Unread::waiting() {
  return db_.read([](soci::session& sql) -> Result<std::int64_t> {
    std::int64_t n = 0;
    sql << "SELECT count(*) FROM unread_mentions", soci::into(n);
    return n;
  });
}

void Unread::start() {
  background_.start("reading what was stored", [this] { return step(); }, {.more = std::chrono::milliseconds(2)});
}

}  // namespace resonanz::ingest
