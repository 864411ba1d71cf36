#pragma once
// Part of topics.cc: which posts have which term.

#include <bit>
#include <map>
#include <unordered_map>

#include "understand/topics.h"

namespace resonanz::understand {

/// Some of a fixed number of posts.
class Posts {
 public:
  explicit Posts(std::size_t size) : bits_((size + 63) / 64) {}
  void add(std::size_t i) { bits_[i / 64] |= std::uint64_t{1} << i % 64; }
  bool has(std::size_t i) const { return bits_[i / 64] >> i % 64 & 1; }
  void add(const Posts& other) {
    for (std::size_t i = 0; i < bits_.size(); ++i) bits_[i] |= other.bits_[i];
  }
  std::int64_t count() const {
    std::int64_t n = 0;
    for (const auto word : bits_) n += std::popcount(word);
    return n;
  }
  std::int64_t count_with(const Posts& other) const {
    std::int64_t n = 0;
    for (std::size_t i = 0; i < bits_.size(); ++i) n += std::popcount(bits_[i] & other.bits_[i]);
    return n;
  }

 private:
  std::vector<std::uint64_t> bits_;
};

struct Term {
  Posts posts;
  double rarity = 0;
  std::map<std::string, int> written;
  std::string_view name() const {
    return std::max_element(written.begin(), written.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
  }
};

/// By a hash of the word, or of two.
using Terms = std::unordered_map<std::uint64_t, Term>;

/// Words that join and point (and, this, für): of German and English.
bool is_function_word(std::string_view word, std::string_view language);

/// Single words and two in a row, both telling. `queries`: as find_topics().
Terms read_terms(std::span<const TopicPost> posts, const CommonWords& common, std::span<const std::string> queries);

}  // namespace resonanz::understand
