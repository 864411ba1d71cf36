#include "understand/encoder/encoder.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cmath>
#include <fstream>
#include <iterator>

#include "understand/encoder/forward.h"

namespace resonanz::understand {
namespace {

const std::filesystem::path kFolder = "src/understand/encoder";  // made by models/encoder_sample.py

std::string content_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class EncoderTest : public testing::Test {
 protected:
  static std::span<const std::uint8_t> bytes_of(const std::string& content) {
    return {reinterpret_cast<const std::uint8_t*>(content.data()), content.size()};
  }
  Encoder encoder(DenseKernel kernel = dense_kernel()) const { return *Encoder::read(bytes_of(sample_), kernel); }

  const std::string sample_ = content_of(kFolder / "sample.e5s1");
  const boost::json::value expected_ = boost::json::parse(content_of(kFolder / "sample.json"));
};

TEST_F(EncoderTest, TokensAreThoseOfTheReference) {
  const Encoder tested = encoder();
  for (const auto& row : expected_.as_array())
    EXPECT_EQ(tested.tokens_of(row.at("text").as_string()),
              boost::json::value_to<std::vector<std::uint32_t>>(row.at("tokens")))
        << row.at("text");
}

TEST_F(EncoderTest, VectorsAreThoseOfTheReferenceByEveryKernel) {
  for (const DenseKernel kernel : {DenseKernel{dense_portable}, dense_kernel()}) {
    const Encoder tested = encoder(kernel);
    for (const auto& row : expected_.as_array()) {
      const auto wanted = boost::json::value_to<std::vector<float>>(row.at("vector"));
      const std::vector<float> got = tested.encode(row.at("text").as_string());
      ASSERT_EQ(got.size(), wanted.size());
      for (std::size_t i = 0; i < got.size(); ++i) EXPECT_NEAR(got[i], wanted[i], 2e-4) << row.at("text") << i;
    }
  }
}

TEST_F(EncoderTest, HostileTextsStayWithinBounds) {
  const Encoder tested = encoder();
  std::string long_ligatures, replaced;
  for (int i = 0; i < 300; ++i) long_ligatures += "\uFDFA", replaced += "\uFFFD";
  for (const std::string& text : {std::string(), long_ligatures, replaced, std::string(100'000, 'a'),
                                  std::string(100'000, ' '), std::string(3, '\0')}) {
    EXPECT_LE(tested.tokens_of(text).size(), Encoder::kMostTokens);
    const std::vector<float> vector = tested.encode(text);
    EXPECT_EQ(vector.size(), tested.size());
    for (const float number : vector) EXPECT_TRUE(std::isfinite(number));
  }
}

TEST_F(EncoderTest, EveryCutFileIsRefused) {
  for (std::size_t size = 0; size < sample_.size(); size += size < 2000 ? 1 : 97) {
    const std::string cut = sample_.substr(0, size);  // a copy: a read past its end would be found
    EXPECT_FALSE(Encoder::read(bytes_of(cut)).ok()) << size;
  }
}

TEST_F(EncoderTest, DamagedSizesAreRefusedOrHarmless) {
  for (std::size_t at = 4; at < 1500; ++at) {
    std::string damaged = sample_;
    damaged[at] = static_cast<char>(~damaged[at]);
    if (const auto read = Encoder::read(bytes_of(damaged))) read->encode("das paket kommt nicht");
  }
}

TEST_F(EncoderTest, OnlyTheMeasuredFileIsOpened) {
  const auto refused = Encoder::open(kFolder / "sample.e5s1");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Errc::model);
  const auto missing = Encoder::open(kFolder / "none");
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, Errc::file);
}

TEST(Gelu, TheTableIsCloseToTheFormula) {
  for (float x = -8; x < 8; x += 0.0137F) EXPECT_NEAR(gelu(x), x * std::erfc(-x / std::sqrt(2.0F)) / 2, 3e-6) << x;
  EXPECT_EQ(gelu(std::nanf("")), 0);
}

}  // namespace
}  // namespace resonanz::understand
