#pragma once
// The bytes of a trained model: a line of JSON that says what it is, then one row of small numbers per hashed feature.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace resonanz::understand {

inline constexpr std::size_t kMostLabels = 32;

/// Borrows the bytes it was read from.
struct ModelFile {
  std::string task, version;
  std::vector<std::string> labels;        ///< 1 to kMostLabels
  unsigned bits = 0;                      ///< the table has 2^bits rows; a feature's row is its first bits
  bool weighted = false;                  ///< a row begins with a byte of its own: how rare the feature is
  double weight_scale = 0;                ///< what 1 of a weight stands for
  double rarity_scale = 0;                ///< what 1 of a rarity stands for
  std::vector<double> gains;              ///< by kind of features; empty for a model of one kind
  std::vector<double> bias;               ///< by label
  std::vector<std::vector<double>> more;  ///< weights of further inputs: by input, by label
  double sharpness = 1;                   ///< calibration: scores are multiplied by it,
  std::vector<double> shift;              ///< and this is added, by label
  double unsure_below = 0;                ///< a best probability below is no verdict
  std::span<const std::uint8_t> rows;     ///< rows of row_size() bytes; weights are signed

  std::size_t row_size() const { return labels.size() + (weighted ? 1 : 0); }
  std::size_t row_count() const { return std::size_t{1} << bits; }
};

/// A file of models/, apart; borrows its bytes.
struct ModelParts {
  std::string_view description;        ///< a line of JSON
  std::span<const std::uint8_t> rows;  ///< what it describes
};

/// "RZMODEL1", a newline, the JSON line, the rows, their CRC-32. Errors: Errc::model, with what is wrong.
Result<ModelParts> split_model(std::span<const std::uint8_t> bytes);
/// Errors: as split_model().
Result<ModelFile> read_model(std::span<const std::uint8_t> bytes);

}  // namespace resonanz::understand
