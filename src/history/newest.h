#pragma once
// The first page of a search: its newest hits.

#include <queue>

#include "history/history.h"

namespace resonanz::history {

/// The newest hits, so many as are wanted.
class Newest {
 public:
  explicit Newest(const Wish& wish) : wish_(wish) {}

  /// False: it and all that are older are not wanted.
  bool add(const Entry& entry) {
    if (wish_.below && !(entry < *wish_.below)) return true;
    if (!wants(entry)) return false;
    heap_.push(entry);
    if (heap_.size() > wish_.limit + 1) heap_.pop();
    return true;
  }
  bool wants(const Entry& entry) const { return heap_.size() <= wish_.limit || heap_.top() < entry; }

  void take(Found& out) {
    for (; !heap_.empty(); heap_.pop()) out.hits.push_back(heap_.top());
    std::reverse(out.hits.begin(), out.hits.end());
    out.more = out.hits.size() > wish_.limit;
    if (out.more) out.hits.pop_back();
  }

 private:
  const Wish& wish_;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> heap_;  ///< the oldest on top; one more than wanted
};

}  // namespace resonanz::history
