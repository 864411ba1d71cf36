#pragma once
// Languages that the own model does not know: fastText's lid.176 gives a second opinion.

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "base/result.h"
#include "understand/language.h"

namespace resonanz::understand {

/// Immutable; thread-safe.
class OtherLanguages {
 public:
  /// Errors: Errc::model.
  static Result<OtherLanguages> read(std::span<const std::uint8_t> bytes);
  OtherLanguages(OtherLanguages&&) noexcept;
  ~OtherLanguages();

  /// That of 176 languages whose probability is kSure or more, as fastText itself computes it to the last bit; its code
  /// lives as long as this, and is "" where there is none. Only the first kLetters count. Precondition: `text` is valid
  /// UTF-8.
  LanguageGuess identify(std::string_view text) const;

  /// So sure must it be to speak against the own model: of the own languages' training texts it then takes fewer than
  /// one sentence in a thousand and one pair of words in a hundred for another language (models/language.py).
  static constexpr double kSure = 0.7;
  static constexpr std::size_t kLetters = 80;
  static constexpr int kVersion = 1;

 private:
  struct State;
  explicit OtherLanguages(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace resonanz::understand
