#pragma once
// A text as an encoder's tokens: the likeliest way to lay it out with pieces of words (a unigram model, Kudo 2018).

#include <string>
#include <string_view>
#include <vector>

#include "understand/encoder/weights.h"

namespace resonanz::understand {

/// Borrows what the weights borrow. Immutable; thread-safe.
class Pieces {
 public:
  explicit Pieces(const EncoderWeights& weights);

  /// At most `most` tokens (at least 2): a beginning, pieces, an end; what is beyond is left out.
  /// Precondition: `text` is valid UTF-8.
  std::vector<std::uint32_t> tokens_of(std::string_view text, std::size_t most) const;

 private:
  /// In the encoder's letters, one space between words and one before the first, each written as U+2581.
  std::vector<char32_t> letters_of(std::string_view text) const;
  /// The token of a piece, or nothing.
  const std::uint32_t* find(std::string_view piece) const;
  std::vector<std::uint32_t> lay_out(std::string_view text, const std::vector<std::uint32_t>& starts) const;

  const EncoderWeights& weights_;
  std::vector<std::uint32_t> table_;  ///< token + 1 by hash, 0 none; open addressing
  std::size_t longest_ = 0;           ///< bytes of a piece
  float unknown_score_ = 0;
};

}  // namespace resonanz::understand
