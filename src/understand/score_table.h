#pragma once
// The tables of all models of one language side by side: a feature is looked up once for all of them. This is where
// understanding spends its time.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "understand/linear_model.h"

namespace resonanz::understand {

/// Immutable; thread-safe.
class ScoreTable {
 public:
  static constexpr std::size_t kMostModels = 4;
  using Sums = std::array<TableSums, kMostModels>;  ///< in the order of the models

  /// Copies their tables. Errors: Errc::model where these are of different sizes, or have more than twelve labels
  /// together.
  static Result<ScoreTable> of(std::span<const LinearModel* const> models);

  /// The same as each model's own sums_of().
  Sums sums_of(const Features& features) const;

 private:
  static constexpr std::size_t kRowBytes = 16;  ///< a row lies in one line of the cache
  struct alignas(kRowBytes) Row {
    std::array<std::uint8_t, kRowBytes> bytes{};
  };
  ScoreTable() = default;
  void add(std::span<const std::uint32_t> features, std::size_t kind, Sums& out) const;

  std::vector<Row> rows_;
  unsigned shift_ = 0;                             ///< of a feature, to its row
  std::array<std::size_t, kMostModels> labels_{};  ///< by model
};

}  // namespace resonanz::understand
