#include "ingest/second_look.h"

namespace resonanz::ingest {
namespace {

constexpr int kBatch = 4;  // a long post takes the encoder a second: stop() waits for all of them

std::vector<Id> newest_doubtful(soci::session& sql) {
  std::vector<Id> out;
  Id id = 0;
  soci::statement query =
      (sql.prepare << "SELECT mention_id FROM mention_readings WHERE doubtful = 1 ORDER BY mention_id DESC LIMIT :n",
       soci::use(kBatch), soci::into(id));
  query.execute();
  while (query.fetch()) out.push_back(id);
  return out;
}

/// As the second tier has read it.
bool is_unchanged(const Mention& mention, const Mention& before) {
  const auto same = [](const Match& a, const Match& b) { return a.query == b.query && a.spans == b.spans; };
  return !mention.deleted_at && mention.post.title == before.post.title && mention.post.text == before.post.text &&
         std::equal(mention.matches.begin(), mention.matches.end(), before.matches.begin(), before.matches.end(), same);
}

}  // namespace

Result<std::int64_t> count_doubtful(store::Database& db) {
  return db.read([](soci::session& sql) -> Result<std::int64_t> {
    std::int64_t n = 0;
    sql << "SELECT count(*) FROM mention_readings WHERE doubtful = 1", soci::into(n);
    return n;
  });
}

Result<bool> SecondLook::step() {
  TRY(auto waiting, db_.read([&](soci::session& sql) -> Result<std::vector<Mention>> {
    std::vector<Mention> out;
    for (const Id id : newest_doubtful(sql)) {
      TRY(Mention mention, mentions_.load(sql, id));
      out.push_back(std::move(mention));
    }
    return out;
  }));
  if (waiting.empty()) return false;
  std::vector<Looked> looked;
  for (Mention& mention : waiting) {
    std::vector<Match> matches = mention.matches;
    Reading reading = reader_(mention.post, matches);
    looked.push_back({std::move(mention), std::move(matches), std::move(reading)});
  }
  std::vector<Id> told;
  CHECK_OK(db_.write([&](soci::session& sql) -> Status {
    for (const Looked& one : looked) {
      TRY(const bool is_news, keep(sql, one));
      if (is_news) told.push_back(one.mention.id);
    }
    return done();
  }));
  for (const Id id : told)
    hub_.publish("mention", fmt::format(R"({{"id":"{}","views":["needs_answer","all"]}})", id));
  return true;
}

/// What changed since is in doubt still, and looked at again as it is now. True: it says something new.
Result<bool> SecondLook::keep(soci::session& sql, const Looked& looked) {
  const Id id = looked.mention.id;
  const auto before = load_reading(sql, id);
  const auto mention = mentions_.load(sql, id);
  if (!mention && mention.error().code != Errc::not_found) return mention.error();
  if (!before || !mention || !is_unchanged(*mention, looked.mention)) return false;
  for (const Match& match : looked.matches) mentions_.put_match(sql, id, match);
  readings_.store(sql, *mention, looked.reading);
  const auto after = load_reading(sql, id);
  return after->reading.intent != before->reading.intent || after->reading.is_toxic != before->reading.is_toxic;
}

void SecondLook::start() {
  background_.start("second look at posts in doubt", [this] { return step(); }, {});
}

}  // namespace resonanz::ingest
