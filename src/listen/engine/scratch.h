#pragma once
// What one thread keeps from post to post, so that nothing is allocated any more once it has seen large ones.

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
    if (asked_.size() >= queries && ++round_ != 0) return;
    asked_.assign(std::max(asked_.size(), queries), 0);
    round_ = 1;
  }
  /// True the first time in a round.
  bool is_first_time(std::uint32_t query) { return std::exchange(asked_[query], round_) != round_; }

  text::Readings readings_;
  std::vector<WordId> known_;  ///< of PostWords
  Presence early_, late_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> lists_;  ///< hash and first posting of those to be looked at
  std::vector<std::uint32_t> candidates_;
  std::vector<std::uint32_t> asked_;  ///< by query, the round it was asked in
  std::uint32_t round_ = 0;
  ParsedQueries parsed_;
};

}  // namespace resonanz::listen
