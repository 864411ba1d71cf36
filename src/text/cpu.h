#pragma once
// What the processor can do beyond the instructions that the program is compiled for.

#ifdef __x86_64__
#ifdef __GNUC__  // g++ 12 takes the undefined vectors of its own header for mistakes
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wuninitialized"
#endif
#include <immintrin.h>
#ifdef __GNUC__
#pragma GCC diagnostic pop
#endif

/// For a function that runs_avx512() must have been asked for.
#define RESONANZ_AVX512 [[gnu::target("avx512f,avx512bw,avx512vl,avx512dq,bmi,bmi2,popcnt")]]

namespace resonanz::text {

inline bool runs_avx512() {
  return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
}

}  // namespace resonanz::text
#endif
