#pragma once
// Calibrated probabilities of labels: one weight per hashed feature and label, trained by models/train.py.

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "understand/features.h"
#include "understand/model_file.h"

namespace resonanz::understand {

/// As many as the model has labels. Several labels: they sum to 1. One label: how likely it holds.
class Probabilities {
 public:
  static constexpr std::size_t kMost = 8;

  std::span<double> all() { return {values_.data(), count_}; }
  std::span<const double> all() const { return {values_.data(), count_}; }
  /// The number of the likeliest label.
  std::size_t best() const;
  void resize(std::size_t count) { count_ = count; }

 private:
  std::array<double, kMost> values_{};
  std::size_t count_ = 0;
};

/// What a model's table says of a text's features, by their kind.
struct TableSums {
  std::array<std::array<std::int32_t, Probabilities::kMost>, kFeatureKinds> weights{};  ///< by label
  std::array<std::uint64_t, kFeatureKinds> squares{};                                   ///< of the rarities
};

/// Immutable, borrows the bytes it was read from; thread-safe.
class LinearModel {
 public:
  /// Errors: Errc::model; also for a model of other features than this program reads.
  static Result<LinearModel> read(std::span<const std::uint8_t> bytes);

  /// `more`: what models before it said; it reads the first input_count() of them, fewer count as zero.
  Probabilities ask(const Features& features, std::span<const double> more = {}) const {
    return ask(sums_of(features), more);
  }
  Probabilities ask(const TableSums& sums, std::span<const double> more = {}) const;
  /// What ask() makes probabilities of: by label, not calibrated, zero beyond the labels.
  std::array<double, Probabilities::kMost> scores_of(const TableSums& sums, std::span<const double> more = {}) const;
  TableSums sums_of(const Features& features) const;
  /// The likeliest label, or "unsure" where its probability is too low for a verdict.
  std::string_view verdict(const Probabilities& probabilities) const;

  const std::string& task() const { return file_.task; }
  const std::string& version() const { return file_.version; }
  std::span<const std::string> labels() const { return file_.labels; }
  std::size_t input_count() const { return file_.more.size(); }
  const ModelFile& file() const { return file_; }

 private:
  explicit LinearModel(ModelFile file) : file_(std::move(file)) {}

  ModelFile file_;
};

}  // namespace resonanz::understand
