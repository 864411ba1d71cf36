#include "publish/outbox.h"

#include "cases/cases.h"
#include "cases/inbox.h"
#include "ingest/testing.h"

namespace resonanz::publish {
namespace {

struct Invariant : ingest::testing::House {
  Id user = 0, mention = 0, case_id = 0;
  std::optional<cases::Cases> cases;
  std::optional<Outbox> outbox;

  void SetUp() override {
    House::SetUp();
    user = add_user();
    bring({post("1", "brake", R"("author":{"id":"a1","name":"Jonas"})")});
    mention = mention_of("1");
    cases.emplace(*db, hub, clock);
    outbox.emplace(*db, *keys, hub, clock);
    case_id = *cases->take(mention, user, "dialogue");
  }
  Item reply(const std::string& key = "key-0001") { return *outbox->reply({case_id, user, "11 Nm", "de", key, 0}); }
};

TEST_F(Invariant, TheSameKeyIsOneAnswer) {
  EXPECT_EQ(reply().id, reply().id);
  EXPECT_EQ(number("SELECT count(*) FROM outbox"), 1);
}

TEST_F(Invariant, NothingIsSentTwice) {
  const Item item = reply();
  EXPECT_TRUE(*outbox->begin(item.id));
  EXPECT_FALSE(*outbox->begin(item.id)) << "it is under way already";
  // The program ends in the middle: nobody knows, so it is looked for, not sent.
  ASSERT_TRUE(outbox->recover().ok());
  EXPECT_EQ(outbox->find(item.id)->state, "unknown");
  EXPECT_FALSE(*outbox->begin(item.id));
}

TEST_F(Invariant, NothingIsSentWithoutItsApproval) {
  const Item item = reply();
  ASSERT_TRUE(db->write([&](soci::session& sql) -> Status {
                  sql << "UPDATE outbox SET text = 'something else'";
                  return done();
                }).ok());
  EXPECT_EQ(outbox->begin(item.id).error().code, Errc::state);
}

TEST_F(Invariant, WhatWasTakenBackIsADraftAgainAndDoesNotLeave) {
  const Item item = *outbox->reply({case_id, user, "11 Nm", "de", "key-0001", 10 * kSecondUs});
  EXPECT_TRUE(outbox->due(10)->empty()) << "it waits for its time";
  EXPECT_EQ(outbox->cancel(item.id, user)->state, "cancelled");
  EXPECT_FALSE(*outbox->begin(item.id));
  EXPECT_EQ(number("SELECT count(*) FROM cases WHERE draft_text = '11 Nm'"), 1);
  clock.advance(kMinuteUs);
  EXPECT_TRUE(outbox->due(10)->empty());
}

TEST_F(Invariant, TheCustomersAnswerComesIntoTheSameConversation) {
  const Item item = reply();
  ASSERT_TRUE(*outbox->begin(item.id));
  ASSERT_TRUE(outbox->sent(item, {"our-1", "https://x.example/our-1", false}).ok());
  ASSERT_TRUE(cases->close(case_id, user).ok());
  bring({post("2", "Danke!", R"("in_reply_to":"our-1","author":{"id":"a1","name":"Jonas"})")});
  cases::Inbox inbox(*db, *keys);
  const auto row = *inbox.row(mention);
  EXPECT_EQ(inbox.thread(row.mention.conversation)->size(), 2u);
  EXPECT_EQ(row.the_case->state, cases::State::open) << "a closed case comes back";
  EXPECT_TRUE(row.waiting);
}

TEST_F(Invariant, OurOwnPostIsNoMention) {
  const Item item = reply();
  ASSERT_TRUE(*outbox->begin(item.id));
  ASSERT_TRUE(outbox->sent(item, {"our-1", "", true}).ok());
  bring({post("our-1", "brake 11 Nm")});
  EXPECT_EQ(mention_of("our-1"), 0);
  EXPECT_EQ(outbox->find(item.id)->state, "sent") << "the network shows what it held";
}

TEST_F(Invariant, HeldAnswersWithoutAnIdAreFoundWhenTheyAppear) {
  for (const char* key : {"key-0001", "key-0002"}) {
    const Item item = *outbox->reply({case_id, user, fmt::format("Text - {}", key), "de", key, 0});
    ASSERT_TRUE(*outbox->begin(item.id));
    ASSERT_TRUE(outbox->sent(item, {"", "", true}).ok());
  }
  bring({post("2", "brake too", R"("author":{"id":"a2"})"), removal("")});
  EXPECT_NE(mention_of("2"), 0) << "another's post is not taken for a held answer";
  bring({post("our-2", "“Text – key-0002”", R"("in_reply_to":"1","author":{"id":"us"})"),
         post("3", "Danke", R"("in_reply_to":"our-2","author":{"id":"a1"})")});
  const auto items = *outbox->of_case(case_id);
  EXPECT_EQ(items[0].state + " " + items[1].state, "held sent");
  EXPECT_EQ(items[1].native_id, "our-2");
  EXPECT_FALSE(items[0].deleted_at || items[1].deleted_at);
  EXPECT_NE(mention_of("3"), 0) << "what answers it finds its case";
}

TEST_F(Invariant, AnAnswerSeenOnTheNetworkIsNotSentAgain) {
  const Item item = reply();
  ASSERT_TRUE(*outbox->begin(item.id));
  ASSERT_TRUE(outbox->recover().ok());  // a power cut took the receipt
  bring({post("our-1", "11 Nm", R"("in_reply_to":"1","author":{"id":"us"})"),
         post("2", "Danke", R"("in_reply_to":"our-1","author":{"id":"a1"})")});
  EXPECT_NE(mention_of("2"), 0);
  EXPECT_EQ(outbox->find(item.id)->state, "sent");
  ASSERT_TRUE(outbox->failed(item, fail(Errc::timeout, "it did not arrive"), clock.now(), false).ok());
  EXPECT_EQ(outbox->find(item.id)->state, "sent") << "a look-up that came too early changes nothing";
  EXPECT_FALSE(*outbox->begin(item.id));
}

TEST_F(Invariant, AnAnswerOfUnknownFateIsRecognisedAfterARetry) {
  const Item item = reply();
  ASSERT_TRUE(*outbox->begin(item.id));
  ASSERT_TRUE(outbox->recover().ok());
  EXPECT_EQ(outbox->retry(item.id, user)->state, "unknown");
  bring({post("our-1", "11 Nm", R"("in_reply_to":"1","author":{"id":"us"})"),
         post("2", "Danke", R"("in_reply_to":"our-1","author":{"id":"a1"})")});
  EXPECT_EQ(outbox->find(item.id)->state, "sent");
  EXPECT_NE(mention_of("2"), 0);
}

TEST_F(Invariant, AnAnswerNobodyCanSayAnythingAboutIsNeverJustSentAgain) {
  const Item item = reply();
  ASSERT_TRUE(*outbox->begin(item.id));
  ASSERT_TRUE(outbox->failed(item, fail(Errc::uncertain), 0, false).ok());
  EXPECT_EQ(outbox->find(item.id)->state, "failed");
  EXPECT_TRUE(outbox->due(10)->empty()) << "it waits for a person";
  EXPECT_EQ(outbox->retry(item.id, user)->state, "unknown") << "looked for first";
}

TEST_F(Invariant, AClockSetBackHoldsNoAnswerUp) {
  clock.advance(100 * kDayUs);
  const Item item = *outbox->reply({case_id, user, "11 Nm", "de", "key-0001", 10 * kSecondUs});
  clock.advance(-100 * kDayUs);
  ASSERT_EQ(outbox->due(10)->size(), 1u);
  EXPECT_EQ(outbox->due(10)->front().id, item.id);
}

TEST_F(Invariant, AnAnswerToOursMayComeBeforeOursDoes) {
  const Item item = reply();
  ASSERT_TRUE(*outbox->begin(item.id, "our-1"));
  bring({post("2", "Danke", R"("in_reply_to":"our-1","author":{"id":"a1"})")});
  EXPECT_NE(mention_of("2"), 0);
  bring({post("our-1", "11 Nm", R"("in_reply_to":"1","author":{"id":"us"})")});
  EXPECT_EQ(outbox->find(item.id)->state, "sent");
}

TEST_F(Invariant, ANameThatWasAskedForIsKept) {
  const privacy::Vault vault(*keys);
  const auto name = [&] {
    return *db->write([&](soci::session& sql) -> Result<std::string> {
      std::string ref;
      sql << "SELECT author_ref FROM cases", soci::into(ref);
      CHECK_OK(vault.key_for(sql, source, ref, {"a1", "a1", "", "", "", {}}, clock.now()));
      TRY(const Author author, vault.author(sql, ref));
      return author.name;
    });
  };
  EXPECT_EQ(name(), "Jonas") << "the stream knows the id only";
}

TEST_F(Invariant, ExactlyOneAccountablePerson) {
  EXPECT_EQ(cases->take(mention, user + 1, "").error().code, Errc::taken);
  const Status nobody = db->write([](soci::session& sql) -> Status {
    sql << "UPDATE cases SET assignee_id = NULL";
    return done();
  });
  EXPECT_EQ(nobody.error().code, Errc::store) << "the schema itself refuses";
}

}  // namespace
}  // namespace resonanz::publish
