#pragma once
// Which of an engine's atoms a post has: written once a post, asked by every candidate query.

#include <cstdint>
#include <vector>

#include "listen/query.h"

namespace resonanz::listen {

/// The number of a word, a wildcard or a key of a member in a Lexicon.
using AtomId = std::uint32_t;

/// Nothing is cleared between posts: a mark counts only where it bears the post's number. Not thread-safe; one per
/// thread.
class Presence {
 public:
  /// A new post, for a lexicon of so many atoms.
  void begin(std::size_t atoms) {
    if (marks_.size() < atoms) marks_.resize(atoms);
    if (++post_ == kLastPost) {
      std::fill(marks_.begin(), marks_.end(), 0);
      post_ = 1;
    }
    present_.clear();
  }
  void see(AtomId atom, Scope where) {
    std::uint32_t& mark = marks_[atom];
    if (mark >> 2 != post_) {
      mark = post_ << 2;
      present_.push_back(atom);
    }
    mark |= where;
  }
  bool has(AtomId atom, Scope where) const { return marks_[atom] >> 2 == post_ && (marks_[atom] & where); }
  /// Those of this post, each once.
  const std::vector<AtomId>& present() const { return present_; }

 private:
  static constexpr std::uint32_t kLastPost = 1u << 30;
  std::vector<std::uint32_t> marks_;  ///< number of the post, then two bits of Scope
  std::vector<AtomId> present_;
  std::uint32_t post_ = 0;
};

}  // namespace resonanz::listen
