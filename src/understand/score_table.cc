#include "understand/score_table.h"

#include <algorithm>
#include <cstring>

namespace resonanz::understand {
namespace {

// A row is four groups of four bytes: the rarity of one model, then three weights of any. So rarities can be squared
// and weights summed sixteen at a time; GCC and Clang make of these types what the machine has.
using Quads = std::uint32_t __attribute__((vector_size(16)));
using Pairs = std::int16_t __attribute__((vector_size(16)));
using PlainPairs = std::uint16_t __attribute__((vector_size(16)));

constexpr std::size_t kAhead = 16;  // rows asked of memory before they are needed
constexpr std::size_t kTurn = 256;  // so many signed bytes can be summed in two bytes
constexpr std::size_t kGroup = 4;   // bytes
constexpr std::size_t kWeights = 12;

constexpr std::size_t place_of_weight(std::size_t number) { return number / 3 * kGroup + number % 3 + 1; }

}  // namespace

Result<ScoreTable> ScoreTable::of(std::span<const LinearModel* const> models) {
  ScoreTable out;
  std::size_t place = 0;
  for (std::size_t m = 0; m < models.size(); ++m) {
    const ModelFile& file = models[m]->file();
    const std::size_t labels = file.labels.size();
    if (m == 0) out.rows_.resize(file.row_count());
    if (m >= kMostModels || place + labels > kWeights || out.rows_.size() != file.row_count())
      return fail(Errc::model, "the models of a language do not fit together");
    for (std::size_t row = 0; row < out.rows_.size(); ++row) {
      const std::uint8_t* from = &file.rows[row * file.row_size()];
      out.rows_[row].bytes[m * kGroup] = from[0];
      for (std::size_t i = 0; i < labels; ++i) out.rows_[row].bytes[place_of_weight(place + i)] = from[i + 1];
    }
    out.shift_ = 32 - file.bits;
    out.labels_[m] = labels;
    place += labels;
  }
  return out;
}

ScoreTable::Sums ScoreTable::sums_of(const Features& features) const {
  Sums out{};
  for (std::size_t kind = 0; kind < kFeatureKinds; ++kind) add(features.of(static_cast<FeatureKind>(kind)), kind, out);
  return out;
}

void ScoreTable::add(std::span<const std::uint32_t> features, std::size_t kind, Sums& out) const {
  std::array<std::int32_t, kRowBytes> sums{};
  Quads squares{};
  const Row* rows = rows_.data();
  for (std::size_t at = 0; at < features.size();) {
    Pairs even{}, odd{};
    for (const std::size_t end = std::min(at + kTurn, features.size()); at < end; ++at) {
      if (at + kAhead < features.size()) __builtin_prefetch(rows + (features[at + kAhead] >> shift_));
      Pairs row;
      std::memcpy(&row, rows + (features[at] >> shift_), sizeof(row));
      even += row << 8 >> 8;
      odd += row >> 8;
      const auto rarities = reinterpret_cast<PlainPairs>(reinterpret_cast<Quads>(row) & 0xFF);
      squares += reinterpret_cast<Quads>(rarities * rarities);
    }
    for (std::size_t i = 0; i < kRowBytes / 2; ++i) {
      sums[2 * i] += even[i];
      sums[2 * i + 1] += odd[i];
    }
  }
  std::size_t place = 0;
  for (std::size_t m = 0; m < kMostModels; ++m) {
    out[m].squares[kind] = squares[m];
    for (std::size_t i = 0; i < labels_[m]; ++i) out[m].weights[kind][i] = sums[place_of_weight(place++)];
  }
}

}  // namespace resonanz::understand
