#include "crisis/report.h"

#include "crisis/testing.h"

namespace resonanz::crisis {
namespace {

struct CrisisReport : testing::CrisisHouse {
  Id room = 0;
  void play(bool drill) {
    room = open(drill).id;
    ASSERT_TRUE(board->rooms.set_level(room, 3, "Rückruf | möglich", mira).ok());
    ASSERT_TRUE(board->rooms.begin_hold(room, "Rückruf", mira).ok());
    const auto statement = *board->statements.draft(room, {"Zur Bremse", "Wir prüfen.\nMorgen mehr.", "de"}, tom);
    ASSERT_TRUE(board->statements.request(statement.id, 1, {}, tom).ok());
    pass(90 * kMinuteUs);
    watch();
    for (const Id user : {mira, jule}) ASSERT_TRUE(board->statements.approve(statement.id, 1, user).ok());
    ASSERT_TRUE(board->statements.published(statement.id, "https://kranich.example/e", clock.now(), tom).ok());
    ASSERT_TRUE(board->rooms.lift_hold(room, "", mira).ok());
    ASSERT_TRUE(board->rooms.close(room, "", "früher *reden*", mira).ok());
  }
  std::string text(const char* language) {
    const Report report = *read_report(*db, room, clock.now());
    return report_text(report, {language, [&](Id user) { return user == mira ? "Mira" : "Tom"; }});
  }
};

TEST_F(CrisisReport, SaysWhatWasMetAndMissed) {
  play(false);
  const Report report = *read_report(*db, room, clock.now());
  EXPECT_EQ(report.clocks_met, 2) << "the look and the statement";
  EXPECT_EQ(report.clocks_missed, 1) << "nobody answered in public";
  EXPECT_EQ(report.delays.room_to_statement, 90 * kMinuteUs);
  EXPECT_FALSE(report.delays.alarm_to_room) << "opened by hand";
  EXPECT_FALSE(report.delays.alarm_to_answer);
  EXPECT_EQ(report.timeline.front().what.kind, "opened");
  EXPECT_EQ(report.timeline.back().what.kind, "closed");
}

TEST_F(CrisisReport, ReadsInBothLanguages) {
  play(false);
  const std::string german = text("de"), english = text("en");
  for (const char* part :
       {"# Krisenbericht: Bremse", "## Uhren", "eingehalten: 2, versäumt: 1", "> Wir prüfen.\n> Morgen mehr.",
        "Rückruf \\| möglich", "https://kranich.example/e", "früher *reden*", "90 Minuten"})
    EXPECT_NE(german.find(part), std::string::npos) << part << "\n" << german;
  for (const char* part :
       {"# Crisis report: Bremse", "## Timeline", "met: 2, missed: 1", "Level set to 3 – crisis.", "Mira"})
    EXPECT_NE(english.find(part), std::string::npos) << part << "\n" << english;
}

TEST_F(CrisisReport, AWithdrawnStatementIsMarkedAndOneIsOne) {
  room = open(false).id;
  const auto statement = *board->statements.draft(room, {"Zur Bremse", "Wir prüfen.", "de"}, tom);
  ASSERT_TRUE(board->statements.withdraw(statement.id, "falsch", tom).ok());
  EXPECT_NE(text("de").find("**Verworfen: gilt nicht mehr.**"), std::string::npos) << text("de");
  EXPECT_NE(text("en").find("**Withdrawn: no longer stands.**"), std::string::npos) << text("en");
  const audit::Happening quiet{room, 0, "quiet_proposed", "", R"({"hours":1})"};
  EXPECT_TRUE(sentence(quiet, {"de"}).starts_with("Seit 1 Stunde ist"));
  EXPECT_TRUE(sentence(quiet, {"en"}).starts_with("For 1 hour all"));
  EXPECT_EQ(counted(1.5, {"Stunde", "Stunden", "hour", "hours"}, {"de"}), "1,5 Stunden");
}

TEST_F(CrisisReport, ADrillIsOneAtFirstSight) {
  play(true);
  EXPECT_TRUE(text("de").starts_with("# Übung: Bremse\n\n**Dies war eine Übung."));
  EXPECT_NE(text("en").find("(simulated)"), std::string::npos);
}

TEST_F(CrisisReport, EveryHappeningHasASentence) {
  play(false);
  const Report report = *read_report(*db, room, clock.now());
  for (const auto& moment : report.timeline)
    for (const char* language : {"de", "en"}) {
      const std::string said = sentence(moment.what, {language, [](Id) { return "Mira"; }});
      EXPECT_TRUE(said.ends_with('.')) << moment.what.kind << ": " << said;
    }
}

}  // namespace
}  // namespace resonanz::crisis
