#pragma once
// Decisions of the simulation. Not the program's randomness (host/testing/seeded_random.h), so that neither shifts the
// other.

#include <cstdint>
#include <random>

namespace resonanz::simulation {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : engine_(seed) {}
  /// In [0, bound).
  std::uint32_t below(std::size_t bound) { return static_cast<std::uint32_t>(engine_() % bound); }
  bool one_in(std::uint32_t n) { return below(n) == 0; }

 private:
  std::mt19937_64 engine_;
};

/// The process dies here. No std::exception, so that nothing on the way turns it into an error.
struct Crash {};

}  // namespace resonanz::simulation
