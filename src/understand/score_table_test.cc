#include "understand/score_table.h"

#include <gtest/gtest.h>

#include "understand/shipped.h"

namespace resonanz::understand {
namespace {

void expect_same(const TableSums& a, const TableSums& b) {
  EXPECT_EQ(a.weights, b.weights);
  EXPECT_EQ(a.squares, b.squares);
}

TEST(ScoreTable, SaysWhatEachModelSays) {
  const auto models = shipped_models();
  ASSERT_TRUE(models.ok());
  std::string long_text;  // more rows than two bytes can sum
  for (int i = 0; i < 40; ++i) long_text += "Ärger" + std::to_string(i) + " nicht? ";
  Features features;
  for (const TextModels& of : models->texts)
    for (const std::string& text :
         {std::string(), std::string("Danke, super Service!"), std::string("!!! 😡"), long_text}) {
      features.read(text);
      const ScoreTable::Sums sums = of.table.sums_of(features);
      expect_same(sums[0], of.sentiment.sums_of(features));
      expect_same(sums[1], of.toxicity.sums_of(features));
      expect_same(sums[2], of.intent.sums_of(features));
      if (of.proposal) expect_same(sums[3], of.proposal->sums_of(features));
    }
}

TEST(ScoreTable, TooManyLabelsAreRefused) {
  const auto models = shipped_models();
  ASSERT_TRUE(models.ok());
  const LinearModel& intent = models->texts[0].intent;
  EXPECT_FALSE(ScoreTable::of(std::array{&intent, &intent, &intent}).ok());
}

}  // namespace
}  // namespace resonanz::understand
