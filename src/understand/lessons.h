#pragma once
// What people's corrections teach: a small model that moves what was believed before, by the words of the texts.

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "understand/features.h"

namespace resonanz::understand {

/// A text that somebody labelled.
struct Lesson {
  std::vector<std::uint32_t> features;  ///< of lesson_features()
  std::vector<double> prior;            ///< what was believed before, by label
  std::size_t label = 0;                ///< what is true
};

/// Words and n-grams of letters, each once.
std::vector<std::uint32_t> lesson_features(const Features& features);

/// Immutable; thread-safe.
class Learned {
 public:
  /// Nothing learned: everything stays as believed.
  Learned() = default;
  /// Multinomial logistic regression that begins at the prior, with so strong a pull back to it that few lessons move
  /// little. The same lessons in the same order teach the same. All priors have as many labels.
  explicit Learned(std::span<const Lesson> lessons);

  /// Moves probabilities, which sum to 1 and still do.
  void apply(std::span<const std::uint32_t> features, std::span<double> p) const;

 private:
  void step(const Lesson& lesson, double rate);

  std::size_t labels_ = 0;
  std::unordered_map<std::uint32_t, std::vector<double>> weights_;  ///< by label
};

struct LessonScore {
  std::int64_t lessons = 0, right_before = 0, right_after = 0;
};
/// Each lesson asked of what the others teach: five folds, by their order.
LessonScore score_lessons(std::span<const Lesson> lessons);

}  // namespace resonanz::understand
