#include "understand/encoder/dense.h"

#include <bit>
#include <cstring>

namespace resonanz::understand {

float half_to_float(const std::uint8_t* bytes) {
  const std::uint32_t half = static_cast<std::uint32_t>(bytes[0]) | static_cast<std::uint32_t>(bytes[1]) << 8;
  constexpr float kExponents = 0x1p112F;  // between the biases of the two formats
  const float size = std::bit_cast<float>((half & 0x7FFF) << 13) * kExponents;
  return half & 0x8000 ? -size : size;
}

void unpack_block(const std::uint8_t* block, float* out) {
  const float scale = half_to_float(block);
  for (std::size_t i = 0; i < Matrix::kBlock / 2; ++i) {
    out[i] = static_cast<float>((block[2 + i] & 15) - 8) * scale;
    out[i + Matrix::kBlock / 2] = static_cast<float>((block[2 + i] >> 4) - 8) * scale;
  }
}

void dense_portable(const Affine& layer, const float* from, std::size_t tokens, float* out) {
  constexpr std::size_t kLanes = 8;
  const Matrix& weights = layer.weights;
  std::vector<float> row(weights.columns);
  for (std::size_t r = 0; r < weights.rows; ++r) {
    for (std::size_t block = 0; block < weights.columns / Matrix::kBlock; ++block)
      unpack_block(weights.row(r) + block * Matrix::kBlockBytes, &row[block * Matrix::kBlock]);
    for (std::size_t t = 0; t < tokens; ++t) {
      const float* x = from + t * weights.columns;
      float sums[kLanes] = {};  // side by side, so that they need not wait for each other
      for (std::size_t c = 0; c < weights.columns; c += kLanes)
        for (std::size_t lane = 0; lane < kLanes; ++lane) sums[lane] += x[c + lane] * row[c + lane];
      float sum = layer.bias[r];
      for (const float lane : sums) sum += lane;
      out[t * weights.rows + r] = sum;
    }
  }
}

DenseKernel dense_kernel() {
  static const DenseKernel best = dense_avx2() ? dense_avx2() : dense_portable;
  return best;
}

}  // namespace resonanz::understand
