#include "crash/script.h"

namespace resonanz::crash {

using ingest::testing::House;

Script::Script(House& house)
    : house_(house),
      cases_(*house.db, house.hub, house.clock),
      outbox_(*house.db, *house.keys, house.hub, house.clock),
      user_(house.add_user()) {
  const Status made = house.db->write([&](soci::session& sql) -> Status {
    sql << "PRAGMA wal_autocheckpoint=100";  // so that the log is worked into the database many times
    return done();
  });
  EXPECT_TRUE(made.ok());
}

Status Script::run(int n) {
  house_.clock.advance(kSecondUs);
  switch (n % 5) {
    case 0:
    case 2:
      return append(n);
    case 1:
    case 3: {
      TRY(const auto worked, house_.pipeline->step());
      (void)worked;
      return done();
    }
    default:
      return n % 10 == 4 ? case_work(n) : answer(n);
  }
}

/// New posts, a repeat, an edit, now and then a deletion and something that cannot be read.
Status Script::append(int n) {
  std::vector<Item> items;
  for (int i = 0; i < 1 + n % 4; ++i)
    items.push_back(House::post(fmt::format("{}-{}", n, i), i == 3 ? "sunshine" : "brake",
                                fmt::format(R"("author":{{"id":"a{}"}})", n % 7)));
  if (n >= 20) items.push_back(House::post(fmt::format("{}-0", n - n % 5 - 10), "brake, edited", "", "2"));
  if (n % 35 == 0 && n > 0) items.push_back(House::removal(fmt::format("{}-1", n - 30)));
  if (n % 25 == 0) {
    items.push_back(House::post("broken", "x"));
    items.back().payload = "not json";
  }
  return house_.journal->append({house_.source, fmt::format("cursor {}", n), "", {}}, items, house_.clock.now());
}

Id Script::newest(const std::string& select) {
  const auto id = house_.db->read([&](soci::session& sql) -> Result<Id> {
    Id out = 0;
    sql << select, soci::into(out);
    return out;
  });
  return id ? *id : -1;
}

Status Script::case_work(int n) {
  const Id open = newest("SELECT COALESCE(max(id), 0) FROM cases WHERE state = 'open'");
  if (n % 20 == 14 && open > 0) return cases_.snooze(open, house_.clock.now() + kHourUs, user_);
  const Id mention = newest("SELECT COALESCE(max(id), 0) FROM mentions WHERE deleted_at IS NULL");
  if (mention < 0) return fail(Errc::store);
  TRY(const Id taken, cases_.take(mention, user_, "dialogue"));
  (void)taken;
  return done();
}

/// The answers' way: approved, begun, sent; some are taken back.
Status Script::answer(int n) {
  const Id queued = newest("SELECT COALESCE(max(id), 0) FROM outbox WHERE state = 'queued'");
  const Id sending = newest("SELECT COALESCE(max(id), 0) FROM outbox WHERE state = 'sending'");
  const Id open = newest("SELECT COALESCE(max(id), 0) FROM cases WHERE state <> 'closed'");
  if (queued < 0 || sending < 0 || open < 0) return fail(Errc::store);
  if (sending > 0) {
    TRY(const auto item, outbox_.find(sending));
    return outbox_.sent(item, {fmt::format("our-{}", sending), "", false});
  }
  if (queued > 0 && n % 30 == 9) {
    TRY(const auto cancelled, outbox_.cancel(queued, user_));
    (void)cancelled;
    return done();
  }
  if (queued > 0) {
    TRY(const bool begun, outbox_.begin(queued));
    return begun ? done() : Status(fail(Errc::internal, "not begun"));
  }
  TRY(const auto made, outbox_.reply({open, user_, fmt::format("answer {}", n), "en", fmt::format("key-{}", n), 0}));
  (void)made;
  return done();
}

}  // namespace resonanz::crash
