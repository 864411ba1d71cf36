#pragma once
// The layers of an encoder, from tokens to means over them.

#include <span>
#include <vector>

#include "understand/encoder/dense.h"

namespace resonanz::understand {

/// What each of these layers (counted from 1, ascending) says of the tokens on average: weights.size numbers a layer,
/// one after another. Precondition: tokens are below weights.words.rows, at least one, at most weights.longest.
std::vector<float> run_encoder(const EncoderWeights& weights, std::span<const std::uint32_t> tokens,
                               std::span<const std::size_t> layers, DenseKernel dense);

/// x·Φ(x), from a table: within 2e-6 (Hendrycks and Gimpel 2016).
float gelu(float x);

}  // namespace resonanz::understand
