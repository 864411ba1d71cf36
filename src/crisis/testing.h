#pragma once
// A house with colleagues, a query and crisis rooms, for tests.

#include "crisis/board.h"
#include "ingest/testing.h"
#include "notice/alerts.h"
#include "notice/rules.h"
#include "notice/targets.h"

namespace resonanz::crisis::testing {

struct CrisisHouse : ingest::testing::House {
  std::optional<Board> board;
  Id mira = 0, tom = 0, selin = 0, jule = 0, query = 0;

  void SetUp() override {
    House::SetUp();
    for (Id* user : {&mira, &tom, &selin, &jule}) *user = add_colleague();
    query = number("SELECT id FROM queries");
    board.emplace(Board::Parts{*db, *keys, hub, clock});
    ASSERT_TRUE(board->playbooks.ship(clock.now()).ok());
    ASSERT_TRUE(board->approvers.write({mira, selin, jule}, mira, clock.now()).ok());
  }
  void TearDown() override {
    board.reset();
    House::TearDown();
  }

  Id add_colleague() {
    const Id user = next_id(clock.now());
    const std::string login = id_text(user);
    EXPECT_TRUE(
        db->write([&](soci::session& sql) -> Status {
            sql << "INSERT INTO users (id, login, name, role, password_hash, created_at) VALUES (:i, :l, 'Jemand', "
                   "'agent', '', 1)",
                soci::use(user), soci::use(login);
            return done();
          }).ok());
    return user;
  }
  Room open(bool drill = false, int level = 0) {
    NewRoom wanted;
    wanted.title = "Bremse", wanted.reason = "Gerücht", wanted.query = query, wanted.drill = drill,
    wanted.level = level;
    auto room = board->rooms.open(wanted, mira);
    EXPECT_TRUE(room.ok()) << room.error().text();
    return *room;
  }
  void pass(TimeUs time) { clock.advance(time); }
  int watch() { return *board->guard.watch(); }
  std::int64_t events(const std::string& kind) {
    return number(fmt::format("SELECT count(*) FROM crisis_events WHERE kind = '{}'", kind));
  }
};

}  // namespace resonanz::crisis::testing
