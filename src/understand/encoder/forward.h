#pragma once
// The layers of an encoder, from tokens to a vector a token.

#include <span>
#include <vector>

#include "understand/encoder/dense.h"

namespace resonanz::understand {

/// The last layer: tokens.size() × weights.size numbers. Precondition: tokens are below weights.words.rows, at most
/// weights.longest.
std::vector<float> run_encoder(const EncoderWeights& weights, std::span<const std::uint32_t> tokens, DenseKernel dense);

/// x·Φ(x), from a table: within 2e-6 (Hendrycks and Gimpel 2016).
float gelu(float x);

}  // namespace resonanz::understand
