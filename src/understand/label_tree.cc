#include "understand/label_tree.h"

#include <algorithm>
#include <cmath>

namespace resonanz::understand {
namespace {

using Vector = FastTextFile::Vector;

// fastText adds it to a probability before it takes the logarithm. So what is summed on the way down may also rise, but
// by less than the second number.
constexpr double kNotZero = 1e-5, kMostRise = 0.01;

/// One after another, as fastText adds: another order is another sum.
float dot(const Vector& a, const Vector& b) {
  float sum = 0;
  for (std::size_t i = 0; i < FastTextFile::kDimension; ++i) sum += a.of[i] * b.of[i];
  return sum;
}

}  // namespace

/// The rarest two become one until one is left; of equally rare ones the node comes before the label.
LabelTree::LabelTree(const FastTextFile& file) : labels_(static_cast<std::uint32_t>(file.labels.size())) {
  std::vector<std::int64_t> counts;
  for (const auto& label : file.labels) counts.push_back(label.count);
  std::size_t labels_left = labels_, next_node = labels_;
  const auto take_rarest = [&] {
    const bool is_label =
        labels_left > 0 && (next_node == counts.size() || counts[labels_left - 1] < counts[next_node]);
    return static_cast<std::uint32_t>(is_label ? --labels_left : next_node++);
  };
  for (std::size_t i = 0; i + 1 < labels_; ++i) {
    const std::uint32_t left = take_rarest(), right = take_rarest();
    nodes_.push_back({file.weights[i], left, right});
    counts.push_back(counts[left] + counts[right]);
  }
}

std::optional<LabelTree::Found> LabelTree::find(const Vector& text, double least) const {
  const double hopeless = std::log(least) - kMostRise;
  float sum = 0;
  auto at = labels_ + static_cast<std::uint32_t>(nodes_.size()) - 1;
  while (at >= labels_) {
    const Node& node = nodes_[at - labels_];
    const auto right = static_cast<float>(1.0 / (1 + std::exp(-dot(node.weights, text))));
    const bool goes_right = right > 0.5F;
    const float side = goes_right ? right : static_cast<float>(1.0 - right);
    sum += static_cast<float>(std::log(side + kNotZero));
    if (sum < hopeless) return std::nullopt;
    at = goes_right ? node.right : node.left;
  }
  const double p = std::min(1.0, std::exp(double{sum}));
  return p >= least ? std::optional(Found{at, p}) : std::nullopt;
}

}  // namespace resonanz::understand
