#pragma once
// Which of an engine's marks a post has: written once a post, asked by every candidate query.

#include <cstdint>
#include <vector>

#include "listen/query.h"

namespace resonanz::listen {

/// The number of a wildcard or of a member's value in Marks.
using MarkId = std::uint32_t;

/// Nothing is cleared between posts: a mark counts only where it bears the post's number. Not thread-safe; one per
/// thread.
class Presence {
 public:
  /// A new post, for so many marks.
  void begin(std::size_t marks) {
    if (marks_.size() < marks) marks_.resize(marks);
    if (++post_ == kLastPost) {
      std::fill(marks_.begin(), marks_.end(), 0);
      post_ = 1;
    }
    present_.clear();
  }
  void see(MarkId id, Scope where) {
    std::uint32_t& mark = marks_[id];
    if (mark >> 2 != post_) {
      mark = post_ << 2;
      present_.push_back(id);
    }
    mark |= where;
  }
  bool has(MarkId id, Scope where) const { return marks_[id] >> 2 == post_ && (marks_[id] & where); }
  /// Those of this post, each once.
  const std::vector<MarkId>& present() const { return present_; }

 private:
  static constexpr std::uint32_t kLastPost = 1u << 30;
  std::vector<std::uint32_t> marks_;  ///< number of the post, then two bits of Scope
  std::vector<MarkId> present_;
  std::uint32_t post_ = 0;
};

}  // namespace resonanz::listen
