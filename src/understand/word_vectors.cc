#include "understand/word_vectors.h"

namespace resonanz::understand {

Result<WordVectors> WordVectors::read(std::span<const std::uint8_t> bytes) {
  TRY(ModelFile file, read_model(bytes));
  if (!file.weighted || file.labels.size() != kSize || !file.task.starts_with("vectors-"))
    return fail(Errc::model, "it is no table of word vectors");
  return WordVectors(std::move(file));
}

WordVectors::Vector WordVectors::mean_of(std::span<const TextWord> words) const {
  std::array<std::int32_t, kSize> sums{};
  std::int32_t known = 0;
  for (const TextWord& word : words) {
    const std::uint8_t* row = &file_.rows[(std::uint64_t{word.feature} >> (32 - file_.bits)) * file_.row_size()];
    if (row[0] != (word.feature & 0xFF)) continue;
    ++known;
    for (std::size_t i = 0; i < kSize; ++i) sums[i] += static_cast<std::int8_t>(row[i + 1]);
  }
  Vector out{};
  if (known > 0)
    for (std::size_t i = 0; i < kSize; ++i) out[i] = sums[i] * file_.weight_scale / known;
  return out;
}

}  // namespace resonanz::understand
