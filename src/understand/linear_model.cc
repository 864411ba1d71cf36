#include "understand/linear_model.h"

#include <algorithm>
#include <cmath>

namespace resonanz::understand {
namespace {

void to_probabilities(std::span<double> scores) {
  if (scores.size() == 1) {
    scores[0] = 1 / (1 + std::exp(-scores[0]));
    return;
  }
  const double most = *std::max_element(scores.begin(), scores.end());
  double sum = 0;
  for (double& score : scores) sum += score = std::exp(score - most);
  for (double& score : scores) score /= sum;
}

}  // namespace

std::size_t Probabilities::best() const {
  const auto values = all();
  return static_cast<std::size_t>(std::max_element(values.begin(), values.end()) - values.begin());
}

Result<LinearModel> LinearModel::read(std::span<const std::uint8_t> bytes) {
  TRY(ModelFile file, read_model(bytes));
  if (!file.weighted || file.labels.size() > Probabilities::kMost || file.gains.size() != kFeatureKinds)
    return fail(Errc::model, "it is not a linear model of this program");
  const std::string features = "f" + std::to_string(Features::kVersion) + "-";
  if (!file.version.starts_with(features))
    return fail(Errc::model, "it was trained with other features than this program reads");
  return LinearModel(std::move(file));
}

TableSums LinearModel::sums_of(const Features& features) const {
  TableSums out;
  const std::size_t labels = file_.labels.size();
  for (std::size_t kind = 0; kind < kFeatureKinds; ++kind)
    for (const std::uint32_t feature : features.of(static_cast<FeatureKind>(kind))) {
      const std::uint8_t* row = &file_.rows[(std::uint64_t{feature} >> (32 - file_.bits)) * (labels + 1)];
      out.squares[kind] += std::uint64_t{row[0]} * row[0];
      for (std::size_t i = 0; i < labels; ++i) out.weights[kind][i] += static_cast<std::int8_t>(row[i + 1]);
    }
  return out;
}

/// What a kind of features says is divided by the length of its vector of rarities.
std::array<double, Probabilities::kMost> LinearModel::scores_of(const TableSums& sums,
                                                                std::span<const double> more) const {
  const std::size_t labels = file_.labels.size();
  std::array<double, Probabilities::kMost> scores{};
  for (std::size_t kind = 0; kind < kFeatureKinds; ++kind) {
    if (file_.gains[kind] == 0 || sums.squares[kind] == 0) continue;
    const double length = std::sqrt(static_cast<double>(sums.squares[kind])) * file_.rarity_scale;
    const double scale = file_.gains[kind] * file_.weight_scale / length;
    for (std::size_t i = 0; i < labels; ++i) scores[i] += sums.weights[kind][i] * scale;
  }
  for (std::size_t input = 0; input < std::min(more.size(), file_.more.size()); ++input)
    for (std::size_t i = 0; i < labels; ++i) scores[i] += more[input] * file_.more[input][i];
  for (std::size_t i = 0; i < labels; ++i) scores[i] += file_.bias[i];
  return scores;
}

Probabilities LinearModel::ask(const TableSums& sums, std::span<const double> more) const {
  const auto scores = scores_of(sums, more);
  Probabilities out;
  out.resize(file_.labels.size());
  for (std::size_t i = 0; i < file_.labels.size(); ++i) out.all()[i] = scores[i] * file_.sharpness + file_.shift[i];
  to_probabilities(out.all());
  return out;
}

std::string_view LinearModel::verdict(const Probabilities& probabilities) const {
  const std::size_t best = probabilities.best();
  return probabilities.all()[best] < file_.unsure_below ? std::string_view("unsure") : file_.labels[best];
}

}  // namespace resonanz::understand
