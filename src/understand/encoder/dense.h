#pragma once
// Dense layers: the matrix times vectors, where an encoder spends its time.

#include <cstddef>

#include "understand/encoder/weights.h"

namespace resonanz::understand {

/// Writes out[t·rows + r] = bias[r] + Σ from[t·columns + c] · weights[r][c] for `tokens` vectors.
using DenseKernel = void (*)(const Affine& layer, const float* from, std::size_t tokens, float* out);

/// The fastest one that this machine can run.
DenseKernel dense_kernel();
/// Runs everywhere.
void dense_portable(const Affine& layer, const float* from, std::size_t tokens, float* out);
/// With AVX2 and FMA; nullptr where the machine has none.
DenseKernel dense_avx2();

/// The weights of one block as numbers. Infinite scales do not occur in a file that was checked by its sum.
void unpack_block(const std::uint8_t* block, float* out);
float half_to_float(const std::uint8_t* bytes);

}  // namespace resonanz::understand
