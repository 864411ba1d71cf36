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

using Subject = SecondTier::Subject;
using Labels = std::vector<std::string>;

const Labels kIntents{"complaint", "question", "idea", "praise", "other"};
constexpr double kOfMeaning = 0.5, kOfFirst = 2, kOfUnit = 3;

std::string framed(std::string_view description, std::string_view rows) {
  std::string out = fmt::format("RZMODEL1\n{}\n{}", description, rows);
  const auto sum = crc32(0, reinterpret_cast<const Bytef*>(rows.data()), static_cast<unsigned>(rows.size()));
  for (int i = 0; i < 4; ++i) out += static_cast<char>(sum >> 8 * i & 0xFF);
  return out;
}

/// A model of one label's weight for each input: the first number of the vector speaks for the first label, the first
/// tier's score for the last label for the last, `units` hidden ones for the first.
std::string model_bytes(std::size_t numbers, const Labels& labels = kIntents, std::size_t units = 0) {
  const std::size_t count = labels.size();
  boost::json::array more(numbers + count + units, boost::json::array(count, 0));
  more[0].as_array()[0] = kOfMeaning;
  more[numbers + count - 1].as_array()[count - 1] = kOfFirst;
  for (std::size_t unit = 0; unit < units; ++unit) more[numbers + count + unit].as_array()[0] = kOfUnit;
  const boost::json::array zeros(count, 0);
  return framed(
      fmt::format(R"({{"task":"{}-de-encoded","version":"f2-1","labels":{},"bits":0,)"
                  R"("weighted":true,"weight_scale":1,"rarity_scale":0.05,"gains":[0,0,0,0,0],"bias":{},"more":{},)"
                  R"("sharpness":1,"shift":{},"unsure_below":0.1}})",
                  count == 1 ? labels[0] : "intent", boost::json::serialize(boost::json::value_from(labels)),
                  boost::json::serialize(zeros), boost::json::serialize(more), boost::json::serialize(zeros)),
      std::string(count + 1, '\0'));
}

/// Of one unit, which tells how far the last of its inputs is above -1.
std::string hidden_bytes(std::size_t inputs) {
  std::string rows(inputs, '\0');
  rows.back() = 10;
  return framed(
      fmt::format(R"({{"task":"proposal-de-hidden","version":"1","inputs":{},"scales":[0.1],"bias":[1]}})", inputs),
      rows);
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
  /// Of intent in one language, German; `bytes` must outlive it.
  Result<SecondTier> tier(const std::string& bytes) const {
    std::vector<SecondTier::Head> heads;
    heads.push_back({"de", Subject::intent, *LinearModel::read(bytes_of(bytes)), std::nullopt});
    return SecondTier::of(encoder(), std::move(heads));
  }
  /// Of proposals, with a hidden layer that reads so many numbers.
  Result<SecondTier> deep_tier(std::size_t numbers) {
    hidden_ = hidden_bytes(numbers);
    deep_ = model_bytes(encoder().size(), {"proposal"}, 1);
    std::vector<SecondTier::Head> heads;
    heads.push_back(
        {"de", Subject::proposal, *LinearModel::read(bytes_of(deep_)), *HiddenLayer::read(bytes_of(hidden_))});
    return SecondTier::of(encoder(), std::move(heads));
  }

  const std::string weights_ = [] {
    std::ifstream in("src/understand/encoder/sample.e5s1", std::ios::binary);
    return std::string{std::istreambuf_iterator<char>(in), {}};
  }();
  const std::string model_ = model_bytes(encoder().size());
  std::string deep_, hidden_;
};

TEST_F(SecondTierTest, TheShippedModelsFitTheFirstTierAndTheMeasuredEncoder) {
  const auto heads = SecondTier::shipped_heads();
  ASSERT_TRUE(heads.ok()) << heads.error().text();
  EXPECT_EQ(heads->size(), 4u);
  for (const SecondTier::Head& head : *heads) {
    const TextModels& first = *models().of(head.language);
    const LinearModel& same = head.subject == Subject::intent     ? first.intent
                              : head.subject == Subject::toxicity ? first.toxicity
                                                                  : *first.proposal;
    EXPECT_TRUE(
        std::equal(same.labels().begin(), same.labels().end(), head.model.labels().begin(), head.model.labels().end()))
        << head.model.task();
    const std::size_t given = 3 * 384 + same.labels().size();
    if (head.hidden) {
      EXPECT_EQ(head.hidden->input_count(), given);
    }
    EXPECT_EQ(head.model.input_count(), given + (head.hidden ? head.hidden->size() : 0)) << head.model.task();
  }
}

TEST_F(SecondTierTest, AsksByTheVectorAndTheFirstTiersScores) {
  const auto second = tier(model_);
  ASSERT_TRUE(second.ok()) << second.error().text();
  const std::string_view text = "das paket kommt nicht";
  const double first = 0.7, meaning = encoder().encode(text)[0];
  const std::array<double, 5> scores{0, 0, 0, 0, first};
  const Probabilities p = SecondTier::ask(*second->head_of("de", Subject::intent), second->meaning_of(text), scores);
  const double complaint = std::exp(kOfMeaning * meaning), other = std::exp(kOfFirst * first);
  EXPECT_NEAR(p.all()[0], complaint / (complaint + 3 + other), 1e-6);
  EXPECT_NEAR(p.all()[4], other / (complaint + 3 + other), 1e-6);
}

TEST_F(SecondTierTest, AHiddenLayerAddsWhatItsUnitsSay) {
  const auto second = deep_tier(encoder().size() + 1);
  ASSERT_TRUE(second.ok()) << second.error().text();
  const std::vector<double> meaning = second->meaning_of("man sollte hier eine bank aufstellen");
  for (const double first : {0.7, -3.0}) {
    const double unit = std::max(0.0, 1 + first);
    const double score = kOfMeaning * meaning[0] + kOfFirst * first + kOfUnit * unit;
    const auto p = SecondTier::ask(*second->head_of("de", Subject::proposal), meaning, std::array{first});
    EXPECT_NEAR(p.all()[0], 1 / (1 + std::exp(-score)), 1e-9);
  }
}

TEST_F(SecondTierTest, OnlyItsSubjectsInItsLanguagesChange) {
  const auto second = tier(model_);
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second->head_of("en", Subject::intent), nullptr);
  EXPECT_FALSE(second->knows("en"));
  Understander plain(models()), with(models(), kEveryLanguage, &*second);
  const std::string german = "Warum kommt mein Paket schon wieder nicht? Das ist eine Frechheit!";
  const Understanding before = plain.read("", german), after = with.read("", german);
  EXPECT_EQ(after.sentiment->p.all()[0], before.sentiment->p.all()[0]);
  EXPECT_EQ(after.toxic, before.toxic);
  EXPECT_FALSE(after.proposes);
  EXPECT_NE(after.intent->p.all()[0], before.intent->p.all()[0]);
  EXPECT_NEAR(after.intent->p.all()[1], after.intent->p.all()[2], 1e-9);  // nothing speaks for either
  const std::string english = "Where is my parcel? The refund is late and support ignored my mails.";
  EXPECT_EQ(with.read("", english).intent->p.all()[0], plain.read("", english).intent->p.all()[0]);
}

TEST_F(SecondTierTest, SaysToxicityAndProposals) {
  const std::string toxic = model_bytes(encoder().size(), {"toxic"}),
                    proposal = model_bytes(encoder().size(), {"proposal"});
  std::vector<SecondTier::Head> heads;
  heads.push_back({"de", Subject::toxicity, *LinearModel::read(bytes_of(toxic)), std::nullopt});
  heads.push_back({"de", Subject::proposal, *LinearModel::read(bytes_of(proposal)), std::nullopt});
  const auto second = SecondTier::of(encoder(), std::move(heads));
  ASSERT_TRUE(second.ok()) << second.error().text();
  Understander plain(models()), with(models(), kEveryLanguage, &*second);
  const std::string text = "Hier sollte man endlich einen Radweg bauen, der Platz reicht.";
  const Understanding before = plain.read("", text), after = with.read("", text);
  EXPECT_NE(after.toxic, before.toxic);
  EXPECT_FALSE(before.proposes);
  const auto& shipped = *models().of("de");
  Features features;
  features.read(text);
  const double first = shipped.proposal->scores_of(shipped.proposal->sums_of(features))[0];
  const double score = kOfMeaning * encoder().encode(text)[0] + kOfFirst * first;
  EXPECT_NEAR(*after.proposes, 1 / (1 + std::exp(-score)), 1e-6);
  EXPECT_EQ(after.intent->p.all()[0], before.intent->p.all()[0]);
}

TEST_F(SecondTierTest, WhatDoesNotFitIsRefused) {
  const std::string other = model_bytes(384);
  EXPECT_EQ(tier(other).error().code, Errc::model);
  std::string damaged = model_;
  damaged[damaged.size() - 6] ^= 1;
  EXPECT_EQ(LinearModel::read(bytes_of(damaged)).error().code, Errc::model);
  EXPECT_EQ(deep_tier(encoder().size()).error().code, Errc::model);
  EXPECT_EQ(SecondTier::open("src/understand/encoder/sample.e5s1").error().code, Errc::model);
  EXPECT_EQ(SecondTier::open("src/understand/encoder/none").error().code, Errc::file);
}

TEST_F(SecondTierTest, AHiddenLayerIsCheckedBeforeUse) {
  const auto code = [](const std::string& bytes) { return HiddenLayer::read(bytes_of(bytes)).error().code; };
  std::string damaged = hidden_bytes(3);
  damaged[damaged.size() - 6] ^= 1;
  EXPECT_EQ(code(damaged), Errc::model);
  EXPECT_EQ(code(framed(R"({"task":"t","version":"1","inputs":2,"scales":[1],"bias":[1]})", "abc")), Errc::model);
  EXPECT_EQ(code(framed(R"({"task":"t","version":"1","inputs":3,"scales":[],"bias":[]})", "abc")), Errc::model);
  EXPECT_EQ(code(framed(R"({"task":"t","version":"1","inputs":3,"scales":[1],"bias":"b"})", "abc")), Errc::model);
  EXPECT_EQ(code(model_), Errc::model);
}

TEST_F(SecondTierTest, TheVersionsNameEncoderAndModels) {
  const auto second = tier(model_), deep = deep_tier(encoder().size() + 1);
  ASSERT_TRUE(second.ok() && deep.ok());
  EXPECT_EQ(deep->versions(),
            fmt::format(R"(,"encoder":"{}","proposal-de-encoded":"f2-1","proposal-de-hidden":"1")", Encoder::kVersion));
  const auto versions = boost::json::parse(models().versions(second->versions())).as_object();
  for (const char* stage : {"intent-de", "encoder", "intent-de-encoded"})
    EXPECT_TRUE(versions.contains(stage)) << stage;
}

}  // namespace
}  // namespace resonanz::understand
