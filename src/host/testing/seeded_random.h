#pragma once
// A twin of the machine's randomness: while it lives, every random byte of the process, libsodium's own included,
// follows from the seed. For tests of one thread; one at a time.

#include <cstdint>

namespace resonanz::host::testing {

class SeededRandom {
 public:
  explicit SeededRandom(std::uint64_t seed);
  ~SeededRandom();
  SeededRandom(const SeededRandom&) = delete;
  SeededRandom& operator=(const SeededRandom&) = delete;
};

}  // namespace resonanz::host::testing
