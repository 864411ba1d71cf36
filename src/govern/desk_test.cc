#include "govern/desk.h"

#include <boost/json.hpp>

#include "govern/limits.h"
#include "govern/testing.h"
#include "ingest/ledger.h"

namespace resonanz::govern {
namespace {

struct PrivacyDesk : testing::Office {
  std::int64_t erased_of(const std::string& place) { return desk->erase("forum", "anna", "test")->counts[place]; }
};

TEST_F(PrivacyDesk, ErasureReachesEarlierQuarters) {
  bring({post("1", "brake", by("anna"))});
  clock.advance(100 * kDayUs);
  bring({post("2", "brake", by("anna"))});
  EXPECT_EQ(number("SELECT count(DISTINCT author_ref) FROM mentions"), 2) << "two quarters, two references";
  EXPECT_EQ(erased_of("mentions"), 2);
  EXPECT_EQ(number("SELECT count(*) FROM subjects"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM conversations"), 0);
}

TEST_F(PrivacyDesk, WhatWaitsInTheJournalOrQuarantineIsErasedAndCounted) {
  Item broken = post("9", "brake", by("anna"));
  broken.problem = fail(Errc::feed, "half");
  bring({broken});
  ASSERT_TRUE(journal
                  ->append({source, "", "", {}},
                           {post("1", "brake", by("anna")), post("2", "brake for @anna.example", by("bert"))},
                           clock.now())
                  .ok());
  EXPECT_EQ(erased_of("quarantine"), 1);
  EXPECT_EQ(number("SELECT count(*) FROM journal"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM mentions WHERE text = 'brake for @************'"), 1)
      << "bert's post stays, anna is masked";
  const auto ledgers = *ingest::read_ledgers(*db);
  EXPECT_EQ(ledgers.at(source).difference(), 0);
  EXPECT_EQ(ledgers.at(source).filtered.at("erased"), 1);
  EXPECT_EQ(number("SELECT count(*) FROM mentions"), 1);
}

TEST_F(PrivacyDesk, AnItemThatThePipelineHoldsWhileItIsErasedIsNotStored) {
  ASSERT_TRUE(journal->append({source, "", "", {}}, {post("1", "brake", by("anna"))}, clock.now()).ok());
  const auto entries = *journal->next(10);
  ASSERT_TRUE(db->write([](soci::session& sql) -> Status { return sql << "DELETE FROM journal", done(); }).ok());
  const auto held = db->read([&](soci::session& sql) -> Result<bool> { return journal->holds(sql, entries.front()); });
  EXPECT_FALSE(*held);
}

TEST_F(PrivacyDesk, TheCaseStaysAccountedForWithoutWordsOrNames) {
  bring({post("1", "brake", by("anna"))});
  const Id id = *cases->take(mention_of("1"), user, "dialogue");
  ASSERT_TRUE(cases->note(id, "Anna called", user).ok());
  ASSERT_TRUE(cases->promise(id, "call Anna", clock.now() + kDayUs, user).ok());
  ASSERT_TRUE(cases->assign(id, user, "knows Anna", user).ok());
  EXPECT_EQ(erased_of("cases"), 1);
  EXPECT_EQ(
      number(
          "SELECT count(*) FROM cases WHERE author_ref = '' AND state = 'closed' AND opened_at > 0 AND assignee_id > 0"),
      1);
  EXPECT_EQ(number("SELECT count(*) FROM case_events WHERE kind = 'note' AND text = ''"), 1);
  EXPECT_EQ(number("SELECT count(*) FROM case_events WHERE text LIKE '%Anna%'"), 0);
  EXPECT_EQ(number(fmt::format("SELECT count(*) FROM case_events WHERE kind = 'assigned' AND text = '{} '", user)), 1)
      << "who handed to whom stays";
  EXPECT_EQ(number("SELECT count(*) FROM reveals WHERE author_ref = '' AND reason = 'dialogue'"), 1)
      << "who opened and why stays";
  EXPECT_EQ(number("SELECT count(*) FROM promises WHERE text = ''"), 1);
}

TEST_F(PrivacyDesk, ACrashAfterThePromiseIsMadeGood) {
  bring({post("1", "brake", by("anna")), post("2", "brake", by("bert"))});
  const LedgerEntry promised{"entry-1", clock.now(), "erase", "forum", {keys->person_key("forum", "anna")}, {}};
  ASSERT_TRUE(ledger().append(promised).ok());
  close_office();
  close();
  open();
  open_office();
  EXPECT_EQ(*desk->catch_up(), 1);
  EXPECT_EQ(*desk->catch_up(), 0) << "once";
  EXPECT_EQ(number("SELECT count(*) FROM mentions"), 1);
  EXPECT_EQ(number("SELECT count(*) FROM optouts"), 1);
}

TEST_F(PrivacyDesk, AHalfWrittenLedgerLineDoesNotHideTheOthers) {
  ASSERT_TRUE(ledger().append({"a", clock.now(), "optout", "forum", {"k1"}, {}}).ok());
  std::ofstream(folder / "test.erasures", std::ios::app) << R"({"id":"half)";
  ASSERT_TRUE(ledger().append({"b", clock.now(), "optout", "forum", {"k2"}, {}}).ok());
  const auto entries = ledger().read();
  ASSERT_TRUE(entries.ok());
  ASSERT_EQ(entries->size(), 2u);
  EXPECT_EQ((*entries)[1].id, "b");
}

TEST_F(PrivacyDesk, ADeletionOnTheNetworkReachesWhatIsSetAside) {
  bring({post("1", "brake", by("anna"))});
  ASSERT_TRUE(desk->restrict("forum", "anna", "test").ok());
  EXPECT_EQ(number("SELECT count(*) FROM set_aside"), 1);
  EXPECT_EQ(number("SELECT count(*) FROM mentions WHERE text = 'brake'"), 0);
  bring({removal("1")});
  EXPECT_EQ(number("SELECT count(*) FROM set_aside"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM subjects"), 0);
  EXPECT_EQ(number("SELECT sum(count) FROM deletion_delays"), 1) << "and is measured";
}

TEST_F(PrivacyDesk, TheExportNamesEveryPlaceThatMayHoldSomething) {
  bring({post("1", "brake", by("anna"))});
  const auto copy = desk->export_person("forum", "anna", "test");
  ASSERT_TRUE(copy.ok()) << copy.error().text();
  for (const Limit& limit : limits())
    if (limit.outside) EXPECT_TRUE(copy->at("places").as_object().contains(limit.table)) << limit.table;
  EXPECT_EQ(copy->at("places").at("mentions").as_array().size(), 1u);
}

TEST_F(PrivacyDesk, WordsThatAreSomebodysHandleStayInOthersTexts) {
  bring({post("1", "brake", R"("network":"forum","author":{"id":"42","handle":"brake","name":"Brake"})"),
         post("2", "the brake of @brake costs 42", by("bert"))});
  ASSERT_TRUE(desk->erase("forum", "42", "test").ok());
  EXPECT_EQ(number("SELECT count(*) FROM mentions WHERE text = 'the brake of @***** costs 42'"), 1);
}

TEST_F(PrivacyDesk, ANameThatTwoPeopleHaveStaysTheOthers) {
  bring({post("1", "brake", R"("network":"forum","author":{"id":"n1","handle":"one.example","name":"Kim Lee"})"),
         post("2", "brake", R"("network":"forum","author":{"id":"n2","handle":"two.example","name":"Kim Lee"})"),
         post("3", "brake, says Kim Lee", by("bert"))});
  ASSERT_TRUE(desk->erase("forum", "n1", "test").ok());
  EXPECT_EQ(number("SELECT count(*) FROM mentions WHERE text = 'brake, says Kim Lee'"), 1);
}

TEST_F(PrivacyDesk, ARestrictionThatWasEndedIsNotCarriedOutAgain) {
  bring({post("1", "brake", by("anna"))});
  ASSERT_TRUE(desk->restrict("forum", "anna", "test").ok());
  ASSERT_TRUE(desk->release("forum", "anna", "test").ok());
  ASSERT_TRUE(db->write([](soci::session& sql) -> Status {
                  return sql << "DELETE FROM privacy_requests WHERE kind = 'restrict'", done();
                }).ok());
  EXPECT_EQ(*desk->catch_up(), 0);
  EXPECT_EQ(number("SELECT count(*) FROM mentions WHERE text = 'brake'"), 1);
}

TEST_F(PrivacyDesk, RequestsNameNobodyAndAreAudited) {
  bring({post("1", "brake", by("anna"))});
  ASSERT_TRUE(desk->erase("forum", "anna", id_text(user)).ok());
  const auto requests = desk->list(0, 10);
  ASSERT_EQ(requests->size(), 1u);
  EXPECT_EQ(boost::json::serialize(to_json(requests->front())).find("anna"), std::string::npos);
  EXPECT_EQ(number("SELECT count(*) FROM audit WHERE action = 'privacy.erase'"), 1);
  std::ifstream in(folder / "test.erasures");
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}).find("anna"), std::string::npos) << "hashes only";
}

}  // namespace
}  // namespace resonanz::govern
