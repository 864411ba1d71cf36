#include "crisis/statements.h"

#include "crisis/testing.h"

namespace resonanz::crisis {
namespace {

constexpr const char* kUrl = "https://kranich.example/erklaerung";

struct Invariant : testing::CrisisHouse {
  Room room;
  Statement statement;

  void SetUp() override {
    CrisisHouse::SetUp();
    room = open();
    // Tom writes; Mira, Selin and Jule are the pool.
    statement = *board->statements.draft(room.id, {"Zur Bremse", "Wir prüfen.", "de"}, tom);
  }
  Result<Statement> ask(std::vector<Id> whom = {}) {
    return board->statements.request(statement.id, state().version, std::move(whom), tom);
  }
  Result<Statement> approve(Id user) { return board->statements.approve(statement.id, state().version, user); }
  Statement state() {
    return *db->read([&](soci::session& sql) -> Result<Statement> { return statements_of(sql, room.id).front(); });
  }
  std::int64_t waiting(Id user) {
    return *db->read([&](soci::session& sql) -> Result<std::int64_t> { return waiting_for(sql, user); });
  }
};

TEST_F(Invariant, AStatementNeedsTwoDifferentApprovers) {
  ASSERT_TRUE(ask().ok());
  EXPECT_EQ(state().asked, (std::vector<Id>{mira, selin})) << "the first two of the pool";
  EXPECT_EQ(waiting(mira), 1);
  ASSERT_TRUE(approve(mira).ok());
  EXPECT_EQ(waiting(mira), 0);
  EXPECT_EQ(approve(mira).error().code, Errc::approver) << "one is not two";
  EXPECT_EQ(state().state, "waiting");
  EXPECT_EQ(board->statements.published(statement.id, kUrl, clock.now(), tom).error().code, Errc::state);
  ASSERT_TRUE(approve(selin).ok());
  EXPECT_EQ(state().state, "approved");
  EXPECT_EQ(approve(jule).error().code, Errc::state) << "exactly two";
}

TEST_F(Invariant, NobodyApprovesWhatTheyWrote) {
  ASSERT_TRUE(ask().ok());
  EXPECT_EQ(approve(tom).error().code, Errc::approver) << "not of the pool";
  ASSERT_TRUE(board->statements.edit(statement.id, 1, {"Zur Bremse", "Wir rufen zurück.", "de"}, mira).ok());
  ASSERT_TRUE(ask().ok());
  EXPECT_EQ(state().asked, (std::vector<Id>{selin, jule}));
  EXPECT_EQ(approve(mira).error().code, Errc::approver) << "of the pool, but wrote a version";
  ASSERT_TRUE(board->statements.edit(statement.id, 2, {"Zur Bremse", "Wir rufen alle zurück.", "de"}, selin).ok());
  EXPECT_EQ(ask().error().code, Errc::approvers) << "only one is left";
}

TEST_F(Invariant, AnEditVoidsApprovals) {
  ASSERT_TRUE(ask().ok());
  ASSERT_TRUE(approve(mira).ok());
  ASSERT_TRUE(approve(selin).ok());
  ASSERT_TRUE(board->statements.edit(statement.id, 1, {"Zur Bremse", "Wir prüfen noch.", "de"}, tom).ok());
  const Statement edited = state();
  EXPECT_EQ(edited.state, "draft");
  EXPECT_EQ(edited.version, 2);
  for (const Approval& approval : edited.approvals) EXPECT_TRUE(approval.is_void);
  EXPECT_EQ(board->statements.published(statement.id, kUrl, clock.now(), tom).error().code, Errc::state);
  EXPECT_EQ(board->statements.edit(statement.id, 1, {"x", "y", "de"}, tom).error().code, Errc::conflict);
  ASSERT_TRUE(ask().ok());
  EXPECT_EQ(board->statements.approve(statement.id, 1, mira).error().code, Errc::conflict)
      << "that was read before the edit";
  ASSERT_TRUE(approve(mira).ok());
  EXPECT_EQ(state().state, "waiting") << "approvals of the first version do not count";
}

TEST_F(Invariant, ATextChangedBehindTheApprovalsIsNotPublished) {
  ASSERT_TRUE(ask().ok());
  ASSERT_TRUE(approve(mira).ok());
  ASSERT_TRUE(approve(selin).ok());
  ASSERT_TRUE(db->write([&](soci::session& sql) -> Status {
                  sql << "UPDATE crisis_statement_versions SET text = 'something else'";
                  return done();
                }).ok());
  EXPECT_EQ(board->statements.published(statement.id, kUrl, clock.now(), tom).error().code, Errc::state);
}

TEST_F(Invariant, AfterTheTimeLimitTheRestOfThePoolIsAskedAndNothingIsPublished) {
  ASSERT_TRUE(ask().ok());
  ASSERT_TRUE(approve(mira).ok());
  pass(20 * kMinuteUs - 1);
  watch();
  EXPECT_FALSE(state().escalated_at);
  EXPECT_EQ(waiting(jule), 0);
  pass(1);
  watch();
  EXPECT_EQ(state().asked, (std::vector<Id>{mira, selin, jule}));
  EXPECT_EQ(waiting(jule), 1);
  watch();
  EXPECT_EQ(events("approval_escalated"), 1) << "once";
  pass(30 * kDayUs);
  watch();
  EXPECT_EQ(state().state, "waiting") << "however long it takes";
  ASSERT_TRUE(approve(jule).ok());
  EXPECT_EQ(state().state, "approved");
}

TEST_F(Invariant, ARefusalMakesItADraftAgain) {
  ASSERT_TRUE(ask({jule, mira}).ok());
  ASSERT_TRUE(approve(mira).ok());
  ASSERT_TRUE(board->statements.refuse(statement.id, 1, "zu vage", jule).ok());
  EXPECT_EQ(state().state, "draft");
  ASSERT_TRUE(ask().ok()) << "asked again as it is";
  ASSERT_TRUE(approve(selin).ok());
  EXPECT_EQ(state().state, "waiting") << "the approval before the refusal is void";
}

TEST_F(Invariant, ThePublishedStatementMeetsItsClock) {
  ASSERT_TRUE(board->rooms.set_level(room.id, 3, "Rückruf", mira).ok());
  ASSERT_TRUE(ask().ok());
  ASSERT_TRUE(approve(mira).ok());
  ASSERT_TRUE(approve(selin).ok());
  pass(30 * kMinuteUs);
  EXPECT_EQ(board->statements.published(statement.id, kUrl, clock.now() + 1, tom).error().code, Errc::value);
  EXPECT_EQ(board->statements.published(statement.id, "javascript:alert(1)", clock.now(), tom).error().code, Errc::value);
  ASSERT_TRUE(board->statements.published(statement.id, kUrl, clock.now() - 5 * kMinuteUs, tom).ok());
  const Room met = *board->rooms.find(room.id);
  EXPECT_EQ(met.running(ClockKind::statement)->met_at, clock.now() - 5 * kMinuteUs);
  EXPECT_EQ(board->statements.usable()->size(), 1u);
  EXPECT_EQ(board->statements.withdraw(statement.id, "", tom).error().code, Errc::state);
  ASSERT_TRUE(board->rooms.close(room.id, "", {}, mira).ok());
  EXPECT_TRUE(board->statements.usable()->empty());
}

TEST_F(Invariant, OnlyThePoolIsAsked) {
  EXPECT_EQ(ask({mira, tom}).error().code, Errc::approver);
  EXPECT_EQ(ask({mira, mira}).error().code, Errc::value);
  ASSERT_TRUE(board->approvers.write({mira}, mira, clock.now()).ok());
  EXPECT_EQ(ask().error().code, Errc::approvers);
  EXPECT_EQ(board->approvers.write({mira, 4711}, mira, clock.now()).error().code, Errc::not_found);
}

}  // namespace
}  // namespace resonanz::crisis
