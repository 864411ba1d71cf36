#pragma once
// One hidden layer of a neural network: what a linear model may read besides its inputs, where a label does not depend
// on each of them alone.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace resonanz::understand {

/// Immutable, borrows the bytes it was read from; thread-safe.
class HiddenLayer {
 public:
  /// Written by models/second_tier.py. Errors: Errc::model.
  static Result<HiddenLayer> read(std::span<const std::uint8_t> bytes);

  std::size_t input_count() const { return inputs_; }
  std::size_t size() const { return bias_.size(); }
  /// size() numbers: max(0, bias + weights · inputs). Precondition: input_count() inputs.
  std::vector<double> of(std::span<const double> inputs) const;
  const std::string& task() const { return task_; }
  const std::string& version() const { return version_; }

 private:
  HiddenLayer() = default;

  std::string task_, version_;
  std::size_t inputs_ = 0;
  std::vector<double> scales_, bias_;      ///< by unit; what 1 of a weight stands for
  std::span<const std::uint8_t> weights_;  ///< signed; by input, by unit
};

}  // namespace resonanz::understand
