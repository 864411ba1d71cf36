#include <gtest/gtest.h>
#include <zlib.h>

#include <cmath>

#include <string>

#include "understand/language.h"
#include "understand/linear_model.h"

namespace resonanz::understand {
namespace {

constexpr const char* kHeader =
    R"({"task":"t","version":"f2-1","labels":["yes"],"bits":2,"weighted":true,"weight_scale":0.1,"rarity_scale":0.05,"gains":[1,1,1,1,1],)"
    R"("bias":[0.5],"more":[[2]],"sharpness":1,"shift":[0],"unsure_below":0.6})";

std::string model_of(std::string header, std::string rows) {
  const auto sum = crc32(0, reinterpret_cast<const Bytef*>(rows.data()), static_cast<unsigned>(rows.size()));
  std::string out = "RZMODEL1\n" + std::move(header) + "\n" + std::move(rows);
  for (int i = 0; i < 4; ++i) out += static_cast<char>(sum >> 8 * i & 0xFF);
  return out;
}

std::span<const std::uint8_t> bytes_of(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

TEST(ModelFile, IsReadAsWritten) {
  const std::string bytes = model_of(kHeader, std::string(8, '\1'));
  const auto model = read_model(bytes_of(bytes));
  ASSERT_TRUE(model.ok()) << model.error().text();
  EXPECT_EQ(model->labels, std::vector<std::string>{"yes"});
  EXPECT_EQ(model->rows.size(), 8u);
  EXPECT_EQ(model->more.size(), 1u);
}

TEST(ModelFile, WhatIsDamagedIsRefused) {
  const std::string good = model_of(kHeader, std::string(8, '\1'));
  for (std::size_t size = 0; size < good.size(); ++size) {
    const std::string part = good.substr(0, size);
    EXPECT_FALSE(read_model(bytes_of(part)).ok()) << size;
  }
  std::string flipped = good;
  flipped[flipped.size() - 7] ^= 1;
  EXPECT_EQ(read_model(bytes_of(flipped)).error().code, Errc::model);
  EXPECT_FALSE(read_model(bytes_of(model_of("{}", ""))).ok());
  EXPECT_FALSE(read_model(bytes_of(model_of("[1]", ""))).ok());
  std::string many = kHeader;
  many.replace(many.find(R"("bits":2)"), 8, R"("bits":60)");
  EXPECT_FALSE(read_model(bytes_of(model_of(many, std::string(8, '\1')))).ok());
}

TEST(ModelFile, OtherFeaturesOrAnotherKindAreRefused) {
  std::string old = kHeader;
  old.replace(old.find("f2-1"), 4, "f0-1");
  EXPECT_FALSE(LinearModel::read(bytes_of(model_of(old, std::string(8, '\1')))).ok());
  EXPECT_FALSE(LanguageModel::read(bytes_of(model_of(kHeader, std::string(8, '\1')))).ok());
}

TEST(LinearModel, WithoutFeaturesOnlyBiasAndInputsCount) {
  const std::string bytes = model_of(kHeader, std::string(8, '\1'));
  const auto model = LinearModel::read(bytes_of(bytes));
  ASSERT_TRUE(model.ok());
  Features nothing;
  nothing.read("");
  EXPECT_NEAR(model->ask(nothing).all()[0], 1 / (1 + std::exp(-0.5)), 1e-12);
  const std::array<double, 1> input{-1.0};
  const auto p = model->ask(nothing, input);
  EXPECT_NEAR(p.all()[0], 1 / (1 + std::exp(1.5)), 1e-12);
  EXPECT_EQ(model->verdict(p), "unsure");
}

TEST(LinearModel, AKindOfFeaturesWeighsTheSameHoweverManyItHas) {
  // rarity 1 and weight 1 everywhere: n features of a kind sum to n / sqrt(n)
  const std::string bytes = model_of(kHeader, std::string(8, '\1'));
  const auto model = LinearModel::read(bytes_of(bytes));
  Features features;
  features.read("a");
  double score = 0.5;
  for (std::size_t kind = 0; kind < kFeatureKinds; ++kind)
    score += std::sqrt(static_cast<double>(features.of(static_cast<FeatureKind>(kind)).size())) * 0.1 / 0.05;
  EXPECT_NEAR(model->ask(features).all()[0], 1 / (1 + std::exp(-score)), 1e-9);
}

}  // namespace
}  // namespace resonanz::understand
