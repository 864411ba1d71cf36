#pragma once
// The bytes of fastText's language model: what lid.176.ftz has of the format that fastText 0.9 writes (Args,
// Dictionary, QuantMatrix and DenseMatrix of its sources), with quantised vectors and a tree of labels.

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace resonanz::understand {

struct FastTextFile {
  static constexpr std::size_t kDimension = 16;
  static constexpr std::size_t kShortestGram = 2, kLongestGram = 4;  ///< letters
  static constexpr std::uint32_t kBuckets = 2'000'000;               ///< of n-grams, by their hash
  struct alignas(64) Vector {                                        ///< one line of the cache
    std::array<float, kDimension> of{};
  };
  struct Label {
    std::string name;
    std::int64_t count;  ///< in the training texts
  };
  struct Bucket {
    std::uint32_t number, vector;
  };

  std::vector<std::string> words;  ///< word i has vectors[i]
  std::vector<Label> labels;       ///< the most frequent first
  std::vector<Bucket> buckets;     ///< those that were kept
  std::vector<Vector> vectors;
  std::vector<Vector> weights;  ///< of the nodes of the tree, bottom up
};

/// Errors: Errc::model, with what is wrong.
Result<FastTextFile> read_fast_text(std::span<const std::uint8_t> bytes);

}  // namespace resonanz::understand
