#include "understand/language.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "understand/letters.h"

namespace resonanz::understand {
namespace {

// Sixteen bytes, or eight numbers of two; GCC and Clang make of them what the machine has.
using Pairs = std::int16_t __attribute__((vector_size(16)));
constexpr std::size_t kTurn = 256;  // so many signed bytes can be summed in two
constexpr std::size_t kMostGrams = LanguageModel::kLetters * (kLongestGram + 1);

}  // namespace

Result<LanguageModel> LanguageModel::read(std::span<const std::uint8_t> bytes) {
  TRY(const ModelFile file, read_model(bytes));
  if (file.weighted || !file.more.empty()) return fail(Errc::model, "it is not a language model");
  LanguageModel out;
  out.rows_.resize(file.row_count());
  const std::size_t labels = file.labels.size();
  for (std::size_t i = 0; i < out.rows_.size(); ++i) std::memcpy(out.rows_[i].weights, &file.rows[i * labels], labels);
  out.shift_ = 32 - file.bits;
  out.codes_ = file.labels;
  out.version_ = file.version;
  out.scale_ = file.weight_scale * file.sharpness;
  for (std::size_t i = 0; i < labels; ++i) out.offset_.push_back(file.bias[i] * file.sharpness + file.shift[i]);
  return out;
}

LanguageSet LanguageModel::set_of(std::span<const std::string> codes) const {
  LanguageSet out = 0;
  for (std::size_t i = 0; i < codes_.size(); ++i)
    if (std::find(codes.begin(), codes.end(), codes_[i]) != codes.end()) out |= LanguageSet{1} << i;
  return out;
}

LanguageModel::Sums LanguageModel::sums_of(std::span<const std::uint32_t> grams) const {
  Sums out{};
  for (std::size_t at = 0; at < grams.size();) {
    Pairs even[2]{}, odd[2]{};
    for (const std::size_t end = std::min(at + kTurn, grams.size()); at < end; ++at) {
      Pairs row[2];
      std::memcpy(row, rows_[std::uint64_t{grams[at]} >> shift_].weights, sizeof(row));
      for (std::size_t half = 0; half < 2; ++half) {
        even[half] += row[half] << 8 >> 8;
        odd[half] += row[half] >> 8;
      }
    }
    for (std::size_t i = 0; i < kMostLabels; ++i) out[i] += (i % 2 == 0 ? even : odd)[i / 16][i % 16 / 2];
  }
  return out;
}

LanguageGuess LanguageModel::identify(std::string_view text, LanguageSet allowed) const {
  std::array<char32_t, kLetters> buffer;
  const std::size_t count = read_letters(text, Digits::drop, buffer);
  std::array<std::uint32_t, kMostGrams> grams;
  std::size_t gram_count = 0;
  each_gram(std::span(buffer).first(count), [&](std::uint32_t gram) { grams[gram_count++] = gram; });
  if (gram_count == 0) return {};
  const Sums sums = sums_of({grams.data(), gram_count});
  const double scale = scale_ / std::sqrt(static_cast<double>(gram_count));
  std::array<double, kMostLabels> scores;
  std::size_t best = kMostLabels;
  for (std::size_t i = 0; i < codes_.size(); ++i) {
    if (!(allowed >> i & 1)) continue;
    scores[i] = sums[i] * scale + offset_[i];
    if (best == kMostLabels || scores[i] > scores[best]) best = i;
  }
  if (best == kMostLabels) return {};
  double sum = 0;
  for (std::size_t i = 0; i < codes_.size(); ++i)
    if (allowed >> i & 1) sum += std::exp(scores[i] - scores[best]);
  return {codes_[best], 1 / sum};
}

}  // namespace resonanz::understand
