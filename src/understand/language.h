#pragma once
// The language of a text, from the n-grams of its letters: one linear model over all languages it knows.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "understand/model_file.h"

namespace resonanz::understand {

/// Some of a model's languages, one bit each.
using LanguageSet = std::uint32_t;
inline constexpr LanguageSet kEveryLanguage = ~LanguageSet{0};

struct LanguageGuess {
  std::string_view code;  ///< ISO 639-1; "" where there are no letters, or none of the allowed languages
  double p = 0;           ///< among the allowed ones; calibrated
};

/// Calls see(feature) for each n-gram of 1 to 5 letters of each word (a space stands for its border) and for each
/// longer word. `letters` are those of read_letters().
template <typename See>
void each_gram(std::span<const char32_t> letters, See&& see);

/// Immutable; thread-safe.
class LanguageModel {
 public:
  /// Errors: Errc::model.
  static Result<LanguageModel> read(std::span<const std::uint8_t> bytes);

  /// Only the first letters count (kLetters). Precondition: `text` is valid UTF-8.
  LanguageGuess identify(std::string_view text, LanguageSet allowed = kEveryLanguage) const;
  /// Codes that the model does not know are left out.
  LanguageSet set_of(std::span<const std::string> codes) const;
  std::span<const std::string> codes() const { return codes_; }
  const std::string& version() const { return version_; }

  static constexpr std::size_t kLetters = 200;

 private:
  struct alignas(32) Row {
    std::int8_t weights[kMostLabels];
  };
  using Sums = std::array<std::int32_t, kMostLabels>;  ///< of weights, by language
  LanguageModel() = default;
  Sums sums_of(std::span<const std::uint32_t> grams) const;

  std::vector<Row> rows_;
  unsigned shift_ = 0;
  std::vector<std::string> codes_;
  std::string version_;
  std::vector<double> offset_;  ///< by language, bias and calibration in one
  double scale_ = 0;
};

}  // namespace resonanz::understand

#include "understand/language_grams.h"
