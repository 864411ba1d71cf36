#pragma once
// The labels of a fastText model as leaves of Huffman's tree: at each node a logistic regression says on which side the
// label lies (hierarchical softmax).

#include <cstdint>
#include <optional>
#include <vector>

#include "understand/fast_text_file.h"

namespace resonanz::understand {

/// Immutable; thread-safe.
class LabelTree {
 public:
  explicit LabelTree(const FastTextFile& file);

  struct Found {
    std::size_t label;
    double p;
  };
  /// The label whose probability is at least `least`, if there is one, as fastText itself computes it, to the last bit.
  /// Precondition: `least` is more than 0.51, so that there is one way to it.
  std::optional<Found> find(const FastTextFile::Vector& text, double least) const;

 private:
  struct Node {
    FastTextFile::Vector weights;
    std::uint32_t left, right;  ///< a label, or the number of labels and that of a node
  };

  std::uint32_t labels_;
  std::vector<Node> nodes_;  ///< the root last
};

}  // namespace resonanz::understand
