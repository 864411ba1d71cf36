#include "understand/language.h"

#include <array>
#include <cmath>
#include <cstring>

#include "understand/letters.h"

namespace resonanz::understand {
namespace {

/// Sums of rows: sixteen bits while they cannot overflow, then added to the totals.
class Sums {
 public:
  void add(const std::int8_t* row) {
    for (std::size_t i = 0; i < kMostLabels; ++i) near_[i] = static_cast<std::int16_t>(near_[i] + row[i]);
    if (++rows_ % kRows == 0) flush();
  }
  void flush() {
    for (std::size_t i = 0; i < kMostLabels; ++i) totals_[i] += near_[i];
    near_.fill(0);
  }
  std::size_t rows() const { return rows_; }
  std::int32_t total(std::size_t label) const { return totals_[label]; }

 private:
  static constexpr std::size_t kRows = 256;  // times 128 fits sixteen bits
  std::array<std::int16_t, kMostLabels> near_{};
  std::array<std::int32_t, kMostLabels> totals_{};
  std::size_t rows_ = 0;
};

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

LanguageGuess LanguageModel::identify(std::string_view text, LanguageSet allowed) const {
  std::array<char32_t, kLetters> buffer;
  const std::size_t count = read_letters(text, Digits::drop, buffer);
  Sums sums;
  each_gram(std::span(buffer).first(count),
            [&](std::uint32_t gram) { sums.add(rows_[std::uint64_t{gram} >> shift_].weights); });
  sums.flush();
  if (sums.rows() == 0) return {};
  const double scale = scale_ / std::sqrt(static_cast<double>(sums.rows()));
  std::array<double, kMostLabels> scores;
  std::size_t best = kMostLabels;
  for (std::size_t i = 0; i < codes_.size(); ++i) {
    if (!(allowed >> i & 1)) continue;
    scores[i] = sums.total(i) * scale + offset_[i];
    if (best == kMostLabels || scores[i] > scores[best]) best = i;
  }
  if (best == kMostLabels) return {};
  double sum = 0;
  for (std::size_t i = 0; i < codes_.size(); ++i)
    if (allowed >> i & 1) sum += std::exp(scores[i] - scores[best]);
  return {codes_[best], 1 / sum};
}

}  // namespace resonanz::understand
