#include "understand/encoder/dense.h"

#ifdef __x86_64__
#include <immintrin.h>

#include <array>

namespace resonanz::understand {
namespace {

#define RESONANZ_AVX2 [[gnu::target("avx2,fma"), gnu::always_inline]] inline

constexpr std::size_t kRows = 4, kTokens = 3, kLanes = 8;  // twelve sums fit in registers beside what they are made of

RESONANZ_AVX2 void unpack(const std::uint8_t* block, float* out) {
  const __m256 scale = _mm256_set1_ps(half_to_float(block));
  const __m256i eight = _mm256_set1_epi32(8), low = _mm256_set1_epi32(15);
  for (std::size_t i = 0; i < Matrix::kBlock / 2; i += kLanes) {
    const __m256i pairs = _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(block + 2 + i)));
    const __m256i first = _mm256_sub_epi32(_mm256_and_si256(pairs, low), eight);
    const __m256i second = _mm256_sub_epi32(_mm256_srli_epi32(pairs, 4), eight);
    _mm256_storeu_ps(out + i, _mm256_mul_ps(_mm256_cvtepi32_ps(first), scale));
    _mm256_storeu_ps(out + i + Matrix::kBlock / 2, _mm256_mul_ps(_mm256_cvtepi32_ps(second), scale));
  }
}

RESONANZ_AVX2 float sum_of(__m256 lanes) {
  const __m128 four = _mm_add_ps(_mm256_castps256_ps128(lanes), _mm256_extractf128_ps(lanes, 1));
  const __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
  return _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
}

/// kRows unpacked rows times `kCount` tokens. Unrolled by name: with -O2 alone GCC keeps the sums in memory, seven
/// times slower.
template <std::size_t kCount>
RESONANZ_AVX2 void multiply(const float* rows, std::size_t columns, const float* from, const float* bias, float* out,
                            std::size_t step) {
  __m256 sums[kCount][kRows];
#pragma GCC unroll 4
  for (auto& token : sums)
#pragma GCC unroll 4
    for (auto& sum : token) sum = _mm256_setzero_ps();
  for (std::size_t c = 0; c < columns; c += kLanes) {
    __m256 x[kCount];
#pragma GCC unroll 4
    for (std::size_t t = 0; t < kCount; ++t) x[t] = _mm256_loadu_ps(from + t * columns + c);
#pragma GCC unroll 4
    for (std::size_t r = 0; r < kRows; ++r) {
      const __m256 w = _mm256_loadu_ps(rows + r * columns + c);
#pragma GCC unroll 4
      for (std::size_t t = 0; t < kCount; ++t) sums[t][r] = _mm256_fmadd_ps(x[t], w, sums[t][r]);
    }
  }
#pragma GCC unroll 4
  for (std::size_t t = 0; t < kCount; ++t)
#pragma GCC unroll 4
    for (std::size_t r = 0; r < kRows; ++r) out[t * step + r] = bias[r] + sum_of(sums[t][r]);
}

[[gnu::target("avx2,fma")]] void multiply_all(const Affine& layer, const float* from, std::size_t tokens, float* out) {
  const Matrix& weights = layer.weights;
  const std::size_t columns = weights.columns;
  std::vector<float> rows(kRows * columns);
  for (std::size_t r = 0; r < weights.rows; r += kRows) {
    for (std::size_t block = 0; block < kRows * columns / Matrix::kBlock; ++block)
      unpack(weights.row(r) + block * Matrix::kBlockBytes, &rows[block * Matrix::kBlock]);
    const float* bias = &layer.bias[r];
    std::size_t t = 0;
    for (; t + kTokens <= tokens; t += kTokens)
      multiply<kTokens>(rows.data(), columns, from + t * columns, bias, out + t * weights.rows + r, weights.rows);
    for (; t < tokens; ++t)
      multiply<1>(rows.data(), columns, from + t * columns, bias, out + t * weights.rows + r, weights.rows);
  }
}

#undef RESONANZ_AVX2

}  // namespace

DenseKernel dense_avx2() {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? multiply_all : nullptr;
}

}  // namespace resonanz::understand
#else
namespace resonanz::understand {

DenseKernel dense_avx2() { return nullptr; }

}  // namespace resonanz::understand
#endif
