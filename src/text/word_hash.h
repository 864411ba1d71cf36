#pragma once
// The hash of a word and its kind, by which posts and queries meet: by three rounds of AES where the processor has
// them, else by hash.h. The same all through a process, not from machine to machine: nothing keeps it. Not against
// attackers: whoever looks up also compares.

#include <cstdint>
#include <span>
#include <string_view>

namespace resonanz::text {

/// Words next to each other, all of ASCII word characters. Sixteen bytes behind the last can be read.
struct PlainWords {
  const char* lower;           ///< the text, folded
  const std::uint32_t* edges;  ///< where each begins and ends, in turn
  std::size_t count;
  std::uint32_t first;  ///< position of the first
  std::uint32_t tail;   ///< of every row
};

/// Where a reading of a word stands; see Readings.
struct WordRow {
  std::uint32_t at, size, first, tail;
};

/// What is written for each word; the room is the caller's.
struct WordColumns {
  WordRow* rows;
  std::uint32_t* hashes;  ///< the low halves
  std::uint32_t* starts;  ///< the first four bytes, whatever stands behind a shorter word
};

/// A way to hash. Thread-safe.
struct WordHash {
  std::uint64_t (*of)(std::string_view text, std::uint64_t seed);
  /// The same of a text behind which sixteen more bytes can be read.
  std::uint64_t (*of_padded)(std::string_view text, std::uint64_t seed);
  /// Seed 0.
  void (*read)(const PlainWords& words, const WordColumns& out);
};

/// All that this machine can run; the first runs on every machine.
std::span<const WordHash> word_hashes();
/// The fastest of them.
const WordHash& word_hash();

}  // namespace resonanz::text
