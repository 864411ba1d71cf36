#include "ingest/pipeline.h"

#include <fstream>

#include "ingest/ledger.h"
#include "ingest/testing.h"

namespace resonanz::ingest {
namespace {

using Invariant = testing::House;

Ledger ledger_of(testing::House& house) { return read_ledgers(*house.db)->at(house.source); }

TEST_F(Invariant, AcknowledgedIsDurableCursorAndItemsMoveTogether) {
  ASSERT_TRUE(journal->append({source, "c1", "", {}}, {post("1", "brake")}, clock.now()).ok());
  close();
  open();
  EXPECT_EQ(*journal->cursor(source), "c1");
  EXPECT_EQ(*journal->pending(source), 1);
  // An append that fails leaves neither: the table refuses the row, the cursor stays.
  ASSERT_TRUE(db->write([](soci::session& sql) -> Status {
                  sql << "CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'disk full'); END";
                  return done();
                }).ok());
  EXPECT_EQ(journal->append({source, "c2", "", {}}, {post("2", "brake")}, clock.now()).error().code, Errc::store);
  EXPECT_EQ(*journal->cursor(source), "c1");
}

TEST_F(Invariant, ARepeatHasNoSecondEffect) {
  bring({post("1", "brake"), post("1", "brake")});
  bring({post("1", "brake")});
  EXPECT_EQ(number("SELECT count(*) FROM mentions"), 1);
  EXPECT_EQ(ledger_of(*this).duplicate, 2);
  // An old revision that comes again after a newer one does not turn the text back.
  bring({post("1", "brake fixed", "", "2"), post("1", "brake", "", "1")});
  EXPECT_EQ(number("SELECT count(*) FROM mentions WHERE text = 'brake fixed'"), 1);
}

TEST_F(Invariant, InEqualsOut) {
  Item broken;
  broken.payload = "not json";
  bring({post("1", "brake"), post("2", "sunshine"), post("1", "brake"), broken, removal("1"), removal("9"),
         post("3", "brake", R"("author":{"id":"us"})")});
  const Ledger ledger = ledger_of(*this);
  EXPECT_EQ(ledger.received, 7);
  EXPECT_EQ(ledger.stored, 2);  // the post and its deletion
  EXPECT_EQ(ledger.duplicate, 1);
  EXPECT_EQ(ledger.unmatched, 2);
  EXPECT_EQ(ledger.filtered.at("own"), 1);
  EXPECT_EQ(ledger.quarantined.at("E_JSON"), 1);
  EXPECT_EQ(ledger.difference(), 0);
}

using Tags = testing::House;

TEST_F(Tags, ATagLabelsWhatIsKeptAndBringsNothingIn) {
  const Id tag = queries->add("loud", "loud", "", 0, clock.now(), listen::Purpose::tag)->id;
  bring({post("1", "brake"), post("2", "loud"), post("3", "loud brake")});
  EXPECT_EQ(ledger_of(*this).unmatched, 1);
  EXPECT_EQ(number("SELECT count(*) FROM mentions"), 2);
  EXPECT_EQ(number(fmt::format("SELECT count(*) FROM mention_matches WHERE query_id = {}", tag)), 1);
  // An edit takes it away again; a changed query counts from the next post on.
  bring({post("3", "quiet brake", "", "2")});
  EXPECT_EQ(number(fmt::format("SELECT count(*) FROM mention_matches WHERE query_id = {}", tag)), 0);
  ASSERT_TRUE(queries->change(tag, "loud", "brake", "", 1, {0}, clock.now()).ok());
  bring({post("4", "brake")});
  EXPECT_EQ(number(fmt::format("SELECT count(*) FROM mention_matches WHERE query_id = {}", tag)), 1);
}

TEST_F(Tags, ATagIsNeverTakenForAQueryWhileAllIsReadAnew) {
  listen::SavedQueries elsewhere(*db);  // as the command line changes them
  ASSERT_TRUE(elsewhere.load().ok());
  std::atomic<bool> ended{false};
  std::atomic<int> mistaken{0}, hits{0};
  std::thread matching([&] {
    while (!ended)
      for (const auto& hit : queries->match(Post{.id = "1", .text = "loud"})) ++(hit.is_tag ? hits : mistaken);
  });
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(elsewhere.add(fmt::format("loud {}", i), "loud", "", 0, clock.now(), listen::Purpose::tag).ok());
    ASSERT_TRUE(queries->load().ok());
  }
  ended = true;
  matching.join();
  EXPECT_EQ(mistaken, 0);
  EXPECT_GT(hits, 0);
}

TEST_F(Tags, OnlyATagMayHaveNoQuery) {
  EXPECT_EQ(queries->add("none", "", "", 0, clock.now()).error().code, Errc::empty);
  const auto tag = queries->add("by hand", "", "", 0, clock.now(), listen::Purpose::tag);
  ASSERT_TRUE(tag.ok());
  close();
  open();  // whatever is read at the start reads it, too
  bring({post("1", "brake")});
  EXPECT_EQ(number("SELECT count(*) FROM mention_matches"), 1);
  EXPECT_TRUE(queries->change(tag->id, "by hand", "loud", "", 1, {0}, clock.now()).ok());
  EXPECT_TRUE(queries->change(tag->id, "by hand", "", "", 2, {0}, clock.now()).ok());
}

TEST_F(Invariant, QuarantineKeepsBytesAndReasonAndReplays) {
  Item broken = post("1", "brake");
  broken.problem = fail(Errc::feed, "half a feed");
  bring({broken});
  Quarantine quarantine(*db, *keys);
  const auto kept = *quarantine.list({}, 0, 10);
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0].reason.code, Errc::feed);
  EXPECT_EQ(kept[0].preview, broken.payload);
  ASSERT_TRUE(quarantine.replay(kept[0].id, "test", clock.now()).ok());
  bring({});
  EXPECT_EQ(number("SELECT count(*) FROM mentions"), 1);
  EXPECT_EQ(ledger_of(*this).difference(), 0);
}

TEST_F(Invariant, AfterAnUpgradeAllOfACodeIsReadAgainAndTheRestStays) {
  std::vector<Item> items;
  for (int i = 0; i < 1200; ++i) {
    items.push_back(post(std::to_string(i), "brake"));
    items.back().problem = fail(Errc::feed, "an older program could not read this");
  }
  Item broken;
  broken.payload = "not json";
  items.push_back(broken);
  bring(items);
  Quarantine quarantine(*db, *keys);
  EXPECT_EQ(*quarantine.size(), 1201);
  EXPECT_EQ(*quarantine.replay_all({.source = source + 1}, "test", clock.now()), 0) << "another source's";
  EXPECT_EQ(*quarantine.replay_all({.source = source, .code = Errc::feed}, "test", clock.now()), 1200);
  EXPECT_EQ(ledger_of(*this).difference(), 0) << "while they wait, too";
  bring({});
  EXPECT_EQ(ledger_of(*this).stored, 1200);
  EXPECT_EQ(*quarantine.replay_all({}, "test", clock.now()), 1);
  bring({});
  EXPECT_EQ(*quarantine.size(), 1) << "what still cannot be read comes back";
  EXPECT_EQ(*quarantine.discard_all({}, "a test", "test", clock.now()), 1);
  EXPECT_EQ(ledger_of(*this).filtered.at("discarded"), 1);
  EXPECT_EQ(ledger_of(*this).difference(), 0);
}

TEST_F(Invariant, DeletedStaysDeletedWhateverComesAgain) {
  bring({post("1", "sunshine", "", "1"), post("1", "brake", "", "2"), removal("1")});
  bring({post("1", "sunshine", "", "1"), post("1", "brake", "", "2"), post("1", "brake, edited", "", "3")});
  EXPECT_EQ(number("SELECT count(*) FROM mentions WHERE text <> '' OR sealed <> '' OR deleted_at IS NULL"), 0);
  EXPECT_EQ(ledger_of(*this).difference(), 0);
}

TEST_F(Invariant, ARepeatOfAnOlderTextTurnsNothingBack) {
  const std::string written = R"("created_at":"2026-11-20T08:00:00Z")",
                    edited = written + R"(,"edited_at":"2026-11-20T09:00:00Z")";
  bring({post("1", "sunshine", written, "1"), post("1", "brake", edited, "2"), post("1", "sunshine", written, "1")});
  EXPECT_EQ(number("SELECT count(*) FROM mentions WHERE text = 'brake'"), 1)
      << "what matched nothing was not kept, so it is not known again";
}

TEST_F(Invariant, AnAccountThatIsGoneIsFoundInEveryQuarter) {
  for (const char* day : {"2025-12-31T12:00:00Z", "2026-02-10T12:00:00Z", "2026-04-01T12:00:00Z"}) {
    clock.set(parse_rfc3339(day).value());
    bring({post(day, "brake", R"("author":{"id":"a1"})")});
  }
  Item gone;
  gone.op = Op::remove_author;
  gone.native_id = "a1";
  bring({gone});
  EXPECT_EQ(number("SELECT count(*) FROM mentions WHERE deleted_at IS NULL"), 0)
      << "the first quarter of 2026 has 90 days";
}

TEST_F(Invariant, AClockSetBackMakesNoIdASecondTime) {
  bring({post("1", "brake")});
  close();
  forget_ids();  // a new process, in the same millisecond as the old one
  open();
  bring({post("2", "brake")});
  EXPECT_EQ(number("SELECT count(*) FROM mentions"), 2);
}

TEST_F(Invariant, TheLedgersAlarmSeesWhatIsMissing) {
  bring({post("1", "brake")});
  ASSERT_TRUE(db->write([](soci::session& sql) -> Status {
                  return sql << "UPDATE ledger SET count = 7 WHERE outcome = 'received'", done();
                }).ok());
  EXPECT_EQ(ledger_of(*this).difference(), 6);
}

TEST_F(Invariant, ListeningIsNamelessOnDisk) {
  bring({post(
      "at://did:plc:jonas/1", "brake",
      R"("author":{"id":"did:plc:jonas","handle":"jonas.example","name":"Jonas Weber"},"url":"https://x.example/jonas/1")")});
  close();
  for (const char* name : {"resonanz.db", "resonanz.db-wal"}) {
    std::ifstream in(folder / name, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(in), {});
    for (const char* canary : {"jonas", "Jonas Weber", "did:plc"})
      EXPECT_EQ(bytes.find(canary), std::string::npos) << name << ": " << canary;
  }
  open();
  const auto mention =
      db->read([&](soci::session& sql) { return Mentions(*keys).load(sql, mention_of("at://did:plc:jonas/1")); });
  EXPECT_EQ(mention->post.author.name, "Jonas Weber");
}

TEST_F(Invariant, AnOptOutIsCheckedBeforeAnythingIsStored) {
  const std::string person = keys->person_key("import", "did:plc:eve");
  ASSERT_TRUE(db->write([&](soci::session& sql) -> Status {
                  sql << "INSERT INTO optouts VALUES (:p, 'import', 1)", soci::use(person);
                  return done();
                }).ok());
  bring({post("1", "brake", R"("author":{"id":"did:plc:eve"})")});
  EXPECT_EQ(number("SELECT count(*) FROM mentions") + number("SELECT count(*) FROM subjects"), 0);
  EXPECT_EQ(ledger_of(*this).filtered.at("optout"), 1);
}

TEST_F(Invariant, ADeletionOnTheNetworkIsCarriedOutHere) {
  bring({post("1", "brake", R"("author":{"id":"a1","name":"Jonas"})")});
  bring({removal("1")});
  EXPECT_EQ(number("SELECT count(*) FROM mentions WHERE text <> '' OR sealed <> ''"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM subjects"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM mention_matches"), 0);
}

TEST_F(Invariant, AnAccountThatIsGoneTakesItsPostsWithIt) {
  bring({post("1", "brake", R"("author":{"id":"a1"})"), post("2", "brake", R"("author":{"id":"a1"})"),
         post("3", "brake", R"("author":{"id":"a2"})")});
  Item gone;
  gone.op = Op::remove_author;
  gone.native_id = "a1";
  bring({gone});
  EXPECT_EQ(number("SELECT count(*) FROM mentions WHERE deleted_at IS NULL"), 1);
}

TEST_F(Invariant, ASourceDoesNotRunWithoutAnApprovedAssessment) {
  const auto made = sources->add({"b", "import", "", {}, {}, {}, ""}, "test", clock.now());
  EXPECT_EQ(made->state, sources::State::paused);
  EXPECT_EQ(sources->set_state(made->id, sources::State::running, "test", clock.now()).error().code, Errc::purpose);
  const Status forced = db->write([&](soci::session& sql) -> Status {
    sql << "UPDATE sources SET state = 'running' WHERE name = 'b'";
    return done();
  });
  EXPECT_EQ(forced.error().code, Errc::store) << "the schema itself refuses";
}

TEST_F(Invariant, LiveEqualsHistory) {
  for (const char* query : {"brake -fixed", "\"brake squeaks\"~2", "text:squeak*"})
    ASSERT_TRUE(queries->add(query, query, "", 0, clock.now()).ok());
  bring({post("1", "brake squeaks"), post("2", "brake fixed"),
         post("3", "the brake it squeaks", R"("author":{"id":"a"})")});
  const auto all = *queries->list();
  for (const auto& saved : all) {
    const auto query = *queries->parse(saved.query, listen::Rules::live);
    std::int64_t history = 0;
    ASSERT_TRUE(db->read([&](soci::session& sql) {
                    return Mentions(*keys).scan(sql, [&](const Mention& m) {
                      return history += listen::match_one(query, m.post).has_value(), true;
                    });
                  }).ok());
    EXPECT_EQ(number(fmt::format("SELECT count(*) FROM mention_matches WHERE query_id = {}", saved.id)), history)
        << saved.query;
  }
}

}  // namespace
}  // namespace resonanz::ingest
