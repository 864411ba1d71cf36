#include "host/testing/seeded_random.h"

#include <sodium.h>

#include <random>

namespace resonanz::host::testing {
namespace {

std::mt19937_64 engine;

std::uint32_t next() { return static_cast<std::uint32_t>(engine()); }

void fill(void* out, const std::size_t size) {
  auto* at = static_cast<unsigned char*>(out);
  for (std::size_t i = 0; i < size; ++i) at[i] = static_cast<unsigned char>(engine());
}

randombytes_implementation seeded{[] { return "seeded"; }, next, nullptr, nullptr, fill, nullptr};

}  // namespace

SeededRandom::SeededRandom(std::uint64_t seed) {
  engine.seed(seed);
  randombytes_set_implementation(&seeded);
}

SeededRandom::~SeededRandom() { randombytes_set_implementation(&randombytes_sysrandom_implementation); }

}  // namespace resonanz::host::testing
