#pragma once
// What one thread keeps from post to post, so that nothing is allocated any more once it has seen large ones.

#include <algorithm>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "listen/document.h"
#include "listen/engine/number_sorter.h"
#include "listen/engine/post_words.h"
#include "listen/engine/presence.h"
#include "text/neighbours.h"

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

/// Room for numbers, which grows and stays.
class Numbers {
 public:
  /// For so many; those that were there stay.
  std::uint32_t* of(std::size_t size) {
    if (numbers_.size() < size) numbers_.resize(2 * size);
    return numbers_.data();
  }

 private:
  std::vector<std::uint32_t> numbers_;
};

/// For any number of engines, one after the other. Not thread-safe.
class EngineScratch {
 public:
  /// A new post: its readings, for all engines that are to be asked.
  void read(const Document& document) {
    readings_.begin();
    for (const Field field : {Field::title, Field::text})
      readings_.add(document.text_of(field), field, document.is_german());
    has_neighbours_ = false;
  }
  const text::Readings& readings() const { return readings_; }

 private:
  friend class Engine;

  /// A new round of asking, for so many queries and words they are filed under.
  void begin(std::size_t queries, std::size_t words) {
    candidates_.clear();
    if (asked_.size() >= queries && seen_.size() >= words && ++round_ != 0) return;
    asked_.assign(std::max(asked_.size(), queries), 0);
    seen_.assign(std::max(seen_.size(), words), 0);
    round_ = 1;
  }
  /// What stands side by side in the post.
  std::span<const std::uint32_t> neighbours() {
    if (!std::exchange(has_neighbours_, true)) neighbours_.read(readings_);
    return neighbours_.hashes();
  }
  /// True the first time in a round.
  bool is_first_time(std::uint32_t query) { return std::exchange(asked_[query], round_) != round_; }
  /// Of these words those that are there for the first time in the round. In place.
  std::span<const FiledId> keep_first_times(std::span<FiledId> words) {
    std::size_t kept = 0;
    for (const FiledId word : words) {  // without a branch: nobody could guess it
      words[kept] = word;
      kept += std::exchange(seen_[word], round_) != round_;
    }
    return words.first(kept);
  }

  text::Readings readings_;
  text::Neighbours neighbours_;
  bool has_neighbours_ = false;
  PostWords words_;
  Presence early_, late_;
  Numbers places_;    ///< of readings that something may be filed under
  Numbers filed_;     ///< those words
  Numbers found_neighbours_;
  Numbers postings_;  ///< what is filed under them
  std::vector<std::uint32_t> candidates_;
  Numbers found_;  ///< the queries that match
  NumberSorter sorter_;
  std::vector<std::uint32_t> asked_;  ///< by query, the round it was asked in
  std::vector<std::uint32_t> seen_;   ///< by FiledId, the round it was found in
  std::uint32_t round_ = 0;
  ParsedQueries parsed_;
};

}  // namespace resonanz::listen
