#include "listen/engine/postings.h"

namespace resonanz::listen {

Posting Posting::of_groups(std::uint32_t query, const std::vector<Group>& groups) {
  const auto is_word = [](const Key& key) { return key.kind == Key::Kind::word; };
  for (std::size_t i = 1; i < groups.size(); ++i) {
    const std::vector<Key>& keys = groups[i].keys;
    if (keys.empty() || keys.size() > kMostWords || !std::all_of(keys.begin(), keys.end(), is_word)) continue;
    Posting out(query, static_cast<std::uint32_t>(keys.size()));
    for (std::size_t k = 0; k < keys.size(); ++k)
      out.data_[k / 2] |= (static_cast<std::uint32_t>(keys[k].hash) & 0xFFFF) << 16 * (k % 2);
    return out;
  }
  return {query, 0};
}

Posting Posting::of_words(std::uint32_t query, const std::vector<Key>& words, Lexicon& lexicon) {
  Posting out(query, words.size() == 1 ? kOneWord : kTwoWords);
  for (std::size_t i = 0; i < words.size(); ++i)
    out.data_[i] = lexicon.add(words[i].token, words[i].text, words[i].hash);
  if (words.size() == 2) out.data_[2] = static_cast<std::uint32_t>(words[1].hash);
  return out;
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> PostingLists::finish() {
  std::stable_sort(filed_.begin(), filed_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::pair<std::uint32_t, std::uint32_t>> firsts;
  postings_.reserve(filed_.size());
  for (const auto& [key, posting] : filed_) {
    if (firsts.empty() || firsts.back().first != key) {
      if (!postings_.empty()) postings_.back().set_last();
      firsts.emplace_back(key, static_cast<std::uint32_t>(postings_.size()));
    }
    postings_.push_back(posting);
  }
  if (!postings_.empty()) postings_.back().set_last();
  filed_ = {};
  return firsts;
}

}  // namespace resonanz::listen
