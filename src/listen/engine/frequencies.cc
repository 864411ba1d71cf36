#include "listen/engine/frequencies.h"

#include <algorithm>
#include <cmath>

namespace resonanz::listen {
namespace {

/// Before anything was learned: short words are frequent (fitted by eye to Zipf's law on forum posts).
double prior(std::size_t size) { return std::clamp(0.5 * std::pow(0.5, static_cast<double>(size)), 1e-5, 0.3); }

constexpr std::uint64_t kMostPosts = 1'000'000;  // then all counts are halved: what was long ago counts less

std::pair<std::size_t, std::size_t> cells_of(std::uint32_t hash, std::size_t cells) {
  const std::uint64_t mixed = hash * 0x9E3779B97F4A7C15;
  return {(mixed >> 16) % cells, cells + (mixed >> 40) % cells};
}

}  // namespace

void Frequencies::learn(const text::Readings& readings) {
  if (++posts_ == kMostPosts) {
    posts_ /= 2;
    for (std::uint32_t& cell : cells_) cell /= 2;
  }
  const auto hashes = readings.hashes();
  once_.assign(hashes.begin(), hashes.end());
  std::sort(once_.begin(), once_.end());
  once_.erase(std::unique(once_.begin(), once_.end()), once_.end());
  for (const std::uint32_t hash : once_) {
    const auto [a, b] = cells_of(hash, kCells);
    ++cells_[a];
    ++cells_[b];
  }
}

double Frequencies::of_word(std::uint64_t hash, std::size_t size) const {
  constexpr double kTrust = 100;  // posts' worth of belief in the prior
  const auto [a, b] = cells_of(static_cast<std::uint32_t>(hash), kCells);
  const double seen = std::min(cells_[a], cells_[b]);
  return std::min(1.0, (seen + kTrust * prior(size)) / (static_cast<double>(posts_) + kTrust));
}

double Frequencies::of_glob(std::size_t fixed) { return std::min(1.0, 10 * prior(fixed)); }

double Frequencies::of_neighbours(double first, double second) {
  constexpr double kTogether = 0.1;  // of the posts with the rarer one; people ask for what is said
  return kTogether * std::min(first, second);
}

double Frequencies::of_key(Member member) {
  switch (member) {
    case Member::network:
    case Member::lang:
    case Member::kind:
      return 0.6;
    case Member::source:
      return 0.3;
    case Member::site:
    case Member::host:
    case Member::url:
      return 0.01;
    case Member::link:
    case Member::mentions:
    case Member::to:
      return 0.001;
    default:
      return 1e-5;  // author, thread
  }
}

}  // namespace resonanz::listen
