#include "understand/second_tier.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <boost/json.hpp>
#include <cmath>
#include <fstream>
#include <iterator>

#include "understand/understand.h"

namespace resonanz::understand {
namespace {

constexpr std::size_t kLabels = 5;
constexpr double kOfMeaning = 0.5, kOfFirst = 2;

/// A model of one label's weight for each input: the first number of the vector speaks for the first label, the first
/// tier's score for the last label for the last.
std::string model_bytes(std::size_t numbers) {
  boost::json::array more(numbers + kLabels, boost::json::array(kLabels, 0));
  more[0].as_array()[0] = kOfMeaning;
  more[numbers + kLabels - 1].as_array()[kLabels - 1] = kOfFirst;
  std::string out = fmt::format(
      "RZMODEL1\n"
      R"({{"task":"intent-de-encoded","version":"f2-1","labels":["complaint","question","idea","praise","other"],"bits":0,)"
      R"("weighted":true,"weight_scale":1,"rarity_scale":0.05,"gains":[0,0,0,0,0],"bias":[0,0,0,0,0],"more":{},)"
      R"("sharpness":1,"shift":[0,0,0,0,0],"unsure_below":0.1}})"
      "\n",
      boost::json::serialize(more));
  const std::string row(kLabels + 1, '\0');
  const auto sum = crc32(0, reinterpret_cast<const Bytef*>(row.data()), static_cast<unsigned>(row.size()));
  out += row;
  for (int i = 0; i < 4; ++i) out += static_cast<char>(sum >> 8 * i & 0xFF);
  return out;
}

std::span<const std::uint8_t> bytes_of(const std::string& content) {
  return {reinterpret_cast<const std::uint8_t*>(content.data()), content.size()};
}

class SecondTierTest : public testing::Test {
 protected:
  static const ShippedModels& models() {
    static const auto shipped = shipped_models();
    return *shipped;
  }
  Encoder encoder() const { return *Encoder::read(bytes_of(weights_)); }
  /// Of one language, German; `bytes` must outlive it.
  Result<SecondTier> tier(const std::string& bytes) const {
    std::vector<SecondTier::Intent> intents;
    intents.push_back({"de", *LinearModel::read(bytes_of(bytes))});
    return SecondTier::of(encoder(), std::move(intents));
  }

  const std::string weights_ = [] {
    std::ifstream in("src/understand/encoder/sample.e5s1", std::ios::binary);
    return std::string{std::istreambuf_iterator<char>(in), {}};
  }();
  const std::string model_ = model_bytes(encoder().size());
};

TEST_F(SecondTierTest, TheShippedModelsFitTheFirstTierAndTheMeasuredEncoder) {
  const auto intents = SecondTier::shipped_intents();
  ASSERT_TRUE(intents.ok()) << intents.error().text();
  EXPECT_EQ(intents->size(), 2u);
  for (const auto& [language, model] : *intents) {
    const auto labels = models().of(language)->intent.labels();
    EXPECT_TRUE(std::equal(labels.begin(), labels.end(), model.labels().begin(), model.labels().end())) << language;
    EXPECT_EQ(model.input_count(), 3 * 384 + kLabels);
  }
}

TEST_F(SecondTierTest, AsksByTheVectorAndTheFirstTiersScores) {
  const auto second = tier(model_);
  ASSERT_TRUE(second.ok()) << second.error().text();
  const std::string_view text = "das paket kommt nicht";
  const double first = 0.7, meaning = encoder().encode(text)[0];
  const std::array<double, kLabels> scores{0, 0, 0, 0, first};
  const Probabilities p = second->ask(*second->intent_of("de"), text, scores);
  const double complaint = std::exp(kOfMeaning * meaning), other = std::exp(kOfFirst * first);
  EXPECT_NEAR(p.all()[0], complaint / (complaint + 3 + other), 1e-6);
  EXPECT_NEAR(p.all()[4], other / (complaint + 3 + other), 1e-6);
}

TEST_F(SecondTierTest, OnlyTheIntentOfItsLanguagesChanges) {
  const auto second = tier(model_);
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second->intent_of("en"), nullptr);
  Understander plain(models()), with(models(), kEveryLanguage, &*second);
  const std::string german = "Warum kommt mein Paket schon wieder nicht? Das ist eine Frechheit!";
  const Understanding before = plain.read("", german), after = with.read("", german);
  EXPECT_EQ(after.sentiment->p.all()[0], before.sentiment->p.all()[0]);
  EXPECT_EQ(after.toxic, before.toxic);
  EXPECT_NE(after.intent->p.all()[0], before.intent->p.all()[0]);
  EXPECT_NEAR(after.intent->p.all()[1], after.intent->p.all()[2], 1e-9);  // nothing speaks for either
  const std::string english = "Where is my parcel? The refund is late and support ignored my mails.";
  EXPECT_EQ(with.read("", english).intent->p.all()[0], plain.read("", english).intent->p.all()[0]);
}

TEST_F(SecondTierTest, WhatDoesNotFitIsRefused) {
  const std::string other = model_bytes(384);
  EXPECT_EQ(tier(other).error().code, Errc::model);
  std::string damaged = model_;
  damaged[damaged.size() - 6] ^= 1;
  EXPECT_EQ(LinearModel::read(bytes_of(damaged)).error().code, Errc::model);
  EXPECT_EQ(SecondTier::open("src/understand/encoder/sample.e5s1").error().code, Errc::model);
  EXPECT_EQ(SecondTier::open("src/understand/encoder/none").error().code, Errc::file);
}

TEST_F(SecondTierTest, TheVersionsNameEncoderAndModels) {
  const auto second = tier(model_);
  ASSERT_TRUE(second.ok());
  const auto versions = boost::json::parse(models().versions(second->versions())).as_object();
  for (const char* stage : {"intent-de", "encoder", "intent-de-encoded"})
    EXPECT_TRUE(versions.contains(stage)) << stage;
}

}  // namespace
}  // namespace resonanz::understand
