#include "understand/encoder/forward.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace resonanz::understand {
namespace {

constexpr float kGeluReach = 6;  // beyond, it is 0 or x
constexpr int kGeluSteps = 512;  // to 1

/// Several sums side by side, so that they need not wait for each other.
float dot(const float* a, const float* b, std::size_t count) {
  constexpr std::size_t kLanes = 4;
  std::array<float, kLanes> sums{};
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes)
    for (std::size_t lane = 0; lane < kLanes; ++lane) sums[lane] += a[i + lane] * b[i + lane];
  float out = (sums[0] + sums[1]) + (sums[2] + sums[3]);
  for (; i < count; ++i) out += a[i] * b[i];
  return out;
}

class Run {
 public:
  Run(const EncoderWeights& weights, std::span<const std::uint32_t> tokens, DenseKernel dense)
      : weights_(weights), dense_(dense), tokens_(tokens.size()), size_(weights.size), x_(tokens_ * size_) {
    for (std::size_t t = 0; t < tokens_; ++t) start(tokens[t], t);
    normalise(x_, weights.first);
  }

  std::vector<float> means_of(std::span<const std::size_t> layers) {
    std::vector<float> out;
    std::size_t done = 0;
    for (const std::size_t layer : layers) {
      while (done < layer) run(weights_.layers[done++]);
      add_mean(out);
    }
    return out;
  }

 private:
  /// What a token is, where it stands and that it belongs to the one text there is.
  void start(std::uint32_t token, std::size_t place) {
    float* x = &x_[place * size_];
    for (std::size_t block = 0; block < size_ / Matrix::kBlock; ++block)
      unpack_block(weights_.words.row(token) + block * Matrix::kBlockBytes, x + block * Matrix::kBlock);
    for (std::size_t i = 0; i < size_; ++i) x[i] += weights_.positions[place * size_ + i] + weights_.kind[i];
  }

  void run(const EncoderLayer& layer) {
    apply(layer.query, x_, query_);
    apply(layer.key, x_, key_);
    apply(layer.value, x_, value_);
    attend();
    apply(layer.output, mixed_, step_);
    add_step(layer.after_attention);
    apply(layer.inner, x_, inner_);
    std::transform(inner_.begin(), inner_.end(), inner_.begin(), gelu);
    apply(layer.outer, inner_, step_);
    add_step(layer.after_inner);
  }

  void add_mean(std::vector<float>& out) const {
    const std::size_t begin = out.size();
    out.resize(begin + size_);
    for (std::size_t i = 0; i < x_.size(); ++i) out[begin + i % size_] += x_[i];
    for (std::size_t i = begin; i < out.size(); ++i) out[i] /= static_cast<float>(tokens_);
  }

  void apply(const Affine& layer, const std::vector<float>& from, std::vector<float>& out) const {
    out.resize(tokens_ * layer.weights.rows);
    dense_(layer, from.data(), tokens_, out.data());
  }

  /// Each token takes of all tokens' values, most of those whose key is like its query.
  void attend() {
    mixed_.assign(tokens_ * size_, 0);
    const std::size_t width = size_ / weights_.heads;
    const float scale = 1 / std::sqrt(static_cast<float>(width));
    std::vector<float> shares(tokens_);
    for (std::size_t t = 0; t < tokens_; ++t)
      for (std::size_t at = 0; at < size_; at += width) {
        for (std::size_t s = 0; s < tokens_; ++s)
          shares[s] = scale * dot(&query_[t * size_ + at], &key_[s * size_ + at], width);
        to_shares(shares);
        for (std::size_t s = 0; s < tokens_; ++s)
          for (std::size_t i = 0; i < width; ++i) mixed_[t * size_ + at + i] += shares[s] * value_[s * size_ + at + i];
      }
  }
  static void to_shares(std::vector<float>& scores) {
    const float most = *std::max_element(scores.begin(), scores.end());
    float sum = 0;
    for (float& score : scores) sum += score = std::exp(score - most);
    for (float& score : scores) score /= sum;
  }

  void add_step(const Norm& norm) {
    for (std::size_t i = 0; i < x_.size(); ++i) x_[i] += step_[i];
    normalise(x_, norm);
  }
  /// Each token's numbers to mean 0 and variance 1, then to what the norm says (Ba, Kiros and Hinton 2016).
  void normalise(std::vector<float>& x, const Norm& norm) const {
    for (std::size_t at = 0; at < x.size(); at += size_) {
      double sum = 0, squares = 0;
      for (std::size_t i = 0; i < size_; ++i) sum += x[at + i];
      const auto mean = static_cast<float>(sum / static_cast<double>(size_));
      for (std::size_t i = 0; i < size_; ++i) squares += double{x[at + i] - mean} * (x[at + i] - mean);
      const auto scale = static_cast<float>(1 / std::sqrt(squares / static_cast<double>(size_) + weights_.epsilon));
      for (std::size_t i = 0; i < size_; ++i) x[at + i] = (x[at + i] - mean) * scale * norm.gain[i] + norm.bias[i];
    }
  }

  const EncoderWeights& weights_;
  DenseKernel dense_;
  std::size_t tokens_, size_;
  std::vector<float> x_, query_, key_, value_, mixed_, step_, inner_;
};

}  // namespace

float gelu(float x) {
  static const auto kTable = [] {
    std::array<float, static_cast<std::size_t>(2 * kGeluReach) * kGeluSteps + 2> table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
      const double at = static_cast<double>(i) / kGeluSteps - kGeluReach;
      table[i] = static_cast<float>(at * std::erfc(-at / std::numbers::sqrt2) / 2);
    }
    return table;
  }();
  if (!(x > -kGeluReach)) return 0;
  if (x >= kGeluReach) return x;
  const float place = (x + kGeluReach) * kGeluSteps;
  const auto below = static_cast<std::size_t>(place);
  const float part = place - static_cast<float>(below);
  return kTable[below] + part * (kTable[below + 1] - kTable[below]);
}

std::vector<float> run_encoder(const EncoderWeights& weights, std::span<const std::uint32_t> tokens,
                               std::span<const std::size_t> layers, DenseKernel dense) {
  return Run(weights, tokens, dense).means_of(layers);
}

}  // namespace resonanz::understand
