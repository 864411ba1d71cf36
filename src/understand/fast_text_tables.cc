#include "understand/fast_text_tables.h"

#include <algorithm>

namespace resonanz::understand {
namespace {

std::uint32_t hash_of(std::string_view word) {
  std::uint32_t hash = kFastTextSeed;
  for (const char byte : word) hash = fast_text_step(hash, byte);
  return hash;
}

}  // namespace

FastTextWords::FastTextWords(const std::vector<std::string>& words)
    : words_(&words), places_(std::bit_ceil(2 * words.size() + 1)) {
  for (std::uint32_t i = 0; i < words.size(); ++i) {
    const std::uint32_t hash = hash_of(words[i]);
    std::size_t at = hash & (places_.size() - 1);
    while (places_[at].vector != kNoVector) at = (at + 1) & (places_.size() - 1);
    places_[at] = {hash, i};
  }
}

std::uint32_t FastTextWords::vector_of(std::string_view word) const {
  const std::uint32_t hash = hash_of(word);
  for (std::size_t at = hash & (places_.size() - 1); places_[at].vector != kNoVector;
       at = (at + 1) & (places_.size() - 1))
    if (places_[at].hash == hash && (*words_)[places_[at].vector] == word) return places_[at].vector;
  return kNoVector;
}

FastTextGrams::FastTextGrams(FastTextFile& file) : lines_((FastTextFile::kBuckets + 63) / 64) {
  std::ranges::sort(file.buckets, {}, &FastTextFile::Bucket::number);
  const std::vector<FastTextFile::Vector> vectors = file.vectors;
  auto next = static_cast<std::uint32_t>(file.words.size());
  for (const auto& [number, vector] : file.buckets) {
    Line& line = lines_[number / 64];
    if (line.kept == 0) line.first = next;
    line.kept |= std::uint64_t{1} << number % 64;
    file.vectors[next++] = vectors[vector];
  }
}

}  // namespace resonanz::understand
