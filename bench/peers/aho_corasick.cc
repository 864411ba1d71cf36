#include "aho_corasick.h"

#include <deque>

namespace resonanz::peers {

AhoCorasick::AhoCorasick(const std::vector<std::string>& words) : moves_(1), ends_(1) {
  for (Term term = 0; term < words.size(); ++term) {
    std::uint32_t state = 0;
    for (const char c : " " + words[term] + " ") {
      std::uint32_t next = moves_[state][kind_of(c)];
      if (next == 0) {
        next = static_cast<std::uint32_t>(moves_.size());
        moves_[state][kind_of(c)] = next;
        moves_.emplace_back();
        ends_.push_back(0);
      }
      state = next;
    }
    ends_[state] = term + 1;
  }
  // Breadth first: where a state has no move of its own, that of its longest proper suffix.
  std::vector<std::uint32_t> suffix(moves_.size());
  std::deque<std::uint32_t> queue{0};
  for (; !queue.empty(); queue.pop_front()) {
    const std::uint32_t state = queue.front();
    for (std::uint32_t kind = 0; kind < kKinds; ++kind) {
      std::uint32_t& next = moves_[state][kind];
      const std::uint32_t other = state == 0 ? 0 : moves_[suffix[state]][kind];
      if (next == 0) {
        next = other;
      } else {
        suffix[next] = other;
        queue.push_back(next);
      }
    }
  }
}

}  // namespace resonanz::peers
