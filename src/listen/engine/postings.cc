#include "listen/engine/postings.h"

namespace resonanz::listen {

Posting::Posting(std::uint32_t number, const std::vector<Group>& groups) : query(number), count(0), last(0) {
  const auto is_word = [](const Key& key) { return key.kind == Key::Kind::word; };
  for (std::size_t i = 1; i < groups.size(); ++i) {
    const std::vector<Key>& keys = groups[i].keys;
    if (keys.empty() || keys.size() > kMostWords || !std::all_of(keys.begin(), keys.end(), is_word)) continue;
    for (const Key& key : keys) words[count++] = static_cast<std::uint16_t>(key.hash);
    return;
  }
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> PostingLists::finish() {
  std::stable_sort(filed_.begin(), filed_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::pair<std::uint32_t, std::uint32_t>> firsts;
  postings_.reserve(filed_.size());
  for (const auto& [key, posting] : filed_) {
    const bool fresh = firsts.empty() || firsts.back().first != key;
    if (fresh) firsts.emplace_back(key, static_cast<std::uint32_t>(postings_.size()));
    if (fresh && !postings_.empty()) postings_.back().last = 1;
    postings_.push_back(posting);
  }
  if (!postings_.empty()) postings_.back().last = 1;
  filed_ = {};
  return firsts;
}

}  // namespace resonanz::listen
