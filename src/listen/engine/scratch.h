#pragma once
// What one thread keeps from post to post, so that nothing is allocated any more once it has seen large ones.

#include <algorithm>
#include <array>
#include <bit>
#include <memory>
#include <vector>

#include "listen/document.h"
#include "listen/engine/lexicon.h"
#include "listen/engine/presence.h"

namespace resonanz::listen {

/// Parsed queries, as many as have a place: what needs the reference evaluator is parsed again when it is asked, and
/// mostly the same few are asked again and again.
class ParsedQueries {
 public:
  /// The query with this number of the engine with this serial; parse() gives it where it is not kept.
  template <typename Parse>
  const Query& get(std::uint64_t engine, std::uint32_t number, Parse&& parse) {
    if (places_.empty()) places_.resize(kPlaces);
    Place& place = places_[number % kPlaces];
    if (!place.query || place.engine != engine || place.number != number)
      place = {engine, number, std::make_unique<Query>(parse())};
    return *place.query;
  }

 private:
  static constexpr std::size_t kPlaces = 1024;
  struct Place {
    std::uint64_t engine = 0;
    std::uint32_t number = 0;
    std::unique_ptr<Query> query;
  };
  std::vector<Place> places_;
};

/// Puts numbers in ascending order. Where they are many it goes by a bit a number: comparing them takes longer.
class NumberSorter {
 public:
  /// All are below `end`, each is there once.
  void sort(std::vector<std::uint32_t>& numbers, std::size_t end) {
    const std::size_t words = end / 64 + 1;
    if (numbers.size() < words / kWordsANumber) return std::sort(numbers.begin(), numbers.end());
    if (bits_.size() < words) bits_.resize(words);
    for (const std::uint32_t number : numbers) bits_[number / 64] |= std::uint64_t{1} << number % 64;
    auto out = numbers.begin();
    for (std::size_t word = 0; word < words; ++word)
      for (std::uint64_t bits = std::exchange(bits_[word], 0); bits != 0; bits &= bits - 1)
        *out++ = static_cast<std::uint32_t>(64 * word + static_cast<std::size_t>(std::countr_zero(bits)));
  }

 private:
  static constexpr std::size_t kWordsANumber = 32;  // walking over so many costs what a number costs to compare
  std::vector<std::uint64_t> bits_;                 ///< all 0 between calls
};

/// For any number of engines, one after the other. Not thread-safe.
class EngineScratch {
 public:
  /// A new post: its readings, for all engines that are to be asked.
  void read(const Document& document) {
    const Post& post = document.post();
    readings_.begin(post.title.size() + post.text.size());
    for (const Field field : {Field::title, Field::text})
      readings_.add(document.text_of(field), field, document.is_german());
  }
  const text::Readings& readings() const { return readings_; }

 private:
  friend class Engine;

  /// A new round of asking, for so many queries.
  void begin(std::size_t queries) {
    lists_.clear();
    candidates_.clear();
    if (sifted_.size() < readings_.all().size()) sifted_.resize(readings_.all().size());
    if (asked_.size() >= queries && ++round_ != 0) return;
    asked_.assign(std::max(asked_.size(), queries), 0);
    seen_.fill(0);
    round_ = 1;
  }
  /// True the first time in a round.
  bool is_first_time(std::uint32_t query) { return std::exchange(asked_[query], round_) != round_; }
  /// True the first time in a round, and seldom again.
  bool is_new_list(std::uint32_t list) {
    const std::uint64_t mark = std::uint64_t{round_} << 32 | list;
    return std::exchange(seen_[(list ^ list >> 8) % kSeenLists], mark) != mark;
  }

  static constexpr std::size_t kSeenLists = 256;

  text::Readings readings_;
  PostWords::Memory words_;
  Presence early_, late_;
  std::vector<std::uint32_t> sifted_;  ///< hashes that something may be filed under
  std::vector<std::uint32_t> lists_;   ///< of postings, to be looked at
  std::vector<std::uint32_t> candidates_;
  NumberSorter sorter_;
  std::vector<std::uint32_t> asked_;              ///< by query, the round it was asked in
  std::array<std::uint64_t, kSeenLists> seen_{};  ///< the round a list was seen in, and the list
  std::uint32_t round_ = 0;
  ParsedQueries parsed_;
};

}  // namespace resonanz::listen
