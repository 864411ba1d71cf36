// The demo company's six weeks, post by post at the time they were written, under the rules a house begins with.
#include "ingest/testing.h"
#include "notice/watch.h"
#include "sources/demo/script.h"
#include "sources/demo/stage.h"

namespace resonanz::notice {
namespace {

namespace demo = sources::demo;

constexpr TimeUs kFirstRumour = 102 * kHourUs + 41 * kMinuteUs;  // before the end of the history

struct DemoCrisis : ingest::testing::House {
  std::map<std::string, Id> source_of;
  std::optional<Rules> rules;
  std::optional<Alerts> alerts;
  std::optional<Watch> watch;
  TimeUs end = 0;

  void SetUp() override {
    House::SetUp();
    end = clock.now();
    clock.set(end - 43 * kDayUs);
    rules.emplace(*db);
    alerts.emplace(*db);
    watch.emplace(Watch::Parts{*db, *keys, hub, clock});
  }
  void TearDown() override {
    watch.reset();
    House::TearDown();
  }
  Id add_query(const char* name, const char* text) { return queries->add(name, text, "", 0, clock.now())->id; }
  Id source_for(const std::string& network) {
    Id& id = source_of[network];
    if (id != 0) return id;
    auto assessment = sources::assessment_template("demo", "de", "tester", end);
    assessment.approved = true;
    return id = sources
                    ->add({network, "demo", "", {{"network", network}}, {}, assessment, std::string(demo::kOwnAccount)},
                          "test", clock.now())
                    ->id;
  }
  void add_rule(Id query, Rule::Kind kind, Sensitivity sensitivity) {
    Rule rule;
    rule.query = query;
    rule.name = "rule";
    rule.kind = kind;
    rule.sensitivity = sensitivity;
    rule.cooldown_minutes = 24 * 60;
    ASSERT_TRUE(rules->add(rule, 1, clock.now()).ok());
  }
  void look() {
    const auto raised = watch->look_at_counts();
    ASSERT_TRUE(raised.ok()) << raised.error().text();
  }
  /// Every post at its time, with a look after each and every quarter of an hour.
  void replay() {
    for (const demo::Line& line : demo::script().history) {
      const TimeUs at = end - line.ago;
      for (TimeUs next = clock.now() + kHourUs; next < at; next += kHourUs) clock.set(next), look();
      clock.set(at);
      ASSERT_TRUE(journal->append({source_for(line.post.network), "", "", at}, {demo::to_item(line, at)}, at).ok());
      ASSERT_TRUE(pipeline->step().ok());
      look();
    }
  }
  struct Told {
    std::optional<TimeUs> delay;  ///< from the first post of the rumour to the alarm
    int false_alarms = 0;         ///< outside of the four days of the crisis
  };
  Told told() {
    Told out;
    for (const Alert& alert : *alerts->list(0, 100)) {
      const TimeUs after = alert.at - (end - kFirstRumour);
      if (after < 0 || after > 3 * kDayUs) ++out.false_alarms;
      else out.delay = out.delay ? std::min(*out.delay, after) : after;
      fmt::print("{} ago {:.1f} h: {} of usual {} to {}\n", alert.rule_name,
                 static_cast<double>(end - alert.at) / kHourUs, alert.count, *alert.usual_low, *alert.usual_high);
    }
    return out;
  }
};

TEST_F(DemoCrisis, IsHeardWithinTheHourWithAtMostOneFalseAlarmInSixWeeks) {
  const Id brake = add_query(
      "Bremse L3", "(kranich* OR lastenrad OR \"cargo bike\" OR L3) (brems* OR brake* OR rückruf* OR recall*)");
  add_query("Marke", "kranich* OR @kranichrad OR #kranichrad");
  add_rule(brake, Rule::Kind::volume, Sensitivity::medium);
  replay();
  const Told heard = told();
  ASSERT_TRUE(heard.delay);
  EXPECT_LE(*heard.delay, kHourUs);
  EXPECT_LE(heard.false_alarms, 1);
}

}  // namespace
}  // namespace resonanz::notice
