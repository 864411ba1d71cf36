#pragma once
// Which vector of a fastText model a word has, and which an n-gram.

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "understand/fast_text_file.h"

namespace resonanz::understand {

inline constexpr std::uint32_t kNoVector = ~std::uint32_t{0};

/// FNV-1a as fastText has it: of signed bytes.
inline constexpr std::uint32_t kFastTextSeed = 2166136261;
constexpr std::uint32_t fast_text_step(std::uint32_t hash, char byte) {
  return (hash ^ static_cast<std::uint32_t>(static_cast<signed char>(byte))) * 16777619;
}

/// Borrows the words. Immutable; thread-safe.
class FastTextWords {
 public:
  explicit FastTextWords(const std::vector<std::string>& words);
  /// kNoVector for a word that it does not know.
  std::uint32_t vector_of(std::string_view word) const;

 private:
  struct Place {
    std::uint32_t hash = 0, vector = kNoVector;
  };
  const std::vector<std::string>* words_;
  std::vector<Place> places_;  ///< open addressing; a power of two
};

/// Immutable; thread-safe.
class FastTextGrams {
 public:
  /// Brings the vectors of the file into the order of their buckets, behind those of the words.
  explicit FastTextGrams(FastTextFile& file);
  /// kNoVector where the model was made smaller by it.
  std::uint32_t vector_of(std::uint32_t hash) const {
    const std::uint32_t bucket = hash % FastTextFile::kBuckets;
    const Line& line = lines_[bucket / 64];
    const std::uint64_t bit = std::uint64_t{1} << bucket % 64;
    return line.kept & bit ? line.first + static_cast<std::uint32_t>(std::popcount(line.kept & (bit - 1))) : kNoVector;
  }

 private:
  struct Line {
    std::uint64_t kept = 0;   ///< a bit for each bucket that has a vector
    std::uint32_t first = 0;  ///< the vector of the first of them
  };
  std::vector<Line> lines_;
};

}  // namespace resonanz::understand
