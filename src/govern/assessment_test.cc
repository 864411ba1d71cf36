// The gate of the purpose: no source without an assessment that somebody answers for and looks at again.
#include "govern/testing.h"
#include "sources/scheduler.h"

namespace resonanz::govern {
namespace {

using Assessment = testing::Office;

TEST_F(Assessment, AnExpiredOnePausesTheSourceWithinOneRunAndSaysHowToGoOn) {
  std::ofstream(folder / "recording.jsonl") << R"({"id":"1","text":"brake"})"
                                               "\n";
  auto assessment = sources::assessment_template("replay", "en", "Jule", clock.now());
  assessment.approved = true;
  const auto made = sources->add(
      {"r", "replay", "", {{"file", (folder / "recording.jsonl").string()}}, {}, assessment, ""}, "test", clock.now());
  ASSERT_TRUE(made.ok()) << made.error().text();
  clock.advance(367 * kDayUs);
  sources::Scheduler scheduler(io.get_executor(), {*sources, *journal, hub, services, [] {}});
  scheduler.reconcile();
  io.run_for(std::chrono::seconds(2));
  const auto paused = *sources->find(made->id);
  EXPECT_EQ(paused.state, sources::State::paused);
  ASSERT_TRUE(paused.health.error.has_value());
  EXPECT_EQ(paused.health.error->code, Errc::review);
  EXPECT_NE(paused.health.error->sentence("de").find(assessment.review_date), std::string::npos);
  EXPECT_EQ(*journal->pending(made->id), 0) << "nothing was collected";
  EXPECT_EQ(sources->set_state(made->id, sources::State::running, "test", clock.now()).error().code, Errc::review);
  assessment.review_date = format_rfc3339(clock.now() + 300 * kDayUs).substr(0, 10);
  ASSERT_TRUE(sources->change(made->id, {.assessment = assessment}, "test", clock.now()).ok());
  EXPECT_TRUE(sources->set_state(made->id, sources::State::running, "test", clock.now()).ok());
}

TEST_F(Assessment, ToApproveItNeedsADateThatIsNotPastNorFarAhead) {
  auto assessment = sources::assessment_template("import", "en", "Jule", clock.now());
  assessment.approved = true;
  for (const auto* date : {"", "soon", "2026-11-22", "2099-01-01"}) {
    assessment.review_date = date;
    EXPECT_EQ(
        sources->add({std::string("s") + date, "import", "", {}, {}, assessment, ""}, "test", clock.now()).error().code,
        Errc::value)
        << date;
  }
}

}  // namespace
}  // namespace resonanz::govern
