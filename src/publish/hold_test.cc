#include "publish/hold.h"

#include <thread>

#include "cases/cases.h"
#include "ingest/testing.h"
#include "publish/outbox.h"

namespace resonanz::publish {
namespace {

constexpr Id kRoom = 7, kDrill = 8;

struct InvariantHold : ingest::testing::House {
  Id user = 0, case_id = 0;
  std::optional<cases::Cases> cases;
  std::optional<Outbox> outbox;

  void SetUp() override {
    House::SetUp();
    user = add_user();
    bring({post("1", "brake", R"("author":{"id":"a1","name":"Jonas"})")});
    cases.emplace(*db, hub, clock);
    outbox.emplace(*db, *keys, hub, clock);
    case_id = *cases->take(mention_of("1"), user, "dialogue");
    for (const Id room : {kRoom, kDrill}) add_room(room);
  }
  void add_room(Id room) {
    const int drill = room == kDrill;
    ASSERT_TRUE(
        db->write([&](soci::session& sql) -> Status {
            sql << "INSERT INTO crisis_rooms (id, title, drill, state, reason, query_id, began_at, opened_by, "
                   "opened_at, lead_id, level, media_posts) VALUES (:i, 'Bremse', :d, 'open', '', 0, 1, 1, 1, 1, 1, 0)",
                soci::use(room), soci::use(drill);
            return done();
          }).ok());
  }
  Result<Item> reply(const std::string& key, bool confirm = false) {
    return outbox->reply({case_id, user, "11 Nm", "de", key, 0, confirm});
  }
  Status begin(Id room = kRoom) {
    return db->write(
        [&](soci::session& sql) { return begin_hold(sql, room, room == kDrill, "Rückruf", user, clock.now()); });
  }
  Status lift(Id room = kRoom) {
    return db->write([&](soci::session& sql) { return lift_hold(sql, room, "", user, clock.now()); });
  }
  std::vector<Hold> holds(Id room = kRoom) {
    return *db->read([&](soci::session& sql) -> Result<std::vector<Hold>> { return holds_of(sql, room); });
  }
};

TEST_F(InvariantHold, NothingHeldLeaves) {
  const Item before = *reply("key-0001");
  ASSERT_TRUE(begin().ok());
  EXPECT_TRUE(outbox->due(10)->empty());
  EXPECT_FALSE(*outbox->begin(before.id));
  EXPECT_EQ(holds().front().held, 1);
  EXPECT_EQ(outbox->held()->size(), 1u);
}

TEST_F(InvariantHold, NothingHeldLeavesByItselfAtTheLifting) {
  const Item before = *reply("key-0001");
  ASSERT_TRUE(begin().ok());
  ASSERT_TRUE(lift().ok());
  EXPECT_TRUE(outbox->due(10)->empty());
  EXPECT_FALSE(*outbox->begin(before.id)) << "it waits for somebody";
  EXPECT_EQ(holds().front().waiting, 1);
  ASSERT_TRUE(outbox->release(before.id, user, false).ok());
  EXPECT_EQ(outbox->due(10)->size(), 1u);
  EXPECT_TRUE(*outbox->begin(before.id));
  EXPECT_EQ(holds().front().waiting, 0);
}

TEST_F(InvariantHold, NothingHeldLeavesThatComesIntoTheQueueMeanwhile) {
  const Item before = *reply("key-0001");
  ASSERT_TRUE(*outbox->begin(before.id));
  ASSERT_TRUE(begin().ok());
  // On its way already; the network refuses, and it is queued again.
  ASSERT_TRUE(outbox->failed(before, fail(Errc::connect), clock.now(), false).ok());
  ASSERT_EQ(outbox->due(10)->size(), 1u);
  EXPECT_FALSE(*outbox->begin(before.id));
  EXPECT_EQ(outbox->find(before.id)->hold, holds().front().id);
  EXPECT_TRUE(outbox->due(10)->empty());
}

TEST_F(InvariantHold, NothingHeldLeavesByARetry) {
  const Item before = *reply("key-0001");
  ASSERT_TRUE(*outbox->begin(before.id));
  ASSERT_TRUE(outbox->failed(before, fail(Errc::refused), 0, false).ok());
  ASSERT_TRUE(begin().ok());
  EXPECT_NE(outbox->retry(before.id, user)->hold, 0);
  EXPECT_TRUE(outbox->due(10)->empty());
}

TEST_F(InvariantHold, NothingHeldLeavesWhoeverIsQuicker) {
  std::vector<Id> items;
  for (int i = 0; i < 60; ++i) items.push_back(reply(fmt::format("key-{:04}", i))->id);
  std::atomic<int> left{0};
  std::thread sender([&] {
    for (const Id item : items)
      if (const auto begun = outbox->begin(item); begun && *begun) ++left;
  });
  while (left == 0) std::this_thread::yield();
  ASSERT_TRUE(begin().ok());
  const std::int64_t sending = number("SELECT count(*) FROM outbox WHERE state = 'sending'");
  sender.join();
  EXPECT_EQ(number("SELECT count(*) FROM outbox WHERE state = 'sending'"), sending) << "none after the switch";
  EXPECT_EQ(left, sending);
  EXPECT_EQ(holds().front().held, 60 - sending);
}

TEST_F(InvariantHold, NothingHeldLeavesAfterARestart) {
  const Item before = *reply("key-0001");
  ASSERT_TRUE(begin().ok());
  outbox.reset(), cases.reset();
  close();
  open();
  outbox.emplace(*db, *keys, hub, clock);
  EXPECT_FALSE(*outbox->begin(before.id));
  EXPECT_EQ(reply("key-0002").error().code, Errc::hold);
}

TEST_F(InvariantHold, WhoeverConfirmsAnswersInACrisis) {
  ASSERT_TRUE(begin().ok());
  const auto refused = reply("key-0001");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().detail, "Rückruf") << "everybody reads why";
  const Item answer = *reply("key-0001", true);
  EXPECT_TRUE(*outbox->begin(answer.id));
  EXPECT_EQ(number("SELECT count(*) FROM crisis_events WHERE kind = 'answer_through_hold' AND user_id IS NOT NULL"), 1);
  EXPECT_EQ(number("SELECT count(*) FROM audit WHERE action = 'crisis.answer_through_hold'"), 1);
}

TEST_F(InvariantHold, AConfirmationIsForOneHoldOnly) {
  ASSERT_TRUE(begin().ok());
  const Item answer = *reply("key-0001", true);
  ASSERT_TRUE(lift().ok());
  ASSERT_TRUE(begin().ok());
  EXPECT_FALSE(*outbox->begin(answer.id));
}

TEST_F(InvariantHold, HeldAnswersAreReleasedOrTakenBackAllAtOnce) {
  for (const char* key : {"key-0001", "key-0002", "key-0003"}) ASSERT_TRUE(reply(key).ok());
  ASSERT_TRUE(begin().ok());
  EXPECT_EQ(outbox->release_all(user).error().code, Errc::hold) << "not while it is on";
  const Id first = outbox->held()->front().id;
  EXPECT_EQ(outbox->release(first, user, false).error().code, Errc::hold);
  EXPECT_EQ(outbox->release(first, user, true)->hold, 0) << "one, with its confirmation";
  EXPECT_TRUE(*outbox->begin(first));
  ASSERT_TRUE(lift().ok());
  EXPECT_EQ(*outbox->cancel_all_held(user), 2);
  EXPECT_EQ(number("SELECT count(*) FROM outbox WHERE state = 'cancelled'"), 2);
  EXPECT_EQ(number("SELECT count(*) FROM cases WHERE draft_text = '11 Nm'"), 1) << "the text is a draft again";
  EXPECT_TRUE(outbox->held()->empty());
}

TEST_F(InvariantHold, ADrillHoldsNothing) {
  const Item before = *reply("key-0001");
  ASSERT_TRUE(begin(kDrill).ok());
  EXPECT_EQ(holds(kDrill).front().held, 1) << "it says how many it would have held";
  ASSERT_TRUE(reply("key-0002").ok()) << "nobody is asked for a confirmation";
  EXPECT_TRUE(*outbox->begin(before.id));
  ASSERT_TRUE(begin().ok()) << "a drill does not keep a crisis from its switch";
}

TEST_F(InvariantHold, ThereIsOneSwitch) {
  ASSERT_TRUE(begin().ok());
  EXPECT_EQ(begin().error().code, Errc::state);
  ASSERT_TRUE(lift().ok());
  EXPECT_EQ(lift().error().code, Errc::state);
}

}  // namespace
}  // namespace resonanz::publish
