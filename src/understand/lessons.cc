#include "understand/lessons.h"

#include <algorithm>
#include <cmath>

namespace resonanz::understand {
namespace {

constexpr int kEpochs = 30;
constexpr double kRate = 0.5, kSlowing = 0.1, kPull = 0.002;
constexpr double kLeastPrior = 0.001;  // what was believed impossible can be learned, too
constexpr std::size_t kFolds = 5;

std::size_t best(std::span<const double> p) {
  return static_cast<std::size_t>(std::max_element(p.begin(), p.end()) - p.begin());
}

}  // namespace

std::vector<std::uint32_t> lesson_features(const Features& features) {
  std::vector<std::uint32_t> out;
  for (const FeatureKind kind : {FeatureKind::words, FeatureKind::letters}) {
    const auto of = features.of(kind);
    out.insert(out.end(), of.begin(), of.end());
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

Learned::Learned(std::span<const Lesson> lessons) : labels_(lessons.empty() ? 0 : lessons[0].prior.size()) {
  for (int epoch = 0; epoch < kEpochs; ++epoch)
    for (const Lesson& lesson : lessons) step(lesson, kRate / (1 + kSlowing * epoch));
}

void Learned::step(const Lesson& lesson, double rate) {
  if (lesson.features.empty()) return;
  std::vector<double> p = lesson.prior;
  apply(lesson.features, p);
  const double each = rate / std::sqrt(static_cast<double>(lesson.features.size()));
  for (const std::uint32_t feature : lesson.features) {
    auto& weights = weights_.try_emplace(feature, std::vector<double>(labels_)).first->second;
    for (std::size_t label = 0; label < labels_; ++label)
      weights[label] += each * ((label == lesson.label ? 1.0 : 0.0) - p[label]) - rate * kPull * weights[label];
  }
}

void Learned::apply(std::span<const std::uint32_t> features, std::span<double> p) const {
  if (weights_.empty() || features.empty()) return;
  std::vector<double> sums(labels_);
  for (const std::uint32_t feature : features)
    if (const auto found = weights_.find(feature); found != weights_.end())
      for (std::size_t label = 0; label < labels_; ++label) sums[label] += found->second[label];
  const double scale = 1 / std::sqrt(static_cast<double>(features.size()));
  double all = 0;
  for (std::size_t label = 0; label < labels_; ++label)
    all += p[label] = std::max(p[label], kLeastPrior) * std::exp(sums[label] * scale);
  for (double& value : p) value /= all;
}

LessonScore score_lessons(std::span<const Lesson> lessons) {
  LessonScore out{static_cast<std::int64_t>(lessons.size())};
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    std::vector<Lesson> others;
    for (std::size_t i = 0; i < lessons.size(); ++i)
      if (i % kFolds != fold) others.push_back(lessons[i]);
    const Learned learned(others);
    for (std::size_t i = fold; i < lessons.size(); i += kFolds) {
      std::vector<double> p = lessons[i].prior;
      out.right_before += best(p) == lessons[i].label;
      learned.apply(lessons[i].features, p);
      out.right_after += best(p) == lessons[i].label;
    }
  }
  return out;
}

}  // namespace resonanz::understand
